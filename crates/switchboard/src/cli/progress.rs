//! A progress bar where there is a terminal, and nothing where there is none.
//!
//! What stands on the line is a pure function of how far the work is and how wide the terminal is. It is drawn with
//! carriage returns and blanks alone, so that a terminal of any kind shows it, and it is wiped off at the end. The cursor
//! waits at the line's beginning, so that a line of the log, which goes to the same terminal, writes over the bar.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use console::Term;

use crate::rooms::roll::importing::Step;

/// What a terminal has that doesn't say how wide it is.
const COLUMNS: u16 = 80;

/// A bar on standard error. Dropping it wipes it off, also when the work failed, so that the reason stands on a clean line.
pub(super) struct Bar {
    term: Option<Term>,
    total: u64,
    begun: Instant,
}

impl Bar {
    /// A bar over a file of `total` bytes; 0 where that isn't known.
    pub(super) fn new(total: u64) -> Self {
        let mut bar = Self::of_members();
        bar.total = total;
        bar.show_at(0, 0);
        bar
    }

    /// A bar over members, drawn when it is first told of some.
    pub(super) fn of_members() -> Self {
        Self {
            term: std::io::stderr().is_terminal().then(Term::stderr),
            total: 0,
            begun: Instant::now(),
        }
    }

    /// Shows that so many of these members are done.
    pub(super) fn show_members(&self, done: u64, total: u64) {
        let progress = Progress {
            read: done,
            total,
            rows: done,
            what: ["member", "members"],
            elapsed: self.begun.elapsed(),
        };
        self.draw(|columns| over(&progress.line(columns), columns));
    }

    /// Shows how far an import is.
    pub(super) fn show(&self, step: &Step) {
        self.show_at(step.read, step.rows);
    }

    /// Shows how far anything is.
    pub(super) fn show_at(&self, read: u64, rows: u64) {
        let progress = Progress {
            read,
            total: self.total,
            rows,
            what: ROWS,
            elapsed: self.begun.elapsed(),
        };
        self.draw(|columns| over(&progress.line(columns), columns));
    }

    /// A terminal that has gone is no reason to stop the work.
    fn draw(&self, text: impl FnOnce(usize) -> String) {
        if let Some(term) = &self.term {
            let columns = term.size_checked().map_or(COLUMNS, |(_, columns)| columns);
            let _gone = term.write_str(&text(usize::from(columns)));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.draw(|columns| over("", columns));
    }
}

/// How far the work is.
#[derive(Debug, Clone, Copy)]
struct Progress {
    read: u64,
    total: u64,
    rows: u64,
    /// One of them, and several.
    what: [&'static str; 2],
    elapsed: Duration,
}

const ROWS: [&str; 2] = ["row", "rows"];
/// The bar itself, between its brackets.
const BAR_MIN: usize = 10;
const BAR_MAX: usize = 40;
/// From when on the time that is left can be told from the time that passed.
const TELLS_AFTER: Duration = Duration::from_secs(2);

impl Progress {
    /// The longest of its forms that fits: bar, per cent, rows, time left. The last column stays free, because a terminal
    /// may begin a new line after it.
    fn line(&self, columns: usize) -> String {
        let room = columns.saturating_sub(1);
        let [one, several] = self.what;
        let rows = match self.rows {
            1 => format!("1 {one}"),
            rows => format!("{rows} {several}"),
        };
        let Some(percent) = self.part_of(100) else {
            return fitting(room, [rows]);
        };
        let percent = format!("{percent}%");
        let told = format!("{percent}  {rows}");
        let full = self.left().map(|left| format!("{told}  {left} left"));
        let with_bar = full
            .into_iter()
            .chain([told.clone()])
            .find_map(|text| self.with_bar(&text, room));
        with_bar.unwrap_or_else(|| fitting(room, [told, percent]))
    }

    /// How many of `whole` are done; none where nobody knows what the whole is. A file that grew is at most done.
    fn part_of(&self, whole: u64) -> Option<u64> {
        let done = u128::from(self.read.min(self.total)) * u128::from(whole);
        let part = done.checked_div(u128::from(self.total))?;
        u64::try_from(part).ok()
    }

    fn with_bar(&self, text: &str, room: usize) -> Option<String> {
        let width = room.checked_sub(text.len() + "[] ".len())?.min(BAR_MAX);
        if width < BAR_MIN {
            return None;
        }
        let done = usize::try_from(self.part_of(u64::try_from(width).ok()?)?).ok()?;
        Some(format!("[{:-<width$}] {text}", "=".repeat(done)))
    }

    /// The time that is left if the rest goes as the part before, as `m:ss`.
    fn left(&self) -> Option<String> {
        if self.elapsed < TELLS_AFTER || self.read >= self.total {
            return None;
        }
        let rest = u128::from(self.total - self.read) * u128::from(self.elapsed.as_secs());
        let seconds = rest.checked_div(u128::from(self.read))?;
        Some(format!("{}:{:02}", seconds / 60, seconds % 60))
    }
}

/// The first form that fits; none of them fits into next to nothing.
fn fitting<const N: usize>(room: usize, forms: [String; N]) -> String {
    forms
        .into_iter()
        .find(|form| form.len() <= room)
        .unwrap_or_default()
}

/// A line over whatever stood there, and the cursor back at its beginning.
fn over(line: &str, columns: usize) -> String {
    let room = columns.saturating_sub(1);
    format!("\r{line:<room$}\r")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(read: u64, total: u64, rows: u64, seconds: u64) -> Progress {
        Progress {
            read,
            total,
            rows,
            what: ROWS,
            elapsed: Duration::from_secs(seconds),
        }
    }

    #[test]
    fn a_bar_tells_how_far_it_is_how_many_rows_and_how_long_still() {
        for (progress, columns, line) in [
            (
                at(0, 4_000, 0, 0),
                80,
                "[----------------------------------------] 0%  0 rows",
            ),
            (
                at(1_000, 4_000, 1, 1),
                80,
                "[==========------------------------------] 25%  1 row",
            ),
            (
                at(1_000, 4_000, 250, 30),
                80,
                "[==========------------------------------] 25%  250 rows  1:30 left",
            ),
            (
                at(4_000, 4_000, 1_000, 120),
                80,
                "[========================================] 100%  1000 rows",
            ),
            // The file grew while it was read.
            (
                at(5_000, 4_000, 1_250, 120),
                80,
                "[========================================] 100%  1250 rows",
            ),
            // A pipe has no length.
            (at(1_000, 0, 250, 30), 80, "250 rows"),
        ] {
            assert_eq!(progress.line(columns), line, "{progress:?}");
        }
    }

    #[test]
    fn a_narrow_terminal_leaves_out_the_time_then_the_bar_then_the_rows() {
        let half = at(2_000, 4_000, 500, 60);
        for (columns, line) in [
            (40, "[======------] 50%  500 rows  1:00 left"),
            (38, "[=====-----] 50%  500 rows  1:00 left"),
            (37, "[==========----------] 50%  500 rows"),
            (27, "[=====-----] 50%  500 rows"),
            (26, "50%  500 rows"),
            (14, "50%  500 rows"),
            (13, "50%"),
            (4, "50%"),
            (3, ""),
            (0, ""),
        ] {
            assert_eq!(half.line(columns), line, "{columns} columns");
        }
    }

    #[test]
    fn a_line_leaves_the_last_column_free_however_large_the_figures_are() {
        for columns in 1..200 {
            for read in [0, 1, u64::MAX / 2, u64::MAX - 1, u64::MAX] {
                let line = at(read, u64::MAX, read, u64::MAX).line(columns);
                assert!(line.len() < columns, "{columns}: {line}");
            }
        }
    }

    #[test]
    fn what_is_drawn_covers_what_stood_there_and_is_wiped_off_whole() {
        assert_eq!(over("50%", 8), "\r50%    \r");
        assert_eq!(over("", 8), "\r       \r");
        assert_eq!(over("", 0), "\r\r");
    }
}
