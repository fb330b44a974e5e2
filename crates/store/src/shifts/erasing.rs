//! Places of those who ring no more, and shifts that are long over.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::shift::KEPT_FOR;

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

/// A place whose holder rings in the shift's bank no more, or in no bank of the campaign where it is of any: their role was ended, or its
/// time is over.
const IDLE: &str = "select p.account, p.shift from shift_place p join shift s on s.id = p.shift where s.ends_at > $1 and not exists (select 1 from term t where t.bucket = p.bucket and t.account = p.account and t.role = 'caller' and t.ended_at is null and (t.until_at is null or t.until_at > $1) and ((t.scope_kind = 'campaign' and t.scope = s.campaign) or (t.scope_kind = 'bank' and (s.bank is null or t.scope = s.bank) and t.scope in (select b.id from bank b where b.campaign = s.campaign)))) order by p.account limit 50";
const FREE: &str =
    "delete from shift_place where bucket = $1 and account = $2 and shift = $3 and taken_at <= $4";

/// Frees the places of those who ring there no more, for others; answers how many. Whoever's access ended altogether has lost
/// theirs in that very act.
pub fn free(world: &World, now: Moment) -> Result<u64, Fault> {
    let idle = world.0.db.read("shifts-idle", |raw| {
        raw.all(IDLE, &[Arg::Int(now.millis())], |row| {
            let bad = || shape("shift_place");
            let account = id16(row.bytes(0)?).ok_or_else(bad)?;
            Ok((account, id16(row.bytes(1)?).ok_or_else(bad)?))
        })
    })?;
    if idle.is_empty() {
        return Ok(0);
    }
    let done = world
        .write("shifts-free", Auth::Job("shifts"), now, move |tx| {
            let mut freed = 0;
            for (account, shift) in &idle {
                let bucket = AccountId::from_bytes(*account).bucket();
                let args = [
                    Arg::Int(bucket),
                    Arg::Bytes(account),
                    Arg::Bytes(shift),
                    Arg::Int(now.millis()),
                ];
                freed += tx.run(FREE, &args)?;
            }
            if freed > 0 {
                let draft = Draft::system(EventKind::ShiftsErased, "shifts");
                entry::write(tx, &draft.detail(format!("freed={freed}")), &[])?;
            }
            Ok(Verdict::Given(freed))
        })
        .wait()?;
    Ok(count(&done.verdict))
}

const OLD: &str = "select id from shift where ends_at < $1 order by ends_at limit 20";
const PLACES: &str = "delete from shift_place where shift = $1";
const SHIFT: &str = "delete from shift where bucket = $1 and id = $2";

/// Erases shifts that ended thirty days ago, with who had places in them; answers how many.
pub fn erase_old(world: &World, now: Moment) -> Result<u64, Fault> {
    let before = now.minus(KEPT_FOR).millis();
    let old = world.0.db.read("shifts-old", |raw| {
        raw.all(OLD, &[Arg::Int(before)], |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("shift"))
        })
    })?;
    if old.is_empty() {
        return Ok(0);
    }
    let done = world
        .write("shifts-erase", Auth::Job("shifts"), now, move |tx| {
            let mut erased = 0;
            for id in &old {
                tx.run(PLACES, &[Arg::Bytes(id)])?;
                erased += tx.run(SHIFT, &[Arg::Int(bucket_of(id)), Arg::Bytes(id)])?;
            }
            if erased > 0 {
                let draft = Draft::system(EventKind::ShiftsErased, "shifts");
                entry::write(tx, &draft.detail(format!("shifts={erased}")), &[])?;
            }
            Ok(Verdict::Given(erased))
        })
        .wait()?;
    Ok(count(&done.verdict))
}

fn count(verdict: &Verdict<u64>) -> u64 {
    match verdict {
        Verdict::Given(n) => *n,
        Verdict::Refused(_) => 0,
    }
}
