//! Blind indexes for one act: the one place that says with which month's key they are made.
//!
//! Once a month every index is made anew under a new key ([`crate::machine::month`]), while callers ring and officers
//! search. Which key holds is therefore asked in the act itself, never remembered from an earlier one:
//!
//! | | an act that reads tries | an act that writes writes |
//! |---|---|---|
//! | usually | the current key | under the current key |
//! | while everything is made anew | the current key, then the next | under both |
//! | after the switch, until the old ones are cleared | the current key, then the previous | under the current key |
//!
//! Whoever writes holds the row that says so until the commit (`for share`), so no change begins or is switched on between
//! what they asked and what they wrote. An import alone goes by what it asked at its beginning: none runs during a change.

use std::sync::Arc;

use switchboard_rules::ids::bucket_of;

use crate::engine::{Raw, Value};
use crate::fault::Fault;
use crate::keys::{MemberKey, MonthKey};
use crate::roll::What;
use crate::tx::Tx;
use crate::world::Inner;

/// Which months' keys hold now: one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) current: i64,
    /// The key that everything is being wrapped and indexed under.
    pub(crate) next: Option<i64>,
    /// The key whose indexes are being cleared away.
    pub(crate) previous: Option<i64>,
}

const TURN: &str = "select current, next, previous from key_turn where bucket = 0 and id = 0";
const TURN_HELD: &str =
    "select current, next, previous from key_turn where bucket = 0 and id = 0 {for_share}";
const TURN_TAKEN: &str =
    "select current, next, previous from key_turn where bucket = 0 and id = 0 {for_update}";

impl Turn {
    pub(crate) fn read(raw: &mut Raw<'_>) -> Result<Self, Fault> {
        Self::by(raw, TURN)
    }

    /// The same, and nobody changes it before this act has ended.
    pub(crate) fn hold(raw: &mut Raw<'_>) -> Result<Self, Fault> {
        Self::by(raw, TURN_HELD)
    }

    /// The same, for the act that changes it.
    pub(crate) fn take(raw: &mut Raw<'_>) -> Result<Self, Fault> {
        Self::by(raw, TURN_TAKEN)
    }

    fn by(raw: &mut Raw<'_>, sql: &'static str) -> Result<Self, Fault> {
        let turn = raw.one(sql, &[], |row| {
            Ok(Self {
                current: row.int(0)?,
                next: row.opt_int(1)?,
                previous: row.opt_int(2)?,
            })
        })?;
        turn.ok_or_else(|| {
            Fault::World(
                "the database does not say which month key holds; was it made by `switchboard init`?"
                    .to_owned(),
            )
        })
    }

    /// Whether keys are being changed.
    pub(crate) fn is_changing(self) -> bool {
        self.next.is_some() || self.previous.is_some()
    }
}

/// The keys of blind indexes, for one act.
pub(crate) struct Blinds {
    world: Arc<Inner>,
    /// The one that holds comes first.
    months: Vec<(i64, Arc<MonthKey>)>,
    wraps: i64,
}

/// One row of `lookup`, as values for [`LOOKUP`].
pub(crate) const LOOKUP: &str = "insert into lookup (bucket, what, blind, member, import, key_month) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, what, blind, member) do nothing";

impl Blinds {
    fn of(world: &Arc<Inner>, months: &[Option<i64>], wraps: i64) -> Result<Self, Fault> {
        let months = months.iter().flatten().map(|month| {
            let key = world.keys.months.get(*month)?;
            Ok((*month, key))
        });
        Ok(Self {
            world: Arc::clone(world),
            months: months.collect::<Result<_, Fault>>()?,
            wraps,
        })
    }

    /// For looking in a snapshot.
    pub(crate) fn read(world: &Arc<Inner>, raw: &mut Raw<'_>) -> Result<Self, Fault> {
        let turn = Turn::read(raw)?;
        let both = [Some(turn.current), turn.next.or(turn.previous)];
        Self::of(world, &both, turn.current)
    }

    /// The blind indexes of this text, in the order in which they are to be tried.
    pub(crate) fn of_text(&self, what: What, text: &str) -> Vec<[u8; 16]> {
        let made = self.months.iter();
        made.map(|(_, key)| key.blind.short(what.text(), text.as_bytes()))
            .collect()
    }

    /// A new member's erase key, its wrapping, and the month of the key that wraps it.
    pub(crate) fn new_member(&self, member: &[u8]) -> Result<(MemberKey, Vec<u8>, i64), Fault> {
        let (key, wrapped) = self.world.keys.new_member_in(self.wraps, member)?;
        Ok((key, wrapped, self.wraps))
    }

    /// The rows of `lookup` by which `member` is found under this text, for [`LOOKUP`].
    pub(crate) fn lookups(
        &self,
        what: What,
        text: &str,
        member: &[u8; 16],
        import: &[u8; 16],
    ) -> Vec<Vec<Value>> {
        let row = |(month, key): &(i64, Arc<MonthKey>)| {
            let blind = key.blind.short(what.text(), text.as_bytes());
            vec![
                Value::Int(bucket_of(&blind)),
                Value::Text(what.text().to_owned()),
                Value::Bytes(blind.to_vec()),
                Value::Bytes(member.to_vec()),
                Value::Bytes(import.to_vec()),
                Value::Int(*month),
            ]
        };
        self.months.iter().map(row).collect()
    }

    /// The column `member_row.numbers` for these numbers: for each its blind index and its never-again hash, and while
    /// keys are changed the pair under the next key behind it.
    pub(crate) fn numbers<'p>(&self, index_keys: impl Iterator<Item = &'p str>) -> Vec<u8> {
        let mut numbers = Vec::new();
        for text in index_keys {
            let never = crate::roll::whole::never_number(&self.world, text);
            for blind in self.of_text(What::Number, text) {
                numbers.extend_from_slice(&blind);
                numbers.extend_from_slice(&never);
            }
        }
        numbers
    }
}

impl Tx<'_, '_> {
    /// The keys of blind indexes, for an act that looks somebody up.
    pub(crate) fn blinds_to_read(&mut self) -> Result<Blinds, Fault> {
        let world = Arc::clone(self.world);
        Blinds::read(&world, self.raw())
    }

    /// The keys of blind indexes, for an act that writes some; they hold until it has ended.
    pub(crate) fn blinds_to_write(&mut self) -> Result<Blinds, Fault> {
        let world = Arc::clone(self.world);
        let turn = Turn::hold(self.raw())?;
        let both = [Some(turn.current), turn.next];
        Blinds::of(&world, &both, turn.next.unwrap_or(turn.current))
    }
}
