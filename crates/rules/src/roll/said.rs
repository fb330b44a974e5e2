//! What one row of a file says of a member, and what comes of it beside what is kept.
//!
//! A file is one voice among several: it may have fewer columns than the roll, empty cells, and values that somebody has
//! corrected here since. So a row is never taken as the member. [`SaidRow`] tells what it says part by part; [`Lasts`]
//! holds a keyed hash of what the last file said, so that a cell that says the same as last time changes nothing, even
//! where the value was corrected by hand meanwhile; [`merge`] takes over the parts that say something new.

mod undoing;

use super::part::{Part, Parts};
use super::row::RollRow;
use crate::person::{
    Address, AreaName, BirthDate, BranchName, Day, DecodeError, Email, ExternalId, MemberKind,
    Name, PHONES_MAX, Phone, Tags, Tongue, Writer, says_only_its_name,
};

pub use undoing::{Undoing, undoing};

const VERSION: u8 = 2;

/// One row of a file.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SaidRow {
    /// The organisation's own number for the member; none where the file has no column for it.
    pub external_id: Option<ExternalId>,
    /// The parts that the file has columns for. A part in it without a value is an empty cell.
    pub columns: Parts,
    /// The name.
    pub name: Option<Name>,
    /// Telephone numbers in the order of their columns, none twice; the kind says which part each belongs to.
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
    /// Area.
    pub area: Option<AreaName>,
    /// Tags.
    pub tags: Tags,
}
says_only_its_name!(SaidRow);

/// A row that says everything: empty parts are empty cells.
impl From<RollRow> for SaidRow {
    fn from(row: RollRow) -> Self {
        Self {
            external_id: Some(row.external_id),
            columns: Parts::ALL,
            name: Some(row.name),
            phones: row.phones,
            email: row.email,
            address: row.address,
            branch: row.branch,
            kind: row.kind,
            language: row.language,
            birth_date: row.birth_date,
            joined_year: row.joined_year,
            ends_on: row.ends_on,
            do_not_call: row.do_not_call,
            deceased: row.deceased,
            area: row.area,
            tags: row.tags,
        }
    }
}

impl SaidRow {
    /// The member that this row makes by itself, under `external_id`; none without a name.
    pub fn member(&self, external_id: ExternalId) -> Option<RollRow> {
        Some(RollRow {
            phones: self.phones.clone(),
            email: self.email.clone(),
            address: self.address.clone(),
            branch: self.branch.clone(),
            kind: self.kind.clone(),
            language: self.language,
            birth_date: self.birth_date,
            joined_year: self.joined_year,
            ends_on: self.ends_on,
            do_not_call: self.do_not_call,
            deceased: self.deceased,
            area: self.area.clone(),
            tags: self.tags.clone(),
            ..RollRow::new(external_id, self.name.clone()?)
        })
    }

    /// The same where the file has the member's number.
    pub fn whole(&self) -> Option<RollRow> {
        self.member(self.external_id.clone()?)
    }

    /// The bytes of one part, empty where the row has no value for it.
    pub fn part(&self, part: Part) -> Vec<u8> {
        match part {
            Part::Name => self.name.as_ref().map(Name::encode).unwrap_or_default(),
            _ => bytes_of(self.values(), part),
        }
    }

    /// The parts that the row says something of: those with a value, and those whose empty cell `clears`. Marks that stop
    /// calls are said only where they are set, and a name is never cleared.
    pub fn says(&self, clears: Parts) -> Parts {
        const KEPT: Parts = Parts::NONE
            .with(Part::Name)
            .with(Part::DoNotCall)
            .with(Part::Deceased);
        let filled: Parts = Part::ALL
            .iter()
            .copied()
            .filter(|part| self.has_value(*part))
            .collect();
        let cleared = self.columns.and(clears).without(KEPT);
        filled.or(cleared)
    }

    /// The row as bytes that are the same whenever it says the same. Personal: never to be kept or logged as they are.
    ///
    /// They are made of the parsed types, so a number in another format, a date in another order or more spaces in a name
    /// are no change.
    pub fn canonical(&self, clears: Parts) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.maybe(self.external_id.as_ref().map(ExternalId::as_str));
        for part in self.says(clears).iter() {
            writer.byte(part.place());
            writer.bytes(&self.part(part));
        }
        writer.finish()
    }

    /// Takes the numbers of another row of the same member: a list of offices has a row for each. Answers false, and takes
    /// nothing, where the rows contradict each other in anything but numbers and addresses, or are about two members.
    pub fn join(&mut self, other: &Self) -> bool {
        const MAY_DIFFER: [Part; 5] = [
            Part::Mobile,
            Part::Landline,
            Part::WorkPhone,
            Part::Phone,
            Part::Address,
        ];
        let differs =
            |part: &&Part| !MAY_DIFFER.contains(part) && self.part(**part) != other.part(**part);
        if self.external_id.is_none()
            || self.external_id != other.external_id
            || Part::ALL.iter().any(|part| differs(&part))
        {
            return false;
        }
        for phone in &other.phones {
            let is_new = !self.phones.iter().any(|known| known.is_same_line(phone));
            if is_new && self.phones.len() < PHONES_MAX {
                self.phones.push(phone.clone());
            }
        }
        true
    }

    fn has_value(&self, part: Part) -> bool {
        match part {
            Part::Name => self.name.is_some(),
            Part::Mobile | Part::Landline | Part::WorkPhone | Part::Phone => self
                .phones
                .iter()
                .any(|phone| Part::of_phone(phone.kind()) == part),
            Part::Email => self.email.is_some(),
            Part::Address => self.address.is_some(),
            Part::Branch => self.branch.is_some(),
            Part::Kind => self.kind.is_some(),
            Part::BirthDate => self.birth_date.is_some(),
            Part::JoinedYear => self.joined_year.is_some(),
            Part::EndsOn => self.ends_on.is_some(),
            Part::DoNotCall => self.do_not_call,
            Part::Deceased => self.deceased,
            Part::Language => self.language.is_some(),
            Part::Area => self.area.is_some(),
            Part::Tags => !self.tags.is_empty(),
        }
    }

    fn values(&self) -> Values<'_> {
        Values {
            phones: &self.phones,
            email: self.email.as_ref(),
            address: self.address.as_ref(),
            branch: self.branch.as_ref(),
            kind: self.kind.as_ref(),
            language: self.language,
            birth_date: self.birth_date,
            joined_year: self.joined_year,
            ends_on: self.ends_on,
            do_not_call: self.do_not_call,
            deceased: self.deceased,
            area: self.area.as_ref(),
            tags: &self.tags,
        }
    }
}

/// What a row of a file and a row of the roll both have.
#[derive(Clone, Copy)]
struct Values<'a> {
    phones: &'a [Phone],
    email: Option<&'a Email>,
    address: Option<&'a Address>,
    branch: Option<&'a BranchName>,
    kind: Option<&'a MemberKind>,
    language: Option<Tongue>,
    birth_date: Option<BirthDate>,
    joined_year: Option<i16>,
    ends_on: Option<Day>,
    do_not_call: bool,
    deceased: bool,
    area: Option<&'a AreaName>,
    tags: &'a Tags,
}

fn bytes_of(values: Values<'_>, part: Part) -> Vec<u8> {
    fn text(value: Option<&str>) -> Vec<u8> {
        value.unwrap_or_default().as_bytes().to_vec()
    }
    let mark = |is_set: bool| if is_set { vec![1] } else { Vec::new() };
    match part {
        Part::Name => Vec::new(),
        Part::Mobile | Part::Landline | Part::WorkPhone | Part::Phone => {
            let mut bytes = Vec::new();
            for phone in values.phones {
                if Part::of_phone(phone.kind()) == part {
                    bytes.extend_from_slice(phone.index_key().as_bytes());
                    bytes.push(b'x');
                    bytes.extend_from_slice(phone.extension().unwrap_or_default().as_bytes());
                    bytes.push(b';');
                }
            }
            bytes
        }
        Part::Email => text(values.email.map(Email::as_str)),
        Part::Address => values.address.map(Address::encode).unwrap_or_default(),
        Part::Branch => text(values.branch.map(BranchName::as_str)),
        Part::Kind => text(values.kind.map(MemberKind::as_str)),
        Part::BirthDate => text(
            values
                .birth_date
                .map(|birth| birth.day().to_string())
                .as_deref(),
        ),
        Part::JoinedYear => text(values.joined_year.map(|year| year.to_string()).as_deref()),
        Part::EndsOn => text(values.ends_on.map(|day| day.to_string()).as_deref()),
        Part::DoNotCall => mark(values.do_not_call),
        Part::Deceased => mark(values.deceased),
        Part::Language => text(values.language.map(Tongue::code)),
        Part::Area => text(values.area.map(AreaName::as_str)),
        Part::Tags => values.tags.text().into_bytes(),
    }
}

impl RollRow {
    /// The bytes of one part, the same whenever it means the same; empty where the member has none. Personal.
    pub fn part(&self, part: Part) -> Vec<u8> {
        let values = Values {
            phones: &self.phones,
            email: self.email.as_ref(),
            address: self.address.as_ref(),
            branch: self.branch.as_ref(),
            kind: self.kind.as_ref(),
            language: self.language,
            birth_date: self.birth_date,
            joined_year: self.joined_year,
            ends_on: self.ends_on,
            do_not_call: self.do_not_call,
            deceased: self.deceased,
            area: self.area.as_ref(),
            tags: &self.tags,
        };
        match part {
            Part::Name => self.name.encode(),
            _ => bytes_of(values, part),
        }
    }

    /// The parts in which two rows differ.
    pub fn differs_from(&self, other: &Self) -> Parts {
        Part::ALL
            .iter()
            .copied()
            .filter(|part| self.part(*part) != other.part(*part))
            .collect()
    }

    /// Takes these parts from another row. Marks that stop calls are taken as they are: a file never gets here with one
    /// that lifts.
    pub fn take(&mut self, parts: Parts, from: &Self) {
        for part in parts.iter() {
            match part {
                Part::Name => self.name.clone_from(&from.name),
                Part::Mobile | Part::Landline | Part::WorkPhone | Part::Phone => {
                    self.take_phones(part, &from.phones);
                }
                Part::Email => self.email.clone_from(&from.email),
                Part::Address => self.address.clone_from(&from.address),
                Part::Branch => self.branch.clone_from(&from.branch),
                Part::Kind => self.kind.clone_from(&from.kind),
                Part::BirthDate => self.birth_date = from.birth_date,
                Part::JoinedYear => self.joined_year = from.joined_year,
                Part::EndsOn => self.ends_on = from.ends_on,
                Part::DoNotCall => self.do_not_call = from.do_not_call,
                Part::Deceased => self.deceased = from.deceased,
                Part::Language => self.language = from.language,
                Part::Area => self.area.clone_from(&from.area),
                Part::Tags => self.tags.clone_from(&from.tags),
            }
        }
    }

    /// The numbers of one kind take the place of those that stood there; a line that is now of this kind is no longer of
    /// another.
    fn take_phones(&mut self, part: Part, from: &[Phone]) {
        let is_of = |phone: &Phone| Part::of_phone(phone.kind()) == part;
        let at = self.phones.iter().position(is_of);
        let mut new: Vec<Phone> = Vec::new();
        for phone in from.iter().filter(|phone| is_of(phone)) {
            if !new.iter().any(|known| known.is_same_line(phone)) {
                new.push(phone.clone());
            }
        }
        let mut kept: Vec<Phone> = Vec::new();
        let mut place = None;
        for (n, phone) in self.phones.drain(..).enumerate() {
            if Some(n) == at {
                place = Some(kept.len());
            }
            if !is_of(&phone) && !new.iter().any(|known| known.is_same_line(&phone)) {
                kept.push(phone);
            }
        }
        let place = place.unwrap_or(kept.len());
        kept.splice(place..place, new);
        kept.truncate(PHONES_MAX);
        self.phones = kept;
    }
}

/// The row that comes of taking the `news` of a file's row over into what is kept; and the parts that thereby changed.
///
/// `news` are the parts that the file says otherwise than the last time ([`Lasts::news`]). Nothing here lifts a mark that
/// stops calls, and nothing takes a name away.
pub fn merge(stored: &RollRow, said: &SaidRow, news: Parts) -> (RollRow, Parts) {
    let mut row = stored.clone();
    let name = said.name.clone().unwrap_or_else(|| stored.name.clone());
    let from = RollRow {
        phones: said.phones.clone(),
        email: said.email.clone(),
        address: said.address.clone(),
        branch: said.branch.clone(),
        kind: said.kind.clone(),
        language: said.language,
        birth_date: said.birth_date,
        joined_year: said.joined_year,
        ends_on: said.ends_on,
        do_not_call: stored.do_not_call || said.do_not_call,
        deceased: stored.deceased || said.deceased,
        area: said.area.clone(),
        tags: said.tags.clone(),
        ..RollRow::new(stored.external_id.clone(), name)
    };
    row.take(news, &from);
    let changed = row.differs_from(stored);
    (row, changed)
}

/// A keyed hash of what a file said of one part.
pub type PartHash = [u8; 8];

/// What the last file with such a column said of each part, as keyed hashes: 5 bytes and 8 for each part.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Lasts([Option<PartHash>; Part::ALL.len()]);
says_only_its_name!(Lasts);

impl Lasts {
    /// What a file said last of this part, if one ever did.
    pub fn of(&self, part: Part) -> Option<PartHash> {
        self.0.get(usize::from(part.place())).copied().flatten()
    }

    /// The parts that the row says otherwise than the last file did.
    pub fn news(
        &self,
        said: &SaidRow,
        clears: Parts,
        hash: impl Fn(Part, &[u8]) -> PartHash,
    ) -> Parts {
        said.says(clears)
            .iter()
            .filter(|part| self.of(*part) != Some(hash(*part, &said.part(*part))))
            .collect()
    }

    /// Remembers what the row says.
    pub fn learn(&mut self, said: &SaidRow, clears: Parts, hash: impl Fn(Part, &[u8]) -> PartHash) {
        for part in said.says(clears).iter() {
            if let Some(slot) = self.0.get_mut(usize::from(part.place())) {
                *slot = Some(hash(part, &said.part(part)));
            }
        }
    }

    /// Takes what stands of these parts from another.
    pub fn take(&mut self, parts: Parts, from: &Self) {
        for part in parts.iter() {
            if let Some(slot) = self.0.get_mut(usize::from(part.place())) {
                *slot = from.of(part);
            }
        }
    }

    /// The parts whose value is not what the last file said: somebody changed them here meanwhile.
    pub fn by_hand(&self, stored: &RollRow, hash: impl Fn(Part, &[u8]) -> PartHash) -> Parts {
        Part::ALL
            .iter()
            .copied()
            .filter(|part| {
                let value = stored.part(*part);
                match self.of(*part) {
                    Some(last) => last != hash(*part, &value),
                    None => !value.is_empty(),
                }
            })
            .collect()
    }

    /// The bytes to keep.
    pub fn encode(&self) -> Vec<u8> {
        let known: Parts = Part::ALL
            .iter()
            .copied()
            .filter(|part| self.of(*part).is_some())
            .collect();
        let mut bytes = vec![2];
        bytes.extend_from_slice(&known.bits().to_be_bytes());
        for hash in self.0.iter().flatten() {
            bytes.extend_from_slice(hash);
        }
        bytes
    }

    /// Reads what [`Lasts::encode`] wrote; no bytes are a member of whom no file ever spoke.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let Some((version, rest)) = bytes.split_first() else {
            return Ok(Self::default());
        };
        let (bits, rest) = match *version {
            1 => rest
                .split_first_chunk::<2>()
                .map(|(bits, rest)| (u16::from_be_bytes(*bits).into(), rest)),
            2 => rest
                .split_first_chunk::<4>()
                .map(|(bits, rest)| (u32::from_be_bytes(*bits), rest)),
            _ => return Err(DecodeError::Version),
        }
        .ok_or(DecodeError::Damaged)?;
        let known = Parts::from_bits(bits);
        let (hashes, left) = rest.as_chunks::<8>();
        if !left.is_empty() || hashes.len() != known.iter().count() {
            return Err(DecodeError::Damaged);
        }
        let mut lasts = Self::default();
        for (part, hash) in known.iter().zip(hashes) {
            if let Some(slot) = lasts.0.get_mut(usize::from(part.place())) {
                *slot = Some(*hash);
            }
        }
        Ok(lasts)
    }
}

#[cfg(test)]
mod tests;
