//! The acts of those who check.

use switchboard_store::exposure::{self, Exposure};
use switchboard_store::log::{self, Agreed, EntryPage, Filter, Head, LogFile, Resumed, Witnessed};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A page of the ledger.
pub async fn page(ctx: &Ctx, filter: Filter) -> Result<EntryPage, Problem> {
    ctx.act("ledger-page", move |tx| log::page(tx, &filter))
        .await
        .map(|(page, _)| page)
}

/// Cards and numbers by account and evening.
pub async fn exposure(ctx: &Ctx) -> Result<Exposure, Problem> {
    ctx.act("exposure", exposure::exposure)
        .await
        .map(|(exposure, _)| exposure)
}

/// The head of the log, for anybody.
pub async fn head(ctx: &Ctx) -> Result<(Head, String), Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || Ok((log::head(&world)?, world.verifier_key()?)))
        .await
}

/// How the log's witnesses stand, and the last checkpoint on which enough of them agreed, for anybody.
pub async fn witnesses(ctx: &Ctx) -> Result<(Vec<Witnessed>, Option<Agreed>), Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || Ok((log::witnessed(&world)?, log::agreed(&world)?)))
        .await
}

/// How often the log went on over lost entries, for anybody.
pub async fn resumed(ctx: &Ctx) -> Result<Vec<Resumed>, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || log::resumed(&world)).await
}

/// The newest checkpoint with its cosignatures, for anybody.
pub async fn checkpoint(ctx: &Ctx) -> Result<String, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || log::checkpoint(&world)).await
}

/// A tile or a bundle of entries, for anybody.
pub async fn file(ctx: &Ctx, path: String) -> Result<Option<LogFile>, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || log::file(&world, &path)).await
}
