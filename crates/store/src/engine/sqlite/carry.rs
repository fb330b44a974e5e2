//! Carrying every row out of SQLite while it is written, and into a new file.

use std::{fs::File, io::BufReader, path::Path};

use rusqlite::{OpenFlags, types::ValueRef};

use super::{Link, link};
use crate::engine::{
    Arg, Carrier, Engine, Fault,
    carry::{Column, END, HEAD, Kind, Opened, RowsIn, Table, check_tables, put},
};

const TABLES: &str = "select m.name, c.name, c.type from sqlite_schema m join pragma_table_xinfo(m.name) c where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name <> 'schema_step' order by m.name, c.cid";
const INDEXES: &str =
    "select name, sql from sqlite_schema where type = 'index' and sql is not null";
/// A fact of the restored store, which the backup may hold otherwise.
const FACT: &str = "insert into meta (key, value) values (?1, ?2) on conflict (key) do update set value = excluded.value";
/// Bytes that are handed over at once.
const CHUNK: usize = 256 * 1024;
/// Memory for pages while a snapshot is read through once: hardly any.
const CACHE_OUT: usize = 8 * 1024 * 1024;
/// Memory for pages while a file is filled: keys come in any order.
const CACHE_IN: usize = 512 * 1024 * 1024;

/// One read transaction from the beginning to the end: nobody waits for it, but the WAL can't begin anew meanwhile.
pub(super) fn carry_out(path: &Path, out: &mut dyn Carrier) -> Result<(), Fault> {
    let mut link = Link::reader(path, CACHE_OUT)?;
    link.control("begin deferred")?;
    for table in tables(&link)? {
        out.begin(&table)?;
        rows(&link, &table, out)?;
        out.end()?;
    }
    link.control("rollback")
}

fn tables(link: &Link) -> Result<Vec<Table>, Fault> {
    let failed = |error: rusqlite::Error| link::fault(&error);
    let mut all = Vec::new();
    let mut statement = link.statements.prepare(TABLES).map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let text = |at: usize| row.get::<_, String>(at).map_err(failed);
        let column = Column {
            name: text(1)?,
            kind: Kind::of(&text(2)?)?,
        };
        Table::add(&mut all, &text(0)?, column);
    }
    Ok(all)
}

fn rows(link: &Link, table: &Table, out: &mut dyn Carrier) -> Result<(), Fault> {
    let failed = |error: rusqlite::Error| link::fault(&error);
    let mut statement = link.statements.prepare(&table.select()).map_err(failed)?;
    let width = i16::try_from(table.columns.len())
        .unwrap_or(i16::MAX)
        .to_be_bytes();
    let mut chunk = HEAD.to_vec();
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        chunk.extend_from_slice(&width);
        for (at, column) in table.columns.iter().enumerate() {
            let cell = match (row.get_ref(at).map_err(failed)?, column.kind) {
                (ValueRef::Null, _) => Arg::Null,
                (ValueRef::Integer(n), Kind::Int) => Arg::Int(n),
                (ValueRef::Text(text), Kind::Text) => {
                    Arg::Text(std::str::from_utf8(text).map_err(|_| wrong(table, column))?)
                }
                (ValueRef::Blob(bytes), Kind::Bytes) => Arg::Bytes(bytes),
                _ => return Err(wrong(table, column)),
            };
            put(&mut chunk, cell)?;
        }
        if chunk.len() >= CHUNK {
            out.bytes(&chunk)?;
            chunk.clear();
        }
    }
    chunk.extend_from_slice(&END);
    out.bytes(&chunk)
}

fn wrong(table: &Table, column: &Column) -> Fault {
    Fault::Row(format!(
        "a cell of `{}.{}` is not {:?}; look whether the file is damaged",
        table.name, column.name, column.kind
    ))
}

/// Fills a file that nobody has open. Without a journal: whoever finds it half filled throws it away.
pub(in crate::engine) fn carry_in(
    path: &Path,
    tables_in: &[Table],
    open: &mut dyn FnMut(&Table) -> Result<Opened, Fault>,
    also: &[(&'static str, String)],
) -> Result<(), Fault> {
    let failed = |error: rusqlite::Error| link::fault(&error);
    let mut link = Link::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, CACHE_IN)?;
    link.set("locking_mode", "exclusive")?;
    link.set("journal_mode", "off")?;
    link.set("synchronous", "off")?;
    check_tables(tables_in, &tables(&link)?, Engine::Sqlite)?;
    link.control("begin immediate")?;
    let indexes = indexes(&link)?;
    for (name, _) in &indexes {
        link.statements
            .execute_batch(&format!("drop index \"{name}\""))
            .map_err(failed)?;
    }
    for table in tables_in {
        link.statements
            .execute_batch(&table.empty())
            .map_err(failed)?;
        fill(&link, table, open(table)?)?;
    }
    for (key, value) in also {
        link.statements
            .execute(FACT, [*key, value])
            .map_err(failed)?;
    }
    for (_, text) in &indexes {
        link.statements.execute_batch(text).map_err(failed)?;
    }
    link.control("commit")?;
    link.set("journal_mode", "delete")?;
    drop(link);
    File::open(path)?.sync_all()?;
    Ok(())
}

fn indexes(link: &Link) -> Result<Vec<(String, String)>, Fault> {
    let failed = |error: rusqlite::Error| link::fault(&error);
    let mut statement = link.statements.prepare(INDEXES).map_err(failed)?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
        .map_err(failed)?;
    Ok(found)
}

fn fill(link: &Link, table: &Table, from: Opened) -> Result<(), Fault> {
    let failed = |error: rusqlite::Error| link::fault(&error);
    let places: Vec<_> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "insert into \"{}\" ({}) values ({})",
        table.name,
        table.columns(),
        places.join(", ")
    );
    let mut statement = link.statements.prepare(&sql).map_err(failed)?;
    let mut rows = RowsIn::new(BufReader::with_capacity(CHUNK, from), table.clone())?;
    while let Some(row) = rows.next_row()? {
        for (at, cell) in row.iter().enumerate() {
            match *cell {
                Arg::Null => statement.raw_bind_parameter(at + 1, rusqlite::types::Null),
                Arg::Int(n) => statement.raw_bind_parameter(at + 1, n),
                Arg::Text(text) => statement.raw_bind_parameter(at + 1, text),
                Arg::Bytes(bytes) => statement.raw_bind_parameter(at + 1, bytes),
            }
            .map_err(failed)?;
        }
        statement.raw_execute().map_err(failed)?;
    }
    Ok(())
}
