//! Several reads sent as one statement.
//!
//! Each statement costs PostgreSQL and the driver an answer of its own: a message there, one back, and whoever waits is woken by each. Most
//! of our reads cost less than that. So reads that follow each other are gathered: `select array(select one_row from (select …)
//! one_row), …` answers one row, a column for each read, that holds its rows in their order
//! (<https://www.postgresql.org/docs/current/sql-expressions.html#SQL-SYNTAX-ARRAY-CONSTRUCTORS>). All see one snapshot; so a read
//! that locks stands alone and first, and the others see what was committed while it waited.

use std::error::Error;

use tokio_postgres::{
    Row,
    types::{FromSql, Type},
};

use super::{
    cells::{owned, value},
    joined::Part,
};
use crate::engine::{Engine, Fault, Rows, Stmt, Value, fault::Doom, sql::rewrite_after};

/// So many reads are one statement at most: a batch of any length is told by few texts.
pub(super) const READS_MAX: usize = 32;

/// The order in which `batch` is sent: what locks first.
pub(super) fn order(batch: &[&Stmt<'_>]) -> Vec<usize> {
    let (plain, locking) = (0..batch.len())
        .partition::<Vec<_>, _>(|at| batch.get(*at).is_some_and(|stmt| is_plain(stmt.sql)));
    [locking, plain].concat()
}

/// Cuts `batch`, in its order, into what can be one statement each.
pub(super) fn units<'a>(batch: &'a [Part<'a>]) -> Vec<&'a [Part<'a>]> {
    batch
        .chunk_by(|(one, _), (next, _)| is_plain(one) && is_plain(next))
        .flat_map(|unit| unit.chunks(READS_MAX))
        .collect()
}

/// A unit as PostgreSQL is to read it.
///
/// # Errors
/// `Fault::Schema` for a token that is not known.
pub(super) fn text(unit: &[Part<'_>]) -> Result<String, Fault> {
    if let [(sql, _)] = unit {
        return rewrite_after(0, sql, Engine::Postgres);
    }
    let mut reads = Vec::with_capacity(unit.len());
    let mut before = 0;
    for (sql, args) in unit {
        let sql = rewrite_after(before, sql, Engine::Postgres)?;
        reads.push(format!("array(select one_row from ({sql}) one_row)"));
        before += args.len();
    }
    Ok(format!("select {}", reads.join(", ")))
}

/// Reads what a unit of reads answered: of a single one its rows, else a row that holds them all.
pub(super) fn read(
    name: &'static str,
    rows: &[Row],
    unit: &[Part<'_>],
    all: &mut Vec<Rows>,
) -> Result<(), Doom> {
    if let [(sql, _)] = unit {
        let columns = rows.first().map_or(0, Row::len);
        let cells = rows
            .iter()
            .flat_map(|row| (0..columns).map(move |i| owned(row, i)));
        all.push(Rows::new(cells.collect(), columns, (name, sql)));
        return Ok(());
    }
    for (at, (sql, _)) in unit.iter().enumerate() {
        let answer = rows.first().and_then(|row| row.try_get(at).ok());
        let Answer(inner) = answer.ok_or_else(|| {
            Doom::of(Fault::Row(format!(
                "`{name}` can't read what `{sql}` answers"
            )))
        })?;
        let columns = inner.first().map_or(0, |row| row.0.len());
        let cells = inner.into_iter().flat_map(|row| row.0);
        all.push(Rows::new(cells.collect(), columns, (name, sql)));
    }
    Ok(())
}

/// Whether a statement only reads, and locks nothing.
pub(super) fn is_plain(sql: &str) -> bool {
    let acts = ["{for_share}", "{for_update}", "{skip_locked}"];
    sql.starts_with("select ") && !acts.iter().any(|act| sql.contains(act))
}

/// The rows that one of the reads answered.
struct Answer(Vec<Inner>);

impl<'a> FromSql<'a> for Answer {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        // To the driver `record[]` is no array, for it has no type of its own; it lies on the wire like every other.
        Vec::from_sql(&Type::TEXT_ARRAY, raw).map(Self)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::RECORD_ARRAY
    }
}

/// A row inside a row.
struct Inner(Vec<Value>);

impl<'a> FromSql<'a> for Inner {
    /// Reads what `record_send` writes: how many cells, then of each its type's number, its length or -1, and itself.
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let (count, mut rest) = int(raw)?;
        let mut cells = Vec::with_capacity(usize::try_from(count)?.min(raw.len()));
        for _ in 0..count {
            let (ty, after) = int(rest)?;
            let (length, after) = int(after)?;
            let ty =
                Type::from_oid(ty.cast_unsigned()).ok_or("a type that is not PostgreSQL's own")?;
            let (cell, after) = match usize::try_from(length) {
                Ok(length) => {
                    let (cell, after) = after.split_at_checked(length).ok_or(SHORT)?;
                    (Some(cell), after)
                }
                Err(_) => (None, after),
            };
            cells.push(value(&ty, cell)?);
            rest = after;
        }
        Ok(Self(cells))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

const SHORT: &str = "a row inside a row ends too early";

fn int(raw: &[u8]) -> Result<(i32, &[u8]), &'static str> {
    let (number, rest) = raw.split_first_chunk().ok_or(SHORT)?;
    Ok((i32::from_be_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Arg, stmt};

    const READ: &str = "select x from a where y = $1";
    const OTHER: &str = "select x, y from b where y = $1 and x = $2 order by x limit 2";
    const LOCKS: &str = "select x from a where y = $1 {for_share}";
    const WRITES: &str = "update a set x = $1 returning y";

    fn lengths(batch: &[&'static str]) -> Vec<usize> {
        let batch: Vec<Part<'_>> = batch.iter().map(|sql| (*sql, [].as_slice())).collect();
        units(&batch).iter().map(|unit| unit.len()).collect()
    }

    #[test]
    fn reads_that_follow_each_other_are_one_statement() {
        assert_eq!(lengths(&[READ, OTHER, READ]), [3]);
        assert_eq!(lengths(&[READ]), [1]);
        assert_eq!(lengths(&[]), [] as [usize; 0]);
        assert_eq!(lengths(&[READ; 70]), [32, 32, 6]);
    }

    #[test]
    fn a_read_that_locks_and_a_write_stand_alone() {
        assert_eq!(lengths(&[READ, LOCKS, READ, OTHER]), [1, 1, 2]);
        assert_eq!(lengths(&[LOCKS, LOCKS]), [1, 1]);
        assert_eq!(lengths(&[READ, OTHER, WRITES]), [2, 1]);
        let batch = [READ, LOCKS, OTHER, WRITES].map(|sql| stmt(sql, &[]));
        assert_eq!(order(&batch.each_ref()), [1, 3, 0, 2]);
    }

    #[test]
    fn the_parameters_of_gathered_reads_follow_each_other() {
        let (one, two) = ([Arg::Int(1)], [Arg::Int(1), Arg::Int(2)]);
        let unit: [Part<'_>; 2] = [(OTHER, &two), (READ, &one)];
        assert_eq!(
            text(&unit).unwrap(),
            "select array(select one_row from (select x, y from b where y = $1 and x = $2 order by x limit 2) one_row), array(select one_row from (select x from a where y = $3) one_row)"
        );
        assert_eq!(text(&unit[1..]).unwrap(), READ);
    }

    #[test]
    fn a_row_that_ends_too_early_is_an_error() {
        let whole = [0, 0, 0, 1, 0, 0, 0, 23, 0, 0, 0, 4, 0, 0, 0, 7];
        let read = |raw| Inner::from_sql(&Type::RECORD, raw).map(|row| row.0);
        assert_eq!(read(&whole).unwrap(), [Value::Int(7)]);
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        let null = [0, 0, 0, 1, 0, 0, 0, 25, 255, 255, 255, 255];
        assert_eq!(read(&null).unwrap(), [Value::Null]);
    }
}
