//! Each campaign's part in a draw, as it lies in its row: read by the page, the entry and whoever deals alike.

use switchboard_rules::events::EventKind;
#[cfg(test)]
use switchboard_rules::fairness::draw::{Draw, Secret};
use switchboard_rules::fairness::draw::{Fingerprint, Part, Words};
use switchboard_rules::ids::{CampaignId, ContestId};

use crate::desk::shape;
use crate::engine::{Arg, Raw, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::seal::hex;
use crate::session::id16;
use crate::tx::Tx;

const PARTS: &str = "select campaign, fingerprint, words from draw_lot where contest = $1 order by campaign limit 1000";

/// Every campaign's part in the draw, in the order of their ids; none before the campaigns are fixed.
pub(super) fn parts(raw: &mut Raw<'_>, contest: ContestId) -> Result<Vec<Part>, Fault> {
    raw.all(PARTS, &[Arg::Bytes(contest.as_bytes())], read_part)
}

#[cfg(test)]
const DRAWN: &str =
    "select secret from contest_terms where bucket = $1 and contest = $2 and shown_at is not null";

/// The draw of a contest, made of its rows once it was drawn: for whoever deals by it.
#[cfg(test)]
pub(crate) fn drawn(raw: &mut Raw<'_>, contest: ContestId) -> Result<Option<Draw>, Fault> {
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let secret = raw.one(DRAWN, &key, |row| Ok(row.bytes(0)?.to_vec()))?;
    let Some(secret) = secret else {
        return Ok(None);
    };
    let secret = <[u8; 32]>::try_from(secret.as_slice()).map_err(|_| shape("contest_terms"))?;
    Ok(Some(Draw::of(
        &Secret::from_bytes(secret),
        &parts(raw, contest)?,
    )))
}

/// A part out of its campaign, its fingerprint and its words, the first three columns.
pub(crate) fn read_part(row: &Row<'_>) -> Result<Part, Fault> {
    let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("draw_lot"))?;
    let print = row.opt_bytes(1)?.map(<[u8; 32]>::try_from).transpose();
    let print = print.map_err(|_| shape("draw_lot"))?;
    Ok(Part {
        campaign: CampaignId::from_bytes(campaign),
        fingerprint: print.map(Fingerprint::from_bytes),
        words: row.opt_text(2)?.and_then(Words::parse),
    })
}

const FIXED: &str = "select 1 from draw_lot where contest = $1 limit 1";

/// Whether the campaigns of a draw are fixed.
pub(super) fn is_fixed(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<bool, Fault> {
    let found = tx.one(FIXED, &[Arg::Bytes(contest.as_bytes())], |row| row.int(0))?;
    Ok(found.is_some())
}

const FIX: &str = "insert into draw_lot (bucket, campaign, contest) select bucket, id, contest from campaign where contest = $1";
const NAMES: &str = "select p.id, p.name from draw_lot l join campaign p on p.bucket = l.bucket and p.id = l.campaign where l.contest = $1 order by p.id limit 1000";

/// Fixes the campaigns of a draw, with one entry that names them; nothing where they are.
pub(super) fn fix(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<(), Fault> {
    if is_fixed(tx, contest)? {
        return Ok(());
    }
    let of = [Arg::Bytes(contest.as_bytes())];
    tx.run(FIX, &of)?;
    let names = tx.all(NAMES, &of, |row| {
        Ok(format!(
            "{}:{}",
            hex(row.bytes(0)?),
            hex(row.text(1)?.as_bytes())
        ))
    })?;
    let detail = format!("contest={contest} campaigns={}", names.join(","));
    let draft = Draft::system(EventKind::DrawFixed, "contests").detail(detail);
    entry::write(tx, &draft, &[])
}
