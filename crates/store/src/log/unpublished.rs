//! What keeps the log from being published as files: noted by the job that finds it, for whoever looks, in whatever process.

use std::path::Path;

use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// What keeps the log from being published into a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpublished {
    /// What is published there is of another log.
    OtherLog,
    /// What is published there isn't the beginning of this log: more of it, or something else, or no checkpoint.
    OtherHistory,
    /// The directory can't be read or written: a full disk, say.
    Unwritable,
    /// This log's own store doesn't hold what its checkpoint says.
    Unreadable,
}

impl Unpublished {
    const ALL: [Self; 4] = [
        Self::OtherLog,
        Self::OtherHistory,
        Self::Unwritable,
        Self::Unreadable,
    ];

    const fn text(self) -> &'static str {
        match self {
            Self::OtherLog => "other-log",
            Self::OtherHistory => "other-history",
            Self::Unwritable => "unwritable",
            Self::Unreadable => "unreadable",
        }
    }
}

const KNOWN: &str = "select value from meta where key = $1";
const KEEP: &str = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

fn key(dir: &Path) -> String {
    format!("unpublished {}", dir.display())
}

/// What keeps the log from being published there, and since when; nothing where it is, or nobody tries.
pub fn unpublished(world: &World, dir: &Path) -> Result<Option<(Unpublished, Moment)>, Fault> {
    let key = key(dir);
    let known = world.0.db.read("log-unpublished", |raw| {
        raw.one(KNOWN, &[Arg::Text(&key)], |row| Ok(row.text(0)?.to_owned()))
    })?;
    Ok(known.as_deref().and_then(|text| {
        let (word, since) = text.split_once(' ')?;
        let wrong = Unpublished::ALL
            .into_iter()
            .find(|one| one.text() == word)?;
        Some((wrong, Moment::from_millis(since.parse().ok()?)))
    }))
}

/// Notes what keeps it from being published, or that nothing does; writes where that is news.
pub(super) fn note(
    world: &World,
    dir: &Path,
    wrong: Option<Unpublished>,
    now: Moment,
) -> Result<(), Fault> {
    if unpublished(world, dir)?.map(|(known, _)| known) == wrong {
        return Ok(());
    }
    let value = wrong.map_or(String::new(), |wrong| {
        format!("{} {}", wrong.text(), now.millis())
    });
    let key = key(dir);
    world
        .write("log-unpublished", Auth::Job("publish"), now, move |tx| {
            tx.run(KEEP, &[Arg::Text(&key), Arg::Text(&value)])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
