//! The API's description as it is served: what rooms say of their addresses, with what is the same for all of them.

use std::sync::LazyLock;

use axum::extract::MatchedPath;
use axum::http::Extensions;
use axum::http::Method;
use serde_json::{Value, json};
use utoipa::OpenApi as _;

use super::Description;

/// An id, as `rules::ids` reads and writes it.
const ID: &str = "^[0-7][0-9a-hjkmnp-tv-z]{25}$";

/// To which addresses an answer belongs that no room names itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    All,
    /// Those that take a body.
    Bodies,
    /// Those that take a body or a question.
    Typed,
}

/// What an address may answer beside what its room says.
const COMMON: [(&str, To, &str); 10] = [
    (
        "400",
        To::Bodies,
        "the body is no JSON; `detail` says from where on",
    ),
    ("401", To::All, "no token, or one whose time is over"),
    ("403", To::All, "refused; `type` says why"),
    ("404", To::All, "nothing is here for this account"),
    ("413", To::Bodies, "the body is more than 2 MiB"),
    (
        "415",
        To::Bodies,
        "the body isn't sent as `application/json`",
    ),
    (
        "422",
        To::Typed,
        "what was sent doesn't fit; `errors` says where",
    ),
    (
        "429",
        To::All,
        "too many requests; wait as long as `Retry-After` says",
    ),
    (
        "500",
        To::All,
        "something broke; `reference` says under which number it is logged",
    ),
    (
        "503",
        To::All,
        "busy, or the disk is full: nothing was written",
    ),
];

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
    put(
        &mut document,
        "components",
        "securitySchemes",
        json!({
            "token": { "type": "http", "scheme": "bearer", "description": "A token of an account." }
        }),
    );
    for (_, operation) in operations(&mut document) {
        finish(operation);
    }
    document
});

/// The description.
pub(crate) fn document() -> &'static Value {
    &DOCUMENT
}

/// What the description says of the address that a request came to.
pub(crate) fn operation(method: &Method, extensions: &Extensions) -> Option<&'static Value> {
    let path = extensions.get::<MatchedPath>()?;
    let method = method.as_str().to_lowercase();
    document()["paths"].get(path.as_str())?.get(method)
}

/// The schema of an operation's body.
pub(crate) fn body_of(operation: &'static Value) -> Option<&'static Value> {
    operation.pointer("/requestBody/content/application~1json/schema")
}

/// Puts a value under a name into one of an object's objects, which is made where it isn't there.
fn put(object: &mut Value, part: &str, name: &str, value: Value) {
    let Some(object) = object.as_object_mut() else {
        return;
    };
    let part = object.entry(part).or_insert_with(|| json!({}));
    if let Some(part) = part.as_object_mut() {
        part.insert(name.to_owned(), value);
    }
}

fn operations(document: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(_, methods)| methods.as_object_mut().into_iter().flatten())
}

/// Adds what is the same for all: who is asked for, what an id looks like, and how it is said that something isn't done.
fn finish(operation: &mut Value) {
    operation["security"] = json!([{ "token": [] }]);
    let (mut has_question, has_body) = (false, operation.get("requestBody").is_some());
    let parameters = operation["parameters"].as_array_mut().into_iter().flatten();
    for parameter in parameters {
        if parameter["in"] == "path" {
            parameter["schema"] = json!({ "type": "string", "pattern": ID });
        } else {
            has_question = true;
        }
    }
    let is_of = |to: To| match to {
        To::All => true,
        To::Bodies => has_body,
        To::Typed => has_body || has_question,
    };
    if operation["parameters"].is_null()
        && let Some(operation) = operation.as_object_mut()
    {
        operation.remove("parameters");
    }
    let Some(answers) = operation["responses"].as_object_mut() else {
        return;
    };
    for (status, _, description) in COMMON.into_iter().filter(|(_, to, _)| is_of(*to)) {
        let answer = answers.entry(status);
        answer.or_insert_with(|| json!({ "description": description }));
    }
    for (status, answer) in answers
        .iter_mut()
        .filter(|(status, _)| status.as_str() >= "400")
    {
        answer["content"] = json!({
            "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemBody" } }
        });
        let header = |text: &str| json!({ "required": true, "description": text, "schema": { "type": "string" } });
        match status.as_str() {
            "401" => put(answer, "headers", "WWW-Authenticate", header("`Bearer`")),
            "429" => put(
                answer,
                "headers",
                "Retry-After",
                header("how many seconds to wait"),
            ),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `fits` knows of JSON Schema, and what says nothing of what fits.
    const KNOWN: [&str; 16] = [
        "$ref",
        "description",
        "default",
        "enum",
        "example",
        "format",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minLength",
        "minimum",
        "oneOf",
        "properties",
        "required",
        "type",
    ];

    /// Walks through a schema and all that it leads to.
    fn walk(schema: &Value, at: &str, found: &mut Vec<String>) {
        if let Some(path) = schema["$ref"].as_str() {
            let name = path.rsplit('/').next().unwrap();
            return walk(
                &document()["components"]["schemas"][name],
                &format!("{at}:{name}"),
                found,
            );
        }
        let words = schema.as_object().unwrap().keys();
        let unknown = words.filter(|word| !KNOWN.contains(&word.as_str()));
        found.extend(unknown.map(|word| format!("{at} says `{word}`, which nobody checks")));
        let choices = schema["oneOf"].as_array().into_iter().flatten();
        choices.for_each(|choice| walk(choice, at, found));
        let text = schema["type"].to_string();
        let has = |name: &str| schema.get(name).is_some();
        if text.contains("string") && !has("enum") && !has("maxLength") {
            found.push(format!("{at} may be of any length"));
        }
        if text.contains("integer") && !(has("minimum") && has("maximum")) {
            found.push(format!("{at} may be any number"));
        }
        if text.contains("array") {
            if !has("maxItems") {
                found.push(format!("{at} may have any number of items"));
            }
            walk(&schema["items"], &format!("{at}/-"), found);
        }
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            walk(of, &format!("{at}/{name}"), found);
        }
    }

    #[test]
    fn whatever_is_taken_has_its_bound_and_every_bound_is_held() {
        let mut found = Vec::new();
        let mut document = document().clone();
        let mut bodies = 0;
        for (method, operation) in operations(&mut document) {
            let id = operation["operationId"].as_str().unwrap();
            let body = operation.pointer("/requestBody/content/application~1json/schema");
            if let Some(schema) = body {
                bodies += 1;
                walk(schema, id, &mut found);
            }
            assert_eq!(
                body.is_some(),
                operation.get("requestBody").is_some(),
                "{method} {id}"
            );
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for parameter in parameters.filter(|one| one["in"] == "query") {
                walk(
                    &parameter["schema"],
                    &format!("{id}?{}", parameter["name"]),
                    &mut found,
                );
            }
        }
        assert!(bodies > 15, "{bodies} bodies");
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn an_id_looks_as_it_is_described() {
        use switchboard_store::rules::ids::BankId;
        for bytes in [[0; 16], [255; 16], [0x5a; 16]] {
            let text = BankId::from_bytes(bytes).to_string();
            let mut letters = text.chars();
            let known = |one: char| {
                one.is_ascii_digit() || (one.is_ascii_lowercase() && !"ilou".contains(one))
            };
            assert!(
                letters
                    .next()
                    .is_some_and(|first| ('0'..='7').contains(&first))
            );
            assert!(letters.all(known), "{text}");
            assert_eq!(text.len(), 26);
        }
    }
}
