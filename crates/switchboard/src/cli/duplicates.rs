//! `duplicates find`: looks through the roll now, instead of in the night. It shows nobody.

use std::path::PathBuf;

use anyhow::bail;
use switchboard_store::{Auth, Options, Verdict, World, duplicates};

use super::say;
use crate::clock::Clock;

/// Members who may stand on the roll twice.
#[derive(Debug, clap::Subcommand)]
pub(super) enum DuplicatesCommand {
    /// Look through the whole roll now; an officer compares the pairs on the page "Possible duplicates".
    Find(FindArgs),
}

/// Which world.
#[derive(Debug, clap::Args)]
pub(super) struct FindArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &DuplicatesCommand) -> anyhow::Result<()> {
    let DuplicatesCommand::Find(args) = command;
    let world = World::open(&args.data, Options::default())?;
    let found = match duplicates::find(&world, &Auth::Console, || Clock::System.now())? {
        Verdict::Given(Some(found)) => found,
        Verdict::Given(None) => bail!(
            "somebody else is looking just now, or identical records are being merged; try again when that has ended"
        ),
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    if args.json {
        return say(
            serde_json::json!({ "members": found.members, "pairs": found.pairs,
            "identical": found.identical }),
        );
    }
    say(format_args!(
        "{} members were compared; {} pairs may be one person, {} of them say the same in every field",
        found.members, found.pairs, found.identical
    ))?;
    say("an officer compares them on the page \"Possible duplicates\" (/duplicates)")
}
