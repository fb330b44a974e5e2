//! Files that were tried in this process, for the page that shows what they would do. Nothing of them is kept anywhere else.

use std::collections::HashMap;
use std::sync::Mutex;

use switchboard_store::rules::ids::{AccountId, ImportId};

use super::importing::Tried;

/// A file that was tried.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Who tried it: nobody else is shown it.
    pub account: AccountId,
    /// What it would do.
    pub tried: Tried,
}

/// The most tries remembered.
const REMEMBERED_MAX: usize = 50;

/// The tries of this process.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<ImportId, Trial>>);

impl Tries {
    /// Remembers a try; where there are too many, the oldest is forgotten, for ids are ordered.
    pub fn put(&self, id: ImportId, trial: Trial) {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if all.len() >= REMEMBERED_MAX
            && let Some(oldest) = all.keys().min().copied()
        {
            all.remove(&oldest);
        }
        all.insert(id, trial);
    }

    /// A try of this account.
    pub fn get(&self, id: ImportId, account: AccountId) -> Option<Trial> {
        let all = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        all.get(&id)
            .filter(|trial| trial.account == account)
            .cloned()
    }
}
