//! What was answered: checked against the script, kept as text that can be read without it.

use jiff::civil::Date;

use super::{Ask, Part, Script};

/// One answer as a form or a program sends it. What fits several choices is sent once for each.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent {
    /// The part's name.
    pub part: String,
    /// The choice's name, or what was typed.
    pub value: String,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sent")
    }
}

/// What one part was answered with.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Of these choices, by their places.
    Chosen(Vec<usize>),
    /// A step of a scale.
    Step(i64),
    /// Free words.
    Text(String),
    /// A number.
    Number(i64),
    /// A day.
    Date(Date),
}

/// One part's answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The place of the part.
    pub part: usize,
    /// What was said.
    pub value: Value,
}

impl Script {
    /// What is kept of what was sent, and how many answers were not: those to parts that this script hasn't got, or that the
    /// other answers don't lead to, and those that don't fit. An answer that doesn't fit never loses how the call ended.
    pub fn answers(&self, sent: &[Sent]) -> (Vec<Answer>, usize) {
        let mut kept = Vec::new();
        let mut used = 0;
        for at in self.reached(sent) {
            let Some(part) = self.parts.get(at) else {
                continue;
            };
            let given = sent.iter().filter(|sent| sent.part == part.id);
            let given: Vec<&str> = given.map(|sent| sent.value.trim()).collect();
            if let Some(value) = value(part, &given) {
                used += given.len();
                kept.push(Answer { part: at, value });
            }
        }
        let said = sent.iter().filter(|sent| !sent.value.trim().is_empty());
        (kept, said.count().saturating_sub(used))
    }
}

fn value(part: &Part, given: &[&str]) -> Option<Value> {
    let first = *given.first().filter(|first| !first.is_empty())?;
    let place = |value: &str| part.choices().iter().position(|choice| choice.id == value);
    match &part.ask {
        Ask::Nothing => None,
        Ask::Single(_) => Some(Value::Chosen(vec![place(first)?])),
        Ask::Multi(_) => {
            let mut chosen: Vec<usize> = given.iter().filter_map(|value| place(value)).collect();
            chosen.sort_unstable();
            chosen.dedup();
            (!chosen.is_empty()).then_some(Value::Chosen(chosen))
        }
        Ask::Scale { from, to, .. } => {
            let step: i64 = first.parse().ok()?;
            (*from..=*to).contains(&step).then_some(Value::Step(step))
        }
        Ask::Text { max } => {
            let kept = first.chars().map(|c| if c.is_control() { ' ' } else { c });
            Some(Value::Text(kept.take(*max).collect()))
        }
        Ask::Number { min, max } => {
            let number: i64 = first.parse().ok()?;
            (*min..=*max)
                .contains(&number)
                .then_some(Value::Number(number))
        }
        Ask::Date { from, to } => {
            let date: Date = first.parse().ok()?;
            (*from..=*to).contains(&date).then_some(Value::Date(date))
        }
    }
}

/// What is kept of one answer: the question and the answer in the words that were read out. It is read without the script, so
/// that it says the same for as long as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The part's name.
    pub part: String,
    /// The names of the choices, or what was typed.
    pub value: String,
    /// What was asked.
    pub asked: String,
    /// What was answered.
    pub answered: String,
}

/// The answers as one text, a line for each: what is sealed. Nothing where there are none.
pub fn kept_text(script: &Script, answers: &[Answer], language: usize) -> Option<String> {
    let line = |answer: &Answer| {
        let part = script.parts.get(answer.part)?;
        let (value, answered) = said(part, &answer.value, language);
        let fields = [
            part.id.as_str(),
            &value,
            part.words.in_language(language),
            &answered,
        ];
        Some(fields.map(flat).join("\t"))
    };
    let lines: Vec<String> = answers.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn said(part: &Part, value: &Value, language: usize) -> (String, String) {
    let typed = |text: String| (text.clone(), text);
    match value {
        Value::Chosen(chosen) => {
            let chosen = chosen.iter().filter_map(|at| part.choices().get(*at));
            let (ids, words): (Vec<&str>, Vec<&str>) = chosen
                .map(|choice| (choice.id.as_str(), choice.words.in_language(language)))
                .unzip();
            (ids.join(" "), words.join(", "))
        }
        Value::Step(step) => typed(step.to_string()),
        Value::Number(number) => typed(number.to_string()),
        Value::Date(date) => typed(date.to_string()),
        Value::Text(text) => typed(text.clone()),
    }
}

fn flat(text: &str) -> String {
    let flat = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    flat.collect()
}

impl Kept {
    /// Reads what [`kept_text`] wrote.
    pub fn read(text: &str) -> Vec<Self> {
        let line = |line: &str| {
            let mut fields = line.split('\t').map(str::to_owned);
            Some(Self {
                part: fields.next()?,
                value: fields.next()?,
                asked: fields.next()?,
                answered: fields.next()?,
            })
        };
        text.lines().filter_map(line).collect()
    }
}

/// What was counted of answers that are kept, out of their text and the script they were given to: what [`tally_keys`] said
/// when they were written down.
pub fn counted_keys(script: &Script, text: &str) -> Vec<String> {
    let mut sent = Vec::new();
    for kept in Kept::read(text) {
        let is_chosen = script
            .parts
            .iter()
            .any(|part| part.id == kept.part && !part.choices().is_empty());
        if is_chosen {
            sent.extend(kept.value.split(' ').map(|value| Sent {
                part: kept.part.clone(),
                value: value.to_owned(),
            }));
        } else {
            sent.push(Sent {
                part: kept.part,
                value: kept.value,
            });
        }
    }
    let (answers, _) = script.answers(&sent);
    tally_keys(script, &answers)
}

/// What is counted of an answer: `part` for each that was answered, `part.choice` or `part.step` for what was said. What is
/// typed is not counted.
pub fn tally_keys(script: &Script, answers: &[Answer]) -> Vec<String> {
    let mut keys = Vec::new();
    for answer in answers {
        let Some(part) = script.parts.get(answer.part) else {
            continue;
        };
        match &answer.value {
            Value::Chosen(chosen) => {
                keys.push(part.id.clone());
                let chosen = chosen.iter().filter_map(|at| part.choices().get(*at));
                keys.extend(chosen.map(|choice| format!("{}.{}", part.id, choice.id)));
            }
            Value::Step(step) => {
                keys.push(part.id.clone());
                keys.push(format!("{}.{step}", part.id));
            }
            Value::Text(_) | Value::Number(_) | Value::Date(_) => {}
        }
    }
    keys
}
