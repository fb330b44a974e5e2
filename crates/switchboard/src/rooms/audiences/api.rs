//! Audiences over JSON.

pub(crate) mod adding;

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Deserializer, Serialize};
use switchboard_store::audiences::{Counted, CountedQuestion, Counting, Facet};
use switchboard_store::rules::audience::{Audience, SPOKEN_QUESTIONS_MAX, Spoken};
use switchboard_store::rules::ids::ScriptId;
use utoipa::{IntoParams, ToSchema};

use super::table::field_of;
use super::{actions, campaign_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/campaigns/{campaign}/audiences/count", post(count))
        .route("/api/v1/campaigns/{campaign}/audiences/table", get(table))
        .route(
            "/api/v1/campaigns/{campaign}/audiences/answers",
            get(answers).post(count_answers),
        )
        .merge(adding::routes())
}

/// Why nothing is counted or added by an answer of another state.
const MOVED: &str = "the answer is of no state that stands now; look at the answers again";

/// Whom to count.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CountBody {
    /// At most one level of each field and four in all, as in `kind=full,age=65+,area=Harbour,tag=volunteer`; beside what came of the
    /// campaign's own calls (`spoken=not-rung`, `not-reached`, `reached`, or `answer-1` to `answer-6`) at most one; empty for everybody.
    #[schema(max_length = 1000)]
    audience: String,
    /// Of an answer (`spoken=answer-1`): the `state` that `…/audiences/answers` said beside it. In another state it may be another answer.
    #[schema(minimum = 1, maximum = 8)]
    state: Option<i64>,
}

/// About how many they are.
#[derive(Serialize, ToSchema)]
pub(crate) struct CountedBody {
    /// The audience in its one spelling.
    audience: String,
    /// Moved by at most 5, or 35 where it asks for own calls, and rounded to five; `null` where no number can be told.
    count: Option<u64>,
    /// counted, withheld, unknown, book-full or not-ready.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/audiences/count", tag = "banks", params(("campaign" = String, Path, description = "the campaign's id")), request_body = CountBody,
    responses((status = 200, body = CountedBody, description = "about how many, or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 409, description = "the answer is of another `state` than the one that stands: look at the answers again"), (status = 422, description = "the body can't be read, or is no audience, or says of an answer no `state`")))]
pub(crate) async fn count(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
    taking::Json(body): taking::Json<CountBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let audience = Audience::parse(&body.audience);
    let audience = audience.map_err(|error| ctx.misfit("/audience", error))?;
    if body.state.is_none() && matches!(audience.spoken(), Some(Spoken::Answered(_))) {
        return Err(ctx.misfit("/state", "the state of which the answer is"));
    }
    // The members are counted by now, for whoever may ask.
    actions::begin(&ctx, campaign).await?;
    let spelt = audience.to_string();
    let counted = actions::count(&ctx, campaign, (audience, body.state)).await?;
    let (count, answer) = match counted {
        Counted::About(count) => (count.rounded(), "counted"),
        Counted::Withheld => (None, "withheld"),
        Counted::Unknown => (None, "unknown"),
        Counted::BookFull => (None, "book-full"),
        Counted::NotReady => (None, "not-ready"),
        Counted::Moved => return Err(ctx.conflict(MOVED)),
    };
    Ok(crate::api::no_store(Json(CountedBody {
        audience: spelt,
        count,
        answer,
    })))
}

/// Which two fields.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// The field of the lines: branch, kind, age, joined, area or tag.
    #[param(max_length = 16)]
    one: Option<String>,
    /// The field of the columns: another of them.
    #[param(max_length = 16)]
    two: Option<String>,
}

/// The published table of two fields, the same for every campaign.
#[derive(Serialize, ToSchema)]
pub(crate) struct TableBody {
    /// The lines, each as an audience of one level.
    lines: Vec<String>,
    /// The columns, likewise.
    columns: Vec<String>,
    /// For each line the number of each column, moved by at most 5 and rounded to five; `null` where no number can be told.
    cells: Vec<Vec<Option<u64>>>,
    /// counted or not-ready.
    answer: &'static str,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/audiences/table", tag = "banks", params(("campaign" = String, Path, description = "the campaign's id"), TableQuery),
    responses((status = 200, body = TableBody, description = "the table"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "there are no such two fields")))]
pub(crate) async fn table(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
    taking::Query(wanted): taking::Query<TableQuery>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    // Whoever may not ask is refused first, and the members are counted by now.
    actions::begin(&ctx, campaign).await?;
    let (one, two) = (
        field_of(wanted.one.as_deref()),
        field_of(wanted.two.as_deref()),
    );
    let (Some(one), Some(two)) = (one, two.filter(|two| Some(*two) != one)) else {
        return Err(ctx.misfit("?two", "two different fields of the list"));
    };
    let crossed = actions::cross(&ctx, campaign, [one, two]).await?;
    let level = |facet: &Facet| Audience::EVERYBODY.with(facet.choice.clone()).to_string();
    let body = match crossed {
        Some(crossed) => TableBody {
            lines: crossed.lines.iter().map(level).collect(),
            columns: crossed.columns.iter().map(level).collect(),
            cells: (crossed.cells.iter())
                .map(|line| line.iter().map(|count| count.rounded()).collect())
                .collect(),
            answer: "counted",
        },
        None => TableBody {
            lines: Vec::new(),
            columns: Vec::new(),
            cells: Vec::new(),
            answer: "not-ready",
        },
    };
    Ok(crate::api::no_store(Json(body)))
}

/// A question of which the answers can be counted.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuestionBody {
    /// The script's id.
    script: String,
    /// Its title; empty where there is no such script any more.
    title: String,
    /// The version in which the question was published, as `SCRIPT.3`; where a newer one is listed, choose it to count its answers.
    version: String,
    /// The name of its part in the script.
    question: String,
    /// What is asked.
    words: String,
    /// What may be answered: the first is `spoken=answer-1`.
    answers: Vec<String>,
}

impl QuestionBody {
    fn of(one: &CountedQuestion) -> Self {
        let closed = one.closed();
        Self {
            script: one.version().of().to_string(),
            title: one.title().to_owned(),
            version: one.version().to_string(),
            question: closed.part().to_owned(),
            words: closed.words().to_owned(),
            answers: closed.options().map(str::to_owned).collect(),
        }
    }
}

/// Of which questions the answers can be counted, and of which they are.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnswersBody {
    /// The number of the state of own calls that stands, which goes with an answer; `null` before the first.
    state: Option<i64>,
    /// Whether it is the last of this contest: no other question can be chosen any more.
    is_last: bool,
    /// Which question the answers of `spoken` are of now; `null` where there are none.
    stands: Option<QuestionBody>,
    /// Of which they are counted when what came of own calls is next brought up to date; `null` for none.
    next: Option<QuestionBody>,
    /// How many questions about its own calls (`spoken` with another beside it) the campaign has asked in this contest, of whatever state.
    spoken_asked: u64,
    /// So many it may ask.
    spoken_most: u64,
    /// Those that can be chosen, at most 40 of the 20 scripts that were written on last.
    questions: Vec<QuestionBody>,
    /// Whether there are more.
    is_cut: bool,
}

#[utoipa::path(get, path = "/api/v1/campaigns/{campaign}/audiences/answers", tag = "banks", params(("campaign" = String, Path, description = "the campaign's id")),
    responses((status = 200, body = AnswersBody, description = "the questions"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn answers(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let listed = actions::questions(&ctx, campaign).await?;
    Ok(crate::api::no_store(Json(AnswersBody {
        state: listed.state,
        is_last: listed.is_last(),
        is_cut: listed.is_cut,
        spoken_asked: listed.asked_of_own,
        spoken_most: SPOKEN_QUESTIONS_MAX,
        stands: listed.standing.as_ref().map(QuestionBody::of),
        next: listed.chosen.as_ref().map(QuestionBody::of),
        questions: listed.listed.iter().map(QuestionBody::of).collect(),
    })))
}

/// Of which question the answers are to be counted. Both are to be said: a name that is misspelt ends no counting.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CountAnswersBody {
    /// The script's id; `null`, as the question, for none.
    #[schema(required = true, min_length = 26, max_length = 26)]
    #[serde(deserialize_with = "said")]
    script: Option<String>,
    /// The name of the question's part in it; `null`, as the script, for none.
    #[schema(required = true, max_length = 24)]
    #[serde(deserialize_with = "said")]
    question: Option<String>,
}

/// Something or `null`, and not nothing.
fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CountAnswersDoneBody {
    /// chosen, none where the answers to no question are counted, no-such, withdrawn; or last, where no state comes any more.
    answer: &'static str,
}

#[utoipa::path(post, path = "/api/v1/campaigns/{campaign}/audiences/answers", tag = "banks", params(("campaign" = String, Path, description = "the campaign's id")), request_body = CountAnswersBody,
    responses((status = 200, body = CountAnswersDoneBody, description = "chosen or none, from the next time on; or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or one of the two is missing, or one alone is `null`")))]
pub(crate) async fn count_answers(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
    taking::Json(body): taking::Json<CountAnswersBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let asked = match (body.script, body.question) {
        (None, None) => None,
        (Some(script), Some(question)) => {
            let script = ScriptId::parse(&script);
            let script = script.map_err(|_| ctx.misfit("/script", "a script's id"))?;
            Some((script, question))
        }
        (Some(_), None) => return Err(ctx.misfit("/question", "a question, as there is a script")),
        (None, Some(_)) => return Err(ctx.misfit("/script", "a script, as there is a question")),
    };
    let chosen = if asked.is_some() { "chosen" } else { "none" };
    let answer = match actions::count_answers(&ctx, campaign, asked).await? {
        Counting::Chosen => chosen,
        Counting::NotListed => "no-such",
        Counting::Withdrawn => "withdrawn",
        Counting::Last => "last",
    };
    Ok(crate::api::no_store(Json(CountAnswersDoneBody { answer })))
}
