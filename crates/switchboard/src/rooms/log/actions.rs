//! The acts of those who check.

use std::sync::Arc;

use switchboard_store::Fault;
use switchboard_store::exposure::{self, Exposure};
use switchboard_store::log::exhibit::{self, Form, Handed, OwnPage, Plan, Wanted};
use switchboard_store::log::{self, EntryPage, Filter, LogFile, LogFileName, Resumed};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Moment;

use super::served::Seen;
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

/// The public log as it was a quarter of a second ago at most, for anybody.
pub async fn public(ctx: &Ctx) -> Result<Arc<Seen>, Problem> {
    match ctx.app.log.lately(ctx.now) {
        Some(seen) => Ok(seen),
        None => seen_since(ctx, ctx.now).await,
    }
}

/// The public log, seen by somebody who came at `from` or later; by whoever asks, if nobody did.
async fn seen_since(ctx: &Ctx, from: Moment) -> Result<Arc<Seen>, Problem> {
    let place = ctx.app.log.place().await;
    let place = place.ok_or_else(|| ctx.problem(Fault::Busy))?;
    // Whoever waited finds what the one before has read.
    if let Some(seen) = ctx.app.log.since(from, ctx.now) {
        return Ok(seen);
    }
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    let read = ctx.blocking(move || {
        // Held for as long as the store is asked, also when whoever asks hangs up.
        let _place = place;
        Ok(Arc::new(Seen {
            head: log::head(&world)?,
            key: world.verifier_key()?,
            checkpoint: log::checkpoint(&world)?,
            witnesses: log::witnessed(&world, now)?,
            agreed: log::agreed(&world)?,
            resumed: log::resumed(&world)?,
        }))
    });
    let seen = read.await?;
    ctx.app.log.keep(now, &seen);
    Ok(seen)
}

/// How often the log went on over lost entries, for anybody.
pub async fn resumed(ctx: &Ctx) -> Result<Vec<Resumed>, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || log::resumed(&world)).await
}

/// A tile or a bundle of entries, for anybody.
pub async fn file(ctx: &Ctx, path: &str) -> Result<Option<LogFile>, Problem> {
    let Some(name) = LogFileName::parse(path) else {
        return Ok(None);
    };
    let mut signed = public(ctx).await?.head.signed_size;
    if !name.is_there(signed) {
        // Another node may have signed it a moment ago, or it has become full.
        signed = seen_since(ctx, ctx.now).await?.head.signed_size;
    }
    if !name.is_there(signed) {
        return Ok(None);
    }
    let place = ctx.app.log.place().await;
    let place = place.ok_or_else(|| ctx.problem(Fault::Busy))?;
    let world = ctx.app.world.clone();
    ctx.blocking(move || {
        let _place = place;
        log::file(&world, name, signed)
    })
    .await
}

/// A page of what the ledger holds about whoever asks.
pub async fn own_page(ctx: &Ctx, before: Option<[u8; 16]>) -> Result<OwnPage, Problem> {
    let ask = ctx.act("own-record-ask", move |tx| exhibit::own_ask(tx, before));
    let (plan, _) = ask.await?;
    let world = ctx.app.world.clone();
    let read = ctx.blocking(move || exhibit::own_read(&world, &plan));
    let read = Arc::new(read.await?);
    let take = ctx.act("own-record", move |tx| exhibit::own_take(tx, &read));
    let (taken, proof) = take.await?;
    taken
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))
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
    let (world, words) = (ctx.app.world.clone(), ctx.words.clone());
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
