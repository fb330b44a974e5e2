//! What an organiser typed, read into a shift.

use switchboard_store::rules::ids::BankId;
use switchboard_store::rules::moment::TypedError;
use switchboard_store::rules::shift::{BadShift, Hours, Places, Words};
use switchboard_store::shifts::New;

use super::pages::{Typed, Wrong};
use crate::ctx::Ctx;

/// The shift that was typed, or what is wrong with it. A bank that isn't there is refused by the act.
pub(super) fn read(ctx: &Ctx, typed: &Typed) -> Result<New, Wrong> {
    let zone = ctx.app.world.zone();
    let time = |text: &str| zone.typed(text).map_err(doubtful);
    let (starts, ends) = (time(&typed.starts)?, time(&typed.ends)?);
    let bank = match typed.bank.as_str() {
        "" => None,
        text => Some(BankId::parse(text).map_err(|_| Wrong::of("shifts-bad-bank"))?),
    };
    Ok(New {
        bank,
        hours: Hours::of(starts, ends, ctx.now).map_err(bad)?,
        places: Places::parse(&typed.places).map_err(bad)?,
        words: Words::parse(&typed.words).map_err(bad)?,
    })
}

fn bad(why: BadShift) -> Wrong {
    Wrong::of(match why {
        BadShift::Past => "shifts-bad-past",
        BadShift::Far => "shifts-bad-far",
        BadShift::Short => "shifts-bad-short",
        BadShift::Long => "shifts-bad-long",
        BadShift::Places => "shifts-bad-places",
        BadShift::Words => "shifts-bad-words",
    })
}

fn doubtful(why: TypedError) -> Wrong {
    Wrong::of(match why {
        TypedError::Shape => "shifts-bad-shape",
        TypedError::Skipped => "shifts-bad-skipped",
        TypedError::Twice => "shifts-bad-twice",
    })
}
