//! One import from a file to its switch: shared by the page, the command line and the demo.

use std::io::Read as Source;

use switchboard_store::roll::{self, Compared, Ends, Import, Leaving, Plan, TriedFile, TryBegun};
use switchboard_store::rules::ids::ImportId;
use switchboard_store::rules::person::{Region, Tongue};
use switchboard_store::rules::policy::Refusal;
use switchboard_store::rules::roll::{Defaults, Field, Part, Parts, SaidRow, TriedOut};
use switchboard_store::{Auth, Fault, Verdict, World};

use super::file::{Asked, FileError, Notice, Reject, RollFile, Slice};
use super::slices::{Read, each_slice};
use crate::clock::Clock;

/// Why a file did not go in. Nothing of it changed anything.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store.
    #[error(transparent)]
    Store(Fault),
    /// Policy.
    #[error("{0}")]
    Refused(Refusal),
    /// Too many would leave by a full roll.
    #[error(
        "{} people in your last roll are not in this file. Did you save a filtered sheet? Nobody has been removed. If all of them have left, say so with --ends-max {}",
        grouped(.0.leaving), .0.leaving
    )]
    TooManyLeave(Leaving),
    /// Rows of a full roll that can't be read may be those of people who would leave.
    #[error(
        "{} rows don't say whose they are, so it can't be told who has left. Nobody has been removed, and nothing was changed. Mend those rows, or import the file with --partial",
        grouped(.0.unclear)
    )]
    Unclear(Leaving),
    /// The account's files have asked enough of the roll for today.
    #[error(transparent)]
    TriedOut(TriedOut),
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::TriedOut(out) => Self::TriedOut(out),
            other => Self::Store(other),
        }
    }
}

/// `134,000`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How a file is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// `--map column=field`.
    pub overrides: Vec<(String, Field)>,
    /// The region of telephone numbers without a country code.
    pub region: Region,
    /// `--sheet`: the sheet of a workbook.
    pub sheet: Option<String>,
    /// What the file means.
    pub plan: Plan,
}

impl Reading {
    /// A file that needs no telling how.
    pub fn of(region: Region) -> Self {
        Self {
            overrides: Vec::new(),
            region,
            sheet: None,
            plan: Plan::default(),
        }
    }

    /// How the file is to be read where this is the usual language.
    pub fn asked(&self, usual: Tongue) -> Asked<'_> {
        Asked {
            overrides: &self.overrides,
            defaults: Defaults {
                region: self.region,
                usual,
            },
            by: self.plan.by,
            sheet: self.sheet.as_deref(),
        }
    }
}

/// What an import tells while it runs: how far it is, and what stands in the file alone. What it does to the roll is told when
/// it is switched on.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: ImportId,
    /// Bytes read so far.
    pub read: u64,
    /// Rows read so far.
    pub rows: u64,
    /// Headings that nobody knows and that were dropped.
    pub dropped: Vec<String>,
    /// What the file's keeper should hear of so far.
    pub notices: Vec<Notice>,
    /// The header, for giving rejects back.
    pub header: Vec<String>,
    /// Rows of this slice that were not taken.
    pub rejects: Vec<Reject>,
}

/// An import that was switched on.
#[derive(Debug)]
pub struct Imported {
    /// Its id and counts.
    pub import: Import,
    /// Headings that were dropped.
    pub dropped: Vec<String>,
    /// What the file's keeper should hear of.
    pub notices: Vec<Notice>,
    /// The header, for giving rejects back.
    pub header: Vec<String>,
}

/// Reads the whole file and switches it on at the end. `told` hears of each slice; when it fails, the import is given up.
pub fn run(
    world: &World,
    auth: &Auth,
    clock: Clock,
    source: impl Source + Send,
    reading: &Reading,
    mut told: impl FnMut(Step) -> Result<(), FileError>,
) -> Result<Imported, ImportError> {
    let file = open(world, source, reading)?;
    let header = file.header().to_vec();
    let dropped = dropped(&file);
    let mut running = match roll::begin(world, auth, &reading.plan, clock.now())? {
        Verdict::Given(running) => running,
        Verdict::Refused(refusal) => return Err(ImportError::Refused(refusal)),
    };
    let (id, rows_max) = (running.id, running.slice_rows());
    let comparer = running.comparer();
    let mut rows = 0;
    let read = running
        .header(&header)
        .map_err(ImportError::from)
        .and_then(|()| {
            let compare = |slice: Slice| {
                let of_slice = slice.rows.len() + slice.rejects.len();
                Ok((comparer.compare(slice.rows)?, slice.rejects, of_slice))
            };
            each_slice(
                file,
                rows_max,
                compare,
                |(compared, rejected, more), read| {
                    let rejects: Vec<roll::Reject> = rejected.iter().map(kept).collect();
                    running.take(&compared, &rejects, clock.now())?;
                    rows += u64::try_from(more).unwrap_or(0);
                    told(Step {
                        id,
                        read: read.bytes,
                        rows,
                        dropped: dropped.clone(),
                        notices: read.notices.clone(),
                        header: header.clone(),
                        rejects: rejected,
                    })?;
                    Ok(())
                },
            )
        });
    let ends = read.and_then(|notices| match running.leave(clock.now())? {
        Ends::Written(_) => Ok(notices),
        Ends::TooMany(leaving) => Err(ImportError::TooManyLeave(leaving)),
        Ends::Unclear(leaving) => Err(ImportError::Unclear(leaving)),
    });
    let notices = match ends {
        Ok(notices) => notices,
        Err(error) => {
            running.abandon(clock.now())?;
            return Err(error);
        }
    };
    match running.switch(clock.now())? {
        Verdict::Given(import) => Ok(Imported {
            import,
            dropped,
            notices,
            header,
        }),
        Verdict::Refused(refusal) => Err(ImportError::Refused(refusal)),
    }
}

/// A file that was tried.
#[derive(Debug, Clone)]
pub struct Tried {
    /// What it would do.
    pub file: TriedFile,
    /// Headings that were dropped.
    pub dropped: Vec<String>,
    /// What the file's keeper should hear of.
    pub notices: Vec<Notice>,
    /// The header, for giving rejects back.
    pub header: Vec<String>,
    /// The parts of a member that the file has columns for, each with how many of its rows fill it: told of the file alone.
    pub filled: Vec<(Part, u64)>,
    /// The file's first rows with their lines, as they were read: at most [`FIRST_MAX`].
    pub first: Vec<(u64, SaidRow)>,
    /// The first rows that can't be taken: at most [`TURNED_BACK_MAX`].
    pub turned_back: Vec<Reject>,
}

/// How many rows of a file that is tried are shown as they were read: whoever sent it sees whether its columns were
/// understood. They come from the file alone, never from the roll.
pub const FIRST_MAX: usize = 5;
/// How many of the rows that can't be taken are shown.
pub const TURNED_BACK_MAX: usize = 20;

/// Reads the whole file and says what it would do. Nothing of the roll is written. `told` hears how many bytes were read,
/// and whose the rows are that can't be.
pub fn run_trial(
    world: &World,
    auth: &Auth,
    clock: Clock,
    source: impl Source + Send,
    reading: &Reading,
    mut told: impl FnMut(u64, &[String], Vec<Reject>) -> Result<(), FileError>,
) -> Result<Tried, ImportError> {
    let file = open(world, source, reading)?;
    let dropped = dropped(&file);
    let header = file.header().to_vec();
    let parts = file.mapping().parts();
    let mut filled: Vec<(Part, u64)> = parts.iter().map(|part| (part, 0)).collect();
    let begun = match roll::try_begin(world, auth, &reading.plan, clock.now())? {
        Verdict::Given(begun) => begun,
        Verdict::Refused(refusal) => return Err(ImportError::Refused(refusal)),
    };
    let mut trial = match begun {
        TryBegun::Trial(trial) => trial,
        TryBegun::TriedOut(out) => return Err(ImportError::TriedOut(out)),
    };
    let (rows_max, comparer) = (trial.slice_rows(), trial.comparer());
    let (mut first, mut turned_back) = (Vec::new(), Vec::new());
    let compare = |slice: Slice| {
        let words = Words {
            filled: count_filled(&slice.rows, parts),
            first: slice.rows.iter().take(FIRST_MAX).cloned().collect(),
        };
        Ok((comparer.compare(slice.rows)?, slice.rejects, words))
    };
    let take = |(compared, rejected, words): (Compared, Vec<Reject>, Words), read: &Read| {
        for ((_, count), more) in filled.iter_mut().zip(words.filled) {
            *count += more;
        }
        keep_first(&mut first, &words.first, FIRST_MAX);
        keep_first(&mut turned_back, &rejected, TURNED_BACK_MAX);
        let rejects: Vec<roll::Reject> = rejected.iter().map(kept).collect();
        trial.take(&compared, &rejects, clock.now())?;
        told(read.bytes, &header, rejected)?;
        Ok(())
    };
    let notices = each_slice(file, rows_max, compare, take)?;
    match trial.finish(clock.now())? {
        Verdict::Given(file) => Ok(Tried {
            file,
            dropped,
            notices,
            header,
            filled,
            first,
            turned_back,
        }),
        Verdict::Refused(refusal) => Err(ImportError::Refused(refusal)),
    }
}

/// What one slice says of itself, whoever is on the roll.
struct Words {
    filled: Vec<u64>,
    first: Vec<(u64, SaidRow)>,
}

fn keep_first<T: Clone>(kept: &mut Vec<T>, more: &[T], most: usize) {
    let room = most.saturating_sub(kept.len());
    kept.extend(more.iter().take(room).cloned());
}

/// How many rows fill each part.
fn count_filled(rows: &[(u64, SaidRow)], parts: Parts) -> Vec<u64> {
    let mut counts: Vec<(Part, u64)> = parts.iter().map(|part| (part, 0)).collect();
    for (_, row) in rows {
        let says = row.says(Parts::NONE);
        for (part, count) in &mut counts {
            *count += u64::from(says.has(*part));
        }
    }
    counts.into_iter().map(|(_, count)| count).collect()
}

fn open<R: Source>(
    world: &World,
    source: R,
    reading: &Reading,
) -> Result<RollFile<R>, ImportError> {
    Ok(RollFile::open(
        source,
        &reading.asked(world.usual_tongue()),
    )?)
}

fn dropped<R: Source>(file: &RollFile<R>) -> Vec<String> {
    file.mapping().unknown().map(str::to_owned).collect()
}

fn kept(reject: &Reject) -> roll::Reject {
    roll::Reject {
        line: reject.line,
        reason: reject.reason.clone(),
        cells: reject.record.clone(),
        external_id: reject.external_id.clone(),
        stop: reject.stop.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_who_leave_are_told_in_words_and_with_the_way_to_say_that_it_is_so() {
        let leaving = Leaving {
            leaving: 134_000,
            members: 600_000,
            unclear: 0,
        };
        let message = ImportError::TooManyLeave(leaving).to_string();
        assert!(message.starts_with("134,000 people in your last roll are not in this file. Did you save a filtered sheet? Nobody has been removed."), "{message}");
        assert!(message.ends_with("--ends-max 134000"), "{message}");
        assert_eq!([0, 999, 1_000].map(grouped), ["0", "999", "1,000"]);
    }
}
