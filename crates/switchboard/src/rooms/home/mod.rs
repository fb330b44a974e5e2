//! The first page after signing in.

pub mod actions;
pub mod pages;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use switchboard_store::banks::BankLine;
use switchboard_store::rules::policy::Role;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::page::Html;
use pages::{BankLink, BankState, ContestLink, Home, Office};

/// The room's address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/", get(home))
}

async fn home(ctx: Ctx) -> Result<Response, Problem> {
    let Some(standing) = ctx.standing() else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let holds = |wanted: Role| standing.roles.iter().any(|(role, _)| *role == wanted);
    let (rings, watches) = (holds(Role::Caller), holds(Role::Organiser));
    let offices = [
        (Role::MembershipOfficer, Office::MembershipOfficer),
        (Role::Dpo, Office::DataProtectionOfficer),
    ];
    let offices = offices
        .into_iter()
        .filter(|(role, _)| holds(*role))
        .map(|(_, office)| office)
        .collect();
    let places = actions::places(&ctx).await?;
    let links: Vec<BankLink> = places.banks.into_iter().map(link).collect();
    let contests = places.contests.into_iter();
    Ok(Html(Home {
        shell: ctx.shell(),
        ringing: if rings { links.clone() } else { Vec::new() },
        watching: if watches { links } else { Vec::new() },
        contests: contests
            .map(|c| ContestLink {
                contest: c.id.to_string(),
                name: c.name,
            })
            .collect(),
        offices,
    })
    .into_response())
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
