//! The API's description is true: every address is in it, and what comes back has the shape that it says.

use axum::http::Method;
use serde_json::Value;

use crate::house::{House, Plan, entries, on_both};

pub(crate) fn description(house: &House) -> Value {
    house.stranger().get("/api/openapi.json").expect(200).json()
}

/// Follows `#/components/…`.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(path) => document
            .pointer(path.strip_prefix('#').unwrap())
            .unwrap_or_else(|| panic!("{path} is not there")),
        None => schema,
    }
}

/// Why a value does not fit a schema, if it does not. Objects may hold nothing that is not described.
fn misfit(document: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let schema = resolved(document, schema);
    if let Some(choices) = schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))
        .and_then(Value::as_array)
    {
        let misfits: Vec<String> = choices
            .iter()
            .filter_map(|choice| misfit(document, choice, value, at))
            .collect();
        return (misfits.len() == choices.len()).then(|| misfits.join("; or "));
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let known: Vec<&str> = parts
            .iter()
            .flat_map(|part| names(resolved(document, part)))
            .collect();
        let unknown = value
            .as_object()?
            .keys()
            .find(|key| !known.contains(&key.as_str()));
        let missing = parts
            .iter()
            .flat_map(|part| required(resolved(document, part)))
            .find(|key| value.get(key).is_none());
        return unknown
            .map(|key| format!("{at}.{key} is not described"))
            .or(missing.map(|key| format!("{at}.{key} is missing")));
    }
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return Some(format!("{at} has no type")),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.contains(&kind) {
        return Some(format!("{at} is {kind}, not {kinds:?}"));
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        return Some(format!("{at} is {value}, not one of {allowed:?}"));
    }
    match value {
        Value::Array(items) => items
            .iter()
            .find_map(|item| misfit(document, &schema["items"], item, &format!("{at}[]"))),
        Value::Object(fields) => {
            let missing = required(schema).find(|key| !fields.contains_key(*key));
            missing
                .map(|key| format!("{at}.{key} is missing"))
                .or_else(|| {
                    fields
                        .iter()
                        .find_map(|(key, value)| match schema["properties"].get(key) {
                            Some(of) => misfit(document, of, value, &format!("{at}.{key}")),
                            None => Some(format!("{at}.{key} is not described")),
                        })
                })
        }
        _ => None,
    }
}

fn names(schema: &Value) -> Vec<&str> {
    schema["properties"]
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys().map(String::as_str))
        .collect()
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

#[track_caller]
pub(crate) fn fits(document: &Value, method: &str, path: &str, value: &Value) {
    let answer = &document["paths"][path][method]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert!(answer.is_object(), "{method} {path} describes no answer");
    assert_eq!(
        misfit(document, answer, value, "answer"),
        None,
        "{method} {path}: {value}"
    );
}

#[test]
fn the_description_is_openapi_3_1_and_holds_every_address_of_the_api() {
    on_both(
        Plan {
            members: 3,
            ..Plan::default()
        },
        |house| {
            let document = description(house);
            assert!(
                document["openapi"]
                    .as_str()
                    .is_some_and(|version| version.starts_with("3.1.")),
                "{}",
                document["openapi"]
            );
            assert!(
                document["info"]["title"].is_string() && document["info"]["version"].is_string()
            );
            let mut ids = Vec::new();
            let mut described = Vec::new();
            for (path, methods) in document["paths"].as_object().unwrap() {
                for (method, operation) in methods.as_object().unwrap() {
                    described.push(format!("{} {path}", method.to_uppercase()));
                    ids.push(operation["operationId"].as_str().unwrap().to_owned());
                    let responses = operation["responses"].as_object().unwrap();
                    assert!(
                        responses.contains_key("401"),
                        "{path}: who has no token is told so"
                    );
                    assert!(
                        responses
                            .values()
                            .all(|response| response["description"].is_string()),
                        "{path}"
                    );
                    let named: Vec<&str> = operation["parameters"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter(|parameter| parameter["in"] == "path")
                        .map(|parameter| parameter["name"].as_str().unwrap())
                        .collect();
                    let in_path: Vec<&str> = path
                        .split('{')
                        .skip(1)
                        .map(|rest| rest.split('}').next().unwrap())
                        .collect();
                    assert_eq!(named, in_path, "{path}");
                }
            }
            let mut unique = ids.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(
                unique.len(),
                ids.len(),
                "two operations have one id: {ids:?}"
            );
            described.sort();
            let routed: Vec<String> = crate::every_route::routes()
                .into_iter()
                .filter(|route| route.contains(" /api/v1/"))
                .collect();
            assert_eq!(described, routed);
        },
    );
}

#[test]
fn every_answer_of_the_api_has_the_shape_that_is_described() {
    on_both(
        Plan {
            members: 40,
            ..Plan::default()
        },
        |house| {
            let document = description(house);
            let (caller, bank) = (house.caller(0), house.banks[0]);
            let banks = caller
                .api(Method::GET, "/api/v1/banks", None)
                .expect(200)
                .json();
            assert_eq!(banks.as_array().unwrap().len(), 1);
            fits(&document, "get", "/api/v1/banks", &banks);

            let next = |person: &crate::house::Person<'_>| {
                person
                    .api(Method::POST, &format!("/api/v1/banks/{bank}/next"), None)
                    .expect(200)
                    .json()
            };
            let card = next(&caller);
            assert_eq!(card["kind"], "card");
            fits(&document, "post", "/api/v1/banks/{bank}/next", &card);
            let path = format!("/api/v1/cards/{}", card["card"].as_str().unwrap());
            let number = caller
                .api(Method::POST, &format!("{path}/number"), None)
                .expect(200)
                .json();
            fits(&document, "post", "/api/v1/cards/{card}/number", &number);
            assert!(
                number["numbers"][0]
                    .as_str()
                    .unwrap()
                    .starts_with("tel:+44"),
                "{number}"
            );
            fits(
                &document,
                "post",
                "/api/v1/banks/{bank}/next",
                &next(&caller),
            );
            let said = serde_json::json!({ "outcome": "answered", "note": "Would like a poster" });
            let taken = caller
                .api(Method::POST, &format!("{path}/outcome"), Some(said.clone()))
                .expect(200)
                .json();
            assert_eq!(taken["taken"], "in-time");
            fits(&document, "post", "/api/v1/cards/{card}/outcome", &taken);
            let taken = caller
                .api(Method::POST, &format!("{path}/outcome"), Some(said))
                .expect(200)
                .json();
            assert_eq!(taken["taken"], "before");

            let watched = house
                .organiser(0)
                .api(Method::GET, &format!("/api/v1/banks/{bank}"), None)
                .expect(200)
                .json();
            // Forty, moved by up to five and rounded to five.
            let audience = watched["audience"].as_u64().unwrap();
            assert!([35, 40, 45].contains(&audience), "{audience}");
            assert_eq!(watched["rung"], Value::Null, "fewer than ten are not said");
            fits(&document, "get", "/api/v1/banks/{bank}", &watched);

            let wanted = serde_json::json!({ "by": "name", "text": house.members[3].family });
            let hits = house
                .officer()
                .api(Method::POST, "/api/v1/members/search", Some(wanted))
                .expect(200)
                .json();
            assert_eq!(hits.as_array().unwrap().len(), 1);
            fits(&document, "post", "/api/v1/members/search", &hits);

            entries(house);
            let page = house
                .dpo()
                .api(Method::GET, "/api/v1/ledger/entries?kind=card_dealt", None)
                .expect(200)
                .json();
            assert_eq!(page["entries"].as_array().unwrap().len(), 1);
            fits(&document, "get", "/api/v1/ledger/entries", &page);
            reports_fit(house, &document);
            imports_fit(house, &document);
            duplicates_fit(house, &document);
        },
    );
}

/// An import and its undo, which is made once.
fn imports_fit(house: &House, document: &Value) {
    let officer = house.officer();
    let file = "member_id,name\nA-1,Ann Roe\nA-2,Bob Roe\n";
    let sent = officer.upload("/roll/import", file).expect(303);
    let import = sent.location().rsplit('/').next().unwrap().to_owned();
    let path = format!("/api/v1/imports/{import}");
    let stands = || officer.api(Method::GET, &path, None).expect(200).json();
    let over = |_| {
        std::thread::park_timeout(std::time::Duration::from_millis(50));
        Some(stands()).filter(|stands| stands["state"] != "running")
    };
    let done = (0..40).find_map(over).expect("it ends");
    assert_eq!(done["state"], "done");
    assert_eq!(done["created"], 2);
    fits(document, "get", "/api/v1/imports/{import}", &done);
    for is_first in [true, false] {
        let undone = officer
            .api(Method::POST, &format!("{path}/undo"), None)
            .expect(200)
            .json();
        assert_eq!(undone["undo"].is_string(), is_first, "{undone}");
        fits(document, "post", "/api/v1/imports/{import}/undo", &undone);
    }
    assert_eq!(stands()["state"], "undone");
}

/// A pair that is compared, merged, and stands apart again.
fn duplicates_fit(house: &House, document: &Value) {
    let officer = house.officer();
    let m = &house.members[7];
    let file = format!(
        "member_id,first_name,last_name,mobile,email\nD-7,{},{},{},{}\n",
        m.given, m.family, m.mobile, m.email
    );
    officer.upload("/roll/import", &file).expect(303);
    officer.post("/duplicates/look", &[]).expect(303);
    switchboard_store::duplicates::look_if_asked(house.world(), || house.now())
        .unwrap()
        .unwrap();
    let get = |path: &str| officer.api(Method::GET, path, None).expect(200).json();
    let send = |path: &str, body: Value| {
        officer
            .api(Method::POST, path, Some(body))
            .expect(200)
            .json()
    };
    let page = get("/api/v1/duplicates");
    fits(document, "get", "/api/v1/duplicates", &page);
    let pair = &page["pairs"][0];
    let two = serde_json::json!({"one": pair["one"], "other": pair["other"]});
    let path = "/api/v1/duplicates/compare";
    let looks = send(path, two.clone());
    fits(document, "post", path, &looks);
    let look = |side: &str| looks[side].as_str().unwrap().to_owned();
    for side in ["one", "other"] {
        let shown = get(&format!("/api/v1/members/{}", look(side)));
        if shown["state"] == "asked" {
            let words = serde_json::json!({"words": "They look like one person"});
            send(&format!("/api/v1/members/{}/reason", look(side)), words);
        }
    }
    let choice =
        serde_json::json!({"keep": "one", "takes": ["email"], "numbers": "both", "words": null});
    let merge = format!("{path}/{}/{}/merge", look("one"), look("other"));
    let wrong = serde_json::json!({"keep": "one", "takes": ["shoe"], "numbers": "both"});
    officer.api(Method::POST, &merge, Some(wrong)).expect(422);
    let merged = send(&merge, choice);
    assert_eq!(merged["merged"], "done", "{merged}");
    let path = "/api/v1/duplicates/compare/{look}/{other}/merge";
    fits(document, "post", path, &merged);
    let made = get("/api/v1/merges");
    assert_eq!(made["merges"][0]["merge"], merged["merge"]);
    fits(document, "get", "/api/v1/merges", &made);
    let id = merged["merge"].as_str().unwrap();
    for answer in ["done", "before"] {
        let undone = send(&format!("/api/v1/merges/{id}/undo"), Value::Null);
        assert_eq!(undone["undone"], answer);
        fits(document, "post", "/api/v1/merges/{merge}/undo", &undone);
    }
    let page = get("/api/v1/duplicates");
    let pair = &page["pairs"][0];
    let two = serde_json::json!({"one": pair["one"], "other": pair["other"]});
    let path = "/api/v1/duplicates/apart";
    for answer in ["apart", "stale"] {
        let told = send(path, two.clone());
        assert_eq!(told["told"], answer);
        fits(document, "post", path, &told);
    }
}

/// A report from a call, taken and settled.
fn reports_fit(house: &House, document: &Value) {
    let caller = house.caller(0);
    let dealt = caller
        .api(
            Method::POST,
            &format!("/api/v1/banks/{}/next", house.banks[0]),
            None,
        )
        .expect(200)
        .json();
    let card = dealt["card"].as_str().unwrap();
    let said = serde_json::json!({ "outcome": "moved" });
    caller
        .api(
            Method::POST,
            &format!("/api/v1/cards/{card}/outcome"),
            Some(said),
        )
        .expect(200);
    let officer = house.officer();
    let page = officer
        .api(Method::GET, "/api/v1/reports", None)
        .expect(200)
        .json();
    assert_eq!(page["reports"][0]["report"], card);
    assert_eq!(page["reports"][0]["what"], "moved");
    fits(document, "get", "/api/v1/reports", &page);
    for answer in ["now", "before"] {
        let found = serde_json::json!({ "finding": "mistaken" });
        let settled = officer
            .api(
                Method::POST,
                &format!("/api/v1/reports/{card}"),
                Some(found),
            )
            .expect(200)
            .json();
        assert_eq!(settled["settled"], answer);
        fits(document, "post", "/api/v1/reports/{report}", &settled);
    }
}
