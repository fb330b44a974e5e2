//! A world that came out of a backup stands still until two people let it go on.
//!
//! While it is frozen policy refuses every act but a few that show nobody (`rules::policy::decide`, "while the world is
//! frozen"). The fact is a row of `meta`. A process reads it when it opens the world and, as long as it says "frozen", in
//! every act again: so the act that begins after two people agreed is done, and no act ever pays for it otherwise. A world
//! is frozen by `restore` alone, which refuses while a server runs.

use std::sync::atomic::{AtomicBool, Ordering};

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;

use crate::backup::set_meta;
use crate::engine::{Arg, Db, Raw};
use crate::entry;
use crate::fault::Fault;
use crate::requests::{By, Filed, Outcome as Done};
use crate::tx::Tx;
use crate::world::World;

/// The row of `meta`.
pub(crate) const KEY: &str = "frozen";
/// What it says while a restore is under way.
pub(crate) const HALF: &str = "restoring";

/// Since when a world stands still, and as of when its data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frozen {
    /// When it was restored.
    pub since: Moment,
    /// When its backup was made; none where the files were put back by other means.
    pub made_at: Option<Moment>,
}

impl Frozen {
    pub(crate) fn text(self) -> String {
        let made = self.made_at.map_or(-1, Moment::millis);
        format!("{} {made}", self.since.millis())
    }

    fn parse(text: &str) -> Option<Self> {
        let (since, made) = text.split_once(' ')?;
        let made: i64 = made.parse().ok()?;
        Some(Self {
            since: Moment::from_millis(since.parse().ok()?),
            made_at: (made >= 0).then(|| Moment::from_millis(made)),
        })
    }
}

const READ: &str = "select value from meta where key = $1";

fn read(raw: &mut Raw<'_>) -> Result<Option<String>, Fault> {
    raw.one(READ, &[Arg::Text(KEY)], |row| Ok(row.text(0)?.to_owned()))
}

/// What the database says when a world is opened.
pub(crate) fn text(db: &Db) -> Result<Option<String>, Fault> {
    db.read("frozen", read)
}

/// What a process knows: whether it has to look.
#[derive(Debug)]
pub(crate) struct Ice(AtomicBool);

impl Ice {
    pub(crate) fn new(is_frozen: bool) -> Self {
        Self(AtomicBool::new(is_frozen))
    }

    fn is_seen(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn gone(&self) {
        self.0.store(false, Ordering::Release);
    }
}

impl World {
    /// Whether [`World::frozen`] has to look; false for ever once it has seen the world go on.
    pub fn may_be_frozen(&self) -> bool {
        self.0.ice.is_seen()
    }

    /// Whether this world stands still after a restore.
    pub fn frozen(&self) -> Result<Option<Frozen>, Fault> {
        if !self.0.ice.is_seen() {
            return Ok(None);
        }
        let Some(text) = self.0.db.read("frozen", read)? else {
            self.0.ice.gone();
            return Ok(None);
        };
        Ok(Some(Frozen::parse(&text).unwrap_or(Frozen {
            since: Moment::from_millis(0),
            made_at: None,
        })))
    }
}

impl Tx<'_, '_> {
    /// Whether the world stands still, as this very transaction sees it.
    pub(crate) fn is_world_frozen(&mut self) -> Result<bool, Fault> {
        if !self.world.ice.is_seen() {
            return Ok(false);
        }
        Ok(read(self.raw())?.is_some())
    }
}

/// Lets the world go on, in the transaction of whoever is the second to agree. Banks stay paused: their organisers open
/// them.
pub(crate) fn thaw(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Done, Fault> {
    let gone = tx.run(
        "delete from meta where key = $1 and value <> $2",
        &[Arg::Text(KEY), Arg::Text(HALF)],
    )?;
    if gone == 0 {
        return Ok(Done::Failed("not frozen any more"));
    }
    entry::write(tx, &by.draft(EventKind::WorldThawed, filed), &[])?;
    tx.changed("world", KEY.as_bytes());
    Ok(Done::Done)
}

/// Queues the fact that the world stands still.
pub(crate) fn freeze(tx: &mut Tx<'_, '_>, frozen: Frozen) {
    set_meta(tx, KEY, frozen.text());
}
