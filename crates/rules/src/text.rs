//! The keys of message files this crate can hand out.
//!
//! No sentence for people stands in code: a reason, an outcome, a role is a key, and the message
//! files hold the words. [`keys`] lists them all, so that a test can show that none is missing.

use crate::card::{CardError, Outcome, Report};
use crate::eligible::NotNow;
use crate::events::EventKind;
use crate::policy::{Reason, Role};

/// Every key, in no order.
pub fn keys() -> impl Iterator<Item = String> {
    let events = EventKind::ALL.iter().map(|kind| kind.label().to_owned());
    let roles = Role::ALL.into_iter().map(|role| role.label().to_owned());
    let refusals = Reason::ALL.iter().map(|reason| reason.key().to_owned());
    let cards = CardError::ALL
        .into_iter()
        .map(|error| error.key().to_owned());
    let outcomes = Outcome::CODES
        .into_iter()
        .map(|code| format!("outcome-{code}"));
    let reports = Report::ALL
        .into_iter()
        .map(|report| report.label().to_owned());
    let not_now = NotNow::KEYS.iter().map(|key| (*key).to_owned());
    let counts = ["count-fewer-than-10", "count-about"]
        .into_iter()
        .map(str::to_owned);
    events
        .chain(roles)
        .chain(refusals)
        .chain(cards)
        .chain(outcomes)
        .chain(reports)
        .chain(not_now)
        .chain(counts)
}
