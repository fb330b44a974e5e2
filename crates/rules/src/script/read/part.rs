//! Reading the parts of a script, and where each goes on.

use jiff::civil::Date;
use toml::de::DeTable;

use super::{Node, Reader, ScriptError, Wrong, cut};
use crate::script::{Ask, CHOICES_MAX, Choice, Next, Part, SCALE_MAX, Script, TEXT_MAX};

/// How far out a number may lie.
const NUMBER_MAX: i64 = 1_000_000_000;

/// Reads the parts, then where each goes on: forward alone, and to each of them somehow.
pub(super) fn parts<'t>(reader: &Reader<'t>, nodes: &[Node<'t>]) -> Result<Vec<Part>, ScriptError> {
    let mut ids: Vec<String> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let table = reader.table(node, "part")?;
        let id = reader.need(table, "id", node.span().start)?;
        let name = reader.id(id, "id")?;
        if ids.contains(&name) {
            return Err(reader.at(id, Wrong::Twice(name)));
        }
        ids.push(name);
    }
    let mut parts = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        parts.push(
            One {
                reader,
                ids: &ids,
                at,
            }
            .part(node)?,
        );
    }
    let script = Script {
        title: String::new(),
        languages: Vec::new(),
        parts,
    };
    let reachable = script.reachable();
    let unreached = (0..ids.len()).find(|at| !reachable.contains(at));
    if let Some((node, id)) = unreached.and_then(|at| nodes.get(at).zip(ids.get(at))) {
        return Err(reader.at(node, Wrong::Unreached(id.clone())));
    }
    Ok(script.parts)
}

/// One part, in its place among all.
struct One<'r, 't> {
    reader: &'r Reader<'t>,
    ids: &'r [String],
    at: usize,
}

const COMMON: [&str; 4] = ["id", "words", "ask", "then"];

impl<'t> One<'_, 't> {
    fn part(&self, node: &Node<'t>) -> Result<Part, ScriptError> {
        let reader = self.reader;
        let begins = node.span().start;
        let table = reader.table(node, "part")?;
        let words = reader.need(table, "words", begins)?;
        let (ask, own) = self.ask(table, begins)?;
        let known = [COMMON.as_slice(), own].concat();
        reader.only(table, &known)?;
        Ok(Part {
            id: self.ids.get(self.at).cloned().unwrap_or_default(),
            words: reader.words(words, "words", true)?,
            ask,
            then: self.then(table)?,
        })
    }

    /// What is asked, and the keys that belong to that.
    fn ask(
        &self,
        table: &DeTable<'t>,
        begins: usize,
    ) -> Result<(Ask, &'static [&'static str]), ScriptError> {
        let Some(node) = table.get("ask") else {
            return Ok((Ask::Nothing, &[]));
        };
        let kind = self.reader.str(node, "ask")?;
        Ok(match kind {
            "single" => (
                Ask::Single(self.choices(table, begins, true)?),
                &["choices"],
            ),
            "multi" => (
                Ask::Multi(self.choices(table, begins, false)?),
                &["choices"],
            ),
            "scale" => (self.scale(table, begins)?, &["from", "to", "low", "high"]),
            "text" => {
                let max = self.bounds(table, begins, ("max", "max"), (1, TEXT_MAX))?.1;
                let max = usize::try_from(max).unwrap_or(0);
                (Ask::Text { max }, &["max"])
            }
            "number" => {
                let out = (-NUMBER_MAX, NUMBER_MAX);
                let (min, max) = self.bounds(table, begins, ("min", "max"), out)?;
                (Ask::Number { min, max }, &["min", "max"])
            }
            "date" => (self.date(table, begins)?, &["from", "to"]),
            other => return Err(self.reader.at(node, Wrong::Ask(cut(other)))),
        })
    }

    fn bounds(
        &self,
        table: &DeTable<'t>,
        begins: usize,
        (low, high): (&str, &str),
        (least, most): (i64, i64),
    ) -> Result<(i64, i64), ScriptError> {
        let reader = self.reader;
        let low = reader.whole(reader.need(table, low, begins)?, low)?;
        let node = reader.need(table, high, begins)?;
        let to = reader.whole(node, high)?;
        if low < least || to > most || low > to {
            return Err(reader.at(node, Wrong::Bounds(high.to_owned())));
        }
        Ok((low, to))
    }

    fn scale(&self, table: &DeTable<'t>, begins: usize) -> Result<Ask, ScriptError> {
        let reader = self.reader;
        let (from, to) = self.bounds(table, begins, ("from", "to"), (0, SCALE_MAX))?;
        if from == to {
            let node = reader.need(table, "to", begins)?;
            return Err(reader.at(node, Wrong::Bounds("to".to_owned())));
        }
        let low = reader.words(reader.need(table, "low", begins)?, "low", false)?;
        let high = reader.words(reader.need(table, "high", begins)?, "high", false)?;
        Ok(Ask::Scale {
            from,
            to,
            low,
            high,
        })
    }

    fn date(&self, table: &DeTable<'t>, begins: usize) -> Result<Ask, ScriptError> {
        let reader = self.reader;
        let day = |key: &str| {
            let node = reader.need(table, key, begins)?;
            let parsed: Result<Date, _> = reader.str(node, key)?.parse();
            parsed.map_err(|_| reader.at(node, Wrong::Shape(key.to_owned())))
        };
        let (from, to) = (day("from")?, day("to")?);
        if from > to {
            let node = reader.need(table, "to", begins)?;
            return Err(reader.at(node, Wrong::Bounds("to".to_owned())));
        }
        Ok(Ask::Date { from, to })
    }

    fn choices(
        &self,
        table: &DeTable<'t>,
        begins: usize,
        branches: bool,
    ) -> Result<Vec<Choice>, ScriptError> {
        let reader = self.reader;
        let node = reader.need(table, "choices", begins)?;
        let known: &[&str] = if branches {
            &["id", "words", "then"]
        } else {
            &["id", "words"]
        };
        let mut choices: Vec<Choice> = Vec::new();
        for node in reader.list(node, "choices", CHOICES_MAX)? {
            let table = reader.table(node, "choices")?;
            reader.only(table, known)?;
            let begins = node.span().start;
            let named = reader.need(table, "id", begins)?;
            let id = reader.id(named, "id")?;
            if choices.iter().any(|known| known.id == id) {
                return Err(reader.at(named, Wrong::Twice(id)));
            }
            let words = reader.need(table, "words", begins)?;
            choices.push(Choice {
                id,
                words: reader.words(words, "words", false)?,
                then: self.then(table)?,
            });
        }
        Ok(choices)
    }

    /// Where it goes on, if that is said: at a part that comes later.
    fn then(&self, table: &DeTable<'t>) -> Result<Option<Next>, ScriptError> {
        let Some(node) = table.get("then") else {
            return Ok(None);
        };
        let name = self.reader.str(node, "then")?;
        if name == "end" {
            return Ok(Some(Next::End));
        }
        let found = self.ids.iter().position(|id| id == name);
        match found.filter(|to| *to > self.at) {
            Some(to) => Ok(Some(Next::Part(to))),
            None => Err(self.reader.at(node, Wrong::Then(cut(name)))),
        }
    }
}
