//! `account add|list|recover|own-code|own-record|end`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use switchboard_store::door::{self, Added, Code, Listed, NewAccount, Way};
use switchboard_store::requests::{self, Asked, Asking};
use switchboard_store::rules::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::person::{Email, ExternalId};
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::rules::request::{Because, Kind};
use switchboard_store::{Auth, Done, Options, Tx, Verdict, World, members};

use super::{DECIDERS, DataArgs, say};
use crate::clock::Clock;
use crate::web::messages::Words;
use crate::web::page::Stamp;

/// Accounts.
#[derive(Debug, clap::Subcommand)]
pub(super) enum AccountCommand {
    /// Add an account with one role, and print a code that works once within a day.
    Add(AddArgs),
    /// List those who hold an office, watch or audit, and how they get in.
    List(DataArgs),
    /// Ask for a way back in for somebody who lost password or phone: a code that works from tomorrow on, unless an officer
    /// stops it.
    Recover(WhoArgs),
    /// Ask for a code that opens the own record of somebody who has left, or who only watches or audits: a second person
    /// approves it.
    OwnCode(OwnCodeArgs),
    /// Say which record is an account's own: looks at it are read by a second person from then on.
    OwnRecord(OwnRecordArgs),
    /// End every role, session, code and password of an account at once.
    End(WhoArgs),
}

/// Whose record.
#[derive(Debug, clap::Args)]
pub(super) struct OwnRecordArgs {
    /// The membership number of their own record.
    number: String,
    #[command(flatten)]
    who: WhoArgs,
}

/// Whose own record a code is to open, and why.
#[derive(Debug, clap::Args)]
pub(super) struct OwnCodeArgs {
    /// Why, for whoever approves it.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    who: WhoArgs,
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
    /// membership-officer, returning-officer, dpo, approver, organiser, caller, committee or auditor.
    #[arg(long)]
    role: String,
    /// organisation, or contest:ID, campaign:ID, bank:ID, branch:ID.
    #[arg(long, default_value = "organisation")]
    scope: String,
    /// The address they sign in with and get messages at; whoever holds an office, watches or audits needs one.
    #[arg(long)]
    email: Option<String>,
    /// The membership number of their own record, if they are a member: looks at it are read by a second person.
    #[arg(long, value_name = "NUMBER")]
    own_record: Option<String>,
}

/// Whose account.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("who").required(true).args(["name", "email", "account"]))]
pub(super) struct WhoArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// The person's name, if nobody else has it.
    #[arg(long)]
    name: Option<String>,
    /// The person's e-mail address.
    #[arg(long)]
    email: Option<String>,
    /// The account's id, as `account list` prints it.
    #[arg(long)]
    account: Option<String>,
}

pub(super) fn run(command: AccountCommand) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add(args) => add(args),
        AccountCommand::List(args) => list(&args.data),
        AccountCommand::Recover(args) => recover(&args),
        AccountCommand::OwnCode(args) => own_code(&args),
        AccountCommand::OwnRecord(args) => own_record(&args),
        AccountCommand::End(args) => end(&args),
    }
}

pub(super) fn open(data: &Path) -> anyhow::Result<(World, Moment)> {
    Ok((World::open(data, Options::default())?, Clock::System.now()))
}

fn add(args: AddArgs) -> anyhow::Result<()> {
    let role = Role::from_text(&args.role)
        .context("`--role` takes one of the roles that `--help` lists")?;
    let scope = scope(&args.scope)?;
    let email = args.email.as_deref().map(Email::parse).transpose()?;
    let own = args.own_record.as_deref().map(ExternalId::parse);
    let own = own.transpose()?;
    if role.is_office() && email.is_none() {
        bail!("whoever holds an office signs in with an e-mail address: add `--email ADDRESS`");
    }
    if role.only_keeps() && email.is_none() {
        bail!("the log's checkpoint goes to them by letter each night: add `--email ADDRESS`");
    }
    if !role.fits(scope) {
        bail!(
            "that role isn't held there: `--scope` says how far it reaches, and docs/install.md which role reaches how far"
        );
    }
    let (world, now) = open(&args.data)?;
    let new = new_account(args.name, role, scope, now);
    let (account, code) = add_one(&world, new, email, now)?;
    say(format_args!("account {account}"))?;
    say(format_args!(
        "code    {}   (works once, until tomorrow)",
        code.expose()
    ))?;
    own.map_or(Ok(()), |number| {
        link(&world, account, number, now).context("the account stands, but its own record is not known: say it again with `switchboard account own-record`")
    })
}

fn own_record(args: &OwnRecordArgs) -> anyhow::Result<()> {
    let number = ExternalId::parse(&args.number)?;
    let (world, now) = open(&args.who.data)?;
    let account = who(&world, &args.who)?;
    link(&world, account, number, now).context("nothing was changed")
}

fn own_code(args: &OwnCodeArgs) -> anyhow::Result<()> {
    let because = Because::parse(&args.reason).context("`--reason`")?;
    let (world, now) = open(&args.who.data)?;
    let account = who(&world, &args.who)?;
    let about = door::about_record(account);
    let asking = Asking::about_nobody(Kind::OpenRecord, about, because);
    let asked = at_console(&world, "request-ask", now, move |tx| {
        requests::ask(tx, &asking)
    })?;
    match asked {
        Asked::New { until, .. } => say(format_args!(
            "asked; {DECIDERS} approves it on the page \"Requests\" until {}, and is shown the code. If an address is known, a letter tells the person",
            stamp(&world, until)
        )),
        Asked::Already(_) => say("the same was asked for already and waits for a second person"),
        Asked::Not(_) => bail!(
            "that person holds a role here: nobody is given a code for their record; nothing was changed"
        ),
    }
}

/// Says which record is an account's own.
fn link(world: &World, account: AccountId, number: ExternalId, now: Moment) -> anyhow::Result<()> {
    let linked = at_console(world, "account-link", now, move |tx| {
        members::link(tx, account, &number)
    })?;
    linked?;
    say(format_args!(
        "record  looks at this person's own record will be read by a second person"
    ))
}

/// Somebody to be added, with a code that works for a day.
pub(super) fn new_account(label: String, role: Role, scope: Scope, now: Moment) -> NewAccount {
    NewAccount {
        label,
        role,
        scope,
        code_until: now.plus(Span::days(1)),
        reusable: false,
        made_at: now,
    }
}

/// Adds an account at the console.
pub(super) fn add_one(
    world: &World,
    new: NewAccount,
    email: Option<Email>,
    now: Moment,
) -> anyhow::Result<(AccountId, Code)> {
    let added = at_console(world, "account-add", now, move |tx| {
        door::add_account_with(tx, &new, email.as_ref())
    })?;
    match added {
        Added::New(account, code) => Ok((account, code)),
        Added::AddressTaken => bail!(
            "another account has this e-mail address: use another, or end that account with `switchboard account end --email ADDRESS`"
        ),
    }
}

/// Runs one act as the operator.
pub(super) fn at_console<T: Send + 'static>(
    world: &World,
    name: &'static str,
    now: Moment,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, switchboard_store::Fault> + Send + 'static,
) -> anyhow::Result<T> {
    let Done { verdict, .. } = world.write(name, Auth::Console, now, act).wait()?;
    match verdict {
        Verdict::Given(value) => Ok(value),
        Verdict::Refused(refusal) => bail!("{refusal}"),
    }
}

fn list(data: &Path) -> anyhow::Result<()> {
    let (world, now) = open(data)?;
    let mut after: Option<AccountId> = None;
    loop {
        let page = at_console(&world, "account-list", now, move |tx| {
            door::accounts(tx, after)
        })?;
        for one in &page {
            say(line(&world, one))?;
        }
        after = page.last().map(|one| one.account);
        if page.len() < door::PAGE_MAX {
            return Ok(());
        }
    }
}

fn line(world: &World, one: &Listed) -> String {
    let roles: Vec<&str> = one.roles.iter().map(|role| role.text()).collect();
    let way = match one.way {
        Way::Set => "signs in with a password and an app".to_owned(),
        Way::Told { until } => format!("has a code until {}", stamp(world, until)),
        Way::Shut => "can't sign in: needs a new code".to_owned(),
    };
    format!("{}  {}  {}  {way}", one.account, one.label, roles.join(","))
}

pub(super) fn stamp(world: &World, at: Moment) -> String {
    let zone = jiff::tz::TimeZone::get(&world.meta().zone_name).unwrap_or(jiff::tz::TimeZone::UTC);
    Stamp::new(at.millis(), &zone).full(&Words::english())
}

/// The one account that is meant.
fn who(world: &World, args: &WhoArgs) -> anyhow::Result<AccountId> {
    let text = [&args.account, &args.email, &args.name]
        .into_iter()
        .flatten()
        .next()
        .context("say whose account: `--name`, `--email` or `--account`")?;
    match *door::find(world, text)?.as_slice() {
        [account] => Ok(account),
        [] => {
            bail!("no account of that name, address or id: `switchboard account list` names them")
        }
        _ => bail!(
            "several accounts have that name: say which with `--account ID`; `switchboard account list` names them"
        ),
    }
}

fn recover(args: &WhoArgs) -> anyhow::Result<()> {
    let (world, now) = open(&args.data)?;
    let account = who(&world, args)?;
    let (code, recovery) = at_console(&world, "account-recover", now, move |tx| {
        door::ask_recovery(tx, account)
    })
    .context(
        "only whoever holds an office has a way back in; anybody else is given a new account",
    )?;
    say(format_args!("for     {}", recovery.label))?;
    say(format_args!("code    {}", code.expose()))?;
    say(format_args!(
        "It works from {} to {}, once. Every officer is told, and each can stop it until then.",
        stamp(&world, recovery.due_at),
        stamp(&world, recovery.until)
    ))
}

fn end(args: &WhoArgs) -> anyhow::Result<()> {
    let (world, now) = open(&args.data)?;
    let account = who(&world, args)?;
    at_console(&world, "account-end", now, move |tx| {
        door::end_access(tx, account)
    })?;
    say(format_args!(
        "ended: every role, session, code and password of account {account}"
    ))
}

fn scope(text: &str) -> anyhow::Result<Scope> {
    let usage = "`--scope` takes organisation, branch:ID, contest:ID, campaign:ID or bank:ID";
    let Some((kind, id)) = text.split_once(':') else {
        return if text == "organisation" {
            Ok(Scope::Organisation)
        } else {
            bail!(usage)
        };
    };
    Ok(match kind {
        "branch" => Scope::Branch(BranchId::parse(id)?),
        "contest" => Scope::Contest(ContestId::parse(id)?),
        "campaign" => Scope::Campaign(CampaignId::parse(id)?),
        "bank" => Scope::Bank(BankId::parse(id)?),
        _ => bail!(usage),
    })
}
