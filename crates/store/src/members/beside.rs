//! What stands beside a record: marks, objections by their size, reports, versions, and who looked.

use switchboard_rules::branches::Lineage;
use switchboard_rules::card::{Finding, Report, Size};
use switchboard_rules::ids::{AccountId, CampaignId, MemberId, bucket_of};
use switchboard_rules::look::Whose;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Action;
use switchboard_rules::roll::{Part, Parts};

use super::look::{Held, resource, shape};
use super::looked::looks;
use crate::desk::{EVERY_CAMPAIGN, never_member, objection};
use crate::disclose::SealedRow;
use crate::door;
use crate::duplicates::alias;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::personal::row_key;
use crate::roll::Why;
use crate::session::id16;
use crate::tx::Tx;

/// What stands beside a record.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each of them stands by itself"
)]
pub struct Beside {
    /// Whose record it is, to the one who looks.
    pub whose: Whose,
    /// Branch.
    pub branch: String,
    /// Kind of membership.
    pub kind: String,
    /// The language in which they would like to be rung, by its code; empty when none is said.
    pub language: String,
    /// The year of joining.
    pub joined_year: Option<i64>,
    /// The last day of the membership as the roll has it, as 2026-12-31; empty when none is said.
    pub ends_on: String,
    /// Area; empty when none is said.
    pub area: String,
    /// Tags, parted by `; `.
    pub tags: String,
    /// The membership has ended.
    pub ended: Option<Ended>,
    /// The file said not to call.
    pub is_do_not_call: bool,
    /// The member has died.
    pub is_deceased: bool,
    /// Never on any desk.
    pub is_protected: bool,
    /// Kept and not used.
    pub is_restricted: bool,
    /// Not rung before this.
    pub resting_until: Option<Moment>,
    /// Objections, by their size.
    pub objections: Objections,
    /// What callers reported, the newest first; at most 20.
    pub reports: Vec<Told>,
    /// The versions of the record, the newest first; at most [`VERSIONS_MAX`].
    pub versions: Vec<Version>,
    /// Notes, the newest first; at most [`NOTES_MAX`]. Their words are in the file.
    pub notes: Vec<NoteHead>,
    /// Who looked.
    pub looks: Looks,
    /// How many other records were merged into this one.
    pub merged: u64,
    /// The campaigns that an objection can be against.
    pub campaigns: Vec<(CampaignId, String)>,
    /// Until when the record stays open.
    pub until: Moment,
    /// Whether whoever looks may give the member a code for their own page.
    pub may_give_code: bool,
}
says_only_its_name!(Beside);

/// Objections of one member. Which campaign heard it is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Objections {
    /// The widest that is against every campaign.
    pub every: Option<Size>,
    /// Against how many campaigns one stands.
    pub campaigns: u64,
}

impl Objections {
    /// Whether there is any.
    pub const fn is_any(&self) -> bool {
        self.every.is_some() || self.campaigns > 0
    }
}

/// One report of a caller.
#[derive(Debug, Clone)]
pub struct Told {
    /// What.
    pub report: Report,
    /// When. On a call of which campaign is not said.
    pub at: Moment,
    /// What the officer found; none while it waits.
    pub settled: Option<Finding>,
}

/// One version of a record: when it came, by whom, and which parts it changed.
#[derive(Clone)]
pub struct Version {
    /// When it took effect.
    pub at: Moment,
    /// Whose act it was; empty for the console.
    pub by: String,
    /// It was made by an officer's hand, not by a file.
    pub is_by_hand: bool,
    /// The record began with it.
    pub is_first: bool,
    /// The parts that it changed.
    pub parts: Parts,
}
says_only_its_name!(Version);

/// That a membership has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Moment,
    /// Why.
    pub why: Why,
}

/// A note without its words.
#[derive(Clone)]
pub struct NoteHead {
    /// note, or the act whose reason it is.
    pub what: String,
    /// When.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
}
says_only_its_name!(NoteHead);

/// Who looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// How often officers opened this record, this time included.
    pub opened: u64,
    /// When it was opened before.
    pub before: Option<Moment>,
    /// How many entries of the ledger are about this member.
    pub entries: u64,
}

/// The most versions shown.
pub(super) const VERSIONS_MAX: i64 = 12;
/// The most notes shown.
pub(super) const NOTES_MAX: i64 = 40;

/// What was read for a page: the sealed rows of the file, and what stands beside it.
pub(super) struct Read {
    pub(super) rows: Vec<SealedRow>,
    pub(super) beside: Beside,
}

const NEWEST: &str = "select r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.name_sealed, r.phones_sealed, r.rest_sealed, r.language, r.area, r.tags from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
const END: &str = "select x.ended_at, x.why from member_end x where x.bucket = $1 and x.member = $2 and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1";
const MARK: &str = "select rest_until, restricted, protected, deceased from member_mark where bucket = $1 and member = $2";

/// The version in force, as it lies in its table.
struct Kept {
    import: [u8; 16],
    branch: String,
    kind: String,
    language: String,
    joined_year: Option<i64>,
    ends_on: String,
    is_do_not_call: bool,
    is_deceased: bool,
    area: String,
    tags: String,
    sealed: [Vec<u8>; 3],
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    Ok(Kept {
        import: id16(row.bytes(0)?).ok_or_else(shape)?,
        branch: row.text(1)?.to_owned(),
        kind: row.text(2)?.to_owned(),
        language: row.text(10)?.to_owned(),
        joined_year: row.opt_int(3)?,
        ends_on: row.text(4)?.to_owned(),
        is_do_not_call: row.int(5)? != 0,
        is_deceased: row.int(6)? != 0,
        area: row.text(11)?.to_owned(),
        tags: row.text(12)?.to_owned(),
        sealed: [
            row.bytes(7)?.to_vec(),
            row.bytes(8)?.to_vec(),
            row.bytes(9)?.to_vec(),
        ],
    })
}

/// A member's record in force as it is sealed, with the key that opens it; none where nothing about them is in force.
pub(crate) fn sealed_file(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    key: &(Vec<u8>, i64),
) -> Result<Option<SealedRow>, Fault> {
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let newest = tx.one(NEWEST, &by_id, kept)?;
    Ok(newest.map(|newest| {
        let [name, phones, rest] = newest.sealed;
        SealedRow {
            name,
            phones,
            branch: newest.branch,
            language: newest.language,
            ..SealedRow::words(
                *member.as_bytes(),
                key,
                &row_key(member.as_bytes(), &newest.import),
                rest,
            )
        }
    }))
}

/// What of a record in force stands in clear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clear {
    /// Kind of membership.
    pub(crate) kind: String,
    /// The language, by its code.
    pub(crate) language: String,
    /// The year of joining.
    pub(crate) joined_year: Option<i64>,
    /// The last day of the membership as the roll has it; empty when none is said.
    pub(crate) ends_on: String,
    /// Area.
    pub(crate) area: String,
    /// Tags, parted by `; `.
    pub(crate) tags: String,
}

/// That of one member; nothing where nothing about them is in force.
pub(crate) fn clear_file(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Clear, Fault> {
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let newest = tx.one(NEWEST, &by_id, kept)?;
    Ok(newest.map_or_else(Clear::default, |newest| Clear {
        kind: newest.kind,
        language: newest.language,
        joined_year: newest.joined_year,
        ends_on: newest.ends_on,
        area: newest.area,
        tags: newest.tags,
    }))
}

/// Reads everything about one member; none when nothing about them is in force.
pub(super) fn read(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Option<Read>, Fault> {
    let member = held.member();
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let Some(newest) = tx.one(NEWEST, &by_id, kept)? else {
        return Ok(None);
    };
    let ended = tx.one(END, &by_id, |row| {
        let at = row.opt_int(0)?.map(Moment::from_millis);
        Ok(at.zip(Why::from_code(row.text(1)?)))
    })?;
    let mark = tx.one(MARK, &by_id, |row| {
        Ok((
            row.int(0)?,
            row.int(1)? != 0,
            row.int(2)? != 0,
            row.int(3)? != 0,
        ))
    })?;
    let (rest_until, is_restricted, is_protected, has_died) = mark.unwrap_or_default();
    let resting = Moment::from_millis(rest_until);
    // That takes the office of the whole organisation, wherever the member stands.
    let whose = resource(held.whose, Lineage::NOWHERE);
    let mut beside = Beside {
        whose: held.whose,
        branch: newest.branch.clone(),
        kind: newest.kind.clone(),
        language: newest.language.clone(),
        joined_year: newest.joined_year,
        ends_on: newest.ends_on.clone(),
        area: newest.area.clone(),
        tags: newest.tags.clone(),
        ended: ended.flatten().map(|(at, why)| Ended { at, why }),
        is_do_not_call: newest.is_do_not_call,
        is_deceased: newest.is_deceased || has_died,
        is_protected,
        is_restricted,
        resting_until: (resting > tx.now()).then_some(resting),
        objections: objections(tx, held)?,
        reports: told(tx, member)?,
        versions: versions(tx, member)?,
        notes: Vec::new(),
        looks: looks(tx, held)?,
        merged: u64::try_from(alias::merged_into(tx.raw(), member)?.len()).unwrap_or(0),
        campaigns: campaigns(tx)?,
        until: held.look.until,
        may_give_code: tx.leads_to(Action::GiveOwnCode, &whose)?,
    };
    let mut rows = vec![sealed_row(held, &newest)];
    for (head, row) in notes(tx, held)? {
        beside.notes.push(head);
        rows.push(row);
    }
    Ok(Some(Read { rows, beside }))
}

fn sealed_row(held: &Held, newest: &Kept) -> SealedRow {
    let [name, phones, rest] = newest.sealed.clone();
    SealedRow {
        member: *held.member().as_bytes(),
        month: held.key.1,
        erase_key: held.key.0.clone(),
        row_key: row_key(held.member().as_bytes(), &newest.import),
        name,
        phones,
        rest,
        branch: newest.branch.clone(),
        language: newest.language.clone(),
        ended: false,
        card: None,
        only: None,
    }
}

const VERSIONS: &str = "select r.import, r.parts from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit $3";
/// Each version stands under the id of an import, or of an act by hand.
const ACT: &str = "select account, begun_at, ended_at, 0 from import where bucket = $1 and id = $2 union all select account, at, at, 1 from hand where bucket = $1 and id = $2 limit 1";

pub(crate) fn versions(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<Version>, Fault> {
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(VERSIONS_MAX + 1),
    ];
    let found = tx.all(VERSIONS, &args, |row| {
        let parts = u32::try_from(row.int(1)?).unwrap_or(0);
        let act = id16(row.bytes(0)?).ok_or_else(shape)?;
        Ok((act, Parts::from_bits(parts)))
    })?;
    let shown = usize::try_from(VERSIONS_MAX).unwrap_or(0);
    let first = found.len().checked_sub(1).filter(|last| *last < shown);
    let mut versions = Vec::with_capacity(found.len());
    for (at, (act, parts)) in found.into_iter().take(shown).enumerate() {
        let args = [Arg::Int(bucket_of(&act)), Arg::Bytes(&act)];
        let came = tx.one(ACT, &args, |row| {
            let at = row.opt_int(2)?.unwrap_or(row.int(1)?);
            let is_by_hand = row.int(3)? != 0;
            Ok((id16(row.bytes(0)?), Moment::from_millis(at), is_by_hand))
        })?;
        let (account, moment, is_by_hand) = came.unwrap_or((None, Moment::from_millis(0), false));
        versions.push(Version {
            at: moment,
            by: label(tx, account)?,
            is_by_hand,
            is_first: first == Some(at),
            parts,
        });
    }
    Ok(versions)
}

/// Whoever's record it was when it began changed no address: only what came after an older version is a change.
const EMAILED: &str = "select r.import from member_row r where r.bucket = $1 and r.member = $2 and r.parts & $3 <> 0 and not exists (select 1 from import_dark d where d.import = r.import) and exists (select 1 from member_row o where o.bucket = r.bucket and o.member = r.member and o.import < r.import) order by r.import desc limit 8";

/// Whether a member's e-mail address was changed since a moment, by a hand, a file, an undo or a merge.
pub(crate) fn email_changed_since(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    since: Moment,
) -> Result<bool, Fault> {
    let email = Parts::NONE.with(Part::Email).bits();
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(i64::from(email)),
    ];
    let acts = tx.all(EMAILED, &args, |row| id16(row.bytes(0)?).ok_or_else(shape))?;
    for act in acts {
        let args = [Arg::Int(bucket_of(&act)), Arg::Bytes(&act)];
        let at = tx.one(ACT, &args, |row| Ok(row.opt_int(2)?.unwrap_or(row.int(1)?)))?;
        // A version of which nobody says when it came is taken to be new.
        if at.is_none_or(|at| Moment::from_millis(at) > since) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn label(tx: &mut Tx<'_, '_>, account: Option<[u8; 16]>) -> Result<String, Fault> {
    let Some(account) = account else {
        return Ok(String::new());
    };
    let labels = door::labels(tx, &[AccountId::from_bytes(account)])?;
    Ok(labels.into_iter().next().unwrap_or_default())
}

const NOTES: &str = "select id, account, what, at, note_sealed from member_note where bucket = $1 and member = $2 order by id desc limit $3";

fn notes(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Vec<(NoteHead, SealedRow)>, Fault> {
    let member = held.member();
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(NOTES_MAX),
    ];
    let found = tx.all(NOTES, &args, |row| {
        let id = row.bytes(0)?;
        let words = row.bytes(4)?.to_vec();
        let sealed = SealedRow::words(*member.as_bytes(), &held.key, id, words);
        let at = Moment::from_millis(row.int(3)?);
        Ok((id16(row.bytes(1)?), row.text(2)?.to_owned(), at, sealed))
    })?;
    let mut notes = Vec::with_capacity(found.len());
    for (account, what, at, row) in found {
        let by = label(tx, account)?;
        notes.push((NoteHead { what, at, by }, row));
    }
    Ok(notes)
}

const OBJECTIONS: &str = "select campaign, size from objection where bucket = $1 and hash = $2 order by campaign limit 100";

/// A branch's officer sees the member's own alone: what stands against a number that the record has would tell whether somebody
/// elsewhere objected with it, and they may write any number.
fn objections(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Objections, Fault> {
    let member = held.member();
    let own = never_member(tx.world, member);
    let numbers = match held.grant.branch() {
        None => objection::numbers(tx, member)?,
        Some(_) => Vec::new(),
    };
    let hashes = numbers.into_iter().map(|(_, never)| never);
    let mut every = None;
    let mut campaigns = std::collections::BTreeSet::new();
    for hash in hashes.chain([own]) {
        let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
        let found = tx.all(OBJECTIONS, &args, |row| {
            let size = Size::from_code(row.text(1)?).unwrap_or(Size::Anyone);
            Ok((row.bytes(0)?.to_vec(), size))
        })?;
        for (campaign, size) in found {
            if campaign == EVERY_CAMPAIGN {
                every = every.max(Some(size));
            } else {
                campaigns.insert(campaign);
            }
        }
    }
    Ok(Objections {
        every,
        campaigns: u64::try_from(campaigns.len()).unwrap_or(0),
    })
}

const TOLD: &str = "select r.kind, r.at, r.settled_as from report r where r.member = $1 order by r.at desc, r.card limit 20";

fn told(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<Told>, Fault> {
    tx.all(TOLD, &[Arg::Bytes(member.as_bytes())], |row| {
        Ok(Told {
            report: Report::from_code(row.text(0)?).ok_or_else(shape)?,
            at: Moment::from_millis(row.int(1)?),
            settled: row.opt_text(2)?.and_then(Finding::from_code),
        })
    })
}

fn campaigns(tx: &mut Tx<'_, '_>) -> Result<Vec<(CampaignId, String)>, Fault> {
    tx.all(
        "select id, name from campaign order by name, id limit 100",
        &[],
        |row| {
            let id = id16(row.bytes(0)?).ok_or_else(shape)?;
            Ok((CampaignId::from_bytes(id), row.text(1)?.to_owned()))
        },
    )
}
