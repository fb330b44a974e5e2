//! Erasing from the queues of a contest that never opened whoever isn't in the snapshot that is prepared now: they were put
//! there for one that was given up. A job, in slices.

use switchboard_rules::ids::{BankId, ContestId, MemberId};
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::{Arg, stmt};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::stretch::{self, Stretch};
use crate::tx::Verdict;
use crate::world::World;

/// How many members one look reads and one slice erases, of one bank.
const SLICE: usize = 200;

const LEFT_OVER: &str = "select distinct q.bucket, q.member from queue q where (q.bucket, q.member) > ($1, $2) and q.bucket < $3 and q.bank in (select id from bank where contest = $4) and not exists (select 1 from snapshot_member s join contest c on c.prepared = s.snapshot where s.bucket = q.bucket and s.member = q.member and c.bucket = $5 and c.id = $4 and c.phase not in ('closed', 'deleted')) order by q.bucket, q.member limit $6";
/// Asked again where it is erased, so that nothing comes between; nothing goes once access has begun.
const ERASE: &str = "delete from queue where bucket = $1 and member = $2 and bank = $3 and not exists (select 1 from snapshot_member s join contest c on c.prepared = s.snapshot where s.bucket = $1 and s.member = $2 and c.bucket = $4 and c.id = $5 and c.phase not in ('closed', 'deleted')) and exists (select 1 from contest c where c.bucket = $4 and c.id = $5 and c.opened_at is null)";
const EMPTIED: &str = "update bank set filled = case when filled > $1 then filled - $1 else 0 end where bucket = $2 and id = $3";

/// Erases what was filled for a snapshot that was given up; answers how many rows went.
pub(crate) fn erase_left_over(
    world: &World,
    contest: ContestId,
    banks: &[BankId],
    now: Moment,
) -> Result<u64, Fault> {
    let mut gone = 0;
    stretch::along(stretch::ALL, |stretch| {
        let found = left_over(world, contest, stretch)?;
        for bank in banks {
            gone += erase(world, (contest, *bank), found.clone(), now)?;
        }
        let last = found.last().filter(|_| found.len() == SLICE);
        Ok(last.map(|member| *member.as_bytes()))
    })?;
    Ok(gone)
}

fn left_over(world: &World, contest: ContestId, stretch: &Stretch) -> Result<Vec<MemberId>, Fault> {
    let [bucket, after, until] = stretch.args();
    let args = [
        bucket,
        after,
        until,
        Arg::Bytes(contest.as_bytes()),
        Arg::Int(contest.bucket()),
        Arg::Int(i64::try_from(SLICE).unwrap_or(i64::MAX)),
    ];
    world.0.db.read("bank-left-over", |raw| {
        raw.all(LEFT_OVER, &args, |row| {
            let id = id16(row.bytes(1)?).ok_or_else(|| shape("queue"))?;
            Ok(MemberId::from_bytes(id))
        })
    })
}

fn erase(
    world: &World,
    (contest, bank): (ContestId, BankId),
    members: Vec<MemberId>,
    now: Moment,
) -> Result<u64, Fault> {
    if members.is_empty() {
        return Ok(0);
    }
    let act = move |tx: &mut crate::tx::Tx<'_, '_>| {
        let args: Vec<[Arg<'_>; 5]> = members
            .iter()
            .map(|member| {
                [
                    Arg::Int(member.bucket()),
                    Arg::Bytes(member.as_bytes()),
                    Arg::Bytes(bank.as_bytes()),
                    Arg::Int(contest.bucket()),
                    Arg::Bytes(contest.as_bytes()),
                ]
            })
            .collect();
        let erased: Vec<_> = args.iter().map(|args| stmt(ERASE, args)).collect();
        let gone: u64 = tx.raw().many(&erased)?.into_iter().sum();
        let emptied = [
            Arg::Int(i64::try_from(gone).unwrap_or(0)),
            Arg::Int(bank.bucket()),
            Arg::Bytes(bank.as_bytes()),
        ];
        tx.run(EMPTIED, &emptied)?;
        Ok(Verdict::Given(gone))
    };
    let done = world
        .write("bank-left-over", Auth::Job("fill"), now, act)
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(gone) => gone,
        Verdict::Refused(_) => 0,
    })
}
