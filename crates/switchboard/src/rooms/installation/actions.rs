//! Looking at the installation, for somebody who may.

use switchboard_store::condition;
use switchboard_store::screening::{self, Demanded, Kept};

use crate::ctx::Ctx;
use crate::jobs::looking;
use crate::problem::Problem;
use crate::watch::{self, Finding};

/// What there is to say of it.
pub async fn findings(ctx: &Ctx) -> Result<Vec<Finding>, Problem> {
    ctx.act("installation", condition::see).await?;
    let (app, now) = (ctx.app.clone(), ctx.now);
    ctx.blocking(move || {
        Ok(watch::judge(
            &looking::look(&app.world, &app.front, now),
            now,
        ))
    })
    .await
}

/// The lists of numbers that aren't rung: those that are there, and how it stands with those that the rules demand.
pub async fn lists(ctx: &Ctx) -> Result<(Vec<Kept>, Vec<Demanded>), Problem> {
    ctx.act("installation", condition::see).await?;
    let (app, now) = (ctx.app.clone(), ctx.now);
    ctx.blocking(move || {
        let kept = screening::lists(&app.world)?;
        Ok((kept, screening::demanded(&app.world, now)?))
    })
    .await
}
