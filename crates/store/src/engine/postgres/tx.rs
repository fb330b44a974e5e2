//! One transaction on PostgreSQL, its statements sent together where they can be.

use std::error::Error;

use tokio_postgres::{
    Client, Statement,
    binary_copy::BinaryCopyInWriter,
    types::{FromSql, ToSql, Type},
};

use super::{
    fault,
    gathered::{self, Answer},
    joined::{self, Part},
    pool::Conn,
    together::{NOTHING, Sent, together},
};
use crate::engine::{
    Arg, Engine, Fault, Row, Rows, Stmt, Value,
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
}

impl Tx {
    pub(super) fn new(conn: Conn, mode: Mode) -> Self {
        Self {
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

    pub(in crate::engine) fn gather(
        &mut self,
        name: &'static str,
        batch: &[Stmt<'_>],
    ) -> Result<Vec<Rows>, Doom> {
        let parts = parts(batch);
        let units = gathered::units(&parts);
        let answers = self.query(&units, gathered::text)?;
        let mut read = Vec::with_capacity(batch.len());
        for (rows, unit) in answers.iter().zip(&units) {
            match (rows.as_slice(), *unit) {
                (_, [(sql, _)]) => {
                    let columns = rows.first().map_or(0, tokio_postgres::Row::len);
                    let cells = rows
                        .iter()
                        .flat_map(|row| (0..columns).map(move |i| owned(row, i)));
                    read.push(Rows::new(cells.collect(), columns, (name, sql)));
                }
                ([row], unit) => {
                    for (at, (sql, _)) in unit.iter().enumerate() {
                        let answer: Answer = row.try_get(at).map_err(|_| unread(name, sql))?;
                        let columns = answer.0.first().map_or(0, |row| row.0.len());
                        let cells = answer.0.into_iter().flat_map(|row| row.0);
                        read.push(Rows::new(cells.collect(), columns, (name, sql)));
                    }
                }
                _ => return Err(unread(name, "several reads at once")),
            }
        }
        Ok(read)
    }

    pub(in crate::engine) fn script(&mut self, sql: &'static str) -> Result<(), Doom> {
        let text = rewrite(sql, Engine::Postgres).map_err(Doom::of)?;
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
        // A statement's time limit would end the wait for a standby as if it had confirmed. Two statements in one
        // message have a limit each since PostgreSQL 13.
        let sent: Vec<Sent<'_, ()>> = vec![Box::pin(
            client.batch_execute("set local statement_timeout = 0; commit"),
        )];
        let done = together(&self.conn, NOTHING, sent);
        self.round_trips += 1;
        let Some(done) = done else {
            self.is_lost = true;
            return Ended::Failed(Fault::Unknown);
        };
        for answer in done {
            if let Err(error) = answer {
                if fault::is_lost(&error) || error.as_db_error().is_none() {
                    return Ended::Failed(Fault::Unknown);
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
        let mut missing: Vec<(Box<[Key]>, String)> = Vec::new();
        for unit in units {
            let keys = joined::keys(unit);
            let known = self.conn.prepared.contains_key(&keys)
                || missing.iter().any(|(other, _)| *other == keys);
            if !known {
                missing.push((keys, text(unit).map_err(Doom::of)?));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let client = &self.conn.client;
        let sent = missing
            .iter()
            .map(|(_, text)| Box::pin(client.prepare(text)) as Sent<'_, Statement>)
            .collect();
        let done = together(&self.conn, NOTHING, sent);
        self.round_trips += 1;
        for (statement, (keys, _)) in settle(done)?.into_iter().zip(missing) {
            self.conn.prepared.insert(keys, statement);
        }
        Ok(())
    }

    fn bind<'a>(&'a self, units: &[&'a [Part<'a>]]) -> Result<Vec<Bound<'a>>, Doom> {
        units
            .iter()
            .map(|unit| {
                let prepared = self.conn.prepared.get(&joined::keys(unit));
                let statement = prepared.ok_or_else(|| {
                    Doom::of(Fault::Schema("a statement was not prepared".to_owned()))
                })?;
                let args: Vec<_> = unit.iter().flat_map(|(_, args)| args.iter()).collect();
                Ok((statement, arguments(statement.params(), &args)?))
            })
            .collect()
    }
}

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

/// Lends `args` to the driver as the types the server inferred.
fn arguments<'a>(
    types: &[Type],
    args: &[&'a Arg<'a>],
) -> Result<Vec<&'a (dyn ToSql + Sync)>, Doom> {
    if types.len() != args.len() {
        return Err(Doom::of(Fault::Schema(format!(
            "a statement has {} parameters and got {}",
            types.len(),
            args.len()
        ))));
    }
    types
        .iter()
        .zip(args)
        .map(|(ty, arg)| {
            let lent: &(dyn ToSql + Sync) = match *arg {
                Arg::Null => null(ty),
                Arg::Int(n) => n,
                Arg::Text(s) => s,
                Arg::Bytes(b) => b,
            };
            Ok(lent)
        })
        .collect()
}

fn null(ty: &Type) -> &'static (dyn ToSql + Sync) {
    match *ty {
        Type::INT8 => &None::<i64>,
        Type::BYTEA => &None::<&[u8]>,
        _ => &None::<&str>,
    }
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

fn unread(name: &'static str, sql: &'static str) -> Doom {
    Doom::of(Fault::Row(format!(
        "`{name}` can't read what `{sql}` answers"
    )))
}

fn view<'a>(row: &'a tokio_postgres::Row, name: &'static str, sql: &'static str) -> Row<'a> {
    Row {
        cells: Cells::Postgres(row),
        name,
        sql,
    }
}

/// A cell as an argument, or none where it is absent or of a type we don't have.
///
/// Small integers and truth values come as integers, as they do from SQLite.
pub(in crate::engine) fn cell(row: &tokio_postgres::Row, i: usize) -> Option<Arg<'_>> {
    let ty = row.columns().get(i)?.type_();
    match *ty {
        Type::INT8 => read(row, i, Arg::Int),
        Type::INT4 => read(row, i, |n: i32| Arg::Int(n.into())),
        Type::INT2 => read(row, i, |n: i16| Arg::Int(n.into())),
        Type::BOOL => read(row, i, |yes: bool| Arg::Int(yes.into())),
        Type::BYTEA => read(row, i, Arg::Bytes),
        _ if <&str as FromSql<'_>>::accepts(ty) => read(row, i, Arg::Text),
        _ => None,
    }
}

/// The same of a cell that stands in a row inside a row; null where it is of a type we don't have, as `owned` has it.
pub(super) fn value(ty: &Type, raw: Option<&[u8]>) -> Result<Value, Box<dyn Error + Sync + Send>> {
    let Some(raw) = raw else {
        return Ok(Value::Null);
    };
    Ok(match *ty {
        Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
        Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
        Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
        Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
        Type::BYTEA => Value::Bytes(raw.to_vec()),
        _ if <&str as FromSql<'_>>::accepts(ty) => Value::Text(String::from_sql(ty, raw)?),
        _ => Value::Null,
    })
}

fn read<'a, T: FromSql<'a>>(
    row: &'a tokio_postgres::Row,
    i: usize,
    wrap: impl FnOnce(T) -> Arg<'a>,
) -> Option<Arg<'a>> {
    let value: Option<T> = row.try_get(i).ok()?;
    Some(value.map_or(Arg::Null, wrap))
}

fn owned(row: &tokio_postgres::Row, i: usize) -> Value {
    match cell(row, i) {
        Some(Arg::Int(n)) => Value::Int(n),
        Some(Arg::Text(s)) => Value::Text(s.to_owned()),
        Some(Arg::Bytes(b)) => Value::Bytes(b.to_vec()),
        Some(Arg::Null) | None => Value::Null,
    }
}
