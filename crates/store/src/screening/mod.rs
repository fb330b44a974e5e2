//! Screening lists: registers of numbers that aren't rung, such as the Telephone Preference Service.
//!
//! A list is kept as hashes of its numbers, under the key that lives as long as the organisation does. All hashes that begin
//! with the same 18 bits are one row, so that a lease reads one short row for a number, whatever the list's size. A new list is
//! written under an id that nobody reads, and one row switches it on.

mod filling;
mod put;
mod rows;

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::screening::{Age, Dated, List, Listed, Mark, Screen, date_of, find};

use crate::engine::{Arg, Row, Rows, Stmt};
use crate::fault::Fault;
use crate::tx::Tx;
use crate::world::{Inner, World};

pub use filling::{Filled, Filling, NotFilled};

/// Which lists are there, and of which day.
pub(crate) const LISTS: &str = "select list, dated, listed, at from screening_list limit 8";
/// A number's row in each list that is in force: one look, so that a list that is switched meanwhile is whole.
const LISTED: &str = "select l.list, r.tails, r.since from screening_list l join screening_row r on r.bucket = $1 and r.filling = l.current and r.prefix = $2";

/// A list that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The list and its day.
    pub dated: Dated,
    /// How many numbers stand on it.
    pub numbers: u64,
    /// When it was taken in.
    pub at: Moment,
}

/// The lists that are there.
pub fn lists(world: &World) -> Result<Vec<Kept>, Fault> {
    let kept = world
        .0
        .db
        .read("screening-lists", |raw| raw.all(LISTS, &[], read_kept))?;
    Ok(kept.into_iter().flatten().collect())
}

/// How it stands with a list that the rules of the region demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demanded {
    /// The list.
    pub list: List,
    /// How it stands.
    pub age: Age,
    /// How many days old it is; none where there is none.
    pub days: Option<i64>,
    /// What the rules say of it.
    pub screen: Screen,
}

/// How it stands with each list that the rules demand; none where they demand none.
pub fn demanded(world: &World, now: Moment) -> Result<Vec<Demanded>, Fault> {
    let kept: Vec<Dated> = lists(world)?.iter().map(|kept| kept.dated).collect();
    Ok(of_pack(&world.0, &kept, now))
}

fn of_pack(world: &Inner, kept: &[Dated], now: Moment) -> Vec<Demanded> {
    let today = world.pack.zone().local(now).date;
    let screens = world.pack.screens().iter();
    let of_screen = screens.map(|screen| Demanded {
        screen: *screen,
        list: screen.list,
        age: screen.age(kept, today),
        days: kept
            .iter()
            .find(|dated| dated.list == screen.list)
            .and_then(|dated| dated.dated.days_until(today)),
    });
    of_screen.collect()
}

/// Whether every list that the rules demand is there and fresh enough.
pub(crate) fn is_ready(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    let found = tx.gather(&[Stmt::owning(LISTS, Vec::new())])?;
    let kept = match found.first() {
        Some(rows) => read_lists(rows)?,
        None => Vec::new(),
    };
    let demanded = of_pack(tx.world, &kept, tx.now());
    let stands = |age| !matches!(age, Age::TooOld | Age::Missing);
    Ok(demanded.iter().all(|demanded| stands(demanded.age)))
}

fn read_kept(row: &Row<'_>) -> Result<Option<Kept>, Fault> {
    let Some(dated) = read_dated(row)? else {
        return Ok(None);
    };
    Ok(Some(Kept {
        dated,
        numbers: u64::try_from(row.int(2)?).unwrap_or(0),
        at: Moment::from_millis(row.int(3)?),
    }))
}

fn read_dated(row: &Row<'_>) -> Result<Option<Dated>, Fault> {
    let dated = day(row.int(1)?).ok_or_else(damaged)?;
    Ok(List::parse(row.text(0)?).map(|list| Dated { list, dated }))
}

/// The days of the lists, out of the rows of [`LISTS`].
pub(crate) fn read_lists(rows: &Rows) -> Result<Vec<Dated>, Fault> {
    let lists = rows.iter().map(|row| read_dated(&row));
    let lists = lists.collect::<Result<Vec<_>, Fault>>()?;
    Ok(lists.into_iter().flatten().collect())
}

/// The look for a number by its never-again hash.
pub(crate) fn asked<'a>(never: &[u8; 16]) -> Stmt<'a> {
    let prefix = Mark::of(never).prefix();
    Stmt::owning(
        LISTED,
        vec![Arg::Int(bucket(prefix)), Arg::Int(i64::from(prefix))],
    )
}

/// Whether a number stands on a list, out of the rows of that look. Of two lists the one counts that it has stood on longer.
pub(crate) fn read_listed(rows: &Rows, never: &[u8; 16]) -> Result<Option<Listed>, Fault> {
    let mut longest: Option<Listed> = None;
    for row in rows.iter() {
        let Some(list) = List::parse(row.text(0)?) else {
            continue;
        };
        let found = find(Mark::of(never), row.bytes(1)?, row.bytes(2)?, list);
        longest = match (longest, found) {
            (Some(one), Some(other)) if one.since <= other.since => Some(one),
            (one, None) => one,
            (_, found) => found,
        };
    }
    Ok(longest)
}

/// The bucket of a row.
fn bucket(prefix: u32) -> i64 {
    bucket_of(&prefix.to_be_bytes())
}

fn day(number: i64) -> Option<Date> {
    u16::try_from(number).ok().and_then(date_of)
}

fn damaged() -> Fault {
    Fault::Row("a screening list is damaged; take it in again".to_owned())
}
