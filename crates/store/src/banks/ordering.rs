//! In which order a bank deals those who are in turn: chosen when it is made, and changed while it is paused.
//!
//! The order is the moment from which each of them is due (`rules::deal::Order`), so dealing asks the same index in each. After a
//! change a job sorts the queue anew, in slices; whoever is dealt meanwhile is dealt by the old order or by the new one.

use switchboard_rules::deal::{Order, Waits};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Reason, Refusal};

use crate::desk::{self, shape};
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What sorts a bank's queue.
#[derive(Clone)]
pub(super) struct Dealing {
    pub(super) seed: [u8; 32],
    pub(super) campaign: [u8; 16],
    pub(super) contest: [u8; 16],
    pub(super) year: i64,
    pub(super) order: Order,
}

impl Dealing {
    pub(super) const SQL: &str =
        "select seed, campaign, contest, dealing from bank where bucket = $1 and id = $2";

    /// Reads the row of [`Self::SQL`]; the year is to be set.
    pub(super) fn read(row: &Row<'_>) -> Result<Option<Self>, Fault> {
        let seed = <[u8; 32]>::try_from(row.bytes(0)?.to_vec()).ok();
        let order = Order::from_code(row.text(3)?).unwrap_or_default();
        let ids = id16(row.bytes(1)?).zip(id16(row.bytes(2)?));
        Ok(seed.zip(ids).map(|(seed, (campaign, contest))| Self {
            seed,
            campaign,
            contest,
            year: 0,
            order,
        }))
    }

    /// From when a member in turn is due.
    pub(super) fn due(
        &self,
        member: &MemberId,
        joined_year: Option<i64>,
        last_at: Option<i64>,
    ) -> i64 {
        let waits = Waits {
            last_at: last_at.map(Moment::from_millis),
            joined_year,
            year: self.year,
        };
        self.order.due(&self.seed, member, &waits)
    }
}

/// The year it is where the organisation is.
pub(super) fn year_of(world: &World, now: Moment) -> Result<i64, Fault> {
    Ok(i64::from(world.0.today(now)?.year()))
}

/// What became of choosing an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordered {
    /// It is chosen; a job sorts the queue.
    Done,
    /// It is the one that the bank has.
    Before,
    /// The bank deals: pause it first.
    Open,
    /// It was chosen less than an hour ago.
    Soon,
}

/// How long an order stands before another may be chosen: each change writes the whole queue.
const STANDS: Span = Span::hours(1);

const STATE: &str = "select state, dealing, coalesce(ordered_at, 0) from bank where bucket = $1 and id = $2 {for_update}";
const SET: &str =
    "update bank set dealing = $1, sort_from = 0, ordered_at = $4 where bucket = $2 and id = $3";

/// Chooses in which order a paused bank deals.
pub fn set_order(tx: &mut Tx<'_, '_>, id: BankId, order: Order) -> Result<Verdict<Ordered>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::OrderBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let now = tx.now();
    let stands = tx.one(STATE, &key, |row| {
        let is_soon = row.int(2)? > now.minus(STANDS).millis();
        Ok((
            row.text(0)? == "paused",
            row.text(1)? == order.code(),
            is_soon,
        ))
    })?;
    match stands {
        Some((true, false, false)) => {}
        Some((true, false, true)) => return Ok(Verdict::Given(Ordered::Soon)),
        Some((_, true, _)) => return Ok(Verdict::Given(Ordered::Before)),
        _ => return Ok(Verdict::Given(Ordered::Open)),
    }
    tx.later(
        SET,
        vec![
            Value::Text(order.code().to_owned()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Int(now.millis()),
        ],
    );
    let draft = Draft::act(EventKind::BankOrdered, &grant)
        .detail(format!("bank={id} order={}", order.code()));
    entry::write(tx, &draft, &[])?;
    tx.changed("bank", id.as_bytes());
    Ok(Verdict::Given(Ordered::Done))
}

/// How many places one slice looks at.
const SLICE: i64 = 32;
const TO_SORT: &str =
    "select id from bank where sort_from is not null order by bucket, id limit 64";
const FROM: &str = "select sort_from from bank where bucket = $1 and id = $2 {for_update}";
const PLACES: &str = "select q.member, q.rank, q.class, q.due_at, (select r.joined_year from member_row r where r.bucket = q.bucket and r.member = q.member and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1), g.last_at from queue q left join rung g on g.bucket = q.bucket and g.member = q.member and g.contest = $2 and g.campaign = $3 where q.bank = $1 and q.rank >= $4 order by q.rank limit $5";
const SORT: &str = "update queue set due_at = $1 where bank = $2 and rank = $3 and member = $4 and +class % 16 = 1 and +due_at = $5";
const FURTHER: &str = "update bank set sort_from = $1 where bucket = $2 and id = $3";

/// Sorts the next slice of each queue whose order was changed, turn about, so that no campaign's waits for another's; answers whether
/// there is more to do. A job's act.
pub fn sort_anew(world: &World, now: Moment) -> Result<bool, Fault> {
    let found = world.0.db.read("bank-to-sort", |raw| {
        raw.all(TO_SORT, &[], |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("bank"))
        })
    })?;
    if found.is_empty() {
        return Ok(false);
    }
    let year = year_of(world, now)?;
    let mut first = Ok(true);
    for bank in found.into_iter().map(BankId::from_bytes) {
        let done = world
            .write("bank-sorted", Auth::Job("fill"), now, move |tx| {
                slice(tx, bank, year).map(Verdict::Given)
            })
            .wait();
        // One that can't be sorted keeps nobody else's waiting.
        if let Err(fault) = done
            && first.is_ok()
        {
            first = Err(fault);
        }
    }
    first
}

/// A place as it is sorted.
struct Sorted {
    member: MemberId,
    rank: i64,
    /// What it is to be moved to and what it stands at, where it is in turn.
    moved: Option<(i64, i64)>,
}

fn slice(tx: &mut Tx<'_, '_>, bank: BankId, year: i64) -> Result<(), Fault> {
    let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let from = tx.one(FROM, &key, |row| row.opt_int(0))?.flatten();
    let dealing = tx.one(Dealing::SQL, &key, Dealing::read)?.flatten();
    let (Some(from), Some(dealing)) = (from, dealing) else {
        return Ok(());
    };
    let dealing = Dealing { year, ..dealing };
    let places = places(tx, bank, from, &dealing)?;
    for place in &places {
        let Some((to, stands_at)) = place.moved.filter(|(to, stands_at)| to != stands_at) else {
            continue;
        };
        tx.later(
            SORT,
            vec![
                Value::Int(to),
                Value::Bytes(bank.as_bytes().to_vec()),
                Value::Int(place.rank),
                Value::Bytes(place.member.as_bytes().to_vec()),
                Value::Int(stands_at),
            ],
        );
    }
    // Two may share a rank, once in many millions: the last one's is looked at again, and a slice of nothing else ends it.
    let last = places.last().map(|place| place.rank);
    let is_full = i64::try_from(places.len()).unwrap_or(0) == SLICE;
    let next = last.filter(|last| is_full && *last > from);
    tx.later(
        FURTHER,
        vec![
            next.map_or(Value::Null, Value::Int),
            Value::Int(bank.bucket()),
            Value::Bytes(bank.as_bytes().to_vec()),
        ],
    );
    Ok(())
}

fn places(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    from: i64,
    dealing: &Dealing,
) -> Result<Vec<Sorted>, Fault> {
    let now = tx.now().millis();
    let args = [
        Arg::Bytes(bank.as_bytes()),
        Arg::Bytes(&dealing.contest),
        Arg::Bytes(&dealing.campaign),
        Arg::Int(from),
        Arg::Int(SLICE),
    ];
    tx.all(PLACES, &args, |row| {
        let member = id16(row.bytes(0)?).ok_or_else(|| shape("queue"))?;
        let member = MemberId::from_bytes(member);
        let stands_at = row.int(3)?;
        let is_in_turn = desk::class_in(None, row.int(2)?) == 1 && stands_at <= now;
        let due = dealing.due(&member, row.opt_int(4)?, row.opt_int(5)?);
        Ok(Sorted {
            member,
            rank: row.int(1)?,
            moved: is_in_turn.then_some((due, stands_at)),
        })
    })
}
