//! Records that may be one person, behind masks.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// Possible duplicates, the likeliest first: `GET /duplicates`.
///
/// Query fields, none of them typed by hand: `after` (from the link to the next ones) and `said`. Forms: `POST
/// /duplicates/look`; for each pair `POST /duplicates/compare` and `POST /duplicates/apart` with `one` and `other`.
#[derive(Template)]
#[template(path = "duplicates/list.html")]
pub struct Duplicates {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<ListSaid>,
    /// Somebody asked for a look, and it isn't done yet.
    pub is_looking: bool,
    /// When the roll was last looked through.
    pub done_at: Option<Stamp>,
    /// How many members were compared then.
    pub members: u64,
    /// How many pairs wait.
    pub open: u64,
    /// How many of them say the same.
    pub identical: u64,
    /// At most ten.
    pub pairs: Vec<Pair>,
    /// Whether this page begins further down.
    pub is_further: bool,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One pair.
#[derive(Clone)]
pub struct Pair {
    /// The one.
    pub one: Masked,
    /// The other.
    pub other: Masked,
    /// From 60 to 100.
    pub score: u64,
    /// How alike the names are, in hundredths, where they aren't the same.
    pub alike: Option<u64>,
    /// The keys of what speaks for it.
    pub signs: Vec<&'static str>,
    /// The keys of what speaks against it.
    pub against: Vec<&'static str>,
    /// Whether they say the same.
    pub is_identical: bool,
}

/// One member behind a mask.
#[derive(Clone)]
pub struct Masked {
    /// By what a form names them.
    pub handle: String,
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// `07••• •••123`; empty when there is none.
    pub number: String,
    /// Whether the membership has ended.
    pub former: bool,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSaid {
    /// A job looks through the roll.
    Looking,
    /// The two stand apart.
    Apart,
    /// The page was too old.
    Stale,
}

impl ListSaid {
    const ALL: [Self; 3] = [Self::Looking, Self::Apart, Self::Stale];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Apart => "apart",
            Self::Stale => "stale",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Looking => "duplicates-said-looking",
            Self::Apart => "duplicates-said-apart",
            Self::Stale => "duplicates-said-stale",
        }
    }
}

unprinted!(Duplicates, Pair, Masked);

pub(super) fn shell() -> Shell {
    Shell::sample(
        "Officer 1",
        &[Link::Home, Link::Import, Link::Search, Link::Duplicates],
    )
}

pub(super) fn masked(n: u8, name: &str, number: &str) -> Masked {
    Masked {
        handle: format!("0handle{n}sample0"),
        name: name.to_owned(),
        branch: "Abercwm".to_owned(),
        number: number.to_owned(),
        former: false,
    }
}

impl Page for Duplicates {
    fn title_key(&self) -> &'static str {
        "duplicates-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, pairs: Vec<Pair>| Self {
            shell: shell(),
            said,
            is_looking: false,
            done_at: Some(sample_stamp(-300)),
            members: 600_000,
            open: u64::try_from(pairs.len()).unwrap_or(0),
            identical: 0,
            pairs,
            is_further: false,
            after: None,
        };
        let alike = Pair {
            one: masked(1, "G••• Ev•••", "07••• •••123"),
            other: masked(2, "G•••• Ev•••", "07••• •••123"),
            score: 71,
            alike: Some(96),
            signs: vec!["alike-alike-name", "alike-same-number", "alike-same-branch"],
            against: vec!["alike-other-middle-name"],
            is_identical: false,
        };
        let same = Pair {
            one: masked(3, "H•• Pr•••", "020 •••• •018"),
            other: Masked {
                former: true,
                ..masked(4, "H•• Pr•••", "")
            },
            score: 100,
            alike: None,
            signs: vec![
                "alike-same-name",
                "alike-same-email",
                "alike-same-birth-date",
            ],
            against: Vec::new(),
            is_identical: true,
        };
        vec![
            (
                "duplicates",
                Self {
                    identical: 1,
                    after: Some("10".to_owned()),
                    ..page(None, vec![same, alike.clone()])
                },
            ),
            (
                "duplicates-apart",
                Self {
                    is_further: true,
                    ..page(Some(ListSaid::Apart), vec![alike])
                },
            ),
            (
                "duplicates-looking",
                Self {
                    is_looking: true,
                    done_at: None,
                    members: 0,
                    ..page(Some(ListSaid::Looking), Vec::new())
                },
            ),
            ("duplicates-none", page(Some(ListSaid::Stale), Vec::new())),
            (
                "duplicates-never",
                Self {
                    done_at: None,
                    members: 0,
                    ..page(None, Vec::new())
                },
            ),
        ]
    }
}
