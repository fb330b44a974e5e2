//! `import`: a file of members from the command line.

use std::fs::File;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::Context as _;
use switchboard_store::roll::{self, EndsMax, Extent, Plan};
use switchboard_store::rules::ids::ImportId;
use switchboard_store::rules::person::Region;
use switchboard_store::rules::roll::{By, Part, Parts, parse_override};
use switchboard_store::{Auth, Verdict, World};

use super::progress::Bar;
use super::{say, tried};
use crate::clock::Clock;
use crate::config;
use crate::rooms::roll::file::{FileError, Reject};
use crate::rooms::roll::importing::{self, Imported, Reading, Step};
use crate::rooms::roll::rejects::RejectWriter;
use crate::web::messages::Words;

/// Import a file of members, or undo an import.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct ImportArgs {
    #[command(subcommand)]
    undo: Option<Undo>,
    /// A CSV file, in any encoding, or an XLSX workbook.
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The world's directory.
    #[arg(long, required = true)]
    data: Option<PathBuf>,
    /// The file adds and changes, and ends nothing (this is so unless `--full-roll` is given).
    #[arg(long, conflicts_with = "full_roll")]
    partial: bool,
    /// Every member stands in the file: whoever is missing has left.
    #[arg(long)]
    full_roll: bool,
    /// How many may leave at most by a full roll, such as `250` or `7%`.
    #[arg(long, value_name = "N|N%", requires = "full_roll", value_parser = ends_max)]
    ends_max: Option<EndsMax>,
    /// By what members are known: `external`, `email+name`, `number+name` or `email+number`.
    #[arg(long = "match", value_name = "WAY", default_value = "external", value_parser = way)]
    by: By,
    /// Members who are new, in a file without membership numbers, get one that begins so.
    #[arg(long, value_name = "PREFIX")]
    new_numbers: Option<String>,
    /// Fields that an empty cell clears, with commas between, or `all`; else empty cells change nothing.
    #[arg(long, value_name = "FIELDS", value_parser = clears)]
    empty_clears: Option<Parts>,
    /// Only say what the file would do, in rounded counts; nothing is changed.
    #[arg(long)]
    dry_run: bool,
    /// With `--dry-run`: show rows of the file as they were read, also where no terminal shows them.
    #[arg(long, requires = "dry_run")]
    show_rows: bool,
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

#[derive(Debug, clap::Subcommand)]
enum Undo {
    /// Put back what an import changed, where nothing changed it since. (A file called `undo`: write `./undo`.)
    Undo(UndoArgs),
}

#[derive(Debug, clap::Args)]
struct UndoArgs {
    /// The import's number, as `import` and its page say it.
    id: String,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

fn ends_max(text: &str) -> Result<EndsMax, String> {
    EndsMax::parse(text)
        .ok_or_else(|| "write a number, such as 250, or a percentage, such as 7%".to_owned())
}

fn way(text: &str) -> Result<By, String> {
    By::parse(text).ok_or_else(|| format!("the ways are {}", By::words()))
}

fn clears(text: &str) -> Result<Parts, String> {
    if text == "all" {
        return Ok(Parts::ALL);
    }
    text.split(',')
        .map(|word| {
            let known = || Part::ALL.iter().map(|part| part.word()).collect::<Vec<_>>();
            Part::parse(word).ok_or_else(|| {
                format!(
                    "`{word}` is not a field; the fields are all, {}",
                    known().join(", ")
                )
            })
        })
        .collect()
}

impl ImportArgs {
    fn plan(&self) -> Plan {
        Plan {
            extent: if self.full_roll {
                Extent::FullRoll(self.ends_max.unwrap_or(EndsMax::Usual))
            } else {
                Extent::Partial
            },
            by: self.by,
            new_numbers: self.new_numbers.clone(),
            clears: self.empty_clears.unwrap_or(Parts::NONE),
        }
    }
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    if let Some(Undo::Undo(args)) = &args.undo {
        return undo(args);
    }
    let (Some(path), Some(data)) = (&args.file, &args.data) else {
        anyhow::bail!("name a file and the world's directory: switchboard import FILE --data DIR");
    };
    let world = World::open(data, config::read(data)?.opening())?;
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
        plan: args.plan(),
    };
    let file = File::open(path).with_context(|| format!("`{}` can't be opened", path.display()))?;
    let bar = Bar::new(file.metadata()?.len());
    let mut rejects = Rejects::new(args.rejects.as_deref())?;
    if args.dry_run {
        let tried = importing::run_trial(
            &world,
            &Auth::Console,
            Clock::System,
            file,
            &reading,
            |read, header, rows| {
                bar.show_at(read, 0);
                rejects.write(header, &rows)
            },
        )?;
        drop(bar);
        rejects.finish(&tried.header)?;
        place_entries(&world);
        let telling = tried::Telling {
            json: args.json,
            rows: args.show_rows || std::io::stdout().is_terminal(),
            home: Region::parse(&world.meta().region).ok(),
        };
        return tried::report(&tried, telling);
    }
    let imported = importing::run(
        &world,
        &Auth::Console,
        Clock::System,
        file,
        &reading,
        |step: Step| {
            bar.show(&step);
            rejects.write(&step.header, &step.rejects)
        },
    )?;
    drop(bar);
    rejects.finish(&imported.header)?;
    settle(&world)?;
    report(&imported, args.json)
}

fn undo(args: &UndoArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, config::read(&args.data)?.opening())?;
    let id = ImportId::parse(&args.id).context("this is no import's number")?;
    let bar = Bar::new(1024);
    let undone = roll::undo(
        &world,
        &Auth::Console,
        id,
        || Clock::System.now(),
        |part| bar.show_at(u64::try_from(part).unwrap_or(0), 0),
    )?;
    drop(bar);
    let import = match undone {
        Verdict::Given(roll::Undone::Done(import)) => *import,
        Verdict::Given(roll::Undone::NotDone) => {
            anyhow::bail!(
                "there is nothing to undo: this import never took effect, was undone before, or is an undo itself"
            )
        }
        Verdict::Refused(refusal) => anyhow::bail!("{refusal}"),
    };
    settle(&world)?;
    let counts = import.counts;
    if args.json {
        return say(serde_json::json!({
            "id": import.id.to_string(),
            "undid": id.to_string(),
            "restored": counts.changed,
            "ended": counts.ended,
            "resumed": counts.resumed,
            "left": counts.by_hand,
            "notes_page": notes_page(import.id, &counts),
            "changed_fields": fields(&counts),
        }));
    }
    say(format_args!(
        "restored {}  ended {}  resumed {}  left because they changed or were merged since {}",
        counts.changed, counts.ended, counts.resumed, counts.by_hand
    ))?;
    say_where(import.id, &counts)
}

/// The page that lists whom an import or its undo left to be looked at, if it left anybody.
fn notes_page(id: ImportId, counts: &roll::Counts) -> Option<String> {
    (counts.by_hand > 0).then(|| format!("/roll/import/{id}/notes"))
}

fn say_where(id: ImportId, counts: &roll::Counts) -> anyhow::Result<()> {
    let Some(page) = notes_page(id, counts) else {
        return Ok(());
    };
    say(format_args!(
        "the membership officer sees who they are on the page {page}"
    ))
}

fn fields(counts: &roll::Counts) -> serde_json::Map<String, serde_json::Value> {
    let fields = counts.fields.iter();
    fields
        .map(|(part, count)| (part.word().to_owned(), count.into()))
        .collect()
}

/// One name for every command, so that a second one need not wait until the first one's lease on the log is over. Two at
/// once are told apart by the head's compare-and-set on its size: one of them moves it.
const CONSOLE: &str = "console";

/// Without a server there are no jobs: queues follow what the command did to the roll, and its entries get their place and their
/// signature now.
fn settle(world: &World) -> anyhow::Result<()> {
    use switchboard_store::banks;
    let now = Clock::System.now();
    roll::follow(world, now)?;
    for bank in banks::all_banks(world)? {
        banks::fill(world, bank, now)?;
    }
    place_entries(world);
    Ok(())
}

/// The same of a command that touches no queue.
pub(super) fn place_entries(world: &World) {
    use switchboard_store::log;
    // A server that is at it goes on by itself.
    while log::keep_up(world, CONSOLE, || Clock::System.now(), |_| {}).is_ok_and(|more| more) {}
    let _ = log::let_go(world, CONSOLE, Clock::System.now());
}

fn report(imported: &Imported, json: bool) -> anyhow::Result<()> {
    let (id, counts) = (imported.import.id, imported.import.counts);
    if json {
        return say(serde_json::json!({
            "id": id.to_string(),
            "created": counts.created,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "ended": counts.ended,
            "rejected": counts.rejected,
            "duplicates": counts.duplicates,
            "notices": tried::notices(&imported.notices),
            "changed_by_hand_meanwhile": counts.by_hand,
            "notes_page": notes_page(id, &counts),
            "changed_fields": fields(&counts),
        }));
    }
    say(format_args!(
        "created {}  changed {}  unchanged {}  ended {}  rejected {}  duplicates {}",
        counts.created,
        counts.changed,
        counts.unchanged,
        counts.ended,
        counts.rejected,
        counts.duplicates
    ))?;
    tried::say_notices(&imported.notices)?;
    if counts.by_hand > 0 {
        say(format_args!(
            "of those changed, {} had been changed here by hand meanwhile",
            counts.by_hand
        ))?;
        say_where(id, &counts)?;
    }
    if counts.created + counts.changed + counts.ended > 0 {
        say(format_args!(
            "to undo it: switchboard import undo {id} --data DIR"
        ))?;
    }
    tried::say_dropped(&imported.dropped)?;
    if counts.rejected > 0 {
        say(
            "rows that were not taken: run it again with --rejects FILE to get them back with a reason",
        )?;
    }
    Ok(())
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
            self.writer = Some(RejectWriter::new(file, &Words::english(), header)?);
        }
        Ok(())
    }

    fn write(&mut self, header: &[String], rejects: &[Reject]) -> Result<(), FileError> {
        self.begin(header)?;
        if let Some(writer) = &mut self.writer {
            for reject in rejects {
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
