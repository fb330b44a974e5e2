//! Audiences over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::audiences::{Counted, Facet};
use switchboard_store::rules::audience::Audience;
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
}

/// Whom to count.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CountBody {
    /// At most one level of each field and four in all, as in `kind=full,age=65+,area=Harbour,tag=volunteer`; beside what came of the
    /// campaign's own calls (`spoken=not-rung`, `not-reached` or `reached`) at most one; empty for everybody.
    #[schema(max_length = 1000)]
    audience: String,
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
    responses((status = 200, body = CountedBody, description = "about how many, or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or is no audience")))]
pub(crate) async fn count(
    ctx: Ctx,
    taking::Path(campaign): taking::Path<String>,
    taking::Json(body): taking::Json<CountBody>,
) -> Result<Response, Problem> {
    let campaign = campaign_of(&ctx, &campaign)?;
    let audience = Audience::parse(&body.audience);
    let audience = audience.map_err(|error| ctx.misfit("/audience", error))?;
    // The members are counted by now, for whoever may ask.
    actions::look(&ctx, campaign).await?;
    let spelt = audience.to_string();
    let counted = actions::count(&ctx, campaign, audience).await?;
    let (count, answer) = match counted {
        Counted::About(count) => (count.rounded(), "counted"),
        Counted::Withheld => (None, "withheld"),
        Counted::Unknown => (None, "unknown"),
        Counted::BookFull => (None, "book-full"),
        Counted::NotReady => (None, "not-ready"),
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
    actions::look(&ctx, campaign).await?;
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
