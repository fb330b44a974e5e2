//! Whether a resource fits a filter. Texts are compared without regard to case, as user names are.

use std::cmp::Ordering;

use serde_json::{Map, Value};
use switchboard_store::rules::scim::{self, Attribute, Filter, Op};

/// The value of an attribute, whatever the case of its name.
pub(super) fn get<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut all = map.iter();
    all.find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// Whether it fits.
pub(super) fn fits(filter: &Filter, of: &Value) -> bool {
    match filter {
        Filter::Present(attribute) => values(attribute, of).into_iter().any(is_some),
        Filter::Compare(attribute, op, with) => compares(&values(attribute, of), *op, with),
        Filter::Within(attribute, inner) => {
            let found = home(attribute, of).and_then(|map| get(map, &attribute.name));
            each(found).iter().any(|one| fits(inner, one))
        }
        Filter::And(left, right) => fits(left, of) && fits(right, of),
        Filter::Or(left, right) => fits(left, of) || fits(right, of),
        Filter::Not(inner) => !fits(inner, of),
    }
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
fn values<'a>(attribute: &Attribute, of: &'a Value) -> Vec<&'a Value> {
    if !of.is_object() {
        // Inside a filter of simple values, such as schemas.
        return if attribute.name.eq_ignore_ascii_case("value") {
            vec![of]
        } else {
            Vec::new()
        };
    }
    let part = attribute.part.as_deref();
    let found = home(attribute, of).and_then(|map| get(map, &attribute.name));
    let found = each(found).into_iter();
    found
        .filter_map(|one| match (one, part) {
            (Value::Object(map), Some(part)) => get(map, part),
            (Value::Object(map), None) => get(map, "value").or(Some(one)),
            (_, Some(_)) => None,
            (_, None) => Some(one),
        })
        .collect()
}

fn compares(found: &[&Value], op: Op, with: &scim::Value) -> bool {
    if op == Op::Ne {
        return !compares(found, Op::Eq, with);
    }
    if *with == scim::Value::Null {
        return op == Op::Eq && !found.iter().any(|one| is_some(one));
    }
    found.iter().any(|one| is_so(one, op, with))
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
