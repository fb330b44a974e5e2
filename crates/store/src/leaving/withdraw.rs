//! A campaign withdraws: its roles end and its banks close in one commit; its people follow in slices.
//!
//! One statement ends the roles, however many they are, so no act of the campaign that begins afterwards gets a grant. Whoever
//! held nothing else has left, with an entry of their own: [`super::follow`] does that, and takes the cards that lie on desks.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::never_again::Fact;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What a campaign's withdrawal would end: accounts and banks, never members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The campaign's name.
    pub campaign: String,
    /// The contest's name.
    pub contest: String,
    /// The contest.
    pub contest_id: ContestId,
    /// Accounts that hold a role in it.
    pub people: u64,
    /// Banks that are not closed.
    pub banks: u64,
    /// Cards on desks now.
    pub cards: u64,
    /// Whether it withdrew before.
    pub is_withdrawn: bool,
}

const CAMPAIGN: &str = "select c.name, o.name, c.contest from campaign c join contest o on o.id = c.contest where c.id = $1";
const PEOPLE: &str = "select count(distinct account) from term where role in ('organiser', 'caller') and ended_at is null and ((scope_kind = 'campaign' and scope = $1) or (scope_kind = 'bank' and scope in (select id from bank where campaign = $1)))";
const BANKS: &str = "select count(*) from bank where campaign = $1 and state <> 'closed'";
const CARDS: &str =
    "select count(*) from open_caller where bank in (select id from bank where campaign = $1)";
const WITHDRAWN: &str = "select at from withdrawn where bucket = $1 and campaign = $2";

/// What it would end, for whoever may withdraw it.
pub fn standing(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Standing>, Fault> {
    let (found, grant) = match asked(tx, campaign)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
    Ok(Verdict::Given(found))
}

fn asked(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Result<(Standing, Grant), Refusal>, Fault> {
    let id = Arg::Bytes(campaign.as_bytes());
    let found = tx.one(CAMPAIGN, std::slice::from_ref(&id), |row| {
        let contest = ContestId::from_bytes(id16(row.bytes(2)?).unwrap_or_default());
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), contest))
    })?;
    let Some((name, contest_name, contest)) = found else {
        return Ok(Err(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign { campaign, contest };
    let grant = match tx.ask(Action::WithdrawCampaign, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut count = |sql| -> Result<u64, Fault> {
        let n = tx.one(sql, &[Arg::Bytes(campaign.as_bytes())], |row| row.int(0))?;
        Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    };
    let (people, banks, cards) = (count(PEOPLE)?, count(BANKS)?, count(CARDS)?);
    let is_withdrawn = is_withdrawn(tx, campaign)?;
    let found = Standing {
        campaign: name,
        contest: contest_name,
        contest_id: contest,
        people,
        banks,
        cards,
        is_withdrawn,
    };
    Ok(Ok((found, grant)))
}

const END: &str = "update term set ended_at = $1, ended_by = $2 where role in ('organiser', 'caller') and ended_at is null and ((scope_kind = 'campaign' and scope = $3) or (scope_kind = 'bank' and scope in (select id from bank where campaign = $3)))";
const CLOSE: &str = "update bank set state = 'closed' where campaign = $1 and state <> 'closed'";
const INVITED: &str = "update invitation set until_at = $1 where campaign = $2 and joined_at is null and until_at > $1";
const NOTE: &str = "insert into withdrawn (bucket, campaign, at, by_account, after, followed) values ($1, $2, $3, $4, $5, 0) on conflict (bucket, campaign) do nothing";
const AGAIN: &str =
    "update withdrawn set after = $1, followed = 0 where bucket = $2 and campaign = $3";

/// Ends every role of a campaign, closes its banks, and ends its open invitations. A second time changes nothing that the first
/// did: the moment of the first stays, by which its people are followed.
pub fn withdraw(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Standing>, Fault> {
    let (found, grant) = match asked(tx, campaign)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let by = grant.account();
    end_of(tx, campaign, by.as_bytes())?;
    let detail = format!(
        "campaign={campaign} accounts={} banks={}",
        found.people, found.banks
    );
    let draft = Draft::act(EventKind::CampaignWithdrawn, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    let fact = Fact::withdrawn(tx.world, campaign);
    tx.never_again(&fact);
    Ok(Verdict::Given(found))
}

fn end_of(tx: &mut Tx<'_, '_>, campaign: CampaignId, by: &[u8; 16]) -> Result<(), Fault> {
    let now = tx.now().millis();
    let id = Arg::Bytes(campaign.as_bytes());
    let (bucket, none) = (Arg::Int(campaign.bucket()), [0_u8; 16]);
    // First what keeps new roles away, then the roles.
    let note = [bucket, id, Arg::Int(now), Arg::Bytes(by), Arg::Bytes(&none)];
    tx.run(NOTE, &note)?;
    tx.run(INVITED, &[Arg::Int(now), id])?;
    let at = tx.one(WITHDRAWN, &[bucket, id], |row| row.int(0))?;
    end_roles(tx, campaign, at.unwrap_or(now), by)?;
    tx.run(CLOSE, std::slice::from_ref(&id))?;
    tx.changed("campaign", campaign.as_bytes());
    Ok(())
}

/// Ends what still runs in a campaign that withdrew then, and has its people followed from the beginning; whether there was any.
pub(super) fn end_roles(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    at: i64,
    by: &[u8; 16],
) -> Result<bool, Fault> {
    let id = Arg::Bytes(campaign.as_bytes());
    if tx.run(END, &[Arg::Int(at), Arg::Bytes(by), id])? == 0 {
        return Ok(false);
    }
    let from = [Arg::Bytes(&[0; 16]), Arg::Int(campaign.bucket()), id];
    tx.run(AGAIN, &from)?;
    Ok(true)
}

/// Whether a campaign withdrew: nobody is given a role in it, invited to it or joins it any more.
pub(crate) fn is_withdrawn(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<bool, Fault> {
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    Ok(tx.one(WITHDRAWN, &key, |row| row.int(0))?.is_some())
}

/// The same once more in a world that came out of a backup, without anybody who asks.
pub(crate) fn withdraw_again(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<(), Fault> {
    end_of(tx, campaign, crate::session::SYSTEM.as_bytes())
}

/// A campaign by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignName {
    /// The campaign.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// Whether it withdrew.
    pub is_withdrawn: bool,
}

const CAMPAIGNS: &str = "select c.id, c.name, case when exists (select 1 from withdrawn w where w.campaign = c.id) then 1 else 0 end from campaign c where c.contest = $1 order by c.name, c.id limit 200";

/// The campaigns of a contest, for whoever may withdraw one; at most 200.
pub fn campaigns(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
) -> Result<Verdict<Vec<CampaignName>>, Fault> {
    let found = tx.all(CAMPAIGNS, &[Arg::Bytes(contest.as_bytes())], |row| {
        Ok(CampaignName {
            id: CampaignId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
            is_withdrawn: row.int(2)? != 0,
        })
    })?;
    let Some(first) = found.first() else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign {
        campaign: first.id,
        contest,
    };
    match tx.ask(Action::WithdrawCampaign, &resource, Facts::SHUT)? {
        Ok(grant) => {
            entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
            Ok(Verdict::Given(found))
        }
        Err(refusal) => Ok(Verdict::Refused(refusal)),
    }
}
