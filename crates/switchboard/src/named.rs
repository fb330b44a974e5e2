//! What a group of an audience is called on pages.

use switchboard_store::rules::audience::Choice;

use crate::web::messages::Words;

/// What those are called who gave an answer to a question.
pub fn answer(words: &Words, (answer, question): (&str, &str)) -> String {
    words
        .say("audience-spoken-answer")
        .text("answer", answer)
        .text("question", question)
        .to_string()
}

/// What a group is called: by an answer with its question, in words of the page's language, or by its own name.
pub fn group(words: &Words, choice: &Choice, (name, question): (&str, Option<&str>)) -> String {
    match (question, choice.label()) {
        (Some(question), _) => answer(words, (name, question)),
        (None, Some(key)) => words.t(key),
        (None, None) => name.to_owned(),
    }
}
