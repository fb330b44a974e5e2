//! From what the store answers to the pages of one account.

use switchboard_store::door::{HeldTerm, May, Named, TermsOf};
use switchboard_store::rules::giving::place_words;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::policy::{self, Line, Reason, Refusal};

use super::pages::may::{self, Act, Area, PLACES_MAX};
use super::pages::terms::{self, Choice, Row, Said};
use crate::ctx::Ctx;
use crate::web::place::Place;

/// The roles of an account.
pub(super) fn terms(
    ctx: &Ctx,
    account: AccountId,
    found: TermsOf,
    said: Option<Said>,
) -> terms::Terms {
    let (past, live): (Vec<&HeldTerm>, Vec<&HeldTerm>) =
        found.terms.iter().partition(|term| term.is_over(ctx.now));
    let (running, coming): (Vec<&HeldTerm>, Vec<&HeldTerm>) =
        live.into_iter().partition(|term| term.from <= ctx.now);
    let rows = |terms: Vec<&HeldTerm>| terms.into_iter().map(|term| row(ctx, term)).collect();
    let choices = found.gives.iter().map(|one| Choice {
        value: format!("role={} {}", one.role.text(), place_words(one.place.at)),
        role: one.role.label(),
        place: ctx.place(&one.place),
        takes_two: one.role.takes_two(),
    });
    terms::Terms {
        shell: ctx.shell(),
        account: account.to_string(),
        said,
        can_leave: found.is_whole && ctx.key.is_some_and(|key| key.account() != account),
        is_whole: found.is_whole,
        may_wait: false,
        running: rows(running),
        coming: rows(coming),
        past: rows(past),
        choices: choices.collect(),
        name: found.label,
    }
}

fn row(ctx: &Ctx, term: &HeldTerm) -> Row {
    Row {
        term: term.id.to_string(),
        role: term.role.label(),
        purpose: term.role.purpose_label(),
        place: ctx.place(&term.place),
        from: ctx.stamp(term.from),
        until: term.until.map(|until| ctx.stamp(until)),
        ended_at: term.ended_at.map(|at| ctx.stamp(at)),
        given_by: term.given_by.clone(),
        agreed_by: term.agreed_by.clone(),
        can_end: term.can_end,
    }
}

/// What somebody may do. Whose account it is is said where it isn't the reader's own.
pub(super) fn may(ctx: &Ctx, account: Option<AccountId>, found: &May) -> may::May {
    let areas = policy::Area::ALL.into_iter().map(|area| {
        let lines = found.lines.iter();
        let lines = lines.filter(|line| policy::Area::of(line.action) == area);
        Area {
            label: area.label(),
            acts: lines.map(|line| act(ctx, &found.places, line)).collect(),
        }
    });
    may::May {
        shell: ctx.shell(),
        account: account.map(|account| account.to_string()),
        name: found.label.clone(),
        is_whole: found.seen.is_empty(),
        looked: found.is_cut.then_some(found.places.len()),
        areas: areas.filter(|area| !area.acts.is_empty()).collect(),
    }
}

fn act(ctx: &Ctx, places: &[Named], line: &Line) -> Act {
    let place = |site: usize| {
        places
            .get(site)
            .map_or(Place::Organisation, |at| ctx.place(at))
    };
    let yes = line.yes.iter().take(PLACES_MAX).map(|yes| may::Yes {
        place: place(yes.site),
        role: yes.role.map(policy::Role::label),
        until: yes.until.map(|until| ctx.stamp(until)),
    });
    let no = reasons(line).into_iter().map(|(reason, sites)| may::No {
        why: reason.why(),
        places: sites
            .iter()
            .take(PLACES_MAX)
            .map(|site| place(*site))
            .collect(),
    });
    Act {
        key: line.action.key(),
        yes: yes.collect(),
        more: u64::try_from(line.yes.len().saturating_sub(PLACES_MAX)).unwrap_or(0),
        no: no.collect(),
    }
}

/// The reasons that say something: what stands in the way in a place that the person reaches, each with its places. Where
/// there is none, the one that they reach nothing, or need another role.
fn reasons(line: &Line) -> Vec<(Reason, &[usize])> {
    let tells = |reason: Reason| !Refusal::new(reason).hidden() && reason != Reason::NotYourRole;
    let told = line.no.iter().filter(|no| tells(no.reason));
    let told: Vec<(Reason, &[usize])> = told.map(|no| (no.reason, no.sites.as_slice())).collect();
    if !told.is_empty() || !line.yes.is_empty() {
        return told;
    }
    // Where no place was looked at in which it can be done, no role of theirs reaches one.
    let plain = line.no.iter().map(|no| no.reason).max_by_key(|reason| {
        // That another role is needed says more than that nothing reaches there.
        *reason == Reason::NotYourRole
    });
    vec![(plain.unwrap_or(Reason::NotYours), &[])]
}
