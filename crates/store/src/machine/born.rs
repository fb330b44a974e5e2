//! Comparing a birth year that somebody typed with the one that is kept: yes or no, and nobody sees it.

use switchboard_rules::ids::MemberId;

use crate::fault::Fault;
use crate::roll::{self, Query};
use crate::tx::Tx;

/// The member of this number, and whether they were born in this year; none where nobody, or more than one, has the number,
/// or whoever has it is no member any more. The entry is its caller's to write.
pub(crate) fn member_born_in(
    tx: &mut Tx<'_, '_>,
    number: &str,
    year: i16,
) -> Result<Option<(MemberId, bool)>, Fault> {
    let found = roll::find(tx, &Query::External(number.to_owned()))?;
    let [member] = found.as_slice() else {
        return Ok(None);
    };
    let Some(whole) = roll::hand::whole(tx, *member)? else {
        return Ok(None);
    };
    if whole.ended.is_some() {
        return Ok(None);
    }
    let born = whole.row.birth_date.map(|birth| birth.day().year());
    Ok(Some((*member, born == Some(year))))
}
