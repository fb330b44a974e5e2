//! What a file that was tried would do, at the console: rounded counts, and from the file alone its first rows as they were
//! read and the first that can't be taken. Nothing of the roll.

use serde_json::{Map, Value, json};
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::person::Region;

use super::say;
use crate::rooms::roll::as_read::{SaidField, said};
use crate::rooms::roll::importing::Tried;
use crate::web::messages::Words;

/// Says what the file would do; `home` is the region whose telephone numbers need no country code.
pub(super) fn report(tried: &Tried, home: Option<Region>, json: bool) -> anyhow::Result<()> {
    if json {
        return say(object(tried, home));
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
    rows(tried, home)
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
            plain(&reject.reason),
            plain(&cells)
        ))?;
    }
    Ok(())
}

/// Text of a file as a terminal may see it: a cell can hold what moves its cursor or sets its title.
fn plain(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(shown).collect()
}

/// A rounded count; null where it is not said.
fn rounded(count: Safe) -> Value {
    count.rounded().map_or(Value::Null, Into::into)
}

fn object(tried: &Tried, home: Option<Region>) -> Value {
    let file = &tried.file;
    let leaving = file.leaving.map(|leaving| leaving.leaving);
    let fields: Map<_, _> = file
        .fields
        .iter()
        .map(|(part, count)| (part.word().to_owned(), rounded(*count)))
        .collect();
    let field = |(field, text): (SaidField, String)| json!({"field": field.word(), "text": text});
    let first = tried.first.iter().map(|(line, row)| {
        let fields: Vec<Value> = said(row, home).into_iter().map(field).collect();
        json!({"line": line, "said": fields})
    });
    let turned_back = tried.turned_back.iter().map(
        |reject| json!({"line": reject.line, "reason": reject.reason, "cells": reject.record}),
    );
    json!({
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
        "first_rows": first.collect::<Vec<_>>(),
        "rows_that_cant_be_taken": turned_back.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_cell_moves_no_cursor_and_turns_no_line_around() {
        assert_eq!(
            plain("Si\u{e2}n \u{1b}[2J\u{202e}x\ny"),
            "Si\u{e2}n \u{fffd}[2J\u{fffd}x\u{fffd}y"
        );
    }
}
