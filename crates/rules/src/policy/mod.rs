//! Who may do what: one exhaustive decision, asked afresh beside every act.
//!
//! The store seats an [`Actor`] from the session and the terms it has just read, loads the
//! [`Facts`], and asks [`decide`]. The answer is a [`Grant`], which the act carries and nothing
//! else can make, or a [`Refusal`] with a reason from a closed list. `tests/policy.matrix` is the
//! same decision as a table for people.

mod action;
mod decide;
mod explain;
mod facts;
mod refusal;
mod resource;
mod role;
pub mod seat;
mod stay;

pub use action::Action;
pub use decide::{Grant, decide};
pub use explain::{Area, Line, No, Site, Yes, explain};
pub use facts::{Facts, OFFICES_FEW};
pub use refusal::{Reason, Refusal};
pub use resource::{Place, Resource};
pub use role::{Role, Scope, Term};
pub use seat::{Actor, Opened, Session};
pub use stay::{FRESH_FOR, Since, Stay};
