//! What came of a letter: written at its row, at its address where that doesn't work, and as an entry.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::letters::Taken;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::Ended;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// An address as a keyed hash: whether it is the one that didn't work, without keeping it.
pub(super) fn address_hash(world: &Inner, address: &str) -> [u8; 16] {
    world
        .keys
        .door
        .short("address", address.to_lowercase().as_bytes())
}

const FAILING: &str =
    "select 1 from address_fault where bucket = $1 and recipient = $2 and address_hash = $3";

pub(super) fn is_failing(
    world: &World,
    recipient: &[u8; 16],
    hash: &[u8; 16],
) -> Result<bool, Fault> {
    let found = world.0.db.read("letter-failing", |raw| {
        let args = [
            Arg::Int(bucket_of(recipient)),
            Arg::Bytes(recipient),
            Arg::Bytes(hash),
        ];
        raw.one(FAILING, &args, |_| Ok(()))
    })?;
    Ok(found.is_some())
}

const DONE: &str = "update outbox set done_at = $1, ended_as = $2, said = $3, address_hash = $4 where bucket = $5 and id = $6";
const FAULTY: &str = "insert into address_fault (bucket, recipient, address_hash, code, first_at, last_at, times) values ($1, $2, $3, $4, $5, $5, 1) on conflict (bucket, recipient) do update set address_hash = excluded.address_hash, code = excluded.code, last_at = excluded.last_at, times = address_fault.times + 1";
const WORKS: &str = "delete from address_fault where bucket = $1 and recipient = $2";

pub(super) fn ended(
    world: &World,
    one: &Taken,
    hash: Option<[u8; 16]>,
    how: Ended,
    code: &str,
    now: Moment,
) -> Result<(), Fault> {
    let (id, recipient, kind, code) = (one.id, one.recipient, one.kind.clone(), code.to_owned());
    world
        .write("outbox-done", Auth::Job("post"), now, move |tx| {
            finish(
                tx,
                &End {
                    id,
                    recipient,
                    hash,
                    how,
                    code: &code,
                    kind: &kind,
                },
            )?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

pub(super) struct End<'a> {
    pub(super) id: [u8; 16],
    pub(super) recipient: [u8; 16],
    pub(super) hash: Option<[u8; 16]>,
    pub(super) how: Ended,
    pub(super) code: &'a str,
    pub(super) kind: &'a str,
}

pub(super) fn finish(tx: &mut Tx<'_, '_>, end: &End<'_>) -> Result<(), Fault> {
    let now = Value::Int(tx.now().millis());
    let hash = end
        .hash
        .map_or(Value::Null, |hash| Value::Bytes(hash.to_vec()));
    tx.later(
        DONE,
        vec![
            now.clone(),
            Value::Text(end.how.text().to_owned()),
            Value::Text(end.code.to_owned()),
            hash.clone(),
            Value::Int(bucket_of(&end.id)),
            Value::Bytes(end.id.to_vec()),
        ],
    );
    let whose = || {
        vec![
            Value::Int(bucket_of(&end.recipient)),
            Value::Bytes(end.recipient.to_vec()),
        ]
    };
    let kind = match end.how {
        Ended::Sent => {
            tx.later(WORKS, whose());
            return Ok(());
        }
        Ended::NoAddress => return Ok(()),
        Ended::Bounced => {
            let mut args = whose();
            args.extend([hash, Value::Text(end.code.to_owned()), now]);
            tx.later(FAULTY, args);
            EventKind::LetterBounced
        }
        Ended::Refused | Ended::GivenUp => EventKind::LetterGivenUp,
    };
    let draft =
        Draft::system(kind, "post").detail(format!("letter={} code={}", end.kind, end.code));
    entry::write(tx, &draft, &[])
}
