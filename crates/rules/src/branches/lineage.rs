//! The way up from a branch: itself first, then what it belongs to, to the top.

use super::{DEPTH_MAX, Tree};
use crate::ids::BranchId;

/// A branch has at most so many above it and itself.
const LEVELS: usize = DEPTH_MAX + 1;
const NONE: BranchId = BranchId::from_bytes([0; 16]);

/// Where a member stands in the tree: the branch, and all above it. Empty where no branch is known by the name that their
/// record has; whoever stands nowhere is reached by the organisation's own officers alone.
///
/// It comes from the tree as it is in the act's own transaction, so that moving a branch moves who reaches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lineage {
    ids: [BranchId; LEVELS],
    len: usize,
}

impl Lineage {
    /// In no branch that is known.
    pub const NOWHERE: Self = Self {
        ids: [NONE; LEVELS],
        len: 0,
    };

    /// The branches, each above the one before. What goes deeper than a tree may grow is cut off, so that less is reached.
    pub fn of(way: impl IntoIterator<Item = BranchId>) -> Self {
        let mut all = Self::NOWHERE;
        for (place, id) in all.ids.iter_mut().zip(way) {
            *place = id;
            all.len += 1;
        }
        all
    }

    /// One branch, by itself.
    pub const fn at(branch: BranchId) -> Self {
        let mut ids = [NONE; LEVELS];
        let [first, ..] = &mut ids;
        *first = branch;
        Self { ids, len: 1 }
    }

    /// Whether it stands in this branch, or in one under it.
    pub fn is_in(&self, branch: BranchId) -> bool {
        self.ids.iter().take(self.len).any(|id| *id == branch)
    }

    /// Whether it stands in no branch that is known.
    pub const fn is_nowhere(&self) -> bool {
        self.len == 0
    }
}

impl Tree {
    /// These branches with all under them, as a tree of its own: whatever stands above is no part of it.
    #[must_use]
    pub fn within(&self, tops: &[BranchId]) -> Self {
        let kept = self.branches.values().filter(|branch| {
            let way = self.lineage(branch.id);
            tops.iter().any(|top| way.is_in(*top))
        });
        Self::new(kept.cloned())
    }

    /// The way up from a branch; nowhere for one that is not there.
    pub fn lineage(&self, id: BranchId) -> Lineage {
        let known = |id: BranchId| self.branches.get(&id);
        let up = |at: &BranchId| known(*at)?.parent.filter(|parent| known(*parent).is_some());
        Lineage::of(std::iter::successors(known(id).map(|branch| branch.id), up))
    }
}
