//! Looking at the installation, for somebody who may.

use switchboard_store::condition;

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
