//! How many may ring in a bank or a campaign, for what they can learn at most.

use switchboard_rules::ids::CampaignId;
use switchboard_rules::policy::{Action, Resource};

use crate::desk::BankRow;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

/// How many may ring, of whom whoever watches may know: in the whole campaign, or, for who organises this bank alone, in it.
pub(super) fn callers_seen(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<u32, Fault> {
    let (campaign, contest) = (bank.campaign, bank.contest);
    let whole = Resource::Campaign { campaign, contest };
    if tx.reaches(&whole, &[Action::SeeExposure])? {
        return callers_of(tx, campaign);
    }
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Bytes(bank.words.id.as_bytes()),
    ];
    let n = tx.one(
        "select count(distinct account) from term where role = 'caller' and ended_at is null and from_at <= $1 and (until_at is null or until_at > $1) and scope_kind = 'bank' and scope = $2",
        &args,
        |row| row.int(0),
    )?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

pub(crate) fn callers_of(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<u32, Fault> {
    let now = tx.now().millis();
    let n = tx.one(
        "select count(distinct account) from term where role = 'caller' and ended_at is null and from_at <= $1 and (until_at is null or until_at > $1) and ((scope_kind = 'campaign' and scope = $2) or (scope_kind = 'bank' and scope in (select id from bank where campaign = $2)))",
        &[Arg::Int(now), Arg::Bytes(campaign.as_bytes())],
        |row| row.int(0),
    )?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}
