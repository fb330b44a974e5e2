//! Forgetting, and how long things are kept.

use switchboard_store::forget::{self, Certificate, ForgottenPage, Goes};
use switchboard_store::requests::{self, Asked, Asking, Cannot};
use switchboard_store::retention::{self, Counted, Overview};
use switchboard_store::rules::ids::{MemberId, RequestId};
use switchboard_store::rules::request::{Because, Kind};
use switchboard_store::rules::retention::Change;
use switchboard_store::{Auth, Disclosed, Hits, Verdict};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

pub use switchboard_store::forget::After as Place;

/// Who would be forgotten, and with what.
pub struct Found {
    /// The member, for the form that asks.
    pub member: MemberId,
    /// The member, masked.
    pub masked: Disclosed<Hits>,
    /// What would be destroyed.
    pub goes: Goes,
}

/// Whether this account may see what forgetting does: the form without anybody in it.
pub async fn may_forget(ctx: &Ctx) -> Result<(), Problem> {
    ctx.act("forget-form", forget::may_preview)
        .await
        .map(|((), _)| ())
}

/// What forgetting the member with this number in the books would do.
pub async fn preview(ctx: &Ctx, number: String) -> Result<Option<Found>, Problem> {
    let (preview, proof) = ctx
        .act("forget-preview", move |tx| forget::preview(tx, &number))
        .await?;
    let Some(preview) = preview else {
        return Ok(None);
    };
    let masked = preview
        .masked
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    Ok(Some(Found {
        member: preview.member,
        masked,
        goes: preview.goes,
    }))
}

/// Asks that a member be forgotten; answers what the page of requests says then, or nothing where there is no such member.
pub async fn ask_to_forget(
    ctx: &Ctx,
    member: MemberId,
    because: Because,
) -> Result<Option<&'static str>, Problem> {
    let asking = Asking {
        kind: Kind::ForgetMember,
        member,
        about: String::new(),
        because,
        second: requests::Second::Person,
    };
    ask(ctx, asking).await
}

/// The same by the number in the books, which travels in the body.
pub async fn ask_by_number(ctx: &Ctx, number: String, because: Because) -> Result<Asked, Problem> {
    ctx.act("forget-ask", move |tx| {
        forget::ask_by_number(tx, &number, &because)
    })
    .await
    .map(|(asked, _)| asked)
}

/// Asks that a rule be set.
pub async fn ask_to_keep(
    ctx: &Ctx,
    change: Change,
    because: Because,
) -> Result<Option<&'static str>, Problem> {
    let about = change.to_string();
    ask(
        ctx,
        Asking::about_nobody(Kind::ChangeRetention, about, because),
    )
    .await
}

async fn ask(ctx: &Ctx, asking: Asking) -> Result<Option<&'static str>, Problem> {
    let (asked, _) = ctx
        .act("request-ask", move |tx| requests::ask(tx, &asking))
        .await?;
    Ok(match asked {
        Asked::New { .. } => Some("asked"),
        Asked::Already(_) => Some("already"),
        Asked::Not(Cannot::NoSuchMember | Cannot::NotUnderstood) => None,
    })
}

/// Who is being forgotten.
pub async fn being_forgotten(ctx: &Ctx, after: Option<Place>) -> Result<ForgottenPage, Problem> {
    ctx.act("forgetting", move |tx| forget::being_forgotten(tx, after))
        .await
        .map(|(page, _)| page)
}

/// The certificate of one request.
pub async fn certificate(ctx: &Ctx, id: RequestId) -> Result<Certificate, Problem> {
    ctx.act("certificate", move |tx| forget::certificate(tx, id))
        .await
        .map(|(certificate, _)| certificate)
}

/// The rules and what was erased by them.
pub async fn retention(ctx: &Ctx) -> Result<Overview, Problem> {
    ctx.act("retention", retention::overview)
        .await
        .map(|(overview, _)| overview)
}

/// How much would be erased now.
pub async fn count(ctx: &Ctx) -> Result<Vec<Counted>, Problem> {
    let auth = Auth::Session(ctx.key.ok_or_else(|| ctx.problem(What::NotFound))?);
    let (world, now) = (ctx.app.world.clone(), ctx.now);
    let counted = ctx
        .blocking(move || retention::count(&world, &auth, now))
        .await?;
    match counted {
        Verdict::Given(counted) => Ok(counted),
        Verdict::Refused(refusal) => Err(ctx.problem(What::Refused(refusal))),
    }
}
