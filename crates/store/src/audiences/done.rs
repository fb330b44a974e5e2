//! Whoever a bank was done with, as they were when the contest's members were fixed: read from its queue, beside the writer, and
//! given out by groups with noise.

use switchboard_rules::audience::{Audience, Columns, Done, Group};
use switchboard_rules::ids::{BankId, ContestId, MemberId};
use switchboard_rules::moment::Moment;

use super::read::{LOOK, Names, Source, Then};
use super::{shelf, whom};
use crate::branches;
use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

/// How many were talked to by a bank in each group of its audience; none where nothing can be counted now.
pub(crate) fn progress(
    world: &World,
    (bank, contest): (BankId, ContestId),
    now: Moment,
) -> Result<Option<Vec<Group>>, Fault> {
    let Some((source, columns)) = shelf::held(world, contest, now)? else {
        return Ok(None);
    };
    let whom = world.0.db.read("bank-audience", |raw| whom(raw, bank))?;
    let audience = whom.map_or(Audience::EVERYBODY, |whom| whom.audience);
    let done = read(world, (&source, &columns), bank)?;
    Ok(Some(columns.progress((bank, &audience), &done)))
}

/// Not whose calls are used up (`desk::deal`): nobody talked to them.
const FIXED: &str = "select q.due_at, q.rank, q.member, r.branch, r.kind, r.joined_year, r.age_band, r.area, r.tags from queue q join snapshot_member s on s.bucket = q.bucket and s.member = q.member and s.snapshot = $6 join member_row r on r.bucket = q.bucket and r.member = q.member and r.import = (select x.import from member_row x where x.bucket = q.bucket and x.member = q.member and x.import <= $5 and not exists (select 1 from snapshot_dark d where d.bucket = $7 and d.snapshot = $6 and d.import = x.import) order by x.import desc limit 1) where q.bank = $1 and q.class = 9 and q.due_at in (-1, 0) and (q.due_at, q.rank, q.member) > ($2, $3, $4) order by q.due_at, q.rank, q.member limit $8";
const STANDING: &str = "select q.due_at, q.rank, q.member, r.branch, r.kind, r.joined_year, r.age_band, r.area, r.tags from queue q join member_row r on r.bucket = q.bucket and r.member = q.member and r.import = (select x.import from member_row x where x.bucket = q.bucket and x.member = q.member and x.import < $5 and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) where q.bank = $1 and q.class = 9 and q.due_at in (-1, 0) and (q.due_at, q.rank, q.member) > ($2, $3, $4) order by q.due_at, q.rank, q.member limit $6";

/// A place in the order of a queue.
type Place = (i64, i64, [u8; 16]);

fn read(
    world: &World,
    (source, columns): (&Source, &Columns),
    bank: BankId,
) -> Result<Done, Fault> {
    let names: Names = world.0.db.read("audience-branches", branches::names)?;
    let mut done = columns.nobody_done();
    let mut after: Place = (i64::MIN, 0, [0; 16]);
    loop {
        let rows = look(world, (source, bank), &after)?;
        for (_, then) in &rows {
            let codes = then.codes(&names, source.year);
            columns.add_done(
                &mut done,
                &MemberId::from_bytes(then.member),
                &then.kind,
                codes,
            );
        }
        match rows.last().filter(|_| rows.len() == LOOK) {
            Some((place, _)) => after = *place,
            None => return Ok(done),
        }
    }
}

fn look(
    world: &World,
    (source, bank): (&Source, BankId),
    (due_at, rank, member): &Place,
) -> Result<Vec<(Place, Then)>, Fault> {
    let from = [
        Arg::Bytes(bank.as_bytes()),
        Arg::Int(*due_at),
        Arg::Int(*rank),
        Arg::Bytes(member),
        Arg::Bytes(&source.cut),
    ];
    let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
    let read = |row: &Row<'_>| {
        let member = id16(row.bytes(2)?).ok_or_else(|| shape("queue"))?;
        Ok(((row.int(0)?, row.int(1)?, member), Then::read(row, 2)?))
    };
    world.0.db.read("bank-done", |raw| match source.snapshot {
        Some(id) => {
            let (snapshot, own) = (Arg::Bytes(id.as_bytes()), Arg::Int(id.bucket()));
            let args = [from.as_slice(), &[snapshot, own, look]].concat();
            raw.all(FIXED, &args, read)
        }
        None => raw.all(STANDING, &[from.as_slice(), &[look]].concat(), read),
    })
}
