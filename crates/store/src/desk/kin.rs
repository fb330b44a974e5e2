//! Whose a member is to whoever would ring them: the caller, at the caller's own number, or somebody who works for the
//! organisation or for the campaign that asks, or somebody whom the caller said they know.

use switchboard_rules::eligible::Kin;
use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;

use super::candidate::Asking;
use crate::engine::{Arg, Rows, Stmt, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::Inner;

/// Under which hash it is kept whose account's own record a member's is.
pub(crate) fn hash(world: &Inner, member: MemberId) -> [u8; 16] {
    world.keys.door.short("account-member", member.as_bytes())
}

/// What a statement is told that names a record: its bucket and its hash.
pub(crate) fn naming(tx: &Tx<'_, '_>, member: MemberId) -> Vec<Value> {
    let hash = hash(tx.world, member);
    vec![Value::Int(bucket_of(&hash)), Value::Bytes(hash.to_vec())]
}

/// What a statement is told that carries rows of one record on to another, as of now.
pub(crate) fn carrying(tx: &Tx<'_, '_>, from: MemberId, to: MemberId) -> Vec<Value> {
    let mut row = naming(tx, to);
    row.push(Value::Int(tx.now().millis()));
    row.extend(naming(tx, from));
    row
}

/// The caller's own records, and the member's where the caller said that they know them.
const OWN: &str = "select member_hash, 1 from account_member where account = $1 and own = 1 union all select member_hash, 0 from account_knows where bucket = $2 and member_hash = $3 and account = $1 limit 17";
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
        Stmt::owning(
            OWN,
            vec![
                Arg::Bytes(caller),
                Arg::Int(bucket_of(hash)),
                Arg::Bytes(hash),
            ],
        ),
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
    let hashes = rows.iter().map(|row| {
        let is_own = row.int(1)? == 1;
        Ok(id16(row.bytes(0)?).filter(|_| is_own))
    });
    let hashes = hashes.collect::<Result<Vec<_>, Fault>>()?;
    Ok(hashes.into_iter().flatten().collect())
}

/// Whether the caller said that they know the member.
pub(super) fn is_known(rows: &Rows) -> Result<bool, Fault> {
    for row in rows.iter() {
        if row.int(1)? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

const KNOW: &str = "insert into account_knows (bucket, member_hash, account, at) values ($1, $2, $3, $4) on conflict (bucket, member_hash, account) do nothing";
const KNOW_ALSO: &str = "insert into account_knows (bucket, member_hash, account, at) select $1, $2, account, $3 from account_knows where bucket = $4 and member_hash = $5 on conflict (bucket, member_hash, account) do nothing";
const KNOWN_BY_NOBODY: &str = "delete from account_knows where bucket = $1 and member_hash = $2";

/// Queues that this account knows the member: nobody deals them to it any more.
pub(super) fn know(tx: &mut Tx<'_, '_>, account: AccountId, member: MemberId) {
    let hash = hash(tx.world, member);
    let row = vec![
        Value::Int(bucket_of(&hash)),
        Value::Bytes(hash.to_vec()),
        Value::Bytes(account.as_bytes().to_vec()),
        Value::Int(tx.now().millis()),
    ];
    tx.later(KNOW, row);
}

/// Queues that whoever knows one record of a person knows the other too.
pub(crate) fn know_also(tx: &mut Tx<'_, '_>, from: MemberId, to: MemberId) {
    tx.later(KNOW_ALSO, carrying(tx, from, to));
}

/// Queues that nobody knows a member who is forgotten.
pub(crate) fn known_by_nobody(tx: &mut Tx<'_, '_>, member: MemberId) {
    tx.later(KNOWN_BY_NOBODY, naming(tx, member));
}

/// Whose a member is.
pub(super) fn of(hash: &[u8; 16], own: (&[[u8; 16]], bool), staff: &Rows) -> Kin {
    let (own, is_known) = own;
    if own.contains(hash) {
        Kin::Own
    } else if is_known {
        Kin::Known
    } else if staff.first().is_some() {
        Kin::Staff
    } else {
        Kin::Nobody
    }
}
