//! Another outcome instead of one that was written down a moment ago: a thumb slips, and the queue has followed it already.
//!
//! What the first outcome did is undone first, and the note that was written down with it: it was said of another call than there was;
//! one that comes with the new outcome takes its place. Answers stay where the member was spoken to after all and none come anew, and go
//! with their counts where nobody was, or others take their place. Whatever it set going that others answer to stays: an objection is
//! never taken back by whoever wrote it down, and what the officer has settled is settled. An objection itself is taken as on any card,
//! also when the minute is over.

use switchboard_rules::card::{CardError, Consequence, Outcome, Rests, State, Timings};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::policy::{Action, Grant, Reason, Refusal};

use super::budget::tally;
use super::facts::{self, BankWords, CardRow};
use super::finish::{Report, Taken, close, follow, report};
use super::written::{self, Said};
use super::{stop, turn};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::tx::{Tx, Verdict};

/// What one card reported of its member, if nobody settled it.
const UNSAID: &str = "delete from report where bucket = $1 and card = $2 and settled_at is null";
const OTHERS: &str = "select card from report where member = $1 and campaign = $2 and card <> $3 and (settled_as is null or settled_as = 'right') limit 1";
const NO_NOTE: &str = "update card set note_sealed = null where bucket = $1 and id = $2";
const UNCOUNTED: &str = "update tally set n = n - 1 where bucket = $1 and account = $2 and bank = $3 and what = $4 and n > 0";

/// Writes down another outcome instead of the one before, and no answers.
pub fn amend(tx: &mut Tx<'_, '_>, report: &Report) -> Result<Verdict<Taken>, Fault> {
    amend_with(tx, report, &Said::default())
}

/// Writes down another outcome instead of the one that this caller wrote down within the last minute, with its note where there is
/// one, and with what was answered. Where the outcome stays as it is, answers take the place of those before; where there are none nothing
/// changes, the note neither.
pub fn amend_with(tx: &mut Tx<'_, '_>, new: &Report, said: &Said) -> Result<Verdict<Taken>, Fault> {
    if new.outcome.objection().is_some() {
        return report(tx, new);
    }
    let found = facts::card(tx, new.card)?;
    let Some(card) = found.filter(|card| tx.may_speak_of(card.id)) else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    };
    let Some(bank) = facts::bank(tx, card.bank)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    };
    let grant = match tx.ask(Action::Record, &card.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (before, next) = match amended(tx, &card, new.outcome) {
        Ok(Some(both)) => both,
        Ok(None) => return reanswer(tx, (&card, &bank.words), &grant, (new, said)),
        Err(error) => return Ok(Verdict::Given(Taken::Not(error))),
    };
    if !unsay(tx, &card, before)? {
        return Ok(Verdict::Given(Taken::Not(CardError::TooLate)));
    }
    let subject = close(tx, &card, &next)?;
    let words = format!("outcome={} instead={}", new.outcome.code(), before.code());
    let draft = Draft::act(EventKind::OutcomeAmended, &grant).detail(words);
    entry::write(tx, &draft, &[subject.part])?;
    follow(tx, &card, new.outcome)?;
    let is_anew = written::answers(tx, &card, &bank.words, (new, said))?.is_some();
    unwrite(tx, &card, new.outcome, is_anew)?;
    written::keep(tx, &card, &bank.words, (new, said), &subject.key)?;
    uncount(tx, card.holder, card.bank, before.code());
    tally(tx, card.holder, card.bank, new.outcome.code());
    tx.changed("bank", card.bank.as_bytes());
    Ok(Verdict::Given(Taken::InTime))
}

/// Other answers under the outcome that stands: a tick slips as well. The note of before stays, unless there is another.
fn reanswer(
    tx: &mut Tx<'_, '_>,
    (card, words): (&CardRow, &BankWords),
    grant: &Grant,
    (new, said): (&Report, &Said),
) -> Result<Verdict<Taken>, Fault> {
    let is_gone = card.member == crate::requests::NOBODY;
    if is_gone || written::answers(tx, card, words, (new, said))?.is_none() {
        return Ok(Verdict::Given(Taken::Before));
    }
    let subject = close(tx, card, &card.state)?;
    let code = new.outcome.code();
    let draft = Draft::act(EventKind::OutcomeAmended, grant);
    let draft = draft.detail(format!("outcome={code} instead={code}"));
    entry::write(tx, &draft, &[subject.part])?;
    written::take_answers_back(tx, card)?;
    written::keep(tx, card, words, (new, said), &subject.key)?;
    tx.changed("bank", card.bank.as_bytes());
    Ok(Verdict::Given(Taken::InTime))
}

/// Takes back what was written of the call: the note always, and the answers where nobody was spoken to after all, or others
/// come in their place.
fn unwrite(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    outcome: Outcome,
    is_anew: bool,
) -> Result<(), Fault> {
    if is_anew || !written::is_spoken_to(outcome) {
        return written::take_back(tx, card);
    }
    let of_card = vec![
        Value::Int(card.id.bucket()),
        Value::Bytes(card.id.as_bytes().to_vec()),
    ];
    tx.later(NO_NOTE, of_card);
    Ok(())
}

/// The outcome that stands, and the state with the other one; none where it is the same.
fn amended(
    tx: &Tx<'_, '_>,
    card: &CardRow,
    outcome: Outcome,
) -> Result<Option<(Outcome, State)>, CardError> {
    // Whoever was forgotten meanwhile is nobody's card any more.
    let State::Done {
        outcome: before, ..
    } = card.state
    else {
        return Err(CardError::Closed);
    };
    if card.member == crate::requests::NOBODY {
        return Ok(None);
    }
    let next = card
        .state
        .amend(tx.now(), outcome, &Timings::NOVEMBER_2026)?;
    Ok((next != card.state).then_some((before, next)))
}

/// Undoes what `outcome` did besides the queue, whose place the new outcome sets; false where that can't be undone any more.
fn unsay(tx: &mut Tx<'_, '_>, card: &CardRow, outcome: Outcome) -> Result<bool, Fault> {
    match Consequence::of(outcome, &Rests::NOVEMBER_2026, tx.now()) {
        Consequence::Report(_) => {}
        Consequence::CallBack { .. } => {
            turn::not_asked(tx, card);
            return Ok(true);
        }
        Consequence::Out | Consequence::Rest { .. } | Consequence::Objection(_) => return Ok(true),
    }
    // As `follow` does: nobody settles a report on this member meanwhile.
    let member = line::person(tx, card.member)?;
    let of_card = [Arg::Int(card.id.bucket()), Arg::Bytes(card.id.as_bytes())];
    if tx.run(UNSAID, &of_card)? == 0 {
        return Ok(false);
    }
    let args = [
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(card.campaign.as_bytes()),
        Arg::Bytes(card.id.as_bytes()),
    ];
    if tx
        .one(OTHERS, &args, |row| Ok(row.bytes(0)?.len()))?
        .is_none()
    {
        stop::lift(tx, member, card.campaign)?;
        // The new outcome's place in the queue is set after this.
        tx.flush()?;
    }
    Ok(true)
}

fn uncount(tx: &mut Tx<'_, '_>, account: AccountId, bank: BankId, what: &str) {
    tx.later(
        UNCOUNTED,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(bank.as_bytes().to_vec()),
            Value::Text(what.to_owned()),
        ],
    );
}
