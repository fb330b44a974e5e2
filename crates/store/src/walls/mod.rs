//! Walls between campaigns: what one writes about a member opens with its own key, and that key can be destroyed.
//!
//! A campaign's key is 32 random bytes, wrapped by the month's key like a member's erase key. A note is sealed under a key made
//! of both, the member's and the campaign's ([`crate::keys::MemberKey::campaign`]): without either it stays shut, and a row read for
//! another campaign doesn't open, whatever a query let through. Forgetting the member destroys what all campaigns wrote about
//! them; [`shred`] destroys what one contest's campaigns wrote about everybody, at once, in every page. In files and backups it
//! ends with the month's key, as with everybody who is forgotten.
//!
//! What came of a call stands in clear beside the card, for the queue and the counts; it is erased in slices after the shredding
//! ([`sweep`]), and the certificate says when that was done.

mod certificate;
mod shred;

use switchboard_rules::ids::CampaignId;

use crate::blinds::Turn;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

pub use certificate::{Certificate, certificate};
pub use shred::sweep;
pub(crate) use shred::{shred, shred_again};

/// A campaign's key as it lies in the database: by which month's key it is wrapped, and wrapped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Wrapped {
    pub(crate) month: i64,
    pub(crate) sealed: Vec<u8>,
}

const LAY: &str = "insert into campaign_key (bucket, campaign, contest, key_sealed, key_month, made_at, calls, notes, answers, turns) values ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0)";

/// Makes a new campaign's key. The month's key is held until the commit, so that none is destroyed meanwhile.
pub(crate) fn lay(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    contest: &[u8; 16],
) -> Result<(), Fault> {
    let month = Turn::hold(tx.raw())?.current;
    let sealed = tx.world.keys.new_campaign(month, campaign.as_bytes())?;
    let now = tx.now().millis();
    tx.later(
        LAY,
        vec![
            Value::Int(campaign.bucket()),
            Value::Bytes(campaign.as_bytes().to_vec()),
            Value::Bytes(contest.to_vec()),
            Value::Bytes(sealed),
            Value::Int(month),
            Value::Int(now),
        ],
    );
    Ok(())
}

const KEPT: &str = "select key_month, key_sealed from campaign_key where bucket = $1 and campaign = $2 and shredded_at is null {for_share}";

/// A campaign's key, held until the commit; none where it was shredded.
pub(crate) fn kept(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Option<Wrapped>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    tx.one(KEPT, &args, |row| {
        Ok(Wrapped {
            month: row.int(0)?,
            sealed: row.bytes(1)?.to_vec(),
        })
    })
}

const NOW: &str = "select key_month, key_sealed from campaign_key where bucket = $1 and campaign = $2 and shredded_at is null";

/// A campaign's key as it lies now, for whoever reads beside the writer; none where it was shredded.
pub(crate) fn kept_now(raw: &mut Raw<'_>, campaign: CampaignId) -> Result<Option<Wrapped>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    raw.one(NOW, &args, |row| {
        Ok(Wrapped {
            month: row.int(0)?,
            sealed: row.bytes(1)?.to_vec(),
        })
    })
}

/// As many campaigns as a world has at most in all its contests; more would hold the switch of the month's key too long.
const CAMPAIGNS_MAX: i64 = 10_000;
const OTHERS: &str = "select campaign, key_month, key_sealed from campaign_key where key_month <> $1 and shredded_at is null order by bucket, campaign limit $2 {for_update}";
const ANEW: &str = "update campaign_key set key_sealed = $1, key_month = $2 where bucket = $3 and campaign = $4 and shredded_at is null";

/// Wraps every campaign's key by the key of the month `to`, in the commit that switches to it: they are few.
pub(crate) fn wrap_anew(tx: &mut Tx<'_, '_>, to: i64) -> Result<(), Fault> {
    let args = [Arg::Int(to), Arg::Int(CAMPAIGNS_MAX)];
    let found = tx.all(OTHERS, &args, |row| {
        let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("campaign_key"))?;
        let wrapped = Wrapped {
            month: row.int(1)?,
            sealed: row.bytes(2)?.to_vec(),
        };
        Ok((campaign, wrapped))
    })?;
    for (campaign, wrapped) in found {
        let keys = &tx.world.keys;
        let sealed = keys.wrap_campaign_anew(&campaign, &wrapped, to)?;
        let campaign = CampaignId::from_bytes(campaign);
        let args = [
            Arg::Bytes(&sealed),
            Arg::Int(to),
            Arg::Int(campaign.bucket()),
            Arg::Bytes(campaign.as_bytes()),
        ];
        tx.run(ANEW, &args)?;
    }
    Ok(())
}

const WRAPS: &str =
    "select campaign from campaign_key where key_month = $1 and shredded_at is null limit 1";

/// Whether a month's key wraps a campaign's.
pub(crate) fn wraps(raw: &mut Raw<'_>, month: i64) -> Result<bool, Fault> {
    let found = raw.one(WRAPS, &[Arg::Int(month)], |row| Ok(row.bytes(0)?.len()))?;
    Ok(found.is_some())
}
