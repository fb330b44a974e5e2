//! Banks over JSON.

pub(crate) mod beside;
pub(crate) mod callers;
pub(crate) mod figures;
pub(crate) mod switching;
pub(crate) mod why;

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::audiences::{Counted, NamedChoice};
use switchboard_store::banks::{Added, BankLine, Cloning, Draw, Look};
use switchboard_store::rules::audience::Audience;
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::moment::Moment;
use utoipa::ToSchema;

use super::{actions, bank_of, copying};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{self, Path};

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/banks", get(list))
        .route("/api/v1/banks/{bank}", get(show))
        .route("/api/v1/banks/{bank}/groups", get(groups))
        .route("/api/v1/banks/{bank}/copy", post(copy))
        .merge(beside::routes())
        .merge(callers::routes())
        .merge(figures::routes())
        .merge(switching::routes())
        .merge(why::routes())
}

/// One bank.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its campaign's id.
    campaign_id: String,
    /// Its campaign.
    campaign: String,
    /// Its contest.
    contest: String,
    /// open, paused or closed.
    state: String,
}

impl From<BankLine> for BankBody {
    fn from(line: BankLine) -> Self {
        Self {
            id: line.id.to_string(),
            name: line.name,
            campaign_id: line.campaign_id.to_string(),
            campaign: line.campaign,
            contest: line.contest,
            state: line.state,
        }
    }
}

#[utoipa::path(get, path = "/api/v1/banks", tag = "banks",
    responses((status = 200, body = Vec<BankBody>, description = "the banks"), (status = 401, description = "no token, or one whose time is over")))]
pub(crate) async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let lines = actions::own(&ctx).await?;
    Ok(crate::api::no_store(Json(
        lines.into_iter().map(BankBody::from).collect::<Vec<_>>(),
    )))
}

/// A bank's progress. Counts are moved by at most 5 and rounded to five; `null` means fewer than ten.
#[derive(Serialize, ToSchema)]
pub(crate) struct WatchedBody {
    /// The bank.
    bank: BankBody,
    /// Whom it rings, a choice each; none for everybody.
    whom: Vec<WhomBody>,
    /// How many of them are drawn by chance; `null` where all are rung.
    sample: Option<u32>,
    /// Members in the bank's audience.
    audience: Option<u64>,
    /// Of them, rung.
    rung: Option<u64>,
    /// Of them, spoken to.
    reached: Option<u64>,
    /// Of them, still to ring.
    left: Option<u64>,
    /// By outcome.
    outcomes: Vec<OutcomeCount>,
    /// Accounts with a card now.
    callers_on: usize,
    /// Accounts on a break.
    callers_on_break: usize,
    /// In which order those in turn are dealt: random, oldest, newer or longer.
    order: &'static str,
    /// Whether nobody gets into its queue: the state of own calls by which they were to be chosen was followed by others before
    /// it was filled: then a copy of it rings them as they stand now, or a new bank where their answer isn't counted any more. Or fewer
    /// than about 100 of them were left who still stood so: then a copy rings nobody either, until the next state.
    nobody_chosen: bool,
    /// The most one account can learn in an evening.
    account_exposure: u64,
    /// The most the campaign can learn in an evening.
    campaign_exposure: u64,
}

/// A choice by which a bank rings some alone.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhomBody {
    /// The choice, as an audience of one level; of an answer as it was in the state of then.
    group: String,
    /// Its name; of an answer its words.
    name: String,
    /// The words of the question, of an answer to one.
    question: Option<String>,
}

impl From<NamedChoice> for WhomBody {
    fn from(one: NamedChoice) -> Self {
        Self {
            group: Audience::EVERYBODY.with(one.choice).to_string(),
            name: one.name,
            question: one.question,
        }
    }
}

/// One outcome's count.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutcomeCount {
    /// Its code.
    outcome: String,
    /// Rounded; `null` means fewer than ten.
    count: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = WatchedBody, description = "the bank, in safe counts"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn show(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let watched = actions::watch(&ctx, bank_of(&ctx, &bank)?, Look::First).await?;
    let outcomes = watched.outcomes.into_iter();
    Ok(crate::api::no_store(Json(WatchedBody {
        audience: watched.filled.rounded(),
        whom: watched.whom.into_iter().map(WhomBody::from).collect(),
        sample: watched.sample,
        rung: watched.rung.rounded(),
        reached: watched.reached.rounded(),
        left: watched.left.rounded(),
        outcomes: outcomes
            .map(|(outcome, count)| OutcomeCount {
                outcome,
                count: count.rounded(),
            })
            .collect(),
        callers_on: watched.on.len(),
        callers_on_break: watched.resting.len(),
        order: watched.order.code(),
        nobody_chosen: watched.is_missed,
        account_exposure: watched.account_exposure,
        campaign_exposure: watched.campaign_exposure,
        bank: watched.line.into(),
    })))
}

/// How far a bank is with each group, as it was at a moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupsBody {
    /// Milliseconds since 1970 UTC; `null` where too few were talked to.
    at_ms: Option<i64>,
    /// The groups one level below the bank's audience.
    groups: Vec<GroupBody>,
    /// Whether it stays so: the campaign was told as many tables as there are, of all its banks.
    is_last: bool,
}

/// One group.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupBody {
    /// Who they are, as an audience of one level.
    group: String,
    /// How many of the bank's audience are in it, about; `null` where the campaign wasn't told before.
    members: Option<u64>,
    /// How many of them were talked to, about; `null` where no number can be told.
    done: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/groups", tag = "banks",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = GroupsBody, description = "the groups"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn groups(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let id = bank_of(&ctx, &bank)?;
    // Whoever may not watch it is refused before anything is counted.
    actions::watch(&ctx, id, Look::GoesOn).await?;
    let progress = actions::groups(&ctx, id).await?;
    let groups = progress.groups.into_iter().map(|line| GroupBody {
        group: Audience::EVERYBODY.with(line.group.choice).to_string(),
        members: line.members.and_then(Safe::rounded),
        done: line.done.rounded(),
    });
    Ok(crate::api::no_store(Json(GroupsBody {
        at_ms: progress.at.map(Moment::millis),
        groups: groups.collect(),
        is_last: progress.is_last || progress.is_closed,
    })))
}

/// A copy to be made.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CopyBody {
    /// Its name.
    #[schema(max_length = 80)]
    name: String,
    /// `same`: drawn and put in order as the bank is; `anew`.
    #[schema(max_length = 8)]
    draw: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CopiedBody {
    /// The copy's id; none where there is none.
    bank: Option<String>,
    /// copied, withheld, unknown, book-full, not-ready, withdrawn, too-many (close one first), ever-too-many (closed ones count too); or
    /// not-counted, where its members were chosen by an answer that isn't counted any more: add a new bank.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/banks/{bank}/copy", tag = "banks", request_body = CopyBody,
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = CopiedBody, description = "the copy, or why there is none"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the name is empty or too long")))]
pub(crate) async fn copy(
    ctx: Ctx,
    Path(bank): Path<String>,
    taking::Json(body): taking::Json<CopyBody>,
) -> Result<Response, Problem> {
    let of = bank_of(&ctx, &bank)?;
    // Whoever may not copy it is refused before anything else is said.
    let source = actions::cloned_from(&ctx, of).await?;
    let draw = match body.draw.as_str() {
        "same" => Draw::Same,
        "anew" => Draw::Anew,
        _ => return Err(ctx.problem(What::BadForm)),
    };
    let name = copying::name_of(&body.name).ok_or_else(|| ctx.problem(What::BadForm))?;
    let added = actions::clone_bank(&ctx, Cloning { of, name, draw }, &source).await?;
    let answer = match added {
        Added::Done(_) => "copied",
        Added::Withdrawn => "withdrawn",
        Added::TooMany => "too-many",
        Added::EverTooMany => "ever-too-many",
        Added::NotCounted | Added::Not(Counted::Moved) => "not-counted",
        Added::Not(Counted::Unknown) => "unknown",
        Added::Not(Counted::BookFull) => "book-full",
        Added::Not(Counted::NotReady) => "not-ready",
        Added::Not(Counted::About(_) | Counted::Withheld) => "withheld",
    };
    let bank = match added {
        Added::Done(bank) => Some(bank.to_string()),
        _ => None,
    };
    Ok(crate::api::no_store(Json(CopiedBody { bank, answer })))
}
