//! `backup TARGET`, `backup verify TARGET`.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use switchboard_store::{Options, World, backup};

use super::say;
use crate::clock::Clock;

/// Make a backup of a world while it is served. Keys are never packed with data.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct BackupArgs {
    #[command(subcommand)]
    command: Option<BackupCommand>,
    /// Where the data goes: a directory that doesn't exist yet.
    #[arg(required_unless_present = "keys")]
    target: Option<PathBuf>,
    /// The world's directory.
    #[arg(long, required = true)]
    data: Option<PathBuf>,
    /// Copy the keys, too: into another directory, to be kept apart from every backup of the data.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum BackupCommand {
    /// Read a backup through: every byte, every row, and the ledger up to its signed root. It needs no key.
    Verify(VerifyArgs),
}

#[derive(Debug, clap::Args)]
struct VerifyArgs {
    /// The backup.
    target: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: BackupArgs) -> anyhow::Result<()> {
    if let Some(BackupCommand::Verify(args)) = args.command {
        return verify(&args);
    }
    let data = args.data.context("`--data DIR` names the world")?;
    let clock = Clock::System;
    let world = World::open(&data, Options::default())?;
    if let Some(keys) = &args.keys {
        // Before any data is written: a mistake costs nothing.
        let copied = backup::copy_keys(&world, keys, args.target.as_deref(), clock.now())?;
        if !args.json {
            say(format_args!(
                "{copied} files of keys copied to {}",
                keys.display()
            ))?;
            say(
                "keep them apart from every backup of the data, and throw older copies away: keys that were destroyed live on in them",
            )?;
        }
    }
    let Some(target) = args.target else {
        super::import::place_entries(&world);
        return Ok(());
    };
    let began = Instant::now();
    let made = backup::make(&world, &target, || clock.now())?;
    super::import::place_entries(&world);
    let seconds = began.elapsed().as_secs_f64();
    if args.json {
        return say(serde_json::json!({
            "id": made.id, "rows": made.rows(), "bytes": made.bytes(),
            "log_size": made.log.size, "seconds": seconds,
        }));
    }
    say(format_args!(
        "backup {} in {}: {} rows, {} MiB, {seconds:.1} s",
        made.id,
        target.display(),
        made.rows(),
        made.bytes() / (1024 * 1024)
    ))?;
    say(format_args!(
        "check it with: switchboard backup verify {}",
        target.display()
    ))
}

fn verify(args: &VerifyArgs) -> anyhow::Result<()> {
    let found = backup::verify(&args.target)?;
    let manifest = &found.manifest;
    if args.json {
        return say(serde_json::json!({
            "id": manifest.id, "rows": manifest.rows(), "bytes": manifest.bytes(),
            "entries": found.entries, "log_size": manifest.log.size, "log_root": manifest.log.root,
        }));
    }
    say(format_args!(
        "backup {} is whole: {} tables, {} rows, {} MiB",
        manifest.id,
        manifest.tables.len(),
        manifest.rows(),
        manifest.bytes() / (1024 * 1024)
    ))?;
    say(format_args!(
        "{} entries of {} verify up to the checkpoint at {}",
        found.entries, manifest.log.origin, manifest.log.size
    ))
}
