//! What decides of each of a member's telephone numbers, and what is written when one is rung.

use switchboard_rules::eligible::NumberFacts;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::screening::Listed;

use super::candidate::{Asking, Candidate, EVERY_CAMPAIGN, never_member, widest};
use super::facts::shape;
use super::kin;
use crate::duplicates::alias::KEEPER;
use crate::engine::{Arg, Raw, Rows, Stmt, Value};
use crate::fault::Fault;
use crate::screening;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// The card that is open on a number, the objections kept under its hash, and when it was rung last and for whom; always one row.
const NUMBER: &str = "select o.card, o.until_at, e.size, c.size, h.whose, h.at from (select 1 as one) x left join open_number o on o.bucket = $1 and o.blind = $2 left join objection e on e.bucket = $3 and e.hash = $4 and e.campaign = $5 left join objection c on c.bucket = $3 and c.hash = $4 and c.campaign = $6 left join number_rung h on h.bucket = $3 and h.hash = $4";
/// Who has a number, up to one more than decides. Most of the time no import is dark: SQLite then answers by the key alone.
const SHARERS: &str = "select l.member from lookup l where l.bucket = $1 and l.what = 'number' and l.blind = $2 and (not exists (select 1 from import_dark) or not exists (select 1 from import_dark d where d.import = l.import)) limit 17";

/// Reads what decides of each number in one round trip; where no screening list is there, none is looked in.
pub(super) fn facts(
    raw: &mut Raw<'_>,
    (world, now): (&Inner, Moment),
    candidate: &mut Candidate,
    asking: &Asking,
    (own, is_screened): (&[[u8; 16]], bool),
) -> Result<Vec<NumberFacts>, Fault> {
    let numbers = candidate.numbers.clone();
    let mut batch = Vec::with_capacity(numbers.len() * 3);
    for (blind, never) in &numbers {
        batch.push(Stmt::owning(
            NUMBER,
            vec![
                Arg::Int(bucket_of(blind)),
                Arg::Bytes(blind),
                Arg::Int(bucket_of(never)),
                Arg::Bytes(never),
                Arg::Bytes(&EVERY_CAMPAIGN),
                Arg::Bytes(asking.campaign.as_bytes()),
            ],
        ));
        let by_blind = vec![Arg::Int(bucket_of(blind)), Arg::Bytes(blind)];
        batch.push(Stmt::owning(SHARERS, by_blind));
        if is_screened {
            batch.push(screening::asked(never));
        }
    }
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let found = raw.gather(&batch)?;
    let width = if is_screened { 3 } else { 2 };
    let me = never_member(world, MemberId::from_bytes(candidate.row.member));
    let mut facts = Vec::with_capacity(numbers.len());
    for ((_, never), rows) in numbers.iter().zip(found.chunks(width)) {
        let [number, sharers, lists @ ..] = rows else {
            return Err(shape("open_number"));
        };
        let row = number.first().ok_or_else(|| shape("open_number"))?;
        candidate.objection = widest(&row, 2, candidate.objection)?;
        let mut sharers = Sharers::read(world, sharers, own)?;
        if world
            .pack
            .office_from()
            .is_some_and(|from| sharers.members.len() > from.into())
        {
            sharers.merged(raw)?;
        }
        facts.push(NumberFacts {
            do_not_call: candidate.do_not_call,
            listed: listed(never, lists)?,
            shared_by: u16::try_from(sharers.members.len()).unwrap_or(u16::MAX),
            callers_own: sharers.hold_own,
            open_elsewhere: match row.opt_bytes(0)? {
                Some(card) => candidate.open_by_others(card, row.int(1)?, asking.own, now)?,
                None => false,
            },
            rung_at: match row.opt_bytes(4)? {
                Some(whose) if whose != me.as_slice() => Some(Moment::from_millis(row.int(5)?)),
                _ => None,
            },
        });
    }
    Ok(facts)
}

fn listed(never: &[u8; 16], lists: &[Rows]) -> Result<Option<Listed>, Fault> {
    match lists {
        [rows, ..] => screening::read_listed(rows, never),
        [] => Ok(None),
    }
}

/// Who has a number.
struct Sharers {
    members: Vec<MemberId>,
    /// Whether the caller's own record is among them.
    hold_own: bool,
}

impl Sharers {
    fn read(world: &Inner, rows: &Rows, own: &[[u8; 16]]) -> Result<Self, Fault> {
        let (mut members, mut hold_own) = (Vec::new(), false);
        for row in rows.iter() {
            let member = id16(row.bytes(0)?).ok_or_else(|| shape("lookup"))?;
            let member = MemberId::from_bytes(member);
            hold_own |= !own.is_empty() && own.contains(&kin::hash(world, member));
            members.push(member);
        }
        Ok(Self { members, hold_own })
    }

    /// Counts as one who were merged: only an office's number would be taken for one by its records alone.
    fn merged(&mut self, raw: &mut Raw<'_>) -> Result<(), Fault> {
        let members = self.members.clone();
        let asked = members.iter().map(|member| {
            let key = vec![Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
            Stmt::owning(KEEPER, key)
        });
        let found = raw.gather(&asked.collect::<Vec<_>>())?;
        for (member, rows) in self.members.iter_mut().zip(&found) {
            if let Some(row) = rows.first() {
                let keeper = id16(row.bytes(0)?).ok_or_else(|| shape("member_alias"))?;
                *member = MemberId::from_bytes(keeper);
            }
        }
        self.members.sort_unstable();
        self.members.dedup();
        Ok(())
    }
}

const RUNG: &str = "insert into number_rung (bucket, hash, whose, at) values ($1, $2, $3, $4) on conflict (bucket, hash) do update set whose = excluded.whose, at = excluded.at";

/// Writes down that the numbers of a card are rung for its member from now.
pub(super) fn rung(tx: &mut Tx<'_, '_>, candidate: &Candidate) {
    let whose = never_member(tx.world, MemberId::from_bytes(candidate.row.member));
    let mut nevers: Vec<[u8; 16]> = candidate.numbers.iter().map(|(_, never)| *never).collect();
    nevers.retain(|never| {
        let only = candidate.row.only.as_ref();
        only.is_none_or(|only| only.contains(never))
    });
    nevers.sort_unstable();
    nevers.dedup();
    for never in nevers {
        tx.later(
            RUNG,
            vec![
                Value::Int(bucket_of(&never)),
                Value::Bytes(never.to_vec()),
                Value::Bytes(whose.to_vec()),
                Value::Int(tx.now().millis()),
            ],
        );
    }
}

/// After this nothing rests from a call any more.
const KEPT_FOR: Span = Span::days(1);
const ANY_OLD: &str = "select 1 from number_rung where at < $1 limit 1";
const OLD: &str = "delete from number_rung where (bucket, hash) in (select bucket, hash from number_rung where at < $1 order by at limit 200) and at < $1";

/// Clears away which numbers were rung more than a day ago; answers how many. To be called again while it clears some.
pub fn forget_rung(world: &World, now: Moment) -> Result<u64, Fault> {
    let before = now.minus(KEPT_FOR).millis();
    let any = world.0.db.read("number-rung", |raw| {
        raw.one(ANY_OLD, &[Arg::Int(before)], |row| row.int(0))
    })?;
    if any.is_none() {
        return Ok(0);
    }
    let done = world.write("number-rung", Auth::Job("sweep"), now, move |tx| {
        tx.run(OLD, &[Arg::Int(before)]).map(Verdict::Given)
    });
    Ok(match done.wait()?.verdict {
        Verdict::Given(cleared) => cleared,
        Verdict::Refused(_) => 0,
    })
}
