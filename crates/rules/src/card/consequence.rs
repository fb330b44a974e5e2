//! What an outcome does to the queue: pure, so that the store only writes it down.

use super::{Outcome, Size};
use crate::moment::{Moment, Span};

/// What waits for the officer after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// The number isn't the member's.
    WrongNumber,
    /// The member has moved away.
    Moved,
    /// The member has died.
    Deceased,
}

/// What the officer found out about a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// It is true.
    Right,
    /// The caller was mistaken.
    Mistaken,
}

/// What settling a report does to the stop that it brought upon its campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// The stop stays as it is.
    Stays,
    /// No campaign rings the member any more.
    StopsEveryCampaign,
    /// The stop ends, unless something else holds it.
    Lifts,
}

/// What an outcome does to the member's row in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// This campaign is done with the member.
    Out,
    /// The member rests, for every campaign, and stays in the queue.
    Rest {
        /// Until when.
        until: Moment,
    },
    /// The member is due first at the moment they asked for.
    CallBack {
        /// When.
        at: Moment,
    },
    /// This campaign stops calling, and the officer looks into it; other campaigns go on.
    Report(Report),
    /// An objection: it acts at once, as far as it reaches.
    Objection(Size),
}

/// How long a member rests after a call: one dated set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// The day this set was agreed.
    pub dated: &'static str,
    /// Where it comes from; empty where it is our own choice and rests on no source.
    pub source: &'static str,
    /// After nobody picked up.
    pub no_answer: Span,
    /// After a busy line.
    pub busy: Span,
    /// After a machine.
    pub machine: Span,
    /// After a card without an outcome: the member may have been rung.
    pub unreported: Span,
}

impl Rests {
    /// The rests of November 2026; our own choice, to be replaced when somebody measures.
    pub const NOVEMBER_2026: Self = Self {
        dated: "2026-11-24",
        source: "",
        no_answer: Span::hours(20),
        busy: Span::hours(1),
        machine: Span::hours(20),
        unreported: Span::hours(24),
    };
}

impl Consequence {
    /// What `outcome` does, written down at `now`.
    pub const fn of(outcome: Outcome, rests: &Rests, now: Moment) -> Self {
        match outcome {
            Outcome::Answered | Outcome::Refused => Self::Out,
            Outcome::NoAnswer => Self::Rest {
                until: now.plus(rests.no_answer),
            },
            Outcome::Busy => Self::Rest {
                until: now.plus(rests.busy),
            },
            Outcome::Machine => Self::Rest {
                until: now.plus(rests.machine),
            },
            Outcome::WrongNumber => Self::Report(Report::WrongNumber),
            Outcome::Moved => Self::Report(Report::Moved),
            Outcome::Deceased => Self::Report(Report::Deceased),
            Outcome::DontCall(size) => Self::Objection(size),
            Outcome::CallBack(at) => Self::CallBack { at },
        }
    }

    /// What a card without an outcome does, closed at `now`.
    pub const fn of_unreported(rests: &Rests, now: Moment) -> Self {
        Self::Rest {
            until: now.plus(rests.unreported),
        }
    }
}

impl Report {
    /// Every report.
    pub const ALL: [Self; 3] = [Self::WrongNumber, Self::Moved, Self::Deceased];

    /// The name in tables and entries.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongNumber => "wrong-number",
            Self::Moved => "moved",
            Self::Deceased => "deceased",
        }
    }

    /// The report of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.code() == code)
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WrongNumber => "report-wrong-number",
            Self::Moved => "report-moved",
            Self::Deceased => "report-deceased",
        }
    }
}

impl Finding {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Right, Self::Mistaken];

    /// The name in tables, entries and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Mistaken => "mistaken",
        }
    }

    /// The finding of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.code() == code)
    }
}

impl Settling {
    /// What `finding` does to the stop that `report` brought.
    ///
    /// One campaign's word about a number or an address stops that campaign alone, also when it is right: the officer
    /// corrects the roll for all of them. A death stops everybody.
    pub const fn of(report: Report, finding: Finding) -> Self {
        match (report, finding) {
            (_, Finding::Mistaken) => Self::Lifts,
            (Report::Deceased, Finding::Right) => Self::StopsEveryCampaign,
            (Report::WrongNumber | Report::Moved, Finding::Right) => Self::Stays,
        }
    }
}
