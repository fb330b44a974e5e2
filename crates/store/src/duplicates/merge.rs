//! Merging two records: the one stays, the other goes on under it.
//!
//! | of whoever goes | what becomes of it |
//! |---|---|
//! | versions, lookups, cards, entries, notes | stay where they are; whoever comes upon them follows the alias |
//! | queues, an open card | out of every turn at once, the card off its desk, as when a membership ends |
//! | objections, protected, restricted, died, do-not-call, the rest after a call | stand for whoever stays, too |
//! | reports of callers | are about whoever stays, and go on stopping their campaign |
//! | whoever a bank was done with | is never rung again by that bank under the other record, whatever is lifted, filled or undone |
//! | the membership | ends, without a day of leaving in any total |

use switchboard_rules::alike::{Choice, merged};
use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BulkId, CampaignId, LookId, MemberId, MergeId, bucket_of};
use switchboard_rules::look::Words;
use switchboard_rules::person::Day;
use switchboard_rules::policy::Action;
use switchboard_rules::roll::{Part, RollRow};

use super::{alias, listing};
use crate::contests;
use crate::desk::{self, EVERY_CAMPAIGN, KEEP_OBJECTION, never_member, objection, shape, stop};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::members::{self, hold_two};
use crate::never_again::{Fact, Mark};
use crate::own_page;
use crate::roll::whole::Whole;
use crate::roll::{Why, hand};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What an officer chose on the page of two looks.
#[derive(Debug, Clone)]
pub struct Merging {
    /// The look at the record that stays.
    pub keep: LookId,
    /// The look at the one that goes.
    pub gone: LookId,
    /// Which parts stay.
    pub choice: Choice,
    /// Why they are one person, where the officer said so; kept as a note.
    pub words: Option<Words>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// It is done.
    Done(MergeId),
    /// An import is running, which may be writing about them; try again when it has ended.
    Busy,
    /// They are one record already, or one of them is under another.
    Before,
    /// The record that would be left is a former member's, though one of the two is a member: keep the other, or another
    /// day on which the membership ends.
    Ended,
}

/// Merges the records of two looks, as the officer chose.
pub fn merge(tx: &mut Tx<'_, '_>, merging: &Merging) -> Result<Verdict<Merged>, Fault> {
    // Terms of the account, the line, members: the order of locks.
    tx.account()?;
    let is_importing = line::is_importing(tx)?;
    let looks = [merging.keep, merging.gone];
    let [keep, gone] = match hold_two(tx, looks, Action::MergeMembers)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if is_importing {
        return Ok(Verdict::Given(Merged::Busy));
    }
    let Some(pair) = Pair::open(tx, keep.member(), gone.member())? else {
        return Ok(Verdict::Given(Merged::Before));
    };
    let row = merged(&pair.keep.row, &pair.gone.row, merging.choice);
    if ends_a_membership(&pair, &row, tx.today()?) {
        return Ok(Verdict::Given(Merged::Ended));
    }
    let act = Act {
        draft: Draft::act(EventKind::MembersMerged, &keep.grant),
        account: keep.grant.account(),
        bulk: NO_BULK,
    };
    let done = carry(tx, &pair, &row, act)?;
    if let Some(words) = &merging.words {
        members::keep_note(tx, &keep, "merged", words)?;
    }
    if let Some(act) = done.act {
        tx.changed("roll", &act);
    }
    Ok(Verdict::Given(Merged::Done(done.id)))
}

/// Whether nobody would be a member any more, though one of the two is.
fn ends_a_membership(pair: &Pair, row: &RollRow, today: Day) -> bool {
    let is_past = |row: &RollRow| row.ends_on.is_some_and(|day| day < today);
    let is_former = |whole: &Whole| whole.ended.is_some() || is_past(&whole.row);
    let would_be = pair.keep.ended.is_some() || is_past(row);
    would_be && !(is_former(&pair.keep) && is_former(&pair.gone))
}

/// Where one pair was merged by itself.
pub(super) const NO_BULK: BulkId = BulkId::from_bytes([0; 16]);

/// Who merges, and as what.
pub(super) struct Act {
    pub(super) draft: Draft,
    pub(super) account: AccountId,
    pub(super) bulk: BulkId,
}

/// Two records, held and open.
pub(super) struct Pair {
    pub(super) keep: Whole,
    pub(super) gone: Whole,
}

impl Pair {
    /// Holds and opens both, the smaller id first so that two who do this wait for each other; none where they are not two.
    pub(super) fn open(
        tx: &mut Tx<'_, '_>,
        keep: MemberId,
        gone: MemberId,
    ) -> Result<Option<Self>, Fault> {
        if keep == gone {
            return Ok(None);
        }
        let (first, second) = if keep < gone {
            (keep, gone)
        } else {
            (gone, keep)
        };
        let (first, second) = (hand::whole(tx, first)?, hand::whole(tx, second)?);
        for member in [keep, gone] {
            if alias::keeper(tx, member)? != member {
                return Ok(None);
            }
        }
        Ok(match (first, second) {
            (Some(first), Some(second)) if first.member == keep => Some(Self {
                keep: first,
                gone: second,
            }),
            (Some(first), Some(second)) => Some(Self {
                keep: second,
                gone: first,
            }),
            _ => None,
        })
    }
}

/// That a merge is queued.
pub(super) struct Carried {
    pub(super) id: MergeId,
    /// The version it wrote, if anything changed.
    pub(super) act: Option<[u8; 16]>,
}

const MERGE: &str = "insert into member_merge (bucket, id, keeper, loser, account, bulk, at, before_act, after_act, ended, marks) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const OVER: &str = "update member_look set until_at = $1 where member = $2 and until_at > $1";

/// Queues everything that a merge is, with its entry, which is about both.
pub(super) fn carry(
    tx: &mut Tx<'_, '_>,
    pair: &Pair,
    row: &RollRow,
    act: Act,
) -> Result<Carried, Fault> {
    let (keep, gone) = (pair.keep.member, pair.gone.member);
    let now = tx.now().millis();
    let id = MergeId::from_bytes(tx.world.ordered.next(now));
    let marks = marks(tx, keep)?;
    // Whoever goes leaves every desk and turn first: from here the two are dealt as one.
    stop::cut(tx, gone, None)?;
    tx.flush()?;
    let parts = row.differs_from(&pair.keep.row);
    let after = hand::correct_quietly(tx, &pair.keep, row)?;
    if row.deceased && !pair.keep.row.deceased {
        stop::hold_all(tx, keep)?;
    }
    let ends = pair.gone.ended.is_none();
    if ends {
        hand::end_quietly(tx, gone, Why::Merged)?;
    } else {
        // The queues may not have followed yet whatever ended it.
        stop::ended(tx, gone);
    }
    alias::add(tx, gone, keep, id);
    let row = vec![
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
        Value::Bytes(keep.as_bytes().to_vec()),
        Value::Bytes(gone.as_bytes().to_vec()),
        Value::Bytes(act.account.as_bytes().to_vec()),
        Value::Bytes(act.bulk.as_bytes().to_vec()),
        Value::Int(now),
        Value::Bytes(pair.keep.act.to_vec()),
        Value::Bytes(after.unwrap_or(pair.keep.act).to_vec()),
        Value::Int(i64::from(ends)),
        Value::Int(marks.bits()),
    ];
    tx.later(MERGE, row);
    let over = vec![Value::Int(now), Value::Bytes(gone.as_bytes().to_vec())];
    tx.later(OVER, over);
    members::link_also(tx, gone, keep);
    desk::know_also(tx, gone, keep);
    own_page::end_of(tx, gone)?;
    own_page::end_of(tx, keep)?;
    contests::merged(tx, gone, keep)?;
    take_marks(tx, gone, keep)?;
    take_objections(tx, gone, keep, None)?;
    take_reports(tx, gone, keep);
    stop::done_as_one(tx, keep);
    tx.later(STOP_REPORTED, stop::of_member(keep));
    listing::set_state(tx, (keep, gone), "merged");
    let fields: Vec<&str> = parts.iter().map(Part::word).collect();
    let mut words = format!("merge={id} fields={}", fields.join(","));
    if act.bulk != NO_BULK {
        words = format!("{words} bulk={}", act.bulk);
    }
    let subjects = [
        part(tx, &pair.keep, "keeper")?,
        part(tx, &pair.gone, "merged")?,
    ];
    entry::write(tx, &act.draft.detail(words), &subjects)?;
    tx.changed("objection", &never_member(tx.world, keep));
    Ok(Carried { id, act: after })
}

/// The part of an entry about one of the two: which of them it is stands in the part that the member's own key opens.
pub(super) fn part(
    tx: &Tx<'_, '_>,
    whole: &Whole,
    role: &'static str,
) -> Result<entry::SubjectPart, Fault> {
    let id = *whole.member.as_bytes();
    entry::subject(tx.world, id, whole.month, &whole.erase_key, None, role)
}

/// Marks of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    restricted: bool,
    protected: bool,
    deceased: bool,
    rest_until: i64,
}

impl Marks {
    pub(super) fn bits(self) -> i64 {
        i64::from(self.restricted) | i64::from(self.protected) << 1 | i64::from(self.deceased) << 2
    }

    /// What is here and wasn't in `bits`; a rest after a call is over by itself.
    pub(super) fn since(self, bits: i64) -> Self {
        Self {
            restricted: self.restricted && bits & 1 == 0,
            protected: self.protected && bits & 2 == 0,
            deceased: self.deceased && bits & 4 == 0,
            rest_until: self.rest_until,
        }
    }

    pub(super) const fn rests_longer(self, than: Self) -> bool {
        self.rest_until > than.rest_until
    }

    pub(super) const fn is_any(self) -> bool {
        self.restricted || self.protected || self.deceased
    }
}

const MARKS: &str = "select rest_until, restricted, protected, deceased from member_mark where bucket = $1 and member = $2";
/// Nothing is made smaller.
const ADD_MARKS: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, member) do update set rest_until = case when member_mark.rest_until > excluded.rest_until then member_mark.rest_until else excluded.rest_until end, restricted = case when member_mark.restricted = 1 then 1 else excluded.restricted end, protected = case when member_mark.protected = 1 then 1 else excluded.protected end, deceased = case when member_mark.deceased = 1 then 1 else excluded.deceased end";

pub(super) fn marks(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Marks, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let found = tx.one(MARKS, &args, |row| {
        Ok(Marks {
            rest_until: row.int(0)?,
            restricted: row.int(1)? != 0,
            protected: row.int(2)? != 0,
            deceased: row.int(3)? != 0,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Sets marks beside those that stand; each is a fact that no restored backup may undo.
pub(super) fn add_marks(tx: &mut Tx<'_, '_>, to: MemberId, marks: Marks) -> Result<(), Fault> {
    tx.later(
        ADD_MARKS,
        vec![
            Value::Int(to.bucket()),
            Value::Bytes(to.as_bytes().to_vec()),
            Value::Int(marks.rest_until),
            Value::Int(i64::from(marks.restricted)),
            Value::Int(i64::from(marks.protected)),
            Value::Int(i64::from(marks.deceased)),
        ],
    );
    for (is_set, mark) in [
        (marks.restricted, Mark::Restricted),
        (marks.protected, Mark::Protected),
        (marks.deceased, Mark::Deceased),
    ] {
        if is_set {
            let fact = Fact::mark(tx.world, to, mark, true);
            tx.never_again(&fact);
        }
    }
    if marks.is_any() {
        tx.flush()?;
        stop::hold_all(tx, to)?;
    }
    Ok(())
}

fn take_marks(tx: &mut Tx<'_, '_>, from: MemberId, to: MemberId) -> Result<(), Fault> {
    let marks = marks(tx, from)?;
    if marks == Marks::default() {
        return Ok(());
    }
    add_marks(tx, to, marks)
}

const OBJECTIONS: &str = "select campaign, size, at from objection where bucket = $1 and hash = $2 order by campaign limit 1000";

/// What one member objected to stands for another too, from the same moment on; a card that is open on them goes off its
/// desk. Of those that came before `since` nothing is taken.
pub(super) fn take_objections(
    tx: &mut Tx<'_, '_>,
    from: MemberId,
    to: MemberId,
    since: Option<i64>,
) -> Result<bool, Fault> {
    let hash = never_member(tx.world, from);
    let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let all = tx.all(OBJECTIONS, &args, |row| {
        let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("objection"))?;
        let size = Size::from_code(row.text(1)?).unwrap_or(Size::Anyone);
        Ok((campaign, size, row.int(2)?))
    })?;
    let mut is_any = false;
    for (against, size, at) in all {
        if since.is_some_and(|since| at < since) {
            continue;
        }
        is_any = true;
        let campaign = (against != EVERY_CAMPAIGN).then(|| CampaignId::from_bytes(against));
        tx.flush()?;
        stop::cut(tx, to, campaign)?;
        keep(tx, to, (against, size, at))?;
        match campaign {
            Some(campaign) => stop::campaign(tx, to, campaign),
            None => stop::everybody(tx, to),
        }
    }
    Ok(is_any)
}

/// Keeps an objection under the hashes of a member and of all their numbers.
fn keep(
    tx: &mut Tx<'_, '_>,
    to: MemberId,
    (against, size, at): ([u8; 16], Size, i64),
) -> Result<(), Fault> {
    tx.flush()?;
    let mut hashes: Vec<[u8; 16]> = objection::numbers(tx, to)?
        .into_iter()
        .map(|(_, never)| never)
        .collect();
    hashes.push(never_member(tx.world, to));
    hashes.sort_unstable();
    hashes.dedup();
    for hash in hashes {
        tx.later(
            KEEP_OBJECTION,
            vec![
                Value::Int(bucket_of(&hash)),
                Value::Bytes(hash.to_vec()),
                Value::Bytes(against.to_vec()),
                Value::Text(size.code().to_owned()),
                Value::Int(at),
            ],
        );
        tx.never_again(&Fact::Objection {
            hash,
            campaign: against,
            size,
        });
    }
    Ok(())
}

const REPORTS: &str = "update report set member = $1 where member = $2";

fn take_reports(tx: &mut Tx<'_, '_>, from: MemberId, to: MemberId) {
    let bytes = |member: MemberId| Value::Bytes(member.as_bytes().to_vec());
    tx.later(REPORTS, vec![bytes(to), bytes(from)]);
}

/// A report that waits, or was right, stops its campaign.
const STOP_REPORTED: &str = "update queue set class = 8, due_at = case when class in (0, 1) or class >= 16 then due_at else 0 end where bucket = $1 and member = $2 and (class in (0, 1, 7) or class >= 16) and bank in (select b.id from bank b join report r on r.campaign = b.campaign where r.member = $2 and (r.settled_as is null or r.settled_as = 'right'))";
