//! After a campaign withdrew: its cards go off their desks, and whoever held nothing else has left, a slice at a time.

use switchboard_rules::ids::{AccountId, CampaignId};
use switchboard_rules::leaving::{By, Leaving, Why};
use switchboard_rules::moment::Moment;

use super::{Word, end_all, hold, withdraw};
use crate::desk;
use crate::door;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::hooks;
use crate::session::{Auth, SYSTEM, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many accounts one write takes: few enough to hold the writer for less than 5 ms (`bench leavers`), cards and all.
const SLICE: i64 = 8;
const WAITING: &str =
    "select campaign, at, after from withdrawn where followed = 0 order by at, campaign limit 1";
const ON: &str = "select account from open_caller where bank in (select id from bank where campaign = $1) order by account limit $2";
const HELD: &str = "select distinct account from term where role in ('organiser', 'caller') and ended_at = $1 and account > $2 and ((scope_kind = 'campaign' and scope = $3) or (scope_kind = 'bank' and scope in (select id from bank where campaign = $3))) order by account limit $4";
const NEXT: &str =
    "update withdrawn set after = $1, followed = $2 where bucket = $3 and campaign = $4";

/// Brings what withdrew to its end; answers how many accounts and cards that touched. To be called again while it does some.
pub fn follow(world: &World, now: Moment) -> Result<usize, Fault> {
    // Asked each second, and nearly always nothing waits: the writer isn't troubled for that.
    let waits = |raw: &mut Raw<'_>| raw.one(WAITING, &[], |row| row.int(1));
    if world.0.db.read("leaving-waiting", waits)?.is_none() {
        return Ok(0);
    }
    let done = world
        .write("leaving-follow", Auth::Job("leaving"), now, slice)
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(done) => done,
        Verdict::Refused(_) => 0,
    })
}

fn accounts(
    tx: &mut Tx<'_, '_>,
    sql: &'static str,
    args: &[Arg<'_>],
) -> Result<Vec<AccountId>, Fault> {
    let found = tx.all(sql, args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

fn slice(tx: &mut Tx<'_, '_>) -> Result<Verdict<usize>, Fault> {
    let waiting = tx.one(WAITING, &[], |row| {
        Ok((id16(row.bytes(0)?), row.int(1)?, row.bytes(2)?.to_vec()))
    })?;
    let Some((Some(campaign), at, after)) = waiting else {
        return Ok(Verdict::Given(0));
    };
    let (whose, slice) = (Arg::Bytes(&campaign), Arg::Int(SLICE));
    let on = accounts(tx, ON, &[whose, slice])?;
    if !on.is_empty() {
        for account in &on {
            desk::leave(tx, *account)?;
        }
        return Ok(Verdict::Given(on.len()));
    }
    let left = accounts(tx, HELD, &[Arg::Int(at), Arg::Bytes(&after), whose, slice])?;
    hold(tx, SYSTEM, &left)?;
    for account in &left {
        if door::holds_nothing(tx, *account)? {
            let leaving = Leaving {
                why: Why::CampaignWithdrew,
                by: By::Page,
            };
            end_all(tx, *account, leaving, &Word::Job("leaving"))?;
        } else {
            tx.changed("account", account.as_bytes());
        }
    }
    // Who was given a role while it withdrew: it ends before the campaign has been followed.
    let id = CampaignId::from_bytes(campaign);
    if left.is_empty() && withdraw::end_roles(tx, id, at, SYSTEM.as_bytes())? {
        return Ok(Verdict::Given(1));
    }
    // Whatever waits for their programs still, also of before, is told nobody: with the addresses and secrets nothing of theirs calls
    // anybody any more.
    if left.is_empty() {
        hooks::remove_all(tx, id)?;
    }
    let last = left.last().map_or(after, |last| last.as_bytes().to_vec());
    tx.later(
        NEXT,
        vec![
            Value::Bytes(last),
            Value::Int(i64::from(left.is_empty())),
            Value::Int(id.bucket()),
            Value::Bytes(campaign.to_vec()),
        ],
    );
    Ok(Verdict::Given(left.len()))
}
