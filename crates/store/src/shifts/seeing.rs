//! A campaign's shifts, and one of them, as whoever asks may see them.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ShiftId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal};
use switchboard_rules::shift::{Hours, SEEN_AHEAD};

use super::{Bank, Campaign, Kept, banks, campaign, coming, kept, sight, taken, taking};
use crate::door;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::tx::{Tx, Verdict};

/// How many names a page of a shift holds at most.
const NAMES_MAX: usize = 200;

/// A shift in a list.
#[derive(Clone)]
pub struct Line {
    /// Which.
    pub id: ShiftId,
    /// The name of its bank; none where it is in any.
    pub bank: Option<String>,
    /// From when to when.
    pub hours: Hours,
    /// How many may come.
    pub places: u32,
    /// How many places are left.
    pub left: u32,
    /// What is said of it.
    pub words: String,
    /// Whether it doesn't take place.
    pub is_cancelled: bool,
    /// Whether whoever asks has a place in it.
    pub is_mine: bool,
}

/// A campaign's shifts that aren't over.
#[derive(Clone)]
pub struct Listed {
    /// The campaign's name.
    pub campaign: String,
    /// The shifts, the next first.
    pub shifts: Vec<Line>,
    /// Banks in which whoever asks may plan a shift.
    pub banks: Vec<Bank>,
    /// Whether they may plan one for any bank.
    pub plans_whole: bool,
    /// Whether they ring here, and so may take a place.
    pub rings: bool,
}

/// One shift.
#[derive(Clone)]
pub struct Shown {
    /// It, as in a list.
    pub line: Line,
    /// Its campaign.
    pub campaign_id: CampaignId,
    /// That campaign's name.
    pub campaign: String,
    /// How often it was changed.
    pub turn: u32,
    /// Whether whoever asks may change or cancel it.
    pub leads: bool,
    /// Whether they ring here, and so may take a place.
    pub rings: bool,
    /// Who comes, for who leads it: at most 200 names.
    pub names: Vec<String>,
}
says_only_its_name!(Line, Listed, Shown);

const LIST: &str = "select id, campaign, bank, starts_at, ends_at, places, words_sealed, state, turn from shift where campaign = $1 and ends_at > $2 and starts_at < $3 order by starts_at, id limit 200";

/// Shows a campaign's shifts: to its organisers all that are planned, to its callers those of the next eight weeks.
pub fn list(tx: &mut Tx<'_, '_>, id: CampaignId) -> Result<Verdict<Listed>, Fault> {
    let Some(campaign) = campaign(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let place = sight(tx, &campaign, None, Action::SeeShifts)?;
    if let Err(refusal) = tx.ask(Action::SeeShifts, &place, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let all = banks(tx, id)?;
    let plans_whole = tx.reaches(&campaign.at(None), &[Action::PlanShift])?;
    let mut own = Vec::new();
    for bank in &all {
        if plans_whole || tx.reaches(&campaign.at(Some(bank.id)), &[Action::PlanShift])? {
            own.push(bank.clone());
        }
    }
    let until = if own.is_empty() && !plans_whole {
        tx.now().plus(SEEN_AHEAD).millis()
    } else {
        i64::MAX
    };
    let args = [
        Arg::Bytes(id.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(until),
    ];
    let mut shifts = Vec::new();
    for shift in tx.all(LIST, &args, Kept::read)? {
        if shift.bank.is_none() || tx.reaches(&campaign.at(shift.bank), &[Action::SeeShifts])? {
            shifts.push(line(tx, &shift, &all)?);
        }
    }
    let rings = sight(tx, &campaign, None, Action::TakeShift)?;
    Ok(Verdict::Given(Listed {
        rings: tx.reaches(&rings, &[Action::TakeShift])?,
        campaign: campaign.name,
        shifts,
        banks: own,
        plans_whole,
    }))
}

fn line(tx: &mut Tx<'_, '_>, shift: &Kept, banks: &[Bank]) -> Result<Line, Fault> {
    let me = tx.account()?;
    let bank = shift.bank.map(|id| {
        let mut of = banks.iter().filter(|bank| bank.id == id);
        of.next().map(|bank| bank.name.clone()).unwrap_or_default()
    });
    Ok(Line {
        id: shift.id,
        bank,
        hours: shift.hours,
        places: shift.places,
        left: shift.places.saturating_sub(taken(tx, shift.id)?),
        words: shift.words(tx)?,
        is_cancelled: shift.is_cancelled,
        is_mine: taking::has(tx, me, shift.id)?,
    })
}

/// Shows one shift; to those who lead it also who comes, with an entry that says so.
pub fn show(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Verdict<Shown>, Fault> {
    let nobodys = Refusal::new(Reason::NotYourCampaign);
    let Some(shift) = kept(tx, id)? else {
        return Ok(Verdict::Refused(nobodys));
    };
    let Some(campaign) = campaign(tx, shift.campaign)? else {
        return Ok(Verdict::Refused(nobodys));
    };
    let place = sight(tx, &campaign, shift.bank, Action::SeeShifts)?;
    if let Err(refusal) = tx.ask(Action::SeeShifts, &place, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let leads = tx.reaches(&campaign.at(shift.bank), &[Action::ChangeShift])?;
    let names = if leads {
        match names(tx, &campaign, &shift)? {
            Verdict::Given(names) => names,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    } else {
        Vec::new()
    };
    let rings = sight(tx, &campaign, shift.bank, Action::TakeShift)?;
    let all = banks(tx, campaign.id)?;
    Ok(Verdict::Given(Shown {
        line: line(tx, &shift, &all)?,
        campaign_id: campaign.id,
        turn: shift.turn,
        leads,
        rings: tx.reaches(&rings, &[Action::TakeShift])?,
        names,
        campaign: campaign.name,
    }))
}

/// Who comes, as colleagues know them.
fn names(
    tx: &mut Tx<'_, '_>,
    campaign: &Campaign,
    shift: &Kept,
) -> Result<Verdict<Vec<String>>, Fault> {
    let place = campaign.at(shift.bank);
    let grant = match tx.ask(Action::SeeWhoComes, &place, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut coming = coming(tx, shift.id)?;
    coming.truncate(NAMES_MAX);
    let names = door::labels(tx, &coming)?;
    let detail = format!("shift={} accounts={}", shift.id, names.len());
    let draft = Draft::act(EventKind::ShiftsShown, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(names))
}
