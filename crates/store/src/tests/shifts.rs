//! Shifts: never more people than places, one letter for each thing, and none to whoever gave the place back or left.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, ShiftId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::shift::{Hours, Places, Words};

use super::house::{EVENING, House, Person, given, on_both};
use super::looks::told;
use crate::shifts::{self, Changed, New, Planned, Taken};
use crate::tx::Verdict;
use crate::world::World;
use crate::{Auth, door};

/// Three days after the evening of the story, for two hours.
const STARTS: Moment = EVENING.plus(Span::days(3));
/// Ten o'clock in the morning of the day before.
const REMINDED: Moment = EVENING.plus(Span::hours(2 * 24 - 9 + 1));

fn of(bank: Option<BankId>, starts: Moment, places: u32) -> New {
    New {
        bank,
        hours: Hours::of(starts, starts.plus(Span::hours(2)), EVENING).unwrap(),
        places: Places::of(places).unwrap(),
        words: Words::parse("Bring headphones").unwrap(),
    }
}

fn organiser(house: &House) -> Person {
    house.person(
        "Olwen Organiser",
        Role::Organiser,
        Scope::Campaign(house.campaigns[0]),
    )
}

fn planned(house: &House, who: &Person, new: New) -> ShiftId {
    let campaign = house.campaigns[0];
    match given(house.act(who, EVENING, move |tx| shifts::plan(tx, campaign, &new))) {
        Planned::Done(id) => id,
        other => panic!("{other:?}"),
    }
}

fn take(house: &House, who: &Person, id: ShiftId) -> Taken {
    given(house.act(who, EVENING, move |tx| shifts::take(tx, id)))
}

fn left(house: &House, who: &Person, id: ShiftId) -> u32 {
    given(house.act(who, EVENING, move |tx| shifts::show(tx, id)))
        .line
        .left
}

fn letters(house: &House, kind: &str) -> i64 {
    let found = house.read(|raw| {
        let sql = "select count(*) from outbox where kind = $1";
        raw.one(sql, &[crate::engine::Arg::Text(kind)], |row| row.int(0))
    });
    found.unwrap()
}

fn remind(world: &World, now: Moment) {
    while shifts::remind(world, now).unwrap() > 0 {}
}

#[test]
fn two_nodes_at_once_never_give_more_places_than_there_are() {
    on_both(1, |house| {
        let id = planned(house, &organiser(house), of(None, STARTS, 1));
        let nodes = [house.node(), house.node()];
        let callers = [house.caller(0), house.caller(0)];
        let together = Barrier::new(2);
        let mut came: Vec<Taken> = thread::scope(|scope| {
            let both = nodes.iter().zip(&callers).map(|(node, caller)| {
                let (auth, together) = (caller.auth(), &together);
                scope.spawn(move || {
                    together.wait();
                    given(
                        node.write("take", auth, EVENING, move |tx| shifts::take(tx, id))
                            .wait(),
                    )
                })
            });
            let both: Vec<_> = both.collect();
            both.into_iter().map(|one| one.join().unwrap()).collect()
        });
        came.sort_by_key(|taken| *taken == Taken::Full);
        assert_eq!(came, [Taken::Done, Taken::Full]);
        assert_eq!(house.count("select count(*) from shift_place"), 1);
        assert_eq!(letters(house, "shift-taken"), 1);
        house.settle(EVENING);
    });
}

#[test]
fn a_place_is_taken_once_given_back_and_not_at_the_time_of_another() {
    on_both(1, |house| {
        let (leads, caller) = (organiser(house), house.caller(0));
        let id = planned(house, &leads, of(Some(house.banks[0]), STARTS, 2));
        let clashes = planned(house, &leads, of(None, STARTS.plus(Span::hours(1)), 2));
        let after = planned(house, &leads, of(None, STARTS.plus(Span::hours(2)), 2));
        assert_eq!(take(house, &caller, id), Taken::Done);
        assert_eq!(take(house, &caller, id), Taken::Done, "it is theirs");
        assert_eq!(take(house, &caller, clashes), Taken::Overlaps(STARTS));
        assert_eq!(take(house, &caller, after), Taken::Done);
        assert_eq!(left(house, &caller, id), 1);
        let back = given(house.act(&caller, EVENING, move |tx| shifts::give_back(tx, id)));
        assert!(back);
        assert_eq!(left(house, &caller, id), 2);
        assert_eq!(letters(house, "shift-taken"), 2);
        for (kind, times) in [
            (EventKind::ShiftPlanned, 3),
            (EventKind::ShiftTaken, 2),
            (EventKind::ShiftGivenBack, 1),
        ] {
            assert_eq!(told(house, kind.code()).len(), times, "{kind:?}");
        }
        house.settle(EVENING);
    });
}

#[test]
fn the_organiser_alone_sees_who_comes_and_a_rival_sees_no_shift() {
    on_both(1, |house| {
        let (leads, caller) = (organiser(house), house.caller(0));
        let id = planned(house, &leads, of(None, STARTS, 2));
        assert_eq!(take(house, &caller, id), Taken::Done);
        let seen = given(house.act(&leads, EVENING, move |tx| shifts::show(tx, id)));
        assert_eq!(seen.names, ["Carys Caller"]);
        assert_eq!(told(house, EventKind::ShiftsShown.code()).len(), 1);
        let seen = given(house.act(&caller, EVENING, move |tx| shifts::show(tx, id)));
        assert!(seen.names.is_empty() && seen.line.is_mine && !seen.leads);
        assert_eq!(seen.line.words, "Bring headphones");
        // Whoever rings in one bank alone may come to a shift in any.
        let banked = house.person("Bea Banked", Role::Caller, Scope::Bank(house.banks[0]));
        assert_eq!(take(house, &banked, id), Taken::Done);
        let rival = house.caller(1);
        let asked = house.act(&rival, EVENING, move |tx| shifts::show(tx, id));
        let Verdict::Refused(refusal) = asked.unwrap().verdict else {
            panic!("a rival saw it");
        };
        assert_eq!(refusal.reason, Reason::NotYourCampaign);
        let words = house.count("select count(*) from shift where words_sealed is not null");
        assert_eq!(words, 1);
    });
}

#[test]
fn everybody_who_still_comes_is_reminded_once_by_day_whatever_node_does_it() {
    on_both(1, |house| {
        let leads = organiser(house);
        let id = planned(house, &leads, of(None, STARTS, 500));
        let [stays, back, leaves, idle] = [(); 4].map(|()| house.caller(0));
        for who in [&stays, &back, &leaves, &idle] {
            assert_eq!(take(house, who, id), Taken::Done);
        }
        given(house.act(&back, EVENING, move |tx| shifts::give_back(tx, id)));
        let account = leaves.account;
        let ended = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
        given(ended.wait());
        assert_eq!(house.count("select count(*) from shift_place"), 2);
        // This one's role is over without their having left: the place is for others.
        house.tamper("update term set until_at = 1 where account in (select account from shift_place order by account limit 1) and role = 'caller'");
        assert_eq!(shifts::free(&house.world, EVENING).unwrap(), 1);
        remind(&house.world, REMINDED.minus(Span::minutes(39)));
        assert_eq!(letters(house, "shift-soon"), 0, "it isn't time");
        let night = REMINDED.plus(Span::hours(14));
        remind(&house.world, night);
        assert_eq!(letters(house, "shift-soon"), 0, "it is night");
        let nodes = [house.node(), house.node()];
        thread::scope(|scope| {
            for node in &nodes {
                scope.spawn(|| remind(node, REMINDED));
            }
        });
        remind(&house.reopened(), REMINDED.plus(Span::hours(1)));
        assert_eq!(letters(house, "shift-soon"), 1);
        house.settle(REMINDED.plus(Span::hours(1)));
    });
}

#[test]
fn a_shift_that_is_moved_or_cancelled_is_told_once_and_never_below_who_comes() {
    on_both(1, |house| {
        let (leads, caller) = (organiser(house), house.caller(0));
        let id = planned(house, &leads, of(None, STARTS, 2));
        let other = house.caller(0);
        for who in [&caller, &other] {
            assert_eq!(take(house, who, id), Taken::Done);
        }
        let change =
            |to: New| given(house.act(&leads, EVENING, move |tx| shifts::change(tx, id, &to)));
        assert_eq!(change(of(None, STARTS, 1)), Changed::TooFew(2));
        assert_eq!(change(of(None, STARTS, 3)), Changed::Done(0));
        let late = STARTS.plus(Span::days(60));
        assert!(matches!(change(of(None, late, 3)), Changed::AfterCalls(_)));
        let moved = STARTS.plus(Span::days(1));
        assert_eq!(change(of(None, moved, 3)), Changed::Done(2));
        assert_eq!(letters(house, "shift-moved"), 2);
        remind(&house.world, REMINDED);
        assert_eq!(letters(house, "shift-soon"), 0, "that day is another now");
        remind(&house.world, REMINDED.plus(Span::days(1)));
        assert_eq!(letters(house, "shift-soon"), 2);
        let cancel = || given(house.act(&leads, EVENING, move |tx| shifts::cancel(tx, id)));
        assert_eq!(cancel(), Some(2));
        assert_eq!(cancel(), None);
        assert_eq!(letters(house, "shift-cancelled"), 2);
        assert_eq!(take(house, &house.caller(0), id), Taken::Cancelled);
        assert_eq!(change(of(None, moved, 3)), Changed::Begun);
        let seen = given(house.act(&caller, EVENING, move |tx| shifts::show(tx, id)));
        assert!(seen.line.is_cancelled && seen.line.is_mine);
        assert_eq!(seen.turn, 3);
        // Thirty days after its end nothing is left of it.
        let long_after = moved.plus(Span::days(31));
        assert_eq!(shifts::erase_old(&house.world, moved).unwrap(), 0);
        assert_eq!(shifts::erase_old(&house.world, long_after).unwrap(), 1);
        for table in [
            "select count(*) from shift",
            "select count(*) from shift_place",
        ] {
            assert_eq!(house.count(table), 0, "{table}");
        }
    });
}
