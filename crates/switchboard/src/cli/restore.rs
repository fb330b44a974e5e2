//! `restore SOURCE --data DIR`, `restore --in-place DIR`, `restore lift`.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::requests::{self, Asked, Asking};
use switchboard_store::restore::{self, LogName, Restored, Wanted};
use switchboard_store::rules::request::{Because, Kind};
use switchboard_store::{Auth, Options, Place, Verdict, World};

use super::{DECIDERS, say};
use crate::clock::Clock;
use crate::jobs::published;

/// Restore a backup. The world is frozen then, until two people let it go on.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RestoreArgs {
    #[command(subcommand)]
    command: Option<RestoreCommand>,
    /// The backup.
    #[arg(required_unless_present = "in_place", conflicts_with = "in_place")]
    source: Option<PathBuf>,
    /// The world's directory: it must not exist, or be empty but for the world's own `keys`.
    #[arg(long, required_unless_present = "in_place")]
    data: Option<PathBuf>,
    /// The world's keys: the copy that `backup --keys` made, or the ones that are left; by default `DIR/keys`.
    #[arg(long, value_name = "KEYS")]
    keys: Option<PathBuf>,
    /// `sqlite`, or the `postgres://` address of an empty database; it need not be what the backup was taken from.
    #[arg(long, default_value = "sqlite")]
    store: String,
    /// Freeze the world in DIR, whose database was put back by other means (Litestream, pgBackRest), and do again what was
    /// decided since.
    #[arg(long, value_name = "DIR")]
    in_place: Option<PathBuf>,
    /// Let the log keep its name: for a move, with the server ended before the backup was made. Refused where the guard says
    /// that more was signed.
    #[arg(long)]
    same_log: bool,
    /// Let the log keep its name though entries are lost, where the published files hold the records of all that was signed:
    /// their folder, or the address they lie under. Takes the original keys, with the guard of the machine that signed last.
    #[arg(long, value_name = "DIR|URL", conflicts_with = "same_log")]
    tiles: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum RestoreCommand {
    /// Ask at the console that a restored world go on; a second person approves it on the page "Requests".
    Lift(LiftArgs),
}

#[derive(Debug, clap::Args)]
struct LiftArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Why it may go on, for whoever approves it.
    #[arg(long)]
    because: String,
}

pub(super) fn run(args: RestoreArgs) -> anyhow::Result<()> {
    if let Some(RestoreCommand::Lift(args)) = args.command {
        return lift(&args);
    }
    let now = Clock::System.now();
    let options = Options::default();
    let tiles = args.tiles.as_deref().map(published::open).transpose()?;
    let log = match &tiles {
        Some(tiles) => LogName::Over(&**tiles),
        None if args.same_log => LogName::Same,
        None => LogName::New,
    };
    if let Some(dir) = &args.in_place {
        let restored = restore::in_place(dir, log, now, &options)?;
        return told(&restored, dir, args.json);
    }
    let source = args.source.context("SOURCE names the backup")?;
    let dir = args.data.context("`--data DIR` names the world")?;
    let place = match args.store.as_str() {
        "sqlite" => None,
        address => Some(
            address
                .parse::<Place>()
                .context("`--store` takes `sqlite` or a postgres:// address")?,
        ),
    };
    let keys = args.keys.unwrap_or_else(|| dir.join("keys"));
    let wanted = Wanted {
        backup: &source,
        keys: &keys,
        dir: &dir,
        place: place.as_ref(),
        log,
    };
    let restored = restore::restore(&wanted, now, &options)?;
    told(&restored, &dir, args.json)
}

pub(super) fn told(restored: &Restored, dir: &std::path::Path, json: bool) -> anyhow::Result<()> {
    let again = &restored.replayed;
    if json {
        let codes = restored.codes.iter();
        let codes: Vec<_> = codes
            .map(|(name, code)| serde_json::json!({ "name": name, "code": code.expose() }))
            .collect();
        let before = restored.before.as_ref();
        return say(serde_json::json!({
            "objections": again.objections, "marks": again.marks, "leavers": again.leavers,
            "erased": again.erased, "keeps": again.keeps, "unknown": again.unknown, "damaged": again.damaged,
            "ledger_key": restored.verifier_key,
            "log_before": before.map(|b| b.origin.clone()),
            "log_lost": before.map(switchboard_store::LogBefore::lost).or(restored.over.map(|over| over.0)),
            "log_found": restored.over.map(|over| over.1),
            "codes": codes,
        }));
    }
    say(format_args!(
        "restored into {}; it is frozen",
        dir.display()
    ))?;
    say(format_args!(
        "done again since the backup: {} objections, {} marks, {} leavers, {} erased; {} about nobody the backup knows",
        again.objections, again.marks, again.leavers, again.erased, again.unknown
    ))?;
    if again.damaged > 0 {
        say(format_args!(
            "WARNING: {} lines of never-again.log can't be read: whoever objected or left in them must be asked again",
            again.damaged
        ))?;
    }
    if let Some(before) = &restored.before {
        say(format_args!(
            "the ledger goes on under a new name; {} had {} entries signed, {} of them are lost; hand out the new key: {}",
            before.origin,
            before.size,
            before.lost(),
            restored.verifier_key
        ))?;
    }
    if let Some((lost, found)) = restored.over {
        say(format_args!(
            "the ledger goes on under its own name and key; of the entries signed since the backup {lost} are lost but for their hashes, {found} were in the backup without their places"
        ))?;
    }
    say(
        "sessions, API tokens and codes are ended, cards closed, banks paused; passwords of staff go on",
    )?;
    for (name, code) in &restored.codes {
        say(format_args!(
            "  {name:<28} {}   (works once, for three days)",
            code.expose()
        ))?;
    }
    say(format_args!(
        "next: serve it; two people let it go on at /frozen, each of them {DECIDERS} (where there is one alone: `switchboard restore lift`)"
    ))
}

fn lift(args: &LiftArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    let because = Because::parse(&args.because)?;
    let asking = Asking::about_nobody(Kind::ThawWorld, String::new(), because);
    let done = world
        .write(
            "restore-lift",
            Auth::Console,
            Clock::System.now(),
            move |tx| requests::ask(tx, &asking),
        )
        .wait()?;
    super::import::place_entries(&world);
    match done.verdict {
        Verdict::Given(Asked::New { .. } | Asked::Already(_)) => say(format_args!(
            "asked; {DECIDERS} approves it on the page \"Requests\""
        )),
        Verdict::Given(Asked::Not(_)) => bail!("this world is not frozen"),
        Verdict::Refused(refusal) => bail!("{refusal}"),
    }
}
