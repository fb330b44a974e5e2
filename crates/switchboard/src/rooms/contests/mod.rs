//! Contests: campaigns on the same terms, when their phases begin, and what must be ready before.

pub mod actions;
mod calendar;
pub mod certificate;
mod draft;
pub mod pages;
mod ready;
mod writing;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use switchboard_store::contests::{AccountLine, Overview};
use switchboard_store::rules::ids::ContestId;
use switchboard_store::rules::policy::Role;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Path;
use crate::web::page::Html;
use pages::{Account, AccountState, Campaign, Contest, Phase, Terms};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/contests/{contest}", get(contest))
        .route(
            "/contests/campaigns/{campaign}/certificate",
            get(certificate::get),
        )
        .merge(calendar::routes())
        .merge(ready::routes())
}

fn contest_of(ctx: &Ctx, text: &str) -> Result<ContestId, Problem> {
    ContestId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn contest(ctx: Ctx, Path(contest): Path<String>) -> Result<Html<Contest>, Problem> {
    let id = contest_of(&ctx, &contest)?;
    let overview = actions::overview(&ctx, id).await?;
    Ok(Html(page(&ctx, contest, overview)))
}

fn page(ctx: &Ctx, contest: String, overview: Overview) -> Contest {
    let caps = ctx.app.world.meta().caps;
    let has_begun = overview.opened_at.is_some() && overview.opens_at <= ctx.now;
    let phase = match (has_begun, ctx.now < overview.closes_at) {
        (_, false) => Phase::Over,
        (true, true) => Phase::Calling,
        (false, true) => Phase::Before,
    };
    let name_keys: &[&str] = if overview.by_first_name {
        &["field-given-name"]
    } else {
        &["field-title", "field-family-name"]
    };
    let fields = name_keys
        .iter()
        .chain(&["field-branch", "field-language", "field-phone"]);
    Contest {
        shell: ctx.shell(),
        contest,
        name: overview.name,
        phase,
        calling_from: ctx.stamp(overview.opens_at),
        calling_until: ctx.stamp(overview.closes_at),
        terms: Terms {
            snapshot_at: ctx.stamp(overview.opened_at.unwrap_or(overview.opens_at)),
            field_keys: fields.map(|key| (*key).to_owned()).collect(),
            cards_hour: caps.hour.into(),
            cards_evening: caps.evening.into(),
            cards_contest: caps.contest.into(),
        },
        campaigns: overview
            .campaigns
            .into_iter()
            .map(|c| Campaign {
                name: c.name,
                banks: c.banks,
                callers: c.callers.into(),
                on_now: c.on_now,
                cards: c.cards,
            })
            .collect(),
        accounts: overview.accounts.into_iter().map(account).collect(),
        after: None,
    }
}

fn account(line: AccountLine) -> Account {
    Account {
        account: line.account.to_string(),
        name: line.label,
        role_key: line.role.map_or("role-unknown", Role::label).to_owned(),
        campaign: line.campaign,
        state: match (line.ended, line.on) {
            (true, _) => AccountState::Ended,
            (false, true) => AccountState::On,
            (false, false) => AccountState::Off,
        },
    }
}
