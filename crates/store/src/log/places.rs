//! Writing places and account heads, many rows a statement: an entry's place costs as little as it can.

use std::sync::LazyLock;

use switchboard_rules::ids::bucket_of;

use super::sequence::{AccountHeads, Placed};
use crate::engine::{Value, rows};
use crate::tx::Tx;

/// Rows of a statement of many rows.
const ROWS: usize = 25;

/// PostgreSQL may plan this while no entry waits; without the list of ids it would go through all that wait, row by row.
/// `+entry.bucket` keeps both engines from the primary key, which is scattered over all accounts: entries are found by the
/// small index of those that wait.
const PLACE: &str = "update entry set idx = v.column1, number = v.column2, previous = v.column3, leaf = v.column4 from (values (cast($1 as bigint), cast($2 as bigint), cast($3 as {bytes}), cast($4 as {bytes}), cast($5 as bigint), cast($6 as {bytes}))) as v where entry.id in ($6) and entry.id = v.column6 and +entry.bucket = v.column5 and entry.idx is null";
static PLACES: LazyLock<String> = LazyLock::new(|| {
    let row = "(cast($1 as bigint), cast($2 as bigint), cast($3 as {bytes}), cast($4 as {bytes}), cast($5 as bigint), cast($6 as {bytes}))";
    PLACE
        .replace(row, &rows(row, 6, ROWS))
        .replace("in ($6)", &format!("in ({})", rows("$6", 6, ROWS)))
});
const HEAD: &str = "insert into account_head (bucket, account, number, head) values ($1, $2, $3, $4) on conflict (bucket, account) do update set number = excluded.number, head = excluded.head";
static HEADS: LazyLock<String> = LazyLock::new(|| {
    let row = "($1, $2, $3, $4)";
    HEAD.replace(row, &rows(row, 4, ROWS))
});

/// Queues the places of entries that have none yet, and where their accounts' chains end now.
pub(super) fn put(tx: &mut Tx<'_, '_>, placed: &[Placed], heads: &AccountHeads) {
    let (many, rest) = placed.as_chunks::<ROWS>();
    for some in many {
        let args = some.iter().flat_map(place).collect();
        tx.later_expect(u64::try_from(ROWS).unwrap_or(u64::MAX), &PLACES, args);
    }
    for one in rest {
        tx.later_expect(1, PLACE, place(one).to_vec());
    }
    let heads: Vec<[Value; 4]> = heads
        .iter()
        .map(|(account, (number, head))| {
            [
                Value::Int(bucket_of(account)),
                Value::Bytes(account.to_vec()),
                Value::Int(*number),
                Value::Bytes(head.as_bytes().to_vec()),
            ]
        })
        .collect();
    let (many, rest) = heads.as_chunks::<ROWS>();
    for some in many {
        tx.later(&HEADS, some.concat());
    }
    for one in rest {
        tx.later(HEAD, one.to_vec());
    }
}

fn place(placed: &Placed) -> [Value; 6] {
    [
        Value::Int(placed.index),
        Value::Int(placed.number),
        Value::Bytes(placed.previous.as_bytes().to_vec()),
        Value::Bytes(placed.record.to_vec()),
        Value::Int(placed.bucket),
        Value::Bytes(placed.id.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_of_many_rows_numbers_its_parameters_on() {
        assert!(HEADS.contains("values ($1, $2, $3, $4), ($5, $6, $7, $8), "));
        assert!(HEADS.contains("($97, $98, $99, $100) on conflict"));
        assert!(PLACES.contains("in ($6, $12, $18, "));
        assert!(PLACES.contains("cast($150 as {bytes}))) as v where"));
    }
}
