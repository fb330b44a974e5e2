//! Whose reports stand apart, and undoing all that one caller reported.

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::roll::{Apart, HandedBackBy, Unreport, UnreportBegun, UnreportState};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;

use super::actions::{self, Compared};
use super::pages::{ApartRow, Callers, HandedBackRow, UndoSaid, UndoneRow};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::page::Html;

/// The addresses of the comparison.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/roll/reports/callers", get(callers))
        .route("/roll/reports/callers/undo", post(undo))
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn callers(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Callers>, Problem> {
    let compared = actions::compare(&ctx).await?;
    Ok(Html(Callers {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(UndoSaid::parse),
        apart: rows(&ctx, &compared),
        handed_back: handed_back(&compared),
        undone: undone(&ctx, &compared),
    }))
}

fn rows(ctx: &Ctx, compared: &Compared) -> Vec<ApartRow> {
    let row = |one: &Apart| {
        let [skips, known, pauses] = one.handed_back;
        ApartRow {
            account: one.account.to_string(),
            name: compared.name(one.account),
            campaign: one.campaign.clone(),
            word: one.word.label(),
            with: one.own.with.into(),
            calls: one.own.calls.into(),
            most: one.most.into(),
            others_with: one.others.with.into(),
            others_calls: one.others.calls.into(),
            waiting: one.waiting.0,
            since: one.waiting.1.map(|at| ctx.stamp(at)),
            skips,
            known,
            pauses,
        }
    };
    compared.apart.iter().map(row).collect()
}

fn handed_back(compared: &Compared) -> Vec<HandedBackRow> {
    let row = |one: &HandedBackBy| HandedBackRow {
        name: compared.name(one.account),
        cards: one.cards,
        skips: one.skips,
        known: one.known,
        pauses: one.pauses,
    };
    compared.handed_back.iter().map(row).collect()
}

fn undone(ctx: &Ctx, compared: &Compared) -> Vec<UndoneRow> {
    let row = |one: &Unreport| UndoneRow {
        name: compared.name(one.account),
        at: ctx.stamp(one.at),
        state: state_key(one.state),
        done: one.done,
        left_out: one.left_out,
    };
    compared.undone.iter().map(row).collect()
}

const fn state_key(state: UnreportState) -> &'static str {
    match state {
        UnreportState::Undoing => "apart-state-undoing",
        UnreportState::Undone => "apart-state-undone",
        UnreportState::Stopped => "apart-state-stopped",
    }
}

#[derive(Deserialize)]
struct UndoForm {
    csrf: String,
    account: String,
    since: String,
}

async fn undo(ctx: Ctx, Form(form): Form<UndoForm>) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = AccountId::parse(&form.account).map_err(|_| ctx.problem(What::NotFound))?;
    let since = local(&ctx, &form.since).ok_or_else(|| ctx.problem(What::BadForm))?;
    let said = match actions::unreport(&ctx, account, since).await? {
        UnreportBegun::Begun(..) => UndoSaid::Begun,
        UnreportBegun::Nothing => UndoSaid::Nothing,
        UnreportBegun::Busy => UndoSaid::Busy,
    };
    Ok(Redirect::to(&format!(
        "/roll/reports/callers?said={}",
        said.code()
    )))
}

/// A moment as a form sends it, to the minute, where the organisation is.
fn local(ctx: &Ctx, text: &str) -> Option<Moment> {
    let wall: jiff::civil::DateTime = text.trim().parse().ok()?;
    let at = ctx.app.zone.to_timestamp(wall).ok()?;
    Some(Moment::from_millis(at.as_millisecond()))
}
