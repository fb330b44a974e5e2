//! Taking a place, giving it back, and losing it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, ShiftId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};
use switchboard_rules::shift::Hours;

use super::{Kept, campaign, kept, locked, sight, taken};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::outbox::{self, Message, To};
use crate::tx::{Tx, Verdict};

/// What came of taking a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The place is theirs; it may have been before.
    Done,
    /// Every place is taken.
    Full,
    /// They have a place in a shift at the same time, which begins then.
    Overlaps(Moment),
    /// It is over.
    Over,
    /// It doesn't take place.
    Cancelled,
}

const PUT: &str = "insert into shift_place (bucket, account, shift, taken_at, remind_at) values ($1, $2, $3, $4, $5)";

/// Takes a place in a shift for whoever is behind this act.
pub fn take(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Verdict<Taken>, Fault> {
    let grant = match rings(tx, id, Action::TakeShift)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let me = grant.account();
    // Whoever takes two at once, in two windows, waits for themselves.
    line::account(tx, me)?;
    let shift = locked(tx, id)?;
    if has(tx, me, id)? {
        return Ok(Verdict::Given(Taken::Done));
    }
    if let Some(hinders) = hinders(tx, me, &shift)? {
        return Ok(Verdict::Given(hinders));
    }
    put(tx, &shift, &grant)?;
    Ok(Verdict::Given(Taken::Done))
}

fn hinders(tx: &mut Tx<'_, '_>, me: AccountId, shift: &Kept) -> Result<Option<Taken>, Fault> {
    if shift.is_cancelled {
        return Ok(Some(Taken::Cancelled));
    }
    if shift.hours.ends() <= tx.now() {
        return Ok(Some(Taken::Over));
    }
    if let Some(other) = overlapping(tx, me, shift.hours)? {
        return Ok(Some(Taken::Overlaps(other.starts())));
    }
    let is_full = taken(tx, shift.id)? >= shift.places;
    Ok(is_full.then_some(Taken::Full))
}

fn put(tx: &mut Tx<'_, '_>, shift: &Kept, grant: &Grant) -> Result<(), Fault> {
    let (me, now) = (grant.account(), tx.now());
    let remind_at = shift.hours.remind_at(&tx.world.zone, now);
    tx.later(
        PUT,
        vec![
            Value::Int(me.bucket()),
            Value::Bytes(me.as_bytes().to_vec()),
            Value::Bytes(shift.id.as_bytes().to_vec()),
            Value::Int(now.millis()),
            remind_at.map_or(Value::Null, |at| Value::Int(at.millis())),
        ],
    );
    let vars = shift.vars(shift.hours);
    outbox::put(tx, Message::ShiftTaken, To::Account(me), &vars)?;
    let draft = Draft::act(EventKind::ShiftTaken, grant).detail(format!("shift={}", shift.id));
    entry::write(tx, &draft, &[])
}

const HAS: &str =
    "select taken_at from shift_place where bucket = $1 and account = $2 and shift = $3";

/// Whether an account has a place in a shift.
pub(super) fn has(tx: &mut Tx<'_, '_>, account: AccountId, shift: ShiftId) -> Result<bool, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(shift.as_bytes()),
    ];
    Ok(tx.one(HAS, &args, |row| row.int(0))?.is_some())
}

const OWN: &str = "select s.starts_at, s.ends_at from shift_place p join shift s on s.id = p.shift where p.bucket = $1 and p.account = $2 and s.state = 'planned' and s.ends_at > $3 and s.starts_at < $4 order by s.starts_at limit 1";

/// A shift in which an account has a place at the same time.
fn overlapping(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    hours: Hours,
) -> Result<Option<Hours>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(hours.starts().millis()),
        Arg::Int(hours.ends().millis()),
    ];
    let found = tx.one(OWN, &args, |row| Ok((row.int(0)?, row.int(1)?)))?;
    let other = found.and_then(|(starts, ends)| {
        Hours::kept(Moment::from_millis(starts), Moment::from_millis(ends)).ok()
    });
    Ok(other.filter(|other| other.overlap(hours)))
}

const GIVE_BACK: &str = "delete from shift_place where bucket = $1 and account = $2 and shift = $3";

/// Gives the place back of whoever is behind this act; answers whether they had one.
pub fn give_back(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Verdict<bool>, Fault> {
    let grant = match rings(tx, id, Action::GiveBackShift)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let me = grant.account();
    let args = [
        Arg::Int(me.bucket()),
        Arg::Bytes(me.as_bytes()),
        Arg::Bytes(id.as_bytes()),
    ];
    let had = tx.run(GIVE_BACK, &args)? > 0;
    if had {
        let draft = Draft::act(EventKind::ShiftGivenBack, &grant).detail(format!("shift={id}"));
        entry::write(tx, &draft, &[])?;
    }
    Ok(Verdict::Given(had))
}

const LEAVE: &str = "delete from shift_place where bucket = $1 and account = $2";

/// Takes every place from an account whose access ends. To be called behind the end of its roles, for which whoever is just
/// taking a place is waited.
pub(crate) fn leave(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    tx.run(LEAVE, &args)?;
    Ok(())
}

/// Asks whether whoever is behind this act may do this with a place in a shift.
fn rings(
    tx: &mut Tx<'_, '_>,
    id: ShiftId,
    action: Action,
) -> Result<Result<Grant, Refusal>, Fault> {
    let nobodys = Refusal::new(Reason::NotYourCampaign);
    let Some(shift) = kept(tx, id)? else {
        return Ok(Err(nobodys));
    };
    let Some(campaign) = campaign(tx, shift.campaign)? else {
        return Ok(Err(nobodys));
    };
    let place = sight(tx, &campaign, shift.bank, action)?;
    tx.ask(action, &place, Facts::SHUT)
}
