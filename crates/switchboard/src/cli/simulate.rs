//! `simulate`: what the rules of a contest mean for campaigns of different size, played through with invented members.

use clap::{Args, Subcommand};
use switchboard_store::rules::fairness::simulate::{Got, Setting, simulate};
use switchboard_store::rules::moment::Span;

use super::say;
use crate::week::{self, Setting as Week};

/// Play something through.
#[derive(Debug, Subcommand)]
pub(super) enum SimulateCommand {
    /// Campaigns of different size beside each other, without the rules of a fair contest and with them.
    Fairness(FairnessArgs),
    /// A contest's week: four rival campaigns ring, and every promise is asked after each step.
    Week(WeekArgs),
}

/// How large a week is.
#[derive(Debug, Args)]
pub(super) struct WeekArgs {
    /// `sqlite`, or the address of an empty PostgreSQL database.
    #[arg(long, default_value = "sqlite")]
    store: String,
    /// How many members there are.
    #[arg(long, default_value_t = 60_000)]
    members: usize,
    /// How many callers each of the four campaigns has.
    #[arg(long, default_value_t = 100)]
    callers: usize,
    /// How many evenings are rung, from Monday.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=7))]
    evenings: u32,
    /// How many minutes of each, from six o'clock.
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..=180))]
    minutes: u32,
    /// What chance is drawn from; the same number plays the same week.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
}

/// Campaigns beside each other.
#[derive(Debug, Args)]
pub(super) struct FairnessArgs {
    /// How many members there are.
    #[arg(long, default_value_t = 60_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    members: u32,
    /// How many callers a campaign has on each evening; given once for each campaign.
    #[arg(long = "callers", value_name = "N", default_values_t = [400, 20], value_parser = clap::value_parser!(u32).range(1..=10_000))]
    callers: Vec<u32>,
    /// How many evenings of three hours are rung.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(2..=60))]
    evenings: u32,
    /// For how many of them each campaign has first call on its share.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=59))]
    first_call: u32,
    /// How often one campaign may ring one member.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=10))]
    slots: u8,
    /// How many hours a member rests after a call.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(0..=336))]
    rest: u16,
    /// What chance is drawn from; the same number plays the same contest.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: SimulateCommand) -> anyhow::Result<()> {
    match command {
        SimulateCommand::Fairness(args) => fairness(args),
        SimulateCommand::Week(args) => week(&args),
    }
}

fn week(args: &WeekArgs) -> anyhow::Result<()> {
    let place = match args.store.as_str() {
        "sqlite" => None,
        url => Some(url.parse()?),
    };
    let setting = Week {
        members: args.members,
        callers: args.callers,
        evenings: args.evenings,
        minutes: args.minutes,
        seed: args.seed,
    };
    let dir = std::env::temp_dir().join(format!("switchboard-week-{}", std::process::id()));
    let told = week::play(&dir, place, &setting);
    std::fs::remove_dir_all(&dir)?;
    let told = told?;
    say(format_args!(
        "{:?} cards of the campaigns, {} numbers rung, {} objections, {} refused by a freeze or after access had ended, {} unreported; {} entries, all signed and checked; no promise was broken",
        told.cards, told.numbers, told.objections, told.refused, told.unreported, told.entries
    ))
}

fn fairness(args: FairnessArgs) -> anyhow::Result<()> {
    let setting = Setting {
        members: args.members,
        callers: args.callers,
        evenings: args.evenings,
        first_call_evenings: args.first_call,
        slots: args.slots,
        cooldown: Span::hours(i64::from(args.rest)),
        seed: args.seed,
    };
    let without = simulate(&setting, false)?;
    let with = simulate(&setting, true)?;
    if args.json {
        let both = |got: &[Got]| got.iter().map(json).collect::<Vec<_>>();
        let object = serde_json::json!({
            "members": setting.members,
            "callers": setting.callers,
            "without": both(&without),
            "with": both(&with),
        });
        return say(object);
    }
    say(format_args!(
        "{} members, {} evenings, seed {}",
        setting.members, setting.evenings, setting.seed
    ))?;
    for (name, got) in [("without the rules", &without), ("with the rules", &with)] {
        say(format_args!("\n{name}"))?;
        say("callers     calls   reached  rung first  answered  idle turns  kept out")?;
        for (callers, got) in setting.callers.iter().zip(got) {
            say(format_args!(
                "{callers:>7} {:>9} {:>9} {:>11} {:>9} {:>11} {:>9}",
                got.calls, got.reached, got.first, got.answered, got.idle, got.taken
            ))?;
        }
    }
    say(
        "\nrung first: members whom no campaign had rung before. kept out: members it never rang, and who rest from a rival's call at the last moment.",
    )
}

fn json(got: &Got) -> serde_json::Value {
    serde_json::json!({
        "calls": got.calls,
        "reached": got.reached,
        "first": got.first,
        "answered": got.answered,
        "idle": got.idle,
        "kept_out": got.taken,
    })
}
