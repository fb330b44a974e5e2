//! Webhooks: addresses that are told what happens, by ids alone.
//!
//! What is to be told is put in the act's own transaction ([`tell`]) and lent to a job ([`take`]), one event of each address at a
//! time; what came of it is written down ([`settle`]). An address and its secrets are sealed under the account key. Whoever
//! installed one answers for it, or whoever made it a new secret since: once they may no longer install it, it ends, and so does one
//! that takes nothing at all for three days. A world that was restored tells nobody anything of before.

mod changing;
mod lending;
mod seeing;
mod signing;
mod telling;

use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId, HookId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Resource;

use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::leaving;
use crate::outbox::{self, Message, To};
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

pub(crate) use changing::remove_all;
pub use changing::{
    Installed, New, Rotated, SecretText, end_before, install, remove, rotate, test,
};
pub(crate) use lending::end_all;
pub use lending::{Ended, Lent, Outcome, due, forget_old, is_due, put_off, settle, take};
pub use seeing::{Line, Listed, Shown, Told, list, show};
pub use signing::sign;
pub(crate) use telling::{Whose, tell};

/// How a webhook stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is told what happens.
    On,
    /// It ended: nobody took what it was told, or nobody answers for it.
    Off,
    /// Somebody removed it.
    Removed,
}

impl State {
    /// The word in the table and in the API.
    pub const fn text(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Removed => "removed",
        }
    }

    fn read(text: &str) -> Self {
        match text {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::Removed,
        }
    }
}

/// A webhook as it lies in its table.
struct Kept {
    id: HookId,
    campaign: Option<CampaignId>,
    answers: AccountId,
    url: Vec<u8>,
    secret: Vec<u8>,
    before: Option<Vec<u8>>,
    before_until: Option<Moment>,
    kinds: Vec<Event>,
    state: State,
    why: String,
    made_at: Moment,
    state_at: Moment,
    lost: u64,
    lost_at: Option<Moment>,
}

const COLUMNS: &str = "select id, campaign, answers, url_sealed, secret_sealed, before_sealed, before_until, kinds, state, why, made_at, state_at, lost, lost_at from hook where bucket = $1 and id = $2 {for_update}";

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let bad = || shape("hook");
        let campaign = row.opt_bytes(1)?.map(|id| id16(id).ok_or_else(bad));
        Ok(Self {
            id: HookId::from_bytes(id16(row.bytes(0)?).ok_or_else(bad)?),
            campaign: campaign.transpose()?.map(CampaignId::from_bytes),
            answers: AccountId::from_bytes(id16(row.bytes(2)?).ok_or_else(bad)?),
            url: row.bytes(3)?.to_vec(),
            secret: row.bytes(4)?.to_vec(),
            before: row.opt_bytes(5)?.map(<[u8]>::to_vec),
            before_until: row.opt_int(6)?.map(Moment::from_millis),
            kinds: kinds(row.text(7)?),
            state: State::read(row.text(8)?),
            why: row.text(9)?.to_owned(),
            made_at: Moment::from_millis(row.int(10)?),
            state_at: Moment::from_millis(row.int(11)?),
            lost: u64::try_from(row.int(12)?).unwrap_or(0),
            lost_at: row.opt_int(13)?.map(Moment::from_millis),
        })
    }
}

/// The events that are named, with spaces between them.
fn kinds(text: &str) -> Vec<Event> {
    text.split(' ').filter_map(Event::from_text).collect()
}

/// Whether one that is told these is told this; none named are all. That it is a test, everyone is told.
fn is_told(kinds: &[Event], event: Event) -> bool {
    kinds.is_empty() || event == Event::Test || kinds.contains(&event)
}

/// A webhook, locked: it stays as it is until this act has ended.
fn kept(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Option<Kept>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(COLUMNS, &args, Kept::read)
}

fn spot<'a>(id: &'a HookId, column: &'static str) -> Spot<'a> {
    Spot {
        table: "hook",
        column,
        row: id.as_bytes(),
    }
}

/// Whose webhooks they are.
struct Owner {
    resource: Resource,
    name: Option<String>,
}

const CAMPAIGN: &str = "select contest, name from campaign where bucket = $1 and id = $2";

/// The organisation, or a campaign; none where there is no such campaign, or it withdrew.
fn owner(tx: &mut Tx<'_, '_>, campaign: Option<CampaignId>) -> Result<Option<Owner>, Fault> {
    let Some(campaign) = campaign else {
        return Ok(Some(Owner {
            resource: Resource::Organisation,
            name: None,
        }));
    };
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(CAMPAIGN, &args, |row| {
        let contest = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        Ok((ContestId::from_bytes(contest), row.text(1)?.to_owned()))
    })?;
    let Some((contest, name)) = found else {
        return Ok(None);
    };
    if leaving::is_withdrawn(tx, campaign)? {
        return Ok(None);
    }
    Ok(Some(Owner {
        resource: Resource::Campaign { campaign, contest },
        name: Some(name),
    }))
}

/// A letter to whoever can do something about a webhook: a campaign's organisers, or the offices. A campaign that is no more hears
/// nothing.
fn write_to(
    tx: &mut Tx<'_, '_>,
    campaign: Option<CampaignId>,
    message: Message,
    vars: &str,
) -> Result<(), Fault> {
    let Some(campaign) = campaign else {
        return outbox::put_to_officers(tx, message, vars).map(drop);
    };
    if owner(tx, Some(campaign))?.is_none() {
        return Ok(());
    }
    for account in leaving::organisers(tx, campaign)? {
        outbox::put(tx, message, To::Account(account), vars)?;
    }
    Ok(())
}
