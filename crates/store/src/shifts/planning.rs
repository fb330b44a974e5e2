//! Planning shifts, changing them, cancelling them.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{BankId, CampaignId, ShiftId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};
use switchboard_rules::shift::{Hours, Places, Words};

use super::{Campaign, Kept, banks, campaign, kept, locked, spot, taken, tell_all};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::line;
use crate::mint::random_id;
use crate::outbox::Message;
use crate::tx::{Tx, Verdict};

/// The most shifts of a campaign that are not over.
pub const SHIFTS_MAX: usize = 200;

/// A shift to be planned, or what one is to become; its bank doesn't change.
#[derive(Debug, Clone)]
pub struct New {
    /// In which bank; none for any.
    pub bank: Option<BankId>,
    /// From when to when.
    pub hours: Hours,
    /// How many may come.
    pub places: Places,
    /// What is said of it.
    pub words: Words,
}

/// What came of planning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planned {
    /// It is planned.
    Done(ShiftId),
    /// The contest's calls end then, before the shift does.
    AfterCalls(Moment),
    /// So many shifts are planned that no more are taken.
    TooMany,
}

const COUNT: &str = "select count(*) from shift where campaign = $1 and ends_at > $2";
const PLAN: &str = "insert into shift (bucket, id, campaign, bank, starts_at, ends_at, places, words_sealed, state, turn, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 'planned', 0, $9)";

/// Plans a shift.
pub fn plan(tx: &mut Tx<'_, '_>, id: CampaignId, new: &New) -> Result<Verdict<Planned>, Fault> {
    let Some(campaign) = campaign(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::PlanShift, &campaign.at(new.bank), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Whoever organises a bank elsewhere names it in vain.
    if let Some(bank) = new.bank
        && !banks(tx, id)?.iter().any(|one| one.id == bank)
    {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    }
    if campaign.closes_at < new.hours.ends() {
        return Ok(Verdict::Given(Planned::AfterCalls(campaign.closes_at)));
    }
    // Together, those who plan at once don't pass the number.
    line::campaign(tx, id)?;
    let args = [Arg::Bytes(id.as_bytes()), Arg::Int(tx.now().millis())];
    let planned = tx.one(COUNT, &args, |row| row.int(0))?.unwrap_or(0);
    if usize::try_from(planned).is_ok_and(|planned| planned >= SHIFTS_MAX) {
        return Ok(Verdict::Given(Planned::TooMany));
    }
    lay(tx, &campaign, new, &grant).map(|id| Verdict::Given(Planned::Done(id)))
}

fn lay(
    tx: &mut Tx<'_, '_>,
    campaign: &Campaign,
    new: &New,
    grant: &Grant,
) -> Result<ShiftId, Fault> {
    let id = ShiftId::from_bytes(random_id()?);
    let keys = &tx.world.keys.account;
    let words = keys.seal(spot(id.as_bytes()), new.words.as_str().as_bytes())?;
    let bank = new.bank;
    tx.later(
        PLAN,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(campaign.id.as_bytes().to_vec()),
            bank.map_or(Value::Null, |bank| Value::Bytes(bank.as_bytes().to_vec())),
            Value::Int(new.hours.starts().millis()),
            Value::Int(new.hours.ends().millis()),
            Value::Int(i64::from(new.places.count())),
            Value::Bytes(words),
            Value::Int(tx.now().millis()),
        ],
    );
    let draft = Draft::act(EventKind::ShiftPlanned, grant).detail(format!("shift={id}"));
    entry::write(tx, &draft, &[])?;
    hook(tx, Event::ShiftPlanned, id, campaign.id)?;
    Ok(id)
}

/// What came of changing a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It is changed, and so many letters say so.
    Done(usize),
    /// The contest's calls end then, before the shift would.
    AfterCalls(Moment),
    /// So many have a place already.
    TooFew(u32),
    /// It has begun, or is cancelled.
    Begun,
}

const CHANGE: &str = "update shift set starts_at = $1, ends_at = $2, places = $3, words_sealed = $4, turn = turn + 1 where bucket = $5 and id = $6";
const REMIND: &str = "update shift_place set remind_at = $1 where shift = $2";

/// Changes a shift; where it is moved, whoever has a place gets a letter, and is reminded anew.
pub fn change(tx: &mut Tx<'_, '_>, id: ShiftId, to: &New) -> Result<Verdict<Changed>, Fault> {
    let (campaign, grant) = match leads(tx, id, Action::ChangeShift)? {
        Ok(leads) => leads,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let shift = locked(tx, id)?;
    if shift.is_cancelled || shift.hours.starts() <= tx.now() {
        return Ok(Verdict::Given(Changed::Begun));
    }
    if campaign.closes_at < to.hours.ends() {
        return Ok(Verdict::Given(Changed::AfterCalls(campaign.closes_at)));
    }
    let taken = taken(tx, id)?;
    if to.places.count() < taken {
        return Ok(Verdict::Given(Changed::TooFew(taken)));
    }
    let keys = &tx.world.keys.account;
    let words = keys.seal(spot(id.as_bytes()), to.words.as_str().as_bytes())?;
    tx.later(
        CHANGE,
        vec![
            Value::Int(to.hours.starts().millis()),
            Value::Int(to.hours.ends().millis()),
            Value::Int(i64::from(to.places.count())),
            Value::Bytes(words),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let told = moved(tx, &shift, to.hours)?;
    let detail = format!("shift={id} letters={told}");
    let draft = Draft::act(EventKind::ShiftChanged, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    hook(tx, Event::ShiftChanged, id, campaign.id)?;
    Ok(Verdict::Given(Changed::Done(told)))
}

/// Tells whoever has a place that the shift is at another time, if it is.
fn moved(tx: &mut Tx<'_, '_>, shift: &Kept, to: Hours) -> Result<usize, Fault> {
    if to == shift.hours {
        return Ok(0);
    }
    let remind_at = to.remind_at(&tx.world.zone, tx.now());
    tx.later(
        REMIND,
        vec![
            remind_at.map_or(Value::Null, |at| Value::Int(at.millis())),
            Value::Bytes(shift.id.as_bytes().to_vec()),
        ],
    );
    let before = shift.hours.starts().millis();
    let vars = format!("{} from={before}", shift.vars(to));
    tell_all(tx, Message::ShiftMoved, shift.id, &vars)
}

const CANCEL: &str =
    "update shift set state = 'cancelled', turn = turn + 1 where bucket = $1 and id = $2";

/// Cancels a shift; whoever has a place gets a letter. Answers how many those are; none where it was cancelled or over.
pub fn cancel(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Verdict<Option<usize>>, Fault> {
    let (campaign, grant) = match leads(tx, id, Action::CancelShift)? {
        Ok(leads) => leads,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let shift = locked(tx, id)?;
    if shift.is_cancelled || shift.hours.ends() <= tx.now() {
        return Ok(Verdict::Given(None));
    }
    let whose = Value::Bytes(id.as_bytes().to_vec());
    tx.later(CANCEL, vec![Value::Int(id.bucket()), whose.clone()]);
    tx.later(REMIND, vec![Value::Null, whose]);
    let vars = shift.vars(shift.hours);
    let told = tell_all(tx, Message::ShiftCancelled, id, &vars)?;
    let detail = format!("shift={id} letters={told}");
    let draft = Draft::act(EventKind::ShiftCancelled, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    hook(tx, Event::ShiftCancelled, id, campaign.id)?;
    Ok(Verdict::Given(Some(told)))
}

fn hook(
    tx: &mut Tx<'_, '_>,
    event: Event,
    shift: ShiftId,
    campaign: CampaignId,
) -> Result<(), Fault> {
    let about = format!("shift={shift} campaign={campaign}");
    hooks::tell(tx, event, Whose::Campaign(campaign), &about)
}

/// Asks whether whoever is behind this act may do this to a shift as its organiser.
fn leads(
    tx: &mut Tx<'_, '_>,
    id: ShiftId,
    action: Action,
) -> Result<Result<(Campaign, Grant), Refusal>, Fault> {
    let nobodys = Refusal::new(Reason::NotYourCampaign);
    let Some(shift) = kept(tx, id)? else {
        return Ok(Err(nobodys));
    };
    let Some(campaign) = campaign(tx, shift.campaign)? else {
        return Ok(Err(nobodys));
    };
    let grant = tx.ask(action, &campaign.at(shift.bank), Facts::SHUT)?;
    Ok(grant.map(|grant| (campaign, grant)))
}
