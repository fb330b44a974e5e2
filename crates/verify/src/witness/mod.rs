//! A witness: keeps what it saw of a log, and cosigns what only grew (C2SP tlog-witness).
//!
//! Everything it knows lies in one folder, its home: the key, the logs it knows, and for each the last
//! checkpoint that it cosigned. It never cosigns two histories of one log as long as that folder is not set
//! back; a home restored from a copy is a witness to be retired, not to be started.

mod evidence;
mod home;
mod once;
mod queue;
mod serve;
mod trouble;

use std::io::Write;
use std::path::Path;

use switchboard_ledger::policy::Log;

use crate::args::WitnessAsked;
use crate::clock::now_s;
use crate::report::in_words;
pub(crate) use home::Home;
pub(crate) use trouble::Trouble;

/// Does what was asked of a witness.
pub(crate) fn follow(home: &Path, what: WitnessAsked, out: &mut impl Write) -> Result<(), Trouble> {
    match what {
        WitnessAsked::Init { name } => {
            let key = Home::init(home, name)?.key();
            writeln!(out, "{key}")?;
        }
        WitnessAsked::Add { log } => add(home, log, out)?,
        WitnessAsked::Once { from, log } => {
            once::run(&Home::open(home)?, from.as_deref(), log.as_deref(), out)?;
        }
        WitnessAsked::Serve { listen } => serve::run(Home::open(home)?, listen, out)?,
        WitnessAsked::Status => status(&Home::open(home)?, out)?,
    }
    Ok(out.flush()?)
}

fn add(home: &Path, log: Log, out: &mut impl Write) -> Result<(), Trouble> {
    let name = log.key.name().clone();
    Home::open(home)?.add(log)?;
    writeln!(out, "the log {name} is known from now on")?;
    Ok(())
}

/// What the witness knows, for people.
fn status(home: &Home, out: &mut impl Write) -> Result<(), Trouble> {
    writeln!(out, "witness {}", home.key())?;
    let now = now_s()?;
    for origin in home.origins()? {
        match home.seen(&origin)? {
            None => writeln!(out, "- {origin}: nothing cosigned yet")?,
            Some(kept) => writeln!(
                out,
                "- {origin}: {} entries, root {}, cosigned {} ({} minutes ago)",
                kept.checkpoint.size(),
                kept.checkpoint.root().to_base64(),
                in_words(kept.time),
                now.saturating_sub(kept.time) / 60
            )?,
        }
    }
    let (count, folder) = home.evidence().unproved()?;
    if count > 0 {
        writeln!(
            out,
            "\nCheckpoints that came without a proof that they go with what was cosigned: {count}, in `{}`. They say \
             nothing against the log yet: an old copy looks like that, and so does a stranger's request.",
            folder.display()
        )?;
    }
    let contradictions = home.evidence().contradictions()?;
    if !contradictions.is_empty() {
        writeln!(
            out,
            "\nThe log signed what contradicts what it showed before. Each file proves it with the `.cosigned` beside it:"
        )?;
    }
    for path in contradictions {
        writeln!(out, "- {}", path.display())?;
    }
    Ok(())
}
