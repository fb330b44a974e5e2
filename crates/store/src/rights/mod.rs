//! What members ask for by law: asked on their own page, answered by the data protection officer, never late in silence.
//!
//! ```text
//! ask ─▶ acknowledged? ─▶ (more time, with a reason, before it is due)? ─▶ answered
//!   └ 7 days before it is due: a letter to whoever answers ─▶ late: an entry, a letter, and the top of the queue until it is answered
//! ```
//! Words are sealed by the member's key. A request names its member by id in its row alone, and is deleted when they are forgotten, with an entry
//! where it was not answered.

mod answering;
mod asking;
mod clock;
mod queue;

use switchboard_rules::ids::{MemberId, RightId};
use switchboard_rules::look::Words;
use switchboard_rules::moment::Moment;
use switchboard_rules::rights::Kind;

use crate::answers::Key;
use crate::desk::shape;
use crate::disclose::SealedRow;
use crate::engine::Row;
use crate::fault::Fault;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

pub(crate) use answering::end_with;
pub use answering::{Did, acknowledge, answer, extend};
pub use asking::{Asked, OwnRights, ask, own};
pub use clock::watch;
pub use queue::{After, Queue, Queued, Read, Waiting, late, queue, queued, read};

/// How a request stands, without its words.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Which.
    pub id: RightId,
    /// What is asked for.
    pub kind: Kind,
    /// When.
    pub asked_at: Moment,
    /// Until when it must be answered, as it stands now.
    pub due_at: Moment,
    /// When the member was told that it has arrived.
    pub acknowledged_at: Option<Moment>,
    /// When the time was extended.
    pub extended_at: Option<Moment>,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// Whether it was not answered in time.
    pub is_late: bool,
    /// Whether it was asked on a page that an officer's code opened: that it was the member is the office's word, and an answer on
    /// such a page can't be read.
    pub is_covered: bool,
}

/// Where a request's words are sealed.
pub(crate) fn spot<'a>(column: &'static str, id: &'a [u8]) -> Spot<'a> {
    Spot {
        table: "right_asked",
        column,
        row: id,
    }
}

/// A request as it lies in its table.
struct Kept {
    standing: Standing,
    member: MemberId,
    said: Vec<u8>,
    why: Vec<u8>,
    answer: Vec<u8>,
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("right_asked"));
    let when = |at: usize| Ok::<_, Fault>(row.opt_int(at)?.map(Moment::from_millis));
    Ok(Kept {
        standing: Standing {
            id: RightId::from_bytes(id(0)?),
            kind: Kind::from_code(row.text(2)?).ok_or_else(|| shape("right_asked"))?,
            asked_at: Moment::from_millis(row.int(3)?),
            due_at: Moment::from_millis(row.int(4)?),
            acknowledged_at: when(5)?,
            extended_at: when(6)?,
            answered_at: when(7)?,
            is_late: row.opt_int(8)?.is_some(),
            is_covered: row.int(12)? != 0,
        },
        member: MemberId::from_bytes(id(1)?),
        said: row.bytes(9)?.to_vec(),
        why: row.opt_bytes(10)?.unwrap_or_default().to_vec(),
        answer: row.opt_bytes(11)?.unwrap_or_default().to_vec(),
    })
}

impl Kept {
    /// As the typestate takes it.
    fn row(self, key: &Key) -> SealedRow {
        let id = self.standing.id;
        SealedRow {
            name: self.why,
            phones: self.answer,
            ..SealedRow::words(*self.member.as_bytes(), key, id.as_bytes(), self.said)
        }
    }
}

/// Words sealed by the member's key, for this column of this request.
fn sealed(
    tx: &Tx<'_, '_>,
    (member, key): (MemberId, &Key),
    (id, column): (RightId, &'static str),
    words: &Words,
) -> Result<Vec<u8>, Fault> {
    let key = tx.world.keys.member(member.as_bytes(), key.1, &key.0)?;
    let spot = spot(column, id.as_bytes());
    Ok(key.own().seal(spot, words.as_str().as_bytes())?)
}
