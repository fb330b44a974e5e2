use proptest::prelude::*;

use super::*;

const OLD: Span = Span::days(30);
const HOUR: i64 = 3_600_000;
/// Tuesday 24 November 2026, 18:00 in London.
const SIX: i64 = 1_795_543_200_000;

fn at(minutes: i64) -> Moment {
    Moment::from_millis(SIX).plus(Span::minutes(minutes))
}

fn window(from: i64, until: i64) -> Stretch {
    Stretch {
        from: at(from),
        until: at(until),
    }
}

fn pack() -> RulePack {
    RulePack::built_in("uk-2026-11").unwrap()
}

fn london() -> Zone {
    Zone::parse("Europe/London").unwrap()
}

/// Two days of calls around that evening.
const fn calls() -> (i64, i64) {
    (-24 * 60, 48 * 60)
}

fn owed(lost: i64, given: &[Stretch]) -> Owed<'_> {
    Owed {
        lost: Span::minutes(lost),
        given,
        calls: window(calls().0, calls().1),
    }
}

#[test]
fn hours_are_given_back_ahead_where_calls_may_be_made_and_never_more_than_were_lost() {
    let given = [window(60, 80)];
    let many = [0, 1, 2].map(|n| window(n, n + 1));
    let check = |wanted, given: &[Stretch]| owed(41, given).check(wanted, at(0), &pack());
    assert_eq!(check(window(10, 51), &[]), Ok(()));
    assert_eq!(check(window(10, 52), &[]), Err(NotBack::TooMuch));
    assert_eq!(check(window(-1, 10), &[]), Err(NotBack::Past));
    assert_eq!(check(window(10, 24), &[]), Err(NotBack::TooShort));
    assert_eq!(check(window(10, 25), &[]), Ok(()));
    assert_eq!(check(window(10, 25), &many), Err(NotBack::TooMany));
    assert_eq!(check(window(10, 31), &given), Ok(()));
    assert_eq!(check(window(10, 32), &given), Err(NotBack::TooMuch));
    assert_eq!(check(window(79, 95), &given), Err(NotBack::Given));
    let last = calls().1;
    assert_eq!(
        check(window(last - 20, last + 1), &[]),
        Err(NotBack::OutsideCalls)
    );
    // 20:55 to 21:05: calls end at nine.
    assert_eq!(check(window(170, 185), &[]), Err(NotBack::OutsideHours));
    assert_eq!(check(window(300, 320), &[]), Err(NotBack::OutsideHours));
}

#[test]
fn a_night_takes_no_hours_of_calls_and_what_something_wider_took_is_not_owed_twice() {
    let calls = window(calls().0, calls().1);
    // From 18:00 until 11:00: until nine, and from eight on.
    let freeze = window(0, 17 * 60);
    let lost = hours_lost(freeze, &[calls], &pack());
    assert_eq!(lost, Span::hours(3 + 3));
    assert_eq!(may_give(freeze, calls, &[], &pack()), lost);
    let wider = [window(60, 120), window(90, 24 * 60)];
    assert_eq!(may_give(freeze, calls, &wider, &pack()), Span::hours(1));
    assert_eq!(may_give(freeze, calls, &[freeze], &pack()), Span::ZERO);
}

#[test]
fn in_the_window_an_hour_gives_as_many_more_as_its_minutes_are_worth() {
    let caps = Caps::NOVEMBER_2026;
    let windows = [window(30, 90)];
    let raised = |minute| raised(&caps, &windows, at(minute), &london());
    assert_eq!(raised(29), caps);
    assert_eq!(raised(90), caps);
    assert_eq!((raised(30).hour, raised(30).evening), (120, 260));
    assert_eq!((raised(60).hour, raised(60).evening), (120, 260));
    assert_eq!(raised(30).contest, caps.contest);
    // Forty-one windows of a minute are worth forty-one minutes.
    let short: Vec<Stretch> = (0..41).map(|n| window(n, n + 1)).collect();
    let of_short = super::raised(&caps, &short, at(40), &london());
    assert_eq!(of_short.hour, 80 + 54);
}

#[test]
fn what_two_freezes_took_at_once_comes_back_once_and_in_the_campaign_that_lost_it() {
    let back = |window, stood, is_here| Back {
        window,
        stood,
        is_here,
    };
    // Two banks of one campaign stood still in the same hour; each gives it back, one after the other.
    let siblings = [
        back(window(60, 120), window(0, 60), true),
        back(window(120, 180), window(0, 60), true),
    ];
    assert_eq!(super::back(&siblings), [window(60, 120)]);
    // Half an hour more was lost by the second, and comes back.
    let longer = [siblings[0], back(window(120, 180), window(30, 90), true)];
    assert_eq!(super::back(&longer), [window(60, 120), window(120, 150)]);
    // What is given back elsewhere is got there, and nothing of it here.
    let elsewhere = [
        Back {
            is_here: false,
            ..siblings[0]
        },
        siblings[1],
    ];
    assert_eq!(super::back(&elsewhere), []);
    let other_hours = [
        Back {
            is_here: false,
            ..siblings[0]
        },
        back(window(120, 180), window(60, 120), true),
    ];
    assert_eq!(super::back(&other_hours), [window(120, 180)]);
}

#[test]
fn whoever_waits_for_their_window_is_told_when_it_begins() {
    let spent = Spent {
        hour_from: at(0),
        hour: 80,
        evening_from: london().evening_start(at(0)),
        evening: 180,
        contest: 180,
    };
    let windows = [window(30, 60)];
    let caps = Caps::NOVEMBER_2026;
    let spend = |minute| spend_in(&windows, &caps, &spent, (at(minute), OLD), &london());
    assert_eq!(spend(0).unwrap_err().again_at, Some(at(30)));
    assert_eq!(spend(30).unwrap().hour, 81);
    assert_eq!(spend(61).unwrap_err().again_at, Some(at(10 * 60)));
    let all = Spent {
        contest: caps.contest,
        ..spent
    };
    let refused = spend_in(&windows, &caps, &all, (at(30), OLD), &london());
    assert_eq!(refused.unwrap_err().which, Window::Contest);
}

#[test]
fn what_is_given_back_counts_in_what_somebody_can_learn() {
    let caps = Caps::NOVEMBER_2026;
    assert_eq!(exposure_with(&caps, 4, 7, Span::ZERO), 5_040);
    assert_eq!(
        exposure_with(&caps, 4, 7, Span::minutes(90)),
        4 * (1_260 + 120)
    );
    assert_eq!(exposure_with(&caps, 1, 20, Span::hours(9)), 3_600);
}

#[test]
fn words_are_given_once() {
    let words: std::collections::BTreeSet<_> = NotBack::ALL.map(NotBack::code).into();
    assert_eq!(words.len(), NotBack::ALL.len());
}

fn stretches() -> impl Strategy<Value = Vec<Stretch>> {
    prop::collection::vec((-2_000_i64..4_000, 0_i64..600), 0..6).prop_map(|all| {
        all.into_iter()
            .map(|(from, long)| window(from, from + long))
            .collect()
    })
}

proptest! {
    /// Whatever freezes and windows reach an account, in one campaign or in several, it gets no more back than it stood still.
    #[test]
    fn an_account_gets_no_more_back_than_it_stood_still_whatever_reaches_it(
        all in prop::collection::vec(((-2_000_i64..2_000, 0_i64..600), (-2_000_i64..2_000, 0_i64..600), any::<bool>()), 0..8),
        minute in -2_000_i64..4_000,
    ) {
        let stretch = |(from, long): (i64, i64)| window(from, from + long);
        let all: Vec<Back> = all
            .into_iter()
            .map(|(window, stood, is_here)| Back { window: stretch(window), stood: stretch(stood), is_here })
            .collect();
        let of = |is_here: bool| {
            let part = all.iter().filter(|one| one.is_here == is_here);
            let other = part.clone().map(|one| one.stood).collect::<Vec<_>>();
            let turned: Vec<Back> = all.iter().map(|one| Back { is_here: one.is_here == is_here, ..*one }).collect();
            (super::back(&turned), other)
        };
        let ((here, lost_here), (there, lost_there)) = (of(true), of(false));
        prop_assert!(union(&here) <= union(&lost_here));
        prop_assert!(union(&there) <= union(&lost_there));
        let both = [here.clone(), there].concat();
        prop_assert!(union(&both) <= union(&[lost_here, lost_there].concat()));
        for one in &here {
            let own: Vec<Stretch> = all.iter().filter(|one| one.is_here).map(|one| one.window).collect();
            prop_assert_eq!(lost(*one, &own), one.length());
        }
        let caps = Caps::NOVEMBER_2026;
        prop_assert_eq!(raised(&caps, &here, at(minute), &london()).contest, caps.contest);
        // What is left is what is spent.
        let spent = Spent { contest: 10, ..Spent::NONE };
        let (hour, ..) = left_in(&here, &caps, &spent, (at(minute), OLD), &london());
        let next = spend_in(&here, &caps, &spent, (at(minute), OLD), &london());
        prop_assert_eq!(hour > 0, next.is_ok());
    }

    /// Whatever is asked for in whatever order: what is given is within the calls and the hours, and never more than was lost.
    #[test]
    fn whatever_is_asked_for_never_more_is_given_back_than_was_lost(
        freeze in (-2_000_i64..2_000, 0_i64..3_000),
        wider in stretches(),
        asked in stretches(),
    ) {
        let (pack, calls) = (pack(), window(calls().0, calls().1));
        let freeze = window(freeze.0, freeze.0 + freeze.1);
        let lost = may_give(freeze, calls, &wider, &pack);
        prop_assert!(lost >= Span::ZERO);
        prop_assert!(lost <= hours_lost(freeze, &[calls], &pack));
        let mut given: Vec<Stretch> = Vec::new();
        for wanted in asked {
            let owed = Owed { lost, given: &given, calls };
            let left = owed.left();
            if owed.check(wanted, at(-100), &pack).is_ok() {
                prop_assert!(wanted.from >= at(-100));
                prop_assert_eq!(wanted.shared(calls), wanted.length());
                prop_assert!(pack.is_open(wanted.from));
                prop_assert!(pack.is_open(wanted.until.minus(Span::millis(1))));
                given.push(wanted);
            }
            let owed = Owed { lost, given: &given, calls };
            prop_assert!(owed.left() <= left);
        }
        let sum: i64 = given.iter().map(|one| one.length().as_millis()).sum();
        prop_assert!(sum <= lost.as_millis());
        prop_assert_eq!(sum, union(&given).as_millis());
    }

    /// A narrow freeze and a wide one that overlap: both given back in full are no more than the time in which somebody stood still.
    #[test]
    fn what_two_freezes_took_at_once_is_owed_once(
        narrow in (-2_000_i64..2_000, 0_i64..3_000),
        wide in (-2_000_i64..2_000, 0_i64..3_000),
    ) {
        let (pack, calls) = (pack(), window(calls().0, calls().1));
        let stretch = |(from, long): (i64, i64)| window(from, from + long);
        let (narrow, wide) = (stretch(narrow), stretch(wide));
        let owed = may_give(narrow, calls, &[wide], &pack).as_millis()
            + may_give(wide, calls, &[], &pack).as_millis();
        let stood: i64 = pack
            .open_in(calls)
            .iter()
            .map(|piece| lost(*piece, &[narrow, wide]).as_millis())
            .sum();
        prop_assert_eq!(owed, stood);
    }

    /// Doubled at most, never less than before, and the contest's cap is what it was.
    #[test]
    fn no_window_changes_the_contests_cap_or_more_than_doubles_another(
        windows in stretches(),
        minute in -2_000_i64..4_000,
    ) {
        let caps = Caps::NOVEMBER_2026;
        let now = at(minute);
        let raised = raised(&caps, &windows, now, &london());
        prop_assert_eq!(raised.contest, caps.contest);
        prop_assert_eq!(raised.new.lasts, caps.new.lasts);
        for (more, cap) in [
            (raised.hour, caps.hour),
            (raised.evening, caps.evening),
            (raised.new.hour, caps.new.hour),
            (raised.new.evening, caps.new.evening),
        ] {
            prop_assert!(cap <= more && more <= 2 * cap);
        }
        if !windows.iter().any(|window| window.holds(now)) {
            prop_assert_eq!(raised, caps);
        }
        let hour = zone_hour(now);
        let worth = lost(hour, &windows).as_millis() * i64::from(caps.hour) / HOUR;
        prop_assert!(i64::from(raised.hour - caps.hour) <= worth);
    }
}

fn zone_hour(now: Moment) -> Stretch {
    let from = london().hour_start(now);
    Stretch {
        from,
        until: from.plus(Span::hours(1)),
    }
}
