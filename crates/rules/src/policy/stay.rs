//! How long a session lasts: by what its holder holds, and by how it was opened.

use super::role::{Role, Term};
use super::seat::Opened;
use crate::moment::{Moment, Span};
use crate::program::Lasts;

/// How long who it is counts as shown lately (ASVS 5.0, 7.5.3): acts that want it are refused after that.
pub const FRESH_FOR: Span = Span::minutes(15);

/// The moments of a session that its end hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was used last, to the minute.
    pub seen_at: Moment,
    /// When its holder showed last who they are.
    pub shown_at: Moment,
}

/// How long a session may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// How long it may lie idle; none where nobody sits before it.
    pub idle_max: Option<Span>,
    /// How long it may last at all.
    pub whole_max: Span,
}

impl Stay {
    /// The longest that any session of a person lasts.
    pub const WHOLE_MAX: Span = Span::hours(12);

    /// How long a session may last at `now` (ASVS 5.0, 7.3.1 and 7.3.2; NIST SP 800-63B-4, §2.2.3, allows an hour and a day).
    ///
    /// An office sees members and ledger, so it falls shut after an hour. A campaign's people came in with a code that is used
    /// up: an evening at the telephones is not to end by a cup of tea. Whoever holds nothing sees their own record.
    pub fn of(opened: Opened, terms: &[Term], now: Moment) -> Self {
        let holds = |wanted: fn(Role) -> bool| {
            let mut running = terms.iter().filter(|term| term.runs(now));
            running.any(|term| wanted(term.role))
        };
        let (idle, whole_max) = if holds(Role::is_office) {
            (Span::hours(1), Self::WHOLE_MAX)
        } else if holds(|_| true) {
            (Span::hours(4), Self::WHOLE_MAX)
        } else {
            (Span::minutes(30), Span::hours(2))
        };
        match opened {
            Opened::Code
            | Opened::SetUp
            | Opened::Password
            | Opened::Passkey
            | Opened::PasswordAlone
            | Opened::Joined
            | Opened::Device
            | Opened::Oidc
            | Opened::OidcAlone => Self {
                idle_max: Some(idle),
                whole_max,
            },
            // A program of a caller's is what whoever reads the roll card by card would run: a day. With the last role ends the
            // program too.
            Opened::Program => Self {
                idle_max: None,
                whole_max: if holds(|role| role != Role::Caller) {
                    Lasts::MAX
                } else if holds(|_| true) {
                    Lasts::Day.span()
                } else {
                    Span::millis(0)
                },
            },
            // The operator, a demo's invented people and their printed tokens.
            // A member's own page has an end of its own, which isn't this.
            Opened::Token | Opened::Console | Opened::Demo | Opened::Member => Self {
                idle_max: None,
                whole_max: Self::WHOLE_MAX,
            },
        }
    }
}
