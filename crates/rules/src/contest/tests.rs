//! Dates in order, the second at which a phase begins, and the way from one to the next.

use proptest::prelude::*;

use super::*;
use crate::moment::{Moment, Span};

const DAY: Moment = Moment::from_millis(1_800_000_000_000);

fn day(n: i64) -> Moment {
    DAY.plus(Span::days(n))
}

fn dates() -> Dates {
    Dates {
        announced: day(0),
        nominations: Some(day(1)),
        access: day(2),
        ballot: Some(day(3)),
        closed: day(4),
        deleted: day(5),
    }
}

fn plan() -> Plan {
    Plan::parse(Kind::Contest, dates()).unwrap()
}

const OPEN: Gate = Gate {
    is_signed: true,
    is_prepared: true,
};
const SHUT: Gate = Gate {
    is_signed: false,
    is_prepared: true,
};

#[test]
fn dates_out_of_order_are_refused_with_the_two_that_clash() {
    let clash = |change: fn(&mut Dates)| {
        let mut dates = dates();
        change(&mut dates);
        Plan::parse(Kind::Contest, dates).map(|_| ()).unwrap_err()
    };
    let order = PlanError::Order;
    assert_eq!(
        clash(|d| d.announced = day(2)),
        order(Phase::Nominations, Phase::Announced)
    );
    assert_eq!(
        clash(|d| d.access = day(0)),
        order(Phase::Access, Phase::Nominations)
    );
    assert_eq!(
        clash(|d| d.ballot = Some(day(2))),
        order(Phase::Ballot, Phase::Access)
    );
    assert_eq!(
        clash(|d| d.closed = day(2)),
        order(Phase::Closed, Phase::Ballot)
    );
    assert_eq!(
        clash(|d| d.deleted = day(4)),
        order(Phase::Deleted, Phase::Closed)
    );
    assert_eq!(
        clash(|d| d.ballot = None),
        PlanError::Missing(Phase::Ballot)
    );
    let same = Dates {
        nominations: Some(day(0)),
        access: day(0),
        closed: day(3),
        ..dates()
    };
    assert!(Plan::parse(Kind::Contest, same).is_ok());
}

#[test]
fn a_campaign_without_a_contest_has_neither_nominations_nor_a_ballot() {
    let alone = Dates {
        nominations: None,
        ballot: None,
        ..dates()
    };
    let plan = Plan::parse(Kind::Standing, alone).unwrap();
    let phases: Vec<_> = plan.begins().map(|(phase, _)| phase.text()).collect();
    assert_eq!(phases, ["announced", "access", "closed", "deleted"]);
    assert_eq!(
        Plan::parse(Kind::Standing, dates()),
        Err(PlanError::NotItsPhase(Phase::Nominations))
    );
}

#[test]
fn a_phase_begins_with_its_very_millisecond() {
    let plan = plan();
    let just_before = |at: Moment| at.minus(Span::millis(1));
    assert_eq!(plan.phase_at(just_before(day(0))), None);
    let mut before = None;
    for (phase, at) in plan.begins() {
        assert_eq!(plan.phase_at(just_before(at)), before);
        assert_eq!(plan.next_change(just_before(at)), Some((phase, at)));
        assert_eq!(plan.phase_at(at), Some(phase));
        before = Some(phase);
    }
    assert_eq!(plan.next_change(day(5)), None);
    assert_eq!(
        Phase::ALL.map(Phase::calls),
        [false, false, true, true, false, false]
    );
}

#[test]
fn access_waits_until_it_is_signed_and_the_members_are_fixed() {
    let plan = plan();
    let reached = Some(Phase::Nominations);
    let noon = day(2).minus(Span::millis(1));
    assert_eq!(due(&plan, reached, OPEN, noon), Due::Nothing);
    assert_eq!(due(&plan, reached, OPEN, day(2)), Due::Begin(Phase::Access));
    assert_eq!(due(&plan, reached, SHUT, day(2)), Due::Unsigned);
    let bare = Gate {
        is_prepared: false,
        ..OPEN
    };
    assert_eq!(due(&plan, reached, bare, day(2)), Due::Unprepared);
    assert_eq!(
        due(&plan, reached, SHUT, day(3)),
        Due::Unsigned,
        "a ballot opens nothing"
    );
    assert_eq!(due(&plan, reached, SHUT, day(4)), Due::Begin(Phase::Closed));
}

#[test]
fn a_date_is_moved_neither_into_the_past_nor_behind_what_has_begun() {
    let plan = plan();
    let moved = |reached, phase, to, now| plan.moved(reached, (phase, to), now);
    let now = day(1);
    let early = Some(Phase::Nominations);
    let soon = now.plus(Span::minutes(59));
    assert_eq!(
        moved(early, Phase::Access, soon, now),
        Err(MoveError::TooSoon)
    );
    let hour = now.plus(Span::hours(1));
    assert_eq!(
        moved(early, Phase::Access, hour, now)
            .unwrap()
            .at(Phase::Access),
        Some(hour)
    );
    assert_eq!(
        moved(early, Phase::Nominations, day(2), now),
        Err(MoveError::Begun(Phase::Nominations))
    );
    assert_eq!(moved(early, Phase::Closed, now, now), Err(MoveError::Past));
    let begun = Some(Phase::Access);
    assert_eq!(
        moved(begun, Phase::Access, day(3), day(2)),
        Err(MoveError::Begun(Phase::Access))
    );
    assert!(moved(begun, Phase::Closed, day(4).plus(Span::hours(3)), day(2)).is_ok());
    assert!(matches!(
        moved(begun, Phase::Closed, day(6), day(2)),
        Err(MoveError::Plan(PlanError::Order(
            Phase::Deleted,
            Phase::Closed
        )))
    ));
}

#[test]
fn what_is_over_by_the_calendar_is_not_opened_again_and_a_close_does_not_come_within_the_hour() {
    let plan = plan();
    let moved = |reached, phase, to, now| plan.moved(reached, (phase, to), now);
    // No row says yet that it closed, or that the vote began.
    let late = day(4).plus(Span::hours(9));
    assert_eq!(
        moved(Some(Phase::Access), Phase::Closed, late, day(4)),
        Err(MoveError::Begun(Phase::Closed))
    );
    let vote = day(3).plus(Span::hours(9));
    assert_eq!(
        moved(Some(Phase::Access), Phase::Ballot, vote, day(3)),
        Err(MoveError::Begun(Phase::Ballot))
    );
    // Access that waits for what must be ready can still be put off.
    let put_off = day(2).plus(Span::hours(3));
    assert!(moved(Some(Phase::Nominations), Phase::Access, put_off, day(2)).is_ok());
    let now = day(3).plus(Span::hours(1));
    let ballot = Some(Phase::Ballot);
    let soon = now.plus(Span::minutes(59));
    assert_eq!(
        moved(ballot, Phase::Closed, soon, now),
        Err(MoveError::TooSoon)
    );
    assert!(moved(ballot, Phase::Closed, Plan::soonest(now), now).is_ok());
    let before = day(2).plus(Span::hours(1));
    let soon = before.plus(Span::minutes(59));
    assert_eq!(
        moved(Some(Phase::Access), Phase::Ballot, soon, before),
        Err(MoveError::TooSoon)
    );
}

proptest! {
    /// Whenever a job looks, and however long nobody looked: phases begin in order, each once, none before its time, and
    /// access never without what it takes.
    #[test]
    fn phases_begin_in_order_each_once_and_none_before_its_time(
        looks in prop::collection::vec((0_i64..40_000, any::<bool>(), any::<bool>()), 1..60),
    ) {
        let plan = plan();
        let (mut now, mut reached, mut seen) = (day(-1), None, Vec::new());
        for (minutes, is_signed, is_prepared) in looks {
            now = now.plus(Span::minutes(minutes / 20));
            let gate = Gate { is_signed, is_prepared };
            while let Due::Begin(phase) = due(&plan, reached, gate, now) {
                prop_assert!(plan.at(phase).unwrap() <= now);
                prop_assert!(reached.is_none_or(|reached| reached < phase));
                prop_assert!(phase != Phase::Access || (is_signed && is_prepared));
                prop_assert!(phase != Phase::Ballot || seen.contains(&Phase::Access));
                reached = Some(phase);
                seen.push(phase);
            }
            if reached.is_some_and(Phase::calls) {
                prop_assert!(plan.phase_at(now).is_some_and(Phase::calls));
            }
        }
    }

    #[test]
    fn what_is_moved_stays_in_order(phase in prop::sample::select(Phase::ALL.to_vec()), hours in 0_i64..200) {
        let to = day(0).plus(Span::hours(hours));
        if let Ok(moved) = plan().moved(Some(Phase::Announced), (phase, to), day(0)) {
            let at: Vec<_> = moved.begins().map(|(_, at)| at).collect();
            prop_assert!(at.is_sorted());
            prop_assert_eq!(moved.at(phase), Some(to));
        }
    }
}

#[test]
fn a_phase_begins_at_its_local_second_though_the_clocks_are_set_back_in_that_night() {
    let london = crate::moment::Zone::parse("Europe/London").unwrap();
    let at = |text| london.typed(text).unwrap();
    let dates = Dates {
        announced: at("2026-10-20T09:00"),
        nominations: Some(at("2026-10-24T23:00")),
        access: at("2026-10-25T02:00"),
        ballot: Some(at("2026-10-25T09:00")),
        closed: at("2026-10-26T02:00"),
        deleted: at("2026-11-26T02:00"),
    };
    let plan = Plan::parse(Kind::Contest, dates).unwrap();
    let second = Span::seconds(1);
    // 01:59:59 comes twice that night: an hour and a second before, and a second before.
    for before in [
        dates.access.minus(Span::hours(1)).minus(second),
        dates.access.minus(second),
    ] {
        let wall = london.local(before);
        assert_eq!(
            (wall.date.day, wall.minute),
            (25, 119),
            "the clock shows 01:59"
        );
        assert_eq!(plan.phase_at(before), Some(Phase::Nominations));
    }
    assert_eq!(plan.phase_at(dates.access), Some(Phase::Access));
    let lasts = dates.access.since(at("2026-10-24T23:00"));
    assert_eq!(
        lasts,
        Span::hours(4),
        "three hours by the clock on the wall"
    );
    assert_eq!(dates.closed.since(dates.access), Span::hours(24));
}
