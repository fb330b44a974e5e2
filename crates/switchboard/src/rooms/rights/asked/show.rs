//! From what the store answers to the pages.

use switchboard_store::own_page::Sight;
use switchboard_store::rights::Standing;
use switchboard_store::{Hits, SaidRight};

use super::actions::{Own, Queue, Read};
use super::pages::{Asked, Head, One, OwnAsked, OwnSlip, Slip, Waiting, WaitingRow};
use crate::ctx::Ctx;

/// What the member asked for.
pub(super) fn own(ctx: &Ctx, own: &Own, slip: Option<OwnSlip>) -> OwnAsked {
    let nothing = nothing();
    let said = |at: usize| own.words.as_ref().and_then(|words| words.0.get(at));
    let rows = own.standing.iter().enumerate();
    OwnAsked {
        shell: ctx.own_shell(),
        rows: rows
            .map(|(at, standing)| asked(ctx, standing, said(at).unwrap_or(&nothing)))
            .collect(),
        is_covered: own.sight == Sight::Covered,
        slip,
    }
}

/// No words: there are none, or they are covered.
fn nothing() -> SaidRight {
    SaidRight {
        said: String::new(),
        why: String::new(),
        answer: String::new(),
    }
}

fn asked(ctx: &Ctx, standing: &Standing, said: &SaidRight) -> Asked {
    Asked {
        head: head(ctx, standing),
        said: said.said.clone(),
        why: said.why.clone(),
        answer: said.answer.clone(),
    }
}

fn head(ctx: &Ctx, standing: &Standing) -> Head {
    let is_over = standing.answered_at.is_none() && standing.due_at <= ctx.now;
    Head {
        kind: standing.kind.label(),
        asked_at: ctx.stamp(standing.asked_at),
        due_at: ctx.stamp(standing.due_at),
        is_late: standing.is_late || is_over,
        acknowledged_at: standing.acknowledged_at.map(|at| ctx.stamp(at)),
        is_extended: standing.extended_at.is_some(),
        is_coded: standing.is_covered,
        answered_at: standing.answered_at.map(|at| ctx.stamp(at)),
    }
}

fn member(hits: &Hits, at: usize) -> Option<(String, String)> {
    let hit = hits.0.get(at)?;
    Some((hit.name.clone(), hit.branch.clone()))
}

/// What waits.
pub(super) fn waiting(ctx: &Ctx, queue: &Queue, is_later: bool) -> Waiting {
    let row = |one: &switchboard_store::rights::Waiting| WaitingRow {
        id: one.standing.id.to_string(),
        head: head(ctx, &one.standing),
        member: one.hit.and_then(|at| member(&queue.hits, at)),
    };
    Waiting {
        shell: ctx.shell(),
        rows: queue.waiting.iter().map(row).collect(),
        late: queue.late,
        is_later,
        after: queue.after.map(|after| after.to_string()),
    }
}

/// One request.
pub(super) fn one(ctx: &Ctx, read: &Read, slip: Option<Slip>) -> One {
    let standing = &read.standing;
    let nothing = nothing();
    let said = read.words.0.first().unwrap_or(&nothing);
    One {
        shell: ctx.shell(),
        id: standing.id.to_string(),
        asked: asked(ctx, standing, said),
        member: read.hit.as_deref().and_then(|hits| member(hits, 0)),
        has_email: read.has_email,
        can_extend: standing.extended_at.or(standing.answered_at).is_none()
            && ctx.now < standing.due_at,
        slip,
    }
}
