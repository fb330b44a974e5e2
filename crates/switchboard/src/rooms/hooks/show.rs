//! From what the store shows to pages.

use switchboard_store::hooks::{Line, Listed, Shown, State, Told};
use switchboard_store::rules::hook::{AddressError, Event};
use switchboard_store::rules::ids::{CampaignId, HookId};

use super::pages::{Choice, Delivery, Hooks, One, Row};
use crate::ctx::Ctx;

/// Where the webhooks of the organisation, or of a campaign, are listed.
pub(super) fn list_at(campaign: Option<CampaignId>) -> String {
    campaign.map_or_else(
        || "/hooks".to_owned(),
        |campaign| format!("/campaigns/{campaign}/hooks"),
    )
}

/// The sentence that says why an address isn't taken.
pub(super) const fn wrong(error: AddressError) -> &'static str {
    match error {
        AddressError::Form => "hooks-bad-form",
        AddressError::Plain => "hooks-bad-plain",
        AddressError::Long => "hooks-bad-long",
        AddressError::Inside => "hooks-bad-inside",
        AddressError::Port => "hooks-bad-port",
    }
}

/// The page of all of them.
pub(super) fn list(
    ctx: &Ctx,
    campaign: Option<CampaignId>,
    found: Listed,
    chosen: &[Event],
) -> Hooks {
    Hooks {
        shell: ctx.shell(),
        at: list_at(campaign),
        campaign: found.campaign,
        rows: found.hooks.iter().map(|line| row(ctx, line)).collect(),
        choices: choices(campaign.is_some(), chosen),
        may_install: found.may_install,
        typed: String::new(),
        wrong: None,
        said: None,
    }
}

/// What can be chosen.
pub(super) fn choices(is_campaigns: bool, chosen: &[Event]) -> Vec<Choice> {
    let all = Event::offered(is_campaigns).map(|event| Choice {
        code: event.text(),
        label: event.label(),
        is_chosen: chosen.contains(&event),
    });
    all.collect()
}

fn row(ctx: &Ctx, line: &Line) -> Row {
    Row {
        hook: line.id.to_string(),
        host: line.host.clone(),
        made: ctx.stamp(line.made_at),
        since: ctx.stamp(line.state_at),
        ended: match (line.state, line.why.as_str()) {
            (State::On, _) => None,
            (_, "restored") => Some("hooks-ended-restored"),
            (_, "not-taken") => Some("hooks-ended-not-taken"),
            (_, "gone") => Some("hooks-ended-gone"),
            _ => Some("hooks-ended-nobody-answers"),
        },
    }
}

/// The page of one.
pub(super) fn one(ctx: &Ctx, found: Shown) -> One {
    One {
        shell: ctx.shell(),
        list: list_at(found.campaign_id),
        campaign: found.campaign,
        row: row(ctx, &found.line),
        kinds: found.line.kinds.iter().map(|event| event.label()).collect(),
        lost: found.lost.map(|(lost, at)| (lost, ctx.stamp(at))),
        before_until: found.before_until.map(|at| ctx.stamp(at)),
        may_change: found.may_change,
        takes_over: found.takes_over,
        typed: String::new(),
        wrong: None,
        told: found.told.iter().map(|told| delivery(ctx, told)).collect(),
        said: None,
    }
}

fn delivery(ctx: &Ctx, told: &Told) -> Delivery {
    use switchboard_store::hooks::Ended;
    let (key, at) = match told.ended {
        Some((Ended::Taken, at)) => ("hooks-told-taken", at),
        Some((Ended::GivenUp, at)) => ("hooks-told-given-up", at),
        Some((Ended::Dropped, at)) => ("hooks-told-dropped", at),
        None => ("hooks-told-waits", told.due_at),
    };
    Delivery {
        id: format!("msg_{}", HookId::from_bytes(told.id)),
        event: told.event.text(),
        put: ctx.stamp(told.at),
        key,
        at: ctx.stamp(at),
        tries: told.tries,
        answer: match told.status {
            Some(status) => status.to_string(),
            None => told.said.clone(),
        },
    }
}
