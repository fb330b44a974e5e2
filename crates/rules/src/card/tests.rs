use super::*;
use crate::moment::Span;
use proptest::prelude::*;

const T: Timings = Timings::NOVEMBER_2026;

/// So many seconds after the deal.
fn at(seconds: i64) -> Moment {
    Moment::from_millis(1_795_500_000_000).plus(Span::seconds(seconds))
}

fn minutes(minutes: i64) -> Moment {
    at(minutes * 60)
}

fn dealt() -> State {
    State::deal(at(0), &T)
}

fn shown() -> State {
    dealt().show(minutes(1), &T).unwrap()
}

#[test]
fn a_card_without_a_heartbeat_is_held_three_minutes() {
    assert_eq!(dealt().until(), Some(minutes(3)));
    assert!(dealt().expire(at(179)).is_open());
    assert_eq!(
        dealt().expire(minutes(9)),
        State::TakenOver { at: minutes(3) }
    );
}

#[test]
fn heartbeats_hold_an_unshown_card_fifteen_minutes_at_most() {
    let mut card = dealt();
    for minute in 1..15 {
        card = card.heartbeat(minutes(minute), &T).unwrap();
        assert_eq!(
            card.until(),
            Some(minutes((minute + 3).min(15))),
            "minute {minute}"
        );
    }
    assert_eq!(card.heartbeat(minutes(15), &T), Err(CardError::TimeUp));
}

#[test]
fn a_clock_set_back_takes_no_time_from_a_card() {
    let beaten = dealt().heartbeat(minutes(2), &T).unwrap();
    assert_eq!(beaten.heartbeat(minutes(1), &T), Ok(beaten));
    let shown = beaten.show(minutes(-30), &T).unwrap();
    assert_eq!(shown.until(), beaten.until());
    assert_eq!(shown.extend(minutes(-60), &T), Ok(shown));
}

#[test]
fn a_late_heartbeat_brings_nothing_back() {
    assert_eq!(dealt().heartbeat(minutes(3), &T), Err(CardError::TimeUp));
}

#[test]
fn from_the_number_on_the_card_is_held_twenty_minutes_and_heartbeats_count_no_more() {
    assert_eq!(shown().until(), Some(minutes(21)));
    assert_eq!(shown().heartbeat(minutes(20), &T), Ok(shown()));
    assert_eq!(
        shown().expire(minutes(21)),
        State::Unreported { at: minutes(21) }
    );
}

#[test]
fn showing_the_number_again_gives_no_more_time() {
    assert_eq!(shown().show(minutes(15), &T), Ok(shown()));
}

#[test]
fn a_tap_in_the_last_two_minutes_gives_twenty_and_three_taps_count() {
    let mut card = shown();
    for tap in 1..=3 {
        let offered = card.offered_from(&T).unwrap();
        assert_eq!(card.until().unwrap().since(offered), Span::minutes(2));
        card = card.extend(offered, &T).unwrap();
        assert_eq!(card.until(), Some(minutes(21 + 20 * tap)));
    }
    assert_eq!(card.offered_from(&T), None);
    assert_eq!(card.extend(minutes(80), &T), Err(CardError::NoMoreTime));
    assert_eq!(card.extend(minutes(81), &T), Err(CardError::TimeUp));
}

#[test]
fn a_double_tap_is_one_tap() {
    let once = shown().extend(minutes(20), &T).unwrap();
    assert_eq!(once.extend(minutes(20), &T), Ok(once));
    assert_eq!(
        once.extend(minutes(20).plus(Span::seconds(5)), &T),
        Ok(once)
    );
}

#[test]
fn taps_cannot_be_saved_up() {
    let early = shown().extend(minutes(11), &T).unwrap();
    assert_eq!(early.until(), Some(minutes(11 + 22)));
}

#[test]
fn a_card_whose_number_was_never_shown_has_no_call_to_go_on_with() {
    assert_eq!(dealt().extend(minutes(1), &T), Err(CardError::NotShown));
    assert_eq!(dealt().offered_from(&T), None);
}

#[test]
fn an_outcome_is_taken_once() {
    let done = shown().finish(minutes(2), Outcome::Answered, &T).unwrap();
    assert_eq!(
        done,
        State::Done {
            outcome: Outcome::Answered,
            at: minutes(2),
            late: false
        }
    );
    assert_eq!(
        done.finish(minutes(2), Outcome::Busy, &T),
        Err(CardError::AlreadyDone)
    );
    assert_eq!(
        done.finish_late(minutes(2), Outcome::Busy),
        Err(CardError::AlreadyDone)
    );
    assert_eq!(done.show(minutes(2), &T), Err(CardError::AlreadyDone));
}

#[test]
fn an_outcome_after_the_time_is_taken_as_late() {
    let late = Ok(State::Done {
        outcome: Outcome::Moved,
        at: minutes(90),
        late: true,
    });
    for closed in [
        State::Unreported { at: minutes(21) },
        State::TakenOver { at: minutes(3) },
        shown(),
        dealt(),
    ] {
        assert!(closed.finish(minutes(90), Outcome::Moved, &T).is_err());
        assert_eq!(closed.finish_late(minutes(90), Outcome::Moved), late);
    }
    assert_eq!(
        shown().finish_late(minutes(2), Outcome::Moved),
        Err(CardError::StillOpen)
    );
}

#[test]
fn a_call_back_lies_ahead_and_within_four_weeks() {
    let finish = |to| shown().finish(minutes(2), Outcome::CallBack(to), &T);
    assert!(finish(minutes(3)).is_ok());
    assert!(finish(minutes(2).plus(Span::days(28))).is_ok());
    assert_eq!(finish(minutes(2)), Err(CardError::CallBack));
    assert_eq!(
        finish(minutes(3).plus(Span::days(28))),
        Err(CardError::CallBack)
    );
}

#[test]
fn an_objection_replaces_every_other_outcome_and_the_larger_stands() {
    let done = shown().finish(minutes(2), Outcome::NoAnswer, &T).unwrap();
    let small = done.object(minutes(4), Size::ThisCampaign);
    let large = small.object(minutes(5), Size::Anyone);
    let outcome = |card| match card {
        State::Done { outcome, .. } => outcome,
        other => panic!("{other:?} isn't done"),
    };
    assert_eq!(outcome(small), Outcome::DontCall(Size::ThisCampaign));
    assert_eq!(outcome(large), Outcome::DontCall(Size::Anyone));
    assert_eq!(large.object(minutes(6), Size::AnyCampaign), large);
}

#[test]
fn leaving_closes_an_open_card_at_once() {
    assert_eq!(dealt().cut(minutes(1)), State::TakenOver { at: minutes(1) });
    assert_eq!(
        shown().cut(minutes(2)),
        State::Unreported { at: minutes(2) }
    );
    let done = shown().finish(minutes(2), Outcome::Busy, &T).unwrap();
    assert_eq!(done.cut(minutes(3)), done);
}

#[test]
fn every_code_of_the_form_reads_back_as_itself() {
    for code in Outcome::CODES {
        let outcome = Outcome::parse(code, Some(minutes(9))).unwrap();
        assert_eq!(outcome.code(), code);
        assert_eq!(outcome.label(), format!("outcome-{code}"));
    }
    assert_eq!(Outcome::parse("call-back", None), Err(OutcomeError::NoTime));
    assert_eq!(Outcome::parse("Answered", None), Err(OutcomeError::Unknown));
    for size in Size::ALL {
        assert_eq!(Size::from_code(size.code()), Some(size));
    }
    for report in Report::ALL {
        assert_eq!(Report::from_code(report.code()), Some(report));
    }
    for finding in Finding::ALL {
        assert_eq!(Finding::from_code(finding.code()), Some(finding));
    }
}

#[test]
fn a_mistake_lifts_the_stop_and_a_death_that_is_right_stops_everybody() {
    for report in Report::ALL {
        let right = match report {
            Report::Deceased => Settling::StopsEveryCampaign,
            Report::WrongNumber | Report::Moved => Settling::Stays,
        };
        assert_eq!(Settling::of(report, Finding::Right), right, "{report:?}");
        assert_eq!(
            Settling::of(report, Finding::Mistaken),
            Settling::Lifts,
            "{report:?}"
        );
    }
}

#[test]
fn each_outcome_has_its_consequence() {
    let now = minutes(0);
    let rests = Rests::NOVEMBER_2026;
    let rest = |span| Consequence::Rest {
        until: now.plus(span),
    };
    for (outcome, then) in [
        (Outcome::Answered, Consequence::Out),
        (Outcome::Refused, Consequence::Out),
        (Outcome::NoAnswer, rest(Span::hours(20))),
        (Outcome::Machine, rest(Span::hours(20))),
        (Outcome::Busy, rest(Span::hours(1))),
        (
            Outcome::WrongNumber,
            Consequence::Report(Report::WrongNumber),
        ),
        (Outcome::Moved, Consequence::Report(Report::Moved)),
        (Outcome::Deceased, Consequence::Report(Report::Deceased)),
        (
            Outcome::DontCall(Size::Anyone),
            Consequence::Objection(Size::Anyone),
        ),
        (
            Outcome::CallBack(minutes(60)),
            Consequence::CallBack { at: minutes(60) },
        ),
    ] {
        assert_eq!(Consequence::of(outcome, &rests, now), then, "{outcome:?}");
    }
    assert_eq!(
        Consequence::of_unreported(&rests, now),
        rest(Span::hours(24))
    );
}

/// One thing that can happen to a card.
#[derive(Debug, Clone, Copy)]
enum Event {
    Heartbeat,
    Show,
    Extend,
    Finish,
    FinishLate,
    Object,
    Expire,
    Cut,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => Just(Event::Heartbeat),
        2 => Just(Event::Show),
        4 => Just(Event::Extend),
        1 => Just(Event::Finish),
        1 => Just(Event::FinishLate),
        1 => Just(Event::Object),
        2 => Just(Event::Expire),
        1 => Just(Event::Cut),
    ]
}

/// What the card is after the event; a refusal leaves it as it was.
fn step(card: State, event: Event, now: Moment) -> State {
    let next = match event {
        Event::Heartbeat => card.heartbeat(now, &T),
        Event::Show => card.show(now, &T),
        Event::Extend => card.extend(now, &T),
        Event::Finish => card.finish(now, Outcome::Answered, &T),
        Event::FinishLate => card.finish_late(now, Outcome::NoAnswer),
        Event::Object => Ok(card.object(now, Size::AnyCampaign)),
        Event::Expire => Ok(card.expire(now)),
        Event::Cut => Ok(card.cut(now)),
    };
    next.unwrap_or(card)
}

proptest! {
    #[test]
    fn a_closed_card_never_opens_again_and_time_is_never_taken_back(
        events in prop::collection::vec((event(), -120i64..400), 1..60),
    ) {
        let (mut card, mut seconds) = (dealt(), 0);
        for (event, wait) in events {
            seconds += wait;
            let next = step(card, event, at(seconds));
            prop_assert!(card.is_open() || !next.is_open(), "{card:?} {event:?} {next:?}");
            if let (Some(before), Some(after)) = (card.until(), next.until()) {
                prop_assert!(after >= before, "{card:?} {event:?} {next:?}");
                if before <= at(seconds) {
                    prop_assert_eq!(after, before, "nothing holds a card whose time is up");
                }
            }
            card = next;
        }
    }

    #[test]
    fn no_card_is_held_longer_than_everything_together(
        events in prop::collection::vec((event(), 0i64..400), 1..60),
    ) {
        let most = T.unshown_max.as_millis()
            + T.shown.as_millis()
            + i64::from(T.extensions_max) * T.extension.as_millis();
        let (mut card, mut seconds) = (dealt(), 0);
        for (event, wait) in events {
            seconds += wait;
            card = step(card, event, at(seconds));
            if let Some(until) = card.until() {
                prop_assert!(until.since(at(0)).as_millis() <= most);
            }
        }
    }

    #[test]
    fn an_objection_outlives_whatever_follows(
        before in prop::collection::vec((event(), 0i64..400), 0..20),
        after in prop::collection::vec((event(), 0i64..400), 0..20),
    ) {
        let (mut card, mut seconds) = (dealt(), 0);
        for (event, wait) in before {
            seconds += wait;
            card = step(card, event, at(seconds));
        }
        card = card.object(at(seconds), Size::Anyone);
        for (event, wait) in after {
            seconds += wait;
            card = step(card, event, at(seconds));
        }
        let stands =
            matches!(card, State::Done { outcome: Outcome::DontCall(Size::Anyone), .. });
        prop_assert!(stands, "{card:?}");
    }
}
