//! From a disclosed record to its page.

use switchboard_store::members::{Beside, Version};
use switchboard_store::roll::Why;
use switchboard_store::rules::card::{Finding, Size};
use switchboard_store::rules::look::Whose;
use switchboard_store::rules::person::{PhoneKind, Tongue};
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::roll::Part;
use switchboard_store::{CoveredFile, MemberFile};

use super::actions;
use super::pages::{Change, Covered, File, Marks, Note, Number, Record, Said, Told, Whole};
use crate::ctx::Ctx;

pub(super) fn record(
    ctx: &Ctx,
    look: String,
    said: Option<Said>,
    record: actions::Record,
) -> Record {
    let beside = record.beside;
    let (file, notes) = match record.file {
        actions::File::Whole(file) => (File::Whole(whole(&file)), file.notes.clone()),
        actions::File::Covered(file) => (File::Covered(covered(&file)), Vec::new()),
    };
    let is_dpo = ctx
        .standing()
        .is_some_and(|who| who.roles.iter().any(|(role, _)| *role == Role::Dpo));
    Record {
        shell: ctx.shell(),
        look,
        said,
        purpose: record.purpose.label(),
        until: ctx.stamp(beside.until),
        whose: match beside.whose {
            Whose::Own => Some("whose-own"),
            Whose::Colleague => Some("whose-colleague"),
            Whose::Others => None,
        },
        is_own: beside.whose == Whose::Own,
        file,
        branch: beside.branch.clone(),
        kind: beside.kind.clone(),
        language: Tongue::from_code(&beside.language).map(Tongue::label),
        joined_year: beside.joined_year.map(|year| year.to_string()),
        ends_on: beside.ends_on.clone(),
        area: beside.area.clone(),
        tags: beside.tags.clone(),
        ended: beside
            .ended
            .map(|ended| (ctx.stamp(ended.at), ended_key(ended.why))),
        marks: marks(ctx, &beside),
        notes: written(ctx, &beside, notes),
        told: told(ctx, &beside),
        changes: changes(ctx, &beside.versions),
        opened: beside.looks.opened,
        opened_before: beside.looks.before.map(|at| ctx.stamp(at)),
        entries: beside.looks.entries,
        merged: beside.merged,
        is_dpo,
        may_give_code: beside.may_give_code,
        campaigns: beside
            .campaigns
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
    }
}

fn whole(file: &MemberFile) -> Whole {
    let numbers = file.phones.iter().map(|phone| Number {
        kind: kind_key(phone.kind),
        shown: phone.shown.clone(),
    });
    let mut address = file.address.clone();
    if !file.postcode.is_empty() {
        address.push(file.postcode.clone());
    }
    Whole {
        name: file.full_name(),
        membership: file.external.clone(),
        numbers: numbers.collect(),
        email: file.email.clone(),
        address,
        birth_date: file.birth_date.clone(),
    }
}

fn covered(file: &CoveredFile) -> Covered {
    Covered {
        name: file.name.clone(),
        numbers: file.numbers.clone(),
        membership: file.external.clone(),
    }
}

pub(super) const fn kind_key(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Mobile => "member-mobile",
        PhoneKind::Landline => "member-landline",
        PhoneKind::Work => "member-work-phone",
        PhoneKind::Other => "member-phone",
    }
}

fn marks(ctx: &Ctx, beside: &Beside) -> Marks {
    Marks {
        is_protected: beside.is_protected,
        is_restricted: beside.is_restricted,
        is_deceased: beside.is_deceased,
        is_do_not_call: beside.is_do_not_call,
        objects_to_every: match beside.objections.every {
            Some(Size::Anyone) => Some("member-objects-anyone"),
            Some(_) => Some("member-objects-any"),
            None => None,
        },
        objects_to: beside.objections.campaigns,
        resting_until: beside.resting_until.map(|at| ctx.stamp(at)),
    }
}

/// What the words of a note are the reason of.
fn note_key(what: &str) -> &'static str {
    match what {
        "protected" => "note-protected",
        "protected-lifted" => "note-protected-lifted",
        "restricted" => "note-restricted",
        "restricted-lifted" => "note-restricted-lifted",
        "calls-allowed" => "note-calls-allowed",
        "ended" => "note-ended",
        "resumed" => "note-resumed",
        "merged" => "note-merged",
        _ => "note-note",
    }
}

fn written(ctx: &Ctx, beside: &Beside, words: Vec<String>) -> Vec<Note> {
    let heads = beside.notes.iter();
    heads
        .zip(words)
        .map(|(head, words)| Note {
            what: note_key(&head.what),
            at: ctx.stamp(head.at),
            by: head.by.clone(),
            words,
        })
        .collect()
}

fn told(ctx: &Ctx, beside: &Beside) -> Vec<Told> {
    let all = beside.reports.iter();
    all.map(|one| Told {
        what: one.report.label(),
        at: ctx.stamp(one.at),
        found: match one.settled {
            None => "told-waits",
            Some(Finding::Right) => "told-right",
            Some(Finding::Mistaken) => "told-mistaken",
        },
    })
    .collect()
}

/// The key of why a membership has ended.
const fn ended_key(why: Why) -> &'static str {
    match why {
        Why::NotInTheRoll => "member-ended-not-in-roll",
        Why::ByHand => "member-ended-by-hand",
        Why::Undo => "member-ended-undo",
        Why::Merged => "member-ended-merged",
    }
}

fn changes(ctx: &Ctx, versions: &[Version]) -> Vec<Change> {
    let change = |version: &Version| {
        let mut fields: Vec<&'static str> = version.parts.iter().map(Part::label).collect();
        if fields.is_empty() {
            // Only the membership number is no part.
            fields.push("field-external-id");
        }
        if version.is_first {
            fields.clear();
        }
        Change {
            at: ctx.stamp(version.at),
            by: version.by.clone(),
            how: if version.is_by_hand {
                "member-changes-by-hand"
            } else {
                "member-changes-by-file"
            },
            fields,
        }
    };
    versions.iter().map(change).collect()
}
