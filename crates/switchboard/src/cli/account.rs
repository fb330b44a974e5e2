//! `account add`.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use switchboard_store::door::{self, NewAccount};
use switchboard_store::rules::ids::{BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Options, Verdict, World};

use super::say;
use crate::clock::Clock;

/// Accounts.
#[derive(Debug, clap::Subcommand)]
pub(super) enum AccountCommand {
    /// Add an account with one role, and print a code that works once within a day.
    Add(AddArgs),
}

/// Add an account.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// The person's name, as colleagues know them.
    #[arg(long)]
    name: String,
    /// membership-officer, returning-officer, dpo, organiser or caller.
    #[arg(long)]
    role: String,
    /// organisation, or contest:ID, campaign:ID, bank:ID.
    #[arg(long, default_value = "organisation")]
    scope: String,
}

pub(super) fn run(command: AccountCommand) -> anyhow::Result<()> {
    let AccountCommand::Add(args) = command;
    let role = Role::from_text(&args.role)
        .context("`--role` takes one of the roles that `--help` lists")?;
    let scope = scope(&args.scope)?;
    let now = Clock::System.now();
    let world = World::open(&args.data, Options::default())?;
    let new = NewAccount {
        label: args.name,
        role,
        scope,
        code_until: now.plus(Span::days(1)),
        reusable: false,
        made_at: now,
    };
    let done = world
        .write("account-add", Auth::Console, now, move |tx| {
            door::add_account(tx, &new)
        })
        .wait()?;
    match done.verdict {
        Verdict::Given((account, code)) => {
            say(format_args!("account {account}"))?;
            say(format_args!(
                "code    {}   (works once, until tomorrow)",
                code.expose()
            ))
        }
        Verdict::Refused(refusal) => bail!("{refusal}"),
    }
}

fn scope(text: &str) -> anyhow::Result<Scope> {
    let usage = "`--scope` takes organisation, contest:ID, campaign:ID or bank:ID";
    let Some((kind, id)) = text.split_once(':') else {
        return if text == "organisation" {
            Ok(Scope::Organisation)
        } else {
            bail!(usage)
        };
    };
    Ok(match kind {
        "contest" => Scope::Contest(ContestId::parse(id)?),
        "campaign" => Scope::Campaign(CampaignId::parse(id)?),
        "bank" => Scope::Bank(BankId::parse(id)?),
        _ => bail!(usage),
    })
}
