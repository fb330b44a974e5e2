//! What belongs to one call beside its card, over JSON: holding it longer, another outcome within the minute, a complaint, and who
//! rings back.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::desk::Taken;
use switchboard_store::rules::card::{CardError, Outcome};
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::actions::{self, Rings};
use super::api::{AnswerBody, CardBody, outcomes, said};
use super::{bank_of, card_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The addresses.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/cards/{card}/longer", post(hold_longer))
        .route("/api/v1/cards/{card}/outcome/change", post(change_outcome))
        .route("/api/v1/cards/{card}/complaint", post(pass_on_complaint))
        .route("/api/v1/banks/{bank}/rings-back", post(rings_back))
}

/// Why a card doesn't take it, as the page's own word for it.
fn why_not(error: CardError) -> &'static str {
    error.key().trim_start_matches("card-")
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct LongerBody {
    /// held; or not-shown (no number was asked for, so there is no call to go on with), no-more-time (it was held longer as often as it
    /// can be), time-up, closed or already-done.
    answer: &'static str,
    /// Until when the card is held, in milliseconds since 1970 UTC; `null` where it isn't. Asked again at once it stays as it was.
    until_ms: Option<i64>,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/longer", tag = "desk",
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = LongerBody, description = "until when it is held, or why not")))]
pub(crate) async fn hold_longer(ctx: Ctx, Path(card): Path<String>) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    let body = match actions::extend(&ctx, card).await? {
        Ok(state) => LongerBody {
            answer: "held",
            until_ms: state.until().map(Moment::millis),
        },
        Err(error) => LongerBody {
            answer: why_not(error),
            until_ms: None,
        },
    };
    Ok(crate::api::no_store(Json(body)))
}

/// Another outcome. A note that was sent with the one before is taken back with it, and so are its answers where nobody was spoken
/// to after all, or where answers are sent with this one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ChangeOutcomeBody {
    /// An outcome's code.
    #[schema(schema_with = outcomes)]
    outcome: String,
    /// With `call-back`: when, in milliseconds since 1970 UTC.
    #[schema(minimum = 0, maximum = 253_402_300_799_999_i64)]
    call_back_at_ms: Option<i64>,
    /// A free note of the call as it was, where the bank allows one; 2,000 characters are kept.
    #[schema(max_length = 20_000)]
    note: Option<String>,
    /// What was answered, as with an outcome; those of before stay where none of these fits the card's script.
    #[serde(default)]
    #[schema(max_items = 500)]
    answers: Vec<AnswerBody>,
    /// The code of the language in which the script was read out; the script's first where it is missing.
    #[serde(default)]
    #[schema(max_length = 35)]
    language: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangedOutcomeBody {
    /// changed; before (this outcome stood already: nothing changed, its note and its answers neither); too-late (the minute is over, or
    /// an office has settled what was reported), closed (there was no outcome to change), already-done (an objection isn't taken back),
    /// or call-back (that time doesn't lie ahead, or too far). An objection is taken at any time.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/outcome/change", tag = "desk", request_body = ChangeOutcomeBody,
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = ChangedOutcomeBody, description = "whether it stands now, or why not")))]
pub(crate) async fn change_outcome(
    ctx: Ctx,
    Path(card): Path<String>,
    taking::Json(body): taking::Json<ChangeOutcomeBody>,
) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    let at = body.call_back_at_ms.map(Moment::from_millis);
    let outcome = Outcome::parse(&body.outcome, at);
    let outcome = outcome.map_err(|error| ctx.misfit("/call_back_at_ms", error))?;
    let said = said(body.answers, body.language);
    let answer = match actions::amend(&ctx, card, outcome, (body.note, said)).await? {
        Taken::InTime | Taken::Late => "changed",
        Taken::Before => "before",
        Taken::Not(error) => why_not(error),
    };
    Ok(crate::api::no_store(Json(ChangedOutcomeBody { answer })))
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassedOnBody {
    /// passed-on, also where it was before.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/complaint", tag = "desk",
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = PassedOnBody, description = "the data protection officer reads that the member of this card complains; a second time changes nothing")))]
pub(crate) async fn pass_on_complaint(
    ctx: Ctx,
    Path(card): Path<String>,
) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    actions::complain(&ctx, card).await?;
    let answer = "passed-on";
    Ok(crate::api::no_store(Json(PassedOnBody { answer })))
}

/// From which number somebody rings back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RingsBackBody {
    /// The number, as it is typed. It is never kept.
    #[schema(min_length = 1, max_length = 40)]
    number: String,
}

/// Who rings back.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum RangBackBody {
    /// A card of theirs, which is the account's from here on.
    Card(CardBody),
    /// A card lies on the desk, which comes first; nothing was asked.
    Held,
    /// Nobody whom this account may be told: whoever they are, and whether they are a member.
    Nobody,
    /// The account's cards are spent.
    Spent {
        /// When there are more.
        again_at_ms: Option<i64>,
    },
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/rings-back", tag = "desk", request_body = RingsBackBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = RangBackBody, description = "their card, or nobody; either counts as a card")))]
pub(crate) async fn rings_back(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<RingsBackBody>,
) -> Result<Response, Problem> {
    let bank = bank_of(&ctx, &bank)?;
    let body = match actions::rings_back(&ctx, bank, body.number).await? {
        Rings::Card(open) => RangBackBody::Card(CardBody::of(&ctx, *open)),
        Rings::Held => RangBackBody::Held,
        Rings::Nobody => RangBackBody::Nobody,
        Rings::Spent(spent) => RangBackBody::Spent {
            again_at_ms: spent.again_at.map(Moment::millis),
        },
    };
    Ok(crate::api::no_store(Json(body)))
}
