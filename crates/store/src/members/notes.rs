//! Notes of officers on one member: sealed by the member's key, forgotten with the member.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::look::Words;
use switchboard_rules::policy::Action;

use super::beside::NOTES_MAX;
use super::look::{Held, hold};
use crate::disclose::SealedRow;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::seal::Spot;
use crate::tx::{Tx, Verdict};

/// A note, or the reason of an act.
const NOTE: &str = "insert into member_note (bucket, member, id, account, what, at, note_sealed) values ($1, $2, $3, $4, $5, $6, $7)";

/// Writes a note.
pub fn note(tx: &mut Tx<'_, '_>, look: LookId, words: &Words) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::WriteNote)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    keep(tx, &held, "note", words)?;
    held.wrote(tx, EventKind::NoteWritten, "")?;
    Ok(Verdict::Given(()))
}

/// Keeps words on a member, named for what they are the reason of.
pub(crate) fn keep(
    tx: &mut Tx<'_, '_>,
    held: &Held,
    what: &str,
    words: &Words,
) -> Result<(), Fault> {
    let member = held.member();
    // In the order of writing, so that the newest are read without a sort.
    let id = tx.world.ordered.next(tx.now().millis());
    let key = tx
        .world
        .keys
        .member(member.as_bytes(), held.key.1, &held.key.0)?;
    let sealed = key.own().seal(spot(&id), words.as_str().as_bytes())?;
    let row = vec![
        Value::Int(member.bucket()),
        Value::Bytes(member.as_bytes().to_vec()),
        Value::Bytes(id.to_vec()),
        Value::Bytes(held.grant.account().as_bytes().to_vec()),
        Value::Text(what.to_owned()),
        Value::Int(tx.now().millis()),
        Value::Bytes(sealed),
    ];
    tx.later(NOTE, row);
    Ok(())
}

const NOTES_ALONE: &str = "select id, note_sealed from member_note where bucket = $1 and member = $2 and what = 'note' order by id desc limit $3";

/// The office's notes on a member, newest first; not the reasons for what was done to protect them.
pub(crate) fn notes_alone(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    key: &(Vec<u8>, i64),
) -> Result<Vec<SealedRow>, Fault> {
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(NOTES_MAX),
    ];
    tx.all(NOTES_ALONE, &args, |row| {
        let words = row.bytes(1)?.to_vec();
        Ok(SealedRow::words(
            *member.as_bytes(),
            key,
            row.bytes(0)?,
            words,
        ))
    })
}

/// Where a note is sealed.
pub(crate) fn spot(id: &[u8]) -> Spot<'_> {
    Spot {
        table: "member_note",
        column: "note_sealed",
        row: id,
    }
}
