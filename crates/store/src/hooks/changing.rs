//! Installing a webhook, making it a new secret, testing and removing it.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Address, BOTH_FOR, CAMPAIGNS_MAX, Event, ORGANISATIONS_MAX};
use switchboard_rules::ids::{CampaignId, HookId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};
use zeroize::Zeroizing;

use super::telling::put;
use super::{Kept, State, kept, owner, signing, spot};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::mint::random_id;
use crate::seal::fresh;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A webhook to be installed.
#[derive(Clone)]
pub struct New {
    /// Whose it is; none for the organisation's.
    pub campaign: Option<CampaignId>,
    /// The address that is told.
    pub address: Address,
    /// What it is told; everything where none is named.
    pub kinds: Vec<Event>,
}

/// A webhook's secret as its receiver keeps it: shown once.
pub struct SecretText(Zeroizing<String>);
says_only_its_name!(New, SecretText);

impl SecretText {
    /// The text, to be shown this once.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What came of installing.
#[derive(Debug)]
pub enum Installed {
    /// It is installed, with this secret.
    Done(HookId, SecretText),
    /// There are so many that no more are taken.
    TooMany,
}

const INSTALL: &str = "insert into hook (bucket, id, campaign, answers, url_sealed, secret_sealed, kinds, state, why, made_at, state_at, lost) values ($1, $2, $3, $4, $5, $6, $7, 'on', '', $8, $8, 0)";
const COUNT: &str = "select count(*) from hook where campaign = $1 and state <> 'removed'";
const COUNT_ORGANISATIONS: &str =
    "select count(*) from hook where campaign is null and state <> 'removed'";

/// Installs a webhook; whoever does answers for it.
pub fn install(tx: &mut Tx<'_, '_>, new: &New) -> Result<Verdict<Installed>, Fault> {
    let Some(owner) = owner(tx, new.campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::InstallHook, &owner.resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Together, those who install at once don't pass the number.
    let (there, most) = if let Some(campaign) = new.campaign {
        line::campaign(tx, campaign)?;
        let args = [Arg::Bytes(campaign.as_bytes())];
        (tx.one(COUNT, &args, |row| row.int(0))?, CAMPAIGNS_MAX)
    } else {
        line::wait(tx)?;
        let count = tx.one(COUNT_ORGANISATIONS, &[], |row| row.int(0))?;
        (count, ORGANISATIONS_MAX)
    };
    if usize::try_from(there.unwrap_or(0)).is_ok_and(|there| there >= most) {
        return Ok(Verdict::Given(Installed::TooMany));
    }
    lay(tx, new, &grant).map(Verdict::Given)
}

fn lay(tx: &mut Tx<'_, '_>, new: &New, grant: &Grant) -> Result<Installed, Fault> {
    let id = HookId::from_bytes(random_id()?);
    let secret: Zeroizing<[u8; 32]> = Zeroizing::new(fresh()?);
    let keys = &tx.world.keys.account;
    let url = keys.seal(spot(&id, "url_sealed"), new.address.as_str().as_bytes())?;
    let sealed = keys.seal(spot(&id, "secret_sealed"), secret.as_slice())?;
    let kinds: Vec<&str> = new.kinds.iter().map(|kind| kind.text()).collect();
    tx.later(
        INSTALL,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            new.campaign
                .map_or(Value::Null, |id| Value::Bytes(id.as_bytes().to_vec())),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(url),
            Value::Bytes(sealed),
            Value::Text(kinds.join(" ")),
            Value::Int(tx.now().millis()),
        ],
    );
    let draft = Draft::act(EventKind::HookInstalled, grant);
    entry::write(tx, &draft.detail(format!("hook={id}")), &[])?;
    let text = Zeroizing::new(signing::written(secret.as_slice()));
    Ok(Installed::Done(id, SecretText(text)))
}

/// Asks whether whoever is behind this act may do this to a webhook. Nothing but removing is done to one that is removed.
fn may(
    tx: &mut Tx<'_, '_>,
    id: HookId,
    action: Action,
) -> Result<Result<(Kept, Grant), Refusal>, Fault> {
    let nobodys = Refusal::new(Reason::NotYourCampaign);
    let is_there = |hook: &Kept| hook.state != State::Removed || action == Action::RemoveHook;
    let Some(hook) = kept(tx, id)?.filter(is_there) else {
        return Ok(Err(nobodys));
    };
    let Some(owner) = owner(tx, hook.campaign)? else {
        return Ok(Err(nobodys));
    };
    let grant = tx.ask(action, &owner.resource, Facts::SHUT)?;
    Ok(grant.map(|grant| (hook, grant)))
}

/// What came of making a new secret.
#[derive(Debug)]
pub enum Rotated {
    /// It has this one.
    Done(SecretText),
    /// Somebody else answered for it: whoever takes it over names its address anew.
    NeedsAddress,
}

const ROTATE: &str = "update hook set secret_sealed = $1, before_sealed = $2, before_until = $3, answers = $4, url_sealed = $5, state = 'on', why = '', state_at = case when state = 'on' then state_at else $6 end where bucket = $7 and id = $8";

/// Makes a new secret, beside which the one before stays valid for a day, and one that had ended goes on. Whoever takes it over from
/// somebody else names its address anew, and the secret of before ends at once: the machine may be theirs who has left.
pub fn rotate(
    tx: &mut Tx<'_, '_>,
    id: HookId,
    address: Option<&Address>,
) -> Result<Verdict<Rotated>, Fault> {
    let (hook, grant) = match may(tx, id, Action::RotateHook)? {
        Ok(may) => may,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let takes_over = hook.answers != grant.account();
    if takes_over && address.is_none() {
        return Ok(Verdict::Given(Rotated::NeedsAddress));
    }
    let secret: Zeroizing<[u8; 32]> = Zeroizing::new(fresh()?);
    let keys = &tx.world.keys.account;
    let (before, before_until) = if takes_over {
        (Value::Null, Value::Null)
    } else {
        let before = keys.open(spot(&id, "secret_sealed"), &hook.secret)?;
        let before = keys.seal(spot(&id, "before_sealed"), &before)?;
        let until = tx.now().plus(BOTH_FOR).millis();
        (Value::Bytes(before), Value::Int(until))
    };
    let url = match address {
        Some(address) => keys.seal(spot(&id, "url_sealed"), address.as_str().as_bytes())?,
        None => hook.url,
    };
    let sealed = keys.seal(spot(&id, "secret_sealed"), secret.as_slice())?;
    tx.later(
        ROTATE,
        vec![
            Value::Bytes(sealed),
            before,
            before_until,
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(url),
            Value::Int(tx.now().millis()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let draft = Draft::act(EventKind::HookRotated, &grant);
    entry::write(tx, &draft.detail(format!("hook={id}")), &[])?;
    let text = Zeroizing::new(signing::written(secret.as_slice()));
    Ok(Verdict::Given(Rotated::Done(SecretText(text))))
}

const END_BEFORE: &str =
    "update hook set before_sealed = null, before_until = null where bucket = $1 and id = $2";

/// Ends the secret of before at once; answers whether one was valid still. What is told from here on is signed with the newest alone.
/// It only takes away: whoever may remove the webhook may do it, in a freeze too.
pub fn end_before(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Verdict<bool>, Fault> {
    let (hook, grant) = match may(tx, id, Action::RemoveHook)? {
        Ok(may) => may,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if hook.before_until.is_none_or(|until| until <= tx.now()) {
        return Ok(Verdict::Given(false));
    }
    let key = vec![
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
    ];
    tx.later(END_BEFORE, key);
    let draft = Draft::act(EventKind::HookSecretEnded, &grant);
    entry::write(tx, &draft.detail(format!("hook={id}")), &[])?;
    Ok(Verdict::Given(true))
}

/// Puts a test before a webhook; answers whether it is told anything at all.
pub fn test(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Verdict<bool>, Fault> {
    let (hook, grant) = match may(tx, id, Action::TestHook)? {
        Ok(may) => may,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if hook.state != State::On {
        return Ok(Verdict::Given(false));
    }
    put(tx, id, Event::Test, &format!("hook={id}"))?;
    let draft = Draft::act(EventKind::HookTested, &grant);
    entry::write(tx, &draft.detail(format!("hook={id}")), &[])?;
    Ok(Verdict::Given(true))
}

const REMOVE: &str = "update hook set state = 'removed', why = '', state_at = $1, before_sealed = null, before_until = null where bucket = $2 and id = $3";
const DROP: &str =
    "update hook_event set done_at = $1, ended_as = 'dropped' where hook = $2 and done_at is null";

/// Removes a webhook: it is told nothing more, not even what waits. Answers whose it was. A second time changes nothing.
pub fn remove(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Verdict<Option<CampaignId>>, Fault> {
    let (hook, grant) = match may(tx, id, Action::RemoveHook)? {
        Ok(may) => may,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if hook.state == State::Removed {
        return Ok(Verdict::Given(hook.campaign));
    }
    tx.later(
        REMOVE,
        vec![
            Value::Int(tx.now().millis()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    drop_waiting(tx, id);
    let draft = Draft::act(EventKind::HookRemoved, &grant);
    entry::write(tx, &draft.detail(format!("hook={id}")), &[])?;
    Ok(Verdict::Given(hook.campaign))
}

const THEIRS: &str =
    "select id from hook where campaign = $1 and state <> 'removed' order by id limit 20";
const ERASE: &str = "update hook set state = 'removed', why = '', state_at = $1, url_sealed = $2, secret_sealed = $2, before_sealed = null, before_until = null where bucket = $3 and id = $4";

/// Removes every webhook of a campaign that withdrew, with its address and its secrets; answers how many there were. The rows go with
/// those that somebody removed.
pub(crate) fn remove_all(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<usize, Fault> {
    let theirs = tx.all(THEIRS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(id16(row.bytes(0)?).map(HookId::from_bytes))
    })?;
    for id in theirs.iter().flatten() {
        let now = Value::Int(tx.now().millis());
        let (bucket, row) = (Value::Int(id.bucket()), id.as_bytes().to_vec());
        tx.later(
            ERASE,
            vec![now, Value::Bytes(Vec::new()), bucket, Value::Bytes(row)],
        );
        drop_waiting(tx, *id);
        let draft = Draft::system(EventKind::HookEnded, "hooks").in_campaign(campaign);
        let detail = format!("hook={id} why=withdrawn");
        entry::write(tx, &draft.detail(detail), &[])?;
    }
    Ok(theirs.len())
}

/// Whatever waits for it is told nobody.
pub(super) fn drop_waiting(tx: &mut Tx<'_, '_>, id: HookId) {
    let now = Value::Int(tx.now().millis());
    tx.later(DROP, vec![now, Value::Bytes(id.as_bytes().to_vec())]);
}
