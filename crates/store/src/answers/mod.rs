//! What a campaign wrote about a member, read outside the campaign: by two people, for a day, and the campaign is told.
//!
//! ```text
//! ask ─▶ a request ─▶ a second person agrees: the case, and the campaign's letters, in one commit ─▶ read, read … a day
//! ```
//! Nothing else in the program opens an outcome or a note for anybody outside the campaign. The key of a note is made of the
//! member's key and the campaign of the grant, so a row of another campaign doesn't open. `docs/decisions/0028` says why.

mod asking;
mod cases;
mod opening;
mod reading;

use switchboard_ledger::entry::Act;
use switchboard_rules::answers::{Purpose, Wanted};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Resource;

use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::seal::{SealError, SealKey, Spot};
use crate::session::id16;
use crate::tx::Tx;

pub use asking::{Choice, Question, ask, form};
pub use cases::{After as CaseAfter, CASES_MAX, Case, CasePage, cases};
#[cfg(test)]
pub(crate) use reading::PARTS_MAX;
pub use reading::{After, Reading, read};

pub(crate) use reading::{Key, records};

pub(crate) use asking::{is_readable, named, place};
#[cfg(test)]
pub(crate) use opening::concerned;
pub(crate) use opening::open_case;

/// What policy is asked about; none for words that are no such request's.
pub(crate) fn resource(about: &str, asker: AccountId) -> Option<Resource> {
    let wanted = Wanted::parse(about)?;
    Some(Resource::Answers {
        asker,
        guarded: wanted.guarded,
        campaign: wanted.campaign,
        contest: wanted.contest,
    })
}

/// Where a caller's note is sealed.
fn note_spot(card: &[u8]) -> Spot<'_> {
    Spot {
        table: "card",
        column: "note_sealed",
        row: card,
    }
}

/// Where a call's answers are sealed.
fn answers_spot(card: &[u8]) -> Spot<'_> {
    Spot {
        table: "card",
        column: "answers_sealed",
        row: card,
    }
}

/// What is sealed of a call is so many bytes long, or a multiple of that: else whoever has the database alone would tell "No" from
/// "Undecided", and a word from a story. Where a step ends between the two, as in one script of forty, it still tells them apart.
const WRITTEN_STEP: usize = 512;

/// Line ends fill up to a whole step: each answer is a line, an empty line is none, and no note ends with one.
fn seal(key: &SealKey, spot: Spot<'_>, text: &str) -> Result<Vec<u8>, SealError> {
    let mut plain = text.as_bytes().to_vec();
    plain.resize(text.len().next_multiple_of(WRITTEN_STEP), b'\n');
    key.seal(spot, &plain)
}

fn open(key: &SealKey, spot: Spot<'_>, sealed: &[u8]) -> Result<String, SealError> {
    let plain = key.open(spot, sealed)?;
    let text = String::from_utf8_lossy(&plain);
    Ok(text.trim_end_matches('\n').to_owned())
}

/// Seals a call's answers.
pub(crate) fn seal_answers(key: &SealKey, card: &[u8], text: &str) -> Result<Vec<u8>, SealError> {
    seal(key, answers_spot(card), text)
}

/// Opens a call's answers.
pub(crate) fn open_answers(key: &SealKey, card: &[u8], sealed: &[u8]) -> Result<String, SealError> {
    open(key, answers_spot(card), sealed)
}

/// Seals a caller's note, which has no white space at its ends.
pub(crate) fn seal_note(key: &SealKey, card: &[u8], note: &str) -> Result<Vec<u8>, SealError> {
    seal(key, note_spot(card), note)
}

/// Opens a caller's note.
pub(crate) fn open_note(key: &SealKey, card: &[u8], sealed: &[u8]) -> Result<String, SealError> {
    open(key, note_spot(card), sealed)
}

/// Whether an entry says what came of a call, itself or by the report that was settled (written so before it was left out). Ledger pages and exhibits for anybody but whoever wrote it down cover that: with
/// an exhibit of one member's looks it would say what was answered.
pub(crate) fn is_told_by(act: &Act) -> bool {
    EventKind::from_code(act.kind).is_some_and(EventKind::tells_an_answer)
        && (act.detail.starts_with(b"outcome=") || act.detail.starts_with(b"report="))
}

/// A case as it lies in its table. It names no member.
struct Kept {
    request: RequestId,
    campaign: CampaignId,
    what_for: Purpose,
    asked_by: AccountId,
    agreed_by: AccountId,
    opened_at: Moment,
    until: Moment,
    reads: i64,
    read_at: Option<Moment>,
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("answers_case"));
        let what_for = Purpose::from_code(row.text(2)?);
        Ok(Self {
            request: RequestId::from_bytes(id(0)?),
            campaign: CampaignId::from_bytes(id(1)?),
            what_for: what_for.ok_or_else(|| shape("answers_case"))?,
            asked_by: AccountId::from_bytes(id(3)?),
            agreed_by: AccountId::from_bytes(id(4)?),
            opened_at: Moment::from_millis(row.int(5)?),
            until: Moment::from_millis(row.int(6)?),
            reads: row.int(7)?,
            read_at: row.opt_int(8)?.map(Moment::from_millis),
        })
    }
}

const ONE: &str = "select request, campaign, what_for, asked_by, agreed_by, opened_at, until_at, reads, read_at from answers_case where bucket = $1 and request = $2 {for_update}";

/// The case of a request, held until the commit.
fn kept(tx: &mut Tx<'_, '_>, request: RequestId) -> Result<Option<Kept>, Fault> {
    let args = [Arg::Int(request.bucket()), Arg::Bytes(request.as_bytes())];
    tx.one(ONE, &args, Kept::read)
}

/// Ends every case: in a world that came out of a backup none is read any more.
pub(crate) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    let at = [Arg::Int(tx.now().millis())];
    tx.run(
        "update answers_case set until_at = $1 where until_at > $1",
        &at,
    )?;
    Ok(())
}
