//! Whether an act was an agreed test, by its own entry and the test's.

use std::fmt;

use switchboard_ledger::entry::{Opened, Part, Tag};

use super::kinds::{Needs, kind};
use super::terms::{Agreed, Terms};
use crate::report::in_words;

/// An act, as far as its entry is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) index: u64,
    pub(super) account: [u8; 16],
    pub(super) at_ms: i64,
    pub(super) kind: u16,
    pub(super) purpose: String,
    /// How the session was opened, in one word.
    pub(super) opened: String,
    /// Under which test the entry says that it was done.
    pub(super) licence: Option<[u8; 16]>,
}

impl Act {
    /// Reads the parts by which an act is judged; none where one of them is covered.
    pub(super) fn read(index: u64, opened: &Opened) -> Option<Self> {
        let part = |tag: Tag| {
            let mut parts = opened.act.iter();
            let (_, part) = parts.find(|(found, _)| *found == tag)?;
            Part::bytes(part)
        };
        let text = |tag| Some(String::from_utf8_lossy(part(tag)?).into_owned());
        let session = text(Tag::SESSION)?;
        let licence = part(Tag::LICENCE)?;
        Some(Self {
            index,
            account: part(Tag::ACCOUNT)?.try_into().ok()?,
            at_ms: i64::from_be_bytes(part(Tag::TIME)?.try_into().ok()?),
            kind: u16::from_be_bytes(part(Tag::KIND)?.try_into().ok()?),
            purpose: text(Tag::PURPOSE)?,
            opened: session.split(' ').next().unwrap_or_default().to_owned(),
            licence: licence.try_into().ok(),
        })
    }

    /// What was done, in one word where this program knows it.
    pub(super) fn what(&self) -> String {
        let name = kind(self.kind, &self.purpose).0;
        name.map_or_else(|| format!("kind {}", self.kind), str::to_owned)
    }

    /// When, by the server's clock.
    pub(super) fn when(&self) -> String {
        in_words(u64::try_from(self.at_ms / 1_000).unwrap_or_default())
    }
}

/// Why an act was no agreed test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoTest {
    Covered,
    Unmarked,
    Unproved,
    OtherAccount,
    OtherWorld,
    NotSeen,
    Early,
    Late,
    Scope,
}

impl fmt::Display for NoTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Covered => "a part of it is covered here, so that it can't be judged",
            Self::Unmarked => "it carries no agreed test",
            Self::Unproved => "no proof of the test that it carries is among the files",
            Self::OtherAccount => "the test that it carries doesn't name this account",
            Self::OtherWorld => {
                "the test that it carries was agreed for a copy with invented members"
            }
            Self::NotSeen => "it stood in the log before the checkpoint by which the test was seen",
            Self::Early => "it was done before the test began",
            Self::Late => "it was done after the test had ended",
            Self::Scope => "what was done is none of what the test covers",
        })
    }
}

/// Holds an act against the test that it carries, `ended_ms` being when somebody ended that before its time. That the
/// witnesses had seen the test before is read off the places in the log, not off a clock.
pub(super) fn judge(
    act: &Act,
    agreed: &[Agreed],
    ended_ms: impl Fn([u8; 16]) -> Option<i64>,
) -> Result<[u8; 16], NoTest> {
    let id = act.licence.ok_or(NoTest::Unmarked)?;
    let mut known = agreed.iter().filter(|one| one.terms.licence == id);
    let agreed = known.next().ok_or(NoTest::Unproved)?;
    let terms = &agreed.terms;
    if !terms.testers.contains(&act.account) {
        return Err(NoTest::OtherAccount);
    }
    if !terms.is_live {
        return Err(NoTest::OtherWorld);
    }
    if act.index < agreed.checkpoint.size() {
        return Err(NoTest::NotSeen);
    }
    if act.at_ms < terms.from_ms {
        return Err(NoTest::Early);
    }
    let ends_ms = ended_ms(id).map_or(terms.until_ms, |ended| ended.min(terms.until_ms));
    if act.at_ms >= ends_ms {
        return Err(NoTest::Late);
    }
    is_within(act, terms).then_some(id).ok_or(NoTest::Scope)
}

/// Whether these terms cover such an act at all.
pub(super) fn is_within(act: &Act, terms: &Terms) -> bool {
    let may = |how: &str| terms.techniques.iter().any(|one| one == how);
    match kind(act.kind, &act.purpose).1 {
        Needs::Nothing => true,
        Needs::Part(part, how) => {
            let is_by_program = matches!(act.opened.as_str(), "token" | "program");
            terms.rooms.iter().any(|one| one == part)
                && may(how)
                && (!is_by_program || may("automate"))
        }
        Needs::More => false,
    }
}
