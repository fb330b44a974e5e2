//! What came of own calls: states that stand still.

use super::super::*;
use super::{OLD, YOUNG, about, id, tree};
use crate::counts::Noise;
use crate::ids::MemberId;

/// So many members of an age of whom the calls came to this.
type Group = (AgeBand, Spoken, u16);

const GROUPS: &[Group] = &[
    (OLD, Spoken::NotRung, 400),
    (OLD, Spoken::NotReached, 200),
    (OLD, Spoken::Reached, 300),
    (YOUNG, Spoken::NotRung, 500),
    (YOUNG, Spoken::NotReached, 20),
    (YOUNG, Spoken::Reached, 250),
];

fn each(groups: &[Group], mut take: impl FnMut(MemberId, Spoken, MemberCodes<'_>)) {
    let mut next = 0_u128;
    for (age, spoken, many) in groups {
        for _ in 0..*many {
            next += 1;
            let codes = MemberCodes {
                branch: Some(id(2)),
                age: *age,
                ..MemberCodes::UNKNOWN
            };
            take(MemberId::from_bytes(next.to_be_bytes()), *spoken, codes);
        }
    }
}

fn columns(groups: &[Group]) -> Columns {
    let mut new = NewColumns::new(Noise::new([7; 32]), &tree());
    each(groups, |member, _, codes| new.add(&member, "full", codes));
    new.finish()
}

fn state(columns: &Columns, groups: &[Group], secret: u8) -> State {
    answering(columns, groups, (secret, 0))
}

/// With so many answers.
fn answering(columns: &Columns, groups: &[Group], (secret, answers): (u8, usize)) -> State {
    let mut state = columns.new_state(Noise::new([secret; 32]), answers);
    each(groups, |member, spoken, codes| {
        columns.add_to_state(&mut state, (&member, spoken), ("full", codes));
    });
    state
}

fn both(groups: &[Group]) -> (Columns, State) {
    let columns = columns(groups);
    let state = state(&columns, groups, 9);
    (columns, state)
}

fn told(columns: &Columns, state: &State, audience: &str) -> Option<u64> {
    match columns.count_in(state, &Audience::parse(audience).unwrap()) {
        Ok(Count::About(count)) => count.rounded(),
        Ok(Count::Withheld) | Err(_) => None,
    }
}

#[test]
fn levels_of_own_calls_are_counted_near_the_truth_alone_and_beside_one_group() {
    let (columns, state) = both(GROUPS);
    for (audience, truth) in [
        ("spoken=not-rung", 900),
        ("spoken=reached", 550),
        ("spoken=not-rung,age=75+", 400),
        ("spoken=reached,kind=full", 550),
    ] {
        let told = told(&columns, &state, audience).unwrap();
        assert!(told.abs_diff(truth) <= 37, "{audience}: {told}");
    }
    let levels = columns.spoken_levels(&state);
    assert_eq!(levels.len(), 3, "{levels:?}");
}

#[test]
fn what_does_not_ask_for_calls_is_answered_to_a_campaign_as_to_all_the_others() {
    let (columns, state) = both(GROUPS);
    for audience in ["", "age=75+", "kind=full,age=75+"] {
        assert_eq!(
            told(&columns, &state, audience),
            about(&columns, audience),
            "{audience}"
        );
    }
    let own = Audience::parse("spoken=reached").unwrap();
    assert_eq!(columns.count(&own), Err(UnknownLevel), "nor to a rival");
}

#[test]
fn the_same_people_have_another_number_in_another_state() {
    let columns = columns(GROUPS);
    let all: std::collections::BTreeSet<u64> = (10..40)
        .filter_map(|secret| told(&columns, &state(&columns, GROUPS, secret), "spoken=reached"))
        .collect();
    assert!(all.len() > 5, "{all:?}");
}

#[test]
fn few_of_a_level_within_a_group_are_told_no_number_and_nothing_uncovers_them() {
    let few: &[Group] = &[
        (OLD, Spoken::NotRung, 400),
        (OLD, Spoken::NotReached, 3),
        (OLD, Spoken::Reached, 300),
        (YOUNG, Spoken::NotRung, 300),
        (YOUNG, Spoken::NotReached, 400),
        (YOUNG, Spoken::Reached, 300),
    ];
    let (columns, state) = both(few);
    assert_eq!(told(&columns, &state, "spoken=not-reached,age=75+"), None);
    assert_eq!(
        told(&columns, &state, "spoken=reached,age=75+"),
        None,
        "the smaller of those beside them"
    );
    assert!(told(&columns, &state, "spoken=not-rung,age=75+").is_some());
    let rung: &[Group] = &[(OLD, Spoken::NotRung, 900), (OLD, Spoken::Reached, 3)];
    let (columns, state) = both(rung);
    assert!(columns.spoken_levels(&state).is_empty());
}

#[test]
fn one_group_alone_stands_beside_own_calls_and_each_state_is_a_question() {
    let two = "spoken=reached,age=75+";
    assert_eq!(
        Audience::parse(two).unwrap().to_string(),
        "age=75+,spoken=reached"
    );
    let three = Audience::parse("spoken=reached,age=75+,kind=full");
    assert_eq!(three, Err(ChoiceError::Beside));
    assert!(!Audience::parse(two).unwrap().is_published());
    assert!(Audience::parse("spoken=reached").unwrap().is_published());
}

#[test]
fn whoever_wished_to_be_rung_again_was_reached_and_nobody_ever_goes_back() {
    for (code, spoken) in [
        ("answered", Spoken::Reached),
        ("call-back", Spoken::Reached),
        ("refused", Spoken::Reached),
        ("dont-call-anyone", Spoken::Reached),
        ("no-answer", Spoken::NotReached),
        ("wrong-number", Spoken::NotReached),
    ] {
        assert_eq!(Spoken::of_outcome(code), spoken, "{code}");
    }
    assert!(Spoken::NotRung < Spoken::NotReached && Spoken::NotReached < Spoken::Reached);
}

fn answer(before: usize) -> Spoken {
    Spoken::Answered(AnswerPlace::after(before).unwrap())
}

#[test]
fn answers_are_levels_of_the_same_state_and_are_judged_with_all_the_others() {
    let groups: &[Group] = &[
        (OLD, Spoken::NotRung, 400),
        (OLD, Spoken::NotReached, 300),
        (OLD, Spoken::Reached, 300),
        (OLD, answer(0), 250),
        (OLD, answer(1), 300),
        (YOUNG, Spoken::NotRung, 300),
        (YOUNG, Spoken::NotReached, 300),
        (YOUNG, Spoken::Reached, 300),
        (YOUNG, answer(0), 180),
        (YOUNG, answer(1), 3),
    ];
    let columns = columns(groups);
    let state = answering(&columns, groups, (9, 2));
    for (audience, truth) in [
        ("spoken=answer-1", 430),
        ("spoken=answer-2", 303),
        ("spoken=reached", 600),
        ("spoken=answer-1,age=75+", 250),
    ] {
        let told = told(&columns, &state, audience).unwrap();
        assert!(told.abs_diff(truth) <= 37, "{audience}: {told}");
    }
    let young = "spoken=answer-2,age=18-24";
    assert_eq!(told(&columns, &state, young), None, "three");
    let beside = told(&columns, &state, "spoken=answer-1,age=18-24");
    assert_eq!(beside, None, "the smallest of those beside them");
}

#[test]
fn an_answer_that_the_question_has_not_got_is_no_level_and_hides_nobody() {
    let groups: &[Group] = &[
        (OLD, Spoken::NotRung, 400),
        (OLD, Spoken::NotReached, 200),
        (OLD, Spoken::Reached, 300),
    ];
    let columns = columns(groups);
    let state = answering(&columns, groups, (9, 0));
    assert_eq!(columns.spoken_levels(&state).len(), 3);
    let third = Audience::parse("spoken=answer-3").unwrap();
    assert_eq!(columns.count_in(&state, &third), Err(UnknownLevel));
    // Whoever is put at such a level counts as reached.
    let odd: &[Group] = &[
        (OLD, Spoken::NotRung, 400),
        (OLD, Spoken::NotReached, 200),
        (OLD, answer(4), 300),
    ];
    let state = answering(&columns, odd, (9, 0));
    let reached = told(&columns, &state, "spoken=reached").unwrap();
    assert!(reached.abs_diff(300) <= 37, "{reached}");
    let fifth = Audience::parse("spoken=answer-5").unwrap();
    assert_eq!(columns.count_in(&state, &fifth), Err(UnknownLevel));
}

#[test]
fn every_level_is_read_as_it_is_written_and_an_answer_lies_in_the_store_as_reached() {
    for one in Spoken::ALL {
        assert_eq!(Spoken::parse(one.text()), Some(one));
        let kept = one.min(Spoken::Reached);
        assert_eq!(Spoken::from_code(one.code()), Some(kept));
    }
    for wrong in ["answer-0", "answer-7", "answer", "answer-01"] {
        assert_eq!(Spoken::parse(wrong), None, "{wrong}");
    }
    assert_eq!(AnswerPlace::after(ANSWERS_MAX), None);
}

#[test]
fn of_two_answers_the_newer_stands_and_nobody_falls_back_from_one() {
    let at = crate::moment::Moment::from_millis;
    let place = |before| AnswerPlace::after(before).unwrap();
    let early = Stand::answered(place(2), at(10));
    let late = Stand::answered(place(0), at(20));
    assert_eq!(early.with(late), late);
    assert_eq!(late.with(early), late);
    for less in [Spoken::NotRung, Spoken::NotReached, Spoken::Reached] {
        assert_eq!(late.with(Stand::of(less)), late);
        assert_eq!(Stand::of(less).with(early), early);
    }
}
