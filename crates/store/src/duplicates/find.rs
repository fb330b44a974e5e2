//! Looking through the whole roll for members who may stand on it twice: a job that shows nobody.
//!
//! Each record is opened once, and what is held of it is a sketch of about a hundred bytes (`rules::alike`): 600,000 members
//! take some 70 MB while it runs. What it writes are pairs of ids with a score and reasons, as codes.

use std::collections::HashSet;

use switchboard_rules::alike::{Pair, Sign, Sketches, is_identical, pairs};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::alias::Aliases;
use crate::blinds::Blinds;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Stmt, Value, stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::machine;
use crate::roll::What;
use crate::roll::whole::{self, WHOLE, Whole};
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What looking came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// Members who were compared.
    pub members: u64,
    /// Pairs that may be one person, without those that somebody told apart.
    pub pairs: u64,
    /// Those of them that say the same.
    pub identical: u64,
}

const ASKED: &str = "select id from duplicate_run where done_at is null order by id desc limit 1";
const ASK: &str = "insert into duplicate_run (bucket, id, account, asked_at, held_until, members, pairs) values ($1, $2, $3, $4, 0, 0, 0)";

/// Asks that the roll be looked through; a job does it within seconds. Asked again while one waits or runs, it changes nothing.
pub fn seek(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let grant = match tx.ask(Action::SeekDuplicates, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if tx.one(ASKED, &[], |row| Ok(row.bytes(0)?.len()))?.is_some() {
        return Ok(Verdict::Given(()));
    }
    put_run(tx, grant.account().as_bytes());
    entry::write(tx, &Draft::act(EventKind::DuplicatesSought, &grant), &[])?;
    Ok(Verdict::Given(()))
}

fn put_run(tx: &mut Tx<'_, '_>, account: &[u8; 16]) {
    let id = tx.world.ordered.next(tx.now().millis());
    let row = vec![
        Value::Int(bucket_of(&id)),
        Value::Bytes(id.to_vec()),
        Value::Bytes(account.to_vec()),
        Value::Int(tx.now().millis()),
    ];
    tx.later(ASK, row);
}

/// Looks at once, for the console; nothing where somebody else is looking just now.
pub fn find(
    world: &World,
    auth: &Auth,
    clock: impl Fn() -> Moment,
) -> Result<Verdict<Option<Sought>>, Fault> {
    let asked = world
        .write("duplicates-seek", auth.clone(), clock(), seek)
        .wait()?;
    if let Verdict::Refused(refusal) = asked.verdict {
        return Ok(Verdict::Refused(refusal));
    }
    Ok(Verdict::Given(look(world, &clock)?))
}

/// The hours of the night in which it looks by itself, by the organisation's clock.
const NIGHT: std::ops::Range<u16> = 2 * 60..4 * 60;
const TONIGHT: &str = "select id from duplicate_run where asked_at > $1 order by id desc limit 1";
/// Who looked lately was not long ago.
const LATELY: Span = Span::hours(20);

/// Looks if somebody asked, and once a night. To be called every few seconds; answers what it came to.
pub fn look_if_asked(world: &World, clock: impl Fn() -> Moment) -> Result<Option<Sought>, Fault> {
    let now = clock();
    let waits = world.0.db.read("duplicates-asked", |raw| {
        raw.one(ASKED, &[], |row| Ok(row.bytes(0)?.len()))
    })?;
    if waits.is_none() {
        if !NIGHT.contains(&world.zone().local(now).minute) {
            return Ok(None);
        }
        let since = now.minus(LATELY).millis();
        let lately = world.0.db.read("duplicates-tonight", |raw| {
            raw.one(TONIGHT, &[Arg::Int(since)], |row| Ok(row.bytes(0)?.len()))
        })?;
        if lately.is_some() {
            return Ok(None);
        }
        let nightly = |tx: &mut Tx<'_, '_>| {
            put_run(tx, crate::session::SYSTEM.as_bytes());
            Ok(Verdict::Given(()))
        };
        world
            .write("duplicates-tonight", Auth::Job("duplicates"), now, nightly)
            .wait()?;
    }
    look(world, &clock)
}

/// For so long nobody else begins; a run of six million takes less.
const HELD: Span = Span::minutes(20);
const CLAIM: &str = "update duplicate_run set held_until = $1 where bucket = $2 and id = $3 and held_until < $4 and done_at is null";
const DONE: &str = "update duplicate_run set done_at = $1, members = $2, pairs = $3, held_until = 0 where bucket = $4 and id = $5 and held_until = $6";
/// What was asked for meanwhile is answered too.
const ALSO: &str = "update duplicate_run set done_at = $1, members = $2, pairs = $3 where id < $4 and done_at is null";
/// The buckets that hold any: at most all of them.
const OLD: &str =
    "select distinct bucket from duplicate where run <> $1 and state = 'open' limit 1024";
const GONE: &str = "delete from duplicate where bucket = $1 and run <> $2 and state = 'open'";

fn look(world: &World, clock: &impl Fn() -> Moment) -> Result<Option<Sought>, Fault> {
    let Some((run, held)) = claim(world, clock())? else {
        return Ok(None);
    };
    let roll = read(world)?;
    let found = pairs(&roll.sketches);
    let written = write(world, run, &roll, &found, clock)?;
    clear(world, run, clock())?;
    let sought = Sought {
        members: u64::try_from(roll.members.len()).unwrap_or(u64::MAX),
        ..written
    };
    let now = clock();
    let [members, pairs] =
        [sought.members, sought.pairs].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    world
        .write("duplicates-done", Auth::Job("duplicates"), now, move |tx| {
            let figures = [
                Value::Int(now.millis()),
                Value::Int(members),
                Value::Int(pairs),
            ];
            let key = [
                Value::Int(bucket_of(&run)),
                Value::Bytes(run.to_vec()),
                Value::Int(held),
            ];
            tx.later(DONE, [figures.to_vec(), key.to_vec()].concat());
            let before = vec![Value::Bytes(run.to_vec())];
            tx.later(ALSO, [figures.to_vec(), before].concat());
            Ok(Verdict::Given(()))
        })
        .wait()?;
    machine::ran(world, "duplicates", roll.members.len(), now)?;
    Ok(Some(sought))
}

fn claim(world: &World, now: Moment) -> Result<Option<([u8; 16], i64)>, Fault> {
    let held = now.plus(HELD).millis();
    let done = world
        .write(
            "duplicates-claim",
            Auth::Job("duplicates"),
            now,
            move |tx| {
                // Merging goes by the order of the last run.
                let bulk = tx.one(super::bulk::RUNNING, &[], |row| Ok(row.bytes(0)?.len()))?;
                if bulk.is_some() {
                    return Ok(Verdict::Given(None));
                }
                let id = tx.one(ASKED, &[], |row| {
                    id16(row.bytes(0)?).ok_or_else(|| shape("duplicate_run"))
                })?;
                let Some(id) = id else {
                    return Ok(Verdict::Given(None));
                };
                let args = [
                    Arg::Int(held),
                    Arg::Int(bucket_of(&id)),
                    Arg::Bytes(&id),
                    Arg::Int(now.millis()),
                ];
                Ok(Verdict::Given((tx.run(CLAIM, &args)? == 1).then_some(id)))
            },
        )
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(id) => id.map(|id| (id, held)),
        Verdict::Refused(_) => None,
    })
}

/// How many members one look opens.
const LOOK: usize = 2_000;

/// The roll, sketched.
#[derive(Default)]
struct Roll {
    members: Vec<MemberId>,
    sketches: Sketches,
}

const ROWS: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, '', r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and length(m.erase_key) > 0 and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) order by m.bucket, m.id limit $4";

fn read(world: &World) -> Result<Roll, Fault> {
    let aliases = Aliases::read(world)?;
    let mut roll = Roll::default();
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, until] = stretch.args();
        let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
        let found = world.0.db.read("duplicates-read", |raw| {
            raw.all(ROWS, &[bucket, after, until, look], |row| {
                let Whole { member, row, .. } = whole::read(&world.0, row)?;
                if !aliases.is_merged(member) && roll.sketches.add(&row).is_some() {
                    roll.members.push(member);
                }
                Ok(member)
            })
        })?;
        let last = found.last().filter(|_| found.len() == LOOK);
        Ok(last.map(|last| *last.as_bytes()))
    })?;
    Ok(roll)
}

/// How many pairs one write holds: few enough to hold the writer for less than 5 ms.
const SLICE: usize = 100;
/// Who were told apart stay so; what was merged and undone is open again.
const PUT: &str = "insert into duplicate (bucket, one, other, score, alike, signs, identical, state, run, place) values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9) on conflict (bucket, one, other) do update set score = excluded.score, alike = excluded.alike, signs = excluded.signs, identical = excluded.identical, run = excluded.run, place = excluded.place, state = case when duplicate.state = 'merged' then 'open' else duplicate.state end";
const APART: &str = "select bucket, one, other from duplicate where state = 'apart' and (bucket, one, other) > ($1, $2, $3) order by bucket, one, other limit 10000";

fn write(
    world: &World,
    run: [u8; 16],
    roll: &Roll,
    found: &[Pair],
    clock: &impl Fn() -> Moment,
) -> Result<Sought, Fault> {
    let apart = apart(world)?;
    let mut sought = Sought {
        members: 0,
        pairs: 0,
        identical: 0,
    };
    let mut place: i64 = 0;
    for slice in found.chunks(SLICE) {
        let identical = identical(world, roll, slice)?;
        let mut rows = Vec::with_capacity(slice.len());
        for (pair, is_identical) in slice.iter().zip(identical) {
            let (Some(a), Some(b)) = (roll.members.get(pair.one), roll.members.get(pair.other))
            else {
                continue;
            };
            let (one, other) = if a < b { (*a, *b) } else { (*b, *a) };
            place += 1;
            if !apart.contains(&(one, other)) {
                sought.pairs += 1;
                sought.identical += u64::from(is_identical);
            }
            rows.push(pair_row((one, other), pair, is_identical, (run, place)));
        }
        world
            .write(
                "duplicates-slice",
                Auth::Job("duplicates"),
                clock(),
                move |tx| {
                    let args: Vec<Vec<Arg<'_>>> = rows
                        .iter()
                        .map(|row: &Vec<Value>| row.iter().map(Value::as_arg).collect())
                        .collect();
                    let batch: Vec<Stmt<'_>> = args.iter().map(|args| stmt(PUT, args)).collect();
                    tx.raw().many(&batch)?;
                    Ok(Verdict::Given(()))
                },
            )
            .wait()?;
    }
    Ok(sought)
}

fn pair_row(
    (one, other): (MemberId, MemberId),
    pair: &Pair,
    is_identical: bool,
    (run, place): ([u8; 16], i64),
) -> Vec<Value> {
    vec![
        Value::Int(one.bucket()),
        Value::Bytes(one.as_bytes().to_vec()),
        Value::Bytes(other.as_bytes().to_vec()),
        Value::Int(i64::from(pair.likeness.score)),
        Value::Int(i64::from(pair.likeness.name)),
        Value::Int(i64::from(pair.likeness.signs.bits())),
        Value::Int(i64::from(is_identical)),
        Value::Bytes(run.to_vec()),
        Value::Int(place),
    ]
}

/// Whom somebody told apart.
fn apart(world: &World) -> Result<HashSet<(MemberId, MemberId)>, Fault> {
    let mut all = HashSet::new();
    let (mut bucket, mut one, mut other) = (-1, Vec::new(), Vec::new());
    loop {
        let page = world.0.db.read("duplicates-apart", |raw| {
            let args = [Arg::Int(bucket), Arg::Bytes(&one), Arg::Bytes(&other)];
            raw.all(APART, &args, |row| {
                let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("duplicate"));
                Ok((row.int(0)?, id(1)?, id(2)?))
            })
        })?;
        let Some((at, a, b)) = page.last() else {
            return Ok(all);
        };
        bucket = *at;
        one = a.to_vec();
        other = b.to_vec();
        all.extend(
            page.into_iter()
                .map(|(_, a, b)| (MemberId::from_bytes(a), MemberId::from_bytes(b))),
        );
    }
}

/// Of each pair whether the two say the same: only those of one name are opened once more.
fn identical(world: &World, roll: &Roll, slice: &[Pair]) -> Result<Vec<bool>, Fault> {
    slice
        .iter()
        .map(|pair| {
            if !pair.likeness.signs.has(Sign::SameName) {
                return Ok(false);
            }
            let (Some(one), Some(other)) =
                (roll.members.get(pair.one), roll.members.get(pair.other))
            else {
                return Ok(false);
            };
            let (one, other) = (open(world, *one)?, open(world, *other)?);
            Ok(one
                .zip(other)
                .is_some_and(|(one, other)| are_identical(&one, &other)))
        })
        .collect()
}

/// Whether two records are one for certain; who has left is not mixed with who is a member.
pub(super) fn are_identical(one: &Whole, other: &Whole) -> bool {
    one.ended.is_none() && other.ended.is_none() && is_identical(&one.row, &other.row)
}

fn open(world: &World, member: MemberId) -> Result<Option<Whole>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    world.0.db.read("duplicates-open", |raw| {
        raw.one(WHOLE, &args, |row| whole::read(&world.0, row))
    })
}

/// Takes away what this run didn't find any more, bucket by bucket.
fn clear(world: &World, run: [u8; 16], now: Moment) -> Result<(), Fault> {
    let buckets = world.0.db.read("duplicates-old", |raw| {
        raw.all(OLD, &[Arg::Bytes(&run)], |row| row.int(0))
    })?;
    for bucket in buckets {
        world
            .write(
                "duplicates-clear",
                Auth::Job("duplicates"),
                now,
                move |tx| {
                    tx.run(GONE, &[Arg::Int(bucket), Arg::Bytes(&run)])?;
                    Ok(Verdict::Given(()))
                },
            )
            .wait()?;
    }
    Ok(())
}

/// The most pairs that are asked about at once.
pub const CLAIMS_MAX: usize = 100_000;
const MEMBER_OF: &str =
    "select member from lookup where bucket = $1 and what = 'external' and blind = $2 limit 1";
const CANDIDATE: &str =
    "select state from duplicate where bucket = $1 and one = $2 and other = $3 and state = 'open'";

/// Says of pairs of membership numbers whether they are open candidates: for measuring how many are found of those that were
/// planted. It shows nobody: the numbers come from whoever asks, and what goes back is yes or no.
pub fn are_candidates(
    world: &World,
    claims: &[(ExternalId, ExternalId)],
    now: Moment,
) -> Result<Vec<bool>, Fault> {
    if claims.len() > CLAIMS_MAX {
        return Err(Fault::World(format!(
            "{} pairs were asked about at once; give at most {CLAIMS_MAX}",
            claims.len()
        )));
    }
    let held = world.0.db.read("duplicates-claims", |raw| {
        claims
            .iter()
            .map(|(one, other)| {
                let (one, other) = (of_number(world, raw, one)?, of_number(world, raw, other)?);
                let Some((a, b)) = one.zip(other) else {
                    return Ok(false);
                };
                let (one, other) = if a < b { (a, b) } else { (b, a) };
                let args = [
                    Arg::Int(one.bucket()),
                    Arg::Bytes(one.as_bytes()),
                    Arg::Bytes(other.as_bytes()),
                ];
                let found = raw.one(CANDIDATE, &args, |row| Ok(row.text(0)?.len()))?;
                Ok(found.is_some())
            })
            .collect::<Result<Vec<bool>, Fault>>()
    })?;
    machine::ran(world, "duplicates-claims", claims.len(), now)?;
    Ok(held)
}

fn of_number(
    world: &World,
    raw: &mut Raw<'_>,
    number: &ExternalId,
) -> Result<Option<MemberId>, Fault> {
    for blind in Blinds::read(&world.0, raw)?.of_text(What::External, number.as_str()) {
        let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
        let found = raw.one(MEMBER_OF, &args, |row| Ok(id16(row.bytes(0)?)))?;
        if let Some(member) = found.flatten() {
            return Ok(Some(MemberId::from_bytes(member)));
        }
    }
    Ok(None)
}
