//! From what the store answers to the pages.

use std::collections::BTreeMap;

use switchboard_store::decoy::ROLES;
use switchboard_store::licences::{Checked, CheckedAct, Copied, Fits, Known, Listed, Shown};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::licence::{Licence, Stands, Uncovered, Where, Word};
use switchboard_store::rules::policy::{Action, Role};

use super::pages::{Act, Answer, Copy, Covering, InCopy, Licences, Line, One, Person, Said, Sum};
use crate::ctx::Ctx;
use crate::decoys::Stand;

/// The most acts that the page lists; the file holds all of them.
const ACTS_MAX: usize = 200;

pub(super) fn list(ctx: &Ctx, found: &[Listed]) -> Licences {
    let holds = |roles: &[Role]| {
        let standing = ctx.standing();
        standing.is_some_and(|one| one.roles.iter().any(|(role, _)| roles.contains(role)))
    };
    Licences {
        shell: ctx.shell(),
        writes: holds(&[
            Role::MembershipOfficer,
            Role::ReturningOfficer,
            Role::Dpo,
            Role::Approver,
        ]),
        checks: holds(&[Role::Dpo]),
        lines: found.iter().map(|one| line(ctx, one)).collect(),
    }
}

fn line(ctx: &Ctx, one: &Listed) -> Line {
    let licence = &one.licence;
    let terms = &licence.terms;
    let stands = licence.stands(ctx.now);
    Line {
        licence: licence.id.to_string(),
        purpose: one.purpose.clone(),
        at: terms.at.label(),
        testers: people(one),
        from: ctx.stamp(licence.begins().unwrap_or(terms.from)),
        until: ctx.stamp(licence.ends()),
        stands: stands.label(),
        due: match stands {
            Stands::Over { due } => Some(ctx.stamp(due)),
            _ => None,
        },
    }
}

fn people(one: &Listed) -> Vec<Person> {
    let testers = one.testers.iter();
    testers
        .map(|tester| Person {
            account: tester.account.to_string(),
            name: tester.label.clone(),
        })
        .collect()
}

pub(super) fn one(ctx: &Ctx, shown: &Shown, said: Option<Said>) -> One {
    let licence = &shown.listed.licence;
    let terms = &licence.terms;
    let stands = licence.stands(ctx.now);
    let is_over = ctx.now >= licence.ends();
    One {
        shell: ctx.shell(),
        said,
        line: line(ctx, &shown.listed),
        rooms: terms.scope.rooms.iter().map(|one| one.label()).collect(),
        addresses: terms
            .scope
            .rooms
            .iter()
            .flat_map(|room| room.addresses().iter().copied())
            .collect(),
        techniques: terms
            .scope
            .techniques
            .iter()
            .map(|one| one.label())
            .collect(),
        contact: shown.contact.clone(),
        asked: (shown.asked.0.clone(), ctx.stamp(shown.asked.1)),
        signed: shown
            .signed_by
            .clone()
            .zip(licence.happened.signed.map(|at| ctx.stamp(at))),
        index: licence.index,
        agreed: licence.happened.agreed.map(|at| ctx.stamp(at)),
        word: shown.word.map(word_key),
        note: shown.note.clone(),
        ended_by: shown.ended_by.clone(),
        report: shown.report.clone(),
        may_end: shown.may_end && !is_over,
        may_report: shown.may_report && matches!(stands, Stands::Over { .. } | Stands::Overdue),
        tests: shown.tests,
        copy: copy(ctx, licence, shown.tests),
    }
}

/// What the page says of the copy with invented members; nothing where the test is done in this world.
fn copy(ctx: &Ctx, licence: &Licence, tests: bool) -> Option<Copy> {
    if licence.terms.at != Where::Decoy || ctx.now >= licence.ends() {
        return None;
    }
    Some(match ctx.app.decoys.stand(licence.id) {
        Stand::NotConfigured => Copy::NotConfigured,
        Stand::Running(_) if tests && licence.runs(ctx.now) => {
            Copy::Enter(ROLES.map(|role| (role.text(), role.label())).to_vec())
        }
        Stand::Running(url) => Copy::Runs(url),
        Stand::NotRunning => Copy::NotYet,
    })
}

const fn word_key(word: Word) -> &'static str {
    match word {
        Word::Witnesses => "licence-word-witnesses",
        Word::Operator => "licence-word-operator",
    }
}

pub(super) fn answer(ctx: &Ctx, asked: [String; 3], checked: &Checked) -> Answer {
    let [accounts, from, until] = asked;
    let people = checked.people.iter().map(|(account, name)| Person {
        account: account.to_string(),
        name: name.clone(),
    });
    let (asked, made) = {
        let mut all: Vec<Person> = people.collect();
        let made = all.split_off(checked.asked.min(all.len()));
        (all, made)
    };
    let out = checked.acts.iter().filter(|act| act.takes_out()).count();
    Answer {
        shell: ctx.shell(),
        accounts,
        from,
        until,
        said: checked.answer.key(),
        asked,
        made,
        members: checked.members,
        taken_out: out,
        sums: sums(ctx, checked),
        licences: checked
            .licences
            .iter()
            .map(|one| covering(ctx, one))
            .collect(),
        copies: checked
            .copies
            .iter()
            .map(|one| in_copy(checked, one))
            .collect(),
        more: checked.acts.len().saturating_sub(ACTS_MAX),
        acts: checked
            .acts
            .iter()
            .take(ACTS_MAX)
            .map(|one| act(ctx, checked, one))
            .collect(),
        is_whole: checked.is_whole,
        is_over: checked.is_over,
    }
}

/// How often each kind of thing was done, how often under a licence.
fn sums(ctx: &Ctx, checked: &Checked) -> Vec<Sum> {
    let mut all: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for act in &checked.acts {
        let sum = all.entry(act.kind).or_default();
        sum.0 += 1;
        sum.1 += usize::from(act.finding.is_ok());
    }
    let sums = all.into_iter().map(|(kind, (count, covered))| Sum {
        what: words(ctx, kind),
        count,
        covered,
    });
    sums.collect()
}

fn words(ctx: &Ctx, kind: u16) -> String {
    match EventKind::from_code(kind) {
        Some(kind) => ctx.words.t(kind.label()),
        None => kind.to_string(),
    }
}

/// What was asked for and refused, in words.
fn asked_for(ctx: &Ctx, purpose: &str) -> String {
    let mut all = Action::ALL.iter();
    match all.find(|action| action.text() == purpose) {
        Some(action) => ctx.words.t(&action.key()),
        None => purpose.to_owned(),
    }
}

fn in_copy(checked: &Checked, copied: &Copied) -> InCopy {
    let mut people = checked.people.iter();
    let name = people.find(|(account, _)| *account == copied.tester);
    InCopy {
        licence: copied.licence.id.to_string(),
        name: name.map(|(_, name)| name.clone()).unwrap_or_default(),
        log: copied
            .acts
            .as_ref()
            .map(|acts| acts.origin.clone())
            .unwrap_or_default(),
        acts: copied.findings.len(),
        covered: copied.findings.iter().filter(|one| one.is_ok()).count(),
        said: copied.answer().key(),
        fits: match copied.fits {
            Fits::Runs => "licence-copy-still-runs",
            Fits::Ended => "licence-copy-sealed",
            Fits::Not => "licence-copy-other",
            Fits::Unread => "licence-copy-unread",
        },
    }
}

fn covering(ctx: &Ctx, known: &Known) -> Covering {
    let licence = &known.licence;
    Covering {
        licence: licence.id.to_string(),
        index: licence.index,
        begins: licence.begins().map(|at| ctx.stamp(at)),
        ends: ctx.stamp(licence.ends()),
        word: known.word.map(word_key),
    }
}

fn act(ctx: &Ctx, checked: &Checked, act: &CheckedAct) -> Act {
    let mut people = checked.people.iter();
    let name = people.find(|(account, _)| *account == act.account);
    Act {
        index: act.index,
        at: ctx.stamp(act.at),
        name: name.map(|(_, name)| name.clone()).unwrap_or_default(),
        what: words(ctx, act.kind),
        purpose: act.is_refused().then(|| asked_for(ctx, &act.purpose)),
        detail: act.detail.clone(),
        members: act.members,
        covered: act.finding.is_ok(),
        why_not: act.finding.err().map(Uncovered::key),
    }
}
