//! A copy of a bank: the same audience, asked anew of the members as they are counted now; the same words, script and order. It begins
//! paused, with nobody rung.

use switchboard_rules::audience::Audience;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::adding::{Copied, add};
use super::{Added, NewOwnBank};
use crate::audiences::{self, NamedChoice};
use crate::desk::{self, BankRow};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// How the members of a copy are drawn and put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// As in the bank that it is a copy of: whoever was in its sample then, in the same order, as far as they are in its audience.
    Same,
    /// Anew.
    Anew,
}

/// A copy to be made.
#[derive(Debug, Clone)]
pub struct Cloning {
    /// Of which bank.
    pub of: BankId,
    /// Its name.
    pub name: String,
    /// How its members are drawn.
    pub draw: Draw,
}

/// What a copy would have.
#[derive(Debug, Clone)]
pub struct Source {
    /// The bank's name.
    pub name: String,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its contest.
    pub contest: ContestId,
    /// Its campaign's name.
    pub campaign_name: String,
    /// Whom it rings, in names; nothing for everybody.
    pub audience: Vec<NamedChoice>,
    /// How many of them are drawn, where not all are rung.
    pub sample: Option<u32>,
    /// Whether a copy can be made: none of a bank that rings whoever gave an answer which isn't counted any more.
    pub is_counted: bool,
}

/// What a copy of this bank would have, for whoever may make one. It shows nobody and no number, so it is no entry.
pub fn cloned_from(tx: &mut Tx<'_, '_>, of: BankId) -> Result<Verdict<Source>, Fault> {
    let bank = match granted(tx, of)? {
        Ok(bank) => bank,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let whom = audiences::whom(tx.raw(), of)?;
    let (audience, is_counted) = match &whom {
        Some(whom) => (
            audiences::named_whom(tx, bank.campaign, whom)?,
            audiences::audience_now(tx, bank.campaign, whom)?.is_some(),
        ),
        None => (Vec::new(), true),
    };
    Ok(Verdict::Given(Source {
        audience,
        is_counted,
        sample: whom.and_then(|whom| whom.sample),
        name: bank.words.name,
        campaign: bank.campaign,
        contest: bank.contest,
        campaign_name: bank.words.campaign,
    }))
}

fn granted(tx: &mut Tx<'_, '_>, of: BankId) -> Result<Result<BankRow, Refusal>, Fault> {
    let Some(bank) = desk::bank(tx, of)? else {
        return Ok(Err(Refusal::new(Reason::NotYourBank)));
    };
    if let Err(refusal) = tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        return Ok(Err(refusal));
    }
    let (campaign, contest) = (bank.campaign, bank.contest);
    let whole = Resource::Campaign { campaign, contest };
    Ok(tx.ask(Action::AddBank, &whole, Facts::SHUT)?.map(|_| bank))
}

const SEED: &str = "select seed, dealing from bank where bucket = $1 and id = $2";
const SCRIPT: &str =
    "update bank set script_id = $1, script_version = $2 where bucket = $3 and id = $4";
const DRAWN: &str = "update bank set seed = $1 where bucket = $2 and id = $3";

/// Makes a copy of a bank, closed or not. Its audience is asked for like any other, and costs a question where it isn't published
/// and isn't in the campaign's book.
pub fn clone_bank(tx: &mut Tx<'_, '_>, new: &Cloning) -> Result<Verdict<Added>, Fault> {
    let bank = match granted(tx, new.of)? {
        Ok(bank) => bank,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let whom = audiences::whom(tx.raw(), new.of)?;
    let audience = match &whom {
        Some(whom) => audiences::audience_now(tx, bank.campaign, whom)?,
        None => Some((Audience::EVERYBODY, None)),
    };
    let Some((audience, state)) = audience else {
        return Ok(Verdict::Given(Added::NotCounted));
    };
    let is_same = new.draw == Draw::Same;
    let key = [Arg::Int(new.of.bucket()), Arg::Bytes(new.of.as_bytes())];
    let laid = tx.one(SEED, &key, |row| {
        Ok((row.bytes(0)?.to_vec(), Order::from_code(row.text(1)?)))
    })?;
    let (seed, order) = laid.unwrap_or_default();
    let copied = Copied {
        of: new.of,
        drawn: whom.as_ref().map(|whom| whom.seed).filter(|_| is_same),
    };
    let own = NewOwnBank {
        campaign: bank.campaign,
        name: new.name.clone(),
        opening: bank.words.opening.clone(),
        script: bank.words.script.clone(),
        notes: bank.words.notes,
        order: order.unwrap_or_default(),
        sample: whom.as_ref().and_then(|whom| whom.sample),
        audience,
        state,
    };
    let added = add(tx, &own, Some(&copied))?;
    if let Verdict::Given(Added::Done(copy)) = &added {
        let at = [
            Value::Int(copy.bucket()),
            Value::Bytes(copy.as_bytes().to_vec()),
        ];
        if let Some(version) = bank.words.version {
            let script = vec![version.script(), version.number()];
            tx.later(SCRIPT, [script, at.to_vec()].concat());
        }
        if is_same {
            tx.later(DRAWN, [vec![Value::Bytes(seed)], at.to_vec()].concat());
        }
    }
    Ok(added)
}
