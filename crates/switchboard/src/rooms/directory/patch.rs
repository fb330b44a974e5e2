//! Changes of a part (RFC 7644, section 3.5.2), in both shapes: a path with a value, and an object without a path.

use std::collections::HashSet;

use serde_json::{Map, Value};
use switchboard_store::rules::scim::{self, Attribute, Filter, Op, Path};

use super::answer::Wrong;
use super::matching::{Work, fits, get, weight};
use super::resource::{is_core, is_many};

/// The most operations of one request.
const OPERATIONS_MAX: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Add,
    Replace,
    Remove,
}

/// Applies the operations of a request to a resource, as far as `work` goes.
pub(super) fn apply(
    resource: &mut Map<String, Value>,
    body: &Value,
    work: &mut Work,
) -> Result<(), Wrong> {
    let operations = body.as_object().and_then(|map| get(map, "Operations"));
    let Some(Value::Array(operations)) = operations else {
        return Err(Wrong::Syntax);
    };
    if operations.len() > OPERATIONS_MAX {
        return Err(Wrong::TooMany);
    }
    let mut change = Change { work };
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
            (Some(path), _) if !path.is_empty() => change.at(resource, verb, path, value)?,
            (_, Some(Value::Object(parts))) if verb != Verb::Remove => {
                for (path, value) in parts {
                    change.at(resource, verb, path, Some(value))?;
                }
            }
            (_, _) if verb == Verb::Remove => return Err(Wrong::NoTarget),
            _ => return Err(Wrong::Value),
        }
    }
    Ok(())
}

/// A change under way, with what it may still go through.
struct Change<'w> {
    work: &'w mut Work,
}

impl Change<'_> {
    fn at(
        &mut self,
        resource: &mut Map<String, Value>,
        verb: Verb,
        path: &str,
        value: Option<&Value>,
    ) -> Result<(), Wrong> {
        if is_core(path) {
            // The core schema as a whole: its attributes are the resource's own.
            let parts = value.and_then(Value::as_object).ok_or(Wrong::Path)?;
            let mut parts = parts.iter();
            return parts.try_for_each(|(name, value)| self.set(resource, verb, name, Some(value)));
        }
        self.work.add(resource.len())?;
        if is_extension(resource, path) {
            return self.set(resource, verb, path, value);
        }
        let path = Path::parse(path).map_err(|_| Wrong::Path)?;
        let Some(schema) = &path.attribute.schema else {
            return self.on(resource, verb, &path, value);
        };
        let key = self.key_of(resource, schema)?;
        let empty = || Value::Object(Map::new());
        let inside = resource.entry(key.clone()).or_insert_with(empty);
        let inside = inside.as_object_mut().ok_or(Wrong::Path)?;
        self.on(inside, verb, &path, value)?;
        if inside.is_empty() {
            resource.remove(&key);
        }
        Ok(())
    }

    fn on(
        &mut self,
        map: &mut Map<String, Value>,
        verb: Verb,
        path: &Path,
        value: Option<&Value>,
    ) -> Result<(), Wrong> {
        match &path.filter {
            Some(filter) => self.within(map, verb, path, filter, value),
            None => self.plain(map, verb, &path.attribute, value),
        }
    }

    fn plain(
        &mut self,
        resource: &mut Map<String, Value>,
        verb: Verb,
        attribute: &Attribute,
        value: Option<&Value>,
    ) -> Result<(), Wrong> {
        let Some(part) = &attribute.part else {
            return self.set(resource, verb, &attribute.name, value);
        };
        let name = self.key_of(resource, &attribute.name)?;
        let whole = resource
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new()));
        match whole {
            Value::Object(map) => self.set(map, verb, part, value),
            Value::Array(all) => {
                for one in all.iter_mut().filter_map(Value::as_object_mut) {
                    self.set(one, verb, part, value)?;
                }
                Ok(())
            }
            _ => Err(Wrong::Path),
        }
    }

    /// The name under which an attribute stands already, whatever its case.
    fn key_of(&mut self, map: &Map<String, Value>, name: &str) -> Result<String, Wrong> {
        self.work.add(1 + map.len())?;
        let mut keys = map.keys();
        let found = keys.find(|key| key.eq_ignore_ascii_case(name));
        Ok(found.cloned().unwrap_or_else(|| name.to_owned()))
    }

    fn set(
        &mut self,
        map: &mut Map<String, Value>,
        verb: Verb,
        name: &str,
        value: Option<&Value>,
    ) -> Result<(), Wrong> {
        let key = self.key_of(map, name)?;
        if verb == Verb::Remove {
            match (map.get_mut(&key), value) {
                (Some(Value::Array(all)), Some(gone)) if !gone.is_null() => {
                    return self.part_with(all, gone);
                }
                _ => drop(map.remove(&key)),
            }
            return Ok(());
        }
        let value = value.ok_or(Wrong::Value)?;
        self.work.add(weight(value))?;
        let value = value.clone();
        let value = match value {
            one @ Value::Object(_) if is_many(name) => Value::Array(vec![one]),
            value => value,
        };
        match (map.get_mut(&key), value) {
            (Some(Value::Array(all)), Value::Array(more)) if verb == Verb::Add => {
                return self.join(all, more);
            }
            (Some(Value::Array(all)), one) if verb == Verb::Add => {
                return self.join(all, vec![one]);
            }
            (Some(Value::Object(before)), Value::Object(parts)) => {
                return self.merge(before, &parts);
            }
            (_, Value::Null) => drop(map.remove(&key)),
            (_, value) => drop(map.insert(key, value)),
        }
        Ok(())
    }

    /// Adds those values that aren't there yet.
    fn join(&mut self, all: &mut Vec<Value>, more: Vec<Value>) -> Result<(), Wrong> {
        self.work.add(all.iter().chain(&more).map(weight).sum())?;
        let mut there: HashSet<String> = all.iter().map(Value::to_string).collect();
        all.extend(more.into_iter().filter(|one| there.insert(one.to_string())));
        Ok(())
    }

    /// Writes parts over those of the same names, in whichever case they come; null takes one away.
    fn merge(
        &mut self,
        before: &mut Map<String, Value>,
        parts: &Map<String, Value>,
    ) -> Result<(), Wrong> {
        for (name, value) in parts {
            let key = self.key_of(before, name)?;
            if value.is_null() {
                before.remove(&key);
            } else {
                self.work.add(weight(value))?;
                before.insert(key, value.clone());
            }
        }
        Ok(())
    }

    /// Takes away the values that are named: by their `value`, or as they stand there.
    fn part_with(&mut self, all: &mut Vec<Value>, gone: &Value) -> Result<(), Wrong> {
        self.work
            .add(all.iter().map(weight).sum::<usize>() + weight(gone))?;
        let name = |one: &Value| {
            let value = one.as_object().and_then(|map| get(map, "value"));
            value.unwrap_or(one).to_string()
        };
        let gone: HashSet<String> = match gone {
            Value::Array(gone) => gone.iter().map(name).collect(),
            one => HashSet::from([name(one)]),
        };
        all.retain(|one| !gone.contains(&name(one)));
        Ok(())
    }

    fn within(
        &mut self,
        resource: &mut Map<String, Value>,
        verb: Verb,
        path: &Path,
        filter: &Filter,
        value: Option<&Value>,
    ) -> Result<(), Wrong> {
        let key = self.key_of(resource, &path.attribute.name)?;
        let whole = resource
            .entry(key)
            .or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(all) = whole else {
            return Err(Wrong::Path);
        };
        let part = path.attribute.part.as_deref();
        if verb == Verb::Remove && part.is_none() {
            let mut stay = Vec::new();
            for one in std::mem::take(all) {
                if !fits(filter, &one, self.work)? {
                    stay.push(one);
                }
            }
            *all = stay;
            return Ok(());
        }
        let mut is_found = false;
        for one in all.iter_mut() {
            if !fits(filter, one, self.work)? {
                continue;
            }
            is_found = true;
            let map = one.as_object_mut().ok_or(Wrong::Path)?;
            match (part, value) {
                (Some(part), _) => self.set(map, verb, part, value)?,
                (None, Some(Value::Object(parts))) => self.merge(map, parts)?,
                (None, _) => return Err(Wrong::Value),
            }
        }
        if is_found || verb == Verb::Remove {
            return Ok(());
        }
        // Nothing fits yet: a value that fits is made, as clients expect of `emails[type eq "work"].value`.
        let (Some(mut new), Some(part), Some(value)) = (fitting(filter), part, value) else {
            return Err(Wrong::NoTarget);
        };
        new.insert(part.to_owned(), value.clone());
        all.push(Value::Object(new));
        Ok(())
    }
}

/// Whether a path names an extension as a whole: one that is there, or one that ends as the specification's do, with a version
/// and a kind of resource.
fn is_extension(resource: &Map<String, Value>, path: &str) -> bool {
    let head = path.get(..4).unwrap_or_default();
    if !head.eq_ignore_ascii_case("urn:") {
        return false;
    }
    let version = path.rsplit(':').nth(1).unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let has_version = version.contains('.') && version.split('.').all(is_number);
    let is_whole = has_version && !path.contains(['[', ' ']);
    is_whole || resource.keys().any(|key| key.eq_ignore_ascii_case(path))
}

/// What fits a filter that only says what something is.
fn fitting(filter: &Filter) -> Option<Map<String, Value>> {
    match filter {
        Filter::Compare(key, Op::Eq, is) if key.part.is_none() && key.schema.is_none() => {
            let is = match is {
                scim::Value::Text(text) => Value::String(text.clone()),
                scim::Value::Bool(is) => Value::Bool(*is),
                scim::Value::Number(_) | scim::Value::Null => return None,
            };
            Some(Map::from_iter([(key.name.clone(), is)]))
        }
        Filter::And(left, right) => {
            let mut both = fitting(left)?;
            both.extend(fitting(right)?);
            Some(both)
        }
        _ => None,
    }
}
