use super::*;
use proptest::prelude::*;

const ASKER: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);
const NOW: Moment = Moment::from_millis(1_795_545_420_000);

fn asked() -> Request {
    Request::ask(Kind::ChangeRetention, ASKER, NOW)
}

#[test]
fn whoever_asked_never_decides_and_only_they_take_it_back() {
    assert_eq!(asked().approve(ASKER, NOW), Err(RequestError::SamePerson));
    assert_eq!(asked().refuse(ASKER, NOW), Err(RequestError::SamePerson));
    assert_eq!(asked().withdraw(OTHER), Err(RequestError::NotTheirs));
    assert_eq!(asked().withdraw(ASKER).unwrap().state, State::Withdrawn);
    assert_eq!(asked().approve(OTHER, NOW).unwrap().state, State::Approved);
}

#[test]
fn after_seven_days_nobody_decides_any_more() {
    let (last, over) = (
        NOW.plus(Span::days(7)).minus(Span::millis(1)),
        NOW.plus(Span::days(7)),
    );
    assert!(asked().approve(OTHER, last).is_ok());
    assert_eq!(asked().lapse(last), Err(RequestError::StillTime));
    assert_eq!(asked().approve(OTHER, over), Err(RequestError::TimeUp));
    assert_eq!(asked().refuse(OTHER, over), Err(RequestError::TimeUp));
    assert_eq!(asked().lapse(over).unwrap().state, State::Lapsed);
}

#[test]
fn nothing_is_done_that_was_not_approved() {
    assert_eq!(asked().finish(), Err(RequestError::NotApproved));
    let approved = asked().approve(OTHER, NOW).unwrap();
    assert_eq!(approved.finish().unwrap().state, State::Done);
    assert_eq!(approved.fail().unwrap().state, State::Failed);
    let refused = asked().refuse(OTHER, NOW).unwrap();
    assert_eq!(refused.finish(), Err(RequestError::NotApproved));
    assert_eq!(refused.approve(OTHER, NOW), Err(RequestError::Decided));
}

#[test]
fn every_name_reads_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_code(kind.code()), Some(*kind));
    }
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
}

#[test]
fn a_reason_has_words_in_it_and_does_not_print() {
    assert_eq!(Because::parse("  \n "), Err(BecauseError::Short));
    assert_eq!(Because::parse("because"), Err(BecauseError::Short));
    assert_eq!(Because::parse(&"x".repeat(501)), Err(BecauseError::Long));
    let reason = Because::parse(" She asked us\n by letter ").unwrap();
    assert_eq!(reason.as_str(), "She asked us by letter");
    assert_eq!(format!("{reason:?}"), "Because(…)");
}

#[test]
fn a_day_stands_in_for_the_second_person_only_where_nothing_goes_out_or_is_destroyed() {
    for kind in Kind::ALL {
        let asked = Request::ask_alone(*kind, ASKER, NOW);
        assert_eq!(asked.is_ok(), kind.may_wait());
        let plain = Request::ask(*kind, ASKER, NOW).go_alone(ASKER, NOW.plus(ALONE_AFTER));
        assert_eq!(
            plain,
            Err(RequestError::NotAlone),
            "it was not said when asking"
        );
    }
    for kind in [
        Kind::ForgetMember,
        Kind::ChangeRetention,
        Kind::OpenRecord,
        Kind::ThawWorld,
    ] {
        assert_eq!(
            Request::ask_alone(kind, ASKER, NOW),
            Err(RequestError::NotAlone)
        );
    }
}

#[test]
fn whoever_asked_does_it_alone_after_a_day_and_not_a_moment_before_nor_after_a_refusal() {
    let asked = Request::ask_alone(Kind::GrantTerm, ASKER, NOW).unwrap();
    let day = NOW.plus(Span::days(1));
    let before = day.minus(Span::millis(1));
    assert_eq!(asked.go_alone(ASKER, before), Err(RequestError::DayNotOver));
    assert_eq!(asked.go_alone(OTHER, day), Err(RequestError::NotTheirs));
    assert_eq!(asked.go_alone(ASKER, day).unwrap().state, State::Approved);
    assert_eq!(asked.approve(ASKER, day), Err(RequestError::SamePerson));
    assert_eq!(asked.approve(OTHER, NOW).unwrap().state, State::Approved);
    let late = NOW.plus(Span::days(7));
    assert_eq!(asked.go_alone(ASKER, late), Err(RequestError::TimeUp));
    let refused = asked.refuse(OTHER, before).unwrap();
    assert_eq!(refused.go_alone(ASKER, day), Err(RequestError::Decided));
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Approve(AccountId),
    Refuse(AccountId),
    Withdraw(AccountId),
    Lapse,
    GiveUp,
    Finish,
    Fail,
    Alone(AccountId),
}

fn step() -> impl Strategy<Value = Step> {
    let who = prop_oneof![Just(ASKER), Just(OTHER)];
    prop_oneof![
        who.clone().prop_map(Step::Approve),
        who.clone().prop_map(Step::Refuse),
        who.clone().prop_map(Step::Withdraw),
        who.prop_map(Step::Alone),
        Just(Step::Lapse),
        Just(Step::GiveUp),
        Just(Step::Finish),
        Just(Step::Fail),
    ]
}

proptest! {
    #[test]
    fn whatever_is_tried_in_whatever_order_one_person_alone_gets_nothing_done(
        steps in prop::collection::vec((step(), 0_i64..400), 0..30),
        said_so in any::<bool>(),
    ) {
        let first = if said_so {
            Request::ask_alone(Kind::GrantTerm, ASKER, NOW).unwrap()
        } else {
            asked()
        };
        let (mut request, mut now) = (first, NOW);
        let (mut second_said_yes, mut day_over) = (false, false);
        for (step, hours) in steps {
            now = now.plus(Span::hours(hours / 8));
            let before = request;
            let next = match step {
                Step::Approve(who) => request.approve(who, now),
                Step::Refuse(who) => request.refuse(who, now),
                Step::Withdraw(who) => request.withdraw(who),
                Step::Lapse => request.lapse(now),
                Step::GiveUp => request.give_up(),
                Step::Finish => request.finish(),
                Step::Fail => request.fail(),
                Step::Alone(who) => request.go_alone(who, now),
            };
            if let Ok(next) = next {
                prop_assert!(!before.state.is_over(), "{before:?} came back as {next:?}");
                if let Step::Approve(who) = step {
                    prop_assert!(who != ASKER && now < request.until);
                    second_said_yes = true;
                }
                if let Step::Alone(who) = step {
                    prop_assert!(who == ASKER && said_so && now < request.until);
                    prop_assert!(now >= NOW.plus(Span::days(1)));
                    day_over = true;
                }
                request = next;
            }
            prop_assert_eq!((request.asker, request.until), (ASKER, before.until));
        }
        if matches!(request.state, State::Approved | State::Done | State::Failed) {
            prop_assert!(second_said_yes || day_over);
        }
    }
}
