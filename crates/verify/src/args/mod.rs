//! The command line, read by hand: a checker with few dependencies is one that others can read.

mod words;

use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use switchboard_ledger::note::{KeyError, KeyName, VerifierKey, WitnessKey};
use switchboard_ledger::policy::{Log, Policy, PolicyError, Witness};

use crate::folder::{Unreadable, read_policy};
use words::Words;

/// What to type.
pub(crate) const USAGE: &str = "\
usage: switchboard-verify log DIR WHOM [--old CHECKPOINTFILE]
       switchboard-verify exhibit EXHIBIT… WHOM
       switchboard-verify proof FILE… WHOM
       switchboard-verify licence PROOFS WHOM
       switchboard-verify witness init HOME --name NAME
       switchboard-verify witness add HOME --log VKEY [--from URL]
       switchboard-verify witness once HOME [--from DIR|URL] [--log NAME]
       switchboard-verify witness serve HOME [--listen ADDRESS:PORT]
       switchboard-verify witness status HOME
       switchboard-verify bench [--entries N]

  DIR      a published log: `checkpoint`, `tile/…`, `tile/entries/…`
  EXHIBIT  entries with all that proves them, `exhibit-….json`
  FILE     a proof of one entry, `….tlog-proof`, with the entry's opening in it
  PROOFS   what `switchboard licence check … --proof` wrote: was what accounts did an agreed test?
  --old    an earlier checkpoint of the same log that you kept: shows that nothing before it was rewritten

WHOM to believe, from people you trust and not from the log:
  --key VKEY       the log's key, `name+0123abcd+base64`
  --witness VKEY   the key of a witness who must have cosigned; as often as there are witnesses
  --need N         how many of the witnesses are enough; all of them without it. With no more than half of them, two
                   readers can be shown two logs though every witness is honest
  --policy FILE    all of that in a file (C2SP tlog-policy)
  --max-age AGE    as many must have cosigned within the last `90m`, `36h` or `7d`, by this computer's clock

A witness keeps in HOME its key and what it cosigned last; lose neither.
  --name    the witness's name, for instance `witness.example.org/rivals`
  --from    where the log is published; a log that asks by itself needs none
  --listen  127.0.0.1:8787 without it; put a web server with TLS in front";

/// What was asked for.
pub(crate) enum Asked {
    /// The usage.
    Help,
    /// The version.
    Version,
    /// To check a log.
    Log(LogAsked),
    /// To check exhibits.
    Exhibit { files: Vec<PathBuf>, whom: Whom },
    /// To check proofs of single entries.
    Proof { files: Vec<PathBuf>, whom: Whom },
    /// To judge whether what accounts did was an agreed test.
    Licence { folder: PathBuf, whom: Whom },
    /// To be a witness.
    Witness { home: PathBuf, what: WitnessAsked },
    /// To measure.
    Bench { entries: u64 },
}

/// Whom to believe.
pub(crate) struct Whom {
    pub(crate) policy: Policy,
    /// How old the cosignatures may be that the policy asks for, in seconds.
    pub(crate) max_age_s: Option<u64>,
}

/// Which log to check, and against what.
pub(crate) struct LogAsked {
    pub(crate) folder: PathBuf,
    pub(crate) whom: Whom,
    pub(crate) old: Option<PathBuf>,
}

/// What a witness is to do.
pub(crate) enum WitnessAsked {
    Init {
        name: KeyName,
    },
    Add {
        log: Log,
    },
    Once {
        from: Option<String>,
        log: Option<String>,
    },
    Serve {
        listen: SocketAddr,
    },
    Status,
}

/// Why the command line can't be followed.
#[derive(Debug)]
pub(crate) enum ArgsError {
    Command,
    Unknown(OsString),
    Twice(&'static str),
    NoValue(&'static str),
    Missing(&'static str),
    Both(&'static str, &'static str),
    Key(KeyError),
    Name(KeyError),
    Number(&'static str),
    Age,
    NobodyToAge,
    Listen,
    Policy(PolicyError),
    PolicyFile(Unreadable),
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command => f.write_str(
                "say what to check: `log`, `exhibit`, `proof` or `licence`; or `witness` and what it is to do",
            ),
            Self::Unknown(word) => {
                write!(f, "`{}` means nothing here; leave it out", word.display())
            }
            Self::Twice(flag) => write!(f, "`{flag}` is given twice; give it once"),
            Self::NoValue(flag) => write!(f, "`{flag}` needs a value behind it"),
            Self::Missing(what) => write!(f, "`{what}` is missing"),
            Self::Both(one, other) => {
                write!(f, "`{one}` and `{other}` don't go together; give one")
            }
            Self::Key(error) => write!(f, "the key can't be used: {error}"),
            Self::Name(error) => write!(f, "the name can't be used: {error}"),
            Self::Number(flag) => write!(f, "`{flag}` needs a whole number behind it"),
            Self::Age => f.write_str(
                "`--max-age` needs a number of minutes, hours or days behind it, like 90m, 36h or 7d",
            ),
            Self::NobodyToAge => f.write_str(
                "`--max-age` is about cosignatures; name witnesses who must have cosigned with `--witness` or `--policy`",
            ),
            Self::Listen => {
                f.write_str("`--listen` needs an address and a port, like 127.0.0.1:8787")
            }
            Self::Policy(error) => write!(f, "these can't be believed together: {error}"),
            Self::PolicyFile(unreadable) => write!(f, "{unreadable}"),
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
        Some("exhibit") => parse_exhibit(words),
        Some("proof") => parse_proof(words),
        Some("licence") => parse_licence(words),
        Some("witness") => parse_witness(words),
        Some("bench") => parse_bench(words),
        _ => Err(ArgsError::Unknown(command)),
    }
}

const WHOM: [&str; 5] = ["--key", "--witness", "--need", "--policy", "--max-age"];

fn parse_log(words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let mut words = Words::read(words, &[WHOM.as_slice(), &["--old"]].concat(), 1)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    Ok(Asked::Log(LogAsked {
        whom: whom(&mut words)?,
        folder: words.place("DIR")?.into(),
        old: words.once("--old")?.map(PathBuf::from),
    }))
}

fn parse_proof(words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let mut words = Words::read(words, &WHOM, usize::MAX)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    let whom = whom(&mut words)?;
    let files = words.places("FILE")?.into_iter().map(PathBuf::from);
    Ok(Asked::Proof {
        whom,
        files: files.collect(),
    })
}

fn parse_licence(words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let mut words = Words::read(words, &WHOM, 1)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    Ok(Asked::Licence {
        whom: whom(&mut words)?,
        folder: words.place("PROOFS")?.into(),
    })
}

fn parse_exhibit(words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let mut words = Words::read(words, &WHOM, usize::MAX)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    let whom = whom(&mut words)?;
    let files = words.places("EXHIBIT")?.into_iter().map(PathBuf::from);
    Ok(Asked::Exhibit {
        whom,
        files: files.collect(),
    })
}

fn whom(words: &mut Words) -> Result<Whom, ArgsError> {
    let max_age_s = match words.text("--max-age")? {
        Some(text) => Some(seconds(&text).ok_or(ArgsError::Age)?),
        None => None,
    };
    let policy = policy(words)?;
    if max_age_s.is_some() && policy.asks_nobody() {
        return Err(ArgsError::NobodyToAge);
    }
    Ok(Whom { policy, max_age_s })
}

/// The seconds of `90m`, `36h` or `7d`.
fn seconds(text: &str) -> Option<u64> {
    let (number, unit) = [("m", 60), ("h", 3_600), ("d", 86_400)]
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// The policy that a file says, or that the keys on the command line make.
fn policy(words: &mut Words) -> Result<Policy, ArgsError> {
    let (key, file) = (words.once("--key")?, words.once("--policy")?);
    let witnesses = words.all("--witness");
    let need = words.text("--need")?;
    if let Some(file) = file {
        if key.is_some() {
            return Err(ArgsError::Both("--policy", "--key"));
        }
        if !witnesses.is_empty() || need.is_some() {
            return Err(ArgsError::Both("--policy", "--witness"));
        }
        let text = read_policy(&PathBuf::from(file)).map_err(ArgsError::PolicyFile)?;
        return Policy::parse(&text).map_err(ArgsError::Policy);
    }
    let key = key.ok_or(ArgsError::Missing("--key"))?;
    let key = VerifierKey::parse(as_key(&key)?).map_err(ArgsError::Key)?;
    let mut known = Vec::new();
    for text in &witnesses {
        let key = WitnessKey::parse(as_key(text)?).map_err(ArgsError::Key)?;
        known.push(Witness {
            name: key.name().to_string(),
            key,
            url: None,
        });
    }
    let need = match need {
        Some(number) => number.parse().map_err(|_| ArgsError::Number("--need"))?,
        None => known.len(),
    };
    Policy::of(&[Log { key, url: None }], need, &known).map_err(ArgsError::Policy)
}

fn as_key(text: &OsString) -> Result<&str, ArgsError> {
    text.to_str().ok_or(ArgsError::Key(KeyError::Shape))
}

fn parse_witness(mut words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let command = words
        .next()
        .ok_or(ArgsError::Missing("init|add|once|serve|status"))?;
    let known: &[&'static str] = match command.to_str() {
        Some("init") => &["--name"],
        Some("add" | "once") => &["--log", "--from"],
        Some("serve") => &["--listen"],
        Some("status") => &[],
        Some("--help" | "-h") => return Ok(Asked::Help),
        _ => return Err(ArgsError::Unknown(command)),
    };
    let mut words = Words::read(words, known, 1)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    let what = match command.to_str() {
        Some("init") => {
            let name = words.text("--name")?.ok_or(ArgsError::Missing("--name"))?;
            let name = KeyName::parse(&name).map_err(ArgsError::Name)?;
            WitnessAsked::Init { name }
        }
        Some("add") => {
            let key = words.text("--log")?.ok_or(ArgsError::Missing("--log"))?;
            let key = VerifierKey::parse(&key).map_err(ArgsError::Key)?;
            let url = words.text("--from")?;
            WitnessAsked::Add {
                log: Log { key, url },
            }
        }
        Some("once") => WitnessAsked::Once {
            from: words.text("--from")?,
            log: words.text("--log")?,
        },
        Some("serve") => {
            let listen = words.text("--listen")?;
            let listen = listen.unwrap_or_else(|| "127.0.0.1:8787".to_owned());
            let listen = listen.parse().map_err(|_| ArgsError::Listen)?;
            WitnessAsked::Serve { listen }
        }
        _ => WitnessAsked::Status,
    };
    let home = words.place("HOME")?.into();
    Ok(Asked::Witness { home, what })
}

fn parse_bench(words: impl Iterator<Item = OsString>) -> Result<Asked, ArgsError> {
    let mut words = Words::read(words, &["--entries"], 0)?;
    if words.is_help {
        return Ok(Asked::Help);
    }
    let entries = match words.text("--entries")? {
        Some(number) => number.parse().map_err(|_| ArgsError::Number("--entries"))?,
        None => 1_000_000,
    };
    Ok(Asked::Bench { entries })
}
