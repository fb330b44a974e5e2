//! What a directory put here: users, whose id is an account's, and groups. Its words are sealed; what it looks up is hashed. What
//! another directory put here isn't there for it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::leaving::{By, Leaving, Why};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Reason, Refusal};

use super::keys::{DirectoryKey, Holder, holder};
use crate::door;
use crate::engine::{Arg, Raw, Row, Value};
use crate::entry;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::leaving::{self, Word};
use crate::mint::random_id;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindOf {
    /// An account without any role.
    User,
    /// A group, which carries none.
    Group,
}

impl KindOf {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
        }
    }
}

/// An entry as it is kept.
#[derive(Clone, PartialEq, Eq)]
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
    /// It is not what it was when the change was made: to be made again.
    Meanwhile,
    /// It holds the last of an office, or another colleague's was ended today: a person ends that.
    Office,
}

fn spot(id: &AccountId) -> Spot<'_> {
    Spot {
        table: "directory_entry",
        column: "words_sealed",
        row: id.as_bytes(),
    }
}

/// Names and the directory's own ids are hashed with the directory: each has its own.
fn name_blind(world: &Inner, me: Holder, kind: KindOf, name: &str) -> [u8; 16] {
    let text = format!("{} {} {}", me.directory, kind.code(), name.to_lowercase());
    world.keys.door.short("directory-name", text.as_bytes())
}

pub(super) fn external_blind(world: &Inner, me: Holder, external: Option<&str>) -> [u8; 16] {
    external.map_or([0; 16], |id| {
        let text = format!("{} {id}", me.directory);
        let keys = &world.keys.door;
        keys.short("directory-external", text.as_bytes())
    })
}

fn read(world: &Inner, id: AccountId, row: Option<Words>) -> Result<Option<Kept>, Fault> {
    let Some((sealed, active, made_at, changed_at)) = row else {
        return Ok(None);
    };
    let plain = world.keys.account.open(spot(&id), &sealed)?;
    Ok(Some(Kept {
        id,
        words: String::from_utf8_lossy(&plain).into_owned(),
        active,
        made_at,
        changed_at,
    }))
}

type Words = (Vec<u8>, bool, Moment, Moment);

fn words(row: &Row<'_>) -> Result<Words, Fault> {
    Ok((
        row.bytes(0)?.to_vec(),
        row.int(1)? != 0,
        Moment::from_millis(row.int(2)?),
        Moment::from_millis(row.int(3)?),
    ))
}

const ONE: &str = "select words_sealed, active, made_at, changed_at from directory_entry where bucket = $1 and id = $2 and kind = $3 and directory = $4";

pub(super) fn one(
    (world, raw): (&Inner, &mut Raw<'_>),
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
    let row = raw.one(ONE, &args, words)?;
    read(world, id, row)
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
    let row = tx.one(HELD, &args, words)?;
    read(tx.world, id, row)
}

pub(super) fn signed_out<T>() -> Verdict<T> {
    Verdict::Refused(Refusal::new(Reason::SignedOut))
}

pub(super) fn note(
    tx: &mut Tx<'_, '_>,
    me: Holder,
    kind: EventKind,
    words: String,
) -> Result<(), Fault> {
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
    let world = tx.world;
    let found = one((world, tx.raw()), me, kind, id)?;
    let words = format!(
        "kind={} entries={}",
        kind.code(),
        usize::from(found.is_some())
    );
    note(tx, me, EventKind::DirectoryRead, words)?;
    Ok(Verdict::Given(found))
}

const NAMED: &str = "select whose from directory_name where bucket = $1 and blind = $2";
pub(super) fn named(
    (world, raw): (&Inner, &mut Raw<'_>),
    me: Holder,
    kind: KindOf,
    name: &str,
) -> Result<Option<AccountId>, Fault> {
    let blind = name_blind(world, me, kind, name);
    let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
    let found = raw.one(NAMED, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(AccountId::from_bytes))
}

/// Whose a name is already.
fn taken(
    tx: &mut Tx<'_, '_>,
    me: Holder,
    kind: KindOf,
    name: &str,
) -> Result<Option<AccountId>, Fault> {
    let world = tx.world;
    named((world, tx.raw()), me, kind, name)
}

const INSERT: &str = "insert into directory_entry (bucket, id, directory, kind, external_blind, words_sealed, active, made_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)";
const UPDATE: &str = "update directory_entry set external_blind = $1, words_sealed = $2, active = $3, changed_at = $4 where bucket = $5 and id = $6";
const NAME: &str = "insert into directory_name (bucket, blind, whose) values ($1, $2, $3)";
const NAMELESS: &str = "delete from directory_name where whose = $1";
const DELETE: &str = "delete from directory_entry where bucket = $1 and id = $2";

fn take_name(tx: &mut Tx<'_, '_>, me: Holder, (kind, id): (KindOf, AccountId), name: &str) {
    let blind = name_blind(tx.world, me, kind, name);
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
    if taken(tx, me, kind, &new.name)?.is_some() {
        return Ok(Verdict::Given(Changed::Taken));
    }
    let (id, now) = (AccountId::from_bytes(random_id()?), tx.now());
    if kind == KindOf::User {
        door::write_bare_account(tx, id, &new.label, now)?;
    }
    let external = external_blind(tx.world, me, new.external.as_deref());
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

/// Changes an entry that was `read` beside the writer into what was made of it there, in one act; where it is another meanwhile,
/// nothing is done. A user of whom the request says so has left: everything of the account ends in this commit. What it doesn't
/// say ends nothing, and gives nothing back.
pub fn change(
    tx: &mut Tx<'_, '_>,
    key: DirectoryKey,
    kind: KindOf,
    (read, new): (&Kept, &Change),
) -> Result<Verdict<Changed>, Fault> {
    let Some(me) = holder(tx, key)? else {
        return Ok(signed_out());
    };
    let id = read.id;
    let Some(before) = held(tx, me, (kind, id))? else {
        return Ok(Verdict::Given(Changed::Nobody));
    };
    if before != *read {
        return Ok(Verdict::Given(Changed::Meanwhile));
    }
    if taken(tx, me, kind, &new.name)?.is_some_and(|other| other != id) {
        return Ok(Verdict::Given(Changed::Taken));
    }
    if kind == KindOf::User && new.ends && !end(tx, me.account, id, new.why)? {
        return Ok(Verdict::Given(Changed::Office));
    }
    let now = tx.now();
    let external = external_blind(tx.world, me, new.external.as_deref());
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
    Ok(Verdict::Given(Changed::Done(Kept {
        words: new.words.clone(),
        active: new.active,
        changed_at: now,
        ..before
    })))
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
