//! `contest add`: a contest with its campaigns, at the console, as the returning officer adds one on the calendar.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::banks::{self, NameStyle, NewBank, NewContest};
use switchboard_store::rules::contest::{Dates, Kind, Phase, Plan};
use switchboard_store::rules::ids::{BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Moment, Zone};
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
    /// When members vote, between the two; when calling ends, where it isn't given.
    #[arg(long)]
    ballot: Option<String>,
    /// When what campaigns wrote is deleted; thirty days after the end of calling, where it isn't given.
    #[arg(long)]
    deleted: Option<String>,
    /// A campaign without rivals (turnout, arrears, welcome calls): it rings the roll as it is.
    #[arg(long, conflicts_with = "ballot")]
    standing: bool,
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
    if args.standing && args.campaigns.len() > 1 {
        bail!("a campaign without a contest stands alone; add each by a command of its own");
    }
    let world = World::open(&args.data, Options::default())?;
    let now = Clock::System.now();
    let new = NewContest {
        name: args.name.clone(),
        style: if args.first_names {
            NameStyle::First
        } else {
            NameStyle::Titled
        },
        plan: plan(&args, world.zone(), now)?,
    };
    if args.campaigns.len() > CAMPAIGNS_MAX {
        bail!("{CAMPAIGNS_MAX} campaigns are the most that one command adds");
    }
    let script = match &args.script {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("`{}` can't be read", path.display()))?,
        None => String::new(),
    };
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
        let bank = NewBank {
            campaign,
            contest,
            name: words.t("demo-bank"),
            opening: String::new(),
            script: script.to_owned(),
            notes: false,
        };
        campaigns.push((name.clone(), campaign, banks::new_bank(tx, &bank)?));
    }
    Ok((contest, campaigns))
}

/// The dates as they are typed. It is announced at once, and nominations are over by then.
fn plan(args: &AddArgs, zone: &Zone, now: Moment) -> anyhow::Result<Plan> {
    let typed = |text: &str| {
        zone.typed(text)
            .with_context(|| format!("`{text}` is no moment"))
    };
    let (access, closed) = (typed(&args.opens)?, typed(&args.closes)?);
    let kind = if args.standing {
        Kind::Standing
    } else {
        Kind::Contest
    };
    let begin = now.min(access);
    let ballot = args.ballot.as_deref().map(typed).transpose()?;
    let deleted = args.deleted.as_deref().map(typed).transpose()?;
    let usual = Plan::of_calls(kind, access, closed)?;
    let dates = Dates {
        announced: begin,
        nominations: (kind == Kind::Contest).then_some(begin),
        access,
        ballot: ballot.or(usual.at(Phase::Ballot)),
        closed,
        deleted: deleted.or(usual.at(Phase::Deleted)).unwrap_or(closed),
    };
    Ok(Plan::parse(kind, dates)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(opens: &str, closes: &str) -> AddArgs {
        AddArgs {
            data: PathBuf::new(),
            name: "Leadership".to_owned(),
            opens: opens.to_owned(),
            closes: closes.to_owned(),
            ballot: None,
            deleted: None,
            standing: false,
            campaigns: Vec::new(),
            first_names: false,
            script: None,
        }
    }

    #[test]
    fn a_campaign_without_rivals_stands_alone() {
        let mut args = args("2026-07-01T09:00", "2026-12-01T09:00");
        args.standing = true;
        args.campaigns = ["Turnout", "Rival"].map(str::to_owned).to_vec();
        let why = run(ContestCommand::Add(args)).unwrap_err().to_string();
        assert!(why.contains("stands alone"), "{why}");
    }

    #[test]
    fn a_time_is_the_organisations_own_in_summer_and_in_winter() {
        let zone = Zone::parse("Europe/London").unwrap();
        let read = |opens, closes| plan(&args(opens, closes), &zone, Moment::from_millis(0));
        let winter = read("2026-07-01T09:00", "2026-12-01T09:00").unwrap();
        let at = |phase| winter.at(phase).unwrap().millis();
        assert_eq!(at(Phase::Access), 1_782_892_800_000);
        assert_eq!(at(Phase::Closed), 1_796_115_600_000);
        let wrong = |opens, closes| format!("{:#}", read(opens, closes).unwrap_err());
        assert!(wrong("next Friday", "2026-12-01T09:00").contains("2026-12-01T09:00"));
        assert!(wrong("2026-10-25T01:30", "2026-12-01T09:00").contains("comes twice"));
        assert!(wrong("2026-12-01T09:00", "2026-12-01T09:00").contains("begins before"));
    }
}
