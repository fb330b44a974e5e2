//! The chart of looks at members by day: SVG made here out of the numbers that stand in the table beside it.

use jiff::civil::Date;

use crate::web::messages::Words;
use crate::web::page::stamp::day_in_words;
use crate::web::shell::sample_stamp;

/// A day, and what was shown in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, in the organisation's zone.
    pub date: Date,
    /// How often somebody was shown something.
    pub looks: u64,
    /// Of how many members, each look by itself.
    pub members: u64,
}

/// A column in the drawing, in units of the view box.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) height: u64,
    /// Where the label ends.
    pub(crate) text_x: u64,
    /// The day of the month.
    pub(crate) label: String,
}

/// How wide a column is.
pub(crate) const COLUMN: u64 = 18;
/// How high the drawing is, labels included.
pub(crate) const HEIGHT: u64 = 140;
/// What one column with its gap takes.
const STEP: u64 = 24;
/// How high the highest column is.
const HIGHEST: u64 = 120;

/// How wide a drawing of so many days is.
pub(crate) fn width(days: &[Day]) -> u64 {
    let days = u64::try_from(days.len()).unwrap_or(u64::MAX);
    days.saturating_mul(STEP)
}

/// Places each column; the highest fills the drawing, and a day with few looks is still a line.
pub(crate) fn drawn(days: &[Day]) -> Vec<Column> {
    let most = days.iter().map(|day| day.looks).max().unwrap_or(0).max(1);
    days.iter()
        .zip(0_u64..)
        .map(|(day, place)| {
            let x = place.saturating_mul(STEP);
            let height = day.looks.saturating_mul(HIGHEST) / most;
            let height = if day.looks > 0 { height.max(2) } else { 0 };
            Column {
                x,
                y: HIGHEST.saturating_sub(height),
                height,
                text_x: x.saturating_add(COLUMN),
                label: day.date.day().to_string(),
            }
        })
        .collect()
}

impl Day {
    /// The day in words.
    pub(crate) fn words(&self, words: &Words) -> String {
        day_in_words(self.date, words)
    }

    /// Fourteen invented days, each with `more` looks more than the one before.
    pub(crate) fn samples(more: u64) -> Vec<Self> {
        let mut days = Vec::new();
        let mut date = sample_stamp(0).date();
        for back in 0..14_u64 {
            let looks = more.saturating_mul(13_u64.saturating_sub(back));
            days.push(Self {
                date,
                looks,
                members: looks.saturating_mul(2),
            });
            date = date.yesterday().unwrap_or(date);
        }
        days.reverse();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_column_fills_the_drawing_and_one_look_is_still_seen() {
        let day = |looks| Day {
            date: sample_stamp(0).date(),
            looks,
            members: 0,
        };
        let days = [day(0), day(1), day(6_000), day(12_000)];
        let columns: Vec<(u64, u64, u64)> = drawn(&days)
            .iter()
            .map(|column| (column.x, column.y, column.height))
            .collect();
        let wanted = [(0, 120, 0), (24, 118, 2), (48, 60, 60), (72, 0, 120)];
        assert_eq!(columns, wanted);
        assert_eq!(width(&days), 96);
    }

    #[test]
    fn days_without_a_look_have_no_columns_and_no_width_is_divided_by_nothing() {
        let days = Day::samples(0);
        assert_eq!(days.len(), 14);
        assert!(drawn(&days).iter().all(|column| column.height == 0));
        assert_eq!(width(&[]), 0);
        assert!(drawn(&[]).is_empty());
    }
}
