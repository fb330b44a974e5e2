//! Passkeys: adding one, signing in with it, seeing and removing one's own (`docs/decisions/0019`).
//!
//! What a browser sends is taken apart in `switchboard_rules::passkey`; here the signature is looked at, and the rows are
//! kept. Somebody unknown who asks for a challenge leaves no trace here: it says itself when and what for it was made.

mod add;
pub(super) mod challenge;
mod own;
mod proof;
mod sign_in;
#[cfg(test)]
mod tests;

pub use add::{AddedPasskey, Begun, NewPasskey, add_passkey, begin_passkey};
pub(super) use own::needs_more;
pub use own::{OwnPasskey, RemovedPasskey, own_passkeys, remove_passkey};
pub use proof::{Created, Shown};
pub use sign_in::sign_in_with_passkey;
pub(super) use sign_in::{is_over, proven};

use sha2::{Digest, Sha256};
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::fault::Fault;
use crate::seal::Spot;
use crate::tx::Tx;
use crate::world::Inner;

/// The most bytes of what its holder calls a passkey.
pub const LABEL_MAX: usize = 60;

fn label_spot(id: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "passkey",
        column: "label_sealed",
        row: id,
    }
}

fn credential_spot(id: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "passkey",
        column: "credential_sealed",
        row: id,
    }
}

/// By which a passkey is found.
fn credential_hash(world: &Inner, credential: &[u8]) -> [u8; 32] {
    world.keys.door.full("passkey", credential)
}

/// What an authenticator knows an account by: it tells nothing of it, and is the same for all its passkeys.
fn handle(world: &Inner, account: AccountId) -> [u8; 32] {
    world.keys.door.full("passkey-handle", account.as_bytes())
}

/// What a signature is over (§7.2, steps 19 to 21).
fn signed_over(data: &[u8], client_data: &[u8]) -> Vec<u8> {
    [data, Sha256::digest(client_data).as_slice()].concat()
}

/// Forgets every passkey of an account. Whoever is just signing in with one holds its row, so their session is there
/// afterwards: it is ended after this, not before.
pub(super) fn forget_passkeys(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<u64, Fault> {
    tx.run(
        "delete from passkey where account = $1",
        &[Arg::Bytes(account.as_bytes())],
    )
}

/// Forgets every passkey of an account but the one of this hash.
pub(super) fn forget_other_passkeys(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    hash: &[u8; 32],
) -> Result<u64, Fault> {
    tx.run(
        "delete from passkey where account = $1 and credential_hash <> $2",
        &[Arg::Bytes(account.as_bytes()), Arg::Bytes(hash)],
    )
}

/// Forgets all of them, and what was answered: for a world that came out of a backup, which may hold some that were removed.
pub(crate) fn forget_every_passkey(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run("delete from passkey", &[])?;
    tx.run("delete from ceremony", &[])?;
    Ok(())
}

/// Whether an office's holder may come in with a passkey.
pub(super) fn has_for_office(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let found = tx.one(
        "select 1 from passkey where account = $1 and for_office = 1 limit 1",
        &[Arg::Bytes(account.as_bytes())],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

const USE: &str = "insert into ceremony (bucket, challenge_hash, until_at) values ($1, $2, $3) on conflict (bucket, challenge_hash) do nothing";

/// Uses a challenge up; false where it was used before.
pub(super) fn use_up(tx: &mut Tx<'_, '_>, answered: &challenge::Answered) -> Result<bool, Fault> {
    let hash = answered.hash(tx.world);
    use_up_hash(tx, &hash, answered.until())
}

/// Uses up what is known by a hash and good until then; false where it was used before. Those whose time is long over are
/// swept here.
pub(super) fn use_up_hash(
    tx: &mut Tx<'_, '_>,
    hash: &[u8; 32],
    until: Moment,
) -> Result<bool, Fault> {
    let now = tx.now();
    tx.run(
        "delete from ceremony where until_at < $1",
        &[Arg::Int(now.minus(challenge::KEPT_FOR).millis())],
    )?;
    let fresh = tx.run(
        USE,
        &[
            Arg::Int(bucket_of(hash)),
            Arg::Bytes(hash),
            Arg::Int(until.millis()),
        ],
    )?;
    Ok(fresh == 1)
}
