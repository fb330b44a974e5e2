//! The organisation's own directory (SCIM 2.0): it says who has left, in whichever of the shapes clients use.

mod bodies;
mod providers;

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use switchboard_store::rules::giving::Giving;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, Tx, directory, door};

use crate::house::{Answer, House, Person, Plan, given, on_both};

/// A directory with a key.
struct Client<'h> {
    house: &'h House,
    key: String,
}

impl<'h> Client<'h> {
    fn new(house: &'h House) -> Self {
        Self::like(house, None).unwrap()
    }

    /// With another key of the directory that had this one.
    fn like(house: &'h House, earlier: Option<AccountId>) -> Option<Self> {
        let make = move |tx: &mut Tx<'_, '_>| directory::make_key(tx, "People system", earlier);
        let (_, key) = given(house.act(Auth::Console, make))?;
        Some(Self { house, key })
    }

    fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.house.send(self.request(method, path, body))
    }

    /// Looks for nobody, without letting time pass.
    fn knock(&self) -> Answer {
        let request = self.request(Method::GET, "/Users?count=0", None);
        self.house.send_now(request)
    }

    fn request(&self, method: Method, path: &str, body: Option<Value>) -> Request<Body> {
        let body = body.map(|body| ("application/scim+json", body.to_string()));
        let stranger = self.house.stranger();
        let mut request = stranger.request(method, &format!("/scim/v2{path}"), body);
        let bearer = format!("Bearer {}", self.key).parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        request
    }

    fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, None).expect(200).json()
    }

    /// How many a filter finds.
    fn found(&self, filter: &str) -> i64 {
        let filter = filter.bytes().fold(String::new(), |mut text, byte| {
            write!(text, "%{byte:02x}").unwrap();
            text
        });
        self.get(&format!("/Users?filter={filter}"))["totalResults"]
            .as_i64()
            .unwrap()
    }

    fn add(&self, name: &str) -> Value {
        let user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": name,
            "externalId": format!("x-{name}"),
            "name": {"givenName": "Gwen", "familyName": "Ferris"},
            "emails": [{"value": format!("{name}@example.org"), "type": "work"}],
            "active": true,
        });
        self.ask(Method::POST, "/Users", Some(user))
            .expect(201)
            .json()
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "what is sent stands where it is sent"
    )]
    fn patch(&self, user: &Value, operations: Value) -> Answer {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.ask(Method::PATCH, &address(user), Some(body))
    }
}

fn address(user: &Value) -> String {
    format!("/Users/{}", user["id"].as_str().unwrap())
}

/// Gives whom the directory knows a caller's role and a session, as an organiser would by inviting them.
fn hire<'h>(house: &'h House, user: &Value) -> Person<'h> {
    let account = AccountId::parse(user["id"].as_str().unwrap()).unwrap();
    let known = Person::of(house, (account, String::new(), String::new()));
    let code = crate::every_route::made_by_two(house, &known);
    let person = Person::again(house, &known, &code);
    person.sign_in().expect(303);
    let (campaign, contest) = (house.campaigns[0], house.contest);
    let from = house.now().millis();
    let giving =
        format!("account={account} role=caller campaign={campaign} contest={contest} from={from}");
    let giving = Giving::parse(&giving).unwrap();
    given(house.act(Auth::Console, move |tx| door::grant_term(tx, &giving)));
    person
}

#[test]
fn without_a_key_there_is_no_such_address_and_an_ended_key_is_none() {
    on_both(Plan::default(), |house| {
        house.stranger().get("/scim/v2/Users").expect(404);
        let client = Client::new(house);
        house.stranger().get("/scim/v2/Users").expect(401);
        client.get("/ServiceProviderConfig");
        let other = Client {
            house,
            key: format!("scim-{}", "0".repeat(64)),
        };
        other.ask(Method::GET, "/Users", None).expect(401);
        let account = directory::keys(house.world()).unwrap()[0].account;
        assert!(given(
            house.act(Auth::Console, move |tx| directory::end_key(tx, account))
        ));
        client.ask(Method::GET, "/Users", None).expect(404);
    });
}

#[test]
fn wrong_keys_from_an_address_are_held_and_the_directorys_own_beside_them_is_not() {
    on_both(Plan::default(), |house| {
        let with = |n: u8| Client {
            house,
            key: format!("scim-{}", format!("{n:02x}").repeat(32)),
        };
        for n in 0..30 {
            with(n).knock().expect(404);
        }
        house.pass(Span::hours(1));
        let client = Client::new(house);
        client.knock().expect(200);
        for n in 0..20 {
            with(n).knock().expect(401);
        }
        let held = with(20).knock().expect(429);
        assert_eq!(held.header("retry-after"), "6");
        let nobody = || client.request(Method::GET, "/Users/none", None);
        for n in 0..1_999 {
            assert_eq!(house.send_now(nobody()).short(), "404", "request {n}");
        }
        client.knock().expect(200);
        client.knock().expect(429);
        house.pass(Span::seconds(6));
        client.knock().expect(200);
        with(20).knock().expect(401);
        with(20).knock().expect(429);
    });
}

#[test]
fn whom_the_directory_says_has_left_is_out_in_every_shape_that_it_says_it_in() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let shapes = [
            json!([{"op": "replace", "path": "active", "value": false}]),
            json!([{"op": "Replace", "value": {"active": "False"}}]),
            json!([{"op": "Add", "path": "urn:ietf:params:scim:schemas:core:2.0:User:active", "value": "False"}]),
        ];
        let bank = house.banks[0];
        let stays = house.caller(0);
        for (n, shape) in shapes.into_iter().enumerate() {
            let user = client.add(&format!("gone{n}"));
            let person = hire(house, &user);
            person.get(&format!("/desk/{bank}")).expect(200);
            let answer = client.patch(&user, shape).expect(200).json();
            assert_eq!(answer["active"], false);
            assert_eq!(person.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
        }
        let put = client.add("put");
        let person = hire(house, &put);
        let body = json!({"userName": "put", "active": false});
        client
            .ask(Method::PUT, &address(&put), Some(body))
            .expect(200);
        assert_eq!(person.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
        // Coming back gives no role back.
        client
            .patch(
                &put,
                json!([{"op": "replace", "path": "active", "value": true}]),
            )
            .expect(200);
        assert_eq!(person.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
        let deleted = client.add("deleted");
        let person = hire(house, &deleted);
        client
            .ask(Method::DELETE, &address(&deleted), None)
            .expect(204);
        client
            .ask(Method::GET, &address(&deleted), None)
            .expect(404);
        assert_eq!(person.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
        stays.get(&format!("/desk/{bank}")).expect(200);
    });
}

#[test]
fn what_ended_elsewhere_is_not_active_for_the_directory() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let user = client.add("gwen");
        let person = hire(house, &user);
        house.end_access(&person);
        assert_eq!(client.get(&address(&user))["active"], false);
    });
}

#[test]
fn users_are_found_by_filters_a_page_at_a_time_and_no_name_is_twice() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        for name in ["ada", "bea", "cleo"] {
            client.add(name);
        }
        let twice = json!({"userName": "ADA"});
        let taken = client
            .ask(Method::POST, "/Users", Some(twice))
            .expect(409)
            .json();
        assert_eq!(taken["scimType"], "uniqueness");
        for (filter, found) in [
            ("userName eq \"ADA\"", 1),
            ("externalId eq \"x-bea\"", 1),
            ("emails.value eq \"cleo@example.org\"", 1),
            ("emails[type eq \"work\" and value sw \"a\"]", 1),
            ("userName sw \"a\" or userName co \"le\"", 2),
            ("not (userName sw \"a\")", 2),
            ("title pr", 0),
            ("active eq true", 3),
            ("meta.created gt \"2000-01-01T00:00:00Z\"", 3),
        ] {
            assert_eq!(client.found(filter), found, "{filter}");
        }
        let wrong = client
            .ask(Method::GET, "/Users?filter=userName", None)
            .expect(400)
            .json();
        assert_eq!(wrong["scimType"], "invalidFilter");
        let page = client.get("/Users?startIndex=2&count=1");
        assert_eq!(
            (&page["totalResults"], &page["itemsPerPage"]),
            (&json!(3), &json!(1))
        );
        assert_eq!(page["Resources"][0]["userName"], "bea");
        assert_eq!(client.get("/Users?count=0")["totalResults"], 3);
    });
}

#[test]
fn parts_are_changed_in_both_shapes() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let user = client.add("dora");
        let changed = client.patch(&user, json!([
            {"op": "replace", "path": "name.familyName", "value": "Frost"},
            {"op": "add", "value": {"title": "Steward", "nickName": "Do"}},
            {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "new@example.org"},
            {"op": "add", "path": "emails", "value": [{"value": "home@example.org", "type": "home"}]},
            {"op": "remove", "path": "nickName"},
        ]));
        let changed = changed.expect(200).json();
        assert_eq!(changed["name"]["familyName"], "Frost");
        assert_eq!(
            (&changed["title"], &changed["nickName"]),
            (&json!("Steward"), &Value::Null)
        );
        assert_eq!(changed["emails"][0]["value"], "new@example.org");
        assert_eq!(changed["emails"][1]["type"], "home");
        let gone = json!([{"op": "remove", "path": "emails[type eq \"home\"]"}]);
        let left = client.patch(&user, gone).expect(200).json();
        assert_eq!(left["emails"].as_array().unwrap().len(), 1);
        client.patch(&user, json!([{"op": "remove"}])).expect(400);
        client
            .patch(&user, json!([{"op": "spin", "path": "title"}]))
            .expect(400);
        let group = json!({"displayName": "Stewards", "members": [{"value": user["id"]}]});
        let group = client
            .ask(Method::POST, "/Groups", Some(group))
            .expect(201)
            .json();
        let path = format!("/Groups/{}", group["id"].as_str().unwrap());
        let out = format!("members[value eq {}]", user["id"]);
        let body = json!({"Operations": [{"op": "remove", "path": out}]});
        let left = client
            .ask(Method::PATCH, &path, Some(body))
            .expect(200)
            .json();
        assert!(left["members"].as_array().is_none_or(Vec::is_empty));
        client.ask(Method::DELETE, &path, None).expect(204);
    });
}

#[test]
fn whoever_came_back_stays_when_the_directory_changes_a_title_or_repeats_itself() {
    on_both(Plan::default(), |house| {
        let client = Client::new(house);
        let (user, bank) = (client.add("gwen"), house.banks[0]);
        let leaving = "urn:switchboard:params:scim:schemas:leaving:1.0:User";
        let left = client.patch(
            &user,
            json!([{"op": "replace", "value": {"active": false, leaving: {"why": "expelled"}}}]),
        );
        let left = left.expect(200).json();
        assert_eq!(
            (&left["active"], &left[leaving]),
            (&json!(false), &Value::Null)
        );
        assert!(!left["schemas"].to_string().contains("leaving"));
        let person = hire(house, &user);
        let title = json!([{"op": "replace", "path": "title", "value": "Steward"}]);
        let changed = client.patch(&user, title).expect(200).json();
        assert_eq!(changed["active"], false, "a title says nothing of access");
        let whole = json!({"userName": "gwen", "title": "Clerk", "active": false});
        client
            .ask(Method::PUT, &address(&user), Some(whole))
            .expect(200);
        let unsaid = json!({"userName": "gwen", "title": "Clerk"});
        let unsaid = client.ask(Method::PUT, &address(&user), Some(unsaid));
        assert_eq!(unsaid.expect(200).json()["active"], false);
        person.get(&format!("/desk/{bank}")).expect(200);
        let again = json!([{"op": "replace", "path": "active", "value": false}]);
        client.patch(&user, again).expect(200);
        assert_eq!(person.get(&format!("/desk/{bank}")).short(), "303 /sign-in");
    });
}
