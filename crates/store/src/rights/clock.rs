//! The clock: whoever answers is told a week before it is due, and again when it is late. Nothing is late in silence.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, MemberId, RightId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::rights::WARNED_BEFORE;

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::outbox::{self, Message, To};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many one round looks at.
const ROUND: i64 = 50;
const NEAR: &str = "select id, asked_at, due_at, member from right_asked where answered_at is null and due_at <= $1 and warned_at is null order by due_at, id limit $2 {skip_locked}";
const LATE: &str = "select id, asked_at, due_at, member from right_asked where answered_at is null and due_at <= $1 and late_at is null order by due_at, id limit $2 {skip_locked}";
const WARNED: &str = "update right_asked set warned_at = $1 where bucket = $2 and id = $3";
const IS_LATE: &str =
    "update right_asked set late_at = $1, warned_at = $1 where bucket = $2 and id = $3";
const OFFICERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'dpo' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Looks at the clocks; answers how many were nearly due or late. As many as a round takes means that there may be more.
pub fn watch(world: &World, now: Moment) -> Result<usize, Fault> {
    let done = world
        .write("rights-watch", Auth::Job("rights"), now, move |tx| {
            let late = due(tx, LATE, now)?;
            for one in &late {
                tx.run(IS_LATE, &one.args(now))?;
                let detail = format!("right={} due={}", one.id, one.until.millis());
                let draft = Draft::system(EventKind::RightLate, "rights").detail(detail);
                entry::write(tx, &draft, &[])?;
                tell(tx, one)?;
            }
            let near = due(tx, NEAR, now.plus(WARNED_BEFORE))?;
            for one in &near {
                tx.run(WARNED, &one.args(now))?;
                tell(tx, one)?;
            }
            Ok(Verdict::Given(late.len() + near.len()))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(looked) => looked,
        Verdict::Refused(_) => 0,
    })
}

struct Due {
    id: RightId,
    asked: Moment,
    until: Moment,
    member: MemberId,
}

impl Due {
    fn args(&self, now: Moment) -> [Arg<'_>; 3] {
        let id = self.id.as_bytes();
        [
            Arg::Int(now.millis()),
            Arg::Int(bucket_of(id)),
            Arg::Bytes(id),
        ]
    }
}

fn due(tx: &mut Tx<'_, '_>, sql: &'static str, until: Moment) -> Result<Vec<Due>, Fault> {
    let args = [Arg::Int(until.millis()), Arg::Int(ROUND)];
    tx.all(sql, &args, |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("right_asked"))?;
        Ok(Due {
            id: RightId::from_bytes(id),
            asked: Moment::from_millis(row.int(1)?),
            until: Moment::from_millis(row.int(2)?),
            member: MemberId::from_bytes(id16(row.bytes(3)?).ok_or_else(|| shape("right_asked"))?),
        })
    })
}

/// A letter to everybody who answers; to all offices where nobody does.
fn tell(tx: &mut Tx<'_, '_>, one: &Due) -> Result<(), Fault> {
    let vars = format!("at={} due={}", one.asked.millis(), one.until.millis());
    let officers = tx.all(OFFICERS, &[Arg::Int(tx.now().millis())], |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("term"))
    })?;
    let about = format!("right={}", one.id);
    hooks::tell(tx, Event::RightDue, Whose::Member(one.member), &about)?;
    if officers.is_empty() {
        outbox::put_to_officers(tx, Message::RightDue, &vars)?;
    }
    for account in officers {
        let to = To::Account(AccountId::from_bytes(account));
        outbox::put(tx, Message::RightDue, to, &vars)?;
    }
    Ok(())
}
