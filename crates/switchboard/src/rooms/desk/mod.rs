//! The desk: one caller, one card.

pub mod actions;
pub mod api;
pub mod call_api;
pub mod evening_api;
mod near;
pub mod pages;
mod show;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use switchboard_store::desk::{HandedBack, Said, Taken};
use switchboard_store::rules::ids::{BankId, CardId};
use switchboard_store::rules::policy::Reason;
use switchboard_store::rules::script::Sent;
use switchboard_store::rules::skips::Why;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{CsrfForm, Form, Path, Query};
use crate::web::page::Html;
use crate::web::shell::Outside;
use pages::{Back, BackStage, EmptyWhy, Evening, Late, LateStage, Offline};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/desk/branches", get(near::near).post(near::keep))
        .route("/desk/languages", post(near::keep_tongues))
        .route("/desk/offline", get(offline))
        .route("/desk/{bank}", get(first_screen))
        .route("/desk/{bank}/break", post(take_break))
        .route("/desk/{bank}/next", post(next))
        .route("/desk/{bank}/back", get(back).post(rings_back))
        .route("/desk/{bank}/evening", get(evening))
        .route("/desk/cards/{card}", get(card))
        .route("/desk/cards/{card}/number", post(number))
        .route("/desk/cards/{card}/extend", post(extend))
        .route("/desk/cards/{card}/heartbeat", post(heartbeat))
        .route("/desk/cards/{card}/outcome", post(outcome))
        .route("/desk/cards/{card}/complaint", post(complaint))
        .route(
            "/desk/cards/{card}/hand-back",
            get(handed_back).post(hand_back),
        )
        .route("/desk/cards/{card}/saved", get(saved))
        .route("/desk/cards/{card}/change", get(change).post(amend))
        .route("/desk/cards/{card}/late", get(late).post(outcome))
}

fn bank_of(ctx: &Ctx, text: &str) -> Result<BankId, Problem> {
    BankId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

fn card_of(ctx: &Ctx, text: &str) -> Result<CardId, Problem> {
    CardId::parse(text).map_err(|_| ctx.problem(What::NotFound))
}

async fn first_screen(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let bank = bank_of(&ctx, &bank)?;
    let own = match (actions::own(&ctx).await, ctx.tickets.first()) {
        // What lies on the desk is hidden: the browser knows which card it is, and how its call ended can be written down.
        (Err(problem), Some(held)) if problem.reason() == Some(Reason::Frozen) => {
            return late_page(&ctx, &held.card())
                .await
                .map(IntoResponse::into_response);
        }
        (own, _) => own?,
    };
    if let Some(open) = own {
        return Ok(show::to_card(&ctx, &open));
    }
    let screen = actions::first_screen(&ctx, bank).await?;
    if let Some(since) = screen.on_break {
        return Ok(Html(show::on_break(&ctx, &screen, since)).into_response());
    }
    // Whoever begins an evening here reads what stands still before they are refused a card.
    let ctx = ctx.with_freezes().await?;
    Ok(Html(show::first_screen(&ctx, screen)).into_response())
}

/// A card that lies on the desk comes first: the way back leads to it.
async fn take_break(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let bank = bank_of(&ctx, &bank)?;
    actions::take_break(&ctx, bank).await?;
    Ok(Redirect::to(&format!("/desk/{bank}")))
}

async fn next(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let bank = bank_of(&ctx, &bank)?;
    let next = match actions::next(&ctx, bank).await {
        Err(problem) if problem.reason() == Some(Reason::BankNotOpen) => {
            let page = show::not_open(&ctx, bank, EmptyWhy::Paused);
            return Ok(Html(page).into_response());
        }
        Err(problem) if problem.reason() == Some(Reason::BankClosed) => {
            let page = show::not_open(&ctx, bank, EmptyWhy::BankClosed);
            return Ok(Html(page).into_response());
        }
        Err(problem) if problem.reason() == Some(Reason::PractiseFirst) => {
            return Ok(Redirect::to("/training?said=first").into_response());
        }
        other => other?,
    };
    match next {
        actions::Next::Card(open) => Ok(show::to_card(&ctx, &open)),
        actions::Next::Empty(empty) => {
            let why = actions::why(&ctx, &empty).await;
            Ok(Html(show::empty(&ctx, bank, (empty, &why))).into_response())
        }
        actions::Next::Spent(spent) => Ok(Html(show::spent(&ctx, bank, spent)).into_response()),
    }
}

#[derive(Deserialize)]
struct Looked {
    #[serde(default)]
    language: String,
    #[serde(default)]
    said: String,
}

async fn card(
    ctx: Ctx,
    Path(card): Path<String>,
    Query(looked): Query<Looked>,
) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    let own = match actions::own(&ctx).await {
        // The name and the number are hidden, and how the call ended can be written down.
        Err(problem) if problem.reason() == Some(Reason::Frozen) => {
            return late_page(&ctx, &card)
                .await
                .map(IntoResponse::into_response);
        }
        own => own?,
    };
    let Some(open) = own.filter(|open| open.card == card) else {
        return Ok(Redirect::to(&format!("/desk/cards/{card}/late")).into_response());
    };
    let view = show::View {
        language: &looked.language,
        has_complained: looked.said == "complaint",
        ..show::View::default()
    };
    Ok(show::card(&ctx, open, &view))
}

/// A step on the card, which stays in the language that was chosen.
#[derive(Deserialize)]
struct StepForm {
    csrf: String,
    #[serde(default)]
    language: String,
}

impl StepForm {
    /// Back to the card. Nothing but a language's code goes into the address.
    fn to_card(&self, card: CardId, said: &str) -> Redirect {
        let is_code = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
        let code = &self.language;
        let code = if code.len() <= 20 && code.bytes().all(is_code) {
            code
        } else {
            ""
        };
        let mut asked = vec![];
        if !code.is_empty() {
            asked.push(format!("language={code}"));
        }
        if !said.is_empty() {
            asked.push(format!("said={said}"));
        }
        let asked = asked.join("&");
        let mark = if asked.is_empty() { "" } else { "?" };
        Redirect::to(&format!("/desk/cards/{card}{mark}{asked}"))
    }
}

async fn number(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    match actions::number(&ctx, card).await? {
        actions::Number::Shown(..) => Ok(form.to_card(card, "").into_response()),
        actions::Number::Closed(_) => {
            Ok(Redirect::to(&format!("/desk/cards/{card}/late")).into_response())
        }
        actions::Number::NotNow(reason) => {
            show::card_with(&ctx, card, (reason.told(), &form.language)).await
        }
    }
}

async fn extend(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    match actions::extend(&ctx, card).await? {
        Ok(_) => Ok(form.to_card(card, "").into_response()),
        Err(error) => show::card_with(&ctx, card, (error.key(), &form.language)).await,
    }
}

async fn heartbeat(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<CsrfForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    let Ok(state) = actions::beat(&ctx, card).await? else {
        return Ok(StatusCode::GONE.into_response());
    };
    let until = ctx.stamp(state.until().unwrap_or(ctx.now));
    Ok(Json(serde_json::json!({ "until_ms": until.ms(), "until": until.clock() })).into_response())
}

/// The outcome's form: its own fields, and an answer to each part of the script, which has a name of its own.
#[derive(Default)]
struct OutcomeForm {
    csrf: String,
    outcome: String,
    call_back_at: Option<String>,
    note: Option<String>,
    said: Said,
}

/// As many fields as the largest script has inputs, and some.
const FIELDS_MAX: usize = 600;

impl OutcomeForm {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields.into_iter().take(FIELDS_MAX) {
            match name.as_str() {
                "csrf" => form.csrf = value,
                "outcome" => form.outcome = value,
                "call_back_at" => form.call_back_at = Some(value).filter(|at| !at.is_empty()),
                "note" => form.note = Some(value),
                "language" => form.said.language = value,
                _ => {
                    if let Some(part) = name.strip_prefix("a.") {
                        let part = part.to_owned();
                        form.said.answers.push(Sent { part, value });
                    }
                }
            }
        }
        form
    }
}

async fn outcome(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let form = OutcomeForm::read(fields);
    if ctx.standing().is_some() {
        ctx.check_form(&form.csrf)?;
    }
    let card = card_of(&ctx, &card)?;
    let Some(outcome) = show::read_outcome(&ctx, &form.outcome, form.call_back_at.as_deref())
    else {
        return show::unclear(&ctx, card, &form.said.language).await;
    };
    let language = form.said.language.clone();
    let taken = actions::report(&ctx, card, outcome, (form.note, form.said)).await?;
    show::taken(&ctx, (card, &language), taken).await
}

async fn complaint(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Redirect, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    actions::complain(&ctx, card).await?;
    Ok(form.to_card(card, "complaint"))
}

#[derive(Deserialize)]
struct HandBackForm {
    csrf: String,
    why: String,
}

async fn hand_back(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(form): Form<HandBackForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    let why = Why::from_code(&form.why).ok_or_else(|| ctx.problem(What::BadForm))?;
    Ok(match (actions::hand_back(&ctx, card, why).await?, why) {
        (HandedBack::Done(..), Why::Stop) => {
            let bank = actions::saved(&ctx, card).await?.screen.bank.id;
            Redirect::to(&format!("/desk/{bank}/evening")).into_response()
        }
        (HandedBack::Done(..), Why::Break) => {
            let bank = actions::saved(&ctx, card).await?.screen.bank.id;
            Redirect::to(&format!("/desk/{bank}")).into_response()
        }
        (HandedBack::SayFirst, _) => show::card_with(&ctx, card, ("break-say-first", "")).await?,
        (HandedBack::Done(..), _) => {
            Redirect::to(&format!("/desk/cards/{card}/hand-back")).into_response()
        }
        (HandedBack::Spent(spent), _) => show::card_with(&ctx, card, (spent.key(), "")).await?,
        (HandedBack::Closed(_), _) => {
            Redirect::to(&format!("/desk/cards/{card}/late")).into_response()
        }
    })
}

async fn handed_back(
    ctx: Ctx,
    Path(card): Path<String>,
) -> Result<Html<pages::HandedBack>, Problem> {
    show::handed_back(&ctx, card_of(&ctx, &card)?).await
}

async fn saved(ctx: Ctx, Path(card): Path<String>) -> Result<Response, Problem> {
    show::saved_page(&ctx, card_of(&ctx, &card)?).await
}

async fn change(
    ctx: Ctx,
    Path(card): Path<String>,
    Query(looked): Query<Looked>,
) -> Result<Response, Problem> {
    show::change_page(&ctx, card_of(&ctx, &card)?, (None, &looked.language)).await
}

async fn amend(
    ctx: Ctx,
    Path(card): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let form = OutcomeForm::read(fields);
    ctx.check_form(&form.csrf)?;
    let card = card_of(&ctx, &card)?;
    let language = form.said.language.clone();
    let Some(outcome) = show::read_outcome(&ctx, &form.outcome, form.call_back_at.as_deref())
    else {
        return show::change_page(&ctx, card, (Some("card-call-back"), &language)).await;
    };
    match actions::amend(&ctx, card, outcome, (form.note, form.said)).await? {
        Taken::Not(error) => show::change_page(&ctx, card, (Some(error.key()), &language)).await,
        Taken::InTime | Taken::Late | Taken::Before => {
            Ok(Redirect::to(&format!("/desk/cards/{card}/saved")).into_response())
        }
    }
}

async fn back(ctx: Ctx, Path(bank): Path<String>) -> Result<Html<Back>, Problem> {
    let bank = bank_of(&ctx, &bank)?;
    actions::first_screen(&ctx, bank).await?;
    Ok(show::back(&ctx, bank, BackStage::Asked))
}

#[derive(Deserialize)]
struct NumberForm {
    csrf: String,
    number: String,
}

async fn rings_back(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<NumberForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let bank = bank_of(&ctx, &bank)?;
    Ok(match actions::rings_back(&ctx, bank, form.number).await? {
        actions::Rings::Card(open) => show::to_card(&ctx, &open),
        actions::Rings::Held => show::back(&ctx, bank, BackStage::Held).into_response(),
        actions::Rings::Nobody => show::back(&ctx, bank, BackStage::Nobody).into_response(),
        actions::Rings::Spent(spent) => Html(show::spent(&ctx, bank, spent)).into_response(),
    })
}

async fn evening(ctx: Ctx, Path(bank): Path<String>) -> Result<Html<Evening>, Problem> {
    let evening = actions::evening(&ctx, bank_of(&ctx, &bank)?).await?;
    Ok(Html(show::evening(&ctx, evening)))
}

async fn late(ctx: Ctx, Path(card): Path<String>) -> Result<Html<Late>, Problem> {
    let card = card_of(&ctx, &card)?;
    late_page(&ctx, &card).await
}

async fn late_page(ctx: &Ctx, card: &CardId) -> Result<Html<Late>, Problem> {
    let stage = if actions::is_taken_back(ctx, *card).await {
        LateStage::TakenBack
    } else {
        LateStage::Asked
    };
    Ok(Html(Late {
        shell: ctx.with_freezes().await?.shell(),
        card: card.to_string(),
        stage,
    }))
}

/// For whoever asks, the same: a phone keeps it, so what stands still now isn't said on it.
async fn offline(ctx: Ctx) -> Html<Offline> {
    let shell = Outside {
        frozen: None,
        ..ctx.outside()
    };
    Html(Offline { shell })
}
