//! What a row of a file says, as it was read: for the page and the console, so that whoever sent the file sees whether its
//! columns were understood.

use switchboard_store::rules::person::{Name, Phone, Region};
use switchboard_store::rules::roll::{Part, SaidRow};

use super::pages::part_key;

/// What is said of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidField {
    /// The number in the organisation's books.
    Number,
    /// Anything else.
    Part(Part),
}

impl SaidField {
    /// The key of its name in the message files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "part-number",
            Self::Part(part) => part_key(part),
        }
    }

    /// Its word at the console.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "external_id",
            Self::Part(part) => part.word(),
        }
    }
}

/// What a row says, field by field; `home` is the region whose numbers need no country code.
pub fn said(row: &SaidRow, home: Option<Region>) -> Vec<(SaidField, String)> {
    let phone = |phone: &Phone| {
        let text = home.map_or_else(|| phone.e164().to_owned(), |home| phone.display(home));
        (SaidField::Part(Part::of_phone(phone.kind())), text)
    };
    let part = |part, text: Option<String>| text.map(|text| (SaidField::Part(part), text));
    let number = row.external_id.as_ref();
    let number = number.map(|number| (SaidField::Number, number.as_str().to_owned()));
    let text = |text: &str| text.to_owned();
    let rest = [
        part(Part::Email, row.email.as_ref().map(|it| text(it.as_str()))),
        part(
            Part::Address,
            row.address.as_ref().map(|it| it.lines().join(", ")),
        ),
        part(
            Part::Branch,
            row.branch.as_ref().map(|it| text(it.as_str())),
        ),
        part(Part::Kind, row.kind.as_ref().map(|it| text(it.as_str()))),
        part(Part::JoinedYear, row.joined_year.map(|it| it.to_string())),
        part(Part::EndsOn, row.ends_on.map(|it| it.to_string())),
        part(Part::Language, row.language.map(|it| text(it.code()))),
        part(Part::Area, row.area.as_ref().map(|it| text(it.as_str()))),
        part(
            Part::Tags,
            Some(row.tags.text()).filter(|it| !it.is_empty()),
        ),
    ];
    let name = part(Part::Name, row.name.as_ref().map(Name::titled));
    let phones = row.phones.iter().map(phone);
    let head = number.into_iter().chain(name).chain(phones);
    head.chain(rest.into_iter().flatten()).collect()
}
