//! A campaign withdraws, by two people's word: its roles end and its banks close in one commit; its people follow in slices.
//!
//! One statement ends the roles, however many they are, so no act of the campaign that begins afterwards gets a grant. Whoever
//! held nothing else has left, with an entry of their own: [`super::follow`] does that, and takes the cards that lie on desks.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};
use switchboard_rules::request::{Because, Kind, Request};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::never_again::Fact;
use crate::outbox::{self, Message, To};
use crate::requests::{self, Asked, Asking, By, Filed, Outcome, Second};
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
    let (people, banks) = (count(tx, PEOPLE, campaign)?, count(tx, BANKS, campaign)?);
    let cards = count(tx, CARDS, campaign)?;
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

/// What is asked for, in the words that a request keeps of it.
fn about(campaign: CampaignId, contest: ContestId) -> String {
    format!("campaign={campaign} contest={contest}")
}

/// Reads what [`about`] wrote; none for any other text.
fn parse(text: &str) -> Option<(CampaignId, ContestId)> {
    let (campaign, contest) = text.split_once(' ')?;
    let campaign = CampaignId::parse(campaign.strip_prefix("campaign=")?).ok()?;
    let contest = ContestId::parse(contest.strip_prefix("contest=")?).ok()?;
    (about(campaign, contest) == text).then_some((campaign, contest))
}

/// What policy is asked about; none for words that are no such request's.
pub(crate) fn resource(text: &str, asker: AccountId) -> Option<Resource> {
    let (campaign, contest) = parse(text)?;
    Some(Resource::Withdrawal {
        asker,
        campaign,
        contest,
    })
}

/// A campaign and its contest, as a request names them.
pub(crate) fn named(tx: &mut Tx<'_, '_>, text: &str) -> Result<Option<(String, String)>, Fault> {
    let Some((campaign, _)) = parse(text) else {
        return Ok(None);
    };
    tx.one(CAMPAIGN, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
    })
}

/// Whether a campaign stands in that contest and has not withdrawn.
pub(crate) fn may_withdraw(tx: &mut Tx<'_, '_>, text: &str) -> Result<bool, Fault> {
    let Some((campaign, contest)) = parse(text) else {
        return Ok(false);
    };
    let found = tx.one(CAMPAIGN, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(row.bytes(2)? == contest.as_bytes())
    })?;
    Ok(found == Some(true) && !is_withdrawn(tx, campaign)?)
}

/// Asks that a campaign be taken out of its contest. Nothing ends by it: somebody else must agree.
pub fn ask_withdrawal(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    because: Because,
) -> Result<Verdict<Asked>, Fault> {
    let (found, _) = match asked(tx, campaign)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let asking = Asking {
        kind: Kind::WithdrawCampaign,
        member: requests::NOBODY,
        about: about(campaign, found.contest_id),
        because,
        second: Second::Person,
    };
    requests::ask(tx, &asking)
}

/// Tells those whom it would end that it was asked for, and until when it is decided.
pub(crate) fn announce(tx: &mut Tx<'_, '_>, text: &str, request: &Request) -> Result<(), Fault> {
    let Some((campaign, _)) = parse(text) else {
        return Ok(());
    };
    let vars = format!(
        "campaign={campaign} by={} step=asked until={}",
        request.asker,
        request.until.millis()
    );
    for account in organisers(tx, campaign)? {
        outbox::put(tx, Message::CampaignWithdrawn, To::Account(account), &vars)?;
    }
    Ok(())
}

/// A second person agreed: ends every role of a campaign, closes its banks, and ends its open invitations. Those who organised it
/// and every office get a letter that lies in the same commit.
pub(crate) fn carry_out(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let Some((campaign, _)) = parse(&filed.about) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    line::campaign(tx, campaign)?;
    if !may_withdraw(tx, &filed.about)? {
        return Ok(Outcome::Failed("not-understood"));
    }
    let (people, banks) = (count(tx, PEOPLE, campaign)?, count(tx, BANKS, campaign)?);
    let mut heard: BTreeSet<AccountId> = organisers(tx, campaign)?.into_iter().collect();
    heard.extend(outbox::officers(tx)?);
    let asker = filed.request.asker;
    let vars = format!("campaign={campaign} by={asker} step=done");
    for account in heard {
        outbox::put(tx, Message::CampaignWithdrawn, To::Account(account), &vars)?;
    }
    end_of(tx, campaign, asker.as_bytes())?;
    let detail = format!(
        "campaign={campaign} accounts={people} banks={banks} request={} asked-by={asker}",
        filed.id
    );
    let draft = by.draft(EventKind::CampaignWithdrawn, filed).detail(detail);
    entry::write(tx, &draft, &[])?;
    let fact = Fact::withdrawn(tx.world, campaign);
    tx.never_again(&fact);
    Ok(Outcome::Done)
}

const ORGANISERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'organiser' and t.ended_at is null and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and a.ended_at is null and ((t.scope_kind = 'campaign' and t.scope = $2) or (t.scope_kind = 'bank' and t.scope in (select b.id from bank b where b.campaign = $2))) order by t.account limit 200";

/// Who organises a campaign or one of its banks now.
pub(crate) fn organisers(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Vec<AccountId>, Fault> {
    let args = [Arg::Int(tx.now().millis()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.all(ORGANISERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

fn count(tx: &mut Tx<'_, '_>, sql: &'static str, campaign: CampaignId) -> Result<u64, Fault> {
    let n = tx.one(sql, &[Arg::Bytes(campaign.as_bytes())], |row| row.int(0))?;
    Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
}

/// A second time changes nothing that the first did: the moment of the first stays, by which its people are followed.
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
