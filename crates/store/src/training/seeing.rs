//! Training is seen: one's own, and for an organiser that of everybody who rings or leads in their campaign.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role};

use super::{Notice, oneself, practised_at, read_at};
use crate::door;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::practice::{Seal, Who};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most people on one page of a campaign's training; the next begins after the last.
pub const PEOPLE_MAX: usize = 200;

/// One's own training.
#[derive(Clone)]
pub struct Own {
    /// When they last finished practising.
    pub practised_at: Option<Moment>,
    /// When they read the notice in its words of now.
    pub read_at: Option<Moment>,
    /// What lets them into practice.
    pub ticket: String,
}
says_only_its_name!(Own);

/// What the one behind this act was trained in, and a ticket to practice.
pub fn own(tx: &mut Tx<'_, '_>, seal: &Seal, notice: Notice) -> Result<Verdict<Own>, Fault> {
    let oneself = oneself(tx)?;
    if let Err(refusal) = tx.ask(Action::Train, &oneself, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let account = tx.account()?;
    Ok(Verdict::Given(Own {
        practised_at: practised_at(tx, account)?,
        read_at: read_at(tx, account, notice)?,
        ticket: seal.ticket(account, tx.now())?,
    }))
}

/// What practice calls the one behind this act, who may go there now.
pub fn may_enter(tx: &mut Tx<'_, '_>, seal: &Seal) -> Result<Verdict<Who>, Fault> {
    let oneself = oneself(tx)?;
    if let Err(refusal) = tx.ask(Action::Train, &oneself, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let account = tx.account()?;
    Ok(Verdict::Given(seal.who(account)?))
}

/// What somebody was trained in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// They finished practising.
    pub has_practised: bool,
    /// They read the notice in its words of now.
    pub has_read: bool,
}

/// What the one behind this act was trained in; none where they have nothing to practise for.
pub fn brief(tx: &mut Tx<'_, '_>, notice: Notice) -> Result<Option<Brief>, Fault> {
    let oneself = oneself(tx)?;
    if !tx.reaches(&oneself, &[Action::Train])? {
        return Ok(None);
    }
    let account = tx.account()?;
    Ok(Some(Brief {
        has_practised: practised_at(tx, account)?.is_some(),
        has_read: read_at(tx, account, notice)?.is_some(),
    }))
}

/// Somebody of a campaign.
#[derive(Clone)]
pub struct Trained {
    /// The person's name, as colleagues know them.
    pub name: String,
    /// Whether they finished practising.
    pub practised: Did,
    /// Whether they read the notice in its words of now.
    pub read: Did,
}
says_only_its_name!(Trained);

/// Whether somebody did it, as an organiser sees it: no day before they came tells where they rang before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// They didn't.
    NotYet,
    /// Before they had their place in this campaign.
    Before,
    /// For the first time, since they have it.
    At(Moment),
}

impl Did {
    fn of(first: Option<Moment>, since: Moment) -> Self {
        match first {
            None => Self::NotYet,
            Some(at) if at < since => Self::Before,
            Some(at) => Self::At(at),
        }
    }
}

/// A bank, and whether it wants practice of its callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAsks {
    /// The bank.
    pub bank: BankId,
    /// Its name.
    pub name: String,
    /// Since when it wants it; none where it doesn't.
    pub since: Option<Moment>,
}

/// Who of a campaign is trained.
#[derive(Clone)]
pub struct CampaignTraining {
    /// The campaign's name.
    pub name: String,
    /// Those who ring or lead in it, at most [`PEOPLE_MAX`].
    pub people: Vec<Trained>,
    /// After whom the next ones come, where there are more.
    pub next: Option<AccountId>,
    /// Its banks.
    pub banks: Vec<BankAsks>,
}
says_only_its_name!(CampaignTraining);

const CAMPAIGN: &str = "select contest, name from campaign where bucket = $1 and id = $2";
const PEOPLE: &str = "select t.account, min(t.from_at), (select min(p.at) from training p where p.bucket = t.bucket and p.account = t.account and p.kind = 'practice'), (select min(n.at) from training n where n.bucket = t.bucket and n.account = t.account and n.kind = 'notice' and n.mark = $3) from term t where t.role = $4 and t.ended_at is null and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and ((t.scope_kind = 'campaign' and t.scope = $2) or (t.scope_kind = 'bank' and t.scope in (select id from bank where campaign = $2))) and t.account > $5 group by t.bucket, t.account order by t.account limit 201";
const BANKS: &str = "select b.id, b.name, a.since from bank b left join bank_training a on a.bucket = b.bucket and a.bank = b.id where b.campaign = $1 and b.state <> 'closed' order by b.name, b.id limit 200";

/// Who of a campaign is trained, for its organiser.
pub fn of_campaign(
    tx: &mut Tx<'_, '_>,
    (campaign, after): (CampaignId, Option<AccountId>),
    notice: Notice,
) -> Result<Verdict<CampaignTraining>, Fault> {
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(CAMPAIGN, &key, |row| {
        Ok((id16(row.bytes(0)?), row.text(1)?.to_owned()))
    })?;
    let Some((Some(contest), name)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let whole = Resource::Campaign {
        campaign,
        contest: ContestId::from_bytes(contest),
    };
    let grant = match tx.ask(Action::SeeTraining, &whole, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (people, next) = people(tx, (campaign, after), notice)?;
    let banks = tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(BankAsks {
            bank: BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
            since: row.opt_int(2)?.map(Moment::from_millis),
        })
    })?;
    let draft = Draft::act(EventKind::TrainingShown, &grant);
    entry::write(tx, &draft.detail(format!("accounts={}", people.len())), &[])?;
    Ok(Verdict::Given(CampaignTraining {
        name,
        people,
        next,
        banks,
    }))
}

type Line = (AccountId, Did, Did);

fn people(
    tx: &mut Tx<'_, '_>,
    (campaign, after): (CampaignId, Option<AccountId>),
    notice: Notice,
) -> Result<(Vec<Trained>, Option<AccountId>), Fault> {
    let after = after.as_ref().map_or(&[][..], |after| after.as_bytes());
    let mut lines: Vec<Line> = Vec::new();
    // By the index of roles.
    for role in [Role::Caller, Role::Organiser] {
        let args = [
            Arg::Int(tx.now().millis()),
            Arg::Bytes(campaign.as_bytes()),
            Arg::Bytes(notice.as_bytes()),
            Arg::Text(role.text()),
            Arg::Bytes(after),
        ];
        let more = tx.all(PEOPLE, &args, read)?;
        for line in more.into_iter().flatten() {
            if !lines.iter().any(|(account, ..)| *account == line.0) {
                lines.push(line);
            }
        }
    }
    lines.sort_unstable_by_key(|(account, ..)| *account.as_bytes());
    let are_more = lines.len() > PEOPLE_MAX;
    lines.truncate(PEOPLE_MAX);
    let accounts: Vec<AccountId> = lines.iter().map(|(account, ..)| *account).collect();
    let names = door::labels(tx, &accounts)?.into_iter();
    let people = names.zip(lines);
    let people = people.map(|(name, (_, practised, read))| Trained {
        name,
        practised,
        read,
    });
    let next = accounts.last().copied().filter(|_| are_more);
    Ok((people.collect(), next))
}

fn read(row: &Row<'_>) -> Result<Option<Line>, Fault> {
    let moment = |at: usize| Ok::<_, Fault>(row.opt_int(at)?.map(Moment::from_millis));
    let since = Moment::from_millis(row.int(1)?);
    let (practised, read) = (Did::of(moment(2)?, since), Did::of(moment(3)?, since));
    let account = id16(row.bytes(0)?).map(AccountId::from_bytes);
    Ok(account.map(|account| (account, practised, read)))
}
