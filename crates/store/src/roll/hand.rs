//! One member changed by hand: a new whole version under a fresh ordered id, beside those of imports.
//!
//! What a file said last stays beside the version, so that the same file again doesn't take the correction back. A
//! correction made while an import runs is merged with it when it is switched on.
//!
//! Nothing here asks policy or writes an entry: whoever calls it has a grant and does.

use switchboard_rules::ids::{ImportId, MemberId, bucket_of};
use switchboard_rules::person::{Address, Email, Phone};
use switchboard_rules::roll::{Lasts, Parts, RollRow};

use super::lookups::What;
use super::prepare::end_row;
use super::whole::{self, ROW, Version, WHOLE, Whole, Why};
use crate::desk::stop;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::line;
use crate::members;
use crate::mint::random_id;
use crate::session::id16;
use crate::tx::Tx;

const NEWEST: [&str; 2] = [
    "select id from import order by id desc limit 1",
    "select id from hand order by id desc limit 1",
];
/// How a number begins that a member was given for the time being, because a branch's officer added them.
pub(crate) const NEW: &str = "NEW-";

const HAND: &str = "insert into hand (bucket, id, member, account, at) values ($1, $2, $3, $4, $5)";
const MEMBER: &str = "insert into member (bucket, id, born_import, erase_key, key_month) values ($1, $2, $3, $4, $5)";
const VERSION: &str = "insert into member_row (bucket, member, import, branch, kind, joined_year, ends_on, age_band, do_not_call, deceased, digest, said, parts, numbers, name_sealed, phones_sealed, rest_sealed, language, area, tags) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
const LOOKUP: &str = "insert into lookup (bucket, what, blind, member, import, key_month) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, what, blind, member) do update set import = excluded.import";
const END: &str =
    "insert into member_end (bucket, member, import, ended_at, why) values ($1, $2, $3, $4, $5)";
const HAS_NUMBER: &str =
    "select member from lookup where bucket = $1 and what = 'external' and blind = $2 limit 1";

/// The version of a member that is in force, open, for merging or correcting; none where nobody has that id. It locks the
/// member's row, so that two corrections wait for each other.
pub(crate) fn whole(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<Whole>, Fault> {
    line::behind_the_switch(tx)?;
    if line::known(tx, member)?.is_none() {
        return Ok(None);
    }
    let world = std::sync::Arc::clone(tx.world);
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(WHOLE, &args, |row| whole::read(&world, row))
}

/// The same, to look at alone: nobody waits for it.
pub(crate) fn seen(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<Whole>, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(WHOLE, &args, |row| whole::read(&world, row))
}

/// An ordered id for an act upon one member, after every import's and every other such act's.
pub(crate) fn act_id(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<[u8; 16], Fault> {
    line::before_the_cut(tx)?;
    for newest in NEWEST {
        if let Some(id) = tx
            .one(newest, &[], |row| Ok(id16(row.bytes(0)?)))?
            .flatten()
        {
            tx.world.ordered.go_on_after(&id);
        }
    }
    let (account, at) = (tx.account()?, tx.now().millis());
    let id = tx.world.ordered.next(at);
    tx.later(
        HAND,
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(at),
        ],
    );
    Ok(id)
}

/// Writes `row` as the member's newest version; answers the parts in which it differs from `before`.
///
/// A changed membership number is found by the new one too; the old one goes on leading to the member, for ids never
/// vanish.
pub(crate) fn correct(tx: &mut Tx<'_, '_>, before: &Whole, row: &RollRow) -> Result<Parts, Fault> {
    let act = correct_quietly(tx, before, row)?;
    if let Some(act) = act {
        tx.changed("roll", &act);
    }
    Ok(row.differs_from(&before.row))
}

/// The same without telling those who follow the roll: whoever calls it tells them. Answers the act it wrote under, if
/// anything changed.
pub(crate) fn correct_quietly(
    tx: &mut Tx<'_, '_>,
    before: &Whole,
    row: &RollRow,
) -> Result<Option<[u8; 16]>, Fault> {
    let parts = row.differs_from(&before.row);
    if parts.is_empty() && row.external_id == before.row.external_id {
        return Ok(None);
    }
    let act = act_id(tx, before.member)?;
    let new = Version {
        act,
        member: *before.member.as_bytes(),
        key: &before.key,
        row,
        digest: &before.digest,
        lasts: &before.lasts,
        parts,
        today: tx.today()?,
    };
    put_quietly(tx, &new)?;
    Ok(Some(act))
}

/// Adds a member; none where somebody is known by that membership number already.
pub(crate) fn add(tx: &mut Tx<'_, '_>, row: &RollRow) -> Result<Option<MemberId>, Fault> {
    let blinds = tx.blinds_to_write()?;
    for blind in tx
        .blinds_to_read()?
        .of_text(What::External, row.external_id.as_str())
    {
        let by_blind = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
        let known = tx.one(HAS_NUMBER, &by_blind, |row| Ok(row.bytes(0)?.len()))?;
        if known.is_some() {
            return Ok(None);
        }
    }
    let id = random_id()?;
    let member = MemberId::from_bytes(id);
    let act = act_id(tx, member)?;
    let (key, wrapped, month) = blinds.new_member(&id)?;
    tx.later(
        MEMBER,
        vec![
            Value::Int(member.bucket()),
            Value::Bytes(id.to_vec()),
            Value::Bytes(act.to_vec()),
            Value::Bytes(wrapped),
            Value::Int(month),
        ],
    );
    let new = Version {
        act,
        member: id,
        key: &key,
        row,
        digest: &[],
        lasts: &Lasts::default(),
        parts: Parts::ALL,
        today: tx.today()?,
    };
    put(tx, &new)?;
    Ok(Some(member))
}

/// Writes a version with its lookups.
pub(crate) fn put(tx: &mut Tx<'_, '_>, new: &Version<'_>) -> Result<(), Fault> {
    put_quietly(tx, new)?;
    tx.changed("roll", &new.act);
    Ok(())
}

fn put_quietly(tx: &mut Tx<'_, '_>, new: &Version<'_>) -> Result<(), Fault> {
    let (mut values, _) = whole::version(tx.world, new)?;
    let blinds = tx.blinds_to_write()?;
    let numbers = ROW.iter().position(|column| *column == "numbers");
    if let Some(column) = numbers.and_then(|at| values.get_mut(at)) {
        let keys = new.row.phones.iter().map(Phone::index_key);
        *column = Value::Bytes(blinds.numbers(keys));
    }
    let email = new.row.email.as_ref().map(Email::index_key);
    let number = new.row.external_id.as_str().to_owned();
    let mut found = vec![(What::External, number)];
    found.extend(email.map(|key| (What::Email, key)));
    let home = new.row.address.as_ref().and_then(Address::home_key);
    found.extend(home.map(|key| (What::Address, key)));
    let phones = new.row.phones.iter();
    found.extend(phones.map(|phone| (What::Number, phone.index_key().to_owned())));
    tx.later(VERSION, values);
    for (what, text) in found {
        for lookup in blinds.lookups(what, &text, &new.member, &new.act) {
            tx.later(LOOKUP, lookup);
        }
    }
    Ok(())
}

/// Ends a membership: from this commit on no desk gets the member. Nothing of them is deleted.
pub(crate) fn end(tx: &mut Tx<'_, '_>, member: MemberId, why: Why) -> Result<(), Fault> {
    let act = end_quietly(tx, member, why)?;
    tx.changed("roll", &act);
    Ok(())
}

/// The same without telling those who follow the roll.
pub(crate) fn end_quietly(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    why: Why,
) -> Result<[u8; 16], Fault> {
    let at = tx.now().millis();
    end_as(tx, member, (at, why))
}

/// The same as another's membership ended.
pub(crate) fn end_as(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    end: (i64, Why),
) -> Result<[u8; 16], Fault> {
    let act = act_id(tx, member)?;
    put_end(tx, act, member, Some(end));
    stop::ended(tx, member);
    Ok(act)
}

/// Takes an end back. Whatever else stands against a call keeps standing.
pub(crate) fn resume(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    let act = resume_quietly(tx, member)?;
    tx.changed("roll", &act);
    Ok(())
}

/// The same without telling those who follow the roll.
pub(crate) fn resume_quietly(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<[u8; 16], Fault> {
    let act = act_id(tx, member)?;
    put_end(tx, act, member, None);
    tx.flush()?;
    lift(tx, member)?;
    Ok(act)
}

fn put_end(tx: &mut Tx<'_, '_>, act: [u8; 16], member: MemberId, end: Option<(i64, Why)>) {
    let row = end_row(member, ImportId::from_bytes(act), end);
    tx.later(END, row);
}

/// Puts a member back into the queues from which an end took them, where nothing else keeps them out: no objection, no
/// mark, and no report that wasn't a mistake.
pub(crate) fn lift(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    members::call_anew(tx, member, members::Call::Lapsed);
    stop::lift_all(tx, member)
}
