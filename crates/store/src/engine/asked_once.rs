//! What many writes have in common is read once: the bank, its contest and its terms, which each of a thousand leases asks for and
//! hardly any write changes.
//!
//! A statement says of itself that its answer may be shared ([`Stmt::shared`](crate::engine::Stmt::shared)). The answer is kept
//! for as long as nobody writes to one of [`TABLES`]; a shared statement reads nothing else, or it is refused. So it is what the
//! statement would answer now. How an engine learns that somebody wrote is its own matter.

use crate::engine::{Fault, Rows, Stmt, Value, sql::Key};

/// What shared statements may read: tables that leases and outcomes don't write to.
const TABLES: [&str; 12] = [
    "bank",
    "bank_training",
    "campaign",
    "contest",
    "contest_terms",
    "draw_lot",
    "given_hours",
    "licence_tester",
    "opening_lines",
    "screening_list",
    "standstill",
    "withdrawn",
];
/// So many answers are kept at most.
const KEPT_MAX: usize = 64;

/// The answers that are kept.
#[derive(Default)]
pub(super) struct Answers(Vec<Kept>);

struct Kept {
    text: Key,
    args: Vec<Value>,
    rows: Rows,
}

impl Answers {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What the statement answered before, with the same arguments.
    pub(super) fn get(&self, stmt: &Stmt<'_>) -> Option<&Rows> {
        let (text, args) = (Key::of(stmt.sql), stmt.args());
        let is_it = |kept: &&Kept| {
            kept.text == text
                && kept.args.len() == args.len()
                && kept.args.iter().zip(args).all(|(a, b)| a.as_arg() == *b)
        };
        self.0.iter().find(is_it).map(|kept| &kept.rows)
    }

    /// Keeps an answer.
    pub(super) fn put(&mut self, stmt: &Stmt<'_>, rows: Rows) {
        if self.0.len() >= KEPT_MAX {
            self.0.clear();
        }
        self.0.push(Kept {
            text: Key::of(stmt.sql),
            args: stmt.args().iter().map(Value::of).collect(),
            rows,
        });
    }
}

/// Whether it is one of the tables.
pub(super) fn is_shared(table: &str) -> bool {
    TABLES.contains(&table)
}

/// Whether a statement writes to one of the tables.
pub(super) fn writes(sql: &str) -> bool {
    ["insert into", "update", "delete from"]
        .iter()
        .any(|verb| named_after(sql, verb).any(is_shared))
}

/// Refuses a statement that reads anything but the tables.
pub(super) fn check(sql: &str) -> Result<(), Fault> {
    let mut read = ["from", "join"]
        .iter()
        .flat_map(|word| named_after(sql, word))
        .filter(|table| !table.is_empty());
    match read.find(|table| !is_shared(table)) {
        None => Ok(()),
        Some(table) => Err(Fault::Schema(format!(
            "a shared statement reads `{table}`, which writes of a group may change; read it by itself"
        ))),
    }
}

/// The names that follow a word; empty where something else than a name does.
fn named_after<'a>(sql: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    sql.match_indices(word).filter_map(move |(at, _)| {
        let (before, from) = sql.split_at(at);
        let rest = from.strip_prefix(word)?;
        // A word of its own: neither the end of another nor the beginning of one.
        if before.ends_with(is_name) || rest.starts_with(is_name) {
            return None;
        }
        let rest = rest.trim_start();
        rest.split(|c| !is_name(c)).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_that_writes_to_a_table_is_known_by_its_words() {
        for sql in [
            "update bank set state = $1",
            "insert into withdrawn (bucket) values ($1)",
            "delete from draw_lot where contest = $1",
            "with x as (select 1) update contest set phase = $1",
        ] {
            assert!(writes(sql), "{sql}");
        }
        for sql in [
            "update bank_pace set n = $1",
            "insert into card (bank) select id from bank",
            "select 1 from bank {for_update}",
        ] {
            assert!(!writes(sql), "{sql}");
        }
    }

    #[test]
    fn a_shared_statement_that_reads_another_table_is_refused() {
        check("select 1 from bank b join contest c on c.id = b.contest where (select count(*) from (select 1) x) > 0").unwrap();
        let refused = check("select 1 from bank b left join card c on c.bank = b.id").unwrap_err();
        assert!(refused.to_string().contains("`card`"), "{refused}");
    }
}
