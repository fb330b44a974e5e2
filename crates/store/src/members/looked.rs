//! How often a record was opened before, whichever of one person's records it was.

use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::Moment;

use super::beside::Looks;
use super::look::Held;
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

const OPENED: &str = "select count(*), max(case when id <> $2 then at else null end) from member_look where member = $1 and state <> 'asked'";
const ENTRIES: &str = "select count(*) from entry_subject where bucket = $1 and member = $2";

pub(super) fn looks(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Looks, Fault> {
    // Who was merged into this record is the same person: who saw the one saw the other.
    let mut all = Looks::default();
    for member in alias::of_one_person(tx.raw(), held.member())? {
        let looks = looks_at(tx, member, held)?;
        all.opened += looks.opened;
        all.entries += looks.entries;
        all.before = all.before.max(looks.before);
    }
    Ok(all)
}

fn looks_at(tx: &mut Tx<'_, '_>, member: MemberId, held: &Held) -> Result<Looks, Fault> {
    let look = held.look.id;
    let args = [Arg::Bytes(member.as_bytes()), Arg::Bytes(look.as_bytes())];
    let opened = tx.one(OPENED, &args, |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let entries = tx.one(ENTRIES, &by_id, |row| row.int(0))?;
    let (opened, before) = opened.unwrap_or_default();
    Ok(Looks {
        opened: u64::try_from(opened).unwrap_or(0),
        before: before.map(Moment::from_millis),
        entries: u64::try_from(entries.unwrap_or(0)).unwrap_or(0),
    })
}
