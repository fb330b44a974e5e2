//! `licence check`: whether what accounts did was an agreed test, answered at the console with its proof.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use switchboard_store::licences::{self, Check, Checked, Question};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, Options, Verdict, World};

use super::say;
use crate::clock::Clock;
use crate::rooms::licences::answer;
use crate::web::messages::Words;

/// Agreed tests.
#[derive(Debug, clap::Subcommand)]
pub(super) enum LicenceCommand {
    /// Answer whether what accounts did was an agreed test: covered, not covered, or partly.
    Check(CheckArgs),
}

/// Answer whether it was a test.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// The account's number; several with commas between them. Accounts that they made in that time are looked at too.
    #[arg(value_delimiter = ',', required = true)]
    account: Vec<String>,
    /// From when on, in the organisation's own time: 2026-12-01T09:00.
    from: String,
    /// Until when, this moment not included.
    until: String,
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// A new directory for the proof: the answer, an exhibit of each account, and of each licence that it was there before.
    /// `switchboard-verify licence DIR` judges it without this program.
    #[arg(long, value_name = "DIR")]
    proof: Option<PathBuf>,
    /// Print the answer with its proof as one JSON object.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: LicenceCommand) -> anyhow::Result<()> {
    let LicenceCommand::Check(args) = command;
    let world = World::open(&args.data, Options::default())?;
    let zone = jiff::tz::TimeZone::get(&world.meta().zone_name)?;
    let ids = args.account.iter().map(|id| {
        let id = id.trim();
        AccountId::parse(id).with_context(|| {
            format!("`{id}` is no account's number; it stands on the account's page")
        })
    });
    let question = Question {
        accounts: ids.collect::<anyhow::Result<Vec<_>>>()?,
        from: moment(&args.from, &zone)?,
        until: moment(&args.until, &zone)?,
    };
    if question.from >= question.until {
        bail!("the end comes before the beginning; swap them");
    }
    if question.accounts.len() > licences::ACCOUNTS_MAX {
        bail!(
            "at most {} accounts in one question; ask about the others in a second one",
            licences::ACCOUNTS_MAX
        );
    }
    let words = Words::english();
    let kinds = |kind| EventKind::from_code(kind).map(|kind| words.t(kind.label()));
    let now = Clock::System.now();
    let checked = match licences::check(&world, &Auth::Console, &question, now, &kinds)? {
        Verdict::Given(Check::Checked(checked)) => checked,
        Verdict::Given(Check::Nobody(account)) => bail!("there is no account {account} here"),
        Verdict::Given(Check::NotSigned) => {
            bail!("the log isn't signed yet; is `switchboard serve` running?")
        }
        Verdict::Refused(refusal) => bail!("{refusal}"),
    };
    if let Some(dir) = &args.proof {
        write(dir, &checked)
            .with_context(|| format!("the proof can't be written to `{}`", dir.display()))?;
    }
    if args.json {
        say(answer::object(&checked)?)
    } else {
        told(&checked, &words)
    }
}

fn write(dir: &Path, checked: &Checked) -> anyhow::Result<()> {
    std::fs::create_dir(dir)?;
    for (name, text) in answer::files(checked)? {
        std::fs::write(dir.join(name), text)?;
    }
    Ok(())
}

/// A day and a time of the organisation's clock, or a moment with its offset.
fn moment(text: &str, zone: &jiff::tz::TimeZone) -> anyhow::Result<Moment> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(Moment::from_millis(at.as_millisecond()));
    }
    let typed: jiff::civil::DateTime = text.parse().with_context(|| {
        format!("`{text}` is no time; write it as 2026-12-01T09:00 of your organisation's clock")
    })?;
    Ok(Moment::from_millis(
        zone.to_timestamp(typed)?.as_millisecond(),
    ))
}

fn told(checked: &Checked, words: &Words) -> anyhow::Result<()> {
    say(words.t(checked.answer.key()))?;
    for (at, (account, name)) in checked.people.iter().enumerate() {
        let made = if at >= checked.asked {
            words.t("licence-answer-made")
        } else {
            String::new()
        };
        say(format_args!("  {account}  {name}  {made}"))?;
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(0);
    let out = checked.acts.iter().filter(|act| act.takes_out()).count();
    say(words
        .say("licence-answer-members")
        .number("members", count(checked.members)))?;
    say(words.say("licence-answer-out").number("files", count(out)))?;
    for act in &checked.acts {
        let what = EventKind::from_code(act.kind).map_or_else(String::new, |k| words.t(k.label()));
        let asked = if act.is_refused() {
            format!(": {}", act.purpose)
        } else {
            String::new()
        };
        let found = match act.finding {
            Ok(licence) => format!("licence {licence}"),
            Err(why) => words.t(why.key()),
        };
        say(format_args!(
            "  {:>8}  {}  {what}{asked}  ({} members)  {found}",
            act.index,
            jiff::Timestamp::from_millisecond(act.at.millis())?,
            act.members
        ))?;
    }
    for copied in &checked.copies {
        say(format_args!(
            "  in the copy of {}: {} acts by the accounts of {}: {}",
            copied.licence.id,
            copied.findings.len(),
            copied.tester,
            words.t(copied.answer().key())
        ))?;
    }
    for known in &checked.licences {
        let word = known.word.map_or("", answer::word);
        say(format_args!(
            "  licence {}  entry {}  {word}",
            known.licence.id,
            known
                .licence
                .index
                .map_or_else(|| "–".to_owned(), |index| index.to_string()),
        ))?;
    }
    if !checked.is_whole {
        say(words.t("licence-answer-part"))?;
    }
    if !checked.is_over {
        say(words.t("licence-answer-open"))?;
    }
    Ok(())
}
