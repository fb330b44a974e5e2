//! Rejected rows of a file: sealed as they come in, opened only for their uploader.

use switchboard_rules::ids::ImportId;
use switchboard_rules::roll::Rejection;

use crate::disclose::SealedRow;
use crate::engine::Value;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::personal::RejectedRow;
use crate::roll::Reject;
use crate::seal::{SealError, Spot};
use crate::world::Inner;

fn place(import: &[u8], line: i64) -> Vec<u8> {
    [import, line.to_be_bytes().as_slice()].concat()
}

fn spot(place: &[u8]) -> Spot<'_> {
    Spot {
        table: "import_reject",
        column: "sealed",
        row: place,
    }
}

/// A row of `import_reject`.
pub(crate) fn seal(world: &Inner, import: ImportId, reject: &Reject) -> Result<Vec<Value>, Fault> {
    let line = i64::try_from(reject.line).unwrap_or(i64::MAX);
    let kept = reject.reason.kept();
    let mut plain = Vec::new();
    for text in std::iter::once(&kept).chain(&reject.cells) {
        plain.extend_from_slice(&u32::try_from(text.len()).unwrap_or(0).to_be_bytes());
        plain.extend_from_slice(text.as_bytes());
    }
    let sealed = world
        .keys
        .account
        .seal(spot(&place(import.as_bytes(), line)), &plain)?;
    Ok(vec![
        Value::Int(import.bucket()),
        Value::Bytes(import.as_bytes().to_vec()),
        Value::Int(line),
        Value::Bytes(sealed),
    ])
}

/// The row as it is handed to the typestate: about no member.
pub(crate) fn row(import: ImportId, line: i64, sealed: Vec<u8>) -> SealedRow {
    SealedRow {
        member: [0; 16],
        month: line,
        erase_key: Vec::new(),
        row_key: place(import.as_bytes(), line),
        name: Vec::new(),
        phones: Vec::new(),
        rest: sealed,
        branch: String::new(),
        language: String::new(),
        ended: false,
        card: None,
        only: None,
    }
}

/// Opens one rejected row.
pub(crate) fn open(keys: &Keys, row: &SealedRow) -> Result<RejectedRow, SealError> {
    let plain = keys.account.open(spot(&row.row_key), &row.rest)?;
    let mut texts = Vec::new();
    let mut rest = plain.as_slice();
    while let Some((head, tail)) = rest.split_at_checked(4) {
        let head = <[u8; 4]>::try_from(head).map_err(|_| SealError::Short)?;
        let len = usize::try_from(u32::from_be_bytes(head)).map_err(|_| SealError::Short)?;
        let (text, after) = tail.split_at_checked(len).ok_or(SealError::Short)?;
        texts.push(String::from_utf8_lossy(text).into_owned());
        rest = after;
    }
    let mut texts = texts.into_iter();
    Ok(RejectedRow {
        line: u64::try_from(row.month).unwrap_or(0),
        reason: Rejection::parse(&texts.next().unwrap_or_default()),
        cells: texts.collect(),
    })
}
