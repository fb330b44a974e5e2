//! Where a connection keeps its prepared statements.

use rusqlite::{Connection, PrepFlags, Statement};

use super::link::doom;
use crate::engine::{Arg, Fault, fault::Doom};

/// Prepared statements that a connection keeps.
pub(super) const KEPT_MAX: usize = 256;

/// What is done with a prepared statement.
pub(in crate::engine) type Act<'a> = &'a mut dyn FnMut(&mut Statement<'_>) -> Result<(), Doom>;

/// A connection and the statements it keeps.
pub(in crate::engine) trait Statements {
    /// The connection.
    fn db(&self) -> &Connection;

    /// Lends the statement of this text, which the link knows as its `at`th.
    fn lend(&mut self, at: usize, sql: &str, act: Act<'_>) -> Result<(), Doom>;
}

/// As rusqlite keeps them: looked for by their text, taken out and put back at each use.
impl Statements for Connection {
    fn db(&self) -> &Connection {
        self
    }

    fn lend(&mut self, _: usize, sql: &str, act: Act<'_>) -> Result<(), Doom> {
        act(&mut *self.prepare_cached(sql).map_err(|e| doom(&e))?)
    }
}

/// The writer's, each in its place. They borrow the connection, which stays where it is for as long as its thread runs.
pub(super) struct Kept<'db> {
    db: &'db Connection,
    statements: Vec<Option<Statement<'db>>>,
    /// How many there are.
    len: usize,
}

impl<'db> Kept<'db> {
    pub(super) fn of(db: &'db Connection) -> Self {
        Self {
            db,
            statements: Vec::new(),
            len: 0,
        }
    }
}

impl Statements for Kept<'_> {
    fn db(&self) -> &Connection {
        self.db
    }

    fn lend(&mut self, at: usize, sql: &str, act: Act<'_>) -> Result<(), Doom> {
        if self.statements.len() <= at {
            self.statements.resize_with(at + 1, || None);
        }
        let is_new = matches!(self.statements.get(at), Some(None));
        if is_new && self.len >= KEPT_MAX {
            // What runs again and again is back at once.
            self.statements.fill_with(|| None);
            self.len = 0;
        }
        let place = (self.statements.get_mut(at)).ok_or_else(|| Doom::of(Fault::Gone))?;
        let statement = if let Some(statement) = place {
            statement
        } else {
            // Told that it stays, SQLite leaves the memory that is for what comes and goes.
            let stays = PrepFlags::SQLITE_PREPARE_PERSISTENT;
            let prepared = self.db.prepare_with_flags(sql, stays);
            let statement = prepared.map_err(|e| doom(&e))?;
            self.len += 1;
            place.insert(statement)
        };
        let acted = act(statement);
        // What was bound is freed while it is near, and nothing of anybody stays behind.
        statement.clear_bindings();
        acted
    }
}

/// A text as the engine runs it. SQLite would copy every page that a statement of several rows touches before it does, to undo the
/// rows before one that fails; here an act is undone whole where a statement of its own fails.
pub(super) fn undone_with_its_act(sql: String) -> String {
    for (plain, bare) in [
        ("insert into ", "insert or fail into "),
        ("update ", "update or fail "),
    ] {
        if let Some(rest) = sql.strip_prefix(plain) {
            return format!("{bare}{rest}");
        }
    }
    sql
}

/// Binds the arguments of a statement, all of them.
pub(super) fn bind<'a>(
    statement: &mut Statement<'_>,
    args: impl ExactSizeIterator<Item = Arg<'a>>,
) -> Result<(), Doom> {
    if statement.parameter_count() != args.len() {
        return Err(Doom::of(Fault::Schema(format!(
            "a statement has {} parameters and got {}",
            statement.parameter_count(),
            args.len()
        ))));
    }
    for (i, arg) in args.enumerate() {
        let bound = match arg {
            Arg::Null => statement.raw_bind_parameter(i + 1, rusqlite::types::Null),
            Arg::Int(n) => statement.raw_bind_parameter(i + 1, n),
            Arg::Text(s) => statement.raw_bind_parameter(i + 1, s),
            Arg::Bytes(b) => statement.raw_bind_parameter(i + 1, b),
        };
        bound.map_err(|error| doom(&error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a text whose one parameter comes back, and answers it.
    fn echoed(kept: &mut Kept<'_>, at: usize, args: &[Arg<'_>]) -> Option<i64> {
        let mut read = None;
        let sql = format!("select ?1, {at}");
        kept.lend(at, &sql, &mut |statement| {
            bind(statement, args.iter().copied())?;
            let mut rows = statement.raw_query();
            let row = rows.next().map_err(|e| doom(&e))?;
            read = row.and_then(|row| row.get(0).ok());
            Ok(())
        })
        .unwrap();
        read
    }

    #[test]
    fn of_more_texts_than_are_kept_each_answers_for_itself() {
        let db = Connection::open_in_memory().unwrap();
        let mut kept = Kept::of(&db);
        for n in (0..2 * KEPT_MAX).chain(0..2 * KEPT_MAX) {
            let n = i64::try_from(n).unwrap();
            let at = usize::try_from(n).unwrap();
            assert_eq!(echoed(&mut kept, at, &[Arg::Int(n)]), Some(n));
            assert!(kept.len <= KEPT_MAX);
            assert_eq!(kept.len, kept.statements.iter().flatten().count());
        }
    }

    #[test]
    fn what_was_bound_is_gone_when_the_statement_is_back() {
        let db = Connection::open_in_memory().unwrap();
        let mut kept = Kept::of(&db);
        assert_eq!(echoed(&mut kept, 0, &[Arg::Int(7)]), Some(7));
        let mut left = Some(7);
        kept.lend(0, "select ?1, 0", &mut |statement| {
            let mut rows = statement.raw_query();
            let row = rows.next().map_err(|e| doom(&e))?;
            left = row.and_then(|row| row.get(0).ok()).flatten();
            Ok(())
        })
        .unwrap();
        assert_eq!(left, None);
    }

    #[test]
    fn a_statement_that_failed_is_lent_again() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("create table one (id integer primary key)")
            .unwrap();
        let mut kept = Kept::of(&db);
        let mut put = |id: i64| {
            kept.lend(0, "insert into one (id) values (?1)", &mut |statement| {
                bind(statement, [Arg::Int(id)].into_iter())?;
                statement.raw_execute().map_err(|e| doom(&e)).map(|_| ())
            })
        };
        put(1).unwrap();
        assert!(matches!(
            put(1).unwrap_err().fault,
            Fault::Constraint { .. }
        ));
        put(2).unwrap();
        let count: i64 = db
            .query_row("select count(*) from one", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 2);
    }
}
