//! What an undo of an import gives back.

use super::super::part::Parts;
use super::super::row::RollRow;

/// What becomes of one part when an import is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undoing {
    /// The parts that go back to what they were before.
    pub back: Parts,
    /// The parts that the import changed and that changed again since: they stay.
    pub left: Parts,
}

/// Which parts of a member an undo restores: those that the import changed and that are as it left them.
pub fn undoing(before: &RollRow, imported: &RollRow, now: &RollRow) -> Undoing {
    let by_import = imported.differs_from(before);
    let since = now.differs_from(imported);
    Undoing {
        back: by_import.without(since),
        left: by_import.and(since),
    }
}
