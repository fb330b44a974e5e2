//! Questions of which a campaign may count the answers: closed ones with few options.

use super::{Ask, Fills, Kept, Part, Script};
use crate::audience::{ANSWERS_MAX, AnswerPlace};

/// So many characters of a question, or of an option, are shown where its answers are counted.
const SHOWN_MAX: usize = 160;

/// A question with its options, in the first language of its script, as they were when it was published.
///
/// Options have names that stay, as in answers ([`Kept`]): in whatever version or language it was read out, the same name is the
/// same option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    part: String,
    words: String,
    options: Vec<(String, String)>,
}

impl Script {
    /// The questions whose answers can be counted: one of several, or a step of a scale, with two to [`ANSWERS_MAX`] options.
    pub fn closed(&self) -> Vec<Closed> {
        self.parts.iter().filter_map(Closed::of).collect()
    }
}

impl Closed {
    fn of(part: &Part) -> Option<Self> {
        let options: Vec<(String, String)> = match &part.ask {
            Ask::Single(choices) => {
                let each = choices.iter();
                each.map(|choice| (choice.id.clone(), plain(choice.words.in_language(0))))
                    .collect()
            }
            Ask::Scale {
                from,
                to,
                low,
                high,
            } => {
                let said = |step: i64| match step {
                    _ if step == *from => format!("{step} ({})", plain(low.in_language(0))),
                    _ if step == *to => format!("{step} ({})", plain(high.in_language(0))),
                    _ => step.to_string(),
                };
                // One more than may be is enough to see that it is too long.
                let steps = (*from..=*to).take(ANSWERS_MAX + 1);
                steps.map(|step| (step.to_string(), said(step))).collect()
            }
            Ask::Nothing
            | Ask::Multi(_)
            | Ask::Text { .. }
            | Ask::Number { .. }
            | Ask::Date { .. } => return None,
        };
        (2..=ANSWERS_MAX).contains(&options.len()).then(|| Self {
            part: part.id.clone(),
            words: plain(part.words.in_language(0)),
            options,
        })
    }

    /// The same with its fields filled in, and then cut where it is too long to be shown: not before, or half a field would stay.
    #[must_use]
    pub fn filled(self, fills: &Fills<'_>) -> Self {
        let options = self.options.into_iter();
        Self {
            part: self.part,
            words: shown(&fills.fill(&self.words)),
            options: options
                .map(|(id, words)| (id, shown(&fills.fill(&words))))
                .collect(),
        }
    }

    /// The name of its part in the script.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// What is asked.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// What may be answered, in the order of the script.
    pub fn options(&self) -> impl ExactSizeIterator<Item = &str> {
        self.options.iter().map(|(_, words)| words.as_str())
    }

    /// The words of the answer at a place; none where it has none there.
    pub fn option(&self, place: AnswerPlace) -> Option<&str> {
        let option = self.options.get(place.before());
        option.map(|(_, words)| words.as_str())
    }

    /// Which of its options was answered, out of the text of a call's answers ([`super::kept_text`]); none where it wasn't asked, or was
    /// answered with what isn't among them.
    pub fn answered(&self, text: &str) -> Option<AnswerPlace> {
        let mut kept = Kept::read(text).into_iter();
        let kept = kept.find(|kept| kept.part == self.part)?;
        self.place(&kept.value)
    }

    /// Where an option stands in the same question as it was published another time; none where it isn't offered there.
    pub fn moved(&self, place: AnswerPlace, to: &Self) -> Option<AnswerPlace> {
        let (name, _) = self.options.get(place.before())?;
        (self.part == to.part).then(|| to.place(name)).flatten()
    }

    fn place(&self, name: &str) -> Option<AnswerPlace> {
        let at = self.options.iter().position(|(id, _)| id == name);
        at.and_then(AnswerPlace::after)
    }

    /// As one text, for keeping: a line for the question and one for each option, each a name and words.
    pub fn text(&self) -> String {
        let options = self.options.iter().map(|(id, words)| (id, words));
        let lines = std::iter::once((&self.part, &self.words)).chain(options);
        let lines: Vec<String> = lines.map(|(id, words)| format!("{id}\t{words}")).collect();
        lines.join("\n")
    }

    /// Reads what [`Closed::text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let line = |line: &str| {
            let (id, words) = line.split_once('\t')?;
            Some((id.to_owned(), words.to_owned()))
        };
        let mut lines = text.lines();
        let (part, words) = line(lines.next()?)?;
        let options: Option<Vec<(String, String)>> =
            lines.take(ANSWERS_MAX + 1).map(line).collect();
        let options = options.filter(|all| (2..=ANSWERS_MAX).contains(&all.len()))?;
        Some(Self {
            part,
            words,
            options,
        })
    }
}

/// Words on one line, without marks.
fn plain(words: &str) -> String {
    let plain: String = words
        .chars()
        .filter(|c| *c != '*')
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words on one line, plain, and not too many of them.
fn shown(words: &str) -> String {
    let line = plain(words);
    if line.chars().count() <= SHOWN_MAX {
        return line;
    }
    let cut: String = line.chars().take(SHOWN_MAX - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::super::{Sent, kept_text};
    use super::*;

    const SCRIPT: &str = r#"
title = "Support"
languages = ["en", "cy"]
[[part]]
id = "support"
words = { en = "Will you vote\nfor **{campaign}**?", cy = "A wnewch chi bleidleisio?" }
ask = "single"
choices = [{ id = "yes", words = { en = "Yes", cy = "Gwnaf" } }, { id = "no", words = "No" }, { id = "maybe", words = "Perhaps" }]
[[part]]
id = "both"
words = "What matters?"
ask = "multi"
choices = [{ id = "a", words = "This" }, { id = "b", words = "That" }]
[[part]]
id = "much"
words = "How much?"
ask = "scale"
from = 1
to = 3
low = "not"
high = "very"
[[part]]
id = "long"
words = "How long?"
ask = "scale"
from = 0
to = 10
low = "not"
high = "very"
[[part]]
id = "why"
words = "Why?"
ask = "text"
max = 40
"#;

    fn script() -> Script {
        Script::read(SCRIPT).unwrap()
    }

    fn place(before: usize) -> AnswerPlace {
        AnswerPlace::after(before).unwrap()
    }

    #[test]
    fn only_closed_questions_with_few_options_can_be_counted() {
        let all = script().closed();
        let parts: Vec<&str> = all.iter().map(Closed::part).collect();
        assert_eq!(parts, ["support", "much"]);
        let steps: Vec<&str> = all[1].options().collect();
        assert_eq!(steps, ["1 (not)", "2", "3 (very)"]);
        assert_eq!(all[0].words(), "Will you vote for {campaign}?");
    }

    #[test]
    fn a_field_across_the_longest_that_is_shown_is_filled_before_it_is_cut() {
        let long = format!("{} {{campaign}} or not?", "a".repeat(SHOWN_MAX - 6));
        let text = SCRIPT.replace("Will you vote\\nfor **{campaign}**?", &long);
        let one = Script::read(&text).unwrap().closed().remove(0);
        assert_eq!(one.words(), long);
        let fills = Fills {
            name: "…",
            branch: "…",
            caller: "…",
            campaign: "Harbour",
            contest: "…",
        };
        let filled = one.filled(&fills);
        assert_eq!(filled.words().chars().count(), SHOWN_MAX);
        assert!(filled.words().ends_with("a Harb…"), "{}", filled.words());
    }

    #[test]
    fn an_answer_is_found_by_its_name_in_whatever_language_it_was_given() {
        let script = script();
        let sent = |part: &str, value: &str| Sent {
            part: part.to_owned(),
            value: value.to_owned(),
        };
        let (answers, _) = script.answers(&[sent("support", "no"), sent("much", "3")]);
        let text = kept_text(&script, &answers, 1).unwrap();
        let all = script.closed();
        let (support, much) = (&all[0], &all[1]);
        assert_eq!(support.answered(&text), Some(place(1)));
        assert_eq!(much.answered(&text), Some(place(2)));
        assert_eq!(support.answered("support\tno-more\tWill you?\tNever"), None);
        assert_eq!(support.answered("much\t3\tHow much?\t3"), None);
    }

    #[test]
    fn an_option_that_stays_is_the_same_one_in_another_version() {
        let one = &script().closed()[0];
        let later = SCRIPT.replace(
            r#"{ id = "yes", words = { en = "Yes", cy = "Gwnaf" } }, "#,
            "",
        );
        let two = &Script::read(&later).unwrap().closed()[0];
        assert_eq!(one.moved(place(1), two), Some(place(0)), "no");
        assert_eq!(one.moved(place(0), two), None, "yes is gone");
        let other = &script().closed()[1];
        assert_eq!(one.moved(place(1), other), None, "another question");
    }

    #[test]
    fn a_question_is_read_back_as_it_was_kept() {
        for one in script().closed() {
            assert_eq!(Closed::parse(&one.text()), Some(one));
        }
        for wrong in [
            "",
            "support",
            "support\tWill you?",
            "support\tWill you?\nyes\tYes",
        ] {
            assert_eq!(Closed::parse(wrong), None, "{wrong}");
        }
        let fills = Fills {
            name: "…",
            branch: "…",
            caller: "…",
            campaign: "Harbour\tFirst",
            contest: "…",
        };
        let filled = script().closed().remove(0).filled(&fills);
        assert_eq!(filled.words(), "Will you vote for Harbour First?");
        assert_eq!(filled.option(place(2)), Some("Perhaps"));
        assert_eq!(filled.option(place(3)), None);
    }
}
