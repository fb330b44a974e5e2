//! What an import means, said before it begins.

use switchboard_rules::roll::{By, Parts};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// Some of the members, or some of what is known of them: it adds and changes, and ends nothing.
    #[default]
    Partial,
    /// Every member: whoever doesn't stand in it has left.
    FullRoll(EndsMax),
}

/// How many memberships a full roll may end at most, so that a filtered sheet ends nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndsMax {
    /// This many.
    Count(u64),
    /// This many in a hundred of the members before.
    Percent(u8),
    /// Five in a hundred; below two thousand members up to a hundred people, but never more than one in five. A month's
    /// leavers are fewer in a large organisation, a whole year's in a small one; a sheet filtered to one branch is more.
    Usual,
}

const USUAL_PERCENT: u64 = 5;
const USUAL_LEAST: u64 = 100;
const SMALL_SHARE: u64 = 5;

impl EndsMax {
    /// Whether `leaving` of `members` may leave.
    pub fn allows(self, leaving: u64, members: u64) -> bool {
        match self {
            Self::Count(most) => leaving <= most,
            Self::Percent(percent) => leaving * 100 <= members * u64::from(percent),
            Self::Usual => {
                let small = USUAL_LEAST.min(members / SMALL_SHARE);
                leaving <= small.max(members * USUAL_PERCENT / 100)
            }
        }
    }

    /// Reads `250` or `7%`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.strip_suffix('%') {
            Some(percent) => {
                let percent = percent
                    .trim()
                    .parse()
                    .ok()
                    .filter(|percent| *percent <= 100)?;
                Some(Self::Percent(percent))
            }
            None => text.parse().ok().map(Self::Count),
        }
    }
}

/// What an import means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What the file is.
    pub extent: Extent,
    /// By what a row's member is known.
    pub by: By,
    /// What the generated numbers of new members begin with, where the file has none for them; without it such rows are
    /// given back.
    pub new_numbers: Option<String>,
    /// The parts that an empty cell clears. By default none: empty cells change nothing.
    pub clears: Parts,
}

impl Plan {
    pub(crate) fn is_full_roll(&self) -> bool {
        matches!(self.extent, Extent::FullRoll(_))
    }

    pub(crate) fn code(&self) -> &'static str {
        match self.extent {
            Extent::Partial => "partial",
            Extent::FullRoll(_) => "full-roll",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filtered_sheet_is_told_from_a_months_leavers() {
        let usual = EndsMax::Usual;
        assert!(usual.allows(0, 0));
        assert!(usual.allows(24, 120) && !usual.allows(25, 120));
        assert!(usual.allows(100, 1_000) && !usual.allows(101, 1_000));
        assert!(!usual.allows(1, 3));
        assert!(usual.allows(30_000, 600_000) && !usual.allows(30_001, 600_000));
        assert!(!usual.allows(134_000, 600_000));
        assert!(EndsMax::Count(134_000).allows(134_000, 600_000));
        assert!(!EndsMax::Percent(7).allows(71, 1000));
        assert!(EndsMax::Percent(7).allows(70, 1000));
    }

    #[test]
    fn a_limit_is_a_number_or_a_percentage() {
        assert_eq!(EndsMax::parse(" 250 "), Some(EndsMax::Count(250)));
        assert_eq!(EndsMax::parse("7%"), Some(EndsMax::Percent(7)));
        assert_eq!(EndsMax::parse("700%"), None);
        assert_eq!(EndsMax::parse("all"), None);
    }
}
