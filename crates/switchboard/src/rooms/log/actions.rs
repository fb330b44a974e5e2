//! The acts of those who check.

use switchboard_store::exposure::{self, Exposure};
use switchboard_store::log::{self, EntryPage, Filter, Head};
use switchboard_store::{Tx, Verdict};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A page of the ledger, with the labels of the accounts in it.
pub async fn page(ctx: &Ctx, filter: Filter) -> Result<(EntryPage, Vec<String>), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        let page = match log::page(tx, &filter)? {
            Verdict::Given(page) => page,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        let accounts: Vec<_> = page.lines.iter().map(|line| line.account).collect();
        let labels = switchboard_store::door::labels(tx, &accounts)?;
        Ok(Verdict::Given((page, labels)))
    };
    ctx.act("ledger-page", act).await.map(|(page, _)| page)
}

/// Cards and numbers by account and evening.
pub async fn exposure(ctx: &Ctx) -> Result<Exposure, Problem> {
    ctx.act("exposure", exposure::exposure)
        .await
        .map(|(lines, _)| lines)
}

/// The head of the log, for anybody.
pub async fn head(ctx: &Ctx) -> Result<(Head, String), Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || Ok((log::head(&world)?, world.verifier_key()?)))
        .await
}

/// The names of campaigns and banks, for reading entries.
pub async fn places(ctx: &Ctx) -> Result<log::PlaceNames, Problem> {
    let world = ctx.app.world.clone();
    ctx.blocking(move || log::place_names(&world)).await
}
