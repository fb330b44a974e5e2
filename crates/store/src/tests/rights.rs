//! What members ask for by law: asked, told, extended, answered; and none is late in silence. On both engines.

use switchboard_rules::ids::RightId;
use switchboard_rules::look::Words;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::rights::{Kind, due, due_extended};

use super::house::{EVENING, House, Person, given, on_both};
use super::own_page::{as_member, comes_in, mailed};
use crate::own_page::OwnKey;
use crate::rights::{self, Asked, Did};
use crate::session::Auth;
use crate::tx::Verdict;

const FIRST: &str = "member0@members.example.org";

fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

fn asks(house: &House, key: OwnKey, now: Moment) -> Asked {
    let said = words("Who was it on Tuesday?");
    let done = as_member(house, key, now, move |tx| {
        rights::ask(tx, Kind::Access, &said)
    });
    given(Ok(done))
}

fn asked(house: &House, key: OwnKey, now: Moment) -> RightId {
    match asks(house, key, now) {
        Asked::Yes(id) => id,
        Asked::TooMany => panic!("too many"),
    }
}

fn dpo(house: &House) -> Person {
    house.person("Dai Dpo", Role::Dpo, Scope::Organisation)
}

fn answers(house: &House, dpo: &Person, id: RightId, now: Moment) -> Did {
    let said = words("It was the office, for your address.");
    given(house.act(dpo, now, move |tx| rights::answer(tx, id, &said)))
}

fn watch(house: &House, now: Moment) {
    while rights::watch(&house.world, now).unwrap() > 0 {}
}

fn kinds(house: &House, now: Moment) -> Vec<String> {
    mailed(house, now)
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect()
}

#[test]
fn a_member_is_told_of_each_step_and_reads_the_answer_which_only_they_and_whoever_answers_can_open()
{
    on_both(2, |house| {
        let key = comes_in(house, FIRST, EVENING);
        let id = asked(house, key, EVENING);
        let dai = dpo(house);
        let queue = given(house.act(&dai, EVENING, |tx| rights::queue(tx, None)));
        assert_eq!((queue.waiting.len(), queue.late), (1, 0));
        let zone = &house.world.0.zone;
        assert_eq!(queue.waiting[0].standing.due_at, due(EVENING, zone));
        let acknowledge = || given(house.act(&dai, EVENING, move |tx| rights::acknowledge(tx, id)));
        assert_eq!((acknowledge(), acknowledge()), (Did::Yes, Did::Before));
        let extend = |now| {
            let why = words("Two people are asked first");
            let dai = house.again(&dai, now);
            given(house.act(&dai, now, move |tx| rights::extend(tx, id, &why)))
        };
        let late = due(EVENING, zone).plus(Span::minutes(1));
        assert_eq!(extend(late), Did::TooLate);
        assert_eq!((extend(EVENING), extend(EVENING)), (Did::Yes, Did::Before));
        let queue = given(house.act(&dai, EVENING, |tx| rights::queue(tx, None)));
        assert_eq!(
            queue.waiting[0].standing.due_at,
            due_extended(EVENING, zone)
        );
        assert_eq!(answers(house, &dai, id, EVENING), Did::Yes);
        assert_eq!(answers(house, &dai, id, EVENING), Did::Before);
        assert_eq!(
            kinds(house, EVENING.plus(Span::minutes(1))),
            ["right-acknowledged", "right-answered", "right-extended"]
        );
        let done = as_member(house, key, EVENING, rights::own);
        let Verdict::Given(own) = done.verdict else {
            panic!("refused")
        };
        let said = own.words.unwrap().disclose(&done.proof).unwrap();
        assert_eq!(said.0[0].answer, "It was the office, for your address.");
        assert_eq!(said.0[0].why, "Two people are asked first");
        // The neighbour has none, and nobody else who works here gets there.
        let other = comes_in(
            house,
            "member1@members.example.org",
            EVENING.plus(Span::minutes(2)),
        );
        let done = as_member(house, other, EVENING.plus(Span::minutes(3)), rights::own);
        assert!(given(Ok(done)).standing.is_empty());
        let orla = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        let refused = house
            .act(&orla, EVENING, move |tx| rights::read(tx, id))
            .unwrap();
        let Verdict::Refused(refusal) = refused.verdict else {
            panic!("an officer read it")
        };
        assert_eq!(refusal.reason, Reason::NotYourRole);
        house.settle(EVENING.plus(Span::minutes(4)));
    });
}

#[test]
fn of_a_flood_in_a_week_none_is_late_in_silence() {
    on_both(12, |house| {
        let mut ids = Vec::new();
        for n in 0..12_i64 {
            let typed: &'static str = Box::leak(format!("M-{n:06}").into_boxed_str());
            let now = EVENING.plus(Span::hours(14 * n));
            let key = comes_in(house, typed, now);
            ids.extend((0..5).map(|_| (asked(house, key, now), now)));
            assert_eq!(asks(house, key, now), Asked::TooMany);
        }
        assert_eq!(ids.len(), 60);
        // Two of three are answered, day by day; the rest is forgotten by whoever should.
        let dai = dpo(house);
        let start = EVENING.plus(Span::days(10));
        for (nth, (id, _)) in ids.iter().enumerate().filter(|(nth, _)| nth % 3 > 0) {
            let now = start.plus(Span::hours(i64::try_from(nth / 4).unwrap()));
            assert_eq!(answers(house, &house.again(&dai, now), *id, now), Did::Yes);
        }
        let count = |sql| house.count(sql);
        for day in 11..40 {
            let now = EVENING.plus(Span::days(day));
            watch(house, now);
            let open = ids.iter().step_by(3);
            let near =
                open.filter(|(_, at)| due(*at, &house.world.0.zone) <= now.plus(Span::days(7)));
            let warned = "select count(*) from right_asked where warned_at is not null";
            assert_eq!(
                count(warned),
                i64::try_from(near.count()).unwrap(),
                "day {day}"
            );
        }
        assert_eq!(
            count("select count(*) from right_asked where late_at is not null"),
            20
        );
        assert_eq!(count("select count(*) from entry where kind = 971"), 20);
        // Told a week before, and again when it was late.
        assert_eq!(
            count("select count(*) from outbox where kind = 'right-due'"),
            40
        );
        let now = EVENING.plus(Span::days(39));
        let dai = house.again(&dai, now);
        let queue = given(house.act(&dai, now, |tx| rights::queue(tx, None)));
        assert_eq!(
            (queue.waiting.len(), queue.late, queue.after),
            (20, 20, None)
        );
        let on_top = queue.waiting.windows(2);
        assert!(
            on_top
                .into_iter()
                .all(|pair| pair[0].standing.due_at <= pair[1].standing.due_at)
        );
    });
}

#[test]
fn an_answer_that_comes_late_is_late_though_nobody_looked_at_the_clock_and_forgetting_says_what_it_ended()
 {
    on_both(2, |house| {
        let key = comes_in(house, FIRST, EVENING);
        let (one, other) = (asked(house, key, EVENING), asked(house, key, EVENING));
        let dai = dpo(house);
        let late = due(EVENING, &house.world.0.zone);
        let dai = house.again(&dai, late);
        assert_eq!(answers(house, &dai, one, late), Did::Yes);
        let entries = "select count(*) from entry where kind = 971";
        assert_eq!(house.count(entries), 1);
        let told = "select count(*) from right_asked where late_at is not null";
        assert_eq!(house.count(told), 1);
        watch(house, late);
        assert_eq!(
            house.count(entries),
            2,
            "the other, and no second of the one"
        );
        let done = house.world.write("end", Auth::Job("test"), late, |tx| {
            let found = crate::roll::find(tx, &crate::roll::Query::Email(FIRST.to_owned()))?;
            rights::end_with(tx, found[0])?;
            Ok(Verdict::Given(()))
        });
        given(done.wait());
        let ended = "select count(*) from entry where kind = 974";
        assert_eq!(house.count(ended), 1, "{other}");
    });
}
