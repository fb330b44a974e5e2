//! `doctor`: what is wrong with a world, and how to mend it.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::{Options, World};

use super::say;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::jobs::looking;
use crate::post::Post;
use crate::watch::{self, Finding, Severity};
use crate::web::messages::Words;

/// Say what is wrong, and how to mend it.
#[derive(Debug, clap::Args)]
pub(super) struct DoctorArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Send one letter to this address, to see whether letters go out.
    #[arg(long, value_name = "ADDRESS")]
    mail_test: Option<String>,
}

pub(super) fn run(args: &DoctorArgs) -> anyhow::Result<()> {
    let now = Clock::System.now();
    let (config, unread) = match config::read(&args.data) {
        Ok(config) => (config, None),
        Err(error) => (Config::default(), Some(format!("{error:#}"))),
    };
    let (world, shut) = match World::open(&args.data, Options::default()) {
        Ok(world) => (Some(world), None),
        Err(fault) => (None, Some(fault.to_string())),
    };
    let mut facts = looking::look_at(&args.data, &config, world.as_ref(), now);
    facts.configuration = unread;
    facts.store = facts
        .store
        .or(shut)
        .or_else(|| world.as_ref().and_then(restored));
    let found = watch::judge(&facts, now);
    let words = Words::english();
    if args.json {
        tell_programs(&found, &words)?;
    } else {
        tell_people(&found, &words)?;
    }
    if let Some(address) = &args.mail_test {
        let world = world.context("without a world no letter can be written")?;
        let post = Post::new(world.meta(), &config, args.data.clone());
        anyhow::ensure!(
            post.is_open(),
            "no letters go out: set `mail.server` in `{}`",
            config::FILE
        );
        if let Err(word) = post.test(address, now) {
            bail!("the letter was not taken ({word}); docs/letters.md says what the words mean");
        }
        say("the mail server took the letter; is it there?")?;
    }
    let wrong = found
        .iter()
        .filter(|finding| finding.severity > Severity::Information)
        .count();
    match wrong {
        0 => Ok(()),
        1 => bail!("one thing is wrong"),
        count => bail!("{count} things are wrong"),
    }
}

/// What a restore left, or should be followed by.
fn restored(world: &World) -> Option<String> {
    if let Err(fault) = world.refuse_set_back() {
        return Some(fault.to_string());
    }
    if let Ok(Some(_)) = world.frozen() {
        let text =
            "this world came out of a backup and is frozen: two officers let it go on at /frozen";
        return Some(text.to_owned());
    }
    match world.never_again_health() {
        Ok(health) if health.damaged.is_empty() => None,
        Ok(health) => Some(format!(
            "never-again.log is damaged in {} lines, the first is {}: put the copy back that was kept with the keys, or ask those again who objected then",
            health.damaged.len(),
            health.damaged.first().copied().unwrap_or(0)
        )),
        Err(fault) => Some(fault.to_string()),
    }
}

fn tell_people(found: &[Finding], words: &Words) -> anyhow::Result<()> {
    if found
        .iter()
        .all(|finding| finding.severity == Severity::Information)
    {
        say("nothing is wrong")?;
    }
    for finding in found {
        let word = words.t(finding.severity.key());
        say(format_args!("- {word}: {}", finding.sentence(words)))?;
        say(format_args!("  {}", finding.mend(words)))?;
    }
    Ok(())
}

fn tell_programs(found: &[Finding], words: &Words) -> anyhow::Result<()> {
    let all: Vec<serde_json::Value> = found
        .iter()
        .map(|finding| {
            serde_json::json!({
                "code": finding.code,
                "severity": finding.severity.text(),
                "text": finding.sentence(words),
                "mend": finding.mend(words),
            })
        })
        .collect();
    say(serde_json::json!({ "findings": all }))
}
