//! What was answered in a bank, over JSON: the very counts of its page.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::ids::BankId;
use switchboard_store::rules::script::share;
use switchboard_store::scripts::Asked;
use utoipa::ToSchema;

use super::actions;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::spoken::{asked_of_all, in_one_line};
use crate::taking::Path;

/// The address.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/banks/{bank}/answers", get(bank_answers))
}

/// What was answered in a bank's calls to the version of its script that it has now. Counts are moved by at most 5 and rounded to five;
/// `null` means fewer than ten.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankAnswersBody {
    /// Which version of which script; `null` where the bank has plain words, of which nothing is counted.
    version: Option<String>,
    /// The questions that are counted, in the order of the script.
    questions: Vec<BankQuestionBody>,
}

/// A question with what was answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankQuestionBody {
    /// What was asked, as it was read out; dots stand for what is another in each call.
    words: String,
    /// About how many answered.
    total: Option<u64>,
    /// Each answer that could be given.
    answers: Vec<BankAnswerBody>,
}

/// One answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct BankAnswerBody {
    /// What it says.
    words: String,
    /// About how many gave it.
    count: Option<u64>,
    /// Its share of those who answered; `null` where a count isn't told.
    share: Option<ShareBody>,
}

/// A share in per cent, with its 95 % interval.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShareBody {
    /// The share.
    percent: u64,
    /// The lower end.
    low: u64,
    /// The upper end.
    high: u64,
}

#[utoipa::path(get, path = "/api/v1/banks/{bank}/answers", tag = "scripts",
    params(("bank" = String, Path, description = "the bank's id")),
    responses((status = 200, body = BankAnswersBody, description = "what was answered, in safe counts")))]
pub(crate) async fn bank_answers(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let id = BankId::parse(&bank).map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::answered(&ctx, id).await?;
    let campaign = found.campaign;
    let questions = found.questions.into_iter();
    let questions = questions.map(|asked| question(asked, &campaign)).collect();
    Ok(crate::api::no_store(Json(BankAnswersBody {
        version: found.version.map(|version| version.to_string()),
        questions,
    })))
}

fn question(asked: Asked, campaign: &str) -> BankQuestionBody {
    let fills = asked_of_all(campaign);
    let total = asked.total;
    let given = |(words, count): (String, Safe)| BankAnswerBody {
        words: fills.fill(&words),
        count: count.rounded(),
        share: share(count, total).map(|share| ShareBody {
            percent: share.percent,
            low: share.low,
            high: share.high,
        }),
    };
    BankQuestionBody {
        words: in_one_line(&asked.words, &fills),
        total: total.rounded(),
        answers: asked.answers.into_iter().map(given).collect(),
    }
}
