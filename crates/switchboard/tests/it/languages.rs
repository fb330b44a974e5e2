//! Two languages: what a browser asks for, what a link chooses, and what somebody keeps with their account.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use switchboard::web::messages::Words;
use switchboard_store::rules::language::Language;

use crate::house::{Person, Plan, on_both};

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
    let mut request = who.request(Method::GET, &format!("/language/{code}"), None);
    let referer = format!("http://localhost:8080{from}");
    let headers = request.headers_mut();
    headers.insert(header::REFERER, referer.parse().unwrap());
    headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
    let answer = who.send(request).expect(303);
    answer.location().to_owned()
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
        assert_eq!(follow(&elsewhere, &watch, "en"), "/language");
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
    answer.location().to_owned()
}
