//! `forget` and `retention`: asked for at the console, approved by somebody else on a page.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::requests::{Asked, Cannot};
use switchboard_store::rules::request::Because;
use switchboard_store::{Auth, Options, Verdict, World, forget, retention};

use super::{DECIDERS, say};
use crate::clock::Clock;

/// Ask that a member be forgotten; a second person approves it on the page "Requests".
#[derive(Debug, clap::Args)]
pub(super) struct ForgetArgs {
    /// The membership number, as it stands in the organisation's books.
    number: String,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Why, for whoever approves it; it is forgotten with the member.
    #[arg(long)]
    reason: String,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: ForgetArgs) -> anyhow::Result<()> {
    let because = Because::parse(&args.reason).context("`--reason` is not taken")?;
    let world = World::open(&args.data, Options::default())?;
    let now = Clock::System.now();
    let done = world
        .write("forget-ask", Auth::Console, now, move |tx| {
            forget::ask_by_number(tx, args.number.trim(), &because)
        })
        .wait()?;
    let asked = match done.verdict {
        Verdict::Given(asked) => asked,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    let (word, id) = match asked {
        Asked::New { id, .. } => ("asked", id),
        Asked::Already(id) => ("already", id),
        Asked::Not(Cannot::NoSuchMember | Cannot::NotUnderstood) => {
            bail!("nobody on the roll has this number; look for a slip in it")
        }
    };
    if args.json {
        return say(serde_json::json!({ "asked": word, "request": id.to_string() }));
    }
    say(format_args!("request {id}"))?;
    say(match asked {
        Asked::Already(_) => "the same was asked for already and waits for a second person",
        _ => "it waits for a second person, for seven days; nothing was destroyed yet",
    })?;
    say(format_args!(
        "{DECIDERS} approves it on the page \"Requests\" (/requests)"
    ))
}

/// How long things are kept.
#[derive(Debug, clap::Subcommand)]
pub(super) enum RetentionCommand {
    /// Show the rules, and what was erased by them.
    Show(RetentionArgs),
    /// Count what would be erased now.
    DryRun(RetentionArgs),
    /// Erase now what the rules say, instead of in the night.
    Run(RetentionArgs),
}

/// Which world.
#[derive(Debug, clap::Args)]
pub(super) struct RetentionArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn retention(command: &RetentionCommand) -> anyhow::Result<()> {
    let now = Clock::System.now();
    match command {
        RetentionCommand::Show(args) => show(args),
        RetentionCommand::DryRun(args) => {
            let world = World::open(&args.data, Options::default())?;
            let counted = match retention::count(&world, &Auth::Console, now)? {
                Verdict::Given(counted) => counted,
                Verdict::Refused(refusal) => bail!("{refusal}"),
            };
            if args.json {
                let all = counted.iter().map(|one| {
                    serde_json::json!({ "rule": one.rule.code(), "months": one.months.count(),
                        "set": one.is_set, "would_erase": one.would_erase })
                });
                return say(serde_json::json!({ "rules": all.collect::<Vec<_>>() }));
            }
            for one in counted {
                let set = if one.is_set {
                    ""
                } else {
                    " (not set; our suggestion)"
                };
                say(format_args!(
                    "{:<15} older than {} months{set}: {} would be erased",
                    one.rule.code(),
                    one.months.count(),
                    one.would_erase
                ))?;
            }
            Ok(())
        }
        RetentionCommand::Run(args) => {
            let world = World::open(&args.data, Options::default())?;
            let erased = match retention::run(&world, &Auth::Console, now)? {
                Verdict::Given(erased) => erased,
                Verdict::Refused(refusal) => bail!("{refusal}"),
            };
            if args.json {
                let all = erased.iter().map(
                    |one| serde_json::json!({ "rule": one.rule.code(), "erased": one.erased }),
                );
                return say(serde_json::json!({ "rules": all.collect::<Vec<_>>() }));
            }
            if erased.is_empty() {
                return say(
                    "no rule is set, so nothing was erased; an officer asks for one on the page \"How long things are kept\" (/rights/retention)",
                );
            }
            for one in erased {
                say(format_args!(
                    "{:<15} {} erased",
                    one.rule.code(),
                    one.erased
                ))?;
            }
            Ok(())
        }
    }
}

fn show(args: &RetentionArgs) -> anyhow::Result<()> {
    let world = World::open(&args.data, Options::default())?;
    let now = Clock::System.now();
    let done = world
        .write("retention", Auth::Console, now, retention::overview)
        .wait()?;
    let overview = match done.verdict {
        Verdict::Given(overview) => overview,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    if args.json {
        let all = overview.rules.iter().map(|kept| {
            serde_json::json!({ "rule": kept.rule.code(),
                "months": kept.months.map(switchboard_store::rules::retention::Months::count),
                "suggested_months": kept.rule.suggested().count() })
        });
        return say(serde_json::json!({ "rules": all.collect::<Vec<_>>() }));
    }
    for kept in overview.rules {
        let months = kept
            .months
            .map_or("for ever".to_owned(), |n| format!("{} months", n.count()));
        say(format_args!(
            "{:<15} kept {months}   (our suggestion: {} months; no source)",
            kept.rule.code(),
            kept.rule.suggested().count()
        ))?;
    }
    Ok(())
}
