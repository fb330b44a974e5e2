//! Whether a member lives where the caller's own record says that the caller lives: then they are not dealt to them.
//!
//! Asked only where an account has a record of its own. The candidate's address is opened here to know its blind index, and nothing of
//! it leaves this file.

use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::Address;

use super::facts::shape;
use super::kin;
use crate::blinds::Turn;
use crate::disclose::SealedRow;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::personal::{REST, spot};
use crate::roll::What;
use crate::roll::whole::Rest;
use crate::session::id16;
use crate::world::Inner;

/// Who lives at an address; more than that many is no household.
const THERE: &str = "select l.member from lookup l where l.bucket = $1 and l.what = 'address' and l.blind = $2 and not exists (select 1 from import_dark d where d.import = l.import) order by l.member limit 17";

/// Whether one of the caller's own records, by their hashes, has the address of this row.
pub(super) fn is_shared(
    raw: &mut Raw<'_>,
    world: &Inner,
    (row, own): (&SealedRow, &[[u8; 16]]),
) -> Result<bool, Fault> {
    if own.is_empty() {
        return Ok(false);
    }
    // Whoever can't be opened any more is shown to nobody either.
    let Ok(key) = world.keys.member(&row.member, row.month, &row.erase_key) else {
        return Ok(false);
    };
    let plain = key.own().open(spot(REST, &row.row_key), &row.rest)?;
    let address = Rest::decode(&plain)?.address;
    let Some(home) = address.as_ref().and_then(Address::home_key) else {
        return Ok(false);
    };
    // While keys are changed one of the two may stand under the one key alone.
    let turn = Turn::read(raw)?;
    let months = [Some(turn.current), turn.next.or(turn.previous)];
    for month in months.into_iter().flatten() {
        let key = world.keys.months.get(month)?;
        let blind = key.blind.short(What::Address.text(), home.as_bytes());
        let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
        let there = raw.all(THERE, &args, |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("lookup"))
        })?;
        let mut hashes = there
            .into_iter()
            .map(|member| kin::hash(world, MemberId::from_bytes(member)));
        if hashes.any(|hash| own.contains(&hash)) {
            return Ok(true);
        }
    }
    Ok(false)
}
