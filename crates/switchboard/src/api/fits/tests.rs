//! What fits and what doesn't, and that nothing of it is said back.

use serde_json::json;

use super::*;

fn document() -> Value {
    json!({ "components": { "schemas": {
        "Whole": {
            "type": "object",
            "required": ["by", "words"],
            "properties": {
                "by": { "type": "string", "enum": ["name", "number"] },
                "words": { "type": "string", "minLength": 2, "maxLength": 5 },
                "at": { "type": ["integer", "null"], "minimum": 0, "maximum": 100 },
                "sure": { "type": "boolean" },
                "parts": { "type": "array", "maxItems": 2, "items": { "$ref": "#/components/schemas/Part" } },
                "other": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Part" }] }
            }
        },
        "Part": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "maxLength": 3 } } }
    } } })
}

fn told(value: &Value) -> Vec<String> {
    let document = document();
    let schema = &document["components"]["schemas"]["Whole"];
    let misfits = body_in(&document, schema, value).into_iter();
    misfits
        .map(|misfit| format!("{} {}", misfit.pointer, misfit.detail))
        .collect()
}

#[test]
fn what_does_not_fit_is_told_by_its_place_and_what_is_asked_for() {
    let none: [&str; 0] = [];
    for (value, wanted) in [
        (json!({"by": "name", "words": "five!"}), &none[..]),
        (
            json!({"by": "name", "words": "ok", "at": null, "other": null, "more": 1}),
            &[],
        ),
        (
            json!({"by": "name", "words": "ok", "other": {"id": "abc"}, "parts": [{"id": "a"}]}),
            &[],
        ),
        (json!([]), &[" must be an object"]),
        (json!({}), &["/by is missing", "/words is missing"]),
        (
            json!({"by": "shoe", "words": "o"}),
            &[
                "/by must be one of name, number",
                "/words must have at least 2 characters",
            ],
        ),
        (
            json!({"by": "name", "words": "sixsix"}),
            &["/words must have at most 5 characters"],
        ),
        (
            json!({"by": "name", "words": "a\u{0}b"}),
            &["/words must not hold the character U+0000"],
        ),
        (
            json!({"by": "name", "words": "ok", "at": 101}),
            &["/at must be at most 100"],
        ),
        (
            json!({"by": "name", "words": "ok", "at": -1}),
            &["/at must be at least 0"],
        ),
        (
            json!({"by": "name", "words": "ok", "at": u64::MAX}),
            &["/at must be at most 100"],
        ),
        (
            json!({"by": "name", "words": "ok", "at": 1.5}),
            &["/at must be a whole number or null"],
        ),
        (
            json!({"by": "name", "words": "ok", "sure": "yes"}),
            &["/sure must be true or false"],
        ),
        (
            json!({"by": "name", "words": "ok", "parts": [1, {"id": "abcd"}]}),
            &[
                "/parts/0 must be an object",
                "/parts/1/id must have at most 3 characters",
            ],
        ),
        (
            json!({"by": "name", "words": "ok", "parts": [1, 1, 1]}),
            &["/parts must have at most 2 items"],
        ),
        (
            json!({"by": "name", "words": "ok", "other": {}}),
            &["/other/id is missing"],
        ),
        (json!({"by": null, "words": "ok"}), &["/by must be a text"]),
    ] {
        assert_eq!(told(&value), wanted, "{value}");
    }
}

#[test]
fn a_question_is_held_against_its_parameters_and_what_nobody_knows_is_passed_over() {
    let document = json!({});
    let operation = json!({ "parameters": [
        { "name": "before", "in": "query", "required": false, "schema": { "type": "integer", "minimum": 0 } },
        { "name": "kind", "in": "query", "required": true, "schema": { "type": "string", "maxLength": 4 } },
        { "name": "bank", "in": "path", "required": true, "schema": { "type": "string" } }
    ] });
    for (text, wanted) in [
        ("kind=left", ""),
        ("kind=left&before=7&utm=1", ""),
        ("kind=left&before=", ""),
        ("before=7", "?kind is missing"),
        ("kind=left&before=-1", "?before must be at least 0"),
        ("kind=left&before=x", "?before must be a whole number"),
        ("kind=left&kind=left", "?kind may be said once"),
        ("kind=longer", "?kind must have at most 4 characters"),
    ] {
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<_> = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        let misfits = query_in(&document, &operation, &pairs);
        let told: Vec<_> = misfits
            .iter()
            .map(|one| format!("{} {}", one.pointer, one.detail))
            .collect();
        assert_eq!(told.join("; "), wanted, "{text}");
    }
}
