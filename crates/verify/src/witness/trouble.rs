//! Why a witness can't do what it should, in words that say what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

use switchboard_ledger::cosignature::CosignError;
use switchboard_ledger::policy::PolicyError;
use switchboard_ledger::witness::NotCosigned;

/// Why a witness can't do what it should.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A file of the home can't be read or written.
    File(PathBuf, io::Error),
    /// There is a key already.
    KeyThere(PathBuf),
    /// There is no home here.
    NoHome(PathBuf),
    /// The key's file is not one.
    Key(PathBuf),
    /// The list of logs is not one.
    Logs(PathBuf, PolicyError),
    /// The witness's own key was given as a log's.
    OwnKey,
    /// What was cosigned last is gone or was changed.
    Seen(PathBuf, &'static str),
    /// No known log has this name.
    UnknownLog(String),
    /// The witness knows no log.
    NoLog,
    /// It isn't known where the log is published.
    Nowhere(String),
    /// A place can't be read.
    Place(String),
    /// What was fetched is not what a log publishes.
    Fetched(String, String),
    /// The log has signed fewer entries than were cosigned.
    Shrunk {
        origin: String,
        seen: u64,
        size: u64,
        kept: Option<PathBuf>,
    },
    /// The checkpoint is not to be cosigned.
    NotCosigned(String, NotCosigned, Option<PathBuf>),
    /// Not all of several logs could be cosigned; each was told on its own.
    Some(Vec<Trouble>),
    /// The cosignature could not be made.
    Cosign(CosignError),
    /// The system refused something.
    System(io::Error),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => {
                write!(f, "`{}` can't be read or written: {error}", path.display())
            }
            Self::KeyThere(path) => write!(
                f,
                "`{}` is a witness's home already; a new witness has a home of its own",
                path.display()
            ),
            Self::NoHome(path) => write!(
                f,
                "`{}` is no witness's home; make one with `switchboard-verify witness init`",
                path.display()
            ),
            Self::Key(path) => write!(
                f,
                "`{}` is no witness's key; bring back the file",
                path.display()
            ),
            Self::Logs(path, error) => write!(f, "`{}` can't be used: {error}", path.display()),
            Self::OwnKey => {
                f.write_str("this is the witness's own key; a log has a key of its own")
            }
            Self::Seen(path, why) => write!(
                f,
                "`{}` {why}: without it this witness could cosign a second history; bring back the file, or retire \
                 this witness and make a new one",
                path.display()
            ),
            Self::UnknownLog(name) => write!(
                f,
                "this witness does not know the log `{name}`; add it with `switchboard-verify witness add`"
            ),
            Self::NoLog => f.write_str(
                "this witness knows no log yet; add one with `switchboard-verify witness add`",
            ),
            Self::Nowhere(name) => {
                write!(f, "say with `--from` where the log `{name}` is published")
            }
            Self::Place(why) => f.write_str(why),
            Self::Fetched(what, why) => {
                write!(f, "`{what}` is not what a log publishes there: {why}")
            }
            Self::Shrunk {
                origin,
                seen,
                size,
                kept,
            } => {
                write!(
                    f,
                    "the log `{origin}` shows {size} entries, and {seen} were cosigned before: this copy is old, or \
                     entries are gone; ask for a newer one"
                )?;
                kept.as_ref().map_or(Ok(()), |path| {
                    write!(f, "; the log signed it, it is kept as `{}`", path.display())
                })
            }
            Self::NotCosigned(origin, why, kept) => {
                write!(f, "the log `{origin}` was not cosigned: {why}")?;
                match kept {
                    Some(path) if why.is_contradiction() => write!(
                        f,
                        "; what it signed is kept as `{}`: show it to the others",
                        path.display()
                    ),
                    Some(path) => write!(
                        f,
                        "; what it signed is kept as `{}`: fetch again, and when that fails too ask the others what \
                         they were shown",
                        path.display()
                    ),
                    None => Ok(()),
                }
            }
            Self::Some(troubles) => {
                let all: Vec<String> = troubles.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("\nswitchboard-verify: "))
            }
            Self::Cosign(error) => error.fmt(f),
            Self::System(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<CosignError> for Trouble {
    fn from(error: CosignError) -> Self {
        Self::Cosign(error)
    }
}
