//! Open cards get the new indexes of their numbers in the commit that switches, so that their numbers stay theirs.

use std::time::{Duration, Instant};

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::redo::newest_of;
use super::turn::Work;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};

const OPEN: &str = "select bucket, member, card, until_at, numbers from open_card where bucket > $1 or (bucket = $1 and member > $2) order by bucket, member limit 500 {for_update}";
const VERSIONS: &str = "select numbers from member_row where bucket = $1 and member = $2 order by import desc limit 1000";
const SET: &str =
    "update open_card set numbers = $1 where bucket = $2 and member = $3 and card = $4";
const LOCK: &str = "insert into open_number (bucket, blind, card, until_at) values ($1, $2, $3, $4) on conflict (bucket, blind) do update set card = excluded.card, until_at = excluded.until_at where open_number.card = excluded.card or open_number.until_at <= $5";
const UNLOCK: &str = "delete from open_number where bucket = $1 and blind = $2 and card = $3";

/// One open card.
struct Open {
    bucket: i64,
    member: Vec<u8>,
    card: Vec<u8>,
    until_at: i64,
    numbers: Vec<u8>,
}

/// Gives every open card the newest indexes of its numbers. There are as many as callers, so one commit takes them all.
pub(super) fn rekey(tx: &mut Tx<'_, '_>) -> Result<Vec<Vec<u8>>, Fault> {
    let mut open = Vec::new();
    let (mut bucket, mut member) = (-1, Vec::new());
    loop {
        let cards = tx.all(OPEN, &[Arg::Int(bucket), Arg::Bytes(&member)], |row| {
            Ok(Open {
                bucket: row.int(0)?,
                member: row.bytes(1)?.to_vec(),
                card: row.bytes(2)?.to_vec(),
                until_at: row.int(3)?,
                numbers: row.bytes(4)?.to_vec(),
            })
        })?;
        let Some(last) = cards.last() else {
            return Ok(open);
        };
        (bucket, member) = (last.bucket, last.member.clone());
        for card in cards {
            rekey_one(tx, &card)?;
            open.push(card.card);
        }
    }
}

fn rekey_one(tx: &mut Tx<'_, '_>, open: &Open) -> Result<(), Fault> {
    let by_member = [Arg::Int(open.bucket), Arg::Bytes(&open.member)];
    let versions = tx.all(VERSIONS, &by_member, |row| Ok(row.bytes(0)?.to_vec()))?;
    let before: Vec<[u8; 16]> = open.numbers.chunks_exact(16).filter_map(id16).collect();
    let mut after: Vec<[u8; 16]> = before
        .iter()
        .map(|blind| newest_of(*blind, &versions))
        .collect();
    after.sort_unstable();
    after.dedup();
    for blind in before.iter().filter(|blind| !after.contains(blind)) {
        let args = [
            Arg::Int(bucket_of(blind)),
            Arg::Bytes(blind),
            Arg::Bytes(&open.card),
        ];
        tx.run(UNLOCK, &args)?;
    }
    let now = tx.now().millis();
    for blind in &after {
        let args = [
            Arg::Int(bucket_of(blind)),
            Arg::Bytes(blind),
            Arg::Bytes(&open.card),
            Arg::Int(open.until_at),
            Arg::Int(now),
        ];
        tx.run(LOCK, &args)?;
    }
    if before != after {
        let numbers = after.concat();
        let args = [
            Arg::Bytes(&numbers),
            Arg::Int(open.bucket),
            Arg::Bytes(&open.member),
            Arg::Bytes(&open.card),
        ];
        tx.run(SET, &args)?;
    }
    Ok(())
}

/// How long acts that began before the switch are waited for.
const WAITS_MAX: Duration = Duration::from_mins(1);
const LOOKS_EACH: Duration = Duration::from_millis(20);

/// Waits until every act that began before the switch has ended, and looks at the open cards once more: PostgreSQL lets a
/// lease that read a member before the first pass commit after the switch. The change feed shows a change only when no
/// older transaction is open any more, so it tells.
pub(super) fn settle(work: &Work, now: &dyn Fn() -> Moment) -> Result<(), Fault> {
    let world = &work.world;
    let to = work.to.to_be_bytes();
    let mut cursor = world.feed_now()?;
    let told = world.write("keys-told", Auth::Job("keys"), now(), move |tx| {
        tx.changed("keys", &to);
        Ok(Verdict::Given(()))
    });
    told.wait()?;
    let began = Instant::now();
    while !world
        .feed(&mut cursor)?
        .iter()
        .any(|one| one.kind == "keys")
    {
        if began.elapsed() > WAITS_MAX {
            return Err(Fault::World(
                "a transaction has been open on the database for a minute; end it, the change of keys then goes on by itself".to_owned(),
            ));
        }
        std::thread::park_timeout(LOOKS_EACH);
    }
    let done = world.write("keys-settle", Auth::Job("keys"), now(), |tx| {
        // Numbers first: a card that opens in between has its row by then.
        let locked = tx.all(
            "select bucket, blind, card from open_number order by bucket, blind limit 100000",
            &[],
            |row| Ok((row.int(0)?, row.bytes(1)?.to_vec(), row.bytes(2)?.to_vec())),
        )?;
        let open = rekey(tx)?;
        for (bucket, blind, card) in locked {
            // Its card was closed while the switch was being made.
            if !open.contains(&card) {
                let args = [Arg::Int(bucket), Arg::Bytes(&blind), Arg::Bytes(&card)];
                tx.run(UNLOCK, &args)?;
            }
        }
        Ok(Verdict::Given(()))
    });
    done.wait().map(|_| ())
}
