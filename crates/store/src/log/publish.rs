//! The log as static files in the C2SP tlog-tiles layout: `checkpoint`, `tile/<level>/<n>`, `tile/entries/<n>`.
//!
//! In which order they are written is the ledger crate's: the checkpoint that is there finds all its files at every
//! moment, a lost machine included.

use std::fs::{File, TryLockError};
use std::path::Path;

use switchboard_ledger::note::Note;
use switchboard_ledger::publish::{self, Folder, FolderError, LogSource, PublishError};
use switchboard_ledger::tile::{BundleId, encode_bundle};
use switchboard_rules::moment::{Moment, Span};

use super::cosigned::{agreed, checkpoint};
use super::lost;
use super::tiles::Kept;
use super::unpublished::{self, Unpublished};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::world::World;

/// How old a checkpoint may be on which the witnesses agreed, to be published before a newer one without them.
const AGREED_FRESH: Span = Span::minutes(1);
/// Held while somebody publishes, so that two processes don't write into each other's files.
const LOCK: &str = ".publishing";

const LEAVES: &str =
    "select idx, leaf from entry where idx >= $1 and idx < $2 order by idx limit 256";

impl LogSource for Kept<'_> {
    fn bundle(&self, id: BundleId) -> Result<Vec<u8>, Fault> {
        let from = i64::try_from(id.index().saturating_mul(256)).unwrap_or(i64::MAX);
        let to = from.saturating_add(i64::from(id.width()));
        let records = self.0.0.db.read("log-bundle", |raw| {
            let mut records = raw.all(LEAVES, &[Arg::Int(from), Arg::Int(to)], |row| {
                Ok((row.int(0)?, row.bytes(1)?.to_vec()))
            })?;
            if records.len() < usize::from(id.width()) {
                records.extend(lost::between(raw, from, to)?);
                records.sort_by_key(|(index, _)| *index);
            }
            Ok(records)
        })?;
        encode_bundle(records.iter().map(|(_, record)| record.as_slice()))
            .map_err(|e| Fault::World(e.to_string()))
    }
}

/// What is to be published now: the checkpoint that enough witnesses agreed on, if that was within the minute, so that
/// whoever asks for witnesses finds them in a folder; or else the newest.
pub fn to_publish(world: &World, now: Moment) -> Result<String, Fault> {
    let agreed = agreed(world)?.filter(|agreed| now.since(agreed.at) <= AGREED_FRESH);
    match agreed {
        Some(agreed) if !agreed.note.is_empty() => Ok(agreed.note),
        _ => checkpoint(world),
    }
}

/// Writes the signed log into `dir`, over whatever of it is there; answers its size, or nothing before the first
/// signature or while another process is at it.
pub fn publish(world: &World, dir: &Path, now: Moment) -> Result<Option<u64>, Fault> {
    write_into(world, dir, now).map_err(|(_, fault)| fault)
}

/// The same again and again, as the job does: what keeps it from being published is noted, so that whoever keeps the machine
/// running is told, until it is published again.
pub fn keep_published(world: &World, dir: &Path, now: Moment) -> Result<Option<u64>, Fault> {
    let written = write_into(world, dir, now);
    let wrong = written.as_ref().err().map(|(wrong, _)| *wrong);
    unpublished::note(world, dir, wrong, now)?;
    written.map_err(|(_, fault)| fault)
}

/// What keeps the log from being published, and what to say of it.
type Wrong = (Unpublished, Fault);

fn write_into(world: &World, dir: &Path, now: Moment) -> Result<Option<u64>, Wrong> {
    let unreadable = |fault| (Unpublished::Unreadable, fault);
    let text = to_publish(world, now).map_err(unreadable)?;
    if text.is_empty() {
        return Ok(None);
    }
    let alone = lock(dir).map_err(|error| (Unpublished::Unwritable, unwritable(dir, &error)))?;
    let Some(_alone) = alone else {
        return Ok(None);
    };
    let published = match put(world, &parse(&text).map_err(unreadable)?, dir) {
        // The newest was published while the witnesses were silent; now they speak of one before it.
        Err(PublishError::Shrunk { .. }) => {
            let newest = checkpoint(world).and_then(|text| parse(&text));
            put(world, &newest.map_err(unreadable)?, dir)
        }
        other => other,
    };
    published.map(Some).map_err(wrong)
}

fn parse(text: &str) -> Result<Note, Fault> {
    Note::parse(text.as_bytes()).map_err(|error| Fault::World(error.to_string()))
}

fn put(world: &World, note: &Note, dir: &Path) -> Result<u64, PublishError<Fault, FolderError>> {
    publish::publish(&Kept(world), note, &mut Folder::new(dir)).map(|published| published.size)
}

fn lock(dir: &Path) -> std::io::Result<Option<File>> {
    std::fs::create_dir_all(dir)?;
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn unwritable(dir: &Path, error: &std::io::Error) -> Fault {
    Fault::World(format!(
        "`{}` can't be written ({}): the log is not published there",
        dir.display(),
        error.kind()
    ))
}

fn wrong(error: PublishError<Fault, FolderError>) -> Wrong {
    let refused = |error: PublishError<Fault, FolderError>| {
        Fault::World(format!("the log is not published: {error}"))
    };
    match error {
        PublishError::Source(fault) => (Unpublished::Unreadable, fault),
        PublishError::Files(error) => (Unpublished::Unwritable, Fault::World(error.to_string())),
        PublishError::OtherLog(_) => (Unpublished::OtherLog, refused(error)),
        PublishError::Shrunk { .. }
        | PublishError::Rewritten(_)
        | PublishError::Published(_)
        | PublishError::PublishedText(_) => (Unpublished::OtherHistory, refused(error)),
        other => (Unpublished::Unreadable, refused(other)),
    }
}
