//! An objection that is told to an office while nobody reads the roll: it is written down by the number, and shows nobody.

use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::desk::EVERY_CAMPAIGN;
use crate::desk::objection::OBJECT;
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::never_again::Fact;
use crate::roll::never_number;
use crate::tx::{Tx, Verdict};

/// What became of it. It says nothing about whether anybody has that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// Nobody is rung at it any more.
    Written,
    /// That is no telephone number.
    NotANumber,
}

/// Whether whoever is behind this act may write one down.
pub fn may_object_unseen(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let answer = tx.ask(Action::ObjectUnseen, &Resource::Organisation, Facts::SHUT)?;
    Ok(match answer {
        Ok(_) => Verdict::Given(()),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

/// Writes down that nobody is to be rung at a number, by any campaign. No member is looked up, so the answer, and how long it takes,
/// are the same whether somebody has the number or not. From the commit on no card is dealt with it, on any node.
pub fn object_unseen(tx: &mut Tx<'_, '_>, number: &str) -> Result<Verdict<Unseen>, Fault> {
    let asked = tx.ask(Action::ObjectUnseen, &Resource::Organisation, Facts::SHUT)?;
    let grant = match asked {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let region = Region::parse(&tx.world.meta.region);
    let region = region.map_err(|error| Fault::World(error.to_string()))?;
    let Ok(phone) = Phone::parse(number, region) else {
        return Ok(Verdict::Given(Unseen::NotANumber));
    };
    let hash = never_number(tx.world, phone.index_key());
    let size = Size::AnyCampaign;
    tx.later(
        OBJECT,
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Bytes(EVERY_CAMPAIGN.to_vec()),
            Value::Text(size.code().to_owned()),
            Value::Int(tx.now().millis()),
        ],
    );
    tx.never_again(&Fact::Objection {
        hash,
        campaign: EVERY_CAMPAIGN,
        size,
    });
    // The entry names neither the number nor its hash: whoever has a list of numbers could try them.
    let draft = Draft::act(EventKind::NumberObjected, &grant);
    entry::write(tx, &draft.detail(format!("size={}", size.code())), &[])?;
    Ok(Verdict::Given(Unseen::Written))
}
