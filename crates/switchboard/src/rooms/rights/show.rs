//! From what the store answers to the pages.

use switchboard_store::forget::{Certificate as Certified, ForgottenPage};
use switchboard_store::retention::{Counted, Overview};

use super::actions::{Found, Place};
use super::pages::{
    Certificate, Erasure, Forget, Forgetting, Forgotten, Kept, Previewed, Retention, Run, Slip,
    State, Who,
};
use crate::ctx::Ctx;

/// The page that asks to forget somebody.
pub(super) fn forget(ctx: &Ctx, state: State) -> Forget {
    Forget {
        shell: ctx.shell(),
        state,
    }
}

/// What forgetting would do.
pub(super) fn previewed(found: &Found, number: String, slip: Option<Slip>) -> State {
    let hit = found.masked.0.first();
    State::Previewed(Box::new(Previewed {
        member: found.member.to_string(),
        number,
        name: hit.map(|hit| hit.name.clone()).unwrap_or_default(),
        branch: hit.map(|hit| hit.branch.clone()).unwrap_or_default(),
        goes: found.goes,
        slip,
    }))
}

/// The countdown.
pub(super) fn forgetting(ctx: &Ctx, page: &ForgottenPage, here: Option<Place>) -> Forgetting {
    let row = |one: &switchboard_store::forget::Forgotten| Forgotten {
        request: one.request.map(|request| request.to_string()),
        at: ctx.stamp(one.at),
        everywhere: one.everywhere.to_string(),
        days_left: u64::try_from(one.days_left).unwrap_or(0),
    };
    Forgetting {
        shell: ctx.shell(),
        all: page.all.iter().map(row).collect(),
        bound_days: u64::try_from(page.keep.bound_days()).unwrap_or(0),
        here: here.map(|here| here.to_string()),
        after: page.after.map(|after| after.to_string()),
    }
}

/// The certificate.
pub(super) fn certificate(ctx: &Ctx, certified: &Certified) -> Certificate {
    Certificate {
        shell: ctx.shell(),
        organisation: ctx.app.world.meta().organisation.clone(),
        request: certified.request.to_string(),
        asked: Who {
            name: certified.asked_by.clone(),
            at: ctx.stamp(certified.asked_at),
        },
        approved: Who {
            name: Some(certified.approved_by.clone()),
            at: ctx.stamp(certified.approved_at),
        },
        forgotten_at: ctx.stamp(certified.forgotten_at),
        everywhere: certified.everywhere.to_string(),
        is_going_on: certified.is_going_on,
        entry: certified.entry.and_then(|entry| u64::try_from(entry).ok()),
        origin: certified.origin.clone(),
        signed: u64::try_from(certified.signed).unwrap_or(0),
    }
}

/// The rules.
pub(super) fn retention(
    ctx: &Ctx,
    overview: &Overview,
    counted: &[Counted],
    slip: Option<Slip>,
) -> Retention {
    let kept = |kept: &switchboard_store::retention::Kept| Kept {
        code: kept.rule.code(),
        what: kept.rule.label(),
        months: kept
            .months
            .map(switchboard_store::rules::retention::Months::count),
        suggested: kept.rule.suggested().count(),
        since: kept.set_at.map(|at| ctx.stamp(at)),
        would: counted
            .iter()
            .find(|one| one.rule == kept.rule)
            .map(|one| one.would_erase),
    };
    let run = |run: &switchboard_store::retention::Run| Run {
        at: ctx.stamp(run.at),
        is_done: run.is_done,
        erased: run
            .erased
            .iter()
            .map(|(rule, n)| Erasure {
                what: rule.label(),
                n: *n,
            })
            .collect(),
    };
    Retention {
        shell: ctx.shell(),
        slip,
        is_counted: !counted.is_empty(),
        rules: overview.rules.iter().map(kept).collect(),
        runs: overview.runs.iter().map(run).collect(),
    }
}
