//! Reading the form of a new contest.

use switchboard_store::banks::{NameStyle, NewContest};
use switchboard_store::contests::{Adding, AddingCampaign};
use switchboard_store::rules::contest::{Dates, Kind, Phase, Plan};
use switchboard_store::rules::moment::{Moment, TypedError};

use super::pages::calendar::{Typed, Wrong};
use crate::ctx::Ctx;

/// The most letters of a name.
const NAME_MAX: usize = 80;
/// The most campaigns that one form adds.
const CAMPAIGNS_MAX: usize = 50;

/// What the form asks for, or what is wrong with it.
pub(super) fn read(ctx: &Ctx, typed: &Typed) -> Result<Adding, Wrong> {
    let kind = if typed.standing.is_some() {
        Kind::Standing
    } else {
        Kind::Contest
    };
    let name = name(&typed.name).ok_or(Wrong::Name)?;
    let campaigns = campaigns(ctx, kind, typed)?;
    let plan = Plan::parse(kind, dates(ctx, kind, typed)?).map_err(|_| Wrong::Order)?;
    if plan.at(Phase::Access) < Some(Plan::soonest(ctx.now)) {
        return Err(Wrong::TooSoon);
    }
    let style = if typed.first_names.is_some() {
        NameStyle::First
    } else {
        NameStyle::Titled
    };
    Ok(Adding {
        new: NewContest { name, style, plan },
        campaigns,
    })
}

fn name(text: &str) -> Option<String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_MAX;
    (fits && !name.chars().any(char::is_control)).then(|| name.to_owned())
}

fn campaigns(ctx: &Ctx, kind: Kind, typed: &Typed) -> Result<Vec<AddingCampaign>, Wrong> {
    let lines = typed
        .campaigns
        .lines()
        .filter(|line| !line.trim().is_empty());
    let names: Option<Vec<String>> = lines.map(name).collect();
    let names = names.filter(|names| !names.is_empty() && names.len() <= CAMPAIGNS_MAX);
    let names = names.ok_or(Wrong::Campaigns)?;
    if kind == Kind::Standing && names.len() > 1 {
        return Err(Wrong::Alone);
    }
    // It is kept, and everybody reads it: in the installation's language, whoever makes it.
    let words = &ctx.app.usual;
    let one = |name: String| AddingCampaign {
        bank: words.t("demo-bank"),
        opening: String::new(),
        name,
    };
    Ok(names.into_iter().map(one).collect())
}

fn dates(ctx: &Ctx, kind: Kind, typed: &Typed) -> Result<Dates, Wrong> {
    let zone = ctx.app.world.zone();
    let at = |text: &str| -> Result<Moment, Wrong> {
        zone.typed(text).map_err(|error| match error {
            TypedError::Shape => Wrong::Date,
            TypedError::Skipped => Wrong::Skipped,
            TypedError::Twice => Wrong::Twice,
        })
    };
    let of_contest = |text: &str| match kind {
        Kind::Contest => at(text).map(Some),
        Kind::Standing => Ok(None),
    };
    Ok(Dates {
        announced: at(&typed.announced)?,
        nominations: of_contest(&typed.nominations)?,
        access: at(&typed.access)?,
        ballot: of_contest(&typed.ballot)?,
        closed: at(&typed.closed)?,
        deleted: at(&typed.deleted)?,
    })
}
