//! Codes that somebody is told.

use switchboard_rules::ids::{AccountId, InvitationId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::seal::fresh;
use crate::session::SYSTEM;
use crate::tx::Tx;
use crate::world::Inner;

/// Letters and digits that are not taken for one another when read aloud.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A code somebody is told: 12 characters, 60 bits, in three groups.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    pub(crate) fn fresh() -> Result<Self, Fault> {
        let random: [u8; 12] = fresh()?;
        let letters: String = random
            .iter()
            .map(|b| {
                char::from(
                    CODE_LETTERS
                        .get(usize::from(b & 31))
                        .copied()
                        .unwrap_or(b'2'),
                )
            })
            .collect();
        Ok(Self(letters))
    }

    /// What was typed as a code, in the one form in which codes are compared.
    pub(crate) fn typed(text: &str) -> String {
        typed(text)
    }

    /// The code as it is told, in groups of four.
    pub fn expose(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// When a code works.
pub(super) struct Works {
    pub(super) from: Moment,
    pub(super) until: Moment,
    /// More than once: demo worlds only.
    pub(super) reusable: bool,
    /// Who tells it, and so vouches for whoever comes in with it; for the operator at the console nobody does.
    pub(super) by: AccountId,
}

/// Queues a new code of an account; answers it, once, and its hash.
pub(super) fn new_code(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    works: &Works,
) -> Result<(Code, [u8; 32]), Fault> {
    let code = Code::fresh()?;
    let hash = code_hash(tx.world, &typed(&code.0));
    tx.later(
        "insert into sign_in_code (bucket, code_hash, account, works_at, expires_at, reusable, made_by) values ($1, $2, $3, $4, $5, $6, $7)",
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(works.from.millis()),
            Value::Int(works.until.millis()),
            Value::Int(i64::from(works.reusable)),
            voucher(works.by).map_or(Value::Null, |by| Value::Bytes(by.as_bytes().to_vec())),
        ],
    );
    Ok((code, hash))
}

/// Whoever vouches by telling a code: the operator at the console knows nobody.
pub(super) fn voucher(by: AccountId) -> Option<AccountId> {
    (by != SYSTEM).then_some(by)
}

/// Queues a code that works once from now on: for an officer of a world that was restored, or a tester of a test copy.
pub(crate) fn code_for_once(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    until: Moment,
) -> Result<Code, Fault> {
    let works = Works {
        from: tx.now(),
        until,
        reusable: false,
        by: SYSTEM,
    };
    Ok(new_code(tx, account, &works)?.0)
}

/// A new code of an invitation, and its hash: it works for that one alone.
pub(super) fn invitation_code(
    world: &Inner,
    invitation: InvitationId,
) -> Result<(Code, [u8; 32]), Fault> {
    let code = Code::fresh()?;
    let hash = invitation_hash(world, invitation, &code.0);
    Ok((code, hash))
}

/// The hash of what was typed as an invitation's code.
pub(super) fn invitation_hash(world: &Inner, invitation: InvitationId, code: &str) -> [u8; 32] {
    let text = [invitation.as_bytes().as_slice(), typed(code).as_bytes()].concat();
    world.keys.door.full("invitation", &text)
}

/// Ends every code of an account that still works or would.
pub(super) fn end_codes(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let now = tx.now().millis();
    tx.run(
        "update sign_in_code set expires_at = $1 where account = $2 and expires_at > $1",
        &[Arg::Int(now), Arg::Bytes(account.as_bytes())],
    )?;
    Ok(())
}

/// The typed code without spaces, hyphens and case.
pub(super) fn typed(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

pub(super) fn code_hash(world: &Inner, typed: &str) -> [u8; 32] {
    world.keys.door.full("code", typed.as_bytes())
}
