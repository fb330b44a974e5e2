//! What a file that was tried would do, at the console: rounded counts, how it was read, and, where they are asked for or a
//! terminal shows them, from the file alone its first rows as they were read and the first that can't be taken. Nothing of
//! the roll.

use serde_json::{Map, Value, json};
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::person::Region;

use super::plain::plain;
use super::say;
use crate::rooms::roll::as_read::{SaidField, said};
use crate::rooms::roll::file::Notice;
use crate::rooms::roll::importing::Tried;
use crate::rooms::roll::why;
use crate::web::messages::Words;

/// How a try is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    /// As one JSON object.
    pub(super) json: bool,
    /// With rows of the file: what cron mails and a log keeps should hold nobody's data that nobody asked for.
    pub(super) rows: bool,
    /// The region whose telephone numbers need no country code.
    pub(super) home: Option<Region>,
}

/// Says what the file would do.
pub(super) fn report(tried: &Tried, telling: Telling) -> anyhow::Result<()> {
    if telling.json {
        return say(object(tried, telling));
    }
    let file = &tried.file;
    say("nothing was changed; counts of members are rounded, and not said below ten")?;
    say(format_args!(
        "would create {}  change {}  leave unchanged {}  reject {}  duplicates {}",
        file.created, file.changed, file.unchanged, file.rejected, file.duplicates
    ))?;
    say(format_args!(
        "because of who is on the roll: reject rows of {} people  find {} named twice",
        file.refused, file.repeated
    ))?;
    for (part, count) in &file.fields {
        say(format_args!("would change {}: {count}", part.word()))?;
    }
    if let Some(leaving) = file.leaving {
        say(format_args!("would leave: {}", leaving.leaving))?;
        if leaving.too_many {
            say("so many would leave that the import would stop; did you save a filtered sheet?")?;
        }
    }
    say_notices(&tried.notices)?;
    say_dropped(&tried.dropped)?;
    if telling.rows {
        return rows(tried, telling.home);
    }
    say("to see the file's first rows as they were read: --show-rows")
}

/// Says how a file was read.
pub(super) fn say_notices(notices: &[Notice]) -> anyhow::Result<()> {
    let words = Words::english();
    for notice in notices {
        say(plain(&notice.say(&words)))?;
    }
    Ok(())
}

/// Says which columns of a file were left out.
pub(super) fn say_dropped(dropped: &[String]) -> anyhow::Result<()> {
    if dropped.is_empty() {
        return Ok(());
    }
    say(format_args!(
        "columns that nobody knows were left out: {}; name them with --map column=field",
        plain(&dropped.join(", "))
    ))
}

/// What the file's keeper should hear of: a word to go by, how many, and the sentence.
pub(super) fn notices(notices: &[Notice]) -> Vec<Value> {
    let words = Words::english();
    let object = |notice: &Notice| {
        let text = plain(&notice.say(&words));
        json!({"notice": notice.word(), "count": notice.count(), "text": text})
    };
    notices.iter().map(object).collect()
}

/// The file's own rows, in the page's words.
fn rows(tried: &Tried, home: Option<Region>) -> anyhow::Result<()> {
    let words = Words::english();
    let line = |line: u64| words.say("tried-line").number("line", line);
    if !tried.first.is_empty() {
        say(words.t("tried-first-title"))?;
    }
    for (number, row) in &tried.first {
        let fields = said(row, home).into_iter();
        let fields = fields.map(|(field, text)| format!("{}: {text}", words.t(field.key())));
        let fields = fields.collect::<Vec<_>>().join("; ");
        say(format_args!("  {}. {}", line(*number), plain(&fields)))?;
    }
    if !tried.turned_back.is_empty() {
        say(words.t("tried-turned-back-title"))?;
    }
    for reject in &tried.turned_back {
        let cells = reject.record.join(" \u{b7} ");
        say(format_args!(
            "  {}. {}\n    {}",
            line(reject.line),
            plain(&why::said(&words, &reject.reason)),
            plain(&cells)
        ))?;
    }
    Ok(())
}

/// A rounded count; null where it is not said.
fn rounded(count: Safe) -> Value {
    count.rounded().map_or(Value::Null, Into::into)
}

fn object(tried: &Tried, telling: Telling) -> Value {
    let file = &tried.file;
    let leaving = file.leaving.map(|leaving| leaving.leaving);
    let fields: Map<_, _> = file
        .fields
        .iter()
        .map(|(part, count)| (part.word().to_owned(), rounded(*count)))
        .collect();
    let dropped: Vec<String> = tried.dropped.iter().map(|heading| plain(heading)).collect();
    let mut object = json!({
        "id": file.id.to_string(),
        "dry_run": true,
        "created": rounded(file.created),
        "changed": rounded(file.changed),
        "unchanged": rounded(file.unchanged),
        "ended": leaving.map_or(Value::from(0), rounded),
        "too_many_would_leave": file.leaving.is_some_and(|leaving| leaving.too_many),
        "rejected": file.rejected,
        "duplicates": file.duplicates,
        "rejected_for_the_roll": rounded(file.refused),
        "repeated_on_the_roll": rounded(file.repeated),
        "changed_fields": fields,
        "notices": notices(&tried.notices),
        "columns_left_out": dropped,
    });
    if let (true, Some(object)) = (telling.rows, object.as_object_mut()) {
        object.extend(rows_of(tried, telling.home));
    }
    object
}

/// The file's own rows, for a program.
fn rows_of(tried: &Tried, home: Option<Region>) -> [(String, Value); 2] {
    let field =
        |(field, text): (SaidField, String)| json!({"field": field.word(), "text": plain(&text)});
    let first = tried.first.iter().map(|(line, row)| {
        let fields: Vec<Value> = said(row, home).into_iter().map(field).collect();
        json!({"line": line, "said": fields})
    });
    let words = Words::english();
    let turned_back = tried.turned_back.iter().map(|reject| {
        let cells: Vec<String> = reject.record.iter().map(|cell| plain(cell)).collect();
        let code = reject.reason.reason.code();
        let reason = plain(&why::said(&words, &reject.reason));
        json!({"line": reject.line, "code": code, "reason": reason, "cells": cells})
    });
    [
        ("first_rows".to_owned(), first.collect()),
        ("rows_that_cant_be_taken".to_owned(), turned_back.collect()),
    ]
}
