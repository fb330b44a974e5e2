//! Leaving: the card of somebody whose access ends goes off their desk at once.

use switchboard_rules::ids::{AccountId, CardId};

use super::facts;
use super::finish;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

const ON: &str = "select card from open_caller where bucket = $1 and account = $2";

/// Takes an account's card off its desk, with its entry: unreported where its number was seen. Its caller may still say once
/// what came of the call. To be called behind the end of the account's roles, for which a card that is just dealt is waited.
pub(crate) fn leave(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let open = tx.one(ON, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let Some(id) = open.flatten() else {
        return Ok(());
    };
    match facts::card(tx, CardId::from_bytes(id))? {
        Some(card) => finish::leave(tx, &card),
        None => Ok(()),
    }
}
