//! Whether what an account did was covered by a licence.

use super::{Licence, Room, Where};
use crate::events::EventKind;
use crate::ids::{AccountId, LicenceId};
use crate::licence::room::{comes_and_goes, techniques_of};
use crate::moment::Moment;

/// An act, as its entry tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub account: AccountId,
    /// When, by the server's clock.
    pub at: Moment,
    /// Where it stands in the log.
    pub index: u64,
    /// What.
    pub kind: EventKind,
    /// What for; of a refusal, what was asked for.
    pub purpose: String,
    /// How the session was opened.
    pub opened: String,
    /// Which licence it carries.
    pub licence: Option<LicenceId>,
}

impl Act {
    /// Whether these terms cover such an act, if it is done while they run.
    pub fn is_within(&self, scope: &super::Scope) -> bool {
        if comes_and_goes(self.kind) {
            return true;
        }
        let room = Room::of_entry(self.kind, &self.purpose);
        room.is_some_and(|room| scope.covers(room, &techniques_of(self.kind, &self.opened)))
    }
}

/// Why an act wasn't covered by a licence, or by any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Uncovered {
    /// It carries no licence.
    None,
    /// It carries one that isn't known.
    Unknown,
    /// It carries one that doesn't name the account.
    OtherAccount,
    /// It carries one for another world.
    OtherWorld,
    /// It stands in the log before the licence it carries.
    BeforeItWasWritten,
    /// It was done before a checkpoint that holds the licence was cosigned, or before the licence began.
    TooEarly,
    /// It was done after the licence had ended.
    TooLate,
    /// It is none of what the licence covers.
    OutOfScope,
}

impl Uncovered {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Unknown,
        Self::OtherAccount,
        Self::OtherWorld,
        Self::BeforeItWasWritten,
        Self::TooEarly,
        Self::TooLate,
        Self::OutOfScope,
    ];

    /// The name in answers of programs; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "no-licence",
            Self::Unknown => "unknown-licence",
            Self::OtherAccount => "other-account",
            Self::OtherWorld => "other-world",
            Self::BeforeItWasWritten => "before-it-was-written",
            Self::TooEarly => "too-early",
            Self::TooLate => "too-late",
            Self::OutOfScope => "out-of-scope",
        }
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "licence-uncovered-none",
            Self::Unknown => "licence-uncovered-unknown",
            Self::OtherAccount => "licence-uncovered-other-account",
            Self::OtherWorld => "licence-uncovered-other-world",
            Self::BeforeItWasWritten => "licence-uncovered-before",
            Self::TooEarly => "licence-uncovered-too-early",
            Self::TooLate => "licence-uncovered-too-late",
            Self::OutOfScope => "licence-uncovered-scope",
        }
    }
}

/// Holds an act against the licence it carries: the mark alone proves nothing.
pub fn judge(act: &Act, at: Where, licences: &[Licence]) -> Result<LicenceId, Uncovered> {
    let id = act.licence.ok_or(Uncovered::None)?;
    let mut known = licences.iter().filter(|licence| licence.id == id);
    let licence = known.next().ok_or(Uncovered::Unknown)?;
    if at == Where::Live && !licence.terms.testers.contains(&act.account) {
        return Err(Uncovered::OtherAccount);
    }
    if licence.terms.at != at {
        return Err(Uncovered::OtherWorld);
    }
    // A decoy has a log of its own, whose first entry names the licence.
    if at == Where::Live && licence.index.is_none_or(|index| index >= act.index) {
        return Err(Uncovered::BeforeItWasWritten);
    }
    if licence.begins().is_none_or(|begins| act.at < begins) {
        return Err(Uncovered::TooEarly);
    }
    if act.at >= licence.ends() {
        return Err(Uncovered::TooLate);
    }
    if !act.is_within(&licence.terms.scope) {
        return Err(Uncovered::OutOfScope);
    }
    Ok(id)
}

/// What is answered about an account in a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing was done.
    Nothing,
    /// All of it was done under a licence.
    Covered,
    /// None of it was.
    NotCovered,
    /// Some of it was, and some wasn't.
    Partly,
}

impl Answer {
    /// The name in answers of programs; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Covered => "covered",
            Self::NotCovered => "not-covered",
            Self::Partly => "partly",
        }
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "licence-answer-nothing",
            Self::Covered => "licence-answer-covered",
            Self::NotCovered => "licence-answer-not-covered",
            Self::Partly => "licence-answer-partly",
        }
    }
}

/// What was found of one act.
pub type Finding = Result<LicenceId, Uncovered>;

/// The answer to all of them.
pub fn answer<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Answer {
    let (mut covered, mut not) = (false, false);
    for finding in findings {
        match finding {
            Ok(_) => covered = true,
            Err(_) => not = true,
        }
    }
    match (covered, not) {
        (false, false) => Answer::Nothing,
        (true, false) => Answer::Covered,
        (false, true) => Answer::NotCovered,
        (true, true) => Answer::Partly,
    }
}
