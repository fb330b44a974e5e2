//! Changes of a part (RFC 7644, section 3.5.2), in both shapes: a path with a value, and an object without a path.

use serde_json::{Map, Value};
use switchboard_store::rules::scim::{self, Attribute, Filter, Op, Path};

use super::answer::Wrong;
use super::matching::{fits, get};

/// The most operations of one request.
const OPERATIONS_MAX: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Add,
    Replace,
    Remove,
}

/// Applies the operations of a request to a resource.
pub(super) fn apply(resource: &mut Map<String, Value>, body: &Value) -> Result<(), Wrong> {
    let operations = body.as_object().and_then(|map| get(map, "Operations"));
    let Some(Value::Array(operations)) = operations else {
        return Err(Wrong::Syntax);
    };
    if operations.len() > OPERATIONS_MAX {
        return Err(Wrong::TooMany);
    }
    for operation in operations {
        let map = operation.as_object().ok_or(Wrong::Syntax)?;
        let op = get(map, "op")
            .and_then(Value::as_str)
            .ok_or(Wrong::Syntax)?;
        let verb = match op.to_ascii_lowercase().as_str() {
            "add" => Verb::Add,
            "replace" => Verb::Replace,
            "remove" => Verb::Remove,
            _ => return Err(Wrong::Syntax),
        };
        let value = get(map, "value");
        match (get(map, "path").and_then(Value::as_str), value) {
            (Some(path), _) if !path.is_empty() => at(resource, verb, path, value)?,
            (_, Some(Value::Object(parts))) if verb != Verb::Remove => {
                for (path, value) in parts {
                    at(resource, verb, path, Some(value))?;
                }
            }
            (_, _) if verb == Verb::Remove => return Err(Wrong::NoTarget),
            _ => return Err(Wrong::Value),
        }
    }
    Ok(())
}

fn at(
    resource: &mut Map<String, Value>,
    verb: Verb,
    path: &str,
    value: Option<&Value>,
) -> Result<(), Wrong> {
    // An extension as a whole is named by its schema.
    if path.to_ascii_lowercase().starts_with("urn:") && matches!(value, Some(Value::Object(_))) {
        return set(resource, verb, path, value);
    }
    let path = Path::parse(path).map_err(|_| Wrong::Path)?;
    match &path.filter {
        Some(filter) => within(resource, verb, &path, filter, value),
        None => plain(resource, verb, &path.attribute, value),
    }
}

fn plain(
    resource: &mut Map<String, Value>,
    verb: Verb,
    attribute: &Attribute,
    value: Option<&Value>,
) -> Result<(), Wrong> {
    let Some(part) = &attribute.part else {
        return set(resource, verb, &attribute.name, value);
    };
    let name = key_of(resource, &attribute.name);
    let whole = resource
        .entry(name)
        .or_insert_with(|| Value::Object(Map::new()));
    match whole {
        Value::Object(map) => set(map, verb, part, value),
        Value::Array(all) => {
            for one in all.iter_mut().filter_map(Value::as_object_mut) {
                set(one, verb, part, value)?;
            }
            Ok(())
        }
        _ => Err(Wrong::Path),
    }
}

/// The name under which an attribute stands already, whatever its case.
fn key_of(map: &Map<String, Value>, name: &str) -> String {
    let mut keys = map.keys();
    let found = keys.find(|key| key.eq_ignore_ascii_case(name));
    found.cloned().unwrap_or_else(|| name.to_owned())
}

fn set(
    map: &mut Map<String, Value>,
    verb: Verb,
    name: &str,
    value: Option<&Value>,
) -> Result<(), Wrong> {
    let key = key_of(map, name);
    if verb == Verb::Remove {
        match (map.get_mut(&key), value) {
            (Some(Value::Array(all)), Some(gone)) => all.retain(|one| !is_among(one, gone)),
            _ => drop(map.remove(&key)),
        }
        return Ok(());
    }
    let value = value.ok_or(Wrong::Value)?.clone();
    match (map.get_mut(&key), value) {
        (Some(Value::Array(all)), Value::Array(more)) if verb == Verb::Add => {
            for one in more {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        (Some(Value::Array(all)), one) if verb == Verb::Add => {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        (Some(Value::Object(before)), Value::Object(parts)) => before.extend(parts),
        (_, Value::Null) => drop(map.remove(&key)),
        (_, value) => drop(map.insert(key, value)),
    }
    Ok(())
}

/// Whether one of the values to be removed is this one, by its `value`.
fn is_among(one: &Value, gone: &Value) -> bool {
    let id = |value: &Value| value.as_object().and_then(|map| get(map, "value").cloned());
    match gone {
        Value::Array(all) => all.iter().any(|gone| is_among(one, gone)),
        other => one == other || (id(one).is_some() && id(one) == id(other)),
    }
}

fn within(
    resource: &mut Map<String, Value>,
    verb: Verb,
    path: &Path,
    filter: &Filter,
    value: Option<&Value>,
) -> Result<(), Wrong> {
    let key = key_of(resource, &path.attribute.name);
    let whole = resource
        .entry(key)
        .or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(all) = whole else {
        return Err(Wrong::Path);
    };
    let part = path.attribute.part.as_deref();
    if verb == Verb::Remove && part.is_none() {
        all.retain(|one| !fits(filter, one));
        return Ok(());
    }
    let mut is_found = false;
    for one in all.iter_mut().filter(|one| fits(filter, one)) {
        is_found = true;
        let map = one.as_object_mut().ok_or(Wrong::Path)?;
        match (part, value) {
            (Some(part), _) => set(map, verb, part, value)?,
            (None, Some(Value::Object(parts))) => map.extend(parts.clone()),
            (None, _) => return Err(Wrong::Value),
        }
    }
    if is_found || verb == Verb::Remove {
        return Ok(());
    }
    // Nothing fits yet: a value that fits is made, as clients expect of `emails[type eq "work"].value`.
    let (Filter::Compare(key, Op::Eq, scim::Value::Text(is)), Some(part), Some(value)) =
        (filter, part, value)
    else {
        return Err(Wrong::NoTarget);
    };
    let mut new = Map::new();
    new.insert(key.name.clone(), Value::String(is.clone()));
    new.insert(part.to_owned(), value.clone());
    all.push(Value::Object(new));
    Ok(())
}
