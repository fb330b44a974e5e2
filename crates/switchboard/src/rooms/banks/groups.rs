//! How far a bank is with each group of its audience: a table and a chart for each field.

use switchboard_store::banks::{GroupLine, Progress};
use switchboard_store::rules::audience::Field;
use switchboard_store::rules::counts::Safe;

use crate::ctx::Ctx;
use crate::web::bars::Chart;
use crate::web::messages::Words;
use crate::web::page::{Stamp, Tally};
use crate::web::shell::sample_stamp;

/// How many bars a chart has at most; the table has all groups.
const BARS_MAX: usize = 30;

/// How far a bank is with each group.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// When it was counted; none where too few were done with.
    pub at: Option<Stamp>,
    /// A table for each field.
    pub tables: Vec<Table>,
    /// Whether it stays so, for its campaign was told as much as there is.
    pub is_last: bool,
    /// Whether it stays so, for the bank is closed.
    pub is_closed: bool,
}

/// The groups of one field.
#[derive(Clone, Debug)]
pub struct Table {
    /// The key of its title.
    pub title_key: &'static str,
    /// Its groups.
    pub rows: Vec<Row>,
}

/// One group. What isn't said of it has no number.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub label: String,
    /// How many of the audience are in it.
    pub members: Option<Tally>,
    /// How many of them the bank is done with.
    pub done: Option<Tally>,
    /// How many are left.
    pub left: Option<Tally>,
}

/// As the page shows it.
pub(super) fn shown(ctx: &Ctx, progress: &Progress) -> Groups {
    let tables = Field::ALL.into_iter().map(|field| {
        let lines = progress.groups.iter();
        let lines = lines.filter(|line| line.group.choice.field() == field);
        Table {
            title_key: field.title(),
            rows: lines.map(|line| row(&ctx.words, line)).collect(),
        }
    });
    Groups {
        at: progress.at.map(|at| ctx.stamp(at)),
        tables: tables.filter(|table| !table.rows.is_empty()).collect(),
        is_last: progress.is_last,
        is_closed: progress.is_closed,
    }
}

fn row(words: &Words, line: &GroupLine) -> Row {
    let label = line.group.choice.label();
    let told = |count: Safe| (count != Safe::FEW).then(|| Tally::from(count));
    let done = told(line.done);
    let members = line.members.filter(|members| *members != Safe::FEW);
    let left = done.and(members).map(|members| members.less(line.done));
    Row {
        label: label.map_or_else(|| line.group.name.clone(), |key| words.t(key)),
        members: members.map(Tally::from),
        done,
        left: left.map(Tally::from),
    }
}

impl Table {
    /// Its chart: a bar for each group that has a number, as long as it is done with.
    pub(super) fn chart(&self) -> Chart {
        let rows = self.rows.iter().take(BARS_MAX);
        let bars = rows.filter_map(|row| Some((row.label.clone(), row.done?)));
        Chart {
            title_key: self.title_key,
            bars: bars.collect(),
        }
    }
}

impl Row {
    /// Its three numbers, or what stands in their place.
    pub(super) fn said(&self, words: &Words) -> [String; 3] {
        [self.members, self.done, self.left].map(|count| {
            count.map_or_else(|| words.t("groups-not-said"), |count| count.text(words))
        })
    }
}

impl Groups {
    /// The key of what is said where it stays so; none where it goes on.
    pub fn stays(&self) -> Option<&'static str> {
        match (self.at.is_some(), self.is_last, self.is_closed) {
            (true, _, true) => Some("groups-closed"),
            (true, true, false) => Some("groups-last"),
            (false, _, true) => Some("groups-closed-none"),
            (false, true, false) => Some("groups-last-none"),
            (_, false, false) => None,
        }
    }

    /// Invented: a bank in the middle of its work.
    pub(super) fn sample() -> Self {
        let row = |label: &str, members, done| Row {
            label: label.to_owned(),
            members: Some(Tally::About(members)),
            done: Some(Tally::About(done)),
            left: Some(Tally::About(members - done)),
        };
        let unsaid = Row {
            label: "Quay".to_owned(),
            members: None,
            done: None,
            left: None,
        };
        let table = |title_key, rows: [Row; 3]| Table {
            title_key,
            rows: rows.to_vec(),
        };
        let branches = [row("Harbour", 6_120, 240), row("Hill", 3_750, 160), unsaid];
        let ages = [
            row("18-34", 2_435, 105),
            row("35-64", 4_980, 160),
            row("65+", 2_455, 140),
        ];
        Self {
            at: Some(sample_stamp(-31)),
            tables: vec![
                table("audience-by-branch", branches),
                table("audience-by-age", ages),
            ],
            is_last: false,
            is_closed: false,
        }
    }
}
