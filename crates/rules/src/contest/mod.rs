//! The life of a contest: its phases and their dates.
//!
//! A contest is announced, takes nominations, opens the roll to its campaigns (access), is voted on (ballot), closes, and its
//! campaigns' data is deleted. A campaign without a contest (turnout, arrears, welcome calls) stands alone: nobody is its
//! rival, so it has neither nominations nor a ballot, and rings the roll as it is.
//!
//! A phase by the calendar is not yet open: it begins when one row says so (`store::contests`). What is here is the calendar.

mod dates;
mod walk;

pub use dates::{Dates, MoveError, Plan, PlanError};
pub use walk::{Due, Gate, due};

macro_rules! phases {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// Where a contest stands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Phase { $($(#[$doc])* $name,)+ }

        impl Phase {
            /// Every phase, in their order.
            pub const ALL: [Self; 6] = [$(Self::$name,)+];

            /// The name in tables and entries; never changed.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// Reads that name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|phase| phase.text() == text)
            }

            /// The key of its name in the message files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("phase-", $text),)+ }
            }
        }
    };
}

phases! {
    /// It is known that there will be one.
    Announced = "announced";
    /// Candidates are named.
    Nominations = "nominations";
    /// Campaigns may ring the members of the snapshot.
    Access = "access";
    /// Members vote; campaigns go on ringing.
    Ballot = "ballot";
    /// Nobody is rung any more.
    Closed = "closed";
    /// What campaigns wrote and the snapshot are gone.
    Deleted = "deleted";
}

impl Phase {
    /// Whether campaigns may ring in it.
    pub const fn calls(self) -> bool {
        matches!(self, Self::Access | Self::Ballot)
    }
}

/// What a contest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Campaigns that compete: the same frozen snapshot for each.
    Contest,
    /// One campaign without rivals, on the roll as it is.
    Standing,
}

impl Kind {
    /// The name in tables; never changed.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Contest => "contest",
            Self::Standing => "standing",
        }
    }

    /// Reads that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Contest, Self::Standing]
            .into_iter()
            .find(|kind| kind.text() == text)
    }

    /// Whether it has this phase.
    pub const fn has(self, phase: Phase) -> bool {
        match self {
            Self::Contest => true,
            Self::Standing => !matches!(phase, Phase::Nominations | Phase::Ballot),
        }
    }
}

#[cfg(test)]
mod tests;
