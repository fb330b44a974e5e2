//! Opening, pausing and closing a bank.
//!
//! Closed is for good: no card is dealt, and nothing opens it again. Cards that lie on desks end as they would, and what came of
//! them is still written down; its figures stay. A world restored from a backup older than that has it paused again. Its queue is
//! let go of by a job, in slices: a campaign's closed banks cost little. Whom the campaign may not ring any more stays in the queue,
//! for its other banks ask there.

use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::{Own, groups, telling};
use crate::desk;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What a bank is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Calls may be made.
    Open,
    /// No new cards.
    Paused,
}

const STATE: &str = "select state from bank where bucket = $1 and id = $2 {for_update}";
const SET: &str = "update bank set state = $3 where bucket = $1 and id = $2";

/// Opens or pauses a bank; refused where it is closed for good.
pub fn set_open(tx: &mut Tx<'_, '_>, id: BankId, wanted: Wanted) -> Result<Verdict<()>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let (action, kind, state, event) = match wanted {
        Wanted::Open => (
            Action::OpenBank,
            EventKind::BankOpened,
            "open",
            Event::BankOpened,
        ),
        Wanted::Paused => (
            Action::PauseBank,
            EventKind::BankPaused,
            "paused",
            Event::BankPaused,
        ),
    };
    let grant = match tx.ask(action, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    match set(tx, id, state)? {
        Change::Closed => return Ok(Verdict::Refused(Refusal::new(Reason::BankClosed))),
        // Nobody is told twice, however often it is pressed.
        Change::None => {}
        Change::Made => telling::tell(tx, id, bank.campaign, event)?,
    }
    entry::write(tx, &Draft::act(kind, &grant), &[])?;
    tx.changed("bank", id.as_bytes());
    Ok(Verdict::Given(()))
}

/// Closes a bank for good. Once more changes nothing.
pub fn close(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Verdict<()>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::CloseBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if set(tx, id, "closed")? == Change::Made {
        telling::tell(tx, id, bank.campaign, Event::BankClosed)?;
        entry::write(tx, &Draft::act(EventKind::BankClosed, &grant), &[])?;
        tx.changed("bank", id.as_bytes());
    }
    Ok(Verdict::Given(()))
}

const ASKED_AGAIN: &str = "select (select count(*) from queue where bank = $1 and class = 0) + (select count(*) from queue where bank = $1 and class >= 16 and class % 16 = 0)";

/// About how many wait to be rung again, because they asked for it: whoever closes the bank is to know. Part of looking at the bank,
/// which is the entry.
pub fn asked_again(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Verdict<Safe>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    if let Err(refusal) = tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        return Ok(Verdict::Refused(refusal));
    }
    let many = tx.one(ASKED_AGAIN, &[Arg::Bytes(id.as_bytes())], |row| row.int(0))?;
    let many = u64::try_from(many.unwrap_or(0)).unwrap_or(0);
    Ok(Verdict::Given(
        Own::of(tx, &bank).about("asked-again", many),
    ))
}

/// What came of setting a state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Made,
    /// It was so before.
    None,
    /// It is closed for good.
    Closed,
}

/// Whoever closes it at the same time is waited for, and found.
fn set(tx: &mut Tx<'_, '_>, id: BankId, state: &str) -> Result<Change, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let before = tx.one(STATE, &key, |row| row.text(0).map(str::to_owned))?;
    match before.as_deref() {
        Some("closed") | None => Ok(Change::Closed),
        Some(before) if before == state => Ok(Change::None),
        Some(_) => {
            let [bucket, bank] = key;
            tx.run(SET, &[bucket, bank, Arg::Text(state)])?;
            Ok(Change::Made)
        }
    }
}

/// How many rows one act lets go of: few enough to hold the writer for less than 5 ms.
const SLICE: i64 = 200;
const CLOSED: &str = "select b.id from bank b where b.state = 'closed' and not exists (select 1 from campaign_key k where k.contest = b.contest and k.campaign = b.campaign and k.shredded_at is not null) and (exists (select 1 from queue q where q.bank = b.id and q.class < 8) or exists (select 1 from queue q where q.bank = b.id and q.class > 8)) order by b.id limit 100";
const LET_GO: &str = "delete from queue where (bucket, member, bank) in (select q.bucket, q.member, q.bank from queue q where q.bank = $1 and q.class <> 8 and exists (select 1 from bank b where b.id = q.bank and b.state = 'closed') limit $2)";

/// Lets go of the queues of banks that were closed for good, but not of those of a campaign whose key is gone: their end counts
/// them (`walls::sweep`); answers how many rows went. What fails at one bank keeps no other waiting. A job.
pub fn empty_closed(world: &World, now: Moment) -> Result<u64, Fault> {
    let id = |row: &Row<'_>| Ok(BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()));
    let closed = world
        .0
        .db
        .read("bank-closed", |raw| raw.all(CLOSED, &[], id))?;
    let (mut gone, mut failed) = (0, None);
    for bank in closed {
        match empty(world, bank, now) {
            Ok(of_this) => gone += of_this,
            Err(fault) => failed = failed.or(Some(fault)),
        }
    }
    failed.map_or(Ok(gone), Err)
}

fn empty(world: &World, bank: BankId, now: Moment) -> Result<u64, Fault> {
    // What its groups came to is told of as long as its queue says it.
    if !groups::tell_last(world, bank, now)? {
        return Ok(0);
    }
    let mut gone = 0;
    loop {
        let slice = let_go(world, bank, now)?;
        gone += slice;
        if slice == 0 {
            return Ok(gone);
        }
    }
}

fn let_go(world: &World, bank: BankId, now: Moment) -> Result<u64, Fault> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(SLICE)];
        tx.run(LET_GO, &args).map(Verdict::Given)
    };
    let done = world.write("bank-let-go", Auth::Job("fill"), now, act);
    Ok(match done.wait()?.verdict {
        Verdict::Given(gone) => gone,
        Verdict::Refused(_) => 0,
    })
}
