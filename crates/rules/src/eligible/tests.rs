use super::*;
use crate::moment::Span;
use proptest::prelude::*;

const MEMBER: MemberFacts = MemberFacts {
    standing: Standing::Current,
    objection: None,
    care: Care::Usual,
    age_at_least: Some(40),
    reported: false,
    resting_until: None,
    open_elsewhere: false,
};
const NUMBER: NumberFacts = NumberFacts::of_one(false, false);

/// A Tuesday at noon in London.
const NOON: Moment = Moment::from_millis(1_795_521_600_000);

fn uk() -> RulePack {
    RulePack::built_in("uk-2026-11").unwrap()
}

#[test]
fn a_member_nothing_stands_against_is_rung() {
    assert_eq!(may_ring(&MEMBER, &NUMBER, &uk(), NOON), Ok(()));
    let unknown = MemberFacts {
        age_at_least: None,
        ..MEMBER
    };
    assert_eq!(may_ring(&unknown, &NUMBER, &uk(), NOON), Ok(()));
}

#[test]
fn each_thing_that_stands_against_a_call_is_said() {
    let later = NOON.plus(Span::hours(1));
    let size = Size::ThisCampaign;
    let members = [
        (
            MemberFacts {
                standing: Standing::Ended,
                ..MEMBER
            },
            NotNow::Ended,
        ),
        (
            MemberFacts {
                standing: Standing::Deceased,
                ..MEMBER
            },
            NotNow::Deceased,
        ),
        (
            MemberFacts {
                care: Care::Restricted,
                ..MEMBER
            },
            NotNow::Restricted,
        ),
        (
            MemberFacts {
                care: Care::Protected,
                ..MEMBER
            },
            NotNow::Protected,
        ),
        (
            MemberFacts {
                objection: Some(size),
                ..MEMBER
            },
            NotNow::Objection { size },
        ),
        (
            MemberFacts {
                age_at_least: Some(15),
                ..MEMBER
            },
            NotNow::UnderAge,
        ),
        (
            MemberFacts {
                reported: true,
                ..MEMBER
            },
            NotNow::Reported,
        ),
        (
            MemberFacts {
                open_elsewhere: true,
                ..MEMBER
            },
            NotNow::OpenElsewhere,
        ),
        (
            MemberFacts {
                resting_until: Some(later),
                ..MEMBER
            },
            NotNow::Resting { until: later },
        ),
    ];
    for (member, reason) in members {
        assert_eq!(may_ring(&member, &NUMBER, &uk(), NOON), Err(reason));
        assert!(NotNow::KEYS.contains(&reason.key()));
    }
    let numbers = [
        (NumberFacts::NONE, NotNow::NoNumber),
        (NumberFacts::of_one(true, false), NotNow::DoNotCall),
        (
            NumberFacts::of_one(false, true),
            NotNow::NumberOpenElsewhere,
        ),
    ];
    for (number, reason) in numbers {
        assert_eq!(may_ring(&MEMBER, &number, &uk(), NOON), Err(reason));
    }
}

#[test]
fn every_size_of_objection_stops_the_call() {
    for size in Size::ALL {
        let member = MemberFacts {
            objection: Some(size),
            ..MEMBER
        };
        assert_eq!(
            may_ring(&member, &NUMBER, &uk(), NOON),
            Err(NotNow::Objection { size })
        );
    }
}

#[test]
fn a_rest_ends_at_its_moment() {
    let member = MemberFacts {
        resting_until: Some(NOON),
        ..MEMBER
    };
    assert_eq!(may_ring(&member, &NUMBER, &uk(), NOON), Ok(()));
    assert!(may_ring(&member, &NUMBER, &uk(), NOON.minus(Span::millis(1))).is_err());
}

#[test]
fn outside_the_hours_the_next_hour_is_named() {
    let night = NOON.plus(Span::hours(10));
    let next = Some(NOON.plus(Span::hours(20)));
    assert_eq!(
        may_ring(&MEMBER, &NUMBER, &uk(), night),
        Err(NotNow::OutsideHours { next })
    );
}

#[test]
fn what_lasts_longest_is_said_first() {
    let member = MemberFacts {
        standing: Standing::Deceased,
        objection: Some(Size::Anyone),
        resting_until: Some(NOON.plus(Span::days(9))),
        ..MEMBER
    };
    assert_eq!(
        may_ring(&member, &NumberFacts::NONE, &uk(), NOON),
        Err(NotNow::Deceased)
    );
}

#[test]
fn what_lasts_is_said_before_what_passes() {
    let passing = [
        NotNow::NoNumber,
        NotNow::OpenElsewhere,
        NotNow::NumberOpenElsewhere,
        NotNow::Resting { until: NOON },
        NotNow::OutsideHours { next: None },
    ];
    assert!(passing.iter().all(|reason| !reason.lasts()));
    let size = Size::ThisCampaign;
    let lasting = [
        NotNow::Deceased,
        NotNow::Ended,
        NotNow::Restricted,
        NotNow::Protected,
        NotNow::Objection { size },
        NotNow::UnderAge,
        NotNow::Reported,
        NotNow::DoNotCall,
    ];
    assert!(lasting.iter().all(|reason| reason.lasts()));
    assert_eq!(passing.len() + lasting.len(), NotNow::KEYS.len());
}

#[test]
fn a_second_number_counts_when_the_first_is_not_to_be_called() {
    let listed = NumberFacts::of_one(true, false);
    let busy = NumberFacts::of_one(false, true);
    for (numbers, all) in [
        (vec![], NumberFacts::NONE),
        (vec![NumberFacts::NONE], NumberFacts::NONE),
        (vec![listed, NUMBER], NUMBER),
        (vec![NUMBER, listed], NUMBER),
        (vec![listed, listed], listed),
        (vec![NUMBER, busy], busy),
        (vec![busy, NUMBER], busy),
        (vec![listed, busy], busy),
        (vec![NumberFacts::of_one(true, true), NUMBER], NUMBER),
        (vec![NumberFacts::NONE, NUMBER], NUMBER),
    ] {
        assert_eq!(NumberFacts::of_all(numbers.clone()), all, "{numbers:?}");
    }
}

fn number() -> impl Strategy<Value = NumberFacts> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(callable, listed, open)| NumberFacts {
        callable,
        do_not_call: listed,
        open_elsewhere: open,
    })
}

proptest! {
    #[test]
    fn a_member_is_rung_only_at_a_number_that_may_be_called_and_lies_nowhere_else(
        numbers in prop::collection::vec(number(), 0..5),
    ) {
        let good = |number: &&NumberFacts| number.callable && !number.do_not_call;
        let wanted = numbers.iter().any(|number| good(&number))
            && numbers.iter().filter(good).all(|number| !number.open_elsewhere);
        let all = NumberFacts::of_all(numbers.clone());
        prop_assert_eq!(may_ring(&MEMBER, &all, &uk(), NOON).is_ok(), wanted);
    }
}
