//! `demo`: a whole contest running on the embedded store, with a sign-in page and a code for each role.

use std::fs::File;
use std::io::{Read, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use switchboard_store::roll::Counts;
use switchboard_store::rules::moment::{Moment, Zone};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::roll::parse_override;
use switchboard_store::{Meta, Options, Place, World, WorldKind, audiences};

use super::progress::Bar;
use super::{say, serve};
use crate::clock::Clock;
use crate::config::Config;
use crate::demo;
use crate::demo::contest::{Setup, WayIn};
use crate::demo::csv::InventedRoll;
use crate::demo::people::groups::OFFERED;
use crate::demo::yesterday::{self, Evenings, Told};
use crate::rooms::roll::importing::Reading;
use crate::web::messages::Words;

/// A whole contest in a temporary world.
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// How many members to invent.
    #[arg(long, default_value_t = 20_000)]
    members: usize,
    /// Where to listen; on this machine alone.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A roll of your own instead of invented members.
    #[arg(long)]
    roll: Option<PathBuf>,
    /// `column=field` for a column of `--roll` that is not known by its name.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The region of telephone numbers without a country code.
    #[arg(long, default_value = "GB")]
    region: String,
    /// `sqlite`, or a `postgres://` address of an empty database.
    #[arg(long, default_value = "sqlite")]
    store: String,
    /// Begin with no call ever made. Otherwise invented members were rung on the two evenings before; those of `--roll` never were.
    #[arg(long)]
    fresh: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// The same invented people each time.
const SEED: u64 = 2020;
/// Longer than any demo runs, in hours: its world is gone when it ends, and nobody makes a backup of it, however old it is.
const NO_BACKUP_FOR: u32 = 24 * 365;

pub(super) fn run(args: &DemoArgs) -> anyhow::Result<()> {
    anyhow::ensure!(
        args.listen.ip().is_loopback(),
        "a demo listens on this machine alone: --listen 127.0.0.1:PORT"
    );
    let dir = Temporary::new()?;
    let mut config = Config::default();
    config.serve.listen = args.listen;
    if args.roll.is_none() {
        config.audiences.tags = OFFERED.map(str::to_owned).to_vec();
    }
    config.alerts.backup_hours_max = NO_BACKUP_FOR;
    let words = Words::english();
    let clock = Clock::System;
    let meta = meta(args)?;
    let evenings = evenings(args, &meta, clock.now())?;
    let begun = evenings.map_or(clock, |evenings| Clock::Fixed(evenings.begun));
    let world = make(&dir.0, (args, &meta), begun.now(), config.opening())?;
    // Calls of then are counted before it serves.
    audiences::offer_tags(&world, config.audiences.offered());
    let (mut setup, counts) = fill(&world, args, (&words, begun))?;
    let told = match &evenings {
        Some(evenings) => Some(yesterday::play(
            &world,
            (&words, clock),
            &mut setup,
            (evenings, counts.created),
        )?),
        None => None,
    };
    let made = Made {
        setup,
        counts,
        told,
    };
    let key = world.verifier_key()?;
    serve::serve(&world, &dir.0, &config, |address| {
        let url = format!("http://localhost:{}", address.port());
        if args.json {
            print_json(&url, &dir.0, &key, &made.setup)
        } else {
            print(&url, &dir.0, &key, &made, &words)
        }
    })
}

/// What the demo was made of.
struct Made {
    setup: Setup,
    counts: Counts,
    told: Option<Told>,
}

fn meta(args: &DemoArgs) -> anyhow::Result<Meta> {
    let mut meta = Meta::new(WorldKind::Demo, "The demo", "demo.example.org")?;
    meta.region.clone_from(&args.region);
    Ok(meta)
}

/// The evenings that are rung before the demo begins; none of whoever isn't invented.
fn evenings(args: &DemoArgs, meta: &Meta, now: Moment) -> anyhow::Result<Option<Evenings>> {
    if args.fresh || args.roll.is_some() {
        return Ok(None);
    }
    let zone = Zone::parse(&meta.zone_name)?;
    Ok(Some(Evenings::before(now, &zone)))
}

fn make(
    dir: &Path,
    (args, meta): (&DemoArgs, &Meta),
    begun: Moment,
    opening: Options,
) -> anyhow::Result<World> {
    let place = match args.store.as_str() {
        "sqlite" => None,
        address => Some(address.parse::<Place>()?),
    };
    Ok(World::create(
        &dir.join("data"),
        place,
        meta,
        begun,
        opening,
    )?)
}

fn fill(
    world: &World,
    args: &DemoArgs,
    (words, clock): (&Words, Clock),
) -> anyhow::Result<(Setup, Counts)> {
    let overrides = args
        .map
        .iter()
        .map(|text| parse_override(text))
        .collect::<Result<Vec<_>, _>>()?;
    let reading = Reading {
        overrides,
        region: Region::parse(&args.region)?,
        sheet: None,
        plan: switchboard_store::roll::Plan::default(),
    };
    let (source, total): (Box<dyn Read + Send>, u64) = match &args.roll {
        Some(path) => {
            let file = File::open(path)
                .with_context(|| format!("`{}` can't be opened", path.display()))?;
            let total = file.metadata()?.len();
            (Box::new(file), total)
        }
        None => (
            Box::new(InventedRoll::with_groups(SEED, args.members)),
            u64::try_from(args.members)?.saturating_mul(170),
        ),
    };
    let bar = Bar::new(total);
    let (setup, imported) = demo::fill(world, (words, clock), source, &reading, |step| {
        bar.show(&step);
        Ok(())
    })?;
    drop(bar);
    if !imported.dropped.is_empty() {
        let columns = imported.dropped.join(", ");
        writeln!(
            std::io::stderr(),
            "{}",
            words.say("demo-dropped").text("columns", columns)
        )?;
    }
    Ok((setup, imported.import.counts))
}

fn print(url: &str, dir: &Path, key: &str, made: &Made, words: &Words) -> anyhow::Result<()> {
    let n = |n: i64| words.number(u64::try_from(n).unwrap_or(0));
    let counts = made.counts;
    say(words.say("demo-running").text("url", url))?;
    say(words
        .say("demo-members")
        .text("created", n(counts.created))
        .text("rejected", n(counts.rejected)))?;
    if let Some(told) = made.told.as_ref().filter(|told| told.cards > 0) {
        say(words
            .say("demo-yesterday")
            .text("cards", words.number(told.cards)))?;
    }
    say("")?;
    for person in &made.setup.people {
        say(format_args!(
            "  {:<28} {}/sign-in   {}",
            person.name, url, person.code
        ))?;
    }
    say("")?;
    say(words
        .say("demo-data")
        .text("dir", dir.join("data").display().to_string()))?;
    say(words.say("demo-key").text("key", key))?;
    say(words.t("demo-end"))
}

fn print_json(url: &str, dir: &Path, key: &str, setup: &Setup) -> anyhow::Result<()> {
    let account = |way: &WayIn| {
        serde_json::json!({
            "role": Role::text(way.role),
            "campaign": way.campaign,
            "name": way.name,
            "sign_in_url": format!("{url}/sign-in"),
            "sign_in_code": way.code,
            "api_token": way.token,
        })
    };
    say(serde_json::json!({
        "url": url,
        "data": dir.join("data").display().to_string(),
        "ledger_key": key,
        "accounts": setup.people.iter().map(account).collect::<Vec<_>>(),
    }))
}

/// A directory of this process that goes when it ends.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> anyhow::Result<Self> {
        let now = Clock::System.now().millis();
        let path =
            std::env::temp_dir().join(format!("switchboard-demo-{}-{now}", std::process::id()));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&path)
            .with_context(|| format!("`{}` can't be made", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.0);
    }
}
