//! Every address × everybody who might ask: one table to read.
//!
//! The columns are a *stranger* without an account; a *leaver*, who held the right role until access was ended, with the
//! old cookies and token; a *rival*, who holds it in the other campaign; a *wrong role* of the same campaign or house; and
//! the *right role*. `303 in` sends to the sign-in page, `303 late` to the form that takes a late word and shows nothing.
//!
//! What is hidden answers 404 with the very page of what does not exist.

mod answers;
mod branch;
mod counts;
mod dates;
mod embargo;
mod fresh;
mod keepers;
mod lists;
mod requested;
mod routed;
mod scripts;
mod table;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use switchboard_store::rules::moment::Span;

use crate::house::{Answer, House, Person, Plan, on_both};
use lists::OPEN;
use requested::{asked, case, forgotten, frozen, invited, licence, member_of, planned, term_of};
pub(crate) use routed::routes;
use table::Of::{self, Anybody, Caller, Dpo, Officer, Organiser, Returning};
use table::{AWAY, Row, TABLE};

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
            config: AWAY,
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

/// What whoever has left may open, signed in afresh with a code that an office handed out: their own record.
const LEFT: [&str; 2] = ["GET /record", "POST /record/exhibit"];

#[test]
fn whoever_left_and_signs_in_afresh_opens_their_own_record_and_nothing_else() {
    on_both(
        Plan {
            members: 12,
            ..Plan::default()
        },
        |house| {
            let scene = Scene::set(house);
            let left = house.caller(0);
            house.end_access(&left);
            let fresh = Person::again(house, &left, &made_by_two(house, &left));
            fresh.sign_in().expect(303);
            assert_eq!(fresh.get("/").short(), "303 /record");
            let mut opened = Vec::new();
            for (method, path, _, body, _) in TABLE {
                let address = format!("{method} {path}");
                if OPEN.contains(&address.as_str()) || *path == "/sign-out" {
                    continue;
                }
                let answer = scene.ask(&fresh, method, path, body, "");
                if answer.status.is_success() {
                    opened.push(address);
                }
            }
            assert_eq!(opened, LEFT);
        },
    );
}

/// The code that one office asks for and another approves.
pub(crate) fn made_by_two(house: &House, left: &Person<'_>) -> String {
    let reason = [("reason", "They asked for it by letter")];
    let (asks, approves) = (house.dpo(), house.officer());
    let ask = format!("/accounts/{}/record", left.account());
    let asked = asks.post(&ask, &reason).expect(303);
    assert_eq!(asked.location(), "/requests?said=asked");
    let list = approves.get("/requests").expect(200).body;
    let (_, id) = list
        .split("id=\"what-")
        .skip(1)
        .map(|one| (one, one.split('"').next().unwrap()))
        .find(|(one, _)| one.contains("opens somebody&#39;s own record"))
        .unwrap();
    let step = [("step", "approve")];
    asks.post(&format!("/requests/{id}"), &step).expect(403);
    let told = approves
        .post(&format!("/requests/{id}"), &step)
        .expect(200)
        .body;
    let (_, code) = told.split_once("<code>").unwrap();
    code.split('<').next().unwrap().to_owned()
}

/// Everybody of the table, and the ids that its paths stand for.
struct Scene<'h> {
    house: &'h House,
    people: BTreeMap<(usize, &'static str), Person<'h>>,
    /// The right people once more, in sessions in which they showed too long ago who they are.
    aged: BTreeMap<&'static str, Person<'h>>,
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
        let aged = fresh::grown_old(house, |of| &people[&(4, word(of))]);
        house.pass(Span::minutes(20));
        let scene = Self {
            house,
            people,
            aged,
            ids: RefCell::default(),
        };
        scene.put("bank", house.banks[0].to_string());
        scene.put("contest", house.contest.to_string());
        scene.put("id", house.officer().account().to_string());
        scene.put("schema", "none".to_owned());
        scene.put("item", "dpia".to_owned());
        scene.put("account", house.officer().account().to_string());
        scene.begin();
        scene.put("campaign", house.campaigns[0].to_string());
        scene.put("invitation", invited(house, scene.who(4, Organiser)));
        scene.put("script", scripts::published(scene.who(4, Organiser), house));
        scene.put("version", "1".to_owned());
        scene.put("shift", planned(house, scene.who(4, Organiser)));
        scene.put("hook", requested::hooked(scene.who(4, Officer)));
        scene.put("case", case(house, scene.who(4, Officer)));
        scene
    }

    /// A card on the right caller's desk, a report from a call and an import of the right officer, for those who are not
    /// to see them.
    fn begin(&self) {
        self.house.settle();
        self.put("*path", "entries/000.p/1".to_owned());
        self.put("log", self.house.app.world.meta().log_name().to_owned());
        // Before anybody is dealt: whoever is forgotten was shown to nobody.
        self.put("forgotten", forgotten(self.house));
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
        self.put("right", crate::own_page::right(self.house));
        self.put("freeze", frozen(self.house));
        self.put("licence", licence(self.house));
        let account = self.ids.borrow()["account"].clone();
        self.put("term", term_of(self.who(4, Officer), &account));
        self.put("member", member_of(self.house, "M-40003"));
        // Somebody else's: it looks like none at all.
        let page = self.house.caller(0).get("/sessions").expect(200).body;
        let (_, session) = page.split_once("action=\"/sessions/").unwrap();
        self.put("session", session.split('/').next().unwrap().to_owned());
        let ways = requested::somebodys_ways(self.house);
        self.ids.borrow_mut().extend(ways);
        let officer = self.who(4, Officer);
        officer
            .post("/branches", &[("name", "North quay"), ("parent", "")])
            .expect(303);
        let list = officer.get("/branches").expect(200).body;
        let (_, branch) = list.split_once("href=\"/branches/").unwrap();
        self.put("branch", branch.split('"').next().unwrap().to_owned());
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
        self.put("other", open(right, 7));
        self.put("bulk", "00000000000000000000000001".to_owned());
        // Two that were merged before.
        let compare = format!("/duplicates/compare/{}/{}", open(right, 8), open(right, 9));
        let words = [("words", "They look like one person")];
        right.post(&format!("{compare}/reason"), &words).expect(303);
        // The numbers of the one alone: who is dealt them sees one member's, whichever record they were on.
        let fields = [("keep", "one"), ("numbers", "one")];
        right.post(&format!("{compare}/merge"), &fields).expect(303);
        let list = right.get("/duplicates/merges").expect(200).body;
        let (_, merge) = list.split_once("/duplicates/merges/").unwrap();
        self.put("merge", merge.split('/').next().unwrap().to_owned());
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
            "member" => {
                let member = self.ids.borrow()["member"].clone();
                let why = "so that it is asked for";
                let fields = [("number", "M-40003"), ("member", &member), ("reason", why)];
                person.post(&path, &fields)
            }
            "answers" => {
                let campaign = self.ids.borrow()["campaign"].clone();
                let fields = [
                    ("number", "M-40004"),
                    ("campaign", &campaign),
                    ("purpose", "complaint"),
                    ("reason", "so that it is asked for"),
                ];
                person.post(&path, &fields)
            }
            "people" => person.upload(&path, "name,email\nDilys Dialler,\n"),
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
        } else if to.starts_with("/contests?") {
            "contests"
        } else if to.contains("/ready?") {
            "ready"
        } else if to.ends_with("/late") {
            "late"
        } else if to.ends_with("/saved") {
            "saved"
        } else if to.split('?').next() == Some(&format!("/desk/cards/{}", ids["card"])) {
            "card"
        } else if to == format!("/desk/{}", ids["bank"]) {
            "desk"
        } else if to.starts_with("/banks/") {
            "bank"
        } else if let Some(of) = to.strip_prefix("/branches") {
            ["branches", "branch"][usize::from(of.starts_with('/'))]
        } else if to.starts_with("/roll/tries/") {
            "tried"
        } else if to.starts_with("/roll/import/") {
            "import"
        } else if to.starts_with("/members/reasons") {
            "reasons"
        } else if to.starts_with("/members/colleagues") {
            "colleagues"
        } else if to.starts_with("/duplicates/compare/") {
            "compare"
        } else if to.starts_with("/duplicates") {
            "duplicates"
        } else if to.starts_with("/members/") {
            "member"
        } else if to.starts_with("/roll/reports") {
            "reports"
        } else if to.starts_with("/licences/") {
            "licence"
        } else if to.starts_with("/accounts/") {
            "account"
        } else if to.starts_with("/complaints") {
            "complaints"
        } else if to.starts_with("/freezes") {
            "freezes"
        } else if to.starts_with("/rights/requests/") {
            "right"
        } else if to.starts_with("/requests") {
            "requests"
        } else if let Some(word) = requested::word_of(to) {
            word
        } else if to.starts_with("/campaigns/") {
            "people"
        } else if to.starts_with("/sessions?") {
            "sessions"
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
        let heads = |answer: &Answer| -> BTreeSet<String> {
            answer.headers.keys().map(ToString::to_string).collect()
        };
        assert_eq!(heads(&absent), heads(answer), "{method} {path}");
    }
}
