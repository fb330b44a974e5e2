//! `import`: a file of members from the command line.

use std::fs::File;
use std::path::PathBuf;

use anyhow::Context as _;
use switchboard_store::rules::person::Region;
use switchboard_store::rules::roll::{Field, parse_override};
use switchboard_store::{Auth, Options, World};

use super::progress::Bar;
use super::say;
use crate::clock::Clock;
use crate::rooms::roll::file::FileError;
use crate::rooms::roll::importing::{self, Imported, Reading, Step};
use crate::rooms::roll::rejects::RejectWriter;

/// Import a file of members.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// A CSV file in UTF-8.
    file: PathBuf,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// `column=field` for a column that is not known by its name; may be given several times.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The region of telephone numbers without a country code; by default the world's.
    #[arg(long)]
    region: Option<String>,
    /// Write the rows that were not taken here, with line and reason.
    #[arg(long)]
    rejects: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    let overrides = args
        .map
        .iter()
        .map(|text| parse_override(text))
        .collect::<Result<Vec<_>, _>>()?;
    let region = args.region.as_deref().unwrap_or(&world.meta().region);
    let reading = Reading {
        overrides,
        region: Region::parse(region)?,
    };
    let file = File::open(&args.file)
        .with_context(|| format!("`{}` can't be opened", args.file.display()))?;
    let bar = Bar::new(file.metadata()?.len());
    let mut rejects = Rejects::new(args.rejects.as_deref(), args, &reading)?;
    let imported = importing::run(
        &world,
        &Auth::Console,
        Clock::System,
        file,
        &reading,
        |step: Step| {
            bar.show(&step);
            rejects.write(&step)
        },
    )?;
    drop(bar);
    rejects.finish()?;
    settle(&world)?;
    report(&imported, args.json)
}

/// One name for every command, so that a second one need not wait until the first one's lease on the log is over. Two at
/// once are told apart by the head's compare-and-set on its size: one of them moves it.
const CONSOLE: &str = "console";

/// Without a server there are no jobs: what the command did gets its place and its signature now.
fn settle(world: &World) -> anyhow::Result<()> {
    use switchboard_store::{banks, log};
    let now = Clock::System.now();
    for bank in banks::all_banks(world)? {
        banks::fill(world, bank, now)?;
    }
    // A server that is at it goes on by itself.
    while log::keep_up(world, CONSOLE, || Clock::System.now(), |_| {}).is_ok_and(|more| more) {}
    let _ = log::let_go(world, CONSOLE, Clock::System.now());
    Ok(())
}

fn report(imported: &Imported, json: bool) -> anyhow::Result<()> {
    let (id, counts) = (imported.import.id, imported.import.counts);
    if json {
        return say(serde_json::json!({
            "id": id.to_string(),
            "created": counts.created,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "ended": 0,
            "rejected": counts.rejected,
            "duplicates": counts.duplicates,
        }));
    }
    say(format_args!(
        "created {}  changed {}  unchanged {}  rejected {}  duplicates {}",
        counts.created, counts.changed, counts.unchanged, counts.rejected, counts.duplicates
    ))?;
    if !imported.dropped.is_empty() {
        say(format_args!(
            "columns that nobody knows were left out: {}; name them with --map column=field",
            imported.dropped.join(", ")
        ))?;
    }
    if counts.rejected > 0 {
        say(
            "rows that were not taken: run it again with --rejects FILE to get them back with a reason",
        )?;
    }
    Ok(())
}

/// The file of rows that were not taken, made when the first one comes.
struct Rejects {
    writer: Option<RejectWriter<File>>,
}

impl Rejects {
    fn new(
        path: Option<&std::path::Path>,
        args: &ImportArgs,
        reading: &Reading,
    ) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self { writer: None });
        };
        let source = File::open(&args.file)?;
        let defaults = switchboard_store::rules::roll::Defaults {
            region: reading.region,
        };
        let overrides: &[(String, Field)] = &reading.overrides;
        let header = crate::rooms::roll::file::RollFile::open(source, overrides, defaults)?
            .header()
            .to_vec();
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let out = options
            .open(path)
            .with_context(|| format!("`{}` can't be written", path.display()))?;
        Ok(Self {
            writer: Some(RejectWriter::new(out, &header)?),
        })
    }

    fn write(&mut self, step: &Step) -> Result<(), FileError> {
        if let Some(writer) = &mut self.writer {
            for reject in &step.rejects {
                writer.write(reject)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        if let Some(writer) = self.writer {
            writer.finish()?;
        }
        Ok(())
    }
}
