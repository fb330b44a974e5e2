//! Letters that come back: known by a mark that only this world can make.

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::ended::{End, finish};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::outbox::Ended;
use crate::seal::hex;
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::{Inner, World};

/// The letter's mark: its id and eight bytes that only this world can make.
pub(super) fn mark(world: &Inner, id: &[u8; 16]) -> String {
    let tag = world.keys.door.short("letter", id);
    format!("{}{}", hex(id), hex(tag.get(..8).unwrap_or_default()))
}

fn of_mark(world: &Inner, text: &str) -> Option<[u8; 16]> {
    let digits = text.get(..32)?;
    let mut id = [0; 16];
    for (at, byte) in id.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    (mark(world, &id) == text.to_lowercase()).then_some(id)
}

const SENT: &str =
    "select recipient, kind, ended_as, address_hash from outbox where bucket = $1 and id = $2";

/// What came of a letter that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// Its address is noted as one that doesn't work.
    Noted,
    /// It was noted before, or the letter was never sent.
    Known,
    /// No letter of this world has that mark.
    Unknown,
}

/// Notes that a letter came back from the address it was sent to. `code` is the enhanced status code, such as `5.1.1`.
pub fn letter_returned(
    world: &World,
    mark: &str,
    code: &str,
    now: Moment,
) -> Result<Returned, Fault> {
    let Some(id) = of_mark(&world.0, mark) else {
        return Ok(Returned::Unknown);
    };
    let code = code.to_owned();
    let done = world
        .write("letter-returned", Auth::Job("post"), now, move |tx| {
            let args = [Arg::Int(bucket_of(&id)), Arg::Bytes(&id)];
            let sent = tx.one(SENT, &args, |row| {
                Ok((
                    id16(row.bytes(0)?).unwrap_or_default(),
                    row.text(1)?.to_owned(),
                    row.opt_text(2)?.map(str::to_owned),
                    row.opt_bytes(3)?.and_then(id16),
                ))
            })?;
            let Some((recipient, kind, ended_as, Some(hash))) = sent else {
                return Ok(Verdict::Given(Returned::Unknown));
            };
            if ended_as.as_deref() != Some(Ended::Sent.text()) {
                return Ok(Verdict::Given(Returned::Known));
            }
            let end = End {
                id,
                recipient,
                hash: Some(hash),
                how: Ended::Bounced,
                code: &code,
                kind: &kind,
            };
            finish(tx, &end)?;
            Ok(Verdict::Given(Returned::Noted))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(returned) => returned,
        Verdict::Refused(_) => Returned::Unknown,
    })
}
