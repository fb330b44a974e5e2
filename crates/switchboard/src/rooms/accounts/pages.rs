//! Who holds an office, who checks the offices, and how they get in.

pub mod may;
pub mod terms;

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::recovery::{self, Recovery};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The accounts of those who hold an office, of the committee's members and of auditors: `GET /accounts`.
///
/// `POST /accounts/{account}/code` with `reason` and `second` asks for a new code, `POST /accounts/{account}/shut` closes a colleague's way in, and
/// `POST /accounts/{account}/record` with `reason` asks for a code for somebody's own record.
#[derive(Template)]
#[template(path = "accounts/accounts.html")]
pub struct Accounts {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<Said>,
    /// Who waits for a way back in.
    pub recoveries: Vec<Recovery>,
    /// Whether the reader may ask for a code for somebody's own record.
    pub asks: bool,
    /// Whether a day may stand in for a second person.
    pub may_wait: bool,
    /// At most fifty.
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One account.
#[derive(Clone)]
pub struct Row {
    /// Its id, in addresses.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// The keys of the roles they hold.
    pub roles: Vec<&'static str>,
    /// The keys of what they are there for, where they check the offices and hold none.
    pub keeps: Vec<&'static str>,
    /// How they get in.
    pub state: State,
    /// Whether it is the reader's own.
    pub is_own: bool,
}

/// How somebody gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// With a password and an app.
    Set,
    /// They have a code until then, not used yet.
    Told(Stamp),
    /// Not at all.
    Shut,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A colleague's way in is closed.
    Shut,
    /// A way back in is stopped.
    Stopped,
    /// There was nothing to stop.
    NothingWaits,
    /// A reason was missing.
    Why,
    /// Whose record was to be opened holds a role.
    NotLeft,
    /// Who was to be let back in holds none.
    NoRole,
}

impl Said {
    const ALL: [Self; 6] = [
        Self::Shut,
        Self::Stopped,
        Self::NothingWaits,
        Self::Why,
        Self::NotLeft,
        Self::NoRole,
    ];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shut => "shut",
            Self::Stopped => "stopped",
            Self::NothingWaits => "nothing-waits",
            Self::Why => "why",
            Self::NotLeft => "not-left",
            Self::NoRole => "no-role",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Shut => "accounts-said-shut",
            Self::Stopped => "accounts-said-stopped",
            Self::NothingWaits => "accounts-said-nothing-waits",
            Self::Why => "accounts-said-why",
            Self::NotLeft => "accounts-said-not-left",
            Self::NoRole => "accounts-said-no-role",
        }
    }
}

unprinted!(Accounts, Row);

impl Page for Accounts {
    fn title_key(&self) -> &'static str {
        "accounts-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, role, state, is_own| Row {
            account: format!("0account{}0", name.len()),
            name: name.to_owned(),
            roles: vec![role],
            keeps: Vec::new(),
            state,
            is_own,
        };
        let told = State::Told(sample_stamp(90));
        let rows = vec![
            row("Orla Officer", "role-membership-officer", State::Set, true),
            row("Osian the Second", "role-membership-officer", told, false),
            row("Della Dpo", "role-dpo", State::Set, false),
            row("Ari Approver One", "role-approver", State::Shut, false),
            Row {
                keeps: vec!["accounts-keeps-committee"],
                ..row(
                    "Cerys of the Committee",
                    "role-committee",
                    State::Shut,
                    false,
                )
            },
            Row {
                keeps: vec!["accounts-keeps-auditor"],
                ..row("Aled the Auditor Twice", "role-auditor", State::Shut, false)
            },
        ];
        let rows: Vec<Row> = (1..)
            .zip(rows)
            .map(|(n, row)| Row {
                account: format!("0account{n}sample0"),
                ..row
            })
            .collect();
        let page = |said, recoveries: Vec<Recovery>| Self {
            shell: Shell::sample("Orla Officer", &[Link::Home, Link::Accounts, Link::Own]),
            said,
            asks: said.is_none(),
            may_wait: said.is_none(),
            after: None,
            rows: rows.clone(),
            recoveries,
        };
        vec![
            ("accounts", page(None, Vec::new())),
            ("accounts-recovery", page(None, vec![recovery::sample()])),
            ("accounts-shut", page(Some(Said::Shut), Vec::new())),
            ("accounts-why", page(Some(Said::Why), Vec::new())),
            ("accounts-not-left", page(Some(Said::NotLeft), Vec::new())),
        ]
    }
}
