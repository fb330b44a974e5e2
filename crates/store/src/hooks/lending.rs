//! What is due, lent to the job that calls, and what came of it.
//!
//! What is taken is due again after two minutes, under the same id: a process that is killed meanwhile loses nothing, and whoever
//! takes something twice knows it by that id. One event of each address is lent at a time, the oldest that is due first.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Event, KEPT_FOR, Of, TRIED_FOR, TRIES_LEAST, wait_after};
use switchboard_rules::ids::{CampaignId, HookId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::Action;
use zeroize::Zeroizing;

use super::changing::drop_waiting;
use super::{Kept, Owner, State, kept, owner, spot, telling, write_to};
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::outbox::Message;
use crate::seal::fresh;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How long what was taken is left alone before it is tried again.
const AGAIN: Span = Span::minutes(2);
/// How long what can't be told just now is left alone: its contest is frozen, or something of it can't be read.
const PUT_OFF_FOR: Span = Span::minutes(5);

/// One event, open for as long as it is told.
pub struct Lent {
    /// Which address is told.
    pub hook: HookId,
    /// Whose it is; none for the organisation's.
    pub campaign: Option<CampaignId>,
    /// Where.
    pub url: Zeroizing<String>,
    /// The secrets that are valid, the newest first.
    pub secrets: Vec<Zeroizing<Vec<u8>>>,
    /// The event's id, the same at each try.
    pub id: [u8; 16],
    /// What happened.
    pub event: Event,
    /// To what, as `name=value` words.
    pub about: String,
    /// When.
    pub at: Moment,
    tries: i64,
    first: Moment,
}
says_only_its_name!(Lent);

/// What came of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It answered, with this status.
    Answered(u16),
    /// Nobody answered; a word says why.
    Silent(&'static str),
}

/// How the telling of an event ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was taken.
    Taken,
    /// Nobody took it for three days.
    GivenUp,
    /// The webhook ended, or was removed, before.
    Dropped,
}

impl Ended {
    /// The word in the table and in the API.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::GivenUp => "given-up",
            Self::Dropped => "dropped",
        }
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let all = [Self::Taken, Self::GivenUp, Self::Dropped];
        all.into_iter().find(|ended| ended.text() == text)
    }
}

const IS_DUE: &str = "select 1 from hook_event where done_at is null and due_at <= $1 limit 1";

/// Whether anything is due: a look that writes nothing.
pub fn is_due(world: &World, now: Moment) -> Result<bool, Fault> {
    let found = world.0.db.read("hooks-due", |raw| {
        raw.one(IS_DUE, &[Arg::Int(now.millis())], |row| row.int(0))
    })?;
    Ok(found.is_some())
}

const HOOKS: &str = "select hook, min(due_at) from hook_event where done_at is null and due_at <= $1 group by hook order by 2, hook limit 500";
const NEXT: &str = "select id, kind, about, put_at, tries, first_at from hook_event where hook = $1 and done_at is null and due_at <= $2 order by put_at, id limit 1 {skip_locked}";
const TRIED: &str = "update hook_event set due_at = $1, tries = tries + 1, first_at = coalesce(first_at, $2) where bucket = $3 and id = $4";
const PUT_OFF: &str =
    "update hook_event set due_at = $1 where hook = $2 and done_at is null and due_at < $1";

/// The addresses for which something is due, those that wait longest first.
pub fn due(world: &World, now: Moment) -> Result<Vec<HookId>, Fault> {
    world.0.db.read("hooks-whose", |raw| {
        raw.all(HOOKS, &[Arg::Int(now.millis())], |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("hook_event"))?;
            Ok(HookId::from_bytes(id))
        })
    })
}

/// Takes what is due for one address: an act of its own, so that one that can't be told holds up no other, and two processes that
/// take at once wait for each other at one address at most.
pub fn take(world: &World, hook: HookId, now: Moment) -> Result<Option<Lent>, Fault> {
    let done = world
        .write("hooks-take", Auth::Job("hooks"), now, move |tx| {
            let lent = match standing(tx, hook)? {
                Some(hook) => lend(tx, &hook)?,
                None => None,
            };
            Ok(Verdict::Given(lent))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(lent) => lent,
        Verdict::Refused(_) => None,
    })
}

/// Leaves alone for a while what can't be told just now.
pub fn put_off(world: &World, hook: HookId, now: Moment) -> Result<(), Fault> {
    world
        .write("hooks-put-off", Auth::Job("hooks"), now, move |tx| {
            later(tx, hook);
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

fn later(tx: &mut Tx<'_, '_>, hook: HookId) {
    let until = Value::Int(tx.now().plus(PUT_OFF_FOR).millis());
    tx.later(PUT_OFF, vec![until, Value::Bytes(hook.as_bytes().to_vec())]);
}

/// The webhook, if it is to be told anything now. One whose answerer may no longer install it ends.
fn standing(tx: &mut Tx<'_, '_>, id: HookId) -> Result<Option<Kept>, Fault> {
    let Some(hook) = kept(tx, id)?.filter(|hook| hook.state == State::On) else {
        drop_waiting(tx, id);
        return Ok(None);
    };
    // In a world that stands still nobody is told anything, and nothing of it is lost.
    if tx.is_world_frozen()? {
        later(tx, id);
        return Ok(None);
    }
    let owner = owner(tx, hook.campaign)?;
    let answers = (hook.answers, "password");
    let is_answered = match &owner {
        Some(owner) => tx.would_grant(answers, Action::InstallHook, &owner.resource)?,
        None => false,
    };
    if is_answered {
        return Ok(Some(hook));
    }
    // A freeze passes: what happened meanwhile is told afterwards, and until then it stands before nobody else.
    if let Some(owner) = &owner
        && is_frozen(tx, &hook, owner)?
    {
        later(tx, id);
        return Ok(None);
    }
    end(tx, &hook, "nobody-answers")?;
    Ok(None)
}

fn is_frozen(tx: &mut Tx<'_, '_>, hook: &Kept, owner: &Owner) -> Result<bool, Fault> {
    use switchboard_rules::policy::Reason;
    let answers = (hook.answers, "password");
    let answer = tx.would_decide(answers, Action::InstallHook, &owner.resource)?;
    Ok(matches!(answer, Some(Err(Reason::Frozen))))
}

const DROPPED: &str = "update hook_event set done_at = $1, ended_as = 'dropped' where bucket = $2 and id = $3 and done_at is null";
/// How many that are told no more one act passes over.
const PASSED_MAX: usize = 50;

/// A row that is due.
struct Waiting {
    id: [u8; 16],
    kind: String,
    about: String,
    put_at: i64,
    tries: i64,
    first_at: Option<i64>,
}

/// The next event of this webhook that may still be told it; the others are dropped.
fn next(tx: &mut Tx<'_, '_>, hook: &Kept) -> Result<Option<(Waiting, Event)>, Fault> {
    let now = tx.now().millis();
    for _ in 0..PASSED_MAX {
        let args = [Arg::Bytes(hook.id.as_bytes()), Arg::Int(now)];
        let next = tx.one(NEXT, &args, |row| {
            Ok(Waiting {
                id: id16(row.bytes(0)?).ok_or_else(|| shape("hook_event"))?,
                kind: row.text(1)?.to_owned(),
                about: row.text(2)?.to_owned(),
                put_at: row.int(3)?,
                tries: row.int(4)?,
                first_at: row.opt_int(5)?,
            })
        })?;
        let Some(waiting) = next else {
            return Ok(None);
        };
        // Whoever answered for it when it was put may no longer be who does.
        match Event::from_text(&waiting.kind) {
            Some(event) if event.of() != Of::Rights || telling::sees_rights(tx, hook.answers)? => {
                return Ok(Some((waiting, event)));
            }
            _ => {
                let place = Arg::Int(bucket_of(&waiting.id));
                tx.run(DROPPED, &[Arg::Int(now), place, Arg::Bytes(&waiting.id)])?;
            }
        }
    }
    Ok(None)
}

fn lend(tx: &mut Tx<'_, '_>, hook: &Kept) -> Result<Option<Lent>, Fault> {
    let now = tx.now();
    let Some((waiting, event)) = next(tx, hook)? else {
        return Ok(None);
    };
    tx.later(
        TRIED,
        vec![
            Value::Int(now.plus(AGAIN).millis()),
            Value::Int(now.millis()),
            Value::Int(bucket_of(&waiting.id)),
            Value::Bytes(waiting.id.to_vec()),
        ],
    );
    let keys = &tx.world.keys.account;
    let url = keys.open(spot(&hook.id, "url_sealed"), &hook.url)?;
    let mut secrets = vec![keys.open(spot(&hook.id, "secret_sealed"), &hook.secret)?];
    if let Some(before) = &hook.before
        && hook.before_until.is_some_and(|until| now < until)
    {
        secrets.push(keys.open(spot(&hook.id, "before_sealed"), before)?);
    }
    Ok(Some(Lent {
        hook: hook.id,
        campaign: hook.campaign,
        url: Zeroizing::new(String::from_utf8_lossy(&url).into_owned()),
        secrets,
        id: waiting.id,
        event,
        about: waiting.about,
        at: Moment::from_millis(waiting.put_at),
        tries: waiting.tries,
        first: waiting.first_at.map_or(now, Moment::from_millis),
    }))
}

const TAKEN: &str = "update hook_event set done_at = $1, ended_as = $2, status = $3, said = $4 where bucket = $5 and id = $6 and done_at is null";
const LATER: &str = "update hook_event set due_at = $1, status = $2, said = $3 where bucket = $4 and id = $5 and done_at is null";

const SINCE: &str =
    "select 1 from hook_event where hook = $1 and ended_as = 'taken' and done_at >= $2 limit 1";

/// Writes down what came of it. One that was tried for three days is given up; where nothing else was taken meanwhile either, its
/// webhook ends. So does one that its receiver says is gone for good (410).
pub fn settle(world: &World, lent: &Lent, outcome: Outcome, now: Moment) -> Result<(), Fault> {
    let (id, hook) = (lent.id, lent.hook);
    let (tries, first) = (lent.tries, lent.first);
    let is_old = first.plus(TRIED_FOR) <= now && tries + 1 >= TRIES_LEAST;
    world
        .write("hooks-settle", Auth::Job("hooks"), now, move |tx| {
            let (status, said) = match outcome {
                Outcome::Answered(status) => (Value::Int(i64::from(status)), ""),
                Outcome::Silent(word) => (Value::Null, word),
            };
            let ended = match outcome {
                Outcome::Answered(200..300) => Some(Ended::Taken),
                Outcome::Answered(410) => Some(Ended::GivenUp),
                _ if is_old => Some(Ended::GivenUp),
                _ => None,
            };
            let said = Value::Text(said.to_owned());
            let place = [Value::Int(bucket_of(&id)), Value::Bytes(id.to_vec())];
            let (sql, begin) = if let Some(ended) = ended {
                let word = Value::Text(ended.text().to_owned());
                (TAKEN, vec![Value::Int(now.millis()), word])
            } else {
                let [chance] = fresh()?;
                let due = now.plus(wait_after(tries, chance));
                (LATER, vec![Value::Int(due.millis())])
            };
            tx.later(sql, [begin, vec![status, said], place.to_vec()].concat());
            if ended == Some(Ended::GivenUp) {
                given_up(tx, hook, outcome, first)?;
            }
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// Ends a webhook whose receiver is gone, or took nothing at all since then.
fn given_up(
    tx: &mut Tx<'_, '_>,
    hook: HookId,
    outcome: Outcome,
    first: Moment,
) -> Result<(), Fault> {
    let Some(hook) = kept(tx, hook)?.filter(|hook| hook.state == State::On) else {
        return Ok(());
    };
    let is_gone = outcome == Outcome::Answered(410);
    let since = [Arg::Bytes(hook.id.as_bytes()), Arg::Int(first.millis())];
    if !is_gone && tx.one(SINCE, &since, |row| row.int(0))?.is_some() {
        return Ok(());
    }
    end(tx, &hook, if is_gone { "gone" } else { "not-taken" })
}

const OFF: &str = "update hook set state = 'off', why = $1, state_at = $2, before_sealed = null, before_until = null where bucket = $3 and id = $4";

/// Ends a webhook, and has those told who can bring it back.
fn end(tx: &mut Tx<'_, '_>, hook: &Kept, why: &'static str) -> Result<(), Fault> {
    tx.later(
        OFF,
        vec![
            Value::Text(why.to_owned()),
            Value::Int(tx.now().millis()),
            Value::Int(hook.id.bucket()),
            Value::Bytes(hook.id.as_bytes().to_vec()),
        ],
    );
    drop_waiting(tx, hook.id);
    let mut draft = Draft::system(EventKind::HookEnded, "hooks");
    if let Some(campaign) = hook.campaign {
        draft = draft.in_campaign(campaign);
    }
    let detail = format!("hook={} why={why}", hook.id);
    entry::write(tx, &draft.detail(detail), &[])?;
    let vars = format!("at={} why={why}", tx.now().millis());
    write_to(tx, hook.campaign, Message::HookEnded, &vars)
}

const OLD: &str = "delete from hook_event where done_at is not null and done_at < $1";
const GONE: &str = "delete from hook where state = 'removed' and state_at < $1 and not exists (select 1 from hook_event e where e.hook = hook.id)";

/// Forgets what was told a week ago, and webhooks that were removed then.
pub fn forget_old(world: &World, now: Moment) -> Result<(), Fault> {
    let before = now.minus(KEPT_FOR).millis();
    world
        .write("hooks-forget", Auth::Job("hooks"), now, move |tx| {
            tx.run(OLD, &[Arg::Int(before)])?;
            tx.run(GONE, &[Arg::Int(before)])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// In a restored world nobody is told what the backup says: that was told, or what it was about has changed since. Webhooks that were
/// removed since the backup would come back with it: whoever wants one makes it a new secret.
pub(crate) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    let at = [Arg::Int(tx.now().millis())];
    tx.run(
        "update hook_event set done_at = $1, ended_as = 'dropped' where done_at is null",
        &at,
    )?;
    tx.run("update hook set state = 'off', why = 'restored', state_at = $1, before_sealed = null, before_until = null where state = 'on'", &at)?;
    Ok(())
}
