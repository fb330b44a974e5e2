//! Keys of the directory: made and ended at the console.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::door;
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::mint::random_id;
use crate::outbox::{self, Message};
use crate::seal::{fresh, hex};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// What a request of the directory carries, as a keyed hash is made of it. It says nothing of the key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DirectoryKey([u8; 32]);
crate::hush::says_only_its_name!(DirectoryKey);

impl DirectoryKey {
    /// Reads a bearer's text; none where it has another shape.
    pub fn of(text: &str) -> Option<Self> {
        let secret = text.strip_prefix("scim-")?;
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if secret.len() != 64 || !secret.bytes().all(is_hex) {
            return None;
        }
        let mut bytes = [0_u8; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(secret.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    fn blind(&self, world: &Inner) -> [u8; 16] {
        world.keys.door.short("directory-key", &self.0)
    }
}

/// Whoever comes with a key that runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holder {
    /// The key's own account, under which its entries stand.
    pub(super) account: AccountId,
    /// For which directory it speaks: the account of that directory's first key.
    pub(super) directory: AccountId,
}

const KEY: &str = "select account, directory, used_at from directory_key where bucket = $1 and token_hash = $2 and ended_at is null {for_share}";
const USED: &str = "update directory_key set used_at = $1 where bucket = $2 and token_hash = $3";
const USED_AFTER_MS: i64 = 60_000;

/// Whose key it is, if it runs; whoever ends it waits until this act is over.
pub(super) fn holder(tx: &mut Tx<'_, '_>, key: DirectoryKey) -> Result<Option<Holder>, Fault> {
    let blind = key.blind(tx.world);
    let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
    let found = tx.one(KEY, &args, |row| {
        Ok((id16(row.bytes(0)?), id16(row.bytes(1)?), row.opt_int(2)?))
    })?;
    let Some((Some(account), Some(directory), used)) = found else {
        tx.count_stranger();
        return Ok(None);
    };
    let now = tx.now().millis();
    if used.is_none_or(|used| now - used > USED_AFTER_MS) {
        let row = vec![
            Value::Int(now),
            Value::Int(bucket_of(&blind)),
            Value::Bytes(blind.to_vec()),
        ];
        tx.later(USED, row);
    }
    Ok(Some(Holder {
        account: AccountId::from_bytes(account),
        directory: AccountId::from_bytes(directory),
    }))
}

const READER: &str = "select account, directory from directory_key where bucket = $1 and token_hash = $2 and ended_at is null";

/// The same for a reader, who holds nothing and writes nothing down: what they find is shown to nobody before [`holder`] says it again.
pub(super) fn reader(
    (world, raw): (&Inner, &mut Raw<'_>),
    key: DirectoryKey,
) -> Result<Option<Holder>, Fault> {
    let blind = key.blind(world);
    let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
    let found = raw.one(READER, &args, |row| {
        Ok((id16(row.bytes(0)?), id16(row.bytes(1)?)))
    })?;
    Ok(match found {
        Some((Some(account), Some(directory))) => Some(Holder {
            account: AccountId::from_bytes(account),
            directory: AccountId::from_bytes(directory),
        }),
        _ => None,
    })
}

const PUT: &str = "insert into directory_key (bucket, token_hash, account, directory, made_at) values ($1, $2, $3, $4, $5)";
const DIRECTORY: &str = "select directory from directory_key where account = $1";

/// Makes a key, at the console; its text is told once. The offices hear of it. It speaks for a new directory, which holds nothing
/// yet, or for that of an `earlier` key, whether that still runs or not; none where there was no such key.
pub fn make_key(
    tx: &mut Tx<'_, '_>,
    label: &str,
    earlier: Option<AccountId>,
) -> Result<Verdict<Option<(AccountId, String)>>, Fault> {
    let grant = match tx.ask(Action::AddAccount, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = AccountId::from_bytes(random_id()?);
    let directory = match earlier {
        None => account,
        Some(earlier) => {
            let args = [Arg::Bytes(earlier.as_bytes())];
            let found = tx.one(DIRECTORY, &args, |row| Ok(id16(row.bytes(0)?)))?;
            match found.flatten() {
                Some(directory) => AccountId::from_bytes(directory),
                None => return Ok(Verdict::Given(None)),
            }
        }
    };
    door::write_bare_account(tx, account, label, tx.now())?;
    let key = DirectoryKey(fresh()?);
    let blind = key.blind(tx.world);
    tx.later(
        PUT,
        vec![
            Value::Int(bucket_of(&blind)),
            Value::Bytes(blind.to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(directory.as_bytes().to_vec()),
            Value::Int(tx.now().millis()),
        ],
    );
    let draft = Draft::act(EventKind::DirectoryKeyMade, &grant);
    entry::write(
        tx,
        &draft.detail(format!("account={account} directory={directory}")),
        &[],
    )?;
    let vars = format!("{} role=directory", door::vars(account, grant.account()));
    outbox::put_to_officers(tx, Message::AccountAdded, &vars)?;
    let text = format!("scim-{}", hex(&key.0));
    Ok(Verdict::Given(Some((account, text))))
}

/// A key as the console lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// The account under which its entries stand.
    pub account: AccountId,
    /// For which directory it speaks: the account of that directory's first key.
    pub directory: AccountId,
    /// When it was made.
    pub made_at: Moment,
    /// When it was used last, to the minute.
    pub used_at: Option<Moment>,
}

const RUNNING: &str = "select account, directory, made_at, used_at from directory_key where ended_at is null order by made_at, account limit 50";
const ANY: &str = "select 1 from directory_key where ended_at is null limit 1";

/// The keys that run; at most 50.
pub fn keys(world: &World) -> Result<Vec<KeyLine>, Fault> {
    world.0.db.read("directory-keys", |raw| {
        raw.all(RUNNING, &[], |row| {
            Ok(KeyLine {
                account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
                directory: AccountId::from_bytes(id16(row.bytes(1)?).unwrap_or_default()),
                made_at: Moment::from_millis(row.int(2)?),
                used_at: row.opt_int(3)?.map(Moment::from_millis),
            })
        })
    })
}

/// Whether there is any key: without one, there is no such address.
pub fn is_on(world: &World) -> Result<bool, Fault> {
    let found = world
        .0
        .db
        .read("directory-on", |raw| raw.one(ANY, &[], |row| row.int(0)))?;
    Ok(found.is_some())
}

const END: &str = "update directory_key set ended_at = $1 where account = $2 and ended_at is null";

/// Ends a key, at the console; no request of it that begins after the commit is answered.
pub fn end_key(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<bool>, Fault> {
    let grant = match tx.ask(
        Action::EndAccess,
        &Resource::Account { account },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [Arg::Int(tx.now().millis()), Arg::Bytes(account.as_bytes())];
    if tx.run(END, &args)? == 0 {
        return Ok(Verdict::Given(false));
    }
    let draft = Draft::act(EventKind::DirectoryKeyEnded, &grant);
    entry::write(tx, &draft.detail(format!("account={account}")), &[])?;
    leaving::remember(tx, account);
    Ok(Verdict::Given(true))
}
