//! The slices of a snapshot: every member as of the cut, with the never-again hashes of their numbers.

use sha2::{Digest as _, Sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, SnapshotId};
use switchboard_rules::moment::Moment;

use super::prepare::{FRESH, Fixing, HELD};
use crate::desk::shape;
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::stretch::{self, Stretch};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many members one look reads and one slice writes: on SQLite it may not hold the writer longer than 5 ms.
const SLICE: usize = 400;

/// How fixing ended.
pub(super) enum Fixed {
    /// All are written.
    Ready,
    /// Somebody took it over, or an import from before the cut came on meanwhile: begin anew.
    Anew,
}

/// As of the cut: the newest version that was not dark then, of whoever's membership had not ended.
const THEN: &str = "select m.id, r.numbers from member m join member_row r on r.bucket = m.bucket and r.member = m.id and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and x.import <= $4 and not exists (select 1 from snapshot_dark d where d.bucket = $6 and d.snapshot = $5 and d.import = x.import) order by x.import desc limit 1) where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and coalesce((select case when x.ended_at is null then 0 else 1 end from member_end x where x.bucket = m.bucket and x.member = m.id and x.import <= $4 and not exists (select 1 from snapshot_dark d where d.bucket = $6 and d.snapshot = $5 and d.import = x.import) order by x.import desc limit 1), 0) = 0 order by m.bucket, m.id limit $7";

/// Writes everybody, in slices; then says how many they are.
pub(super) fn members(
    world: &World,
    fixing: &Fixing,
    clock: &dyn Fn() -> Moment,
) -> Result<Fixed, Fault> {
    let (mut digest, mut count, mut is_ours) = (Sha256::new(), 0_i64, true);
    let mut pending: Option<crate::engine::Pending<bool>> = None;
    stretch::along(stretch::ALL, |stretch| {
        if !is_ours {
            return Ok(None);
        }
        let found = then(world, fixing, stretch)?;
        if let Some(before) = pending.take() {
            is_ours = before.wait()?.value;
        }
        let Some((last, _)) = found.last().filter(|_| is_ours) else {
            return Ok(None);
        };
        let last = (found.len() == SLICE).then_some(*last);
        for (member, numbers) in &found {
            digest.update(member);
            digest.update(u64::try_from(numbers.len()).unwrap_or(0).to_be_bytes());
            digest.update(numbers);
        }
        count = count.saturating_add(i64::try_from(found.len()).unwrap_or(0));
        pending = Some(put(world, fixing.snapshot, found, clock()));
        Ok(last)
    })?;
    if let Some(before) = pending.take() {
        is_ours &= before.wait()?.value;
    }
    if !is_ours {
        return Ok(Fixed::Anew);
    }
    world.0.db.count_anew("analyze snapshot_member");
    end(world, fixing, (count, digest.finalize().into()), clock())
}

/// A member's id, and the hashes of their numbers.
type Then = ([u8; 16], Vec<u8>);

fn then(world: &World, fixing: &Fixing, stretch: &Stretch) -> Result<Vec<Then>, Fault> {
    let [bucket, after, until] = stretch.args();
    let args = [
        bucket,
        after,
        until,
        Arg::Bytes(&fixing.cut),
        Arg::Bytes(fixing.snapshot.as_bytes()),
        Arg::Int(fixing.snapshot.bucket()),
        Arg::Int(i64::try_from(SLICE).unwrap_or(i64::MAX)),
    ];
    world.0.db.read("snapshot-then", |raw| {
        raw.all(THEN, &args, |row| {
            let member = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
            Ok((member, nevers(row.bytes(1)?)))
        })
    })
}

/// Of the pairs that a version holds for each number, the second halves, each once: while keys are changed there are more
/// pairs than numbers.
pub(super) fn nevers(numbers: &[u8]) -> Vec<u8> {
    let mut found: Vec<&[u8]> = Vec::new();
    for pair in numbers.chunks_exact(32) {
        if let Some((_, never)) = pair.split_at_checked(16)
            && !found.contains(&never)
        {
            found.push(never);
        }
    }
    found.concat()
}

const COLUMNS: [&str; 4] = ["bucket", "member", "snapshot", "nevers"];
const HOLD: &str =
    "update snapshot set held_until = $1 where bucket = $2 and id = $3 and state = 'preparing'";

/// Writes a slice while the next one is read; false where somebody took the snapshot over.
fn put(
    world: &World,
    snapshot: SnapshotId,
    slice: Vec<Then>,
    now: Moment,
) -> crate::engine::Pending<bool> {
    world
        .0
        .db
        .submit("snapshot-slice", move |raw: &mut Raw<'_>| {
            let held = [
                Arg::Int(now.plus(HELD).millis()),
                Arg::Int(snapshot.bucket()),
                Arg::Bytes(snapshot.as_bytes()),
            ];
            if raw.run(HOLD, &held)? == 0 {
                return Ok(false);
            }
            let mut rows = slice.iter().map(|(member, numbers)| {
                vec![
                    Value::Int(MemberId::from_bytes(*member).bucket()),
                    Value::Bytes(member.to_vec()),
                    Value::Bytes(snapshot.as_bytes().to_vec()),
                    Value::Bytes(numbers.clone()),
                ]
            });
            raw.bulk("snapshot_member", &COLUMNS, &mut rows)?;
            Ok(true)
        })
}

const SINCE: &str = "select s.imports, (select count(*) from import i where i.id <= s.cut) from snapshot s where s.bucket = $1 and s.id = $2";
const READY: &str = "update snapshot set state = 'ready', members = $1, digest = $2, held_until = $3 where bucket = $4 and id = $5 and state = 'preparing'";
const LEAVE: &str = "update snapshot set state = 'left' where bucket = $1 and id = $2";

fn end(
    world: &World,
    fixing: &Fixing,
    (members, digest): (i64, [u8; 32]),
    now: Moment,
) -> Result<Fixed, Fault> {
    let (contest, snapshot) = (fixing.contest, fixing.snapshot);
    let act = move |tx: &mut Tx<'_, '_>| {
        let id = [Arg::Int(snapshot.bucket()), Arg::Bytes(snapshot.as_bytes())];
        let since = tx.one(SINCE, &id, |row| Ok((row.int(0)?, row.int(1)?)))?;
        if since.is_none_or(|(then, now)| then != now) {
            // An import whose id is older than the cut began after it: some of its rows may be in, some not.
            tx.run(LEAVE, &id)?;
            return Ok(Verdict::Given(false));
        }
        let ready = [
            Arg::Int(members),
            Arg::Bytes(&digest),
            Arg::Int(now.plus(FRESH).millis()),
            Arg::Int(snapshot.bucket()),
            Arg::Bytes(snapshot.as_bytes()),
        ];
        if tx.run(READY, &ready)? == 0 {
            return Ok(Verdict::Given(false));
        }
        let draft = Draft::system(EventKind::SnapshotPrepared, "contests").detail(format!(
            "contest={contest} snapshot={snapshot} members={members}"
        ));
        entry::write(tx, &draft, &[])?;
        Ok(Verdict::Given(true))
    };
    let job = Auth::Job("contests");
    let done = world.write("snapshot-ready", job, now, act).wait()?;
    Ok(match done.verdict {
        Verdict::Given(true) => Fixed::Ready,
        _ => Fixed::Anew,
    })
}
