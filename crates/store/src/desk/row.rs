//! A member's row in force, for what is no card.

use switchboard_rules::branches::name_key;
use switchboard_rules::ids::MemberId;

use super::candidate::read_candidate;
use crate::disclose::SealedRow;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::freezes;
use crate::tx::Tx;

const IN_FORCE: &str = "select m.erase_key, m.key_month, r.import, r.branch, r.do_not_call, r.deceased, r.numbers, r.name_sealed, r.phones_sealed, r.rest_sealed, r.ends_on, (select x.ended_at from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// A member's sealed row in force, for a disclosure that is no card; none where their branch stands still.
pub(crate) fn sealed_row(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
) -> Result<Option<SealedRow>, Fault> {
    let frozen = freezes::frozen_names(tx)?;
    let row = row_in_force(tx, member)?;
    Ok(row.filter(|row| frozen.is_empty() || !frozen.contains(&name_key(&row.branch))))
}

/// The same for what shows nobody.
pub(crate) fn row_in_force(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
) -> Result<Option<SealedRow>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let today = tx.today()?;
    Ok(tx
        .one(IN_FORCE, &args, |row| {
            read_candidate(row, member, today, None)
        })?
        .map(|candidate| candidate.row))
}
