//! The command line. Exit codes: 0 done, 1 refused or failed with a reason, 2 usage; `mail bounce` ends with 75 where the mail
//! system shall try again.

mod account;
mod backup;
mod contest;
mod demo;
mod doctor;
mod duplicates;
mod forget;
mod import;
mod init;
mod keys;
mod ledger;
mod licence;
mod mail;
mod notify;
mod officers;
mod plain;
mod progress;
mod reload;
mod restore;
mod scim;
mod screen;
mod serve;
mod simulate;
mod tried;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::bench::BenchArgs;

/// The membership database and phone bank that nobody can take the list home from.
#[derive(Debug, Parser)]
#[command(name = "switchboard", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A whole contest in a temporary world; codes for every role.
    Demo(demo::DemoArgs),
    /// Make a new world.
    Init(init::InitArgs),
    /// Serve a world.
    Serve(serve::ServeArgs),
    /// Run a world's jobs beside other nodes (PostgreSQL).
    Worker(DataArgs),
    /// Say what is wrong, and how to mend it.
    Doctor(doctor::DoctorArgs),
    /// Bring a world's schema to this program's.
    Migrate(DataArgs),
    /// Make, list or end keys of the organisation's directory (SCIM 2.0).
    #[command(subcommand)]
    Scim(scim::ScimCommand),
    /// Add, list, recover or end accounts.
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Add a contest with its campaigns.
    #[command(subcommand)]
    Contest(contest::ContestCommand),
    /// Import a file of members.
    Import(import::ImportArgs),
    /// Change the month's key, or say how the keys stand.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Ask that a member be forgotten; a second person approves it.
    Forget(forget::ForgetArgs),
    /// Look for members who stand on the roll twice.
    #[command(subcommand)]
    Duplicates(duplicates::DuplicatesCommand),
    /// Lists of numbers that aren't rung: take one in, say which are there.
    #[command(subcommand)]
    Screen(screen::ScreenCommand),
    /// How long things are kept: show, count, erase.
    #[command(subcommand)]
    Retention(forget::RetentionCommand),
    /// Make a backup while serving, or check one.
    Backup(backup::BackupArgs),
    /// Restore a backup; the world is frozen then, until two people let it go on.
    Restore(restore::RestoreArgs),
    /// Check, publish or name the ledger.
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Agreed tests: answer whether something was one.
    #[command(subcommand)]
    Licence(licence::LicenceCommand),
    /// Letters that came back.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Play something through with invented members.
    #[command(subcommand)]
    Simulate(simulate::SimulateCommand),
    /// Measure.
    Bench(BenchArgs),
}

pub(crate) use screen::read as read_list;

/// Who decides what the console asks for.
const DECIDERS: &str = "a membership officer, the data protection officer or an approver";

/// Which world.
#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// The world's directory.
    #[arg(long)]
    pub(crate) data: PathBuf,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _shown = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    quiet_panics();
    log_to_stderr();
    let result = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Init(args) => init::run(args),
        Command::Serve(args) => serve::run(&args),
        Command::Worker(args) => serve::worker(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Migrate(args) => init::migrate(&args),
        Command::Scim(command) => scim::run(&command),
        Command::Account(command) => account::run(command),
        Command::Contest(command) => contest::run(command),
        Command::Import(args) => import::run(&args),
        Command::Keys(command) => keys::run(&command),
        Command::Forget(args) => forget::run(args),
        Command::Duplicates(command) => duplicates::run(&command),
        Command::Screen(command) => screen::run(&command),
        Command::Retention(command) => forget::retention(&command),
        Command::Backup(args) => backup::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Ledger(command) => ledger::run(command),
        Command::Licence(command) => licence::run(command),
        Command::Mail(command) => mail::run(command),
        Command::Simulate(command) => simulate::run(command),
        Command::Bench(args) => crate::bench::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _shown = writeln!(std::io::stderr(), "switchboard: {error:#}");
            if error.is::<mail::TryLater>() {
                return ExitCode::from(mail::TryLater::EXIT);
            }
            ExitCode::FAILURE
        }
    }
}

/// A panic's text may hold what it was working on: the log gets the place alone.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|at| format!("{}:{}", at.file(), at.line()))
            .unwrap_or_default();
        tracing::error!(%place, "the program panicked and goes on");
    }));
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::new("warn,switchboard=info");
    let _already = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// One line to standard output.
pub(crate) fn say(line: impl std::fmt::Display) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
