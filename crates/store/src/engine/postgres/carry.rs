//! Carrying every row out of PostgreSQL in one snapshot, and into an empty database, by COPY.

use std::{
    future::poll_fn,
    io::{Cursor, Read},
    pin::pin,
};

use futures_core::Stream;
use futures_sink::Sink;
use tokio_postgres::{Client, Error};

use super::{Postgres, fault, pool::Conn};
use crate::engine::{
    Carrier, Engine, Fault, Options,
    carry::{Column, Counted, Kind, Opened, Table, check_tables, damaged},
};

const TABLES: &str = "select c.table_name, c.column_name, c.data_type from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name <> 'schema_step' order by c.table_name, c.ordinal_position";
/// The indexes that no constraint brings: a table is filled faster without them.
const INDEXES: &str = "select i.indexname, i.indexdef from pg_indexes i where i.schemaname = current_schema() and i.tablename <> 'schema_step' and not exists (select 1 from pg_constraint c where c.conname = i.indexname and c.connamespace = current_schema()::regnamespace) order by i.indexname";
/// A table is read through from its beginning, however long that takes.
const OUT: &str = "begin isolation level repeatable read read only; set local statement_timeout = 0; \
    set local idle_in_transaction_session_timeout = 0; set local enable_seqscan = on";
const IN: &str = "begin; set local statement_timeout = 0; set local lock_timeout = 0; \
    set local idle_in_transaction_session_timeout = 0; set local maintenance_work_mem = '256MB'";
/// A fact of the restored store, which the backup may hold otherwise.
const FACT: &str = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
/// Bytes that are sent at once.
const CHUNK: usize = 256 * 1024;

impl Postgres {
    pub(in crate::engine) fn carry_out(&self, out: &mut dyn Carrier) -> Result<(), Fault> {
        let conn = self.core.readers.take()?;
        let done = conn
            .wait(all_out(&conn.client, out), None)
            .unwrap_or(Err(Fault::Gone));
        // Its transaction may still be open: the connection is not given to anybody else.
        self.core.readers.give(done.is_ok().then_some(conn));
        done
    }
}

async fn all_out(client: &Client, out: &mut dyn Carrier) -> Result<(), Fault> {
    client.batch_execute(OUT).await.map_err(failed)?;
    for table in tables(client).await? {
        out.begin(&table)?;
        let copy = format!("copy ({}) to stdout (format binary)", table.select());
        let mut rows = pin!(client.copy_out(&copy).await.map_err(failed)?);
        while let Some(part) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
            out.bytes(&part.map_err(failed)?)?;
        }
        out.end()?;
    }
    client.batch_execute("rollback").await.map_err(failed)
}

async fn tables(client: &Client) -> Result<Vec<Table>, Fault> {
    let mut all = Vec::new();
    for row in client.query(TABLES, &[]).await.map_err(failed)? {
        let text = |at: usize| row.try_get::<_, String>(at).map_err(failed);
        let column = Column {
            name: text(1)?,
            kind: Kind::of(&text(2)?)?,
        };
        Table::add(&mut all, &text(0)?, column);
    }
    Ok(all)
}

/// Fills an empty database in one transaction.
pub(in crate::engine) fn carry_in(
    url: &str,
    options: &Options,
    tables: &[Table],
    open: &mut dyn FnMut(&Table) -> Result<Opened, Fault>,
    also: &[(&'static str, String)],
) -> Result<(), Fault> {
    let store = Postgres::open(url, options)?;
    // A reader's, which any thread may wait for; that it only reads is its transactions' doing.
    let conn: Conn = store.core.readers.take()?;
    let done = conn.wait(all_in(&conn.client, tables, open, also), None);
    // If it failed, its transaction ends with its connection.
    store.core.readers.give(None);
    drop(conn);
    done.unwrap_or(Err(Fault::Gone))
}

async fn all_in(
    client: &Client,
    tables_in: &[Table],
    open: &mut dyn FnMut(&Table) -> Result<Opened, Fault>,
    also: &[(&'static str, String)],
) -> Result<(), Fault> {
    client.batch_execute(IN).await.map_err(failed)?;
    check_tables(tables_in, &tables(client).await?, Engine::Postgres)?;
    let mut indexes = Vec::new();
    for row in client.query(INDEXES, &[]).await.map_err(failed)? {
        let name: String = row.try_get(0).map_err(failed)?;
        indexes.push(row.try_get::<_, String>(1).map_err(failed)?);
        client
            .batch_execute(&format!("drop index \"{name}\""))
            .await
            .map_err(failed)?;
    }
    for table in tables_in {
        client.batch_execute(&table.empty()).await.map_err(failed)?;
        fill(client, table, open(table)?).await?;
    }
    for (key, value) in also {
        client.execute(FACT, &[key, value]).await.map_err(failed)?;
    }
    for index in indexes {
        client.batch_execute(&index).await.map_err(failed)?;
    }
    client.batch_execute("commit").await.map_err(failed)
}

async fn fill(client: &Client, table: &Table, mut from: Opened) -> Result<(), Fault> {
    let copy = format!(
        "copy \"{}\" ({}) from stdin (format binary)",
        table.name,
        table.columns()
    );
    let mut rows = pin!(
        client
            .copy_in::<_, Cursor<Vec<u8>>>(&copy)
            .await
            .map_err(failed)?
    );
    let mut counted = Counted::default();
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = from.read(&mut chunk).map_err(|_| damaged(&table.name))?;
        if read == 0 {
            break;
        }
        chunk.truncate(read);
        counted.feed(&chunk);
        poll_fn(|cx| rows.as_mut().poll_ready(cx))
            .await
            .map_err(failed)?;
        rows.as_mut()
            .start_send(Cursor::new(chunk))
            .map_err(failed)?;
    }
    if !counted.is_whole {
        return Err(damaged(&table.name));
    }
    rows.finish().await.map_err(failed)?;
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where a closure of errors is wanted"
)]
fn failed(error: Error) -> Fault {
    fault::doom(&error).fault
}
