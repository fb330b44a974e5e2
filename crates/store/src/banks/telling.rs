//! Webhooks of banks.

use switchboard_rules::hook::Event;
use switchboard_rules::ids::{BankId, CampaignId};

use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::tx::Tx;

/// Has a bank's campaign and the organisation told how it stands now.
pub(super) fn tell(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    campaign: CampaignId,
    event: Event,
) -> Result<(), Fault> {
    let about = format!("bank={bank} campaign={campaign}");
    hooks::tell(tx, event, Whose::Campaign(campaign), &about)
}
