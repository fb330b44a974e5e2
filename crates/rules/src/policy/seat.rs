//! The one place an actor is made; for the store alone.
//!
//! The store calls [`seat`] inside the act's own transaction, with the session and the terms it
//! has read there, and doesn't pass this module on: a room can hold an actor's answer, never make
//! the actor. So access that ended a moment ago has ended for this act too.

use super::role::Term;
use crate::ids::AccountId;

/// How the session was opened; the ledger writes it beside every act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opened {
    /// With a code typed into the sign-in page.
    Code,
    /// With a code by somebody who holds an office: opens nothing but setting the password and the app.
    SetUp,
    /// With an e-mail address, a password and a number from an app.
    Password,
    /// By a caller, with an e-mail address and a long password alone: opens what callers do and nothing else.
    PasswordAlone,
    /// By joining, with the code of an invitation: opens what callers do and nothing else.
    Joined,
    /// With an API token in a header.
    Token,
    /// At the machine's own console, by the operator.
    Console,
    /// With a demo world's printed code.
    Demo,
}

impl Opened {
    /// Every way.
    pub const ALL: [Self; 8] = [
        Self::Code,
        Self::SetUp,
        Self::Password,
        Self::PasswordAlone,
        Self::Joined,
        Self::Token,
        Self::Console,
        Self::Demo,
    ];

    /// The name in tables and entries; never changed.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::SetUp => "set-up",
            Self::Password => "password",
            Self::PasswordAlone => "password-alone",
            Self::Joined => "joined",
            Self::Token => "token",
            Self::Console => "console",
            Self::Demo => "demo",
        }
    }

    /// Whether a session that was opened so uses a caller's roles and no others, whatever the account holds.
    pub const fn only_rings(self) -> bool {
        match self {
            Self::PasswordAlone | Self::Joined => true,
            Self::Code
            | Self::SetUp
            | Self::Password
            | Self::Token
            | Self::Console
            | Self::Demo => false,
        }
    }

    /// The way of this name, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|opened| opened.text() == text)
    }
}

/// Whether the session still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Session {
    /// It runs.
    Running,
    /// Signed out, cut off or timed out: only write-only acts on the account's own card are left.
    Ended,
}

/// Who asks: an account, how it came in, and what it holds.
///
/// It comes only from [`seat`]:
///
/// ```
/// use switchboard_rules::ids::AccountId;
/// use switchboard_rules::policy::{Actor, Opened, Session, seat::seat};
/// let actor: Actor = seat(AccountId::from_bytes([1; 16]), Opened::Code, vec![], Session::Running);
/// ```
///
/// and can't be put together by hand or given more than it holds:
///
/// ```compile_fail,E0451
/// use switchboard_rules::policy::{Actor, Opened};
/// fn forged(other: Actor) -> Actor {
///     Actor { opened: Opened::Console, ..other }
/// }
/// ```
#[derive(Debug)]
pub struct Actor {
    pub(super) account: AccountId,
    pub(super) opened: Opened,
    pub(super) terms: Vec<Term>,
    pub(super) session: Session,
}

impl Actor {
    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// How the session was opened.
    pub const fn opened(&self) -> Opened {
        self.opened
    }
}

/// Seats an account with the terms just read for it.
///
/// Pass ended and future terms too: the refusal then says that a role has ended instead of that
/// there never was one.
pub const fn seat(account: AccountId, opened: Opened, terms: Vec<Term>, session: Session) -> Actor {
    Actor {
        account,
        opened,
        terms,
        session,
    }
}
