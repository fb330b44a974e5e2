//! What a form that asks for an exhibit says.

use serde::Deserialize;
use switchboard_store::rules::moment::{Date, Moment};

use super::pages::Wrong;
use crate::ctx::Ctx;

/// The fields of both forms; each uses its own.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    pub(super) csrf: String,
    #[serde(default)]
    pub(super) what: String,
    #[serde(default)]
    pub(super) number: String,
    #[serde(default)]
    pub(super) behind: String,
    #[serde(default)]
    pub(super) record: String,
    #[serde(default)]
    pub(super) account: String,
    #[serde(default)]
    pub(super) campaign: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) until: String,
    #[serde(default)]
    pub(super) opens: String,
    #[serde(default)]
    pub(super) why: String,
    #[serde(default)]
    pub(super) first: String,
    #[serde(default)]
    end: String,
    #[serde(default, rename = "as")]
    file: String,
}

/// In which form the exhibit is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// To be read and printed.
    Page,
    /// A table.
    Csv,
    /// What the table's columns mean.
    Columns,
    /// The checker's page with the exhibit in it.
    Checker,
    /// The exhibit alone.
    Json,
}

impl Asked {
    pub(super) fn file(&self) -> As {
        match self.file.as_str() {
            "csv" => As::Csv,
            "columns" => As::Columns,
            "checker" => As::Checker,
            "json" => As::Json,
            _ => As::Page,
        }
    }

    /// Which of a person's merged records.
    pub(super) fn record(&self) -> usize {
        self.record.parse().unwrap_or(0)
    }
}

/// From which place in the log on.
pub(super) fn first_of(asked: &Asked) -> u64 {
    place(&asked.first).unwrap_or(0)
}

/// Before which place in the log only; anywhere where none is named.
pub(super) fn end_of(asked: &Asked) -> Option<u64> {
    place(&asked.end)
}

/// A place of the log, as an exhibit can name one: no more than every program reads alike.
fn place(text: &str) -> Option<u64> {
    text.parse().ok().filter(|place| *place < 1 << 53)
}

/// The span that was asked for: days of the organisation's clock, both included, or the moments of an exhibit's own page.
/// Without a first day it begins with the log, and it never reaches beyond now.
pub(super) fn span_of(ctx: &Ctx, asked: &Asked) -> Result<(Moment, Moment), Wrong> {
    let from = begins(ctx, &asked.from)?.unwrap_or(Moment::from_millis(0));
    let until = ends(ctx, &asked.until)?.unwrap_or(ctx.now).min(ctx.now);
    if from < until {
        Ok((from, until))
    } else {
        Err(Wrong::Days)
    }
}

/// The first moment of a typed day, or the moment itself; none where nothing is typed.
pub(super) fn begins(ctx: &Ctx, text: &str) -> Result<Option<Moment>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        text => exact(text)
            .map_or_else(|| midnight(ctx, date(text)), Ok)
            .map(Some),
    }
}

/// The first moment after a typed day, or the moment itself; none where nothing is typed.
pub(super) fn ends(ctx: &Ctx, text: &str) -> Result<Option<Moment>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        text => exact(text)
            .map_or_else(|| midnight(ctx, date(text).and_then(Date::tomorrow)), Ok)
            .map(Some),
    }
}

fn exact(text: &str) -> Option<Moment> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let millis = text.parse().ok().filter(|_| is_number)?;
    Some(Moment::from_millis(millis))
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text)
}

fn midnight(ctx: &Ctx, day: Option<Date>) -> Result<Moment, Wrong> {
    let day = day.ok_or(Wrong::Days)?;
    ctx.app.world.zone().moment(day, 0).ok_or(Wrong::Days)
}
