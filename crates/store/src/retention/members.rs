//! Members whose membership ended long ago: each is forgotten as two people would forget them, the two being those who set
//! the rule.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::forget::{Forgot, Source, forget, forget_rejects};
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

/// Members whose membership was over at a moment, by an end that is in force or by the day that their newest row says, and
/// who were not members again since. Restricted records are kept: somebody asked for that. Who was
/// merged goes with the record they go on under, and not before.
const ENDED: &str = "select m.id from member m join member_row r on r.bucket = m.bucket and r.member = m.id and r.import = (select x.import from member_row x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) where m.bucket = $1 and m.id > $4 and not exists (select 1 from member_mark k where k.bucket = m.bucket and k.member = m.id and k.restricted = 1) and not exists (select 1 from member_alias a where a.bucket = m.bucket and a.member = m.id) and ((r.ends_on <> '' and r.ends_on < $2) or exists (select 1 from member_end e where e.bucket = m.bucket and e.member = m.id and e.ended_at < $3 and e.import = (select y.import from member_end y where y.bucket = m.bucket and y.member = m.id and not exists (select 1 from import_dark d where d.import = y.import) order by y.import desc limit 1))) order by m.id limit $5";
const BUCKETS: i64 = 1024;
const PAGE: usize = 1_000;
/// For how many members the rows that were given back are looked through at once.
const AT_ONCE: usize = 500;

/// Everybody whose membership ended before this moment.
pub(super) fn ended(world: &World, before: Moment) -> Result<Vec<MemberId>, Fault> {
    let day = world.zone().local(before).date.to_string();
    let mut all = Vec::new();
    for bucket in 0..BUCKETS {
        let mut after = Vec::new();
        loop {
            let page = world.0.db.read("retention-ended", |raw| {
                let args = [
                    Arg::Int(bucket),
                    Arg::Text(&day),
                    Arg::Int(before.millis()),
                    Arg::Bytes(&after),
                    Arg::Int(i64::try_from(PAGE).unwrap_or(i64::MAX)),
                ];
                raw.all(ENDED, &args, |row| {
                    let id = id16(row.bytes(0)?).ok_or_else(|| shape("member"))?;
                    Ok(MemberId::from_bytes(id))
                })
            })?;
            all.extend_from_slice(&page);
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else {
                break;
            };
            after = last.as_bytes().to_vec();
        }
    }
    Ok(all)
}

enum Step {
    Forgotten,
    Before,
    Busy,
}

/// Forgets them; answers how many. While an import or a change of keys runs, those who are left wait for another night.
pub(super) fn forget_all(world: &World, before: Moment, now: Moment) -> Result<u64, Fault> {
    let mut all = 0;
    for members in ended(world, before)?.chunks(AT_ONCE) {
        forget_rejects(world, members, now)?;
        for member in members {
            match forget_one(world, *member, now)? {
                Step::Forgotten => all += 1,
                Step::Before => {}
                Step::Busy => return Ok(all),
            }
        }
    }
    Ok(all)
}

fn forget_one(world: &World, member: MemberId, now: Moment) -> Result<Step, Fault> {
    let done = world
        .write("retention-forget", Auth::Job("retention"), now, move |tx| {
            let source = Source {
                request: [0; 16],
                draft: Draft::system(EventKind::MemberForgotten, "retention"),
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
