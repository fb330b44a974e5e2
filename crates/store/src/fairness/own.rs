//! A campaign as its own people see it, and those who run the contest: exact, for it is its own work.

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Part, Stage, Standing};
use switchboard_rules::freeze::Stretch;
use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::draw::standing;
use super::parts::parts;
use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::freezes::{self, Stood};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A campaign's own page.
#[derive(Debug, Clone)]
pub struct Own {
    /// The campaign.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// Its contest's name.
    pub contest: String,
    /// Its contest.
    pub contest_id: ContestId,
    /// From when members may be rung.
    pub opens_at: Moment,
    /// Until when.
    pub closes_at: Moment,
    /// Accounts that may ring for it.
    pub callers: u32,
    /// Accounts with a card now.
    pub on_now: u64,
    /// Cards dealt so far.
    pub cards: u64,
    /// Its banks: name, and open, paused or closed.
    pub banks: Vec<(BankId, String, String)>,
    /// Its part in the draw; none before the campaigns of the draw are fixed, and where it was added after.
    pub part: Option<Part>,
    /// Whether it was added after they were fixed.
    pub is_left_out: bool,
    /// How things stand with the draw, for whoever looks; none where the contest has none.
    pub draw: Option<Standing>,
    /// What campaigns may do about it now.
    pub stage: Option<Stage>,
    /// Whether whoever asks may do it.
    pub may_add: bool,
    /// Whether what it wrote is destroyed.
    pub is_shredded: bool,
    /// What stood still and touched it.
    pub stood: Stood,
}

const FOUND: &str = "select p.name, c.name, c.id, c.opens_at, c.closes_at, case when k.shredded_at is null then 0 else 1 end from campaign p join contest c on c.id = p.contest left join campaign_key k on k.bucket = p.bucket and k.campaign = p.id where p.bucket = $1 and p.id = $2";
const BANKS: &str =
    "select id, name, state from bank where campaign = $1 order by name, id limit 100";

/// Shows a campaign to its organisers, and to those who run or watch the contest.
pub fn own(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Own>, Fault> {
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let Some(mut own) = tx.one(FOUND, &key, |row| read(row, campaign))? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign {
        campaign,
        contest: own.contest_id,
    };
    let grant = match tx.ask(Action::SeeCampaign, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    own.draw = standing(tx, own.contest_id)?;
    own.stage = own.draw.map(|standing| standing.stage(tx.now()));
    own.may_add = !own.is_shredded && tx.reaches(&resource, &[Action::AddLot])?;
    let parts = parts(tx.raw(), own.contest_id)?;
    own.part = parts.iter().find(|part| part.campaign == campaign).cloned();
    own.is_left_out = own.part.is_none() && !parts.is_empty();
    own.banks = tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("bank"))?;
        let (name, state) = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
        Ok((BankId::from_bytes(id), name, state))
    })?;
    let line = crate::contests::campaign_line(tx, campaign, &own.name)?;
    (own.callers, own.on_now, own.cards) = (line.callers, line.on_now, line.cards);
    let calls = Stretch {
        from: own.opens_at,
        until: own.closes_at,
    };
    let (now, pack) = (tx.now(), tx.world.pack.clone());
    let stood = freezes::of_contest(tx.raw(), own.contest_id, calls, (&pack, now))?;
    own.stood = freezes::of_campaign(stood, campaign);
    entry::write(tx, &Draft::act(EventKind::CampaignShown, &grant), &[])?;
    Ok(Verdict::Given(own))
}

fn read(row: &Row<'_>, id: CampaignId) -> Result<Own, Fault> {
    let contest = id16(row.bytes(2)?).ok_or_else(|| shape("contest"))?;
    Ok(Own {
        id,
        name: row.text(0)?.to_owned(),
        contest: row.text(1)?.to_owned(),
        contest_id: ContestId::from_bytes(contest),
        opens_at: Moment::from_millis(row.int(3)?),
        closes_at: Moment::from_millis(row.int(4)?),
        callers: 0,
        on_now: 0,
        cards: 0,
        banks: Vec::new(),
        part: None,
        is_left_out: false,
        draw: None,
        stage: None,
        may_add: false,
        is_shredded: row.int(5)? != 0,
        stood: Stood::default(),
    })
}
