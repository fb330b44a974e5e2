//! How long things are kept. Every rule is off until two people set it; then a job erases each night what was kept long
//! enough, in slices, and says how much.
//!
//! | rule | what is erased | what stays |
//! |---|---|---|
//! | ended-members | the member, as when two people forget them (`forget`) | what stays there |
//! | outcomes | of a card: outcome, note, and whose it was | the card with its bank, caller and times; the bank's counts; the ledger; all of a card of whose call a complaint waits |
//! | notes | the caller's note of a card, and what was answered | the card; all of one of whose call a complaint waits |
//! | officers-notes | notes that officers wrote on a member | the reasons of marks, as long as the member is kept |
//! | looks | who opened a record, for what, and the reasons that were read | reasons that nobody read yet, and those that never came; the ledger |
//! | reports | reports from calls that were mistakes | those that were right, for they stop calls; the ledger |
//! | rejected-rows | rows given back of files, and their headings | the import's counts |
//! | sessions | sessions that are over | the ledger's sign-ins |
//!
//! The ledger's parts about a member go when the member is forgotten, and not before.

mod counting;
mod members;
mod rules;
mod running;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};
use switchboard_rules::retention::{Change, Months, Rule};

use crate::engine::{Arg, Raw, Value};
use crate::entry;
use crate::fault::Fault;
use crate::requests::{By, Filed, Outcome};
use crate::tx::{Tx, Verdict};

pub use counting::{Counted, count};
pub use running::{Erased, run, run_tonight};

#[cfg(test)]
pub(crate) use members::{ended, forget_those};

/// A rule as it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The rule.
    pub rule: Rule,
    /// For how long; none while it is off.
    pub months: Option<Months>,
    /// Since when it is set so.
    pub set_at: Option<Moment>,
}

/// One run that erased something, or was to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// When it began.
    pub at: Moment,
    /// Whether it came to its end.
    pub is_done: bool,
    /// How much of what was erased.
    pub erased: Vec<(Rule, u64)>,
}

/// The rules and the newest runs.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Every rule.
    pub rules: Vec<Kept>,
    /// The newest thirty runs.
    pub runs: Vec<Run>,
}

const SET: &str = "insert into retention (bucket, rule, months, set_at, request) values ($1, $2, $3, $4, $5) on conflict (bucket, rule) do update set months = excluded.months, set_at = excluded.set_at, request = excluded.request";
const OFF: &str = "delete from retention where bucket = $1 and rule = $2";
const RULES: &str = "select rule, months, set_at from retention order by bucket, rule limit 100";
const RUNS: &str = "select at, done_at, erased from retention_run order by at desc limit 30";

/// Sets a rule that two people agreed on.
pub(crate) fn set(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let Ok(change) = Change::parse(&filed.about) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    let rule = change.rule.code();
    let bucket = bucket_of(rule.as_bytes());
    match change.months {
        Some(months) => tx.later(
            SET,
            vec![
                Value::Int(bucket),
                Value::Text(rule.to_owned()),
                Value::Int(i64::from(months.count())),
                Value::Int(tx.now().millis()),
                Value::Bytes(filed.id.as_bytes().to_vec()),
            ],
        ),
        None => tx.later(OFF, vec![Value::Int(bucket), Value::Text(rule.to_owned())]),
    }
    let draft = by.draft(EventKind::RetentionChanged, filed);
    let words = format!("{change} request={}", filed.id);
    entry::write(tx, &draft.detail(words), &[])?;
    Ok(Outcome::Done)
}

/// Shows the rules and what was erased by them. It names nobody.
pub fn overview(tx: &mut Tx<'_, '_>) -> Result<Verdict<Overview>, Fault> {
    if let Err(refusal) = tx.ask(Action::SeeRetention, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let rules = kept(tx.raw())?;
    let runs = tx.all(RUNS, &[], |row| {
        Ok(Run {
            at: Moment::from_millis(row.int(0)?),
            is_done: row.opt_int(1)?.is_some(),
            erased: words(row.text(2)?),
        })
    })?;
    Ok(Verdict::Given(Overview { rules, runs }))
}

/// Every rule as it is set.
fn kept(raw: &mut Raw<'_>) -> Result<Vec<Kept>, Fault> {
    let set = raw.all(RULES, &[] as &[Arg<'_>], |row| {
        let months = u32::try_from(row.int(1)?).unwrap_or(0);
        Ok((
            Rule::from_code(row.text(0)?),
            Months::new(months).ok(),
            Moment::from_millis(row.int(2)?),
        ))
    })?;
    let all = Rule::ALL.into_iter().map(|rule| {
        let own = set.iter().find(|(set, ..)| *set == Some(rule));
        Kept {
            rule,
            months: own.and_then(|(_, months, _)| *months),
            set_at: own.map(|(_, _, at)| *at),
        }
    });
    Ok(all.collect())
}

/// Reads `rule=n` words.
fn words(text: &str) -> Vec<(Rule, u64)> {
    text.split(' ')
        .filter_map(|word| {
            let (rule, n) = word.split_once('=')?;
            Some((Rule::from_code(rule)?, n.parse().ok()?))
        })
        .collect()
}
