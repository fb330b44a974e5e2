//! Whose word stands apart: how often a caller reports something, beside those who rang for the same campaign.
//!
//! If a campaign's callers met the same share of moved, dead and unwilling people but for chance, it would be
//! Fisher's exact test of the account against its campaign, one side of it, that says how often chance alone gives as many: R. A.
//! Fisher, "On the interpretation of chi-squared from contingency tables", J. R. Stat. Soc. 85 (1922). The limit is that of a funnel
//! plot, one in a thousand: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
//! (2005). So of a thousand honest callers about one is shown for each word, by chance alone, and a person looks at it. Evenings, banks, orders and
//! branches differ in whom they bring, so an honest caller may be shown by those too.
//!
//! It sees nobody where most callers of a campaign do the same, and nobody who keeps below the limit.

/// What a caller says that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// The member has died.
    Deceased,
    /// The member has moved away.
    Moved,
    /// The number isn't the member's.
    WrongNumber,
    /// The member didn't want to talk.
    Refused,
    /// The member wants no calls, of whatever size.
    DontCall,
}

impl Word {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Deceased,
        Self::Moved,
        Self::WrongNumber,
        Self::Refused,
        Self::DontCall,
    ];

    /// Which it is of an outcome's code; none where it isn't compared.
    pub fn of_outcome(code: &str) -> Option<Self> {
        Some(match code {
            "deceased" => Self::Deceased,
            "moved" => Self::Moved,
            "wrong-number" => Self::WrongNumber,
            "refused" => Self::Refused,
            _ if code.starts_with("dont-call-") => Self::DontCall,
            _ => return None,
        })
    }

    /// The name in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deceased => "deceased",
            Self::Moved => "moved",
            Self::WrongNumber => "wrong-number",
            Self::Refused => "refused",
            Self::DontCall => "dont-call",
        }
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Deceased => "outcome-deceased",
            Self::Moved => "outcome-moved",
            Self::WrongNumber => "outcome-wrong-number",
            Self::Refused => "outcome-refused",
            Self::DontCall => "apart-dont-call",
        }
    }
}

/// How many calls, and how many of them with the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// With it.
    pub with: u32,
    /// All.
    pub calls: u32,
}

/// Fewer calls than this are not judged.
pub const CALLS_MIN: u32 = 20;
/// So few with the word are nobody's plan.
pub const WITH_MIN: u32 = 5;
/// Fewer calls than this by the others tell nothing of what is usual.
pub const OTHERS_MIN: u32 = 50;
/// How often chance alone may reach beyond the limit.
const CHANCE: f64 = 0.001;

/// The most with the word that chance explains of the account's calls; none where there is too little to tell.
pub fn most(own: Share, others: Share) -> Option<u32> {
    if own.calls < CALLS_MIN || others.calls < OTHERS_MIN {
        return None;
    }
    let all = Share {
        with: own.with.checked_add(others.with)?,
        calls: own.calls.checked_add(others.calls)?,
    };
    // From the top: the sum of the chances of more than `most` stays below the limit.
    let (top, mut beyond) = (own.calls.min(all.with), 0.0);
    let mut most = top;
    while most > 0 {
        beyond += chance(most, own.calls, all);
        if beyond > CHANCE {
            break;
        }
        most -= 1;
    }
    Some(most)
}

/// Whether the account has more with the word than chance explains.
pub fn stands_apart(own: Share, others: Share) -> bool {
    own.with >= WITH_MIN && most(own, others).is_some_and(|most| own.with > most)
}

/// How likely it is that just `with` of so many calls have the word, drawn out of all calls without putting back.
fn chance(with: u32, calls: u32, all: Share) -> f64 {
    let (Some(without), Some(rest)) = (all.calls.checked_sub(all.with), calls.checked_sub(with))
    else {
        return 0.0;
    };
    if with > all.with || rest > without {
        return 0.0;
    }
    (ways(all.with, with) + ways(without, rest) - ways(all.calls, calls)).exp()
}

/// The logarithm of how many ways there are to choose so many of all.
fn ways(all: u32, chosen: u32) -> f64 {
    factorial(all) - factorial(chosen) - factorial(all.saturating_sub(chosen))
}

/// The logarithm of n!, by Stirling's series from 16 on; it is exact to nine digits.
fn factorial(n: u32) -> f64 {
    if n < 16 {
        return (2..=n).map(|k| f64::from(k).ln()).sum();
    }
    let n = f64::from(n);
    let main = n.mul_add(n.ln(), -n) + 0.5 * (std::f64::consts::TAU * n).ln();
    main + 1.0 / (12.0 * n) - 1.0 / (360.0 * n.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn share(with: u32, calls: u32) -> Share {
        Share { with, calls }
    }

    #[test]
    fn the_limit_is_that_of_the_exact_test() {
        // Computed apart, with Python's fractions and math.comb.
        assert_eq!(most(share(9, 60), share(12, 1_200)), Some(5));
        assert_eq!(most(share(5, 60), share(12, 1_200)), Some(4));
        assert_eq!(most(share(0, 60), share(0, 1_200)), Some(0));
        assert_eq!(most(share(40, 100), share(100, 1_000)), Some(23));
        assert_eq!(most(share(3, 20), share(10, 50)), Some(8));
        assert_eq!(most(share(20, 180), share(300, 6_000)), Some(19));
        assert_eq!(most(share(60, 60), share(60, 60)), Some(60));
    }

    #[test]
    fn a_caller_who_says_that_everybody_has_died_stands_apart_and_an_honest_one_does_not() {
        let others = share(12, 1_200);
        assert!(stands_apart(share(9, 60), others));
        assert!(!stands_apart(share(2, 60), others));
        assert!(
            !stands_apart(share(4, 60), others),
            "so few are nobody's plan"
        );
        assert!(
            !stands_apart(share(19, 19), others),
            "too few calls to tell"
        );
        assert!(
            !stands_apart(share(30, 60), share(0, 49)),
            "nobody beside them"
        );
    }

    #[test]
    fn where_everybody_says_the_same_nobody_stands_apart() {
        for n in 1..=30 {
            assert!(!stands_apart(share(n, 30), share(n * 10, 300)));
        }
    }

    proptest! {
        #[test]
        fn the_limit_lies_at_or_above_what_is_expected(with in 0_u32..200, own in 20_u32..400, others in 200_u32..4_000) {
            let own = share(with.min(own), own);
            let others = share(with, others);
            let most = f64::from(most(own, others).unwrap());
            let all = f64::from(own.with + others.with);
            let expected = all * f64::from(own.calls) / f64::from(own.calls + others.calls);
            prop_assert!(most + 1.0 > expected, "{most} {expected}");
        }

        #[test]
        fn chances_add_up_to_one(with in 0_u32..60, calls in 1_u32..60, more in 0_u32..60) {
            let all = share(with, with + calls.max(with) + more);
            let sum: f64 = (0..=calls).map(|k| chance(k, calls, all)).sum();
            prop_assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
    }
}
