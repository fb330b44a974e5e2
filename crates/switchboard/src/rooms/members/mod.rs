//! One member at a time: opening a record with a purpose, what an officer changes, and the second reader.

pub mod actions;
pub mod api;
pub mod changing;
pub mod pages;
pub mod reading;
mod show;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::members::{Begun, Opening};
use switchboard_store::rules::ids::{CampaignId, LookId};
use switchboard_store::rules::look::{Mark, Purpose, Words, WordsError};
use switchboard_store::rules::policy::{Reason, Refusal, Role};

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, Query};
use crate::web::page::Html;
use pages::{AskReason, Open, Said};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/members/open", post(open))
        .route("/members/{look}", get(look))
        .route("/members/{look}/reason", post(reason))
        .route("/members/{look}/uncover", post(uncover))
        .route("/members/{look}/mark", post(mark))
        .route("/members/{look}/lift", post(lift))
        .route("/members/{look}/object", post(object))
        .route("/members/{look}/allow", post(allow))
        .route("/members/{look}/note", post(note))
        .merge(changing::routes())
        .merge(reading::routes())
}

fn look_of(ctx: &Ctx, text: &str) -> Result<LookId, Problem> {
    LookId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

#[derive(Deserialize)]
struct OpenForm {
    csrf: String,
    member: String,
    purpose: String,
    words: Option<String>,
}

async fn open(ctx: Ctx, Form(form): Form<OpenForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let purpose = Purpose::from_code(&form.purpose).ok_or_else(|| ctx.problem(What::BadForm))?;
    let opening = Opening {
        handle: form.member,
        purpose,
        words: form.words.unwrap_or_default(),
    };
    match actions::begin(&ctx, opening.clone()).await? {
        Begun::Look(look) => Ok(Redirect::to(&format!("/members/{look}")).into_response()),
        Begun::Stale => Err(ctx.problem(What::Refused(Refusal::new(Reason::LookOver)))),
        Begun::Words(error) => {
            let page = Open {
                shell: ctx.shell(),
                member: opening.handle,
                purpose,
                words: opening.words,
                error,
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    }
}

#[derive(Deserialize)]
struct Wanted {
    said: Option<String>,
}

async fn look(
    ctx: Ctx,
    Path(look): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let id = look_of(&ctx, &look)?;
    let said = wanted.said.as_deref().and_then(Said::parse);
    Ok(match actions::show(&ctx, id).await? {
        actions::Sight::Asked(why, purpose) => Html(AskReason {
            shell: ctx.shell(),
            look,
            why,
            purpose,
            error: said.and_then(Said::error),
        })
        .into_response(),
        actions::Sight::Record(record) => {
            Html(show::record(&ctx, look, said, *record)).into_response()
        }
    })
}

/// The empty form holds nothing, so the store is not asked; what is sent with it is decided there.
fn officer(ctx: &Ctx) -> Result<(), Problem> {
    let Some(standing) = ctx.standing() else {
        return Err(ctx.problem(What::Refused(Refusal::new(Reason::SignedOut))));
    };
    let mut roles = standing.roles.iter();
    if roles.any(|(role, _)| *role == Role::MembershipOfficer) {
        return Ok(());
    }
    Err(ctx.problem(What::Refused(Refusal::new(Reason::NotYours))))
}

/// Back to the record, with a sentence on what was done.
fn back(look: LookId, said: Said) -> Response {
    Redirect::to(&format!("/members/{look}?said={}", said.code())).into_response()
}

#[derive(Deserialize)]
struct ActForm {
    csrf: String,
    words: Option<String>,
    mark: Option<String>,
    campaign: Option<String>,
}

impl ActForm {
    fn words(&self) -> Result<Words, WordsError> {
        Words::parse(self.words.as_deref().unwrap_or_default())
    }

    fn mark(&self, ctx: &Ctx) -> Result<Mark, Problem> {
        let mark = self.mark.as_deref().and_then(Mark::from_code);
        mark.ok_or_else(|| ctx.problem(What::BadForm))
    }

    /// One campaign, or none for all of them.
    fn campaign(&self, ctx: &Ctx) -> Result<Option<CampaignId>, Problem> {
        match self.campaign.as_deref() {
            None | Some("") => Err(ctx.problem(What::BadForm)),
            Some("all") => Ok(None),
            Some(id) => CampaignId::parse(id)
                .map(Some)
                .map_err(|_| ctx.problem(What::BadForm)),
        }
    }
}

/// An act upon the record that is open, with words of why: done, and back to the record with a sentence on it; or, where the
/// words are none, back with what is wrong with them.
async fn in_words<'c, Done>(
    ctx: &'c Ctx,
    look: &str,
    form: &ActForm,
    said: Said,
    act: impl FnOnce(&'c Ctx, LookId, Words) -> Done,
) -> Result<Response, Problem>
where
    Done: Future<Output = Result<(), Problem>>,
{
    ctx.check_form(&form.csrf)?;
    let look = look_of(ctx, look)?;
    match form.words() {
        Ok(words) => {
            act(ctx, look, words).await?;
            Ok(back(look, said))
        }
        Err(error) => Ok(back(look, Said::of(error))),
    }
}

async fn reason(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let look = look_of(&ctx, &look)?;
    match form.words() {
        Ok(words) => {
            actions::reason(&ctx, look, words).await?;
            Ok(Redirect::to(&format!("/members/{look}")).into_response())
        }
        Err(error) => Ok(back(look, Said::of(error))),
    }
}

async fn uncover(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let look = look_of(&ctx, &look)?;
    actions::uncover(&ctx, look).await?;
    Ok(Redirect::to(&format!("/members/{look}")).into_response())
}

async fn mark(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    let mark = form.mark(&ctx)?;
    let act = |ctx, look, why| actions::mark(ctx, look, mark, why);
    in_words(&ctx, &look, &form, Said::marked(mark), act).await
}

async fn lift(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    let mark = form.mark(&ctx)?;
    let act = |ctx, look, why| actions::lift(ctx, look, mark, why);
    in_words(&ctx, &look, &form, Said::Lifted, act).await
}

async fn object(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let (look, campaign) = (look_of(&ctx, &look)?, form.campaign(&ctx)?);
    actions::object(&ctx, look, campaign).await?;
    Ok(back(look, Said::Objected))
}

async fn allow(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &form, Said::Allowed, actions::allow).await
}

async fn note(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &form, Said::Noted, actions::note).await
}
