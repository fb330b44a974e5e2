//! Reasons to read, and which account's record is whose.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::members::ReadAfter;
use switchboard_store::roll::Settled;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::look::Reading;
use switchboard_store::rules::person::ExternalId;

use super::actions::{self, ToRead};
use super::look_of;
use super::pages::{Colleagues, LinkSaid, OneColleague, OneReason, ReadSaid, Reasons};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;

/// The addresses of the second reader.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/members/reasons", get(queue))
        .route("/members/reasons/{reason}", post(read))
        .route("/members/colleagues", get(colleagues).post(link))
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
    said: Option<String>,
}

/// Where the page begins; a text that is no place is nowhere.
pub(super) fn place(ctx: &Ctx, wanted: &Wanted) -> Result<Option<ReadAfter>, Problem> {
    let after = wanted.after.as_deref().filter(|text| !text.is_empty());
    after
        .map(|text| ReadAfter::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()
}

async fn queue(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Reasons>, Problem> {
    let to_read = actions::reasons(&ctx, place(&ctx, &wanted)?).await?;
    Ok(Html(Reasons {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(ReadSaid::parse),
        reasons: rows(&ctx, &to_read),
        after: to_read.after.map(|after| after.to_string()),
    }))
}

fn rows(ctx: &Ctx, to_read: &ToRead) -> Vec<OneReason> {
    let pairs = to_read.waiting.iter().zip(&to_read.reasons.0);
    pairs
        .map(|(waiting, said)| OneReason {
            reason: waiting.look.to_string(),
            by: waiting.by.clone(),
            at: ctx.stamp(waiting.at),
            purpose: waiting.purpose.label(),
            why: waiting.why.label(),
            is_questioned: waiting.is_questioned,
            is_unanswered: waiting.is_unanswered,
            name: said.name.clone(),
            branch: said.branch.clone(),
            number: said.number.clone(),
            words: said.words.clone(),
            text: said.reason.clone(),
        })
        .collect()
}

#[derive(Deserialize)]
struct ReadForm {
    csrf: String,
    reading: String,
}

async fn read(
    ctx: Ctx,
    Path(reason): Path<String>,
    Form(form): Form<ReadForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let look = look_of(&ctx, &reason)?;
    let reading = Reading::from_code(&form.reading).ok_or_else(|| ctx.problem(What::BadForm))?;
    let said = match (actions::read(&ctx, look, reading).await?, reading) {
        (Settled::Now, Reading::Fine) => ReadSaid::Fine,
        (Settled::Now, Reading::AskAbout) => ReadSaid::AskAbout,
        (Settled::Before, _) => ReadSaid::Before,
    };
    Ok(Redirect::to(&format!("/members/reasons?said={}", said.code())).into_response())
}

async fn colleagues(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Colleagues>, Problem> {
    let list = actions::colleagues(&ctx).await?;
    let own = ctx.standing().map(|who| who.account);
    let people = list.into_iter().map(|one| OneColleague {
        is_own: own == Some(one.account),
        account: one.account.to_string(),
        label: one.label,
        role: one.role.label(),
        is_linked: one.is_linked,
    });
    Ok(Html(Colleagues {
        shell: ctx.shell(),
        said: wanted.said.as_deref().and_then(LinkSaid::parse),
        people: people.collect(),
    }))
}

#[derive(Deserialize)]
struct LinkForm {
    csrf: String,
    account: String,
    number: String,
}

async fn link(ctx: Ctx, Form(form): Form<LinkForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let account = AccountId::parse(&form.account).map_err(|_| ctx.problem(What::BadForm))?;
    let said = match ExternalId::parse(&form.number) {
        Ok(number) => match actions::link(&ctx, account, number).await? {
            Ok(()) => LinkSaid::Linked,
            Err(_) => LinkSaid::NoMember,
        },
        Err(_) => LinkSaid::NoMember,
    };
    Ok(Redirect::to(&format!("/members/colleagues?said={}", said.code())).into_response())
}
