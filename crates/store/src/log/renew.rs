//! How a log goes on after a restore: under a new name, under its own because nothing was signed since, or over what is lost.
//!
//! What was signed since the backup is gone, and outsiders have it. If the log went on under its name, it would tell a second
//! history from there; a witness could not know a restore from a fraud. So it gets a new name, with the same tree: the new
//! log begins with every entry that the backup holds, and its first entry of its own names the old one, the last checkpoint
//! that this machine knows of it, and how many entries both have. The old one never signs again. Where the published files hold
//! the records of all that was signed, the log can keep its name: see [`super::resume`].

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::resume::{self, Resuming};
use super::sequence::head;
use super::sign::{check_guard, read_guard};
use crate::backup::set_meta;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::meta::LogBefore;
use crate::restore::LogName;
use crate::seal::{fresh, hex};
use crate::tx::Tx;
use crate::world::World;

/// What a log will be called, and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct NextName {
    pub(crate) origin: String,
    pub(crate) before: LogBefore,
}

/// How a restored world's log goes on.
pub(crate) enum GoingOn {
    /// Under its own name: nothing was signed that the backup doesn't hold.
    Same,
    /// Under a new one.
    Renamed(NextName),
    /// Under its own, over entries of which only the published records are left.
    Over(Box<Resuming>),
}

impl GoingOn {
    /// The log before, where this one gets a new name.
    pub(crate) fn renamed(&self) -> Option<&NextName> {
        match self {
            Self::Renamed(next) => Some(next),
            Self::Same | Self::Over(_) => None,
        }
    }

    /// Of the entries signed since the backup: how many are lost, and how many it holds without their places.
    pub(crate) fn lost_and_found(&self) -> Option<(u64, usize)> {
        match self {
            Self::Over(resuming) => Some(resuming.counts()),
            Self::Same | Self::Renamed(_) => None,
        }
    }
}

/// Decides how a restored world's log goes on, and reads all that it takes.
pub(crate) fn going_on(world: &World, wanted: LogName<'_>, now: Moment) -> Result<GoingOn, Fault> {
    match wanted {
        LogName::Same => {
            let head = head(world)?;
            if read_guard(world)?.is_none() {
                return Err(Fault::World(
                    "the log can't go on under its name: no guard file says what was signed last; leave `--same-log` away".to_owned(),
                ));
            }
            check_guard(world, &head)?;
            Ok(GoingOn::Same)
        }
        LogName::Over(published) => Ok(resume::plan(world, published)?
            .map_or(GoingOn::Same, |resuming| GoingOn::Over(Box::new(resuming)))),
        LogName::New => next_name(world, now).map(GoingOn::Renamed),
    }
}

/// Lets the log go on, in the restore's last commit.
pub(crate) fn go_on(tx: &mut Tx<'_, '_>, going_on: &GoingOn) -> Result<(), Fault> {
    match going_on {
        GoingOn::Same => Ok(()),
        GoingOn::Renamed(next) => go_on_as(tx, next),
        GoingOn::Over(resuming) => resume::go_on_over(tx, resuming),
    }
}

/// A name that no log ever had, and where the one goes on from that gets it.
fn next_name(world: &World, now: Moment) -> Result<NextName, Fault> {
    let (meta, head) = (world.meta(), head(world)?);
    let guard = read_guard(world)?;
    let signed = (
        head.signed_size,
        head.signed_root
            .map(|root| root.to_hex())
            .unwrap_or_default(),
    );
    let known = guard.map(|guard| (guard.size, guard.root));
    let (size, root) = known.filter(|known| known.0 >= signed.0).unwrap_or(signed);
    let tail: [u8; 4] = fresh()?;
    let stem = meta
        .origin
        .rsplit_once('-')
        .map_or(meta.origin.as_str(), |(stem, _)| stem);
    Ok(NextName {
        origin: format!("{stem}-{}", hex(&tail)),
        before: LogBefore {
            origin: meta.origin.clone(),
            size,
            root,
            from: head.size,
            at: now,
        },
    })
}

/// Lays the head of the renamed log: the same tree, not signed yet.
fn go_on_as(tx: &mut Tx<'_, '_>, next: &NextName) -> Result<(), Fault> {
    let (origin, before) = (&next.origin, &next.before.origin);
    tx.run(
        "insert into log_head (bucket, origin, size, frontier, epoch, holder, held_until, signed_size, note, signed_at) select cast($1 as bigint), cast($2 as text), size, frontier, 0, '', 0, 0, '', 0 from log_head where bucket = $3 and origin = $4",
        &[
            Arg::Int(bucket_of(origin.as_bytes())),
            Arg::Text(origin),
            Arg::Int(bucket_of(before.as_bytes())),
            Arg::Text(before),
        ],
    )?;
    set_meta(tx, "origin", origin.clone());
    set_meta(tx, "log_before", next.before.text());
    Ok(())
}
