//! Every address × everybody who might ask: one table to read.
//!
//! The columns are a *stranger* without an account; a *leaver*, who held the right role until access was ended, with the
//! old cookies and token; a *rival*, who holds it in the other campaign; a *wrong role* of the same campaign or house; and
//! the *right role*. `303 in` sends to the sign-in page, `303 late` to the form that takes a late word and shows nothing.
//!
//! What is hidden answers 404 with the very page that something which does not exist answers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::Method;

use switchboard_store::requests::{self, Asked, Asking};
use switchboard_store::rules::request::{Because, Kind};

use crate::house::{Answer, House, Person, Plan, given, on_both};

/// Who holds the right role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Anybody: the address is public.
    Anybody,
    Caller,
    Organiser,
    Officer,
    Returning,
    Dpo,
}
use Of::{Anybody, Caller, Dpo, Officer, Organiser, Returning};

/// method, path, whose it is, form or body, then stranger, leaver, rival, wrong role, right role.
type Row = (
    &'static str,
    &'static str,
    Of,
    &'static str,
    [&'static str; 5],
);

/// All the fields of a record; the second time its membership number is taken.
const FIELDS: &str = "title=Mrs&given=Amina&middle=&family=Khan&suffix=&membership=M-NEW-1&phone_1=07700 900777&kind_1=mobile&phone_2=&kind_2=landline&phone_3=&kind_3=work&phone_4=&kind_4=other&email=&address=&postcode=&birth_date=&branch=&kind=&joined_on=&ends_on=";

/// In the order of an evening, so that the right role's column is one.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    //                                                                     stranger  leaver    rival     wrong     right
    ("GET",  "/",                              Anybody,   "",            ["303 in", "303 in", "200",    "200",    "200"]),
    ("GET",  "/sign-in",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("POST", "/sign-in",                       Anybody,   "code=WRONG",  ["422",    "422",    "422",    "422",    "422"]),
    ("GET",  "/sign-in/password",              Anybody,   "",            ["404",    "404",    "404",    "404",    "404"]),
    ("POST", "/sign-in/password",              Anybody,   "email=a&password=b&number=c", ["404", "404", "404", "404", "404"]),
    ("GET",  "/signed-out",                    Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/log",                           Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/log/checkpoint",                Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/healthz",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/readyz",                        Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/metrics",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/assets/{name}",                 Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/api/openapi.json",              Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),

    ("GET",  "/desk/{bank}",                   Caller,    "",            ["303 in", "303 in", "404",    "403",    "200"]),
    ("POST", "/desk/{bank}/next",              Caller,    "csrf",        ["303 in", "303 in", "404",    "403",    "303 card"]),
    ("GET",  "/desk/cards/{card}",             Caller,    "",            ["303 in", "303 in", "303 late", "403", "200"]),
    ("POST", "/desk/cards/{card}/heartbeat",   Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/desk/cards/{card}/number",      Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "303 card"]),
    ("POST", "/desk/cards/{card}/extend",      Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "303 card"]),
    ("POST", "/desk/cards/{card}/outcome",     Caller,    "outcome=answered", ["404", "404",  "404",    "404",    "303 saved"]),
    ("GET",  "/desk/cards/{card}/saved",       Caller,    "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/desk/cards/{card}/late",        Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("POST", "/desk/cards/{card}/late",        Caller,    "outcome=busy", ["404",   "404",    "404",    "404",    "200"]),

    ("GET",  "/api/v1/banks",                  Anybody,   "",            ["401",    "401",    "200",    "200",    "200"]),
    ("POST", "/api/v1/banks/{bank}/next",      Caller,    "{}",          ["401",    "401",    "404",    "403",    "200"]),
    ("POST", "/api/v1/cards/{card}/number",    Caller,    "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/cards/{card}/outcome",   Caller,    r#"{"outcome":"busy"}"#, ["404", "404", "404", "404",   "200"]),

    ("GET",  "/banks/{bank}",                  Organiser, "",            ["303 in", "303 in", "404",    "403",    "200"]),
    ("GET",  "/banks/{bank}/live",             Organiser, "",            ["303 in", "303 in", "404",    "403",    "stream"]),
    ("POST", "/banks/{bank}/pause",            Organiser, "csrf",        ["303 in", "303 in", "404",    "403",    "303 bank"]),
    ("POST", "/banks/{bank}/open",             Organiser, "csrf",        ["303 in", "303 in", "404",    "403",    "303 bank"]),
    ("GET",  "/api/v1/banks/{bank}",           Organiser, "",            ["401",    "401",    "404",    "403",    "200"]),

    ("GET",  "/roll/import",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/import",                   Officer,   "file",        ["303 in", "303 in", "404",    "404",    "303 import"]),
    ("GET",  "/roll/import/{import}",          Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/roll/import/{import}/rejects",  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/import/{import}/undo",     Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 import"]),
    ("GET",  "/roll/import/{import}/notes",    Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/tries",                    Officer,   "file",        ["303 in", "303 in", "404",    "404",    "303 tried"]),
    ("GET",  "/roll/tries/{try}",              Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/roll/search",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/search",                   Officer,   "by=name&text=Brack", ["303 in", "303 in", "404", "404", "200"]),
    ("POST", "/api/v1/members/search",         Officer,   r#"{"by":"name","text":"Brack"}"#, ["401", "401", "404", "404", "200"]),

    ("GET",  "/roll/reports",                  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/reports/{report}",         Officer,   "finding=right", ["303 in", "303 in", "404",  "404",    "303 reports"]),
    ("GET",  "/api/v1/reports",                Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/reports/{report}",       Officer,   r#"{"finding":"right"}"#, ["401", "401", "404", "404",  "200"]),

    ("GET",  "/requests",                      Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/requests/{request}",            Officer,   "step=approve", ["303 in", "303 in", "404",   "404",    "303 requests"]),
    ("GET",  "/api/v1/requests",               Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/requests/{request}",     Officer,   r#"{"step":"approve"}"#, ["401", "401", "404", "404",  "200"]),
    ("POST", "/members/open",                  Officer,   "member=00&purpose=rings-us", ["303 in", "303 in", "404", "404", "403"]),
    ("GET",  "/members/{look}",                Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/{look}/reason",         Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/note",           Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/mark",           Officer,   "mark=protected&words=She asked for it", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/uncover",        Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 member"]),
    ("POST", "/members/{look}/lift",           Officer,   "mark=protected&words=She asked for it", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/object",         Officer,   "campaign=all", ["303 in", "303 in", "404",   "404",    "303 member"]),
    ("POST", "/members/{look}/allow",          Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("GET",  "/members/{look}/correct",        Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/{look}/correct",        Officer,   FIELDS,        ["303 in", "303 in", "404",    "404",    "303 member"]),
    ("POST", "/members/{look}/end",            Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/resume",         Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("GET",  "/members/new",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/new",                   Officer,   FIELDS,        ["303 in", "303 in", "404",    "404",    "422"]),
    ("POST", "/api/v1/members",                Officer,   "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/correct", Officer,   r#"{"email":""}"#, ["401", "401",   "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/end",     Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/resume",  Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("GET",  "/members/reasons",               Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/reasons/{reason}",      Officer,   "reading=fine", ["303 in", "303 in", "404",   "404",    "303 reasons"]),
    ("GET",  "/members/colleagues",            Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/colleagues",            Officer,   "account=00000000000000000000000001&number=M-1", ["303 in", "303 in", "404", "404", "303 colleagues"]),
    ("POST", "/api/v1/members/open",           Officer,   r#"{"member":"00","purpose":"letter"}"#, ["401", "401", "404", "404", "403"]),
    ("GET",  "/api/v1/members/{look}",         Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/reason",  Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/uncover", Officer,   "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/mark",    Officer,   r#"{"mark":"restricted","words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/lift",    Officer,   r#"{"mark":"restricted","words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/object",  Officer,   r#"{"campaign":"all"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/allow",   Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/note",    Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),

    // In a demo, where these stories play, everybody types a code: `accounts.rs` tells what a live world answers.
    ("GET",  "/set-up",                        Officer,   "",            ["303 in", "303 in", "404",    "404",    "404"]),
    ("POST", "/set-up/password",               Officer,   "password=x&again=x", ["303 in", "303 in", "404", "404", "404"]),
    ("POST", "/set-up/app",                    Officer,   "number=1",    ["303 in", "303 in", "404",    "404",    "404"]),
    ("GET",  "/own",                           Officer,   "",            ["303 in", "303 in", "404",    "404",    "404"]),
    ("POST", "/own/password",                  Officer,   "old=x&number=1&password=y&again=y", ["303 in", "303 in", "404", "404", "404"]),
    ("POST", "/own/app",                       Officer,   "old=x&number=1", ["303 in", "303 in", "404", "404",    "404"]),
    ("GET",  "/accounts",                      Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/accounts/{account}/code",       Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/accounts/{account}/shut",       Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 /accounts?said=shut"]),
    ("POST", "/accounts/{account}/recovery",   Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 /?said=nothing-waits"]),

    ("GET",  "/installation",                  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/contests/{contest}",            Returning, "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/ledger",                        Dpo,       "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/ledger/exposure",               Dpo,       "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/api/v1/ledger/entries",         Dpo,       "",            ["401",    "401",    "404",    "404",    "200"]),

    ("POST", "/sign-out",                      Anybody,   "csrf",        ["303 out", "303 out", "303 out", "303 out", "303 out"]),
];

/// Addresses that answer a stranger with more than a door. This list only shrinks.
const OPEN: [&str; 11] = [
    "GET /api/openapi.json",
    "GET /assets/{name}",
    "GET /desk/cards/{card}/late",
    "GET /healthz",
    "GET /log",
    "GET /log/checkpoint",
    "GET /metrics",
    "GET /readyz",
    "GET /sign-in",
    "GET /signed-out",
    "POST /sign-in",
];

#[test]
fn every_address_of_the_edge_stands_in_the_table() {
    let routes = routes();
    let table: BTreeSet<String> = TABLE
        .iter()
        .map(|(method, path, ..)| format!("{method} {path}"))
        .collect();
    assert_eq!(table.len(), TABLE.len(), "a row stands there twice");
    assert_eq!(
        routes, table,
        "left: what the edge routes; right: what the table says"
    );
    assert!(routes.len() > 35, "{} routes were found", routes.len());
}

#[test]
fn a_stranger_is_shown_nothing_but_what_is_on_the_list() {
    let open: Vec<String> = TABLE
        .iter()
        .filter(|(.., expected)| ["200", "422"].contains(&expected[0]))
        .map(|(method, path, ..)| format!("{method} {path}"))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert_eq!(open, OPEN);
}

#[test]
fn everybody_gets_at_every_address_what_the_table_says() {
    on_both(
        Plan {
            members: 12,
            ..Plan::default()
        },
        |house| {
            let scene = Scene::set(house);
            let mut wrong = Vec::new();
            for (column, who) in ["stranger", "leaver", "rival", "wrong role", "right role"]
                .into_iter()
                .enumerate()
            {
                for row in TABLE {
                    let (method, path, of, body, expected) = row;
                    let person = scene.who(column, *of);
                    let answer = scene.ask(person, method, path, body, "");
                    let got = scene.short(&answer);
                    if got != expected[column] {
                        wrong.push(format!(
                            "{who:<10} {method:<4} {path}: {got}, not {}",
                            expected[column]
                        ));
                    }
                    if got == "404" && column != 0 {
                        scene.looks_absent(person, row, &answer);
                    }
                }
            }
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        },
    );
}

/// Everybody of the table, and the ids that its paths stand for.
struct Scene<'h> {
    house: &'h House,
    people: BTreeMap<(usize, &'static str), Person<'h>>,
    ids: RefCell<BTreeMap<&'static str, String>>,
}

fn word(of: Of) -> &'static str {
    match of {
        Anybody | Caller => "caller",
        Organiser => "organiser",
        Officer => "officer",
        Returning => "returning",
        Dpo => "dpo",
    }
}

impl<'h> Scene<'h> {
    fn set(house: &'h House) -> Self {
        let mut people = BTreeMap::new();
        let hired = |of: Of, campaign: usize| match of {
            Anybody | Caller => house.caller(campaign),
            Organiser => house.organiser(campaign),
            Officer => house.officer(),
            Returning => house.returning(),
            Dpo => house.dpo(),
        };
        for of in [Caller, Organiser, Officer, Returning, Dpo] {
            let leaver = hired(of, 0);
            house.end_access(&leaver);
            people.insert((0, word(of)), house.stranger());
            people.insert((1, word(of)), leaver);
            // Offices of the whole house have no rival: whoever works for the other campaign stands there.
            people.insert(
                (2, word(of)),
                if of == Organiser {
                    house.organiser(1)
                } else {
                    house.caller(1)
                },
            );
            people.insert(
                (3, word(of)),
                if of == Caller {
                    house.organiser(0)
                } else {
                    house.caller(0)
                },
            );
            people.insert((4, word(of)), hired(of, 0));
        }
        let scene = Self {
            house,
            people,
            ids: RefCell::default(),
        };
        scene.put("bank", house.banks[0].to_string());
        scene.put("contest", house.contest.to_string());
        scene.put("account", house.officer().account().to_string());
        scene.begin();
        scene
    }

    /// A card on the right caller's desk, a report from a call and an import of the right officer, for those who are not
    /// to see them.
    fn begin(&self) {
        let page = self.who(4, Caller).get("/sign-in").body;
        let (_, asset) = page.split_once("/assets/").unwrap();
        self.put("name", asset.split('"').next().unwrap().to_owned());
        let other = self.house.caller(0);
        let dealt = other
            .post(&format!("/desk/{}/next", self.house.banks[0]), &[])
            .expect(303);
        self.put("card", dealt.card().unwrap());
        let reporter = self.house.caller(0);
        let reported = reporter
            .post(&format!("/desk/{}/next", self.house.banks[0]), &[])
            .card()
            .unwrap();
        reporter
            .post(
                &format!("/desk/cards/{reported}/outcome"),
                &[("outcome", "moved")],
            )
            .expect(303);
        self.put("report", reported);
        self.put("request", asked(self.house));
        let file = "member_id,first_name,last_name,mobile\nM-1,,,07700 900250\n";
        let taken = self
            .who(4, Officer)
            .upload("/roll/import", file)
            .expect(303);
        self.begin_looks();
        self.put(
            "import",
            taken.location().rsplit('/').next().unwrap().to_owned(),
        );
        let tried = self.who(4, Officer).upload("/roll/tries", file).expect(303);
        self.put(
            "try",
            tried.location().rsplit('/').next().unwrap().to_owned(),
        );
    }

    /// A record that the right officer has opened, and a reason that waits for them.
    fn begin_looks(&self) {
        let open = |officer: &Person<'h>, at: usize| {
            let text = self.house.members[at].external.clone();
            let found = officer.post("/roll/search", &[("by", "membership"), ("text", &text)]);
            let (_, handle) = found.body.split_once("name=\"member\" value=\"").unwrap();
            let handle = handle.split('"').next().unwrap();
            let fields = [("member", handle), ("purpose", "rings-us")];
            let opened = officer.post("/members/open", &fields).expect(303);
            opened.location().rsplit('/').next().unwrap().to_owned()
        };
        let right = self.who(4, Officer);
        self.put("look", open(right, 5));
        let other = self.house.officer();
        let number = self.house.members[6].external.clone();
        let account = other.account().to_string();
        let fields = [("account", account.as_str()), ("number", number.as_str())];
        right.post("/members/colleagues", &fields).expect(303);
        let reason = open(&other, 6);
        let words = [("words", "My own subscription")];
        other
            .post(&format!("/members/{reason}/reason"), &words)
            .expect(303);
        self.put("reason", reason);
    }

    fn who(&self, column: usize, of: Of) -> &Person<'h> {
        &self.people[&(column, word(of))]
    }

    fn put(&self, name: &'static str, id: String) {
        self.ids.borrow_mut().insert(name, id);
    }

    fn ask(&self, person: &Person<'h>, method: &str, path: &str, body: &str, id: &str) -> Answer {
        let mut path = path.to_owned();
        for (name, known) in self.ids.borrow().iter() {
            path = path.replace(
                &format!("{{{name}}}"),
                if id.is_empty() { known } else { id },
            );
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        if path.ends_with("/live") {
            return self.stream(person, &path);
        }
        let answer = match body {
            "" => person.ask(method, &path, None),
            "csrf" => person.post(&path, &[]),
            "file" => person.upload(
                &path,
                "member_id,first_name,last_name,mobile\nM-1,,,07700 900251\n",
            ),
            json if json.starts_with('{') => {
                person.api(method, &path, Some(serde_json::from_str(json).unwrap()))
            }
            form => {
                let fields: Vec<(&str, &str)> = form
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .collect();
                person.post(&path, &fields)
            }
        };
        if let Some(card) = answer.card().filter(|_| path.ends_with("/next")) {
            self.put("card", card);
        }
        answer
    }

    /// A stream does not end by itself: only its head is taken.
    fn stream(&self, person: &Person<'h>, path: &str) -> Answer {
        use tower::ServiceExt as _;
        let request = person.request(Method::GET, path, None);
        let response = self
            .house
            .runtime
            .block_on(self.house.router().oneshot(request))
            .unwrap();
        let headers = response.headers().clone();
        if headers
            .get("content-type")
            .is_some_and(|kind| kind == "text/event-stream")
        {
            return Answer {
                status: response.status(),
                headers,
                body: String::new(),
            };
        }
        person.get(path)
    }

    fn short(&self, answer: &Answer) -> String {
        if answer.header("content-type") == "text/event-stream" {
            return "stream".to_owned();
        }
        let to = answer.location();
        let ids = self.ids.borrow();
        let word = if to == "/sign-in" {
            "in"
        } else if to == "/signed-out" {
            "out"
        } else if to.ends_with("/late") {
            "late"
        } else if to.ends_with("/saved") {
            "saved"
        } else if to == format!("/desk/cards/{}", ids["card"]) {
            "card"
        } else if to.starts_with("/banks/") {
            "bank"
        } else if to.starts_with("/roll/tries/") {
            "tried"
        } else if to.starts_with("/roll/import/") {
            "import"
        } else if to.starts_with("/members/reasons") {
            "reasons"
        } else if to.starts_with("/members/colleagues") {
            "colleagues"
        } else if to.starts_with("/members/") {
            "member"
        } else if to.starts_with("/roll/reports") {
            "reports"
        } else if to.starts_with("/requests") {
            "requests"
        } else {
            return answer.short();
        };
        format!("{} {word}", answer.status.as_u16())
    }

    /// A hidden thing cannot be told from one that does not exist.
    fn looks_absent(&self, person: &Person<'h>, row: &Row, answer: &Answer) {
        let (method, path, _, body, _) = row;
        if !path.contains('{') {
            return;
        }
        let absent = self.ask(person, method, path, body, "00000000000000000000000001");
        assert_eq!(absent.status, answer.status, "{method} {path}");
        assert_eq!(absent.body, answer.body, "{method} {path}");
        let heads = |answer: &Answer| {
            let mut heads: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            heads.sort();
            heads
        };
        assert_eq!(heads(&absent), heads(answer), "{method} {path}");
    }
}

/// Something that another officer asked for.
fn asked(house: &House) -> String {
    let because = Because::parse("so that it is asked for").unwrap();
    let about = "rule=notes months=12".to_owned();
    let asking = Asking::about_nobody(Kind::ChangeRetention, about, because);
    let auth = house.officer().auth();
    match given(house.act(auth, move |tx| requests::ask(tx, &asking))) {
        Asked::New { id, .. } => id.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Every `method path` that the source routes.
pub(crate) fn routes() -> BTreeSet<String> {
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = BTreeSet::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.extend(routes_of(&path));
        }
    }
    found
}

fn routes_of(path: &PathBuf) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for part in text.split(".route(").skip(1) {
        let mut quoted = part.split('"');
        assert!(
            quoted.next().is_some_and(|before| before.trim().is_empty()),
            "{}: a route without its path",
            path.display()
        );
        let (address, rest) = (quoted.next().unwrap(), part.splitn(3, '"').nth(2).unwrap());
        let rest = rest.split("\n}").next().unwrap();
        let before = found.len();
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            let is_called = rest
                .match_indices(&format!("{method}("))
                .any(|(at, _)| !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if is_called {
                found.push(format!("{} {address}", method.to_uppercase()));
            }
        }
        assert!(
            found.len() > before,
            "{}: no method was found for {address}",
            path.display()
        );
    }
    found
}
