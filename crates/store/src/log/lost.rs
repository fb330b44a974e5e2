//! Entries whose content a restore lost: only their published records are left. The tree goes on over them, and whoever reads
//! a range of it finds them here.

use switchboard_ledger::hash::Hash;
use switchboard_ledger::resumed::Resumption;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::sequence::bad_entry;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::World;

/// How long a record is.
pub(crate) const RECORD: usize = 33;
/// A run lies within one bundle, so it begins at most so many places before its last record.
const BUNDLE: i64 = 256;
/// How often a log goes on over lost entries at most.
const TIMES_MAX: i64 = 1_000;

/// Once that the log went on over lost entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// Between which indices the lost ones lie, and the root with which the log went on.
    pub resumption: Resumption,
    /// How many are lost.
    pub lost: u64,
    /// When.
    pub at: Moment,
}

const RESUMED: &str =
    "select size, from_size, root, lost, at from log_resumed order by size limit $1";

pub(super) fn all_resumed(raw: &mut Raw<'_>) -> Result<Vec<Resumed>, Fault> {
    raw.all(RESUMED, &[Arg::Int(TIMES_MAX)], |row| {
        let natural = |n: i64| u64::try_from(n).map_err(|_| bad_entry());
        let root = <[u8; 32]>::try_from(row.bytes(2)?).map_err(|_| bad_entry())?;
        Ok(Resumed {
            resumption: Resumption {
                from: natural(row.int(1)?)?,
                size: natural(row.int(0)?)?,
                root: Hash::from_bytes(root),
            },
            lost: natural(row.int(3)?)?,
            at: Moment::from_millis(row.int(4)?),
        })
    })
}

/// How often this log went on over lost entries, the first time first.
pub fn resumed(world: &World) -> Result<Vec<Resumed>, Fault> {
    world.0.db.read("log-resumed", all_resumed)
}

/// Where the chain of an account begins that has no entry yet: after lost entries nobody can say that none of them was
/// this account's, so its chain leads through the last resumption too.
pub(super) fn beginning(raw: &mut Raw<'_>) -> Result<(i64, Hash), Fault> {
    let last = all_resumed(raw)?.pop();
    Ok(after(last.as_ref()))
}

/// The same, out of what was read.
pub(super) fn after(last: Option<&Resumed>) -> (i64, Hash) {
    last.map_or((0, Hash::ZERO), |last| (1, last.resumption.link()))
}

const RUNS: &str =
    "select idx, records from log_lost where idx > $1 and idx < $2 order by idx limit $3";

/// The records that are left of lost entries from the index `from` on, before `to`, each with its index.
pub(super) fn between(raw: &mut Raw<'_>, from: i64, to: i64) -> Result<Vec<(i64, Vec<u8>)>, Fault> {
    let limit = to.saturating_sub(from).saturating_add(BUNDLE);
    let args = [
        Arg::Int(from.saturating_sub(BUNDLE)),
        Arg::Int(to),
        Arg::Int(limit),
    ];
    let runs = raw.all(RUNS, &args, |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())))?;
    let each = runs
        .iter()
        .flat_map(|(first, records)| (*first..).zip(records.chunks(RECORD).map(<[u8]>::to_vec)));
    Ok(each
        .filter(|(index, _)| (from..to).contains(index))
        .collect())
}

/// Whether the entry at this index is one of which only the record is left.
pub(crate) fn is_lost(raw: &mut Raw<'_>, index: i64) -> Result<bool, Fault> {
    Ok(!between(raw, index, index.saturating_add(1))?.is_empty())
}

const PUT: &str = "insert into log_lost (bucket, idx, records) values ($1, $2, $3)";

/// Queues the runs of what is lost.
pub(super) fn put(tx: &mut Tx<'_, '_>, runs: &[(i64, Vec<u8>)]) {
    for (first, records) in runs {
        tx.later(
            PUT,
            vec![
                Value::Int(bucket_of(&first.to_be_bytes())),
                Value::Int(*first),
                Value::Bytes(records.clone()),
            ],
        );
    }
}

const PUT_RESUMED: &str = "insert into log_resumed (bucket, size, from_size, root, lost, at) values ($1, $2, $3, $4, $5, $6)";
const LEAD_THROUGH: &str = "update account_head set number = number + 1, head = $1";

/// Writes down that the log goes on over lost entries, and leads every account's chain through that.
pub(super) fn put_resumed(tx: &mut Tx<'_, '_>, resumed: &Resumed) -> Result<(), Fault> {
    let Resumption { from, size, root } = resumed.resumption;
    let link = resumed.resumption.link();
    tx.run(LEAD_THROUGH, &[Arg::Bytes(link.as_bytes())])?;
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    tx.run(
        PUT_RESUMED,
        &[
            Arg::Int(bucket_of(&size.to_be_bytes())),
            Arg::Int(whole(size)),
            Arg::Int(whole(from)),
            Arg::Bytes(root.as_bytes()),
            Arg::Int(whole(resumed.lost)),
            Arg::Int(resumed.at.millis()),
        ],
    )?;
    Ok(())
}

/// Cuts lost records into runs that lie within one bundle each; `None` stands where an entry is there after all.
pub(super) fn runs<'r>(
    from: i64,
    records: impl IntoIterator<Item = Option<&'r [u8; RECORD]>>,
) -> Vec<(i64, Vec<u8>)> {
    let mut runs: Vec<(i64, Vec<u8>)> = Vec::new();
    let mut goes_on = false;
    for (index, record) in (from..).zip(records) {
        let Some(record) = record else {
            goes_on = false;
            continue;
        };
        match runs.last_mut() {
            Some((_, run)) if goes_on && index % BUNDLE != 0 => run.extend_from_slice(record),
            _ => runs.push((index, record.to_vec())),
        }
        goes_on = true;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_where_a_bundle_does_and_where_an_entry_is_there_after_all() {
        let record = |n: u8| [n; RECORD];
        let records: Vec<[u8; RECORD]> = (0..6).map(record).collect();
        let of = |gone: &[usize]| {
            let lost = records
                .iter()
                .enumerate()
                .map(|(at, record)| (!gone.contains(&at)).then_some(record));
            let runs = runs(253, lost);
            runs.iter()
                .map(|(first, run)| (*first, run.len() / RECORD, run[0]))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&[]), [(253, 3, 0), (256, 3, 3)]);
        assert_eq!(of(&[1]), [(253, 1, 0), (255, 1, 2), (256, 3, 3)]);
        assert_eq!(of(&[2, 3]), [(253, 2, 0), (257, 2, 4)]);
        assert!(of(&[0, 1, 2, 3, 4, 5]).is_empty());
    }
}
