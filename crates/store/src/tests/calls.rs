//! What callers do, told once for all stories.

use switchboard_rules::card::{Outcome, State};
use switchboard_rules::ids::{BankId, CardId};
use switchboard_rules::moment::Moment;

use super::house::{House, Person, given};
use crate::desk::{self, CardOnDesk, Dealt, Report, Shown, Taken, Ticket};
use crate::disclose::Proof;
use crate::session::Auth;
use crate::tx::Verdict;

/// Asks for the next card.
pub(crate) fn next(house: &House, who: &Person, bank: BankId, now: Moment) -> (Dealt, Proof) {
    let account = who.account;
    let done = house
        .act(who, now, move |tx| desk::next(tx, bank, account))
        .unwrap();
    let Verdict::Given(dealt) = done.verdict else {
        panic!("refused")
    };
    (dealt, done.proof)
}

/// Asks for the next card and gets one.
pub(crate) fn card(
    house: &House,
    who: &Person,
    bank: BankId,
    now: Moment,
) -> (Box<CardOnDesk>, Proof) {
    match next(house, who, bank, now) {
        (Dealt::Card(card), proof) => (card, proof),
        (Dealt::Empty(empty), _) => panic!("nobody to ring: {:?}", empty.why),
        (Dealt::Spent(_), _) => panic!("budget spent"),
    }
}

/// Whether the bank has somebody for this caller to ring.
pub(crate) fn has_somebody(house: &House, who: &Person, bank: BankId, now: Moment) -> bool {
    matches!(next(house, who, bank, now).0, Dealt::Card(_))
}

/// The numbers of a card as they are dialled.
pub(crate) fn numbers(
    house: &House,
    who: &Person,
    card: CardId,
    now: Moment,
) -> (Vec<String>, State) {
    let account = who.account;
    let shown = house
        .act(who, now, move |tx| desk::show_number(tx, card, account))
        .unwrap();
    match shown.verdict {
        Verdict::Given(Shown::Numbers(numbers, state)) => {
            let numbers = numbers.disclose(&shown.proof).unwrap();
            (
                numbers.0.iter().map(|number| number.tel.clone()).collect(),
                state,
            )
        }
        Verdict::Given(Shown::NotNow(why)) => panic!("not now: {}", why.key()),
        Verdict::Given(Shown::Closed(why)) => panic!("closed: {}", why.key()),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// Says what came of a card.
pub(crate) fn say(house: &House, auth: Auth, card: CardId, outcome: Outcome, now: Moment) -> Taken {
    let report = Report {
        card,
        outcome,
        note: None,
    };
    given(
        house
            .world
            .write("report", auth, now, move |tx| desk::report(tx, &report))
            .wait(),
    )
}

/// The ticket of a card's form.
pub(crate) fn ticket(card: &CardOnDesk) -> Auth {
    Auth::Ticket(Ticket::parse(&card.ticket).unwrap())
}
