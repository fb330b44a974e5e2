//! Screening lists: switched on whole, read in the lease, and too old when the rules say so.

use switchboard_rules::card::Outcome;
use switchboard_rules::eligible::NotNow;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Date, Moment, Span};
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::roll::RollRow;
use switchboard_rules::screening::{Age, List};

use super::calls::{card, next, numbers, say};
use super::house::{
    EVENING, House, Person, given, member, on_both, on_both_in_britain, on_both_of,
};
use super::looks::{officer, open, told, words};
use crate::desk::{self, Dealt, Shown};
use crate::engine::Arg;
use crate::members;
use crate::screening::{self, Filled, Filling, NotFilled};
use crate::session::Auth;
use crate::tx::Verdict;

const FIRST: &str = "07700 900000";

/// Takes in a list of that day.
pub(super) fn take_in(
    house: &House,
    (list, dated): (List, &str),
    numbers: &[&str],
    now: Moment,
) -> Result<Filled, NotFilled> {
    finish(read(house, (list, dated), numbers), &|| now)
}

/// The same, whatever it looks like.
fn even_so(
    house: &House,
    of: (List, &str),
    numbers: &[&str],
    now: Moment,
) -> Result<Filled, NotFilled> {
    finish(read(house, of, numbers).even_so(), &|| now)
}

fn read(house: &House, (list, dated): (List, &str), numbers: &[&str]) -> Filling {
    let dated = Date::parse(dated).unwrap();
    let mut filling = Filling::begin(&house.world, list, dated, numbers.len()).unwrap();
    for number in numbers {
        filling.take(number);
    }
    filling
}

fn finish(filling: Filling, clock: &dyn Fn() -> Moment) -> Result<Filled, NotFilled> {
    match filling.finish(&Auth::Console, clock).unwrap() {
        Verdict::Given(told) => told,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn why(house: &House, who: &Person, now: Moment) -> Option<NotNow> {
    match next(house, who, house.banks[0], now).0 {
        Dealt::Empty(empty) => empty.why,
        Dealt::Card(_) => panic!("a card"),
        Dealt::Spent(_) => panic!("budget spent"),
    }
}

fn two_numbers() -> RollRow {
    let mut row = member(0);
    let second = Phone::parse("07700 900500", Region::parse("GB").unwrap());
    row.phones.push(second.unwrap());
    row
}

#[test]
fn a_number_on_a_list_is_not_rung_and_stands_on_no_card_beside_one_that_is() {
    on_both_of(
        &[two_numbers()],
        switchboard_rules::budget::Caps::NOVEMBER_2026,
        |house| {
            let switched = take_in(
                house,
                (List::Tps, "2026-11-20"),
                &[FIRST, "n/a", ""],
                EVENING,
            );
            let told = Filled::Switched {
                numbers: 1,
                new: 1,
                gone: 0,
                unread: 1,
            };
            assert_eq!(switched, Ok(told));
            let caller = house.caller(0);
            let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
            let (shown, _) = numbers(house, &caller, dealt.card, EVENING);
            assert_eq!(shown, ["tel:+447700900500"]);
            // In whatever form a list holds it.
            let both = ["+447700900000", "(07700) 900-500"];
            take_in(house, (List::Ctps, "2026-11-20"), &both, EVENING).unwrap();
            let other = house.caller(1);
            let dealt = next(house, &other, house.banks[1], EVENING.plus(Span::hours(1))).0;
            assert!(matches!(dealt, Dealt::Empty(empty) if empty.why == Some(NotNow::Screened)));
            house.settle(EVENING);
        },
    );
}

#[test]
fn a_list_is_switched_on_whole_and_the_same_one_again_changes_nothing() {
    on_both(1, |house| {
        let many: Vec<String> = (0..450).map(|n| format!("020 7946 {n:04}")).collect();
        let mut lines: Vec<&str> = many.iter().map(String::as_str).collect();
        let day = |day| (List::Tps, day);
        take_in(house, day("2026-11-20"), &lines, EVENING).unwrap();
        let rows = "select count(*) from screening_row";
        let before = house.count(rows);
        assert_eq!(
            take_in(house, day("2026-11-20"), &lines, EVENING),
            Ok(Filled::Same)
        );
        lines.reverse();
        assert_eq!(
            take_in(house, day("2026-11-21"), &lines, EVENING),
            Err(NotFilled::Unchanged)
        );
        assert_eq!(
            even_so(house, day("2026-11-21"), &lines, EVENING),
            Ok(Filled::Later)
        );
        assert_eq!(
            take_in(house, day("2026-11-20"), &lines, EVENING),
            Err(NotFilled::Older)
        );
        assert_eq!(
            take_in(house, day("2026-11-25"), &lines, EVENING),
            Err(NotFilled::Future)
        );
        assert_eq!(
            take_in(house, day("2026-11-24"), &["none"], EVENING),
            Err(NotFilled::Nothing)
        );
        assert_eq!(
            house.count(rows),
            before,
            "one filling is there, whatever was tried"
        );
        lines.truncate(440);
        lines.push(FIRST);
        let told = take_in(house, day("2026-11-24"), &lines, EVENING);
        let switched = Filled::Switched {
            numbers: 441,
            new: 1,
            gone: 10,
            unread: 0,
        };
        assert_eq!(told, Ok(switched));
        assert_eq!(
            house.count("select count(distinct filling) from screening_row"),
            1
        );
        assert_eq!(house.count("select count(*) from screening_dark"), 0);
        let entries = told_of(house);
        assert_eq!(entries.len(), 3, "{entries:?}");
        assert!(
            entries[0].contains("numbers=441 new=1 gone=10"),
            "{entries:?}"
        );
        house.settle(EVENING);
    });
}

fn told_of(house: &House) -> Vec<String> {
    let found = told(house, EventKind::ScreeningImported.code());
    let mut details: Vec<String> = found.into_iter().map(|(_, _, detail)| detail).collect();
    details.sort_by_key(|detail| !detail.contains("gone=10"));
    details
}

#[test]
fn what_broke_off_is_read_by_nobody_and_goes_with_the_next_list() {
    on_both(1, |house| {
        let day = |day| (List::Tps, day);
        // A filling that wrote the member's number, and was killed before it was switched on.
        take_in(house, day("2026-11-20"), &[FIRST], EVENING).unwrap();
        let current = house.read(|raw| {
            raw.one("select current from screening_list", &[], |row| {
                Ok(row.bytes(0)?.to_vec())
            })
        });
        let filling = current.unwrap();
        let bucket = bucket_of(&filling);
        let left = move |raw: &mut crate::engine::Raw<'_>| {
            let args = [Arg::Int(bucket), Arg::Bytes(&filling)];
            raw.run(
                "insert into screening_dark (bucket, filling, held_until) values ($1, $2, 0)",
                &args,
            )
        };
        house.world.0.db.write("left", left).unwrap();
        house.tamper("delete from screening_list");
        let caller = house.caller(0);
        card(house, &caller, house.banks[0], EVENING);
        assert_eq!(house.count("select count(*) from screening_row"), 1);
        take_in(house, day("2026-11-24"), &["020 7946 0001"], EVENING).unwrap();
        assert_eq!(house.count("select count(*) from screening_dark"), 0);
        assert_eq!(house.count("select count(*) from screening_row"), 1);
    });
}

#[test]
fn a_new_listing_counts_after_twenty_eight_days_and_one_of_the_first_list_at_once() {
    on_both_in_britain(&[member(0), member(1)], |house| {
        take_in(house, (List::Tps, "2026-11-17"), &["07700 900001"], EVENING).unwrap();
        take_in(
            house,
            (List::Tps, "2026-11-24"),
            &["07700 900001", FIRST],
            EVENING,
        )
        .unwrap();
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        assert_eq!(
            numbers(house, &caller, dealt.card, EVENING).0,
            ["tel:+447700900000"]
        );
        say(house, caller.auth(), dealt.card, Outcome::Answered, EVENING);
        // From 18 November on it may have been listed: 28 days later, on 16 December, it counts.
        let on = |days| EVENING.plus(Span::days(days));
        let both = ["07700 900001", FIRST];
        even_so(house, (List::Tps, "2026-12-08"), &both, on(14)).unwrap();
        for (days, is_rung) in [(21, true), (22, false)] {
            let who = house.again(&house.caller(1), on(days));
            let dealt = next(house, &who, house.banks[1], on(days)).0;
            assert_eq!(matches!(dealt, Dealt::Card(_)), is_rung, "{days} days on");
            if let Dealt::Card(dealt) = dealt {
                say(house, who.auth(), dealt.card, Outcome::NoAnswer, on(days));
                house.tamper("update queue set due_at = 0 where class = 1");
            }
        }
    });
}

#[test]
fn without_the_list_that_the_rules_demand_or_with_one_of_28_days_nobody_is_rung() {
    on_both_in_britain(&[member(0)], |house| {
        let caller = house.caller(0);
        assert_eq!(why(house, &caller, EVENING), Some(NotNow::ListTooOld));
        let age = |now| screening::demanded(&house.world, now).unwrap()[0].age;
        assert_eq!(age(EVENING), Age::Missing);
        take_in(
            house,
            (List::Tps, "2026-11-10"),
            &["020 7946 0001"],
            EVENING,
        )
        .unwrap();
        let on = |days| EVENING.plus(Span::days(days));
        assert_eq!(age(on(6)), Age::Fine);
        assert_eq!(age(on(7)), Age::Old { days_left: 7 });
        let before = on(13);
        let who = house.again(&caller, before);
        let (dealt, _) = card(house, &who, house.banks[0], before);
        // Midnight passes between deal and number: it is asked again.
        house.tamper("update screening_list set dated = dated - 1");
        let (id, account) = (dealt.card, who.account);
        let shown = house.act(&who, before, move |tx| desk::show_number(tx, id, account));
        let Verdict::Given(Shown::NotNow(reason)) = shown.unwrap().verdict else {
            panic!("shown")
        };
        assert_eq!(reason, NotNow::ListTooOld);
        assert_eq!(age(before), Age::TooOld);
    });
}

#[test]
fn whoever_said_that_calls_are_fine_is_rung_until_they_object() {
    on_both(1, |house| {
        take_in(house, (List::Tps, "2026-11-20"), &[FIRST], EVENING).unwrap();
        let caller = house.caller(0);
        assert_eq!(why(house, &caller, EVENING), Some(NotNow::Screened));
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        given(house.act(&who, EVENING, move |tx| {
            members::allow_calls(tx, look, &words("She says that calls are fine"))
        }));
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        assert_eq!(numbers(house, &caller, dealt.card, EVENING).0.len(), 1);
        say(house, caller.auth(), dealt.card, Outcome::NoAnswer, EVENING);
        // An objection that came in whichever way, and only against a rival, takes it back for all.
        house.tamper("insert into objection (bucket, hash, campaign, size, at) select bucket, hash, hash, 'this-campaign', 0 from calls_fine");
        house.tamper("update queue set due_at = 0 where class = 1");
        assert_eq!(why(house, &caller, EVENING), Some(NotNow::Screened));
        house.tamper("delete from objection");
        let later = EVENING.plus(Span::minutes(1));
        given(house.act(&who, later, move |tx| members::object(tx, look, None)));
        assert_eq!(house.count("select count(*) from calls_fine"), 0);
    });
}

#[test]
fn a_list_that_lost_too_many_numbers_or_has_too_many_other_lines_is_not_switched_on() {
    on_both(1, |house| {
        let many: Vec<String> = (0..450).map(|n| format!("020 7946 {n:04}")).collect();
        let lines: Vec<&str> = many.iter().map(String::as_str).collect();
        let day = |day| (List::Tps, day);
        take_in(house, day("2026-11-20"), &lines, EVENING).unwrap();
        let cut_off = take_in(house, day("2026-11-21"), &lines[..300], EVENING);
        assert_eq!(cut_off, Err(NotFilled::Gone { gone: 150, of: 450 }));
        let other = [&lines[..], &["no number"; 150]].concat();
        let wrong = take_in(house, day("2026-11-21"), &other, EVENING);
        let unread = NotFilled::Unread {
            unread: 150,
            lines: 600,
        };
        assert_eq!(wrong, Err(unread));
        let kept = screening::lists(&house.world).unwrap();
        assert_eq!(kept[0].numbers, 450);
        assert_eq!(
            house.count("select count(distinct filling) from screening_row"),
            1
        );
        assert_eq!(house.count("select count(*) from screening_dark"), 0);
        let told = even_so(house, day("2026-11-21"), &lines[..300], EVENING);
        assert!(matches!(told, Ok(Filled::Switched { numbers: 300, .. })));
    });
}

#[test]
fn of_two_lists_that_are_taken_in_at_once_the_first_to_be_switched_on_stands_also_where_none_was() {
    on_both(1, |house| {
        let days = [("2026-11-20", "2026-11-19"), ("2026-11-23", "2026-11-22")];
        for (n, (newer, older)) in days.into_iter().enumerate() {
            let asked = std::cell::Cell::new(0);
            let [mine, others] = [n, n + 2].map(|n| format!("020 7946 000{n}"));
            // Another list is taken in whole while this one is written.
            let clock = || {
                asked.set(asked.get() + 1);
                if asked.get() == 2 {
                    take_in(house, (List::Tps, newer), &[&others], EVENING).unwrap();
                }
                EVENING
            };
            let told = finish(read(house, (List::Tps, older), &[&mine]), &clock);
            assert_eq!(told, Err(NotFilled::Moved));
            let kept = screening::lists(&house.world).unwrap();
            assert_eq!(Some(kept[0].dated.dated), Date::parse(newer));
            assert_eq!(house.count("select count(*) from screening_row"), 1);
            assert_eq!(house.count("select count(*) from screening_dark"), 0);
        }
    });
}

#[test]
fn the_list_before_is_given_up_in_the_act_that_switches_the_next_one_on() {
    on_both(1, |house| {
        take_in(house, (List::Tps, "2026-11-20"), &[FIRST], EVENING).unwrap();
        let seen = std::cell::Cell::new(0);
        let clock = || {
            let dark = house.count("select count(*) from screening_dark where held_until = 0");
            seen.set(seen.get().max(dark));
            EVENING
        };
        let list = read(house, (List::Tps, "2026-11-21"), &["020 7946 0001"]);
        finish(list, &clock).unwrap();
        assert_eq!(seen.get(), 1, "between the switch and the clearing away");
        assert_eq!(house.count("select count(*) from screening_dark"), 0);
    });
}
