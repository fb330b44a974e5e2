//! The command line, read by hand: a checker with few dependencies is one that others can read.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use switchboard_ledger::note::{KeyError, VerifierKey};

/// What to type.
pub(crate) const USAGE: &str = "\
usage: switchboard-verify log DIR --key VKEY [--old CHECKPOINTFILE]

  DIR      a published log: `checkpoint`, `tile/…`, `tile/entries/…`
  --key    the log's key, `name+0123abcd+base64`, from someone you trust, not from DIR
  --old    an earlier checkpoint of the same log that you kept: shows that nothing before it was rewritten";

/// What was asked for.
pub(crate) enum Asked {
    /// The usage.
    Help,
    /// The version.
    Version,
    /// To check a log.
    Log(LogAsked),
}

/// Which log to check, and against what.
pub(crate) struct LogAsked {
    pub(crate) folder: PathBuf,
    pub(crate) key: VerifierKey,
    pub(crate) old: Option<PathBuf>,
}

/// Why the command line can't be followed.
#[derive(Debug)]
pub(crate) enum ArgsError {
    Command,
    Unknown(OsString),
    Twice(&'static str),
    NoValue(&'static str),
    Missing(&'static str),
    Key(KeyError),
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command => f.write_str("say what to check: `log`"),
            Self::Unknown(word) => {
                write!(f, "`{}` means nothing here; leave it out", word.display())
            }
            Self::Twice(flag) => write!(f, "`{flag}` is given twice; give it once"),
            Self::NoValue(flag) => write!(f, "`{flag}` needs a value behind it"),
            Self::Missing(what) => write!(f, "`{what}` is missing"),
            Self::Key(error) => write!(f, "the key can't be used: {error}"),
        }
    }
}

/// Reads the words behind the program's name.
pub(crate) fn parse(mut words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let command = words.next().ok_or(ArgsError::Command)?;
    match command.to_str() {
        Some("--help" | "-h" | "help") => Ok(Asked::Help),
        Some("--version" | "-V") => Ok(Asked::Version),
        Some("log") => parse_log(words),
        _ => Err(ArgsError::Unknown(command)),
    }
}

fn parse_log(mut words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let (mut folder, mut key, mut old) = (None, None, None);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--help" | "-h") => return Ok(Asked::Help),
            Some("--key") => once(
                &mut key,
                "--key",
                words.next().ok_or(ArgsError::NoValue("--key"))?,
            )?,
            Some("--old") => once(
                &mut old,
                "--old",
                words.next().ok_or(ArgsError::NoValue("--old"))?,
            )?,
            Some(flag) if flag.starts_with('-') => return Err(ArgsError::Unknown(word)),
            _ if folder.is_some() => return Err(ArgsError::Unknown(word)),
            _ => folder = Some(word),
        }
    }
    let key = key.ok_or(ArgsError::Missing("--key"))?;
    let key = key.to_str().ok_or(ArgsError::Key(KeyError::Shape))?;
    Ok(Asked::Log(LogAsked {
        folder: folder.ok_or(ArgsError::Missing("DIR"))?.into(),
        key: VerifierKey::parse(key).map_err(ArgsError::Key)?,
        old: old.map(PathBuf::from),
    }))
}

fn once(slot: &mut Option<OsString>, flag: &'static str, value: OsString) -> Result<(), ArgsError> {
    if slot.replace(value).is_some() {
        Err(ArgsError::Twice(flag))
    } else {
        Ok(())
    }
}
