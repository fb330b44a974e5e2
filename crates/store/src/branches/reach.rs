//! Whom somebody reaches who keeps the roll of one branch: those who stand in it or under it, in the tree as it is now.
//!
//! The tree is read in the act's own transaction, and stays as it is until the commit (`line::tree_stays`): whoever moves a
//! branch waits for acts under way, and acts that come after see it moved. Whoever keeps the whole roll, and whoever keeps
//! none, costs no look at the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use switchboard_rules::branches::{Lineage, Tree, name_key};
use switchboard_rules::ids::{BranchId, MemberId};
use switchboard_rules::policy::{Action, Resource, Role, Scope};

use super::{names, tree};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::line;
use crate::tx::Tx;

/// The tree with the names that its branches are known by.
struct Standing {
    tree: Tree,
    names: BTreeMap<String, BranchId>,
}

impl Standing {
    /// Reads the tree, which nobody changes until the commit.
    fn read(tx: &mut Tx<'_, '_>) -> Result<Self, Fault> {
        line::tree_stays(tx)?;
        Ok(Self {
            tree: tree(tx.raw())?,
            names: names(tx.raw())?,
        })
    }

    fn lineage(&self, name: &str) -> Lineage {
        let branch = self.names.get(&name_key(name));
        branch.map_or(Lineage::NOWHERE, |branch| self.tree.lineage(*branch))
    }
}

/// How far somebody reaches who keeps the roll of branches alone.
pub(crate) struct Reach {
    standing: Standing,
    own: Vec<BranchId>,
}

impl Reach {
    /// Where somebody stands whose record has this name of a branch.
    pub(crate) fn lineage(&self, name: &str) -> Lineage {
        self.standing.lineage(name)
    }

    /// The branches whose roll they keep, each with all under it.
    pub(crate) fn own(&self) -> &[BranchId] {
        &self.own
    }

    /// Where they themselves stand, for what is asked of their part of the roll as a whole.
    pub(crate) fn home(&self) -> Lineage {
        let first = self.own.first();
        first.map_or(Lineage::NOWHERE, |branch| {
            self.standing.tree.lineage(*branch)
        })
    }

    /// The names by which the branches are known that they reach, as names are compared.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        let reached = |branch: &BranchId| {
            let way = self.standing.tree.lineage(*branch);
            self.own.iter().any(|own| way.is_in(*own))
        };
        let names = self.standing.names.iter();
        let names = names.filter(|(_, branch)| reached(branch));
        names.map(|(name, _)| name.as_str()).collect()
    }

    /// As words of an entry: which branches' roll it was, where it was more than the one that the entry names anyway.
    pub(crate) fn words(&self) -> Option<String> {
        let ids: Vec<String> = self.own.iter().map(BranchId::to_string).collect();
        (ids.len() > 1).then(|| format!("branches={}", ids.join(",")))
    }
}

/// What an act knows of how far whoever is behind it reaches.
pub(crate) enum Looked {
    /// Nobody has asked.
    NotYet,
    /// Not by a branch alone: the tree makes no difference.
    Whole,
    /// By these branches and nothing more.
    Part(Arc<Reach>),
}

/// A branch whose roll somebody keeps, for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// How many branches it is with all under it.
    pub branches: u64,
}

/// The branches whose roll the one behind this act keeps, who doesn't keep the whole; it shows nobody, so it is no entry.
pub fn kept(tx: &mut Tx<'_, '_>) -> Result<Vec<Kept>, Fault> {
    let Some(reach) = reach(tx)? else {
        return Ok(Vec::new());
    };
    let tree = &reach.standing.tree;
    let kept = reach.own.iter().filter_map(|id| {
        Some(Kept {
            name: tree.get(*id)?.name.clone(),
            branches: u64::try_from(tree.with_all_under(*id).len()).unwrap_or(0),
        })
    });
    Ok(kept.collect())
}

/// How far the one behind this act reaches, if it is by a branch and by nothing more; read once.
pub(crate) fn reach(tx: &mut Tx<'_, '_>) -> Result<Option<Arc<Reach>>, Fault> {
    match &tx.reach {
        Looked::NotYet => {}
        Looked::Whole => return Ok(None),
        Looked::Part(reach) => return Ok(Some(Arc::clone(reach))),
    }
    let own = own(tx)?;
    if own.is_empty() {
        tx.reach = Looked::Whole;
        return Ok(None);
    }
    let standing = Standing::read(tx)?;
    // A branch that was joined to another is none any more.
    let own = own.into_iter();
    let own = own.filter(|id| standing.tree.get(*id).is_some()).collect();
    let found = Arc::new(Reach { standing, own });
    tx.reach = Looked::Part(Arc::clone(&found));
    Ok(Some(found))
}

/// The branches whose roll somebody keeps who doesn't keep the whole.
fn own(tx: &mut Tx<'_, '_>) -> Result<BTreeSet<BranchId>, Fault> {
    let now = tx.now();
    let mut own = BTreeSet::new();
    for term in tx.terms()? {
        match term.scope {
            _ if term.role != Role::MembershipOfficer || !term.runs(now) => {}
            Scope::Organisation => return Ok(BTreeSet::new()),
            Scope::Branch(branch) => {
                own.insert(branch);
            }
            Scope::Contest(_) | Scope::Campaign(_) | Scope::Bank(_) => {}
        }
    }
    Ok(own)
}

/// Every name that a branch is known by, and where that is in the tree, which nobody changes until the commit.
pub(crate) fn standing(tx: &mut Tx<'_, '_>) -> Result<Vec<(String, Lineage)>, Fault> {
    let known = Standing::read(tx)?;
    let names = known.names.into_iter();
    Ok(names
        .map(|(name, branch)| (name, known.tree.lineage(branch)))
        .collect())
}

const BRANCH: &str = "select r.branch from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

pub(crate) fn name_of(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<String>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(BRANCH, &args, |row| Ok(row.text(0)?.to_owned()))
}

/// Where a member stands, to the one behind this act: nowhere, and nothing is read, where that makes no difference to them.
/// While a branch stands still it does make one.
pub(crate) fn stands(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Lineage, Fault> {
    let Some(reach) = reach(tx)? else {
        if tx.is_a_branch_frozen()? {
            return stands_to_all(tx, member);
        }
        return Ok(Lineage::NOWHERE);
    };
    let name = name_of(tx, member)?;
    Ok(name.map_or(Lineage::NOWHERE, |name| reach.lineage(&name)))
}

/// Where a member stands, to anybody: for what is asked of somebody else.
pub(crate) fn stands_to_all(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Lineage, Fault> {
    let standing = Standing::read(tx)?;
    let name = name_of(tx, member)?;
    Ok(name.map_or(Lineage::NOWHERE, |name| standing.lineage(&name)))
}

/// What policy is asked about the part of the roll that is theirs: the whole, or what stands in their branch and under it.
pub(crate) fn roll(tx: &mut Tx<'_, '_>) -> Result<Resource, Fault> {
    Ok(match reach(tx)? {
        None => Resource::Organisation,
        Some(reach) => Resource::Branch {
            stands: reach.home(),
        },
    })
}

/// What policy is asked about a member who isn't there: somebody who would be theirs, so that an answer tells nothing.
pub(crate) fn anybody(tx: &mut Tx<'_, '_>) -> Result<Resource, Fault> {
    let stands = reach(tx)?.map_or(Lineage::NOWHERE, |reach| reach.home());
    Ok(Resource::Member { stands })
}

/// Whether this member is among those whom they find. Whoever keeps the whole roll finds everybody.
pub(crate) fn is_found(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<bool, Fault> {
    let is_whole = reach(tx)?.is_none();
    if is_whole && !tx.is_a_branch_frozen()? {
        return Ok(true);
    }
    let member = Resource::Member {
        stands: stands(tx, member)?,
    };
    let is_stopped = tx.stopped(Action::SearchMembers, &member)?.is_some();
    Ok(!is_stopped && (is_whole || tx.reaches(&member, &[Action::SearchMembers])?))
}
