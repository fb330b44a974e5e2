//! What a member is shown of themselves on their own page: which of their fields each entry showed, and what campaigns wrote.

use switchboard_ledger::entry::Subject;
use switchboard_rules::audience::Spoken;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::script::Closed;

use super::answers::{Answer, one, read_wrapped};
use crate::audiences::Wall;
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::entry::{subject_place, subject_spot};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::seal::SealError;
use crate::session::id16;
use crate::walls::Wrapped;

/// Which fields of the member one entry showed; none where it showed none.
#[derive(Clone)]
pub struct OwnLook {
    /// The names of the fields, as entries write them.
    pub fields: Vec<String>,
}

/// The member's own parts of entries, in the order of their heads.
pub struct OwnLooks(pub Vec<OwnLook>);
says_only_its_name!(OwnLook, OwnLooks);

impl Personal for OwnLooks {
    const FIELDS: &'static str = "looks";
}

impl Open for OwnLooks {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        // The first row is the member's own: a page with nothing on it is about somebody too.
        let looks = rows.0.iter().skip(1).map(|row| look(keys, row));
        Ok(Self(looks.collect::<Result<_, _>>()?))
    }
}

fn look(keys: &Keys, row: &SealedRow) -> Result<OwnLook, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let entry = id16(&row.row_key).ok_or(SealError::Short)?;
    let place = subject_place(&row.member, &entry);
    let plain = key.own().open(subject_spot(&place), &row.rest)?;
    let (_salt, bytes) = plain.split_first_chunk::<32>().ok_or(SealError::Short)?;
    let subject = Subject::decode(bytes).map_err(|_| SealError::Short)?;
    let fields = subject.fields.split(',').filter(|field| !field.is_empty());
    Ok(OwnLook {
        fields: fields.map(str::to_owned).collect(),
    })
}

/// What one campaign wrote about the member, call by call, in the order of their heads.
pub struct OwnAnswers(pub Vec<Answer>);
says_only_its_name!(OwnAnswers);

impl Personal for OwnAnswers {
    const FIELDS: &'static str = "outcome,note,answers,bank,called_at";
}

impl Open for OwnAnswers {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let answers = rows.0.iter().map(|row| one(keys, row));
        Ok(Self(answers.collect::<Result<_, _>>()?))
    }
}

/// An answer of the member's to a question of a campaign.
pub struct CountedAnswer {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
}

/// Which answer of the member's a campaign counts when it chooses whom to ring; none where it counts none.
pub struct OwnCounted(pub Option<CountedAnswer>);
says_only_its_name!(CountedAnswer, OwnCounted);

impl Personal for OwnCounted {
    const FIELDS: &'static str = "answers";
}

/// How a member stands in a state of a campaign's own calls, as it is handed to the typestate; the campaign is that of the grant.
pub(crate) struct Counted {
    pub(crate) member: [u8; 16],
    pub(crate) campaign: CampaignId,
    /// Which state.
    pub(crate) number: i64,
    pub(crate) sealed: Vec<u8>,
    /// Of which question it counts the answers.
    pub(crate) question: Closed,
}

impl Counted {
    /// The row that opens under the member's key and this campaign's.
    pub(crate) fn row(self, key: &(Vec<u8>, i64), wrapped: &Wrapped) -> SealedRow {
        let campaign = self.campaign.as_bytes().as_slice();
        let place = [campaign, &self.number.to_be_bytes()].concat();
        let mut row = SealedRow::words(self.member, key, &place, self.sealed);
        let month = wrapped.month.to_be_bytes();
        row.phones = [month.as_slice(), &wrapped.sealed].concat();
        row.branch = self.question.text();
        row
    }
}

impl Open for OwnCounted {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let row = rows.0.first().ok_or(SealError::Short)?;
        let (campaign, number) = row
            .row_key
            .split_first_chunk::<16>()
            .ok_or(SealError::Short)?;
        let number = <[u8; 8]>::try_from(number).map_err(|_| SealError::Short)?;
        let number = i64::from_be_bytes(number);
        let wrapped = read_wrapped(&row.phones)?;
        let wall = Wall::open(keys, CampaignId::from_bytes(*campaign), Some(&wrapped))?;
        let key = (row.erase_key.clone(), row.month);
        let stand = wall.stand((&row.member, &key), (number, row.rest.as_slice()))?;
        let Some(Spoken::Answered(place)) = stand.map(|stand| stand.level) else {
            return Ok(Self(None));
        };
        let closed = Closed::parse(&row.branch).ok_or(SealError::Short)?;
        Ok(Self(closed.option(place).map(|answer| CountedAnswer {
            question: closed.words().to_owned(),
            answer: answer.to_owned(),
        })))
    }
}
