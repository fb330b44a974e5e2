//! Whom to tell of a hole: the file for programs, and the page for people.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use switchboard::app::{App, Cookies};
use switchboard::config::Config;
use switchboard::edge;
use switchboard::front::Front;
use tower::ServiceExt as _;

use crate::house::{House, Plan, on_both};

const FILE: &str = "/.well-known/security.txt";

/// What a house answers that is configured like this.
fn answer(house: &House, config: &str, path: &str) -> (StatusCode, HeaderMap, String) {
    let config: Config = toml::from_str(config).unwrap();
    assert_eq!(config.wrong(), Vec::<String>::new());
    let front = Front {
        host: config.serve.host.clone(),
        config: Arc::new(config),
        ..Front::default()
    };
    let app = App::behind(
        house.world().clone(),
        house.app.clock,
        Cookies::Secure,
        front,
    );
    let request = Request::get(path).body(Body::empty()).unwrap();
    house.runtime.block_on(async {
        let answer = edge::router(app).oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, 1_000_000).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (head.status, head.headers, text)
    })
}

#[test]
fn who_finds_a_hole_finds_whom_to_tell_as_rfc_9116_says() {
    on_both(
        Plan {
            members: 4,
            ..Plan::default()
        },
        |house| {
            let config = "[serve]\nhost = \"calls.example.org\"\n[testing]\ncontact = [\"mailto:security@example.org\", \"https://example.org/security\"]\n";
            let (status, headers, text) = answer(house, config, FILE);
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
            assert_eq!(
                text,
                "Contact: mailto:security@example.org\nContact: https://example.org/security\nExpires: 2027-05-23T00:00:00Z\nPreferred-Languages: en\nCanonical: https://calls.example.org/.well-known/security.txt\nPolicy: https://calls.example.org/testing\n"
            );
            let (status, headers, page) = answer(house, config, "/testing");
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers["cache-control"], "public, max-age=60");
            for said in [
                "<code>security@example.org</code>",
                "<code>https://example.org/security</code>",
                &house.app.usual.t("testing-rule"),
                &house.app.usual.t("testing-unbuilt"),
            ] {
                assert!(page.contains(said), "{said}");
            }
        },
    );
}

#[test]
fn where_nobody_is_named_there_is_no_file_and_the_page_says_so() {
    on_both(
        Plan {
            members: 4,
            ..Plan::default()
        },
        |house| {
            let (status, headers, text) = answer(house, "", FILE);
            assert_eq!(status, StatusCode::NOT_FOUND);
            assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
            assert!(!text.contains("Contact:"), "{text}");
            let (status, _, page) = answer(house, "", "/testing");
            assert_eq!(status, StatusCode::OK);
            assert!(page.contains(&house.app.usual.t("testing-nobody")));
            assert!(!page.contains("mailto:"));
            let first = house.stranger().get("/sign-in").expect(200).body;
            assert!(first.contains("href=\"/testing\""));
        },
    );
}
