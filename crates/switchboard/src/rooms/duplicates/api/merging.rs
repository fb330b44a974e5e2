//! Merging two records over JSON, the merges that stand, and their undo.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::duplicates::{Merged, MergesAfter, Merging, Put, Unmerged};
use switchboard_store::rules::alike::{CHOSEN, Choice, Numbers};
use switchboard_store::rules::ids::MergeId;
use switchboard_store::rules::look::Words;
use switchboard_store::rules::roll::{Part, Parts};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::{MaskedMemberBody, Start};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::rooms::duplicates::actions;
use crate::rooms::duplicates::comparing::looks_of;
use crate::taking;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/api/v1/duplicates/compare/{look}/{other}/merge",
            post(merge),
        )
        .route("/api/v1/merges", get(merges))
        .route("/api/v1/merges/{merge}/undo", post(undo))
}

fn records() -> RefOr<Schema> {
    crate::api::one_of(["one", "other"])
}

fn parts() -> RefOr<Schema> {
    crate::api::some_of(CHOSEN.map(Part::word), CHOSEN.len())
}

fn whose() -> RefOr<Schema> {
    crate::api::one_of(["kept", "gone", "both"])
}

/// What is chosen of two records that were compared.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ChoiceBody {
    /// The record that stays.
    #[schema(schema_with = records)]
    keep: String,
    /// What is taken from the other record.
    #[schema(schema_with = parts)]
    takes: Vec<String>,
    /// Whose telephone numbers stay.
    #[schema(schema_with = whose)]
    numbers: String,
    /// Why, kept as a note.
    #[schema(min_length = 8, max_length = 2000)]
    words: Option<String>,
}

impl ChoiceBody {
    /// None where a word is none of those.
    fn choice(&self) -> Option<Choice> {
        let part = |word: &String| Part::parse(word).filter(|part| CHOSEN.contains(part));
        let takes: Option<Parts> = self.takes.iter().map(part).collect();
        let numbers = match self.numbers.as_str() {
            "kept" => Numbers::Kept,
            "gone" => Numbers::Gone,
            "both" => Numbers::Both,
            _ => return None,
        };
        Some(Choice {
            takes: takes?,
            numbers,
        })
    }
}

/// What came of a merge.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergedBody {
    /// done, busy (an import is running), before (they are one already) or ended (keep the other: that one is a member).
    merged: &'static str,
    /// What it is undone by, where it is done.
    merge: Option<String>,
}

#[utoipa::path(post, operation_id = "merge_two", path = "/api/v1/duplicates/compare/{look}/{other}/merge", tag = "duplicates", params(("look" = String, Path, description = "the look at the one"), ("other" = String, Path, description = "the look at the other")), request_body = ChoiceBody,
    responses((status = 200, body = MergedBody, description = "merged, or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the words say too little")))]
pub(crate) async fn merge(
    ctx: Ctx,
    taking::Path((look, other)): taking::Path<(String, String)>,
    taking::Json(body): taking::Json<ChoiceBody>,
) -> Result<Response, Problem> {
    let [one, other] = looks_of(&ctx, &look, &other)?;
    let unclear = || ctx.problem(What::BadForm);
    let (keep, gone) = match body.keep.as_str() {
        "one" => (one, other),
        "other" => (other, one),
        _ => return Err(unclear()),
    };
    let words = body.words.as_deref().map(Words::parse).transpose();
    let merging = Merging {
        keep,
        gone,
        choice: body.choice().ok_or_else(unclear)?,
        words: words.map_err(|error| ctx.misfit("/words", error))?,
    };
    let (merged, merge) = match actions::merge(&ctx, merging).await? {
        Merged::Done(merge) => ("done", Some(merge.to_string())),
        Merged::Busy => ("busy", None),
        Merged::Before => ("before", None),
        Merged::Ended => ("ended", None),
    };
    Ok(crate::api::no_store(Json(MergedBody { merged, merge })))
}

/// A page of merges that stand.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergesBody {
    /// The newest first.
    merges: Vec<MergeBody>,
    /// What to send as `after` for the next page; null at the end.
    after: Option<String>,
}

/// One merge.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergeBody {
    /// What to undo it by.
    merge: String,
    /// When, in milliseconds since 1970 began in UTC.
    at_ms: i64,
    /// Who did it.
    by: String,
    /// Whether it was one of many done together.
    of_many: bool,
    /// Who stayed, masked.
    keeper: MaskedMemberBody,
    /// Who goes on under them, masked.
    gone: MaskedMemberBody,
}

#[utoipa::path(get, operation_id = "list_merges", path = "/api/v1/merges", tag = "duplicates", params(("after" = Option<String>, Query, max_length = 200, description = "where the page begins")),
    responses((status = 200, body = MergesBody, description = "at most 10"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn merges(
    ctx: Ctx,
    taking::Query(start): taking::Query<Start>,
) -> Result<Response, Problem> {
    let after = start.place();
    let after = after
        .map(|text| MergesAfter::parse(text).ok_or_else(|| ctx.problem(What::NotFound)))
        .transpose()?;
    let made = actions::merges(&ctx, after).await?;
    let (twos, _) = made.members.0.as_chunks::<2>();
    let merges = made.merges.iter().zip(twos);
    let body = MergesBody {
        merges: merges
            .map(|(merge, [keeper, gone])| MergeBody {
                merge: merge.id.to_string(),
                at_ms: merge.at.millis(),
                by: merge.by.clone(),
                of_many: merge.is_of_many,
                keeper: MaskedMemberBody::of(keeper),
                gone: MaskedMemberBody::of(gone),
            })
            .collect(),
        after: made.after.map(|after| after.to_string()),
    };
    Ok(crate::api::no_store(Json(body)))
}

/// What came of an undo.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnmergedBody {
    /// done, before, later (who stayed was merged on since; undo that first) or busy (an import is running).
    undone: &'static str,
    /// What changed since and stays as it is.
    left: Vec<&'static str>,
    /// Whether calls to both are stopped from here.
    stopped: bool,
}

#[utoipa::path(post, operation_id = "undo_merge", path = "/api/v1/merges/{merge}/undo", tag = "duplicates", params(("merge" = String, Path, description = "the merge")),
    responses((status = 200, body = UnmergedBody, description = "undone, or why not"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn undo(
    ctx: Ctx,
    taking::Path(merge): taking::Path<String>,
) -> Result<Response, Problem> {
    let merge = MergeId::parse(&merge).map_err(|_| ctx.problem(What::NotFound))?;
    let (undone, put) = match actions::unmerge(&ctx, merge).await? {
        Unmerged::Done(put) => ("done", put),
        Unmerged::Before => ("before", Put::default()),
        Unmerged::Later => ("later", Put::default()),
        Unmerged::Busy => ("busy", Put::default()),
    };
    let body = UnmergedBody {
        undone,
        left: put.left.iter().map(Part::word).collect(),
        stopped: put.is_stopped,
    };
    Ok(crate::api::no_store(Json(body)))
}
