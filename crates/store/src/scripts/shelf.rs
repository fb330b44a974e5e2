//! A campaign's scripts, as its organisers see them.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, ContestId, ScriptId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::opening::kept;
use super::{Lines, Version, body};
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The scripts of one campaign, and which of its banks uses which.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// The scripts, the last one written on first.
    pub scripts: Vec<ScriptLine>,
    /// The banks.
    pub banks: Vec<UsedOn>,
    /// The organisation's opening lines; none while the program's own stand.
    pub lines: Lines,
}

/// A script in the list.
#[derive(Debug, Clone)]
pub struct ScriptLine {
    /// The script.
    pub id: ScriptId,
    /// What it is called.
    pub title: String,
    /// The newest version that was published; 0 before the first.
    pub version: i64,
    /// When it was last written on.
    pub changed_at: Moment,
}

/// A bank, and what is read out in it.
#[derive(Debug, Clone)]
pub struct UsedOn {
    /// The bank.
    pub bank: BankId,
    /// Its name.
    pub name: String,
    /// Which version of which script; none where it has plain words, or nothing.
    pub version: Option<Version>,
}

/// A campaign, where whoever asks may do this to its scripts.
pub(super) struct Place {
    pub(super) grant: Grant,
    pub(super) campaign: String,
    pub(super) contest: String,
}

const CAMPAIGN: &str = "select p.name, c.name, c.id from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";

pub(super) fn place(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    action: Action,
) -> Result<Result<Place, Refusal>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(CAMPAIGN, &args, |row| {
        let contest = id16(row.bytes(2)?).ok_or_else(|| shape("contest"))?;
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), contest))
    })?;
    let Some((name, contest_name, contest)) = found else {
        return Ok(Err(Refusal::new(Reason::NotYourCampaign)));
    };
    let contest = ContestId::from_bytes(contest);
    let resource = Resource::Campaign { campaign, contest };
    Ok(tx.ask(action, &resource, Facts::SHUT)?.map(|grant| Place {
        grant,
        campaign: name,
        contest: contest_name,
    }))
}

const SCRIPTS: &str = "select id, title, version, changed_at from script where campaign = $1 order by changed_at desc, id limit 100";
const BANKS: &str = "select id, name, script_id, script_version from bank where campaign = $1 order by name, id limit 200";

/// Shows a campaign's scripts.
pub fn shelf(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Shelf>, Fault> {
    let place = match place(tx, campaign, Action::SeeScripts)? {
        Ok(place) => place,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [Arg::Bytes(campaign.as_bytes())];
    let scripts = tx.all(SCRIPTS, &args, |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("script"))?;
        Ok(ScriptLine {
            id: ScriptId::from_bytes(id),
            title: row.text(1)?.to_owned(),
            version: row.int(2)?,
            changed_at: Moment::from_millis(row.int(3)?),
        })
    })?;
    let banks = banks(tx, campaign)?;
    entry::write(tx, &Draft::act(EventKind::ScriptsShown, &place.grant), &[])?;
    Ok(Verdict::Given(Shelf {
        campaign: place.campaign,
        contest: place.contest,
        scripts,
        banks,
        lines: kept(tx)?,
    }))
}

fn banks(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Vec<UsedOn>, Fault> {
    tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        let bank = id16(row.bytes(0)?).ok_or_else(|| shape("bank"))?;
        Ok(UsedOn {
            bank: BankId::from_bytes(bank),
            name: row.text(1)?.to_owned(),
            version: Version::read(row, 2)?,
        })
    })
}

/// One script with its draft and versions.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// The file as it is written on.
    pub draft: String,
    /// What was published, newest first.
    pub versions: Vec<Published>,
    /// The campaign's banks.
    pub banks: Vec<UsedOn>,
    /// The organisation's opening lines; none while the program's own stand.
    pub lines: Lines,
}

/// One published version in the list.
#[derive(Debug, Clone)]
pub struct Published {
    /// Which.
    pub number: i64,
    /// When.
    pub at: Moment,
}

const SCRIPT: &str = "select draft from script where bucket = $1 and id = $2 and campaign = $3";
const VERSIONS: &str = "select number, at from script_version where bucket = $1 and script = $2 order by number desc limit 100";

/// Shows one script of a campaign.
pub fn open(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    script: ScriptId,
) -> Result<Verdict<Opened>, Fault> {
    let place = match place(tx, campaign, Action::SeeScripts)? {
        Ok(place) => place,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [
        Arg::Int(script.bucket()),
        Arg::Bytes(script.as_bytes()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    let Some(draft) = tx.one(SCRIPT, &args, |row| Ok(row.text(0)?.to_owned()))? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let [bucket, id, _] = args;
    let versions = tx.all(VERSIONS, &[bucket, id], |row| {
        Ok(Published {
            number: row.int(0)?,
            at: Moment::from_millis(row.int(1)?),
        })
    })?;
    let banks = banks(tx, campaign)?;
    entry::write(tx, &Draft::act(EventKind::ScriptsShown, &place.grant), &[])?;
    Ok(Verdict::Given(Opened {
        campaign: place.campaign,
        contest: place.contest,
        draft,
        versions,
        banks,
        lines: kept(tx)?,
    }))
}

/// The file of a published version, word for word.
pub fn version(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    version: Version,
) -> Result<Verdict<String>, Fault> {
    let place = match place(tx, campaign, Action::SeeScripts)? {
        Ok(place) => place,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let script = version.of();
    let args = [
        Arg::Int(script.bucket()),
        Arg::Bytes(script.as_bytes()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    let is_ours = tx
        .one(SCRIPT, &args, |row| Ok(row.text(0)?.len()))?
        .is_some();
    let text = if is_ours { body(tx, version)? } else { None };
    let Some(text) = text else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let detail = format!("version={version}");
    let draft = Draft::act(EventKind::ScriptsShown, &place.grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(text))
}
