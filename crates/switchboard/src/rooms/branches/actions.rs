//! The officer's acts on branches and totals.

use switchboard_store::branches::{self, Change, Changed, Totals};
use switchboard_store::rules::branches::Tree;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// The exact totals of a year: an entry first, then the count on a reader of its own.
pub async fn totals(ctx: &Ctx, year: i16) -> Result<Totals, Problem> {
    let (leave, _) = ctx
        .act("branches-totals", move |tx| branches::ask_totals(tx, year))
        .await?;
    let world = ctx.app.world.clone();
    ctx.blocking(move || leave.count(&world)).await
}

/// The tree of branches.
pub async fn tree(ctx: &Ctx) -> Result<Tree, Problem> {
    ctx.act("branches-tree", branches::see_tree)
        .await
        .map(|(tree, _)| tree)
}

/// Changes the tree.
pub async fn change(ctx: &Ctx, change: Change) -> Result<Changed, Problem> {
    ctx.act("branches-change", move |tx| branches::change(tx, &change))
        .await
        .map(|(changed, _)| changed)
}

/// Makes a branch of every name that stands in no branch yet.
pub async fn place(ctx: &Ctx, names: Vec<String>) -> Result<usize, Problem> {
    ctx.act("branches-place", move |tx| branches::place(tx, &names))
        .await
        .map(|(made, _)| made)
}
