//! Webhooks as those see them whose they are. An address may hold a secret of its receiver: after it is installed, only the machine
//! that it names is shown.

use switchboard_rules::hook::{Event, KEPT_FOR};
use switchboard_rules::ids::{CampaignId, HookId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal};

use super::{Ended, Kept, Owner, State, kept, owner, spot};
use crate::desk::shape;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A webhook in a list.
#[derive(Clone)]
pub struct Line {
    /// Which.
    pub id: HookId,
    /// The machine that is told, as in `https://hooks.example.org`.
    pub host: String,
    /// What it is told; everything where none is named.
    pub kinds: Vec<Event>,
    /// How it stands.
    pub state: State,
    /// Why it ended, as a word; empty where it didn't.
    pub why: String,
    /// When it was installed.
    pub made_at: Moment,
    /// Since when it stands so.
    pub state_at: Moment,
}

/// The webhooks of the organisation, or of a campaign.
#[derive(Clone)]
pub struct Listed {
    /// The campaign's name; none for the organisation.
    pub campaign: Option<String>,
    /// The webhooks, the newest first.
    pub hooks: Vec<Line>,
    /// Whether whoever asks may install one.
    pub may_install: bool,
}

/// One webhook.
#[derive(Clone)]
pub struct Shown {
    /// It, as in a list.
    pub line: Line,
    /// Whose it is; none for the organisation's.
    pub campaign_id: Option<CampaignId>,
    /// That campaign's name.
    pub campaign: Option<String>,
    /// Until when the secret before the newest is valid, where it is.
    pub before_until: Option<Moment>,
    /// Whether whoever asks may test it and make it a new secret.
    pub may_change: bool,
    /// Whether somebody else answers for it, so that whoever makes it a new secret names its address anew.
    pub takes_over: bool,
    /// How many events it was not told of late because as many waited as may, and when the last; none where it was told all.
    pub lost: Option<(u64, Moment)>,
    /// What it was told of late, the newest first; at most 50.
    pub told: Vec<Told>,
}
says_only_its_name!(Line, Listed, Shown);

/// One event that it was told, or is to be told.
#[derive(Debug, Clone)]
pub struct Told {
    /// The event's id, the same at each try.
    pub id: [u8; 16],
    /// What happened.
    pub event: Event,
    /// When.
    pub at: Moment,
    /// How often it was tried.
    pub tries: u64,
    /// The last answer's status, if there was one.
    pub status: Option<u16>,
    /// Why there was none, as a word.
    pub said: String,
    /// When it is tried next, where it waits.
    pub due_at: Moment,
    /// How it ended, and when.
    pub ended: Option<(Ended, Moment)>,
}

const OF_CAMPAIGN: &str = "select id, campaign, answers, url_sealed, secret_sealed, before_sealed, before_until, kinds, state, why, made_at, state_at, lost, lost_at from hook where campaign = $1 and state <> 'removed' order by made_at desc, id limit 20";
const ORGANISATIONS: &str = "select id, campaign, answers, url_sealed, secret_sealed, before_sealed, before_until, kinds, state, why, made_at, state_at, lost, lost_at from hook where campaign is null and state <> 'removed' order by made_at desc, id limit 20";

/// The webhooks of the organisation, or of a campaign.
pub fn list(tx: &mut Tx<'_, '_>, campaign: Option<CampaignId>) -> Result<Verdict<Listed>, Fault> {
    let Some(owner) = owner(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    if let Err(refusal) = tx.ask(Action::SeeHooks, &owner.resource, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let kept = match campaign {
        Some(id) => tx.all(OF_CAMPAIGN, &[Arg::Bytes(id.as_bytes())], Kept::read)?,
        None => tx.all(ORGANISATIONS, &[], Kept::read)?,
    };
    let mut hooks = Vec::new();
    for hook in &kept {
        hooks.push(line(tx, hook)?);
    }
    Ok(Verdict::Given(Listed {
        hooks,
        may_install: tx.reaches(&owner.resource, &[Action::InstallHook])?,
        campaign: owner.name,
    }))
}

fn line(tx: &Tx<'_, '_>, hook: &Kept) -> Result<Line, Fault> {
    let keys = &tx.world.keys.account;
    let url = keys.open(spot(&hook.id, "url_sealed"), &hook.url)?;
    let url = String::from_utf8_lossy(&url);
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    Ok(Line {
        id: hook.id,
        host: format!("{scheme}://{host}"),
        kinds: hook.kinds.clone(),
        state: hook.state,
        why: hook.why.clone(),
        made_at: hook.made_at,
        state_at: hook.state_at,
    })
}

const TOLD: &str = "select id, kind, put_at, tries, status, said, due_at, done_at, ended_as from hook_event where hook = $1 order by put_at desc, id desc limit 50";

/// One webhook, and what it was told of late.
pub fn show(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Verdict<Shown>, Fault> {
    let nobodys = || Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    let Some(hook) = kept(tx, id)?.filter(|hook| hook.state != State::Removed) else {
        return nobodys();
    };
    let Some(Owner { resource, name }) = owner(tx, hook.campaign)? else {
        return nobodys();
    };
    let grant = match tx.ask(Action::SeeHooks, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let told = tx.all(TOLD, &[Arg::Bytes(id.as_bytes())], |row| {
        let ended = row.opt_text(8)?.and_then(Ended::read);
        let done_at = row.opt_int(7)?.map(Moment::from_millis);
        Ok((
            row.text(1)?.to_owned(),
            Told {
                id: id16(row.bytes(0)?).ok_or_else(|| shape("hook_event"))?,
                event: Event::Test,
                at: Moment::from_millis(row.int(2)?),
                tries: u64::try_from(row.int(3)?).unwrap_or(0),
                status: row
                    .opt_int(4)?
                    .and_then(|status| u16::try_from(status).ok()),
                said: row.text(5)?.to_owned(),
                due_at: Moment::from_millis(row.int(6)?),
                ended: ended.zip(done_at),
            },
        ))
    })?;
    let told = told.into_iter().filter_map(|(kind, told)| {
        let event = Event::from_text(&kind)?;
        Some(Told { event, ..told })
    });
    let before_until = hook.before_until.filter(|until| tx.now() < *until);
    let lost_at = hook.lost_at.filter(|at| tx.now() < at.plus(KEPT_FOR));
    Ok(Verdict::Given(Shown {
        lost: lost_at.map(|at| (hook.lost, at)),
        line: line(tx, &hook)?,
        campaign_id: hook.campaign,
        campaign: name,
        before_until,
        may_change: tx.reaches(&resource, &[Action::RotateHook])?,
        takes_over: hook.answers != grant.account(),
        told: told.collect(),
    }))
}
