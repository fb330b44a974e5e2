//! A copy of all that is kept about the member, to read and as JSON.

use switchboard_rules::audience::Spoken;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::policy::Action;

use super::looks::{After, Head, Heard, Looked, Source, sources};
use super::object::{self, Objections};
use super::{grant, nobody};
use crate::desk::shape;
use crate::disclose::{Attempted, Recorded, Sealed};
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::members::{clear_file, notes_alone, sealed_file};
use crate::personal::{MemberFile, OwnLooks};
use crate::tx::{Tx, Verdict};

/// The most entries that one act hands out: a copy is taken in slices, between which others get their turn.
pub const SLICE: usize = 50;

/// All that is kept about the member, or a later slice of it: the record stands in the first.
pub struct Copy {
    /// Their record with the office's notes; none where nothing of it is in force.
    pub file: Option<Recorded<MemberFile>>,
    /// The branch, which stands in clear.
    pub branch: String,
    /// The kind of membership, in clear.
    pub kind: String,
    /// The language in which they would like to be rung, by its code, in clear.
    pub language: String,
    /// The year of joining, in clear.
    pub joined_year: Option<i64>,
    /// The last day of the membership, in clear; empty when none is said.
    pub ends_on: String,
    /// The area, in clear; empty when none is said.
    pub area: String,
    /// The tags, in clear, parted by `; `.
    pub tags: String,
    /// How each campaign has it that came of its calls, by its name, where it chooses whom to ring by that: in clear.
    pub called: Vec<(String, Spoken)>,
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
    /// Where the next slice begins, if there is one.
    pub after: Option<After>,
}

const CALLED: &str = "select c.name, max(s.level) from spoken s join campaign c on c.id = s.campaign where s.bucket = $1 and s.member = $2 group by c.id, c.name order by c.name, c.id limit 200";

fn called(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<(String, Spoken)>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.all(CALLED, &args, |row| {
        let level = Spoken::from_code(row.int(1)?).ok_or_else(|| shape("spoken"))?;
        Ok((row.text(0)?.to_owned(), level))
    })
}

/// Hands the member a copy, or the next slice of one.
pub fn copy(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<Copy>, Fault> {
    let (grant, member) = match grant(tx, Action::TakeOwnCopy, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(looked) = Looked::read(tx, member, after, SLICE)? else {
        return Ok(Verdict::Refused(nobody()));
    };
    let key = looked.key_of(member).cloned();
    let key = key.filter(|_| after.is_none());
    let clear = clear_file(tx, member)?;
    let file = match &key {
        Some(key) => sealed_file(tx, member, key)?,
        None => None,
    };
    let branch = file.as_ref().map(|row| row.branch.clone());
    let file = match (file, &key) {
        (Some(row), Some(key)) => {
            let mut rows = vec![row];
            rows.extend(notes_alone(tx, member, key)?);
            let draft = Draft::act(EventKind::OwnCopyTaken, &grant);
            Some(tx.record_as(draft, Sealed::<MemberFile>::new(rows))?)
        }
        _ => None,
    };
    let next = looked.after;
    let opened = looked.open(tx, (Action::TakeOwnCopy, EventKind::OwnCopyTaken), &grant)?;
    Ok(Verdict::Given(Copy {
        file,
        branch: branch.unwrap_or_default(),
        kind: clear.kind,
        language: clear.language,
        joined_year: clear.joined_year,
        ends_on: clear.ends_on,
        area: clear.area,
        tags: clear.tags,
        called: called(tx, member)?,
        heads: opened.heads,
        looks: opened.looks,
        heard: opened.heard,
        objections: object::standing(tx, member)?,
        sources: sources(tx, member)?,
        after: next,
    }))
}
