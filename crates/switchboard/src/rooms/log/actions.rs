//! The acts of those who check.

use std::sync::Arc;

use switchboard_store::exposure::{self, Exposure};
use switchboard_store::log::exhibit::{self, Form, Handed, OwnPage, Plan, Wanted};
use switchboard_store::log::{self, Agreed, EntryPage, Filter, Head, LogFile, Resumed, Witnessed};
use switchboard_store::rules::events::EventKind;

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

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
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    ctx.blocking(move || Ok((log::witnessed(&world, now)?, log::agreed(&world)?)))
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

/// A page of what the ledger holds about whoever asks.
pub async fn own_page(ctx: &Ctx, before: Option<[u8; 16]>) -> Result<OwnPage, Problem> {
    ctx.act("own-record", move |tx| exhibit::own_page(tx, before))
        .await
        .map(|(page, _)| page)
}

/// Which exhibits whoever asks may take.
pub async fn form(ctx: &Ctx) -> Result<Form, Problem> {
    ctx.act("exhibit-form", exhibit::form)
        .await
        .map(|(form, _)| form)
}

/// What came of asking for an exhibit.
#[derive(Debug)]
pub enum Took {
    /// It is there.
    Handed(Box<Handed>),
    /// There is nobody and nothing of that name.
    Nobody,
    /// The log isn't signed yet.
    NotSigned,
}

/// Takes an exhibit, with its entry.
pub async fn exhibit(ctx: &Ctx, wanted: Wanted) -> Result<Took, Problem> {
    let Some(plan) = may_take(ctx, wanted).await? else {
        return Ok(Took::Nobody);
    };
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    let chosen = ctx.blocking(move || exhibit::choose(&world, plan, now));
    let Some(chosen) = chosen.await?.map(Arc::new) else {
        return Ok(Took::NotSigned);
    };
    let take = ctx.act("exhibit-take", move |tx| exhibit::take(tx, &chosen));
    let (taken, proof) = take.await?;
    let opened = taken
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    let (world, words) = (ctx.app.world.clone(), ctx.app.words.clone());
    let handed = ctx.blocking(move || {
        let kinds = |kind| EventKind::from_code(kind).map(|kind| words.t(kind.label()));
        opened.make(&world, kinds)
    });
    Ok(Took::Handed(Box::new(handed.await?)))
}

/// Asks whether an exhibit may be taken, without taking it; none where there is nobody and nothing of that name.
pub async fn may_take(ctx: &Ctx, wanted: Wanted) -> Result<Option<Plan>, Problem> {
    ctx.act("exhibit-ask", move |tx| exhibit::ask(tx, &wanted))
        .await
        .map(|(plan, _)| plan)
}
