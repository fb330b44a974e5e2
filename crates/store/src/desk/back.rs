//! Who is calling me back: a number that rings a caller's own telephone, typed by that caller.
//!
//! It counts as a card whatever comes of it, and what comes is the same where nobody of the roll has the number, where this
//! caller never saw it, and where the member may not be rung any more. So nobody learns by it whose a number is, but of those
//! whom they were given already.

use switchboard_rules::branches::name_key;
use switchboard_rules::budget::Exhausted;
use switchboard_rules::eligible::NotNow;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, MemberId};
use switchboard_rules::moment::Span;

use super::budget::put_budget;
use super::candidate::{Asking, Candidate, candidate};
use super::deal::{CardOnDesk, Dealt, Place, close_left_behind, lease};
use super::facts::BankRow;
use super::ready::{Ready, ready};
use super::rest;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::freezes;
use crate::hush::says_only_its_name;
use crate::roll::Query;
use crate::tx::{Tx, Verdict};

/// What asking who rings back answers.
pub enum Back {
    /// A card of that member, on this caller's desk.
    Card(Box<CardOnDesk>),
    /// There is a card on the desk already, which comes first.
    Held,
    /// Nobody whom this caller may be told.
    Nobody,
    /// The account's cards are spent for now.
    Spent(Exhausted),
}
says_only_its_name!(Back);

/// For how long a member may be ringing back.
const LATELY: Span = Span::days(14);
/// Whether this account saw a number of this member.
const SEEN: &str = "select 1 from entry_subject s join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and e.account = $3 and e.kind = $4 and e.at > $5 limit 1";
/// Whom the bank is done with, or has on a desk, is nobody: a card of theirs would bring them into the turn again.
const PLACE: &str = "select member, class, due_at, rank from queue where bucket = $1 and member = $2 and bank = $3 and (class in (0, 1) or class >= 16)";

/// Deals the card of whoever has this number, if this account saw it in a call lately and they stand in the bank's queue.
pub fn rings_back(
    tx: &mut Tx<'_, '_>,
    (bank, account): (BankId, AccountId),
    number: &str,
) -> Result<Verdict<Back>, Fault> {
    let ready = match ready(tx, bank, account)? {
        Ready::Deals(ready) => *ready,
        Ready::Holds(_) => return Ok(Verdict::Given(Back::Held)),
        Ready::Spent(exhausted) => return Ok(Verdict::Given(Back::Spent(exhausted))),
        Ready::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = whoever(tx, &ready.bank, account, number)?;
    let draft = Draft::act(EventKind::NumberAsked, &ready.grant);
    entry::write(tx, &draft, &[])?;
    let Some((place, candidate)) = found else {
        put_budget(tx, account, ready.bank.contest, &ready.budget);
        return Ok(Verdict::Given(Back::Nobody));
    };
    rest::over(tx, &ready)?;
    let dealt = lease(
        tx,
        &ready.bank,
        &ready.grant,
        &ready.budget,
        &place,
        candidate,
    )?;
    Ok(Verdict::Given(match dealt {
        Dealt::Card(card) => Back::Card(card),
        Dealt::Empty(_) | Dealt::Spent(_) => Back::Nobody,
    }))
}

/// The member with this number whom this account rang, in the bank's queue, if nothing lasting stands against a card.
fn whoever(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    account: AccountId,
    number: &str,
) -> Result<Option<(Place, Candidate)>, Fault> {
    let frozen = freezes::frozen_names(tx)?;
    let asking = Asking::of(bank).by(account);
    for member in crate::roll::find(tx, &Query::Number(number.to_owned()))? {
        if !has_seen(tx, account, member)? {
            continue;
        }
        let args = [
            Arg::Int(member.bucket()),
            Arg::Bytes(member.as_bytes()),
            Arg::Bytes(bank.words.id.as_bytes()),
        ];
        let id = bank.words.id;
        let Some(place) = tx.one(PLACE, &args, |row| Place::read(row, id))? else {
            continue;
        };
        let Some(candidate) = may_be_told(tx, member, &asking)? else {
            continue;
        };
        if frozen.contains(&name_key(&candidate.row.branch)) {
            continue;
        }
        return Ok(Some((place, candidate)));
    }
    Ok(None)
}

/// The member, if nothing but their rest, the hour or how often they were rung stands against a card: it is they who ring.
fn may_be_told(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    asking: &Asking,
) -> Result<Option<Candidate>, Fault> {
    // A card that was left behind is closed, and then looked at once more.
    for _ in 0..2 {
        let Some(found) = candidate(tx, member, asking)? else {
            return Ok(None);
        };
        let now = tx.now();
        let may = match found.may_ring(tx.world, now) {
            Ok(()) => true,
            Err(why) => matches!(
                why,
                NotNow::Resting { .. }
                    | NotNow::KeptFor { .. }
                    | NotNow::OutsideHours { .. }
                    | NotNow::CallsUsed
            ),
        };
        let candidate = found.with_numbers_left(tx.world, now);
        if !may {
            return Ok(None);
        }
        if candidate.left_behind.is_empty() {
            return Ok(Some(candidate));
        }
        close_left_behind(tx, &candidate)?;
        tx.flush()?;
    }
    Ok(None)
}

fn has_seen(tx: &mut Tx<'_, '_>, account: AccountId, member: MemberId) -> Result<bool, Fault> {
    let since = tx.now().minus(LATELY);
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(EventKind::NumberShown.code().into()),
        Arg::Int(since.millis()),
    ];
    Ok(tx.one(SEEN, &args, |row| row.int(0))?.is_some())
}
