//! One round of a witness that is open now and then, a laptop say: fetch, check, cosign, keep.

use std::io::Write;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::{NOTE_BYTES_MAX, Note};
use switchboard_ledger::policy::Log;
use switchboard_ledger::tile::{
    LogPath, RecentTiles, TILE_WIDTH, TileId, TileReader, TiledError, TiledHashes,
};
use switchboard_ledger::tree::{ProveError, prove_consistency};
use switchboard_ledger::witness::{AddCheckpoint, Seen};

use super::home::Answer;
use super::{Home, Trouble};
use crate::http::Place;

/// Cosigns every known log, or the one of that name, and says the cosignature of each.
pub(crate) fn run(
    home: &Home,
    from: Option<&str>,
    name: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Trouble> {
    let mut logs = home.logs()?;
    if logs.is_empty() {
        return Err(Trouble::NoLog);
    }
    logs.retain(|log| name.is_none_or(|name| log.key.name().as_str() == name));
    if logs.is_empty() {
        return Err(Trouble::UnknownLog(name.unwrap_or_default().to_owned()));
    }
    // A log with a new key stands there twice: asked once, any of its keys will do.
    logs.sort_by(|a, b| {
        a.key
            .name()
            .cmp(b.key.name())
            .then(b.url.is_some().cmp(&a.url.is_some()))
    });
    logs.dedup_by(|a, b| a.key.name() == b.key.name());
    let mut troubles = Vec::new();
    for log in &logs {
        match one(home, log, from) {
            Ok(said) => writeln!(out, "{said}")?,
            Err(trouble) => troubles.push(trouble),
        }
    }
    match troubles.len() {
        0 => Ok(()),
        1 => Err(troubles.remove(0)),
        _ => Err(Trouble::Some(troubles)),
    }
}

/// One log: answers what to say.
fn one(home: &Home, log: &Log, from: Option<&str>) -> Result<String, Trouble> {
    let origin = log.key.name().as_str();
    let from = from
        .or(log.url.as_deref())
        .ok_or_else(|| Trouble::Nowhere(origin.to_owned()))?;
    let place = Place::parse(from).map_err(Trouble::Place)?;
    let fetched = |why: String| Trouble::Fetched(place.name("checkpoint"), why);
    let bytes = place
        .read("checkpoint", NOTE_BYTES_MAX)
        .map_err(Trouble::Place)?
        .ok_or_else(|| fetched("there is none".to_owned()))?;
    let note = Note::parse(&bytes).map_err(|error| fetched(error.to_string()))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|error| fetched(error.to_string()))?;
    if checkpoint.origin() != origin {
        return Err(fetched(format!(
            "it is of the log `{}`",
            checkpoint.origin()
        )));
    }
    let seen = home
        .seen(origin)?
        .map_or_else(Seen::nothing, |kept| kept.as_seen());
    let size = checkpoint.size();
    if size < seen.size {
        return Err(Trouble::Shrunk {
            origin: origin.to_owned(),
            seen: seen.size,
            size,
            kept: home.keep_smaller(&note, origin)?,
        });
    }
    let hashes = TiledHashes::new(RecentTiles::new(Tiles(&place)), size);
    let proof = prove_consistency(seen.size, size, &hashes)
        .map_err(|error| Trouble::Place(of_tile(error)))?;
    let request =
        AddCheckpoint::new(seen.size, proof, note).map_err(|error| fetched(error.to_string()))?;
    match home.cosign(&request)? {
        Answer::Cosigned(signature) => Ok(format!(
            "cosigned {size} entries of {origin}, {} more than before, root {}\n{signature}",
            size - seen.size,
            checkpoint.root().to_base64()
        )),
        Answer::Refused(why, evidence) => {
            Err(Trouble::NotCosigned(origin.to_owned(), why, evidence))
        }
    }
}

/// The tiles of a log, from wherever it is published.
struct Tiles<'p>(&'p Place);

impl TileReader for Tiles<'_> {
    type Error = String;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, String> {
        const TILE_BYTES: usize = 256 * 32;
        let path = LogPath::Tile(id).to_string();
        if let Some(bytes) = self.0.read(&path, TILE_BYTES)? {
            return Ok(bytes);
        }
        // A partial tile may be gone once the full one is there.
        let full = TileId::new(id.level(), id.index(), TILE_WIDTH).map_err(|e| e.to_string())?;
        let full = LogPath::Tile(full).to_string();
        let missing = || format!("`{}` is missing; ask for the whole log", self.0.name(&path));
        let mut bytes = self.0.read(&full, TILE_BYTES)?.ok_or_else(missing)?;
        bytes.truncate(usize::from(id.width()) * 32);
        Ok(bytes)
    }
}

/// What went wrong with a tile, in the words of whoever read it.
fn of_tile(error: ProveError<TiledError<String>>) -> String {
    match error {
        ProveError::Read(TiledError::Read(why)) => why,
        ProveError::Read(other) => other.to_string(),
        ProveError::OutOfRange { .. } => error.to_string(),
    }
}
