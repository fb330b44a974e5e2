//! Finding a member: at most twenty masked hits a page, one entry a search.

use askama::Template;
use switchboard_store::rules::look::Purpose;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Looking a member up: the form at `GET /roll/search`.
///
/// `POST /roll/search` with `csrf`, `by` (`name`, `number`, `email`,
/// `membership`), `text`, and `after` for the next page. What is typed travels
/// in the body, never in the address.
#[derive(Template)]
#[template(path = "roll/search.html")]
pub struct Search {
    /// What stands around it.
    pub shell: Shell,
    /// The branches among whose members it is looked; none where it is the whole roll.
    pub among: Vec<String>,
    /// What is looked for.
    pub by: SearchBy,
    /// What was typed.
    pub text: String,
    /// What was found.
    pub state: SearchState,
}

/// What a member is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchBy {
    /// Parts of the name.
    Name,
    /// A telephone number.
    Number,
    /// An e-mail address.
    Email,
    /// The organisation's own membership number.
    Membership,
}

impl SearchBy {
    /// All of them, as the form offers them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Number, Self::Email, Self::Membership];

    /// What the form sends.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Email => "email",
            Self::Membership => "membership",
        }
    }

    /// Read what the form sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "search-by-name",
            Self::Number => "search-by-number",
            Self::Email => "search-by-email",
            Self::Membership => "search-by-membership",
        }
    }
}

/// What a search came to.
#[derive(Clone)]
pub enum SearchState {
    /// Nothing was asked yet.
    Asked,
    /// What was typed can't be looked for.
    Unclear,
    /// What was found.
    Found {
        /// At most twenty.
        hits: Vec<Hit>,
        /// Where the next page goes on.
        after: Option<String>,
    },
}

/// A member, masked: enough to tell two hits apart, not enough to ring or write.
#[derive(Clone)]
pub struct Hit {
    /// By what it is opened; it travels in the form's body.
    pub handle: String,
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// `07••• •••123`, each.
    pub numbers: Vec<String>,
    /// `e•••@ex•••`, if there is one.
    pub email: Option<String>,
    /// The membership number's end.
    pub membership: Option<String>,
}

impl Search {
    /// The purpose that is offered first.
    const fn purpose() -> Purpose {
        Purpose::RingsUs
    }
}

unprinted!(Search, SearchState, Hit);

impl Page for Search {
    fn title_key(&self) -> &'static str {
        "search-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |by, text: &str, state| Self {
            shell: Shell::sample(
                "Officer 1",
                &[Link::Home, Link::Import, Link::Search, Link::Reports],
            ),
            among: Vec::new(),
            by,
            text: text.to_owned(),
            state,
        };
        let hit = |name: &str, branch: &str, numbers: &[&str]| Hit {
            handle: "0handle0".to_owned(),
            name: name.to_owned(),
            branch: branch.to_owned(),
            numbers: numbers.iter().map(|&number| number.to_owned()).collect(),
            email: Some("e•••@ex•••".to_owned()),
            membership: Some("•••417".to_owned()),
        };
        let hits = vec![
            hit("E••• Ev•••", "Abercwm", &["07••• •••123"]),
            hit("A••• Ev•••", "Porth Du", &["07••• •••456", "020 •••• •018"]),
            Hit {
                email: None,
                membership: None,
                ..hit("O••• Ev•••", "Abercwm", &[])
            },
        ];
        let found = |hits, after| SearchState::Found { hits, after };
        vec![
            ("roll-search", page(SearchBy::Name, "", SearchState::Asked)),
            (
                "roll-search-branch",
                Self {
                    shell: Shell::sample("Officer 2", &[Link::Home, Link::Search, Link::Branches]),
                    among: vec!["Gwynedd".to_owned(), "Porth Du".to_owned()],
                    ..page(SearchBy::Name, "", SearchState::Asked)
                },
            ),
            (
                "roll-search-unclear",
                page(SearchBy::Number, "12", SearchState::Unclear),
            ),
            (
                "roll-search-found",
                page(
                    SearchBy::Name,
                    "Evans",
                    found(hits, Some("0after0".to_owned())),
                ),
            ),
            (
                "roll-search-nobody",
                page(
                    SearchBy::Email,
                    "nobody@example.org",
                    found(Vec::new(), None),
                ),
            ),
        ]
    }
}
