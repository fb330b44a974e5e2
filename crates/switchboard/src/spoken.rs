//! A script as a page shows it: on the card, and to whoever wrote it.

use std::collections::BTreeMap;

use switchboard_store::rules::language::Language as Tongue;
use switchboard_store::rules::script::{Ask, Choice, Fills, Opening, Part, Script};

use crate::web::marked::{Block, Span, marked};
use crate::web::messages::Words;

/// A script in one language, with everything filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The languages it is written in; none where it is plain words.
    pub languages: Vec<Language>,
    /// Its parts.
    pub parts: Vec<Spot>,
}

/// A language of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its code.
    pub code: String,
    /// Whether the script is shown in it.
    pub is_chosen: bool,
}

/// A part in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its place in the list.
    pub place: usize,
    /// Its name in answers.
    pub id: String,
    /// Where it goes on, if no answer says otherwise.
    pub next: usize,
    /// The answers that lead here, where not every one does.
    pub leads: Vec<String>,
    /// What is said.
    pub blocks: Vec<Block>,
    /// What is asked.
    pub asked: Asked,
}

/// What is asked, as a form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// One of these.
    One(Vec<Offered>),
    /// Any of these.
    Any(Vec<Offered>),
    /// One of these steps, between two ends.
    Scale {
        /// The steps.
        steps: Vec<Offered>,
        /// What the first means.
        low: String,
        /// What the last means.
        high: String,
    },
    /// Words.
    Text {
        /// So many characters at most.
        max: usize,
    },
    /// A number or a day, as the browser's own field takes it.
    Typed {
        /// The kind of field.
        kind: &'static str,
        /// The least.
        min: String,
        /// The most.
        max: String,
    },
}

/// An answer that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What is sent.
    pub value: String,
    /// What is said of it.
    pub words: String,
    /// Where it goes on.
    pub next: usize,
}

impl Language {
    /// Its own name, or its code where the program doesn't know it.
    pub fn name(&self, words: &Words) -> String {
        match self.code.as_str() {
            "en" => words.t("language-en"),
            "cy" => words.t("language-cy"),
            other => other.to_owned(),
        }
    }
}

impl Spoken {
    /// A script in the language at this place.
    pub fn of(script: &Script, language: usize, fills: &Fills<'_>) -> Self {
        let codes = script.languages().iter().enumerate();
        let parts = script.parts().iter().enumerate();
        Self {
            languages: codes
                .map(|(at, code)| Language {
                    code: code.clone(),
                    is_chosen: at == language,
                })
                .collect(),
            parts: parts
                .map(|(at, part)| spot(script, (at, part), language, fills))
                .collect(),
        }
    }

    /// Plain words, a paragraph a line.
    pub fn plain(text: &str) -> Self {
        let blocks = text
            .lines()
            .flat_map(|line| marked(&escaped(line), &str::to_owned));
        let blocks: Vec<Block> = blocks.collect();
        if blocks.is_empty() {
            return Self::default();
        }
        let only = Spot {
            place: 0,
            id: String::new(),
            next: 1,
            leads: Vec::new(),
            blocks,
            asked: Asked::Nothing,
        };
        Self {
            languages: Vec::new(),
            parts: vec![only],
        }
    }

    /// The code of the language that is shown, where it is another than the page's: what reads pages aloud must know.
    pub fn foreign(&self, page: &Words) -> Option<&str> {
        Some(self.language()).filter(|code| !code.is_empty() && *code != page.tag())
    }

    /// The code of the language that is shown.
    pub fn language(&self) -> &str {
        let chosen = self.languages.iter().find(|language| language.is_chosen);
        chosen.map_or("", |language| &language.code)
    }
}

/// What is filled in where no one call is meant, but all of a campaign's: what was the same in each, and dots for the rest.
pub const fn asked_of_all(campaign: &str) -> Fills<'_> {
    Fills {
        name: "…",
        branch: "…",
        caller: "…",
        campaign,
        contest: "…",
    }
}

/// What was asked, on one line, as it was read out: no Markdown, and filled in.
pub fn in_one_line(text: &str, fills: &Fills<'_>) -> String {
    let blocks = marked(text, &|words| fills.fill(words));
    let items = blocks.iter().flat_map(|block| &block.items);
    let said = items.map(|item| item.iter().map(Span::said).collect::<String>());
    said.collect::<Vec<_>>().join(" ")
}

/// Plain words are no Markdown.
fn escaped(line: &str) -> String {
    let mut out = String::new();
    for letter in line.trim().chars() {
        if letter.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

fn spot(script: &Script, (at, part): (usize, &Part), language: usize, fills: &Fills<'_>) -> Spot {
    let said = |choice: &Choice| fills.fill(choice.words().in_language(language));
    let leads = script.leads(at).into_iter().flat_map(|lead| {
        let choices = script.parts().get(lead.part).map_or(&[][..], Part::choices);
        let of = |choice: usize| choices.get(choice).map(said);
        lead.choices.into_iter().filter_map(of).collect::<Vec<_>>()
    });
    let end = script.parts().len();
    let offered = |choices: &[Choice]| {
        let each = choices.iter().enumerate();
        let one = |(place, choice): (usize, &Choice)| Offered {
            value: choice.id().to_owned(),
            words: said(choice),
            next: script.next(at, Some(place)).unwrap_or(end),
        };
        each.map(one).collect()
    };
    let next = script.next(at, None).unwrap_or(end);
    let asked = match part.ask() {
        Ask::Nothing => Asked::Nothing,
        Ask::Single(choices) => Asked::One(offered(choices)),
        Ask::Multi(choices) => Asked::Any(offered(choices)),
        Ask::Scale {
            from,
            to,
            low,
            high,
        } => Asked::Scale {
            steps: (*from..=*to)
                .map(|step| Offered {
                    value: step.to_string(),
                    words: step.to_string(),
                    next,
                })
                .collect(),
            low: fills.fill(low.in_language(language)),
            high: fills.fill(high.in_language(language)),
        },
        Ask::Text { max } => Asked::Text { max: *max },
        Ask::Number { min, max } => Asked::Typed {
            kind: "number",
            min: min.to_string(),
            max: max.to_string(),
        },
        Ask::Date { from, to } => Asked::Typed {
            kind: "date",
            min: from.to_string(),
            max: to.to_string(),
        },
    };
    Spot {
        place: at,
        id: part.id().to_owned(),
        next,
        leads: leads.collect(),
        blocks: marked(part.words().in_language(language), &|words| {
            fills.fill(words)
        }),
        asked,
    }
}

/// A line that the caller says first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is said.
    pub text: String,
    /// The code of its language; none where nobody said which it is.
    pub language: Option<String>,
}

impl Line {
    /// A line whose language nobody said.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            language: None,
        }
    }

    /// The code of its language, where it is another than the page's: what reads pages aloud must know.
    pub fn foreign(&self, page: &Words) -> Option<&str> {
        let language = self.language.as_deref();
        language.filter(|code| *code != page.tag())
    }
}

/// What the caller says first, in the language of the script, whatever the caller's pages are in: the organisation's lines, or the
/// program's own. Where there are none in that language, or a script names none, they are in the installation's usual one, and the
/// organisation's in English come before the program's own.
pub fn first_words(
    usual: &Words,
    set: &BTreeMap<String, String>,
    language: &str,
    organisation: &str,
    fills: &Fills<'_>,
) -> Vec<Line> {
    let wanted = [language, usual.tag(), "en"];
    let mut found = wanted
        .iter()
        .filter_map(|code| set.get(*code).map(|lines| (*code, lines)));
    let lines = found.next();
    let lines = lines.map(|(code, lines)| (code, Opening::parse(lines)));
    let (code, said) = if let Some((code, Ok(opening))) = lines {
        let said = opening.fill(organisation, fills.caller, (fills.campaign, fills.contest));
        (code, said)
    } else {
        let spoken = Tongue::from_tag(language).map(Words::of);
        let words = spoken.as_ref().unwrap_or(usual);
        let said = own_words(words, organisation, fills.caller, fills.campaign);
        (words.tag(), said)
    };
    let lines = said.lines().filter(|line| !line.trim().is_empty());
    let line = |text: &str| Line {
        text: text.to_owned(),
        language: Some(code.to_owned()),
    };
    lines.map(line).collect()
}

/// The program's own opening lines.
pub fn own_words(words: &Words, organisation: &str, caller: &str, campaign: &str) -> String {
    words
        .say("opening-own")
        .text("caller", caller)
        .text("campaign", campaign)
        .text("organisation", organisation)
        .to_string()
}

/// A script with a branch, for the samples of pages.
#[must_use]
pub fn sample() -> Spoken {
    let fills = Fills {
        name: "Mrs Evans",
        branch: "Abercwm",
        caller: "Caller 3",
        campaign: "Harbour campaign",
        contest: "Harbour contest",
    };
    let script = Script::read(include_str!("demo/script.toml")).ok();
    script.map_or_else(Spoken::default, |script| Spoken::of(&script, 0, &fills))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_say_first_is_in_the_scripts_language_or_the_usual_one_and_says_which() {
        let fills = asked_of_all("Harbour campaign");
        let of = |usual, set: &[&str], language| {
            let line = |code: &&str| {
                let text = format!("{code} {{caller}} {{organisation}} {{campaign}}");
                ((*code).to_owned(), text)
            };
            let set = set.iter().map(line).collect();
            let said = first_words(&Words::of(usual), &set, language, "Example Party", &fills);
            let first = said.first().expect("something is said");
            let code = first.language.clone().expect("its language is known");
            assert!(set.is_empty() || first.text.starts_with(&code), "{first:?}");
            code
        };
        let (english, welsh) = (Tongue::English, Tongue::Welsh);
        for (usual, set, language, said) in [
            (english, &[][..], "", "en"),
            (welsh, &[], "", "cy"),
            (english, &[], "pl", "en"),
            (english, &[], "cy", "cy"),
            (english, &["en"], "cy", "en"),
            (english, &["en", "cy"], "cy", "cy"),
            (welsh, &["en", "cy"], "pl", "cy"),
            (welsh, &["en"], "", "en"),
        ] {
            assert_eq!(
                of(usual, set, language),
                said,
                "{usual:?} {set:?} {language}"
            );
        }
        let line = first_words(&Words::english(), &BTreeMap::new(), "pl", "", &fills).remove(0);
        assert_eq!(line.foreign(&Words::english()), None);
        assert_eq!(line.foreign(&Words::of(welsh)), Some("en"));
    }
}
