//! Filling a bank's queue with every member it lacks: of the roll, or of its contest's snapshot, which may still be dark. A
//! job: callers go on meanwhile.

use std::collections::VecDeque;

use switchboard_rules::deal::{Class, Order, rank};
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Tongue;

use super::ordering::{Dealing, year_of};
use crate::audiences::{self, ToRing};
use crate::contests::{self, Source};
use crate::desk::{NO_NUMBER, class_in, shape};
use crate::engine::{Arg, Row, stmt};
use crate::fault::Fault;
use crate::session::{Auth, id16};
use crate::stretch::{self, Stretch};
use crate::tx::Verdict;
use crate::world::{Outcome, World};

/// How many members one slice of filling writes, and how many one look reads.
const SLICE: usize = 200;
/// How many members are gathered and put in the queue's order before they are written: rows written in the order in which they
/// will be dealt, bucket after bucket, lie side by side then, and hundreds of callers change one page instead of one each.
const BATCH: usize = 20_000;

/// Somebody a queue lacks.
struct Lacking {
    rank: i64,
    /// From when they are due, by the bank's order as it was when they were looked for: they are written by the one that holds then.
    due: i64,
    joined_year: Option<i64>,
    last_at: Option<i64>,
    member: MemberId,
    has_number: bool,
    /// Not yet in the queue at all; else they waited there for a number.
    is_new: bool,
    /// The language that they want, where it is another than the usual one.
    tongue: Option<Tongue>,
    /// Where they stand in the queue, where that may be among those of another language than they want.
    class: Option<i64>,
}

impl Lacking {
    /// Whether there is anything to do: whoever waits for a number goes on waiting until there is one that may be rung.
    fn is_lacking(&self) -> bool {
        match self.class {
            Some(class) => class != class_in(self.tongue, class),
            None => self.is_new || self.has_number,
        }
    }
}

/// What filling a queue came to.
#[derive(Clone, Copy)]
struct Filled {
    /// How many were put into it.
    added: u64,
    /// Whether nobody was, and nobody will be: the state of own calls by which they were to be chosen has gone, or too few of it are left.
    is_missed: bool,
}

/// Puts every member that a bank's queue lacks into it, in slices; answers how many.
pub fn fill(world: &World, bank: BankId, now: Moment) -> Result<u64, Fault> {
    // Where nobody can be chosen yet, it stays to be filled.
    let Some(Filled { added, is_missed }) = fill_buckets(world, bank, stretch::ALL, now)? else {
        return Ok(0);
    };
    world
        .write("bank-filled", Auth::Job("fill"), now, move |tx| {
            let key = [
                Arg::Int(now.millis()),
                Arg::Int(bank.bucket()),
                Arg::Bytes(bank.as_bytes()),
            ];
            if tx.run(FIRST_FILLED, &key)? == 0 {
                // Another node found it missed, in an empty queue, while this one had chosen and not yet written.
                let [_, bucket, id] = key;
                tx.run(RINGS, &[bucket, id])?;
            } else if is_missed {
                // Where somebody stands in the queue nothing is said: a filling that broke off had something to choose by, and it is as
                // full as it will be.
                audiences::keep_missed(tx, bank)?;
            }
            Ok(Verdict::Given(()))
        })
        .wait()?;
    if added > 0 {
        world.0.db.count_anew("analyze queue");
    }
    Ok(added)
}

/// Puts one member into a bank's queue who was added or given a number by hand; it costs a look at their bucket.
pub fn fill_with(world: &World, bank: BankId, member: MemberId, now: Moment) -> Result<u64, Fault> {
    let bucket = member.bucket();
    let filled = fill_buckets(world, bank, bucket..bucket + 1, now)?;
    Ok(filled.map_or(0, |filled| filled.added))
}

fn fill_buckets(
    world: &World,
    bank: BankId,
    buckets: std::ops::Range<i64>,
    now: Moment,
) -> Result<Option<Filled>, Fault> {
    let found = world.0.db.read("bank-seed", |raw| {
        raw.one(
            Dealing::SQL,
            &[Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())],
            Dealing::read,
        )
    })?;
    let mut dealing = found
        .flatten()
        .ok_or_else(|| Fault::World("no such bank; look at the list of banks".to_owned()))?;
    dealing.year = year_of(world, now)?;
    let source = world
        .0
        .db
        .read("bank-source", |raw| contests::source(raw, bank))?;
    let snapshot = match source {
        Source::Roll => None,
        Source::Snapshot(snapshot) => Some(snapshot),
        Source::Nobody => return Ok(None),
    };
    let chosen = audiences::chosen(world, (bank, buckets == stretch::ALL))?;
    // Whoever stands in the queue already was chosen then.
    let is_chosen = |lacking: &Lacking| !lacking.is_new || chosen.has(&lacking.member);
    let mut added = 0;
    let mut batch = Vec::new();
    let mut put = |batch: &mut Vec<Lacking>| {
        added += u64::try_from(batch.len()).unwrap_or(0);
        put_in_order(world, bank, &dealing, batch, now)
    };
    stretch::along(buckets, |stretch| {
        let found = lacking(world, stretch, (bank, snapshot), &dealing)?;
        let last = found.last().filter(|_| found.len() == SLICE);
        let last = last.map(|lacking| *lacking.member.as_bytes());
        let found = found.into_iter().filter(is_chosen);
        batch.extend(found.filter(Lacking::is_lacking));
        if batch.len() >= BATCH {
            put(&mut batch)?;
        }
        Ok(last)
    })?;
    put(&mut batch)?;
    let is_missed = matches!(chosen, ToRing::Missed);
    Ok(Some(Filled { added, is_missed }))
}

/// Fills a queue while something else is done between the look and the writing.
#[cfg(test)]
pub(crate) fn fill_meanwhile(world: &World, bank: BankId, now: Moment, meanwhile: impl FnOnce()) {
    let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = world.0.db.read("bank-seed", |raw| {
        raw.one(Dealing::SQL, &key, Dealing::read)
    });
    let mut dealing = found.unwrap().flatten().unwrap();
    dealing.year = year_of(world, now).unwrap();
    let mut batch = Vec::new();
    stretch::along(stretch::ALL, |stretch| {
        let found = lacking(world, stretch, (bank, None), &dealing)?;
        let last = found.last().filter(|_| found.len() == SLICE);
        let last = last.map(|lacking| *lacking.member.as_bytes());
        batch.extend(found);
        Ok(last)
    })
    .unwrap();
    meanwhile();
    put_in_order(world, bank, &dealing, &mut batch, now).unwrap();
}

const FIRST_FILLED: &str =
    "update bank set first_filled = $1 where bucket = $2 and id = $3 and first_filled is null";
/// Whoever is in the queue is rung.
const RINGS: &str = "update bank_audience set missed_at = null where bucket = $1 and bank = $2 and missed_at is not null and exists (select 1 from queue q where q.bank = $2)";
const UNFILLED: &str = "select id from bank where state <> 'closed' and first_filled is null order by created_at, id limit 10000";

/// The banks whose queue was never filled, the oldest first.
pub fn unfilled(world: &World) -> Result<Vec<BankId>, Fault> {
    let id = |row: &Row<'_>| Ok(BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()));
    world
        .0
        .db
        .read("bank-unfilled", |raw| raw.all(UNFILLED, &[], id))
}

const LACKING: &str = "select m.id, r.numbers, case when q.member is null then 1 else 0 end, s.nevers, r.joined_year, g.last_at, r.language, q.class from member m join member_row r on r.bucket = m.bucket and r.member = m.id and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) left join queue q on q.bucket = m.bucket and q.member = m.id and q.bank = $4 left join snapshot_member s on s.bucket = m.bucket and s.member = m.id and s.snapshot = $7 left join rung g on g.bucket = m.bucket and g.member = m.id and g.contest = $8 and g.campaign = $9 where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and coalesce((select case when x.ended_at is null then 0 else 1 end from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1), 0) = 0 and (q.member is null or (q.class = 7 and length(r.numbers) > 0) or q.class >= 16 or (q.class in (0, 1) and r.language not in ('', $10))) and (cast($6 as bigint) = 0 or s.member is not null) order by m.bucket, m.id limit $5";

/// Whether one of these numbers may be rung: any of the roll's, or of those that stood in the snapshot.
fn may_be_rung(numbers: &[u8], then: Option<&[u8]>) -> bool {
    let Some(then) = then else {
        return !numbers.is_empty();
    };
    let mut nevers = numbers.chunks_exact(32).filter_map(|pair| pair.get(16..));
    nevers.any(|never| then.chunks_exact(16).any(|stood| stood == never))
}

/// Whom the bank's queue lacks in a stretch of the roll, as many as one look reads.
fn lacking(
    world: &World,
    stretch: &Stretch,
    (bank, snapshot): (BankId, Option<[u8; 16]>),
    dealing: &Dealing,
) -> Result<Vec<Lacking>, Fault> {
    let usual = world.0.usual;
    let [bucket, after, until] = stretch.args();
    let limit = Arg::Int(i64::try_from(SLICE).unwrap_or(i64::MAX));
    let only = snapshot.unwrap_or_default();
    let args = [
        bucket,
        after,
        until,
        Arg::Bytes(bank.as_bytes()),
        limit,
        Arg::Int(i64::from(snapshot.is_some())),
        Arg::Bytes(&only),
        Arg::Bytes(&dealing.contest),
        Arg::Bytes(&dealing.campaign),
        Arg::Text(usual.code()),
    ];
    world.0.db.read("bank-lacking", |raw| {
        raw.all(LACKING, &args, |row| {
            // Where an id can't be read the look would begin at the same place again and again.
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
            let member = MemberId::from_bytes(id);
            let (joined_year, last_at) = (row.opt_int(4)?, row.opt_int(5)?);
            Ok(Lacking {
                rank: rank(&dealing.seed, &member),
                due: dealing.due(&member, joined_year, last_at),
                joined_year,
                last_at,
                member,
                has_number: may_be_rung(row.bytes(1)?, row.opt_bytes(3)?),
                is_new: row.int(2)? != 0,
                tongue: Tongue::from_code(row.text(6)?).filter(|tongue| *tongue != usual),
                class: row.opt_int(7)?.filter(|class| *class != NO_NUMBER),
            })
        })
    })
}

/// Writes a batch in the order in which it will be dealt.
fn put_in_order(
    world: &World,
    bank: BankId,
    dealing: &Dealing,
    batch: &mut Vec<Lacking>,
    now: Moment,
) -> Result<(), Fault> {
    batch.sort_unstable_by_key(|lacking| (lacking.due, lacking.rank));
    let mut rest = batch.drain(..);
    let ahead = world.engine().slices_ahead();
    let mut under_way = VecDeque::with_capacity(ahead);
    loop {
        let slice: Vec<Lacking> = rest.by_ref().take(SLICE).collect();
        let is_over = slice.is_empty();
        if !is_over {
            under_way.push_back(put(world, bank, dealing.clone(), slice, now));
        }
        if is_over || under_way.len() == ahead {
            match under_way.pop_front() {
                Some(first) => first.wait()?,
                None => return Ok(()),
            };
        }
    }
}

/// Whom the campaign may not ring any more, by another of its banks or by a report, is stopped in this one too; whoever was
/// reached by this very bank under a record that was merged into theirs is out. Both are asked where it is written, so that
/// nothing comes between.
const QUEUE_IN: &str = "insert into queue (bucket, member, bank, class, due_at, rank) values ($1, $2, $3, case when exists (select 1 from queue s where s.bucket = $1 and s.member = $2 and s.class = 8 and s.bank in (select id from bank where campaign = $6)) or exists (select 1 from report r where r.member = $2 and r.campaign = $6 and (r.settled_as is null or r.settled_as = 'right')) then 8 when exists (select 1 from member_alias a cross join queue q where a.keeper = $2 and q.bucket = a.bucket and q.member = a.member and q.bank = $3 and (q.class = 9 or (q.class = 8 and q.due_at = -1))) then 9 else cast($4 as bigint) end, case when exists (select 1 from member_alias a cross join queue q where a.keeper = $2 and q.bucket = a.bucket and q.member = a.member and q.bank = $3 and (q.class = 9 or (q.class = 8 and q.due_at = -1))) then -1 else cast($7 as bigint) end, $5) on conflict (bucket, member, bank) do update set class = excluded.class, due_at = excluded.due_at where queue.class = 7";

const QUEUE_MOVE: &str =
    "update queue set class = $1 where bucket = $2 and member = $3 and bank = $4 and class = $5";

/// The move of somebody whose language isn't the one any more among whose they stand; none of whoever is put in.
fn moved<'a>(lacking: &'a Lacking, bank: &'a BankId) -> Option<[Arg<'a>; 5]> {
    let class = lacking.class?;
    Some([
        Arg::Int(class_in(lacking.tongue, class)),
        Arg::Int(lacking.member.bucket()),
        Arg::Bytes(lacking.member.as_bytes()),
        Arg::Bytes(bank.as_bytes()),
        Arg::Int(class),
    ])
}

const STATE: &str = "select state, dealing from bank where bucket = $1 and id = $2 {for_share}";
const FILLED: &str = "update bank set filled = filled + $1 where bucket = $2 and id = $3";

fn put(
    world: &World,
    bank: BankId,
    dealing: Dealing,
    slice: Vec<Lacking>,
    now: Moment,
) -> Outcome<()> {
    world.write("bank-fill", Auth::Job("fill"), now, move |tx| {
        // Held until the commit: whoever closes it for good waits, and finds what was written.
        let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
        let stands = tx.one(STATE, &key, |row| {
            let order = Order::from_code(row.text(1)?).unwrap_or_default();
            Ok((row.text(0)? == "closed", order))
        })?;
        let Some((false, order)) = stands else {
            return Ok(Verdict::Given(()));
        };
        // The order that holds now: one that was chosen meanwhile sorts what stands in the queue, and these come after.
        let dealing = Dealing {
            order,
            ..dealing.clone()
        };
        let due = |lacking: &Lacking| {
            let due = dealing.due(&lacking.member, lacking.joined_year, lacking.last_at);
            if lacking.has_number { due } else { 0 }
        };
        let args: Vec<[Arg<'_>; 7]> = slice
            .iter()
            .map(|lacking| {
                let class = if lacking.has_number {
                    class_in(lacking.tongue, Class::Open.code())
                } else {
                    NO_NUMBER
                };
                [
                    Arg::Int(lacking.member.bucket()),
                    Arg::Bytes(lacking.member.as_bytes()),
                    Arg::Bytes(bank.as_bytes()),
                    Arg::Int(class),
                    Arg::Int(lacking.rank),
                    Arg::Bytes(&dealing.campaign),
                    Arg::Int(due(lacking)),
                ]
            })
            .collect();
        // Among whom they stand is set anew, and nothing else.
        let moved: Vec<_> = slice.iter().map(|lacking| moved(lacking, &bank)).collect();
        let writes: Vec<_> = args
            .iter()
            .zip(&moved)
            .map(|(args, moved)| match moved {
                Some(moved) => stmt(QUEUE_MOVE, moved),
                None => stmt(QUEUE_IN, args),
            })
            .collect();
        let touched = tx.raw().many(&writes)?;
        // Another node may have been faster with some of them.
        let new: u64 = slice
            .iter()
            .zip(touched)
            .filter(|(lacking, _)| lacking.is_new)
            .map(|(_, rows)| rows)
            .sum();
        let args = [
            Arg::Int(i64::try_from(new).unwrap_or(0)),
            Arg::Int(bank.bucket()),
            Arg::Bytes(bank.as_bytes()),
        ];
        tx.run(FILLED, &args)?;
        Ok(Verdict::Given(()))
    })
}

/// Every bank that is not closed, for the filling job.
pub fn all_banks(world: &World) -> Result<Vec<BankId>, Fault> {
    world.0.db.read("bank-list", |raw| {
        raw.all(
            "select id from bank where state <> 'closed' order by id limit 10000",
            &[],
            |row| Ok(BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default())),
        )
    })
}
