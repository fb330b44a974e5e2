//! A break: no card is on the caller's desk, and whoever organises sees that they have not left.
//!
//! It ends when the caller goes on, which is asking for a card, and by itself after an hour or with the evening. Nobody is refused
//! one; an entry says that it began, and one that the caller went on.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CardId};
use switchboard_rules::moment::{Moment, Span, Zone};
use switchboard_rules::policy::{Action, Grant, Reason, Refusal};

use super::deal::OPEN_CALLER;
use super::facts::{self, BankRow, shape};
use super::finish::close_overdue;
use super::own::Rest;
use super::ready::MayDeal;
use crate::engine::{Arg, Row, Rows, Stmt, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// After this a break is over by itself: our choice; no source.
pub const BREAK_MAX: Span = Span::minutes(60);

/// What became of asking for a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakTaken {
    /// It has begun, or had before.
    Begun,
    /// A card lies on the desk, which comes first.
    CardFirst,
}

/// Begins a break from a bank.
pub fn take_break(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    account: AccountId,
) -> Result<Verdict<BreakTaken>, Fault> {
    let by_account = vec![Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_bank = vec![Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = tx.seat_with(&[
        Stmt::owning(facts::BANK, by_bank),
        Stmt::owning(OPEN_CALLER, by_account),
    ])?;
    let [banks, open] = found.as_slice() else {
        return Err(shape("bank"));
    };
    // The desk was read under the name that was passed: it must be the session's own.
    if tx.account()? != account {
        return Err(Fault::NoSeat);
    }
    let now = tx.now();
    let row = banks.first().map(|row| BankRow::read(&row, now));
    let Some(bank) = row.transpose()? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match grant(tx, &bank)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let Some(held) = Rows::first(open).and_then(|row| row.bytes(0).ok().and_then(id16))
        && lies_there(tx, CardId::from_bytes(held))?
    {
        return Ok(Verdict::Given(BreakTaken::CardFirst));
    }
    begin(tx, bank.words.id, &grant)?;
    Ok(Verdict::Given(BreakTaken::Begun))
}

/// Whether a card lies on the desk; one whose time is up is closed, as where it is looked at.
fn lies_there(tx: &mut Tx<'_, '_>, held: CardId) -> Result<bool, Fault> {
    let Some(card) = facts::card(tx, held)? else {
        return Ok(false);
    };
    if card.state.until().is_some_and(|until| until > tx.now()) {
        return Ok(true);
    }
    close_overdue(tx, &card)?;
    tx.flush()?;
    Ok(false)
}

/// Leave to take a break from a bank.
pub(super) fn grant(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<Result<Grant, Refusal>, Fault> {
    tx.ask(Action::TakeBreak, &bank.resource(), bank.facts)
}

const STANDS: &str = "select break_bank, break_since, break_until, rested_evening, rested_ms from caller_own where bucket = $1 and account = $2 {for_update}";
const BEGIN: &str = "insert into caller_own (bucket, account, languages, break_bank, break_since, break_until, rested_evening, rested_ms) values ($1, $2, '', $3, $4, $5, $6, $7) on conflict (bucket, account) do update set break_bank = excluded.break_bank, break_since = excluded.break_since, break_until = excluded.break_until, rested_evening = excluded.rested_evening, rested_ms = excluded.rested_ms";
const END: &str = "update caller_own set break_bank = null, break_since = null, break_until = null, rested_evening = $3, rested_ms = $4 where bucket = $1 and account = $2";

/// A caller's breaks, as they are kept.
#[derive(Default)]
struct Breaks {
    rest: Option<Rest>,
    evening: i64,
    rested: i64,
}

impl Breaks {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            rest: Rest::read(row, 0)?,
            evening: row.int(3)?,
            rested: row.int(4)?,
        })
    }

    /// How long this evening's breaks lasted so far.
    fn this_evening(&self, now: Moment, zone: &Zone) -> Span {
        let evening = zone.evening_start(now);
        let before = if self.evening == evening.millis() {
            self.rested.max(0)
        } else {
            0
        };
        let last = self.rest.map_or(0, |rest| {
            let (from, until) = (rest.since.max(evening), rest.until.min(now));
            until.since(from).as_millis().max(0)
        });
        Span::millis(before.saturating_add(last))
    }
}

fn stands(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Breaks, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    Ok(tx.one(STANDS, &args, Breaks::read)?.unwrap_or_default())
}

/// Begins a break for whoever was granted it; one from this bank goes on, and one from another ends with it.
pub(super) fn begin(tx: &mut Tx<'_, '_>, bank: BankId, grant: &Grant) -> Result<(), Fault> {
    let (now, account) = (tx.now(), grant.account());
    let before = stands(tx, account)?;
    if let Some(running) = before.rest.filter(|rest| now < rest.until) {
        if running.bank == bank {
            return Ok(());
        }
        tx.changed("bank", running.bank.as_bytes());
    }
    let zone = tx.world.zone.clone();
    let until = now.plus(BREAK_MAX).min(zone.evening_end(now));
    tx.later(
        BEGIN,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(bank.as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
            Value::Int(zone.evening_start(now).millis()),
            Value::Int(before.this_evening(now, &zone).as_millis()),
        ],
    );
    let draft =
        Draft::act(EventKind::BreakTaken, grant).detail(format!("until={}", until.millis()));
    entry::write(tx, &draft, &[])?;
    tx.changed("bank", bank.as_bytes());
    Ok(())
}

/// Ends the break of whoever goes on, if they began one: who asks for a card, or is given that of whoever rings back.
pub(super) fn over(tx: &mut Tx<'_, '_>, may: &MayDeal) -> Result<(), Fault> {
    match may.own.rest {
        Some(begun) => go_on(tx, begun, &may.grant),
        None => Ok(()),
    }
}

/// Ends a break because its caller goes on; one that was over by itself leaves no entry.
fn go_on(tx: &mut Tx<'_, '_>, rest: Rest, grant: &Grant) -> Result<(), Fault> {
    let (now, account) = (tx.now(), grant.account());
    let zone = tx.world.zone.clone();
    let rested = stands(tx, account)?.this_evening(now, &zone);
    tx.later(
        END,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(zone.evening_start(now).millis()),
            Value::Int(rested.as_millis()),
        ],
    );
    if now < rest.until {
        let minutes = now.since(rest.since).as_millis() / 60_000;
        let draft = Draft::act(EventKind::BreakEnded, grant).detail(format!("minutes={minutes}"));
        entry::write(tx, &draft, &[])?;
    }
    tx.changed("bank", rest.bank.as_bytes());
    Ok(())
}

/// Since when the caller is on a break from this bank, if they are, and how many minutes their breaks of this evening lasted so far, from
/// whichever bank.
pub(super) fn of(
    tx: &mut Tx<'_, '_>,
    (bank, account): (BankId, AccountId),
) -> Result<(Option<Moment>, u64), Fault> {
    let now = tx.now();
    let breaks = stands(tx, account)?;
    let minutes = breaks.this_evening(now, &tx.world.zone).as_millis() / 60_000;
    let running = breaks.rest;
    let running = running.filter(|rest| rest.bank == bank && now < rest.until);
    Ok((
        running.map(|rest| rest.since),
        u64::try_from(minutes).unwrap_or(0),
    ))
}

const RESTING: &str = "select account, break_since from caller_own where break_bank = $1 and break_until > $2 order by break_since, account limit 200";

/// Who is on a break from a bank, and since when.
pub(crate) fn resting(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
) -> Result<Vec<(AccountId, Moment)>, Fault> {
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(tx.now().millis())];
    tx.all(RESTING, &args, |row| {
        let account = id16(row.bytes(0)?).unwrap_or_default();
        Ok((
            AccountId::from_bytes(account),
            Moment::from_millis(row.int(1)?),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_of_a_break_are_those_of_this_evening_and_end_when_it_is_over_by_itself() {
        let zone = Zone::parse("Europe/London").unwrap();
        let at = |text: &str| zone.typed(text).unwrap();
        let bank = BankId::from_bytes([1; 16]);
        let evening = zone.evening_start(at("2026-11-24T19:00"));
        let breaks = |since: &str, until: &str, rested| Breaks {
            rest: Some(Rest {
                bank,
                since: at(since),
                until: at(until),
            }),
            evening: evening.millis(),
            rested,
        };
        let minutes =
            |breaks: &Breaks, now: &str| breaks.this_evening(at(now), &zone).as_millis() / 60_000;
        let one = breaks("2026-11-24T19:02", "2026-11-24T20:02", 5 * 60_000);
        assert_eq!(minutes(&one, "2026-11-24T19:12"), 15);
        assert_eq!(minutes(&one, "2026-11-24T20:30"), 65);
        assert_eq!(minutes(&one, "2026-11-25T19:00"), 0);
        assert_eq!(minutes(&Breaks::default(), "2026-11-24T19:12"), 0);
    }
}
