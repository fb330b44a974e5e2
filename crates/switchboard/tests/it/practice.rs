//! A caller practises before they ring anybody: there with a ticket, back with a receipt, and nothing crosses but these.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{Method, header};
use switchboard::app::{App, Cookies};
use switchboard::practice::{Keeper, Open};
use switchboard_store::rules::moment::Span;
use switchboard_store::{Options, SessionKey, World, WorldKind, log};

use crate::house::{Answer, House, Person, Plan, encoded, on_both};
use crate::program::wait;

const MEMBERS: usize = 60;
/// Later on the evening of all stories.
const LATER: &str = "2026-11-24T21:30";

fn plan() -> Plan {
    Plan {
        members: 4,
        ..Plan::default()
    }
}

/// What a person's browser does in practice. Whoever is shown there is no member of the house, so nothing of it is audited.
struct Practising<'p, 'h> {
    house: &'h House,
    who: &'p Person<'h>,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'p, 'h> Practising<'p, 'h> {
    fn of(house: &'h House, who: &'p Person<'h>) -> Self {
        Self {
            house,
            who,
            cookies: RefCell::default(),
        }
    }

    /// Opens the page of training, and goes in with the ticket that stands there.
    fn goes_in(&self) -> Answer {
        let page = self.who.get("/training").expect(200).body;
        self.send("/practice/enter", &[("ticket", field(&page, "ticket"))])
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None)
    }

    /// Sends a form with the proof of practice's session.
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let proof = self.proof();
        let mut all = vec![("csrf", proof.as_str())];
        all.extend(fields);
        self.send(path, &all)
    }

    fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = ("application/x-www-form-urlencoded", encoded(fields));
        self.ask(Method::POST, path, Some(form))
    }

    fn ask(&self, method: Method, path: &str, body: Option<(&str, String)>) -> Answer {
        let mut request = self.who.request(method, path, body);
        let mut all = self.who.jar();
        all.extend(self.cookies.borrow().clone());
        let pairs: Vec<_> = all
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let line = pairs.join("; ").parse().unwrap();
        request.headers_mut().insert(header::COOKIE, line);
        let answer = self.house.send(request);
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, _) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(
                name.contains("practice"),
                "{name} is a cookie of the live world"
            );
            self.cookies
                .borrow_mut()
                .insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    fn proof(&self) -> String {
        let cookies = self.cookies.borrow();
        let name = self.house.app.cookies.of_practice().session();
        let token = cookies.get(name).and_then(|token| SessionKey::of(token));
        token.map(|key| key.form_proof()).unwrap_or_default()
    }

    /// Rings one, and says what happened. Answers the member's page.
    fn rings(&self, bank: &str, outcome: &[(&str, &str)]) -> String {
        self.rings_and_saves(bank, outcome).0
    }

    /// The same, with where it is said that it was saved.
    fn rings_and_saves(&self, bank: &str, outcome: &[(&str, &str)]) -> (String, String) {
        let dealt = self.post(&format!("{bank}/next"), &[]).expect(303);
        let card = dealt.location().to_owned();
        assert!(card.starts_with("/practice/desk/cards/"), "{card}");
        let shown = self.post(&format!("{card}/number"), &[]).expect(303);
        let page = self.get(shown.location()).expect(200).body;
        let saved = self.post(&format!("{card}/outcome"), outcome).expect(303);
        (page, saved.location().to_owned())
    }
}

/// The value of a hidden field.
#[track_caller]
fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap()
}

/// The name in the heading of a card.
fn heading(page: &str) -> &str {
    let (_, rest) = page.split_once("<h1>").unwrap();
    rest.split("</h1>").next().unwrap()
}

/// The last word of a name.
fn family(name: &str) -> &str {
    name.rsplit(' ').next().unwrap()
}

fn said(answer: &Answer) -> &str {
    let (_, said) = answer.location().split_once("?said=").unwrap();
    said
}

#[test]
fn a_caller_practises_five_cards_and_comes_back_with_a_receipt_that_counts_once_and_for_nobody_else()
 {
    on_both(plan(), |house| {
        let [caller, other] = [(); 2].map(|()| house.caller(0));
        let home = caller.get("/").expect(200).body;
        assert!(home.contains("Practise first (5 minutes)"), "{home}");
        let early = Practising::of(house, &caller).goes_in().expect(303);
        assert_eq!(early.location(), "/training?said=soon");

        let open = Open::begin(&house.app, MEMBERS).unwrap();
        let there = Practising::of(house, &caller);
        let inside = there.goes_in().expect(303);
        let bank = inside.location().to_owned();
        assert!(bank.starts_with("/practice/desk/"), "{bank}");
        let first = there.get(&bank).expect(200).body;
        for wanted in [
            "Practice. Nobody here is real. Nothing you do here counts.",
            "<title>Practice – ",
            &format!("action=\"{bank}/next\""),
            "href=\"/practice/done\"",
            "href=\"/training\"",
            "href=\"/assets/",
        ] {
            assert!(first.contains(wanted), "{wanted} in {first}");
        }
        assert!(
            !first.contains("href=\"/log\""),
            "the live log is none of practice's"
        );

        let back = [("outcome", "call-back"), ("call_back_at", LATER)];
        let (mut met, mut saved) = (Vec::new(), String::new());
        for outcome in [
            &[("outcome", "answered")][..],
            &[("outcome", "no-answer")],
            &[("outcome", "dont-call-anyone")],
            &back,
            &[("outcome", "busy")],
        ] {
            let (page, at) = there.rings_and_saves(&bank, outcome);
            saved = at;
            assert!(page.contains("Here you would tap to ring"), "{page}");
            assert!(!page.contains("tel:"), "nobody's telephone rings: {page}");
            met.push(heading(&page).to_owned());
            let so_far = there.get(&saved).expect(200).body;
            let count = format!("{} of 5 cards.", met.len());
            assert!(so_far.contains(&count), "{count} in {so_far}");
            assert_eq!(so_far.contains("One thing is left:"), met.len() == 5);
        }
        let way = "href=\"/practice/done\">Read \"Before you ring anybody\"";
        let last = there.get(&saved).expect(200).body;
        let last = last.replace("&quot;", "\"").replace("&#34;", "\"");
        assert!(last.contains(way), "{last}");
        let page = there.get("/practice/done").expect(200).body;
        assert!(
            !page.contains("/training/receipt"),
            "the notice is still to be read"
        );
        there.post("/practice/notice", &[]).expect(303);
        let finished = there.get(&saved).expect(200).body;
        assert!(finished.contains("You have finished practising."));
        let page = there.get("/practice/done").expect(200).body;
        let receipt = field(&page, "receipt").to_owned();

        // Nobody else's, and not forged.
        let bring = |who: &Person<'_>, receipt: &str| {
            said(
                &who.post("/training/receipt", &[("receipt", receipt)])
                    .expect(303),
            )
            .to_owned()
        };
        assert_eq!(bring(&other, &receipt), "not-yours");
        assert_eq!(bring(&caller, &format!("1{receipt}")), "not-yours");
        assert_eq!(bring(&caller, &receipt), "recorded");
        assert_eq!(bring(&caller, &receipt), "before");
        let page = caller.get("/training?said=recorded").expect(200).body;
        assert!(page.contains("you can ring now"), "{page}");
        let not = other.get("/training").expect(200).body;
        assert!(!not.contains("you can ring now"), "{not}");
        let home = caller.get("/").expect(200).body;
        assert!(
            home.contains("Practise again") && !home.contains("Practise first"),
            "{home}"
        );

        is_nobody_here(house, &met);
        // A session of one world opens nothing of the other.
        assert_eq!(open.world().meta().kind, WorldKind::Practice);
        let swapped = house.stranger();
        let token = there.cookies.borrow()[house.app.cookies.of_practice().session()].clone();
        swapped.set_jar([(house.app.cookies.session().to_owned(), token)].into());
        assert_eq!(swapped.get("/training").short(), "303 /sign-in");
        let live = caller.session().unwrap();
        let name = house.app.cookies.of_practice().session();
        swapped.set_jar([(name.to_owned(), live)].into());
        assert_eq!(swapped.get(&bank).short(), "303 /training");
    });
}

/// Whoever was met in practice is nobody in the live world, and the other way.
fn is_nobody_here(house: &House, met: &[String]) {
    let officer = house.officer();
    for name in met {
        let asked = [("by", "name"), ("text", family(name))];
        let found = officer.post("/roll/search", &asked).expect(200).body;
        assert!(found.contains("Nobody was found"), "{name}: {found}");
    }
    for member in &house.members {
        assert!(met.iter().all(|name| !member.is_named_in(name)));
    }
}

#[test]
fn a_bank_that_wants_practice_sends_a_caller_to_practise_and_deals_when_they_come_back_also_after_a_restart()
 {
    on_both(plan(), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let campaign = house.campaigns[0].to_string();
        let wish = [("wish", "practice"), ("campaign", campaign.as_str())];
        let ask = format!("/training/banks/{}", house.banks[0]);
        let asked = organiser.post(&ask, &wish).expect(303);
        let list = format!("/training/campaigns/{campaign}");
        assert_eq!(asked.location(), format!("{list}?said=asks"));
        let next = format!("/desk/{}/next", house.banks[0]);
        let sent = caller.post(&next, &[]).expect(303);
        assert_eq!(sent.location(), "/training?said=first");
        let api = format!("/api/v1/banks/{}/next", house.banks[0]);
        let nothing = Some(serde_json::json!({}));
        let refused = caller.api(Method::POST, &api, nothing).expect(403);
        assert!(refused.body.contains("practise-first"), "{}", refused.body);

        let receipt = {
            let _open = Open::begin(&house.app, MEMBERS).unwrap();
            let there = Practising::of(house, &caller);
            let bank = there.goes_in().expect(303).location().to_owned();
            let back = [("outcome", "call-back"), ("call_back_at", LATER)];
            for outcome in [&back[..], &[("outcome", "dont-call-this-campaign")]] {
                there.rings(&bank, outcome);
            }
            for _ in 0..3 {
                there.rings(&bank, &[("outcome", "answered")]);
            }
            there.post("/practice/notice", &[]).expect(303);
            let page = there.get("/practice/done").expect(200).body;
            field(&page, "receipt").to_owned()
        };
        // The program ends between practice and its receipt: the live world's keys know it all the same.
        let folder = switchboard_store::practice::folder(house.world().dir());
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            0,
            "practice is thrown away"
        );
        let again = World::open(house.world().dir(), Options::default()).unwrap();
        let app = App::new(again, house.app.clock, Cookies::Loopback);
        let mut request = caller.request(
            Method::POST,
            "/training/receipt",
            Some((
                "application/x-www-form-urlencoded",
                encoded(&[("receipt", &receipt)]),
            )),
        );
        let address = axum::extract::ConnectInfo(house.address());
        request.extensions_mut().insert(address);
        let site = switchboard::edge::router(std::sync::Arc::clone(&app));
        let answer = house.runtime.block_on(async {
            use tower::ServiceExt as _;
            site.oneshot(request).await.unwrap()
        });
        assert_eq!(answer.headers()["location"], "/training?said=recorded");
        drop(app);
        let card = caller.post(&next, &[]).expect(303);
        assert!(card.card().is_some(), "{}", card.location());
        let page = organiser.get(&list).expect(200).body;
        assert!(
            page.contains("Only who has practised gets cards here, since"),
            "{page}"
        );
        assert!(page.contains("Colleague caller"), "{page}");
        house.settle();
        assert!(log::head(house.world()).unwrap().size > 0);
    });
}

/// What comes within a minute.
#[track_caller]
fn until(what: &str, mut look: impl FnMut() -> bool) {
    let began = Instant::now();
    while !look() {
        assert!(began.elapsed() < Duration::from_mins(1), "{what}");
        wait(Duration::from_millis(20));
    }
}

#[test]
fn practice_is_made_when_somebody_wants_it_has_members_for_all_and_is_gone_when_the_day_is_over() {
    on_both(plan(), |house| {
        let [caller, other] = [(); 2].map(|()| house.caller(0));
        let folder = switchboard_store::practice::folder(house.world().dir());
        // What a killed program left.
        let left = folder.join("0123");
        std::fs::create_dir_all(&left).unwrap();
        let (told, ending) = tokio::sync::watch::channel(false);
        let keeper = Keeper::new(Arc::clone(&house.app)).with(8, Duration::from_millis(50));
        let task = house.runtime.spawn(keeper.keep(ending));
        until("what was left is removed", || !left.exists());
        assert!(!house.app.practice.is_running(), "nobody wants it yet");
        caller.get("/training").expect(200);
        until("it is made", || house.app.practice.is_running());

        let there = Practising::of(house, &caller);
        let bank = there.goes_in().expect(303).location().to_owned();
        for _ in 0..6 {
            there.rings(&bank, &[("outcome", "dont-call-anyone")]);
        }
        // Six of eight are gone, and more come for whoever comes after.
        let second = Practising::of(house, &other);
        let bank = second.goes_in().expect(303).location().to_owned();
        for _ in 0..6 {
            until("more are invented", || {
                house.pass(Span::seconds(1));
                // Until they are there nobody is to ring, and the page says so.
                let dealt = second.post(&format!("{bank}/next"), &[]);
                dealt.location().starts_with("/practice/desk/cards/")
            });
            second.rings(&bank, &[("outcome", "dont-call-anyone")]);
        }

        house.pass(Span::hours(8));
        until("the day is over", || !house.app.practice.is_running());
        let late = second.get(&bank).expect(303);
        assert_eq!(late.location(), "/training?said=soon");
        until("it is thrown away", || {
            std::fs::read_dir(&folder).unwrap().count() == 0
        });
        told.send(true).unwrap();
        house.runtime.block_on(task).unwrap();
    });
}

#[test]
fn a_ticket_lets_in_once_whoever_it_is_for_while_they_have_a_place_and_not_too_often() {
    on_both(plan(), |house| {
        let [caller, other] = [(); 2].map(|()| house.caller(0));
        let _open = Open::begin(&house.app, MEMBERS).unwrap();
        let [there, elsewhere] = [&caller, &other].map(|who| Practising::of(house, who));
        let ticket = |who: &Person<'_>| {
            house.pass(Span::seconds(1));
            field(&who.get("/training").expect(200).body, "ticket").to_owned()
        };
        let enter = |who: &Practising<'_, '_>, ticket: &str| {
            let answer = who.send("/practice/enter", &[("ticket", ticket)]);
            let location = answer.headers.get("location");
            location.map_or_else(|| answer.short(), |to| to.to_str().unwrap().to_owned())
        };
        let first = ticket(&caller);
        assert_eq!(enter(&elsewhere, &first), "/training?said=ticket");
        let inside = enter(&there, &first);
        assert!(inside.starts_with("/practice/desk/"), "{inside}");
        assert_eq!(enter(&there, &first), "/training?said=ticket", "used");

        // Ending the evening in practice ends practice, and nothing else.
        let evening = there.get(&format!("{inside}/evening"));
        let leave = evening.body.contains("action=\"/practice/leave\"");
        assert!(leave, "{}", evening.body);
        let left = there.post("/practice/leave", &[]).expect(303);
        assert_eq!(left.location(), "/training");
        assert_eq!(there.get(&inside).short(), "303 /training");
        caller.get("/training").expect(200);

        let again = ticket(&caller);
        for _ in 0..3 {
            enter(&there, &again);
        }
        let too_many = there.send("/practice/enter", &[("ticket", "x")]);
        too_many.expect(429);

        let last = ticket(&other);
        other.post("/sign-out", &[]).expect(303);
        assert_eq!(enter(&elsewhere, &last), "/sign-in", "no live session");
    });
}
