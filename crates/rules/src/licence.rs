//! Agreed tests: what a licence covers, from when until when, and whether an act was done under it.
//!
//! ```text
//! Waiting ──signed──▶ Signed ──cosigned──▶ Agreed ──from──▶ Running ──until / ended──▶ Over ──report──▶ Reported
//! ```
//! Two people sign it before it begins. It can be used from when witnesses cosigned a checkpoint that holds it: nobody can say
//! afterwards that something was a test. It gives nobody a right: whoever tests does what their account may do, and what they
//! are refused is a try. What is done under it carries it in its entry, so that an act that carries none was no test.

mod asked;
mod check;
mod entered;
mod room;

pub use asked::Asked;
pub use check::{Act, Answer, Finding, Uncovered, answer, judge};
pub use entered::{entered, read_entered};
pub use room::Room;

use std::collections::BTreeSet;

use crate::ids::{AccountId, LicenceId};
use crate::moment::{Moment, Span};

/// The most accounts of one licence.
pub const TESTERS_MAX: usize = 12;
/// The longest a licence lasts: two weeks.
pub const WINDOW_MAX: Span = Span::days(14);
/// How far ahead a licence may begin: a quarter of a year.
pub const AHEAD_MAX: Span = Span::days(92);
/// How long after its end its report is due.
pub const REPORT_WITHIN: Span = Span::hours(72);

macro_rules! closed_list {
    ($(#[$doc:meta])* $type:ident, $word:literal; $($(#[$one:meta])* $name:ident = $code:literal;)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$one])* $name,)+ }

        impl $type {
            /// All of them, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in tables, entries and forms; never changed.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The key of what it says, in the message files.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => concat!($word, $code),)+ }
            }

            /// Reads the name.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
use closed_list;

closed_list! {
    /// Where a test is done.
    Where, "licence-where-";
    /// In a copy of the program with invented members, made for this test alone.
    Decoy = "decoy";
    /// In the installation itself, among the members.
    Live = "live";
}

closed_list! {
    /// What a tester may try. What none of them covers is never allowed.
    Technique, "licence-technique-";
    /// See what the account may see.
    Look = "look";
    /// Change what the account may change.
    Change = "change";
    /// Ask for what the account may not have.
    Probe = "probe";
    /// Let a program do it, by the API.
    Automate = "automate";
}

/// What may be tried: in which rooms, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The parts of the program; each has its addresses.
    pub rooms: BTreeSet<Room>,
    /// How.
    pub techniques: BTreeSet<Technique>,
}

impl Scope {
    /// The scope as words, in which it is kept and entered.
    pub fn text(&self) -> String {
        let rooms: Vec<&str> = self.rooms.iter().map(|room| room.code()).collect();
        let techniques: Vec<&str> = self.techniques.iter().map(|one| one.code()).collect();
        format!(
            "rooms={} techniques={}",
            rooms.join(","),
            techniques.join(",")
        )
    }

    /// Reads what [`Scope::text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (rooms, techniques) = text.strip_prefix("rooms=")?.split_once(" techniques=")?;
        let rooms = rooms.split(',').map(Room::from_code);
        let techniques = techniques.split(',').map(Technique::from_code);
        let scope = Self {
            rooms: rooms.collect::<Option<_>>()?,
            techniques: techniques.collect::<Option<_>>()?,
        };
        // One spelling for each.
        (scope.text() == text).then_some(scope)
    }

    /// Whether it covers an act in this room that is done so.
    pub fn covers(&self, room: Room, techniques: &BTreeSet<Technique>) -> bool {
        self.rooms.contains(&room) && techniques.is_subset(&self.techniques)
    }
}

/// A licence as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whose accounts test.
    pub testers: BTreeSet<AccountId>,
    /// Where.
    pub at: Where,
    /// What.
    pub scope: Scope,
    /// When it begins.
    pub from: Moment,
    /// When it ends by itself; this moment is already outside.
    pub until: Moment,
}

/// Why a licence can't be written down so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// It names nobody.
    #[error("say which accounts test")]
    NoTester,
    /// It names too many.
    #[error("a licence names at most twelve accounts; write a second one")]
    TooManyTesters,
    /// It says no room.
    #[error("say which parts of the program are tested")]
    NoRoom,
    /// It says no technique.
    #[error("say what may be tried")]
    NoTechnique,
    /// It would begin before it is written down.
    #[error("a test begins after it is agreed: choose a later beginning")]
    Past,
    /// It would begin in many months.
    #[error("a test begins within three months; write it down later")]
    Ahead,
    /// It would be over before it begins.
    #[error("the end comes before the beginning; choose a later one")]
    Over,
    /// It would last too long.
    #[error("a test lasts two weeks at most; write another one for what comes after")]
    TooLong,
}

impl TermsError {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::NoTester,
        Self::TooManyTesters,
        Self::NoRoom,
        Self::NoTechnique,
        Self::Past,
        Self::Ahead,
        Self::Over,
        Self::TooLong,
    ];

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoTester => "licence-not-no-tester",
            Self::TooManyTesters => "licence-not-too-many",
            Self::NoRoom => "licence-not-no-room",
            Self::NoTechnique => "licence-not-no-technique",
            Self::Past => "licence-not-past",
            Self::Ahead => "licence-not-ahead",
            Self::Over => "licence-not-over",
            Self::TooLong => "licence-not-too-long",
        }
    }
}

impl Terms {
    /// Whether it can be written down so, as of now.
    pub fn check(&self, now: Moment) -> Result<(), TermsError> {
        if self.testers.is_empty() {
            Err(TermsError::NoTester)
        } else if self.testers.len() > TESTERS_MAX {
            Err(TermsError::TooManyTesters)
        } else if self.scope.rooms.is_empty() {
            Err(TermsError::NoRoom)
        } else if self.scope.techniques.is_empty() {
            Err(TermsError::NoTechnique)
        } else if self.from < now {
            Err(TermsError::Past)
        } else if self.from > now.plus(AHEAD_MAX) {
            Err(TermsError::Ahead)
        } else if self.until <= self.from {
            Err(TermsError::Over)
        } else if self.until > self.from.plus(WINDOW_MAX) {
            Err(TermsError::TooLong)
        } else {
            Ok(())
        }
    }
}

/// On whose word it rests that a licence was there before the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Enough witnesses cosigned a checkpoint that holds it.
    Witnesses,
    /// This installation has no witnesses: the operator's alone.
    Operator,
}

/// What has happened to a licence, each with its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Happened {
    /// Two people signed it.
    pub signed: Option<Moment>,
    /// It was written down that a checkpoint which holds it was cosigned; or, without witnesses, signed.
    pub agreed: Option<Moment>,
    /// Somebody ended it before its time.
    pub ended: Option<Moment>,
    /// Its report was handed in.
    pub reported: Option<Moment>,
}

/// How a licence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A second person hasn't signed it.
    Waiting,
    /// Two signed it; no checkpoint that holds it is cosigned. Nothing done now is covered.
    Signed,
    /// It can be used when it begins.
    Agreed,
    /// It is used.
    Running,
    /// It is over; its report is due until then.
    Over {
        /// Until when the report is due.
        due: Moment,
    },
    /// It is over, and its report wasn't handed in in time.
    Overdue,
    /// It is over, and its report is there.
    Reported,
    /// It ended before it could be used, so there is nothing to report.
    Unused,
}

impl Stands {
    /// The key of what it says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "licence-stands-waiting",
            Self::Signed => "licence-stands-signed",
            Self::Agreed => "licence-stands-agreed",
            Self::Running => "licence-stands-running",
            Self::Over { .. } => "licence-stands-over",
            Self::Overdue => "licence-stands-overdue",
            Self::Reported => "licence-stands-reported",
            Self::Unused => "licence-stands-unused",
        }
    }
}

/// A licence with what has happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Which.
    pub id: LicenceId,
    /// What it says.
    pub terms: Terms,
    /// What has happened to it.
    pub happened: Happened,
    /// Where its entry stands in the log; none before it has its place.
    pub index: Option<u64>,
}

impl Licence {
    /// The first moment at which something may be done under it; none where it can't be used.
    pub fn begins(&self) -> Option<Moment> {
        let agreed = self.happened.agreed?;
        Some(agreed.max(self.terms.from))
    }

    /// The first moment at which it is over.
    pub fn ends(&self) -> Moment {
        let ended = self.happened.ended.unwrap_or(self.terms.until);
        ended.min(self.terms.until)
    }

    /// Whether it is used now.
    pub fn runs(&self, now: Moment) -> bool {
        self.begins().is_some_and(|begins| begins <= now) && now < self.ends()
    }

    /// How it stands.
    pub fn stands(&self, now: Moment) -> Stands {
        let ends = self.ends();
        if self.happened.reported.is_some() {
            return Stands::Reported;
        }
        if now >= ends {
            return match self.begins() {
                Some(begins) if begins < ends => {
                    let due = ends.plus(REPORT_WITHIN);
                    if now >= due {
                        Stands::Overdue
                    } else {
                        Stands::Over { due }
                    }
                }
                _ => Stands::Unused,
            };
        }
        match (self.happened.signed, self.begins()) {
            (None, _) => Stands::Waiting,
            (Some(_), None) => Stands::Signed,
            (Some(_), Some(begins)) if begins > now => Stands::Agreed,
            (Some(_), Some(_)) => Stands::Running,
        }
    }
}

#[cfg(test)]
mod tests;
