//! The acts of agreed tests.

use switchboard_store::licences::{
    self, Check, End, Listed, NewLicence, Question, Report, Shown, Written,
};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::LicenceId;
use switchboard_store::rules::policy::Role;
use switchboard_store::{Tx, Verdict};

use crate::ctx::Ctx;
use crate::decoys::{self, WayIn};
use crate::problem::{Problem, What};

/// The newest agreed tests.
pub async fn page(ctx: &Ctx) -> Result<Vec<Listed>, Problem> {
    ctx.act("licences", licences::page)
        .await
        .map(|(found, _)| found)
}

/// One of them.
pub async fn shown(ctx: &Ctx, licence: LicenceId) -> Result<Shown, Problem> {
    ctx.act("licence", move |tx: &mut Tx<'_, '_>| {
        licences::shown(tx, licence)
    })
    .await
    .map(|(shown, _)| shown)
}

/// Writes one down.
pub async fn write(ctx: &Ctx, new: NewLicence) -> Result<Written, Problem> {
    ctx.act("licence-write", move |tx: &mut Tx<'_, '_>| {
        licences::write_down(tx, &new)
    })
    .await
    .map(|(written, _)| written)
}

/// Ends one before its time.
pub async fn end(ctx: &Ctx, licence: LicenceId) -> Result<End, Problem> {
    ctx.act("licence-end", move |tx: &mut Tx<'_, '_>| {
        licences::end(tx, licence)
    })
    .await
    .map(|(end, _)| end)
}

/// Hands in a report.
pub async fn report(ctx: &Ctx, licence: LicenceId, text: String) -> Result<Report, Problem> {
    ctx.act("licence-report", move |tx: &mut Tx<'_, '_>| {
        licences::report(tx, licence, &text)
    })
    .await
    .map(|(report, _)| report)
}

/// Lets whoever asks into the copy of a licence that they test under.
pub async fn enter(ctx: &Ctx, licence: LicenceId, role: Role) -> Result<WayIn, Problem> {
    // Asked first, so that whoever may not is told what they are told elsewhere, whether a copy runs or not.
    ctx.act("licence-may-enter", move |tx: &mut Tx<'_, '_>| {
        licences::may_enter(tx, licence)
    })
    .await?;
    decoys::enter(ctx, licence, role).await
}

/// Whether whoever asks may write one down.
pub async fn may_write(ctx: &Ctx) -> Result<(), Problem> {
    ctx.act("licence-form", licences::may_write)
        .await
        .map(|_| ())
}

/// Whether whoever asks may be answered whether something was a test.
pub async fn may_check(ctx: &Ctx) -> Result<(), Problem> {
    ctx.act("licence-check-form", licences::may_check)
        .await
        .map(|_| ())
}

/// Answers whether something was a test.
pub async fn check(ctx: &Ctx, question: Question) -> Result<Check, Problem> {
    let (world, now, auth) = (ctx.app.world.clone(), ctx.now, ctx.auth()?);
    let words = ctx.words.clone();
    let answer = ctx.blocking(move || {
        let kinds = |kind| EventKind::from_code(kind).map(|kind| words.t(kind.label()));
        licences::check(&world, &auth, &question, now, &kinds)
    });
    match answer.await? {
        Verdict::Given(check) => Ok(check),
        Verdict::Refused(refusal) => Err(ctx.problem(What::Refused(refusal))),
    }
}
