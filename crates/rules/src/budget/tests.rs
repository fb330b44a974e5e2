use super::*;
use proptest::prelude::*;

const CAPS: Caps = Caps {
    hour: 60,
    evening: 180,
    contest: 400,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: 10,
        evening: 15,
    },
};
const OLD: Span = Span::days(30);

fn london() -> Zone {
    Zone::parse("Europe/London").unwrap()
}

/// So many minutes after 2026-11-24 18:00 in London.
fn at(minutes: i64) -> Moment {
    Moment::from_millis(1_795_543_200_000).plus(Span::minutes(minutes))
}

fn spend_many(cards: u32, mut spent: Spent, now: Moment, age: Span) -> Result<Spent, Exhausted> {
    for _ in 0..cards {
        spent = spend(&CAPS, &spent, now, age, &london())?;
    }
    Ok(spent)
}

#[test]
fn the_hours_cap_holds_until_the_next_hour() {
    let spent = spend_many(60, Spent::NONE, at(10), OLD).unwrap();
    assert_eq!((spent.hour, spent.evening, spent.contest), (60, 60, 60));
    let refused = spend(&CAPS, &spent, at(59), OLD, &london());
    assert_eq!(
        refused,
        Err(Exhausted {
            which: Window::Hour,
            again_at: Some(at(60))
        })
    );
    let next = spend(&CAPS, &spent, at(60), OLD, &london()).unwrap();
    assert_eq!((next.hour, next.evening, next.contest), (1, 61, 61));
}

#[test]
fn the_evenings_cap_holds_until_four_in_the_morning() {
    let mut spent = Spent::NONE;
    for hour in 0..3 {
        spent = spend_many(60, spent, at(hour * 60), OLD).unwrap();
    }
    let refused = spend(&CAPS, &spent, at(3 * 60), OLD, &london());
    assert_eq!(
        refused,
        Err(Exhausted {
            which: Window::Evening,
            again_at: Some(at(10 * 60))
        })
    );
    assert_eq!(
        spend(&CAPS, &spent, at(10 * 60), OLD, &london())
            .unwrap()
            .evening,
        1
    );
}

#[test]
fn the_contests_cap_ends_it() {
    let spent = Spent {
        contest: 400,
        ..Spent::NONE
    };
    let refused = spend(&CAPS, &spent, at(0), OLD, &london());
    assert_eq!(
        refused,
        Err(Exhausted {
            which: Window::Contest,
            again_at: None
        })
    );
}

#[test]
fn a_new_account_has_lower_caps_until_it_is_no_longer_new() {
    let young = Span::hours(1);
    let spent = spend_many(10, Spent::NONE, at(0), young).unwrap();
    let refused = spend(&CAPS, &spent, at(0), young, &london());
    assert_eq!(
        refused,
        Err(Exhausted {
            which: Window::Hour,
            again_at: Some(at(60))
        })
    );
    // Half an hour before the newness ends, that is what the caller waits for.
    let nearly = Span::minutes(23 * 60 + 30);
    let refused = spend(&CAPS, &spent, at(0), nearly, &london());
    assert_eq!(
        refused,
        Err(Exhausted {
            which: Window::Hour,
            again_at: Some(at(30))
        })
    );
    assert!(spend(&CAPS, &spent, at(0), Span::hours(24), &london()).is_ok());
}

#[test]
fn an_account_from_the_future_counts_as_new() {
    let spent = spend_many(10, Spent::NONE, at(0), Span::hours(-5)).unwrap();
    assert!(spend(&CAPS, &spent, at(0), Span::hours(-5), &london()).is_err());
}

#[test]
fn a_clock_set_back_gives_nothing_back() {
    let spent = spend_many(60, Spent::NONE, at(0), OLD).unwrap();
    assert!(spend(&CAPS, &spent, at(-180), OLD, &london()).is_err());
    assert!(spend(&CAPS, &spent, at(-3 * 24 * 60), OLD, &london()).is_err());
}

#[test]
fn four_colluders_learn_at_most_5040_members_in_seven_evenings() {
    let caps = Caps {
        hour: 200,
        evening: 180,
        contest: 10_000,
        new: CAPS.new,
    };
    assert_eq!(exposure(&caps, 4, 7), 5_040);
}

#[test]
fn the_bound_is_the_smallest_of_the_caps() {
    let caps = Caps {
        hour: 2,
        evening: 180,
        contest: 90,
        new: CAPS.new,
    };
    assert_eq!(exposure(&caps, 1, 1), 50, "25 hours of 2");
    assert_eq!(exposure(&caps, 1, 7), 90, "the contest's");
    assert_eq!(exposure(&caps, 0, 7), 0);
    let all = Caps {
        hour: u32::MAX,
        evening: u32::MAX,
        contest: u32::MAX,
        new: CAPS.new,
    };
    assert_eq!(
        exposure(&all, u32::MAX, u32::MAX),
        u64::from(u32::MAX).pow(2)
    );
}

proptest! {
    #[test]
    fn no_window_is_ever_dealt_more_than_its_cap_and_the_printed_bound_holds(
        waits in prop::collection::vec(0i64..40, 1..900),
        age_hours in 0i64..48,
    ) {
        let (zone, mut spent, mut minute) = (london(), Spent::NONE, 0);
        let mut dealt = Vec::new();
        for wait in waits {
            minute += wait;
            let age = Span::hours(age_hours).as_millis() + Span::minutes(minute).as_millis();
            match spend(&CAPS, &spent, at(minute), Span::millis(age), &zone) {
                Ok(next) => {
                    dealt.push(at(minute));
                    spent = next;
                }
                Err(Exhausted { which: Window::Contest, again_at }) => {
                    prop_assert_eq!(again_at, None);
                }
                Err(refused) => prop_assert!(refused.again_at.unwrap() > at(minute)),
            }
        }
        let most = |start: fn(&Zone, Moment) -> Moment| {
            let mut windows = std::collections::BTreeMap::new();
            for now in &dealt {
                *windows.entry(start(&zone, *now)).or_insert(0u32) += 1;
            }
            (windows.len(), windows.into_values().max().unwrap_or(0))
        };
        let (evenings, most_evening) = most(Zone::evening_start);
        prop_assert!(most(Zone::hour_start).1 <= CAPS.hour);
        prop_assert!(most_evening <= CAPS.evening);
        let all = u64::try_from(dealt.len()).unwrap();
        prop_assert!(all <= exposure(&CAPS, 1, u32::try_from(evenings).unwrap()));
    }

    #[test]
    fn after_the_moment_it_names_cards_are_dealt_again(minute in 0i64..20_000, hours in 0i64..30) {
        let (zone, age) = (london(), Span::hours(hours));
        let mut spent = Spent::NONE;
        let refused = loop {
            match spend(&CAPS, &spent, at(minute), age, &zone) {
                Ok(next) => spent = next,
                Err(refused) => break refused,
            }
        };
        let again = refused.again_at.unwrap();
        let older = Span::millis(age.as_millis() + again.since(at(minute)).as_millis());
        prop_assert!(spend(&CAPS, &spent, again, older, &zone).is_ok());
    }
}
