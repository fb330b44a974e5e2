//! Inviting people to ring, and joining.

use switchboard_store::banks;
use switchboard_store::door::invitations::{self, Guests, Inviting, Page, People};
use switchboard_store::door::{self, Handed, NewPassword, OwnWay, SignedIn, WayIn};
use switchboard_store::rules::ids::{BankId, CampaignId, InvitationId};
use switchboard_store::rules::person::Email;
use switchboard_store::{Auth, Tx, Verdict};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// A page of a campaign's invitations.
pub async fn people(ctx: &Ctx, campaign: CampaignId, page: Page) -> Result<People, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::people(tx, campaign, page);
    ctx.act("people", act).await.map(|(people, _)| people)
}

/// Invites people to ring.
pub async fn invite(ctx: &Ctx, campaign: CampaignId, guests: Guests) -> Result<Inviting, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::invite(tx, campaign, &guests);
    ctx.act("invite", act).await.map(|(done, _)| done)
}

/// Gives an invitation a new code; none where somebody has joined by it.
pub async fn renew(
    ctx: &Ctx,
    campaign: CampaignId,
    invitation: InvitationId,
) -> Result<Option<Handed>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::renew(tx, campaign, invitation);
    ctx.act("invitation-renew", act).await.map(|(done, _)| done)
}

/// Gives a caller who has joined a new code.
pub async fn code_for_caller(
    ctx: &Ctx,
    campaign: CampaignId,
    invitation: InvitationId,
) -> Result<Handed, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::code_for_caller(tx, campaign, invitation);
    ctx.act("callers-code", act).await.map(|(done, _)| done)
}

/// Takes back an invitation that nobody has used.
pub async fn take_back(
    ctx: &Ctx,
    campaign: CampaignId,
    invitation: InvitationId,
) -> Result<(), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::take_back(tx, campaign, invitation);
    ctx.act("invitation-end", act).await.map(|_| ())
}

/// Joins by the code of an invitation; none where that came to nothing, whatever the reason.
pub async fn join(
    ctx: &Ctx,
    invitation: InvitationId,
    code: String,
    notice: &'static str,
) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| invitations::join(tx, invitation, &code, notice);
    let done = ctx
        .app
        .world
        .write("join", Auth::Job("door"), ctx.now, act)
        .await
        .map_err(|fault| ctx.problem(fault))?;
    Ok(match done.verdict {
        Verdict::Given(signed_in) => Some(signed_in),
        Verdict::Refused(_) => None,
    })
}

/// Joins by membership number and birth year; none where that came to nothing, whatever the reason.
pub async fn join_by_birth(
    ctx: &Ctx,
    invitation: InvitationId,
    (number, year): (String, i16),
    notice: &'static str,
) -> Result<Option<SignedIn>, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        invitations::join_by_birth(tx, invitation, (&number, year), notice)
    };
    let done = ctx
        .app
        .world
        .write("join", Auth::Job("door"), ctx.now, act)
        .await
        .map_err(|fault| ctx.problem(fault))?;
    Ok(match done.verdict {
        Verdict::Given(signed_in) => Some(signed_in),
        Verdict::Refused(_) => None,
    })
}

/// What is known of a caller who chooses how to come back, and the only bank they ring in, if it is one.
pub async fn own_way(ctx: &Ctx) -> Result<(OwnWay, Option<BankId>), Problem> {
    let act = |tx: &mut Tx<'_, '_>| {
        let way = match door::own_way(tx)? {
            Verdict::Given(way) => way,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        Ok(match banks::own_banks(tx)? {
            Verdict::Given(banks) => {
                let only = match banks.as_slice() {
                    [bank] => Some(bank.id),
                    _ => None,
                };
                Verdict::Given((way, only))
            }
            Verdict::Refused(refusal) => Verdict::Refused(refusal),
        })
    };
    ctx.act("own-way", act).await.map(|(way, _)| way)
}

/// Sets a caller's address and password.
pub async fn set_way(ctx: &Ctx, email: Email, password: NewPassword) -> Result<WayIn, Problem> {
    let _turn = ctx
        .app
        .guard
        .turn(ctx.now)
        .await
        .map_err(|again| ctx.problem(What::TooMany(again)))?;
    let world = ctx.app.world.clone();
    let hashed = ctx.blocking(move || world.hash(&password)).await?;
    let act = move |tx: &mut Tx<'_, '_>| door::set_callers_password(tx, &email, &hashed);
    ctx.act("set-way", act).await.map(|(done, _)| done)
}
