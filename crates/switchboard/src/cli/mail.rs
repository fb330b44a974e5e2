//! `mail bounce`: a letter that came back, as the mailbox hands it over.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::Context as _;
use switchboard_store::machine;
use switchboard_store::{Options, World};

use super::say;
use crate::clock::Clock;
use crate::post::{self, Returned};

/// Letters.
#[derive(Debug, clap::Subcommand)]
pub(super) enum MailCommand {
    /// Note a letter that came back: the report (RFC 3464) comes on standard input.
    Bounce(BounceArgs),
}

/// Note a letter that came back.
#[derive(Debug, clap::Args)]
pub(super) struct BounceArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
}

/// The longest report that is read.
const REPORT_MAX: u64 = 1024 * 1024;

/// A report that could not be noted for now: the mail system keeps it, and hands it over again later.
///
/// With any other failure than `EX_TEMPFAIL` a mail system gives the report up, and the address is written to for ever.
#[derive(Debug, thiserror::Error)]
#[error("the report could not be noted now; the mail system hands it over again later")]
pub(super) struct TryLater;

impl TryLater {
    /// `EX_TEMPFAIL` of sysexits.h.
    pub(super) const EXIT: u8 = 75;
}

/// A report that is none of ours is no failure: the mail system would send it back once more.
pub(super) fn run(command: MailCommand) -> anyhow::Result<()> {
    let MailCommand::Bounce(args) = command;
    bounce(&args).context(TryLater)
}

fn bounce(args: &BounceArgs) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(REPORT_MAX)
        .read_to_end(&mut bytes)?;
    match post::read(&String::from_utf8_lossy(&bytes)) {
        Returned::NoReport => {
            say("that is no report of a mail system on a letter of ours; nothing is noted")
        }
        Returned::NotFailed => say("the letter has not failed; nothing is noted"),
        Returned::Failed { mark, code } => {
            let world = World::open(&args.data, Options::default())?;
            let noted = machine::letter_returned(&world, &mark, &code, Clock::System.now())?;
            say(match noted {
                machine::Returned::Noted => "noted: that address does not work",
                machine::Returned::Known => "that was noted before",
                machine::Returned::Unknown => {
                    "no letter of this world has that mark; nothing is noted"
                }
            })
        }
    }
}
