//! The first pass: under the next key as well, in the order of the tables' keys.

use switchboard_rules::moment::Moment;

use super::redo::{Between, Copied, Kept, Version};
use super::turn::{Work, wraps_members};
use super::{Step, known};
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch;

pub(super) const BUCKETS: i64 = stretch::ALL.end;
/// How many members are read at once.
const PAGE: i64 = 500;
/// How many lookups are gathered before they are written: sorted, dozens of them fall on a page.
const GATHERED_MAX: usize = 300_000;
/// How often members are looked for whom somebody wrapped by the old key meanwhile.
const ROUNDS_MAX: usize = 3;

const MEMBERS: &str = "select m.id, m.erase_key, m.key_month, r.import, r.numbers, r.phones_sealed, r.rest_sealed, m.bucket from (select bucket, id, erase_key, key_month from member where (bucket, id) > ($1, $2) order by bucket, id limit $3) m left join member_row r on r.bucket = m.bucket and r.member = m.id order by m.bucket, m.id, r.import";

/// Wraps every member by the next key, and makes every index under it as well.
pub(super) fn wrap(
    work: &mut Work,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let gone = known::gone(&work.world)?;
    let between = Between::new(&work.world.0, work.from, work.to, gone)?;
    for _ in 0..ROUNDS_MAX {
        pass(work, &between, now, told)?;
        let from = work.from;
        if !work
            .world
            .0
            .db
            .read("keys-wraps", |raw| wraps_members(raw, from))?
        {
            return Ok(());
        }
        work.at_bucket = 0;
    }
    Err(super::turn::still_wraps(work.from))
}

fn pass(
    work: &mut Work,
    between: &Between,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    work.done = work.total.saturating_mul(work.at_bucket) / BUCKETS;
    let mut copies: Vec<Copied> = Vec::new();
    let (mut bucket, mut after) = (work.at_bucket, Vec::new());
    loop {
        let page = members(work, bucket, &after)?;
        let Some(last) = page.last() else {
            break;
        };
        (bucket, after) = (last.bucket, last.member.to_vec());
        let passed = i64::try_from(page.len()).unwrap_or(0);
        work.done = work.done.saturating_add(passed);
        let mut writes = Vec::new();
        for kept in &page {
            between.redo(kept, &mut writes, &mut copies)?;
        }
        work.submit(writes, now())?;
        work.tell(told)?;
        if copies.len() >= GATHERED_MAX {
            work.submit(between.copies(&mut copies), now())?;
            work.reached(bucket, now())?;
            work.tell(told)?;
        }
    }
    work.submit(between.copies(&mut copies), now())?;
    work.reached(BUCKETS, now())?;
    work.tell(told)
}

/// The next members, each with all versions of their row.
fn members(work: &Work, bucket: i64, after: &[u8]) -> Result<Vec<Kept>, Fault> {
    let mut page: Vec<Kept> = Vec::new();
    let args = [Arg::Int(bucket), Arg::Bytes(after), Arg::Int(PAGE)];
    let rows = work
        .world
        .0
        .db
        .read("keys-members", |raw| raw.all(MEMBERS, &args, read))?;
    for (kept, version) in rows {
        if page.last().is_none_or(|last| last.member != kept.member) {
            page.push(kept);
        }
        if let Some(last) = page.last_mut() {
            last.versions.extend(version);
        }
    }
    Ok(page)
}

fn read(row: &Row<'_>) -> Result<(Kept, Option<Version>), Fault> {
    let kept = Kept {
        bucket: row.int(7)?,
        member: id16(row.bytes(0)?).unwrap_or_default(),
        erase_key: row.bytes(1)?.to_vec(),
        month: row.int(2)?,
        versions: Vec::new(),
    };
    let Some(import) = row.opt_bytes(3)?.and_then(id16) else {
        return Ok((kept, None));
    };
    let version = Version {
        import,
        numbers: row.bytes(4)?.to_vec(),
        phones: row.bytes(5)?.to_vec(),
        rest: row.bytes(6)?.to_vec(),
    };
    Ok((kept, Some(version)))
}
