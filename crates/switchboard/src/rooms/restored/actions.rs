//! Asking that a restored world go on.

use switchboard_store::requests::{self, Asked, Asking};
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::request::{Because, Kind};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// Whether to offer the form; policy decides when it is sent.
pub fn may_ask(ctx: &Ctx) -> bool {
    let roles = ctx.standing().map(|standing| standing.roles.as_slice());
    let mut roles = roles.unwrap_or_default().iter();
    roles.any(|(role, _)| matches!(role, Role::MembershipOfficer | Role::Dpo))
}

/// Asks; false where the world isn't frozen.
pub async fn ask(ctx: &Ctx, because: Because) -> Result<bool, Problem> {
    let asking = Asking::about_nobody(Kind::ThawWorld, String::new(), because);
    let (asked, _) = ctx
        .act("restore-lift", move |tx| requests::ask(tx, &asking))
        .await?;
    Ok(!matches!(asked, Asked::Not(_)))
}
