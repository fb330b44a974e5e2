//! `ledger verify|key|publish|resume`.

use std::path::PathBuf;

use anyhow::bail;
use switchboard_store::restore::{self, LogName};
use switchboard_store::{Options, World, log};

use super::{DataArgs, say};
use crate::clock::Clock;
use crate::jobs::published;

/// The ledger.
#[derive(Debug, clap::Subcommand)]
pub(super) enum LedgerCommand {
    /// Make every leaf again from what is kept, open every part about a member, and compare with the signed checkpoint.
    Verify(VerifyArgs),
    /// Print the key with which anybody checks this log.
    Key(DataArgs),
    /// Write the log as static files (C2SP tlog-tiles).
    Publish(PublishArgs),
    /// After its database was put back from a backup: let the log go on under its own name, over the entries that are lost,
    /// with the records that were published. Freezes the world, as `restore --in-place` does.
    Resume(ResumeArgs),
}

/// Check a ledger.
#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// The key you were given, to compare with the world's own.
    #[arg(long)]
    key: Option<String>,
}

/// Publish a ledger.
#[derive(Debug, clap::Args)]
pub(super) struct PublishArgs {
    /// Where the files go.
    dir: PathBuf,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
}

/// Go on with a ledger.
#[derive(Debug, clap::Args)]
pub(super) struct ResumeArgs {
    /// The world's directory, with its original keys.
    #[arg(long)]
    data: PathBuf,
    /// The published files: their folder, or the address under which they lie, as in `https://example.org/log`.
    #[arg(long, value_name = "DIR|URL")]
    tiles: String,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: LedgerCommand) -> anyhow::Result<()> {
    match command {
        LedgerCommand::Verify(args) => verify(&args),
        LedgerCommand::Key(args) => {
            say(World::open(&args.data, Options::default())?.verifier_key()?)
        }
        LedgerCommand::Publish(args) => {
            let world = World::open(&args.data, Options::default())?;
            let published = log::publish(&world, &args.dir, Clock::System.now())?;
            let Some(size) = published else {
                bail!(
                    "nothing was published: no checkpoint is signed yet, or another process publishes there; is `switchboard serve` running?"
                );
            };
            say(format_args!(
                "published {size} entries to {}",
                args.dir.display()
            ))
        }
        LedgerCommand::Resume(args) => {
            let tiles = published::open(&args.tiles)?;
            let (log, now) = (LogName::Over(&*tiles), Clock::System.now());
            let restored = restore::in_place(&args.data, log, now, &Options::default())?;
            super::restore::told(&restored, &args.data, args.json)
        }
    }
}

fn verify(args: &VerifyArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    if let Some(key) = &args.key
        && *key != world.verifier_key()?
    {
        bail!("the key you were given is not this log's key; ask whoever gave it to you");
    }
    let checked = log::verify(&world)?;
    say(format_args!(
        "{} entries verify, {} accounts without a gap",
        checked.entries, checked.accounts
    ))?;
    say(format_args!(
        "signed up to {}, waiting for their place: {}",
        checked.signed_size, checked.waiting
    ))?;
    if checked.lost > 0 {
        say(format_args!(
            "{} of them are lost since a restore: their hashes stand in the tree, and what they said nobody can show or check",
            checked.lost
        ))?;
    }
    say(format_args!("root {}", checked.root.to_base64()))?;
    say(format_args!(
        "parts about members: {} open and are what their entries commit to, {} were destroyed by forgetting, as entries say",
        checked.parts, checked.parts_destroyed
    ))?;
    if checked.parts_late > 0 {
        say(format_args!(
            "{} parts about members who were forgotten in the last day can't be opened; a job takes them away within the hour",
            checked.parts_late
        ))?;
    }
    say(
        "proved: nothing logged was changed, and as many parts are missing as the log says were destroyed; not proved: which of them those were, nor that whoever holds machine and keys did not look",
    )
}
