//! How fast a bank goes: how many it had rung by now, noted every five minutes.
//!
//! No card pays for it: what came of cards is counted by account anyway (`tally`), and a job notes the sum of each bank where
//! it has changed. So "in the last hour" is right to five minutes. That goes for closed banks too: what was rung up to the end is
//! noted once more, and a call whose outcome comes late, so that none of it counts as rung in the last hour for ever.

use switchboard_rules::ids::BankId;
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How often it is noted.
const STEP: Span = Span::minutes(5);
/// How long notes are kept; the newest before that is kept on, for it says where the next evening begins.
const KEPT_FOR: Span = Span::days(2);

const RUNG: &str = "select cast(coalesce(sum(n), 0) as bigint) from tally where bank = $1 and what not in ('dealt', 'unseen')";
const AS_OF: &str = "select rung from bank_pace where bucket = $1 and bank = $2 and at <= $3 order by at desc limit 1";

/// How many calls came to an end in a bank: in the last hour, and since the evening began.
pub(super) fn calls(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<(u64, u64), Fault> {
    let now = tx.now();
    let evening = tx.world.zone.evening_start(now);
    let rung = tx.one(RUNG, &[Arg::Bytes(bank.as_bytes())], |row| row.int(0))?;
    let rung = rung.unwrap_or(0);
    let mut since = |then: Moment| -> Result<u64, Fault> {
        let args = [
            Arg::Int(bank.bucket()),
            Arg::Bytes(bank.as_bytes()),
            Arg::Int(then.millis()),
        ];
        let before = tx.one(AS_OF, &args, |row| row.int(0))?.unwrap_or(0);
        Ok(u64::try_from(rung.saturating_sub(before)).unwrap_or(0))
    };
    Ok((since(now.minus(Span::hours(1)))?, since(evening)?))
}

const CHANGED: &str = "select b.id, x.rung from bank b join (select bank, cast(sum(n) as bigint) as rung from tally where what not in ('dealt', 'unseen') group by bank) x on x.bank = b.id where x.rung <> coalesce((select p.rung from bank_pace p where p.bucket = b.bucket and p.bank = b.id order by p.at desc limit 1), 0) order by b.id limit 1000";
const NOTE: &str = "insert into bank_pace (bucket, bank, at, rung) values ($1, $2, $3, $4) on conflict (bucket, bank, at) do nothing";
const FORGET: &str = "delete from bank_pace where at < $1 and exists (select 1 from bank_pace n where n.bucket = bank_pace.bucket and n.bank = bank_pace.bank and n.at > bank_pace.at and n.at < $1)";

/// Notes how many each bank had rung by now, where that has changed; answers how many banks those are. Two nodes that note the
/// same five minutes note it once.
pub fn note_pace(world: &World, now: Moment) -> Result<usize, Fault> {
    let found = world.0.db.read("pace-changed", |raw| {
        raw.all(CHANGED, &[], |row| Ok((id16(row.bytes(0)?), row.int(1)?)))
    })?;
    if found.is_empty() {
        return Ok(0);
    }
    let at = now.millis() - now.millis().rem_euclid(STEP.as_millis());
    let done = world
        .write("pace-note", Auth::Job("pace"), now, move |tx| {
            for (bank, rung) in &found {
                let bank = BankId::from_bytes(bank.unwrap_or_default());
                tx.later(
                    NOTE,
                    vec![
                        Value::Int(bank.bucket()),
                        Value::Bytes(bank.as_bytes().to_vec()),
                        Value::Int(at),
                        Value::Int(*rung),
                    ],
                );
            }
            let before = now.minus(KEPT_FOR).millis();
            tx.later(FORGET, vec![Value::Int(before)]);
            Ok(Verdict::Given(found.len()))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(noted) => noted,
        Verdict::Refused(_) => 0,
    })
}
