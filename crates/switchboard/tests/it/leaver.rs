//! 2019: people who had left were said to use the system still; it could only be switched off for everybody. Here access
//! ends at once, for one person alone.

use axum::http::Method;

use crate::house::{Plan, on_both};

#[test]
fn whoever_left_gets_no_answer_begun_after_it_and_nobody_else_is_touched() {
    on_both(Plan::default(), |house| {
        let (leaver, colleague) = (house.caller(0), house.caller(0));
        let bank = house.banks[0];
        let next = format!("/desk/{bank}/next");
        let card = leaver.post(&next, &[]).expect(303).card().unwrap();
        let held = colleague.post(&next, &[]).expect(303).card().unwrap();
        leaver.get(&format!("/desk/cards/{card}")).expect(200);
        house.end_access(&leaver);

        for path in [
            "/".to_owned(),
            format!("/desk/{bank}"),
            format!("/desk/cards/{card}"),
            format!("/desk/cards/{card}/saved"),
        ] {
            assert_eq!(leaver.get(&path).short(), "303 /sign-in", "{path}");
        }
        for path in [
            next.clone(),
            format!("/desk/cards/{card}/number"),
            format!("/desk/cards/{card}/extend"),
            format!("/desk/cards/{card}/heartbeat"),
        ] {
            assert_eq!(leaver.post(&path, &[]).short(), "303 /sign-in", "{path}");
        }
        for (method, path) in [
            (Method::GET, "/api/v1/banks".to_owned()),
            (Method::POST, format!("/api/v1/banks/{bank}/next")),
        ] {
            leaver.api(method, &path, None).expect(401);
        }
        leaver.sign_in().expect(422);

        colleague.get(&format!("/desk/cards/{held}")).expect(200);
        colleague
            .post(&format!("/desk/cards/{held}/number"), &[])
            .expect(303);
    });
}

#[test]
fn the_card_of_whoever_left_goes_to_somebody_else_when_its_time_is_up() {
    on_both(
        Plan {
            members: 1,
            ..Plan::default()
        },
        |house| {
            let (leaver, colleague) = (house.caller(0), house.caller(0));
            let next = format!("/api/v1/banks/{}/next", house.banks[0]);
            let first = leaver.api(Method::POST, &next, None).expect(200).json();
            house.end_access(&leaver);
            assert_eq!(
                colleague.api(Method::POST, &next, None).expect(200).json()["kind"],
                "empty"
            );
            let now = house.pass(switchboard_store::rules::moment::Span::minutes(16));
            // The job that closes overdue cards runs every two seconds beside a server.
            assert_eq!(
                switchboard_store::desk::sweep(house.world(), now).unwrap(),
                1
            );
            let again = colleague.api(Method::POST, &next, None).expect(200).json();
            assert_eq!(again["called"], first["called"], "{again}");
            assert_ne!(
                again["card"], first["card"],
                "a card's id is new at every deal"
            );
        },
    );
}
