//! Making, seeing and ending API tokens for programs.

use switchboard_store::door::{self, EndedProgram, MadeProgram, Programs};
use switchboard_store::rules::ids::SessionId;
use switchboard_store::rules::program::{Lasts, Name};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// The API tokens of whoever asks that run.
pub async fn list(ctx: &Ctx) -> Result<Programs, Problem> {
    ctx.act("programs", door::own_programs)
        .await
        .map(|(found, _)| found)
}

/// Makes one.
pub async fn make(ctx: &Ctx, name: Name, lasts: Lasts) -> Result<MadeProgram, Problem> {
    ctx.act("program-make", move |tx| {
        door::make_program(tx, &name, lasts)
    })
    .await
    .map(|(made, _)| made)
}

/// Ends the one that an address names. What is no id is nowhere.
pub async fn end(ctx: &Ctx, program: &str) -> Result<EndedProgram, Problem> {
    let id = SessionId::parse(program).map_err(|_| ctx.problem(What::NotFound))?;
    ctx.act("program-end", move |tx| door::end_program(tx, id))
        .await
        .map(|(ended, _)| ended)
}
