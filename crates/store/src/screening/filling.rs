//! A screening list is taken in: hashed, sorted, written under an id that nobody reads, and switched on by one row.
//!
//! Memory: seven bytes a number. What breaks off is never read, and the next one clears it away.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::policy::{Action, Facts, Refusal, Resource};
use switchboard_rules::screening::{List, Mark, PREFIX_BITS, day_number};

use super::damaged;
use super::put::{LIT, Put, begin_dark, clear, clear_left, give_up};
use super::rows::{OldRow, Row, old_rows};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many rows of the list before are read at a look.
const LOOK: u32 = 4_096;
/// How many such looks there are.
const WINDOWS: u32 = (1 << PREFIX_BITS) / LOOK;

/// A list that is being read.
pub struct Filling {
    world: World,
    region: Region,
    list: List,
    dated: Date,
    marks: Vec<Mark>,
    unread: u64,
    is_even_so: bool,
}

/// What became of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// It is in force.
    Switched {
        /// How many numbers stand on it.
        numbers: u64,
        /// How many of those stood in no list before; all of them where there was none.
        new: u64,
        /// How many stood in the one before and stand no more.
        gone: u64,
        /// How many lines were no number.
        unread: u64,
    },
    /// It is the one in force already; nothing changed.
    Same,
    /// It is the one in force with a later day, which counts from now.
    Later,
}

/// Why a list isn't taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotFilled {
    /// Its day hasn't come.
    #[error(
        "a list can't be of a day that hasn't come; say the day on which its publisher made it"
    )]
    Future,
    /// The one in force is newer.
    #[error("the list in force is newer; fetch the newest one from its publisher")]
    Older,
    /// Another was taken in meanwhile.
    #[error(
        "another list was taken in meanwhile; look which one is in force, and take this one in again if it is newer"
    )]
    Moved,
    /// The numbers are the very ones of an older day.
    #[error(
        "these are the very numbers of the list in force, which is of an older day; a newer list has others. If its publisher did make it on that day, say --even-so"
    )]
    Unchanged,
    /// Too many lines are no number.
    #[error(
        "{unread} of {lines} lines are no telephone number, so it may be a wrong file; look at it, and if it is right say --even-so"
    )]
    Unread {
        /// How many are none.
        unread: u64,
        /// How many there are.
        lines: u64,
    },
    /// Too many numbers of the one in force are missing.
    #[error(
        "{gone} of the {of} numbers in force are not in it, so it may be cut off or a wrong file; look at it, and if it is right say --even-so"
    )]
    Gone {
        /// How many are missing.
        gone: u64,
        /// How many are in force.
        of: u64,
    },
    /// There is no number in it.
    #[error("there is no telephone number in this file; give it one number a line")]
    Nothing,
}

/// What the list in force is.
struct Before {
    current: [u8; 16],
    dated: u16,
    digest: Vec<u8>,
    numbers: u64,
}

/// Whether so many of all are more than a list loses, or has in wrong lines, from one day to another: a twentieth, and more than a
/// hundred.
const fn are_many(some: u64, all: u64) -> bool {
    some > 100 && some.saturating_mul(20) > all
}

impl Filling {
    /// Begins to read a list of about so many numbers.
    ///
    /// # Errors
    /// Where the world's region can't be read.
    pub fn begin(world: &World, list: List, dated: Date, about: usize) -> Result<Self, Fault> {
        let region = Region::parse(&world.meta().region).map_err(|_| {
            Fault::World("this world's region of telephone numbers is not known".to_owned())
        })?;
        Ok(Self {
            world: world.clone(),
            region,
            list,
            dated,
            marks: Vec::with_capacity(about),
            unread: 0,
            is_even_so: false,
        })
    }

    /// Takes it in though it looks like a wrong file.
    #[must_use]
    pub fn even_so(self) -> Self {
        Self {
            is_even_so: true,
            ..self
        }
    }

    /// Takes one number, in its national form or with its country; an empty line is none.
    pub fn take(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match Phone::parse(text, self.region) {
            Ok(phone) => {
                let key = phone.index_key().as_bytes();
                let never = self.world.0.keys.never.short("number", key);
                self.marks.push(Mark::of(&never));
            }
            Err(_) => self.unread += 1,
        }
    }

    /// Switches the list on. The clock is asked again and again: this may take minutes.
    ///
    /// # Errors
    /// The store's. Nothing of it is in force then.
    pub fn finish(
        mut self,
        auth: &Auth,
        clock: &dyn Fn() -> Moment,
    ) -> Result<Verdict<Result<Filled, NotFilled>>, Fault> {
        let now = clock();
        let today = self.world.zone().local(now).date;
        let Some(dated) = day_number(self.dated).filter(|_| self.dated <= today) else {
            return Ok(Verdict::Given(Err(NotFilled::Future)));
        };
        let lines = self.unread + self.marks.len() as u64;
        if !self.is_even_so && are_many(self.unread, lines) {
            let unread = self.unread;
            return Ok(Verdict::Given(Err(NotFilled::Unread { unread, lines })));
        }
        self.marks.sort_unstable();
        self.marks.dedup();
        if self.marks.is_empty() {
            return Ok(Verdict::Given(Err(NotFilled::Nothing)));
        }
        let digest = self.digest();
        let before = match self.before(auth, now)? {
            Ok(before) => before,
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        };
        if let Some(before) = &before {
            if before.dated > dated {
                return Ok(Verdict::Given(Err(NotFilled::Older)));
            }
            if before.digest == digest {
                if before.dated < dated && !self.is_even_so {
                    return Ok(Verdict::Given(Err(NotFilled::Unchanged)));
                }
                let filled = self.again(auth, before, (dated, now))?;
                return Ok(filled.map(Ok));
            }
        }
        clear_left(&self.world, now)?;
        let filling = random_id()?;
        let numbers = self.marks.len() as u64;
        let (new, gone) = self.write(filling, before.as_ref(), dated, clock)?;
        if let Some(of) = before.as_ref().map(|before| before.numbers)
            && !self.is_even_so
            && are_many(gone, of)
        {
            clear(&self.world, filling, clock())?;
            return Ok(Verdict::Given(Err(NotFilled::Gone { gone, of })));
        }
        let told = Filled::Switched {
            numbers,
            new,
            gone,
            unread: self.unread,
        };
        let becomes = Switch {
            filling,
            dated,
            digest,
            told,
        };
        let switched = self.switch(auth, becomes, before.as_ref(), clock())?;
        match (&switched, &before) {
            (Verdict::Given(true), Some(before)) => clear(&self.world, before.current, clock())?,
            (Verdict::Given(true), None) => {}
            _ => clear(&self.world, filling, clock())?,
        }
        Ok(switched.map(|is_on| {
            if is_on {
                Ok(told)
            } else {
                Err(NotFilled::Moved)
            }
        }))
    }

    fn digest(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        for mark in &self.marks {
            hash.update(mark.prefix().to_be_bytes());
            hash.update(mark.tail());
        }
        hash.finalize().to_vec()
    }

    /// The list in force, for whoever may take in another.
    fn before(&self, auth: &Auth, now: Moment) -> Result<Result<Option<Before>, Refusal>, Fault> {
        let list = self.list;
        let done = self
            .world
            .write("screening-begin", auth.clone(), now, move |tx| {
                if let Err(refusal) = ask(tx)? {
                    return Ok(Verdict::Refused(refusal));
                }
                in_force(tx, list).map(Verdict::Given)
            })
            .wait()?;
        Ok(match done.verdict {
            Verdict::Given(before) => Ok(before),
            Verdict::Refused(refusal) => Err(refusal),
        })
    }

    /// The same numbers once more: at most the day is a later one.
    fn again(
        &self,
        auth: &Auth,
        before: &Before,
        (dated, now): (u16, Moment),
    ) -> Result<Verdict<Filled>, Fault> {
        if before.dated == dated {
            return Ok(Verdict::Given(Filled::Same));
        }
        let (list, current) = (self.list, before.current);
        let done = self
            .world
            .write("screening-later", auth.clone(), now, move |tx| {
                let grant = match ask(tx)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
                let args = vec![
                    Value::Int(dated.into()),
                    Value::Int(tx.now().millis()),
                    Value::Int(of_list(list)),
                    Value::Text(list.code().to_owned()),
                    Value::Bytes(current.to_vec()),
                ];
                tx.later_expect(1, LATER, args);
                let detail = format!("list={} dated={dated} same=1", list.code());
                let draft = Draft::act(EventKind::ScreeningImported, &grant).detail(detail);
                entry::write(tx, &draft, &[])?;
                Ok(Verdict::Given(Filled::Later))
            })
            .wait()?;
        Ok(done.verdict)
    }

    /// Writes the rows; answers how many numbers are new, and how many are gone.
    ///
    /// It begins at the end, and lets go of what is written: the store's own caches grow meanwhile.
    fn write(
        &mut self,
        filling: [u8; 16],
        before: Option<&Before>,
        dated: u16,
        clock: &dyn Fn() -> Moment,
    ) -> Result<(u64, u64), Fault> {
        begin_dark(&self.world, filling, clock())?;
        let mut put = Put::new(&self.world, filling, clock);
        let (mut new, mut gone) = (0, 0);
        for window in (0..WINDOWS).rev() {
            let (from, until) = (window * LOOK, (window + 1) * LOOK);
            let begins = self.marks.partition_point(|mark| mark.prefix() < from);
            let mut marks = self.marks.get(begins..).unwrap_or_default();
            let mut old = match before {
                Some(before) => old_rows(&self.world, before.current, from..until)?,
                None => VecDeque::new(),
            };
            while let Some(prefix) = marks.first().map(|mark| mark.prefix()) {
                let here = marks
                    .iter()
                    .take_while(|mark| mark.prefix() == prefix)
                    .count();
                let (row, rest) = marks.split_at_checked(here).ok_or_else(damaged)?;
                marks = rest;
                while let Some(left) = old.pop_front_if(|old| old.prefix < prefix) {
                    gone += left.numbers();
                }
                let was = old.pop_front_if(|old| old.prefix == prefix);
                let made = Row::of(prefix, row, was.as_ref(), before.map(|b| b.dated), dated);
                new += made.new;
                gone += was.map_or(0, |was| {
                    (was.numbers() + made.new).saturating_sub(here as u64)
                });
                put.push(made)?;
            }
            gone += old.iter().map(OldRow::numbers).sum::<u64>();
            self.marks.truncate(begins);
            self.marks.shrink_to_fit();
        }
        put.end()?;
        Ok((new, gone))
    }

    /// The one row that puts the list in force, with its entry, unless another list is in force than the one that was read. The one
    /// before is given up in the same act, so that whatever breaks off after it, its rows are cleared away.
    fn switch(
        &self,
        auth: &Auth,
        becomes: Switch,
        before: Option<&Before>,
        now: Moment,
    ) -> Result<Verdict<bool>, Fault> {
        let list = self.list;
        let was = before.map(|before| (before.current, before.dated));
        let done = self
            .world
            .write("screening-switch", auth.clone(), now, move |tx| {
                let grant = match ask(tx)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
                let now_in_force = in_force(tx, list)?;
                if now_in_force.map(|before| (before.current, before.dated)) != was {
                    return Ok(Verdict::Given(false));
                }
                becomes.put(tx, list, was)?;
                let draft =
                    Draft::act(EventKind::ScreeningImported, &grant).detail(becomes.detail(list)?);
                entry::write(tx, &draft, &[])?;
                tx.changed("screening", &becomes.filling);
                Ok(Verdict::Given(true))
            })
            .wait()?;
        Ok(done.verdict)
    }
}

/// What is put in force.
struct Switch {
    filling: [u8; 16],
    dated: u16,
    digest: Vec<u8>,
    told: Filled,
}

impl Switch {
    /// Queues the rows. Where somebody else was faster the act runs again.
    fn put(
        &self,
        tx: &mut Tx<'_, '_>,
        list: List,
        was: Option<([u8; 16], u16)>,
    ) -> Result<(), Fault> {
        let Filled::Switched { numbers, .. } = self.told else {
            return Err(damaged());
        };
        let mut args = vec![
            Value::Int(of_list(list)),
            Value::Text(list.code().to_owned()),
            Value::Bytes(self.filling.to_vec()),
            Value::Int(self.dated.into()),
            Value::Bytes(self.digest.clone()),
            Value::Int(i64::try_from(numbers).unwrap_or(i64::MAX)),
            Value::Int(tx.now().millis()),
        ];
        match was {
            None => tx.later_expect(1, FIRST, args),
            Some((current, dated)) => {
                args.extend([Value::Bytes(current.to_vec()), Value::Int(dated.into())]);
                tx.later_expect(1, SWITCH, args);
                give_up(tx, current);
            }
        }
        let key = vec![
            Value::Int(bucket_of(&self.filling)),
            Value::Bytes(self.filling.to_vec()),
        ];
        // Where another was begun that took this one for broken off, it is given up.
        tx.later_expect(1, LIT, key);
        Ok(())
    }

    fn detail(&self, list: List) -> Result<String, Fault> {
        let Filled::Switched {
            numbers,
            new,
            gone,
            unread,
        } = self.told
        else {
            return Err(damaged());
        };
        let (list, dated) = (list.code(), self.dated);
        Ok(format!(
            "list={list} dated={dated} numbers={numbers} new={new} gone={gone} unread={unread}"
        ))
    }
}

const LATER: &str = "update screening_list set dated = $1, at = $2 where bucket = $3 and list = $4 and current = $5";
const FIRST: &str = "insert into screening_list (bucket, list, current, dated, digest, listed, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (bucket, list) do nothing";
const SWITCH: &str = "update screening_list set current = $3, dated = $4, digest = $5, listed = $6, at = $7 where bucket = $1 and list = $2 and current = $8 and dated = $9";
const IN_FORCE: &str =
    "select current, dated, digest, listed from screening_list where bucket = $1 and list = $2";

fn of_list(list: List) -> i64 {
    bucket_of(list.code().as_bytes())
}

fn ask(tx: &mut Tx<'_, '_>) -> Result<Result<switchboard_rules::policy::Grant, Refusal>, Fault> {
    tx.ask(
        Action::ImportScreening,
        &Resource::Organisation,
        Facts::SHUT,
    )
}

fn in_force(tx: &mut Tx<'_, '_>, list: List) -> Result<Option<Before>, Fault> {
    let args = [Arg::Int(of_list(list)), Arg::Text(list.code())];
    tx.one(IN_FORCE, &args, |row| {
        Ok(Before {
            current: id16(row.bytes(0)?).ok_or_else(damaged)?,
            dated: u16::try_from(row.int(1)?).map_err(|_| damaged())?,
            digest: row.bytes(2)?.to_vec(),
            numbers: u64::try_from(row.int(3)?).unwrap_or(0),
        })
    })
}
