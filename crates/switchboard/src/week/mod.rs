//! A contest's week, played through: rival campaigns, evenings of calls, and every promise asked after each step.
//!
//! Four campaigns ring one roll on the evenings of a week, by the rules of the United Kingdom, at the pace that was measured
//! in real phone banks: about sixty calls an hour and caller, a fifth of them answered, more than a quarter a machine, one member
//! in a hundred who wants no more calls. On the way the program is ended and opened again each evening, somebody's access ends,
//! and a campaign is frozen. Time is the story's own; so is chance, which a seed fixes.
//!
//! What is checked is what a caller is shown, against the roll that was imported and all that was said before ([`promises`]),
//! and at the end the ledger. The store's own tables are not looked into.

pub(crate) mod calls;
mod cast;
pub(crate) mod promises;
mod story;

use std::path::Path;

pub use story::Told;
use switchboard_store::Place;

/// How large a week is played.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Members of the roll.
    pub members: usize,
    /// Callers of each campaign.
    pub callers: usize,
    /// Evenings, from Monday.
    pub evenings: u32,
    /// How long each evening lasts, in minutes from six o'clock.
    pub minutes: u32,
    /// What chance is drawn from; the same number plays the same week.
    pub seed: u64,
}

/// Plays a week in a world of its own in `dir`.
///
/// # Errors
/// The first promise that was broken, in words, or what the store says.
pub fn play(dir: &Path, place: Option<Place>, setting: &Setting) -> anyhow::Result<Told> {
    story::play(cast::Cast::gather(dir, place, setting)?, setting)
}
