//! From phase to phase: what is due, and what stands in its way.

use super::{Phase, Plan};
use crate::moment::Moment;

/// What must be there before access opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// Whether everything that must be ready is, and is signed.
    pub is_signed: bool,
    /// Whether the members are fixed, where the contest has rivals.
    pub is_prepared: bool,
}

/// What a contest needs at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// This phase begins now. Phases that were missed begin one after the other.
    Begin(Phase),
    /// Access is due and not signed.
    Unsigned,
    /// Access is due, signed, and the members are not fixed yet.
    Unprepared,
}

/// What is due, where `reached` is the phase that has really begun. A contest whose time was over before access could open
/// is closed without ever having been open.
pub fn due(plan: &Plan, reached: Option<Phase>, gate: Gate, now: Moment) -> Due {
    let next = plan
        .begins()
        .find(|(phase, _)| reached.is_none_or(|reached| *phase > reached));
    let Some((phase, at)) = next else {
        return Due::Nothing;
    };
    if at > now {
        return Due::Nothing;
    }
    if phase != Phase::Access {
        return Due::Begin(phase);
    }
    let is_over = plan.at(Phase::Closed).is_some_and(|closed| closed <= now);
    match gate {
        _ if is_over => Due::Begin(Phase::Closed),
        Gate {
            is_signed: false, ..
        } => Due::Unsigned,
        Gate {
            is_prepared: false, ..
        } => Due::Unprepared,
        _ => Due::Begin(Phase::Access),
    }
}
