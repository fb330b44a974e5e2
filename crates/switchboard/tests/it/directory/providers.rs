//! What providers of identities really send, written after their published guides with invented names: Entra ID and Okta.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use switchboard_store::{Auth, directory};

use super::{Client, address, hire};
use crate::house::{Plan, given, on_both};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A filter as it stands in an address.
fn looked_up(filter: &str) -> String {
    let letters = filter.bytes().map(|byte| format!("%{byte:02x}"));
    format!("filter={}", letters.collect::<String>())
}

fn kind(answer: &Value) -> (&Value, &Value) {
    (&answer["status"], &answer["scimType"])
}

#[test]
fn what_entra_sends_adds_changes_and_ends_a_user() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let nobody = looked_up("userName eq \"0f1e2d3c-none\"");
        assert_eq!(client.get(&format!("/Users?{nobody}"))["totalResults"], 0);
        let user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
            "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
            "userName": "ana.archer@example.org",
            "active": true,
            "displayName": "Ana Archer",
            "emails": [{"primary": true, "type": "work", "value": "ana@example.org"}],
            "meta": {"resourceType": "User"},
            "name": {"formatted": "Ana Archer", "familyName": "Archer", "givenName": "Ana"},
            "roles": [],
            ENTERPRISE: {"department": "North", "employeeNumber": "17"},
        });
        let user = client.ask(Method::POST, "/Users", Some(user));
        let user = user.expect(201).json();
        let person = hire(house, &user);
        let changed = client.patch(&user, json!([
            {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "archer@example.org"},
            {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "07700 900123"},
            {"op": "Add", "path": "roles[primary eq \"True\"].value", "value": "Steward"},
            {"op": "Replace", "path": "name.familyName", "value": "Archer-Bell"},
            {"op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "South"},
            {"op": "Add", "path": format!("{}:manager", ENTERPRISE.to_lowercase()), "value": {"value": "x1"}},
            {"op": "Remove", "path": format!("{ENTERPRISE}:employeeNumber")},
        ]));
        let changed = changed.expect(200).json();
        assert_eq!(changed["emails"][0]["value"], "archer@example.org");
        assert_eq!(changed["phoneNumbers"][0]["type"], "mobile");
        assert_eq!(changed["roles"][0]["value"], "Steward");
        assert_eq!(changed["name"]["givenName"], "Ana");
        assert_eq!(
            changed[ENTERPRISE],
            json!({"department": "South", "manager": {"value": "x1"}})
        );
        assert_eq!(changed["schemas"].as_array().unwrap().len(), 2);
        for filter in [
            format!("{ENTERPRISE}:department eq \"south\""),
            format!("{ENTERPRISE}:manager.value eq \"x1\" and active eq true"),
        ] {
            let found = client.get(&format!("/Users?{}", looked_up(&filter)));
            assert_eq!(found["totalResults"], 1, "{filter}");
        }
        person.get("/").expect(200);
        let out = json!([{"op": "Replace", "path": "active", "value": "False"}]);
        client.patch(&user, out).expect(200);
        assert_eq!(person.get("/").short(), "303 /sign-in");
    });
}

#[test]
fn active_in_any_spelling_of_its_name_ends_access_and_none_is_overheard() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let core = "urn:ietf:params:scim:schemas:core:2.0:User";
        let shapes = [
            json!([{"op": "REPLACE", "path": "ACTIVE", "value": false}]),
            json!([{"op": "replace", "value": {"Active": "false"}}]),
            json!([{"op": "replace", "path": "", "value": {"active": false}}]),
            json!([{"op": "replace", "path": core, "value": {"active": false}}]),
            json!([{"op": "replace", "value": {core: {"active": false}}}]),
            json!([{"op": "replace", "value": {format!("{core}:active"): false}}]),
            json!([{"op": "add", "path": core.to_uppercase() + ":ACTIVE", "value": false}]),
        ];
        for (n, shape) in shapes.into_iter().enumerate() {
            let user = client.add(&format!("spelled{n}"));
            let person = hire(house, &user);
            let said = shape.to_string();
            let answer = client.patch(&user, shape).expect(200).json();
            assert_eq!(answer["active"], false, "{said}");
            assert_eq!(person.get("/").short(), "303 /sign-in", "{said}");
        }
        let put = client.add("put");
        let person = hire(house, &put);
        let whole = json!({"userName": "put", format!("{core}:active"): false});
        client
            .ask(Method::PUT, &address(&put), Some(whole))
            .expect(200);
        assert_eq!(person.get("/").short(), "303 /sign-in");
        let stays = client.add("stays");
        let person = hire(house, &stays);
        for twice in [
            json!({"userName": "stays", "active": true, "ACTIVE": false}),
            json!({"userName": "stays", core: {"active": false}}),
        ] {
            let wrong = client.ask(Method::PUT, &address(&stays), Some(twice));
            assert_eq!(
                kind(&wrong.expect(400).json()),
                (&json!("400"), &json!("invalidSyntax"))
            );
        }
        for gone in [
            json!([{"op": "remove", "path": "active"}]),
            json!([{"op": "replace", "path": "active", "value": null}]),
            json!([{"op": "remove", "path": "userName"}]),
        ] {
            let wrong = client.patch(&stays, gone).expect(400).json();
            assert_eq!(kind(&wrong), (&json!("400"), &json!("mutability")));
        }
        let maybe = json!([{"op": "replace", "path": "active", "value": "perhaps"}]);
        let wrong = client.patch(&stays, maybe).expect(400).json();
        assert_eq!(kind(&wrong), (&json!("400"), &json!("invalidValue")));
        person.get("/").expect(200);
    });
}

#[test]
fn what_okta_sends_adds_changes_and_ends_a_user() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "bea.birch@example.org",
            "name": {"givenName": "Bea", "familyName": "Birch"},
            "emails": [{"primary": true, "value": "bea@example.org", "type": "work"}],
            "displayName": "Bea Birch",
            "locale": "en-GB",
            "externalId": "00u0000000000000b",
            "groups": [],
            "password": "not to be kept",
            "active": true,
        });
        let user = client.ask(Method::POST, "/Users", Some(user));
        let user = user.expect(201).json();
        assert_eq!(
            (&user["password"], &user["groups"]),
            (&Value::Null, &Value::Null)
        );
        let page = looked_up("userName eq \"bea.birch@example.org\"") + "&startIndex=1&count=100";
        assert_eq!(client.get(&format!("/Users?{page}"))["itemsPerPage"], 1);
        let person = hire(house, &user);
        let mut whole = user.clone();
        whole["name"]["familyName"] = json!("Birch-Cole");
        let put = client.ask(Method::PUT, &address(&user), Some(whole));
        assert_eq!(put.expect(200).json()["name"]["familyName"], "Birch-Cole");
        person.get("/").expect(200);
        let out = json!([{"op": "replace", "value": {"active": false}}]);
        client.patch(&user, out).expect(200);
        assert_eq!(person.get("/").short(), "303 /sign-in");
    });
}

#[test]
fn groups_take_and_lose_people_as_entra_and_okta_say_it() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let users: Vec<Value> = ["ada", "bea", "cleo", "dora"]
            .map(|name| client.add(name)["id"].clone())
            .into();
        let group = json!({
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:Group",
                "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group",
            ],
            "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
            "displayName": "Stewards",
            "meta": {"resourceType": "Group"},
        });
        let group = client.ask(Method::POST, "/Groups", Some(group));
        let group = group.expect(201).json();
        let path = format!("/Groups/{}", group["id"].as_str().unwrap());
        let change = |operations: Value| {
            let body = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": operations,
            });
            let answer = client.ask(Method::PATCH, &path, Some(body)).expect(200);
            let members = answer.json()["members"].clone();
            members.as_array().map_or(0, Vec::len)
        };
        let one = |n: usize| json!([{"$ref": null, "value": users[n]}]);
        assert_eq!(
            change(json!([{"op": "Add", "path": "members", "value": one(0)}])),
            1
        );
        assert_eq!(
            change(json!([{"op": "Add", "path": "members", "value": {"value": users[1]}}])),
            2
        );
        let more = json!([{"value": users[2], "display": "cleo"}, {"value": users[3]}]);
        let okta = json!([
            {"op": "remove", "path": format!("members[value eq {}]", users[0])},
            {"op": "add", "path": "members", "value": more},
        ]);
        assert_eq!(change(okta), 3);
        assert_eq!(
            change(json!([{"op": "Remove", "path": "members", "value": one(1)}])),
            2
        );
        let named =
            json!([{"op": "replace", "value": {"id": group["id"], "displayName": "Wardens"}}]);
        assert_eq!(change(named), 2);
        let found = looked_up("displayName eq \"wardens\"") + "&excludedAttributes=members";
        let found = client.get(&format!("/Groups?{found}"));
        assert_eq!(found["totalResults"], 1);
        assert_eq!(found["Resources"][0]["members"], Value::Null);
        assert_eq!(
            change(json!([{"op": "Replace", "path": "members", "value": one(0)}])),
            1
        );
        let core = "urn:ietf:params:scim:schemas:core:2.0:Group:members";
        assert_eq!(
            change(json!([{"op": "remove", "path": format!("{core}[value eq {}]", users[0])}])),
            0
        );
        assert_eq!(
            change(json!([{"op": "remove", "path": "members"}])),
            0,
            "a second time"
        );
    });
}

#[test]
fn pages_and_filters_hold_at_their_edges() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        for name in ["ada", "bea", "cleo"] {
            client.add(name);
        }
        for (page, start, shown) in [
            ("startIndex=0&count=2", 1, 2),
            ("startIndex=-7", 1, 3),
            ("startIndex=3&count=5", 3, 1),
            ("startIndex=4", 4, 0),
            ("startIndex=9223372036854775807&count=1", i64::MAX, 0),
            ("count=0", 1, 0),
            ("count=-1", 1, 0),
            ("count=100000", 1, 3),
        ] {
            for filter in [String::new(), looked_up("userName pr") + "&"] {
                let found = client.get(&format!("/Users?{filter}{page}"));
                assert_eq!(found["totalResults"], 3, "{page}");
                assert_eq!(found["startIndex"], start, "{page}");
                assert_eq!(found["itemsPerPage"], shown, "{page}");
            }
        }
        for (query, wrong) in [
            ("startIndex=one".to_owned(), "invalidValue"),
            ("count=99999999999999999999".to_owned(), "invalidValue"),
            (looked_up("shoeSize eq 43"), "invalidFilter"),
            (
                looked_up("userName eq \"ada\" or shoeSize pr"),
                "invalidFilter",
            ),
            (looked_up("active gt true"), "invalidFilter"),
            (looked_up("userName eq \"ada\" and"), "invalidFilter"),
            (looked_up("(userName pr"), "invalidFilter"),
        ] {
            let answer = client.ask(Method::GET, &format!("/Users?{query}"), None);
            assert_eq!(answer.expect(400).json()["scimType"], wrong, "{query}");
        }
        for (filter, found) in [
            ("userName eq \"ada\" or userName eq \"bea\" and title pr", 1),
            (
                "(userName eq \"ada\" or userName eq \"bea\") and title pr",
                0,
            ),
            ("not (userName eq \"ada\") and active eq true", 2),
            (
                "URN:ietf:params:scim:schemas:core:2.0:User:USERNAME eq \"ada\"",
                1,
            ),
            ("emails[TYPE eq \"work\" and not (value sw \"a\")]", 2),
            ("userName eq \"\\u0061da\"", 1),
            ("externalId eq \"x-ada\" and userName eq \"bea\"", 0),
        ] {
            assert_eq!(client.found(filter), found, "{filter}");
        }
        let search = json!({"filter": "userName sw \"a\"", "startIndex": 0, "count": 1});
        let found = client.ask(Method::POST, "/Users/.search", Some(search));
        assert_eq!(found.expect(200).json()["totalResults"], 1);
        let wrong = json!({"filter": 7});
        client
            .ask(Method::POST, "/Users/.search", Some(wrong))
            .expect(400);
    });
}

#[test]
fn a_second_directory_sees_and_ends_nothing_of_the_firsts() {
    on_both(Plan::default(), |house| {
        let (first, second) = (Client::new(house), Client::new(house));
        let user = first.add("gwen");
        let person = hire(house, &user);
        let group = first.ask(
            Method::POST,
            "/Groups",
            Some(json!({"displayName": "Ours"})),
        );
        let group = group.expect(201).json();
        let group = format!("/Groups/{}", group["id"].as_str().unwrap());
        let out = json!({"Operations": [{"op": "replace", "path": "active", "value": false}]});
        let whole = json!({"userName": "gwen", "displayName": "gwen", "active": false});
        for path in [&address(&user), &group] {
            second.ask(Method::GET, path, None).expect(404);
            second
                .ask(Method::PATCH, path, Some(out.clone()))
                .expect(404);
            second
                .ask(Method::PUT, path, Some(whole.clone()))
                .expect(404);
            second.ask(Method::DELETE, path, None).expect(404);
        }
        assert_eq!(second.get("/Users")["totalResults"], 0);
        for filter in [
            "userName eq \"gwen\"",
            "externalId eq \"x-gwen\"",
            "active pr",
        ] {
            assert_eq!(second.found(filter), 0, "{filter}");
            assert_eq!(first.found(filter), 1, "{filter}");
        }
        person.get("/").expect(200);
        // The same name and id are another account there.
        let theirs = second.add("gwen");
        assert_ne!(theirs["id"], user["id"]);
        second
            .ask(Method::DELETE, &address(&theirs), None)
            .expect(204);
        person.get("/").expect(200);
        assert_eq!(first.get(&address(&user))["active"], true);
    });
}

#[test]
fn a_directory_goes_on_with_its_next_key_also_when_the_last_has_ended() {
    on_both(Plan::default(), |house| {
        let first = Client::new(house);
        let user = first.add("gwen");
        let account = directory::keys(house.world()).unwrap()[0].account;
        given(house.act(Auth::Console, move |tx| directory::end_key(tx, account)));
        let next = Client::like(house, Some(account)).unwrap();
        first.ask(Method::GET, "/Users", None).expect(401);
        assert_eq!(next.get(&address(&user))["userName"], "gwen");
        let key = &directory::keys(house.world()).unwrap()[0];
        assert_eq!(key.directory, account);
        let again = Client::like(house, Some(key.account)).unwrap();
        assert_eq!(again.get("/Users")["totalResults"], 1);
        let stranger = house.caller(0).account();
        assert!(Client::like(house, Some(stranger)).is_none());
    });
}

#[test]
fn no_body_is_answered_as_a_fault_of_the_servers() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let user = client.add("gwen");
        let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
        let many: Vec<Value> = (0..3_000)
            .map(|n| json!({"value": n.to_string()}))
            .collect();
        let add = json!({"op": "add", "path": "members", "value": many});
        let out = json!({"op": "remove", "path": "members[value eq \"none\"]"});
        let mut heavy = vec![out; 900];
        heavy.insert(0, add);
        for body in [
            json!([]),
            json!("text"),
            json!({"userName": 7}),
            json!({"userName": "nul \u{0} and \u{10ffff}", "displayName": "\u{0}"}),
            json!({"userName": "x".repeat(201)}),
            json!({"userName": "ok", "name": "no object", "emails": {"value": 1}}),
            json!({"userName": "ok2", "name": {"givenName": []}, "active": "FALSE"}),
            json!({"userName": "deep", "title": deep}),
            json!({"displayName": "y", "members": "none"}),
            json!({"Operations": {}}),
            json!({"Operations": [[]]}),
            json!({"Operations": [{"op": 1}]}),
            json!({"Operations": [{"op": "add", "path": "a.b.c", "value": 1}]}),
            json!({"Operations": [{"op": "add", "path": "emails[", "value": 1}]}),
            json!({"Operations": [{"op": "add", "path": "emails[type eq \"x\"]", "value": 1}]}),
            json!({"Operations": [{"op": "add", "path": "active.x", "value": 1}]}),
            json!({"Operations": [{"op": "add", "path": "active[a pr].x", "value": 1}]}),
            json!({"Operations": [{"op": "add", "path": "urn:x", "value": {}}]}),
            json!({"Operations": [{"op": "add", "value": {"urn:a:1.0:b:c[": 1}}]}),
            json!({"Operations": [{"op": "replace", "path": "userName", "value": {"a": 1}}]}),
            json!({"Operations": [{"op": "remove", "path": "name.familyName"}]}),
            json!({"Operations": heavy}),
            json!({"filter": "a", "attributes": [1], "count": {}}),
        ] {
            for (method, path) in [
                (Method::POST, "/Users"),
                (Method::POST, "/Groups"),
                (Method::POST, "/Users/.search"),
                (Method::PUT, &address(&user)),
                (Method::PATCH, &address(&user)),
                (Method::DELETE, "/Users/none"),
            ] {
                let answer = client.ask(method.clone(), path, Some(body.clone()));
                assert!(
                    answer.status < StatusCode::INTERNAL_SERVER_ERROR,
                    "{method} {path} {body:.200}"
                );
            }
        }
    });
}
