//! Switchboard's one program.

use std::process::ExitCode;

fn main() -> ExitCode {
    switchboard::run()
}
