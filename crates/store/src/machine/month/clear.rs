//! The second pass: what was made with the previous key goes, in the order of the tables' keys.

use switchboard_rules::moment::Moment;

use super::Step;
use super::redo::{NUMBERS, newest_only};
use super::turn::{Work, Write};
use super::wrap::BUCKETS;
use crate::engine::{Arg, Value};
use crate::fault::Fault;

/// How many rows are read at once.
const PAGE: i64 = 2_000;
/// After how many buckets it is written down how far this is.
const REACHED_EACH: i64 = 32;

const ROWS: &str = "select member, import, numbers, bucket from member_row where (bucket, member, import) > ($1, $2, $3) order by bucket, member, import limit $4";
const OLD: &str = "select bucket, what, blind, member from lookup where bucket >= $1 and key_month <> $2 order by bucket, what, blind, member limit $3";
const DROP: &str =
    "delete from lookup where bucket = $1 and what = $2 and blind = $3 and member = $4";

pub(super) fn clear(
    work: &mut Work,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    numbers(work, now, told)?;
    work.reached(BUCKETS, now())?;
    work.tell(told)?;
    lookups(work, now, told)
}

/// Of each number the newest index stays. The half of this pass.
fn numbers(
    work: &mut Work,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (mut bucket, mut member, mut import) = (work.at_bucket, Vec::new(), Vec::new());
    let mut reached = bucket;
    loop {
        let args = [
            Arg::Int(bucket),
            Arg::Bytes(&member),
            Arg::Bytes(&import),
            Arg::Int(PAGE),
        ];
        let rows = work.world.0.db.read("keys-numbers", |raw| {
            raw.all(ROWS, &args, |row| {
                Ok((
                    row.bytes(0)?.to_vec(),
                    row.bytes(1)?.to_vec(),
                    row.bytes(2)?.to_vec(),
                    row.int(3)?,
                ))
            })
        })?;
        let Some((last_member, last_import, _, last_bucket)) = rows.last() else {
            return Ok(());
        };
        (bucket, member, import) = (*last_bucket, last_member.clone(), last_import.clone());
        work.done = work.total.saturating_mul(bucket) / (2 * BUCKETS);
        let writes = rows
            .into_iter()
            .filter_map(|(member, import, numbers, bucket)| {
                let newest = newest_only(&numbers);
                (newest != numbers).then(|| -> Write {
                    let args = vec![
                        Value::Bytes(newest),
                        Value::Int(bucket),
                        Value::Bytes(member),
                        Value::Bytes(import),
                        Value::Bytes(numbers),
                    ];
                    (NUMBERS, args)
                })
            });
        let writes = writes.collect();
        work.submit(writes, now())?;
        if bucket >= reached + REACHED_EACH {
            work.reached(bucket, now())?;
            reached = bucket;
        }
        work.tell(told)?;
    }
}

/// The lookups that were made with another key than the one that holds go.
fn lookups(
    work: &mut Work,
    now: &dyn Fn() -> Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut bucket = 0;
    loop {
        let args = [Arg::Int(bucket), Arg::Int(work.to), Arg::Int(PAGE)];
        let rows = work.world.0.db.read("keys-old-lookups", |raw| {
            raw.all(OLD, &args, |row| {
                Ok((
                    row.int(0)?,
                    row.text(1)?.to_owned(),
                    row.bytes(2)?.to_vec(),
                    row.bytes(3)?.to_vec(),
                ))
            })
        })?;
        let Some((last, ..)) = rows.last() else {
            return Ok(());
        };
        bucket = *last;
        work.done = work.total.saturating_mul(BUCKETS + bucket) / (2 * BUCKETS);
        let writes = rows.into_iter().map(|(bucket, what, blind, member)| {
            let args = vec![
                Value::Int(bucket),
                Value::Text(what),
                Value::Bytes(blind),
                Value::Bytes(member),
            ];
            (DROP, args)
        });
        let writes = writes.collect();
        work.submit(writes, now())?;
        // Else the same ones would be read again.
        work.wait(0)?;
        work.tell(told)?;
    }
}
