//! What is wrong with an installation, and how to mend it: one list for `doctor`, the page, the metrics and the alert.
//!
//! Facts are gathered by `jobs::looking`; what they mean is judged here, without a clock, a disk or a store. A new thing to
//! watch is a row in [`FINDINGS`], two sentences in `messages/en/service.ftl` and a judge in [`judge`].

mod finding;
mod judge;
#[cfg(test)]
mod tests;

pub use finding::{FINDINGS, Finding, Severity, encoded, plain, told};
pub use judge::{Certified, Database, Disk, Facts, judge};
