//! What was answered in a bank: safe counts, with how far a share can be trusted.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::ids::BankId;
use switchboard_store::rules::script::share;
use switchboard_store::scripts::Asked;

use super::actions;
use super::pages::{Answered, Given, Question, Whisker};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::spoken::{asked_of_all, in_one_line};
use crate::taking::Path;
use crate::web::page::{Html, Tally};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/banks/{bank}/answers", get(answered))
}

async fn answered(ctx: Ctx, Path(bank): Path<String>) -> Result<Html<Answered>, Problem> {
    let id = BankId::parse(&bank).map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::answered(&ctx, id).await?;
    let campaign = found.campaign.clone();
    Ok(Html(Answered {
        shell: ctx.shell(),
        bank,
        bank_name: found.bank,
        campaign: found.campaign,
        questions: found
            .questions
            .into_iter()
            .map(|asked| question(asked, &campaign))
            .collect(),
    }))
}

fn question(asked: Asked, campaign: &str) -> Question {
    let fills = asked_of_all(campaign);
    let total = asked.total;
    let given = |(words, count): (String, Safe)| Given {
        words: fills.fill(&words),
        count: Tally::from(count),
        share: share(count, total).map(|share| Whisker {
            percent: share.percent,
            low: share.low,
            high: share.high,
        }),
    };
    Question {
        words: in_one_line(&asked.words, &fills),
        total: Tally::from(total),
        given: asked.answers.into_iter().map(given).collect(),
    }
}
