//! Reads a policy's file, line by line.

use core::fmt;

use super::{Group, Log, Member, Policy, Quorum, Witness};
use crate::note::{KeyError, VerifierKey, WitnessKey};
use crate::number;

/// How large a policy's file is here at most, in bytes.
pub const POLICY_BYTES_MAX: usize = 100_000;
/// How many logs, witnesses and groups a policy has here at most; the source asks for at least 32 of each.
const LINES_MAX: usize = 256;
const NONE: &str = "none";

/// What is wrong with a policy's file, and in which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyError {
    /// The line, from 1; 0 when it is the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub kind: PolicyErrorKind,
}

/// What is wrong with a line of a policy's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyErrorKind {
    /// The file is beyond [`POLICY_BYTES_MAX`].
    #[error("a policy has at most 100,000 bytes here")]
    TooLong,
    /// The file has control characters, or its last line has no end.
    #[error("a policy is whole lines of text, without control characters other than tabs")]
    Characters,
    /// The line begins with no word known here.
    #[error("a line begins with `log`, `witness`, `group`, `quorum` or `#`")]
    Word,
    /// The line has too few or too many words.
    #[error("the line has too few or too many words")]
    Words,
    /// There are too many lines of a kind.
    #[error("a policy has at most 256 logs, witnesses and groups here")]
    TooMany,
    /// A key can't be read.
    #[error("the key can't be used: {0}")]
    Key(#[from] KeyError),
    /// A key stands there twice.
    #[error("this key stands in the policy already")]
    KeyTwice,
    /// A name stands there twice, or is `none`.
    #[error("this name stands in the policy already, or is `none`")]
    NameTwice,
    /// A name stands for nothing that is defined above.
    #[error("no witness or group of this name is defined above")]
    Unknown,
    /// A name is a member of two groups.
    #[error("this name is a member of a group already; each counts in one way only")]
    MemberTwice,
    /// The threshold isn't `any`, `all`, or a number from 1 to the number of members.
    #[error("a group needs `any`, `all`, or a number from 1 to how many members it has")]
    Need,
    /// A second quorum.
    #[error("a policy has one quorum")]
    QuorumTwice,
    /// No quorum.
    #[error(
        "the policy has no quorum; add a line `quorum` with a witness or group, or `quorum none`"
    )]
    NoQuorum,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => self.kind.fmt(f),
            line => write!(f, "line {line} of the policy: {}", self.kind),
        }
    }
}

impl core::error::Error for PolicyError {}

/// What was read so far.
#[derive(Default)]
struct Reading {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<Quorum>,
    members: Vec<Member>,
}

impl Policy {
    /// Reads a policy's file.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let whole = |kind| PolicyError { line: 0, kind };
        if text.len() > POLICY_BYTES_MAX {
            return Err(whole(PolicyErrorKind::TooLong));
        }
        let is_control = |byte: u8| (byte < b' ' && byte != b'\t' && byte != b'\n') || byte == 0x7f;
        if text.bytes().any(is_control) {
            return Err(whole(PolicyErrorKind::Characters));
        }
        let lines = text
            .strip_suffix('\n')
            .ok_or(whole(PolicyErrorKind::Characters))?;
        let mut reading = Reading::default();
        for (index, line) in lines.split('\n').enumerate() {
            let words: Vec<&str> = line
                .split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect();
            reading.line(&words).map_err(|kind| PolicyError {
                line: index + 1,
                kind,
            })?;
        }
        Ok(Self {
            quorum: reading.quorum.ok_or(whole(PolicyErrorKind::NoQuorum))?,
            logs: reading.logs,
            witnesses: reading.witnesses,
            groups: reading.groups,
        })
    }
}

impl Reading {
    fn line(&mut self, words: &[&str]) -> Result<(), PolicyErrorKind> {
        match words {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["group", name, need, members @ ..] if !members.is_empty() => {
                self.group(name, need, members)
            }
            ["quorum", name] => self.set_quorum(name),
            ["log" | "witness" | "group" | "quorum", ..] => Err(PolicyErrorKind::Words),
            _ => Err(PolicyErrorKind::Word),
        }
    }

    fn log(&mut self, key: &str, url: Option<&str>) -> Result<(), PolicyErrorKind> {
        let key = VerifierKey::parse(key)?;
        if self.has_key(key.public()) {
            return Err(PolicyErrorKind::KeyTwice);
        }
        let url = url.map(str::to_owned);
        push(&mut self.logs, Log { key, url })
    }

    /// Whether a log or a witness has this key, under whatever name: no log is a witness of itself.
    fn has_key(&self, public: &[u8; 32]) -> bool {
        let mut logs = self.logs.iter().map(|log| log.key.public());
        let mut witnesses = self.witnesses.iter().map(|one| one.key.public());
        logs.any(|known| known == public) || witnesses.any(|known| known == public)
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&str>) -> Result<(), PolicyErrorKind> {
        self.check_new(name)?;
        let key = WitnessKey::parse(key)?;
        if self.has_key(key.public()) {
            return Err(PolicyErrorKind::KeyTwice);
        }
        let witness = Witness {
            name: name.to_owned(),
            key,
            url: url.map(str::to_owned),
        };
        push(&mut self.witnesses, witness)
    }

    fn group(&mut self, name: &str, need: &str, names: &[&str]) -> Result<(), PolicyErrorKind> {
        self.check_new(name)?;
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            let member = self.find(name).ok_or(PolicyErrorKind::Unknown)?;
            if self.members.contains(&member) {
                return Err(PolicyErrorKind::MemberTwice);
            }
            self.members.push(member);
            members.push(member);
        }
        let need = match need {
            "any" => 1,
            "all" => members.len(),
            number => number::parse(number)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|need| (1..=members.len()).contains(need))
                .ok_or(PolicyErrorKind::Need)?,
        };
        let group = Group {
            name: name.to_owned(),
            need,
            members,
        };
        push(&mut self.groups, group)
    }

    fn set_quorum(&mut self, name: &str) -> Result<(), PolicyErrorKind> {
        if self.quorum.is_some() {
            return Err(PolicyErrorKind::QuorumTwice);
        }
        self.quorum = Some(if name == NONE {
            Quorum::None
        } else {
            Quorum::By(self.find(name).ok_or(PolicyErrorKind::Unknown)?)
        });
        Ok(())
    }

    fn check_new(&self, name: &str) -> Result<(), PolicyErrorKind> {
        if name == NONE || self.find(name).is_some() {
            return Err(PolicyErrorKind::NameTwice);
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Option<Member> {
        let witness = self.witnesses.iter().position(|one| one.name == name);
        let group = || self.groups.iter().position(|one| one.name == name);
        witness
            .map(Member::Witness)
            .or_else(|| group().map(Member::Group))
    }
}

fn push<T>(list: &mut Vec<T>, one: T) -> Result<(), PolicyErrorKind> {
    if list.len() >= LINES_MAX {
        return Err(PolicyErrorKind::TooMany);
    }
    list.push(one);
    Ok(())
}
