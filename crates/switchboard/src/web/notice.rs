//! The notice that everybody reads who joins: what is signed before a contest opens.

use super::messages::Words;

/// The sentences of the notice, in their order.
pub const SENTENCES: [&str; 5] = [
    "join-notice-title",
    "join-notice-what",
    "join-notice-who",
    "join-notice-why",
    "join-notice-object",
];

/// The sentences as they are read.
pub fn sentences(words: &Words) -> Vec<String> {
    SENTENCES.iter().map(|key| words.t(key)).collect()
}
