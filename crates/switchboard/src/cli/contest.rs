//! `contest add`: a contest with its campaigns, at the console until the returning officer has a page for it.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::banks::{self, NameStyle, NewBank, NewContest};
use switchboard_store::rules::ids::{BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, Fault, Options, Tx, Verdict, World};

use super::say;
use crate::clock::Clock;
use crate::web::messages::Words;

/// Contests.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ContestCommand {
    /// Add a contest: the same terms for each of its campaigns, and one paused bank each.
    Add(AddArgs),
}

/// Add a contest.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// The contest's name.
    #[arg(long)]
    name: String,
    /// When calling begins, in the organisation's own time: 2026-12-01T09:00.
    #[arg(long)]
    opens: String,
    /// When calling ends.
    #[arg(long)]
    closes: String,
    /// A campaign's name; given once for each of them.
    #[arg(long = "campaign", required = true, value_name = "NAME")]
    campaigns: Vec<String>,
    /// Callers see first names instead of titles and surnames.
    #[arg(long)]
    first_names: bool,
    /// A file with what callers talk about; every campaign begins with the same.
    #[arg(long)]
    script: Option<PathBuf>,
}

/// The most campaigns that one command adds.
const CAMPAIGNS_MAX: usize = 50;

pub(super) fn run(command: ContestCommand) -> anyhow::Result<()> {
    let ContestCommand::Add(args) = command;
    let world = World::open(&args.data, Options::default())?;
    let zone = jiff::tz::TimeZone::get(&world.meta().zone_name)?;
    let new = NewContest {
        name: args.name,
        style: if args.first_names {
            NameStyle::First
        } else {
            NameStyle::Titled
        },
        opens_at: moment(&args.opens, &zone)?,
        closes_at: moment(&args.closes, &zone)?,
    };
    if new.closes_at <= new.opens_at {
        bail!("`--closes` is not after `--opens`");
    }
    if args.campaigns.len() > CAMPAIGNS_MAX {
        bail!("{CAMPAIGNS_MAX} campaigns are the most that one command adds");
    }
    let script = match &args.script {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("`{}` can't be read", path.display()))?,
        None => String::new(),
    };
    let now = Clock::System.now();
    let names = args.campaigns;
    let done = world
        .write("contest-add", Auth::Console, now, move |tx| {
            add(tx, &new, &names, &script).map(Verdict::Given)
        })
        .wait()?;
    let (contest, campaigns) = match done.verdict {
        Verdict::Given(made) => made,
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    say(format_args!("contest  {contest}"))?;
    for (name, campaign, bank) in campaigns {
        banks::fill(&world, bank, now)?;
        say(format_args!("campaign {campaign}   {name}"))?;
        say(format_args!(
            "bank     {bank}   paused, until its organiser opens it"
        ))?;
    }
    say(
        "next: `switchboard account add --role organiser --scope campaign:ID --name NAME --data DIR`",
    )
}

type Made = (ContestId, Vec<(String, CampaignId, BankId)>);

fn add(
    tx: &mut Tx<'_, '_>,
    new: &NewContest,
    names: &[String],
    script: &str,
) -> Result<Made, Fault> {
    let words = Words::english();
    let contest = banks::new_contest(tx, new)?;
    let mut campaigns = Vec::with_capacity(names.len());
    for name in names {
        let campaign = banks::new_campaign(tx, contest, name)?;
        let opening = words.say("demo-opening").text("campaign", name.clone());
        let bank = NewBank {
            campaign,
            contest,
            name: words.t("demo-bank"),
            opening: opening.to_string(),
            script: script.to_owned(),
            notes: false,
        };
        campaigns.push((name.clone(), campaign, banks::new_bank(tx, &bank)?));
    }
    Ok((contest, campaigns))
}

/// A local time as it is typed.
fn moment(text: &str, zone: &jiff::tz::TimeZone) -> anyhow::Result<Moment> {
    let local: jiff::civil::DateTime = text
        .parse()
        .ok()
        .with_context(|| format!("`{text}` is not a time such as 2026-12-01T09:00"))?;
    let at = zone
        .to_timestamp(local)
        .with_context(|| format!("`{text}` is out of range"))?;
    Ok(Moment::from_millis(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_the_organisations_own_in_summer_and_in_winter() {
        let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
        let millis = |text| moment(text, &zone).unwrap().millis();
        assert_eq!(millis("1970-06-01T01:00"), millis("1970-06-01") + 3_600_000);
        assert_eq!(millis("2026-12-01T09:00"), 1_796_115_600_000);
        assert_eq!(millis("2026-07-01T09:00"), 1_782_892_800_000);
        assert!(
            moment("next Friday", &zone)
                .unwrap_err()
                .to_string()
                .contains("2026-12-01T09:00")
        );
    }
}
