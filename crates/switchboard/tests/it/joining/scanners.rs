//! What mail scanners, link previews and whoever was passed the link do with it: nothing comes of it, and the person still
//! joins afterwards.

use axum::http::{Method, header};

use super::{invite, join, live};
use crate::house::{House, Person, entries};

const FORM: &str = "application/x-www-form-urlencoded";

/// What scanners post: nothing, empty fields, guesses, the id itself.
fn bodies(id: &str) -> Vec<String> {
    let mut all = vec![
        String::new(),
        "csrf=".to_owned(),
        "csrf=&code=".to_owned(),
        "csrf=&code=&read=yes".to_owned(),
        "csrf=&code=%20%20&read=yes".to_owned(),
        format!("csrf=&code={id}&read=yes"),
    ];
    for guess in ["test", "123456", "ABCD-EFGH-JKLM", "yes", "AAAAAAAAAAAA"] {
        all.push(format!("csrf=&code={guess}&read=yes"));
        all.push(format!("csrf=&code={guess}&read=on"));
    }
    all
}

/// Fetches, previews and posts as scanners do; nothing may come of any of it.
fn scan(stranger: &Person<'_>, link: &str) {
    let id = link.rsplit('/').next().unwrap();
    let asks = [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT];
    let mut answers = Vec::new();
    for method in asks.iter().cycle().take(50) {
        answers.push(stranger.ask(method.clone(), link, None));
    }
    for path in [
        format!("{link}?utm_source=mail"),
        format!("{link}/"),
        "/joined".to_owned(),
    ] {
        answers.push(stranger.get(&path));
    }
    for body in bodies(id) {
        for path in [link, "/joined"] {
            let form = Some((FORM, body.clone()));
            answers.push(stranger.ask(Method::POST, path, form));
        }
    }
    for answer in answers {
        assert!(
            answer.headers.get(header::SET_COOKIE).is_none(),
            "{}",
            answer.short()
        );
        let status = answer.status.as_u16();
        assert!(
            matches!(status, 200 | 303 | 400 | 404 | 415 | 422 | 429),
            "{status}"
        );
        assert!(!answer.body.contains("Cai"), "it says whose it is");
    }
}

/// How many entries there are that no look at the ledger makes by itself.
fn noticed(house: &House) -> usize {
    let lines = entries(house);
    lines
        .iter()
        .filter(|line| !matches!(line.kind, 200 | 220 | 221 | 600))
        .count()
}

#[test]
fn no_scanner_joins_or_burns_the_link_and_the_person_still_joins() {
    live(|house| {
        let organiser = house.organiser(0);
        let told = invite(house, &organiser, "cai@example.org");
        let before = noticed(house);
        for _ in 0..3 {
            scan(&house.stranger(), &told.link);
            house.pass(switchboard_store::rules::moment::Span::minutes(5));
        }
        assert_eq!(noticed(house), before, "a scanner left an entry");
        join(&house.stranger(), &told).expect(303);
    });
}

#[test]
fn the_page_is_the_same_whether_anybody_is_invited_by_its_link() {
    live(|house| {
        let organiser = house.organiser(0);
        let (open, used) = (
            invite(house, &organiser, "cai@example.org"),
            invite(house, &organiser, ""),
        );
        join(&house.stranger(), &used).expect(303);
        let never = "/join/00000000000000000000000001";
        let looks = [open.link.as_str(), used.link.as_str(), never].map(|link| {
            let stranger = house.stranger();
            let plain = |answer: crate::house::Answer| {
                let length = answer.header("content-length").to_owned();
                (answer.status, length, answer.body.replace(link, ""))
            };
            let wrong = [("code", "ABCD-EFGH-JKLM"), ("read", "yes")];
            [
                plain(stranger.get(link)),
                plain(stranger.ask(Method::HEAD, link, None)),
                plain(stranger.post(link, &wrong)),
                plain(stranger.post(link, &[("code", "")])),
            ]
        });
        assert_eq!(looks[0], looks[1], "open and used");
        assert_eq!(looks[0], looks[2], "open and invented");
    });
}

#[test]
fn wrong_codes_of_strangers_do_not_keep_the_person_out() {
    live(|house| {
        let organiser = house.organiser(0);
        let told = invite(house, &organiser, "");
        for _ in 0..100 {
            let wrong = [("code", "ABCD-EFGH-JKLM"), ("read", "yes")];
            let answer = house.stranger().post(&told.link, &wrong);
            assert!(matches!(answer.status.as_u16(), 422 | 429));
        }
        // Somebody else's line: the strangers' own address is held up, the link is not.
        let person = house.stranger();
        let fields = [("csrf", ""), ("code", told.code.as_str()), ("read", "yes")];
        let form = (FORM, crate::house::encoded(&fields));
        let mut request = person.request(Method::POST, &told.link, Some(form));
        let from = axum::extract::ConnectInfo(house.address());
        request.extensions_mut().insert(from);
        house.send(request).expect(303);
    });
}
