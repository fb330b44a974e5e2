//! `doctor`: what is wrong with a world, and how to mend it.

use std::path::Path;

use anyhow::bail;
use switchboard_store::{Options, World, log};

use super::{DataArgs, say};
use crate::clock::Clock;

/// How old a signature may be while something is unsigned.
const UNSIGNED_MAX_MS: i64 = 60_000;

pub(super) fn run(args: &DataArgs) -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    check_modes(&args.data, &mut wrong);
    match World::open(&args.data, Options::default()) {
        Ok(world) => check_world(&world, &mut wrong),
        Err(fault) => wrong.push(fault.to_string()),
    }
    if wrong.is_empty() {
        return say("nothing is wrong");
    }
    for line in &wrong {
        say(format_args!("- {line}"))?;
    }
    bail!("{} things are wrong", wrong.len())
}

/// Keys are the operator's alone.
fn check_modes(dir: &Path, wrong: &mut Vec<String>) {
    let keys = dir.join("keys");
    let Ok(files) = std::fs::read_dir(&keys) else {
        wrong.push(format!(
            "no keys in `{}`: put the directory `keys` back",
            dir.display()
        ));
        return;
    };
    let paths = files
        .filter_map(Result::ok)
        .map(|file| file.path())
        .chain(std::iter::once(keys));
    #[cfg(unix)]
    for path in paths {
        use std::os::unix::fs::PermissionsExt;
        let open =
            std::fs::metadata(&path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
        if open {
            wrong.push(format!(
                "`{0}` is open to others: run `chmod go= {0}`",
                path.display()
            ));
        }
    }
}

fn check_world(world: &World, wrong: &mut Vec<String>) {
    let now = Clock::System.now();
    match log::head(world) {
        Ok(head) => {
            let age = now.since(head.signed_at).as_millis();
            if head.size > head.signed_size && age > UNSIGNED_MAX_MS {
                wrong.push(
                    "the ledger has entries that nobody signed: is `switchboard serve` running?"
                        .to_owned(),
                );
            }
            if age < 0 {
                wrong.push(
                    "the clock is behind the last signature: set the machine's clock".to_owned(),
                );
            }
        }
        Err(fault) => wrong.push(fault.to_string()),
    }
    let figures = world.gauges();
    if figures.panics > 0 {
        wrong.push(format!(
            "{} acts failed inside: look into the log and report them",
            figures.panics
        ));
    }
}
