//! One's own passkeys.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// One's own passkeys: `GET /passkeys`.
///
/// `POST /passkeys/options` gives the script what the browser needs, `POST /passkeys` takes `label`, `client_data` and
/// `attestation`, `POST /passkeys/{passkey}/remove` removes one. Without script it says what to do instead.
#[derive(Template)]
#[template(path = "door/passkeys.html")]
pub struct Passkeys {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<PasskeysSaid>,
    /// The newest first.
    pub rows: Vec<PasskeyRow>,
    /// Whether passkeys can be used at this address.
    pub is_offered: bool,
    /// Whether whoever reads it came by the organisation's own sign-in, which adds nothing that would outlast it.
    pub is_lent: bool,
    /// Whether whoever reads it came with a code that opens nothing but this.
    pub is_setting_up: bool,
}

/// One passkey.
#[derive(Clone)]
pub struct PasskeyRow {
    /// What it is named by; it opens nothing.
    pub passkey: String,
    /// What its holder calls it.
    pub label: String,
    /// When it was added.
    pub made_at: Stamp,
    /// When it was used last.
    pub used_at: Option<Stamp>,
    /// Whether it lies in some other place too.
    pub is_backed_up: bool,
    /// Whether its holder can't sign in with it, because of their office.
    pub is_too_weak: bool,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeysSaid {
    /// One was added.
    Added,
    /// One was removed.
    Removed,
    /// It was not removed: it is the last way in.
    LastWay,
    /// Signing in was too long ago.
    Again,
    /// There are as many as there may be.
    Full,
    /// What the browser sent was not taken.
    NotTaken,
}

impl PasskeysSaid {
    const ALL: [Self; 6] = [
        Self::Added,
        Self::Removed,
        Self::LastWay,
        Self::Again,
        Self::Full,
        Self::NotTaken,
    ];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::LastWay => "last-way",
            Self::Again => "again",
            Self::Full => "full",
            Self::NotTaken => "not-taken",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The page with it.
    pub fn address(self) -> String {
        format!("/passkeys?said={}", self.code())
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Added => "passkeys-said-added",
            Self::Removed => "passkeys-said-removed",
            Self::LastWay => "passkeys-said-last-way",
            Self::Again => "passkeys-said-again",
            Self::Full => "passkeys-said-full",
            Self::NotTaken => "passkeys-said-not-taken",
        }
    }
}

unprinted!(Passkeys, PasskeyRow);

impl Page for Passkeys {
    fn title_key(&self) -> &'static str {
        "passkeys-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |last: char, label: &str, used: Option<i64>| PasskeyRow {
            passkey: format!("0123456789abcdefghjkmnpqr{last}"),
            label: label.to_owned(),
            made_at: sample_stamp(-4000),
            used_at: used.map(sample_stamp),
            is_backed_up: used.is_some(),
            is_too_weak: label.is_empty(),
        };
        let page = |said, rows| Self {
            shell: Shell::sample("Caller 1", &[Link::Home, Link::Record, Link::Sessions]),
            said,
            rows,
            is_offered: true,
            is_lent: false,
            is_setting_up: false,
        };
        let mine = vec![row('a', "My telephone", Some(-30)), row('b', "", None)];
        let begun = Self {
            shell: Shell::sample("Officer 1", &[]),
            is_setting_up: true,
            ..page(None, vec![row('a', "Key on my ring", None)])
        };
        let lent = Self {
            is_lent: true,
            ..page(None, mine.clone())
        };
        let nowhere = Self {
            is_offered: false,
            ..page(None, Vec::new())
        };
        vec![
            ("door-passkeys", page(None, mine.clone())),
            ("door-passkeys-lent", lent),
            (
                "door-passkeys-last-way",
                page(Some(PasskeysSaid::LastWay), mine),
            ),
            ("door-passkeys-none", page(None, Vec::new())),
            ("door-passkeys-set-up", begun),
            ("door-passkeys-no-name", nowhere),
        ]
    }
}
