//! `init` and `migrate`.

use std::path::PathBuf;

use anyhow::Context as _;
use switchboard_store::rules::forgetting::Keep;
use switchboard_store::rules::pack::RulePack;
use switchboard_store::{Meta, Options, Place, World, WorldKind};

use super::officers::{First, Named, named};
use super::{DataArgs, say};
use crate::clock::Clock;

/// Make a new world.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The world's directory; it must not exist or be empty.
    #[arg(long)]
    data: PathBuf,
    /// `sqlite`, or a `postgres://` address.
    #[arg(long, default_value = "sqlite")]
    store: String,
    /// The organisation's name, as callers say it.
    #[arg(long, default_value = "The organisation")]
    organisation: String,
    /// The host name under which the log is known.
    #[arg(long, default_value = "localhost")]
    host: String,
    /// The organisation's time zone.
    #[arg(long, default_value = "Europe/London")]
    zone: String,
    /// The region of telephone numbers without a country code.
    #[arg(long, default_value = "GB")]
    region: String,
    /// Keep no index of names: members are found by number, e-mail or membership number only.
    #[arg(long)]
    no_name_search: bool,
    /// For how many days backups are kept, at most 35. A month key is destroyed that long after its last use, so whoever is
    /// forgotten is unreadable everywhere after at most 31 days more. `keys keep` asks for another number later.
    #[arg(long, default_value_t = 35, value_name = "DAYS")]
    backup_keep: u16,
    /// Who keeps the roll, as "NAME=EMAIL": twice, or once with `--approver`. On a terminal it is asked for.
    #[arg(long = "officer", value_name = "NAME=EMAIL", value_parser = named)]
    officers: Vec<Named>,
    /// A second person who agrees where two must, and keeps no roll.
    #[arg(long, value_name = "NAME=EMAIL", value_parser = named)]
    approver: Option<Named>,
}

pub(super) fn run(args: InitArgs) -> anyhow::Result<()> {
    let first = First::gather(args.officers, args.approver)?;
    let mut meta = Meta::new(WorldKind::Live, &args.organisation, &args.host)?;
    meta.zone_name = args.zone;
    if let Some(pack) = RulePack::name_for(&args.region) {
        pack.clone_into(&mut meta.pack_name);
    }
    meta.region = args.region;
    meta.search = !args.no_name_search;
    meta.backup_keep = Keep::days(args.backup_keep).context("`--backup-keep` is not taken")?;
    let place = match args.store.as_str() {
        "sqlite" => None,
        address => Some(
            address
                .parse::<Place>()
                .context("`--store` takes `sqlite` or a postgres:// address")?,
        ),
    };
    std::fs::create_dir_all(&args.data)?;
    let now = Clock::System.now();
    let world = World::create(&args.data, place, &meta, now, Options::default())?;
    say(format_args!("made a world in {}", args.data.display()))?;
    say(format_args!(
        "the log's key, to be handed to anybody: {}",
        world.verifier_key()?
    ))?;
    say("keep a copy of the directory `keys` apart from every backup of the data")?;
    first.add(&world, &args.data.display().to_string(), now)
}

pub(super) fn migrate(args: &DataArgs) -> anyhow::Result<()> {
    let steps = World::migrate(&args.data, Clock::System.now(), Options::default())?;
    say(format_args!("{steps} steps applied"))
}
