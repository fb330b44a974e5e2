//! A contest as its returning officer sees it: the same terms for every campaign, and who works for whom.

use std::collections::HashMap;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A contest by name, for a list.
#[derive(Debug, Clone)]
pub struct ContestLine {
    /// The contest.
    pub id: ContestId,
    /// Its name.
    pub name: String,
}

/// The contests whose accounts the one behind this act may see.
pub fn own_contests(tx: &mut Tx<'_, '_>) -> Result<Vec<ContestLine>, Fault> {
    let all = tx.all(
        "select id, name from contest order by name, id limit 200",
        &[],
        |row| {
            let id = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok(ContestLine {
                id,
                name: row.text(1)?.to_owned(),
            })
        },
    )?;
    let mut own = Vec::new();
    for line in all {
        if tx.reaches(
            &Resource::Contest { contest: line.id },
            &[Action::SeeAccounts],
        )? {
            own.push(line);
        }
    }
    Ok(own)
}

/// One campaign in a contest.
#[derive(Debug, Clone)]
pub struct CampaignLine {
    /// Its name.
    pub name: String,
    /// The names of its banks.
    pub banks: Vec<String>,
    /// Accounts that may ring for it.
    pub callers: u32,
    /// Accounts with a card now.
    pub on_now: u64,
    /// Cards dealt so far.
    pub cards: u64,
}

/// One account with one of its roles.
#[derive(Clone)]
pub struct AccountLine {
    /// The account.
    pub account: AccountId,
    /// Its label.
    pub label: String,
    /// The role.
    pub role: Option<Role>,
    /// The campaign, where the role is a campaign's; the bank, where it is a bank's.
    pub campaign: Option<String>,
    /// Whether the role has ended.
    pub ended: bool,
    /// Whether it has a session that runs.
    pub on: bool,
}
says_only_its_name!(AccountLine);

/// A contest with its campaigns side by side.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Its name.
    pub name: String,
    /// From when members may be rung.
    pub opens_at: Moment,
    /// Until when.
    pub closes_at: Moment,
    /// When access really began, and its members were fixed; none before.
    pub opened_at: Option<Moment>,
    /// Whether callers see titles and surnames, or first names.
    pub by_first_name: bool,
    /// The campaigns.
    pub campaigns: Vec<CampaignLine>,
    /// The accounts, at most [`ACCOUNTS_MAX`].
    pub accounts: Vec<AccountLine>,
}

/// The most accounts of one page.
pub const ACCOUNTS_MAX: i64 = 200;

/// Shows a contest to whoever runs it or checks it.
pub fn overview(tx: &mut Tx<'_, '_>, id: ContestId) -> Result<Verdict<Overview>, Fault> {
    let grant = match tx.ask(
        Action::SeeAccounts,
        &Resource::Contest { contest: id },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = tx.one(
        "select name, opens_at, closes_at, name_style, opened_at from contest where bucket = $1 and id = $2",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            Ok(Overview {
                name: row.text(0)?.to_owned(),
                opens_at: Moment::from_millis(row.int(1)?),
                closes_at: Moment::from_millis(row.int(2)?),
                opened_at: row.opt_int(4)?.map(Moment::from_millis),
                by_first_name: row.text(3)? == "first",
                campaigns: Vec::new(),
                accounts: Vec::new(),
            })
        },
    )?;
    let Some(mut overview) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let campaigns = tx.all(
        "select id, name from campaign where contest = $1 order by name, id limit 50",
        &[Arg::Bytes(id.as_bytes())],
        |row| {
            Ok((
                CampaignId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
                row.text(1)?.to_owned(),
            ))
        },
    )?;
    for (campaign, name) in &campaigns {
        overview.campaigns.push(campaign_line(tx, *campaign, name)?);
    }
    let names = names(tx, id, campaigns)?;
    overview.accounts = accounts(tx, id, &names)?;
    entry::write(tx, &Draft::act(EventKind::AccountsShown, &grant), &[])?;
    Ok(Verdict::Given(overview))
}

pub(crate) fn campaign_line(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    name: &str,
) -> Result<CampaignLine, Fault> {
    let of_campaign = [Arg::Bytes(campaign.as_bytes())];
    let banks = tx.all(
        "select name from bank where campaign = $1 order by name limit 100",
        &of_campaign,
        |row| Ok(row.text(0)?.to_owned()),
    )?;
    let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    let cards = tx.one(
        "select cast(coalesce(sum(n), 0) as bigint) from tally where what = 'dealt' and bank in (select id from bank where campaign = $1)",
        &of_campaign,
        |row| row.int(0),
    )?;
    let on_now = tx.one(
        "select count(*) from open_caller where bank in (select id from bank where campaign = $1)",
        &of_campaign,
        |row| row.int(0),
    )?;
    Ok(CampaignLine {
        name: name.to_owned(),
        banks,
        callers: crate::banks::callers_of(tx, campaign)?,
        on_now: count(on_now),
        cards: count(cards),
    })
}

const ACCOUNTS: &str = "select t.account, t.role, t.scope, t.ended_at, case when exists (select 1 from session s where s.account = t.account and s.opened <> 'program' and s.ended_at is null and s.expires_at > $3) then 1 else 0 end, t.until_at from term t where t.scope = $1 or t.scope in (select id from campaign where contest = $1) or t.scope in (select id from bank where contest = $1) order by t.role, t.account limit $2";
const BANKS: &str = "select id, name from bank where contest = $1 order by name, id limit 500";

/// Names of campaigns and banks by their ids.
type Names = HashMap<[u8; 16], String>;

fn names(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    campaigns: Vec<(CampaignId, String)>,
) -> Result<Names, Fault> {
    let campaigns = campaigns
        .into_iter()
        .map(|(id, name)| (*id.as_bytes(), name));
    let mut names: Names = campaigns.collect();
    let banks = tx.all(BANKS, &[Arg::Bytes(contest.as_bytes())], |row| {
        Ok((
            id16(row.bytes(0)?).unwrap_or_default(),
            row.text(1)?.to_owned(),
        ))
    })?;
    names.extend(banks);
    Ok(names)
}

fn accounts(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    names: &Names,
) -> Result<Vec<AccountLine>, Fault> {
    let now = tx.now().millis();
    let args = [
        Arg::Bytes(contest.as_bytes()),
        Arg::Int(ACCOUNTS_MAX),
        Arg::Int(now),
    ];
    let mut lines = tx.all(ACCOUNTS, &args, |row| {
        let scope = id16(row.bytes(2)?).unwrap_or_default();
        Ok(AccountLine {
            account: AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            label: String::new(),
            role: Role::from_text(row.text(1)?),
            campaign: names.get(&scope).cloned(),
            ended: row.opt_int(3)?.is_some() || row.opt_int(5)?.is_some_and(|until| until <= now),
            on: row.int(4)? != 0,
        })
    })?;
    let ids: Vec<AccountId> = lines.iter().map(|line| line.account).collect();
    for (line, label) in lines.iter_mut().zip(crate::door::labels(tx, &ids)?) {
        line.label = label;
    }
    Ok(lines)
}
