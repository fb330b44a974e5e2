//! Possible duplicates over JSON: the pairs, the word that two are two, and beginning to compare.

pub(crate) mod merging;

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::Hit;
use switchboard_store::duplicates::{Candidate, Compared, Told};
use switchboard_store::rules::alike::Sign;
use switchboard_store::rules::policy::{Reason, Refusal};
use utoipa::ToSchema;

use super::actions;
use super::show::AGAINST;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/duplicates", get(pairs))
        .route("/api/v1/duplicates/apart", post(apart))
        .route("/api/v1/duplicates/compare", post(compare))
        .merge(merging::routes())
}

/// Where a page of a list begins.
#[derive(Deserialize)]
pub(crate) struct Start {
    after: Option<String>,
}

impl Start {
    /// Nothing where the page is the first one.
    fn place(&self) -> Option<&str> {
        self.after.as_deref().filter(|text| !text.is_empty())
    }
}

/// A masked member.
#[derive(Serialize, ToSchema)]
pub(crate) struct MaskedMemberBody {
    /// The first letters.
    name: String,
    /// The branch.
    branch: String,
    /// The last three digits.
    number: String,
    /// Whether the membership has ended.
    former: bool,
}

impl MaskedMemberBody {
    fn of(hit: &Hit) -> Self {
        Self {
            name: hit.name.clone(),
            branch: hit.branch.clone(),
            number: hit.number.clone(),
            former: hit.former,
        }
    }
}

/// A page of pairs.
#[derive(Serialize, ToSchema)]
pub(crate) struct PairsBody {
    /// The likeliest first.
    pairs: Vec<PairBody>,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
    /// Whether the roll is being looked through now.
    looking: bool,
    /// How many pairs wait.
    open: u64,
    /// How many of them say the same.
    identical: u64,
}

/// Two records that may be one person.
#[derive(Serialize, ToSchema)]
pub(crate) struct PairBody {
    /// By what the one is named here, for this account and half an hour.
    one: String,
    /// By what the other is.
    other: String,
    /// The one, masked.
    one_member: MaskedMemberBody,
    /// The other, masked.
    other_member: MaskedMemberBody,
    /// From 60 to 100.
    score: u8,
    /// Whether the two say the same.
    identical: bool,
    /// What speaks for it.
    signs: Vec<&'static str>,
    /// What speaks against it.
    against: Vec<&'static str>,
}

impl PairBody {
    fn of(pair: &Candidate, one: &Hit, other: &Hit) -> Self {
        let (against, signs): (Vec<Sign>, Vec<Sign>) =
            pair.signs.iter().partition(|sign| AGAINST.contains(sign));
        Self {
            one: pair.one.clone(),
            other: pair.other.clone(),
            one_member: MaskedMemberBody::of(one),
            other_member: MaskedMemberBody::of(other),
            score: pair.score,
            identical: pair.is_identical,
            signs: signs.into_iter().map(Sign::code).collect(),
            against: against.into_iter().map(Sign::code).collect(),
        }
    }
}

#[utoipa::path(get, operation_id = "duplicate_pairs", path = "/api/v1/duplicates", tag = "duplicates", params(("after" = Option<i64>, Query, minimum = 0, maximum = 9_223_372_036_854_775_807_i64, description = "where the page begins")),
    responses((status = 200, body = PairsBody, description = "at most 10 pairs"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn pairs(
    ctx: Ctx,
    taking::Query(start): taking::Query<Start>,
) -> Result<Response, Problem> {
    let after = start.place().map(str::parse::<i64>).transpose();
    let after = after.map_err(|_| ctx.problem(What::NotFound))?;
    let page = actions::page(&ctx, after).await?;
    let (twos, _) = page.members.0.as_chunks::<2>();
    let pairs = page.pairs.iter().zip(twos);
    let body = PairsBody {
        pairs: pairs
            .map(|(pair, [one, other])| PairBody::of(pair, one, other))
            .collect(),
        after: page.after.map(|after| after.to_string()),
        looking: page.standing.is_looking,
        open: page.standing.open,
        identical: page.standing.identical,
    };
    Ok(crate::api::no_store(Json(body)))
}

/// A pair, by what its two are named on the page.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TwoBody {
    /// The one.
    #[schema(max_length = 256)]
    one: String,
    /// The other.
    #[schema(max_length = 256)]
    other: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToldBody {
    /// apart, or stale: the page is too old, or the pair isn't open any more.
    told: &'static str,
}

#[utoipa::path(post, operation_id = "tell_apart", path = "/api/v1/duplicates/apart", tag = "duplicates", request_body = TwoBody,
    responses((status = 200, body = ToldBody, description = "said, or too late"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn apart(
    ctx: Ctx,
    taking::Json(body): taking::Json<TwoBody>,
) -> Result<Response, Problem> {
    let told = match actions::tell_apart(&ctx, body.one, body.other).await? {
        Told::Apart => "apart",
        Told::Stale => "stale",
    };
    Ok(crate::api::no_store(Json(ToldBody { told })))
}

/// Two looks that have begun; each is shown, and asks for a reason perhaps, at `/api/v1/members/{look}`.
#[derive(Serialize, ToSchema)]
pub(crate) struct LooksBody {
    /// The look at the one.
    one: String,
    /// The look at the other.
    other: String,
}

#[utoipa::path(post, operation_id = "compare_two", path = "/api/v1/duplicates/compare", tag = "duplicates", request_body = TwoBody,
    responses((status = 200, body = LooksBody, description = "both looks have begun"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why, `look-over` that the page is too old"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn compare(
    ctx: Ctx,
    taking::Json(body): taking::Json<TwoBody>,
) -> Result<Response, Problem> {
    match actions::begin(&ctx, body.one, body.other).await? {
        Compared::Looks(one, other) => Ok(crate::api::no_store(Json(LooksBody {
            one: one.to_string(),
            other: other.to_string(),
        }))),
        Compared::Stale => Err(ctx.problem(What::Refused(Refusal::new(Reason::LookOver)))),
    }
}
