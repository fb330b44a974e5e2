//! Coming and going.

use switchboard_store::door::{self, SignedIn};
use switchboard_store::rules::policy::{Opened, Reason};
use switchboard_store::{Auth, Verdict, WorldKind};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// Signs in with a typed code; none when nobody has it.
pub async fn sign_in(ctx: &Ctx, code: String) -> Result<Option<SignedIn>, Problem> {
    let opened = match ctx.app.world.meta().kind {
        WorldKind::Demo => Opened::Demo,
        WorldKind::Live => Opened::Code,
    };
    let done = ctx
        .app
        .world
        .write("sign-in", Auth::Job("door"), ctx.now, move |tx| {
            door::sign_in(tx, &code, opened)
        })
        .await
        .map_err(|fault| ctx.problem(fault))?;
    match done.verdict {
        Verdict::Given(signed_in) => Ok(Some(signed_in)),
        Verdict::Refused(refusal) if refusal.reason == Reason::SignedOut => Ok(None),
        Verdict::Refused(refusal) => Err(ctx.problem(crate::problem::What::Refused(refusal))),
    }
}

/// Ends the session behind the request, if there is one.
pub async fn sign_out(ctx: &Ctx) -> Result<(), Problem> {
    let Some(key) = ctx.key else {
        return Ok(());
    };
    ctx.act("sign-out", move |tx| door::sign_out(tx, key))
        .await
        .map(|_| ())
}
