//! A log that goes on under a new name after a restore.
//!
//! What was signed since the backup is gone, and outsiders have it. If the log went on under its name, it would tell a second
//! history from there; a witness could not know a restore from a fraud. So it gets a new name, with the same tree: the new
//! log begins with every entry that the backup holds, and its first entry of its own names the old one, the last checkpoint
//! that this machine knows of it, and how many entries both have. The old one never signs again.

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

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

/// The name under which a restored world's log goes on; none if it keeps its own.
pub(crate) fn next_name(
    world: &World,
    wanted: LogName,
    now: Moment,
) -> Result<Option<NextName>, Fault> {
    let (meta, head) = (world.meta(), head(world)?);
    let guard = read_guard(world)?;
    if wanted == LogName::Same {
        if guard.is_none() {
            return Err(Fault::World(
                "the log can't go on under its name: no guard file says what was signed last; leave `--same-log` away".to_owned(),
            ));
        }
        check_guard(world, &head)?;
        return Ok(None);
    }
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
    Ok(Some(NextName {
        origin: format!("{stem}-{}", hex(&tail)),
        before: LogBefore {
            origin: meta.origin.clone(),
            size,
            root,
            from: head.size,
            at: now,
        },
    }))
}

/// Lays the head of the renamed log: the same tree, not signed yet.
pub(crate) fn go_on_as(tx: &mut Tx<'_, '_>, next: &NextName) -> Result<(), Fault> {
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
