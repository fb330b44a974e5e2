//! Where an entry stands in the log, for a page that points to it.

use switchboard_rules::ids::AccountId;

use crate::engine::{Arg, Raw};
use crate::fault::Fault;

const INDEX: &str = "select idx from entry where bucket = $1 and id = $2";

/// The index of one of an account's entries; none until it has its place, or where it stands in the log before a restore.
pub(crate) fn index_of(
    raw: &mut Raw<'_>,
    account: AccountId,
    entry: &[u8],
) -> Result<Option<i64>, Fault> {
    let key = [Arg::Int(account.bucket()), Arg::Bytes(entry)];
    Ok(raw.one(INDEX, &key, |row| row.opt_int(0))?.flatten())
}
