//! Correcting a record, and adding a member by hand.

use askama::Template;
use switchboard_store::rules::person::{PhoneKind, Tongue};
use switchboard_store::rules::roll::Wrong;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// The fields of one record: `GET /members/{look}/correct`, or empty for a new member: `GET /members/new`.
///
/// Both send all of the fields to where they stand. A field left empty is cleared.
#[derive(Template)]
#[template(path = "members/correct.html")]
pub struct Correct {
    /// What stands around it.
    pub shell: Shell,
    /// The look; none for a new member.
    pub look: Option<String>,
    /// What stands in the fields.
    pub fields: Fields,
    /// Which of them can't be read.
    pub wrong: Vec<Wrong>,
    /// What else stands in the way.
    pub against: Option<Against>,
    /// Whether the reader may give membership numbers: who keeps the roll of a branch doesn't.
    pub numbers: bool,
}

/// What stands in the way of what can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The membership number is somebody else's.
    Taken,
    /// The reader doesn't keep the roll of that branch.
    Elsewhere,
}

impl Against {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Taken => "correct-taken",
            Self::Elsewhere => "correct-elsewhere",
        }
    }
}

/// What stands in the fields.
#[derive(Clone, Default)]
pub struct Fields {
    /// "Mrs".
    pub title: String,
    /// First name.
    pub given: String,
    /// Further first names.
    pub middle: String,
    /// Surname.
    pub family: String,
    /// What comes behind the name.
    pub suffix: String,
    /// Membership number.
    pub membership: String,
    /// Four lines for numbers.
    pub phones: Vec<PhoneField>,
    /// E-mail address.
    pub email: String,
    /// The lines of the address.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Birth date.
    pub birth_date: String,
    /// Branch.
    pub branch: String,
    /// Kind of membership.
    pub kind: String,
    /// The code of the language in which they would like to be rung; empty for none.
    pub language: String,
    /// The year of joining.
    pub joined_on: String,
    /// The last day.
    pub ends_on: String,
    /// Area.
    pub area: String,
    /// Tags, parted by commas or semicolons.
    pub tags: String,
    /// Whether the member has died.
    pub is_deceased: bool,
    /// Whether they had when the form was first shown: only a box that somebody changes says anything.
    pub was_deceased: bool,
}

/// One line for a number.
#[derive(Clone)]
pub struct PhoneField {
    /// Its kind.
    pub kind: PhoneKind,
    /// What stands in it.
    pub text: String,
}

/// The kinds of numbers, as the form offers them.
pub const KINDS: [(PhoneKind, &str, &str); 4] = [
    (PhoneKind::Mobile, "mobile", "member-mobile"),
    (PhoneKind::Landline, "landline", "member-landline"),
    (PhoneKind::Work, "work", "member-work-phone"),
    (PhoneKind::Other, "other", "member-phone"),
];

impl Correct {
    /// The wrong that is to be said at a field.
    fn error(&self, wrong: Wrong) -> Option<Wrong> {
        self.wrong.contains(&wrong).then_some(wrong)
    }

    /// The lines for numbers, each with what is wrong in it.
    fn lines(&self) -> Vec<(&PhoneField, Option<Wrong>)> {
        let lines = self.fields.phones.iter().enumerate();
        lines
            .map(|(at, line)| (line, self.error(Wrong::Phone(at))))
            .collect()
    }

    /// The languages that can be chosen, by their codes and the keys of their names.
    #[expect(clippy::unused_self, reason = "the template asks the page")]
    fn tongues(&self) -> Vec<(&'static str, &'static str)> {
        Tongue::all().map(|one| (one.code(), one.label())).collect()
    }

    /// Where the form is sent.
    fn to(&self) -> String {
        match &self.look {
            Some(look) => format!("/members/{look}/correct"),
            None => "/members/new".to_owned(),
        }
    }
}

unprinted!(Correct, Fields, PhoneField);

/// What an officer can go to from here, on the samples.
const LINKS: &[Link] = &[
    Link::Home,
    Link::Import,
    Link::Search,
    Link::Reports,
    Link::Reasons,
];

impl Page for Correct {
    fn title_key(&self) -> &'static str {
        match self.look {
            Some(_) => "correct-title",
            None => "member-add-title",
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |look: Option<&str>, fields, wrong, against| Self {
            shell: Shell::sample("Officer 1", LINKS),
            look: look.map(str::to_owned),
            fields,
            wrong,
            against,
            numbers: true,
        };
        let line = |kind, text: &str| PhoneField {
            kind,
            text: text.to_owned(),
        };
        let kinds = [
            PhoneKind::Mobile,
            PhoneKind::Landline,
            PhoneKind::Work,
            PhoneKind::Other,
        ];
        let empty = Vec::from(kinds.map(|kind| line(kind, "")));
        let fields = Fields {
            title: "Mrs".to_owned(),
            given: "Anwen".to_owned(),
            family: "Evans".to_owned(),
            membership: "M-000417".to_owned(),
            phones: vec![
                line(PhoneKind::Mobile, "07700 900123"),
                line(PhoneKind::Landline, "020 7946 0018"),
                line(PhoneKind::Work, ""),
                line(PhoneKind::Other, ""),
            ],
            email: "anwen@example.org".to_owned(),
            address: "1 Quay Lane\nAbercwm".to_owned(),
            postcode: "ZZ99 9ZZ".to_owned(),
            birth_date: "1961-03-24".to_owned(),
            branch: "Abercwm".to_owned(),
            kind: "Full".to_owned(),
            language: "cy".to_owned(),
            joined_on: "1998".to_owned(),
            area: "Harbour Ward".to_owned(),
            tags: "delegate; volunteer".to_owned(),
            is_deceased: true,
            was_deceased: true,
            ..Fields::default()
        };
        let all = vec![
            Wrong::Name,
            Wrong::External,
            Wrong::Phone(0),
            Wrong::Email,
            Wrong::Address,
            Wrong::BirthDate,
            Wrong::Branch,
            Wrong::Kind,
            Wrong::Language,
            Wrong::JoinedOn,
            Wrong::EndsOn,
            Wrong::Area,
            Wrong::Tags,
        ];
        let new = Fields {
            phones: empty,
            ..Fields::default()
        };
        let look = Some("0look0sample0");
        vec![
            (
                "member-correct",
                page(look, fields.clone(), Vec::new(), None),
            ),
            (
                "member-correct-wrong",
                page(look, fields.clone(), all, None),
            ),
            (
                "member-correct-taken",
                page(look, fields.clone(), Vec::new(), Some(Against::Taken)),
            ),
            (
                "member-correct-elsewhere",
                Self {
                    numbers: false,
                    ..page(look, fields, Vec::new(), Some(Against::Elsewhere))
                },
            ),
            (
                "member-add-branch",
                Self {
                    numbers: false,
                    ..page(None, new.clone(), Vec::new(), None)
                },
            ),
            ("member-add", page(None, new, Vec::new(), None)),
        ]
    }
}
