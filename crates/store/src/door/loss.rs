//! What somebody leaves behind who comes back with a new code and makes a way in: nothing but that.

use switchboard_rules::ids::AccountId;

use super::accounts::{end_sessions, forget_password};
use super::device_key::forget_device_keys;
use super::identity::forget_identity;
use super::passkey::{forget_other_passkeys, forget_passkeys};
use crate::fault::Fault;
use crate::tx::Tx;

/// The way in that was made with the code.
#[derive(Clone, Copy)]
pub(super) enum MadeWay<'a> {
    /// A password and an app.
    Password,
    /// The passkey of this hash.
    Passkey(&'a [u8; 32]),
    /// A connection with the organisation's own sign-in.
    Identity,
}

/// Forgets every other way in of the account, and ends its sessions: whoever had stolen one, or made one with what they had
/// stolen, is out. Whoever is just adding one holds their session, whoever is just signing in holds the way: so the sessions
/// end before it and once more after it.
pub(super) fn leave_nothing_else(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    made: MadeWay<'_>,
) -> Result<(), Fault> {
    end_sessions(tx, account)?;
    match made {
        MadeWay::Passkey(hash) => forget_other_passkeys(tx, account, hash)?,
        MadeWay::Password | MadeWay::Identity => forget_passkeys(tx, account)?,
    };
    forget_device_keys(tx, account)?;
    // What was connected before has given way already to what is connected now: one account, one identity.
    if !matches!(made, MadeWay::Identity) {
        forget_identity(tx, account)?;
    }
    if !matches!(made, MadeWay::Password) {
        forget_password(tx, account)?;
    }
    end_sessions(tx, account)
}
