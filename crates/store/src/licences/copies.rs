//! Licences for a copy with invented members: which copies are due, and who may enter one.

use switchboard_ledger::hash::leaf_hash;
use switchboard_rules::ids::LicenceId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::writing::not_theirs;
use super::{Kept, kept, one, read, with_testers};
use crate::decoy::DecoyOf;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};
use crate::world::World;

const DUE: &str = kept!(
    "where l.place = 'decoy' and l.agreed_at is not null and l.ended_at is null and l.from_at <= $1 and l.until_at > $1 order by l.from_at, l.id limit 20"
);
const LEAF: &str = "select e.leaf from licence l join entry e on e.bucket = l.entry_bucket and e.id = l.entry where l.bucket = $1 and l.id = $2";

/// The licences for a copy whose time is now: each is cosigned, begun and not over.
pub fn decoys_due(world: &World, now: Moment) -> Result<Vec<DecoyOf>, Fault> {
    world.0.db.read("decoys-due", |raw| {
        let mut due = Vec::new();
        for kept in raw.all(DUE, &[Arg::Int(now.millis())], read)? {
            let kept = with_testers(raw, kept)?;
            due.extend(decoy(raw, &kept, now)?);
        }
        Ok(due)
    })
}

fn decoy(raw: &mut Raw<'_>, kept: &Kept, now: Moment) -> Result<Option<DecoyOf>, Fault> {
    let licence = &kept.licence;
    let key = [
        Arg::Int(licence.id.bucket()),
        Arg::Bytes(licence.id.as_bytes()),
    ];
    let leaf = raw.one(LEAF, &key, |row| {
        let record = row.opt_bytes(0)?;
        Ok(record.map(|record| *leaf_hash(record).as_bytes()))
    })?;
    let (Some(leaf), Some(index), Some(from)) = (leaf.flatten(), licence.index, licence.begins())
    else {
        return Ok(None);
    };
    Ok(licence.runs(now).then(|| DecoyOf {
        licence: licence.id,
        index,
        leaf,
        checkpoint: kept.note.clone(),
        from,
        until: licence.ends(),
        testers: licence.terms.testers.iter().copied().collect(),
    }))
}

/// Whether whoever is behind this act tests under this licence, and it runs: asked in the act that lets them into its copy.
pub fn may_enter(tx: &mut Tx<'_, '_>, id: LicenceId) -> Result<Verdict<()>, Fault> {
    let Some(kept) = one(tx.raw(), id)? else {
        tx.account()?;
        return Ok(Verdict::Refused(not_theirs()));
    };
    let tests = kept.licence.terms.testers.contains(&tx.account()?);
    if let Err(refusal) = tx.ask(
        Action::EnterDecoy,
        &Resource::Licence { tests },
        Facts::SHUT,
    )? {
        return Ok(Verdict::Refused(refusal));
    }
    Ok(if kept.licence.runs(tx.now()) {
        Verdict::Given(())
    } else {
        Verdict::Refused(not_theirs())
    })
}
