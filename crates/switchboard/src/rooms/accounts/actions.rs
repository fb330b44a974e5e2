//! Accounts and ways back in.

use switchboard_store::door::{self, EndedTerm, Granted, Listed, May, Recovery, TermsOf};
use switchboard_store::requests::{self, Asked, Asking, Second};
use switchboard_store::rules::giving::Giving;
use switchboard_store::rules::ids::{AccountId, TermId};
use switchboard_store::rules::request::{Because, Kind};
use switchboard_store::{Tx, Verdict};

use crate::ctx::Ctx;
use crate::problem::Problem;

/// A page of those who hold an office.
pub struct List {
    /// The accounts.
    pub listed: Vec<Listed>,
    /// Who waits for a way back in.
    pub recoveries: Vec<Recovery>,
    /// Whether a day may stand in for a second person.
    pub may_wait: bool,
}

/// A page of those who hold an office, and who waits for a way back in.
pub async fn list(ctx: &Ctx, after: Option<AccountId>) -> Result<List, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        Ok(match door::accounts(tx, after)? {
            Verdict::Given(listed) => Verdict::Given(List {
                listed,
                recoveries: door::recoveries(tx)?,
                may_wait: requests::may_wait(tx)?,
            }),
            Verdict::Refused(refusal) => Verdict::Refused(refusal),
        })
    };
    ctx.act("accounts", act).await.map(|(found, _)| found)
}

/// Asks for a new code for somebody who lost every way in.
pub async fn ask_back(
    ctx: &Ctx,
    account: AccountId,
    because: Because,
    second: Second,
) -> Result<Asked, Problem> {
    let about = door::about_record(account);
    let asking = Asking::about_nobody(Kind::RecoverAccount, about, because).with(second);
    ask(ctx, asking).await
}

/// Asks for a code for the own record of somebody who has left.
pub async fn ask_record(ctx: &Ctx, account: AccountId, because: Because) -> Result<Asked, Problem> {
    let about = door::about_record(account);
    let asking = Asking::about_nobody(Kind::OpenRecord, about, because);
    ask(ctx, asking).await
}

async fn ask(ctx: &Ctx, asking: Asking) -> Result<Asked, Problem> {
    ctx.act("request-ask", move |tx| requests::ask(tx, &asking))
        .await
        .map(|(asked, _)| asked)
}

/// Shuts a colleague's account.
pub async fn shut(ctx: &Ctx, account: AccountId) -> Result<(), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::shut_account(tx, account);
    ctx.act("shut-account", act).await.map(|_| ())
}

/// Stops a way back in; false when nothing waits.
pub async fn stop(ctx: &Ctx, account: AccountId) -> Result<bool, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::stop_recovery(tx, account);
    ctx.act("stop-recovery", act).await.map(|(done, _)| done)
}

/// The roles of an account, and whether a day may stand in for a second person.
pub async fn terms(ctx: &Ctx, account: AccountId) -> Result<(TermsOf, bool), Problem> {
    let act = move |tx: &mut Tx<'_, '_>| {
        Ok(match door::terms_of(tx, account)? {
            Verdict::Given(terms) => Verdict::Given((terms, requests::may_wait(tx)?)),
            Verdict::Refused(refusal) => Verdict::Refused(refusal),
        })
    };
    ctx.act("account-terms", act).await.map(|(found, _)| found)
}

/// What an account may do, and why.
pub async fn may(ctx: &Ctx, account: AccountId) -> Result<May, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::may(tx, account);
    ctx.act("account-may", act).await.map(|(may, _)| may)
}

/// Gives a role that one person gives.
pub async fn grant(ctx: &Ctx, giving: Giving) -> Result<Granted, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::grant_term(tx, &giving);
    ctx.act("grant-term", act).await.map(|(done, _)| done)
}

/// Asks for a role that takes two people.
pub async fn ask_term(
    ctx: &Ctx,
    giving: Giving,
    because: Because,
    second: Second,
) -> Result<Asked, Problem> {
    let asking = Asking::about_nobody(Kind::GrantTerm, giving.text(), because).with(second);
    ask(ctx, asking).await
}

/// Ends one role of an account.
pub async fn end_term(ctx: &Ctx, account: AccountId, term: TermId) -> Result<EndedTerm, Problem> {
    let act = move |tx: &mut Tx<'_, '_>| door::end_term(tx, account, term);
    ctx.act("end-term", act).await.map(|(done, _)| done)
}
