//! Members whose membership ended long ago: each is forgotten as two people would forget them, the two being those who set
//! the rule.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::{Moment, Span};

use crate::desk::shape;
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::forget::{Forgot, Source, forget, forget_rejects};
use crate::line;
use crate::session::{Auth, id16};
use crate::stretch;
use crate::tx::Verdict;
use crate::world::World;

/// A day of ending that was written lately says nothing yet: one word, typed or imported, must not erase anybody the night
/// after. For so long it can be seen and taken back.
const STEADY: Span = Span::days(35);

/// Who has left: by an end that is in force since before `$3`, or by a day before `$2` that stands in their version in force
/// since before the id `$5`, and was not a member again since. Restricted records are kept, for somebody asked for that; and
/// whoever was looked at for a reason that nobody has read yet.
/// Those whose id lies from `$4` to `$7`, both included.
const ENDED: &str = "select m.id from member m join member_row r on r.bucket = m.bucket and r.member = m.id and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) where m.bucket = $1 and m.id >= $4 and m.id <= $7 and not exists (select 1 from member_mark k where k.bucket = m.bucket and k.member = m.id and k.restricted = 1) and not exists (select 1 from member_alias a where a.bucket = m.bucket and a.member = m.id) and not exists (select 1 from member_look l where l.member = m.id and l.state in ('waiting', 'questioned', 'asked', 'asked-about')) and ((r.ends_on <> '' and r.ends_on < $2 and r.import < $5) or exists (select 1 from member_end e where e.bucket = m.bucket and e.member = m.id and e.ended_at < $3 and e.import = (select y.import from member_end y where y.bucket = m.bucket and y.member = m.id and not exists (select 1 from import_dark d where d.import = y.import) order by y.import desc limit 1))) order by m.id limit $6";
/// Behind every id.
const LAST: [u8; 16] = [0xff; 16];
const PAGE: usize = 1_000;
/// For how many members the rows that were given back are looked through at once.
const AT_ONCE: usize = 500;

/// By what it is told who left long ago.
#[derive(Debug, Clone)]
struct Since {
    before: i64,
    day: String,
    /// Ids of versions begin with their milliseconds.
    steady: Vec<u8>,
}

impl Since {
    fn new(world: &World, before: Moment, now: Moment) -> Self {
        let millis = u64::try_from(now.minus(STEADY).millis()).unwrap_or(0);
        let millis = millis.to_be_bytes();
        Self {
            before: before.millis(),
            day: world.zone().local(before).date.to_string(),
            steady: [millis.get(2..).unwrap_or_default(), &[0; 10]].concat(),
        }
    }

    fn args<'a>(&'a self, bucket: i64, from: &'a [u8], to: &'a [u8]) -> [Arg<'a>; 7] {
        [
            Arg::Int(bucket),
            Arg::Text(&self.day),
            Arg::Int(self.before),
            Arg::Bytes(from),
            Arg::Bytes(&self.steady),
            Arg::Int(i64::try_from(PAGE).unwrap_or(i64::MAX)),
            Arg::Bytes(to),
        ]
    }
}

/// Everybody whose membership ended before this moment.
pub(crate) fn ended(world: &World, before: Moment, now: Moment) -> Result<Vec<MemberId>, Fault> {
    let since = Since::new(world, before, now);
    let mut all = Vec::new();
    for bucket in stretch::ALL {
        let mut from = Vec::new();
        loop {
            let page = world.0.db.read("retention-ended", |raw| {
                let args = since.args(bucket, &from, &LAST);
                raw.all(ENDED, &args, |row| {
                    let id = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
                    Ok(MemberId::from_bytes(id))
                })
            })?;
            all.extend_from_slice(&page);
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else {
                break;
            };
            // Longer by one byte than the last: behind it, and before every other.
            from = [last.as_bytes().as_slice(), &[0]].concat();
        }
    }
    Ok(all)
}

enum Step {
    Forgotten,
    Before,
    Busy,
}

/// Forgets everybody whose membership ended before this moment; answers how many.
pub(super) fn forget_all(world: &World, before: Moment, now: Moment) -> Result<u64, Fault> {
    forget_those(world, &ended(world, before, now)?, before, now)
}

/// Forgets those of them of whom it is still so; answers how many. While an import or a change of keys runs, those who are
/// left wait for another night.
pub(crate) fn forget_those(
    world: &World,
    found: &[MemberId],
    before: Moment,
    now: Moment,
) -> Result<u64, Fault> {
    let mut all = 0;
    let since = Since::new(world, before, now);
    for members in found.chunks(AT_ONCE) {
        forget_rejects(world, members, now)?;
        for member in members {
            match forget_one(world, *member, &since, now)? {
                Step::Forgotten => all += 1,
                Step::Before => {}
                Step::Busy => return Ok(all),
            }
        }
    }
    Ok(all)
}

/// Forgets one, unless they were restricted, corrected or members again since they were found.
fn forget_one(world: &World, member: MemberId, since: &Since, now: Moment) -> Result<Step, Fault> {
    let since = since.clone();
    let done = world
        .write("retention-forget", Auth::Job("retention"), now, move |tx| {
            // As forgetting does: the line first, then every record of the person.
            line::wait(tx)?;
            let person = alias::of_one_person(tx.raw(), member)?;
            line::members(tx, &person)?;
            let args = since.args(member.bucket(), member.as_bytes(), member.as_bytes());
            let still = tx.one(ENDED, &args, |row| Ok(row.bytes(0)?.len()))?;
            if still.is_none() {
                return Ok(Verdict::Given(Step::Before));
            }
            let source = Source {
                request: [0; 16],
                draft: Draft::system(EventKind::MemberForgotten, "retention"),
                again: None,
            };
            Ok(Verdict::Given(match forget(tx, member, &source)? {
                Forgot::Now(_) => Step::Forgotten,
                Forgot::Before => Step::Before,
                Forgot::Busy => Step::Busy,
            }))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(step) => step,
        Verdict::Refused(_) => Step::Before,
    })
}
