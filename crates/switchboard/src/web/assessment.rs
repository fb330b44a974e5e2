//! The sentences of the draft assessment that no setting changes: what is signed with it before a contest opens.
//!
//! In the order in which the regulator's template asks (in our own words): what is done, with what, for how long; why, and
//! who was asked; what could go wrong, and what is done about it.

/// What is done, and for whom.
pub const WHAT: [&str; 1] = ["dpia-say-what"];
/// What callers are shown, and how much one account and one campaign can learn.
pub const SHOWN: [&str; 3] = ["dpia-say-shown", "dpia-say-account", "dpia-say-campaign"];
/// Why members may be rung at all.
pub const BASIS: [&str; 2] = ["dpia-say-basis", "dpia-say-needed"];
/// How long things are kept.
pub const KEPT: [&str; 1] = ["dpia-say-kept"];
/// Who was asked.
pub const ASKED: [&str; 1] = ["dpia-say-asked"];
/// What could go wrong, each with what is done about it.
pub const RISKS: [&str; 6] = [
    "dpia-risk-list",
    "dpia-risk-again",
    "dpia-risk-wrong",
    "dpia-risk-rival",
    "dpia-risk-office",
    "dpia-risk-machine",
];

/// The keys of all of them: what is signed is which sentences stand there, not how they are worded. A sentence that says
/// another thing than before gets another key.
pub fn keys() -> Vec<String> {
    let parts: [&[&str]; 6] = [&WHAT, &SHOWN, &BASIS, &KEPT, &ASKED, &RISKS];
    parts.concat().into_iter().map(str::to_owned).collect()
}
