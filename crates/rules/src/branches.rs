//! The tree of branches: who stands under whom, what may move where, and sums that go up.
//!
//! Members' rows carry the branch's name as their file has it, and keep it: a branch of the tree is known by one or more
//! such names. So renaming, moving and joining branches change no member's row, and next week's file may still say the
//! old name.

mod lineage;

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::BranchId;

pub use lineage::Lineage;

/// How deep a tree may grow: region, district, branch, ward and some more.
pub const DEPTH_MAX: usize = 8;
/// The most branches of one organisation.
pub const BRANCHES_MAX: usize = 5_000;

/// A branch as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its id.
    pub id: BranchId,
    /// The name people read.
    pub name: String,
    /// What it belongs to; nothing at the top.
    pub parent: Option<BranchId>,
}

/// Why a branch can't go where it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// No such branch, or no such place.
    #[error("there is no such branch; load the page again")]
    Unknown,
    /// It would stand under itself.
    #[error("a branch can't stand under itself or under one of its own; choose another place")]
    Circle,
    /// The tree would grow too deep.
    #[error("branches go {DEPTH_MAX} levels deep at most; choose a higher place")]
    Deep,
}

/// The branches of one organisation, put in order.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    branches: BTreeMap<BranchId, Branch>,
    under: BTreeMap<Option<BranchId>, Vec<BranchId>>,
}

/// A branch in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'t> {
    /// The branch.
    pub branch: &'t Branch,
    /// How deep it stands, 0 at the top.
    pub depth: usize,
}

impl Tree {
    /// Puts branches in order, by name on each level. One whose parent isn't there stands at the top, so that nothing is
    /// lost from a page.
    pub fn new(branches: impl IntoIterator<Item = Branch>) -> Self {
        let branches: BTreeMap<BranchId, Branch> =
            branches.into_iter().map(|b| (b.id, b)).collect();
        let mut under: BTreeMap<Option<BranchId>, Vec<BranchId>> = BTreeMap::new();
        for branch in branches.values() {
            let parent = branch.parent.filter(|parent| branches.contains_key(parent));
            under.entry(parent).or_default().push(branch.id);
        }
        for list in under.values_mut() {
            list.sort_by_key(|id| branches.get(id).map(|b| (b.name.to_lowercase(), b.id)));
        }
        Self { branches, under }
    }

    /// One branch.
    pub fn get(&self, id: BranchId) -> Option<&Branch> {
        self.branches.get(&id)
    }

    /// Every branch below what it belongs to, each once.
    pub fn in_order(&self) -> Vec<Placed<'_>> {
        let mut placed = Vec::with_capacity(self.branches.len());
        self.place(None, 0, &mut placed);
        placed
    }

    fn place<'t>(&'t self, parent: Option<BranchId>, depth: usize, placed: &mut Vec<Placed<'t>>) {
        for id in self.under.get(&parent).into_iter().flatten() {
            if let Some(branch) = self.branches.get(id) {
                placed.push(Placed { branch, depth });
                if depth < DEPTH_MAX {
                    self.place(Some(*id), depth + 1, placed);
                }
            }
        }
    }

    /// The branch itself and all that stand under it.
    pub fn with_all_under(&self, id: BranchId) -> BTreeSet<BranchId> {
        let mut found = BTreeSet::from([id]);
        let mut next = vec![id];
        while let Some(id) = next.pop() {
            for under in self.under.get(&Some(id)).into_iter().flatten() {
                if found.insert(*under) {
                    next.push(*under);
                }
            }
        }
        found
    }

    /// Whether `id` may stand under `parent`, or at the top.
    ///
    /// # Errors
    /// [`MoveError`], with what to do instead.
    pub fn may_move(&self, id: BranchId, parent: Option<BranchId>) -> Result<(), MoveError> {
        let known = |id| self.branches.contains_key(&id);
        if !known(id) || !parent.is_none_or(known) {
            return Err(MoveError::Unknown);
        }
        let own = self.with_all_under(id);
        if parent.is_some_and(|parent| own.contains(&parent)) {
            return Err(MoveError::Circle);
        }
        if self.depth_for(parent) + self.height(id) > DEPTH_MAX {
            return Err(MoveError::Deep);
        }
        Ok(())
    }

    /// Whether `id` may become one with `into`: what stands under it then stands under that.
    ///
    /// # Errors
    /// [`MoveError`], with what to do instead.
    pub fn may_join(&self, id: BranchId, into: BranchId) -> Result<(), MoveError> {
        if !self.branches.contains_key(&id) || !self.branches.contains_key(&into) {
            return Err(MoveError::Unknown);
        }
        if self.with_all_under(id).contains(&into) {
            return Err(MoveError::Circle);
        }
        let under = self.height(id).saturating_sub(1);
        if under > 0 && self.depth_for(Some(into)) + under > DEPTH_MAX {
            return Err(MoveError::Deep);
        }
        Ok(())
    }

    /// Whether a new branch may stand under `parent`, or at the top.
    ///
    /// # Errors
    /// [`MoveError`], with what to do instead.
    pub fn may_add(&self, parent: Option<BranchId>) -> Result<(), MoveError> {
        if !parent.is_none_or(|parent| self.branches.contains_key(&parent)) {
            return Err(MoveError::Unknown);
        }
        if self.depth_for(parent) + 1 > DEPTH_MAX {
            return Err(MoveError::Deep);
        }
        Ok(())
    }

    /// How many levels stand above a branch under `parent`.
    fn depth_for(&self, parent: Option<BranchId>) -> usize {
        let mut depth = 0;
        let mut at = parent;
        while let Some(branch) = at.and_then(|id| self.branches.get(&id)) {
            depth += 1;
            if depth > DEPTH_MAX {
                break;
            }
            at = branch.parent;
        }
        depth
    }

    /// How many levels a branch and all under it take.
    fn height(&self, id: BranchId) -> usize {
        let mut height = 0;
        let mut level = vec![id];
        while !level.is_empty() && height <= DEPTH_MAX {
            height += 1;
            level = level
                .iter()
                .flat_map(|id| self.under.get(&Some(*id)).into_iter().flatten().copied())
                .collect();
        }
        height
    }

    /// For each branch the sum of what is its own and of all that stand under it.
    pub fn sums(&self, own: &BTreeMap<BranchId, u64>) -> BTreeMap<BranchId, u64> {
        self.branches
            .keys()
            .map(|id| {
                let all = self.with_all_under(*id);
                let sum = all.iter().filter_map(|id| own.get(id)).sum();
                (*id, sum)
            })
            .collect()
    }
}

/// A branch's name as it is compared: case and spaces are no difference.
pub fn name_key(name: &str) -> String {
    name.split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
