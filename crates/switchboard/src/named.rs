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

/// The key of what an answer is called whose question isn't known any more.
pub const GONE_KEY: &str = "audience-spoken-gone";

/// What a group is called: by an answer with its question, in words of the page's language, or by its own name.
pub fn group(words: &Words, choice: &Choice, (name, question): (&str, Option<&str>)) -> String {
    match (question, choice.label()) {
        (Some(question), _) => answer(words, (name, question)),
        (None, Some(key)) => words.t(key),
        (None, None) if matches!(choice, Choice::Spoken(_)) => words.t(GONE_KEY),
        (None, None) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use switchboard_store::rules::audience::Field;

    use super::*;

    #[test]
    fn an_answer_whose_question_has_gone_is_called_by_no_code() {
        let words = Words::english();
        let choice = Choice::parse(Field::Spoken, "answer-1").expect("it is a level");
        let known = group(&words, &choice, ("Undecided", Some("Whom?")));
        assert!(
            known.contains("Undecided") && known.contains("Whom?"),
            "{known}"
        );
        let gone = group(&words, &choice, ("answer-1", None));
        assert_eq!(gone, words.t(GONE_KEY));
        assert!(!gone.contains("answer-1"), "{gone}");
    }
}
