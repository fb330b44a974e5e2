//! Checks a Switchboard log without Switchboard.
//!
//! `switchboard-verify log DIR --key VKEY` makes the whole tree again out of the published files and holds
//! it against the signed checkpoint. It shares nothing with the server but the ledger's formats.
//!
//! Exit codes: 0 all proved, 1 refused with the reason on stderr, 2 wrong usage.

mod args;
mod check;
mod folder;
mod refused;
mod report;

use std::io::{self, Write as _};
use std::process::ExitCode;

use args::{Asked, USAGE};

fn main() -> ExitCode {
    match args::parse(std::env::args_os().skip(1)) {
        Ok(Asked::Help) => said(&writeln!(io::stdout(), "{USAGE}")),
        Ok(Asked::Version) => said(&writeln!(
            io::stdout(),
            "switchboard-verify {}",
            env!("CARGO_PKG_VERSION")
        )),
        Ok(Asked::Log(asked)) => match check::check(&asked) {
            Ok(checked) => said(&report::write(&mut io::stdout().lock(), &checked)),
            Err(refused) => failed(1, &format!("refused: {refused}")),
        },
        Err(wrong) => failed(2, &format!("{wrong}\n\n{USAGE}")),
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
