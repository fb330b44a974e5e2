use proptest::prelude::*;

use super::*;
use crate::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const CONTEST: ContestId = ContestId::from_bytes([3; 16]);
const MINE: CampaignId = CampaignId::from_bytes([5; 16]);
const RIVAL: CampaignId = CampaignId::from_bytes([6; 16]);

const fn bank(n: u8, campaign: CampaignId) -> Target {
    Target::Bank {
        bank: BankId::from_bytes([n; 16]),
        campaign,
        contest: CONTEST,
    }
}

const fn campaign(campaign: CampaignId) -> Target {
    Target::Campaign {
        campaign,
        contest: CONTEST,
    }
}

const fn branch(n: u8) -> Target {
    Target::Branch(BranchId::from_bytes([n; 16]))
}

const fn account(n: u8) -> Target {
    Target::Account(AccountId::from_bytes([n; 16]))
}

const ALL_OF_IT: Target = Target::Contest(CONTEST);

/// Account 1 rings in bank 7, account 2 plans for the rival; branch 9 lies in branch 8.
fn reach(target: Target) -> Reach {
    let rings = |n: u8, place: Target| (target == account(n)).then_some(place);
    let places = [rings(1, bank(7, MINE)), rings(2, campaign(RIVAL))];
    let top = BranchId::from_bytes([8; 16]);
    let stands = match target {
        Target::Branch(id) if id == top => Lineage::at(id),
        Target::Branch(id) => Lineage::of([top, id]),
        _ => Lineage::NOWHERE,
    };
    Reach {
        places: places.into_iter().flatten().collect(),
        stands,
        ..Reach::of(target)
    }
}

fn hours(n: i64) -> Moment {
    NOW.plus(Span::hours(n))
}

/// Pressed at that hour and left alone.
fn pressed(target: Target, hour: i64) -> Pressed {
    Pressed {
        reach: reach(target),
        at: hours(hour),
        stops_at: hours(hour + 4),
        confirmed: false,
        lifted: false,
        lifted_by_other: false,
    }
}

fn lasts(target: Target, hour: i64, earlier: &[Pressed]) -> Option<Moment> {
    until(&reach(target), hours(hour), earlier)
}

#[test]
fn one_person_freezes_the_same_for_four_hours_a_day_and_no_longer() {
    let first = [pressed(campaign(MINE), 0)];
    assert_eq!(lasts(campaign(MINE), 0, &[]), Some(hours(4)));
    // Pressed again, or what lies in it, it ends when the first would have: also one by one those who ring there.
    for target in [campaign(MINE), bank(7, MINE), account(1)] {
        assert_eq!(lasts(target, 1, &first), Some(hours(4)), "{target:?}");
        assert_eq!(lasts(target, 4, &first), None, "{target:?}");
        assert_eq!(lasts(target, 23, &first), None, "{target:?}");
        assert_eq!(lasts(target, 24, &first), Some(hours(28)), "{target:?}");
    }
    // Something else is not the same, and what a second person confirmed is theirs too.
    for target in [campaign(RIVAL), account(2)] {
        assert_eq!(lasts(target, 5, &first), Some(hours(9)), "{target:?}");
    }
    let agreed = [Pressed {
        confirmed: true,
        ..pressed(campaign(MINE), 0)
    }];
    assert_eq!(lasts(campaign(MINE), 5, &agreed), Some(hours(9)));
    // But not where it was lifted since: then it was four hours and a word.
    let over = [Pressed {
        confirmed: true,
        lifted: true,
        ..pressed(campaign(MINE), 0)
    }];
    assert_eq!(lasts(campaign(MINE), 5, &over), None);
}

#[test]
fn a_branch_overlaps_every_campaign_and_the_branches_above_and_under_it() {
    let contest = [pressed(ALL_OF_IT, 0)];
    assert_eq!(lasts(branch(8), 5, &contest), None);
    let top = [pressed(branch(8), 0)];
    for target in [
        branch(9),
        ALL_OF_IT,
        campaign(RIVAL),
        bank(7, MINE),
        account(2),
    ] {
        assert_eq!(lasts(target, 5, &top), None, "{target:?}");
    }
    assert_eq!(lasts(branch(8), 5, &[pressed(branch(9), 0)]), None);
    let office = account(3);
    assert_eq!(lasts(office, 5, &top), Some(hours(9)), "it rings nowhere");
}

#[test]
fn a_small_press_leaves_a_wide_one_what_it_didnt_use_and_all_reading_its_own() {
    // Lifted after an hour, it leaves three.
    let mut done = vec![Pressed {
        stops_at: hours(1),
        lifted: true,
        ..pressed(bank(7, MINE), 0)
    }];
    assert_eq!(lasts(campaign(MINE), 8, &done), Some(hours(11)));
    done.push(Pressed {
        stops_at: hours(11),
        ..pressed(campaign(MINE), 8)
    });
    // Four hours of one day it was.
    assert_eq!(lasts(ALL_OF_IT, 12, &done), None);
    assert_eq!(lasts(bank(7, MINE), 12, &done), None);
    assert_eq!(lasts(campaign(MINE), 5, &[pressed(bank(7, MINE), 0)]), None);
    // Where the roll leaks, nothing smaller stands in the way, and it isn't pressed twice.
    assert_eq!(lasts(Target::Reading, 12, &done), Some(hours(16)));
    done.push(pressed(Target::Reading, 12));
    assert_eq!(lasts(Target::Reading, 16, &done), None);
    assert_eq!(lasts(campaign(RIVAL), 16, &done), None);
}

#[test]
fn what_a_colleague_lifted_is_not_pressed_again_that_day_narrower_or_wider() {
    let lifted = |target| {
        [Pressed {
            stops_at: hours(0).plus(Span::minutes(5)),
            lifted: true,
            lifted_by_other: true,
            ..pressed(target, 0)
        }]
    };
    for target in [
        bank(7, MINE),
        campaign(MINE),
        ALL_OF_IT,
        branch(8),
        account(1),
    ] {
        let earlier = lifted(campaign(MINE));
        assert_eq!(lasts(target, 1, &earlier), None, "{target:?}");
        assert!(lasts(target, 24, &earlier).is_some(), "{target:?}");
    }
    assert!(lasts(campaign(RIVAL), 1, &lifted(campaign(MINE))).is_some());
    assert!(lasts(Target::Reading, 1, &lifted(campaign(MINE))).is_some());
    assert_eq!(lasts(Target::Reading, 1, &lifted(Target::Reading)), None);
}

#[test]
fn one_person_freezes_one_officials_account_a_day() {
    let official = |n| Reach {
        in_office: true,
        ..reach(account(n))
    };
    let earlier = [Pressed {
        reach: official(3),
        ..pressed(account(3), 0)
    }];
    assert_eq!(until(&official(4), hours(1), &earlier), None);
    assert_eq!(until(&official(3), hours(1), &earlier), None);
    assert!(until(&official(4), hours(24), &earlier).is_some());
    assert!(until(&reach(account(4)), hours(1), &earlier).is_some());
}

const TARGETS: [Target; 11] = [
    account(1),
    account(2),
    bank(7, MINE),
    bank(4, RIVAL),
    campaign(MINE),
    campaign(RIVAL),
    branch(8),
    branch(9),
    ALL_OF_IT,
    Target::Reading,
    Target::Reading,
];

/// What may be asked of one caller's evening: each of these stops it, and any two of them overlap.
fn stops_caller(target: Target, n: u8) -> bool {
    let caller = reach(account(n));
    target == account(n) || matches!(target, Target::Branch(_)) || reach(target).overlaps(&caller)
}

/// How much of the day from a moment on lies in one of these.
fn of_day(frozen: &[(Target, Stretch)], from: Moment, is_one: impl Fn(Target) -> bool) -> Span {
    let held = frozen.iter().filter(|(target, _)| is_one(*target));
    let held: Vec<Stretch> = held.map(|(_, held)| *held).collect();
    let until = from.plus(SAME_PERSON_WITHIN);
    lost(Stretch { from, until }, &held)
}

proptest! {
    #[test]
    fn however_often_one_person_presses_it_stands_still_for_four_hours_of_a_day_and_with_all_reading_for_eight(
        presses in prop::collection::vec(
            (0_i64..60 * 60, prop::sample::select(&TARGETS[..]), prop::option::of(0_i64..240)),
            1..60,
        ),
    ) {
        let mut presses = presses;
        presses.sort_by_key(|(minute, ..)| *minute);
        let mut done: Vec<Pressed> = Vec::new();
        let mut frozen: Vec<(Target, Stretch)> = Vec::new();
        for (minute, target, lifted) in presses {
            let at = NOW.plus(Span::minutes(minute));
            if let Some(until) = until(&reach(target), at, &done) {
                prop_assert!(until <= at.plus(LAPSES_AFTER));
                // Lifted by the presser's own hand after so many minutes, if that is before its end.
                let lift = lifted.map(|after| at.plus(Span::minutes(after)));
                let lift = lift.filter(|lift| *lift < until);
                let until = lift.unwrap_or(until);
                frozen.push((target, Stretch { from: at, until }));
                done.push(Pressed {
                    reach: reach(target),
                    at,
                    stops_at: until,
                    confirmed: false,
                    lifted: lift.is_some(),
                    lifted_by_other: false,
                });
            }
        }
        for (pressed, held) in &frozen {
            prop_assert!(of_day(&frozen, held.from, |target| target == *pressed) <= LAPSES_AFTER);
            for n in [1, 2] {
                let narrow = |target| target != Target::Reading && stops_caller(target, n);
                prop_assert!(of_day(&frozen, held.from, narrow) <= TOGETHER);
                let all = of_day(&frozen, held.from, |target| stops_caller(target, n));
                prop_assert!(all <= Span::hours(8));
            }
        }
    }
}
