//! An exhibit as a page to print and as files beside it.

use std::io;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use switchboard_store::Fault;
use switchboard_store::log::exhibit::{Handed, Of, Places, RecordLine, Seen, Wanted};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::{Moment, Span};

use super::asked::{As, Asked};
use super::pages::{Again, All, COLUMNS, ExhibitPage, Proof, Subject};
use super::record::row;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::csv_cell::disarmed;
use crate::web::page::{Html, Stamp};

/// The checker, as it stands in the documentation: an exhibit is laid into it.
const CHECKER: &str = include_str!("../../../../../docs/checkers/exhibit.html");

/// The exhibit in the form that was asked for.
pub(super) fn answer(
    ctx: &Ctx,
    asked: &Asked,
    wanted: &Wanted,
    handed: &Handed,
) -> Result<Response, Problem> {
    let name = name(handed);
    match asked.file() {
        As::Page => Ok(Html(page(ctx, asked, wanted, handed)).into_response()),
        As::Csv => {
            let table = csv(ctx, handed).map_err(|_| unwritten(ctx))?;
            Ok(file(
                "text/csv; charset=utf-8",
                &format!("{name}.csv"),
                table,
            ))
        }
        As::Columns => columns(ctx),
        As::Checker => {
            let text = handed.within(CHECKER).map_err(|fault| ctx.problem(fault))?;
            Ok(file(
                "text/html; charset=utf-8",
                &format!("{name}.html"),
                text,
            ))
        }
        As::Json => {
            let text = handed.json().map_err(|fault| ctx.problem(fault))?;
            Ok(file("application/json", &format!("{name}.json"), text))
        }
    }
}

/// What the columns of the table mean.
pub(super) fn columns(ctx: &Ctx) -> Result<Response, Problem> {
    let written = || -> io::Result<Vec<u8>> {
        let mut out = Vec::from("\u{feff}".as_bytes());
        let mut writer = csv::Writer::from_writer(&mut out);
        writer.write_record(["column", "meaning"])?;
        for (column, key) in COLUMNS {
            writer.write_record([column, ctx.words.t(key).as_str()])?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    };
    let table = written().map_err(|_| unwritten(ctx))?;
    Ok(file(
        "text/csv; charset=utf-8",
        "exhibit-columns.csv",
        table,
    ))
}

fn unwritten(ctx: &Ctx) -> Problem {
    ctx.problem(Fault::World("a table could not be written".to_owned()))
}

/// A file that is saved, never shown by our own address: a page in it runs under no rights of ours.
fn file(kind: &'static str, name: &str, bytes: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}

/// The name says which entries, whether that is a part, and nobody.
fn name(handed: &Handed) -> String {
    let mut places = handed.lines.iter().filter(|line| !line.is_beside);
    let first = places.next().and_then(|line| line.index);
    let last = places.next_back().and_then(|line| line.index).or(first);
    let what = if handed.exhibit.part.is_whole() {
        "exhibit"
    } else {
        "exhibit-part"
    };
    match (first, last) {
        (Some(first), Some(last)) => format!("{what}-{first}-{last}"),
        _ => format!("{what}-empty"),
    }
}

fn page(ctx: &Ctx, asked: &Asked, wanted: &Wanted, handed: &Handed) -> ExhibitPage {
    let stamps = |seen: &[Seen]| -> Vec<(String, Stamp)> {
        let seen = seen.iter();
        seen.map(|one| (one.witness.clone(), ctx.stamp(one.at)))
            .collect()
    };
    let lines = handed.lines.iter().cloned();
    ExhibitPage {
        shell: ctx.shell(),
        of: subject(wanted, handed),
        again: again(asked, wanted, handed),
        from: (wanted.from.millis() > 0).then(|| ctx.stamp(wanted.from)),
        until: ctx.stamp(wanted.until),
        part: part(ctx, handed.exhibit.part),
        all: all(ctx, wanted, handed),
        rows: lines.map(|line| row(ctx, line)).collect(),
        version: version(&handed.lines),
        proof: Proof {
            origin: handed.origin.clone(),
            key: handed.exhibit.log.to_string(),
            size: handed.size,
            root: handed.root.clone(),
            seen: stamps(&handed.seen),
            before: handed
                .before
                .as_ref()
                .map(|(size, seen)| (*size, stamps(seen))),
            lost: handed
                .lost
                .iter()
                .map(|one| {
                    let last = one.resumption.size.saturating_sub(1);
                    (one.lost, one.resumption.from, last)
                })
                .collect(),
        },
    }
}

fn subject(wanted: &Wanted, handed: &Handed) -> Subject {
    let own = handed.lines.iter().find(|line| !line.is_beside);
    let account = own.and_then(|line| line.account.clone());
    let campaign = own.and_then(|line| line.campaign.clone());
    let (key, name) = match wanted.of {
        Of::Own | Of::Account(_) | Of::Checked(_) => {
            ("exhibit-of-account", account.map(|(_, name)| name))
        }
        Of::Member { .. } | Of::Behind { .. } => ("exhibit-of-member", None),
        Of::Campaign(_) => ("exhibit-of-campaign", campaign),
        Of::Span => ("exhibit-of-span", None),
    };
    Subject {
        key,
        name: name.unwrap_or_default(),
        records: u64::try_from(handed.records).unwrap_or(1),
    }
}

/// The same question once more, with its span as exact moments: what is logged meanwhile belongs to none of the files.
fn again(asked: &Asked, wanted: &Wanted, handed: &Handed) -> Again {
    let mut fields = vec![
        ("from", wanted.from.millis().to_string()),
        ("until", wanted.until.millis().to_string()),
    ];
    let action = if wanted.of == Of::Own {
        "/record/exhibit"
    } else {
        fields.extend([
            ("what", asked.what.clone()),
            ("number", asked.number.clone()),
            ("behind", asked.behind.clone()),
            ("account", asked.account.clone()),
            ("campaign", asked.campaign.clone()),
            ("opens", asked.opens.clone()),
            ("why", asked.why.clone()),
        ]);
        "/ledger/exhibit"
    };
    Again {
        action,
        fields,
        first: wanted.first,
        end: handed.size,
        record: asked.record(),
        next: handed.next,
    }
}

/// Which version ran: a word of the last entry that says so.
fn version(lines: &[RecordLine]) -> Option<String> {
    let told = lines.iter().rev().filter_map(|line| line.detail.as_deref());
    let mut words = told.flat_map(|detail| detail.split(' '));
    words.find_map(|word| word.strip_prefix("version=").map(str::to_owned))
}

/// That this is a part, and what follows; none where it is all.
fn part(ctx: &Ctx, part: Places) -> Option<String> {
    let words = &ctx.words;
    let first = part.first;
    match part.next {
        _ if part.is_whole() => None,
        Some(next) => {
            let told = words.say("exhibit-part-more").number("first", first);
            Some(told.number("next", next).to_string())
        }
        None => Some(
            words
                .say("exhibit-part-last")
                .number("first", first)
                .to_string(),
        ),
    }
}

/// A pin of every account's last entry comes in the first minute of an hour, and is signed a moment after.
const PINNED_AFTER: Span = Span::minutes(2);

/// Whether all of an account's entries are here, and when it is worth asking again.
fn all(ctx: &Ctx, wanted: &Wanted, handed: &Handed) -> All {
    if !matches!(wanted.of, Of::Own | Of::Account(_)) {
        return All::Unasked;
    }
    let hour = Span::hours(1).as_millis();
    let next = (ctx.now.millis() / hour)
        .saturating_add(1)
        .saturating_mul(hour);
    let again = ctx.stamp(Moment::from_millis(next).plus(PINNED_AFTER));
    let Some(pinned) = &handed.pinned else {
        return All::NotShown(again);
    };
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (first, next) = pinned.places(&handed.exhibit);
    All::Shown {
        first,
        next,
        entry: pinned.until.entry,
        at: ctx.stamp(Moment::from_millis(pinned.until.at_ms)),
        beyond: count(pinned.beyond),
        filled: count(handed.filled),
        again,
    }
}

/// The table; one that is a part says so above it.
fn csv(ctx: &Ctx, handed: &Handed) -> io::Result<Vec<u8>> {
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(&mut out);
    if let Some(part) = part(ctx, handed.exhibit.part) {
        writer.write_record([part])?;
    }
    writer.write_record(COLUMNS.map(|(column, _)| column))?;
    for line in &handed.lines {
        let cells = cells(ctx, line);
        writer.write_record(cells.iter().map(|cell| disarmed(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// An entry's cells, in the order of [`COLUMNS`].
fn cells(ctx: &Ctx, line: &RecordLine) -> [String; 18] {
    let at = ctx.stamp(line.at);
    let words = EventKind::from_code(line.kind).map(|kind| ctx.words.t(kind.label()));
    let (id, name) = match &line.account {
        Some((id, name)) => (id.to_string(), name.clone()),
        None => (String::new(), String::new()),
    };
    let told = line.members.iter().filter(|number| **number > 0);
    let members: Vec<String> = told.map(|number| format!("M{number}")).collect();
    let forgotten = line.members.len() - members.len();
    let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    [
        number(line.index),
        line.at.millis().to_string(),
        at.iso(),
        at.input(),
        id,
        name,
        number(line.number),
        line.opened.clone(),
        line.kind.to_string(),
        words.unwrap_or_default(),
        line.purpose.clone(),
        line.campaign.clone().unwrap_or_default(),
        line.bank.clone().unwrap_or_default(),
        line.fields.clone(),
        members.join(" "),
        forgotten.to_string(),
        line.detail.clone().unwrap_or_default(),
        if line.is_beside { "yes" } else { "no" }.to_owned(),
    ]
}
