//! One record of a file as a row of the roll.

use super::cell::{
    Damage, bare, damage, is_misread, is_no_name, is_nothing, is_shortened, zip_with_zero,
};
use super::columns::{Mapping, Use};
use super::field::Field;
use super::marks::is_marked;
use super::noticed::{Noticed, Sign};
use super::part::Part;
use super::reason::{Reason, RowError, Stop};
use super::said::SaidRow;
use crate::person::{
    Address, AgeBand, AreaName, BirthDate, BranchName, Day, DayError, Email, ExternalId,
    MemberKind, Name, NameText, PHONES_MAX, Phone, PhoneCell, Region, Tags, Tongue,
    says_only_its_name,
};

/// What a file doesn't say, the same for all its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The country of telephone numbers without a country code, and the order of day and month.
    pub region: Region,
    /// The language in which everybody rings: of several in a cell it stands for all.
    pub usual: Tongue,
}

/// One member as the roll keeps them.
#[derive(Clone, PartialEq, Eq)]
pub struct RollRow {
    /// The organisation's own number for the member.
    pub external_id: ExternalId,
    /// The name.
    pub name: Name,
    /// Telephone numbers, in the order of their columns, none twice.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: Option<Email>,
    /// Postal address.
    pub address: Option<Address>,
    /// Branch.
    pub branch: Option<BranchName>,
    /// Kind of membership.
    pub kind: Option<MemberKind>,
    /// In which language they would like to be rung.
    pub language: Option<Tongue>,
    /// Birth date.
    pub birth_date: Option<BirthDate>,
    /// The year of joining.
    pub joined_year: Option<i16>,
    /// The day on which the membership ends or ended.
    pub ends_on: Option<Day>,
    /// The member does not want to be rung, by anyone.
    pub do_not_call: bool,
    /// The member has died.
    pub deceased: bool,
    /// The area in which they live or vote.
    pub area: Option<AreaName>,
    /// Tags.
    pub tags: Tags,
}
says_only_its_name!(RollRow);

impl RollRow {
    /// A member of whom only number and name are known.
    pub fn new(external_id: ExternalId, name: Name) -> Self {
        Self {
            external_id,
            name,
            phones: Vec::new(),
            email: None,
            address: None,
            branch: None,
            kind: None,
            language: None,
            birth_date: None,
            joined_year: None,
            ends_on: None,
            do_not_call: false,
            deceased: false,
            area: None,
            tags: Tags::default(),
        }
    }

    /// The band of the member's age as of `today`.
    ///
    /// Worked out when asked, never kept in the row: a birthday is no change of the file.
    pub fn age_band(&self, today: Day) -> AgeBand {
        AgeBand::on(self.birth_date, today)
    }
}

/// Turns one record into what it says; the first wrong cell rejects it.
///
/// Empty cells are fine except for the member's number and the name, where the file has columns for them, and so are those
/// that say "none" or "n/a". What is put right on the way is counted in `noticed`. A record with cells missing or left over
/// is rejected, because what stands where can't be known (empty ones at the end pass).
/// Cost: 2.9 µs with one number and twelve other cells.
///
/// # Errors
/// [`RowError`], naming the column and what to write there.
pub fn parse_row(
    mapping: &Mapping,
    record: &[&str],
    defaults: &Defaults,
    noticed: &mut Noticed,
) -> Result<SaidRow, RowError> {
    let (found, expected) = (record.len(), mapping.width());
    let surplus = record.get(expected..).unwrap_or_default();
    if found < expected || surplus.iter().any(|cell| !cell.trim().is_empty()) {
        return Err(RowError {
            column: None,
            reason: Reason::Cells { found, expected },
            external_id: None,
            stop: None,
        });
    }
    let cells = Cells::of(mapping, record);
    let external_id = if mapping.has(Field::ExternalId) {
        let id = cells.external_id();
        Some(id.map_err(|why| why.into_error(None, None))?)
    } else {
        None
    };
    let (do_not_call, deceased) = (
        is_marked(cells.get(Field::DoNotCall)),
        is_marked(cells.get(Field::Deceased)),
    );
    let is_stop = do_not_call || deceased;
    let stop = external_id.clone().filter(|_| is_stop).map(|id| Stop {
        external_id: id,
        do_not_call,
        deceased,
    });
    let rejected = |why: Wrong<'_>| why.into_error(external_id.clone(), stop.clone());
    cells.undamaged().map_err(rejected)?;
    noticed.count(Sign::Misread, u64::from(cells.is_misread()));
    let name = if mapping.parts().has(Part::Name) {
        Some(cells.name().map_err(rejected)?)
    } else {
        None
    };
    let said = SaidRow {
        columns: mapping.parts(),
        name,
        phones: cells.phones(defaults.region, noticed).map_err(rejected)?,
        email: cells.maybe(Field::Email, Email::parse).map_err(rejected)?,
        address: cells.address(defaults.region, noticed).map_err(rejected)?,
        branch: cells
            .maybe(Field::Branch, BranchName::parse)
            .map_err(rejected)?,
        kind: cells
            .maybe(Field::Kind, MemberKind::parse)
            .map_err(rejected)?,
        language: cells.language(defaults.usual, noticed),
        birth_date: cells
            .maybe(Field::BirthDate, |cell| {
                BirthDate::parse(cell, defaults.region)
            })
            .map_err(rejected)?,
        joined_year: cells
            .maybe(Field::JoinedOn, |cell| year(cell, defaults.region))
            .map_err(rejected)?,
        ends_on: cells
            .maybe(Field::EndsOn, |cell| Day::parse(cell, defaults.region))
            .map_err(rejected)?,
        do_not_call,
        deceased,
        area: cells
            .maybe(Field::Area, AreaName::parse)
            .map_err(rejected)?,
        tags: cells
            .maybe(Field::Tags, Tags::parse)
            .map_err(rejected)?
            .unwrap_or_default(),
        ..SaidRow::default()
    };
    Ok(SaidRow {
        external_id,
        ..said
    })
}

/// The part that a column belongs to; none for the member's number and for what is not kept.
pub(super) const fn part_of(field: Field) -> Option<Part> {
    Some(match field {
        Field::GivenName | Field::FamilyName | Field::FullName => Part::Name,
        Field::Phone(kind) => Part::of_phone(kind),
        Field::Email => Part::Email,
        Field::Address | Field::City | Field::State | Field::Postcode | Field::Country => {
            Part::Address
        }
        Field::Branch => Part::Branch,
        Field::Kind => Part::Kind,
        Field::Language => Part::Language,
        Field::BirthDate => Part::BirthDate,
        Field::JoinedOn => Part::JoinedYear,
        Field::EndsOn => Part::EndsOn,
        Field::DoNotCall => Part::DoNotCall,
        Field::Deceased => Part::Deceased,
        Field::Area => Part::Area,
        Field::Tags => Part::Tags,
        Field::ExternalId
        | Field::Title
        | Field::MiddleName
        | Field::Suffix
        | Field::Gender
        | Field::Fax
        | Field::Ignore => return None,
    })
}

/// A record read through the mapping of its file: every kept column with its bare cell. They are looked for some twenty
/// times a row.
struct Cells<'a>(Vec<(&'a str, Field, &'a str)>);

/// A wrong cell: the name of its column, and the reason.
struct Wrong<'a> {
    column: &'a str,
    reason: Reason,
}

impl Wrong<'_> {
    fn into_error(self, external_id: Option<ExternalId>, stop: Option<Stop>) -> RowError {
        RowError {
            column: Some(self.column.to_owned()),
            reason: self.reason,
            external_id,
            stop,
        }
    }
}

impl<'a> Cells<'a> {
    fn of(mapping: &'a Mapping, record: &[&'a str]) -> Self {
        let columns = mapping.columns().iter().zip(record);
        let kept = columns.filter_map(|(column, cell)| match column.used {
            Use::Kept(field) => Some((column.name.as_str(), field, bare(cell))),
            Use::NotKept(_) | Use::Unknown => None,
        });
        Self(kept.collect())
    }

    /// Every kept column with its cell.
    fn kept(&self) -> impl Iterator<Item = (&'a str, Field, &'a str)> {
        self.0.iter().copied()
    }

    /// The column and cell of a field, both empty where the file has none.
    fn find(&self, field: Field) -> (&'a str, &'a str) {
        self.kept()
            .find(|(_, other, _)| *other == field)
            .map_or(("", ""), |(name, _, cell)| (name, cell))
    }

    fn get(&self, field: Field) -> &'a str {
        self.find(field).1
    }

    /// A member's number is what rows are matched by: a damaged one would be somebody else's.
    fn external_id(&self) -> Result<ExternalId, Wrong<'a>> {
        let (column, cell) = self.find(Field::ExternalId);
        let wrong = |reason| Wrong { column, reason };
        let damage = damage(cell).or(is_shortened(cell).then_some(Damage::Shortened));
        if let Some(damage) = damage {
            return Err(wrong(damage.into()));
        }
        let cell = if is_nothing(cell) { "" } else { cell };
        ExternalId::parse(cell).map_err(|why| wrong(why.into()))
    }

    /// Finds the first cell that a spreadsheet has broken.
    fn undamaged(&self) -> Result<(), Wrong<'a>> {
        let broken = self
            .kept()
            .find_map(|(column, _, cell)| Some((column, damage(cell)?)));
        match broken {
            Some((column, damage)) => Err(Wrong {
                column,
                reason: damage.into(),
            }),
            None => Ok(()),
        }
    }

    fn is_misread(&self) -> bool {
        self.kept()
            .any(|(_, _, cell)| !cell.is_ascii() && is_misread(cell))
    }

    fn label<T, E: Into<Reason>>(
        &self,
        field: Field,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, Wrong<'a>> {
        let (column, cell) = self.find(field);
        parse(cell).map_err(|why| Wrong {
            column,
            reason: why.into(),
        })
    }

    fn maybe<T, E: Into<Reason>>(
        &self,
        field: Field,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Wrong<'a>> {
        if is_nothing(self.get(field)) {
            return Ok(None);
        }
        self.label(field, parse).map(Some)
    }

    /// The language. One that the list doesn't know is left out and counted: whoever speaks it stays a member who is
    /// rung. Of several the first that is known is kept, unless the usual one is among them: they can be rung by everybody. Left out is
    /// a bare `no`, too, which answers a question sooner than it means Norwegian (`nb`, `no-NO`).
    fn language(&self, usual: Tongue, noticed: &mut Noticed) -> Option<Tongue> {
        let cell = self.get(Field::Language);
        if is_nothing(cell) {
            return None;
        }
        let is_answer = cell.trim().eq_ignore_ascii_case("no");
        let only = Tongue::parse(cell).filter(|_| !is_answer);
        noticed.count(Sign::UnknownLanguage, u64::from(only.is_none()));
        only.or_else(|| Tongue::first_of(cell, usual))
    }

    /// A part of the name; nothing where there is only a stroke.
    fn part(&self, field: Field) -> (&'a str, &'a str) {
        let (column, cell) = self.find(field);
        (column, if is_no_name(cell) { "" } else { cell })
    }

    fn name(&self) -> Result<Name, Wrong<'a>> {
        let title = self.part(Field::Title).1;
        let (full_column, full) = self.part(Field::FullName);
        if !full_column.is_empty() {
            return Name::parse_whole(full, title).map_err(|why| Wrong {
                column: full_column,
                reason: why.into(),
            });
        }
        let (given_column, given) = self.part(Field::GivenName);
        let (family_column, family) = self.part(Field::FamilyName);
        let (middle, suffix) = (self.part(Field::MiddleName).1, self.part(Field::Suffix).1);
        let column = if family_column.is_empty() {
            given_column
        } else {
            family_column
        };
        Name::parse(NameText {
            title,
            given,
            middle,
            family,
            suffix,
        })
        .map_err(|why| Wrong {
            column,
            reason: why.into(),
        })
    }

    fn phones(&self, region: Region, noticed: &mut Noticed) -> Result<Vec<Phone>, Wrong<'a>> {
        let mut phones: Vec<Phone> = Vec::new();
        for (column, field, text) in self.kept() {
            let Field::Phone(kind) = field else { continue };
            let wrong = |reason| Wrong { column, reason };
            let cell = PhoneCell::parse(text, region, kind)
                .map_err(|why| wrong(Reason::Phone(why, region)))?;
            noticed.count(Sign::ZeroRestored, cell.zeros_restored);
            noticed.count(Sign::MaybeRounded, cell.maybe_rounded);
            noticed.count(Sign::Fax, cell.faxes);
            noticed.count(Sign::ExDirectory, u64::from(cell.is_ex_directory));
            noticed.count(Sign::SeveralNumbers, u64::from(cell.phones.len() > 1));
            for phone in cell.phones {
                if !phones.iter().any(|other| other.is_same_line(&phone)) {
                    phones.push(phone);
                }
            }
            if phones.len() > PHONES_MAX {
                return Err(wrong(Reason::TooManyPhones));
            }
        }
        Ok(phones)
    }

    fn address(&self, region: Region, noticed: &mut Noticed) -> Result<Option<Address>, Wrong<'a>> {
        const ORDER: [Field; 4] = [Field::Address, Field::City, Field::State, Field::Country];
        let lines = ORDER.iter().flat_map(|field| {
            self.kept()
                .filter(move |(_, other, _)| other == field)
                .map(|(_, _, cell)| if is_nothing(cell) { "" } else { cell })
        });
        let (postcode_column, postcode) = self.find(Field::Postcode);
        let postcode = if is_nothing(postcode) { "" } else { postcode };
        let whole = (region == Region::US)
            .then(|| zip_with_zero(postcode))
            .flatten();
        noticed.count(Sign::ZipZeroRestored, u64::from(whole.is_some()));
        let first = self.kept().find(|(_, field, _)| ORDER.contains(field));
        let column = first.map_or(postcode_column, |(name, _, _)| name);
        let address =
            Address::parse(lines, whole.as_deref().unwrap_or(postcode)).map_err(|why| Wrong {
                column,
                reason: why.into(),
            })?;
        Ok((!address.is_empty()).then_some(address))
    }
}

/// The year of a day, or a year alone.
pub(super) fn year(cell: &str, region: Region) -> Result<i16, DayError> {
    let cell = cell.trim();
    match cell.parse::<i16>() {
        Ok(year @ 1800..=9999) if cell.len() == 4 => Ok(year),
        _ => Day::parse(cell, region).map(Day::year),
    }
}

#[cfg(test)]
mod tests;
