//! Whose a member is to whoever would ring them: the caller, at the caller's own number, or somebody who works for the
//! organisation or for the campaign that asks.

use switchboard_rules::eligible::Kin;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::Moment;

use super::candidate::Asking;
use crate::engine::{Arg, Rows, Stmt};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::Inner;

/// Under which hash it is kept whose account's own record a member's is.
pub(crate) fn hash(world: &Inner, member: MemberId) -> [u8; 16] {
    world.keys.door.short("account-member", member.as_bytes())
}

/// The caller's own records.
const OWN: &str = "select member_hash from account_member where account = $1 and own = 1 limit 16";
/// Whether an account whose own record it is holds an office, or works for the campaign. Every role is named, so that the
/// index by role finds the account; crossed, so that SQLite begins with the record, which hardly anybody has, and not with
/// everybody who holds a role.
const STAFF: &str = "select t.account from account_member w cross join term t where t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver', 'organiser', 'caller', 'committee', 'auditor') and t.account = w.account and t.ended_at is null and w.bucket = $1 and w.member_hash = $2 and w.own = 1 and t.from_at <= $3 and (t.until_at is null or t.until_at > $3) and (t.scope_kind in ('organisation', 'branch', 'contest') or (t.scope_kind = 'campaign' and t.scope = $4)) limit 1";

/// The two looks.
pub(super) fn asked<'a>(hash: &'a [u8; 16], asking: &'a Asking, now: Moment) -> [Stmt<'a>; 2] {
    let nobody = &[0_u8; 16];
    let caller = asking
        .caller
        .as_ref()
        .map_or(nobody, |caller| caller.as_bytes());
    [
        Stmt::owning(OWN, vec![Arg::Bytes(caller)]),
        Stmt::owning(
            STAFF,
            vec![
                Arg::Int(bucket_of(hash)),
                Arg::Bytes(hash),
                Arg::Int(now.millis()),
                Arg::Bytes(asking.campaign.as_bytes()),
            ],
        ),
    ]
}

/// The hashes of the caller's own records.
pub(super) fn own(rows: &Rows) -> Result<Vec<[u8; 16]>, Fault> {
    let hashes = rows.iter().map(|row| Ok(id16(row.bytes(0)?)));
    let hashes = hashes.collect::<Result<Vec<_>, Fault>>()?;
    Ok(hashes.into_iter().flatten().collect())
}

/// Whose a member is.
pub(super) fn of(hash: &[u8; 16], own: &[[u8; 16]], staff: &Rows) -> Kin {
    if own.contains(hash) {
        Kin::Own
    } else if staff.first().is_some() {
        Kin::Staff
    } else {
        Kin::Nobody
    }
}
