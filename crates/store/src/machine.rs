//! A closed list of jobs that open sealed fields without showing anyone. Each run is one entry with its count.
//!
//! Nothing here returns personal data: a job fills an index in memory or writes sealed columns, and answers a number, or
//! yes and no to what it was told. That is why a job can't yield a page: its return type holds none.

mod born;
mod ended;
mod letters;
pub mod month;
mod returned;
mod trace;

pub(crate) use born::member_born_in;
pub use letters::{Handed, LETTERS_MAX, Letter, Reader, letters};
pub use returned::{Returned, letter_returned};
pub use trace::{CLAIMS_MAX, Claim, Traced, trace};

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Name;

use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::names::NewNames;
use crate::personal::{NAME, row_key, spot};
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::Verdict;
use crate::world::World;

/// How many names one look reads.
const LOOK: usize = 2_000;
const NAMES: &str = "select m.id, m.key_month, m.erase_key, r.import, r.name_sealed, r.branch from member m join member_row r on r.bucket = m.bucket and r.member = m.id where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) order by m.bucket, m.id limit $4";

/// Builds the name index anew, where the world allows search; answers how many names it holds.
pub fn index_names(world: &World, now: Moment) -> Result<usize, Fault> {
    if !world.meta().search {
        return Ok(0);
    }
    let mut names = NewNames::default();
    stretch::along(stretch::ALL, |stretch| {
        let [bucket, after, until] = stretch.args();
        let look = Arg::Int(i64::try_from(LOOK).unwrap_or(i64::MAX));
        let rows = world.0.db.read("machine-names", |raw| {
            raw.all(NAMES, &[bucket, after, until, look], read)
        })?;
        let last = rows.last().filter(|_| rows.len() == LOOK);
        let last = last.map(|(member, ..)| *member.as_bytes());
        for (member, month, erase_key, place, sealed, branch) in rows {
            let key = world.0.keys.member(member.as_bytes(), month, &erase_key)?;
            let plain = key.own().open(spot(NAME, &place), &sealed)?;
            if let Ok(name) = Name::decode(&plain) {
                names.add(member, &name, &branch);
            }
        }
        Ok(last)
    })?;
    let count = names.len();
    world.0.names.replace(names);
    ran(world, "index-names", count, now)?;
    Ok(count)
}

/// Takes a forgotten member's name out of this node's index, when the change feed says so.
pub fn forget_name(world: &World, reference: &[u8]) {
    if let Some(member) = id16(reference) {
        world.0.names.forget(MemberId::from_bytes(member));
    }
}

const HAND: &str = "select h.member from hand h where h.bucket = $1 and h.id = $2";
const NAME_OF: &str = "select m.id, m.key_month, m.erase_key, r.import, r.name_sealed, r.branch from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// Whom a change of the roll is about, where it was made by hand; none where it is an import's.
pub fn by_hand(world: &World, reference: &[u8]) -> Result<Option<MemberId>, Fault> {
    let args = [Arg::Int(bucket_of(reference)), Arg::Bytes(reference)];
    let member = world.0.db.read("machine-hand", |raw| {
        raw.one(HAND, &args, |row| Ok(id16(row.bytes(0)?)))
    })?;
    Ok(member.flatten().map(MemberId::from_bytes))
}

/// Brings one member's line of the name index up to date, after a change by hand.
pub fn index_name(world: &World, member: MemberId, now: Moment) -> Result<(), Fault> {
    if !world.meta().search {
        return Ok(());
    }
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let found = world
        .0
        .db
        .read("machine-name", |raw| raw.one(NAME_OF, &args, read))?;
    let Some((member, month, erase_key, place, sealed, branch)) = found else {
        return Ok(());
    };
    let key = world.0.keys.member(member.as_bytes(), month, &erase_key)?;
    let plain = key.own().open(spot(NAME, &place), &sealed)?;
    if let Ok(name) = Name::decode(&plain) {
        world.0.names.put(member, &name, &branch);
    }
    ran(world, "index-names", 1, now)
}

type NameRow = (MemberId, i64, Vec<u8>, Vec<u8>, Vec<u8>, String);

fn read(row: &Row<'_>) -> Result<NameRow, Fault> {
    let member = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
    let import = id16(row.bytes(3)?).unwrap_or_default();
    Ok((
        MemberId::from_bytes(member),
        row.int(1)?,
        row.bytes(2)?.to_vec(),
        row_key(&member, &import),
        row.bytes(4)?.to_vec(),
        row.text(5)?.to_owned(),
    ))
}

pub(crate) fn ran(
    world: &World,
    job: &'static str,
    count: usize,
    now: Moment,
) -> Result<(), Fault> {
    world
        .write("machine-run", Auth::Job("machine"), now, move |tx| {
            let draft = Draft::system(EventKind::MachineRun, "machine")
                .detail(format!("job={job} members={count}"));
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
