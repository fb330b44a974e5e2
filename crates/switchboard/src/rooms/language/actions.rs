//! The language of one's own account.

use switchboard_store::door;
use switchboard_store::rules::language::Language;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// Chooses it; none leaves it to the browser.
pub async fn choose(ctx: &Ctx, chosen: Option<Language>) -> Result<bool, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| door::choose_language(tx, chosen);
    ctx.act("language-choose", act)
        .await
        .map(|(is_new, _)| is_new)
}
