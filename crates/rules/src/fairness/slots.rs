//! Whether a campaign may ring a member now, beside its rivals.
//!
//! A rest between two calls protects the member. It must not be a weapon: a campaign with many callers would ring everybody
//! first and keep the others waiting until calling ends. So the rest is as long as the terms say, or as long as leaves room for
//! every call that is still owed, whichever is shorter: `(closes_at - last) / (owed + 1)`. A rival's call can move mine, and
//! never past the end.

use super::Terms;
use crate::ids::CampaignId;
use crate::moment::{Moment, Span};

/// What was rung of one member in a contest, by all campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rung {
    /// How many of its calls the campaign that asks has used.
    pub own: u8,
    /// How many calls all campaigns, the one that asks too, have not used.
    pub owed: u32,
    /// When any campaign last rang.
    pub last_at: Option<Moment>,
    /// Whether the campaign with first call has rung.
    pub first_has_rung: bool,
}

/// Why a campaign doesn't ring a member now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYet {
    /// It has used all its calls to them.
    Used,
    /// Another campaign has first call until then, or until it has rung.
    KeptFor {
        /// Until when.
        until: Moment,
    },
    /// The member rests from a call.
    Rests {
        /// Until when.
        until: Moment,
    },
    /// Calling is over.
    Over,
}

/// Decides whether `campaign` may ring a member of whom `first` has first call.
///
/// # Errors
/// Why not, and until when: what lasts longest is said first.
pub fn may_ring(
    terms: &Terms,
    (campaign, first): (CampaignId, Option<CampaignId>),
    rung: &Rung,
    now: Moment,
) -> Result<(), NotYet> {
    if now >= terms.closes_at {
        return Err(NotYet::Over);
    }
    if rung.own >= terms.slots {
        return Err(NotYet::Used);
    }
    let is_kept = first.is_some_and(|first| first != campaign) && !rung.first_has_rung;
    if is_kept && now < terms.first_call_until {
        return Err(NotYet::KeptFor {
            until: terms.first_call_until,
        });
    }
    match rung.last_at.map(|last| rests_until(terms, last, rung.owed)) {
        Some(until) if now < until => Err(NotYet::Rests { until }),
        _ => Ok(()),
    }
}

/// Whether the member is of the campaign's own share while shares are kept. Such members are dealt first: on others there is
/// time enough later.
pub fn is_own_share(
    terms: &Terms,
    (campaign, first): (CampaignId, Option<CampaignId>),
    now: Moment,
) -> bool {
    first == Some(campaign) && now < terms.first_call_until
}

/// Until when a member rests from the call at `last`, while `owed` calls of all campaigns are still to come.
pub fn rests_until(terms: &Terms, last: Moment, owed: u32) -> Moment {
    let left = terms.closes_at.since(last).as_millis().max(0);
    let room = left / (i64::from(owed) + 1);
    last.plus(Span::millis(room.min(terms.cooldown.as_millis())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CLOSES: i64 = 7 * 86_400_000;

    fn at(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn terms(slots: u8, cooldown: i64, first_call_until: i64) -> Terms {
        Terms::new(
            slots,
            Span::millis(cooldown),
            at(first_call_until),
            at(CLOSES),
        )
        .unwrap()
    }

    fn campaign(n: u8) -> CampaignId {
        CampaignId::from_bytes([n; 16])
    }

    #[test]
    fn each_rule_says_until_when() {
        let terms = terms(2, 1_000, 5_000);
        let ask = |own, last: Option<i64>, first_has_rung, now| {
            let rung = Rung {
                own,
                owed: 3,
                last_at: last.map(at),
                first_has_rung,
            };
            let theirs = (campaign(1), Some(campaign(2)));
            may_ring(&terms, theirs, &rung, at(now))
        };
        let kept = Err(NotYet::KeptFor { until: at(5_000) });
        assert_eq!(ask(0, None, false, 0), kept);
        assert_eq!(ask(0, None, false, 4_999), kept);
        assert_eq!(ask(0, None, false, 5_000), Ok(()));
        assert_eq!(
            ask(0, Some(10), true, 1_009),
            Err(NotYet::Rests { until: at(1_010) })
        );
        assert_eq!(ask(0, Some(10), true, 1_010), Ok(()));
        assert_eq!(ask(2, Some(10), true, 9_000), Err(NotYet::Used));
        assert_eq!(ask(0, Some(10), true, CLOSES - 1), Ok(()));
        assert_eq!(ask(0, Some(10), true, CLOSES), Err(NotYet::Over));
        let own = may_ring(
            &terms,
            (campaign(1), Some(campaign(1))),
            &Rung::default(),
            at(0),
        );
        assert_eq!(own, Ok(()));
        let share =
            |first, now| is_own_share(&terms, (campaign(1), Some(campaign(first))), at(now));
        assert!(share(1, 4_999) && !share(1, 5_000) && !share(2, 0));
    }

    /// One member, rivals that always ring as soon as they may, and one that waits as long as it likes.
    struct Contest {
        terms: Terms,
        used: Vec<u8>,
        last: Option<Moment>,
    }

    impl Contest {
        fn owed(&self) -> u32 {
            let used = self
                .used
                .iter()
                .map(|used| u32::from(self.terms.slots - used));
            used.sum()
        }

        fn ask(&self, who: usize, now: Moment) -> Result<(), NotYet> {
            let rung = Rung {
                own: self.used[who],
                owed: self.owed(),
                last_at: self.last,
                first_has_rung: true,
            };
            let me = campaign(u8::try_from(who).unwrap());
            may_ring(&self.terms, (me, None), &rung, now)
        }

        fn ring(&mut self, who: usize, now: Moment) {
            self.used[who] += 1;
            self.last = Some(now);
        }
    }

    proptest! {
        #[test]
        fn no_rival_however_eager_takes_a_call_from_another(
            slots in 1..=5_u8,
            campaigns in 2..=6_usize,
            cooldown in 0..=14 * 86_400_000_i64,
            begun in 0..CLOSES - 1_000_000,
        ) {
            let mut contest = Contest {
                terms: terms(slots, cooldown, -1),
                used: vec![0; campaigns],
                last: None,
            };
            // Everybody but campaign 0 rings at the first instant they may, over and over, until all have used theirs.
            let mut now = at(begun);
            let mut rings = 0;
            while contest.used[1..].iter().any(|used| *used < slots) {
                let who = (1..campaigns).find(|who| contest.used[*who] < slots).unwrap();
                match contest.ask(who, now) {
                    Ok(()) => {
                        contest.ring(who, now);
                        rings += 1;
                    }
                    Err(NotYet::Rests { until }) => now = until,
                    other => prop_assert!(false, "{other:?} after {rings}"),
                }
            }
            // The one that waited still has all its calls, one after the other, before calling ends.
            for _ in 0..slots {
                if let Err(NotYet::Rests { until }) = contest.ask(0, now) {
                    now = until;
                }
                prop_assert_eq!(contest.ask(0, now), Ok(()));
                prop_assert!(now < at(CLOSES));
                contest.ring(0, now);
            }
            prop_assert_eq!(contest.ask(0, now), Err(NotYet::Used));
        }

        #[test]
        fn a_rest_is_never_longer_than_the_terms_and_ends_before_calling_does(
            last in 0..CLOSES,
            cooldown in 0..=14 * 86_400_000_i64,
            owed in 1..1_000_u32,
        ) {
            let terms = terms(3, cooldown, -1);
            let until = rests_until(&terms, at(last), owed);
            prop_assert!(until >= at(last) && until < at(CLOSES));
            prop_assert!(until.since(at(last)) <= terms.cooldown());
        }
    }
}
