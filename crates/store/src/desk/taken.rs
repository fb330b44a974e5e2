//! How the log tells that a card went off its desk before its time: why, and at whose word.
//!
//! The entry is the system's: neither the caller who had the card nor whoever ended it did anything with it, and a caller's own
//! record is not to tell of another campaign's card. Whose word it was stands in its session part, never as a person.

use switchboard_rules::card::State;
use switchboard_rules::events::EventKind;
use switchboard_rules::policy::Role;

use super::facts::CardRow;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::own_page;
use crate::session::SYSTEM;
use crate::tx::Tx;

/// Why a card ends without its caller's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Because {
    /// Its time was up.
    TimeUp,
    /// The member is not to be rung any more, or not under this record.
    Stopped,
    /// Its caller may ring nobody any more: they left, or the contest is deleted.
    Left,
}

/// The entry of a card that ends so, `next` being the state in which it ends.
pub(super) fn draft(
    tx: &mut Tx<'_, '_>,
    card: &CardRow,
    next: &State,
    because: Because,
) -> Result<Draft, Fault> {
    let is_seen = matches!(next, State::Unreported { .. });
    let kind = match because {
        Because::TimeUp => {
            let kind = if is_seen {
                EventKind::CardUnreported
            } else {
                EventKind::CardTakenOver
            };
            let draft = Draft::own(kind, card.holder, "time was up");
            return Ok(draft.detail(format!("card={}", card.id)));
        }
        Because::Stopped => EventKind::CardTakenBack,
        Because::Left => EventKind::CardLeftBehind,
    };
    let (word, purpose) = word(tx)?;
    let draft = Draft::system(kind, word);
    let draft = match purpose {
        Some(purpose) => draft.purpose(purpose),
        None => draft,
    };
    let number = if is_seen { "seen" } else { "unseen" };
    // On a page that an officer's code opened it was not the member for certain.
    let coded = own_page::code_words(tx)?;
    Ok(draft.detail(format!("card={} number={number}{coded}", card.id)))
}

/// At whose word: the member's, the console's, that of one of the program's jobs, an office's with what its role is for, or
/// that of somebody in a campaign.
fn word(tx: &mut Tx<'_, '_>) -> Result<(&'static str, Option<&'static str>), Fault> {
    let opened = tx.opened()?;
    if tx.account()? == SYSTEM {
        return Ok((opened, None));
    }
    let now = tx.now();
    let terms = tx.terms()?;
    let mut roles = (terms.iter().filter(|term| term.runs(now))).map(|term| term.role);
    let office = roles.find(|role| !matches!(role, Role::Caller | Role::Organiser));
    Ok(match office {
        Some(role) => ("office", Some(role.purpose())),
        None => ("campaign", None),
    })
}
