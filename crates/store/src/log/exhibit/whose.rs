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
        let (member, sealed) = (id16(row.bytes(0)?).ok_or_else(changed)?, row.bytes(1)?);
        // The key is destroyed: what was written a moment too late says nothing of anybody.
        if row.bytes(3)?.is_empty() {
            continue;
        }
        let key = world.keys.member(&member, row.int(2)?, row.bytes(3)?)?;
        // Whose key is there, their part opens: left out unsaid it would be a look that nobody is shown.
        let place = subject_place(&member, &entry);
        let plain = key.own().open(subject_spot(&place), sealed);
        let plain = plain.map_err(|_| changed())?;
        let (salt, bytes) = plain.split_first_chunk::<32>().ok_or_else(changed)?;
        let hash = commitment(Tag::SUBJECT, &Salt::from_bytes(*salt), bytes);
        let mut places = subjects.iter().zip(known.iter_mut());
        let (_, place) = places
            .find(|(subject, _)| **subject == hash)
            .ok_or_else(changed)?;
        *place = Some(Known {
            member,
            sealed: sealed.to_vec(),
        });
    }
    Ok(known)
}

/// A part that is there, whose member's key is there too, and which isn't what its entry commits to.
pub(super) fn changed() -> Fault {
    Fault::World(
        "a part of an entry about a member was changed, moved or put in: the ledger was changed; run `switchboard ledger verify`"
            .to_owned(),
    )
}
