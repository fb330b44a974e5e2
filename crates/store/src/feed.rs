//! The change feed: written in the act's transaction, read by every node, so that each cache knows how old it is.

use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Db};
use crate::fault::Fault;
use crate::session::id16;
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
    xact: i64,
    id: Vec<u8>,
}

const NEXT: &str = "select xact, id, kind, ref, at from change where {settled} and (xact > $1 or (xact = $1 and id > $2)) order by xact, id limit 500";
const LAST: &str =
    "select xact, id from change where {settled} order by xact desc, id desc limit 1";

/// The id of the newest change.
pub(crate) fn newest(db: &Db) -> Result<Option<[u8; 16]>, Fault> {
    let newest = db.read("feed-newest", |raw| {
        raw.one(
            "select id from change order by xact desc, id desc limit 1",
            &[],
            |row| Ok(id16(row.bytes(0)?)),
        )
    })?;
    Ok(newest.flatten())
}

impl World {
    /// A cursor behind everything that has happened so far.
    pub fn feed_now(&self) -> Result<Cursor, Fault> {
        let last = self.0.db.read("feed-last", |raw| {
            raw.one(LAST, &[], |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())))
        })?;
        Ok(last.map_or_else(Cursor::default, |(xact, id)| Cursor { xact, id }))
    }

    /// The changes after `cursor`, at most 500, and moves it on. No commit is ever skipped: rows whose transaction number
    /// is not older than every open transaction wait for the next poll.
    pub fn feed(&self, cursor: &mut Cursor) -> Result<Vec<Change>, Fault> {
        let rows = self.0.db.read("feed", |raw| {
            raw.all(
                NEXT,
                &[Arg::Int(cursor.xact), Arg::Bytes(&cursor.id)],
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
        if let Some((xact, id, _)) = rows.last() {
            *cursor = Cursor {
                xact: *xact,
                id: id.clone(),
            };
        }
        Ok(rows.into_iter().map(|(_, _, change)| change).collect())
    }
}
