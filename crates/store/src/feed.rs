//! The change feed: written in the act's transaction, read by every node, so that each cache knows how old it is.

use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::fault::Fault;
use crate::world::World;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed: roll, bank, session, account, objection.
    pub kind: String,
    /// Which one.
    pub reference: Vec<u8>,
    /// When, by the server's clock.
    pub at: Moment,
}

/// Where a reader of the feed stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    order: i64,
    id: Vec<u8>,
}

const NEXT: &str = "select {order}, id, kind, ref, at from change where {settled} and {order} >= $1 and ({order} > $1 or id > $2) order by {order}, id limit 500";
const LAST: &str =
    "select {order}, id from change where {settled} order by {order} desc, id desc limit 1";

impl World {
    /// A cursor behind everything that has happened so far.
    pub fn feed_now(&self) -> Result<Cursor, Fault> {
        let last = self.0.db.read("feed-last", |raw| {
            raw.one(LAST, &[], |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())))
        })?;
        Ok(last.map_or_else(Cursor::default, |(order, id)| Cursor { order, id }))
    }

    /// The changes after `cursor`, at most 500, and moves it on. No commit is ever skipped: rows whose transaction number
    /// is not older than every open transaction wait for the next poll.
    pub fn feed(&self, cursor: &mut Cursor) -> Result<Vec<Change>, Fault> {
        let rows = self.0.db.read("feed", |raw| {
            raw.all(
                NEXT,
                &[Arg::Int(cursor.order), Arg::Bytes(&cursor.id)],
                |row| {
                    let change = Change {
                        kind: row.text(2)?.to_owned(),
                        reference: row.bytes(3)?.to_vec(),
                        at: Moment::from_millis(row.int(4)?),
                    };
                    Ok((row.int(0)?, row.bytes(1)?.to_vec(), change))
                },
            )
        })?;
        if let Some((order, id, _)) = rows.last() {
            *cursor = Cursor {
                order: *order,
                id: id.clone(),
            };
        }
        Ok(rows.into_iter().map(|(_, _, change)| change).collect())
    }
}
