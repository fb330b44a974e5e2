//! Destroying what entries say of members: how many parts went is said in an entry, and counted so that no row put there by
//! hand counts.
//!
//! As long as the member's key stands a part is counted if it opens and is what its entry commits to: nobody makes one of those
//! without the key. Of what was written a moment after the key was destroyed nothing opens any more. It is counted if its
//! entry is of that moment, and commits to more parts than are there.

use std::ops::Range;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{ImportId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use super::parts::{COMMITMENT, opened};
use super::sequence::bad_entry;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::keys::MemberKey;
use crate::session::id16;
use crate::tx::Tx;

/// How much older than the forgetting an entry may be whose act was under way then.
pub(super) const MOMENT: Span = Span::minutes(1);

/// Deletes a member's parts.
pub(crate) const PARTS: &str = "delete from entry_subject where bucket = $1 and member = $2";
const OF_MEMBER: &str = "select s.member, s.entry, s.part_sealed, e.subjects from entry_subject s join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and s.entry > $3 order by s.entry limit 2000";
const OF_LATE: &str = "select e.at, e.subjects, (select count(*) from entry_subject o where o.entry = s.entry) from entry_subject s join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and e.kind <> $3 order by s.entry limit 10000";
const OF_IMPORT: &str = "select s.member, s.entry, s.part_sealed, e.subjects, m.key_month, m.erase_key from member m cross join entry_subject s cross join entry e where m.bucket >= $1 and m.bucket < $2 and m.born_import = $3 and s.bucket = m.bucket and s.member = m.id and e.bucket = s.entry_bucket and e.id = s.entry and (m.bucket, m.id, s.entry) > ($4, $5, $6) order by m.bucket, m.id, s.entry limit 2000";
const IMPORTS: &str = "delete from entry_subject where (bucket, member) in (select m.bucket, m.id from member m where m.bucket >= $1 and m.bucket < $2 and m.born_import = $3)";

/// A part with what its entry commits to.
struct Kept {
    member: [u8; 16],
    entry: [u8; 16],
    sealed: Vec<u8>,
    subjects: Vec<u8>,
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            member: id16(row.bytes(0)?).ok_or_else(bad_entry)?,
            entry: id16(row.bytes(1)?).ok_or_else(bad_entry)?,
            sealed: row.bytes(2)?.to_vec(),
            subjects: row.bytes(3)?.to_vec(),
        })
    }

    /// Whether it is what its entry commits to. A member's part opens beside one entry, so none counts twice.
    fn counts(&self, key: &MemberKey) -> bool {
        let opened = opened(key, (&self.member, &self.entry), &self.sealed);
        let mut committed = self.subjects.chunks_exact(COMMITMENT);
        opened.is_ok_and(|part| committed.any(|one| one == part))
    }
}

/// Deletes a member's parts of entries while somebody holds the key; answers how many there were, to be said in an entry of
/// the same act.
pub(crate) fn destroy_parts(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    key: &MemberKey,
) -> Result<u64, Fault> {
    let (mut parts, mut after) = (0, Vec::new());
    loop {
        let args = [
            Arg::Int(member.bucket()),
            Arg::Bytes(member.as_bytes()),
            Arg::Bytes(&after),
        ];
        let page = tx.all(OF_MEMBER, &args, Kept::read)?;
        let Some(last) = page.last() else { break };
        after = last.entry.to_vec();
        for part in &page {
            parts += u64::from(part.counts(key));
        }
    }
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.run(PARTS, &args)?;
    Ok(parts)
}

/// Deletes what was written about a member a moment after they were forgotten; answers how many parts that were.
pub(crate) fn destroy_late(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    forgotten_at: Moment,
) -> Result<u64, Fault> {
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        // That entry commits to a part which was never kept.
        Arg::Int(i64::from(EventKind::MemberForgotten.code())),
    ];
    let since = forgotten_at.minus(MOMENT).millis();
    let late = tx.all(OF_LATE, &args, |row| {
        let commitments = row.bytes(1)?.len() / COMMITMENT;
        let kept = usize::try_from(row.int(2)?).unwrap_or(usize::MAX);
        Ok(row.int(0)? >= since && kept <= commitments)
    })?;
    let parts = late.iter().filter(|counts| **counts).count();
    let [bucket, id, _] = args;
    tx.run(PARTS, &[bucket, id])?;
    Ok(u64::try_from(parts).unwrap_or(u64::MAX))
}

/// Deletes the parts about members of these buckets whom only this import brought, whose keys still stand; answers how many
/// there were.
pub(crate) fn destroy_imports(
    tx: &mut Tx<'_, '_>,
    buckets: &Range<i64>,
    import: ImportId,
) -> Result<u64, Fault> {
    let its = [
        Arg::Int(buckets.start),
        Arg::Int(buckets.end),
        Arg::Bytes(import.as_bytes()),
    ];
    let [start, end, id] = its;
    let (mut parts, mut after) = (0, (buckets.start, Vec::new(), Vec::new()));
    loop {
        let [bucket, member, entry] = [
            Arg::Int(after.0),
            Arg::Bytes(&after.1),
            Arg::Bytes(&after.2),
        ];
        let behind = [start, end, id, bucket, member, entry];
        let page = tx.all(OF_IMPORT, &behind, |row| {
            Ok((Kept::read(row)?, row.int(4)?, row.bytes(5)?.to_vec()))
        })?;
        let Some((last, ..)) = page.last() else { break };
        after = (
            bucket_of(&last.member),
            last.member.to_vec(),
            last.entry.to_vec(),
        );
        for (part, month, wrapped) in &page {
            let key = tx.world.keys.member(&part.member, *month, wrapped);
            parts += u64::from(key.is_ok_and(|key| part.counts(&key)));
        }
    }
    tx.run(IMPORTS, &its)?;
    Ok(parts)
}
