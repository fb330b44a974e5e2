//! The returning officer's acts.

use switchboard_store::contests::{self, Overview};
use switchboard_store::rules::ids::ContestId;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A contest with its campaigns and accounts.
pub async fn overview(ctx: &Ctx, contest: ContestId) -> Result<Overview, Problem> {
    ctx.act("contest", move |tx| contests::overview(tx, contest))
        .await
        .map(|(overview, _)| overview)
}
