//! Cards that a caller hands back without an outcome: how many in an evening.
//!
//! Whoever could hand back card after card would look through names until one suits. So each is counted and few are allowed; a card
//! that was handed back stays spent, and one whose number was seen stays a look. Stopping and breaks are never refused, and neither is an outcome
//! without a call; both count, and whoever goes beyond the limit by them gets no other card that evening.

/// Why a card is handed back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Not this one, for now.
    Skip,
    /// The caller knows the member, and never wants to ring them.
    Known,
    /// The caller stops for the evening.
    Stop,
    /// The caller takes a break.
    Break,
}

/// The most that a contest's terms may let an account put aside in an evening, and say of that it knows them.
const MOST: (u32, u32) = (60, 30);

/// How many cards an account hands back in one evening, the same for every campaign of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkipCaps {
    /// The day this set was agreed.
    pub dated: &'static str,
    /// Where it comes from; empty where it is our own choice and rests on no source.
    pub source: &'static str,
    /// Put aside, left behind by stopping or for a break, or said to be busy without a look at the number.
    pub skips: u32,
    /// Said to be known.
    pub known: u32,
}

/// How many an account handed back this evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skips {
    /// Put aside, or said to be busy without a look at the number.
    pub skips: u32,
    /// Said to be known.
    pub known: u32,
    /// Left behind by stopping or for a break: no refusal of anybody, and limited with those put aside, or breaks would be free looks.
    pub pauses: u32,
}

/// As many were handed back as may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no more cards can be handed back this evening; say what happened on this one")]
pub struct SkipsSpent(pub Why);

impl SkipCaps {
    /// Ten and five: our choice, to be replaced when somebody measures. Of 180 cards an evening that is one in eighteen.
    pub const NOVEMBER_2026: Self = Self {
        dated: "2026-11-27",
        source: "",
        skips: 10,
        known: 5,
    };

    /// What the terms of a contest say; none where it is more than anybody may be let.
    pub fn of(skips: u32, known: u32) -> Option<Self> {
        let usual = Self::NOVEMBER_2026;
        if (skips, known) == (usual.skips, usual.known) {
            return Some(usual);
        }
        let is_fair = skips <= MOST.0 && known <= MOST.1;
        is_fair.then_some(Self {
            dated: "",
            source: "the contest's terms",
            skips,
            known,
        })
    }
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Skip, Self::Known, Self::Stop, Self::Break];

    /// The name in forms, entries and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Known => "known",
            Self::Stop => "stop",
            Self::Break => "break",
        }
    }

    /// The reason of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

impl SkipsSpent {
    /// The key in the message files.
    pub const fn key(self) -> &'static str {
        match self.0 {
            Why::Known => "card-known-spent",
            Why::Skip | Why::Stop | Why::Break => "card-skips-spent",
        }
    }
}

impl Skips {
    /// Counts one more.
    ///
    /// # Errors
    /// As many were handed back as may be.
    pub const fn with(self, why: Why, caps: &SkipCaps) -> Result<Self, SkipsSpent> {
        match why {
            Why::Known if self.known >= caps.known => Err(SkipsSpent(why)),
            Why::Known => Ok(Self {
                known: self.known + 1,
                ..self
            }),
            Why::Skip if self.set_down() >= caps.skips => Err(SkipsSpent(why)),
            Why::Skip => Ok(self.unseen()),
            Why::Stop | Why::Break => Ok(Self {
                pauses: self.pauses.saturating_add(1),
                ..self
            }),
        }
    }

    /// Counts a card that was left without a look at its number, whatever the limit.
    #[must_use]
    pub const fn unseen(self) -> Self {
        Self {
            skips: self.skips.saturating_add(1),
            ..self
        }
    }

    /// What counts together: put aside, and left behind.
    const fn set_down(self) -> u32 {
        self.skips.saturating_add(self.pauses)
    }

    /// Whether so many were left that no other card is dealt this evening.
    pub const fn ends_the_evening(self, caps: &SkipCaps) -> bool {
        self.set_down() > caps.skips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_are_put_aside_and_five_are_known_and_neither_takes_from_the_other() {
        let caps = SkipCaps::NOVEMBER_2026;
        let mut skips = Skips::default();
        for _ in 0..10 {
            skips = skips.with(Why::Skip, &caps).unwrap();
        }
        assert_eq!(skips.with(Why::Skip, &caps), Err(SkipsSpent(Why::Skip)));
        assert!(!skips.ends_the_evening(&caps));
        let stopped = skips.with(Why::Stop, &caps).unwrap();
        assert!(stopped.ends_the_evening(&caps), "stopping is never refused");
        for _ in 0..5 {
            skips = skips.with(Why::Known, &caps).unwrap();
        }
        assert_eq!(skips.with(Why::Known, &caps), Err(SkipsSpent(Why::Known)));
        assert_eq!(
            skips,
            Skips {
                skips: 10,
                known: 5,
                pauses: 0
            }
        );
    }

    #[test]
    fn stops_and_breaks_are_told_apart_and_take_from_those_that_may_be_put_aside() {
        let caps = SkipCaps::of(2, 0).unwrap();
        let mut skips = Skips::default();
        for why in [Why::Stop, Why::Break] {
            skips = skips.with(why, &caps).unwrap();
        }
        assert_eq!((skips.skips, skips.pauses), (0, 2));
        assert_eq!(skips.with(Why::Skip, &caps), Err(SkipsSpent(Why::Skip)));
        assert!(!skips.ends_the_evening(&caps));
        let third = skips.with(Why::Break, &caps).unwrap();
        assert!(third.ends_the_evening(&caps), "no free looks");
    }

    #[test]
    fn a_contests_terms_let_nobody_put_aside_more_than_anybody_may() {
        assert_eq!(SkipCaps::of(10, 5), Some(SkipCaps::NOVEMBER_2026));
        let few = SkipCaps::of(2, 0).unwrap();
        let three = Skips {
            skips: 3,
            ..Skips::default()
        };
        assert!(three.ends_the_evening(&few));
        assert!(SkipCaps::of(60, 30).is_some());
        assert_eq!((SkipCaps::of(61, 5), SkipCaps::of(10, 31)), (None, None));
    }

    #[test]
    fn reasons_read_back_from_their_names() {
        for why in Why::ALL {
            assert_eq!(Why::from_code(why.code()), Some(why));
        }
        assert_eq!(Why::from_code("bored"), None);
    }
}
