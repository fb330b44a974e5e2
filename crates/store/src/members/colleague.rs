//! Whose record an account's own is: looks at it are always read by a second person.
//!
//! The table holds a keyed hash of the member's id, under a key that lives as long as the world: a stolen file doesn't say
//! who of the roll works here.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
use switchboard_rules::look::Whose;
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role};

use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
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

fn hash(world: &Inner, member: MemberId) -> [u8; 16] {
    world.keys.door.short("account-member", member.as_bytes())
}

const ACCOUNTS: &str = "select account from account_member where bucket = $1 and member_hash = $2 order by account limit 20";

/// Whose record a member's is, to `account`.
pub(super) fn whose(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    account: AccountId,
) -> Result<Whose, Fault> {
    let hash = hash(tx.world, member);
    let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let accounts = tx.all(ACCOUNTS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(if accounts.contains(&Some(*account.as_bytes())) {
        Whose::Own
    } else if accounts.is_empty() {
        Whose::Others
    } else {
        Whose::Colleague
    })
}

const OFFICES: &str = "select t.account, t.role, case when exists (select 1 from account_member m where m.account = t.account) then 1 else 0 end from term t where t.scope_kind in ('organisation', 'contest') and t.ended_at is null and (t.until_at is null or t.until_at > $1) order by t.account, t.role limit 100";

/// Everybody who works for the organisation as a whole or for a contest; at most 100.
pub fn colleagues(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Colleague>>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::LinkAccount, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now().millis();
    let found = tx.all(OFFICES, &[Arg::Int(now)], |row| {
        let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
        Ok((account, Role::from_text(row.text(1)?), row.int(2)? != 0))
    })?;
    let accounts: Vec<AccountId> = found.iter().map(|(account, ..)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
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
const LINKED: &str = "select member_hash from account_member where account = $1 limit 1";
const UNLINK: &str = "delete from account_member where account = $1";
const LINK_ALSO: &str = "insert into account_member (bucket, member_hash, account, at) values ($1, $2, $3, $4) on conflict (bucket, member_hash, account) do nothing";
const LINK: &str =
    "insert into account_member (bucket, member_hash, account, at) values ($1, $2, $3, $4)";

/// What policy is asked about one member's record, by `account`.
pub(crate) fn whose_resource(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    account: AccountId,
) -> Result<Resource, Fault> {
    Ok(super::look::resource(whose(tx, member, account)?))
}

/// Whose own record one member's is, theirs is the other's too: after a merge looks at it are read by a second person.
pub(crate) fn link_also(tx: &mut Tx<'_, '_>, from: MemberId, to: MemberId) -> Result<(), Fault> {
    let (hash, at) = (hash(tx.world, from), tx.now().millis());
    let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let accounts = tx.all(ACCOUNTS, &args, |row| Ok(row.bytes(0)?.to_vec()))?;
    let own = self::hash(tx.world, to);
    for account in accounts {
        let row = vec![
            Value::Int(bucket_of(&own)),
            Value::Bytes(own.to_vec()),
            Value::Bytes(account),
            Value::Int(at),
        ];
        tx.later(LINK_ALSO, row);
    }
    Ok(())
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

const NOBODYS: &str = "delete from account_member where bucket = $1 and member_hash = $2";

/// Queues that no account's own record is this one any more.
pub(crate) fn unlink(tx: &mut Tx<'_, '_>, member: MemberId) {
    let hash = hash(tx.world, member);
    tx.later(
        NOBODYS,
        vec![Value::Int(bucket_of(&hash)), Value::Bytes(hash.to_vec())],
    );
}

/// Says which record is an account's own. Nobody moves the link of their own account once it stands.
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
    let by_account = [Arg::Bytes(account.as_bytes())];
    let is_linked = tx.one(LINKED, &by_account, |row| Ok(row.bytes(0)?.len()))?;
    if is_linked.is_some() && grant.account() == account {
        return Ok(Verdict::Refused(Refusal::new(Reason::OwnRecord)));
    }
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
    let hash = hash(tx.world, member);
    tx.later(UNLINK, vec![Value::Bytes(account.as_bytes().to_vec())]);
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
    Ok(Verdict::Given(Ok(())))
}
