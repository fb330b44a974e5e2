//! What a member is shown of themselves on their own page: which of their fields each entry showed, and what campaigns wrote.

use switchboard_ledger::entry::Subject;

use super::answers::{Answer, one};
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::entry::{subject_place, subject_spot};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::seal::SealError;
use crate::session::id16;

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
