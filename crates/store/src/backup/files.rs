//! The files of rows: hashed and counted while they are written, synced as they grow.

use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::Note;

use super::disk;
use super::manifest::{LogPoint, TableFile};
use crate::engine::{Arg, Carrier, Counted, RowsIn, Table};
use crate::fault::Fault;
use crate::seal::hex;

/// Bytes after which a file is synced: a sync of gigabytes at the end would hold up the store's own.
const SYNC_EACH: u64 = 8 * 1024 * 1024;

/// Writes each table into a file of its own.
pub(super) struct Filer<'a> {
    dir: &'a Path,
    done: Vec<TableFile>,
    open: Option<Open>,
}

struct Open {
    table: Table,
    path: PathBuf,
    file: File,
    digest: Sha256,
    counted: Counted,
    bytes: u64,
    synced: u64,
}

impl<'a> Filer<'a> {
    pub(super) fn new(dir: &'a Path) -> Self {
        Self {
            dir,
            done: Vec::new(),
            open: None,
        }
    }

    pub(super) fn done(self) -> Vec<TableFile> {
        self.done
    }
}

impl Carrier for Filer<'_> {
    fn begin(&mut self, table: &Table) -> Result<(), Fault> {
        let path = self.dir.join(format!("{}.rows", table.name));
        self.open = Some(Open {
            file: disk::create(&path)?,
            table: table.clone(),
            path,
            digest: Sha256::new(),
            counted: Counted::default(),
            bytes: 0,
            synced: 0,
        });
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        open.digest.update(bytes);
        open.counted.feed(bytes);
        open.file
            .write_all(bytes)
            .map_err(|e| disk::told(&open.path, &e))?;
        open.bytes += u64::try_from(bytes.len()).unwrap_or(0);
        if open.bytes - open.synced >= SYNC_EACH {
            open.synced = open.bytes;
            open.file
                .sync_data()
                .map_err(|e| disk::told(&open.path, &e))?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        open.file
            .sync_all()
            .map_err(|e| disk::told(&open.path, &e))?;
        self.done.push(TableFile::new(
            &open.table,
            open.counted.rows,
            open.bytes,
            hex(&open.digest.finalize()),
        ));
        Ok(())
    }
}

/// Hashes and counts what is read through it.
pub(super) struct Hashed<R> {
    from: R,
    digest: Sha256,
    bytes: u64,
}

impl<R: Read> Hashed<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    /// What was read: bytes, and their SHA-256.
    pub(super) fn seen(&self) -> (u64, String) {
        (self.bytes, hex(&self.digest.clone().finalize()))
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.digest.update(buffer.get(..read).unwrap_or_default());
        self.bytes += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

/// Opens a table's file.
pub(super) fn open(dir: &Path, table: &TableFile) -> Result<File, Fault> {
    let path = dir.join(table.file());
    File::open(&path).map_err(|e| disk::told(&path, &e))
}

/// Opens the file of the table of this name, to be carried into a store.
pub(crate) fn open_table(dir: &Path, name: &str) -> Result<crate::engine::Opened, Fault> {
    let path = dir.join(format!("{name}.rows"));
    let file = File::open(&path).map_err(|e| disk::told(&path, &e))?;
    Ok(Box::new(file))
}

/// Goes through the rows of one table; `each` gets the cells of the named columns.
pub(super) fn each_row(
    from: impl Read,
    table: &TableFile,
    wanted: &[&str],
    mut each: impl FnMut(&[Arg<'_>]) -> Result<(), Fault>,
) -> Result<u64, Fault> {
    let mut places = Vec::with_capacity(wanted.len());
    for name in wanted {
        let place = table.columns.iter().position(|c| c.name == *name);
        places.push(place.ok_or_else(|| {
            Fault::World(format!(
                "the backup has no column `{name}` in `{}`; use the program that made it",
                table.name
            ))
        })?);
    }
    let mut rows = RowsIn::new(BufReader::with_capacity(256 * 1024, from), table.table()?)?;
    let mut seen = 0;
    while let Some(row) = rows.next_row()? {
        let cells: Vec<Arg<'_>> = places
            .iter()
            .filter_map(|at| row.get(*at).copied())
            .collect();
        each(&cells)?;
        seen += 1;
    }
    Ok(seen)
}

/// Where the log stands in a backup: what its last checkpoint says.
pub(super) fn log_point(dir: &Path, tables: &[TableFile]) -> Result<LogPoint, Fault> {
    let table = |name: &str| {
        tables
            .iter()
            .find(|t| t.name == name)
            .ok_or_else(|| Fault::World(format!("the store has no table `{name}`; is it ours?")))
    };
    let mut origin = String::new();
    let meta = table("meta")?;
    each_row(open(dir, meta)?, meta, &["key", "value"], |row| {
        if let [Arg::Text("origin"), Arg::Text(value)] = row {
            (*value).clone_into(&mut origin);
        }
        Ok(())
    })?;
    let mut note = None;
    let heads = table("log_head")?;
    each_row(open(dir, heads)?, heads, &["origin", "note"], |row| {
        if let [Arg::Text(of), Arg::Text(text)] = row
            && *of == origin
        {
            note = Some((*text).to_owned());
        }
        Ok(())
    })?;
    let note = note.ok_or_else(|| Fault::World("the store has no head of its log".to_owned()))?;
    if note.is_empty() {
        return Ok(LogPoint {
            origin,
            ..LogPoint::default()
        });
    }
    let wrong = |e: &dyn std::fmt::Display| Fault::World(format!("the log's checkpoint: {e}"));
    let parsed = Note::parse(note.as_bytes()).map_err(|e| wrong(&e))?;
    let checkpoint = Checkpoint::parse(parsed.text()).map_err(|e| wrong(&e))?;
    Ok(LogPoint {
        origin,
        size: checkpoint.size(),
        root: checkpoint.root().to_hex(),
        checkpoint: note,
    })
}
