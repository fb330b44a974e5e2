//! Whether two records of the roll may be one person: what they share, how alike their names are, and what speaks against.
//!
//! ```text
//! rows ─▶ Sketch (hashes and a folded name) ─▶ pairs (whoever shares a key) ─▶ judge ─▶ Likeness: score and reasons
//! ```
//! A household shares an e-mail address, an office its telephone: what is shared makes nobody a candidate while the names
//! differ. Names are compared by Jaro and Winkler's measure (W. E. Winkler, "String Comparator Metrics and Enhanced
//! Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990); the points are ours, and a table of tests holds
//! them.

mod fold;
mod identical;
mod judge;
mod merge;
mod names;
mod pairs;
mod sign;
mod sketch;

pub use fold::folded;
pub use identical::{is_identical, united};
pub use judge::{CANDIDATE, Likeness, judge};
pub use merge::{CHOSEN, Choice, Numbers, merged};
pub use pairs::{Pair, pairs};
pub use sign::{Sign, Signs};
pub use sketch::{Sketch, Sketches};

#[cfg(test)]
mod tests;
