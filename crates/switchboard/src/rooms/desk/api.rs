//! The desk over JSON: the same acts, the same entries.
//!
//! Both POSTs may be sent again after a broken line: `next` hands the same card back until it is closed, and an outcome
//! that was written down answers `before`. A replay discloses again, with its own entry.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::desk::{HandedBack, Said, Taken};
use switchboard_store::rules::card::{Outcome, State};
use switchboard_store::rules::eligible::NotNow;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::person::Tongue;
use switchboard_store::rules::script::Sent;
use switchboard_store::rules::skips::Why;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::actions::{self, Next, Number, Open};
use super::pages::NOBODY_CHOSEN_KEY;
use super::{bank_of, card_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/banks/{bank}/next", post(next))
        .route("/api/v1/cards/{card}/number", post(number))
        .route("/api/v1/cards/{card}/outcome", post(outcome))
        .route("/api/v1/cards/{card}/hand-back", post(hand_back))
        .merge(super::call_api::routes())
}

/// One card. It holds no id of the member.
#[derive(Serialize, ToSchema)]
pub(crate) struct CardBody {
    /// The card's id, new for every deal.
    card: String,
    /// dealt or shown.
    state: &'static str,
    /// What to call the member.
    called: String,
    /// The member's branch.
    branch: String,
    /// The language in which the member would like to be rung, by its BCP 47 code; empty where they said none.
    language: &'static str,
    /// The opening lines, in that language where the script has it, otherwise in its first.
    opening: String,
    /// The script: the file of its version, or plain words.
    script: String,
    /// Which version of which script that is; none where it is plain words.
    version: Option<String>,
    /// Milliseconds since 1970 UTC until which the card is held.
    until_ms: i64,
    /// `tel:` addresses, once the number was asked for.
    numbers: Vec<String>,
}

impl CardBody {
    pub(super) fn of(ctx: &Ctx, open: Open) -> Self {
        let language = open.language.map_or("", Tongue::code);
        let opening = super::show::opening(ctx, &open, language).into_iter();
        let opening: Vec<String> = opening.map(|line| line.text).collect();
        Self {
            card: open.card.to_string(),
            state: if matches!(open.state, State::Shown { .. }) {
                "shown"
            } else {
                "dealt"
            },
            called: open.called,
            branch: open.branch,
            language,
            opening: opening.join("\n"),
            version: open.bank.version.map(|version| version.to_string()),
            script: open.bank.script,
            until_ms: open.state.until().map_or(0, Moment::millis),
            numbers: open.numbers.into_iter().map(|n| n.tel).collect(),
        }
    }
}

/// What asking for a card answers.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum NextBody {
    /// A card.
    Card(CardBody),
    /// Nobody can be rung now.
    Empty {
        /// Why, as a message key.
        why: Option<String>,
        /// When the next one is due.
        next_at_ms: Option<i64>,
    },
    /// The account's cards are spent.
    Spent {
        /// When there are more.
        again_at_ms: Option<i64>,
    },
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/next", tag = "desk",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = NextBody, description = "a card, or why there is none"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 429, description = "too many requests; wait")))]
pub(crate) async fn next(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let bank = bank_of(&ctx, &bank)?;
    let body = match actions::next(&ctx, bank).await? {
        Next::Card(open) => NextBody::Card(CardBody::of(&ctx, *open)),
        Next::Empty(empty) => {
            let chosen = empty.is_missed.then_some(NOBODY_CHOSEN_KEY);
            let why = empty.why.map(NotNow::told).or(chosen);
            NextBody::Empty {
                why: why.map(str::to_owned),
                next_at_ms: empty.next_at.map(Moment::millis),
            }
        }
        Next::Spent(spent) => NextBody::Spent {
            again_at_ms: spent.again_at.map(Moment::millis),
        },
    };
    Ok(crate::api::no_store(Json(body)))
}

/// The numbers of a card.
#[derive(Serialize, ToSchema)]
pub(crate) struct NumberBody {
    /// `tel:` addresses.
    numbers: Vec<String>,
    /// Until when the card is held.
    until_ms: i64,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/number", tag = "desk",
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = NumberBody, description = "the numbers"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 409, description = "the card has closed, or its member isn't to be rung any more")))]
pub(crate) async fn number(ctx: Ctx, Path(card): Path<String>) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    match actions::number(&ctx, card).await? {
        Number::Shown(numbers, state) => Ok(crate::api::no_store(Json(NumberBody {
            numbers: numbers.into_iter().map(|n| n.tel).collect(),
            until_ms: state.until().map_or(0, Moment::millis),
        }))),
        Number::Closed(error) => Err(ctx.conflict(error)),
        Number::NotNow(_) => Err(ctx.conflict("the member isn't to be rung any more")),
    }
}

pub(super) fn outcomes() -> RefOr<Schema> {
    crate::api::one_of(Outcome::CODES)
}

/// What came of a card.
#[derive(Deserialize, ToSchema)]
pub(crate) struct OutcomeBody {
    /// An outcome's code.
    #[schema(schema_with = outcomes)]
    outcome: String,
    /// With `call-back`: when, in milliseconds since 1970 UTC.
    #[schema(minimum = 0, maximum = 253_402_300_799_999_i64)]
    call_back_at_ms: Option<i64>,
    /// A free note, where the bank allows one; 2,000 characters are kept.
    #[schema(max_length = 20_000)]
    note: Option<String>,
    /// What was answered. What doesn't fit the card's script, or isn't led to by the other answers, is left out.
    #[serde(default)]
    #[schema(max_items = 500)]
    answers: Vec<AnswerBody>,
    /// The code of the language in which the script was read out; the script's first where it is missing.
    #[serde(default)]
    #[schema(max_length = 35)]
    language: String,
}

/// One answer. What fits several choices is sent once for each.
#[derive(Deserialize, ToSchema)]
pub(crate) struct AnswerBody {
    /// The part's id.
    #[schema(max_length = 200)]
    part: String,
    /// The choice's id, or what was said: words, a number, a day as `2026-11-27`.
    #[schema(max_length = 20_000)]
    value: String,
}

/// As many answers as are taken at once.
const ANSWERS_MAX: usize = 500;

/// What was sent of a script's answers.
pub(super) fn said(answers: Vec<AnswerBody>, language: String) -> Said {
    let sent = answers.into_iter().take(ANSWERS_MAX);
    Said {
        answers: sent
            .map(|AnswerBody { part, value }| Sent { part, value })
            .collect(),
        language,
    }
}

/// How the outcome was taken.
#[derive(Serialize, ToSchema)]
pub(crate) struct TakenBody {
    /// in-time, late or before.
    taken: &'static str,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/outcome", tag = "desk", request_body = OutcomeBody,
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = TakenBody, description = "how it was taken"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 409, description = "it can't be written down so as things stand; `detail` says why"), (status = 422, description = "what was sent doesn't fit; `errors` says where")))]
pub(crate) async fn outcome(
    ctx: Ctx,
    Path(card): Path<String>,
    taking::Json(body): taking::Json<OutcomeBody>,
) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    let at = body.call_back_at_ms.map(Moment::from_millis);
    let outcome = Outcome::parse(&body.outcome, at);
    let outcome = outcome.map_err(|error| ctx.misfit("/call_back_at_ms", error))?;
    let said = said(body.answers, body.language);
    let taken = match actions::report(&ctx, card, outcome, (body.note, said)).await? {
        Taken::InTime => "in-time",
        Taken::Late => "late",
        Taken::Before => "before",
        Taken::Not(error) => return Err(ctx.conflict(error)),
    };
    Ok(crate::api::no_store(Json(TakenBody { taken })))
}

/// Why a card is handed back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct HandBackBody {
    /// skip, known (the caller knows the member, who is never dealt to them again), stop, or break before the number is shown.
    #[schema(max_length = 8)]
    why: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum HandedBackBody {
    /// It is off the desk.
    Done {
        /// Put aside this evening.
        skips: u32,
        /// As many as may be, `pauses` among them.
        skips_max: u32,
        /// Said to be known this evening.
        known: u32,
        /// As many as may be.
        known_max: u32,
        /// Left behind this evening by stopping or for a break: never refused, and beyond `skips_max` no other card is dealt.
        pauses: u32,
    },
    /// As many were handed back as may be: the card stays.
    Spent,
}

#[utoipa::path(post, path = "/api/v1/cards/{card}/hand-back", tag = "desk", request_body = HandBackBody,
    params(("card" = String, Path, description = "the card's id")),
    responses((status = 200, body = HandedBackBody, description = "what became of it"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the card has closed")))]
pub(crate) async fn hand_back(
    ctx: Ctx,
    Path(card): Path<String>,
    taking::Json(body): taking::Json<HandBackBody>,
) -> Result<Response, Problem> {
    let card = card_of(&ctx, &card)?;
    let why = Why::from_code(&body.why)
        .ok_or_else(|| ctx.misfit("/why", "skip, known, stop or break"))?;
    let body = match actions::hand_back(&ctx, card, why).await? {
        HandedBack::Done(handed, most) => HandedBackBody::Done {
            skips: handed.skips,
            skips_max: most.skips,
            known: handed.known,
            known_max: most.known,
            pauses: handed.pauses,
        },
        HandedBack::Spent(_) => HandedBackBody::Spent,
        HandedBack::SayFirst => {
            return Err(ctx.conflict("the number was shown; say what happened before a break"));
        }
        HandedBack::Closed(_) => return Err(ctx.conflict("the card is closed")),
    };
    Ok(crate::api::no_store(Json(body)))
}
