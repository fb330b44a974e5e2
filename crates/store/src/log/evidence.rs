//! What shows that there is another history of this log: a checkpoint that its key signed, and that is none of this one.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::{Note, NoteVerifier};

use super::asking::Answer;
use super::sequence::head;
use super::tiles;
use crate::fault::Fault;
use crate::world::World;

/// Where a witness has the checkpoint of a log that it cosigned last (docs/log-format.md §6).
pub(super) fn address(witness: &str, origin: &str) -> String {
    let hash = sha256(origin.as_bytes()).to_hex();
    format!("{}/{hash}/checkpoint", witness.trim_end_matches('/'))
}

/// The checkpoint in an answer, with this log's own signature alone, when it is one of another history: longer than what is
/// signed by now, or with another root than this log had at its size.
pub(super) fn of_other_history(world: &World, answer: &Answer) -> Result<Option<Note>, Fault> {
    if answer.status != 200 {
        return Ok(None);
    }
    let origin = &world.meta().origin;
    let Ok(note) = Note::parse(&answer.body) else {
        return Ok(None);
    };
    let Ok(seen) = Checkpoint::parse(note.text()) else {
        return Ok(None);
    };
    let log = world.0.keys.verifier(origin)?;
    if seen.origin() != origin || seen.size() == 0 || note.verify(&[&log]).is_err() {
        return Ok(None);
    }
    // Read after the answer came: what was signed meanwhile is known.
    let now = head(world)?;
    let is_own = seen.size() <= now.signed_size
        && tiles::root_at(world, seen.size(), now.size)? == *seen.root();
    Ok((!is_own).then(|| note.with_only(|one| one.claims(log.name(), log.key_id()))))
}
