//! One round of asking witnesses (C2SP tlog-witness): what each is sent, what its answer means, and what is kept of it.
//!
//! Nothing here speaks over the network: whoever carries the round sends [`Ask`]s and hands back [`Answer`]s. A witness is
//! believed when its cosignature over this very checkpoint verifies, and for nothing else that it says: one that answers as
//! if it had seen another history is asked to show it ([`super::evidence`]).

use switchboard_ledger::cosignature::Cosigned;
use switchboard_ledger::note::{Note, NoteVerifier as _, Signature, parse_signatures};
use switchboard_ledger::policy::Witness;
use switchboard_ledger::tile::{RecentTiles, TiledHashes};
use switchboard_ledger::tree::prove_consistency;
use switchboard_ledger::witness::{AddCheckpoint, SIZE_CONTENT_TYPE, parse_size};
use switchboard_rules::moment::{Moment, Span};

use super::cosigned::{Kept, Said, kept, size_of};
use super::evidence;
use super::sequence::{head, is_left_to_another};
use super::tiles;
use super::witnesses::{CosignatureVerifier, Witnesses};
use crate::fault::Fault;
use crate::world::World;

/// How large an answer of a witness is at most, in bytes: some signature lines, or a size.
pub const ANSWER_BYTES_MAX: usize = 16_384;
/// How far a witness's clock may be from this server's, either way. (The source lets who checks refuse times in the future.
/// This cosignature was made a moment ago: one that is old is no better.)
const CLOCK_APART_MAX: Span = Span::minutes(5);

/// What is sent to a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which of the round's witnesses.
    pub at: usize,
    /// Where.
    pub url: String,
    /// What is posted; nothing where something is to be fetched.
    pub body: Option<String>,
}

/// What a witness answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub content_type: String,
    /// At most [`ANSWER_BYTES_MAX`] of it.
    pub body: Vec<u8>,
}

/// A round under way: one checkpoint, and the witnesses that have not cosigned it.
pub struct Round {
    pub(super) witnesses: Witnesses,
    pub(super) note: Note,
    pub(super) size: u64,
    pub(super) lines: Vec<Line>,
    now: Moment,
}

impl std::fmt::Debug for Round {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Round({} of {})", self.lines.len(), self.size)
    }
}

/// A witness in a round.
pub(super) struct Line {
    pub(super) witness: Witness,
    url: String,
    old: u64,
    is_asked_again: bool,
    /// Whether it was asked to show the other history that it seems to have seen.
    is_to_show: bool,
    /// What it showed: a checkpoint that this log's key signed, and that is none of this history.
    pub(super) shown: Option<Note>,
    /// The cosignature of this checkpoint, now or from before.
    pub(super) cosigned: Option<Signature>,
    pub(super) is_new: bool,
    pub(super) said: Said,
}

impl Round {
    /// The round that is due as `node`; nothing when every witness has cosigned the newest checkpoint, none is signed yet,
    /// or another node is at it.
    pub fn begin(
        world: &World,
        witnesses: &Witnesses,
        node: &str,
        now: Moment,
    ) -> Result<Option<Self>, Fault> {
        let head = head(world)?;
        if head.note.is_empty() || is_left_to_another(world, node, now)? {
            return Ok(None);
        }
        let note = Note::parse(head.note.as_bytes())
            .map_err(|error| Fault::World(format!("the signed checkpoint: {error}")))?;
        let origin = world.meta().origin.clone();
        let rows = world.0.db.read("log-witnessed", |raw| kept(raw, &origin))?;
        let asked = witnesses.asked();
        let lines: Vec<Line> = asked
            .map(|(witness, url)| line(witness, url, &note, &rows))
            .collect();
        let is_done = lines.iter().all(|line| line.cosigned.is_some()) && rows.len() == lines.len();
        Ok((!is_done).then(|| Self {
            witnesses: witnesses.clone(),
            size: size_of(&note),
            note,
            lines,
            now,
        }))
    }

    /// What is to be sent first.
    pub fn asks(&self, world: &World) -> Result<Vec<Ask>, Fault> {
        let waiting = self.lines.iter().enumerate();
        waiting
            .filter(|(_, line)| line.cosigned.is_none())
            .map(|(at, line)| self.ask(world, at, line))
            .collect()
    }

    fn ask(&self, world: &World, at: usize, line: &Line) -> Result<Ask, Fault> {
        let broken = |error: &dyn std::fmt::Display| Fault::World(error.to_string());
        let kept = tiles::Kept(world);
        let hashes = TiledHashes::new(RecentTiles::new(&kept), self.size);
        let proof = prove_consistency(line.old, self.size, &hashes).map_err(|e| broken(&e))?;
        let request =
            AddCheckpoint::new(line.old, proof, self.note.clone()).map_err(|e| broken(&e))?;
        Ok(Ask {
            at,
            url: format!("{}/add-checkpoint", line.url.trim_end_matches('/')),
            body: Some(request.to_string()),
        })
    }

    /// What an answer means; answers what to send once more when the witness is at another size than was thought.
    pub fn answered(
        &mut self,
        world: &World,
        at: usize,
        answer: &Answer,
    ) -> Result<Option<Ask>, Fault> {
        let (size, now) = (self.size, self.now);
        let Some(line) = self.lines.get_mut(at) else {
            return Ok(None);
        };
        if line.is_to_show {
            line.shown = evidence::of_other_history(world, answer)?;
            if line.shown.is_some() {
                line.said = Said::OtherHistory;
            }
            return Ok(None);
        }
        let kind = answer.content_type.split(';').next().unwrap_or_default();
        line.said = match answer.status {
            200 => line.take(&self.note, &answer.body, now),
            409 if kind.trim() == SIZE_CONTENT_TYPE => match parse_size(&answer.body) {
                Some(old) if old <= size && !line.is_asked_again => {
                    line.old = old;
                    line.is_asked_again = true;
                    line.said = Said::Silent;
                    return match self.lines.get(at) {
                        Some(line) => self.ask(world, at, line).map(Some),
                        None => Ok(None),
                    };
                }
                // More than is signed by now is a history that this log doesn't tell.
                Some(old) if old > head(world)?.signed_size => Said::Strange,
                // Another node was faster.
                _ => Said::Refused,
            },
            409 | 422 => Said::Strange,
            403 | 404 => Said::Stranger,
            _ => Said::Refused,
        };
        // Anybody can answer so, by mistake too: only what this log's key signed accuses it.
        line.is_to_show = line.said == Said::Strange;
        Ok(line.is_to_show.then(|| Ask {
            at,
            url: evidence::address(&line.url, &world.meta().origin),
            body: None,
        }))
    }

    /// That a witness didn't answer.
    pub fn silent(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at).filter(|line| !line.is_to_show) {
            line.said = Said::Silent;
        }
    }
}

impl Line {
    /// Takes the witness's cosignature out of an answer, if it is one.
    fn take(&mut self, note: &Note, body: &[u8], now: Moment) -> Said {
        let Ok(signatures) = parse_signatures(body) else {
            return Said::Refused;
        };
        let verifier = CosignatureVerifier(self.witness.key.clone());
        let own = signatures
            .iter()
            .find(|one| one.claims(verifier.name(), verifier.key_id()));
        match own {
            Some(own) if verifier.verify(note.text().as_bytes(), own.bytes()) => {
                if !is_timely(own, now) {
                    return Said::WrongTime;
                }
                self.cosigned = Some(own.clone());
                self.is_new = true;
                Said::Cosigned
            }
            Some(_) => Said::Forged,
            None => Said::Refused,
        }
    }
}

/// Whether a cosignature that was made a moment ago says so.
fn is_timely(signature: &Signature, now: Moment) -> bool {
    let time = Cosigned::of(signature).ok().map(|one| one.time);
    let at = time.and_then(|seconds| i64::try_from(seconds).ok()?.checked_mul(1000));
    at.is_some_and(|at| at.abs_diff(now.millis()) <= CLOCK_APART_MAX.as_millis().unsigned_abs())
}

fn line(witness: &Witness, url: &str, note: &Note, rows: &[Kept]) -> Line {
    let key = witness.key.to_string();
    let row = rows.iter().find(|row| row.key == key);
    let before = row.and_then(|row| Note::parse(row.note.as_bytes()).ok());
    let (name, id) = (witness.key.name().as_str(), witness.key.id());
    let cosigned = before
        .filter(|before| before.text() == note.text())
        .and_then(|before| {
            let mut all = before.signatures().iter();
            all.find(|one| one.claims(name, id)).cloned()
        });
    Line {
        witness: witness.clone(),
        url: url.to_owned(),
        old: row.map_or(0, |row| row.size).min(size_of(note)),
        is_asked_again: false,
        is_to_show: false,
        shown: None,
        said: if cosigned.is_some() {
            Said::Cosigned
        } else {
            Said::Silent
        },
        cosigned,
        is_new: false,
    }
}
