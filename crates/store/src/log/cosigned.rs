//! What witnesses said of this log: the last checkpoint of each, and the last on which enough of them agreed.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::{Note, WitnessKey};
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Moment, Span};

use super::sequence::{head, read_head};
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::world::World;

/// What came of asking a witness last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said {
    /// It cosigned.
    #[default]
    Cosigned,
    /// It didn't answer.
    Silent,
    /// It doesn't know this log, or another key of it.
    Stranger,
    /// It refused for another reason, or answered something else than a cosignature.
    Refused,
    /// What it answered isn't signed with its key.
    Forged,
    /// What it signed isn't of this time, by this server's clock.
    WrongTime,
    /// It answers as if it had seen another history, and shows none.
    Strange,
    /// It has seen another history of this log, or a longer one than there is, and showed the checkpoint.
    OtherHistory,
}

impl Said {
    const ALL: [Self; 8] = [
        Self::Cosigned,
        Self::Silent,
        Self::Stranger,
        Self::Refused,
        Self::Forged,
        Self::WrongTime,
        Self::Strange,
        Self::OtherHistory,
    ];

    /// The word in the table.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Cosigned => "cosigned",
            Self::Silent => "silent",
            Self::Stranger => "stranger",
            Self::Refused => "refused",
            Self::Forged => "forged",
            Self::WrongTime => "wrong-time",
            Self::Strange => "strange",
            Self::OtherHistory => "other-history",
        }
    }

    fn from_text(text: &str) -> Self {
        let known = Self::ALL.into_iter().find(|said| said.text() == text);
        known.unwrap_or(Self::Refused)
    }
}

/// How a witness stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// Its name.
    pub name: String,
    /// How many entries it cosigned last.
    pub size: u64,
    /// When it did; never before the first time.
    pub cosigned_at: Option<Moment>,
    /// Since when it is behind, if it is.
    pub behind_since: Option<Moment>,
    /// Whether it is asked at all: no more, where there has been more to cosign for a minute, and it neither did nor is
    /// said to be behind.
    pub is_asked: bool,
    /// What came of asking it last.
    pub said: Said,
}

/// The last checkpoint on which enough witnesses agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// How many entries it has; 0 before the first.
    pub size: u64,
    /// The checkpoint with the cosignatures; empty before the first.
    pub note: String,
    /// When they did.
    pub at: Moment,
    /// Since when too few of them cosign, if so.
    pub unmet_since: Option<Moment>,
}

/// A witness's row.
pub(super) struct Kept {
    /// Its key as text.
    pub(super) key: String,
    pub(super) size: u64,
    /// The checkpoint with the log's signature and this witness's, empty before the first.
    pub(super) note: String,
    pub(super) cosigned_at: i64,
    pub(super) behind_since: Option<i64>,
    pub(super) said: Said,
    /// When an entry last told that it showed another history; 0 before the first.
    pub(super) told_at: i64,
}

const WITNESSES: &str = "select witness, size, note, cosigned_at, behind_since, said, told_at from log_witness where origin = $1 order by witness limit 300";
const AGREED: &str =
    "select size, note, at, unmet_since from log_agreed where bucket = $1 and origin = $2";

/// What is kept of each witness that was asked.
pub(super) fn kept(raw: &mut Raw<'_>, origin: &str) -> Result<Vec<Kept>, Fault> {
    raw.all(WITNESSES, &[Arg::Text(origin)], |row: &Row<'_>| {
        Ok(Kept {
            key: row.text(0)?.to_owned(),
            size: u64::try_from(row.int(1)?).unwrap_or(0),
            note: row.text(2)?.to_owned(),
            cosigned_at: row.int(3)?,
            behind_since: row.opt_int(4)?,
            said: Said::from_text(row.text(5)?),
            told_at: row.int(6)?,
        })
    })
}

/// For how long there may be more to cosign before a witness is said to be asked no more: some rounds of asking.
const ASKED_WITHIN: Span = Span::minutes(1);
const MISSED: &str = "select at from entry where idx = $1";

/// How every witness stands that this log asks, or asked once: nobody tells a program that stopped asking.
pub fn witnessed(world: &World, now: Moment) -> Result<Vec<Witnessed>, Fault> {
    let origin = world.meta().origin.clone();
    let rows = world.0.db.read("log-witnessed", |raw| {
        let signed = read_head(raw, &origin)?.signed_size();
        let rows = kept(raw, &origin)?;
        rows.into_iter()
            .map(|row| Ok((is_asked(raw, &row, signed, now)?, row)))
            .collect::<Result<Vec<_>, Fault>>()
    })?;
    let known = |(is_asked, row): (bool, Kept)| {
        let key = WitnessKey::parse(&row.key).ok()?;
        Some(Witnessed {
            name: key.name().to_string(),
            size: row.size,
            cosigned_at: (row.size > 0).then_some(Moment::from_millis(row.cosigned_at)),
            behind_since: row.behind_since.map(Moment::from_millis),
            is_asked,
            said: row.said,
        })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Whether a witness has cosigned what there is, is said to be behind, or has had no more than a minute.
fn is_asked(raw: &mut Raw<'_>, row: &Kept, signed: u64, now: Moment) -> Result<bool, Fault> {
    if row.behind_since.is_some() || row.size >= signed {
        return Ok(true);
    }
    let missed = Arg::Int(i64::try_from(row.size).unwrap_or(i64::MAX));
    let at = raw.one(MISSED, &[missed], |row| row.int(0))?;
    Ok(at.is_some_and(|at| now.since(Moment::from_millis(at)) <= ASKED_WITHIN))
}

/// The last checkpoint on which enough witnesses agreed; nothing where none was ever asked.
pub fn agreed(world: &World) -> Result<Option<Agreed>, Fault> {
    let origin = world.meta().origin.clone();
    let args = [Arg::Int(bucket_of(origin.as_bytes())), Arg::Text(&origin)];
    world.0.db.read("log-agreed", |raw| {
        raw.one(AGREED, &args, |row| {
            Ok(Agreed {
                size: u64::try_from(row.int(0)?).unwrap_or(0),
                note: row.text(1)?.to_owned(),
                at: Moment::from_millis(row.int(2)?),
                unmet_since: row.opt_int(3)?.map(Moment::from_millis),
            })
        })
    })
}

/// The newest signed checkpoint, with whatever witnesses said of that very one; empty before the first.
pub fn checkpoint(world: &World) -> Result<String, Fault> {
    let head = head(world)?;
    let Ok(mut note) = Note::parse(head.note.as_bytes()) else {
        return Ok(head.note);
    };
    let origin = world.meta().origin.clone();
    let rows = world.0.db.read("log-witnessed", |raw| kept(raw, &origin))?;
    for row in rows.iter().filter(|row| row.size == head.signed_size) {
        add(&mut note, &row.note);
    }
    Ok(note.to_string())
}

/// Adds the signatures of `cosigned` to `note` when both are of one text. Those that are there are not added twice.
pub(super) fn add(note: &mut Note, cosigned: &str) {
    let Ok(cosigned) = Note::parse(cosigned.as_bytes()) else {
        return;
    };
    if cosigned.text() != note.text() {
        return;
    }
    for signature in cosigned.signatures() {
        // More than a note can hold: the checkpoint is good with those it has.
        let _full = note.add(signature.clone());
    }
}

/// How many entries a checkpoint's note has.
pub(super) fn size_of(note: &Note) -> u64 {
    Checkpoint::parse(note.text()).map_or(0, |checkpoint| checkpoint.size())
}
