//! What is kept of a round of asking witnesses, in one transaction.

use switchboard_ledger::note::Note;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Moment, Span};

use super::asking::{Line, Round};
use super::cosigned::{Kept, Said, kept, size_of};
use super::letters::escaped;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundEnd {
    /// How many witnesses cosigned the checkpoint.
    pub cosigned: usize,
    /// How many were asked.
    pub of: usize,
    /// Whether those are enough.
    pub is_met: bool,
}

const COSIGNED: &str = "insert into log_witness (bucket, origin, witness, size, note, cosigned_at, behind_since, said, told_at) values ($1, $2, $3, $4, $5, $6, null, $7, 0) on conflict (bucket, origin, witness) do update set size = excluded.size, note = excluded.note, cosigned_at = excluded.cosigned_at, behind_since = null, said = excluded.said where log_witness.size <= excluded.size";
const BEHIND: &str = "insert into log_witness (bucket, origin, witness, size, note, cosigned_at, behind_since, said, told_at) values ($1, $2, $3, 0, '', 0, $4, $5, 0) on conflict (bucket, origin, witness) do update set behind_since = coalesce(log_witness.behind_since, excluded.behind_since), said = excluded.said";
const TOLD: &str =
    "update log_witness set told_at = $1 where bucket = $2 and origin = $3 and witness = $4";
const FORGOTTEN: &str =
    "delete from log_witness where bucket = $1 and origin = $2 and witness = $3";
const AGREED: &str = "insert into log_agreed (bucket, origin, size, note, at, unmet_since) values ($1, $2, $3, $4, $5, null) on conflict (bucket, origin) do update set size = excluded.size, note = excluded.note, at = excluded.at, unmet_since = null where log_agreed.size <= excluded.size";
const KEPT: &str = "insert into log_kept (bucket, origin, hour, size, note) values ($1, $2, $3, $4, $5) on conflict (bucket, origin, hour) do nothing";
const UNMET: &str = "insert into log_agreed (bucket, origin, size, note, at, unmet_since) values ($1, $2, 0, '', 0, $3) on conflict (bucket, origin) do update set unmet_since = coalesce(log_agreed.unmet_since, excluded.unmet_since)";

/// One that shows another history is told of once in this time, however its answers change.
const TOLD_EACH: Span = Span::days(1);

/// One line of what is to be kept: the witness's key, its name, and the checkpoint it cosigned or what it said instead.
struct Outcome {
    key: String,
    name: String,
    note: Option<String>,
    is_new: bool,
    said: Said,
    /// The checkpoint of another history that it showed.
    shown: Option<Note>,
}

impl Round {
    /// Keeps what the witnesses said: each one's last cosigned checkpoint, since when it is behind, and the checkpoint if
    /// enough of them agree. That the witnesses changed, or that one showed another history, becomes an entry; of the latter
    /// the offices hear at once.
    pub fn end(self, world: &World, now: Moment) -> Result<RoundEnd, Fault> {
        let is_met = self.witnesses.policy.is_met(|witness| {
            let mut lines = self.lines.iter();
            lines.any(|line| line.cosigned.is_some() && line.witness.key == witness.key)
        });
        let end = RoundEnd {
            cosigned: self.lines.iter().filter(|l| l.cosigned.is_some()).count(),
            of: self.lines.len(),
            is_met,
        };
        let outcomes: Vec<Outcome> = self
            .lines
            .iter()
            .map(|line| outcome(line, &self.note))
            .collect();
        let mut agreed = self.note.clone();
        for line in &self.lines {
            add_to(&mut agreed, line);
        }
        let agreed = is_met.then(|| agreed.to_string());
        let (size, origin) = (
            i64::try_from(self.size).unwrap_or(i64::MAX),
            world.meta().origin.clone(),
        );
        world
            .write("log-witnesses", Auth::Job("witnesses"), now, move |tx| {
                let before = kept(tx.raw(), &origin)?;
                note_changes(tx, &outcomes, &before)?;
                for outcome in &outcomes {
                    keep(tx, &origin, outcome, size)?;
                    let row = before.iter().find(|row| row.key == outcome.key);
                    tell(tx, &origin, outcome, row)?;
                }
                let known = |key: &str| outcomes.iter().any(|one| one.key == key);
                for gone in before.iter().filter(|row| !known(&row.key)) {
                    let bucket = bucket_of(gone.key.as_bytes());
                    let args = [Arg::Int(bucket), Arg::Text(&origin), Arg::Text(&gone.key)];
                    tx.run(FORGOTTEN, &args)?;
                }
                agree(tx, &origin, size, agreed.as_deref())?;
                Ok(Verdict::Given(()))
            })
            .wait()?;
        Ok(end)
    }
}

fn add_to(note: &mut Note, line: &Line) {
    if let Some(signature) = &line.cosigned {
        // More than a note can hold: it has as many as it can.
        let _full = note.add(signature.clone());
    }
}

fn outcome(line: &Line, note: &Note) -> Outcome {
    let cosigned = line.cosigned.as_ref().map(|_| {
        let mut own = note.clone();
        add_to(&mut own, line);
        own.to_string()
    });
    Outcome {
        key: line.witness.key.to_string(),
        name: line.witness.key.name().to_string(),
        note: cosigned,
        is_new: line.is_new,
        said: line.said,
        shown: line.shown.clone(),
    }
}

/// Writes the row of one witness.
fn keep(tx: &mut Tx<'_, '_>, origin: &str, outcome: &Outcome, size: i64) -> Result<(), Fault> {
    let now = Arg::Int(tx.now().millis());
    let (bucket, origin) = (
        Arg::Int(bucket_of(outcome.key.as_bytes())),
        Arg::Text(origin),
    );
    let (key, said) = (Arg::Text(&outcome.key), Arg::Text(outcome.said.text()));
    match &outcome.note {
        Some(note) if outcome.is_new => {
            let args = [
                bucket,
                origin,
                key,
                Arg::Int(size),
                Arg::Text(note),
                now,
                said,
            ];
            tx.run(COSIGNED, &args)?;
        }
        // It had cosigned this one before the round.
        Some(_) => {}
        None => {
            tx.run(BEHIND, &[bucket, origin, key, now, said])?;
        }
    }
    Ok(())
}

fn agree(tx: &mut Tx<'_, '_>, origin: &str, size: i64, agreed: Option<&str>) -> Result<(), Fault> {
    let hour = Arg::Int(tx.now().millis() / Span::hours(1).as_millis());
    let now = Arg::Int(tx.now().millis());
    let (bucket, origin) = (Arg::Int(bucket_of(origin.as_bytes())), Arg::Text(origin));
    let Some(note) = agreed else {
        tx.run(UNMET, &[bucket, origin, now])?;
        return Ok(());
    };
    let (size, note) = (Arg::Int(size), Arg::Text(note));
    tx.run(KEPT, &[bucket, origin, hour, size, note])?;
    tx.run(AGREED, &[bucket, origin, size, note, now])?;
    Ok(())
}

/// Writes down that there are other witnesses than before. A round itself is no entry, for it would make the log grow.
fn note_changes(tx: &mut Tx<'_, '_>, outcomes: &[Outcome], before: &[Kept]) -> Result<(), Fault> {
    let of = |outcome: &Outcome| before.iter().find(|row| row.key == outcome.key);
    let same = outcomes.len() == before.len() && outcomes.iter().all(|one| of(one).is_some());
    if !same {
        let names: Vec<&str> = outcomes.iter().map(|one| one.name.as_str()).collect();
        let draft = Draft::system(EventKind::WitnessesSet, "witnesses")
            .detail(format!("witnesses={}", names.join(",")));
        entry::write(tx, &draft, &[])?;
    }
    Ok(())
}

/// Writes down that a witness showed another history, with the checkpoint that proves it, and tells every office: once a
/// day and witness, or one that answers now so and now so would make the log grow with each round.
fn tell(
    tx: &mut Tx<'_, '_>,
    origin: &str,
    outcome: &Outcome,
    before: Option<&Kept>,
) -> Result<(), Fault> {
    let now = tx.now();
    let is_told = |row: &Kept| {
        let apart = now.since(Moment::from_millis(row.told_at));
        apart.as_millis().abs() < TOLD_EACH.as_millis()
    };
    let Some(shown) = &outcome.shown else {
        return Ok(());
    };
    if before.is_some_and(is_told) {
        return Ok(());
    }
    let (size, checkpoint) = (size_of(shown), escaped(&shown.to_string()));
    let what = format!("size={size} checkpoint={checkpoint}");
    let vars = format!("at={} names={} {what}", now.millis(), outcome.name);
    let letters = outbox::put_to_officers(tx, Message::WitnessContradicts, &vars)?;
    let draft = Draft::system(EventKind::WitnessContradicted, "witnesses")
        .detail(format!("witness={} letters={letters} {what}", outcome.name));
    entry::write(tx, &draft, &[])?;
    let args = [
        Arg::Int(now.millis()),
        Arg::Int(bucket_of(outcome.key.as_bytes())),
        Arg::Text(origin),
        Arg::Text(&outcome.key),
    ];
    tx.run(TOLD, &args)?;
    Ok(())
}
