//! One's own sessions.

use askama::Template;
use switchboard_store::rules::policy::Opened;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// One's own running sessions: `GET /sessions`. No address and nothing that opens one stands on it.
#[derive(Template)]
#[template(path = "door/sessions.html")]
pub struct Sessions {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<SessionsSaid>,
    /// The newest first.
    pub rows: Vec<SessionRow>,
    /// Whether there may be more than are shown.
    pub is_full: bool,
    /// One's own device keys, the newest first.
    pub keys: Vec<KeyRow>,
    /// Whether the organisation has a sign-in of its own that may be connected.
    pub has_provider: bool,
}

/// One device key.
#[derive(Clone)]
pub struct KeyRow {
    /// What it is named by; it opens nothing.
    pub key: String,
    /// Who vouched for its holder.
    pub vouched: Option<String>,
    /// When it was added.
    pub made_at: Stamp,
    /// When it was used last.
    pub used_at: Option<Stamp>,
    /// When it ends by itself.
    pub until: Stamp,
}

/// One session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// What it is named by; it opens nothing.
    pub session: String,
    /// What opened it.
    pub opened: Opened,
    /// When.
    pub opened_at: Stamp,
    /// When it was used last.
    pub seen_at: Stamp,
    /// When it ends by itself at the latest.
    pub until: Stamp,
    /// Whether the reader looks through it.
    pub is_this: bool,
}

impl SessionRow {
    /// The key of how it was opened.
    const fn opened_key(&self) -> &'static str {
        match self.opened {
            Opened::Code | Opened::Demo => "sessions-code",
            Opened::SetUp => "sessions-set-up",
            Opened::Password => "sessions-password",
            Opened::Passkey => "sessions-passkey",
            Opened::PasswordAlone => "sessions-alone",
            Opened::Joined => "sessions-joined",
            Opened::Device => "sessions-device",
            Opened::Oidc | Opened::OidcAlone => "sessions-identity",
            Opened::Token | Opened::Program => "sessions-token",
            // A member's own page is no account's session.
            Opened::Console | Opened::Member => "sessions-console",
        }
    }
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionsSaid {
    /// One session is over.
    Ended,
    /// It was over before.
    Before,
    /// All others are over.
    Others,
    /// There were no others.
    NoOthers,
    /// A device key was removed.
    KeyRemoved,
}

impl SessionsSaid {
    const ALL: [Self; 5] = [
        Self::Ended,
        Self::Before,
        Self::Others,
        Self::NoOthers,
        Self::KeyRemoved,
    ];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Before => "before",
            Self::Others => "others",
            Self::NoOthers => "no-others",
            Self::KeyRemoved => "key-removed",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ended => "sessions-said-ended",
            Self::Before => "sessions-said-before",
            Self::Others => "sessions-said-others",
            Self::NoOthers => "sessions-said-no-others",
            Self::KeyRemoved => "sessions-said-key-removed",
        }
    }
}

unprinted!(Sessions, KeyRow);

impl Page for Sessions {
    fn title_key(&self) -> &'static str {
        "sessions-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |last: char, opened, minutes, is_this| SessionRow {
            session: format!("0123456789abcdefghjkmnpqr{last}"),
            opened,
            opened_at: sample_stamp(minutes),
            seen_at: sample_stamp(minutes / 2),
            until: sample_stamp(minutes + 720),
            is_this,
        };
        let page = |said, rows| Self {
            shell: Shell::sample("Caller 1", &[Link::Home, Link::Record, Link::Sessions]),
            said,
            rows,
            is_full: false,
            keys: Vec::new(),
            has_provider: false,
        };
        let this = row('a', Opened::Password, -10, true);
        let more = vec![
            this.clone(),
            row('b', Opened::Token, -60, false),
            row('c', Opened::Code, -300, false),
            row('d', Opened::Passkey, -320, false),
        ];
        let with_provider = Self {
            has_provider: true,
            ..page(None, vec![row('a', Opened::Oidc, -10, true)])
        };
        let key = |last: char, vouched: Option<&str>, used: Option<i64>| KeyRow {
            key: format!("0123456789abcdefghjkmnpqr{last}"),
            vouched: vouched.map(str::to_owned),
            made_at: sample_stamp(-4000),
            used_at: used.map(sample_stamp),
            until: sample_stamp(40_000),
        };
        let with_keys = Self {
            keys: vec![
                key('e', Some("Olwen Organiser"), Some(-20)),
                key('f', None, None),
            ],
            ..page(
                Some(SessionsSaid::KeyRemoved),
                vec![row('a', Opened::Device, -10, true)],
            )
        };
        let full = Self {
            is_full: true,
            ..page(Some(SessionsSaid::Ended), more.clone())
        };
        vec![
            ("door-sessions", page(None, more)),
            (
                "door-sessions-one",
                page(Some(SessionsSaid::Others), vec![this]),
            ),
            ("door-sessions-full", full),
            ("door-sessions-keys", with_keys),
            ("door-sessions-identity", with_provider),
        ]
    }
}
