//! Reading the members of a contest as they were when they were fixed.

use switchboard_rules::audience::{Joined, MemberCodes};
use switchboard_rules::branches::{Tree, name_key};
use switchboard_rules::ids::{BranchId, ContestId, MemberId, SnapshotId};
use switchboard_rules::moment::{Date, Moment, Zone};
use switchboard_rules::person::AgeBand;

use crate::branches;
use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::mint::OrderedIds;
use crate::session::id16;
use crate::stretch;
use crate::world::World;

/// How many members one look reads.
pub(super) const LOOK: usize = 2_000;

/// Every branch by the name under which it is found.
pub(super) type Names = std::collections::BTreeMap<String, BranchId>;

/// Of which members, as of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// None for a standing campaign.
    pub(super) snapshot: Option<SnapshotId>,
    /// The newest act upon the roll that counts; for a standing campaign the first that doesn't.
    pub(super) cut: [u8; 16],
    /// The year in which they were fixed.
    pub(super) year: i64,
}

impl Source {
    /// What tells this set of members from every other, for the secret of its noise.
    pub(super) fn name(&self) -> Vec<u8> {
        let snapshot = self.snapshot.map_or([0; 16], |id| *id.as_bytes());
        [snapshot, self.cut].concat()
    }
}

const CONTEST: &str = "select c.kind, c.snapshot, c.opened_at, s.cut, s.begun_at from contest c left join snapshot s on s.id = c.snapshot where c.bucket = $1 and c.id = $2 and c.opened_at is not null and c.phase not in ('closed', 'deleted')";

/// Who can be counted of a contest; nobody before access, or when it is over.
pub(super) fn source_at(
    world: &World,
    contest: ContestId,
    now: Moment,
) -> Result<Option<Source>, Fault> {
    let read = |raw: &mut Raw<'_>| source_in(raw, &world.0.zone, contest, now);
    world.0.db.read("audience-source", read)
}

/// The same within an act. Every node answers alike at the same moment.
pub(super) fn source_in(
    raw: &mut Raw<'_>,
    zone: &Zone,
    contest: ContestId,
    now: Moment,
) -> Result<Option<Source>, Fault> {
    let args = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let found = raw.one(CONTEST, &args, |row| {
        let snapshot = row.opt_bytes(1)?.and_then(id16).map(SnapshotId::from_bytes);
        let cut = row.opt_bytes(3)?.and_then(id16);
        let is_standing = row.text(0)? == "standing";
        Ok((is_standing, snapshot, cut, row.opt_int(2)?, row.opt_int(4)?))
    })?;
    let year = |at: i64| i64::from(zone.local(Moment::from_millis(at)).date.year);
    Ok(match found {
        Some((true, _, _, Some(opened), _)) => {
            let from = month_begins(zone, now).millis().max(opened);
            Some(Source {
                snapshot: None,
                cut: OrderedIds::first_from(from.saturating_add(1)),
                year: year(from),
            })
        }
        Some((false, Some(snapshot), Some(cut), _, Some(begun))) => Some(Source {
            snapshot: Some(snapshot),
            cut,
            year: year(begun),
        }),
        _ => None,
    })
}

fn month_begins(zone: &Zone, now: Moment) -> Moment {
    let first = Date {
        day: 1,
        ..zone.local(now).date
    };
    let midnight = zone.moment(first, 0);
    midnight.unwrap_or_else(|| zone.moment(first, 60).unwrap_or(now))
}

const FIXED: &str = "select s.member, r.branch, r.kind, r.joined_year, r.age_band, r.area, r.tags from snapshot_member s join member_row r on r.bucket = s.bucket and r.member = s.member and r.import = (select x.import from member_row x where x.bucket = s.bucket and x.member = s.member and x.import <= $4 and not exists (select 1 from snapshot_dark d where d.bucket = $6 and d.snapshot = $5 and d.import = x.import) order by x.import desc limit 1) where (s.bucket, s.member) > ($1, $2) and s.bucket < $3 and s.snapshot = $5 order by s.bucket, s.member limit $7";
const STANDING: &str = "select m.id, r.branch, r.kind, r.joined_year, r.age_band, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and x.import < $4 and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and coalesce((select case when x.ended_at is null then 0 else 1 end from member_end x where x.bucket = m.bucket and x.member = m.id and x.import < $4 and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1), 0) = 0 order by m.bucket, m.id limit $5";

/// A member as they lie in their row.
pub(super) struct Then {
    pub(super) member: [u8; 16],
    branch: String,
    pub(super) kind: String,
    joined: Option<i64>,
    age: String,
    area: String,
    tags: String,
}

impl Then {
    /// From seven columns, the first of which is this one.
    pub(super) fn read(row: &crate::engine::Row<'_>, first: usize) -> Result<Self, Fault> {
        Ok(Self {
            member: id16(row.bytes(first)?).ok_or_else(|| shape("member"))?,
            branch: row.text(first + 1)?.to_owned(),
            kind: row.text(first + 2)?.to_owned(),
            joined: row.opt_int(first + 3)?,
            age: row.text(first + 4)?.to_owned(),
            area: row.text(first + 5)?.to_owned(),
            tags: row.text(first + 6)?.to_owned(),
        })
    }

    /// What they are in the columns, for members fixed in `year`.
    pub(super) fn codes(&self, names: &Names, year: i64) -> MemberCodes<'_> {
        MemberCodes {
            branch: names.get(&name_key(&self.branch)).copied(),
            age: AgeBand::from_text(&self.age).unwrap_or(AgeBand::Unknown),
            joined: Joined::on(self.joined, year),
            area: &self.area,
            tags: &self.tags,
        }
    }
}

/// Goes through the members of a source, with their branch in the tree as it is now.
pub(super) fn each(
    world: &World,
    source: &Source,
    mut take: impl FnMut(MemberId, &str, MemberCodes<'_>),
) -> Result<(), Fault> {
    let names = world.0.db.read("audience-branches", branches::names)?;
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, until] = stretch.args();
        let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
        let cut = Arg::Bytes(&source.cut);
        let read = |row: &crate::engine::Row<'_>| Then::read(row, 0);
        let rows = world
            .0
            .db
            .read("audience-members", |raw| match source.snapshot {
                Some(id) => {
                    let (snapshot, own) = (Arg::Bytes(id.as_bytes()), Arg::Int(id.bucket()));
                    raw.all(
                        FIXED,
                        &[bucket, after, until, cut, snapshot, own, look],
                        read,
                    )
                }
                None => raw.all(STANDING, &[bucket, after, until, cut, look], read),
            })?;
        let last = rows.last().filter(|_| rows.len() == LOOK);
        let last = last.map(|then| then.member);
        for then in &rows {
            let codes = then.codes(&names, source.year);
            take(MemberId::from_bytes(then.member), &then.kind, codes);
        }
        Ok(last)
    })
}

/// The tree of branches that levels are made of.
pub(super) fn tree(world: &World) -> Result<Tree, Fault> {
    world.0.db.read("audience-tree", branches::tree)
}
