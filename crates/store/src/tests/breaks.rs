//! Breaks: no card, and not gone.

use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::skips::{SkipCaps, Skips, Why};

use super::calls::{card, has_somebody, numbers};
use super::house::{EVENING, House, Person, given, on_both};
use crate::banks::{self, Look};
use crate::desk::{self, BreakTaken, FirstScreen, HandedBack};

fn take_break(house: &House, who: &Person, now: Moment) -> BreakTaken {
    let (bank, account) = (house.banks[0], who.account);
    given(house.act(who, now, move |tx| desk::take_break(tx, bank, account)))
}

fn screen(house: &House, who: &Person, now: Moment) -> FirstScreen {
    let (bank, account) = (house.banks[0], who.account);
    given(house.act(who, now, move |tx| desk::first_screen(tx, bank, account)))
}

/// How many the organiser sees with a card, and on a break.
fn seen(house: &House, organiser: &Person, now: Moment) -> (usize, usize) {
    let bank = house.banks[0];
    let watched = given(house.act(organiser, now, move |tx| {
        banks::watch(tx, bank, Look::GoesOn)
    }));
    (watched.on.len(), watched.resting.len())
}

const TAKEN: &str = "select count(*) from entry where kind = 1081";
const ENDED: &str = "select count(*) from entry where kind = 1082";

#[test]
fn a_break_is_seen_apart_and_ends_when_the_caller_goes_on() {
    on_both(3, |house| {
        let caller = house.caller(0);
        let scope = Scope::Campaign(house.campaigns[0]);
        let organiser = house.person("Olwen Organiser", Role::Organiser, scope);
        assert_eq!(take_break(house, &caller, EVENING), BreakTaken::Begun);
        assert_eq!(take_break(house, &caller, EVENING), BreakTaken::Begun);
        assert_eq!(house.count(TAKEN), 1, "one that goes on goes on");
        assert_eq!(screen(house, &caller, EVENING).on_break, Some(EVENING));
        assert_eq!(seen(house, &organiser, EVENING), (0, 1));
        let later = EVENING.plus(Span::minutes(12));
        assert!(has_somebody(house, &caller, house.banks[0], later));
        assert_eq!(house.count(ENDED), 1);
        let screen = screen(house, &caller, later);
        assert_eq!((screen.on_break, screen.rested), (None, 12));
        assert_eq!(seen(house, &organiser, later), (1, 0));
        assert_eq!(take_break(house, &caller, later), BreakTaken::CardFirst);
        house.settle(later);
    });
}

#[test]
fn a_break_is_over_by_itself_after_an_hour_and_leaves_no_entry_then() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let scope = Scope::Campaign(house.campaigns[0]);
        let organiser = house.person("Olwen Organiser", Role::Organiser, scope);
        take_break(house, &caller, EVENING);
        let spent = house.count("select count(*) from budget");
        assert_eq!(spent, 0, "with no card in hand it costs nothing");
        let later = EVENING.plus(Span::minutes(61));
        assert_eq!(seen(house, &organiser, later), (0, 0));
        let screen = screen(house, &caller, later);
        assert_eq!((screen.on_break, screen.rested), (None, 60));
        assert!(has_somebody(house, &caller, house.banks[0], later));
        assert_eq!(house.count(ENDED), 0);
        assert_eq!(
            house.count("select count(*) from caller_own where break_bank is not null"),
            0
        );
    });
}

#[test]
fn a_card_whose_number_was_not_seen_goes_back_for_a_break_and_another_is_reported_first() {
    on_both(2, |house| {
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let id = first.card;
        let hand_back = move |tx: &mut crate::tx::Tx<'_, '_>| desk::hand_back(tx, id, Why::Break);
        let answer = given(house.act(&caller, EVENING, hand_back));
        let skips = Skips {
            pauses: 1,
            ..Skips::default()
        };
        assert_eq!(answer, HandedBack::Done(skips, SkipCaps::NOVEMBER_2026));
        assert_eq!(screen(house, &caller, EVENING).on_break, Some(EVENING));
        let (second, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, second.card, EVENING);
        let id = second.card;
        let hand_back = move |tx: &mut crate::tx::Tx<'_, '_>| desk::hand_back(tx, id, Why::Break);
        let answer = given(house.act(&caller, EVENING, hand_back));
        assert_eq!(answer, HandedBack::SayFirst);
        assert_eq!(screen(house, &caller, EVENING).on_break, None);
        house.settle(EVENING);
    });
}

#[test]
fn a_number_that_is_nobodys_ends_no_break_and_a_card_whose_time_is_up_is_in_the_way_of_none() {
    on_both(2, |house| {
        let caller = house.caller(0);
        card(house, &caller, house.banks[0], EVENING);
        let later = EVENING.plus(Span::hours(1));
        assert_eq!(take_break(house, &caller, later), BreakTaken::Begun);
        assert_eq!(house.count("select count(*) from open_caller"), 0);
        let place = (house.banks[0], caller.account);
        let number = "07700 900999".to_owned();
        given(house.act(&caller, later, move |tx| {
            desk::rings_back(tx, place, &number)
        }));
        assert_eq!(screen(house, &caller, later).on_break, Some(later));
        assert_eq!(house.count(ENDED), 0);
        house.settle(later);
    });
}

#[test]
fn a_break_from_one_bank_is_none_from_another() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let other = house.another_bank(0);
        take_break(house, &caller, EVENING);
        let account = caller.account;
        let there = given(house.act(&caller, EVENING, move |tx| {
            desk::first_screen(tx, other, account)
        }));
        assert_eq!(there.on_break, None);
        let later = EVENING.plus(Span::minutes(5));
        let begun = given(house.act(&caller, later, move |tx| {
            desk::take_break(tx, other, account)
        }));
        assert_eq!(begun, BreakTaken::Begun);
        assert_eq!(house.count(TAKEN), 2);
        let here = screen(house, &caller, later);
        assert_eq!((here.on_break, here.rested), (None, 5));
    });
}

#[test]
fn nothing_is_kept_of_the_languages_and_breaks_of_whoever_left() {
    on_both(1, |house| {
        let caller = house.caller(0);
        take_break(house, &caller, EVENING);
        let account = caller.account;
        let gone = house.world.write(
            "gone",
            crate::session::Auth::Job("test"),
            EVENING,
            move |tx| {
                desk::forget_wishes(tx, account);
                Ok(crate::tx::Verdict::Given(()))
            },
        );
        given(gone.wait());
        assert_eq!(house.count("select count(*) from caller_own"), 0);
    });
}
