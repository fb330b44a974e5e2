//! The dry run: how much would be erased now. Exact, and about nobody.

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};
use switchboard_rules::retention::{Months, Rule};

use super::{Kept, kept, members, rules};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// How much one rule would erase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The rule.
    pub rule: Rule,
    /// For how long it keeps things, or would.
    pub months: Months,
    /// Whether it is set; otherwise these are the months that we suggest.
    pub is_set: bool,
    /// How much it would erase now.
    pub would_erase: u64,
}

/// Counts, for each rule as it is set, or as we suggest it, what would be erased now. Nothing is.
pub fn count(world: &World, auth: &Auth, now: Moment) -> Result<Verdict<Vec<Counted>>, Fault> {
    let asked = world
        .write("retention-count", auth.clone(), now, |tx| {
            let grant =
                match tx.ask(Action::CountRetention, &Resource::Organisation, Facts::SHUT)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
            let draft = Draft::act(EventKind::RetentionCounted, &grant);
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(kept(tx.raw())?))
        })
        .wait()?;
    let kept = match asked.verdict {
        Verdict::Given(kept) => kept,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let counted = kept.into_iter().map(|kept| {
        let months = kept.months.unwrap_or(kept.rule.suggested());
        Ok(Counted {
            rule: kept.rule,
            months,
            is_set: kept.months.is_some(),
            would_erase: how_many(world, &kept, months.before(now, world.zone()), now)?,
        })
    });
    Ok(Verdict::Given(counted.collect::<Result<_, Fault>>()?))
}

fn how_many(world: &World, kept: &Kept, before: Moment, now: Moment) -> Result<u64, Fault> {
    let Some(statements) = rules::of(kept.rule) else {
        return Ok(u64::try_from(members::ended(world, before, now)?.len()).unwrap_or(u64::MAX));
    };
    let n = world.0.db.read("retention-count", |raw| {
        raw.one(statements.count, &[Arg::Int(before.millis())], |row| {
            row.int(0)
        })
    })?;
    Ok(u64::try_from(n.unwrap_or(0)).unwrap_or(0))
}
