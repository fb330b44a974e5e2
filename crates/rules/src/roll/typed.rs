//! What an officer typed into the fields of one record: read by the same parsers as a file's cells, with what is wrong
//! said of each field.

use super::RollRow;
use super::row::year;
use crate::person::{
    Address, AreaName, BirthDate, BranchName, Day, Email, ExternalId, MemberKind, Name, NameText,
    Phone, PhoneKind, Region, Tags, Tongue, says_only_its_name,
};

/// The fields of one record as they were typed. What is none stays as it is; what is empty is cleared.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// "Mrs".
    pub title: Option<String>,
    /// First name.
    pub given: Option<String>,
    /// Further first names.
    pub middle: Option<String>,
    /// Surname.
    pub family: Option<String>,
    /// What comes behind the name.
    pub suffix: Option<String>,
    /// Membership number; it can't be cleared.
    pub external: Option<String>,
    /// All the numbers with their kinds; empty ones fall away.
    pub phones: Option<Vec<(PhoneKind, String)>>,
    /// E-mail address.
    pub email: Option<String>,
    /// The lines of the address, without the postcode.
    pub address: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Birth date.
    pub birth_date: Option<String>,
    /// Branch.
    pub branch: Option<String>,
    /// Kind of membership.
    pub kind: Option<String>,
    /// In which language they would like to be rung.
    pub language: Option<String>,
    /// The day or the year of joining.
    pub joined_on: Option<String>,
    /// The last day of the membership.
    pub ends_on: Option<String>,
    /// The area.
    pub area: Option<String>,
    /// All the tags, parted by commas or semicolons.
    pub tags: Option<String>,
    /// Whether the member has died.
    pub deceased: Option<bool>,
}

/// A field that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// No first name and no surname, or one that can't be shown.
    Name,
    /// No membership number, or a too long one.
    External,
    /// The number at this place, from 0.
    Phone(usize),
    /// The e-mail address.
    Email,
    /// The postal address.
    Address,
    /// The birth date.
    BirthDate,
    /// The branch.
    Branch,
    /// The kind of membership.
    Kind,
    /// The language.
    Language,
    /// The day of joining.
    JoinedOn,
    /// The last day of the membership.
    EndsOn,
    /// The area.
    Area,
    /// The tags.
    Tags,
}
says_only_its_name!(Typed);

impl Wrong {
    /// Every field's own key, in the order of the form.
    pub const KEYS: [&'static str; 13] = [
        "wrong-name",
        "wrong-external",
        "wrong-phone",
        "wrong-email",
        "wrong-address",
        "wrong-birth-date",
        "wrong-branch",
        "wrong-kind",
        "wrong-language",
        "wrong-joined-on",
        "wrong-ends-on",
        "wrong-area",
        "wrong-tags",
    ];

    /// The key in the message files.
    pub const fn key(self) -> &'static str {
        let [
            name,
            external,
            phone,
            email,
            address,
            birth_date,
            branch,
            kind,
            language,
            joined,
            ends,
            area,
            tags,
        ] = Self::KEYS;
        match self {
            Self::Name => name,
            Self::External => external,
            Self::Phone(_) => phone,
            Self::Email => email,
            Self::Address => address,
            Self::BirthDate => birth_date,
            Self::Branch => branch,
            Self::Kind => kind,
            Self::Language => language,
            Self::JoinedOn => joined,
            Self::EndsOn => ends,
            Self::Area => area,
            Self::Tags => tags,
        }
    }
}

impl Typed {
    /// The record with what was typed in it.
    ///
    /// # Errors
    /// Every field that can't be read, in the order of the form.
    pub fn onto(&self, before: &RollRow, region: Region) -> Result<RollRow, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut row = before.clone();
        match self.name(Some(&before.name)) {
            Some(name) => row.name = name,
            None => wrong.push(Wrong::Name),
        }
        if let Some(text) = &self.external {
            match ExternalId::parse(text) {
                Ok(external) => row.external_id = external,
                Err(_) => wrong.push(Wrong::External),
            }
        }
        self.contact(&mut row, region, &mut wrong);
        self.membership(&mut row, region, &mut wrong);
        if let Some(deceased) = self.deceased {
            row.deceased = deceased;
        }
        if wrong.is_empty() {
            Ok(row)
        } else {
            Err(wrong)
        }
    }

    /// A new record of what was typed.
    ///
    /// # Errors
    /// Every field that can't be read, in the order of the form.
    pub fn fresh(&self, region: Region) -> Result<RollRow, Vec<Wrong>> {
        let external = ExternalId::parse(self.external.as_deref().unwrap_or_default());
        match (self.name(None), external) {
            (Some(name), Ok(external)) => self.onto(&RollRow::new(external, name), region),
            (name, external) => {
                let wrong = [
                    name.is_none().then_some(Wrong::Name),
                    external.is_err().then_some(Wrong::External),
                ];
                Err(wrong.into_iter().flatten().collect())
            }
        }
    }

    fn name(&self, before: Option<&Name>) -> Option<Name> {
        let part = |typed: &'_ Option<String>, kept: Option<&str>| {
            typed
                .clone()
                .unwrap_or_else(|| kept.unwrap_or_default().to_owned())
        };
        let title = part(&self.title, before.and_then(Name::title));
        let given = part(&self.given, before.map(Name::given));
        let middle = part(&self.middle, before.map(Name::middle));
        let family = part(&self.family, before.map(Name::family));
        let suffix = part(&self.suffix, before.and_then(Name::suffix));
        Name::parse(NameText {
            title: &title,
            given: &given,
            middle: &middle,
            family: &family,
            suffix: &suffix,
        })
        .ok()
    }

    fn contact(&self, row: &mut RollRow, region: Region, wrong: &mut Vec<Wrong>) {
        if let Some(typed) = &self.phones {
            let mut phones: Vec<Phone> = Vec::new();
            for (at, (kind, text)) in typed.iter().enumerate() {
                if text.trim().is_empty() {
                    continue;
                }
                match Phone::parse(text, region) {
                    Ok(phone) => {
                        let phone = phone.of_kind(*kind);
                        if !phones.iter().any(|other| other.is_same_line(&phone)) {
                            phones.push(phone);
                        }
                    }
                    Err(_) => wrong.push(Wrong::Phone(at)),
                }
            }
            row.phones = phones;
        }
        set(
            &mut row.email,
            self.email.as_ref(),
            Wrong::Email,
            wrong,
            |text| Email::parse(text).ok(),
        );
        if self.address.is_some() || self.postcode.is_some() {
            let kept = row.address.as_ref();
            let lines = self.address.clone().unwrap_or_else(|| {
                kept.map(|address| address.lines().join("\n"))
                    .unwrap_or_default()
            });
            let postcode = self.postcode.clone().unwrap_or_else(|| {
                kept.and_then(Address::postcode)
                    .unwrap_or_default()
                    .to_owned()
            });
            match Address::parse(lines.lines(), &postcode) {
                Ok(address) => row.address = (!address.is_empty()).then_some(address),
                Err(_) => wrong.push(Wrong::Address),
            }
        }
        set(
            &mut row.birth_date,
            self.birth_date.as_ref(),
            Wrong::BirthDate,
            wrong,
            |text| BirthDate::parse(text, region).ok(),
        );
    }

    fn membership(&self, row: &mut RollRow, region: Region, wrong: &mut Vec<Wrong>) {
        set(
            &mut row.branch,
            self.branch.as_ref(),
            Wrong::Branch,
            wrong,
            |text| BranchName::parse(text).ok(),
        );
        set(
            &mut row.kind,
            self.kind.as_ref(),
            Wrong::Kind,
            wrong,
            |text| MemberKind::parse(text).ok(),
        );
        set(
            &mut row.language,
            self.language.as_ref(),
            Wrong::Language,
            wrong,
            Tongue::parse,
        );
        set(
            &mut row.joined_year,
            self.joined_on.as_ref(),
            Wrong::JoinedOn,
            wrong,
            |text| year(text, region).ok(),
        );
        set(
            &mut row.ends_on,
            self.ends_on.as_ref(),
            Wrong::EndsOn,
            wrong,
            |text| Day::parse(text, region).ok(),
        );
        set(
            &mut row.area,
            self.area.as_ref(),
            Wrong::Area,
            wrong,
            |text| AreaName::parse(text).ok(),
        );
        match self.tags.as_deref().map(Tags::parse) {
            None => {}
            Some(Ok(tags)) => row.tags = tags,
            Some(Err(_)) => wrong.push(Wrong::Tags),
        }
    }
}

/// Sets, clears or leaves one field.
fn set<T>(
    field: &mut Option<T>,
    typed: Option<&String>,
    name: Wrong,
    wrong: &mut Vec<Wrong>,
    parse: impl Fn(&str) -> Option<T>,
) {
    match typed.map(|text| text.trim()) {
        None => {}
        Some("") => *field = None,
        Some(text) => match parse(text) {
            Some(value) => *field = Some(value),
            None => wrong.push(name),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb() -> Region {
        Region::parse("GB").unwrap()
    }

    fn khan() -> RollRow {
        let typed = Typed {
            title: Some("Mrs".to_owned()),
            given: Some("Amina".to_owned()),
            family: Some("Khan".to_owned()),
            external: Some("M-000417".to_owned()),
            phones: Some(vec![(PhoneKind::Mobile, "07700 900123".to_owned())]),
            email: Some("amina@example.org".to_owned()),
            address: Some("1 Quay Lane\nAbercwm".to_owned()),
            postcode: Some("ZZ99 9ZZ".to_owned()),
            birth_date: Some("24/03/1961".to_owned()),
            branch: Some("Abercwm".to_owned()),
            kind: Some("Full".to_owned()),
            joined_on: Some("1998".to_owned()),
            ..Typed::default()
        };
        typed.fresh(gb()).unwrap()
    }

    #[test]
    fn what_is_not_typed_stays_and_what_is_empty_is_cleared() {
        let typed = Typed {
            phones: Some(vec![
                (PhoneKind::Mobile, "07700 900555".to_owned()),
                (PhoneKind::Landline, "  ".to_owned()),
            ]),
            email: Some(String::new()),
            postcode: Some("ZZ99 8ZZ".to_owned()),
            ..Typed::default()
        };
        let row = typed.onto(&khan(), gb()).unwrap();
        assert_eq!(row.phones.len(), 1);
        assert_eq!(row.phones[0].national(), "07700 900555");
        assert_eq!(row.email, None);
        let address = row.address.as_ref().unwrap();
        assert_eq!(address.lines(), ["1 Quay Lane", "Abercwm"]);
        assert_eq!(address.postcode(), Some("ZZ99 8ZZ"));
        assert_eq!((row.name, row.birth_date), (khan().name, khan().birth_date));
        let urdu = Typed {
            language: Some("ur".to_owned()),
            ..Typed::default()
        };
        let row = urdu.onto(&khan(), gb()).unwrap();
        assert_eq!(row.language.map(Tongue::code), Some("ur"));
        assert_eq!(Typed::default().onto(&khan(), gb()).unwrap(), khan());
    }

    #[test]
    fn every_wrong_field_is_named_and_nothing_is_taken_by_halves() {
        let typed = Typed {
            given: Some(String::new()),
            family: Some(" ".to_owned()),
            external: Some(String::new()),
            phones: Some(vec![
                (PhoneKind::Mobile, "07700 900555".to_owned()),
                (PhoneKind::Other, "ask Ann".to_owned()),
            ]),
            email: Some("amina".to_owned()),
            birth_date: Some("soon".to_owned()),
            joined_on: Some("then".to_owned()),
            ends_on: Some("never".to_owned()),
            ..Typed::default()
        };
        assert_eq!(
            typed.onto(&khan(), gb()).unwrap_err(),
            [
                Wrong::Name,
                Wrong::External,
                Wrong::Phone(1),
                Wrong::Email,
                Wrong::BirthDate,
                Wrong::JoinedOn,
                Wrong::EndsOn
            ]
        );
        assert_eq!(
            Typed::default().fresh(gb()).unwrap_err(),
            [Wrong::Name, Wrong::External]
        );
        assert_eq!(format!("{typed:?}"), "Typed(…)");
    }
}
