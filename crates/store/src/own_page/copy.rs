//! A copy of all that is kept about the member, to read and as JSON.

use switchboard_rules::events::EventKind;
use switchboard_rules::policy::Action;

use super::looks::{Head, Heard, Looked, Source, sources};
use super::object::{self, Objections};
use super::{grant, nobody};
use crate::disclose::{Attempted, Recorded, Sealed};
use crate::entry::Draft;
use crate::fault::Fault;
use crate::members::sealed_file;
use crate::personal::{MemberFile, OwnLooks};
use crate::tx::{Tx, Verdict};

/// The most entries in one copy, the newest.
pub const LOOKS_MAX: usize = 1_000;

/// All that is kept about the member.
pub struct Copy {
    /// Their record; none where nothing of it is in force.
    pub file: Option<Recorded<MemberFile>>,
    /// The branch, which stands in clear.
    pub branch: String,
    /// What was done.
    pub heads: Attempted<Vec<Head>>,
    /// What was shown, in the same order.
    pub looks: Recorded<OwnLooks>,
    /// What campaigns wrote.
    pub heard: Vec<Heard>,
    /// What the member said against calls.
    pub objections: Objections,
    /// Where the record came from.
    pub sources: Vec<Source>,
    /// Whether there are older entries than these.
    pub is_cut: bool,
}

/// Hands the member a copy.
pub fn copy(tx: &mut Tx<'_, '_>) -> Result<Verdict<Copy>, Fault> {
    let (grant, member) = match grant(tx, Action::TakeOwnCopy, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(looked) = Looked::read(tx, member, None, LOOKS_MAX)? else {
        return Ok(Verdict::Refused(nobody()));
    };
    let key = looked.key_of(member).cloned();
    let file = match &key {
        Some(key) => sealed_file(tx, member, key)?,
        None => None,
    };
    let branch = file.as_ref().map(|row| row.branch.clone());
    let draft = Draft::act(EventKind::OwnCopyTaken, &grant);
    let file = file
        .map(|row| tx.record_as(draft, Sealed::<MemberFile>::new(vec![row])))
        .transpose()?;
    let is_cut = looked.after.is_some();
    let opened = looked.open(tx, (Action::TakeOwnCopy, EventKind::OwnCopyTaken), &grant)?;
    Ok(Verdict::Given(Copy {
        file,
        branch: branch.unwrap_or_default(),
        heads: opened.heads,
        looks: opened.looks,
        heard: opened.heard,
        objections: object::standing(tx, member)?,
        sources: sources(tx, member)?,
        is_cut,
    }))
}
