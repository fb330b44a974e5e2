//! Who leaves by a full roll: the members before who don't stand in the file.
//!
//! The whole roll is gone through, so each page of it is two walks along keys, without a look aside for each member: the
//! members, and the ends of memberships among them. Which acts are dark is read in the same snapshot.

use std::collections::HashSet;

use switchboard_rules::ids::{MemberId, bucket_of};

use super::look::members_of;
use super::memory::Memory;
use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch::{self, Stretch};
use crate::world::World;

/// How many members one look reads.
const LOOK: i64 = 2_000;

const MEMBERS: &str = "select id, born_import from member where (bucket, id) > ($1, $2) and bucket < $3 order by bucket, id limit $4";
/// The newest word on whether these members' memberships go on: a row at most for each.
const ENDS: &str = "select x.member, x.ended_at from member_end x where (x.bucket, x.member) > ($1, $2) and (x.bucket, x.member) <= ($3, $4) and not exists (select 1 from import_dark d where d.import = x.import) and not exists (select 1 from member_end y where y.bucket = x.bucket and y.member = x.member and y.import > x.import and not exists (select 1 from import_dark e where e.import = y.import)) limit $5";
/// An import under way, those that broke off, and undoes: a handful.
const DARK: &str = "select import from import_dark limit 1000";

/// The members before who don't stand in the file, and how many members there were.
pub(super) fn leavers(
    world: &World,
    memory: &mut Memory,
    rejected: &[[u8; 16]],
) -> Result<(Vec<MemberId>, u64), Fault> {
    for part in rejected.chunks(500) {
        let found = world
            .0
            .db
            .read("import-match", |raw| members_of(raw, part))?;
        let keepers = found.values().map(|member| memory.aliases.keeper(*member));
        let ids: Vec<[u8; 16]> = keepers.map(|member| *member.as_bytes()).collect();
        memory.present.extend(ids);
    }
    let (mut leaving, mut members) = (Vec::new(), 0);
    stretch::along(stretch::ALL, |stretch| {
        let page = world
            .0
            .db
            .read("import-leavers", |raw| page(raw, stretch))?;
        members += u64::try_from(page.in_force.len()).unwrap_or(0);
        let absent = page
            .in_force
            .iter()
            .filter(|id| !memory.present.contains(*id));
        leaving.extend(absent.map(|id| MemberId::from_bytes(*id)));
        Ok(page.last)
    })?;
    Ok((leaving, members))
}

/// One look along a stretch.
struct Page {
    /// Members who are in force and whose membership has not ended.
    in_force: Vec<[u8; 16]>,
    /// The last one read, of whatever kind, where more may follow.
    last: Option<[u8; 16]>,
}

fn page(raw: &mut Raw<'_>, stretch: &Stretch) -> Result<Page, Fault> {
    let [bucket, after, until] = stretch.args();
    let found = raw.all(MEMBERS, &[bucket, after, until, Arg::Int(LOOK)], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
        Ok((id, id16(row.bytes(1)?)))
    })?;
    let Some(last) = found.last().map(|(id, _)| *id) else {
        return Ok(Page {
            in_force: Vec::new(),
            last: None,
        });
    };
    let dark: HashSet<[u8; 16]> = raw
        .all(DARK, &[], |row| Ok(id16(row.bytes(0)?)))?
        .into_iter()
        .flatten()
        .collect();
    let [bucket, after, _] = stretch.args();
    let args = [
        bucket,
        after,
        Arg::Int(bucket_of(&last)),
        Arg::Bytes(&last),
        Arg::Int(LOOK),
    ];
    let ends = raw.all(ENDS, &args, |row| {
        Ok((id16(row.bytes(0)?), row.opt_int(1)?.is_some()))
    })?;
    let former = ends.into_iter().filter(|(_, has_ended)| *has_ended);
    let former: HashSet<[u8; 16]> = former.filter_map(|(member, _)| member).collect();
    let is_in_force = |(id, born): &([u8; 16], Option<[u8; 16]>)| {
        let is_born = born.is_none_or(|born| !dark.contains(&born));
        is_born && !former.contains(id)
    };
    let in_force = found.iter().filter(|member| is_in_force(member));
    let is_full = i64::try_from(found.len()) == Ok(LOOK);
    Ok(Page {
        in_force: in_force.map(|(id, _)| *id).collect(),
        last: is_full.then_some(last),
    })
}
