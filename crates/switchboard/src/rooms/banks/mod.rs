//! Banks: what the organiser sees and switches.

pub mod actions;
pub mod api;
pub mod beside;
pub(crate) mod chart;
pub mod closing;
pub mod copying;
mod figures;
pub mod groups;
pub mod live;
pub mod pages;
pub mod parts;

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::banks::{Look, Ordered, Wanted};
use switchboard_store::desk::Held as HeldBack;
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::ids::BankId;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::held::Held;
use crate::web::page::{Html, Tally};
use pages::Watch;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/banks/{bank}", get(watch))
        .route("/banks/{bank}/live", get(live::stream))
        .route("/banks/{bank}/open", post(open))
        .route("/banks/{bank}/pause", post(pause))
        .route("/banks/{bank}/order", post(order))
        .merge(beside::routes())
        .merge(closing::routes())
        .merge(copying::routes())
        .merge(figures::routes())
}

pub(crate) fn bank_of(ctx: &Ctx, text: &str) -> Result<BankId, Problem> {
    BankId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct Looked {
    #[serde(default)]
    said: String,
}

async fn watch(
    ctx: Ctx,
    Path(bank): Path<String>,
    Query(looked): Query<Looked>,
) -> Result<Html<Watch>, Problem> {
    let id = bank_of(&ctx, &bank)?;
    let watched = actions::watch(&ctx, id, Look::First).await?;
    let why = actions::why(&ctx, watched.may_ask).await?;
    let progress = actions::groups(&ctx, id).await?;
    Ok(Html(Watch {
        shell: ctx.shell(),
        bank,
        bank_name: watched.line.name.clone(),
        campaign: watched.line.campaign.clone(),
        campaign_id: watched.line.campaign_id.to_string(),
        reasons: why.reasons.iter().map(|one| held(&ctx, one)).collect(),
        is_untold: why.is_untold,
        fills_at: why
            .fills_at
            .filter(|at| *at > ctx.now)
            .map(|at| ctx.stamp(at)),
        groups: groups::shown(&ctx, &progress),
        whom: copying::groups(&ctx.words, &watched.whom),
        sample: watched.sample,
        may_copy: watched.may_add,
        order: watched.order,
        said_key: said(&looked.said),
        live: live::part(&ctx, watched),
    }))
}

fn held(ctx: &Ctx, held: &HeldBack) -> Held {
    Held {
        key: held.key.to_owned(),
        count: held.count.map(Tally::from),
        from: held.until.map(|at| ctx.stamp(at)),
    }
}

/// What choosing an order came to, as the address says it.
fn said(code: &str) -> Option<&'static str> {
    match code {
        "ordered" => Some("order-said-done"),
        "deals" => Some("order-said-open"),
        "soon" => Some("order-said-soon"),
        _ => None,
    }
}

#[derive(Deserialize)]
struct OrderForm {
    csrf: String,
    order: String,
}

async fn order(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<OrderForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let order = Order::from_code(&form.order).ok_or_else(|| ctx.problem(What::BadForm))?;
    let said = match actions::set_order(&ctx, bank_of(&ctx, &bank)?, order).await? {
        Ordered::Done | Ordered::Before => "ordered",
        Ordered::Open => "deals",
        Ordered::Soon => "soon",
    };
    Ok(Redirect::to(&format!("/banks/{bank}?said={said}")))
}

async fn open(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    set(ctx, bank, form, Wanted::Open).await
}

async fn pause(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    set(ctx, bank, form, Wanted::Paused).await
}

async fn set(ctx: Ctx, bank: String, form: CsrfForm, wanted: Wanted) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::set(&ctx, bank_of(&ctx, &bank)?, wanted).await?;
    Ok(Redirect::to(&format!("/banks/{bank}")))
}
