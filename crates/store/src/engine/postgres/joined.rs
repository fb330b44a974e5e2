//! Several writes sent as one statement.
//!
//! Each statement costs PostgreSQL and the driver an answer of its own, more than most of our writes cost in themselves. So
//! writes that follow each other are joined: `with s0 as (insert … returning 1), s1 as (update … returning 1) select (select
//! count(*) from s0), …`. The parts of such a statement see the same snapshot and not each other, and of two changes of one
//! row only one would happen (<https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING>); so a unit
//! holds one write a table, none that reads another table, and what stands behind one that does comes after it.

use crate::engine::{Arg, Engine, Fault, sql::Key, sql::rewrite_after};

/// A statement and its arguments.
pub(super) type Part<'a> = (&'static str, &'a [Arg<'a>]);

/// Cuts `batch`, in its order, into what can be one statement each.
pub(super) fn units<'a>(batch: &'a [Part<'a>]) -> Vec<&'a [Part<'a>]> {
    let mut units = Vec::new();
    let mut tables: Vec<&str> = Vec::new();
    let mut rest = batch;
    let mut length = 0;
    for (sql, _) in batch {
        let table = table_alone(sql);
        // What came before reads another table, if no name was kept.
        let joins = !tables.is_empty() && table.is_some_and(|table| !tables.contains(&table));
        if length > 0 && !joins {
            let (unit, after) = rest.split_at(length);
            units.push(unit);
            (rest, length) = (after, 0);
            tables.clear();
        }
        length += 1;
        tables.extend(table);
    }
    if !rest.is_empty() {
        units.push(rest);
    }
    units
}

/// The name of a unit in its connection's cache.
pub(super) fn keys(unit: &[Part<'_>]) -> Box<[Key]> {
    unit.iter().map(|(sql, _)| Key::of(sql)).collect()
}

/// A unit as PostgreSQL is to read it. A joined one answers one row: how many rows each write changed.
///
/// # Errors
/// `Fault::Schema` for a token that is not known.
pub(super) fn text(unit: &[Part<'_>]) -> Result<String, Fault> {
    if let [(sql, _)] = unit {
        return rewrite_after(0, sql, Engine::Postgres);
    }
    let mut parts = Vec::with_capacity(unit.len());
    let mut counts = Vec::with_capacity(unit.len());
    let mut before = 0;
    for (at, (sql, args)) in unit.iter().enumerate() {
        let sql = rewrite_after(before, sql, Engine::Postgres)?;
        parts.push(format!("s{at} as ({sql} returning 1)"));
        counts.push(format!("(select count(*) from s{at})"));
        before += args.len();
    }
    Ok(format!(
        "with {} select {}",
        parts.join(", "),
        counts.join(", ")
    ))
}

/// The table that a write changes, if it reads no other and answers nothing.
fn table_alone(sql: &str) -> Option<&str> {
    let behind = ["insert into ", "update ", "delete from "]
        .iter()
        .find_map(|verb| sql.strip_prefix(verb))?;
    let reads_more = ["select ", " from ", "returning ", " using "]
        .iter()
        .any(|word| behind.contains(word));
    let table = behind.split([' ', '(']).next()?;
    (!reads_more).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSERT: &str = "insert into a (x) values ($1)";
    const UPDATE: &str = "update b set x = $1 where y = $2";
    const READS: &str = "update c set x = $1 where y in (select y from a)";
    const FROM: &str = "update b set x = a.x from a where a.y = b.y";
    const OTHER: &str = "delete from c where x = $1";

    fn lengths(batch: &[&'static str]) -> Vec<usize> {
        let batch: Vec<Part<'_>> = batch.iter().map(|sql| (*sql, [].as_slice())).collect();
        units(&batch).iter().map(|unit| unit.len()).collect()
    }

    #[test]
    fn writes_of_different_tables_are_one_statement() {
        assert_eq!(lengths(&[INSERT, UPDATE, OTHER]), [3]);
        assert_eq!(lengths(&[INSERT]), [1]);
        assert_eq!(lengths(&[]), [] as [usize; 0]);
    }

    #[test]
    fn a_second_write_of_a_table_and_one_that_reads_begin_anew() {
        assert_eq!(lengths(&[INSERT, UPDATE, INSERT, OTHER]), [2, 2]);
        assert_eq!(lengths(&[INSERT, READS, UPDATE, OTHER]), [1, 1, 2]);
        assert_eq!(lengths(&[READS, READS]), [1, 1]);
        assert_eq!(lengths(&[FROM, OTHER]), [1, 1]);
    }

    #[test]
    fn the_parameters_of_a_joined_statement_follow_each_other() {
        let one = [Arg::Int(1)];
        let two = [Arg::Int(1), Arg::Int(2)];
        let unit: [Part<'_>; 2] = [(INSERT, &one), (UPDATE, &two)];
        assert_eq!(
            text(&unit).unwrap(),
            "with s0 as (insert into a (x) values ($1) returning 1), s1 as (update b set x = $2 where y = $3 returning 1) select (select count(*) from s0), (select count(*) from s1)"
        );
        assert_eq!(text(&unit[..1]).unwrap(), INSERT);
    }
}
