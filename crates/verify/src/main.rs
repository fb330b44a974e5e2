//! Checks a Switchboard log without Switchboard, and is a witness for one.
//!
//! `switchboard-verify log DIR --key VKEY` makes the whole tree again out of the published files and holds
//! it against the signed checkpoint; `exhibit` checks entries that were chosen for a reader, `proof` single ones; `licence`
//! judges whether what accounts did was an agreed test; `witness` cosigns what only grew. It shares nothing with the server but the ledger's formats.
//!
//! Exit codes: 0 all proved or done, 1 refused or failed with the reason on stderr, 2 wrong usage.

mod args;
mod bench;
mod check;
mod clock;
mod exhibit;
mod folder;
mod http;
mod licence;
mod proof;
mod refused;
mod report;
mod witness;

use std::io::{self, Write as _};
use std::process::ExitCode;

use args::{Asked, USAGE};

fn main() -> ExitCode {
    match args::parse(std::env::args_os().skip(1)) {
        Ok(asked) => follow(asked),
        Err(wrong) => failed(2, &format!("{wrong}\n\n{USAGE}")),
    }
}

fn follow(asked: Asked) -> ExitCode {
    let out = &mut io::stdout().lock();
    match asked {
        Asked::Help => said(&writeln!(out, "{USAGE}")),
        Asked::Version => said(&writeln!(
            out,
            "switchboard-verify {}",
            env!("CARGO_PKG_VERSION")
        )),
        Asked::Log(asked) => match clock::now_s() {
            Ok(now) => match check::check(&asked, now) {
                Ok(checked) => said(&report::write(out, &checked, &asked.whom.policy, now)),
                Err(refused) => failed(1, &format!("refused: {refused}")),
            },
            Err(error) => failed(1, &error.to_string()),
        },
        Asked::Proof { files, whom } => match clock::now_s() {
            Ok(now) => {
                match proof::check_all(&files, (&whom, now), out, &mut io::stderr().lock()) {
                    Ok(true) => ExitCode::SUCCESS,
                    Ok(false) | Err(_) => ExitCode::from(1),
                }
            }
            Err(error) => failed(1, &error.to_string()),
        },
        Asked::Exhibit { files, whom } => match clock::now_s() {
            Ok(now) => {
                match exhibit::check_all(&files, (&whom, now), out, &mut io::stderr().lock()) {
                    Ok(true) => ExitCode::SUCCESS,
                    Ok(false) | Err(_) => ExitCode::from(1),
                }
            }
            Err(error) => failed(1, &error.to_string()),
        },
        Asked::Licence { folder, whom } => match clock::now_s() {
            Ok(now) => match licence::check(&folder, (&whom, now), out) {
                Ok(written) => said(&written),
                Err(refused) => failed(1, &format!("refused: {refused}")),
            },
            Err(error) => failed(1, &error.to_string()),
        },
        Asked::Witness { home, what } => match witness::follow(&home, what, out) {
            Ok(()) => ExitCode::SUCCESS,
            Err(trouble) => failed(1, &trouble.to_string()),
        },
        Asked::Bench { entries } => match bench::run(entries, out) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(1, &error.to_string()),
        },
    }
}

/// A report that nobody could read is no success.
fn said(written: &io::Result<()>) -> ExitCode {
    if written.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn failed(code: u8, reason: &str) -> ExitCode {
    // When stderr is closed there is nobody to tell; the exit code still says it.
    let _ = writeln!(io::stderr(), "switchboard-verify: {reason}");
    ExitCode::from(code)
}
