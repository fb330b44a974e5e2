//! One transaction on PostgreSQL, its statements sent together where they can be.

use std::sync::Arc;

use tokio_postgres::{
    Client, Statement,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use super::{
    answers::{Plan, RAISE, Shared, VERSION, is_kept},
    cells::arguments,
    fault,
    gathered::{self, READS_MAX},
    joined::{self, Part},
    pool::{Conn, Prepared},
    together::{NOTHING, Sent, together},
};
use crate::engine::{
    Arg, Engine, Fault, Row, Rows, Stmt, Value, asked_once,
    fault::Doom,
    sql::{Key, rewrite},
    value::Cells,
};

/// What a transaction is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Write,
    Snapshot,
}

/// How a transaction ended.
pub(super) enum Ended {
    Kept,
    /// Nobody can tell whether it was kept.
    Unknown,
    Failed(Fault),
    /// Not kept, and running it afresh may help.
    Again(Fault),
}

/// A transaction; its BEGIN travels with its first statement.
pub(in crate::engine) struct Tx {
    conn: Conn,
    mode: Mode,
    begun: bool,
    /// Nobody knows what the connection still does.
    is_lost: bool,
    round_trips: u64,
    shared: Arc<Shared>,
    /// Whether it wrote to what shared answers are read of.
    unshares: bool,
}

impl Tx {
    pub(super) fn new(conn: Conn, mode: Mode, shared: &Arc<Shared>) -> Self {
        if conn.prepared.is_empty() {
            // The connection is new: what answers may be another server, or a backup that was brought back.
            shared.forget();
        }
        Self {
            shared: Arc::clone(shared),
            unshares: false,
            conn,
            mode,
            begun: false,
            is_lost: false,
            round_trips: 0,
        }
    }

    pub(in crate::engine) fn round_trips(&self) -> u64 {
        self.round_trips
    }

    pub(in crate::engine) fn run(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<u64, Doom> {
        let changed = self.execute(&[(sql, args)])?;
        Ok(changed.into_iter().next().unwrap_or(0))
    }

    pub(in crate::engine) fn many(&mut self, batch: &[Stmt<'_>]) -> Result<Vec<u64>, Doom> {
        self.execute(&parts(batch))
    }

    pub(in crate::engine) fn one<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        f: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<Result<T, Fault>>, Doom> {
        let rows = self.query(&[&[(sql, args)]], joined::text)?;
        let first = rows.first().and_then(|rows| rows.first());
        Ok(first.map(|row| f(&view(row, name, sql))))
    }

    pub(in crate::engine) fn all<T>(
        &mut self,
        name: &'static str,
        sql: &'static str,
        args: &[Arg<'_>],
        mut f: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<Result<T, Fault>>, Doom> {
        let rows = self.query(&[&[(sql, args)]], joined::text)?;
        Ok(rows
            .iter()
            .flatten()
            .map(|row| f(&view(row, name, sql)))
            .collect())
    }

    /// Answers of what is shared are those that another transaction had, where nobody wrote since.
    pub(in crate::engine) fn gather(
        &mut self,
        name: &'static str,
        batch: &[Stmt<'_>],
    ) -> Result<Vec<Rows>, Doom> {
        if self.mode == Mode::Snapshot || self.unshares {
            return self.ask(name, &batch.iter().collect::<Vec<_>>());
        }
        for _ in 0..TRIES_MAX {
            let Some(plan) = self.shared.plan(name, batch) else {
                break;
            };
            if let Some(rows) = self.follow(name, batch, plan)? {
                return Ok(rows);
            }
        }
        self.ask(name, &batch.iter().collect::<Vec<_>>())
    }

    /// Asks what isn't known of a batch; none where what is known was of another version than what was asked now.
    fn follow(
        &mut self,
        name: &'static str,
        batch: &[Stmt<'_>],
        plan: Plan<'_>,
    ) -> Result<Option<Vec<Rows>>, Doom> {
        let pairs = batch.iter().zip(&plan.known);
        let unknown = pairs.filter(|(_, known)| known.is_none());
        let mut asked: Vec<&Stmt<'_>> = unknown.map(|(stmt, _)| stmt).collect();
        let own = asked.len();
        asked.extend(plan.guards);
        let version = Stmt::owning(VERSION, Vec::new());
        asked.push(&version);
        let mut rows = self.ask(name, &asked)?;
        let read = rows
            .pop()
            .and_then(|rows| rows.first().map(|row| row.int(0)));
        let read = read.transpose().map_err(Doom::of)?.unwrap_or(0);
        if asked.len() <= READS_MAX {
            let answered = asked.iter().copied().zip(&rows).enumerate();
            let shared = answered.filter(|(at, (stmt, _))| *at >= own || is_kept(stmt));
            let shared = shared.map(|(_, pair)| pair);
            self.shared.keep(read, shared).map_err(Doom::of)?;
        }
        if plan.known.iter().any(Option::is_some) && plan.of != Some(read) {
            return Ok(None);
        }
        rows.truncate(own);
        let mut answered = rows.into_iter();
        let all = plan
            .known
            .into_iter()
            .map(|known| known.or_else(|| answered.next()));
        Ok(all.collect())
    }

    /// Asks all of a batch, what locks first.
    fn ask(&mut self, name: &'static str, batch: &[&Stmt<'_>]) -> Result<Vec<Rows>, Doom> {
        let order = gathered::order(batch);
        let sent = order.iter().filter_map(|at| batch.get(*at));
        let parts: Vec<Part<'_>> = sent.map(|stmt| (stmt.sql, stmt.args())).collect();
        let units = gathered::units(&parts);
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let answers = self.query(&units, gathered::text)?;
        let mut read = Vec::with_capacity(parts.len());
        for (rows, unit) in answers.iter().zip(&units) {
            gathered::read(name, rows, unit, &mut read)?;
        }
        let mut read: Vec<_> = order.into_iter().zip(read).collect();
        read.sort_unstable_by_key(|(at, _)| *at);
        Ok(read.into_iter().map(|(_, rows)| rows).collect())
    }

    pub(in crate::engine) fn script(&mut self, sql: &'static str) -> Result<(), Doom> {
        let text = rewrite(sql, Engine::Postgres).map_err(Doom::of)?;
        self.unshares |= asked_once::writes(sql);
        let begin = self.begin();
        let client = &self.conn.client;
        let sent: Vec<Sent<'_, ()>> = vec![Box::pin(client.batch_execute(&text))];
        let done = together(&self.conn, begin.map(|sql| client.batch_execute(sql)), sent);
        self.round_trips += 1;
        settle(done).map(|_| ())
    }

    #[cfg(test)]
    pub(in crate::engine) fn check(&mut self, sql: &'static str) -> Result<(), Doom> {
        self.prepare(&[&[(sql, &[])]], joined::text)
    }

    pub(in crate::engine) fn bulk(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, Doom> {
        let names = columns.join(", ");
        self.unshares |= asked_once::is_shared(table);
        let begin = self.begin();
        let client = &self.conn.client;
        // An empty answer tells the columns' types, which a binary COPY must be told.
        let shape = format!("select {names} from {table} where false");
        let sent: Vec<Sent<'_, Statement>> = vec![Box::pin(client.prepare(&shape))];
        let prepared = settle(together(
            &self.conn,
            begin.map(|sql| client.batch_execute(sql)),
            sent,
        ))?;
        let types: Vec<Type> = prepared
            .iter()
            .flat_map(Statement::columns)
            .map(|column| column.type_().clone())
            .collect();
        let copy = format!("copy {table} ({names}) from stdin (format binary)");
        let written = self.conn.wait(copy_rows(client, &copy, &types, rows), None);
        self.round_trips += 3;
        written.unwrap_or_else(|| Err(fault::lost()))
    }

    /// Asks for the commit and waits for its end.
    pub(super) fn commit(&mut self) -> Ended {
        if !self.begun {
            return Ended::Kept;
        }
        let client = &self.conn.client;
        let text = if self.unshares {
            RAISE.to_owned() + COMMIT
        } else {
            COMMIT.to_owned()
        };
        let sent: Vec<Sent<'_, ()>> = vec![Box::pin(client.batch_execute(&text))];
        let done = together(&self.conn, NOTHING, sent);
        self.round_trips += 1;
        let Some(done) = done else {
            self.is_lost = true;
            return Ended::Unknown;
        };
        for answer in done {
            if let Err(error) = answer {
                if fault::is_lost(&error) || error.as_db_error().is_none() {
                    return Ended::Unknown;
                }
                let doom = fault::doom(&error);
                return if doom.again {
                    Ended::Again(doom.fault)
                } else {
                    Ended::Failed(doom.fault)
                };
            }
        }
        self.begun = false;
        Ended::Kept
    }

    /// Gives up the transaction if it is open; its connection, unless that is lost.
    pub(super) fn end(self, lost: bool) -> Option<Conn> {
        if lost || self.is_lost || self.conn.client.is_closed() {
            return None;
        }
        let is_of_use = !self.begun || self.conn.roll_back();
        is_of_use.then_some(self.conn)
    }

    /// The text to send first, if the transaction hasn't begun.
    fn begin(&mut self) -> Option<&'static str> {
        let text = match self.mode {
            Mode::Write => "begin",
            Mode::Snapshot => "begin isolation level repeatable read read only",
        };
        (!std::mem::replace(&mut self.begun, true)).then_some(text)
    }

    fn execute(&mut self, batch: &[Part<'_>]) -> Result<Vec<u64>, Doom> {
        let units = joined::units(batch);
        self.prepare(&units, joined::text)?;
        let begin = self.begin();
        let client = &self.conn.client;
        let bound = self.bind(&units)?;
        let sent = bound
            .iter()
            .zip(&units)
            .map(|((s, args), unit)| {
                Box::pin(changed(client, s, args, unit.len())) as Sent<'_, Vec<u64>>
            })
            .collect();
        let done = together(&self.conn, begin.map(|sql| client.batch_execute(sql)), sent);
        drop(bound);
        self.round_trips += 1;
        Ok(settle(done)?.concat())
    }

    fn query(
        &mut self,
        units: &[&[Part<'_>]],
        text: Text,
    ) -> Result<Vec<Vec<tokio_postgres::Row>>, Doom> {
        self.prepare(units, text)?;
        let begin = self.begin();
        let client = &self.conn.client;
        let bound = self.bind(units)?;
        let sent = bound
            .iter()
            .map(|(s, args)| Box::pin(client.query(*s, args)) as Sent<'_, _>)
            .collect();
        let done = together(&self.conn, begin.map(|sql| client.batch_execute(sql)), sent);
        drop(bound);
        self.round_trips += 1;
        settle(done)
    }

    /// Prepares what this connection hasn't prepared yet, all of it in one round trip.
    fn prepare(&mut self, units: &[&[Part<'_>]], text: Text) -> Result<(), Doom> {
        if self.conn.prepared.len() >= PREPARED_MAX {
            // The driver has the server forget them.
            self.conn.prepared.clear();
        }
        let mut missing: Vec<(Box<[Key]>, String, bool)> = Vec::new();
        for unit in units {
            let keys = joined::keys(unit);
            if let Some(known) = self.conn.prepared.get(&keys) {
                self.unshares |= known.unshares;
            } else if missing.iter().all(|(other, ..)| *other != keys) {
                let unshares = unit.iter().any(|(sql, _)| asked_once::writes(sql));
                self.unshares |= unshares;
                missing.push((keys, text(unit).map_err(Doom::of)?, unshares));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let client = &self.conn.client;
        let sent = missing
            .iter()
            .map(|(_, text, _)| Box::pin(client.prepare(text)) as Sent<'_, Statement>)
            .collect();
        let done = together(&self.conn, NOTHING, sent);
        self.round_trips += 1;
        for (statement, (keys, _, unshares)) in settle(done)?.into_iter().zip(missing) {
            let prepared = Prepared {
                statement,
                unshares,
            };
            self.conn.prepared.insert(keys, prepared);
        }
        Ok(())
    }

    fn bind<'a>(&'a self, units: &[&'a [Part<'a>]]) -> Result<Vec<Bound<'a>>, Doom> {
        units
            .iter()
            .map(|unit| {
                let prepared = self.conn.prepared.get(&joined::keys(unit));
                let statement = &prepared
                    .ok_or_else(|| {
                        Doom::of(Fault::Schema("a statement was not prepared".to_owned()))
                    })?
                    .statement;
                let args: Vec<_> = unit.iter().flat_map(|(_, args)| args.iter()).collect();
                Ok((statement, arguments(statement.params(), &args)?))
            })
            .collect()
    }
}

/// So many statements are kept prepared on a connection: each mix of reads and of writes is one, and each costs the server memory.
const PREPARED_MAX: usize = 1024;

/// So often shared answers are looked for, while others write to what they are read of.
const TRIES_MAX: usize = 3;

/// A statement's time limit would end the wait for a standby as if it had confirmed. Two statements in one message have a
/// limit each since PostgreSQL 13.
const COMMIT: &str = "set local statement_timeout = 0; commit";

/// How a unit of several statements is said as one.
type Text = fn(&[Part<'_>]) -> Result<String, Fault>;

type Bound<'a> = (&'a Statement, Vec<&'a (dyn ToSql + Sync)>);

fn parts<'a>(batch: &'a [Stmt<'a>]) -> Vec<Part<'a>> {
    batch.iter().map(|s| (s.sql, s.args())).collect()
}

/// All answers, or the first failure.
fn settle<T>(answers: Option<Vec<Result<T, tokio_postgres::Error>>>) -> Result<Vec<T>, Doom> {
    answers
        .ok_or_else(fault::lost)?
        .into_iter()
        .map(|answer| answer.map_err(|error| fault::doom(&error)))
        .collect()
}

/// Runs a unit of so many writes; the rows that each changed.
async fn changed(
    client: &Client,
    statement: &Statement,
    args: &[&(dyn ToSql + Sync)],
    writes: usize,
) -> Result<Vec<u64>, tokio_postgres::Error> {
    if writes == 1 {
        return Ok(vec![client.execute(statement, args).await?]);
    }
    let row = client.query_one(statement, args).await?;
    (0..writes)
        .map(|at| {
            let rows: i64 = row.try_get(at)?;
            Ok(u64::try_from(rows).unwrap_or(0))
        })
        .collect()
}

async fn copy_rows(
    client: &tokio_postgres::Client,
    copy: &str,
    types: &[Type],
    rows: &mut dyn Iterator<Item = Vec<Value>>,
) -> Result<u64, Doom> {
    let failed = |error: tokio_postgres::Error| fault::doom(&error);
    let sink = client.copy_in(copy).await.map_err(failed)?;
    let mut writer = std::pin::pin!(BinaryCopyInWriter::new(sink, types));
    for row in rows {
        let args: Vec<Arg<'_>> = row.iter().map(Value::as_arg).collect();
        let cells = arguments(types, &args.iter().collect::<Vec<_>>())?;
        writer.as_mut().write(&cells).await.map_err(failed)?;
    }
    writer.finish().await.map_err(failed)
}

fn view<'a>(row: &'a tokio_postgres::Row, name: &'static str, sql: &'static str) -> Row<'a> {
    Row {
        cells: Cells::Postgres(row),
        name,
        sql,
    }
}
