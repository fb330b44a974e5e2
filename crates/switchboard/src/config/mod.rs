//! The one configuration file, `switchboard.toml` in the world's directory: a file for each section here, unknown keys are
//! errors, secrets are paths. `docs/configuration.md` is made from these very rows by a test.

mod alerts;
mod audiences;
mod decoy;
mod hooks;
mod joining;
mod language;
mod log;
mod mail;
mod oidc;
mod section;
mod serve;
mod testing;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use switchboard_store::Options;

pub use alerts::Alerts;
pub use audiences::Audiences;
pub use decoy::Decoy;
pub use hooks::Hooks;
pub use joining::Joining;
pub use language::{Language, Usual};
pub use log::Log;
pub use mail::{Mail, MailTls};
pub use oidc::Oidc;
pub(crate) use oidc::is_address;
pub use section::Key;
pub use serve::{ProxyHeader, Serve};
pub use testing::Testing;

/// The file's name in the world's directory.
pub const FILE: &str = "switchboard.toml";

/// The whole file. Every key has a default.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// How the world is served.
    pub serve: Serve,
    /// How letters go out.
    pub mail: Mail,
    /// What is worth an alert.
    pub alerts: Alerts,
    /// The public log.
    pub log: Log,
    /// Whom to tell of a hole, and to ask before a test.
    pub testing: Testing,
    /// Where a licence's test copy is served.
    pub decoy: Decoy,
    /// Joining by an invitation.
    pub joining: Joining,
    /// The languages of pages and letters.
    pub language: Language,
    /// The organisation's own sign-in.
    pub oidc: Oidc,
    /// Webhooks.
    pub hooks: Hooks,
    /// By what campaigns may choose whom they ring.
    pub audiences: Audiences,
}

/// A section as the reference tells it.
#[derive(Debug)]
pub struct Section {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// Every section, in the order of the reference.
pub const SECTIONS: &[Section] = &[
    Section {
        name: "serve",
        doc: Serve::DOC,
        keys: Serve::KEYS,
    },
    Section {
        name: "mail",
        doc: Mail::DOC,
        keys: Mail::KEYS,
    },
    Section {
        name: "alerts",
        doc: Alerts::DOC,
        keys: Alerts::KEYS,
    },
    Section {
        name: "log",
        doc: Log::DOC,
        keys: Log::KEYS,
    },
    Section {
        name: "testing",
        doc: Testing::DOC,
        keys: Testing::KEYS,
    },
    Section {
        name: "decoy",
        doc: Decoy::DOC,
        keys: Decoy::KEYS,
    },
    Section {
        name: "joining",
        doc: Joining::DOC,
        keys: Joining::KEYS,
    },
    Section {
        name: "language",
        doc: Language::DOC,
        keys: Language::KEYS,
    },
    Section {
        name: "oidc",
        doc: Oidc::DOC,
        keys: Oidc::KEYS,
    },
    Section {
        name: "hooks",
        doc: Hooks::DOC,
        keys: Hooks::KEYS,
    },
    Section {
        name: "audiences",
        doc: Audiences::DOC,
        keys: Audiences::KEYS,
    },
];

impl Config {
    /// What of it can't be, or none. What can be but is unwise is for `doctor`.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = self.serve.wrong();
        wrong.extend(self.mail.wrong());
        wrong.extend(self.alerts.wrong());
        wrong.extend(self.log.wrong());
        wrong.extend(self.testing.wrong());
        wrong.extend(self.decoy.wrong(&self.serve));
        wrong.extend(self.oidc.wrong(&self.serve));
        wrong.extend(self.audiences.wrong());
        wrong
    }

    /// How a world is opened by whoever fills its queues: they are kept apart by the usual language.
    pub fn opening(&self) -> Options {
        Options {
            usual: self.language.usual.tongue(),
            ..Options::default()
        }
    }

    /// The keys that are set to something else than the default, each with its value as text. No value is a secret:
    /// secrets are paths.
    pub fn values(&self) -> Vec<(String, String)> {
        let usual = Self::default().every_value();
        let mut values = self.every_value();
        values.retain(|value| !usual.contains(value));
        values
    }

    fn every_value(&self) -> Vec<(String, String)> {
        let Ok(toml::Value::Table(sections)) = toml::Value::try_from(self) else {
            return Vec::new();
        };
        sections
            .iter()
            .filter_map(|(name, section)| Some((name, section.as_table()?)))
            .flat_map(|(name, section)| {
                section.iter().map(move |(key, value)| {
                    (
                        format!("{name}.{key}"),
                        serde_json::json!(value).to_string(),
                    )
                })
            })
            .collect()
    }

    /// A path of the file as it is meant: relative ones begin at the world's directory.
    pub fn path(dir: &Path, path: &Path) -> PathBuf {
        dir.join(path)
    }
}

/// Where the service manager wants to hear that the program is ready, if there is one (`sd_notify(3)`).
pub fn notify_socket() -> Option<std::ffi::OsString> {
    std::env::var_os("NOTIFY_SOCKET").filter(|name| !name.is_empty())
}

/// How often the service manager wants to hear that the program lives, if it does: half of its patience.
pub fn watchdog() -> Option<std::time::Duration> {
    let micros: u64 = std::env::var_os("WATCHDOG_USEC")?.to_str()?.parse().ok()?;
    Some(std::time::Duration::from_micros(micros / 2))
}

/// Reads the file, or takes the defaults when there is none.
pub fn read(dir: &Path) -> anyhow::Result<Config> {
    let path = dir.join(FILE);
    let config: Config = match std::fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text).with_context(|| {
            format!(
                "`{}` can't be understood; docs/configuration.md has every key",
                path.display()
            )
        })?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::default(),
        Err(error) => {
            return Err(error).with_context(|| format!("`{}` can't be read", path.display()));
        }
    };
    let wrong = config.wrong();
    anyhow::ensure!(
        wrong.is_empty(),
        "`{}`: {}",
        path.display(),
        wrong.join("; ")
    );
    Ok(config)
}
