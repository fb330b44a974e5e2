//! Signing what the tree has become: head committed → guard file fsynced → note signed and published.

use std::fs::TryLockError;
use std::io::Write as _;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::Note;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::sequence::{Head, head};
use super::tiles;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::{Auth, SEQUENCER};
use crate::tx::Verdict;
use crate::world::World;

/// Signs the head if it grew since the last signature. Answers the signed size.
///
/// Where another process is at it, it is left to that one: whoever comes next signs what has grown since.
pub fn sign(world: &World, now: Moment) -> Result<u64, Fault> {
    // Two threads that sign at once could leave the guard at the smaller size.
    let _one_at_a_time = world
        .0
        .signing
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    // Two processes on one directory neither. The system takes the lock from whoever is killed.
    let keys = std::fs::File::open(world.0.dir.join("keys"))?;
    match keys.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(head(world)?.signed_size),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let head = head(world)?;
    if head.size == head.signed_size {
        return Ok(head.size);
    }
    let signed = prepare(world, &head)?;
    keep_signed(world, signed, now)?;
    Ok(head.size)
}

/// A signature that nobody has seen yet.
pub(crate) struct Signed {
    size: i64,
    epoch: i64,
    note: String,
}

/// Puts the head down in the guard file and signs it.
pub(crate) fn prepare(world: &World, head: &Head) -> Result<Signed, Fault> {
    guard(world, head)?;
    let origin = &world.meta().origin;
    let broken = |error: &dyn std::fmt::Display| Fault::World(error.to_string());
    let checkpoint = Checkpoint::new(origin, head.size, head.root).map_err(|e| broken(&e))?;
    let mut note = Note::new(checkpoint.body()).map_err(|e| broken(&e))?;
    note.sign(&world.0.keys.signer(origin)?)
        .map_err(|e| broken(&e))?;
    Ok(Signed {
        size: i64::try_from(head.size).unwrap_or(i64::MAX),
        epoch: head.epoch,
        note: note.to_string(),
    })
}

const KEEP: &str = "update log_head set signed_size = $1, note = $2, signed_at = $3 where bucket = $4 and origin = $5 and signed_size < $1 and epoch = $6";

/// Shows a signature to everybody. One that was made before another node took the lease over is thrown away: whoever
/// paused in between doesn't sign.
pub(crate) fn keep_signed(world: &World, signed: Signed, now: Moment) -> Result<(), Fault> {
    let origin = world.meta().origin.clone();
    world
        .write("log-sign", Auth::Job(SEQUENCER), now, move |tx| {
            let args = [
                Arg::Int(signed.size),
                Arg::Text(&signed.note),
                Arg::Int(now.millis()),
                Arg::Int(bucket_of(origin.as_bytes())),
                Arg::Text(&origin),
                Arg::Int(signed.epoch),
            ];
            tx.run(KEEP, &args)?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// What the guard file says was signed last of one log.
pub(super) struct Guard {
    pub(super) size: u64,
    /// In hexadecimal.
    pub(super) root: String,
    /// The log's name.
    origin: String,
}

const FILE: &str = "log.guard";

/// Reads the guard file: a line for each name that this machine's log ever had. A log that was renamed keeps its line, so
/// it never signs again, however often a backup is restored.
fn read_guards(world: &World) -> Result<Vec<Guard>, Fault> {
    let unreadable = |what: &str| {
        Fault::World(format!(
            "the guard file can't be read ({what}); nothing was signed; put it back"
        ))
    };
    let text = match std::fs::read_to_string(world.0.dir.join("keys").join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&error.kind().to_string())),
    };
    let line = |line: &str| {
        let mut words = line.split(' ');
        let (Some(size), Some(root), Some(origin)) = (words.next(), words.next(), words.next())
        else {
            return Err(unreadable("cut short"));
        };
        Ok(Guard {
            size: size.parse().map_err(|_| unreadable("no size"))?,
            root: root.to_owned(),
            origin: origin.to_owned(),
        })
    };
    text.lines().map(line).collect()
}

/// What was signed last under this log's name; none before its first signature.
pub(super) fn read_guard(world: &World) -> Result<Option<Guard>, Fault> {
    let mut guards = read_guards(world)?.into_iter();
    Ok(guards.find(|guard| guard.origin == world.meta().origin))
}

/// Refuses to go on with a tree that isn't what was signed before, grown. A log that was signed and has no guard is refused
/// too: whoever has the database and the keys without it, as from two backups, can't know what else was signed.
pub(crate) fn check_guard(world: &World, head: &Head) -> Result<(), Fault> {
    let size = head.size;
    match read_guard(world)? {
        None if head.signed_size == 0 => Ok(()),
        None => Err(unguarded(world)),
        Some(Guard { size: signed, .. }) if signed > size => Err(set_back(world, signed, size)),
        Some(guard) if tiles::root_at(world, guard.size, size)?.to_hex() == guard.root => Ok(()),
        Some(guard) => Err(set_back(world, guard.size, size)),
    }
}

fn unguarded(world: &World) -> Fault {
    Fault::World(format!(
        "this log was signed before, and `keys/{FILE}`, which says how far, is not there: more may have been signed than the database holds; put the file back, or run `switchboard restore --in-place {}`",
        world.0.dir.display()
    ))
}

fn set_back(world: &World, signed: u64, size: u64) -> Fault {
    Fault::World(format!(
        "this log was signed at size {signed} already, and the database, at {size}, tells another history: it looks restored from a backup; run `switchboard restore --in-place {}`",
        world.0.dir.display()
    ))
}

/// Remembers outside the database what is about to be signed, so that a restored database can't make this machine sign
/// a second history, however far that has grown: the tree must still have, at the size signed before, the root signed
/// then. Written whole and fsynced before the signature exists.
fn guard(world: &World, head: &Head) -> Result<(), Fault> {
    check_guard(world, head)?;
    let dir = &world.0.dir;
    let path = dir.join("keys").join(FILE);
    let next = path.with_extension("guard-next");
    let own = &world.meta().origin;
    let line = |size: u64, root: &str, origin: &str| format!("{size} {root} {origin}\n");
    let guards = read_guards(world)?;
    let others = guards.iter().filter(|guard| guard.origin != *own);
    let lines: String = others
        .map(|guard| line(guard.size, &guard.root, &guard.origin))
        .chain([line(head.size, &head.root.to_hex(), own)])
        .collect();
    let write = || -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&next)?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&next, &path)?;
        std::fs::File::open(dir.join("keys"))?.sync_all()
    };
    write().map_err(|e| {
        Fault::World(format!(
            "the guard file can't be written ({}); nothing was signed",
            e.kind()
        ))
    })
}
