//! Exact totals for the annual return: members by branch and kind, who joined and who left in a year.
//!
//! Exact, so for officers and the data protection officer alone: everybody else gets safe counts. A branch's officer is given
//! those of the branch and of all under it, in the tree as it is when they are counted. The entry commits first;
//! then a reader counts on one snapshot, so that no caller waits for it.

use std::collections::{BTreeMap, HashMap, HashSet};

use switchboard_rules::branches::{Tree, name_key};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BUCKETS, BranchId};
use switchboard_rules::moment::{Date, Moment, Zone};
use switchboard_rules::policy::{Action, Facts};

use super::{reach, roll};
use crate::engine::{Arg, Raw};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Counts of one branch and kind in one year. A year of joining is all that the roll keeps, so who joined and left within
/// the same year stands in both columns and in neither total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Members when the year began.
    pub at_start: u64,
    /// Members whose year of joining it is.
    pub joined: u64,
    /// Memberships that ended in it.
    pub left: u64,
    /// Members when it ended, or now.
    pub at_end: u64,
}

impl Figures {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            at_start: self.at_start + other.at_start,
            joined: self.joined + other.joined,
            left: self.left + other.left,
            at_end: self.at_end + other.at_end,
        }
    }
}

/// One branch's one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The branch of the tree; none where no branch is known by the name.
    pub branch: Option<BranchId>,
    /// The branch's name, or the name that the file has; empty where it has none.
    pub name: String,
    /// The kind of membership, as the file has it; empty where it has none.
    pub kind: String,
    /// Its counts.
    pub figures: Figures,
}

/// The totals of one year.
#[derive(Debug, Clone)]
pub struct Totals {
    /// The year.
    pub year: i16,
    /// By branch and kind, own members only, in the order of names.
    pub lines: Vec<Line>,
    /// The tree they stand in.
    pub tree: Tree,
}

impl Totals {
    /// Names that files use and no branch is known by, each once.
    pub fn unplaced(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .lines
            .iter()
            .filter(|line| line.branch.is_none() && !line.name.is_empty())
            .map(|line| line.name.clone())
            .collect();
        names.dedup();
        names
    }

    /// Everything together.
    pub fn all(&self) -> Figures {
        let figures = self.lines.iter().map(|line| line.figures);
        figures.fold(Figures::default(), Figures::plus)
    }
}

/// Leave to count one year, after its entry.
#[derive(Debug, Clone)]
pub struct Leave {
    year: i16,
    now: Moment,
    /// The branches that are counted with all under them; none where it is the whole roll.
    within: Option<Vec<BranchId>>,
}

/// Asks for the totals of a year; the entry says which.
pub fn ask_totals(tx: &mut Tx<'_, '_>, year: i16) -> Result<Verdict<Leave>, Fault> {
    let place = roll(tx)?;
    let grant = match tx.ask(Action::SeeTotals, &place, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // A data protection officer may keep a branch's roll besides: what counts is the role that gives leave.
    let reach = match grant.branch() {
        Some(_) => reach(tx)?,
        None => None,
    };
    let words = reach.as_ref().and_then(|reach| reach.words());
    let words = words.map(|words| format!(" {words}")).unwrap_or_default();
    let detail = format!("year={year}{words}");
    let draft = Draft::act(EventKind::TotalsShown, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Leave {
        year,
        now: tx.now(),
        within: reach.map(|reach| reach.own().to_vec()),
    }))
}

const ROWS: &str = "select r.member, r.branch, r.kind, r.joined_year, r.ends_on from member_row r where r.bucket = $1 and not exists (select 1 from import_dark d where d.import = r.import) order by r.member, r.import desc limit 1000000";
const MERGED: &str =
    "select member from member_alias where bucket = $1 order by member limit 1000000";
const ENDS: &str = "select e.member, e.ended_at from member_end e where e.bucket = $1 and not exists (select 1 from import_dark d where d.import = e.import) order by e.member, e.import desc limit 1000000";

impl Leave {
    /// Counts. Reads every member once, so off the threads that answer pages.
    pub fn count(self, world: &World) -> Result<Totals, Fault> {
        let zone = world.zone();
        let begins = |year: i16| {
            let first = Date {
                year,
                month: 1,
                day: 1,
            };
            zone.moment(first, 0)
                .ok_or_else(|| Fault::World("there is no such year; choose another".to_owned()))
        };
        let bounds = Bounds {
            zone,
            year: self.year,
            starts: begins(self.year)?.millis(),
            ends: begins(self.year.saturating_add(1))?
                .millis()
                .min(self.now.millis().saturating_add(1)),
        };
        let (tree, names, counted) = world.0.db.read("totals", |raw| {
            let mut counted = HashMap::new();
            for bucket in 0..i64::from(BUCKETS) {
                bounds.bucket(raw, bucket, &mut counted)?;
            }
            Ok((super::tree(raw)?, super::names(raw)?, counted))
        })?;
        let mut lines = lines(&tree, &names, counted);
        let tree = match self.within {
            None => tree,
            // Names that no branch is known by are nobody's but the organisation's.
            Some(own) => {
                let part = tree.within(&own);
                lines.retain(|line| line.branch.is_some_and(|id| part.get(id).is_some()));
                part
            }
        };
        Ok(Totals {
            year: self.year,
            lines,
            tree,
        })
    }
}

type Counted = HashMap<(String, String), Figures>;

struct Bounds<'w> {
    zone: &'w Zone,
    year: i16,
    starts: i64,
    ends: i64,
}

impl Bounds<'_> {
    fn bucket(&self, raw: &mut Raw<'_>, bucket: i64, counted: &mut Counted) -> Result<(), Fault> {
        let mut ended: HashMap<[u8; 16], Option<i64>> = HashMap::new();
        raw.all(ENDS, &[Arg::Int(bucket)], |row| {
            let member = id16(row.bytes(0)?).unwrap_or_default();
            let at = row.opt_int(1)?;
            ended.entry(member).or_insert(at);
            Ok(())
        })?;
        // Who goes on under another's record is counted there, and never left.
        let mut merged = HashSet::new();
        raw.all(MERGED, &[Arg::Int(bucket)], |row| {
            merged.extend(id16(row.bytes(0)?));
            Ok(())
        })?;
        let mut last = None;
        raw.all(ROWS, &[Arg::Int(bucket)], |row| {
            let member = id16(row.bytes(0)?).unwrap_or_default();
            // The newest row comes first; those before it are history.
            if last.replace(member) == Some(member) || merged.contains(&member) {
                return Ok(());
            }
            let key = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
            let ended_at = match ended.get(&member) {
                Some(at) => *at,
                None => self.day_over(row.text(4)?),
            };
            self.add(counted.entry(key).or_default(), row.opt_int(3)?, ended_at);
            Ok(())
        })?;
        Ok(())
    }

    /// The end of a last day of membership, where it is past.
    fn day_over(&self, day: &str) -> Option<i64> {
        let over = self.zone.moment(Date::parse(day)?.tomorrow()?, 0)?;
        (over.millis() < self.ends).then_some(over.millis())
    }

    fn add(&self, figures: &mut Figures, joined: Option<i64>, ended_at: Option<i64>) {
        let year = i64::from(self.year);
        if joined.is_some_and(|joined| joined > year) {
            return;
        }
        let is_new = joined == Some(year);
        figures.joined += u64::from(is_new);
        let was_over = ended_at.is_some_and(|at| at < self.starts);
        figures.at_start += u64::from(!is_new && !was_over);
        let left = ended_at.is_some_and(|at| (self.starts..self.ends).contains(&at));
        figures.left += u64::from(left);
        figures.at_end += u64::from(!was_over && !left);
    }
}

/// Names that mean the same branch become one line.
fn lines(tree: &Tree, names: &BTreeMap<String, BranchId>, counted: Counted) -> Vec<Line> {
    let mut all: BTreeMap<(String, Option<BranchId>, String), Figures> = BTreeMap::new();
    for ((text, kind), figures) in counted {
        let branch = names.get(&name_key(&text)).and_then(|id| tree.get(*id));
        let name = branch.map_or(text, |branch| branch.name.clone());
        let sum = all.entry((name, branch.map(|b| b.id), kind)).or_default();
        *sum = sum.plus(figures);
    }
    let line = |((name, branch, kind), figures)| Line {
        branch,
        name,
        kind,
        figures,
    };
    all.into_iter().map(line).collect()
}
