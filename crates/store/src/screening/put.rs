//! Rows on their way into the store, in slices under an id that nobody reads, and out of it again.

use std::collections::VecDeque;

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::screening::PREFIX_BITS;

use super::damaged;
use super::rows::Row;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Outcome, World};

/// How many rows one act writes or clears away: few enough to hold the writer for less than 5 ms.
const SLICE: usize = 100;
/// How long a filling that writes nothing is still taken for running.
const HELD: Span = Span::minutes(5);

pub(super) const LIT: &str = "delete from screening_dark where bucket = $1 and filling = $2";

const COLUMNS: &[&str] = &["bucket", "filling", "prefix", "tails", "since"];
const HOLD: &str = "update screening_dark set held_until = $1 where bucket = $2 and filling = $3";
const DARK: &str = "insert into screening_dark (bucket, filling, held_until) values ($1, $2, $3)";

/// Rows on their way into the store.
pub(super) struct Put<'a> {
    world: &'a World,
    filling: [u8; 16],
    clock: &'a dyn Fn() -> Moment,
    slice: Vec<Row>,
    under_way: VecDeque<Outcome<()>>,
    ahead: usize,
}

impl<'a> Put<'a> {
    pub(super) fn new(world: &'a World, filling: [u8; 16], clock: &'a dyn Fn() -> Moment) -> Self {
        Self {
            world,
            filling,
            clock,
            slice: Vec::with_capacity(SLICE),
            under_way: VecDeque::new(),
            ahead: world.engine().slices_ahead(),
        }
    }

    pub(super) fn push(&mut self, row: Row) -> Result<(), Fault> {
        self.slice.push(row);
        if self.slice.len() == SLICE {
            self.send()
        } else {
            Ok(())
        }
    }

    fn send(&mut self) -> Result<(), Fault> {
        let now = (self.clock)();
        let (filling, held) = (self.filling, now.plus(HELD).millis());
        let slice = std::mem::take(&mut self.slice);
        let auth = Auth::Job("screening");
        let written = self.world.write("screening-fill", auth, now, move |tx| {
            let args = [
                Arg::Int(held),
                Arg::Int(bucket_of(&filling)),
                Arg::Bytes(&filling),
            ];
            if tx.run(HOLD, &args)? != 1 {
                return Err(given_up());
            }
            let mut rows = slice.iter().map(|row| row.values(filling));
            tx.raw().bulk("screening_row", COLUMNS, &mut rows)?;
            Ok(Verdict::Given(()))
        });
        self.under_way.push_back(written);
        self.wait(self.ahead)
    }

    fn wait(&mut self, most: usize) -> Result<(), Fault> {
        while self.under_way.len() >= most.max(1) {
            if let Some(first) = self.under_way.pop_front() {
                first.wait()?;
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<(), Fault> {
        self.send()?;
        self.wait(1)
    }
}

fn given_up() -> Fault {
    Fault::World("another list was begun meanwhile; take this one in again".to_owned())
}

pub(super) fn begin_dark(world: &World, filling: [u8; 16], now: Moment) -> Result<(), Fault> {
    let held = now.plus(HELD).millis();
    world
        .write("screening-dark", Auth::Job("screening"), now, move |tx| {
            tx.later(
                DARK,
                vec![
                    Value::Int(bucket_of(&filling)),
                    Value::Bytes(filling.to_vec()),
                    Value::Int(held),
                ],
            );
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// Queues that a filling that was in force is cleared away, by whoever comes first.
pub(super) fn give_up(tx: &mut Tx<'_, '_>, filling: [u8; 16]) {
    tx.later(
        DARK,
        vec![
            Value::Int(bucket_of(&filling)),
            Value::Bytes(filling.to_vec()),
            Value::Int(0),
        ],
    );
}

const LEFT: &str = "select filling from screening_dark where held_until < $1 limit 16";

/// Clears away what broke off.
pub(super) fn clear_left(world: &World, now: Moment) -> Result<(), Fault> {
    let left = world.0.db.read("screening-left", |raw| {
        raw.all(LEFT, &[Arg::Int(now.millis())], |row| {
            id16(row.bytes(0)?).ok_or_else(damaged)
        })
    })?;
    for filling in left {
        clear(world, filling, now)?;
    }
    Ok(())
}

const CLEAR: &str = "delete from screening_row where filling = $1 and prefix >= $2 and prefix < $3";

/// Clears away a filling that isn't in force, in slices.
pub(super) fn clear(world: &World, filling: [u8; 16], now: Moment) -> Result<(), Fault> {
    let step = i64::try_from(SLICE).unwrap_or(i64::MAX);
    let mut from = 0_i64;
    while from < 1 << PREFIX_BITS {
        let until = from + step;
        world
            .write("screening-clear", Auth::Job("screening"), now, move |tx| {
                let args = [Arg::Bytes(&filling), Arg::Int(from), Arg::Int(until)];
                tx.run(CLEAR, &args)?;
                Ok(Verdict::Given(()))
            })
            .wait()?;
        from = until;
    }
    let key = [
        Value::Int(bucket_of(&filling)),
        Value::Bytes(filling.to_vec()),
    ];
    world
        .write("screening-clear", Auth::Job("screening"), now, move |tx| {
            tx.later(LIT, key.to_vec());
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
