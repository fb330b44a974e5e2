//! From what the store answers to a member's own pages.

mod calls;

use serde_json::{Value, json};
use switchboard_store::own_page::{By as Who, Head, Objections, Sight, Source as From};
use switchboard_store::rules::audience::Spoken;
use switchboard_store::rules::card::Size;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::person::Tongue;
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::roll::Part;
use switchboard_store::{Answer, CountedAnswer, MemberFile};

use super::actions::{Called, Opened, Page, Whole};
use super::pages::{By, Complained, Copy, Heard, Mine, Objection, Row, Source, TypeCode};
use crate::ctx::Ctx;
use crate::web::messages::Words;

/// Where to write to, where the configuration names an address.
pub(super) fn write_to(ctx: &Ctx) -> Option<String> {
    let mail = &ctx.app.front.config.mail;
    mail.reply_to.clone().or_else(|| mail.from.clone())
}

/// The form for the code.
pub(super) fn type_code(ctx: &Ctx, who: String, shown: Option<String>) -> TypeCode {
    TypeCode {
        shell: ctx.own_shell(),
        who,
        is_asked: true,
        is_wrong: false,
        shown,
        write_to: write_to(ctx),
    }
}

/// One page.
pub(super) fn mine(ctx: &Ctx, page: Page, is_later: bool) -> Mine {
    let opened = page.opened;
    let campaigns = opened.objections.campaigns.iter();
    Mine {
        shell: ctx.own_shell(),
        items: calls::items(ctx, &opened, (is_later, page.after.is_some())),
        objections: objections(ctx, &opened.objections),
        campaigns: campaigns
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
        sources: sources(ctx, &opened.sources),
        is_covered: page.sight == Sight::Covered,
        is_later,
        after: page.after.map(|after| after.to_string()),
    }
}

fn rows(ctx: &Ctx, opened: &Opened) -> Vec<Row> {
    let all = opened
        .heads
        .iter()
        .zip(opened.looks.iter().flat_map(|looks| &looks.0));
    all.map(|(head, look)| Row {
        at: ctx.stamp(head.at),
        what: what(head),
        by: by(&head.by),
        purpose: purpose(head),
        fields: keys(&look.fields),
        heard: answer(opened, head).map(|(_, answer)| heard(answer)),
        complained: head.complained.map(|one| Complained {
            at: ctx.stamp(one.at),
            settled_at: one.settled_at.map(|at| ctx.stamp(at)),
        }),
        contest: head.contest.clone(),
        again: head.again.map(|at| ctx.stamp(at)),
    })
    .collect()
}

fn heard(answer: &Answer) -> Heard {
    let kept = answer.answers.iter();
    Heard {
        outcome: answer.outcome.label(),
        note: answer.note.clone(),
        answers: kept
            .map(|kept| (kept.asked.clone(), kept.answered.clone()))
            .collect(),
        bank: answer.bank.clone(),
    }
}

fn what(head: &Head) -> &'static str {
    EventKind::from_code(head.kind).map_or("own-what-unknown", EventKind::label)
}

/// The key of what it was for, where it was done by a role.
fn purpose(head: &Head) -> Option<&'static str> {
    let mut roles = Role::ALL.into_iter();
    let role = roles.find(|role| role.purpose() == head.purpose);
    role.map(Role::purpose_label)
}

fn by(who: &Who) -> By {
    match who {
        Who::Campaign(name) => By::Campaign(name.clone()),
        Who::Office(role) => By::Office(role.label()),
        Who::Oneself => By::Key("own-by-oneself"),
        Who::Coded => By::Key("own-by-coded"),
        Who::Console => By::Key("own-by-console"),
        Who::System => By::Key("own-by-system"),
    }
}

/// What a campaign wrote, with its name.
fn answer<'a>(opened: &'a Opened, head: &Head) -> Option<(&'a str, &'a Answer)> {
    let (campaign, call) = head.heard?;
    let (name, answers) = opened.heard.get(campaign)?;
    Some((name, answers.0.get(call)?))
}

/// The keys of the fields' names, each once; a field without a name of its own is said as "something else".
fn keys(fields: &[String]) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = Vec::new();
    for field in fields {
        let key = field_key(field);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn field_key(field: &str) -> &'static str {
    match field {
        "title" => "field-title",
        "given_name" => "field-given-name",
        "middle_name" => "field-middle-name",
        "family_name" => "field-family-name",
        "suffix" => "field-suffix",
        "branch" => "field-branch",
        "phone" => "field-phone",
        "masked_name" => "own-field-masked-name",
        "masked_phone" => "own-field-masked-phone",
        "membership_number" | "external_id" => "field-external-id",
        "email" => "field-email",
        "address" => "field-address",
        "birth_date" => "field-birth-date",
        "kind" => "field-kind",
        "language" => "field-language",
        "joined_year" => "field-joined-on",
        "ends_on" => "field-ends-on",
        "area" => "field-area",
        "tags" => "field-tags",
        "ended" => "own-field-ended",
        "notes" | "note" => "own-field-notes",
        "reason" => "own-field-reason",
        "outcome" => "own-field-outcome",
        "looks" | "called_at" | "bank" => "own-field-calls",
        _ => "own-field-other",
    }
}

fn objections(ctx: &Ctx, all: &Objections) -> Vec<Objection> {
    let one = |one: &switchboard_store::own_page::Standing| Objection {
        campaign: one.campaign.clone(),
        size: size(one.size),
        at: ctx.stamp(one.at),
    };
    all.standing.iter().map(one).collect()
}

const fn size(size: Size) -> &'static str {
    match size {
        Size::ThisCampaign => "own-size-this-campaign",
        Size::AnyCampaign => "own-size-any-campaign",
        Size::Anyone => "own-size-anyone",
    }
}

fn sources(ctx: &Ctx, all: &[From]) -> Vec<Source> {
    let one = |one: &From| Source {
        at: ctx.stamp(one.at),
        is_by_hand: one.is_by_hand,
        parts: one.parts.iter().map(Part::label).collect(),
    };
    all.iter().map(one).collect()
}

/// The copy to read.
pub(super) fn copy(ctx: &Ctx, copy: &Whole) -> Copy {
    let mut record = copy.file.as_deref().map(record).unwrap_or_default();
    let named = |(key, text): (&'static str, String)| match Tongue::from_code(&text) {
        Some(tongue) if key == "field-language" => (key, ctx.words.t(tongue.label())),
        _ => (key, text),
    };
    record.extend(clear(copy).into_iter().map(named));
    record.extend(copy.called.iter().map(|one| {
        let text = format!("{}: {}", one.campaign, called(one, &ctx.words));
        ("own-field-called", text)
    }));
    Copy {
        shell: ctx.own_shell(),
        record,
        rows: rows(ctx, &copy.opened),
        objections: objections(ctx, &copy.opened.objections),
        sources: sources(ctx, &copy.opened.sources),
        is_cut: copy.is_cut,
    }
}

/// How it is said to the member what a campaign has it that came of its calls.
fn called(one: &Called, words: &Words) -> String {
    if let Some(counted) = counted(one) {
        return words
            .say("own-called-answered")
            .text("answer", &counted.answer)
            .text("question", &counted.question)
            .to_string();
    }
    words.t(match one.level {
        Spoken::NotRung => "own-called-not-rung",
        Spoken::NotReached => "own-called-not-reached",
        Spoken::Reached | Spoken::Answered(_) | Spoken::SomeAnswer => "own-called-reached",
    })
}

fn counted(one: &Called) -> Option<&CountedAnswer> {
    one.counted.as_ref().and_then(|counted| counted.0.as_ref())
}

/// What stands in clear beside the record.
fn clear(copy: &Whole) -> Vec<(&'static str, String)> {
    let joined = copy.joined_year.map(|year| year.to_string());
    let mut all = vec![
        ("field-branch", copy.branch.clone()),
        ("field-kind", copy.kind.clone()),
        ("field-language", copy.language.clone()),
        ("field-joined-on", joined.unwrap_or_default()),
        ("field-ends-on", copy.ends_on.clone()),
        ("field-area", copy.area.clone()),
        ("field-tags", copy.tags.clone()),
    ];
    all.retain(|(_, text)| !text.is_empty());
    all
}

fn record(file: &MemberFile) -> Vec<(&'static str, String)> {
    let address = [file.address.join(", "), file.postcode.clone()];
    let address: Vec<String> = address
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let mut all = vec![
        ("field-external-id", file.external.clone()),
        ("field-name", file.full_name()),
    ];
    all.extend(
        file.phones
            .iter()
            .map(|phone| ("field-phone", phone.shown.clone())),
    );
    all.extend([
        ("field-email", file.email.clone()),
        ("field-address", address.join(", ")),
        ("field-birth-date", file.birth_date.clone()),
    ]);
    let notes = file.notes.iter();
    all.extend(notes.map(|note| ("own-field-notes", note.clone())));
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// The same for programs. Moments are milliseconds since 1970 in UTC, as in the API.
pub(super) fn json(ctx: &Ctx, copy: &Whole) -> Value {
    let words = &ctx.words;
    let mut record: Vec<Value> = Vec::new();
    for (key, text) in copy.file.as_deref().map(record_of).unwrap_or_default() {
        record.push(json!({ "field": key, "value": text }));
    }
    for (key, text) in clear(copy) {
        record.push(json!({ "field": short(key), "value": text }));
    }
    for one in &copy.called {
        let counted = counted(one);
        let value = json!({
            "campaign": one.campaign,
            "level": one.level.text(),
            "question": counted.map(|counted| counted.question.as_str()),
            "answer": counted.map(|counted| counted.answer.as_str()),
        });
        record.push(json!({ "field": "called", "value": value }));
    }
    let all = copy
        .opened
        .heads
        .iter()
        .zip(copy.opened.looks.iter().flat_map(|looks| &looks.0));
    let entries: Vec<Value> = all
        .map(|(head, look)| {
            json!({
                "at_ms": head.at.millis(),
                "kind": EventKind::from_code(head.kind).map(EventKind::name),
                "what": words.t(what(head)),
                "by": said_by(ctx, &head.by),
                "contest": Some(head.contest.as_str()).filter(|name| !name.is_empty()),
                "purpose": head.purpose,
                "fields": look.fields,
                "ring_again_at_ms": head.again.map(Moment::millis),
                "complaint": head.complained.map(|one| json!({
                    "passed_on_at_ms": one.at.millis(),
                    "settled_at_ms": one.settled_at.map(Moment::millis),
                })),
                "call": answer(&copy.opened, head).map(|(campaign, answer)| json!({
                    "campaign": campaign,
                    "bank": answer.bank,
                    "at_ms": answer.at.millis(),
                    "outcome": answer.outcome.code(),
                    "note": answer.note,
                    "answers": answer.answers.iter().map(|kept| json!({
                        "question": kept.asked,
                        "answer": kept.answered,
                    })).collect::<Vec<_>>(),
                })),
            })
        })
        .collect();
    json!({
        "made_at_ms": Moment::millis(ctx.now),
        "organisation": ctx.app.world.meta().organisation,
        "record": record,
        "came_from": copy.opened.sources.iter().map(came).collect::<Vec<_>>(),
        "objections": copy.opened.objections.standing.iter().map(objection).collect::<Vec<_>>(),
        "entries": entries,
        "older_left_out": copy.is_cut,
    })
}

fn record_of(file: &MemberFile) -> Vec<(&'static str, String)> {
    let all = record(file).into_iter();
    all.map(|(key, text)| (short(key), text)).collect()
}

/// The key of a field's name, for programs.
fn short(key: &'static str) -> &'static str {
    let mut prefixes = ["field-", "member-", "own-field-"].iter();
    let bare = prefixes.find_map(|prefix| key.strip_prefix(prefix));
    bare.unwrap_or(key)
}

fn came(one: &From) -> Value {
    json!({
        "at_ms": one.at.millis(),
        "by": if one.is_by_hand { "hand" } else { "file" },
        "parts": one.parts.iter().map(|part| short(part.label())).collect::<Vec<_>>(),
    })
}

fn objection(one: &switchboard_store::own_page::Standing) -> Value {
    json!({ "at_ms": one.at.millis(), "size": one.size.code(), "campaign": one.campaign })
}

fn said_by(ctx: &Ctx, who: &Who) -> String {
    let words = &ctx.words;
    match by(who) {
        By::Campaign(name) => words
            .say("own-by-campaign")
            .text("campaign", name)
            .to_string(),
        By::Office(key) | By::Key(key) => words.t(key),
    }
}
