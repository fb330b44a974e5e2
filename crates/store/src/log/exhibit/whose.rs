//! Which member stands behind which part of an entry: told apart by the member's own key and the hash in the leaf.
//!
//! Nothing that is opened here comes out: callers learn a member's id for a number, and hand on the number.

use switchboard_ledger::entry::{Salt, Tag, commitment};
use switchboard_ledger::hash::Hash;

use crate::engine::{Arg, Raw, Rows, Stmt};
use crate::entry::{subject_place, subject_spot};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::Inner;

/// One of an entry's subjects, as far as its part is there.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) member: [u8; 16],
    /// The part as it is sealed.
    pub(super) sealed: Vec<u8>,
}

const PARTS: &str = "select s.member, s.part_sealed, m.key_month, m.erase_key from entry_subject s join member m on m.bucket = s.bucket and m.id = s.member where s.entry = $1 order by s.member limit 1000";
/// Entries whose parts are read in one round trip.
const BATCH: usize = 200;

/// For each entry, for each of its subjects in the leaf's order: who it is, or nothing where the part is gone.
pub(super) fn whose(
    world: &Inner,
    raw: &mut Raw<'_>,
    entries: &[(&[u8], &[Hash])],
) -> Result<Vec<Vec<Option<Known>>>, Fault> {
    let mut all = Vec::with_capacity(entries.len());
    for some in entries.chunks(BATCH) {
        let touching: Vec<&(&[u8], &[Hash])> = some
            .iter()
            .filter(|(_, subjects)| !subjects.is_empty())
            .collect();
        let batch: Vec<Stmt<'_>> = touching
            .iter()
            .map(|(id, _)| Stmt::owning(PARTS, vec![Arg::Bytes(id)]))
            .collect();
        let found = if batch.is_empty() {
            Vec::new()
        } else {
            raw.gather(&batch)?
        };
        let mut found = found.iter();
        for (id, subjects) in some {
            all.push(match subjects {
                [] => Vec::new(),
                subjects => match found.next() {
                    Some(rows) => of_one(world, (id, subjects), rows)?,
                    None => vec![None; subjects.len()],
                },
            });
        }
    }
    Ok(all)
}

fn of_one(
    world: &Inner,
    (id, subjects): (&[u8], &[Hash]),
    rows: &Rows,
) -> Result<Vec<Option<Known>>, Fault> {
    let entry = id16(id).ok_or_else(|| Fault::World("an entry's id is too short".to_owned()))?;
    let mut known: Vec<Option<Known>> = vec![None; subjects.len()];
    for row in rows.iter() {
        let (Some(member), sealed) = (id16(row.bytes(0)?), row.bytes(1)?) else {
            continue;
        };
        // What doesn't open says nothing of anybody: the key is destroyed, or the part is another's.
        let Ok(key) = world.keys.member(&member, row.int(2)?, row.bytes(3)?) else {
            continue;
        };
        let place = subject_place(&member, &entry);
        let Ok(plain) = key.own().open(subject_spot(&place), sealed) else {
            continue;
        };
        let Some((salt, bytes)) = plain.split_first_chunk::<32>() else {
            continue;
        };
        let hash = commitment(Tag::SUBJECT, &Salt::from_bytes(*salt), bytes);
        let mut places = subjects.iter().zip(known.iter_mut());
        if let Some((_, place)) = places.find(|(subject, _)| **subject == hash) {
            *place = Some(Known {
                member,
                sealed: sealed.to_vec(),
            });
        }
    }
    Ok(known)
}
