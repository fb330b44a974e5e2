//! The one place an actor is made; for the store alone.
//!
//! The store calls [`seat`] inside the act's own transaction, with the session and the terms it
//! has read there, and doesn't pass this module on: a room can hold an actor's answer, never make
//! the actor. So access that ended a moment ago has ended for this act too.

use super::role::Term;
use super::stay::{FRESH_FOR, Since, Stay};
use crate::freeze::{Who, holds_office};
use crate::ids::{AccountId, MemberId};
use crate::moment::Moment;

/// How the session was opened; the ledger writes it beside every act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opened {
    /// With a code typed into the sign-in page.
    Code,
    /// With a code by somebody who holds an office: opens nothing but setting the password and the app.
    SetUp,
    /// With an e-mail address, a password and a number from an app.
    Password,
    /// With a passkey: a key that a device keeps, and its holder's finger, face or number.
    Passkey,
    /// By a caller, with an e-mail address and a long password alone: opens what callers do and nothing else.
    PasswordAlone,
    /// By joining, with the code of an invitation: opens what callers do and nothing else.
    Joined,
    /// By a caller, with a key that their browser keeps and a PIN: opens what callers do and nothing else.
    Device,
    /// Through the organisation's own sign-in, which says in a way that the configuration names that it looked well enough.
    Oidc,
    /// Through the organisation's own sign-in, which didn't say so: opens what callers do and nothing else.
    OidcAlone,
    /// With an API token that a demo world prints.
    Token,
    /// By a program, with an API token that its account's holder made for it: never what takes a person.
    Program,
    /// At the machine's own console, by the operator.
    Console,
    /// With a demo world's printed code.
    Demo,
    /// By a member, with the code that was sent to their address on the roll: opens their own page and nothing else.
    Member,
}

impl Opened {
    /// Every way.
    pub const ALL: [Self; 14] = [
        Self::Code,
        Self::SetUp,
        Self::Password,
        Self::Passkey,
        Self::PasswordAlone,
        Self::Joined,
        Self::Device,
        Self::Oidc,
        Self::OidcAlone,
        Self::Token,
        Self::Program,
        Self::Console,
        Self::Demo,
        Self::Member,
    ];

    /// Whether whoever came in like this has something to show again: a code is used up, and the console is no session.
    pub const fn can_show_again(self) -> bool {
        match self {
            Self::Password | Self::Passkey | Self::Oidc => true,
            // A caller's password or PIN is shown by signing in: nothing that wants it again is theirs but ending sessions.
            Self::Code
            | Self::SetUp
            | Self::PasswordAlone
            | Self::Joined
            | Self::Device
            | Self::OidcAlone
            | Self::Token
            | Self::Program
            | Self::Console
            | Self::Demo
            | Self::Member => false,
        }
    }

    /// The name in tables and entries; never changed.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::SetUp => "set-up",
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::PasswordAlone => "password-alone",
            Self::Joined => "joined",
            Self::Device => "device",
            Self::Oidc => "oidc",
            Self::OidcAlone => "oidc-alone",
            Self::Token => "token",
            Self::Program => "program",
            Self::Console => "console",
            Self::Demo => "demo",
            Self::Member => "member",
        }
    }

    /// Whether a session that was opened so uses a caller's roles and no others, whatever the account holds.
    pub const fn only_rings(self) -> bool {
        match self {
            Self::PasswordAlone | Self::Joined | Self::Device | Self::OidcAlone => true,
            Self::Code
            | Self::SetUp
            | Self::Password
            | Self::Passkey
            | Self::Oidc
            | Self::Token
            | Self::Program
            | Self::Console
            | Self::Demo
            | Self::Member => false,
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
    /// It runs, and who it is was shown lately.
    Running,
    /// It runs, and who it is was shown too long ago for the acts that want it shown lately
    /// ([`Action::wants_fresh`](super::Action::wants_fresh)).
    Aged,
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
    /// The member whose own page it is; such an actor is no account and holds nothing.
    pub(super) member: Option<MemberId>,
    /// Whether that page is covered: an officer alone gave the code that opened it.
    pub(super) covered: bool,
}

impl Actor {
    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// Whether it is a member by a code that an officer gave.
    pub const fn is_covered(&self) -> bool {
        self.covered
    }

    /// Them as a freeze sees them.
    pub fn who(&self, now: Moment) -> Who {
        Who {
            account: self.account,
            in_office: holds_office(&self.terms, now),
        }
    }

    /// How the session was opened.
    pub const fn opened(&self) -> Opened {
        self.opened
    }
}

/// Which session this is at `now`, if nobody ended it.
///
/// It is over once it was idle or open for too long ([`Stay`]), and aged once who it is was shown too long ago.
pub fn session_at(opened: Opened, terms: &[Term], since: &Since, now: Moment) -> Session {
    let stay = Stay::of(opened, terms, now);
    let is_over = now.since(since.opened_at) >= stay.whole_max
        || stay
            .idle_max
            .is_some_and(|most| now.since(since.seen_at) >= most);
    if is_over {
        Session::Ended
    } else if opened.can_show_again() && now.since(since.shown_at) >= FRESH_FOR {
        Session::Aged
    } else {
        Session::Running
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
        member: None,
        covered: false,
    }
}

/// Seats a member before their own page. They are no account and hold no role: `system` is what their entries stand under.
pub const fn member_seat(system: AccountId, member: MemberId, session: Session) -> Actor {
    Actor {
        account: system,
        opened: Opened::Member,
        terms: Vec::new(),
        session,
        member: Some(member),
        covered: false,
    }
}

/// The same by a code that an officer gave: what campaigns wrote stays covered, and nothing is taken back or taken along.
pub fn covered_member_seat(system: AccountId, member: MemberId, session: Session) -> Actor {
    Actor {
        covered: true,
        ..member_seat(system, member, session)
    }
}
