//! What stands beside a record: marks, objections by their size, reports, versions, and who looked.

use switchboard_rules::card::{Finding, Report, Size};
use switchboard_rules::ids::{AccountId, CampaignId, ImportId, MemberId, bucket_of};
use switchboard_rules::look::Whose;
use switchboard_rules::moment::Moment;

use super::look::{Held, shape};
use crate::desk::{EVERY_CAMPAIGN, never_member, objection};
use crate::disclose::SealedRow;
use crate::door;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::personal::row_key;
use crate::session::id16;
use crate::tx::Tx;

/// What stands beside a record.
#[derive(Clone)]
pub struct Beside {
    /// Whose record it is, to the one who looks.
    pub whose: Whose,
    /// Branch.
    pub branch: String,
    /// Kind of membership.
    pub kind: String,
    /// The year of joining.
    pub joined_year: Option<i64>,
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
    /// The campaigns that an objection can be against.
    pub campaigns: Vec<(CampaignId, String)>,
    /// Until when the record stays open.
    pub until: Moment,
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
    /// When.
    pub at: Moment,
    /// On a call of which campaign.
    pub campaign: String,
    /// What the officer found; none while it waits.
    pub settled: Option<Finding>,
}

/// One version of a record: when it came, by whom, and what of it that isn't sealed differs from the one before.
#[derive(Clone)]
pub struct Version {
    /// When it took effect.
    pub at: Moment,
    /// Whose act it was; empty for the console.
    pub by: String,
    /// The fields, by their words.
    pub changed: Vec<&'static str>,
}
says_only_its_name!(Version);

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

const VERSIONS: &str = "select r.import, r.branch, r.kind, r.joined_year, r.do_not_call, r.deceased, r.name_sealed, r.phones_sealed, r.rest_sealed from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit $3";
const MARK: &str = "select rest_until, restricted, protected, deceased from member_mark where bucket = $1 and member = $2";

/// A version as it lies in its table.
struct Kept {
    import: ImportId,
    branch: String,
    kind: String,
    joined_year: Option<i64>,
    is_do_not_call: bool,
    is_deceased: bool,
    sealed: [Vec<u8>; 3],
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    Ok(Kept {
        import: ImportId::from_bytes(id16(row.bytes(0)?).ok_or_else(shape)?),
        branch: row.text(1)?.to_owned(),
        kind: row.text(2)?.to_owned(),
        joined_year: row.opt_int(3)?,
        is_do_not_call: row.int(4)? != 0,
        is_deceased: row.int(5)? != 0,
        sealed: [
            row.bytes(6)?.to_vec(),
            row.bytes(7)?.to_vec(),
            row.bytes(8)?.to_vec(),
        ],
    })
}

/// Reads everything about one member; none when nothing about them is in force.
pub(super) fn read(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Option<Read>, Fault> {
    let member = held.member();
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let limit = [by_id.as_slice(), &[Arg::Int(VERSIONS_MAX)]].concat();
    let versions = tx.all(VERSIONS, &limit, kept)?;
    let Some(newest) = versions.first() else {
        return Ok(None);
    };
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
    let mut beside = Beside {
        whose: held.whose,
        branch: newest.branch.clone(),
        kind: newest.kind.clone(),
        joined_year: newest.joined_year,
        is_do_not_call: newest.is_do_not_call,
        is_deceased: newest.is_deceased || has_died,
        is_protected,
        is_restricted,
        resting_until: (resting > tx.now()).then_some(resting),
        objections: objections(tx, member)?,
        reports: told(tx, member)?,
        versions: Vec::new(),
        notes: Vec::new(),
        looks: looks(tx, held)?,
        campaigns: campaigns(tx)?,
        until: held.look.until,
    };
    let mut rows = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        beside
            .versions
            .push(came(tx, version, versions.get(at + 1))?);
        rows.push(sealed_row(held, version));
    }
    for (head, row) in notes(tx, held)? {
        beside.notes.push(head);
        rows.push(row);
    }
    Ok(Some(Read { rows, beside }))
}

fn sealed_row(held: &Held, version: &Kept) -> SealedRow {
    let [name, phones, rest] = version.sealed.clone();
    SealedRow {
        member: *held.member().as_bytes(),
        month: held.key.1,
        erase_key: held.key.0.clone(),
        row_key: row_key(held.member().as_bytes(), version.import.as_bytes()),
        name,
        phones,
        rest,
        branch: version.branch.clone(),
        card: None,
    }
}

const IMPORT: &str = "select account, begun_at, ended_at from import where bucket = $1 and id = $2";

/// When a version came, by whom, and how its open columns differ from the one before.
fn came(tx: &mut Tx<'_, '_>, version: &Kept, before: Option<&Kept>) -> Result<Version, Fault> {
    let id = version.import;
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = tx.one(IMPORT, &args, |row| {
        let at = row.opt_int(2)?.unwrap_or(row.int(1)?);
        Ok((id16(row.bytes(0)?), Moment::from_millis(at)))
    })?;
    let (account, at) = found.unwrap_or((None, Moment::from_millis(0)));
    let mut changed = Vec::new();
    if let Some(before) = before {
        let mut differs = |is: bool, word: &'static str| {
            if is {
                changed.push(word);
            }
        };
        differs(version.branch != before.branch, "branch");
        differs(version.kind != before.kind, "kind");
        differs(version.joined_year != before.joined_year, "joined-on");
        differs(
            version.is_do_not_call != before.is_do_not_call,
            "do-not-call",
        );
        differs(version.is_deceased != before.is_deceased, "deceased");
    }
    Ok(Version {
        at,
        by: label(tx, account)?,
        changed,
    })
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

fn objections(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Objections, Fault> {
    let own = never_member(tx.world, member);
    let numbers = objection::numbers(tx, member)?;
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

const TOLD: &str = "select r.kind, r.at, c.name, r.settled_as from report r join campaign c on c.id = r.campaign where r.member = $1 order by r.at desc, r.card limit 20";

fn told(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<Told>, Fault> {
    tx.all(TOLD, &[Arg::Bytes(member.as_bytes())], |row| {
        Ok(Told {
            report: Report::from_code(row.text(0)?).ok_or_else(shape)?,
            at: Moment::from_millis(row.int(1)?),
            campaign: row.text(2)?.to_owned(),
            settled: row.opt_text(3)?.and_then(Finding::from_code),
        })
    })
}

const OPENED: &str = "select count(*), max(case when id <> $2 then at else null end) from member_look where member = $1 and state <> 'asked'";
const ENTRIES: &str = "select count(*) from entry_subject where bucket = $1 and member = $2";

fn looks(tx: &mut Tx<'_, '_>, held: &Held) -> Result<Looks, Fault> {
    let member = held.member();
    let look = held.look.id;
    let args = [Arg::Bytes(member.as_bytes()), Arg::Bytes(look.as_bytes())];
    let opened = tx.one(OPENED, &args, |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let entries = tx.one(ENTRIES, &by_id, |row| row.int(0))?;
    let (opened, before) = opened.unwrap_or_default();
    Ok(Looks {
        opened: u64::try_from(opened).unwrap_or(0),
        before: before.map(Moment::from_millis),
        entries: u64::try_from(entries.unwrap_or(0)).unwrap_or(0),
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
