//! Putting what happened before those who are to be told, in the act's own transaction.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Event, KEPT_FOR, Of, WAITING_MAX};
use switchboard_rules::ids::{AccountId, CampaignId, ContestId, HookId, MemberId, bucket_of};
use switchboard_rules::policy::{Action, Resource};

use super::{is_told, kinds, write_to};
use crate::desk::shape;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::members;
use crate::outbox::Message;
use crate::session::id16;
use crate::tx::Tx;

/// Whom something concerns.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose {
    /// One campaign.
    Campaign(CampaignId),
    /// Every campaign of a contest, and the organisation.
    Contest(ContestId),
    /// The organisation.
    Organisation,
    /// The organisation, where it is a member's request.
    Member(MemberId),
}

const ORGANISATION: &str = "select id, kinds, answers from hook where state = 'on' and campaign is null order by id limit 100";
const OF_CAMPAIGN: &str = "select id, kinds, answers from hook where state = 'on' and campaign = $1 order by id limit 100";
const OF_CONTEST: &str = "select id, kinds, answers from hook where state = 'on' and (campaign is null or campaign in (select p.id from campaign p where p.contest = $1)) order by id limit 1000";
const PUT: &str = "insert into hook_event (bucket, id, hook, kind, about, put_at, due_at, tries, said) values ($1, $2, $3, $4, $5, $6, $6, 0, '')";

/// Has everybody told whom it concerns. `about` holds ids alone, as `name=value` words: nothing of anybody, and no number.
pub(crate) fn tell(
    tx: &mut Tx<'_, '_>,
    event: Event,
    whose: Whose,
    about: &str,
) -> Result<(), Fault> {
    let read = |row: &Row<'_>| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("hook"))?;
        let answers = id16(row.bytes(2)?).ok_or_else(|| shape("hook"))?;
        let answers = AccountId::from_bytes(answers);
        Ok((HookId::from_bytes(id), kinds(row.text(1)?), answers))
    };
    let hooks = match (event.of(), whose) {
        (Of::Campaign, Whose::Campaign(campaign)) => {
            tx.all(OF_CAMPAIGN, &[Arg::Bytes(campaign.as_bytes())], read)?
        }
        (Of::Contest, Whose::Contest(contest)) => {
            tx.all(OF_CONTEST, &[Arg::Bytes(contest.as_bytes())], read)?
        }
        // A campaign's own is told nobody where no campaign is named.
        (Of::Campaign, _) => Vec::new(),
        // What isn't a campaign's to know is told to the organisation alone, whoever it concerns.
        _ => tx.all(ORGANISATION, &[], read)?,
    };
    for (hook, kinds, answers) in hooks {
        if is_told(&kinds, event) && may_know(tx, answers, event, whose)? {
            put(tx, hook, event, about)?;
        }
    }
    Ok(())
}

/// Whether whoever answers for a webhook could look it up: a member's request only who answers those, and never their own.
fn may_know(
    tx: &mut Tx<'_, '_>,
    answers: AccountId,
    event: Event,
    whose: Whose,
) -> Result<bool, Fault> {
    if event.of() != Of::Rights {
        return Ok(true);
    }
    if let Whose::Member(member) = whose
        && members::owners(tx, member)?.contains(&answers)
    {
        return Ok(false);
    }
    sees_rights(tx, answers)
}

/// Whether an account answers what members ask for.
pub(super) fn sees_rights(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let who = (account, "password");
    tx.would_grant(who, Action::SeeRights, &Resource::Organisation)
}

const SAME: &str = "select 1 from hook_event where hook = $1 and done_at is null and tries = 0 and kind = $2 and about = $3 limit 1";
const WAITING: &str = "select count(*) from (select 1 from hook_event where hook = $1 and done_at is null limit 1000) w";

/// Puts one event before one address, unless it waits there already, untried, or as much waits there as may.
pub(super) fn put(
    tx: &mut Tx<'_, '_>,
    hook: HookId,
    event: Event,
    about: &str,
) -> Result<(), Fault> {
    let of = Arg::Bytes(hook.as_bytes());
    let same = [of, Arg::Text(event.text()), Arg::Text(about)];
    if tx.one(SAME, &same, |row| row.int(0))?.is_some() {
        return Ok(());
    }
    let waiting = tx.one(WAITING, &[of], |row| row.int(0))?.unwrap_or(0);
    if usize::try_from(waiting).is_ok_and(|waiting| waiting >= WAITING_MAX) {
        return overrun(tx, hook);
    }
    let id = tx.world.ordered.next(tx.now().millis());
    tx.later(
        PUT,
        vec![
            Value::Int(bucket_of(&id)),
            Value::Bytes(id.to_vec()),
            Value::Bytes(hook.as_bytes().to_vec()),
            Value::Text(event.text().to_owned()),
            Value::Text(about.to_owned()),
            Value::Int(tx.now().millis()),
        ],
    );
    Ok(())
}

const FIRST: &str = "update hook set lost = 1, lost_at = $1 where bucket = $2 and id = $3 and (lost_at is null or lost_at <= $4)";
const MORE: &str = "update hook set lost = lost + 1, lost_at = $1 where bucket = $2 and id = $3";

const CAMPAIGN_OF: &str = "select campaign from hook where bucket = $1 and id = $2";

/// Writes down that one webhook isn't told something. The first time in seven days an entry and a letter say so: the others are counted.
fn overrun(tx: &mut Tx<'_, '_>, hook: HookId) -> Result<(), Fault> {
    let now = tx.now();
    let (at, bucket) = (Arg::Int(now.millis()), Arg::Int(hook.bucket()));
    let key = [at, bucket, Arg::Bytes(hook.as_bytes())];
    let old = [Arg::Int(now.minus(KEPT_FOR).millis())];
    if tx.run(FIRST, &[key.as_slice(), &old].concat())? == 0 {
        tx.run(MORE, &key)?;
        return Ok(());
    }
    let of = [bucket, Arg::Bytes(hook.as_bytes())];
    let campaign = tx.one(CAMPAIGN_OF, &of, |row| Ok(row.opt_bytes(0)?.and_then(id16)))?;
    let campaign = campaign.flatten().map(CampaignId::from_bytes);
    let mut draft = Draft::system(EventKind::HookOverran, "hooks");
    if let Some(campaign) = campaign {
        draft = draft.in_campaign(campaign);
    }
    entry::write(tx, &draft.detail(format!("hook={hook}")), &[])?;
    let vars = format!("at={}", now.millis());
    write_to(tx, campaign, Message::HookOverran, &vars)
}
