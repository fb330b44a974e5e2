//! The clocks of what members ask for and of complaints from calls: whoever answers is told a week before it is due, and again when it
//! is late. Nothing is late in silence.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, CardId, MemberId, RightId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::rights::{COMPLAINT_WITHIN, SETTLED_SHOWN, WARNED_BEFORE};

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::outbox::{self, Message, To};
use crate::scripts::late_detail;
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
const COMPLAINTS_NEAR: &str = "select card, at from complaint where settled_at is null and at <= $1 and warned_at is null order by at, card limit $2 {skip_locked}";
const COMPLAINTS_LATE: &str = "select card, at from complaint where settled_at is null and at <= $1 and late_at is null order by at, card limit $2 {skip_locked}";
const COMPLAINT_WARNED: &str =
    "update complaint set warned_at = $1 where bucket = $2 and card = $3";
const COMPLAINT_IS_LATE: &str =
    "update complaint set late_at = $1, warned_at = $1 where bucket = $2 and card = $3";
/// No list shows them any more.
const COMPLAINTS_OLD: &str = "delete from complaint where (bucket, card) in (select c.bucket, c.card from complaint c where c.settled_at <= $1 order by c.settled_at, c.card limit $2)";
const OFFICERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'dpo' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Looks at the clocks; answers how many were nearly due, late, or settled so long ago that they went. As many as a round takes means that
/// there may be more.
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
            let near = if is_full(&late) {
                Vec::new()
            } else {
                due(tx, NEAR, now.plus(WARNED_BEFORE))?
            };
            for one in &near {
                tx.run(WARNED, &one.args(now))?;
                tell(tx, one)?;
            }
            let complaints = watch_complaints(tx)?;
            Ok(Verdict::Given(late.len() + near.len() + complaints))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(looked) => looked,
        Verdict::Refused(_) => 0,
    })
}

/// Whether more may be late than were looked at: those are told that they are late, and not first that they soon will be.
fn is_full<T>(late: &[T]) -> bool {
    i64::try_from(late.len()).is_ok_and(|late| late >= ROUND)
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

fn tell(tx: &mut Tx<'_, '_>, one: &Due) -> Result<(), Fault> {
    let about = format!("right={}", one.id);
    hooks::tell(tx, Event::RightDue, Whose::Member(one.member), &about)?;
    write_to_officers(tx, Message::RightDue, (one.asked, one.until))
}

/// The same for complaints, of which settled ones go when no list shows them any more.
fn watch_complaints(tx: &mut Tx<'_, '_>) -> Result<usize, Fault> {
    let now = tx.now();
    let late = complaints_due(tx, COMPLAINTS_LATE, now)?;
    for (card, at) in &late {
        tx.run(COMPLAINT_IS_LATE, &of_card(card, now))?;
        let draft = Draft::system(EventKind::ComplaintLate, "rights");
        entry::write(tx, &draft.detail(late_detail(*card, *at)), &[])?;
        write_to_officers(tx, Message::ComplaintDue, (*at, at.plus(COMPLAINT_WITHIN)))?;
    }
    let near = if is_full(&late) {
        Vec::new()
    } else {
        complaints_due(tx, COMPLAINTS_NEAR, now.plus(WARNED_BEFORE))?
    };
    for (card, at) in &near {
        tx.run(COMPLAINT_WARNED, &of_card(card, now))?;
        write_to_officers(tx, Message::ComplaintDue, (*at, at.plus(COMPLAINT_WITHIN)))?;
    }
    let old = [Arg::Int(now.minus(SETTLED_SHOWN).millis()), Arg::Int(ROUND)];
    let gone = usize::try_from(tx.run(COMPLAINTS_OLD, &old)?).unwrap_or(0);
    Ok(late.len() + near.len() + gone)
}

fn complaints_due(
    tx: &mut Tx<'_, '_>,
    sql: &'static str,
    until: Moment,
) -> Result<Vec<(CardId, Moment)>, Fault> {
    let came = until.minus(COMPLAINT_WITHIN).millis();
    tx.all(sql, &[Arg::Int(came), Arg::Int(ROUND)], |row| {
        let card = id16(row.bytes(0)?).ok_or_else(|| shape("complaint"))?;
        let at = Moment::from_millis(row.int(1)?);
        Ok((CardId::from_bytes(card), at))
    })
}

fn of_card(card: &CardId, now: Moment) -> [Arg<'_>; 3] {
    [
        Arg::Int(now.millis()),
        Arg::Int(card.bucket()),
        Arg::Bytes(card.as_bytes()),
    ]
}

/// A letter to everybody who answers; to all offices where nobody does.
fn write_to_officers(
    tx: &mut Tx<'_, '_>,
    message: Message,
    (at, due): (Moment, Moment),
) -> Result<(), Fault> {
    let vars = format!("at={} due={}", at.millis(), due.millis());
    let officers = tx.all(OFFICERS, &[Arg::Int(tx.now().millis())], |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("term"))
    })?;
    if officers.is_empty() {
        outbox::put_to_officers(tx, message, &vars)?;
    }
    for account in officers {
        let to = To::Account(AccountId::from_bytes(account));
        outbox::put(tx, message, to, &vars)?;
    }
    Ok(())
}
