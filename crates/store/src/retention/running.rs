//! Erasing what was kept long enough: each night, or when the operator asks for it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};
use switchboard_rules::retention::Rule;

use super::{Kept, kept, members, rules};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::requests::NOBODY;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// How much one rule erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// The rule.
    pub rule: Rule,
    /// How much.
    pub erased: u64,
}

/// The hours of the night in which it runs, by the organisation's clock.
const NIGHT: std::ops::Range<u16> = 3 * 60..5 * 60;

const BEGIN: &str = "insert into retention_run (bucket, day, at, erased) values ($1, $2, $3, '') on conflict (bucket, day) do nothing";
const END: &str =
    "update retention_run set done_at = $1, erased = $2 where bucket = $3 and day = $4";

/// Erases what was kept long enough, once a night; answers what, or nothing when it isn't time.
pub fn run_tonight(world: &World, now: Moment) -> Result<Option<Vec<Erased>>, Fault> {
    let local = world.zone().local(now);
    if !NIGHT.contains(&local.minute) {
        return Ok(None);
    }
    let set = world.0.db.read("retention-rules", kept)?;
    if set.iter().all(|kept| kept.months.is_none()) {
        return Ok(None);
    }
    let night = Night {
        day: local.date.to_string(),
        how: "job",
    };
    erase(world, &set, &night, now)
}

/// Erases it now, at the console.
pub fn run(world: &World, auth: &Auth, now: Moment) -> Result<Verdict<Vec<Erased>>, Fault> {
    let asked = world
        .write("retention-ask", auth.clone(), now, |tx| {
            Ok(
                match tx.ask(Action::RunRetention, &Resource::Organisation, Facts::SHUT)? {
                    Ok(_) => Verdict::Given(kept(tx.raw())?),
                    Err(refusal) => Verdict::Refused(refusal),
                },
            )
        })
        .wait()?;
    let set = match asked.verdict {
        Verdict::Given(set) => set,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let night = Night {
        day: format!("at {}", now.millis()),
        how: "console",
    };
    Ok(Verdict::Given(
        erase(world, &set, &night, now)?.unwrap_or_default(),
    ))
}

/// Which run it is, and who began it.
struct Night {
    day: String,
    how: &'static str,
}

impl Night {
    fn bucket(&self) -> i64 {
        bucket_of(self.day.as_bytes())
    }
}

fn erase(
    world: &World,
    set: &[Kept],
    night: &Night,
    now: Moment,
) -> Result<Option<Vec<Erased>>, Fault> {
    if !begin(world, night, now)? {
        return Ok(None);
    }
    let mut all = Vec::new();
    for kept in set {
        let Some(months) = kept.months else {
            continue;
        };
        let before = months.before(now, world.zone());
        let erased = match rules::of(kept.rule) {
            Some(statements) => slices(world, statements.erase, before, now)?,
            None => members::forget_all(world, before, now)?,
        };
        all.push(Erased {
            rule: kept.rule,
            erased,
        });
    }
    end(world, night, &all, now)?;
    Ok(Some(all))
}

/// Whether this run is ours: of several nodes one has the night.
fn begin(world: &World, night: &Night, now: Moment) -> Result<bool, Fault> {
    let (bucket, day) = (night.bucket(), night.day.clone());
    let done = world
        .write("retention-begin", Auth::Job("retention"), now, move |tx| {
            let args = [Arg::Int(bucket), Arg::Text(&day), Arg::Int(now.millis())];
            Ok(Verdict::Given(tx.run(BEGIN, &args)? == 1))
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}

/// Erases in slices until nothing is left.
fn slices(world: &World, sql: &'static str, before: Moment, now: Moment) -> Result<u64, Fault> {
    let mut erased = 0;
    loop {
        let done = world
            .write("retention-slice", Auth::Job("retention"), now, move |tx| {
                let mut args = vec![Arg::Int(before.millis()), Arg::Int(rules::SLICE)];
                if sql.contains("$3") {
                    args.push(Arg::Bytes(NOBODY.as_bytes()));
                }
                Ok(Verdict::Given(tx.run(sql, &args)?))
            })
            .wait()?;
        match done.verdict {
            Verdict::Given(n) if n > 0 => erased += n,
            _ => return Ok(erased),
        }
    }
}

/// Writes down what was erased: in the report, and in the ledger.
fn end(world: &World, night: &Night, all: &[Erased], now: Moment) -> Result<(), Fault> {
    let words: Vec<String> = all
        .iter()
        .map(|one| format!("{}={}", one.rule.code(), one.erased))
        .collect();
    let words = words.join(" ");
    let (bucket, day, how) = (night.bucket(), night.day.clone(), night.how);
    world
        .write("retention-end", Auth::Job("retention"), now, move |tx| {
            tx.later(
                END,
                vec![
                    Value::Int(now.millis()),
                    Value::Text(words.clone()),
                    Value::Int(bucket),
                    Value::Text(day.clone()),
                ],
            );
            let draft = Draft::system(EventKind::RetentionRun, how).detail(words.clone());
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
