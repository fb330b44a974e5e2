//! The first page after signing in.

pub mod actions;
pub mod pages;
pub mod queued;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::banks::BankLine;
use switchboard_store::door::Standing;
use switchboard_store::rules::policy::{Opened, Role, Scope};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Query;
use crate::web::page::Html;
use pages::{
    BankLink, BankState, CampaignLink, ContestLink, Home, Keeper, Keeping, KeptBranch, Office,
    Waits,
};
use queued::Queued;

/// The room's address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/", get(home))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn home(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let Some(standing) = ctx.standing() else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if standing.opened == Opened::SetUp {
        return Ok(Redirect::to("/set-up").into_response());
    }
    if standing.roles.is_empty() {
        return Ok(Redirect::to("/record").into_response());
    }
    let stopped = ctx.with_freezes().await?;
    let whole = |scope: &Scope| !matches!(scope, Scope::Branch(_));
    let holds = |wanted: Role| {
        let mut held = standing.roles.iter();
        held.any(|(role, scope)| *role == wanted && whole(scope))
    };
    let offices = [
        (Role::MembershipOfficer, Office::MembershipOfficer),
        (Role::Dpo, Office::DataProtectionOfficer),
        (Role::ReturningOfficer, Office::ReturningOfficer),
        (Role::Approver, Office::Approver),
    ];
    let offices = offices
        .into_iter()
        .filter(|(role, _)| holds(*role))
        .map(|(_, office)| office)
        .collect();
    let keepers = [
        (Role::Committee, Keeper::Committee),
        (Role::Auditor, Keeper::Auditor),
    ];
    let keepers = keepers.into_iter().filter(|(role, _)| holds(*role));
    let keeping = keeping(&ctx, keepers.map(|(_, keeper)| keeper).collect()).await?;
    let places = actions::places(&ctx).await?;
    let inviting = inviting(standing, &places.banks);
    let shifts = shifts(&inviting, &places.banks);
    let links = |chosen: fn(&BankLine) -> bool| -> Vec<BankLink> {
        let banks = places.banks.iter().filter(|bank| chosen(bank));
        banks.cloned().map(link).collect()
    };
    let (ringing, watching) = (links(|bank| bank.rings), links(|bank| bank.watches));
    let contests = places.contests.into_iter();
    Ok(Html(Home {
        shell: stopped.shell(),
        said: wanted.said.as_deref().and_then(pages::said_key),
        recoveries: places
            .recoveries
            .iter()
            .map(|one| ctx.recovery(one))
            .collect(),
        alone: places
            .alone
            .iter()
            .map(|one| pages::Alone {
                what: one.kind.label(),
                name: one.asked_by.clone(),
                from: ctx.stamp(one.from),
            })
            .collect(),
        ringing,
        training_key: places
            .training
            .map(|one| pages::training_key(one.has_practised, one.has_read)),
        watching,
        inviting,
        shifts,
        may_choose: may_choose(standing),
        contests: contests
            .map(|c| ContestLink {
                contest: c.id.to_string(),
                name: c.name,
            })
            .collect(),
        offices,
        kept: places.kept.into_iter().map(kept).collect(),
        keeping,
        waits: Waits {
            reports: places.work.reports,
            reasons: places.work.reasons,
            questioned: places.work.questioned,
            late: places.late,
            rights: places.rights.map(|one| queued(&ctx, one)),
            complaints: places.complaints.map(|one| queued(&ctx, one)),
        },
    })
    .into_response())
}

/// The campaigns that somebody organises, or a bank of.
fn inviting(standing: &Standing, banks: &[BankLine]) -> Vec<CampaignLink> {
    let of_bank = |id| {
        let mut all = banks.iter().filter(move |bank| bank.id == id);
        all.next().map(|bank| bank.campaign_id)
    };
    let organised = standing.roles.iter().filter_map(|held| match held {
        (Role::Organiser, Scope::Campaign(campaign)) => Some(*campaign),
        (Role::Organiser, Scope::Bank(bank)) => of_bank(*bank),
        _ => None,
    });
    let organised: std::collections::BTreeSet<_> = organised.collect();
    let name = |campaign| {
        let mut of = banks.iter().filter(|bank| bank.campaign_id == campaign);
        of.next().map(|bank| bank.campaign.clone())
    };
    organised
        .into_iter()
        .map(|campaign| CampaignLink {
            campaign: campaign.to_string(),
            name: name(campaign).unwrap_or_default(),
            is_whole: standing
                .roles
                .contains(&(Role::Organiser, Scope::Campaign(campaign))),
        })
        .collect()
}

/// The campaigns in which somebody rings or leads, and so sees shifts.
fn shifts(inviting: &[CampaignLink], banks: &[BankLine]) -> Vec<CampaignLink> {
    let mut links = inviting.to_vec();
    for bank in banks {
        let campaign = bank.campaign_id.to_string();
        if !links.iter().any(|link| link.campaign == campaign) {
            links.push(CampaignLink {
                campaign,
                name: bank.campaign.clone(),
                is_whole: false,
            });
        }
    }
    links
}

/// Whether somebody rings, does nothing else, and came with a code; policy says so again when they choose.
fn may_choose(standing: &Standing) -> bool {
    matches!(standing.opened, Opened::Code | Opened::Joined)
        && standing.roles.iter().all(|(role, _)| *role == Role::Caller)
}

async fn keeping(ctx: &Ctx, roles: Vec<Keeper>) -> Result<Option<Keeping>, Problem> {
    if roles.is_empty() {
        return Ok(None);
    }
    Ok(Some(Keeping {
        roles,
        address: format!("/log/{}", ctx.app.world.meta().log_name()),
        key: actions::log_key(ctx).await?,
    }))
}

fn queued(ctx: &Ctx, one: switchboard_store::rights::Queued) -> Queued {
    Queued {
        count: one.count,
        first: one.first.map(|at| ctx.stamp(at)),
        is_late: one.first.is_some_and(|at| at <= ctx.now),
    }
}

fn kept(one: switchboard_store::branches::Kept) -> KeptBranch {
    KeptBranch {
        name: one.name,
        branches: one.branches,
    }
}

fn link(bank: BankLine) -> BankLink {
    BankLink {
        bank: bank.id.to_string(),
        name: bank.name,
        campaign: bank.campaign,
        state: match bank.state.as_str() {
            "open" => BankState::Open,
            "paused" => BankState::Paused,
            _ => BankState::Closed,
        },
    }
}
