//! What a directory put here: users, whose id is an account's, and groups. Its words are sealed; what it looks up is hashed. What
//! another directory put here isn't there for it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::leaving::{By, Leaving, Why};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Reason, Refusal};

use super::keys::{DirectoryKey, Holder, holder};
use crate::door;
use crate::engine::{Arg, Row, Value};
use crate::entry;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::leaving::{self, Word};
use crate::mint::random_id;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most entries that one filter opens.
pub const SCAN_MAX: i64 = 1_000;
/// How far a page may begin.
pub const IDS_MAX: i64 = 10_000;
/// The most entries of one page.
const PAGE_MAX: usize = 200;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindOf {
    /// An account without any role.
    User,
    /// A group, which carries none.
    Group,
}

impl KindOf {
    const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
        }
    }
}

/// An entry as it is kept.
#[derive(Clone)]
pub struct Kept {
    /// Its id.
    pub id: AccountId,
    /// What the directory said of it: JSON.
    pub words: String,
    /// Whether its access goes on, as far as the directory or anybody else said.
    pub active: bool,
    /// When it came.
    pub made_at: Moment,
    /// When it changed.
    pub changed_at: Moment,
}
says_only_its_name!(Kept);

/// What an entry is to be.
#[derive(Clone)]
pub struct Change {
    /// The user name, or the group's name.
    pub name: String,
    /// The directory's own id.
    pub external: Option<String>,
    /// A name that colleagues read.
    pub label: String,
    /// All of it: JSON.
    pub words: String,
    /// Whether access goes on, as the directory shows it afterwards.
    pub active: bool,
    /// Whether this very request says that it ends.
    pub ends: bool,
    /// Why it ends, if it does.
    pub why: Why,
}
says_only_its_name!(Change);

/// What became of a change.
pub enum Changed {
    /// It is done.
    Done(Kept),
    /// There is no such entry.
    Nobody,
    /// Another entry has this name.
    Taken,
    /// It holds the last of an office, or another colleague's was ended today: a person ends that.
    Office,
}

/// What is looked for.
#[derive(Clone)]
pub enum Find {
    /// The entry of this name.
    Name(String),
    /// Those with this id of the directory's.
    External(String),
    /// All, for a filter; at most [`SCAN_MAX`].
    All,
    /// A page: so many are left out, so many follow.
    Page(usize, usize),
}
says_only_its_name!(Find);

/// What was found.
pub struct Found {
    /// The entries.
    pub kept: Vec<Kept>,
    /// How many there are, at most [`IDS_MAX`]; of a filter's, those that were opened.
    pub total: usize,
    /// Whether there are more than a filter opens.
    pub is_cut: bool,
}

fn spot(id: &AccountId) -> Spot<'_> {
    Spot {
        table: "directory_entry",
        column: "words_sealed",
        row: id.as_bytes(),
    }
}

/// Names and the directory's own ids are hashed with the directory: each has its own.
fn name_blind(tx: &Tx<'_, '_>, me: Holder, kind: KindOf, name: &str) -> [u8; 16] {
    let text = format!("{} {} {}", me.directory, kind.code(), name.to_lowercase());
    tx.world.keys.door.short("directory-name", text.as_bytes())
}

fn external_blind(tx: &Tx<'_, '_>, me: Holder, external: Option<&str>) -> [u8; 16] {
    external.map_or([0; 16], |id| {
        let text = format!("{} {id}", me.directory);
        let keys = &tx.world.keys.door;
        keys.short("directory-external", text.as_bytes())
    })
}

fn read(tx: &mut Tx<'_, '_>, id: AccountId, row: Option<Raw>) -> Result<Option<Kept>, Fault> {
    let Some((sealed, active, made_at, changed_at)) = row else {
        return Ok(None);
    };
    let plain = tx.world.keys.account.open(spot(&id), &sealed)?;
    Ok(Some(Kept {
        id,
        words: String::from_utf8_lossy(&plain).into_owned(),
        active,
        made_at,
        changed_at,
    }))
}

type Raw = (Vec<u8>, bool, Moment, Moment);

fn raw(row: &Row<'_>) -> Result<Raw, Fault> {
    Ok((
        row.bytes(0)?.to_vec(),
        row.int(1)? != 0,
        Moment::from_millis(row.int(2)?),
        Moment::from_millis(row.int(3)?),
    ))
}

const ONE: &str = "select words_sealed, active, made_at, changed_at from directory_entry where bucket = $1 and id = $2 and kind = $3 and directory = $4";

fn one(
    tx: &mut Tx<'_, '_>,
    me: Holder,
    kind: KindOf,
    id: AccountId,
) -> Result<Option<Kept>, Fault> {
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Text(kind.code()),
        Arg::Bytes(me.directory.as_bytes()),
    ];
    let row = tx.one(ONE, &args, raw)?;
    read(tx, id, row)
}

const HELD: &str = "select words_sealed, active, made_at, changed_at from directory_entry where bucket = $1 and id = $2 and kind = $3 and directory = $4 {for_update}";
const FIRST: &str = "select account from directory_key order by made_at, account limit 1";

/// The same, held until the commit. Users are held with their accounts, before; and two changes of users wait for each other,
/// whichever key they come with, at the first key's account: otherwise neither would find what the other ended.
fn held(
    tx: &mut Tx<'_, '_>,
    me: Holder,
    (kind, id): (KindOf, AccountId),
) -> Result<Option<Kept>, Fault> {
    if kind == KindOf::User {
        let first = tx.one(FIRST, &[], |row| Ok(id16(row.bytes(0)?)))?;
        let first = first.flatten().map_or(me.account, AccountId::from_bytes);
        leaving::hold(tx, first, &[id])?;
    }
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Text(kind.code()),
        Arg::Bytes(me.directory.as_bytes()),
    ];
    let row = tx.one(HELD, &args, raw)?;
    read(tx, id, row)
}

fn signed_out<T>() -> Verdict<T> {
    Verdict::Refused(Refusal::new(Reason::SignedOut))
}

fn note(tx: &mut Tx<'_, '_>, me: Holder, kind: EventKind, words: String) -> Result<(), Fault> {
    let draft = Word::Directory(me.account).draft(kind).detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(())
}

/// Shows one entry.
pub fn see(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    kind: KindOf,
    id: AccountId,
) -> Result<Verdict<Option<Kept>>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    let found = one(tx, me, kind, id)?;
    let words = format!(
        "kind={} entries={}",
        kind.code(),
        usize::from(found.is_some())
    );
    note(tx, me, EventKind::DirectoryRead, words)?;
    Ok(Verdict::Given(found))
}

const NAMED: &str = "select whose from directory_name where bucket = $1 and blind = $2";
const EXTERNAL: &str = "select id from directory_entry where external_blind = $1 and kind = $2 order by made_at, id limit $3";
const IDS: &str = "select id from directory_entry where directory = $1 and kind = $2 order by made_at, id limit $3";

fn named(
    tx: &mut Tx<'_, '_>,
    me: Holder,
    kind: KindOf,
    name: &str,
) -> Result<Option<AccountId>, Fault> {
    let blind = name_blind(tx, me, kind, name);
    let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
    let found = tx.one(NAMED, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(AccountId::from_bytes))
}

fn ids(tx: &mut Tx<'_, '_>, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<AccountId>, Fault> {
    let found = tx.all(sql, args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

/// Looks entries up.
pub fn find(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    kind: KindOf,
    wanted: &Find,
) -> Result<Verdict<Found>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    let (whose, code) = (Arg::Bytes(me.directory.as_bytes()), Arg::Text(kind.code()));
    let mut all = match wanted {
        Find::Name(name) => named(tx, me, kind, name)?.into_iter().collect(),
        Find::External(id) => {
            let blind = external_blind(tx, me, Some(id));
            let page = i64::try_from(PAGE_MAX).unwrap_or(i64::MAX);
            ids(tx, EXTERNAL, &[Arg::Bytes(&blind), code, Arg::Int(page)])?
        }
        Find::All => ids(tx, IDS, &[whose, code, Arg::Int(SCAN_MAX + 1)])?,
        Find::Page(..) => ids(tx, IDS, &[whose, code, Arg::Int(IDS_MAX)])?,
    };
    let scan = usize::try_from(SCAN_MAX).unwrap_or(usize::MAX);
    let is_cut = matches!(wanted, Find::All) && all.len() > scan;
    let total = all.len();
    if let Find::Page(skip, count) = wanted {
        all = all
            .into_iter()
            .skip(*skip)
            .take((*count).min(PAGE_MAX))
            .collect();
    }
    let mut kept = Vec::new();
    for id in all.into_iter().take(if is_cut { 0 } else { scan }) {
        kept.extend(one(tx, me, kind, id)?);
    }
    let words = format!("kind={} entries={}", kind.code(), kept.len());
    note(tx, me, EventKind::DirectoryRead, words)?;
    Ok(Verdict::Given(Found {
        kept,
        total,
        is_cut,
    }))
}

const INSERT: &str = "insert into directory_entry (bucket, id, directory, kind, external_blind, words_sealed, active, made_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
const UPDATE: &str = "update directory_entry set external_blind = $1, words_sealed = $2, active = $3, changed_at = $4 where bucket = $5 and id = $6";
const NAME: &str = "insert into directory_name (bucket, blind, whose) values ($1, $2, $3)";
const NAMELESS: &str = "delete from directory_name where whose = $1";
const DELETE: &str = "delete from directory_entry where bucket = $1 and id = $2";

fn take_name(tx: &mut Tx<'_, '_>, me: Holder, (kind, id): (KindOf, AccountId), name: &str) {
    let blind = name_blind(tx, me, kind, name);
    let whose = Value::Bytes(id.as_bytes().to_vec());
    tx.later(NAMELESS, vec![whose.clone()]);
    let row = vec![
        Value::Int(bucket_of(&blind)),
        Value::Bytes(blind.to_vec()),
        whose,
    ];
    tx.later(NAME, row);
}

/// Puts a new entry here: a user is an account that holds no role and has no way in.
pub fn put(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    kind: KindOf,
    new: &Change,
) -> Result<Verdict<Changed>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    if tx.is_world_frozen()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::WorldFrozen)));
    }
    if named(tx, me, kind, &new.name)?.is_some() {
        return Ok(Verdict::Given(Changed::Taken));
    }
    let (id, now) = (AccountId::from_bytes(random_id()?), tx.now());
    if kind == KindOf::User {
        door::write_bare_account(tx, id, &new.label, now)?;
    }
    let external = external_blind(tx, me, new.external.as_deref());
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(&id), new.words.as_bytes())?;
    tx.later(
        INSERT,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(me.directory.as_bytes().to_vec()),
            Value::Text(kind.code().to_owned()),
            Value::Bytes(external.to_vec()),
            Value::Bytes(sealed),
            Value::Int(i64::from(new.active)),
            Value::Int(now.millis()),
        ],
    );
    take_name(tx, me, (kind, id), &new.name);
    let words = format!("kind={} account={id} did=added", kind.code());
    note(tx, me, EventKind::DirectoryChanged, words)?;
    Ok(Verdict::Given(Changed::Done(Kept {
        id,
        words: new.words.clone(),
        active: new.active,
        made_at: now,
        changed_at: now,
    })))
}

/// Changes an entry into what `make` makes of it, in one act. A user of whom the request says so has left: everything of the
/// account ends in this commit. What it doesn't say ends nothing, and gives nothing back.
pub fn change<E>(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    (kind, id): (KindOf, AccountId),
    make: impl Fn(&Kept) -> Result<Change, E>,
) -> Result<Verdict<Result<Changed, E>>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    let Some(before) = held(tx, me, (kind, id))? else {
        return Ok(Verdict::Given(Ok(Changed::Nobody)));
    };
    let new = match make(&before) {
        Ok(new) => new,
        Err(error) => return Ok(Verdict::Given(Err(error))),
    };
    if named(tx, me, kind, &new.name)?.is_some_and(|other| other != id) {
        return Ok(Verdict::Given(Ok(Changed::Taken)));
    }
    if kind == KindOf::User && new.ends && !end(tx, me.account, id, new.why)? {
        return Ok(Verdict::Given(Ok(Changed::Office)));
    }
    let now = tx.now();
    let external = external_blind(tx, me, new.external.as_deref());
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(&id), new.words.as_bytes())?;
    tx.later(
        UPDATE,
        vec![
            Value::Bytes(external.to_vec()),
            Value::Bytes(sealed),
            Value::Int(i64::from(new.active)),
            Value::Int(now.millis()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    take_name(tx, me, (kind, id), &new.name);
    let words = format!("kind={} account={id} did=changed", kind.code());
    note(tx, me, EventKind::DirectoryChanged, words)?;
    Ok(Verdict::Given(Ok(Changed::Done(Kept {
        words: new.words,
        active: new.active,
        changed_at: now,
        ..before
    }))))
}

/// Removes an entry. A user has left.
pub fn remove(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    kind: KindOf,
    id: AccountId,
) -> Result<Verdict<Changed>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    let Some(before) = held(tx, me, (kind, id))? else {
        return Ok(Verdict::Given(Changed::Nobody));
    };
    if kind == KindOf::User && !end(tx, me.account, id, Why::RoleEnded)? {
        return Ok(Verdict::Given(Changed::Office));
    }
    let whose = Value::Bytes(id.as_bytes().to_vec());
    tx.later(NAMELESS, vec![whose.clone()]);
    tx.later(DELETE, vec![Value::Int(id.bucket()), whose]);
    let words = format!("kind={} account={id} did=removed", kind.code());
    note(tx, me, EventKind::DirectoryChanged, words)?;
    Ok(Verdict::Given(Changed::Done(before)))
}

/// Ends everything of an account that is held; false where it is left to people.
fn end(tx: &mut Tx<'_, '_>, me: AccountId, id: AccountId, why: Why) -> Result<bool, Fault> {
    let leaving = Leaving { why, by: By::Scim };
    leaving::end_unless_office(tx, id, leaving, &Word::Directory(me))
}
