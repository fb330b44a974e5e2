//! A snapshot when two records become one.

use switchboard_rules::ids::MemberId;

use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::tx::Tx;

/// A member is in few snapshots at a time: one for each contest that isn't deleted yet.
const OF: &str = "select m.snapshot, m.nevers from snapshot_member m join snapshot s on s.id = m.snapshot where m.bucket = $1 and m.member = $2 and s.state in ('ready', 'switched') order by m.snapshot limit 200";
const PUT: &str = "insert into snapshot_member (bucket, member, snapshot, nevers) values ($1, $2, $3, $4) on conflict (bucket, member, snapshot) do update set nevers = excluded.nevers";

/// Whoever stood in a snapshot under a record that is merged into another stands there under that other one, with the numbers
/// of both: it is one person, who was in it. What the merged record no longer carries is not rung anyway.
pub(crate) fn merged(tx: &mut Tx<'_, '_>, gone: MemberId, keep: MemberId) -> Result<(), Fault> {
    let its = snapshots(tx, gone)?;
    if its.is_empty() {
        return Ok(());
    }
    let own = snapshots(tx, keep)?;
    for (snapshot, numbers) in its {
        let before = own.iter().find(|(of, _)| *of == snapshot);
        let mut both: Vec<&[u8]> = before
            .iter()
            .flat_map(|(_, numbers)| numbers.chunks_exact(16))
            .collect();
        for number in numbers.chunks_exact(16) {
            if !both.contains(&number) {
                both.push(number);
            }
        }
        let args = vec![
            Value::Int(keep.bucket()),
            Value::Bytes(keep.as_bytes().to_vec()),
            Value::Bytes(snapshot.clone()),
            Value::Bytes(both.concat()),
        ];
        tx.later(PUT, args);
    }
    Ok(())
}

/// A snapshot, and the hashes of a member's numbers in it.
type Stands = (Vec<u8>, Vec<u8>);

fn snapshots(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<Stands>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.all(OF, &args, |row| {
        Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec()))
    })
}
