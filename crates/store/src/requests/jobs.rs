//! What happens to requests by itself: those whose time is over lapse, and what was approved goes on until it is done.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::request::State;

use super::acts::By;
use super::deciding::follow;
use super::{filed, move_to, subject};
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many requests one round looks at.
const ROUND: i64 = 16;
const OVERDUE: &str = "select id from request where state = 'asked' and until_at <= $1 order by asked_at, id limit $2";
const BEGUN: &str =
    "select id from request where state = 'approved' order by decided_at, id limit $1";

/// Lapses requests that nobody decided in time; answers how many. To be called again while it lapses some.
pub fn lapse(world: &World, now: Moment) -> Result<usize, Fault> {
    let done = world
        .write("request-lapse", Auth::Job("requests"), now, move |tx| {
            let args = [Arg::Int(now.millis()), Arg::Int(ROUND)];
            let overdue = tx.all(OVERDUE, &args, |row| {
                id16(row.bytes(0)?).ok_or_else(|| shape("request"))
            })?;
            let mut lapsed = 0;
            for id in overdue {
                let Some(filed) = filed(tx, RequestId::from_bytes(id))? else {
                    continue;
                };
                let Ok(next) = filed.request.lapse(now) else {
                    continue;
                };
                move_to(tx, filed.id, State::Asked, next.state);
                let subjects = subject(tx, filed.member)?;
                let words = filed.words() + " why=time-up";
                let draft = Draft::system(EventKind::RequestLapsed, "requests").detail(words);
                entry::write(tx, &draft, &subjects)?;
                hooks::tell(
                    tx,
                    Event::RequestEnded,
                    Whose::Organisation,
                    &format!("request={}", filed.id),
                )?;
                tx.changed("request", filed.id.as_bytes());
                lapsed += 1;
            }
            Ok(Verdict::Given(lapsed))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(lapsed) => lapsed,
        Verdict::Refused(_) => 0,
    })
}

const ASKED_BY: &str =
    "select id from request where asked_by = $1 and state = 'asked' order by id limit 100";

/// What would give this account a role or a way in: few such requests are open at once.
const ABOUT: &str = "select id, about from request where state = 'asked' and kind in ('grant-term', 'recover-account') order by id limit 1000";

/// What somebody asked for or others asked for them, and nobody decided; the smallest id first.
fn open_of(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<RequestId>, Fault> {
    let id = |bytes: &[u8]| id16(bytes).ok_or_else(|| shape("request"));
    let mut found = tx.all(ASKED_BY, &[Arg::Bytes(account.as_bytes())], |row| {
        Ok(RequestId::from_bytes(id(row.bytes(0)?)?))
    })?;
    let word = format!("account={account}");
    let about = tx.all(ABOUT, &[], |row| {
        let is_meant = row.text(1)?.split(' ').any(|part| part == word);
        Ok((RequestId::from_bytes(id(row.bytes(0)?)?), is_meant))
    })?;
    found.extend(
        about
            .iter()
            .filter(|(_, is_meant)| *is_meant)
            .map(|(id, _)| *id),
    );
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Holds what somebody asked for, or others for them, and nobody decided, before their account is held.
pub(crate) fn hold_of(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    for id in open_of(tx, account)? {
        filed(tx, id)?;
    }
    Ok(())
}

/// Lapses what somebody asked for who has left, and what would give them a role or a way in, if nobody decided it.
pub(crate) fn lapse_of(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    for id in open_of(tx, account)? {
        let Some(filed) = filed(tx, id)? else {
            continue;
        };
        let Ok(next) = filed.request.give_up() else {
            continue;
        };
        move_to(tx, filed.id, State::Asked, next.state);
        let subjects = subject(tx, filed.member)?;
        let words = filed.words() + " why=left";
        let draft = Draft::system(EventKind::RequestLapsed, "requests").detail(words);
        entry::write(tx, &draft, &subjects)?;
        hooks::tell(
            tx,
            Event::RequestEnded,
            Whose::Organisation,
            &format!("request={}", filed.id),
        )?;
        tx.changed("request", filed.id.as_bytes());
    }
    Ok(())
}

/// Goes on with what was approved and isn't done yet; answers how many requests it brought further.
pub fn carry_on(world: &World, now: Moment) -> Result<usize, Fault> {
    let begun = world.0.db.read("request-begun", |raw| {
        raw.all(BEGUN, &[Arg::Int(ROUND)], |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("request"))
        })
    })?;
    let mut further = 0;
    for id in begun.into_iter().map(RequestId::from_bytes) {
        let done = world
            .write("request-carry-on", Auth::Job("requests"), now, move |tx| {
                let Some(filed) = filed(tx, id)?.filter(|f| f.request.state == State::Approved)
                else {
                    return Ok(Verdict::Given(false));
                };
                let (_, is_further) = follow(tx, &filed, &By::Approval)?;
                if is_further {
                    tx.changed("request", id.as_bytes());
                }
                Ok(Verdict::Given(is_further))
            })
            .wait()?;
        further += usize::from(matches!(done.verdict, Verdict::Given(true)));
    }
    Ok(further)
}
