//! The member behind something that whoever checks has before them: a request by law, or a call that was complained of.

use switchboard_rules::ids::{CardId, MemberId, RightId};

use crate::duplicates::alias;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::requests::NOBODY;
use crate::session::id16;
use crate::tx::Tx;

/// What a member stands behind. Its text is safe in an address: neither id says who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// What a member asks for by law.
    Right(RightId),
    /// A call of which a caller passed on a complaint, by its card.
    Complaint(CardId),
}

impl Behind {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('-')? {
            ("right", id) => RightId::parse(id).ok().map(Self::Right),
            ("complaint", id) => CardId::parse(id).ok().map(Self::Complaint),
            _ => None,
        }
    }
}

impl std::fmt::Display for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Right(id) => write!(f, "right-{id}"),
            Self::Complaint(id) => write!(f, "complaint-{id}"),
        }
    }
}

const OF_RIGHT: &str = "select member from right_asked where bucket = $1 and id = $2";
/// Of a card that nobody complained of, nothing is found.
const OF_COMPLAINT: &str = "select d.member from complaint c join card d on d.bucket = c.bucket and d.id = c.card where c.bucket = $1 and c.card = $2";

/// The records of that member, the one they go on under first; none where there is no such thing, or it is gone.
pub(super) fn records(tx: &mut Tx<'_, '_>, behind: Behind) -> Result<Vec<MemberId>, Fault> {
    let (sql, bucket, id) = match behind {
        Behind::Right(id) => (OF_RIGHT, id.bucket(), *id.as_bytes()),
        Behind::Complaint(id) => (OF_COMPLAINT, id.bucket(), *id.as_bytes()),
    };
    let args = [Arg::Int(bucket), Arg::Bytes(&id)];
    let found = tx.one(sql, &args, |row| Ok(id16(row.bytes(0)?)))?.flatten();
    let found = found.map(MemberId::from_bytes);
    // The card of whoever was forgotten stays, and is nobody's.
    match found.filter(|member| *member != NOBODY) {
        Some(member) => alias::of_one_person(tx.raw(), member),
        None => Ok(Vec::new()),
    }
}
