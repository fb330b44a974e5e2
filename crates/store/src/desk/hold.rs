//! Keeping a card: the page's heartbeat before the number is shown, a tap afterwards.

use switchboard_rules::card::{CardError, State, Timings};
use switchboard_rules::eligible::NotNow;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CardId, bucket_of};
use switchboard_rules::policy::{Action, Grant, Reason, Refusal};

use super::budget::{Budget, DESK, put_budget, read_budget};
use super::candidate::{Asking, candidate};
use super::facts::{self, BankRow, CardRow, shape, state_name};
use super::{numbers, turn};
use crate::disclose::{Recorded, Sealed};
use crate::engine::{Arg, Rows, Stmt, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::freezes;
use crate::personal::Numbers;
use crate::tx::{Tx, Verdict};

/// A card with the bank it belongs to, and the grant for what is asked.
pub(super) struct Held {
    pub(super) card: CardRow,
    pub(super) bank: BankRow,
    pub(super) grant: Grant,
}

pub(super) fn held(
    tx: &mut Tx<'_, '_>,
    id: CardId,
    action: Action,
) -> Result<Result<Held, Refusal>, Fault> {
    let found = tx.seat_with(&[Stmt::owning(
        facts::CARD,
        vec![Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
    )])?;
    let card = found
        .first()
        .and_then(Rows::first)
        .map(|row| CardRow::read(&row))
        .transpose()?;
    let Some(card) = card else {
        return Ok(Err(Refusal::new(Reason::NotYourCard)));
    };
    let Some(bank) = facts::bank(tx, card.bank)? else {
        return Ok(Err(Refusal::new(Reason::NotYourCard)));
    };
    let place = freezes::with_branch(tx, card.member, bank.facts)?;
    Ok(tx
        .ask(action, &card.resource(), place)?
        .map(|grant| Held { card, bank, grant }))
}

/// The page is still there. It counts only until the number is shown; answers the state after it. Of a card whose number is
/// shown it is a question alone, whether it is still there: it writes nothing.
pub fn beat(tx: &mut Tx<'_, '_>, card: CardId) -> Result<Verdict<Result<State, CardError>>, Fault> {
    let held = match held(tx, card, Action::SeeCard)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let next = held.card.state.heartbeat(tx.now(), &Timings::NOVEMBER_2026);
    if let Ok(state) = &next
        && *state != held.card.state
    {
        hold(tx, &held.card, state)?;
    }
    Ok(Verdict::Given(next))
}

/// "I'm still talking": holds the card longer.
pub fn extend(
    tx: &mut Tx<'_, '_>,
    card: CardId,
) -> Result<Verdict<Result<State, CardError>>, Fault> {
    let held = match held(tx, card, Action::Extend)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let next = held.card.state.extend(tx.now(), &Timings::NOVEMBER_2026);
    if let Ok(state) = &next
        && *state != held.card.state
    {
        hold(tx, &held.card, state)?;
        entry::write(tx, &Draft::act(EventKind::CardExtended, &held.grant), &[])?;
    }
    Ok(Verdict::Given(next))
}

/// What asking for the number answers.
pub enum Shown {
    /// The numbers, recorded, and the card's new time.
    Numbers(Recorded<Numbers>, State),
    /// The card can't show it any more.
    Closed(CardError),
    /// The member may not be rung now, as of this second: an objection came in, or the hour is over.
    NotNow(NotNow),
}

/// Shows the numbers of a card; they are counted, and the card is held by the clock alone from here.
pub fn show_number(
    tx: &mut Tx<'_, '_>,
    card: CardId,
    account: AccountId,
) -> Result<Verdict<Shown>, Fault> {
    let Held { card, bank, grant } = match held(tx, card, Action::Dial)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // The number is counted under the name that was passed: it must be the session's own.
    if grant.account() != account {
        return Err(Fault::NoSeat);
    }
    let now = tx.now();
    let state = match card.state.show(now, &Timings::NOVEMBER_2026) {
        Ok(state) => state,
        Err(error) => return Ok(Verdict::Given(Shown::Closed(error))),
    };
    let asking = Asking::of(&bank).by(account).on(card.id);
    let Some(found) = candidate(tx, card.member, &asking)? else {
        return Ok(Verdict::Given(Shown::Closed(CardError::Closed)));
    };
    if let Err(reason) = found.may_ring(tx.world, now) {
        return Ok(Verdict::Given(Shown::NotNow(reason)));
    }
    let candidate = found.with_numbers_left(tx.world, now);
    if !matches!(card.state, State::Shown { .. }) {
        hold(tx, &card, &state)?;
        count_number(tx, account, &bank)?;
        turn::attempt(tx, &card, bank.members);
        numbers::rung(tx, &candidate);
    }
    let sealed = Sealed::<Numbers>::new(vec![candidate.again(card.id)]);
    let recorded = tx.record(&grant, EventKind::NumberShown, sealed)?;
    Ok(Verdict::Given(Shown::Numbers(recorded, state)))
}

fn count_number(tx: &mut Tx<'_, '_>, account: AccountId, bank: &BankRow) -> Result<(), Fault> {
    let mut budget = budget(tx, account, bank)?;
    budget.numbers_shown += 1;
    put_budget(tx, account, bank.contest, &budget);
    Ok(())
}

/// What an account has spent in the bank's contest.
pub(super) fn budget(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    bank: &BankRow,
) -> Result<Budget, Fault> {
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_bank = [
        Arg::Int(bank.words.id.bucket()),
        Arg::Bytes(bank.words.id.as_bytes()),
    ];
    let rows = tx.gather(&[Stmt::owning(DESK, [by_account, by_bank].concat())])?;
    let rows = rows.first().ok_or_else(|| shape("budget"))?;
    read_budget(rows, bank.contest)
}

const CARD_HOLD: &str = "update card set state = $1, shown_at = $2, until_at = $3, extensions = $4 where bucket = $5 and id = $6 and state = $7 and until_at = $8 and coalesce(outcome, '') = $9";
const OPEN_UNTIL: &str =
    "update open_card set until_at = $1 where bucket = $2 and member = $3 and card = $4";
const NUMBER_UNTIL: &str =
    "update open_number set until_at = $1 where bucket = $2 and blind = $3 and card = $4";

/// Writes an open state's times into all places that know them.
fn hold(tx: &mut Tx<'_, '_>, card: &CardRow, state: &State) -> Result<(), Fault> {
    let (shown, until, extensions) = match *state {
        State::Dealt { until, .. } => (Value::Null, until, 0),
        State::Shown {
            at,
            until,
            extensions,
        } => (Value::Int(at.millis()), until, extensions),
        _ => return Err(shape("card")),
    };
    let until = until.millis();
    let mut set = vec![
        Value::Text(state_name(state).to_owned()),
        shown,
        Value::Int(until),
        Value::Int(i64::from(extensions)),
        Value::Int(card.id.bucket()),
        Value::Bytes(card.id.as_bytes().to_vec()),
    ];
    set.extend(card.as_read());
    tx.later_expect(1, CARD_HOLD, set);
    let of = |bucket: i64, key: &[u8]| {
        vec![
            Value::Int(until),
            Value::Int(bucket),
            Value::Bytes(key.to_vec()),
            Value::Bytes(card.id.as_bytes().to_vec()),
        ]
    };
    let args = [
        Arg::Int(card.member.bucket()),
        Arg::Bytes(card.member.as_bytes()),
        Arg::Bytes(card.id.as_bytes()),
    ];
    let blinds = tx
        .one(
            "select numbers from open_card where bucket = $1 and member = $2 and card = $3",
            &args,
            |row| Ok(row.bytes(0)?.to_vec()),
        )?
        .unwrap_or_default();
    tx.later_expect(
        1,
        OPEN_UNTIL,
        of(card.member.bucket(), card.member.as_bytes()),
    );
    for blind in blinds.chunks_exact(16) {
        tx.later(NUMBER_UNTIL, of(bucket_of(blind), blind));
    }
    Ok(())
}
