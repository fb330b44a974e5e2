//! `manifest.json`: what a backup holds. Written last, so that a directory without one is no backup.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk;
use crate::engine::{CellKind, Column, Table};
use crate::fault::Fault;

/// The form of the files.
pub(super) const FORMAT: u32 = 1;
const FILE: &str = "manifest.json";
/// A manifest longer than this isn't ours.
const BYTES_MAX: u64 = 4 * 1024 * 1024;

/// What a backup holds. Nothing in it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of the files; 1.
    pub format: u32,
    /// Tells this backup from every other.
    pub id: String,
    /// The program that made it.
    pub version: String,
    /// The step of the schema.
    pub schema: i64,
    /// The engine it was taken from.
    pub engine: String,
    /// The kind of world.
    pub world: String,
    /// When it was made, in milliseconds since 1970 UTC.
    pub made_at_ms: i64,
    /// Where the ledger stood.
    pub log: LogPoint,
    /// Its files.
    pub tables: Vec<TableFile>,
}

/// A signed point of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogPoint {
    /// The log's name.
    pub origin: String,
    /// The size that is signed; 0 before the first checkpoint.
    pub size: u64,
    /// The root at that size, in hexadecimal.
    pub root: String,
    /// The signed checkpoint itself.
    pub checkpoint: String,
}

/// One table's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    /// The table.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Its columns, in the order of the cells.
    pub columns: Vec<FileColumn>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileColumn {
    /// Its name.
    pub name: String,
    /// `int`, `text` or `bytes`.
    pub kind: String,
}

impl TableFile {
    pub(super) fn new(table: &Table, rows: u64, bytes: u64, sha256: String) -> Self {
        let kind = |kind| match kind {
            CellKind::Int => "int",
            CellKind::Text => "text",
            CellKind::Bytes => "bytes",
        };
        let columns = table.columns.iter().map(|c| FileColumn {
            name: c.name.clone(),
            kind: kind(c.kind).to_owned(),
        });
        Self {
            name: table.name.clone(),
            rows,
            bytes,
            sha256,
            columns: columns.collect(),
        }
    }

    /// The name of its file.
    pub(super) fn file(&self) -> String {
        format!("{}.rows", self.name)
    }

    /// The table as the engines know it. Names are letters, digits and `_`: they go into statements.
    pub(crate) fn table(&self) -> Result<Table, Fault> {
        let column = |c: &FileColumn| {
            let kind = match c.kind.as_str() {
                "int" => CellKind::Int,
                "text" => CellKind::Text,
                "bytes" => CellKind::Bytes,
                _ => return Err(unknown(&c.name)),
            };
            Ok(Column {
                name: plain(&c.name)?,
                kind,
            })
        };
        Ok(Table {
            name: plain(&self.name)?,
            columns: self.columns.iter().map(column).collect::<Result<_, _>>()?,
        })
    }
}

fn plain(name: &str) -> Result<String, Fault> {
    let is_plain = !name.is_empty()
        && name.len() <= 63
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if is_plain {
        Ok(name.to_owned())
    } else {
        Err(unknown(name))
    }
}

fn unknown(name: &str) -> Fault {
    Fault::World(format!(
        "the manifest has a name or a kind that is none of ours (`{name}`); it was changed by somebody else"
    ))
}

impl Manifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|t| t.rows).sum()
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.tables.iter().map(|t| t.bytes).sum()
    }

    pub(super) fn write(&self, dir: &Path) -> Result<(), Fault> {
        let mut text = serde_json::to_vec_pretty(self)
            .map_err(|e| Fault::World(format!("the manifest can't be written: {e}")))?;
        text.push(b'\n');
        disk::put(&dir.join(FILE), &text)
    }

    /// Reads the manifest of the backup in `dir`.
    ///
    /// # Errors
    /// Where there is none: the directory is half made, or no backup.
    pub fn read(dir: &Path) -> Result<Self, Fault> {
        let path = dir.join(FILE);
        let length = match fs::metadata(&path) {
            Ok(found) => found.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Fault::World(format!(
                    "`{}` is not a whole backup: it has no manifest.json; it was given up half made, or is something else",
                    dir.display()
                )));
            }
            Err(error) => return Err(disk::told(&path, &error)),
        };
        if length > BYTES_MAX {
            return Err(unknown(FILE));
        }
        let text = fs::read(&path).map_err(|e| disk::told(&path, &e))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|e| {
            Fault::World(format!(
                "`{}` can't be understood ({e}); use the program that made the backup",
                path.display()
            ))
        })?;
        if manifest.format != FORMAT {
            return Err(Fault::World(format!(
                "this backup has the form {}, the program knows {FORMAT}; use the newer program",
                manifest.format
            )));
        }
        Ok(manifest)
    }
}
