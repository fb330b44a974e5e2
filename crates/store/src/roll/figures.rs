//! What an import did: its counts, and the rows that go back to their uploader.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::What;
use switchboard_rules::ids::{AccountId, ImportId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::roll::PartCounts;

use crate::disclose::{Recorded, Sealed};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::personal::RejectedRows;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What an import has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Members that were new.
    pub created: i64,
    /// Members of whom the file says something new.
    pub changed: i64,
    /// Members of whom the file says what was known.
    pub unchanged: i64,
    /// Memberships that ended because a full roll doesn't hold them.
    pub ended: i64,
    /// Memberships that had ended so and go on, because the file holds them again; counted as changed too.
    pub resumed: i64,
    /// Rows that could not be read, or whose member can't be told.
    pub rejected: i64,
    /// Rows that name a member a second time.
    pub duplicates: i64,
    /// Members where the file's own new word took the place of a correction made here; counted as changed too.
    pub by_hand: i64,
    /// How many changed in which part.
    pub fields: PartCounts,
}

impl Counts {
    /// Adds what one slice did.
    pub(crate) fn add(&mut self, other: &Self) {
        self.created += other.created;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.ended += other.ended;
        self.resumed += other.resumed;
        self.rejected += other.rejected;
        self.duplicates += other.duplicates;
        self.by_hand += other.by_hand;
        self.fields.merge(&other.fields);
    }

    /// As `name=value` words, for the ledger.
    pub(crate) fn words(&self) -> String {
        format!(
            "created={} changed={} unchanged={} ended={} resumed={} rejected={} duplicates={} by-hand={} fields={}",
            self.created,
            self.changed,
            self.unchanged,
            self.ended,
            self.resumed,
            self.rejected,
            self.duplicates,
            self.by_hand,
            self.fields.text()
        )
    }

    /// The columns that are set when an import is switched on, in their order.
    pub(crate) fn values(&self) -> Vec<Value> {
        vec![
            Value::Int(self.created),
            Value::Int(self.changed),
            Value::Int(self.unchanged),
            Value::Int(self.ended),
            Value::Int(self.resumed),
            Value::Int(self.rejected),
            Value::Int(self.duplicates),
            Value::Int(self.by_hand),
            Value::Text(self.fields.text()),
        ]
    }
}

/// An import as it stands in its table.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// running, done or abandoned.
    pub state: String,
    /// partial, full-roll or undo.
    pub what: String,
    /// What it did.
    pub counts: Counts,
}

/// How an import stands, for whoever may see it.
pub fn status(tx: &mut Tx<'_, '_>, id: ImportId) -> Result<Verdict<Import>, Fault> {
    let Some((account, import)) = read(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    Ok(
        match tx.ask(
            Action::SeeImport,
            &Resource::Import { uploader: account },
            Facts::SHUT,
        )? {
            Ok(_) => Verdict::Given(import),
            Err(refusal) => Verdict::Refused(refusal),
        },
    )
}

const READ: &str = "select account, state, what, created, changed, unchanged, ended, resumed, rejected, duplicates, by_hand, fields from import where bucket = $1 and id = $2";

pub(crate) fn read(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
) -> Result<Option<(AccountId, Import)>, Fault> {
    tx.one(
        READ,
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            let counts = Counts {
                created: row.int(3)?,
                changed: row.int(4)?,
                unchanged: row.int(5)?,
                ended: row.int(6)?,
                resumed: row.int(7)?,
                rejected: row.int(8)?,
                duplicates: row.int(9)?,
                by_hand: row.int(10)?,
                fields: PartCounts::parse(row.text(11)?),
            };
            let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok((
                account,
                Import {
                    id,
                    state: row.text(1)?.to_owned(),
                    what: row.text(2)?.to_owned(),
                    counts,
                },
            ))
        },
    )
}

/// The most rejected rows handed back at once.
const REJECTS_MAX: i64 = 100_000;

/// The rejected rows of one's own file.
pub fn rejects(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
) -> Result<Verdict<Recorded<RejectedRows>>, Fault> {
    let Some((account, _)) = read(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    // Nobody knows in which branch a row stands that couldn't be read.
    let facts = Facts {
        frozen: tx.is_a_branch_frozen()?.then_some(What::Branch),
        ..Facts::SHUT
    };
    let grant = match tx.ask(
        Action::TakeRejects,
        &Resource::Import { uploader: account },
        facts,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let rows = tx.all(
        "select line, sealed from import_reject where bucket = $1 and import = $2 order by line limit $3",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes()), Arg::Int(REJECTS_MAX)],
        |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())),
    )?;
    let sealed = rows
        .into_iter()
        .map(|(line, sealed)| crate::rejects::row(id, line, sealed))
        .collect();
    Ok(Verdict::Given(tx.record(
        &grant,
        EventKind::RejectsOpened,
        Sealed::new(sealed),
    )?))
}
