//! 2020: a rival passed on old links to a phone bank; in 2010 one needed no sign-in at all. A link carries no authority.

use axum::body::Body;
use axum::http::{Method, header};

use crate::house::{House, Plan, entries, on_both};

/// Every link that a caller, an organiser and an officer could pass on.
fn links(house: &House) -> Vec<String> {
    let caller = house.caller(0);
    let dealt = caller
        .post(&format!("/desk/{}/next", house.banks[0]), &[])
        .expect(303);
    let card = dealt.card().unwrap();
    caller
        .post(&format!("/desk/cards/{card}/number"), &[])
        .expect(303);
    let file = crate::house::roll(3);
    let import = house
        .officer()
        .upload("/roll/import", &file)
        .expect(303)
        .location()
        .to_owned();
    let bank = house.banks[0];
    let mut links = vec![
        import.clone(),
        format!("{import}/rejects"),
        format!("/contests/{}", house.contest),
    ];
    for end in [
        "",
        "/number",
        "/extend",
        "/heartbeat",
        "/outcome",
        "/saved",
        "/late",
    ] {
        links.push(format!("/desk/cards/{card}{end}"));
    }
    for end in ["", "/next"] {
        links.push(format!("/desk/{bank}{end}"));
    }
    for end in ["", "/live", "/open", "/pause"] {
        links.push(format!("/banks/{bank}{end}"));
    }
    links.extend(
        [
            "/",
            "/ledger",
            "/ledger/exposure",
            "/roll/import",
            "/roll/search",
        ]
        .map(str::to_owned),
    );
    links.extend([
        format!("/api/v1/banks/{bank}"),
        format!("/api/v1/banks/{bank}/next"),
        "/api/v1/banks".to_owned(),
    ]);
    links.extend(["number", "outcome"].map(|end| format!("/api/v1/cards/{card}/{end}")));
    links
}

#[test]
fn a_link_shows_a_stranger_a_door_and_changes_nothing() {
    on_both(Plan::default(), |house| {
        let links = links(house);
        let before = entries(house).len();
        let stranger = house.stranger();
        for link in &links {
            for method in [Method::GET, Method::HEAD, Method::POST] {
                let form = (
                    "application/x-www-form-urlencoded",
                    "csrf=&outcome=answered&by=name&text=Brack".to_owned(),
                );
                let body = (method == Method::POST).then_some(form);
                let answer = stranger.ask(method.clone(), link, body);
                let is_late = link.ends_with("/late") && method != Method::POST;
                let fine = match answer.status.as_u16() {
                    303 => answer.location() == "/sign-in",
                    200 => is_late,
                    401 | 404 | 405 => true,
                    // A body that the address does not take is refused before anybody is asked for.
                    400 | 415 | 422 => method == Method::POST,
                    _ => false,
                };
                assert!(fine, "{method} {link}: {}", answer.short());
                assert!(
                    answer.headers.get(header::SET_COOKIE).is_none(),
                    "{method} {link} gives a cookie"
                );
            }
        }
        let after = entries(house);
        // Between the two looks stand only the looks themselves and the second reader's account.
        let changed: Vec<_> = after
            .iter()
            .take(after.len() - before)
            .filter(|line| !matches!(line.kind, 200 | 220 | 221 | 600))
            .collect();
        assert!(changed.is_empty(), "{changed:?}");
    });
}

#[test]
fn a_link_stays_shut_for_somebody_of_no_campaign() {
    on_both(Plan::default(), |house| {
        let links = links(house);
        let returning = house.returning();
        for link in links
            .iter()
            .filter(|link| link.starts_with("/desk/cards/") && !link.ends_with("/late"))
        {
            let answer = returning.get(link);
            assert!(
                matches!(answer.status.as_u16(), 303 | 403 | 404),
                "{link}: {}",
                answer.short()
            );
        }
    });
}

#[test]
fn neither_code_nor_token_stands_in_any_address() {
    on_both(
        Plan {
            members: 5,
            ..Plan::default()
        },
        |house| {
            let caller = house.caller(0);
            let stranger = house.stranger();
            let secrets = [
                caller.code.clone(),
                caller.token.clone(),
                caller.session().unwrap(),
            ];
            for secret in &secrets {
                for path in [
                    format!("/sign-in?code={secret}"),
                    format!("/?code={secret}"),
                    format!("/?token={secret}"),
                    format!("/sign-in/{secret}"),
                    format!("/api/v1/banks?token={secret}"),
                    format!("/api/v1/banks?access_token={secret}"),
                ] {
                    let answer = stranger.get(&path);
                    assert!(
                        answer.headers.get(header::SET_COOKIE).is_none(),
                        "{path} signs in"
                    );
                    assert!(
                        matches!(answer.status.as_u16(), 200 | 303 | 401 | 404),
                        "{}",
                        answer.short()
                    );
                    assert!(
                        !answer.body.contains(secret.as_str())
                            && !answer.location().contains(secret.as_str())
                    );
                }
            }
            let page = caller.get("/").body;
            let first = caller.get(&format!("/desk/{}", house.banks[0])).body;
            for secret in &secrets {
                assert!(
                    !page.contains(secret.as_str()) && !first.contains(secret.as_str()),
                    "a page holds a secret"
                );
            }
            let request = caller.request(Method::GET, "/sign-in", None);
            assert!(
                !request.uri().to_string().contains(&caller.code),
                "{:?}",
                request.map(|_| Body::empty()).uri()
            );
        },
    );
}
