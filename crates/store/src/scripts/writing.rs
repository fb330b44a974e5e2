//! Writing a script, publishing a version of it, putting one on a bank.

use switchboard_ledger::hash::{Hash, sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, BankId, CampaignId, ScriptId};
use switchboard_rules::policy::{Action, Reason, Refusal};
use switchboard_rules::script::Script;

use super::shelf::place;
use super::{Version, body};
use crate::desk;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::line;
use crate::mint::random_id;
use crate::tx::{Tx, Verdict};

/// How many scripts a campaign has at most.
pub const SCRIPTS_MAX: i64 = 50;
/// How many versions a script has at most.
pub const VERSIONS_MAX: i64 = 99;

/// What became of writing or publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Script(ScriptId),
    /// This version is published; the same one where nothing was changed since.
    Version(Version),
    /// The campaign has as many scripts, or the script as many versions, as there may be.
    Full,
}

const COUNT: &str = "select count(*) from script where campaign = $1";
const NEW: &str = "insert into script (bucket, id, campaign, title, draft, version, changed_at) values ($1, $2, $3, $4, $5, 0, $6)";
const CHANGE: &str = "update script set title = $1, draft = $2, changed_at = $3 where bucket = $4 and id = $5 and campaign = $6";

/// Keeps a draft: a new script, or an old one as it reads now. Nothing that is published changes.
pub fn keep(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    id: Option<ScriptId>,
    script: &Script,
) -> Result<Verdict<Kept>, Fault> {
    let place = match place(tx, campaign, Action::WriteScript)? {
        Ok(place) => place,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let id = if let Some(id) = id {
        if !change(tx, campaign, id, script)? {
            return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
        }
        id
    } else {
        line::campaign(tx, campaign)?;
        let many = tx.one(COUNT, &[Arg::Bytes(campaign.as_bytes())], |row| row.int(0))?;
        if many >= Some(SCRIPTS_MAX) {
            return Ok(Verdict::Given(Kept::Full));
        }
        add(tx, campaign, script)?
    };
    let draft = Draft::act(EventKind::ScriptDrafted, &place.grant).detail(format!("script={id}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Kept::Script(id)))
}

/// Whether the campaign has this script.
fn change(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    id: ScriptId,
    script: &Script,
) -> Result<bool, Fault> {
    let text = script.text();
    let args = [
        Arg::Text(script.title()),
        Arg::Text(&text),
        Arg::Int(tx.now().millis()),
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    Ok(tx.run(CHANGE, &args)? == 1)
}

fn add(tx: &mut Tx<'_, '_>, campaign: CampaignId, script: &Script) -> Result<ScriptId, Fault> {
    let id = ScriptId::from_bytes(random_id()?);
    tx.later(
        NEW,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(campaign.as_bytes().to_vec()),
            Value::Text(script.title().to_owned()),
            Value::Text(script.text()),
            Value::Int(tx.now().millis()),
        ],
    );
    Ok(id)
}

const NEWEST_OF: &str =
    "select version from script where bucket = $1 and id = $2 and campaign = $3 {for_update}";
const PUBLISH: &str = "insert into script_version (bucket, script, number, body, digest, at, account) values ($1, $2, $3, $4, $5, $6, $7)";
const NEWEST: &str = "update script set version = $1 where bucket = $2 and id = $3";

/// Publishes these words as the next version, for good, and keeps them as the draft: in one act, so that nobody's words come
/// between what was sent and what is published.
pub fn publish(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    id: ScriptId,
    script: &Script,
) -> Result<Verdict<Kept>, Fault> {
    let place = match place(tx, campaign, Action::WriteScript)? {
        Ok(place) => place,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    let Some(newest) = tx.one(NEWEST_OF, &args, |row| row.int(0))? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    change(tx, campaign, id, script)?;
    let draft = script.text();
    let before = Version::new(id, newest);
    if newest > 0 && body(tx, before)?.as_deref() == Some(draft.as_str()) {
        return Ok(Verdict::Given(Kept::Version(before)));
    }
    if newest >= VERSIONS_MAX {
        return Ok(Verdict::Given(Kept::Full));
    }
    let version = Version::new(id, newest + 1);
    let digest = put(tx, version, &draft, place.grant.account());
    let detail = format!("version={version} digest={digest}");
    let entry = Draft::act(EventKind::ScriptPublished, &place.grant).detail(detail);
    entry::write(tx, &entry, &[])?;
    let about = format!("script={id} campaign={campaign}");
    hooks::tell(
        tx,
        Event::ScriptPublished,
        Whose::Campaign(campaign),
        &about,
    )?;
    Ok(Verdict::Given(Kept::Version(version)))
}

fn put(tx: &mut Tx<'_, '_>, version: Version, text: &str, account: AccountId) -> Hash {
    let digest = sha256(text.as_bytes());
    let id = version.of();
    tx.later(
        PUBLISH,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            version.number(),
            Value::Text(text.to_owned()),
            Value::Bytes(digest.as_bytes().to_vec()),
            Value::Int(tx.now().millis()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    tx.later(
        NEWEST,
        vec![
            version.number(),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    digest
}

const USE: &str = "update bank set script = $1, script_id = $2, script_version = $3 where bucket = $4 and id = $5";

/// Puts a published version on a bank of the same campaign: cards that are dealt from now on have it.
pub fn put_on(tx: &mut Tx<'_, '_>, bank: BankId, version: Version) -> Result<Verdict<()>, Fault> {
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let Some(row) = desk::bank(tx, bank)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::UseScript, &row.resource(), row.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let script = version.of();
    let args = [
        Arg::Int(script.bucket()),
        Arg::Bytes(script.as_bytes()),
        Arg::Bytes(row.campaign.as_bytes()),
    ];
    let is_ours = tx.one(OWN, &args, |row| row.int(0))?.is_some();
    let text = if is_ours { body(tx, version)? } else { None };
    let Some(text) = text else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    on_bank(tx, bank, version, text);
    let draft = Draft::act(EventKind::ScriptUsed, &grant).detail(format!("version={version}"));
    entry::write(tx, &draft, &[])?;
    tx.changed("bank", bank.as_bytes());
    Ok(Verdict::Given(()))
}

const OWN: &str = "select version from script where bucket = $1 and id = $2 and campaign = $3";

fn on_bank(tx: &mut Tx<'_, '_>, bank: BankId, version: Version, text: String) {
    tx.later(
        USE,
        vec![
            Value::Text(text),
            version.script(),
            version.number(),
            Value::Int(bank.bucket()),
            Value::Bytes(bank.as_bytes().to_vec()),
        ],
    );
}

/// Queues a script with its first version on a new bank, for the console and the demo; their entry is the caller's to write.
pub fn lay(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    bank: BankId,
    script: &Script,
) -> Result<Version, Fault> {
    let id = add(tx, campaign, script)?;
    let version = Version::new(id, 1);
    let account = tx.account()?;
    put(tx, version, &script.text(), account);
    on_bank(tx, bank, version, script.text());
    Ok(version)
}
