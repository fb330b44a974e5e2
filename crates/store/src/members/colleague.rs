//! Whose record an account's own is: looks at it are always read by a second person.
//!
//! Flags only grow. Whoever links an account to another record says who may change which; the record it was linked to before
//! stays flagged, so that nobody looks at a colleague's record unseen by linking the account elsewhere and back. A merge
//! carries the flag on, and it ends when the member is forgotten.
//!
//! The table holds a keyed hash of the member's id, under a key that lives as long as the world: a stolen file doesn't say
//! who of the roll works here.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
use switchboard_rules::look::Whose;
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Action, Facts, Opened, Resource, Role};

use crate::branches;
use crate::desk::{record_carrying, record_hash as hash, record_naming};
use crate::door;
use crate::duplicates::alias;
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::outbox::{self, Message};
use crate::roll::What;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// Somebody who works for the organisation.
#[derive(Clone)]
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// Their name.
    pub label: String,
    /// What they are here.
    pub role: Role,
    /// Whether it is known which record is theirs.
    pub is_linked: bool,
}
says_only_its_name!(Colleague);

/// Why an account was not linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Nobody of the roll has that membership number.
    #[error("no member has this membership number; look it up again")]
    NoMember,
    /// There is no such account.
    #[error("there is no such account; choose one of the list")]
    NoAccount,
}

const OWN: &str =
    "select own from account_member where bucket = $1 and member_hash = $2 and account = $3";
const ANYBODYS: &str =
    "select own from account_member where bucket = $1 and member_hash = $2 limit 1";

/// Whose record a member's is, to `account`. One that was somebody's own once is a colleague's, to them too.
pub(super) fn whose(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    account: AccountId,
) -> Result<Whose, Fault> {
    let hash = hash(tx.world, member);
    let bucket = bucket_of(&hash);
    let own = [
        Arg::Int(bucket),
        Arg::Bytes(&hash),
        Arg::Bytes(account.as_bytes()),
    ];
    if tx.one(OWN, &own, |row| row.int(0))? == Some(1) {
        return Ok(Whose::Own);
    }
    let anybodys = [Arg::Int(bucket), Arg::Bytes(&hash)];
    let anybodys = tx.one(ANYBODYS, &anybodys, |row| row.int(0))?;
    Ok(anybodys.map_or(Whose::Others, |_| Whose::Colleague))
}

const OFFICES: &str = "select t.account, t.role, case when exists (select 1 from account_member m where m.account = t.account and m.own = 1) then 1 else 0 end from term t where t.scope_kind in ('organisation', 'branch', 'contest') and t.ended_at is null and (t.until_at is null or t.until_at > $1) order by t.account, t.role limit 100";

/// Everybody who works for the organisation as a whole, for a branch or for a contest, and those who check it: looks at their own records
/// are read by somebody else too. At most 100.
pub fn colleagues(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Colleague>>, Fault> {
    let place = Resource::Organisation;
    let grant = match tx.ask(Action::LinkAccount, &place, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now().millis();
    let found = tx.all(OFFICES, &[Arg::Int(now)], |row| {
        let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
        Ok((account, Role::from_text(row.text(1)?), row.int(2)? != 0))
    })?;
    let accounts: Vec<AccountId> = found.iter().map(|(account, ..)| *account).collect();
    let labels = door::labels(tx, &accounts)?;
    entry::write(tx, &Draft::act(EventKind::AccountsShown, &grant), &[])?;
    let list = found.into_iter().zip(labels);
    let list = list.filter_map(|((account, role, is_linked), label)| {
        Some(Colleague {
            account,
            label,
            role: role?,
            is_linked,
        })
    });
    Ok(Verdict::Given(list.collect()))
}

const MEMBER_OF: &str = "select member from lookup where bucket = $1 and what = 'external' and blind = $2 and not exists (select 1 from import_dark d where d.import = lookup.import) order by member limit 1";
const KNOWN: &str = "select id from account where bucket = $1 and id = $2";
const OWN_NO_MORE: &str = "update account_member set own = 0 where account = $1 and own = 1";
const LINK: &str = "insert into account_member (bucket, member_hash, account, at, own, called) values ($1, $2, $3, $4, 1, 0) on conflict (bucket, member_hash, account) do update set own = 1";
const LINK_ALSO: &str = "insert into account_member (bucket, member_hash, account, at, own, called) select $1, $2, account, $3, own, called from account_member where bucket = $4 and member_hash = $5 on conflict (bucket, member_hash, account) do update set own = case when excluded.own = 1 then 1 else account_member.own end";

/// What policy is asked about one member's record, by `account`.
pub(crate) fn whose_resource(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    account: AccountId,
) -> Result<Resource, Fault> {
    let stands = branches::stands(tx, member)?;
    Ok(super::look::resource(whose(tx, member, account)?, stands))
}

/// Queues that whose own record one member's is or was, theirs is the other's too: after a merge looks at it are read by a
/// second person.
pub(crate) fn link_also(tx: &mut Tx<'_, '_>, from: MemberId, to: MemberId) {
    tx.later(LINK_ALSO, record_carrying(tx, from, to));
}

/// Whose membership number it is: looked for under each month's key in turn. Of whoever was merged it is the record they go
/// on under.
fn member_of(tx: &mut Tx<'_, '_>, number: &ExternalId) -> Result<Option<MemberId>, Fault> {
    for blind in tx
        .blinds_to_read()?
        .of_text(What::External, number.as_str())
    {
        let by_blind = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
        let member = tx.one(MEMBER_OF, &by_blind, |row| Ok(id16(row.bytes(0)?)))?;
        if let Some(member) = member.flatten() {
            return alias::keeper(tx, MemberId::from_bytes(member)).map(Some);
        }
    }
    Ok(None)
}

const OWNERS: &str = "select account from account_member where bucket = $1 and member_hash = $2 and own = 1 order by account limit 16";

/// The accounts whose own record a member's is.
pub(crate) fn owners(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<AccountId>, Fault> {
    let hash = hash(tx.world, member);
    let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let found = tx.all(OWNERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

/// Those of the members whose record is some account's own: few are, so that whoever follows a file troubles the writer for them
/// alone.
pub(crate) fn owned(
    world: &Inner,
    raw: &mut Raw<'_>,
    members: Vec<MemberId>,
) -> Result<Vec<MemberId>, Fault> {
    let mut owned = Vec::new();
    for member in members {
        let hash = hash(world, member);
        let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
        if raw
            .one(OWNERS, &args, |row| Ok(row.bytes(0)?.len()))?
            .is_some()
        {
            owned.push(member);
        }
    }
    Ok(owned)
}

/// Why the offices are called to end an account that a file must not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// The membership ended.
    Lapsed = 1,
    /// The member died.
    Died = 2,
}

const CALL: &str = "update account_member set called = called + $1 where bucket = $2 and member_hash = $3 and account = $4 and (called / $1) % 2 = 0";
const CALL_ANEW: &str = "update account_member set called = called - $1 where bucket = $2 and member_hash = $3 and (called / $1) % 2 = 1";

/// Notes that the offices are called because of this member; false where they were before.
pub(crate) fn is_first_call(
    tx: &mut Tx<'_, '_>,
    (member, account): (MemberId, AccountId),
    call: Call,
) -> Result<bool, Fault> {
    let hash = hash(tx.world, member);
    let args = [
        Arg::Int(call as i64),
        Arg::Int(bucket_of(&hash)),
        Arg::Bytes(&hash),
        Arg::Bytes(account.as_bytes()),
    ];
    Ok(tx.run(CALL, &args)? > 0)
}

/// Queues that it is over: where it happens again, they are called again.
pub(crate) fn call_anew(tx: &mut Tx<'_, '_>, member: MemberId, call: Call) {
    let hash = hash(tx.world, member);
    let row = vec![
        Value::Int(call as i64),
        Value::Int(bucket_of(&hash)),
        Value::Bytes(hash.to_vec()),
    ];
    tx.later(CALL_ANEW, row);
}

/// The accounts whose own record is that of whoever has this membership number.
pub(crate) fn owners_of_number(
    tx: &mut Tx<'_, '_>,
    number: &ExternalId,
) -> Result<Vec<AccountId>, Fault> {
    match member_of(tx, number)? {
        Some(member) => owners(tx, member),
        None => Ok(Vec::new()),
    }
}

const NOBODYS: &str = "delete from account_member where bucket = $1 and member_hash = $2";

/// Queues that no account's own record is this one any more.
pub(crate) fn unlink(tx: &mut Tx<'_, '_>, member: MemberId) {
    tx.later(NOBODYS, record_naming(tx, member));
}

/// Says which record is an account's own; the one before stays flagged. Nobody says it of their own account: a colleague does,
/// or the operator at the console, of which the offices hear.
pub fn link(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    number: &ExternalId,
) -> Result<Verdict<Result<(), LinkError>>, Fault> {
    let resource = Resource::Account { account };
    let grant = match tx.ask(Action::LinkAccount, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let by_id = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    if tx
        .one(KNOWN, &by_id, |row| Ok(row.bytes(0)?.len()))?
        .is_none()
    {
        return Ok(Verdict::Given(Err(LinkError::NoAccount)));
    }
    let Some(member) = member_of(tx, number)? else {
        return Ok(Verdict::Given(Err(LinkError::NoMember)));
    };
    let (erase_key, month) = line::member(tx, member)?;
    // A merge that came first has made it another record: the closure runs again and finds that one.
    line::still(tx, member, member)?;
    if erase_key.is_empty() {
        // Forgotten while this waited.
        return Ok(Verdict::Given(Err(LinkError::NoMember)));
    }
    let hash = hash(tx.world, member);
    tx.later(OWN_NO_MORE, vec![Value::Bytes(account.as_bytes().to_vec())]);
    let row = vec![
        Value::Int(bucket_of(&hash)),
        Value::Bytes(hash.to_vec()),
        Value::Bytes(account.as_bytes().to_vec()),
        Value::Int(tx.now().millis()),
    ];
    tx.later(LINK, row);
    let subject = entry::subject(tx.world, *member.as_bytes(), month, &erase_key, None, "")?;
    let draft = Draft::act(EventKind::AccountLinked, &grant).detail(format!("account={account}"));
    entry::write(tx, &draft, &[subject])?;
    // Whoever may link an account may move its flag, too: where nobody saw it, somebody must hear of it.
    if grant.opened() == Opened::Console {
        let vars = door::vars(account, grant.account());
        outbox::put_to_officers(tx, Message::AccountLinked, &vars)?;
    }
    Ok(Verdict::Given(Ok(())))
}
