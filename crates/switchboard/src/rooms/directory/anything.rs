//! Whatever a body says, it is taken or refused: nothing in it is a fault of the server's.

use axum::response::IntoResponse as _;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use switchboard_store::directory::{Change, Kept, KindOf};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::scim::Filter;

use super::answer::Wrong;
use super::{Wanted, matching, resource};

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
    fn any_filter_is_tried_on_anything(of in anything(), words in proptest::collection::vec(word(), 1..4)) {
        let text = words.join(" eq ");
        for text in [format!("{text} pr"), format!("{text} eq \"a\""), text] {
            if let Ok(filter) = Filter::parse(&text) {
                let _ = matching::fits(&filter, &of);
            }
        }
    }
}

#[test]
fn a_change_that_goes_through_too_many_values_is_refused() {
    let many: Vec<Value> = (0..4_000)
        .map(|n| json!({"value": n.to_string()}))
        .collect();
    let mut operations = vec![json!({"op": "add", "path": "members", "value": many})];
    operations.resize(
        50,
        json!({"op": "remove", "path": "members[value eq \"none\"]"}),
    );
    let patched = |operations: &[Value]| {
        let body = json!({"Operations": operations});
        resource::patched(KindOf::Group, &kept(true), &body).err()
    };
    let few = patched(&operations);
    operations.resize(
        100,
        json!({"op": "remove", "path": "members[value eq \"none\"]"}),
    );
    let much = patched(&operations);
    // Beside the letters that a resource may have: those alone refuse the first.
    assert_eq!((few, much), (Some(Wrong::Value), Some(Wrong::TooMany)));
}
