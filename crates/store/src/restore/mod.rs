//! Restoring: the rows back into an empty store, what was decided since done once more, and the world left frozen.
//!
//! ```text
//! backup checked → rows in (still "restoring", which nobody opens) → an import under way given up
//!   → facts of never-again.log done again
//!   → sessions, codes, cards ended, banks paused, the log under a new name, the entry, "frozen": one commit
//! ```
//! [`in_place`] does the second half for files that were put back by other means (Litestream, pgBackRest). Why the log
//! goes on under a new name: docs/decisions/0009; when it needn't: 0016.

mod end;
pub(crate) mod lay;
mod replay;

use std::path::Path;

use switchboard_rules::moment::Moment;

use crate::backup::{self, Manifest, disk};
use crate::door::Code;
use crate::engine::{Arg, Db, Options, Place};
use crate::fairness;
use crate::fault::Fault;
use crate::frozen::{self, HALF, KEY};
use crate::log;
use crate::meta::LogBefore;
use crate::roll;
use crate::schema;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::{World, place_of};

pub use replay::Replayed;

/// What is to be restored, and where to.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The backup.
    pub backup: &'a Path,
    /// The keys of the world: a copy, or those that are left in `dir/keys`.
    pub keys: &'a Path,
    /// The world's directory: empty, but perhaps for its keys.
    pub dir: &'a Path,
    /// The store; a SQLite file in `dir` if none.
    pub place: Option<&'a Place>,
    /// What happens to the log's name.
    pub log: LogName<'a>,
}

/// Under which name the log goes on.
#[derive(Debug, Clone, Copy)]
pub enum LogName<'a> {
    /// Under a new one: nobody can be shown two histories of one log, whatever was signed since the backup.
    New,
    /// Under the old one, if the guard says that nothing was signed that the backup doesn't hold. For a move to another
    /// machine, with the server ended before the backup.
    Same,
    /// Under the old one, over the entries that the backup lacks, if the published files hold the records of all that the guard
    /// says was signed: docs/decisions/0016.
    Over(&'a dyn log::Published),
}

/// What came of it.
pub struct Restored {
    /// What was done once more.
    pub replayed: Replayed,
    /// The log that this one goes on from, where it got a new name.
    pub before: Option<LogBefore>,
    /// Where the log went on over entries that were signed since the backup: how many of them are lost, and how many the backup
    /// held, without their places.
    pub over: Option<(u64, usize)>,
    /// For each officer a code that works once, for three days.
    pub codes: Vec<(String, Code)>,
    /// What anybody checks the log with from now on.
    pub verifier_key: String,
}

impl std::fmt::Debug for Restored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Restored")
            .field("replayed", &self.replayed)
            .finish_non_exhaustive()
    }
}

/// Restores a backup into an empty directory and an empty store. The world is frozen then.
///
/// # Errors
/// Where the backup isn't whole, the keys aren't its own, or there is something in the way.
pub fn restore(wanted: &Wanted<'_>, now: Moment, options: &Options) -> Result<Restored, Fault> {
    let place = lay::free_place(wanted)?;
    let manifest = backup::verify(wanted.backup)?.manifest;
    lay::check_keys(wanted.keys, &manifest)?;
    disk::private_dir(wanted.dir)?;
    lay::keys(wanted)?;
    let laying = lay::Laying {
        wanted,
        manifest: &manifest,
        place: &place,
        steps: schema::STEPS,
    };
    laying.rows(now, options)?;
    lay::remember(wanted.dir, &place)?;
    go_on(wanted.dir, Some(&manifest), wanted.log, now, options)
}

/// Freezes a world whose database was put back by other means, and does once more what was decided since.
///
/// # Errors
/// Where a server still runs on it.
pub fn in_place(
    dir: &Path,
    log: LogName<'_>,
    now: Moment,
    options: &Options,
) -> Result<Restored, Fault> {
    let db = Db::open(&place_of(dir)?, options.clone())?;
    let held = db.read("restore-lease", |raw| {
        raw.all("select held_until from log_head limit 1000", &[], |row| {
            row.int(0)
        })
    })?;
    if held.iter().any(|until| crate::log::is_held(*until, now)) {
        return Err(Fault::World(
            "a server or worker still runs on this world, or ran seconds ago: end all of them, wait ten seconds, and begin again".to_owned(),
        ));
    }
    if frozen::text(&db)?.as_deref() != Some(HALF) {
        refuse_early(dir, log, now, options)?;
    }
    db.write("restore-begin", |raw| {
        raw.run(
            "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
            &[Arg::Text(KEY), Arg::Text(HALF)],
        )
    })?;
    drop(db);
    go_on(dir, None, log, now, options)
}

/// Whoever gives files that don't fit, or of a log that lost nothing, finds the world as it was.
fn refuse_early(dir: &Path, log: LogName<'_>, now: Moment, options: &Options) -> Result<(), Fault> {
    if !matches!(log, LogName::Over(_)) {
        return Ok(());
    }
    let world = World::open_half(dir, options.clone(), now)?;
    if log::going_on(&world, log, now)?.lost_and_found().is_some() {
        return Ok(());
    }
    Err(Fault::World(format!(
        "nothing was signed that the database lacks, and nothing was changed; if it was put back from a backup all the same, run `switchboard restore --in-place {} --same-log`",
        dir.display()
    )))
}

/// The half that both have: nothing before its last commit can be opened by anybody else, and it can be begun again.
fn go_on(
    dir: &Path,
    manifest: Option<&Manifest>,
    name: LogName<'_>,
    now: Moment,
    options: &Options,
) -> Result<Restored, Fault> {
    let world = World::open_half(dir, options.clone(), now)?;
    let going_on = log::going_on(&world, name, now)?;
    // What an import of the backup left is never switched on, and nothing that is done again may wait for it.
    roll::give_up_all(&world, now)?;
    let replayed = replay::replay(&world, now)?;
    end::cards(&world, now)?;
    let made_at = manifest.map(|m| Moment::from_millis(m.made_at_ms));
    let backup = manifest.map_or_else(|| "in-place".to_owned(), |m| m.id.clone());
    let before = going_on.renamed().map(|next| next.before.clone());
    let over = going_on.lost_and_found();
    let done = world
        .write("restore", Auth::Job("restore"), now, move |tx| {
            end::doors(tx)?;
            let codes = end::codes(tx)?;
            log::go_on(tx, &going_on)?;
            // Words may have been shown since, and what a draw is made of is known then: it begins anew.
            fairness::draw_afresh(tx)?;
            frozen::freeze(
                tx,
                frozen::Frozen {
                    since: now,
                    made_at,
                },
            );
            let source = (backup.as_str(), made_at);
            end::note(tx, source, &going_on, &replayed, codes.len())?;
            Ok(Verdict::Given(codes))
        })
        .wait()?;
    let codes = match done.verdict {
        Verdict::Given(codes) => codes,
        Verdict::Refused(refusal) => return Err(Fault::World(refusal.to_string())),
    };
    drop(world);
    let world = World::open(dir, options.clone())?;
    while log::keep_up(&world, "restore", || now, |_| {})? {}
    log::let_go(&world, "restore", now)?;
    Ok(Restored {
        replayed,
        before,
        over,
        codes,
        verifier_key: world.verifier_key()?,
    })
}
