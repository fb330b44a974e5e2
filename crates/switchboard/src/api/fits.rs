//! Whether what was sent fits its description: the same document that `/api/openapi.json` serves is what bodies and questions are
//! held against, so what it says of types and bounds is true of every address.
//!
//! A misfit says where, by a pointer of names that the description itself has, and what is asked for. It never says what was sent.

use serde_json::Value;

use super::described::document;

/// As many misfits as are told at once.
const TOLD_MAX: usize = 10;

/// One thing that doesn't fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where, as a JSON pointer (RFC 6901) into the body; or the name of the question's parameter behind a `?`.
    pub pointer: String,
    /// What is asked for.
    pub detail: String,
}

/// A description, and what was found against it so far.
struct Held<'d> {
    document: &'d Value,
    misfits: Vec<Misfit>,
}

/// What of a body doesn't fit a schema of the description.
pub(crate) fn body(schema: &'static Value, value: &Value) -> Vec<Misfit> {
    body_in(document(), schema, value)
}

/// What of a question doesn't fit an operation of the description.
pub(crate) fn query(operation: &'static Value, pairs: &[(String, String)]) -> Vec<Misfit> {
    query_in(document(), operation, pairs)
}

/// What of a body doesn't fit the schema; empty where all does.
fn body_in<'d>(document: &'d Value, schema: &'d Value, value: &Value) -> Vec<Misfit> {
    let mut held = Held {
        document,
        misfits: Vec::new(),
    };
    held.value(schema, value, "");
    held.misfits
}

/// What of a question doesn't fit an operation's parameters. One that the operation doesn't know is passed over.
fn query_in<'d>(
    document: &'d Value,
    operation: &'d Value,
    pairs: &[(String, String)],
) -> Vec<Misfit> {
    let mut held = Held {
        document,
        misfits: Vec::new(),
    };
    let known = operation["parameters"].as_array().into_iter().flatten();
    for parameter in known.filter(|known| known["in"] == "query") {
        let name = parameter["name"].as_str().unwrap_or_default();
        let mut said = pairs.iter().filter(|(of, _)| of == name);
        let at = format!("?{name}");
        match (said.next(), said.next()) {
            (Some(_), Some(_)) => held.misfit(&at, "may be said once".to_owned()),
            // Nothing behind the `=` is nothing said.
            (Some((_, text)), None) if !text.is_empty() => {
                let schema = &parameter["schema"];
                held.value(schema, &typed(held.resolved(schema), text), &at);
            }
            _ if parameter["required"] == true => held.misfit(&at, "is missing".to_owned()),
            _ => {}
        }
    }
    held.misfits
}

/// A word of a question as the type that its schema asks for, where it is one.
fn typed(schema: &Value, text: &str) -> Value {
    let number = || text.parse::<i64>().ok().map(Value::from);
    let is = |kind: &str| kinds(schema).contains(&kind);
    match text {
        "true" | "false" if is("boolean") => Value::Bool(text == "true"),
        _ if is("integer") => number().unwrap_or_else(|| Value::from(text)),
        _ => Value::from(text),
    }
}

/// The types that a schema names.
fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Of which type a value is.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A type in words.
fn said(kind: &str) -> &str {
    match kind {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "string" => "a text",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}

/// Whether a number lies beyond a bound, whichever of the two is the whole one.
fn is_beyond(bound: &Value, value: &Value, is_upper: bool) -> bool {
    let whole = |value: &Value| {
        let signed = value.as_i64().map(i128::from);
        signed.or_else(|| value.as_u64().map(i128::from))
    };
    match (whole(bound), whole(value)) {
        (Some(bound), Some(value)) if is_upper => value > bound,
        (Some(bound), Some(value)) => value < bound,
        _ => false,
    }
}

/// What a bound says, where the schema has it.
fn bound(schema: &Value, name: &str) -> Option<u64> {
    schema.get(name).and_then(Value::as_u64)
}

impl<'d> Held<'d> {
    fn misfit(&mut self, at: &str, detail: String) {
        if self.misfits.len() < TOLD_MAX {
            self.misfits.push(Misfit {
                pointer: at.to_owned(),
                detail,
            });
        }
    }

    /// Follows `#/components/…`.
    fn resolved(&self, schema: &'d Value) -> &'d Value {
        let path = schema.get("$ref").and_then(Value::as_str);
        let found = path.and_then(|path| self.document.pointer(path.trim_start_matches('#')));
        found.unwrap_or(schema)
    }

    fn value(&mut self, schema: &'d Value, value: &Value, at: &str) {
        let schema = self.resolved(schema);
        if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
            return self.choice(choices, value, at);
        }
        let kinds = kinds(schema);
        if !kinds.is_empty() && !kinds.contains(&kind(value)) {
            let asked: Vec<&str> = kinds.into_iter().map(said).collect();
            return self.misfit(at, format!("must be {}", asked.join(" or ")));
        }
        match value {
            Value::String(text) => self.text(schema, text, at),
            Value::Number(_) => self.number(schema, value, at),
            Value::Array(items) => self.list(schema, items, at),
            Value::Object(fields) => self.fields(schema, fields, at),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// What fits none of several is held against the last of them: they are nothing, or something.
    fn choice(&mut self, choices: &'d [Value], value: &Value, at: &str) {
        let document = self.document;
        let fits = |choice: &'d Value| body_in(document, choice, value).is_empty();
        if !choices.iter().any(fits)
            && let Some(last) = choices.last()
        {
            self.value(last, value, at);
        }
    }

    fn text(&mut self, schema: &Value, text: &str, at: &str) {
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            if !words.iter().any(|word| word == text) {
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                self.misfit(at, format!("must be one of {}", words.join(", ")));
            }
            return;
        }
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        if let Some(most) = bound(schema, "maxLength").filter(|most| length > *most) {
            self.misfit(at, format!("must have at most {most} characters"));
        }
        if let Some(least) = bound(schema, "minLength").filter(|least| length < *least) {
            self.misfit(at, format!("must have at least {least} characters"));
        }
        if text.contains('\0') {
            self.misfit(at, "must not hold the character U+0000".to_owned());
        }
    }

    fn number(&mut self, schema: &Value, value: &Value, at: &str) {
        for (name, is_upper, says) in [("maximum", true, "at most"), ("minimum", false, "at least")]
        {
            if let Some(bound) = schema.get(name)
                && is_beyond(bound, value, is_upper)
            {
                self.misfit(at, format!("must be {says} {bound}"));
            }
        }
    }

    fn list(&mut self, schema: &'d Value, items: &[Value], at: &str) {
        let length = u64::try_from(items.len()).unwrap_or(u64::MAX);
        if let Some(most) = bound(schema, "maxItems").filter(|most| length > *most) {
            return self.misfit(at, format!("must have at most {most} items"));
        }
        for (place, item) in items.iter().enumerate() {
            self.value(&schema["items"], item, &format!("{at}/{place}"));
        }
    }

    fn fields(&mut self, schema: &'d Value, fields: &serde_json::Map<String, Value>, at: &str) {
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.misfit(&format!("{at}/{name}"), "is missing".to_owned());
            }
        }
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(value) = fields.get(name) {
                self.value(of, value, &format!("{at}/{name}"));
            }
        }
    }
}

#[cfg(test)]
mod tests;
