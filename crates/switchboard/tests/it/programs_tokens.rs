//! API tokens for programs, from the form to a program that reads with one, and as far as one gets.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::json;
use switchboard_store::requests::{self, Asked, Asking};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::request::{Because, Kind};

use crate::house::{House, Person, Plan, given, on_both};
use crate::openapi::{description, fits};

fn plan() -> Plan {
    Plan {
        members: 6,
        ..Plan::default()
    }
}

/// Makes a token on the page, and answers it.
fn make(person: &Person<'_>, name: &str, days: &str) -> String {
    let fields = [("name", name), ("days", days)];
    let page = person.post("/programs", &fields).expect(200).body;
    let (_, token) = page.split_once("<code>").unwrap();
    token.split('<').next().unwrap().to_owned()
}

/// The ids on the page, in its order.
fn ids(page: &str) -> Vec<String> {
    let forms = page.split("action=\"/programs/").skip(1);
    let ids = forms.filter_map(|rest| rest.split_once("/end\"").map(|(id, _)| id.to_owned()));
    ids.collect()
}

/// The id of a token of somebody who has just come.
pub(crate) fn somebodys(house: &House) -> String {
    let caller = house.caller(0);
    make(&caller, "Somebody's own", "1");
    ids(&caller.get("/programs").expect(200).body).remove(0)
}

/// The program that has this token of somebody's.
fn program<'h>(house: &'h House, of: &Person<'_>, token: &str) -> Person<'h> {
    Person::of(house, (of.account(), String::new(), token.to_owned()))
}

#[test]
fn somebody_makes_a_token_is_shown_it_once_and_a_program_reads_with_it_until_it_is_ended() {
    on_both(plan(), |house| {
        let olwen = house.organiser(0);
        let sessions = olwen.get("/sessions").expect(200).body;
        assert!(sessions.contains("href=\"/programs\""));
        let none = olwen.get("/programs").expect(200).body;
        assert!(none.contains(&house.app.usual.t("programs-none")));
        let token = make(&olwen, "Shift planner", "30");
        assert_eq!(token.len(), 96);
        let api = program(house, &olwen, &token);
        let bank = format!("/api/v1/banks/{}", house.banks[0]);
        api.api(Method::GET, &bank, None).expect(200);
        let page = olwen.get("/programs").expect(200).body;
        assert!(page.contains("Shift planner"));
        assert!(!page.contains(&token[32..]), "the secret half of a token");
        let found = ids(&page);
        assert_eq!(found.len(), 1);
        let document = description(house);
        let list = api.api(Method::GET, "/api/v1/programs", None).expect(200);
        fits(&document, "get", "/api/v1/programs", &list.json());
        assert_eq!(list.json()[0]["program"], json!(found[0]));
        assert_eq!(list.json()[0]["is_this"], json!(true));
        // It goes on where its holder's browser has long fallen shut.
        house.pass(Span::days(2));
        assert_eq!(olwen.get("/programs").short(), "303 /sign-in");
        api.api(Method::GET, &bank, None).expect(200);
        olwen.sign_in().expect(303);
        let end = format!("/programs/{}/end", found[0]);
        let ended = olwen.post(&end, &[]).expect(303);
        assert_eq!(ended.location(), "/programs?said=ended");
        api.api(Method::GET, &bank, None).expect(401);
        let again = olwen.post(&end, &[]).expect(303);
        assert_eq!(again.location(), "/programs?said=before");
    });
}

#[test]
fn a_program_lists_and_ends_tokens_of_its_account_and_makes_none() {
    on_both(plan(), |house| {
        let cai = house.caller(0);
        let (first, second) = (make(&cai, "First", "1"), make(&cai, "Second", "1"));
        let (first, second) = (program(house, &cai, &first), program(house, &cai, &second));
        let list = |api: &Person<'_>| {
            let list = api.api(Method::GET, "/api/v1/programs", None);
            list.expect(200).json()
        };
        let both = list(&first);
        let id = |at: usize| both[at]["program"].as_str().unwrap().to_owned();
        let (of_second, of_first) = (id(0), id(1));
        let document = description(house);
        let path = "/api/v1/programs/{program}/end";
        let end = |api: &Person<'_>, id: &str| {
            let answer = api.api(Method::POST, &path.replace("{program}", id), None);
            let answer = answer.expect(200).json();
            fits(&document, "post", path, &answer);
            answer["answer"].as_str().unwrap().to_owned()
        };
        assert_eq!(end(&first, &of_second), "ended");
        assert_eq!(end(&first, &of_second), "before");
        second
            .api(Method::GET, "/api/v1/programs", None)
            .expect(401);
        assert_eq!(end(&first, &of_first), "ended", "itself");
        first.api(Method::GET, "/api/v1/programs", None).expect(401);
        // There is no address that makes one.
        let wanted = json!({ "name": "Third", "days": 1 });
        let own = house.caller(0);
        own.api(Method::POST, "/api/v1/programs", Some(wanted))
            .expect(405);
    });
}

/// Something that another officer asked for.
fn asked(house: &House) -> String {
    let because = Because::parse("so that a second person is wanted").unwrap();
    let about = "rule=notes months=12".to_owned();
    let asking = Asking::about_nobody(Kind::ChangeRetention, about, because);
    let auth = house.officer().auth();
    match given(house.act(auth, move |tx| requests::ask(tx, &asking))) {
        Asked::New { id, .. } => id.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_programs_token_opens_no_page_and_does_nothing_that_takes_a_person() {
    on_both(plan(), |house| {
        let officer = house.officer();
        let token = make(&officer, "Nightly totals", "90");
        let api = program(house, &officer, &token);
        api.api(Method::GET, "/api/v1/totals", None).expect(200);
        // Two people change how long things are kept: a program is neither.
        let step = json!({ "step": "approve" });
        let id = asked(house);
        let waits = api.api(Method::GET, "/api/v1/requests", None).expect(200);
        assert_eq!(waits.json()["waiting"][0]["request"], json!(id));
        let path = format!("/api/v1/requests/{id}");
        let refused = api.api(Method::POST, &path, Some(step)).expect(403);
        assert_eq!(refused.json()["type"], "urn:switchboard:by-hand");
        // As a cookie it is a stranger's.
        let name = house.app.cookies.session().to_owned();
        api.set_jar(BTreeMap::from([(name, token)]));
        for path in ["/", "/programs", "/sessions", "/roll/search"] {
            assert_eq!(api.get(path).short(), "303 /sign-in", "{path}");
        }
        let fields = [("name", "Another"), ("days", "1")];
        assert_eq!(api.post("/programs", &fields).short(), "303 /sign-in");
    });
}

#[test]
fn what_is_typed_wrongly_is_said_beside_the_form_and_a_caller_is_offered_a_day() {
    on_both(plan(), |house| {
        let cai = house.caller(0);
        let says = |key: &str| house.app.usual.t(key);
        let page = cai.get("/programs").expect(200).body;
        assert!(page.contains("<option value=\"1\">"));
        assert!(!page.contains("<option value=\"7\">"));
        for (name, key) in [
            (" ".to_owned(), "programs-name-empty"),
            ("x".repeat(61), "programs-name-long"),
        ] {
            let fields = [("name", name.as_str()), ("days", "1")];
            let page = cai.post("/programs", &fields).expect(200).body;
            assert!(page.contains(&says(key)), "{key}");
        }
        let made = |days: &str| {
            let fields = [("name", "A table"), ("days", days)];
            cai.post("/programs", &fields)
        };
        assert_eq!(made("2").status.as_u16(), 422);
        assert_eq!(made("7").expect(303).location(), "/programs?said=too-long");
        for _ in 0..5 {
            made("1").expect(200);
        }
        assert_eq!(made("1").expect(303).location(), "/programs?said=full");
        let page = cai.get("/programs?said=full").expect(200).body;
        assert!(page.contains(&says("programs-said-full")));
        assert_eq!(ids(&page).len(), 5);
        house.pass(Span::minutes(15));
        assert_eq!(made("1").expect(303).location(), "/programs?said=again");
    });
}
