//! The decision.

mod grant;

pub use grant::Grant;

use super::{Action, Actor, Facts, Reason, Refusal, Resource};
use crate::moment::Moment;

/// Decides whether `actor` may do `action` to `resource` at `now`.
pub fn decide(
    _actor: &Actor,
    _action: Action,
    _resource: &Resource,
    _facts: &Facts,
    _now: Moment,
) -> Result<Grant, Refusal> {
    Err(Refusal::new(Reason::NoSuchAct))
}
