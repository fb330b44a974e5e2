//! Who must have signed and cosigned for a checkpoint to be believed (C2SP tlog-policy).
//!
//! The source is <https://c2sp.org/tlog-policy>. A policy names logs, witnesses, and a quorum: one witness,
//! or k of n witnesses, or groups of groups. One witness can lie or be the log's friend; a quorum of people
//! who distrust each other is why a split view needs a conspiracy. Policies are files, so that a committee
//! can agree on one and everybody checks against the same.

mod parse;

#[cfg(feature = "ed25519")]
mod check;

#[cfg(feature = "ed25519")]
pub use check::{Agreed, PolicyRefused};
pub use parse::{POLICY_BYTES_MAX, PolicyError, PolicyErrorKind};

use core::fmt;

use crate::note::{VerifierKey, WitnessKey};

/// Which logs are believed, and which of which witnesses must have cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Quorum,
}

/// Who must have cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quorum {
    /// Nobody.
    None,
    By(Member),
}

/// A log that the policy believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The key with which it signs; its name is the log's origin.
    pub key: VerifierKey,
    /// Where it is found, when the policy says so.
    pub url: Option<String>,
}

/// A witness that the policy knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it; it has no meaning elsewhere.
    pub name: String,
    /// The key with which it cosigns.
    pub key: WitnessKey,
    /// Where it is asked, when the policy says so.
    pub url: Option<String>,
}

/// Some witnesses and groups, of which `need` must agree.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    need: usize,
    members: Vec<Member>,
}

/// One member of a group, by its place in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

impl Policy {
    /// The policy that believes these logs when `need` of these witnesses cosigned; none for 0.
    pub fn of(logs: &[Log], need: usize, witnesses: &[Witness]) -> Result<Self, PolicyError> {
        let mut lines: Vec<String> = logs.iter().map(ToString::to_string).collect();
        lines.extend(witnesses.iter().map(ToString::to_string));
        if need == 0 {
            lines.push("quorum none".to_owned());
        } else {
            let names: Vec<&str> = witnesses.iter().map(|one| one.name.as_str()).collect();
            lines.push(format!("group all-witnesses {need} {}", names.join(" ")));
            lines.push("quorum all-witnesses".to_owned());
        }
        // Whatever a file may not say, nobody may say.
        Self::parse(&(lines.join("\n") + "\n"))
    }

    /// The logs that are believed.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses that are known.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Whether enough witnesses cosigned; `has_cosigned` says of each whether it validly did.
    ///
    /// Pure, so that a server asks it with the cryptographic library it has.
    #[must_use]
    pub fn is_met(&self, has_cosigned: impl Fn(&Witness) -> bool) -> bool {
        let by: Vec<bool> = self.witnesses.iter().map(has_cosigned).collect();
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let agree = group
                .members
                .iter()
                .filter(|member| agrees(**member, &by, &groups));
            groups.push(agree.count() >= group.need);
        }
        match self.quorum {
            Quorum::None => true,
            Quorum::By(member) => agrees(member, &by, &groups),
        }
    }

    /// Whether a checkpoint is believed that no witness cosigned.
    #[must_use]
    pub fn asks_nobody(&self) -> bool {
        self.quorum == Quorum::None
    }

    /// How many witnesses, at the fewest, must lie for two readers with this policy to be shown two histories.
    ///
    /// 0 when two sets of witnesses that have none in common are each enough: then each can be shown a history of
    /// its own, and nobody lies. Of a group of n that needs k, at least 2k - n members must agree to both histories;
    /// those with the fewest to win over are the ones.
    #[must_use]
    pub fn liars_for_two_histories(&self) -> usize {
        let mut groups: Vec<usize> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let mut costs: Vec<usize> = group
                .members
                .iter()
                .map(|member| liars_in(*member, &groups))
                .collect();
            costs.sort_unstable();
            let both = group.need.saturating_mul(2).saturating_sub(costs.len());
            groups.push(costs.iter().take(both).sum());
        }
        match self.quorum {
            Quorum::None => 0,
            Quorum::By(member) => liars_in(member, &groups),
        }
    }

    fn name_of(&self, member: Member) -> &str {
        let name = match member {
            Member::Witness(index) => self.witnesses.get(index).map(|one| one.name.as_str()),
            Member::Group(index) => self.groups.get(index).map(|one| one.name.as_str()),
        };
        // A member is made only with a place that is there.
        name.unwrap_or_default()
    }
}

/// A member stands before the group that names it, so its answer is there.
fn agrees(member: Member, witnesses: &[bool], groups: &[bool]) -> bool {
    match member {
        Member::Witness(index) => witnesses.get(index),
        Member::Group(index) => groups.get(index),
    }
    .copied()
    .unwrap_or(false)
}

/// How many must lie for this member to agree to two histories; a group stands before the one that names it.
fn liars_in(member: Member, groups: &[usize]) -> usize {
    match member {
        Member::Witness(_) => 1,
        Member::Group(index) => groups.get(index).copied().unwrap_or(0),
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log {}", self.key)?;
        self.url.as_ref().map_or(Ok(()), |url| write!(f, " {url}"))
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "witness {} {}", self.name, self.key)?;
        self.url.as_ref().map_or(Ok(()), |url| write!(f, " {url}"))
    }
}

/// The policy as a file; comments of a file that was read are gone.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for log in &self.logs {
            writeln!(f, "{log}")?;
        }
        for witness in &self.witnesses {
            writeln!(f, "{witness}")?;
        }
        for group in &self.groups {
            write!(f, "group {} {}", group.name, group.need)?;
            for member in &group.members {
                write!(f, " {}", self.name_of(*member))?;
            }
            writeln!(f)?;
        }
        let quorum = match self.quorum {
            Quorum::None => "none",
            Quorum::By(member) => self.name_of(member),
        };
        writeln!(f, "quorum {quorum}")
    }
}
