//! When headquarters read what a campaign wrote, and what for: for the campaign, and for whoever watches over the offices.
//! Never about whom, and not the reason, which may say it.

use switchboard_rules::answers::Purpose;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::{Kept, asking};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::tx::{Tx, Verdict};

/// The most cases on one page.
pub const CASES_MAX: usize = 20;

/// One case.
#[derive(Clone)]
pub struct Case {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// What for.
    pub what_for: Purpose,
    /// The label of whoever asked, and reads.
    pub asked_by: String,
    /// The label of whoever agreed.
    pub agreed_by: String,
    /// When they agreed.
    pub opened_at: Moment,
    /// Until when it could be read, or can.
    pub until: Moment,
    /// How often it was looked at.
    pub reads: u64,
    /// When last.
    pub read_at: Option<Moment>,
}
says_only_its_name!(Case);

/// A page of cases.
#[derive(Clone)]
pub struct CasePage {
    /// The campaign's name, where only one campaign's are shown.
    pub campaign: Option<String>,
    /// At most [`CASES_MAX`], newest first.
    pub cases: Vec<Case>,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}
says_only_its_name!(CasePage);

/// A place among the cases. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    at: Moment,
    request: RequestId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, request) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            request: RequestId::parse(request).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.request)
    }
}

const ALL: &str = "select request, campaign, what_for, asked_by, agreed_by, opened_at, until_at, reads, read_at from answers_case where (opened_at, request) < ($1, $2) order by opened_at desc, request desc limit $3";
const OF_CAMPAIGN: &str = "select request, campaign, what_for, asked_by, agreed_by, opened_at, until_at, reads, read_at from answers_case where (opened_at, request) < ($1, $2) and campaign = $4 order by opened_at desc, request desc limit $3";

/// Shows one campaign's cases, or everybody's.
pub fn cases(
    tx: &mut Tx<'_, '_>,
    campaign: Option<CampaignId>,
    after: Option<After>,
) -> Result<Verdict<CasePage>, Fault> {
    let resource = resource(tx, campaign)?;
    let grant = match tx.ask(Action::SeeCases, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let Some(campaign) = campaign
        && asking::place(tx, campaign)?.is_none()
    {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    }
    let (found, after) = rows(tx, campaign, after)?;
    let draft = Draft::act(EventKind::CasesShown, &grant).detail(format!("cases={}", found.len()));
    entry::write(tx, &draft, &[])?;
    let mut cases = Vec::with_capacity(found.len());
    for one in &found {
        cases.push(shown(tx, one)?);
    }
    let campaign = campaign.map(|id| asking::names(tx, id)).transpose()?;
    Ok(Verdict::Given(CasePage {
        campaign: campaign.map(|(name, _)| name),
        cases,
        after,
    }))
}

/// What policy is asked about. A campaign that isn't there lies in no contest.
fn resource(tx: &mut Tx<'_, '_>, campaign: Option<CampaignId>) -> Result<Resource, Fault> {
    let Some(campaign) = campaign else {
        return Ok(Resource::Organisation);
    };
    let found = asking::place(tx, campaign)?;
    let contest = found.map_or(ContestId::from_bytes([0; 16]), |(contest, ..)| contest);
    Ok(Resource::Campaign { campaign, contest })
}

fn rows(
    tx: &mut Tx<'_, '_>,
    campaign: Option<CampaignId>,
    after: Option<After>,
) -> Result<(Vec<Kept>, Option<After>), Fault> {
    // Ids have 16 bytes: longer than any of them and larger.
    let (at, request) = after.map_or((i64::MAX, vec![u8::MAX; 17]), |after| {
        (after.at.millis(), after.request.as_bytes().to_vec())
    });
    let limit = i64::try_from(CASES_MAX).unwrap_or(0).saturating_add(1);
    let mut args = vec![Arg::Int(at), Arg::Bytes(&request), Arg::Int(limit)];
    let mut found = match &campaign {
        None => tx.all(ALL, &args, Kept::read)?,
        Some(campaign) => {
            args.push(Arg::Bytes(campaign.as_bytes()));
            tx.all(OF_CAMPAIGN, &args, Kept::read)?
        }
    };
    let is_more = found.len() > CASES_MAX;
    found.truncate(CASES_MAX);
    let next = found.last().filter(|_| is_more).map(|last| After {
        at: last.opened_at,
        request: last.request,
    });
    Ok((found, next))
}

fn shown(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Case, Fault> {
    let (campaign, contest) = asking::names(tx, kept.campaign)?;
    let mut labels = crate::door::labels(tx, &[kept.asked_by, kept.agreed_by])?.into_iter();
    Ok(Case {
        campaign,
        contest,
        what_for: kept.what_for,
        asked_by: labels.next().unwrap_or_default(),
        agreed_by: labels.next().unwrap_or_default(),
        opened_at: kept.opened_at,
        until: kept.until,
        reads: u64::try_from(kept.reads).unwrap_or(0),
        read_at: kept.read_at,
    })
}
