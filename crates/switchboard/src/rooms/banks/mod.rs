//! Banks: what the organiser sees and switches.

pub(crate) mod chart;
pub mod pages;
