//! The ledger over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use switchboard_store::log::EntryLine;
use switchboard_store::rules::events::EventKind;
use utoipa::ToSchema;

use super::actions;
use super::filter::Wanted;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Query;

/// The room's API address.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/ledger/entries", get(entries))
}

/// One entry.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryBody {
    /// Its index in the tree.
    index: i64,
    /// Milliseconds since 1970 UTC, by the server's clock.
    at_ms: i64,
    /// The account's id; 26 zeros for the system itself.
    account: String,
    /// How the session was opened.
    opened: String,
    /// The kind's number.
    kind: u16,
    /// The kind's name, where this version knows it.
    kind_name: Option<&'static str>,
    /// What for.
    purpose: String,
    /// For which campaign.
    campaign: Option<String>,
    /// In which bank.
    bank: Option<String>,
    /// The fields shown, separated by commas.
    fields: String,
    /// How many members it is about.
    members: usize,
    /// What else the kind says.
    detail: String,
}

impl From<EntryLine> for EntryBody {
    fn from(line: EntryLine) -> Self {
        Self {
            index: line.index,
            at_ms: line.at.millis(),
            account: line.account.to_string(),
            opened: line.opened,
            kind: line.kind,
            kind_name: EventKind::from_code(line.kind).map(EventKind::name),
            purpose: line.purpose,
            campaign: line.campaign.map(|(id, _)| id.to_string()),
            bank: line.bank.map(|(id, _)| id.to_string()),
            fields: line.fields,
            members: line.members,
            detail: line.detail,
        }
    }
}

/// A page of entries, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntriesBody {
    /// At most 50.
    entries: Vec<EntryBody>,
    /// Pass it as `before` for the page after.
    older: Option<i64>,
}

#[utoipa::path(get, path = "/api/v1/ledger/entries", tag = "ledger",
    params(("account" = Option<String>, Query, max_length = 26, description = "only this account's"),
           ("kind" = Option<String>, Query, max_length = 100, description = "only of this kind, by name"),
           ("campaign" = Option<String>, Query, max_length = 26, description = "only for this campaign, by id"),
           ("from" = Option<String>, Query, max_length = 32, description = "only from this day on, such as 2026-11-24 by the organisation's clock, or from this moment on, in milliseconds since 1970 UTC"),
           ("until" = Option<String>, Query, max_length = 32, description = "only until this day, included, or before this moment, in milliseconds since 1970 UTC"),
           ("before" = Option<i64>, Query, minimum = 0, maximum = 9_223_372_036_854_775_807_i64, description = "only with a smaller index")),
    responses((status = 200, body = EntriesBody, description = "a page of entries, newest first"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "`from` or `until` is no day and no moment, or they are the wrong way round")))]
pub(crate) async fn entries(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let page = actions::page(&ctx, wanted.filter(&ctx)?).await?;
    let entries = page.lines.into_iter().map(EntryBody::from).collect();
    Ok(crate::api::no_store(Json(EntriesBody {
        entries,
        older: page.older,
    })))
}
