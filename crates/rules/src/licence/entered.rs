//! A licence as its entry in the log has it: what is judged by, whatever a table says later.

use std::collections::BTreeSet;

use super::{Scope, Terms, Where};
use crate::ids::{AccountId, LicenceId};
use crate::moment::Moment;

/// A licence's id and terms as `name=value` words, which name nobody but by id.
pub fn entered(licence: LicenceId, terms: &Terms) -> String {
    let testers: Vec<String> = terms.testers.iter().map(ToString::to_string).collect();
    format!(
        "licence={licence} world={} from={} until={} {} testers={}",
        terms.at.code(),
        terms.from.millis(),
        terms.until.millis(),
        terms.scope.text(),
        testers.join(","),
    )
}

/// Reads what [`entered`] wrote, whatever words follow; none for any other text.
pub fn read_entered(text: &str) -> Option<(LicenceId, Terms)> {
    let word = |name: &str| {
        let mut words = text.split(' ').filter_map(|word| word.split_once('='));
        words.find_map(|(found, value)| (found == name).then_some(value))
    };
    let moment = |name| word(name)?.parse().ok().map(Moment::from_millis);
    let testers = word("testers")?
        .split(',')
        .map(|id| AccountId::parse(id).ok());
    let scope = format!(
        "rooms={} techniques={}",
        word("rooms")?,
        word("techniques")?
    );
    let terms = Terms {
        testers: testers.collect::<Option<BTreeSet<_>>>()?,
        at: Where::from_code(word("world")?)?,
        scope: Scope::parse(&scope)?,
        from: moment("from")?,
        until: moment("until")?,
    };
    let licence = LicenceId::parse(word("licence")?).ok()?;
    // One spelling: nothing of it stands there twice.
    let is_one = text.strip_prefix(&entered(licence, &terms));
    is_one
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        .then_some((licence, terms))
}
