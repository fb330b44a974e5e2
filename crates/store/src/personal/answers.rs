//! What one campaign wrote about one member, call by call.

use switchboard_rules::answers::CALLS_MAX;
use switchboard_rules::card::Outcome;
use switchboard_rules::moment::Moment;
use switchboard_rules::script::Kept;

use crate::answers::{open_answers, open_note};
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::seal::SealError;
use crate::session::id16;
use crate::walls::Wrapped;

/// What came of one call, and what the caller noted. Not who called: the campaign answers for its callers.
#[derive(Clone)]
pub struct Answer {
    /// When it was written down.
    pub at: Moment,
    /// In which bank.
    pub bank: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether it came after the card had closed.
    pub late: bool,
    /// The caller's note; empty where there is none, or none any more.
    pub note: String,
    /// What was asked and answered, in the words that were read out.
    pub answers: Vec<Kept>,
}
says_only_its_name!(Answer);

/// At most [`CALLS_MAX`] calls of one campaign to one member.
pub struct Answers(pub Vec<Answer>);
says_only_its_name!(Answers);

impl Personal for Answers {
    const FIELDS: &'static str = "outcome,note,answers,bank,called_at";
}

impl Open for Answers {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        // The first row is the member's own: a page on which nothing was written is about somebody too.
        let calls = rows.0.iter().skip(1).take(CALLS_MAX);
        let answers = calls.map(|row| one(keys, row));
        Ok(Self(answers.collect::<Result<_, _>>()?))
    }
}

/// A call as it is handed to the typestate: whose words it holds stands in its key, card and campaign, and the campaign is that
/// of the grant. So a row of another campaign doesn't open.
pub(crate) struct Call {
    pub(crate) member: [u8; 16],
    pub(crate) key: (Vec<u8>, i64),
    pub(crate) card: [u8; 16],
    pub(crate) at: Moment,
    pub(crate) bank: String,
    pub(crate) outcome: String,
    pub(crate) late: bool,
    pub(crate) note: Vec<u8>,
    pub(crate) answers: Vec<u8>,
}

impl Call {
    /// The row that opens under this campaign's key: `wrapped` is that key; none where it is shredded, and no note opens.
    pub(crate) fn row(self, campaign: &[u8; 16], wrapped: Option<&Wrapped>) -> SealedRow {
        let place = [self.card.as_slice(), campaign].concat();
        // Both in one: how long the note is, the note, the answers.
        let length = u32::try_from(self.note.len()).unwrap_or(u32::MAX);
        let both = [length.to_be_bytes().as_slice(), &self.note, &self.answers].concat();
        let mut row = SealedRow::words(self.member, &self.key, &place, both);
        let at = self.at.millis().to_be_bytes();
        row.phones = [at.as_slice(), &[u8::from(self.late)]].concat();
        match wrapped {
            Some(wrapped) => {
                row.phones.extend(wrapped.month.to_be_bytes());
                row.phones.extend(&wrapped.sealed);
            }
            None => row.rest.clear(),
        }
        row.name = self.outcome.into_bytes();
        row.branch = self.bank;
        row
    }
}

pub(super) fn one(keys: &Keys, row: &SealedRow) -> Result<Answer, SealError> {
    let (card, campaign) = row.row_key.split_at_checked(16).ok_or(SealError::Short)?;
    let campaign = id16(campaign).ok_or(SealError::Short)?;
    let (at, rest) = row
        .phones
        .split_first_chunk::<8>()
        .ok_or(SealError::Short)?;
    let (late, wrapped) = rest.split_first().ok_or(SealError::Short)?;
    let at = Moment::from_millis(i64::from_be_bytes(*at));
    let code = std::str::from_utf8(&row.name).map_err(|_| SealError::Short)?;
    let (length, both) = row.rest.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let (note, answers) = both.split_at_checked(length).ok_or(SealError::Short)?;
    let key = || {
        let key = keys.member(&row.member, row.month, &row.erase_key)?;
        let wall = keys.campaign(&campaign, &read_wrapped(wrapped)?)?;
        key.campaign(&wall)
    };
    let note = if note.is_empty() {
        String::new()
    } else {
        open_note(&key()?, card, note)?
    };
    let answers = if answers.is_empty() {
        Vec::new()
    } else {
        Kept::read(&open_answers(&key()?, card, answers)?)
    };
    Ok(Answer {
        at,
        bank: row.branch.clone(),
        // When somebody is to be called back isn't kept with the card.
        outcome: Outcome::parse(code, Some(at)).map_err(|_| SealError::Short)?,
        late: *late == 1,
        note,
        answers,
    })
}

pub(super) fn read_wrapped(bytes: &[u8]) -> Result<Wrapped, SealError> {
    let (month, sealed) = bytes.split_first_chunk::<8>().ok_or(SealError::Short)?;
    Ok(Wrapped {
        month: i64::from_be_bytes(*month),
        sealed: sealed.to_vec(),
    })
}
