//! Device keys: a key that a caller's browser keeps and can't give away, and a PIN (`docs/decisions/0022`).
//!
//! Whoever adds one came in with a code that somebody handed them who knows them, and types another that was mailed to them,
//! which shows that the address is theirs. From then on key and PIN let them in, as a caller and as nothing else, until their
//! role ends; nothing is mailed for signing in. A PIN is looked at only after the key has signed, so that nobody without the
//! device can try any, or end a key of somebody else's.

mod add;
mod mailed;
mod own;
mod proof;
mod sign_in;
#[cfg(test)]
mod tests;

pub use add::{AddedKey, NewKey, add_device_key, begin_device_key};
pub use mailed::{AskedCode, DeviceWay, ask_device_code, device_way};
pub use own::{OwnKey, own_device_keys, remove_device_key};
pub use proof::{PinChecked, ShownKey};
pub use sign_in::sign_in_with_device_key;

use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Reason, Refusal, Resource};

use crate::engine::Arg;
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::tx::Tx;
use crate::world::Inner;

/// By which a key is found.
fn key_hash(world: &Inner, key: &[u8]) -> [u8; 32] {
    world.keys.door.full("device-key", key)
}

/// Whether whoever asks may add a key now: somebody handed them the code with which they came in. One that the operator made
/// at the console doesn't count, for the operator knows nobody; a demo's people are invented.
fn may_add(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::AddOwnDeviceKey, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if grant.opened() != Opened::Demo && tx.vouched()?.is_none() {
        return Ok(Err(Refusal::new(Reason::NotYours)));
    }
    Ok(Ok(grant))
}

/// Forgets every device key of an account, and the code that it was mailed. Whoever is just signing in with one holds its
/// row, so their session is there afterwards: it is ended after this, not before.
pub(super) fn forget_device_keys(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let whose = [Arg::Bytes(account.as_bytes())];
    tx.run("delete from device_key where account = $1", &whose)?;
    tx.run("delete from device_code where account = $1", &whose)?;
    Ok(())
}

/// Forgets all of them: for a world that came out of a backup, which may hold some that were removed or ended since.
pub(crate) fn forget_every_device_key(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run("delete from device_key", &[])?;
    tx.run("delete from device_code", &[])?;
    Ok(())
}

fn is_demo(tx: &Tx<'_, '_>) -> bool {
    tx.world.meta.kind == WorldKind::Demo
}
