//! Handing a card back without an outcome: put aside, somebody the caller knows, or the end of their evening.
//!
//! The card stays spent. Where its number was seen it is unreported, as if its time were up: the member may have been rung, and
//! rests. Otherwise the member goes back into the turn behind those who wait, and whoever asked to be rung again keeps that.

use switchboard_rules::card::{CardError, Consequence, Outcome, Rests, State};
use switchboard_rules::deal::Class;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CardId;
use switchboard_rules::policy::Action;
use switchboard_rules::skips::{SkipCaps, Skips, SkipsSpent, Why};

use super::budget::{put_budget, tally};
use super::deal::LOOK_AGAIN;
use super::facts::{BankRow, CardRow, shape};
use super::finish::{REST, close, queue_after};
use super::hold::{self, Held};
use super::{kin, rest};
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// What became of handing a card back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandedBack {
    /// It is off the desk; so many went this way this evening, of so many as may be.
    Done(Skips, SkipCaps),
    /// It stays: as many were handed back as may be.
    Spent(SkipsSpent),
    /// Its number was seen: what happened comes before a break.
    SayFirst,
    /// It isn't open any more.
    Closed(CardError),
}

/// Hands a card of one's own back without an outcome.
pub fn hand_back(
    tx: &mut Tx<'_, '_>,
    card: CardId,
    why: Why,
) -> Result<Verdict<HandedBack>, Fault> {
    let Held { card, bank, grant } = match hold::held(tx, card, Action::HandBack)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    match card.state.until() {
        None => return Ok(Verdict::Given(HandedBack::Closed(CardError::Closed))),
        Some(until) if until <= now => {
            return Ok(Verdict::Given(HandedBack::Closed(CardError::TimeUp)));
        }
        Some(_) if why == Why::Break && matches!(card.state, State::Shown { .. }) => {
            return Ok(Verdict::Given(HandedBack::SayFirst));
        }
        Some(_) => {}
    }
    let to_rest = match why {
        Why::Break => match rest::grant(tx, &bank)? {
            Ok(grant) => Some(grant),
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        },
        Why::Skip | Why::Known | Why::Stop => None,
    };
    let account = grant.account();
    let mut budget = hold::budget(tx, account, &bank)?.rolled(now, &tx.world.zone);
    budget.skips = match budget.skips.with(why, &bank.words.skips) {
        Ok(skips) => skips,
        Err(spent) => return Ok(Verdict::Given(HandedBack::Spent(spent))),
    };
    put_budget(tx, account, bank.contest, &budget);
    let next = card.state.cut(now);
    let closed = close(tx, &card, &next)?;
    let seen = back_in_turn(tx, &card, next)?;
    if seen == "seen" {
        // Its time is over: what the member says later is nothing to whoever handed them back.
        tx.later(
            OVER,
            vec![
                Value::Int(card.id.bucket()),
                Value::Bytes(card.id.as_bytes().to_vec()),
            ],
        );
    }
    if why == Why::Known {
        kin::know(tx, account, card.member);
    }
    if let Some(to_rest) = &to_rest {
        rest::begin(tx, card.bank, to_rest)?;
    }
    let words = format!("why={} number={seen}", why.code());
    let draft = Draft::act(EventKind::CardHandedBack, &grant).detail(words);
    entry::write(tx, &draft, &[closed.part])?;
    tx.changed("bank", card.bank.as_bytes());
    Ok(Verdict::Given(HandedBack::Done(
        budget.skips,
        bank.words.skips,
    )))
}

const OVER: &str = "update card set until_at = ended_at where bucket = $1 and id = $2";

/// Puts the card's member back into the turn; answers whether the number was seen.
fn back_in_turn(tx: &mut Tx<'_, '_>, card: &CardRow, next: State) -> Result<&'static str, Fault> {
    let now = tx.now();
    if !matches!(next, State::Unreported { .. }) {
        queue_after(tx, card, card.class, now.plus(LOOK_AGAIN).millis())?;
        return Ok("unseen");
    }
    let Consequence::Rest { until } = Consequence::of_unreported(&Rests::NOVEMBER_2026, now) else {
        return Err(shape("card"));
    };
    tx.later(
        REST,
        vec![
            Value::Int(card.member.bucket()),
            Value::Bytes(card.member.as_bytes().to_vec()),
            Value::Int(until.millis()),
        ],
    );
    tally(tx, card.holder, card.bank, Outcome::UNREPORTED);
    queue_after(tx, card, Class::Open.code(), until.millis())?;
    Ok("seen")
}

/// Whoever says of somebody whose number they never saw that nobody was reached has put them aside, and is counted so.
pub(super) fn count_unseen(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    bank: &BankRow,
    outcome: Outcome,
) -> Result<(), Fault> {
    let now = tx.now();
    let rests = matches!(
        Consequence::of(outcome, &Rests::NOVEMBER_2026, now),
        Consequence::Rest { .. }
    );
    if !rests || !matches!(card.state, State::Dealt { .. }) {
        return Ok(());
    }
    let mut budget = hold::budget(tx, card.holder, bank)?.rolled(now, &tx.world.zone);
    budget.skips = budget.skips.unseen();
    put_budget(tx, card.holder, bank.contest, &budget);
    tally(tx, card.holder, card.bank, UNSEEN);
    Ok(())
}

/// What the calls that never were are counted under: an account's word is compared without them.
pub(crate) const UNSEEN: &str = "unseen";
