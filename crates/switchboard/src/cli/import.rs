//! `import`: a file of members from the command line.

use std::fs::File;
use std::path::PathBuf;

use anyhow::Context as _;
use switchboard_store::rules::person::Region;
use switchboard_store::rules::roll::parse_override;
use switchboard_store::{Auth, Options, World};

use super::progress::Bar;
use super::say;
use crate::clock::Clock;
use crate::rooms::roll::file::{FileError, Notice};
use crate::rooms::roll::importing::{self, Imported, Reading, Step};
use crate::rooms::roll::rejects::RejectWriter;
use crate::web::messages::Words;

/// Import a file of members.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// A CSV file, in any encoding, or an XLSX workbook.
    file: PathBuf,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// `column=field` for a column that is not known by its name; may be given several times.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The sheet of a workbook; by default the first whose header is understood.
    #[arg(long)]
    sheet: Option<String>,
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
    world.refuse_set_back()?;
    let overrides = args
        .map
        .iter()
        .map(|text| parse_override(text))
        .collect::<Result<Vec<_>, _>>()?;
    let region = args.region.as_deref().unwrap_or(&world.meta().region);
    let reading = Reading {
        overrides,
        region: Region::parse(region)?,
        sheet: args.sheet.clone(),
    };
    let file = File::open(&args.file)
        .with_context(|| format!("`{}` can't be opened", args.file.display()))?;
    let bar = Bar::new(file.metadata()?.len());
    let mut rejects = Rejects::new(args.rejects.as_deref())?;
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
    rejects.finish(&imported.header)?;
    settle(&world)?;
    report(&imported, args.json)
}

/// One name for every command, so that a second one need not wait until the first one's lease on the log is over. Two at
/// once are told apart by the head's compare-and-set on its size: one of them moves it.
const CONSOLE: &str = "console";

/// Without a server there are no jobs: what the command did gets its place and its signature now.
pub(super) fn settle(world: &World) -> anyhow::Result<()> {
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
            "notices": notices(imported),
        }));
    }
    say(format_args!(
        "created {}  changed {}  unchanged {}  rejected {}  duplicates {}",
        counts.created, counts.changed, counts.unchanged, counts.rejected, counts.duplicates
    ))?;
    let words = Words::english();
    for notice in &imported.notices {
        say(notice.say(&words))?;
    }
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

/// What the file's keeper should hear of: a word to go by, how many, and the sentence.
fn notices(imported: &Imported) -> Vec<serde_json::Value> {
    let words = Words::english();
    let notices = imported.notices.iter();
    let json = |notice: &Notice| serde_json::json!({"notice": notice.word(), "count": notice.count(), "text": notice.say(&words)});
    notices.map(json).collect()
}

/// The file of rows that were not taken. It is made before the import begins, and its header written with the first row.
struct Rejects {
    file: Option<File>,
    writer: Option<RejectWriter<File>>,
}

impl Rejects {
    fn new(path: Option<&std::path::Path>) -> anyhow::Result<Self> {
        let (file, writer) = (None, None);
        let Some(path) = path else {
            return Ok(Self { file, writer });
        };
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(path)
            .with_context(|| format!("`{}` can't be written", path.display()))?;
        let file = Some(file);
        Ok(Self { file, writer })
    }

    fn begin(&mut self, header: &[String]) -> std::io::Result<()> {
        if let Some(file) = self.file.take() {
            self.writer = Some(RejectWriter::new(file, header)?);
        }
        Ok(())
    }

    fn write(&mut self, step: &Step) -> Result<(), FileError> {
        self.begin(&step.header)?;
        if let Some(writer) = &mut self.writer {
            for reject in &step.rejects {
                writer.write(reject)?;
            }
        }
        Ok(())
    }

    fn finish(mut self, header: &[String]) -> anyhow::Result<()> {
        self.begin(header)?;
        if let Some(writer) = self.writer {
            writer.finish()?;
        }
        Ok(())
    }
}
