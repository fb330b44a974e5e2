//! Seeing and deciding what takes two people.

use switchboard_store::requests::{self, Decided, Decision, Listed};
use switchboard_store::rules::ids::RequestId;
use switchboard_store::rules::request::Because;
use switchboard_store::{Disclosed, Petitions};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

pub use switchboard_store::requests::After as Place;

/// What waits, and what one asked for oneself.
pub struct List {
    /// What this account may decide, oldest first.
    pub waiting: Vec<Listed>,
    /// What it asked for, newest first.
    pub own: Vec<Listed>,
    /// Members and reasons, first of those that wait, then of one's own.
    pub petitions: Disclosed<Petitions>,
    /// Where the next page begins, if there is one.
    pub after: Option<Place>,
}

/// What waits for this account, and what it asked for.
pub async fn list(ctx: &Ctx, after: Option<Place>) -> Result<List, Problem> {
    let (page, proof) = ctx
        .act("requests", move |tx| requests::page(tx, after))
        .await?;
    let petitions = page
        .petitions
        .disclose(&proof)
        .map_err(|shut| ctx.problem(What::Shut(shut)))?;
    Ok(List {
        waiting: page.waiting,
        own: page.own,
        petitions,
        after: page.after,
    })
}

/// What is done to a request.
#[derive(Debug)]
pub enum Step {
    /// Yes, with a word or without.
    Approve(Option<Because>),
    /// No, with the reason.
    Refuse(Because),
    /// Taken back by whoever asked.
    Withdraw,
    /// Done by whoever asked, after a day in which everybody could refuse.
    Finish,
}

/// Decides a request, or takes it back.
pub async fn step(ctx: &Ctx, id: RequestId, step: Step) -> Result<Decided, Problem> {
    let name = match step {
        Step::Approve(_) | Step::Refuse(_) => "request-decide",
        Step::Withdraw => "request-withdraw",
        Step::Finish => "request-finish",
    };
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| match &step {
        Step::Approve(word) => requests::decide(tx, id, Decision::Approve, word.as_ref()),
        Step::Refuse(word) => requests::decide(tx, id, Decision::Refuse, Some(word)),
        Step::Withdraw => requests::withdraw(tx, id),
        Step::Finish => requests::finish_alone(tx, id),
    };
    ctx.act(name, act).await.map(|(decided, _)| decided)
}
