//! `scim key|list|end`: keys with which the organisation's own directories say who has left.

use std::path::PathBuf;

use anyhow::bail;
use switchboard_store::directory;
use switchboard_store::rules::ids::AccountId;

use super::account::{at_console, open, stamp};
use super::{DataArgs, say};

/// Keys of the organisation's directory.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ScimCommand {
    /// Make a key and print it, this once. The directory sends it as `Authorization: Bearer`, to /scim/v2.
    Key(KeyArgs),
    /// List the keys that run.
    List(DataArgs),
    /// End a key.
    End(EndArgs),
}

/// Which directory.
#[derive(Debug, clap::Args)]
pub(super) struct KeyArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// What the organisation's directory is called, for colleagues.
    #[arg(long, default_value = "Directory")]
    name: String,
    /// Another key of the directory that has this key, which may have ended; otherwise it is a new directory, which holds nothing.
    #[arg(long, value_name = "ACCOUNT")]
    like: Option<String>,
}

/// Which key.
#[derive(Debug, clap::Args)]
pub(super) struct EndArgs {
    /// The world's directory.
    #[arg(long)]
    data: PathBuf,
    /// The key's account, as `list` prints it.
    account: String,
}

pub(super) fn run(command: &ScimCommand) -> anyhow::Result<()> {
    match command {
        ScimCommand::Key(args) => {
            let (world, now) = open(&args.data)?;
            let name = args.name.clone();
            let like = args.like.as_deref().map(AccountId::parse).transpose()?;
            let made = at_console(&world, "scim-key", now, move |tx| {
                directory::make_key(tx, &name, like)
            })?;
            let Some((account, key)) = made else {
                bail!("no directory ever had a key of this account; see `scim list`");
            };
            say(format_args!("account {account}"))?;
            say(format_args!("key     {key}"))?;
            say(format_args!(
                "It is shown this once. It adds accounts without any role under /scim/v2, and ends their access; what another directory added isn't there for it."
            ))
        }
        ScimCommand::List(args) => {
            let (world, _) = open(&args.data)?;
            for key in directory::keys(&world)? {
                let used = key
                    .used_at
                    .map_or_else(|| "never".to_owned(), |at| stamp(&world, at));
                let made = stamp(&world, key.made_at);
                let (account, of) = (key.account, key.directory);
                say(format_args!(
                    "{account} made {made}, used {used}, of the directory {of}"
                ))?;
            }
            Ok(())
        }
        ScimCommand::End(args) => {
            let (world, now) = open(&args.data)?;
            let account = AccountId::parse(&args.account)?;
            let is_ended = at_console(&world, "scim-end", now, move |tx| {
                directory::end_key(tx, account)
            })?;
            if !is_ended {
                bail!("no key of this account runs; see `scim list`");
            }
            say(format_args!("ended: the key of account {account}"))
        }
    }
}
