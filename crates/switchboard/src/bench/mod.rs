//! `switchboard bench …`: the figures of docs/performance.md, measured again on this machine.
//!
//! Every run prints the machine first, its load and what a sync of its disk costs beside the figures, because a figure
//! without them says nothing. Worlds are made of invented members, kept under the temporary directory and copied for
//! each run, so that two runs measure the same thing. Nothing here is for a live world: it makes its own.

mod backup;
mod count;
mod decide;
mod desk;
mod duplicates;
mod evening;
mod exhibit;
mod fill;
mod http;
mod import;
mod keys;
mod lease;
mod leavers;
mod machine;
mod place;
mod rang;
mod revoke;
mod roll;
mod scale;
mod screen;
mod sequencer;
mod share;
mod sign_ins;
mod snapshot;
mod stage;
mod statistics;
mod wire;
mod xlsx;

use std::io::Write;
use std::path::PathBuf;

/// The arguments of `switchboard bench`.
#[derive(Debug, clap::Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    what: What,
}

/// What is measured.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// Durable leases and outcomes, straight on the store, the sequencer running beside them.
    Lease(lease::LeaseArgs),
    /// What loading the facts and deciding cost, inside the transaction.
    Decide(decide::DecideArgs),
    /// A CSV file into the roll, with callers served meanwhile.
    Import(import::ImportArgs),
    /// The month's whole roll, nearly all of it unchanged: tried, then imported.
    Roll(roll::RollArgs),
    /// A backup while callers work, its check, and its restore.
    Backup(backup::BackupArgs),
    /// Changing the month's key over the whole roll, with callers served meanwhile.
    Keys(keys::KeysArgs),
    /// A workbook into the roll: read alone, and the whole way.
    Xlsx(xlsx::XlsxArgs),
    /// What a lease costs at several sizes of the roll.
    Scale(scale::ScaleArgs),
    /// Fixing the members of a contest of five campaigns and switching it on, with callers of another served meanwhile.
    Snapshot(snapshot::SnapshotArgs),
    /// How soon live pages end when access does: a thousand open, a hundred people's ended one after another.
    Revoke(revoke::RevokeArgs),
    /// A campaign's withdrawal, and how long its people's ends hold the writer.
    Leavers(leavers::LeaversArgs),
    /// A screening list into the store.
    Screen(screen::ScreenArgs),
    /// What of a lease is the ledger's.
    Share(share::ShareArgs),
    /// Counting audiences in memory.
    Count(count::CountArgs),
    /// Filling the queue of a bank.
    Fill(fill::FillArgs),
    /// Looking through the whole roll for members who stand on it twice.
    Duplicates(duplicates::DuplicatesArgs),
    /// Exhibits of a thousand entries, from the question to the document.
    Exhibit(exhibit::ExhibitArgs),
    /// Building the index of names.
    Names(fill::FillArgs),
    /// Leases and outcomes over HTTP, from this process to a server in another.
    Http(http::HttpArgs),
    /// An evening at its real pace: a thousand callers, and organisers who watch live, a server in another process.
    Evening(evening::EveningArgs),
    /// People who sign in all at once, with codes and with passwords.
    SignIns(sign_ins::SignInsArgs),
    /// "Who rang me": the first page of a member's own, in a long log.
    Rang(rang::RangArgs),
    /// The desk page: its bytes, and how soon the first comes.
    Desk(desk::DeskArgs),
}

/// Where the measured world lives.
#[derive(Debug, Clone, clap::Args)]
struct StoreArgs {
    /// `sqlite`, or the address of a PostgreSQL server, in which databases are made and dropped (with `psql`).
    #[arg(long, default_value = "sqlite")]
    store: String,
    /// Where prepared worlds are kept between runs.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Makes the prepared world anew.
    #[arg(long)]
    anew: bool,
}

/// Runs a bench and prints its tables on standard output.
pub fn run(args: &BenchArgs) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", machine::line(&std::env::temp_dir())?)?;
    match &args.what {
        What::Lease(args) => lease::run(args, &mut out)?,
        What::Decide(args) => decide::run(args, &mut out)?,
        What::Import(args) => import::run(args, &mut out)?,
        What::Roll(args) => roll::run(args, &mut out)?,
        What::Backup(args) => backup::run(args, &mut out)?,
        What::Keys(args) => keys::run(args, &mut out)?,
        What::Xlsx(args) => xlsx::run(args, &mut out)?,
        What::Scale(args) => scale::run(args, &mut out)?,
        What::Snapshot(args) => snapshot::run(args, &mut out)?,
        What::Revoke(args) => revoke::run(args, &mut out)?,
        What::Leavers(args) => leavers::run(args, &mut out)?,
        What::Screen(args) => screen::run(args, &mut out)?,
        What::Share(args) => share::run(args, &mut out)?,
        What::Count(args) => count::run(args, &mut out)?,
        What::Fill(args) => fill::run(args, &mut out)?,
        What::Duplicates(args) => duplicates::run(args, &mut out)?,
        What::Exhibit(args) => exhibit::run(args, &mut out)?,
        What::Names(args) => fill::names(args, &mut out)?,
        What::Http(args) => http::run(args, &mut out)?,
        What::Evening(args) => evening::run(args, &mut out)?,
        What::SignIns(args) => sign_ins::run(args, &mut out)?,
        What::Rang(args) => rang::run(args, &mut out)?,
        What::Desk(args) => desk::run(args, &mut out)?,
    }
    writeln!(out, "{}", machine::load())?;
    Ok(())
}
