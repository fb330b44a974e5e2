//! Whose record an account's own is.

use askama::Template;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Everybody who works for the whole house, and a form to say which record is theirs: `GET /members/colleagues`.
///
/// `POST /members/colleagues` with `csrf`, `account` and `number`.
#[derive(Template)]
#[template(path = "members/colleagues.html")]
pub struct Colleagues {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<LinkSaid>,
    /// At most a hundred.
    pub people: Vec<OneColleague>,
}

/// One account.
#[derive(Clone, Debug)]
pub struct OneColleague {
    /// The account.
    pub account: String,
    /// Their name.
    pub label: String,
    /// The key of their role.
    pub role: &'static str,
    /// Whether it is known which record is theirs.
    pub is_linked: bool,
    /// Whether it is the account of whoever looks: a colleague says which record is theirs.
    pub is_own: bool,
}

/// What became of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSaid {
    /// It stands.
    Linked,
    /// Nobody has that membership number.
    NoMember,
}

impl LinkSaid {
    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::NoMember => "no-member",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Linked, Self::NoMember]
            .into_iter()
            .find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Linked => "colleagues-said-linked",
            Self::NoMember => "colleagues-said-no-member",
        }
    }

    const fn is_error(self) -> bool {
        matches!(self, Self::NoMember)
    }
}

impl Colleagues {
    /// Those whose record can be said here: everybody else.
    fn others(&self) -> impl Iterator<Item = &OneColleague> {
        self.people.iter().filter(|one| !one.is_own)
    }
}

unprinted!(Colleagues);

impl Page for Colleagues {
    fn title_key(&self) -> &'static str {
        "colleagues-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Search, Link::Reasons]),
            said,
            people: vec![
                OneColleague {
                    account: "0account1sample0".to_owned(),
                    label: "Officer 1".to_owned(),
                    role: "role-membership-officer",
                    is_linked: true,
                    is_own: true,
                },
                OneColleague {
                    account: "0account2sample0".to_owned(),
                    label: "Data Protection 1".to_owned(),
                    role: "role-dpo",
                    is_linked: false,
                    is_own: false,
                },
            ],
        };
        let mut alone = page(None);
        alone.people.retain(|one| one.is_own);
        vec![
            ("member-colleagues", page(None)),
            ("member-colleagues-linked", page(Some(LinkSaid::Linked))),
            ("member-colleagues-error", page(Some(LinkSaid::NoMember))),
            ("member-colleagues-alone", alone),
        ]
    }
}
