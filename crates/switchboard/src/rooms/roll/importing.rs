//! One import from a file to its switch: shared by the page, the command line and the demo.

use std::io::Read;

use switchboard_store::roll::{self, Counts, Import};
use switchboard_store::rules::ids::ImportId;
use switchboard_store::rules::person::Region;
use switchboard_store::rules::policy::Refusal;
use switchboard_store::rules::roll::{Defaults, Field};
use switchboard_store::{Auth, Fault, Verdict, World};

use super::file::{Asked, FileError, Notice, Reject, RollFile};
use crate::clock::Clock;

/// Why a file did not go in. Nothing of it changed anything.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store.
    #[error(transparent)]
    Store(#[from] Fault),
    /// Policy.
    #[error("{0}")]
    Refused(Refusal),
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
}

impl Reading {
    /// A file that needs no telling how.
    pub fn of(region: Region) -> Self {
        Self {
            overrides: Vec::new(),
            region,
            sheet: None,
        }
    }

    /// How the file is to be read.
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            overrides: &self.overrides,
            defaults: Defaults {
                region: self.region,
            },
            sheet: self.sheet.as_deref(),
        }
    }
}

/// What an import tells while it runs.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: ImportId,
    /// Bytes read so far.
    pub read: u64,
    /// What it did so far.
    pub counts: Counts,
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
    source: impl Read,
    reading: &Reading,
    mut told: impl FnMut(Step) -> Result<(), FileError>,
) -> Result<Imported, ImportError> {
    let mut file = RollFile::open(source, &reading.asked())?;
    let header = file.header().to_vec();
    let dropped: Vec<String> = file.mapping().unknown().map(str::to_owned).collect();
    let mut running = match roll::begin(world, auth, clock.now())? {
        Verdict::Given(running) => running,
        Verdict::Refused(refusal) => return Err(ImportError::Refused(refusal)),
    };
    let (id, rows_max) = (running.id, running.slice_rows());
    running.header(&header)?;
    let mut slices = || -> Result<(), ImportError> {
        loop {
            let Some(slice) = file.next_slice(rows_max)? else {
                return Ok(());
            };
            let rejects: Vec<roll::Reject> = slice.rejects.iter().map(kept).collect();
            running.slice(&slice.rows, &rejects, clock.now())?;
            let step = Step {
                id,
                read: file.bytes_read(),
                counts: running.counts,
                dropped: dropped.clone(),
                notices: file.notices(),
                header: header.clone(),
                rejects: slice.rejects,
            };
            told(step)?;
        }
    };
    if let Err(error) = slices() {
        running.abandon(clock.now())?;
        return Err(error);
    }
    match running.switch(clock.now())? {
        Verdict::Given(import) => Ok(Imported {
            import,
            dropped,
            notices: file.notices(),
            header,
        }),
        Verdict::Refused(refusal) => Err(ImportError::Refused(refusal)),
    }
}

fn kept(reject: &Reject) -> roll::Reject {
    roll::Reject {
        line: reject.line,
        reason: reject.reason.clone(),
        cells: reject.record.clone(),
        stop: reject.stop.clone(),
    }
}
