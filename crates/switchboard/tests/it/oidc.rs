//! The organisation's own sign-in as people use it, and as others would: a provider in this process, pages through the edge.

#[path = "../../../store/src/tests/issuer.rs"]
mod issuer;
mod provider;
mod tries;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use switchboard_store::rules::moment::Span;

use crate::house::{Answer, House, Person, Plan, encoded, grounds, on_both};
use crate::streams::{next, open};
use issuer::Issuer;
use provider::{Asked, CLIENT, Provider};

fn plan(provider: &Provider) -> Plan {
    Plan {
        members: 4,
        config: provider.config,
        ..Plan::default()
    }
}

/// Where a page leads on to.
fn onward(page: &Answer) -> String {
    let (_, rest) = page
        .body
        .split_once("http-equiv=\"refresh\" content=\"0; url=")
        .unwrap();
    let (to, _) = rest.split_once('"').unwrap();
    to.replace("&#38;", "&").replace("&amp;", "&")
}

/// What somebody is sent to the provider with.
fn asked(page: &Answer) -> Asked {
    let to = onward(page);
    let (_, query) = to.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Presses a button that leads there.
fn begin(browser: &Person<'_>, path: &str) -> Asked {
    asked(&browser.post(path, &[("to", "/sessions")]).expect(200))
}

/// A house, and the provider of its organisation.
struct Scene<'h> {
    house: &'h House,
    provider: Arc<Provider>,
}

impl Scene<'_> {
    fn seconds(&self) -> i64 {
        self.house.now().millis() / 1000
    }

    fn says(&self, asked: &Asked, subject: &str) -> Value {
        let issuer = &self.provider.issuer;
        issuer.says(CLIENT, subject, &asked["nonce"], self.seconds())
    }

    /// The address that the provider sends a browser back to.
    fn back(&self, asked: &Asked, code: &str) -> String {
        let iss = self.provider.issuer.url.as_str();
        let fields = [("code", code), ("state", &asked["state"]), ("iss", iss)];
        format!("/oidc/back?{}", encoded(&fields))
    }

    /// There and back, as this subject.
    fn go(&self, browser: &Person<'_>, path: &str, subject: &str) -> Answer {
        let asked = begin(browser, path);
        let code = self.provider.code(&asked, &self.says(&asked, subject));
        follow(browser, &self.back(&asked, &code))
    }

    fn leave(&self, token: &str) -> Answer {
        let provider = self.house.stranger();
        let body = encoded(&[("logout_token", token)]);
        let kind = "application/x-www-form-urlencoded";
        provider.ask(Method::POST, "/oidc/logout", Some((kind, body)))
    }

    /// News of leaving.
    fn news(&self, number: &str, subject: &str) -> Value {
        let mut says = self.provider.issuer.left(CLIENT, number, self.seconds());
        says["sub"] = json!(subject);
        says
    }

    fn token(&self, says: &Value) -> String {
        self.provider.issuer.token("ES256", "k-ES256", says)
    }

    fn says_why(&self, answer: &Answer, key: &str) {
        let words = &self.house.app.usual;
        let sentence = words.say(key).text("name", "the staff sign-in").to_string();
        assert!(answer.body.contains(&sentence), "{key}: {}", answer.body);
    }
}

/// Back from the provider, and on from our page to the next.
fn follow(browser: &Person<'_>, back: &str) -> Answer {
    let page = browser.get(back).expect(200);
    assert_eq!(page.header("set-cookie"), "");
    browser.get(&onward(&page))
}

fn on_each(story: impl Fn(&Scene<'_>)) {
    let provider = Provider::open();
    on_both(plan(&provider), |house| {
        *provider.is_away.lock().unwrap() = false;
        *provider.changes_none.lock().unwrap() = false;
        *provider.k.lock().unwrap() = "k";
        let provider = Arc::clone(&provider);
        story(&Scene { house, provider });
    });
}

#[test]
fn whoever_connected_their_account_comes_in_by_it_and_is_out_at_once_when_the_provider_says_so() {
    on_each(|scene| {
        let house = scene.house;
        let organiser = house.organiser(0);
        let page = organiser.get("/sessions").expect(200).body;
        assert!(page.contains("href=\"/identity\""));
        let connected = scene.go(&organiser, "/identity/connect", "248");
        assert_eq!(connected.short(), "303 /identity?said=connected");
        organiser.post("/sign-out", &[]).expect(303);

        let browser = house.stranger();
        assert!(
            browser
                .get("/sign-in")
                .expect(200)
                .body
                .contains("/sign-in/oidc")
        );
        let there = browser.post("/sign-in/oidc", &[]).expect(200);
        let cookie = there.header("set-cookie").to_owned();
        assert!(
            cookie.contains("HttpOnly; SameSite=Lax; Max-Age=600"),
            "{cookie}"
        );
        let asked = asked(&there);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(!cookie.contains(&asked["state"]) && !cookie.contains(&asked["nonce"]));
        let code = scene.provider.code(&asked, &scene.says(&asked, "248"));
        let back = scene.back(&asked, &code);
        assert_eq!(follow(&browser, &back).short(), "303 /");
        let browser = browser.arrived();
        let sessions = browser.get("/sessions").expect(200).body;
        assert!(sessions.contains(&house.app.usual.t("sessions-identity")));

        // The same once more, in the same browser: its cookie is gone, and the code is used up.
        let again = follow(&browser, &back).expect(422);
        scene.says_why(&again, "identity-failed-lost");

        let mut stream = open(house, &browser);
        next(house, &mut stream, Duration::from_secs(5)).unwrap();
        let news = scene.token(&scene.news("j1", "248"));
        let heard = scene.leave(&news).expect(200);
        assert_eq!(
            (heard.header("cache-control"), heard.body.as_str()),
            ("no-store", "")
        );
        while next(house, &mut stream, Duration::from_secs(3)).is_some() {}
        assert_eq!(browser.get("/sessions").short(), "303 /sign-in");
        scene.leave(&news).expect(400);
    });
}

#[test]
fn a_link_that_somebody_was_sent_lets_nobody_in_as_somebody_else() {
    on_each(|scene| {
        let house = scene.house;
        let attacker = house.caller(1);
        assert_eq!(scene.go(&attacker, "/identity/connect", "evil").status, 303);
        let other = house.stranger();
        let asked = begin(&other, "/sign-in/oidc");
        let link = |asked: &Asked| {
            let code = scene.provider.code(asked, &scene.says(asked, "evil"));
            scene.back(asked, &code)
        };
        // In a browser that was not sent, and in one that was sent with something else.
        let victim = house.stranger();
        scene.says_why(
            &follow(&victim, &link(&asked)).expect(422),
            "identity-failed-lost",
        );
        begin(&victim, "/sign-in/oidc");
        scene.says_why(
            &follow(&victim, &link(&asked)).expect(422),
            "identity-failed-lost",
        );
        assert_eq!(victim.get("/sessions").short(), "303 /sign-in");
        // Nor does what one person began to connect end in another's account.
        let (one, two) = (house.caller(0), house.caller(0));
        let begun = begin(&one, "/identity/connect");
        begin(&two, "/identity/connect");
        scene.says_why(
            &follow(&two, &link(&begun)).expect(422),
            "identity-failed-lost",
        );
    });
}

#[test]
fn an_answer_with_one_thing_wrong_lets_nobody_in_and_says_what_to_do() {
    on_each(|scene| {
        let house = scene.house;
        let caller = house.caller(0);
        assert_eq!(scene.go(&caller, "/identity/connect", "7").status, 303);
        let browser = house.stranger();
        let try_with = |change: &dyn Fn(&mut Value), key: &str| {
            let asked = begin(&browser, "/sign-in/oidc");
            let mut says = scene.says(&asked, "7");
            change(&mut says);
            let code = scene.provider.code(&asked, &says);
            scene.says_why(
                &follow(&browser, &scene.back(&asked, &code)).expect(422),
                key,
            );
        };
        let not_taken = "identity-failed-not-taken";
        try_with(&|says| says["nonce"] = json!("another"), not_taken);
        try_with(&|says| says["aud"] = json!("another"), not_taken);
        try_with(
            &|says| says["iss"] = json!("https://evil.example"),
            not_taken,
        );
        try_with(&|says| says["exp"] = json!(1), not_taken);
        // Somebody else there, with the address of somebody here.
        let member = |says: &mut Value| {
            says["sub"] = json!("8");
            says["email"] = json!("caller1@office.example.org");
        };
        try_with(&member, "identity-failed-unknown");
        // Unsigned, and signed with what everybody knows.
        for alg in ["none", "HS256"] {
            let asked = begin(&browser, "/sign-in/oidc");
            let token = scene
                .provider
                .issuer
                .token(alg, "k-ES256", &scene.says(&asked, "7"));
            let code = scene.provider.code_for(&asked, token);
            scene.says_why(
                &follow(&browser, &scene.back(&asked, &code)).expect(422),
                not_taken,
            );
        }
        // Of another provider, or of one that doesn't say who it is (RFC 9207).
        for iss in ["&iss=https%3A%2F%2Fevil.example", ""] {
            let asked = begin(&browser, "/sign-in/oidc");
            let code = scene.provider.code(&asked, &scene.says(&asked, "7"));
            let fields = [("code", code.as_str()), ("state", &asked["state"])];
            let back = format!("/oidc/back?{}{iss}", encoded(&fields));
            scene.says_why(&follow(&browser, &back).expect(422), not_taken);
        }
        // A code of somebody else's question: its verifier is another.
        let asked = begin(&house.stranger(), "/sign-in/oidc");
        let stolen = scene.provider.code(&asked, &scene.says(&asked, "7"));
        let mine = begin(&browser, "/sign-in/oidc");
        scene.says_why(
            &follow(&browser, &scene.back(&mine, &stolen)).expect(422),
            not_taken,
        );
        let denied = browser
            .get("/oidc/back?error=access_denied&state=a")
            .expect(422);
        scene.says_why(&denied, "identity-failed-denied");
        house.pass(Span::minutes(5));
        let asked = begin(&browser, "/sign-in/oidc");
        let code = scene.provider.code(&asked, &scene.says(&asked, "7"));
        assert_eq!(
            follow(&browser, &scene.back(&asked, &code)).short(),
            "303 /"
        );
    });
}

#[test]
fn a_provider_that_is_away_keeps_nobody_from_their_other_ways_in() {
    on_each(|scene| {
        *scene.provider.is_away.lock().unwrap() = true;
        let browser = scene.house.stranger();
        let away = browser.post("/sign-in/oidc", &[]).expect(503);
        scene.says_why(&away, "identity-failed-away");
        let caller = scene.house.caller(0);
        caller.get("/identity").expect(200);
        scene.leave(&scene.token(&scene.news("j", "7"))).expect(503);
        *scene.provider.is_away.lock().unwrap() = false;
        scene.house.pass(Span::seconds(6));
        browser.post("/sign-in/oidc", &[]).expect(200);
    });
}

#[test]
fn new_keys_are_asked_for_when_a_token_names_one_and_once_a_minute_at_most() {
    on_each(|scene| {
        let caller = scene.house.caller(0);
        let asked_before = scene.provider.keys_asked.load(Ordering::SeqCst);
        assert_eq!(scene.go(&caller, "/identity/connect", "7").status, 303);
        let come = || {
            scene
                .go(&scene.house.stranger(), "/sign-in/oidc", "7")
                .short()
        };
        assert_eq!(come(), "303 /");
        *scene.provider.k.lock().unwrap() = "next";
        let early = scene.go(&scene.house.stranger(), "/sign-in/oidc", "7");
        scene.says_why(&early.expect(503), "identity-failed-soon");
        let news = |number| {
            let says = scene.news(number, "7");
            let issuer = &scene.provider.issuer;
            scene.leave(&issuer.token("ES256", "next-ES256", &says))
        };
        news("n1").expect(503);
        assert_eq!(
            scene.provider.keys_asked.load(Ordering::SeqCst),
            asked_before + 1
        );
        scene.house.pass(Span::minutes(1));
        news("n1").expect(200);
        assert_eq!(come(), "303 /");
        assert_eq!(
            scene.provider.keys_asked.load(Ordering::SeqCst),
            asked_before + 2
        );
    });
}

#[test]
fn news_of_leaving_that_somebody_made_up_ends_nothing_and_is_told_nothing() {
    on_each(|scene| {
        let caller = scene.house.caller(0);
        assert_eq!(scene.go(&caller, "/identity/connect", "7").status, 303);
        let browser = scene.house.stranger();
        assert_eq!(scene.go(&browser, "/sign-in/oidc", "7").short(), "303 /");
        let browser = browser.arrived();
        let forger = Issuer::new(&scene.provider.issuer.url);
        let news = scene.news("f", "7");
        let mut strange = vec![
            forger.token("ES256", "k-ES256", &news),
            scene.provider.issuer.token("none", "k-ES256", &news),
            scene.provider.issuer.token("HS256", "k-ES256", &news),
            "a.b.c".to_owned(),
            "a".repeat(30_000),
        ];
        for (name, value) in [
            ("nonce", json!("n")),
            ("aud", json!("another")),
            ("events", json!({})),
        ] {
            let mut says = news.clone();
            says[name] = value;
            strange.push(scene.token(&says));
        }
        for token in strange {
            assert_eq!(scene.leave(&token).expect(400).body, "");
        }
        // More than a token takes isn't read.
        assert!(scene.leave(&"a".repeat(40_000)).status.is_client_error());
        browser.get("/sessions").expect(200);
        assert_eq!(browser.get("/oidc/logout").status, 404);
        let mut others = scene.news("o", "7");
        others["sid"] = json!("at 8");
        scene.leave(&scene.token(&others)).expect(200);
        browser.get("/sessions").expect(200);
        scene.leave(&scene.token(&scene.news("r", "7"))).expect(200);
        assert_eq!(browser.get("/sessions").short(), "303 /sign-in");
    });
}

#[test]
fn whoever_came_in_by_it_shows_there_again_who_they_are() {
    on_each(|scene| {
        let house = scene.house;
        let officer = house.officer();
        assert_eq!(scene.go(&officer, "/identity/connect", "9").status, 303);
        let browser = house.stranger();
        assert_eq!(scene.go(&browser, "/sign-in/oidc", "9").short(), "303 /");
        let browser = browser.arrived();
        house.pass(Span::minutes(20));
        let refused = browser.post("/sessions/others", &[]).expect(403).body;
        assert!(
            refused.contains("action=\"/sign-in/again/oidc\""),
            "{refused}"
        );
        let asked = begin(&browser, "/sign-in/again/oidc");
        assert_eq!(
            (asked["prompt"].as_str(), asked["max_age"].as_str()),
            ("login", "0")
        );
        let code = scene.provider.code(&asked, &scene.says(&asked, "9"));
        let shown = follow(&browser, &scene.back(&asked, &code));
        assert_eq!(shown.short(), "303 /sessions");
        browser.post("/sessions/others", &[]).expect(303);
        // Somebody else there is nobody here.
        let wrong = scene.go(&browser, "/sign-in/again/oidc", "10");
        assert_eq!(wrong.short(), "422");
    });
}

#[test]
fn connecting_asks_who_it_is_and_takes_nobody_who_happens_to_be_signed_in_there() {
    on_each(|scene| {
        let caller = scene.house.caller(0);
        for shown in [json!(scene.seconds() - 1800), Value::Null] {
            let asked = begin(&caller, "/identity/connect");
            assert_eq!(
                (asked["prompt"].as_str(), asked["max_age"].as_str()),
                ("login", "0")
            );
            let mut says = scene.says(&asked, "colleague");
            says["auth_time"] = shown;
            let code = scene.provider.code(&asked, &says);
            let page = follow(&caller, &scene.back(&asked, &code)).expect(422);
            scene.says_why(&page, "identity-failed-stale");
        }
        let came = scene.go(&scene.house.stranger(), "/sign-in/oidc", "colleague");
        scene.says_why(&came.expect(422), "identity-failed-unknown");
        let connected = scene.go(&caller, "/identity/connect", "7");
        assert_eq!(connected.short(), "303 /identity?said=connected");
    });
}

#[test]
fn a_connection_out_of_a_backup_lets_nobody_in() {
    let provider = Provider::open();
    for (ground, to) in grounds().into_iter().zip(grounds()) {
        let house = House::build(&ground, plan(&provider));
        let at = |house| Scene {
            house,
            provider: Arc::clone(&provider),
        };
        let connected = at(&house).go(&house.caller(0), "/identity/connect", "7");
        assert_eq!(connected.short(), "303 /identity?said=connected");
        let (back, _) = house.restored(&to);
        let scene = at(&back);
        let came = scene.go(&back.stranger(), "/sign-in/oidc", "7").expect(422);
        scene.says_why(&came, "identity-failed-unknown");
        // It stands still, so its audit would be shown nothing.
        back.forsake();
    }
}
