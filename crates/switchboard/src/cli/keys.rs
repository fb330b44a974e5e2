//! `keys rotate`, `keys status` and `keys keep`: the month's key changed, how all keys stand, and how long backups are kept.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use switchboard_store::machine::month::{self, KeyStatus, Month, Phase, Step};
use switchboard_store::requests::{self, Asked, Asking, Cannot};
use switchboard_store::rules::forgetting::{Keep, KeyStanding};
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::request::{Because, Kind};
use switchboard_store::{Auth, LONG_LIVED_KEYS, Options, Verdict, World, log};

use super::progress::Bar;
use super::{DECIDERS, DataArgs, say};
use crate::clock::Clock;

/// Keys.
#[derive(Debug, clap::Subcommand)]
pub(super) enum KeysCommand {
    /// Change the month's key now: wrap every member and make every lookup anew, while callers ring. A change that broke off
    /// is gone on with. `serve` does it by itself on the first of each month.
    Rotate(KeysArgs),
    /// Say how the keys stand: whom each month's key still wraps, and what is due when.
    Status(KeysArgs),
    /// Ask that backups be kept for so many days, at most 35; a second person approves it on the page "Requests". Fewer holds
    /// at once: what is older can't be read any more. More holds for keys that are made from then on.
    Keep(KeepArgs),
}

/// For how long backups are kept.
#[derive(Debug, clap::Args)]
pub(super) struct KeepArgs {
    /// How many days.
    days: u16,
    #[command(flatten)]
    world: DataArgs,
    /// Why, for whoever approves it.
    #[arg(long)]
    reason: String,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Which world, and how to answer.
#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs {
    #[command(flatten)]
    world: DataArgs,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &KeysCommand) -> anyhow::Result<()> {
    match command {
        KeysCommand::Rotate(args) => rotate(args),
        KeysCommand::Status(args) => status(args),
        KeysCommand::Keep(args) => keep(args),
    }
}

fn keep(args: &KeepArgs) -> anyhow::Result<()> {
    let wanted = Keep::days(args.days)?;
    let because = Because::parse(&args.reason).context("`--reason` is not taken")?;
    let world = World::open(&args.world.data, Options::default())?;
    let now = Clock::System.now();
    let before = month::key_status(&world, now)?.keep;
    let asking = Asking::about_nobody(Kind::ChangeBackupKeep, wanted.word(), because);
    let done = world
        .write("keys-keep", Auth::Console, now, move |tx| {
            requests::ask(tx, &asking)
        })
        .wait()?;
    let asked = match done.verdict {
        Verdict::Given(asked) => asked,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    place_entries(&world);
    let (word, id) = match asked {
        Asked::New { id, .. } => ("asked", id),
        Asked::Already(id) => ("already", id),
        Asked::Not(Cannot::NotUnderstood | Cannot::NoSuchMember) => bail!(
            "backups are kept for {} days already; nothing was asked",
            before.as_days()
        ),
    };
    if args.json {
        return say(serde_json::json!({ "asked": word, "request": id.to_string() }));
    }
    say(format_args!("request {id}"))?;
    say(format_args!(
        "{DECIDERS} approves it on the page \"Requests\" (/requests), within seven days; until then backups are kept for {} days",
        before.as_days()
    ))?;
    if wanted.as_days() < before.as_days() {
        return say(format_args!(
            "once it is approved, backups that are older than {} days can't be read any more: throw them away then",
            wanted.as_days()
        ));
    }
    Ok(())
}

fn rotate(args: &KeysArgs) -> anyhow::Result<()> {
    let world = World::open(&args.world.data, Options::default())?;
    let bar = Bar::of_members();
    let rotated = month::rotate(
        &world,
        &Auth::Console,
        &|| Clock::System.now(),
        &mut |step| {
            let (done, total) = passed(step);
            bar.show_members(done, total);
            Ok(())
        },
    );
    drop(bar);
    let rotated = match rotated? {
        Verdict::Given(rotated) => rotated,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    place_entries(&world);
    if args.json {
        return say(serde_json::json!({
            "from": rotated.from.to_string(),
            "to": rotated.to.to_string(),
            "members": rotated.members,
        }));
    }
    say(format_args!(
        "the key of {} has taken the place of {}: {} members wrapped and found anew",
        rotated.to, rotated.from, rotated.members
    ))?;
    say(format_args!(
        "copy `{}` to where keys are kept, apart from the data",
        args.world
            .data
            .join("keys")
            .join(format!("month-{}.key", rotated.to))
            .display()
    ))
}

/// Without a server there are no jobs: what the command did gets its place and its signature now. A server that is at it
/// goes on by itself.
fn place_entries(world: &World) {
    const CONSOLE: &str = "console";
    while log::keep_up(world, CONSOLE, || Clock::System.now(), |_| {}).is_ok_and(|more| more) {}
    let _ = log::let_go(world, CONSOLE, Clock::System.now());
}

/// How far both passes together are.
fn passed(step: Step) -> (u64, u64) {
    let before = match step.phase {
        Phase::Wrap => 0,
        Phase::Clear => step.total,
    };
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    (
        count(before.saturating_add(step.done)),
        count(step.total.saturating_mul(2)),
    )
}

fn status(args: &KeysArgs) -> anyhow::Result<()> {
    let world = World::open(&args.world.data, Options::default())?;
    let now = Clock::System.now();
    let status = month::key_status(&world, now)?;
    let zone = jiff::tz::TimeZone::get(&world.meta().zone_name)
        .context("the world's time zone is unknown")?;
    let files = files(&args.world.data.join("keys"));
    if args.json {
        return say(as_json(&status, &files, &zone));
    }
    for line in lines(&status, &files, now, &zone) {
        say(line)?;
    }
    Ok(())
}

/// A key that lives as long as the world, and what is wrong with its file, if anything is.
struct LongLived {
    file: &'static str,
    wrong: Option<String>,
}

fn files(dir: &Path) -> Vec<LongLived> {
    let look = |file: &'static str| LongLived {
        file,
        wrong: wrong_with(&dir.join(file)),
    };
    LONG_LIVED_KEYS.into_iter().map(look).collect()
}

fn wrong_with(path: &PathBuf) -> Option<String> {
    let Ok(meta) = std::fs::metadata(path) else {
        return Some("is missing: put it back from where keys are kept".to_owned());
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = meta.permissions().mode() & 0o777;
        (mode & 0o077 != 0)
            .then(|| format!("is open to others ({mode:03o}): run `chmod go=` on it"))
    }
    #[cfg(not(unix))]
    {
        let _ = meta;
        None
    }
}

fn lines(
    status: &KeyStatus,
    files: &[LongLived],
    now: Moment,
    zone: &jiff::tz::TimeZone,
) -> Vec<String> {
    let mut lines: Vec<String> = status
        .months
        .iter()
        .map(|month| line_of(month, now, zone))
        .collect();
    lines.push(format!(
        "the next change is due on {}; a retired key is destroyed after {} days: whoever is forgotten is unreadable everywhere within {} days",
        when(status.rotate_due, zone),
        status.keep.as_days(),
        status.keep.bound_days()
    ));
    if let Some(change) = status.change {
        let step = Step {
            phase: change.phase,
            done: change.done,
            total: change.total,
        };
        let (done, total) = passed(step);
        let percent = (done * 100).checked_div(total).unwrap_or(0);
        lines.push(if change.is_held {
            format!("a change is running since {}: {percent} %", when(change.begun_at, zone))
        } else {
            format!(
                "a change that began on {} broke off at {percent} %: `switchboard keys rotate` goes on with it",
                when(change.begun_at, zone)
            )
        });
    }
    lines.extend(files.iter().map(|key| match &key.wrong {
        None => format!("{} is in its place", key.file),
        Some(wrong) => format!("{} {wrong}", key.file),
    }));
    lines
}

fn line_of(month: &Month, now: Moment, zone: &jiff::tz::TimeZone) -> String {
    const DAY: i64 = 86_400_000;
    let days = now.since(month.made_at).as_millis() / DAY;
    let age = format!(
        "month-{}: made {days} days ago, wraps {} members",
        month.month, month.wraps
    );
    let lost = if month.is_here {
        ""
    } else {
        "; ITS FILE IS NOT HERE: put it back from where keys are kept"
    };
    match (month.standing, month.destroy_due) {
        (KeyStanding::Destroyed { at }, _) => {
            format!("month-{}: destroyed on {}", month.month, when(at, zone))
        }
        (_, Some(due)) => format!(
            "{age}, retired, to be destroyed on {}{lost}",
            when(due, zone)
        ),
        (_, None) => format!("{age}, in use{lost}"),
    }
}

fn when(at: Moment, zone: &jiff::tz::TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.millis()).map_or_else(
        |_| "never".to_owned(),
        |at| zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

fn as_json(
    status: &KeyStatus,
    files: &[LongLived],
    zone: &jiff::tz::TimeZone,
) -> serde_json::Value {
    let months: Vec<_> = status
        .months
        .iter()
        .map(|month| {
            serde_json::json!({
                "month": month.month.to_string(),
                "state": match month.standing {
                    KeyStanding::InUse(_) => "in use",
                    KeyStanding::Retired { .. } => "retired",
                    KeyStanding::Destroyed { .. } => "destroyed",
                },
                "made": when(month.made_at, zone),
                "members": month.wraps,
                "destroy_due": month.destroy_due.map(|due| when(due, zone)),
                "here": month.is_here,
            })
        })
        .collect();
    let change = status.change.map(|change| {
        serde_json::json!({
            "phase": match change.phase { Phase::Wrap => "wrap", Phase::Clear => "clear" },
            "done": change.done,
            "total": change.total,
            "running": change.is_held,
            "begun": when(change.begun_at, zone),
        })
    });
    let files: serde_json::Map<String, serde_json::Value> = files
        .iter()
        .map(|key| {
            (
                key.file.to_owned(),
                serde_json::json!(key.wrong.as_deref().unwrap_or("in place")),
            )
        })
        .collect();
    serde_json::json!({
        "months": months,
        "current": status.current.to_string(),
        "rotate_due": when(status.rotate_due, zone),
        "keep_days": status.keep.as_days(),
        "forgotten_within_days": status.keep.bound_days(),
        "change": change,
        "files": files,
    })
}
