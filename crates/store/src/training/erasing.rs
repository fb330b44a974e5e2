//! What nobody needs any more: the training of those who left, and the wishes of banks that are closed for good.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::moment::{Moment, Span};

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

/// How long it is kept what somebody was trained in whose last role is over.
pub const KEPT_FOR: Span = Span::days(30);
/// How many accounts, and banks, one act forgets.
const GONE: &str = "select distinct t.account from training t where not exists (select 1 from term r where r.bucket = t.bucket and r.account = t.account and (r.ended_at is null or r.ended_at >= $1) and (r.until_at is null or r.until_at >= $1)) order by t.account limit 50";
const CLOSED: &str = "select t.bank from bank_training t join bank b on b.bucket = t.bucket and b.id = t.bank where b.state = 'closed' order by t.bank limit 50";
/// Whoever was given a role meanwhile keeps theirs.
const FORGET: &str = "delete from training where bucket = $1 and account = $2 and not exists (select 1 from term r where r.bucket = $1 and r.account = $2 and (r.ended_at is null or r.ended_at >= $3) and (r.until_at is null or r.until_at >= $3))";
const LET_GO: &str = "delete from bank_training where bucket = $1 and bank = $2";

/// Forgets what those were trained in whose last role was over [`KEPT_FOR`] ago, and what closed banks wanted; answers how many accounts and banks
/// those are.
pub fn forget_old(world: &World, now: Moment) -> Result<u64, Fault> {
    let before = now.minus(KEPT_FOR).millis();
    let id = |bytes: &[u8], table| id16(bytes).ok_or_else(|| shape(table));
    let (gone, closed) = world.0.db.read("training-old", |raw| {
        let gone = raw.all(GONE, &[Arg::Int(before)], |row| {
            id(row.bytes(0)?, "training").map(AccountId::from_bytes)
        })?;
        let closed = raw.all(CLOSED, &[], |row| {
            id(row.bytes(0)?, "bank_training").map(BankId::from_bytes)
        })?;
        Ok((gone, closed))
    })?;
    if gone.is_empty() && closed.is_empty() {
        return Ok(0);
    }
    let done = world
        .write("training-forget", Auth::Job("training"), now, move |tx| {
            let (mut accounts, mut banks) = (0_u64, 0_u64);
            for account in &gone {
                let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
                let old = [key.as_slice(), &[Arg::Int(before)]].concat();
                accounts += u64::from(tx.run(FORGET, &old)? > 0);
            }
            for bank in &closed {
                let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
                banks += tx.run(LET_GO, &key)?;
            }
            if accounts + banks > 0 {
                let draft = Draft::system(EventKind::TrainingErased, "training");
                let detail = format!("accounts={accounts} banks={banks}");
                entry::write(tx, &draft.detail(detail), &[])?;
            }
            Ok(Verdict::Given(accounts + banks))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(n) => n,
        Verdict::Refused(_) => 0,
    })
}
