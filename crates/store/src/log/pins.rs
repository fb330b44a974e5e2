//! What was pinned, kept so that an account's row under an hour's root can be shown later: to prove one row, all of that hour
//! are needed (docs/log-format.md §3). At each pin only those are written that are others than at the pin before.

use std::sync::LazyLock;

use switchboard_ledger::hash::Hash;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::sequence::bad_entry;
use crate::engine::{Arg, Raw, Row, Value, rows};
use crate::fault::Fault;
use crate::session::{Auth, SEQUENCER, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// An account's id, its last running number, and the leaf hash of that entry.
pub(crate) type AccountRow = ([u8; 16], u64, Hash);

/// How far an account has come, and how far it had come when it was last pinned at a size or below.
pub(super) struct Known {
    pub(super) now: AccountRow,
    pub(super) pinned: Option<AccountRow>,
}

/// Single values and not a join, so that both engines take each account's last row from the end of its stretch of the key.
const KNOWN: &str = "select h.account, h.number, h.head, (select p.number from account_pinned p where p.bucket = h.bucket and p.account = h.account and p.size <= $2 order by p.size desc limit 1), (select p.head from account_pinned p where p.bucket = h.bucket and p.account = h.account and p.size <= $2 order by p.size desc limit 1) from account_head h where h.account > $1 order by h.account limit 10000";
const PAGE: usize = 10_000;

/// Every account that has entries, in rising order.
pub(super) fn known(raw: &mut Raw<'_>, size: u64) -> Result<Vec<Known>, Fault> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let mut all: Vec<Known> = Vec::new();
    loop {
        let after = all.last().map(|one| one.now.0.to_vec()).unwrap_or_default();
        let page = raw.all(KNOWN, &[Arg::Bytes(&after), Arg::Int(size)], read)?;
        let is_last = page.len() < PAGE;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

fn read(row: &Row<'_>) -> Result<Known, Fault> {
    let account = id16(row.bytes(0)?).ok_or_else(bad_entry)?;
    let of = |number: i64, head: &[u8]| {
        let head = <[u8; 32]>::try_from(head).map_err(|_| bad_entry())?;
        let number = u64::try_from(number).map_err(|_| bad_entry())?;
        Ok::<AccountRow, Fault>((account, number, Hash::from_bytes(head)))
    };
    Ok(Known {
        now: of(row.int(1)?, row.bytes(2)?)?,
        pinned: match (row.opt_int(3)?, row.opt_bytes(4)?) {
            (Some(number), Some(head)) => Some(of(number, head)?),
            _ => None,
        },
    })
}

/// The rows that were pinned at this size, in rising order.
pub(super) fn rows_at(raw: &mut Raw<'_>, size: u64) -> Result<Vec<AccountRow>, Fault> {
    let known = known(raw, size)?;
    Ok(known.into_iter().filter_map(|one| one.pinned).collect())
}

/// Rows of one act: few enough to hold the writer for less than 5 ms.
const SLICE: usize = 200;
/// Rows of a statement of many rows.
const ROWS: usize = 25;

const ROW: &str = "($1, $2, $3, $4, $5)";
const KEEP: &str = "insert into account_pinned (bucket, account, size, number, head) values ($1, $2, $3, $4, $5) on conflict (bucket, account, size) do nothing";
static KEEP_MANY: LazyLock<String> = LazyLock::new(|| KEEP.replace(ROW, &rows(ROW, 5, ROWS)));

/// Keeps what changed since the pin before, slice by slice. Of two nodes that do it at one size both write the same.
pub(super) fn keep(
    world: &World,
    size: u64,
    changed: &[AccountRow],
    now: Moment,
) -> Result<(), Fault> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    for slice in changed.chunks(SLICE) {
        let slice = slice.to_vec();
        world
            .write("log-pin-rows", Auth::Job(SEQUENCER), now, move |tx| {
                let (many, rest) = slice.as_chunks::<ROWS>();
                for some in many {
                    let args = some.iter().flat_map(|one| values(size, one));
                    tx.later(&KEEP_MANY, args.collect());
                }
                for one in rest {
                    tx.later(KEEP, values(size, one).to_vec());
                }
                Ok(Verdict::Given(()))
            })
            .wait()?;
    }
    Ok(())
}

fn values(size: i64, (account, number, head): &AccountRow) -> [Value; 5] {
    [
        Value::Int(bucket_of(account)),
        Value::Bytes(account.to_vec()),
        Value::Int(size),
        Value::Int(i64::try_from(*number).unwrap_or(i64::MAX)),
        Value::Bytes(head.as_bytes().to_vec()),
    ]
}

const NOTE: &str = "insert into log_pinned (bucket, size, at) values ($1, $2, $3) on conflict (bucket, size) do nothing";

/// Writes down that all accounts are pinned at this size, in the act that writes the entry.
pub(super) fn note(tx: &mut Tx<'_, '_>, size: u64) -> Result<(), Fault> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let args = [
        Arg::Int(bucket_of(&size.to_be_bytes())),
        Arg::Int(size),
        Arg::Int(tx.now().millis()),
    ];
    tx.run(NOTE, &args)?;
    Ok(())
}

/// A restore may have lost a pin's entry: then the next one is taken.
const SOME: i64 = 10;
const UP: &str = "select size from log_pinned where size >= $1 and at >= $2 order by size limit $3";
const DOWN: &str = "select size from log_pinned where size <= $1 and (at < $2 or size <= $3) order by size desc limit $4";

/// The sizes of the next pins at this one or above that were written at this moment or later.
pub(super) fn up(raw: &mut Raw<'_>, size: u64, at: Moment) -> Result<Vec<u64>, Fault> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let args = [Arg::Int(size), Arg::Int(at.millis()), Arg::Int(SOME)];
    raw.all(UP, &args, size_of)
}

/// The sizes of the last pins at `most` or below that were written before this moment, or stand at `anyhow` or below.
pub(super) fn down(
    raw: &mut Raw<'_>,
    most: u64,
    before: Moment,
    anyhow: u64,
) -> Result<Vec<u64>, Fault> {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let args = [
        Arg::Int(whole(most)),
        Arg::Int(before.millis()),
        Arg::Int(whole(anyhow)),
        Arg::Int(SOME),
    ];
    raw.all(DOWN, &args, size_of)
}

fn size_of(row: &Row<'_>) -> Result<u64, Fault> {
    u64::try_from(row.int(0)?).map_err(|_| bad_entry())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_of_many_rows_numbers_its_parameters_on() {
        assert!(KEEP_MANY.contains("values ($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), "));
        assert!(KEEP_MANY.contains("($121, $122, $123, $124, $125) on conflict"));
    }
}
