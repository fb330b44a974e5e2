//! A campaign's scripts: written, published in versions that stay, put on phone banks; and what was answered, in safe counts.
//!
//! A bank holds the text of its version, so that dealing a card reads no other table. A card remembers the version that it was
//! dealt with: what is answered is of that one, whatever is put on the bank meanwhile.

mod answered;
mod complaints;
mod opening;
mod shelf;
mod writing;

use switchboard_rules::ids::ScriptId;

use crate::desk::{BankWords, shape};
use crate::engine::{Arg, Row, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

pub use answered::{Answered, Asked, answered};
pub use complaints::{
    Behind, Complaint, PassedOn, SettledComplaint, Waiting, complain, complaints,
    complaints_queued, settle,
};
pub(crate) use complaints::{HOLD, late_detail, of_card as complaint_of_card};
pub use opening::{Lines, lines, opening_of, set_opening};
pub(crate) use opening::{digest as opening_digest, kept as opening_lines};
pub use shelf::{Opened, Published, ScriptLine, Shelf, UsedOn, open, shelf, version};
pub use writing::{Kept, SCRIPTS_MAX, VERSIONS_MAX, keep, lay, publish, put_on};

/// One published version of one script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    script: ScriptId,
    number: i64,
}

impl Version {
    /// The version with this number.
    pub const fn new(script: ScriptId, number: i64) -> Self {
        Self { script, number }
    }

    /// Reads the two columns from `at` on.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Option<Self>, Fault> {
        let script = row.opt_bytes(at)?.and_then(id16);
        let number = row.opt_int(at + 1)?;
        Ok(script.zip(number).map(|(script, number)| Self {
            script: ScriptId::from_bytes(script),
            number,
        }))
    }

    /// The script.
    pub const fn of(self) -> ScriptId {
        self.script
    }

    /// Which version of it, from 1 on.
    pub const fn counted(self) -> i64 {
        self.number
    }

    pub(crate) fn script(self) -> Value {
        Value::Bytes(self.script.as_bytes().to_vec())
    }

    pub(crate) const fn number(self) -> Value {
        Value::Int(self.number)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.script, self.number)
    }
}

const BODY: &str =
    "select body from script_version where bucket = $1 and script = $2 and number = $3";

pub(crate) fn body(tx: &mut Tx<'_, '_>, version: Version) -> Result<Option<String>, Fault> {
    let args = [
        Arg::Int(version.script.bucket()),
        Arg::Bytes(version.script.as_bytes()),
        Arg::Int(version.number),
    ];
    tx.one(BODY, &args, |row| Ok(row.text(0)?.to_owned()))
}

/// Lays the script that a card was dealt with over what its bank has now.
pub(crate) fn as_dealt(
    tx: &mut Tx<'_, '_>,
    dealt: Option<Version>,
    words: &mut BankWords,
) -> Result<(), Fault> {
    if dealt == words.version {
        return Ok(());
    }
    words.script = match dealt {
        Some(version) => body(tx, version)?.ok_or_else(|| shape("script_version"))?,
        // It was dealt with plain words, which are not there any more.
        None => String::new(),
    };
    words.version = dealt;
    Ok(())
}
