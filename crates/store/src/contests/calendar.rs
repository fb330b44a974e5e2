//! The calendar: when each phase of a contest begins, for everybody who works for it.

use std::collections::BTreeSet;

use switchboard_rules::contest::{Due, Gate, Kind, Phase, due};
use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource, Scope};

use super::row::ContestRow;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// When one phase begins, or began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The phase.
    pub phase: Phase,
    /// When it begins by the calendar.
    pub at: Moment,
    /// Whether it has really begun.
    pub has_begun: bool,
    /// From when it was moved, the first time: what was announced.
    pub moved_from: Option<Moment>,
}

/// A contest on the calendar.
#[derive(Debug, Clone)]
pub struct CalendarLine {
    /// The contest.
    pub id: ContestId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The phase that has begun.
    pub phase: Option<Phase>,
    /// Its phases in order.
    pub dates: Vec<Dated>,
    /// Since when access is due and not open.
    pub late_since: Option<Moment>,
    /// Whether whoever asks may move its dates.
    pub may_move: bool,
    /// Whether they may see what must be ready.
    pub may_see_ready: bool,
}

/// The calendar, as whoever asks may see it.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The contests.
    pub contests: Vec<CalendarLine>,
    /// How many contests of theirs can't be read.
    pub unreadable: u64,
    /// Whether they may add one.
    pub may_add: bool,
}

const IDS: &str = "select id from contest order by opens_at desc, id limit 1000";

/// The contests that whoever asks works for, the latest first; of an office of the whole organisation all.
pub fn calendar(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<Calendar>, Fault> {
    let own = Resource::Account { account };
    if let Err(refusal) = tx.ask(Action::SeeCalendar, &own, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let seen = seen(tx)?;
    let ids = tx.all(IDS, &[], |row| Ok(row_id(row.bytes(0)?)))?;
    let (mut contests, mut unreadable) = (Vec::new(), 0);
    for id in ids {
        if seen.as_ref().is_some_and(|seen| !seen.contains(&id)) {
            continue;
        }
        match ContestRow::of(tx, id) {
            Ok(Some(row)) => contests.push(line(tx, &row)?),
            Ok(None) => {}
            // One that can't be read hides no other, and the page says that there is one.
            Err(Fault::Row(_)) => unreadable += 1,
            Err(fault) => return Err(fault),
        }
    }
    let may_add = tx.reaches(&Resource::Organisation, &[Action::AddContest])?;
    Ok(Verdict::Given(Calendar {
        contests,
        unreadable,
        may_add,
    }))
}

fn row_id(bytes: &[u8]) -> ContestId {
    ContestId::from_bytes(id16(bytes).unwrap_or_default())
}

const OF_CAMPAIGN: &str = "select contest from campaign where bucket = $1 and id = $2";
const OF_BANK: &str = "select contest from bank where bucket = $1 and id = $2";

/// The contests in which somebody's roles run, or did; nothing stands for all of them.
fn seen(tx: &mut Tx<'_, '_>) -> Result<Option<BTreeSet<ContestId>>, Fault> {
    let now = tx.now();
    let mut seen = BTreeSet::new();
    for term in tx.terms()? {
        if !term.runs(now) {
            continue;
        }
        let found = match term.scope {
            Scope::Organisation | Scope::Branch(_) => return Ok(None),
            Scope::Contest(contest) => Some(contest),
            Scope::Campaign(campaign) => of_campaign(tx, campaign)?,
            Scope::Bank(bank) => of_bank(tx, bank)?,
        };
        seen.extend(found);
    }
    Ok(Some(seen))
}

fn of_campaign(tx: &mut Tx<'_, '_>, id: CampaignId) -> Result<Option<ContestId>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(OF_CAMPAIGN, &args, |row| Ok(row_id(row.bytes(0)?)))
}

fn of_bank(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Option<ContestId>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(OF_BANK, &args, |row| Ok(row_id(row.bytes(0)?)))
}

const MOVED: &str = "select phase, from_at from contest_moved where bucket = $1 and contest = $2 order by at, phase limit 1000";

fn line(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<CalendarLine, Fault> {
    let args = [Arg::Int(row.id.bucket()), Arg::Bytes(row.id.as_bytes())];
    let moved = tx.all(MOVED, &args, |row| {
        Ok((Phase::parse(row.text(0)?), Moment::from_millis(row.int(1)?)))
    })?;
    let dates = row.plan.begins().map(|(phase, at)| Dated {
        phase,
        at,
        has_begun: row.phase.is_some_and(|reached| phase <= reached),
        moved_from: moved
            .iter()
            .find(|(of, _)| *of == Some(phase))
            .map(|(_, from)| *from),
    });
    let contest = Resource::Contest { contest: row.id };
    let dates = dates.collect();
    Ok(CalendarLine {
        id: row.id,
        name: row.name.clone(),
        kind: row.plan.kind(),
        phase: row.phase,
        dates,
        late_since: late_since(row, tx.now()),
        may_move: tx.reaches(&contest, &[Action::MoveDate])?,
        may_see_ready: tx.reaches(&contest, &[Action::SeeReady])?,
    })
}

/// Since when access is due and hasn't begun.
pub(super) fn late_since(row: &ContestRow, now: Moment) -> Option<Moment> {
    let waits = Gate {
        is_signed: false,
        is_prepared: false,
    };
    (due(&row.plan, row.phase, waits, now) == Due::Unsigned)
        .then(|| row.plan.at(Phase::Access))
        .flatten()
}
