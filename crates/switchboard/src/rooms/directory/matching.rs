//! Whether a resource fits a filter. Texts are compared without regard to case, as user names are.

use std::cmp::Ordering;

use serde_json::{Map, Value};
use switchboard_store::rules::scim::{self, Attribute, Filter, Op};

use super::answer::Wrong;

/// How much a request has gone through: it is counted where it happens, and refused before it is too much.
#[derive(Debug)]
pub(super) struct Work {
    done: usize,
    most: usize,
}

impl Work {
    /// None yet, and at most so much.
    pub(super) const fn of(most: usize) -> Self {
        Self { done: 0, most }
    }

    /// So many steps more.
    pub(super) fn add(&mut self, steps: usize) -> Result<(), Wrong> {
        let done = self.done.saturating_add(steps);
        if done > self.most {
            return Err(Wrong::TooMany);
        }
        self.done = done;
        Ok(())
    }

    /// How much it was.
    #[cfg(test)]
    pub(super) const fn done(&self) -> usize {
        self.done
    }
}

/// How many letters are a step.
const LETTERS: usize = 32;

/// How many steps it takes to copy a value or to write it out.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len() / LETTERS,
        Value::Array(all) => 1 + all.iter().map(weight).sum::<usize>(),
        Value::Object(map) => {
            let parts = map.iter();
            let parts = parts.map(|(key, value)| 1 + key.len() / LETTERS + weight(value));
            1 + parts.sum::<usize>()
        }
    }
}

/// The value of an attribute, whatever the case of its name.
pub(super) fn get<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut all = map.iter();
    all.find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// Whether it fits.
pub(super) fn fits(filter: &Filter, of: &Value, work: &mut Work) -> Result<bool, Wrong> {
    match filter {
        Filter::Present(attribute) => Ok(values(attribute, of, work)?.into_iter().any(is_some)),
        Filter::Compare(attribute, op, with) => {
            compares(&values(attribute, of, work)?, *op, with, work)
        }
        Filter::Within(attribute, inner) => {
            let home = home(attribute, of);
            work.add(1 + keys(of) + home.map_or(0, Map::len))?;
            let found = home.and_then(|map| get(map, &attribute.name));
            for one in each(found) {
                if fits(inner, one, work)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Filter::And(left, right) => Ok(fits(left, of, work)? && fits(right, of, work)?),
        Filter::Or(left, right) => Ok(fits(left, of, work)? || fits(right, of, work)?),
        Filter::Not(inner) => Ok(!fits(inner, of, work)?),
    }
}

/// How many names are gone through to find one.
fn keys(of: &Value) -> usize {
    of.as_object().map_or(0, Map::len)
}

fn is_some(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(all) => !all.is_empty(),
        Value::Object(map) => !map.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn each(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// Where an attribute stands: in the resource, or in the extension of its schema.
fn home<'a>(attribute: &Attribute, of: &'a Value) -> Option<&'a Map<String, Value>> {
    let map = of.as_object()?;
    match &attribute.schema {
        None => Some(map),
        Some(schema) => get(map, schema).and_then(Value::as_object),
    }
}

/// The values of an attribute or of its part; of one that has several parts and is asked for as a whole, its `value`.
fn values<'a>(
    attribute: &Attribute,
    of: &'a Value,
    work: &mut Work,
) -> Result<Vec<&'a Value>, Wrong> {
    work.add(1 + keys(of))?;
    if !of.is_object() {
        // Inside a filter of simple values, such as schemas.
        return Ok(if attribute.name.eq_ignore_ascii_case("value") {
            vec![of]
        } else {
            Vec::new()
        });
    }
    let part = attribute.part.as_deref();
    let home = home(attribute, of);
    work.add(home.map_or(0, Map::len))?;
    let found = each(home.and_then(|map| get(map, &attribute.name)));
    work.add(found.iter().map(|one| 1 + keys(one)).sum())?;
    Ok(found
        .into_iter()
        .filter_map(|one| match (one, part) {
            (Value::Object(map), Some(part)) => get(map, part),
            (Value::Object(map), None) => get(map, "value").or(Some(one)),
            (_, Some(_)) => None,
            (_, None) => Some(one),
        })
        .collect())
}

fn compares(found: &[&Value], op: Op, with: &scim::Value, work: &mut Work) -> Result<bool, Wrong> {
    if op == Op::Ne {
        return Ok(!compares(found, Op::Eq, with, work)?);
    }
    if *with == scim::Value::Null {
        return Ok(op == Op::Eq && !found.iter().any(|one| is_some(one)));
    }
    for one in found {
        work.add(1 + one.as_str().map_or(0, |text| text.len() / LETTERS))?;
        if is_so(one, op, with) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_so(one: &Value, op: Op, with: &scim::Value) -> bool {
    match (one, with) {
        (Value::String(text), scim::Value::Text(with)) => {
            let (text, with) = (text.to_lowercase(), with.to_lowercase());
            match op {
                Op::Co => text.contains(&with),
                Op::Sw => text.starts_with(&with),
                Op::Ew => text.ends_with(&with),
                _ => ordered(text.cmp(&with), op),
            }
        }
        (Value::Bool(one), scim::Value::Bool(with)) => op == Op::Eq && one == with,
        (Value::Bool(one), scim::Value::Text(with)) => {
            op == Op::Eq && with.eq_ignore_ascii_case(if *one { "true" } else { "false" })
        }
        (Value::Number(one), scim::Value::Number(with)) => {
            one.as_i64().is_some_and(|one| ordered(one.cmp(with), op))
        }
        _ => false,
    }
}

const fn ordered(found: Ordering, op: Op) -> bool {
    match op {
        Op::Eq => found.is_eq(),
        Op::Gt => found.is_gt(),
        Op::Ge => found.is_ge(),
        Op::Lt => found.is_lt(),
        Op::Le => found.is_le(),
        Op::Ne | Op::Co | Op::Sw | Op::Ew => false,
    }
}
