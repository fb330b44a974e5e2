//! What can be learnt at most, and what has been, for the data protection officer: numbers, not a slogan.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::exposure_with;
use switchboard_rules::ids::{AccountId, CampaignId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What can be learnt, and what was dealt.
#[derive(Debug, Clone)]
pub struct Exposure {
    /// Each campaign's bound.
    pub campaigns: Vec<CampaignMost>,
    /// Cards and numbers by account and evening, newest first, at most 100.
    pub evenings: Vec<Evening>,
}

/// The most that a campaign can learn by ringing until its contest ends.
#[derive(Debug, Clone)]
pub struct CampaignMost {
    /// The campaign's name.
    pub campaign: String,
    /// Accounts that may ring.
    pub callers: u32,
    /// Members at most.
    pub most: u64,
}

/// One account's evening.
#[derive(Clone)]
pub struct Evening {
    /// The account.
    pub id: AccountId,
    /// Its label.
    pub account: String,
    /// The contest's name.
    pub contest: String,
    /// The evening, by its start.
    pub evening: Moment,
    /// Cards dealt in it.
    pub cards: u32,
    /// Numbers shown in it.
    pub numbers: u32,
}
says_only_its_name!(Evening);

/// Shows the bound and the use to whoever may see them.
pub fn exposure(tx: &mut Tx<'_, '_>) -> Result<Verdict<Exposure>, Fault> {
    let grant = match tx.ask(Action::SeeExposure, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let campaigns = campaigns(tx)?;
    let evenings = evenings(tx)?;
    entry::write(tx, &Draft::act(EventKind::ExposureShown, &grant), &[])?;
    Ok(Verdict::Given(Exposure {
        campaigns,
        evenings,
    }))
}

fn campaigns(tx: &mut Tx<'_, '_>) -> Result<Vec<CampaignMost>, Fault> {
    let rows = tx.all(
        "select p.id, p.name, c.opens_at, c.closes_at from campaign p join contest c on c.id = p.contest order by p.name, p.id limit 50",
        &[],
        |row| {
            let id = CampaignId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok((id, row.text(1)?.to_owned(), row.int(2)?, row.int(3)?))
        },
    )?;
    let caps = tx.world.meta.caps;
    let mut lines = Vec::with_capacity(rows.len());
    for (id, campaign, opens, closes) in rows {
        let callers = crate::banks::callers_of(tx, id)?;
        let days = closes.saturating_sub(opens) / Span::days(1).as_millis();
        let evenings = u32::try_from(days.max(0))
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let given = crate::freezes::given_to_campaign(tx, id)?;
        lines.push(CampaignMost {
            campaign,
            callers,
            most: exposure_with(&caps, callers, evenings, given),
        });
    }
    Ok(lines)
}

fn evenings(tx: &mut Tx<'_, '_>) -> Result<Vec<Evening>, Fault> {
    let rows = tx.all(
        "select b.account, c.name, b.evening_at, b.evening_spent, b.numbers_shown from budget b join contest c on c.id = b.contest order by b.evening_at desc, b.evening_spent desc limit $1",
        &[Arg::Int(100)],
        |row| {
            let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok((account, row.text(1)?.to_owned(), row.int(2)?, (row.int(3)?, row.int(4)?)))
        },
    )?;
    let accounts: Vec<AccountId> = rows.iter().map(|(account, ..)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let small = |n: i64| u32::try_from(n).unwrap_or(0);
    let lines =
        rows.into_iter()
            .zip(labels)
            .map(
                |((id, contest, evening, (cards, numbers)), account)| Evening {
                    id,
                    account,
                    contest,
                    evening: Moment::from_millis(evening),
                    cards: small(cards),
                    numbers: small(numbers),
                },
            );
    Ok(lines.collect())
}
