//! Reminding whoever has a place, the day before.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, ShiftId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Action;
use switchboard_rules::shift::may_remind;

use super::{campaign, kept, places_of};
use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many letters one act puts into the queue: few enough to hold the writer for a few milliseconds.
const SLICE: i64 = 20;
const WAITING: &str =
    "select remind_at from shift_place where remind_at <= $1 order by remind_at limit 1";
/// Two nodes at once take different ones.
const DUE: &str = "select account, shift from shift_place where remind_at <= $1 order by remind_at limit $2 {skip_locked}";
const DONE: &str =
    "update shift_place set remind_at = null where bucket = $1 and account = $2 and shift = $3";

/// Puts the reminders that are due into the queue, by day alone; answers how many places it looked at. To be called again while
/// it does some.
pub fn remind(world: &World, now: Moment) -> Result<usize, Fault> {
    let waits = |raw: &mut Raw<'_>| raw.one(WAITING, &[Arg::Int(now.millis())], |row| row.int(0));
    if !may_remind(world.zone(), now) || world.0.db.read("shifts-waiting", waits)?.is_none() {
        return Ok(0);
    }
    let done = world
        .write("shifts-remind", Auth::Job("shifts"), now, slice)
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(done) => done,
        Verdict::Refused(_) => 0,
    })
}

fn slice(tx: &mut Tx<'_, '_>) -> Result<Verdict<usize>, Fault> {
    let now = tx.now();
    let due = tx.all(DUE, &[Arg::Int(now.millis()), Arg::Int(SLICE)], |row| {
        let bad = || shape("shift_place");
        let account = id16(row.bytes(0)?).ok_or_else(bad)?;
        let shift = id16(row.bytes(1)?).ok_or_else(bad)?;
        Ok((AccountId::from_bytes(account), ShiftId::from_bytes(shift)))
    })?;
    let mut letters = 0_usize;
    for (account, shift) in &due {
        let args = [
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(shift.as_bytes()),
        ];
        tx.run(DONE, &args)?;
        letters += usize::from(write_to(tx, *account, *shift)?);
    }
    if letters > 0 {
        let draft = Draft::system(EventKind::ShiftsReminded, "shifts");
        let draft = draft.detail(format!("letters={letters}"));
        entry::write(tx, &draft, &[])?;
    }
    Ok(Verdict::Given(due.len()))
}

/// Reminds one person, if the shift takes place and they may still see it; answers whether.
fn write_to(tx: &mut Tx<'_, '_>, account: AccountId, id: ShiftId) -> Result<bool, Fault> {
    let Some(shift) = kept(tx, id)? else {
        return Ok(false);
    };
    if shift.is_cancelled || shift.hours.starts() <= tx.now() {
        return Ok(false);
    }
    let Some(campaign) = campaign(tx, shift.campaign)? else {
        return Ok(false);
    };
    for place in places_of(tx, &campaign, shift.bank)? {
        if tx.would_grant((account, "code"), Action::SeeShifts, &place)? {
            let vars = shift.vars(shift.hours);
            outbox::put(tx, Message::ShiftSoon, To::Account(account), &vars)?;
            return Ok(true);
        }
    }
    Ok(false)
}
