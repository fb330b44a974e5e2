//! The lists of numbers that aren't rung, for the offices.

use switchboard_store::rules::screening::{Age, List};
use switchboard_store::screening::{Demanded, Kept};

use super::actions;
use super::pages::{Demand, KeptList, ListLine, ListStands, Lists};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::page::Html;

pub(super) async fn lists(ctx: Ctx) -> Result<Html<Lists>, Problem> {
    let (kept, demanded) = actions::lists(&ctx).await?;
    let line = |list: List| {
        let kept = kept.iter().find(|kept| kept.dated.list == list);
        let demanded = demanded.iter().find(|demanded| demanded.list == list);
        (kept.is_some() || demanded.is_some()).then(|| ListLine {
            code: list.code(),
            kept: kept.map(|kept| shown(&ctx, kept)),
            demand: demanded.map(demand),
        })
    };
    Ok(Html(Lists {
        shell: ctx.shell(),
        lists: List::ALL.into_iter().filter_map(line).collect(),
    }))
}

fn shown(ctx: &Ctx, kept: &Kept) -> KeptList {
    KeptList {
        dated: kept.dated.dated.to_string(),
        at: ctx.stamp(kept.at),
        numbers: kept.numbers,
    }
}

fn demand(demanded: &Demanded) -> Demand {
    let days = demanded.days.unwrap_or(0);
    let left = |most: u16| u64::try_from(i64::from(most).saturating_sub(days)).unwrap_or(0);
    let (warn, refuse) = (demanded.screen.warn, demanded.screen.refuse);
    Demand {
        stands: match demanded.age {
            Age::Fine => ListStands::Fine,
            Age::Old { .. } => ListStands::Old,
            Age::TooOld => ListStands::TooOld,
            Age::Missing => ListStands::Missing,
        },
        days: u64::try_from(days).unwrap_or(0),
        warn: (warn.into(), left(warn)),
        refuse: (refuse.into(), left(refuse)),
        grace: demanded.screen.grace.into(),
    }
}
