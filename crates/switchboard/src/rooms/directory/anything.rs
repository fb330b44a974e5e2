//! Whatever a body says, it is taken or refused: nothing in it is a fault of the server's.

use axum::response::IntoResponse as _;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use switchboard_store::directory::{Change, Kept, KindOf};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::scim::Filter;

use super::answer::Wrong;
use super::matching::Work;
use super::resource::WORK_MAX;
use super::{Wanted, matching, patch, resource};

/// Words of the grammar, so that what is made up nearly makes sense.
const WORDS: [&str; 30] = [
    "Operations",
    "op",
    "path",
    "value",
    "add",
    "Replace",
    "remove",
    "active",
    "ACTIVE",
    "userName",
    "displayName",
    "externalId",
    "emails",
    "members",
    "name",
    "name.familyName",
    "type",
    "schemas",
    "id",
    "filter",
    "False",
    "",
    "emails[type eq \"work\"].value",
    "members[value eq \"x\"]",
    "emails[primary eq true and type eq \"a\"].value",
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:core:2.0:User:active",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    "urn:switchboard:params:scim:schemas:leaving:1.0:User:why",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
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
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            object(inner),
        ]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let pairs = proptest::collection::vec((word(), inner), 0..6);
    pairs.prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
}

/// Changes of the right shape, with anything in them.
fn changes() -> impl Strategy<Value = Value> {
    let verb = proptest::sample::select(&["add", "replace", "remove", "Replace"][..]);
    let one = (verb, word(), anything()).prop_map(|(op, path, value)| match path.as_str() {
        "" => json!({"op": op, "value": value}),
        path => json!({"op": op, "path": path, "value": value}),
    });
    proptest::collection::vec(one, 0..6).prop_map(|all| json!({"Operations": all}))
}

fn kept(active: bool) -> Kept {
    Kept {
        id: AccountId::from_bytes([7; 16]),
        words: json!({
            "userName": "gwen",
            "displayName": "Gwen",
            "active": active,
            "emails": [{"value": "gwen@example.org", "type": "work"}],
        })
        .to_string(),
        active,
        made_at: Moment::from_millis(0),
        changed_at: Moment::from_millis(0),
    }
}

fn check(kind: KindOf, kept: &Kept, made: Result<Change, Wrong>) {
    match made {
        Err(wrong) => assert!(wrong.into_response().status().is_client_error()),
        Ok(change) => {
            let words: Map<String, Value> = serde_json::from_str(&change.words).unwrap();
            assert!(!change.name.is_empty());
            assert!(!words.values().any(Value::is_null), "{words:?}");
            assert!(!(change.ends && change.active), "ends and goes on");
            let says = words.get("active").and_then(Value::as_bool);
            if kind == KindOf::User {
                assert_eq!(says, Some(change.active));
            }
            assert!(
                change.active || !kept.active || change.ends || kind == KindOf::Group,
                "ended unsaid"
            );
        }
    }
}

proptest! {
    #[test]
    fn whatever_a_body_says_it_is_taken_or_refused(body in anything(), active in any::<bool>()) {
        for kind in [KindOf::User, KindOf::Group] {
            let kept = kept(active);
            check(kind, &kept, resource::patched(kind, &kept, &body));
            if let Value::Object(map) = &body {
                check(kind, &kept, resource::new(kind, map));
                check(kind, &kept, resource::replaced(kind, &kept, map));
                if let Err(wrong) = Wanted::said(map) {
                    assert!(wrong.into_response().status().is_client_error());
                }
            }
        }
    }

    #[test]
    fn whatever_is_changed_it_is_taken_or_refused(body in changes(), active in any::<bool>()) {
        for kind in [KindOf::User, KindOf::Group] {
            let kept = kept(active);
            check(kind, &kept, resource::patched(kind, &kept, &body));
        }
    }

    #[test]
    fn any_filter_is_tried_on_anything(of in anything(), text in filter()) {
        let fits = |text: &str| {
            let filter = Filter::parse(text).unwrap_or_else(|_| panic!("{text}"));
            matching::fits(&filter, &of, &mut Work::of(1_000_000)).unwrap()
        };
        let (it, other) = (fits(&text), fits(&format!("not ({text})")));
        assert_ne!(it, other, "{text}");
        assert_eq!(fits(&format!("({text}) or id pr and not (id pr)")), it, "{text}");
    }
}

fn attribute() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(
        &[
            "userName",
            "ACTIVE",
            "value",
            "type",
            "emails.value",
            "name.familyName",
            "members",
            "urn:ietf:params:scim:schemas:core:2.0:User:displayName",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        ][..],
    )
}

fn said(ops: &'static [&'static str], values: &'static [&'static str]) -> BoxedStrategy<String> {
    let parts = (
        attribute(),
        proptest::sample::select(ops),
        proptest::sample::select(values),
    );
    let one = parts.prop_map(|(attribute, op, value)| format!("{attribute} {op} {value}"));
    one.boxed()
}

/// One comparison, as the grammar has them.
fn comparison() -> BoxedStrategy<String> {
    let texts = &["\"\"", "\"x\"", "\"Gwen\"", "\"a \\\" b\""];
    prop_oneof![
        attribute().prop_map(|attribute| format!("{attribute} pr")),
        said(
            &["eq", "ne", "co", "sw", "ew", "gt", "ge", "LT", "le"],
            texts
        ),
        said(&["eq", "Ne"], &["true", "false", "null"]),
        said(&["eq", "ne", "gt", "ge", "lt", "le"], &["0", "7", "-3"]),
    ]
    .boxed()
}

fn joined(leaf: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let both = leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("{one} and {other}")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} or {other})")),
            inner.prop_map(|one| format!("not ({one})")),
        ]
    });
    both.boxed()
}

/// A filter of the grammar: every one can be read.
fn filter() -> BoxedStrategy<String> {
    let home = proptest::sample::select(&["emails", "Members", "schemas"][..]);
    let within = (home, joined(comparison())).prop_map(|(home, inner)| format!("{home}[{inner}]"));
    joined(prop_oneof![3 => comparison(), 1 => within].boxed())
}

/// How far a change went through a resource, and how it ended.
fn worked(resource: &Value, operations: &Value) -> (usize, Option<Wrong>) {
    let mut map = resource.as_object().unwrap().clone();
    let mut work = Work::of(WORK_MAX);
    let body = json!({"Operations": operations});
    assert!(body.to_string().len() <= super::BODY_MAX);
    let done = patch::apply(&mut map, &body, &mut work);
    (work.done(), done.err())
}

#[test]
fn no_body_makes_a_change_go_through_more_than_so_much() {
    let members: Vec<Value> = (0..1_300)
        .map(|n| json!({"value": format!("{n:036}")}))
        .collect();
    let terms = vec!["value eq \"none\""; 50].join(" or ");
    let inside: Map<String, Value> = (0..4_000).map(|n| (format!("k{n}"), json!(n))).collect();
    let schema = "urn:example:params:scim:schemas:extension:own:1.0:User";
    let wide: Map<String, Value> = (0..6_000).map(|n| (format!("k{n}"), json!(n))).collect();
    let resource = json!({"members": members, schema: inside});
    let bodies = [
        vec![json!({"op": "remove", "path": format!("members[{terms}]")}); 200],
        vec![json!({"op": "replace", "path": format!("{schema}:none"), "value": 1}); 900],
        vec![json!({"op": "replace", "value": {schema: wide}})],
        vec![json!({"op": "replace", "path": "members[value pr]", "value": wide})],
        vec![json!({"op": "replace", "path": "members.display", "value": "x".repeat(200_000)})],
        vec![json!({"op": "add", "path": "members", "value": []}); 900],
        vec![json!({"op": "remove", "path": "members", "value": []}); 900],
    ];
    for (n, operations) in bodies.into_iter().enumerate() {
        let (work, wrong) = worked(&resource, &json!(operations));
        assert_eq!(wrong, Some(Wrong::TooMany), "{n}");
        assert!(work <= WORK_MAX, "{n}");
    }
    let one = json!({"op": "remove", "path": format!("members[value eq \"{:036}\"]", 7)});
    let (work, wrong) = worked(&resource, &json!([one, one, one, one]));
    assert_eq!(wrong, None, "several of the largest group: {work}");
    assert!(work > 4 * 1_300, "each value was counted");
}

#[test]
fn a_resource_has_no_more_attributes_than_can_be_gone_through() {
    let mut body: Map<String, Value> = (0..200).map(|n| (format!("k{n}"), json!(n))).collect();
    body.insert("userName".to_owned(), json!("gwen"));
    assert_eq!(resource::new(KindOf::User, &body).err(), Some(Wrong::Value));
}
