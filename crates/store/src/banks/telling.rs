//! Webhooks of banks.

use switchboard_rules::hook::Event;
use switchboard_rules::ids::{BankId, CampaignId};

use super::Wanted;
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::tx::Tx;

/// Has a bank's campaign and the organisation told how it stands now.
pub(super) fn tell(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    campaign: CampaignId,
    wanted: Wanted,
) -> Result<(), Fault> {
    let event = match wanted {
        Wanted::Open => Event::BankOpened,
        Wanted::Paused => Event::BankPaused,
    };
    let about = format!("bank={bank} campaign={campaign}");
    hooks::tell(tx, event, Whose::Campaign(campaign), &about)
}
