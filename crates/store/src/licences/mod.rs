//! Agreed tests: written down by one, signed by another, usable when a checkpoint that holds them is cosigned.
//!
//! ```text
//! write_down ─▶ request ─▶ sign ─▶ entry ─▶ place ─▶ cosigned checkpoint ─▶ agree ─▶ used ─▶ over ─▶ report
//!    one            another                 sequencer      witnesses         job       marked   job     72 h
//! ```
//! While a licence for this world runs, every entry of its testers that it covers carries it ([`mark`]): whoever asks later
//! reads it there, and nobody can add it. A licence gives no right.

mod agreeing;
mod checking;
mod copied;
mod copies;
mod ending;
mod listing;
mod marking;
mod writing;

pub use agreeing::{Seen, agree, keep};
pub use checking::{ACCOUNTS_MAX, Check, Checked, CheckedAct, Known, Question, check, may_check};
pub use copied::{Copied, Fits};
pub use copies::{decoys_due, may_enter};
pub(crate) use ending::end_all;
pub use ending::{End, REPORT_MAX, Report, end, report};
pub use listing::{Listed, Shown, Tester, page, shown};
pub(crate) use marking::{Lets, Marked, lets, lets_asked, mark};
pub use writing::{NewLicence, WORDS_MAX, Written, may_write, write_down};
pub(crate) use writing::{is_writable, resource, sign};

use std::collections::BTreeSet;

use switchboard_rules::ids::{AccountId, LicenceId, RequestId};
use switchboard_rules::licence::{Happened, Licence, Scope, Terms, Where, Word};
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

/// A licence as it lies in its table.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) licence: Licence,
    pub(crate) request: RequestId,
    pub(crate) asked_by: AccountId,
    pub(crate) asked_at: Moment,
    pub(crate) signed_by: Option<AccountId>,
    /// The entry of the second signature.
    pub(crate) entry: Option<[u8; 16]>,
    pub(crate) word: Option<Word>,
    /// The checkpoint that holds it, with its cosignatures.
    pub(crate) note: String,
    pub(crate) ended_by: Option<AccountId>,
    words: Vec<u8>,
    report: Vec<u8>,
}

/// Every column of a licence, with the place of its entry.
macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "select l.id, l.request, l.asked_by, l.asked_at, l.place, l.scope, l.from_at, l.until_at, l.words_sealed, l.signed_at, l.signed_by, l.entry, l.agreed_at, l.word, l.note, l.ended_at, l.ended_by, l.reported_at, l.report_sealed, e.idx from licence l left join entry e on e.bucket = l.entry_bucket and e.id = l.entry ",
            $rest
        )
    };
}
pub(crate) use kept;

const ONE: &str = kept!("where l.bucket = $1 and l.id = $2");
const TESTERS: &str =
    "select account from licence_tester where licence = $1 order by account limit 20";

fn read(row: &Row<'_>) -> Result<Kept, Fault> {
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("licence"));
    let moment = |at: usize| Ok::<_, Fault>(row.opt_int(at)?.map(Moment::from_millis));
    let account =
        |at: usize| Ok::<_, Fault>(row.opt_bytes(at)?.and_then(id16).map(AccountId::from_bytes));
    let word = row.opt_text(13)?.and_then(word_of);
    let index = row.opt_int(19)?.map(u64::try_from).transpose();
    Ok(Kept {
        licence: Licence {
            id: LicenceId::from_bytes(id(0)?),
            terms: Terms {
                testers: BTreeSet::new(),
                at: Where::from_code(row.text(4)?).ok_or_else(|| shape("licence"))?,
                scope: Scope::parse(row.text(5)?).ok_or_else(|| shape("licence"))?,
                from: Moment::from_millis(row.int(6)?),
                until: Moment::from_millis(row.int(7)?),
            },
            happened: Happened {
                signed: moment(9)?,
                agreed: moment(12)?,
                ended: moment(15)?,
                reported: moment(17)?,
            },
            index: index.map_err(|_| shape("licence"))?,
        },
        request: RequestId::from_bytes(id(1)?),
        asked_by: AccountId::from_bytes(id(2)?),
        asked_at: Moment::from_millis(row.int(3)?),
        signed_by: account(10)?,
        entry: row.opt_bytes(11)?.and_then(id16),
        word,
        note: row.opt_text(14)?.unwrap_or_default().to_owned(),
        ended_by: account(16)?,
        words: row.bytes(8)?.to_vec(),
        report: row.opt_bytes(18)?.unwrap_or_default().to_vec(),
    })
}

/// A licence with its testers.
pub(crate) fn one(raw: &mut Raw<'_>, id: LicenceId) -> Result<Option<Kept>, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = raw.one(ONE, &key, read)?;
    found.map(|kept| with_testers(raw, kept)).transpose()
}

/// Whose accounts test under it.
pub(crate) fn testers_of(tx: &mut Tx<'_, '_>, id: LicenceId) -> Result<Vec<AccountId>, Fault> {
    testers(tx.raw(), id)
}

fn testers(raw: &mut Raw<'_>, id: LicenceId) -> Result<Vec<AccountId>, Fault> {
    let args = [Arg::Bytes(id.as_bytes())];
    let found = raw.all(TESTERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

const REQUEST: &str = "select ended_at from request where bucket = $1 and id = $2 and state in ('refused', 'withdrawn', 'lapsed', 'failed')";

/// The same with its testers. One that nobody will sign any more is over.
fn with_testers(raw: &mut Raw<'_>, mut kept: Kept) -> Result<Kept, Fault> {
    let happened = &mut kept.licence.happened;
    if happened.signed.is_none() && happened.ended.is_none() {
        let key = [
            Arg::Int(kept.request.bucket()),
            Arg::Bytes(kept.request.as_bytes()),
        ];
        let ended = raw.one(REQUEST, &key, |row| row.opt_int(0))?;
        happened.ended = ended.flatten().map(Moment::from_millis);
    }
    kept.licence.terms.testers = testers(raw, kept.licence.id)?.into_iter().collect();
    Ok(kept)
}

/// The word in the table and in entries for on whose word it rests.
pub(crate) const fn word_text(word: Word) -> &'static str {
    match word {
        Word::Witnesses => "witnesses",
        Word::Operator => "operator",
    }
}

/// The value of a `name=value` word of an entry.
fn word<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut words = text.split(' ').filter_map(|word| word.split_once('='));
    words.find_map(|(found, value)| (found == name).then_some(value))
}

/// Reads [`word_text`].
fn word_of(text: &str) -> Option<Word> {
    let all = [Word::Witnesses, Word::Operator];
    all.into_iter().find(|word| word_text(*word) == text)
}

const WORDS: &str = "words_sealed";
const REPORT: &str = "report_sealed";

/// Where a licence's texts are sealed.
fn spot<'a>(column: &'static str, id: &'a [u8]) -> Spot<'a> {
    Spot {
        table: "licence",
        column,
        row: id,
    }
}

/// What a licence says in free words. Sealed at rest; their hash stands in the licence's entry.
#[derive(Clone, PartialEq, Eq)]
pub struct Words {
    /// What the test is for.
    pub purpose: String,
    /// How the testers are reached while it runs.
    pub contact: String,
}
crate::hush::says_only_its_name!(Words);

const SALT: usize = 16;

impl Words {
    fn bytes(&self, salt: [u8; SALT]) -> Vec<u8> {
        [
            salt.as_slice(),
            self.purpose.as_bytes(),
            b"\0",
            self.contact.as_bytes(),
        ]
        .concat()
    }

    fn open(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes.get(SALT..)?).ok()?;
        let (purpose, contact) = text.split_once('\0')?;
        Some(Self {
            purpose: purpose.to_owned(),
            contact: contact.to_owned(),
        })
    }
}
