//! What must happen outside, written in the act's own transaction: a kind, a member's id, sealed variables.
//!
//! No address stands in a row: it is opened when the message is sent, by a job of the closed list. A row is taken by
//! one worker at a time and stays until somebody says that it is done, so a killed process loses no message.

use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::seal::Spot;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// To the member: "at 19:02 you asked not to be rung; if you didn't, tell us".
    ObjectionTaken,
}

impl Message {
    /// The name in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ObjectionTaken => "objection-taken",
        }
    }
}

/// A message that is due, by its id alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub id: [u8; 16],
    /// What it is.
    pub kind: String,
    /// How often it was tried.
    pub tries: i64,
}

fn spot(id: &[u8]) -> Spot<'_> {
    Spot {
        table: "outbox",
        column: "vars_sealed",
        row: id,
    }
}

/// Queues a message to a member; it goes out only if the act commits.
pub(crate) fn put(
    tx: &mut Tx<'_, '_>,
    message: Message,
    member: MemberId,
    vars: &str,
) -> Result<(), Fault> {
    let now = tx.now();
    let id = tx.world.ordered.next(now.millis());
    let sealed = tx.world.keys.account.seal(spot(&id), vars.as_bytes())?;
    tx.later(
        "insert into outbox (bucket, id, kind, member, vars_sealed, due_at, tries) values ($1, $2, $3, $4, $5, $6, 0)",
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Text(message.text().to_owned()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Bytes(sealed),
            Value::Int(now.millis()),
        ],
    );
    Ok(())
}

/// How long a message that was taken is left alone before it is tried again.
const AGAIN: Span = Span::minutes(10);
/// How many messages are taken at once.
const TAKE_MAX: i64 = 50;

/// Takes messages that are due, each for one worker.
pub fn take(world: &World, now: Moment) -> Result<Vec<Due>, Fault> {
    let done = world
        .write("outbox-take", Auth::Job("post"), now, move |tx| {
            let due = tx.all(
                "select id, kind, tries from outbox where done_at is null and due_at <= $1 order by due_at limit $2 {skip_locked}",
                &[Arg::Int(now.millis()), Arg::Int(TAKE_MAX)],
                |row| {
                    let id = id16(row.bytes(0)?).unwrap_or_default();
                    Ok(Due { id, kind: row.text(1)?.to_owned(), tries: row.int(2)? })
                },
            )?;
            for message in &due {
                tx.later(
                    "update outbox set due_at = $1, tries = tries + 1 where bucket = $2 and id = $3",
                    vec![
                        Value::Int(now.plus(AGAIN).millis()),
                        Value::Int(bucket_of(&message.id)),
                        Value::Bytes(message.id.to_vec()),
                    ],
                );
            }
            Ok(Verdict::Given(due))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(due) => due,
        Verdict::Refused(_) => Vec::new(),
    })
}

/// Says that a message went out.
pub fn done(world: &World, id: [u8; 16], now: Moment) -> Result<(), Fault> {
    world
        .write("outbox-done", Auth::Job("post"), now, move |tx| {
            tx.later(
                "update outbox set done_at = $1 where bucket = $2 and id = $3",
                vec![
                    Value::Int(now.millis()),
                    Value::Int(bucket_of(&id)),
                    Value::Bytes(id.to_vec()),
                ],
            );
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
