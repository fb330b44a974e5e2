//! Whether a member lives where the caller's own record says now that the caller lives: then they are not dealt to them.
//!
//! Asked only where an account has a record of its own, which is known by a hash alone: so the candidate's address is opened here, inside
//! the deal, to know its blind index, and where a record of the caller's is found by that, its own address too, for an index goes on
//! leading to who has moved away. Nothing of either leaves this file but yes or no. It is no job of `machine`: the deal is the entry.

use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::Address;

use super::facts::shape;
use super::kin;
use crate::blinds::Turn;
use crate::disclose::SealedRow;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::personal::{REST, row_key, spot};
use crate::roll::What;
use crate::roll::whole::Rest;
use crate::session::id16;
use crate::world::Inner;

/// Who lives at an address, or once did.
const THERE: &str = "select l.member from lookup l where l.bucket = $1 and l.what = 'address' and l.blind = $2 and not exists (select 1 from import_dark d where d.import = l.import) order by l.member limit 17";
/// More than this many at one address are no household.
const HOUSEHOLD_MAX: usize = 16;
/// A record in force.
const IN_FORCE: &str = "select m.erase_key, m.key_month, r.import, r.rest_sealed from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// Whether one of the caller's own records, by their hashes, has the address of this row.
pub(super) fn is_shared(
    raw: &mut Raw<'_>,
    world: &Inner,
    (row, own): (&SealedRow, &[[u8; 16]]),
) -> Result<bool, Fault> {
    if own.is_empty() {
        return Ok(false);
    }
    let sealed = Sealed {
        member: row.member,
        month: row.month,
        erase_key: row.erase_key.clone(),
        row_key: row.row_key.clone(),
        rest: row.rest.clone(),
    };
    let Some(home) = sealed.home(world)? else {
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
        if there.len() > HOUSEHOLD_MAX {
            return Ok(false);
        }
        for member in there {
            let member = MemberId::from_bytes(member);
            if own.contains(&kin::hash(world, member))
                && home_of(raw, world, member)?.as_ref() == Some(&home)
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Where a member lives by the record in force.
fn home_of(raw: &mut Raw<'_>, world: &Inner, member: MemberId) -> Result<Option<String>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let sealed = raw.one(IN_FORCE, &args, |row| {
        let import = id16(row.bytes(2)?).ok_or_else(|| shape("member_row"))?;
        Ok(Sealed {
            member: *member.as_bytes(),
            month: row.int(1)?,
            erase_key: row.bytes(0)?.to_vec(),
            row_key: row_key(member.as_bytes(), &import),
            rest: row.bytes(3)?.to_vec(),
        })
    })?;
    match sealed {
        Some(sealed) => sealed.home(world),
        None => Ok(None),
    }
}

/// What holds an address.
struct Sealed {
    member: [u8; 16],
    month: i64,
    erase_key: Vec<u8>,
    row_key: Vec<u8>,
    rest: Vec<u8>,
}

impl Sealed {
    /// By what the household is known; none of whoever can't be opened any more, who is shown to nobody either.
    fn home(&self, world: &Inner) -> Result<Option<String>, Fault> {
        let key = world.keys.member(&self.member, self.month, &self.erase_key);
        let Ok(key) = key else {
            return Ok(None);
        };
        let plain = key.own().open(spot(REST, &self.row_key), &self.rest)?;
        let address = Rest::decode(&plain)?.address;
        Ok(address.as_ref().and_then(Address::home_key))
    }
}
