//! Who goes on under whose record.
//!
//! Nothing of a merged member moves: lookups, versions, cards and entries stay as they are, and whoever comes upon that
//! member by one of them follows the alias. So an undo has nothing to put back, and the change of the month's key finds
//! everything where it was.

use std::collections::{HashMap, HashSet};

use switchboard_rules::ids::{MemberId, MergeId};
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::World;

pub(crate) const KEEPER: &str = "select keeper from member_alias where bucket = $1 and member = $2";
/// The most records that go on under one.
const GROUP_MAX: i64 = 1_000;
const MERGED_INTO: &str =
    "select member from member_alias where keeper = $1 order by member limit $2";

/// Under whose record a member goes on: their own, unless they were merged.
pub(crate) fn keeper(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<MemberId, Fault> {
    keeper_of(tx.raw(), member)
}

pub(crate) fn keeper_of(raw: &mut Raw<'_>, member: MemberId) -> Result<MemberId, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let found = raw.one(KEEPER, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map_or(member, MemberId::from_bytes))
}

/// Whoever goes on under this member's record, without the member.
pub(crate) fn merged_into(raw: &mut Raw<'_>, keeper: MemberId) -> Result<Vec<MemberId>, Fault> {
    let args = [Arg::Bytes(keeper.as_bytes()), Arg::Int(GROUP_MAX)];
    let found = raw.all(MERGED_INTO, &args, |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("member_alias"))
    })?;
    Ok(found.into_iter().map(MemberId::from_bytes).collect())
}

/// Every record of the person whose record this is: the one they go on under, and those merged into it.
pub(crate) fn of_one_person(raw: &mut Raw<'_>, member: MemberId) -> Result<Vec<MemberId>, Fault> {
    let keeper = keeper_of(raw, member)?;
    let mut all = vec![keeper];
    all.extend(merged_into(raw, keeper)?);
    Ok(all)
}

const EVER: &str = "select keeper, loser from member_merge where keeper = $1 union all select keeper, loser from member_merge where loser = $1 limit $2";

/// Whom this member was ever merged with, undone or not.
pub(crate) fn ever_one_with(raw: &mut Raw<'_>, member: MemberId) -> Result<Vec<MemberId>, Fault> {
    let args = [Arg::Bytes(member.as_bytes()), Arg::Int(GROUP_MAX)];
    let found = raw.all(EVER, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("member_merge"));
        Ok([id(0)?, id(1)?])
    })?;
    Ok(found
        .into_iter()
        .flatten()
        .map(MemberId::from_bytes)
        .collect())
}

const SINCE: &str =
    "select id from member_merge where keeper = $1 and at > $2 and undone_at is null limit 1";

/// Whether another record was merged into this one since a moment, and is still.
pub(crate) fn is_merged_since(
    raw: &mut Raw<'_>,
    keeper: MemberId,
    since: Moment,
) -> Result<bool, Fault> {
    let args = [Arg::Bytes(keeper.as_bytes()), Arg::Int(since.millis())];
    let found = raw.one(SINCE, &args, |row| Ok(row.bytes(0)?.len()))?;
    Ok(found.is_some())
}

const ADD: &str =
    "insert into member_alias (bucket, member, keeper, merge) values ($1, $2, $3, $4)";
const FOLLOW: &str = "update member_alias set keeper = $1 where keeper = $2";
const DROP: &str = "delete from member_alias where bucket = $1 and member = $2 and merge = $3";
const MERGES_OF: &str =
    "select loser from member_merge where keeper = $1 and undone_at is null order by id limit $2";
const BACK: &str = "update member_alias set keeper = $1 where bucket = $2 and member = $3";

/// Queues that `loser` goes on under `keeper`, and with them whoever went on under `loser`.
pub(super) fn add(tx: &mut Tx<'_, '_>, loser: MemberId, keeper: MemberId, merge: MergeId) {
    let bytes = |member: MemberId| Value::Bytes(member.as_bytes().to_vec());
    tx.later(FOLLOW, vec![bytes(keeper), bytes(loser)]);
    tx.later(
        ADD,
        vec![
            Value::Int(loser.bucket()),
            bytes(loser),
            bytes(keeper),
            Value::Bytes(merge.as_bytes().to_vec()),
        ],
    );
}

/// Queues that `loser` stands on their own again, and with them whoever was merged into their record before.
pub(super) fn drop(tx: &mut Tx<'_, '_>, loser: MemberId, merge: MergeId) -> Result<(), Fault> {
    let bytes = |member: MemberId| Value::Bytes(member.as_bytes().to_vec());
    tx.later_expect(
        1,
        DROP,
        vec![
            Value::Int(loser.bucket()),
            bytes(loser),
            Value::Bytes(merge.as_bytes().to_vec()),
        ],
    );
    let (mut open, mut seen) = (vec![loser], 0);
    while let Some(next) = open.pop() {
        let args = [Arg::Bytes(next.as_bytes()), Arg::Int(GROUP_MAX)];
        let below = tx.all(MERGES_OF, &args, |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("member_merge"))
        })?;
        for member in below.into_iter().map(MemberId::from_bytes) {
            seen += 1;
            if seen > GROUP_MAX {
                return Ok(());
            }
            tx.later(
                BACK,
                vec![bytes(loser), Value::Int(member.bucket()), bytes(member)],
            );
            open.push(member);
        }
    }
    Ok(())
}

/// Every alias, for an act over the whole roll: nobody is merged while an import runs.
#[derive(Default)]
pub(crate) struct Aliases {
    keepers: HashMap<MemberId, MemberId>,
    kept: HashSet<MemberId>,
}

const PAGE: usize = 10_000;
const ALL: &str = "select bucket, member, keeper from member_alias where (bucket, member) > ($1, $2) order by bucket, member limit $3";

impl Aliases {
    pub(crate) fn read(world: &World) -> Result<Self, Fault> {
        let mut all = HashMap::new();
        let (mut bucket, mut last) = (-1, Vec::new());
        loop {
            let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
            let page = world.0.db.read("aliases", |raw| {
                let args = [Arg::Int(bucket), Arg::Bytes(&last), Arg::Int(limit)];
                raw.all(ALL, &args, |row| {
                    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("member_alias"));
                    Ok((row.int(0)?, id(1)?, id(2)?))
                })
            })?;
            if let Some((at, member, _)) = page.last() {
                bucket = *at;
                last = member.to_vec();
            }
            let is_whole = page.len() < PAGE;
            all.extend(page.into_iter().map(|(_, member, keeper)| {
                (MemberId::from_bytes(member), MemberId::from_bytes(keeper))
            }));
            if is_whole {
                let kept = all.values().copied().collect();
                return Ok(Self { keepers: all, kept });
            }
        }
    }

    /// Under whose record a member goes on.
    pub(crate) fn keeper(&self, member: MemberId) -> MemberId {
        self.keepers.get(&member).copied().unwrap_or(member)
    }

    /// Whoever goes on under a record, by that record.
    pub(crate) fn persons(&self) -> HashMap<MemberId, Vec<MemberId>> {
        let mut persons: HashMap<MemberId, Vec<MemberId>> = HashMap::new();
        for (member, keeper) in &self.keepers {
            persons.entry(*keeper).or_default().push(*member);
        }
        persons
    }

    /// Whether this member goes on under another's record.
    pub(crate) fn is_merged(&self, member: MemberId) -> bool {
        self.keepers.contains_key(&member)
    }

    /// Whether others go on under this member's record.
    pub(crate) fn is_keeper(&self, member: MemberId) -> bool {
        self.kept.contains(&member)
    }
}
