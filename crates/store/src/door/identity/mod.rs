//! The organisation's own sign-in (`OpenID` Connect): connecting an account with it, coming in by it, and leaving when it says
//! so (`docs/decisions/0026`).
//!
//! Whose account it is stands in issuer and subject, kept as a keyed hash; never in an address, which nobody asks for.

mod begun;
mod connect;
mod leave;
mod own;
mod sign_in;
mod token;

pub use begun::{Errand, Lost, Returned, Sent};
pub use connect::{Connectable, Connected, begin_identity, connect_identity};
pub use leave::end_by_provider;
pub use own::{Disconnected, OwnIdentity, disconnect_identity, own_identity};
pub(super) use sign_in::shown_again;
pub use sign_in::{InByIdentity, sign_in_with_identity};
pub use token::{IssuerKeys, Left, Told};

use switchboard_rules::ids::{AccountId, bucket_of};

use super::passkey::use_up_hash;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// A name is a name of its issuer's. No issuer's address holds a zero byte.
fn named(issuer: &str, name: &str) -> Vec<u8> {
    [issuer.as_bytes(), &[0], name.as_bytes()].concat()
}

fn identity_hash(world: &Inner, issuer: &str, subject: &str) -> [u8; 32] {
    world
        .keys
        .door
        .full("oidc-identity", &named(issuer, subject))
}

fn sid_hash(world: &Inner, issuer: &str, sid: &str) -> [u8; 32] {
    world.keys.door.full("oidc-sid", &named(issuer, sid))
}

fn number_hash(world: &Inner, issuer: &str, number: &str) -> [u8; 32] {
    world.keys.door.full("oidc-number", &named(issuer, number))
}

/// What connects an account with an identity.
struct Link {
    account: AccountId,
    is_for_office: bool,
}

/// The row, held until this act has ended: whoever ends the account waits, and then finds the session.
const FIND: &str = "select account, for_office from identity where bucket = $1 and identity_hash = $2 {for_update}";

fn find(tx: &mut Tx<'_, '_>, identity: &[u8; 32]) -> Result<Option<Link>, Fault> {
    let key = [Arg::Int(bucket_of(identity)), Arg::Bytes(identity)];
    tx.one(FIND, &key, |row| {
        let account = crate::session::id16(row.bytes(0)?).unwrap_or_default();
        Ok(Link {
            account: AccountId::from_bytes(account),
            is_for_office: row.int(1)? != 0,
        })
    })
}

/// Uses up what somebody came back with; false where it was used before.
fn use_up(tx: &mut Tx<'_, '_>, returned: &Returned) -> Result<bool, Fault> {
    let hash = returned.hash(tx.world);
    use_up_hash(tx, &hash, returned.until())
}

/// Uses up the one turn at changing a code for a token that somebody came back for; false where they had it. It has a commit of
/// its own, before the provider is asked: whatever that answers, they begin again. What they were sent for uses up the answer
/// itself, in the commit that does it.
pub fn take_identity_turn(
    tx: &mut Tx<'_, '_>,
    returned: &Returned,
) -> Result<Verdict<bool>, Fault> {
    let hash = returned.turn_hash(tx.world);
    use_up_hash(tx, &hash, returned.until()).map(Verdict::Given)
}

/// Forgets what connects an account. Whoever is just coming in by it holds its row, so their session is there afterwards: it
/// is ended after this, not before.
pub(super) fn forget_identity(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    tx.run(
        "delete from identity where account = $1",
        &[Arg::Bytes(account.as_bytes())],
    )?;
    Ok(())
}

/// Forgets all of them: for a world that came out of a backup, which may hold some that were disconnected since.
pub(crate) fn forget_every_identity(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run("delete from identity", &[])?;
    Ok(())
}

/// Whether an office's holder may come in by it.
pub(super) fn is_connected_for_office(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
) -> Result<bool, Fault> {
    let found = tx.one(
        "select 1 from identity where account = $1 and for_office = 1 limit 1",
        &[Arg::Bytes(account.as_bytes())],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}
