//! What was answered in a bank's calls, in safe counts.

use std::collections::BTreeMap;

use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::BankId;
use switchboard_rules::policy::{Action, Reason, Refusal};
use switchboard_rules::script::{Ask, Script};

use super::Version;
use crate::banks::Own;
use crate::desk;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// The answers of a bank's calls to the version that is on it now.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The bank's name.
    pub bank: String,
    /// Its campaign's name.
    pub campaign: String,
    /// Which version; none where the bank has none.
    pub version: Option<Version>,
    /// The questions that are counted, in their order.
    pub questions: Vec<Asked>,
}

/// One question with what was answered.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was asked.
    pub words: String,
    /// How many answered.
    pub total: Safe,
    /// Each answer, with how many gave it.
    pub answers: Vec<(String, Safe)>,
}

/// As many rows as a version has answers at most, and some.
const TALLIES: &str = "select what, cast(sum(n) as bigint) from answer_tally where bank = $1 and what >= $2 and what < $3 group by what order by what limit 1000";

/// Shows what was answered. Every number is moved a little, rounded, and withheld below ten.
pub fn answered(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<Verdict<Answered>, Fault> {
    let Some(row) = desk::bank(tx, bank)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::WatchBank, &row.resource(), row.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let version = row.words.version;
    let script = Script::read(&row.words.script).ok();
    let mut questions = Vec::new();
    if let Some((version, script)) = version.zip(script) {
        let counts = counts(tx, bank, version)?;
        let own = Own::of(tx, &row);
        questions = asked(&script, &|what: &str| {
            let many = counts.get(what).copied().unwrap_or(0);
            own.about(&format!("answer:{version}.{what}"), many)
        });
    }
    entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
    Ok(Verdict::Given(Answered {
        bank: row.words.name,
        campaign: row.words.campaign,
        version,
        questions,
    }))
}

fn counts(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    version: Version,
) -> Result<BTreeMap<String, u64>, Fault> {
    let (from, to) = (format!("{version}."), format!("{version}/"));
    let args = [
        Arg::Bytes(bank.as_bytes()),
        Arg::Text(&from),
        Arg::Text(&to),
    ];
    let rows = tx.all(TALLIES, &args, |row| {
        Ok((row.text(0)?.to_owned(), row.int(1)?))
    })?;
    let of = |(what, n): (String, i64)| {
        let what = what.strip_prefix(&from)?.to_owned();
        Some((what, u64::try_from(n).unwrap_or(0)))
    };
    Ok(rows.into_iter().filter_map(of).collect())
}

fn asked(script: &Script, count: &dyn Fn(&str) -> Safe) -> Vec<Asked> {
    let mut questions = Vec::new();
    for part in script.parts() {
        let of = |name: &str| count(&format!("{}.{name}", part.id()));
        let answers = match part.ask() {
            Ask::Single(choices) | Ask::Multi(choices) => {
                let each = choices.iter();
                each.map(|choice| (choice.words().in_language(0).to_owned(), of(choice.id())))
                    .collect()
            }
            Ask::Scale { from, to, .. } => (*from..=*to)
                .map(|step| (step.to_string(), of(&step.to_string())))
                .collect(),
            Ask::Nothing | Ask::Text { .. } | Ask::Number { .. } | Ask::Date { .. } => continue,
        };
        questions.push(Asked {
            words: part.words().in_language(0).to_owned(),
            total: count(part.id()),
            answers,
        });
    }
    questions
}
