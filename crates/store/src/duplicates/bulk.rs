//! All identical records merged as one act: counted first, done by a job in slices, each pair with its entry, and undone as
//! one.
//!
//! Each slice asks afresh whether whoever began it still may, and each pair whether the two still say the same. It begins
//! with the likeliest and goes by the order of the run, so that a program that is killed goes on where it was.

use switchboard_rules::alike::united;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BulkId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::find::are_identical;
use super::listing;
use super::merge::{self, Act, Pair};
use super::undo::{self, Told, Unmerged};
use crate::desk::shape;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::members::whose_resource;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How a merge of many stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bulk {
    /// Its id, which tells nothing.
    pub id: BulkId,
    /// Since when.
    pub at: Moment,
    /// What it does.
    pub state: BulkState,
    /// How many pairs there were when it began.
    pub total: u64,
    /// How many of them are merged; while it is undone, how many still are.
    pub done: u64,
    /// How many were left out: they no longer say the same, or one of them was merged before.
    pub left_out: u64,
}

/// What it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkState {
    /// Slices are being merged.
    Merging,
    /// It is done.
    Merged,
    /// Slices are being undone.
    Undoing,
    /// It is undone.
    Undone,
    /// Whoever began it may not any more; what is merged stays.
    Stopped,
}

impl BulkState {
    const ALL: [Self; 5] = [
        Self::Merging,
        Self::Merged,
        Self::Undoing,
        Self::Undone,
        Self::Stopped,
    ];

    /// Its name in the table and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merging => "merging",
            Self::Merged => "merged",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Stopped => "stopped",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether a job goes on with it.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Merging | Self::Undoing)
    }
}

/// A bulk as it lies in its table.
struct Filed {
    bulk: Bulk,
    account: AccountId,
    opened: String,
    at_place: i64,
}

fn read(row: &Row<'_>) -> Result<Filed, Fault> {
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("duplicate_bulk"));
    let count = |at: usize| row.int(at).map(|n| u64::try_from(n).unwrap_or(0));
    Ok(Filed {
        bulk: Bulk {
            id: BulkId::from_bytes(id(0)?),
            at: Moment::from_millis(row.int(3)?),
            state: BulkState::from_code(row.text(4)?).ok_or_else(|| shape("duplicate_bulk"))?,
            total: count(6)?,
            done: count(7)?,
            left_out: count(8)?,
        },
        account: AccountId::from_bytes(id(1)?),
        opened: row.text(2)?.to_owned(),
        at_place: row.int(5)?,
    })
}

const NEWEST: &str = "select id, account, opened, at, state, at_place, total, done, left_out from duplicate_bulk order by id desc limit $1";
/// Only what could matter to somebody is shown.
const SHOWN_MAX: i64 = 5;

/// The newest merges of many.
pub fn bulks(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Bulk>>, Fault> {
    if let Err(refusal) = tx.ask(Action::SeeDuplicates, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let found = tx.all(NEWEST, &[Arg::Int(SHOWN_MAX)], read)?;
    Ok(Verdict::Given(
        found.into_iter().map(|filed| filed.bulk).collect(),
    ))
}

const COUNT: &str = "select count(*) from duplicate where state = 'open' and identical = 1";

/// How many pairs would be merged, for the page that asks once more.
pub fn count_identical(tx: &mut Tx<'_, '_>) -> Result<Verdict<u64>, Fault> {
    if let Err(refusal) = tx.ask(Action::MergeIdentical, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let n = tx.one(COUNT, &[], |row| row.int(0))?.unwrap_or(0);
    Ok(Verdict::Given(u64::try_from(n).unwrap_or(0)))
}

/// What came of beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkBegun {
    /// A job does it from here.
    Begun(BulkId),
    /// There are none, or other ones than were counted: look once more.
    Changed(u64),
    /// Another is under way.
    Busy,
    /// It can't be undone: it isn't done, or is undone.
    Not,
}

pub(super) const RUNNING: &str =
    "select id from duplicate_bulk where state in ('merging', 'undoing') limit 1";
const BEGIN: &str = "insert into duplicate_bulk (bucket, id, account, opened, at, state, run, at_place, total, done, left_out) values ($1, $2, $3, $4, $5, 'merging', $6, 0, $7, 0, 0)";

/// Begins to merge all identical pairs, if there are as many as were counted.
pub fn merge_identical(tx: &mut Tx<'_, '_>, counted: u64) -> Result<Verdict<BulkBegun>, Fault> {
    let grant = match tx.ask(Action::MergeIdentical, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if line::is_under_way(tx, RUNNING)? {
        return Ok(Verdict::Given(BulkBegun::Busy));
    }
    let total = tx.one(COUNT, &[], |row| row.int(0))?.unwrap_or(0);
    let now_counted = u64::try_from(total).unwrap_or(0);
    if total == 0 || now_counted != counted {
        return Ok(Verdict::Given(BulkBegun::Changed(now_counted)));
    }
    let id = BulkId::from_bytes(tx.world.ordered.next(tx.now().millis()));
    tx.later(
        BEGIN,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Text(grant.opened().text().to_owned()),
            Value::Int(tx.now().millis()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Int(total),
        ],
    );
    let draft =
        Draft::act(EventKind::BulkMergeBegun, &grant).detail(format!("bulk={id} pairs={total}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(BulkBegun::Begun(id)))
}

const FILED: &str = "select id, account, opened, at, state, at_place, total, done, left_out from duplicate_bulk where bucket = $1 and id = $2 {for_update}";
const UNDO: &str = "update duplicate_bulk set state = 'undoing', account = $1, opened = $2, ended_at = null where bucket = $3 and id = $4 and state in ('merged', 'stopped')";

/// Begins to undo a merge of many, as one act.
pub fn undo_bulk(tx: &mut Tx<'_, '_>, id: BulkId) -> Result<Verdict<BulkBegun>, Fault> {
    let grant = match tx.ask(Action::MergeIdentical, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if line::is_under_way(tx, RUNNING)? {
        return Ok(Verdict::Given(BulkBegun::Busy));
    }
    let account = grant.account();
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Text(grant.opened().text()),
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
    ];
    if tx.run(UNDO, &args)? == 0 {
        return Ok(Verdict::Given(BulkBegun::Not));
    }
    let draft = Draft::act(EventKind::BulkUndoBegun, &grant).detail(format!("bulk={id}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(BulkBegun::Begun(id)))
}

/// How many pairs one slice merges: few enough to hold the writer for about 5 ms.
const SLICE: i64 = 4;

/// Goes on with what is under way; answers whether there is more to do. To be called every few seconds.
pub fn carry_on(world: &World, now: Moment) -> Result<bool, Fault> {
    let running = world.0.db.read("duplicates-bulk", |raw| {
        raw.one(RUNNING, &[], |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("duplicate_bulk"))
        })
    })?;
    let Some(id) = running.map(BulkId::from_bytes) else {
        return Ok(false);
    };
    let done = world
        .write("duplicates-bulk", Auth::Job("duplicates"), now, move |tx| {
            slice(tx, id).map(Verdict::Given)
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}

fn slice(tx: &mut Tx<'_, '_>, id: BulkId) -> Result<bool, Fault> {
    let is_importing = line::is_importing(tx)?;
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let Some(filed) = tx.one(FILED, &args, read)? else {
        return Ok(false);
    };
    if !filed.bulk.state.is_running() || is_importing {
        return Ok(false);
    }
    let who = (filed.account, filed.opened.as_str());
    let may = tx.would_grant(who, Action::MergeIdentical, &Resource::Organisation)?;
    if !may {
        return end(tx, &filed, BulkState::Stopped).map(|()| false);
    }
    match filed.bulk.state {
        BulkState::Merging => merge_slice(tx, &filed),
        _ => undo_slice(tx, &filed),
    }
}

const NEXT: &str = "select one, other, place from duplicate where state = 'open' and identical = 1 and place > $1 order by place, one, other limit $2";
const FURTHER: &str = "update duplicate_bulk set at_place = $1, done = done + $2, left_out = left_out + $3 where bucket = $4 and id = $5";

fn merge_slice(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<bool, Fault> {
    let args = [Arg::Int(filed.at_place), Arg::Int(SLICE)];
    let pairs = tx.all(NEXT, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("duplicate"));
        Ok((
            MemberId::from_bytes(id(0)?),
            MemberId::from_bytes(id(1)?),
            row.int(2)?,
        ))
    })?;
    let Some((.., last)) = pairs.last().copied() else {
        return end(tx, filed, BulkState::Merged).map(|()| false);
    };
    let all: Vec<MemberId> = pairs
        .iter()
        .flat_map(|(one, other, _)| [*one, *other])
        .collect();
    line::members(tx, &all)?;
    let (mut done, mut left_out) = (0, 0);
    for (one, other, _) in pairs {
        if one_pair(tx, filed, (one, other))? {
            done += 1;
        } else {
            left_out += 1;
            listing::not_identical(tx, (one, other));
        }
        tx.flush()?;
    }
    further(tx, filed, (last, done, left_out));
    Ok(true)
}

fn further(tx: &mut Tx<'_, '_>, filed: &Filed, (place, done, left_out): (i64, i64, i64)) {
    tx.later(
        FURTHER,
        vec![
            Value::Int(place),
            Value::Int(done),
            Value::Int(left_out),
            Value::Int(filed.bulk.id.bucket()),
            Value::Bytes(filed.bulk.id.as_bytes().to_vec()),
        ],
    );
}

/// Whether whoever began it may merge these two, or undo that: neither record is their own.
fn may(tx: &mut Tx<'_, '_>, filed: &Filed, both: [MemberId; 2]) -> Result<bool, Fault> {
    for member in both {
        let resource = whose_resource(tx, member, filed.account)?;
        let who = (filed.account, filed.opened.as_str());
        if !tx.would_grant(who, Action::MergeMembers, &resource)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Merges one pair, if the two still say the same and neither is whoever began it. The one that stood on the roll first stays.
fn one_pair(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    (one, other): (MemberId, MemberId),
) -> Result<bool, Fault> {
    if !may(tx, filed, [one, other])? {
        return Ok(false);
    }
    let (keep, gone) = if stood_first(tx, one, other)? {
        (one, other)
    } else {
        (other, one)
    };
    let Some(pair) = Pair::open(tx, keep, gone)? else {
        return Ok(false);
    };
    if !are_identical(&pair.keep, &pair.gone) {
        return Ok(false);
    }
    let row = united(&pair.keep.row, &pair.gone.row);
    let act = Act {
        draft: Draft::own(EventKind::MembersMerged, filed.account, &filed.opened),
        account: filed.account,
        bulk: filed.bulk.id,
    };
    merge::carry(tx, &pair, &row, act)?;
    Ok(true)
}

const BORN: &str = "select born_import from member where bucket = $1 and id = $2";

fn stood_first(tx: &mut Tx<'_, '_>, one: MemberId, other: MemberId) -> Result<bool, Fault> {
    let mut born = Vec::with_capacity(2);
    for member in [one, other] {
        let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
        born.push(tx.one(BORN, &args, |row| Ok(row.bytes(0)?.to_vec()))?);
    }
    Ok(born.first() <= born.last())
}

fn undo_slice(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<bool, Fault> {
    // Those that can't be undone (somebody was forgotten, or merged on), or not by whoever began it, for one of the two is
    // themselves, are passed over: `at_place` counts how often.
    let all = undo::of_bulk(tx, filed.bulk.id, &[0xff; 16], SLICE + filed.at_place)?;
    let skipped = usize::try_from(filed.at_place).unwrap_or(0);
    let merges: Vec<_> = all.into_iter().skip(skipped).collect();
    if merges.is_empty() {
        return end(tx, filed, BulkState::Undone).map(|()| false);
    }
    let all: Vec<MemberId> = merges.iter().flat_map(undo::Filed::members).collect();
    line::members(tx, &all)?;
    let (mut undone, mut passed) = (0, 0);
    for merge in &merges {
        if !may(tx, filed, merge.members())? {
            passed += 1;
            continue;
        }
        let draft = Draft::own(EventKind::MergeUndone, filed.account, &filed.opened);
        let by = (draft, filed.account);
        match undo::carry(tx, merge, by, Told::Together)? {
            Unmerged::Done(_) => undone += 1,
            Unmerged::Before | Unmerged::Later | Unmerged::Busy => passed += 1,
        }
        tx.flush()?;
    }
    further(tx, filed, (filed.at_place + passed, -undone, passed));
    Ok(true)
}

const END: &str = "update duplicate_bulk set state = $1, ended_at = $2, at_place = 0 where bucket = $3 and id = $4";

fn end(tx: &mut Tx<'_, '_>, filed: &Filed, state: BulkState) -> Result<(), Fault> {
    let id = filed.bulk.id;
    tx.later(
        END,
        vec![
            Value::Text(state.code().to_owned()),
            Value::Int(tx.now().millis()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let detail = format!(
        "bulk={id} state={} pairs={} left_out={}",
        state.code(),
        filed.bulk.done,
        filed.bulk.left_out
    );
    let draft = Draft::own(EventKind::BulkMergeEnded, filed.account, &filed.opened);
    entry::write(tx, &draft.detail(detail), &[])?;
    // No act of one member: the queues and the search look at everybody once.
    tx.changed("roll", id.as_bytes());
    Ok(())
}
