//! Two records beside each other: two looks, each with its purpose, its entry and perhaps its fuller reason.

use switchboard_rules::ids::LookId;
use switchboard_rules::look::{Purpose, Words};
use switchboard_rules::policy::{Action, Facts, Resource};

use super::listing::named;
use crate::fault::Fault;
use crate::members::{Sight, show, start};
use crate::tx::{Tx, Verdict};

/// What came of beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The two looks, under which the page stands.
    Looks(LookId, LookId),
    /// The page of pairs is too old.
    Stale,
}

/// Begins to compare a pair that a form names by its handles.
pub fn begin(tx: &mut Tx<'_, '_>, one: &str, other: &str) -> Result<Verdict<Compared>, Fault> {
    let grant = match tx.ask(Action::SeeDuplicates, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some((one, other)) = named(tx, grant.account(), one, other) else {
        return Ok(Verdict::Given(Compared::Stale));
    };
    let mut looks = [None, None];
    for (look, member) in looks.iter_mut().zip([one, other]) {
        match start(tx, member, Purpose::Duplicate, None)? {
            Verdict::Given(begun) => *look = Some(begun),
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    Ok(Verdict::Given(match looks {
        [Some(one), Some(other)] => Compared::Looks(one, other),
        _ => Compared::Stale,
    }))
}

/// Shows both records, or which of them asks for a fuller reason first. Each is an entry of its own.
pub fn sights(
    tx: &mut Tx<'_, '_>,
    one: LookId,
    other: LookId,
) -> Result<Verdict<(Sight, Sight)>, Fault> {
    let first = match show(tx, one)? {
        Verdict::Given(sight) => sight,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    Ok(match show(tx, other)? {
        Verdict::Given(second) => Verdict::Given((first, second)),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// Gives one reason for both looks; where one wasn't asked for, it is left as it is.
pub fn reason(
    tx: &mut Tx<'_, '_>,
    looks: [LookId; 2],
    words: &Words,
) -> Result<Verdict<()>, Fault> {
    for look in looks {
        if let Verdict::Refused(refusal) = crate::members::reason(tx, look, words)? {
            return Ok(Verdict::Refused(refusal));
        }
    }
    Ok(Verdict::Given(()))
}
