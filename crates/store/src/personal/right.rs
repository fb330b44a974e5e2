//! What a member asked for by law, in their words, and what they were told.

use super::HITS_MAX;
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::rights::spot;
use crate::seal::SealError;

/// One request's words.
#[derive(Clone)]
pub struct SaidRight {
    /// What the member asks for.
    pub said: String,
    /// Why the answer takes longer; empty where it doesn't.
    pub why: String,
    /// The answer; empty before there is one.
    pub answer: String,
}

/// The words of at most [`HITS_MAX`] requests of one member.
pub struct RightWords(pub Vec<SaidRight>);
says_only_its_name!(SaidRight, RightWords);

impl Personal for RightWords {
    const FIELDS: &'static str = "request,answer";
}

impl Open for RightWords {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let all = rows.0.iter().take(HITS_MAX).map(|row| one(keys, row));
        Ok(Self(all.collect::<Result<_, _>>()?))
    }
}

fn one(keys: &Keys, row: &SealedRow) -> Result<SaidRight, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let opened = |column, sealed: &[u8]| match sealed {
        [] => Ok(String::new()),
        sealed => {
            let plain = key.own().open(spot(column, &row.row_key), sealed)?;
            Ok(String::from_utf8_lossy(&plain).into_owned())
        }
    };
    Ok(SaidRight {
        said: opened("said_sealed", &row.rest)?,
        why: opened("why_sealed", &row.name)?,
        answer: opened("answer_sealed", &row.phones)?,
    })
}
