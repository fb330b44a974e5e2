//! A card that is taken back because its member is not to be rung any more.

use switchboard_rules::card::{CardError, Outcome, Size, State};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::skips::Why;

use super::calls::{card, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open};
use super::own_page::{self as page, ADDRESS, as_member, comes_in};
use crate::desk::{self, Taken};
use crate::own_page::{self, By, OwnKey};
use crate::session::{Auth, SYSTEM};
use crate::{door, log, members};

fn at(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

/// The office writes down that the n-th member wants no calls.
fn objects(house: &House, n: u32) {
    let who = officer(house);
    let look = open(house, &who, n, EVENING);
    given(house.act(&who, EVENING, move |tx| members::object(tx, look, None)));
}

fn beats(house: &House, who: &Person, card: CardId, now: Moment) -> Result<State, CardError> {
    given(house.act(who, now, move |tx| desk::beat(tx, card)))
}

fn is_taken_back(house: &House, who: &Person, card: CardId, now: Moment) -> bool {
    let account = who.account;
    given(house.act(who, now, move |tx| desk::is_taken_back(tx, card, account)))
}

#[test]
fn whoever_talks_hears_that_their_card_was_taken_back_and_asking_extends_and_writes_nothing() {
    on_both(1, |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        let (_, state) = numbers(house, &caller, held, EVENING);
        let entries = || house.count("select count(*) from entry");
        let before = entries();
        assert_eq!(beats(house, &caller, held, at(5)), Ok(state));
        assert_eq!(entries(), before);
        assert!(!is_taken_back(house, &caller, held, at(5)));
        objects(house, 0);
        let closed = Err(CardError::Closed);
        assert_eq!(beats(house, &caller, held, at(6)), closed);
        assert!(is_taken_back(house, &caller, held, at(6)));
        assert!(
            !is_taken_back(house, &other, held, at(6)),
            "nobody else is told"
        );
        assert!(
            !is_taken_back(house, &caller, held, at(20)),
            "the time that the card had is over"
        );
        let said = say(house, caller.auth(), held, Outcome::Answered, at(7));
        assert_eq!(said, Taken::Late, "what came of the call is still taken");
    });
}

#[test]
fn a_caller_is_not_told_what_a_member_said_after_their_card_had_ended() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        numbers(house, &caller, held, EVENING);
        assert_eq!(desk::sweep(&house.world, at(21)).unwrap(), 1);
        objects(house, 0);
        for minutes in [1, 22] {
            assert!(!is_taken_back(house, &caller, held, at(minutes)));
        }
    });
}

#[test]
fn whoever_handed_a_card_back_is_not_told_what_its_member_says_afterwards() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        numbers(house, &caller, held, EVENING);
        let hand_back = move |tx: &mut crate::tx::Tx<'_, '_>| desk::hand_back(tx, held, Why::Skip);
        given(house.act(&caller, at(1), hand_back));
        objects(house, 0);
        assert!(!is_taken_back(house, &caller, held, at(2)));
        let said = say(house, caller.auth(), held, Outcome::Answered, at(3));
        assert_eq!(said, Taken::Late, "what came of the call is still taken");
    });
}

/// How the ledger tells that cards ended without their callers' word: the kind, at whose word, the purpose and the number.
fn told(house: &House) -> Vec<(u16, String, String, String)> {
    let now = at(5);
    house.settle(now);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    let page = given(house.act(&dpo, now, |tx| log::page(tx, &log::Filter::default())));
    let ends = [
        EventKind::CardUnreported,
        EventKind::CardTakenOver,
        EventKind::CardTakenBack,
        EventKind::CardLeftBehind,
    ]
    .map(EventKind::code);
    let lines = page.lines.into_iter();
    lines
        .filter(|line| ends.contains(&line.kind))
        .map(|line| {
            assert_eq!(line.account, SYSTEM, "in no caller's own record");
            let number = line.detail.split(' ').nth(1).unwrap().to_owned();
            (line.kind, line.opened, line.purpose, number)
        })
        .collect()
}

fn entry(
    kind: EventKind,
    opened: &str,
    purpose: &str,
    number: &str,
) -> Vec<(u16, String, String, String)> {
    let [opened, purpose, number] = [opened, purpose, number].map(str::to_owned);
    vec![(kind.code(), opened, purpose, number)]
}

/// Who it was that took a card back, as the member reads it.
fn read_by_the_member(house: &House, key: OwnKey) -> By {
    let (mine, proof) = page::shown(house, key, at(3));
    let heads = mine.heads.disclose(&proof).unwrap();
    let kind = EventKind::CardTakenBack.code();
    let mut found = heads.iter().filter(|head| head.kind == kind);
    found.next().unwrap().by.clone()
}

const PROGRAM: &str = "keep the system running";

#[test]
fn a_card_that_its_member_took_back_is_told_as_that_and_as_theirs() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let held = card(house, &caller, house.banks[0], EVENING).0.card;
        numbers(house, &caller, held, EVENING);
        let key = comes_in(house, ADDRESS, at(1));
        let done = as_member(house, key, at(1), |tx| {
            own_page::object(tx, Size::AnyCampaign, None)
        });
        assert_eq!(page::refused(&done), None);
        assert_eq!(read_by_the_member(house, key), By::Oneself);
        let kind = EventKind::CardTakenBack;
        assert_eq!(told(house), entry(kind, "member", PROGRAM, "number=seen"));
    });
}

#[test]
fn a_card_that_the_office_took_back_is_told_as_that_and_went_to_no_other_caller() {
    on_both(1, |house| {
        let caller = house.caller(0);
        card(house, &caller, house.banks[0], EVENING);
        objects(house, 0);
        let office = Role::MembershipOfficer;
        let key = comes_in(house, ADDRESS, at(3));
        assert_eq!(read_by_the_member(house, key), By::Office(office));
        let kind = EventKind::CardTakenBack;
        let told = told(house);
        assert_eq!(
            told,
            entry(kind, "office", office.purpose(), "number=unseen")
        );
    });
}

#[test]
fn a_card_whose_caller_left_is_told_as_that() {
    on_both(1, |house| {
        let caller = house.caller(0);
        card(house, &caller, house.banks[0], EVENING);
        let account = caller.account;
        let end = move |tx: &mut crate::Tx<'_, '_>| door::end_access(tx, account);
        let done = house.world.write("end", Auth::Console, EVENING, end);
        given(done.wait());
        let kind = EventKind::CardLeftBehind;
        assert_eq!(
            told(house),
            entry(kind, "console", PROGRAM, "number=unseen")
        );
    });
}
