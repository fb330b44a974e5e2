//! `ledger verify|key|publish`.

use std::path::PathBuf;

use anyhow::bail;
use switchboard_store::{Options, World, log};

use super::{DataArgs, say};
use crate::clock::Clock;

/// The ledger.
#[derive(Debug, clap::Subcommand)]
pub(super) enum LedgerCommand {
    /// Make every leaf again from what is kept, open every part about a member, and compare with the signed checkpoint.
    Verify(VerifyArgs),
    /// Print the key with which anybody checks this log.
    Key(DataArgs),
    /// Write the log as static files (C2SP tlog-tiles).
    Publish(PublishArgs),
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
