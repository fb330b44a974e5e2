//! What stands still for the one behind this act, as this very transaction sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use switchboard_rules::branches::{Lineage, Tree, name_key};
use switchboard_rules::freeze::{Nature, Standing, Target, What, Who, holds_office, stopping};
use switchboard_rules::ids::{BranchId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::target;
use crate::branches;
use crate::engine::{Arg, Rows, Stmt};
use crate::fault::Fault;
use crate::tx::Tx;

/// Whatever was in force when the minute began, and began since. Read with every session; pressing keeps what is many short
/// (`super::pressing`), and of contests, campaigns and all reading there are few. The latest to stop
/// first, so that what is over already crowds out nothing.
const IN_FORCE: &str = "select what, target, campaign, contest, confirmed_at, stops_at from standstill where stops_at > $1 order by stops_at desc limit 1000";

/// What every session asks, whoever's it is: by the minute, so that acts within it ask once.
pub(crate) fn in_force_asked(now: Moment) -> Stmt<'static> {
    Stmt::shared(IN_FORCE, vec![Arg::Int(now.minute().millis())])
}

/// What of its answer is in force now.
pub(crate) fn in_force_read(rows: &Rows, now: Moment) -> Result<Vec<Standing>, Fault> {
    let mut all = Vec::new();
    for row in rows.iter() {
        if row.int(5)? > now.millis() {
            all.push(Standing {
                target: target(&row, 0)?,
                confirmed: row.opt_int(4)?.is_some(),
            });
        }
    }
    Ok(all)
}

/// What an act looked up of the tree and of the branches that stand still in it.
#[derive(Default)]
pub(crate) struct Still {
    tree: Option<Arc<Tree>>,
    names: Option<Arc<BTreeSet<String>>>,
}

/// Where a branch stands in the tree, which is read once per act.
pub(super) fn lineage(tx: &mut Tx<'_, '_>, branch: BranchId) -> Result<Lineage, Fault> {
    if let Some(tree) = &tx.still.tree {
        return Ok(tree.lineage(branch));
    }
    let tree = Arc::new(branches::tree(tx.raw())?);
    tx.still.tree = Some(Arc::clone(&tree));
    Ok(tree.lineage(branch))
}

impl Tx<'_, '_> {
    /// Everything that stands still now; read with the session, or here where nobody's session is behind the act.
    pub(crate) fn in_force(&mut self) -> Result<Vec<Standing>, Fault> {
        if let Some(read) = self.seated().and_then(|seat| seat.frozen.clone()) {
            return Ok(read);
        }
        let now = self.now();
        let rows = self.gather(&[in_force_asked(now)])?;
        let rows = rows.first().ok_or(Fault::Gone)?;
        in_force_read(rows, now)
    }

    /// The freeze that stops this act, if one does.
    pub(crate) fn stopped(
        &mut self,
        action: Action,
        resource: &Resource,
    ) -> Result<Option<What>, Fault> {
        if Nature::of(action) == Nature::Free {
            return Ok(None);
        }
        let in_force = self.in_force()?;
        if in_force.is_empty() {
            return Ok(None);
        }
        let who = Who {
            account: self.account()?,
            in_office: holds_office(&self.terms()?, self.now()),
        };
        Ok(stopping(&in_force, who, action, resource))
    }

    /// Whether a branch stands still, so that it has to be known where a member stands.
    pub(crate) fn is_a_branch_frozen(&mut self) -> Result<bool, Fault> {
        self.is_frozen(What::Branch)
    }

    /// Whether nobody looks at the roll now.
    pub(crate) fn is_reading_frozen(&mut self) -> Result<bool, Fault> {
        self.is_frozen(What::Reading)
    }

    fn is_frozen(&mut self, what: What) -> Result<bool, Fault> {
        let mut in_force = self.in_force()?.into_iter();
        Ok(in_force.any(|one| one.target.what() == what))
    }
}

/// The names, as names are compared, of the branches that stand still and of all under them, in the tree as it is now.
/// Looked up once per act.
pub(crate) fn frozen_names(tx: &mut Tx<'_, '_>) -> Result<Arc<BTreeSet<String>>, Fault> {
    if let Some(names) = &tx.still.names {
        return Ok(Arc::clone(names));
    }
    let names = Arc::new(look_up(tx)?);
    tx.still.names = Some(Arc::clone(&names));
    Ok(names)
}

fn look_up(tx: &mut Tx<'_, '_>) -> Result<BTreeSet<String>, Fault> {
    if !tx.is_a_branch_frozen()? {
        return Ok(BTreeSet::new());
    }
    let frozen = tx.in_force()?;
    let known = branches::standing(tx)?;
    let stands_still = |way: &Lineage| {
        frozen
            .iter()
            .any(|one| matches!(one.target, Target::Branch(branch) if way.is_in(branch)))
    };
    let names = known.into_iter().filter(|(_, way)| stands_still(way));
    Ok(names.map(|(name, _)| name).collect())
}

/// The facts of a card, with the freeze of the branch in which its member stands.
pub(crate) fn with_branch(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    facts: Facts,
) -> Result<Facts, Fault> {
    let names = frozen_names(tx)?;
    if names.is_empty() {
        return Ok(facts);
    }
    let name = branches::name_of(tx, member)?;
    let is_frozen = name.is_some_and(|name| names.contains(&name_key(&name)));
    Ok(Facts {
        frozen: is_frozen.then_some(What::Branch),
        ..facts
    })
}
