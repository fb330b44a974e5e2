//! A contest as it lies in its table.

use switchboard_rules::contest::{Dates, Kind, Phase, Plan};
use switchboard_rules::ids::{AccountId, BankId, ContestId, SnapshotId};
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::World;

/// A contest with all that decides which phase it is in.
#[derive(Debug, Clone)]
pub(crate) struct ContestRow {
    pub(crate) id: ContestId,
    pub(crate) name: String,
    pub(crate) by_first_name: bool,
    pub(crate) plan: Plan,
    /// The phase that has really begun; none before the first.
    pub(crate) phase: Option<Phase>,
    /// The snapshot that is being made, or waits.
    pub(crate) prepared: Option<SnapshotId>,
    /// When the offices heard that access is late.
    pub(crate) told_at: Option<Moment>,
    /// Who answers to alarms, and in whose place.
    pub(crate) duty: [Option<AccountId>; 2],
}

const COLUMNS: &str = "select id, name, name_style, kind, announced_at, nominations_at, opens_at, ballot_at, closes_at, deleted_at, phase, prepared, told_at, duty, deputy from contest where bucket = $1 and id = $2";
const LOCKED: &str = "select id, name, name_style, kind, announced_at, nominations_at, opens_at, ballot_at, closes_at, deleted_at, phase, prepared, told_at, duty, deputy from contest where bucket = $1 and id = $2 {for_update}";
const LIVING: &str = "select id, name, name_style, kind, announced_at, nominations_at, opens_at, ballot_at, closes_at, deleted_at, phase, prepared, told_at, duty, deputy from contest where phase <> 'deleted' and id > $1 order by id limit 200";

impl ContestRow {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let wrong = || Fault::Row("a contest is damaged; restore it from a backup".to_owned());
        let moment = |at: usize| Ok::<_, Fault>(row.opt_int(at)?.map(Moment::from_millis));
        let needed = |at: usize| row.int(at).map(Moment::from_millis);
        let id = |at: usize| Ok::<_, Fault>(row.opt_bytes(at)?.and_then(id16));
        let dates = Dates {
            announced: needed(4)?,
            nominations: moment(5)?,
            access: needed(6)?,
            ballot: moment(7)?,
            closed: needed(8)?,
            deleted: needed(9)?,
        };
        let kind = Kind::parse(row.text(3)?).ok_or_else(wrong)?;
        Ok(Self {
            id: ContestId::from_bytes(id16(row.bytes(0)?).ok_or_else(|| shape("contest"))?),
            name: row.text(1)?.to_owned(),
            by_first_name: row.text(2)? == "first",
            plan: Plan::parse(kind, dates).map_err(|_| wrong())?,
            phase: Phase::parse(row.text(10)?),
            prepared: id(11)?.map(SnapshotId::from_bytes),
            told_at: moment(12)?,
            duty: [id(13)?, id(14)?].map(|id| id.map(AccountId::from_bytes)),
        })
    }

    /// A contest, if there is one.
    pub(crate) fn of(tx: &mut Tx<'_, '_>, id: ContestId) -> Result<Option<Self>, Fault> {
        let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
        tx.one(COLUMNS, &args, Self::read)
    }

    /// The same, and nobody changes it meanwhile.
    pub(crate) fn locked(tx: &mut Tx<'_, '_>, id: ContestId) -> Result<Option<Self>, Fault> {
        let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
        tx.one(LOCKED, &args, Self::read)
    }

    /// At most 200 contests that are not over and deleted, behind this id: each as it was read, or why it can't be.
    fn living(raw: &mut Raw<'_>, after: &[u8]) -> Result<Vec<Living>, Fault> {
        raw.all(LIVING, &[Arg::Bytes(after)], |row| {
            Ok((row.bytes(0)?.to_vec(), Self::read(row)))
        })
    }
}

/// A contest's id as it lies in its row, and what was read of the row.
type Living = (Vec<u8>, Result<ContestRow, Fault>);

/// Does something for each contest that is not over and deleted, however many they are. Where it fails for one, or its row
/// can't be read, the others go on; the first fault is answered at the end.
pub(crate) fn each_living(
    world: &World,
    mut act: impl FnMut(ContestRow) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (mut after, mut first) = (Vec::new(), None);
    loop {
        let page = world
            .0
            .db
            .read("contest-living", |raw| ContestRow::living(raw, &after))?;
        let Some((last, _)) = page.last() else {
            return first.map_or(Ok(()), Err);
        };
        after.clone_from(last);
        for (_, row) in page {
            if let Err(fault) = row.and_then(&mut act) {
                first.get_or_insert(fault);
            }
        }
    }
}

/// Refuses another campaign where access has begun: all campaigns got the same at the same moment, and one that comes later
/// would be told by no entry what it got.
pub(crate) fn take_campaign(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<(), Fault> {
    // The contest may be one of this very act.
    tx.flush()?;
    let refused = |why: &str| Err(Fault::World(why.to_owned()));
    match ContestRow::locked(tx, contest)? {
        None => refused("no such contest; look at the calendar"),
        Some(row) if row.phase >= Some(Phase::Access) => refused(
            "the campaigns of a contest are fixed when access begins; add a contest of its own",
        ),
        Some(_) => Ok(()),
    }
}

/// Of whom a bank's queue is made.
pub(crate) enum Source {
    /// Everybody on the roll, once access has begun.
    Roll,
    /// Everybody in this snapshot, which may still be dark.
    Snapshot([u8; 16]),
    /// Nobody yet: access hasn't begun, or the contest's members are not fixed.
    Nobody,
}

const SOURCE: &str = "select c.kind, coalesce(c.snapshot, c.prepared), c.opened_at from bank b join contest c on c.id = b.contest where b.bucket = $1 and b.id = $2";

/// Of whom this bank's queue is made.
pub(crate) fn source(raw: &mut Raw<'_>, bank: BankId) -> Result<Source, Fault> {
    let args = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = raw.one(SOURCE, &args, |row| {
        let snapshot = row.opt_bytes(1)?.and_then(id16);
        Ok(match (row.text(0)?, snapshot) {
            ("standing", _) if row.opt_int(2)?.is_some() => Source::Roll,
            ("standing", _) | (_, None) => Source::Nobody,
            (_, Some(snapshot)) => Source::Snapshot(snapshot),
        })
    })?;
    Ok(found.unwrap_or(Source::Nobody))
}
