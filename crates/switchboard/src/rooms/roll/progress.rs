//! Imports that run in this process, for pages that watch them.

use std::collections::HashMap;
use std::sync::Mutex;

use switchboard_store::roll::Leaving;
use switchboard_store::rules::ids::ImportId;

use super::file::Notice;
use super::pages::ImportError;

/// How far an import is. What it does to the roll isn't told before the store says that it is done.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Bytes read so far.
    pub read: u64,
    /// Bytes in all, as far as is known.
    pub total: u64,
    /// Headings that were dropped.
    pub dropped: Vec<String>,
    /// What the file's keeper should hear of.
    pub notices: Vec<Notice>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where an import stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It reads and writes.
    Running,
    /// It was switched on.
    Done,
    /// A full roll that would end too many memberships, or can't tell whose; nothing changed.
    Stopped(Leaving),
    /// It was given up; nothing changed. Why, where the file was at fault.
    Abandoned(Option<ImportError>),
}

/// The most imports remembered.
const REMEMBERED_MAX: usize = 100;

/// The imports of this process.
#[derive(Debug, Default)]
pub struct Imports(Mutex<HashMap<ImportId, Progress>>);

impl Imports {
    /// Remembers how far an import is.
    pub fn put(&self, id: ImportId, progress: Progress) {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if all.len() >= REMEMBERED_MAX {
            all.retain(|_, progress| progress.stage == Stage::Running);
        }
        all.insert(id, progress);
    }

    /// How far an import is, if this process runs or ran it.
    pub fn get(&self, id: ImportId) -> Option<Progress> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .get(&id)
            .cloned()
    }
}
