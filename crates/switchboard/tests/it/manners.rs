//! How the edge behaves towards everybody: headers, cookies, forms of other sites, bodies of the wrong kind or size, and
//! how often somebody may ask.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use switchboard::app::Cookies;
use switchboard_store::rules::moment::Span;

use crate::house::{Answer, House, Plan, grounds, on_both};

const FORM: &str = "application/x-www-form-urlencoded";

fn on_sqlite(plan: Plan, story: impl FnOnce(&House)) {
    story(&House::build(&grounds()[0], plan));
}

/// A page of every role, with a card on a desk.
fn pages(house: &House) -> Vec<(String, Answer)> {
    let caller = house.caller(0);
    let bank = house.banks[0];
    let mut pages = Vec::new();
    let mut of = |person: &crate::house::Person<'_>, paths: &[String]| {
        pages.extend(paths.iter().map(|path| (path.clone(), person.get(path))));
    };
    of(&caller, &["/".to_owned(), format!("/desk/{bank}")]);
    let card = caller
        .post(&format!("/desk/{bank}/next"), &[])
        .expect(303)
        .card()
        .unwrap();
    of(
        &caller,
        &[
            format!("/desk/cards/{card}"),
            format!("/desk/cards/{card}/late"),
            "/nothing-here".to_owned(),
        ],
    );
    caller
        .post(&format!("/desk/cards/{card}/number"), &[])
        .expect(303);
    of(
        &caller,
        &[format!("/desk/cards/{card}"), format!("/banks/{bank}")],
    );
    of(&house.organiser(0), &[format!("/banks/{bank}")]);
    of(
        &house.officer(),
        &["/roll/import".to_owned(), "/roll/search".to_owned()],
    );
    of(
        &house.dpo(),
        &["/ledger".to_owned(), "/ledger/exposure".to_owned()],
    );
    of(
        &house.returning(),
        &[format!("/contests/{}", house.contest)],
    );
    pages
}

#[test]
fn every_page_with_a_session_is_kept_by_nobody_and_runs_no_script_but_ours() {
    on_sqlite(Plan::default(), |house| {
        for (path, answer) in pages(house) {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{path}: {policy}"
            );
            assert!(
                policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"),
                "{path}: {policy}"
            );
            assert!(
                !policy.contains("unsafe") && !policy.contains("http"),
                "{path}: {policy}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
            let page = answer.body.to_lowercase();
            for (at, _) in page.match_indices("<script") {
                assert!(
                    page[at..].starts_with("<script src=\"/assets/"),
                    "{path} has a script in it"
                );
            }
            for inline in [
                "<style",
                " style=\"",
                " onclick=",
                " onload=",
                " onsubmit=",
                "javascript:",
                "src=\"http",
                "href=\"http",
            ] {
                assert!(!page.contains(inline), "{path} has `{inline}`");
            }
        }
    });
}

#[test]
fn the_api_answers_and_refusals_are_kept_by_nobody() {
    on_sqlite(Plan::default(), |house| {
        let caller = house.caller(0);
        let next = format!("/api/v1/banks/{}/next", house.banks[0]);
        for answer in [
            caller.api(Method::POST, &next, None).expect(200),
            caller.api(Method::GET, "/api/v1/banks", None).expect(200),
            caller
                .api(Method::GET, "/api/v1/ledger/entries", None)
                .expect(404),
            house
                .stranger()
                .api(Method::GET, "/api/v1/banks", None)
                .expect(401),
            caller.get("/api/v1/nothing").expect(404),
        ] {
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }
    });
}

#[test]
fn cookies_are_read_by_no_script_and_sent_by_no_other_site() {
    for (cookies, names) in [
        (Cookies::Loopback, ["switchboard", "switchboard-cards"]),
        (
            Cookies::Secure,
            ["__Host-switchboard", "__Host-switchboard-cards"],
        ),
    ] {
        on_sqlite(
            Plan {
                cookies,
                ..Plan::default()
            },
            |house| {
                let caller = house.caller(0);
                let sign_in = caller.sign_in().expect(303);
                let dealt = caller
                    .post(&format!("/desk/{}/next", house.banks[0]), &[])
                    .expect(303);
                for (answer, name) in [(&sign_in, names[0]), (&dealt, names[1])] {
                    let line = answer.header("set-cookie");
                    assert!(line.starts_with(&format!("{name}=")), "{line}");
                    let parts: Vec<&str> = line.split("; ").skip(1).collect();
                    for wanted in ["Path=/", "HttpOnly", "SameSite=Strict"] {
                        assert!(parts.contains(&wanted), "{wanted} in {line}");
                    }
                    assert_eq!(
                        parts.contains(&"Secure"),
                        cookies == Cookies::Secure,
                        "{line}"
                    );
                    assert!(!line.contains("Domain"), "{line}");
                    let hsts = answer.header("strict-transport-security");
                    assert_eq!(
                        hsts.contains("max-age=31536000"),
                        cookies == Cookies::Secure,
                        "{hsts}"
                    );
                }
            },
        );
    }
}

#[test]
fn a_form_without_the_sessions_proof_or_from_another_site_does_nothing() {
    on_sqlite(Plan::default(), |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let next = format!("/desk/{}/next", house.banks[0]);
        for body in [
            "",
            "csrf=",
            "csrf=00000000000000000000000000000000",
            &format!("csrf={}", other.csrf()),
        ] {
            let answer = caller.ask(Method::POST, &next, Some((FORM, body.to_owned())));
            assert!(
                matches!(answer.status.as_u16(), 400 | 422),
                "{body}: {}",
                answer.short()
            );
        }
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://elsewhere.example.org"),
            ("origin", "null"),
        ] {
            let form = format!("csrf={}", caller.csrf());
            let mut request = caller.request(Method::POST, &next, Some((FORM, form)));
            request.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(house.send(request).status, 422, "{name}: {value}");
        }
        let first = caller.get(&format!("/desk/{}", house.banks[0])).expect(200);
        assert!(first.location().is_empty(), "no card was dealt");
        caller.post(&next, &[]).expect(303);
    });
}

/// Bodies that no address takes.
fn wrong_bodies() -> Vec<(&'static str, String)> {
    let typed = "Brackingwold";
    vec![
        ("text/plain", typed.to_owned()),
        ("application/json", format!("{{\"{typed}")),
        ("application/json", format!("[\"{typed}\"]")),
        ("application/json", "{}".to_owned()),
        (
            "application/json",
            format!("{{\"outcome\":\"{typed}\",\"by\":\"{typed}\",\"text\":\"{typed}\"}}"),
        ),
        (
            "application/json",
            format!("{{\"outcome\":{{\"{typed}\":1}},\"by\":7,\"text\":null}}"),
        ),
        ("application/json", "[".repeat(100_000)),
        (FORM, format!("csrf={typed}&outcome={typed}")),
        (FORM, format!("{typed}=%ff%fe&&=%")),
        (FORM, format!("outcome={}", "x".repeat(3 * 1024 * 1024))),
        ("multipart/form-data", typed.to_owned()),
        (
            "multipart/form-data; boundary=cut",
            format!("--cut\r\n{typed}"),
        ),
        ("", typed.to_owned()),
    ]
}

#[test]
fn a_wrong_body_is_the_askers_mistake_and_is_never_said_back() {
    on_both(Plan::default(), |house| {
        let (caller, officer) = (house.caller(0), house.officer());
        let bank = house.banks[0];
        let card = caller
            .post(&format!("/desk/{bank}/next"), &[])
            .expect(303)
            .card()
            .unwrap();
        let addresses = [
            (&caller, format!("/desk/{bank}/next")),
            (&caller, format!("/desk/cards/{card}/outcome")),
            (&caller, format!("/desk/cards/{card}/late")),
            (&caller, format!("/api/v1/cards/{card}/outcome")),
            (&officer, "/roll/search".to_owned()),
            (&officer, "/roll/import".to_owned()),
            (&officer, "/api/v1/members/search".to_owned()),
            (&caller, "/sign-in".to_owned()),
            (&caller, "/sign-out".to_owned()),
        ];
        for (person, path) in addresses {
            for (kind, body) in wrong_bodies() {
                let shown: String = body.chars().take(60).collect();
                let answer = person.ask(Method::POST, &path, Some((kind, body)));
                let status = answer.status.as_u16();
                assert!(
                    (400..500).contains(&status),
                    "{path} {kind} {shown}: {}",
                    answer.short()
                );
                assert!(
                    !answer.body.contains("Brackingwold"),
                    "{path} {kind} {shown} says it back: {}",
                    answer.body
                );
                if path.starts_with("/api/") {
                    assert_eq!(
                        answer.header("content-type"),
                        "application/problem+json",
                        "{path} {kind} {shown}"
                    );
                    assert_eq!(answer.json()["status"], status);
                } else {
                    assert!(
                        answer.header("content-type").starts_with("text/html"),
                        "{path} {kind} {shown}: {}",
                        answer.body
                    );
                }
            }
        }
    });
}

#[test]
fn a_wrong_address_is_not_found_and_never_said_back() {
    on_sqlite(Plan::default(), |house| {
        let (caller, dpo) = (house.caller(0), house.dpo());
        let typed = "Brackingwold";
        for path in [
            format!("/{typed}"),
            format!("/desk/{typed}"),
            format!("/desk/cards/{typed}"),
            format!("/banks/{typed}/live"),
            "/desk/%ff%fe".to_owned(),
            "/api/v1/banks/%ff%fe".to_owned(),
            format!("/api/v1/banks/{typed}"),
            format!("/api/{typed}"),
            format!("/assets/{typed}"),
        ] {
            let answer = caller.get(&path);
            assert!(
                matches!(answer.status.as_u16(), 400 | 404),
                "{path}: {}",
                answer.short()
            );
            assert!(!answer.body.contains(typed), "{path}: {}", answer.body);
        }
        for query in [
            format!("kind={typed}"),
            format!("before={typed}"),
            format!("account={typed}"),
            "before=1&before=2".to_owned(),
            "kind=%ff".to_owned(),
        ] {
            for path in ["/ledger", "/api/v1/ledger/entries"] {
                let answer = dpo.get(&format!("{path}?{query}"));
                assert!(
                    (400..500).contains(&answer.status.as_u16()),
                    "{path}?{query}: {}",
                    answer.short()
                );
                assert!(
                    !answer.body.contains(typed),
                    "{path}?{query}: {}",
                    answer.body
                );
            }
        }
        for method in [
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::TRACE,
            Method::OPTIONS,
        ] {
            let answer = caller.ask(method.clone(), "/", None);
            assert!(
                (400..500).contains(&answer.status.as_u16()),
                "{method}: {}",
                answer.short()
            );
        }
    });
}

#[test]
fn whoever_asks_too_often_is_told_to_wait_and_then_served_again() {
    on_sqlite(Plan::default(), |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let ask = |path: &str, person: &crate::house::Person<'_>| {
            house.send_now(person.request(Method::GET, path, None))
        };
        for path in ["/", "/api/v1/banks"] {
            let refused = (0..200)
                .map(|_| ask(path, &caller))
                .find(|answer| answer.status == 429);
            let refused = refused.expect("nobody may ask 200 times at once");
            assert_eq!(refused.header("cache-control"), "no-store");
            assert_ne!(ask(path, &other).status, 429, "others are served meanwhile");
            house.pass(Span::seconds(10));
            assert_eq!(ask(path, &caller).status, 200);
        }
    });
}

#[test]
fn codes_cannot_be_tried_out() {
    on_sqlite(Plan::default(), |house| {
        let caller = house.caller(0);
        let from = house.address();
        let guess = |code: &str| {
            let mut request = Request::post("/sign-in")
                .header(header::CONTENT_TYPE, FORM)
                .body(Body::from(format!("code={code}")))
                .unwrap();
            request.extensions_mut().insert(ConnectInfo(from));
            house.send_now(request)
        };
        let mut tries = 0;
        let refused = loop {
            let answer = guess("AAAA-BBBB-CCCC");
            tries += 1;
            assert!(answer.headers.get("set-cookie").is_none());
            if answer.status == 429 {
                break answer;
            }
            assert!(tries < 100, "a hundred codes were tried at once");
        };
        assert!(!refused.body.contains("AAAA"));
        assert_eq!(
            guess(&caller.code).status,
            429,
            "not even the right one gets in from there"
        );
        caller.sign_in().expect(303);
    });
}

#[test]
fn whoever_floods_the_public_log_reads_the_store_a_few_times_a_second() {
    on_sqlite(Plan::default(), |house| {
        house.settle();
        let stranger = house.stranger();
        let reads = || house.app.world.gauges().reads;
        let (asked, before) = (60, reads());
        for _ in 0..asked {
            // A twentieth of a second passes between two.
            for path in ["/log/checkpoint", "/log/cosigned", "/log"] {
                let status = stranger.get(path).status.as_u16();
                assert_eq!(status, if path == "/log/cosigned" { 404 } else { 200 });
            }
        }
        // 180 requests in less than twelve seconds: each look is six reads.
        let looks = (reads() - before) / 6;
        assert!(looks <= 4 * 12, "{looks} looks for {} requests", 3 * asked);
        // What no log has as a file is not looked for at all.
        stranger.get("/log/checkpoint").expect(200);
        let before = reads();
        for path in [
            "/log/tile/x",
            "/log/tile/0/1",
            "/log/tile/0/000.p/0",
            "/log/elsewhere/tile/0/000.p/1",
        ] {
            stranger.get(path).expect(404);
        }
        assert_eq!(reads(), before);
        // Two copies of it may be kept for long or not, by their address.
        let own = format!(
            "/log/{}/tile/entries/000.p/1",
            house.app.world.meta().log_name()
        );
        assert_eq!(
            stranger.get(&own).expect(200).body,
            stranger.get("/log/tile/entries/000.p/1").expect(200).body
        );
    });
}
