//! `screen import`: takes in a list of numbers that aren't rung, such as the Telephone Preference Service.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use switchboard_store::rules::moment::Date;
use switchboard_store::rules::person::{Phone, Region};
use switchboard_store::rules::screening::List;
use switchboard_store::screening::{Filled, Filling};
use switchboard_store::{Auth, Options, Verdict, World};

use super::say;
use crate::clock::Clock;

/// Lists of numbers that aren't rung.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ScreenCommand {
    /// Take in a list: one number a line, or a CSV file with a column of numbers.
    Import(ImportArgs),
    /// Say which lists are there, and how old they are.
    Status(StatusArgs),
}

/// Take in a list.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The file.
    file: PathBuf,
    /// Which list it is: tps or ctps.
    #[arg(long)]
    list: String,
    /// The day on which its publisher made it, such as 2026-11-20.
    #[arg(long)]
    dated: String,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Take it in though many numbers are gone, many lines are none, or nothing changed since an older day.
    #[arg(long)]
    even_so: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Which world.
#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
}

pub(super) fn run(command: &ScreenCommand) -> anyhow::Result<()> {
    match command {
        ScreenCommand::Import(args) => import(args),
        ScreenCommand::Status(args) => status(args),
    }
}

fn import(args: &ImportArgs) -> anyhow::Result<()> {
    let list = List::parse(&args.list)
        .with_context(|| format!("`{}` is no list; say tps or ctps", args.list))?;
    let dated = Date::parse(&args.dated)
        .with_context(|| format!("`{}` is no day; write it like 2026-11-20", args.dated))?;
    let world = World::open(&args.data, Options::default())?;
    let mut filling = read(&world, &args.file, (list, dated))?;
    if args.even_so {
        filling = filling.even_so();
    }
    let told = match filling.finish(&Auth::Console, &|| Clock::System.now())? {
        Verdict::Given(told) => told?,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    tell(told, args.json)
}

fn tell(told: Filled, as_json: bool) -> anyhow::Result<()> {
    let (state, [numbers, new, gone, unread]) = match told {
        Filled::Switched {
            numbers,
            new,
            gone,
            unread,
        } => ("switched", [numbers, new, gone, unread]),
        Filled::Same => ("same", [0; 4]),
        Filled::Later => ("later", [0; 4]),
    };
    if as_json {
        return say(
            serde_json::json!({ "state": state, "numbers": numbers, "new": new,
            "gone": gone, "unread": unread }),
        );
    }
    match told {
        Filled::Switched { .. } => {
            say(format_args!(
                "the list is in force: {numbers} numbers, {new} of them new, {gone} no longer on it"
            ))?;
            if unread > 0 {
                say(format_args!("{unread} lines were no telephone number"))?;
            }
            Ok(())
        }
        Filled::Same => say("this very list is in force already; nothing was changed"),
        Filled::Later => say("the same numbers as before; the list's day is the new one now"),
    }
}

fn status(args: &StatusArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    let today = world.zone().local(Clock::System.now()).date;
    let kept = switchboard_store::screening::lists(&world)?;
    if kept.is_empty() {
        say("no list is there")?;
    }
    for list in kept {
        let Date { year, month, day } = list.dated.dated;
        let days = list.dated.dated.days_until(today).unwrap_or_default();
        let (code, numbers) = (list.dated.list.code(), list.numbers);
        say(format_args!(
            "{code}: {numbers} numbers, of {year:04}-{month:02}-{day:02}, {days} days old"
        ))?;
    }
    for screen in world.pack().screens() {
        say(format_args!(
            "the rules of calling ask for {}: a new one from {} days on, and nobody is rung from {} days on",
            screen.list.code(),
            screen.warn,
            screen.refuse
        ))?;
    }
    Ok(())
}

/// Longer lines are no list of numbers.
const LINE_MAX: usize = 4_096;
/// How many bytes of a file a number takes at least, to know how many there are about.
const NUMBER_BYTES: u64 = 11;

/// Reads a file of numbers, line after line.
pub(crate) fn read(
    world: &World,
    path: &Path,
    (list, dated): (List, Date),
) -> anyhow::Result<Filling> {
    let file = File::open(path).with_context(|| format!("`{}` can't be read", path.display()))?;
    let about = usize::try_from(file.metadata()?.len() / NUMBER_BYTES + 1)?;
    let mut filling = Filling::begin(world, list, dated, about)?;
    let region = Region::parse(&world.meta().region)?;
    let mut lines = BufReader::with_capacity(1 << 16, file);
    let (mut column, mut line) = (None, Vec::new());
    loop {
        line.clear();
        let most = LINE_MAX as u64 + 1;
        if (&mut lines).take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(filling);
        }
        if line.len() > LINE_MAX {
            bail!("the file has a line of more than {LINE_MAX} bytes; give it one number a line");
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        let place = match column {
            Some(place) => place,
            None if text.is_empty() => continue,
            None => {
                let Some(found) = Column::of(text, region) else {
                    // No head and no number: a line that can't be read.
                    filling.take(text);
                    continue;
                };
                column = Some(found.place);
                if found.is_head {
                    continue;
                }
                found.place
            }
        };
        filling.take(cells(text).nth(place).unwrap_or_default());
    }
}

/// Which column holds the numbers, and whether the line that says so is a head.
#[derive(Debug, PartialEq, Eq)]
struct Column {
    place: usize,
    is_head: bool,
}

impl Column {
    /// None where the line neither holds a number nor names one.
    fn of(line: &str, region: Region) -> Option<Self> {
        let is_number = |cell: &str| Phone::parse(cell, region).is_ok();
        if let Some(place) = cells(line).position(is_number) {
            return Some(Self {
                place,
                is_head: false,
            });
        }
        let names_numbers = |cell: &str| {
            let cell = cell.to_lowercase();
            ["number", "phone", "tel", "cli"]
                .iter()
                .any(|name| cell.contains(name))
        };
        let place = cells(line).position(names_numbers)?;
        Some(Self {
            place,
            is_head: true,
        })
    }
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\t'])
        .map(|cell| cell.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_numbers_is_found_with_a_head_and_without() {
        let region = Region::parse("GB").unwrap();
        for (line, place, is_head) in [
            ("07700900123", 0, false),
            ("+44 7700 900123", 0, false),
            ("\"1\";\"07700 900123\"", 1, false),
            ("Telephone Number", 0, true),
            ("Added,Phone", 1, true),
        ] {
            assert_eq!(
                Column::of(line, region),
                Some(Column { place, is_head }),
                "{line}"
            );
        }
        assert_eq!(Column::of("who knows", region), None);
        assert_eq!(cells("\"a\", 07700 900123 ;").nth(1), Some("07700 900123"));
    }
}
