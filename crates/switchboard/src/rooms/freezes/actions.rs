//! Freezing, and what comes after.

use switchboard_store::Tx;
use switchboard_store::freezes::{
    self, Board, Choice, Decided, Given, Place, Pressed, Taken, Wanted,
};
use switchboard_store::rules::freeze::Target;
use switchboard_store::rules::ids::{AccountId, ContestId, FreezeId};
use switchboard_store::rules::moment::Moment;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// What stands still and did, and what this account may freeze.
pub async fn board(
    ctx: &Ctx,
    after: Option<Place>,
    account: Option<AccountId>,
) -> Result<(Board, Vec<Choice>), Problem> {
    let board = ctx
        .act("freezes", move |tx| freezes::board(tx, after))
        .await?;
    let choices = ctx
        .act("freeze-choices", move |tx| freezes::choices(tx, account))
        .await?;
    Ok((board.0, choices.0))
}

/// Makes something stand still.
pub async fn press(ctx: &Ctx, target: Target, reason: String) -> Result<Pressed, Problem> {
    ctx.act("freeze", move |tx| freezes::press(tx, target, &reason))
        .await
        .map(|(pressed, _)| pressed)
}

/// Gives hours back that it took.
pub async fn give(ctx: &Ctx, id: FreezeId, wanted: Wanted) -> Result<Given, Problem> {
    ctx.act("freeze-give-hours", move |tx| freezes::give(tx, id, wanted))
        .await
        .map(|(given, _)| given)
}

/// Takes a window back before it begins.
pub async fn take_back(
    ctx: &Ctx,
    id: FreezeId,
    contest: ContestId,
    from: Moment,
) -> Result<Taken, Problem> {
    ctx.act("freeze-take-hours", move |tx| {
        freezes::take_back(tx, id, contest, from)
    })
    .await
    .map(|(taken, _)| taken)
}

/// What is done to a freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A second person says that it stands still on.
    Confirm,
    /// An appeal is answered: it stands still on.
    Keep,
    /// It goes on.
    Lift,
    /// Whoever stands still says that it is wrong.
    Appeal,
}

impl Step {
    /// The step of a form's word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "confirm" => Some(Self::Confirm),
            "keep" => Some(Self::Keep),
            "lift" => Some(Self::Lift),
            "appeal" => Some(Self::Appeal),
            _ => None,
        }
    }
}

/// What is said with it.
pub struct Words {
    /// The words.
    pub word: String,
    /// When the board was looked at on which the appeals stand that it answers.
    pub seen: Moment,
}

/// Does it.
pub async fn step(ctx: &Ctx, id: FreezeId, step: Step, said: Words) -> Result<Decided, Problem> {
    let (name, act): (_, fn(&mut Tx<'_, '_>, FreezeId, &Words) -> _) = match step {
        Step::Confirm => ("freeze-confirm", |tx, id, _| freezes::confirm(tx, id)),
        Step::Keep => ("freeze-keep", |tx, id, said| {
            freezes::keep(tx, id, &said.word, said.seen)
        }),
        Step::Lift => ("freeze-lift", |tx, id, _| freezes::lift(tx, id)),
        Step::Appeal => ("freeze-appeal", |tx, id, said| {
            freezes::appeal(tx, id, &said.word)
        }),
    };
    ctx.act(name, move |tx| act(tx, id, &said))
        .await
        .map(|(decided, _)| decided)
}
