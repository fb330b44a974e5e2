//! Whatever bodies come, the server answers for them: in the shape of the specification, and by no fault of its own.

use axum::http::{Method, StatusCode};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use switchboard_store::directory::{self, Change, Changed, DirectoryKey, KindOf};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::leaving::Why;
use switchboard_store::{Auth, Tx};

use super::Client;
use crate::house::{Plan, given, on_both};

const WORDS: [&str; 16] = [
    "op",
    "path",
    "value",
    "active",
    "USERNAME",
    "userName",
    "displayName",
    "externalId",
    "emails",
    "members",
    "schemas",
    "id",
    "emails[type eq \"work\"].value",
    "name.familyName",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    "urn:switchboard:params:scim:schemas:leaving:1.0:User",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|n| json!(n)),
        word().prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::vec((word(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// What nearly is a resource, a change, or neither.
fn body() -> impl Strategy<Value = Value> {
    let pairs = || proptest::collection::vec((word(), anything()), 0..4);
    let resource = (word(), pairs()).prop_map(|(name, pairs)| {
        let mut map: serde_json::Map<String, Value> = pairs.into_iter().collect();
        map.insert("userName".to_owned(), json!(name));
        map.insert("displayName".to_owned(), json!(name));
        Value::Object(map)
    });
    let verb = proptest::sample::select(&["add", "replace", "Remove"][..]);
    let one = (verb, word(), anything());
    let one = one.prop_map(|(op, path, value)| json!({"op": op, "path": path, "value": value}));
    let changes = proptest::collection::vec(one, 0..4).prop_map(|all| json!({"Operations": all}));
    prop_oneof![2 => resource, 2 => changes, 1 => anything()]
}

#[test]
fn whatever_body_comes_it_is_answered_in_the_shape_of_the_specification() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let group = json!({"displayName": "Stewards", "members": []});
        let group = client.ask(Method::POST, "/Groups", Some(group)).json();
        let user = client.add("gwen");
        let (user, group) = (&user["id"], &group["id"]);
        let at = |kind: &str, id: &Value| format!("/{kind}/{}", id.as_str().unwrap());
        let asked = [
            (Method::POST, "/Users".to_owned()),
            (Method::POST, "/Groups/.search".to_owned()),
            (Method::PUT, at("Users", user)),
            (Method::PATCH, at("Users", user)),
            (Method::PATCH, at("Groups", group)),
        ];
        let mut runner = TestRunner::deterministic();
        let (mut taken, mut refused) = (0, 0);
        for _ in 0..80 {
            let body = body().new_tree(&mut runner).unwrap().current();
            for (method, path) in &asked {
                let answer = client.ask(method.clone(), path, Some(body.clone()));
                let status = answer.status;
                assert!(
                    !status.is_server_error(),
                    "{method} {path} {body}: {status}"
                );
                let said = answer.json();
                if status.is_success() {
                    taken += 1;
                    continue;
                }
                refused += 1;
                let error = "urn:ietf:params:scim:api:messages:2.0:Error";
                assert_eq!(said["schemas"], json!([error]), "{method} {path} {body}");
                assert_eq!(said["status"], status.as_str(), "{method} {path} {body}");
            }
        }
        assert!(
            taken > 40 && refused > 40,
            "{taken} taken, {refused} refused"
        );
    });
}

#[test]
fn a_change_that_was_made_of_something_older_is_not_written() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let user = client.add("gwen");
        let id = AccountId::parse(user["id"].as_str().unwrap()).unwrap();
        let key = DirectoryKey::of(&client.key).unwrap();
        let read = || {
            let before = directory::before(house.world(), key, KindOf::User, id);
            before.unwrap().unwrap().unwrap()
        };
        let write = |before: directory::Kept| {
            let new = Change {
                name: "gwen".to_owned(),
                external: None,
                label: "Gwen".to_owned(),
                words: json!({"userName": "gwen", "active": true}).to_string(),
                active: true,
                ends: false,
                why: Why::RoleEnded,
            };
            let act = move |tx: &mut Tx<'_, '_>| {
                directory::change(tx, key, KindOf::User, (&before, &new))
            };
            given(house.act(Auth::Job("directory"), act))
        };
        let older = read();
        let title = json!([{"op": "add", "path": "title", "value": "Clerk"}]);
        client.patch(&user, title).expect(200);
        assert!(matches!(write(older), Changed::Meanwhile));
        let now = client.get(&format!("/Users/{id}"));
        assert_eq!(now["title"], "Clerk", "nothing was lost");
        assert!(matches!(write(read()), Changed::Done(_)));
    });
}

#[test]
fn a_body_that_asks_for_too_much_is_refused_and_changes_nothing() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let members: Vec<Value> = (0..1_300)
            .map(|n| json!({"value": format!("{n:036}")}))
            .collect();
        let group = json!({"displayName": "All", "members": members});
        let group = client.ask(Method::POST, "/Groups", Some(group));
        let path = format!(
            "/Groups/{}",
            group.expect(201).json()["id"].as_str().unwrap()
        );
        let terms = vec!["value eq \"none\""; 50].join(" or ");
        let operation = json!({"op": "remove", "path": format!("members[{terms}]")});
        let body = json!({"Operations": vec![operation; 200]});
        let answer = client.ask(Method::PATCH, &path, Some(body));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.json()["scimType"], "tooMany");
        let now = client.get(&path);
        assert_eq!(now["members"].as_array().unwrap().len(), 1_300);
    });
}
