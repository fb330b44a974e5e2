//! An organiser's evening: banks side by side as they change, a copy, and the end of a bank.

use std::time::Duration;

use axum::http::Method;
use switchboard_store::desk;
use switchboard_store::rules::moment::Span;
use tower::ServiceExt as _;

use crate::house::{Plan, on_both};
use crate::streams::next;

#[test]
fn an_organiser_copies_a_bank_and_closes_the_first_and_callers_go_on_in_the_copy() {
    on_both(Plan::default(), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let bank = house.banks[0].to_string();
        let page = organiser.get(&format!("/banks/{bank}")).expect(200).body;
        for address in ["copy", "close"] {
            assert!(
                page.contains(&format!("href=\"/banks/{bank}/{address}\"")),
                "{page}"
            );
        }
        let copy = format!("/banks/{bank}/copy");
        assert!(
            organiser
                .get(&copy)
                .expect(200)
                .body
                .contains("It rings everybody.")
        );
        let nameless = organiser.post(&copy, &[("name", " "), ("draw", "same")]);
        assert!(nameless.expect(200).body.contains("at most 80 characters"));
        let made = organiser.post(&copy, &[("name", "Second round"), ("draw", "same")]);
        let second = made.expect(303).location().to_owned();
        assert!(second.starts_with("/banks/") && second != format!("/banks/{bank}"));
        assert!(
            organiser
                .get(&second)
                .expect(200)
                .body
                .contains("Second round")
        );

        let close = format!("/banks/{bank}/close");
        assert!(organiser.get(&close).expect(200).body.contains("for good"));
        organiser.post(&close, &[]).expect(303);
        let closed = organiser.get(&format!("/banks/{bank}")).expect(200).body;
        assert!(closed.contains("data-state=\"closed\"") && closed.contains("Closed for good."));
        assert!(!closed.contains(&close), "{closed}");
        let refused = organiser
            .post(&format!("/banks/{bank}/open"), &[])
            .expect(403);
        assert!(refused.body.contains("can make a copy of it"));
        let next = caller.post(&format!("/desk/{bank}/next"), &[]).expect(200);
        assert!(next.body.contains("Nobody to ring now"), "{}", next.body);
        organiser.post(&format!("{second}/open"), &[]).expect(303);
    });
}

#[test]
fn banks_side_by_side_change_while_one_looks_and_end_with_access() {
    on_both(Plan::default(), |house| {
        let (organiser, rival) = (house.organiser(0), house.organiser(1));
        let bank = house.banks[0];
        let page = organiser.get(&format!("/banks/{bank}")).expect(200).body;
        let (_, rest) = page.split_once("/campaigns/").unwrap();
        let campaign = rest.split('/').next().unwrap().to_owned();
        let beside = format!("/campaigns/{campaign}/banks");
        let page = organiser.get(&beside).expect(200).body;
        assert!(
            page.contains(&format!("data-live=\"{beside}/live\"")),
            "{page}"
        );
        assert!(
            page.contains("http-equiv=\"refresh\""),
            "without script it loads again"
        );
        rival.get(&format!("{beside}/live")).expect(404);

        let request = organiser.request(Method::GET, &format!("{beside}/live"), None);
        let answer = house
            .runtime
            .block_on(house.router().oneshot(request))
            .unwrap();
        assert_eq!(answer.status(), 200);
        let mut stream = answer.into_body().into_data_stream();
        let within = Duration::from_secs(8);
        let first = next(house, &mut stream, within).unwrap();
        assert!(first.contains("Open"), "{first}");
        organiser
            .post(&format!("/banks/{bank}/close"), &[])
            .expect(303);
        house.pass(Span::seconds(4));
        let mut later = next(house, &mut stream, within).unwrap();
        while !later.contains("Closed for good") {
            house.pass(Span::seconds(4));
            later = next(house, &mut stream, within).unwrap();
        }
        house.end_access(&organiser);
        while next(house, &mut stream, within).is_some() {}
    });
}

#[test]
fn a_call_of_which_nobody_said_what_came_of_it_has_words_on_the_banks_page_and_in_its_figures() {
    on_both(Plan::default(), |house| {
        let (organiser, caller) = (house.organiser(0), house.caller(0));
        let bank = house.banks[0].to_string();
        let next = caller.post(&format!("/desk/{bank}/next"), &[]).expect(303);
        let card = next.card().unwrap();
        caller
            .post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        let late = house.pass(Span::minutes(25));
        desk::sweep(house.world(), late).unwrap();
        for address in ["", "/figures.csv"] {
            let body = organiser
                .get(&format!("/banks/{bank}{address}"))
                .expect(200)
                .body;
            assert!(body.contains("Not reported"), "{body}");
            assert!(!body.contains('⟦'), "{body}");
        }
    });
}
