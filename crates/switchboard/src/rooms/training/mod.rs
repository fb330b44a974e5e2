//! Training: callers practise with invented members, and bring a receipt back; organisers see who has.
//!
//! [`routes`] are the live world's, [`inside`] stands in practice alone.

pub mod actions;
pub mod api;
pub mod pages;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use switchboard_store::practice::Who;
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId};
use switchboard_store::training::{Did, Taken, Wish};

use crate::app::App;
use crate::ctx::Ctx;
use crate::practice;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use pages::{BankLine, Campaign, Done, PersonLine, Said, Trained, Training};

/// The live world's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/training", get(own))
        .route("/training/notice", post(read_notice))
        .route("/training/receipt", post(receipt))
        .route("/training/campaigns/{campaign}", get(campaign))
        .route("/training/banks/{bank}", post(ask))
        .route("/practice/enter", post(enter))
}

/// Practice's own addresses.
pub fn inside() -> Router<Arc<App>> {
    Router::new()
        .route("/practice/enter", post(come_in))
        .route("/practice/leave", post(leave))
        .route("/practice/done", get(done))
        .route("/practice/notice", post(read_inside))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
    after: Option<String>,
}

async fn own(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Training>, Problem> {
    let own = actions::own(&ctx).await?;
    Ok(Html(Training {
        shell: ctx.shell(),
        practised_at: own.practised_at.map(|at| ctx.stamp(at)),
        read_at: own.read_at.map(|at| ctx.stamp(at)),
        ticket: own.ticket,
        said: wanted.said.as_deref().and_then(Said::parse),
    }))
}

async fn read_notice(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::read_notice(&ctx).await?;
    Ok(Redirect::to(&Said::Read.of("/training")))
}

#[derive(Deserialize)]
struct ReceiptForm {
    receipt: String,
}

/// The form stands on a page of practice, which knows no proof of the live session: the receipt itself is under our seal
/// and of this account alone, so another site has none to send.
async fn receipt(ctx: Ctx, Form(form): Form<ReceiptForm>) -> Result<Redirect, Problem> {
    let said = match actions::take(&ctx, form.receipt).await? {
        Taken::Kept => Said::Recorded,
        Taken::Before => Said::Before,
        Taken::NotYours => Said::NotYours,
        Taken::TooOld => Said::TooOld,
    };
    Ok(Redirect::to(&said.of("/training")))
}

async fn campaign(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Campaign>, Problem> {
    let id = CampaignId::parse(&campaign).map_err(|_| ctx.problem(What::NotFound))?;
    let after = wanted.after.map(|after| AccountId::parse(&after));
    let after = after.transpose().map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::of_campaign(&ctx, id, after).await?;
    let stamp = |at: Option<_>| at.map(|at| ctx.stamp(at));
    let did = |did| match did {
        Did::NotYet => Trained::NotYet,
        Did::Before => Trained::Before,
        Did::At(at) => Trained::At(ctx.stamp(at)),
    };
    let people = found.people.into_iter().map(|one| PersonLine {
        name: one.name,
        practised: did(one.practised),
        read: did(one.read),
    });
    // A page has them by their names; which of them stand on it goes by the accounts.
    let mut people: Vec<PersonLine> = people.collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    let banks = found.banks.into_iter().map(|one| BankLine {
        bank: one.bank.to_string(),
        name: one.name,
        since: stamp(one.since),
    });
    Ok(Html(Campaign {
        people,
        banks: banks.collect(),
        after: found.next.map(|after| after.to_string()),
        campaign,
        name: found.name,
        said: wanted.said.as_deref().and_then(Said::parse),
        shell: ctx.shell(),
    }))
}

#[derive(Deserialize)]
struct AskForm {
    csrf: String,
    wish: String,
    campaign: String,
}

async fn ask(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<AskForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let bank = BankId::parse(&bank).map_err(|_| ctx.problem(What::NotFound))?;
    let (wish, said) = match form.wish.as_str() {
        "practice" => (Wish::Practice, Said::Asks),
        "nothing" => (Wish::Nothing, Said::AsksNothing),
        _ => return Err(ctx.problem(What::NotFound)),
    };
    actions::ask(&ctx, bank, wish).await?;
    // Back to the page that the form stood on; only an id goes into the address.
    Ok(Redirect::to(&match CampaignId::parse(&form.campaign) {
        Ok(campaign) => said.of(&format!("/training/campaigns/{campaign}")),
        Err(_) => "/".to_owned(),
    }))
}

#[derive(Deserialize)]
struct TicketForm {
    ticket: String,
}

/// The way in, of the live world: whoever has a place in it now may go, and so often.
async fn enter(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, Problem> {
    let who = actions::may_enter(&ctx, from.ip()).await?;
    Ok(practice::let_in(&ctx.app, who, request).await)
}

/// The same in practice. The ticket is the proof that the form is ours, as a receipt is on the way back; it lets in once, and
/// whoever it was made for alone.
async fn come_in(
    ctx: Ctx,
    Extension(who): Extension<Who>,
    Form(form): Form<TicketForm>,
) -> Result<Response, Problem> {
    let Some(entered) = actions::enter(&ctx, who, form.ticket).await? else {
        return Ok(Redirect::to(&Said::Ticket.of("/training")).into_response());
    };
    let (signed_in, cookies) = (entered.signed_in, ctx.app.cookies);
    let age_s = signed_in.until.since(ctx.now).as_millis() / 1000;
    let session = cookies.set(cookies.session(), signed_in.token.expose(), age_s);
    let to = Redirect::to(&format!("/desk/{}", entered.bank));
    Ok(([(SET_COOKIE, session)], to).into_response())
}

async fn leave(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::leave(&ctx).await?;
    let over = ctx.app.cookies.set(ctx.app.cookies.session(), "", 0);
    Ok(([(SET_COOKIE, over)], Redirect::to("/training")).into_response())
}

async fn done(ctx: Ctx) -> Result<Html<Done>, Problem> {
    let far = actions::far(&ctx).await?;
    Ok(Html(Done {
        shell: ctx.shell(),
        practised: far.practised,
        bank: far.bank.to_string(),
        receipt: far.receipt,
    }))
}

async fn read_inside(ctx: Ctx, Form(form): Form<CsrfForm>) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    actions::read_in_practice(&ctx).await?;
    Ok(Redirect::to("/practice/done"))
}
