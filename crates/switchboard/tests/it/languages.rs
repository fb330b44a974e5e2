//! Two languages: what a browser asks for, what a link chooses, and what somebody keeps with their account.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use switchboard::web::messages::Words;
use switchboard_store::rules::language::Language;

use crate::house::{Answer, Person, Plan, on_both};

fn plan() -> Plan {
    Plan {
        members: 6,
        ..Plan::default()
    }
}

/// As it stands on a page.
fn welsh(key: &str) -> String {
    Words::of(Language::Welsh).t(key).replace('\'', "&#39;")
}

fn english(key: &str) -> String {
    Words::english().t(key).replace('\'', "&#39;")
}

/// A browser that asks for Welsh.
fn asking(who: &Person<'_>, path: &str) -> Request<Body> {
    let mut request = who.request(Method::GET, path, None);
    let asks = HeaderValue::from_static("cy-GB,cy;q=0.9,en;q=0.8");
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, asks);
    request
}

/// A link in the foot of a page.
fn follow(who: &Person<'_>, from: &str, code: &str) -> String {
    followed(who, from, code).location().to_owned()
}

fn followed(who: &Person<'_>, from: &str, code: &str) -> Answer {
    let mut request = who.request(Method::GET, &format!("/language/{code}"), None);
    let referer = format!("http://localhost:8080{from}");
    let headers = request.headers_mut();
    headers.insert(header::REFERER, referer.parse().unwrap());
    headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
    who.send(request).expect(303)
}

#[test]
fn a_link_on_what_a_form_answered_leads_home_and_never_to_an_address_that_takes_forms_alone() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let bank = &house.banks[0];
        let forms = [
            format!("/desk/{bank}/next"),
            "/desk/cards/00000000000000000000000001/outcome".to_owned(),
            "/set-up/password".to_owned(),
            "/own/password".to_owned(),
            "/members/open".to_owned(),
            "/no/such/page".to_owned(),
        ];
        for from in &forms {
            assert_eq!(follow(&caller, from, "cy"), "/", "{from}");
        }
        let pages = [
            format!("/desk/{bank}"),
            "/language?said=chosen".to_owned(),
            "/log".to_owned(),
        ];
        for from in &pages {
            assert_eq!(&follow(&caller, from, "cy"), from);
            let page = caller.get(from).expect(200);
            assert_eq!(page.header("content-language"), "cy", "{from}");
        }
    });
}

#[test]
fn a_link_without_a_word_of_where_it_stood_chooses_nothing() {
    on_both(plan(), |house| {
        let stranger = house.stranger();
        let request = stranger.request(Method::GET, "/language/cy", None);
        let answer = stranger.send(request).expect(303);
        assert_eq!(answer.location(), "/");
        assert_eq!(answer.header("set-cookie"), "");
    });
}

#[test]
fn callers_say_the_installations_words_where_no_script_names_a_language() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).location().to_owned();
        let page = caller.send(asking(&caller, &card)).expect(200);
        assert_eq!(page.header("content-language"), "cy");
        let said = "<blockquote lang=\"en\"><p>";
        assert!(page.body.contains(said), "{}", page.body);
        let page = caller.get(&card).expect(200).body;
        assert!(page.contains("<blockquote><p>"), "{page}");
    });
}

#[test]
fn nobody_fills_the_log_with_changes_of_their_language() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        for code in ["cy", "en", "cy", "en", "cy", "en"] {
            choose(&caller, code);
        }
        caller.post("/language", &[("language", "cy")]).expect(429);
    });
}

#[test]
fn whoever_joins_in_welsh_reads_the_english_that_was_signed_too() {
    on_both(plan(), |house| {
        let stranger = house.stranger();
        let path = "/join/00000000000000000000000001";
        let page = stranger.send(asking(&stranger, path)).expect(200).body;
        for key in ["join-notice-holds", "join-notice-what"] {
            assert!(page.contains(&welsh(key)), "{page}");
        }
        assert!(page.contains(&english("join-notice-what")), "{page}");
        let page = stranger.get(path).expect(200).body;
        assert!(!page.contains(&english("join-notice-holds")), "{page}");
    });
}

#[test]
fn a_browser_that_asks_for_welsh_gets_it_and_a_link_chooses_the_other_on_the_same_page() {
    on_both(plan(), |house| {
        let stranger = house.stranger();
        let page = stranger.get("/sign-in").expect(200);
        assert_eq!(page.header("content-language"), "en");
        assert!(page.body.contains("<html lang=\"en\">"));
        assert!(!page.body.contains(&english("language-unreviewed")));
        let page = stranger.send(asking(&stranger, "/sign-in")).expect(200);
        assert_eq!(page.header("content-language"), "cy");
        assert_eq!(page.header("vary"), "Accept-Language, Cookie");
        assert!(page.body.contains("<html lang=\"cy\">"));
        assert!(page.body.contains(&welsh("sign-in-title")));
        assert!(page.body.contains("<a href=\"/language/en\""));
        // The link, on a page that is a way in.
        assert_eq!(follow(&stranger, "/sign-in", "en"), "/sign-in");
        let page = stranger.send(asking(&stranger, "/sign-in")).expect(200);
        assert_eq!(page.header("content-language"), "en");
        // On a page that anybody may keep: what proxies keep apart.
        let page = stranger.send(asking(&stranger, "/fairness")).expect(200);
        assert_eq!(page.header("content-language"), "en");
        assert_eq!(follow(&stranger, "/fairness", "cy"), "/fairness");
        let page = stranger.get("/fairness").expect(200);
        assert_eq!(page.header("content-language"), "cy");
        assert!(page.header("cache-control").starts_with("public"));
        assert_eq!(page.header("vary"), "Accept-Language, Cookie");
        stranger.get("/language/fr").expect(404);
    });
}

#[test]
fn another_site_chooses_nobodys_language() {
    on_both(plan(), |house| {
        let stranger = house.stranger();
        let mut request = stranger.request(Method::GET, "/language/cy", None);
        let cross = HeaderValue::from_static("cross-site");
        request.headers_mut().insert("sec-fetch-site", cross);
        let answer = stranger.send(request).expect(303);
        assert_eq!(answer.location(), "/");
        assert_eq!(answer.header("set-cookie"), "");
        let page = stranger.get("/sign-in").expect(200);
        assert_eq!(page.header("content-language"), "en");
    });
}

#[test]
fn what_somebody_keeps_with_their_account_goes_with_them_to_every_browser() {
    on_both(plan(), |house| {
        let organiser = house.organiser(0);
        let bank = house.banks[0];
        let watch = format!("/banks/{bank}");
        assert_eq!(
            organiser.get(&watch).expect(200).header("content-language"),
            "en"
        );
        let saved = choose(&organiser, "cy");
        assert_eq!(saved, "/language?said=chosen");
        let page = organiser.get(&saved).expect(200).body;
        assert!(page.contains(&welsh("language-said-chosen")));
        // In another browser, which asks for nothing.
        let elsewhere = Person::again(house, &organiser, &organiser.code);
        elsewhere.sign_in().expect(303);
        let page = elsewhere.get(&watch).expect(200);
        assert_eq!(page.header("content-language"), "cy");
        // What streams to it is made in its language too.
        assert!(
            !page.body.contains(&english("watch-audience")),
            "{}",
            page.body
        );
        assert!(page.body.contains(&welsh("watch-audience")));
        // A link in the foot doesn't overrule it: it leads to where that is changed.
        let led = followed(&elsewhere, &watch, "en");
        assert_eq!(led.location(), "/language?said=own");
        assert_eq!(led.header("set-cookie"), "");
        let page = elsewhere.get(led.location()).expect(200).body;
        assert!(page.contains(&welsh("language-said-own")), "{page}");
        assert!(page.contains(&welsh("language-text-own")), "{page}");
        assert_eq!(
            elsewhere.get(&watch).expect(200).header("content-language"),
            "cy"
        );
        choose(&elsewhere, "");
        assert_eq!(
            elsewhere.get(&watch).expect(200).header("content-language"),
            "en"
        );
        elsewhere
            .post("/language", &[("language", "fr")])
            .expect(422);
    });
}

#[test]
fn a_program_is_told_what_went_wrong_in_its_language_by_the_same_code() {
    on_both(plan(), |house| {
        let caller = house.caller(0);
        let bank = format!("/api/v1/banks/{}", house.banks[0]);
        let refused = caller.ask(Method::GET, &bank, None).expect(403);
        assert_eq!(refused.header("content-language"), "en");
        let asked = caller.send(asking(&caller, &bank)).expect(403);
        assert_eq!(asked.header("content-language"), "cy");
        let (told, said) = (asked.json(), refused.json());
        assert_eq!(
            (&told["type"], &told["title"]),
            (&said["type"], &said["title"])
        );
        assert_ne!(told["detail"], said["detail"]);
        let nowhere = caller
            .send(asking(&caller, "/api/v1/members/nobody"))
            .expect(404);
        assert_eq!(nowhere.json()["detail"], welsh("not-found-text"));
    });
}

/// Chooses as the form on the page does; answers where that leads.
fn choose(who: &Person<'_>, code: &str) -> String {
    let answer = who.post("/language", &[("language", code)]).expect(303);
    // The browser may be shared: it keeps nothing of it.
    assert_eq!(answer.header("set-cookie"), "");
    answer.location().to_owned()
}
