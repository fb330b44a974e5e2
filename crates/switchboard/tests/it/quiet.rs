//! What the program says to its operator: in the log of a whole evening, with everything that goes wrong in one, stands no
//! member's name, number or address, no code, no token, and nothing that anybody typed.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use axum::http::Method;

use crate::house::{House, Plan, grounds, on_both};

/// Everything that any thread of this process logs, at every level.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<Vec<u8>>>);

impl Write for Book {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let book = Book::default();
        let writer = book.clone();
        let set = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone());
        set.with_ansi(false).init();
        book
    })
}

const TYPED: &str = "Quillinghurst-typed-by-somebody";

/// An evening with everything in it that can go wrong; answers the secrets that were about.
fn evening(house: &House) -> Vec<String> {
    let (caller, officer, stranger) = (house.caller(0), house.officer(), house.stranger());
    let bank = house.banks[0];
    for outcome in [
        "answered",
        "busy",
        "dont-call-anyone",
        "wrong-number",
        TYPED,
        "",
    ] {
        let card = caller
            .post(&format!("/desk/{bank}/next"), &[])
            .expect(303)
            .card()
            .unwrap();
        caller.post(&format!("/desk/cards/{card}/number"), &[]);
        caller.get(&format!("/desk/cards/{card}"));
        caller.post(
            &format!("/desk/cards/{card}/outcome"),
            &[
                ("outcome", outcome),
                ("note", TYPED),
                ("call_back_at", TYPED),
            ],
        );
    }
    for by in ["name", "number", "email", "membership", TYPED] {
        let member = &house.members[5];
        for text in [
            &member.family,
            &member.mobile,
            &member.email,
            &member.external,
            TYPED,
        ] {
            officer.post("/roll/search", &[("by", by), ("text", text)]);
            officer.api(
                Method::POST,
                "/api/v1/members/search",
                Some(serde_json::json!({ "by": by, "text": text })),
            );
        }
    }
    officer
        .upload("/roll/import", &crate::house::roll(20))
        .expect(303);
    officer
        .upload(
            "/roll/import",
            &format!("member_id,first_name,last_name,mobile\n1,{TYPED},,x\n,,,\n"),
        )
        .expect(303);
    officer.upload("/roll/import", TYPED);
    officer.upload("/roll/import", &format!("{TYPED},last_name\n\"{TYPED}"));
    for path in [
        format!("/{TYPED}"),
        format!("/desk/{TYPED}"),
        format!("/sign-in?code={}", caller.code),
        format!("/ledger?kind={TYPED}"),
    ] {
        caller.get(&path);
        stranger.get(&path);
    }
    stranger.post("/sign-in", &[("code", TYPED)]);
    stranger.ask(
        Method::POST,
        "/api/v1/cards/x/outcome",
        Some(("application/json", format!("{{\"{TYPED}"))),
    );
    vec![
        caller.code.clone(),
        caller.token.clone(),
        caller.session().unwrap(),
        officer.token.clone(),
        officer.code.clone(),
    ]
}

#[test]
fn an_evenings_log_names_nobody_and_holds_nothing_that_was_typed() {
    let book = book();
    on_both(
        Plan {
            members: 40,
            ..Plan::default()
        },
        |house| {
            tracing::info!("the book is open");
            let secrets = evening(house);
            // A world that is broken speaks the most.
            let text = String::from_utf8_lossy(&book.0.lock().unwrap()).into_owned();
            assert!(text.contains("the book is open"), "the log was not caught");
            for member in &house.members {
                assert!(
                    !member.is_named_in(&text),
                    "{} stands in the log",
                    member.family
                );
                assert!(
                    !member.is_numbered_in(&text),
                    "{} stands in the log",
                    member.mobile
                );
                assert!(
                    !text.contains(&member.email) && !text.contains(&member.external),
                    "{} stands in the log",
                    member.email
                );
            }
            assert!(!text.contains(TYPED), "typed text stands in the log");
            for secret in &secrets {
                assert!(
                    !text.contains(secret.as_str()),
                    "a code or a token stands in the log"
                );
                assert!(
                    !text.contains(&secret.replace('-', "")),
                    "a code stands in the log"
                );
            }
        },
    );
}

#[test]
fn a_lost_store_is_told_by_a_reference_and_not_by_what_was_asked() {
    let book = book();
    for ground in grounds().into_iter().skip(1) {
        let house = House::build(&ground, Plan::default());
        let officer = house.officer();
        ground.take_away();
        let wanted = serde_json::json!({ "by": "name", "text": TYPED });
        let answer = officer.api(Method::POST, "/api/v1/members/search", Some(wanted));
        assert!(
            matches!(answer.status.as_u16(), 500 | 503),
            "{}",
            answer.short()
        );
        assert!(!answer.body.contains(TYPED) && !answer.body.contains("database"));
        let body = answer.json();
        let reference = body["reference"].as_str().unwrap();
        let text = String::from_utf8_lossy(&book.0.lock().unwrap()).into_owned();
        assert!(
            text.contains(reference),
            "the operator finds the reference in the log"
        );
        assert!(!text.contains(TYPED));
        let page = officer.get("/");
        assert!(
            matches!(page.status.as_u16(), 500 | 503),
            "{}",
            page.short()
        );
        assert_eq!(page.header("cache-control"), "no-store");
        house.forsake();
    }
}
