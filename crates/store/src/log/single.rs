//! One entry, open, with the proof that a checkpoint holds it (`docs/log-format.md` §7): what a test copy says of itself before
//! anything was done in it, and that an agreed test was written before it began.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{Act, Opened, Place, Salt, Tag};
use switchboard_ledger::hash::Hash;
use switchboard_ledger::note::Note;
use switchboard_ledger::tile::{RecentTiles, TiledHashes};
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_ledger::tree::prove_inclusion;
use switchboard_rules::events::EventKind;

use super::sequence::{bad_entry, head, open_act};
use super::tiles;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::SYSTEM;
use crate::world::{Inner, World};

/// An entry with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// The number of its kind.
    pub kind: u16,
    /// What it says, as `name=value` words.
    pub detail: String,
    /// A file of the format C2SP tlog-proof: the entry open, the hashes that lead to the root, the signed checkpoint.
    pub proof: String,
}

const SINGLE: &str =
    "select id, act_sealed, subjects, number, previous from entry where idx = $1 limit 1";

struct Found {
    id: Vec<u8>,
    act: Vec<u8>,
    subjects: Vec<u8>,
    place: Place,
}

/// The first entry of a log, all its parts open, under the newest checkpoint.
///
/// # Errors
/// Before the first signature, where the entry was changed, or where it is about members: then it is nobody's to open so.
pub fn first(world: &World) -> Result<Single, Fault> {
    let head = head(world)?;
    if head.signed_size == 0 {
        return Err(Fault::World("this log has no checkpoint yet".to_owned()));
    }
    single(world, (0, &head.note), &[])
}

/// The entry at this place, under this checkpoint of the log; these parts of its act stay covered.
///
/// # Errors
/// Where the checkpoint doesn't hold it, where the entry was changed, or where it is about members.
pub(crate) fn single(
    world: &World,
    (index, note): (u64, &str),
    covered: &[Tag],
) -> Result<Single, Fault> {
    let at = [Arg::Int(i64::try_from(index).unwrap_or(i64::MAX))];
    let found = world.0.db.read("log-single", |raw| {
        raw.one(SINGLE, &at, |row| {
            let previous = <[u8; 32]>::try_from(row.bytes(4)?).map_err(|_| bad_entry())?;
            Ok(Found {
                id: row.bytes(0)?.to_vec(),
                act: row.bytes(1)?.to_vec(),
                subjects: row.bytes(2)?.to_vec(),
                place: Place {
                    number: u64::try_from(row.int(3)?).map_err(|_| bad_entry())?,
                    previous: Hash::from_bytes(previous),
                },
            })
        })
    })?;
    let found = found.filter(|found| found.subjects.is_empty());
    let found = found.ok_or_else(bad_entry)?;
    let (act, secret) = open_act(&world.0, &found.id, &found.act)?;
    let every = act.commitments(&secret);
    let tags = every.into_iter().map(|(tag, _)| tag);
    let tags: Vec<Tag> = tags.filter(|tag| !covered.contains(tag)).collect();
    let salt = Salt::from_bytes(world.0.keys.log_salt.full("place", &found.id));
    let opened = Opened {
        place: found.place.open(salt),
        act: act.open(&secret, &tags),
        subjects: Vec::new(),
    };
    Ok(Single {
        kind: act.kind,
        detail: String::from_utf8_lossy(&act.detail).into_owned(),
        proof: proof(world, (index, note), &opened)?,
    })
}

const BY_SYSTEM: &str = "select idx, id, act_sealed from entry where bucket = $1 and account = $2 and kind = $3 and idx is not null order by id limit 500";

/// The system's own entries of a kind whose words fit, under this checkpoint as far as it holds them.
pub(crate) fn by_system(
    world: &World,
    kind: EventKind,
    note: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Vec<Single>, Fault> {
    let size = size_of(note)?;
    let args = [
        Arg::Int(SYSTEM.bucket()),
        Arg::Bytes(SYSTEM.as_bytes()),
        Arg::Int(i64::from(kind.code())),
    ];
    let found = world.0.db.read("log-by-system", |raw| {
        raw.all(BY_SYSTEM, &args, |row| {
            let index = u64::try_from(row.int(0)?).map_err(|_| bad_entry())?;
            Ok((index, row.bytes(1)?.to_vec(), row.bytes(2)?.to_vec()))
        })
    })?;
    let mut singles = Vec::new();
    for (index, id, sealed) in found.into_iter().filter(|(index, ..)| *index < size) {
        let (act, _) = open_act(&world.0, &id, &sealed)?;
        if fits(&String::from_utf8_lossy(&act.detail)) {
            singles.push(single(world, (index, note), &[])?);
        }
    }
    Ok(singles)
}

fn size_of(note: &str) -> Result<u64, Fault> {
    let broken = |error: &dyn std::fmt::Display| Fault::World(error.to_string());
    let note = Note::parse(note.as_bytes()).map_err(|error| broken(&error))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|error| broken(&error))?;
    Ok(checkpoint.size())
}

fn proof(world: &World, (index, note): (u64, &str), opened: &Opened) -> Result<String, Fault> {
    let broken = |error: &dyn std::fmt::Display| Fault::World(error.to_string());
    let size = size_of(note)?;
    let note = Note::parse(note.as_bytes()).map_err(|error| broken(&error))?;
    let kept = tiles::Kept(world);
    let hashes = TiledHashes::new(RecentTiles::new(&kept), size);
    let path = prove_inclusion(size, index, &hashes).map_err(|error| broken(&error))?;
    let extra = opened.encode().map_err(|error| broken(&error))?;
    let proof = TlogProof::new(index, path, note)
        .and_then(|proof| proof.with_extra(extra))
        .map_err(|error| broken(&error))?;
    Ok(proof.to_string())
}

/// The act of an entry, opened for whoever reads the log by its keys.
pub(crate) fn act_of(world: &Inner, id: &[u8], sealed: &[u8]) -> Result<Act, Fault> {
    Ok(open_act(world, id, sealed)?.0)
}
