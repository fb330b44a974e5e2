//! Undoing a merge: both stand on the roll again, each under their own record.
//!
//! What the merge changed of the record that stayed goes back, part by part, where nothing changed it since; the rest is
//! left and said. Nothing here lifts an objection, a protection, a restriction or a death: what came over with the merge
//! stays where it came, and what was said since stands for both ([`since`](super::since)), because nobody can tell whose word
//! it was. A report from a call that waits stays with the record that was rung. Which answer a campaign counts of them goes from both
//! records, until their own cards give it again (decision 0051).

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BulkId, MemberId, MergeId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::roll::{Part, Parts, undoing};

use super::merge::{part, take_objections};
use super::since::Since;
use super::{alias, listing};
use crate::audiences;
use crate::desk::{never_member, shape, stop};
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::members::whose_resource;
use crate::roll::hand;
use crate::roll::whole::{self, Whole};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What came of undoing a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmerged {
    /// Both stand on the roll again.
    Done(Put),
    /// It was undone before, or one of the two is forgotten.
    Before,
    /// The one that stayed was merged into a third since; undo that first.
    Later,
    /// An import is running, which may be writing about them; try again when it has ended.
    Busy,
}

/// What was put back and what was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Put {
    /// Parts of the record that stayed, as they were before.
    pub back: Parts,
    /// Parts that the merge changed and that changed again since, and marks against calls: they stay.
    pub left: Parts,
    /// Whether what was said since the merge stops calls to both from here: objections, marks, an end.
    pub is_stopped: bool,
}

/// A merge as it lies in its table.
pub(super) struct Filed {
    pub(super) id: MergeId,
    pub(super) keeper: MemberId,
    loser: MemberId,
    at: i64,
    before_act: [u8; 16],
    after_act: [u8; 16],
    ended: bool,
    marks: i64,
}

impl Filed {
    /// Who stayed, and who goes on under them.
    pub(super) const fn members(&self) -> [MemberId; 2] {
        [self.keeper, self.loser]
    }
}

const FILED: &str = "select id, keeper, loser, at, before_act, after_act, ended, marks from member_merge where bucket = $1 and id = $2 and undone_at is null";

fn read(row: &Row<'_>) -> Result<Filed, Fault> {
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("member_merge"));
    Ok(Filed {
        id: MergeId::from_bytes(id(0)?),
        keeper: MemberId::from_bytes(id(1)?),
        loser: MemberId::from_bytes(id(2)?),
        at: row.int(3)?,
        before_act: id(4)?,
        after_act: id(5)?,
        ended: row.int(6)? != 0,
        marks: row.int(7)?,
    })
}

pub(super) fn filed(tx: &mut Tx<'_, '_>, merge: MergeId) -> Result<Option<Filed>, Fault> {
    let args = [Arg::Int(merge.bucket()), Arg::Bytes(merge.as_bytes())];
    tx.one(FILED, &args, read)
}

/// Undoes one merge.
pub fn unmerge(tx: &mut Tx<'_, '_>, merge: MergeId) -> Result<Verdict<Unmerged>, Fault> {
    let account = tx.account()?;
    // Who merges, undoes or forgets waits in one line: from here nobody else touches a merge.
    line::wait(tx)?;
    let Some(filed) = filed(tx, merge)? else {
        return Ok(
            match tx.ask(Action::SeeDuplicates, &Resource::Organisation, Facts::SHUT)? {
                Ok(_) => Verdict::Given(Unmerged::Before),
                Err(refusal) => Verdict::Refused(refusal),
            },
        );
    };
    let mut grant = None;
    for member in filed.members() {
        let resource = whose_resource(tx, member, account)?;
        match tx.ask(Action::MergeMembers, &resource, Facts::SHUT)? {
            Ok(given) => grant = Some(given),
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    let Some(grant) = grant else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let draft = Draft::act(EventKind::MergeUndone, &grant);
    let by = (draft, account);
    Ok(Verdict::Given(carry(tx, &filed, by, Told::Each)?))
}

/// Whether the follower hears of each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Of each, by its own change.
    Each,
    /// Of all together, when the last is done.
    Together,
}

const UNDONE: &str = "update member_merge set undone_at = $1, undone_by = $2 where bucket = $3 and id = $4 and undone_at is null";
const VERSION: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, '', r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and r.import = $3 and not exists (select 1 from import_dark d where d.import = r.import)";
/// Reports of cards that were dealt of whoever went are theirs again.
const REPORTS: &str = "update report set member = $1 where member = $2 and exists (select 1 from card c where c.bucket = report.bucket and c.id = report.card and c.member = $1)";
/// Marks that stop calls: no undo takes one back.
const KEPT: Parts = Parts::NONE.with(Part::DoNotCall).with(Part::Deceased);

/// Queues everything that undoing is, with its entry, which is about both.
pub(super) fn carry(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    (draft, account): (Draft, AccountId),
    told: Told,
) -> Result<Unmerged, Fault> {
    if line::is_importing(tx)? {
        return Ok(Unmerged::Busy);
    }
    let (keeper, loser) = (filed.keeper, filed.loser);
    let Some((keep, gone)) = both(tx, keeper, loser)? else {
        return Ok(Unmerged::Before);
    };
    if alias::keeper(tx, keeper)? != keeper {
        return Ok(Unmerged::Later);
    }
    if alias::keeper(tx, loser)? != keeper {
        return Ok(Unmerged::Before);
    }
    let before = version(tx, keeper, &filed.before_act)?;
    let merged = version(tx, keeper, &filed.after_act)?;
    let rows = (before.as_ref(), merged.as_ref());
    let then = rows.1.map(|whole| &whole.row);
    let since = Since::of(tx, &keep, then, (filed.marks, filed.ended))?;
    let mut put = put_back(tx, rows, &keep, told)?;
    alias::drop(tx, loser, filed.id)?;
    let key = vec![
        Value::Int(tx.now().millis()),
        Value::Bytes(account.as_bytes().to_vec()),
        Value::Int(filed.id.bucket()),
        Value::Bytes(filed.id.as_bytes().to_vec()),
    ];
    tx.later_expect(1, UNDONE, key);
    let bytes = |member: MemberId| Value::Bytes(member.as_bytes().to_vec());
    tx.later(REPORTS, vec![bytes(loser), bytes(keeper)]);
    tx.flush()?;
    // Whom a bank has reached since was the one or the other: it rings neither again, and says so before anything is lifted.
    stop::done_with_both(tx, keeper, loser)?;
    audiences::are_two_again(tx, filed.members())?;
    // What was said since and stops calls is said of both.
    let is_objecting = take_objections(tx, keeper, loser, Some(filed.at))?;
    let (is_said, acts) = since.onto(tx, (&keep, &gone), filed.ended)?;
    put.is_stopped = is_objecting || is_said;
    for act in acts.iter().filter(|_| told == Told::Each) {
        tx.changed("roll", act);
    }
    tx.flush()?;
    stop::lift_all(tx, keeper)?;
    listing::set_state(tx, (keeper, loser), "open");
    let words = |parts: Parts| parts.iter().map(Part::word).collect::<Vec<_>>().join(",");
    let detail = format!(
        "merge={} back={} left={}",
        filed.id,
        words(put.back),
        words(put.left)
    );
    let subjects = [part(tx, &keep, "keeper")?, part(tx, &gone, "merged")?];
    entry::write(tx, &draft.detail(detail), &subjects)?;
    tx.changed("objection", &never_member(tx.world, keeper));
    Ok(Unmerged::Done(put))
}

/// Both records, held in the order of their ids; none where one of them is forgotten.
fn both(
    tx: &mut Tx<'_, '_>,
    keeper: MemberId,
    loser: MemberId,
) -> Result<Option<(Whole, Whole)>, Fault> {
    let (first, second) = if keeper < loser {
        (keeper, loser)
    } else {
        (loser, keeper)
    };
    let (first, second) = (hand::whole(tx, first)?, hand::whole(tx, second)?);
    let Some((first, second)) = first.zip(second) else {
        return Ok(None);
    };
    Ok(Some(if first.member == keeper {
        (first, second)
    } else {
        (second, first)
    }))
}

/// The parts of the record that stayed, as they were before the merge where nothing changed them since.
fn put_back(
    tx: &mut Tx<'_, '_>,
    (before, merged): (Option<&Whole>, Option<&Whole>),
    keep: &Whole,
    told: Told,
) -> Result<Put, Fault> {
    let Some((before, after)) = before.zip(merged) else {
        return Ok(Put::default());
    };
    let parts = undoing(&before.row, &after.row, &keep.row);
    let back = parts.back.without(KEPT);
    let left = parts.left.or(parts.back.and(KEPT));
    if !back.is_empty() {
        let mut row = keep.row.clone();
        row.take(back, &before.row);
        let act = hand::correct_quietly(tx, keep, &row)?;
        if let Some(act) = act.filter(|_| told == Told::Each) {
            tx.changed("roll", &act);
        }
    }
    Ok(Put {
        back,
        left,
        is_stopped: false,
    })
}

fn version(tx: &mut Tx<'_, '_>, member: MemberId, act: &[u8; 16]) -> Result<Option<Whole>, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(act),
    ];
    tx.one(VERSION, &args, |row| whole::read(&world, row))
}

const NEXT_OF_BULK: &str = "select id, keeper, loser, at, before_act, after_act, ended, marks from member_merge where bulk = $1 and id < $2 and undone_at is null order by id desc limit $3";

/// The newest merges of one act that stand, older than `before`: they are undone from the last to the first.
pub(super) fn of_bulk(
    tx: &mut Tx<'_, '_>,
    bulk: BulkId,
    before: &[u8],
    most: i64,
) -> Result<Vec<Filed>, Fault> {
    let args = [
        Arg::Bytes(bulk.as_bytes()),
        Arg::Bytes(before),
        Arg::Int(most),
    ];
    tx.all(NEXT_OF_BULK, &args, read)
}
