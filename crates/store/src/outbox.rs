//! What must happen outside, written in the act's own transaction: a kind, a member's id, sealed variables.
//!
//! No address stands in a row: it is opened when the message is sent, by a job of the closed list. A row is taken by
//! one worker at a time and stays until somebody says that it is done, so a killed process loses no message.

use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
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
    /// To the offices: somebody was given an account and a role at the console.
    AccountAdded,
    /// To the offices: somebody's roles were ended at the console.
    AccountEnded,
    /// To the offices: a colleague was handed a new code.
    CodeHandedOut,
    /// To the offices: a colleague's account was shut.
    AccountShut,
    /// To the offices: a way back in was asked for at the console; whoever knows nothing of it must stop it.
    RecoveryAsked,
    /// To the offices: a way back in was stopped.
    RecoveryStopped,
    /// To the offices: the right password of an account came with wrong numbers, again and again.
    NumbersRefused,
    /// To the person: their password or app was set; if it wasn't them, somebody must know.
    PasswordSet,
}

impl Message {
    /// The name in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::ObjectionTaken => "objection-taken",
            Self::AccountAdded => "account-added",
            Self::AccountEnded => "account-ended",
            Self::CodeHandedOut => "code-handed-out",
            Self::AccountShut => "account-shut",
            Self::RecoveryAsked => "recovery-asked",
            Self::RecoveryStopped => "recovery-stopped",
            Self::NumbersRefused => "numbers-refused",
            Self::PasswordSet => "password-set",
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

/// To whom a message goes: never an address, which is opened at sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// A member, at the first address on the roll.
    Member(MemberId),
    /// Whoever holds the account.
    Account(AccountId),
}

impl To {
    /// The word in the table.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Member(_) => "member",
            Self::Account(_) => "account",
        }
    }

    fn id(&self) -> &[u8; 16] {
        match self {
            Self::Member(member) => member.as_bytes(),
            Self::Account(account) => account.as_bytes(),
        }
    }
}

const PUT: &str = "insert into outbox (bucket, id, kind, whom, recipient, vars_sealed, put_at, due_at, tries, said) values ($1, $2, $3, $4, $5, $6, $7, $7, 0, '')";

/// Queues a message; it goes out only if the act commits. `vars` are `name=value` words, sealed at rest.
pub(crate) fn put(tx: &mut Tx<'_, '_>, message: Message, to: To, vars: &str) -> Result<(), Fault> {
    let now = tx.now();
    let id = tx.world.ordered.next(now.millis());
    let sealed = tx.world.keys.account.seal(spot(&id), vars.as_bytes())?;
    tx.later(
        PUT,
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Text(message.text().to_owned()),
            Value::Text(to.text().to_owned()),
            Value::Bytes(to.id().to_vec()),
            Value::Bytes(sealed),
            Value::Int(now.millis()),
        ],
    );
    Ok(())
}

const OFFICES: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and t.scope_kind = 'organisation' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Queues a message to everybody who holds an office of the whole organisation now; answers how many that are.
pub fn put_to_officers(tx: &mut Tx<'_, '_>, message: Message, vars: &str) -> Result<usize, Fault> {
    let now = tx.now().millis();
    let accounts = tx.all(OFFICES, &[Arg::Int(now)], |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })?;
    for account in &accounts {
        put(tx, message, To::Account(*account), vars)?;
    }
    Ok(accounts.len())
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
