//! An objection is never lost: it is taken after sign-out and after access has ended, from the browser that held the card,
//! shows nothing, and acts at once everywhere.

use axum::http::Method;

use crate::house::{Plan, entries, on_both};

#[test]
fn an_objection_is_taken_after_sign_out_and_after_access_has_ended() {
    for ended in [false, true] {
        on_both(
            Plan {
                members: 1,
                ..Plan::default()
            },
            |house| {
                let caller = house.caller(0);
                let card = caller
                    .post(&format!("/desk/{}/next", house.banks[0]), &[])
                    .expect(303)
                    .card()
                    .unwrap();
                caller
                    .post(&format!("/desk/cards/{card}/number"), &[])
                    .expect(303);
                if ended {
                    house.end_access(&caller);
                } else {
                    caller.post("/sign-out", &[]).expect(303);
                    assert!(
                        caller.session().is_none(),
                        "signing out takes the cookie away"
                    );
                }
                let form = caller.get(&format!("/desk/cards/{card}/late")).expect(200);
                let said = caller
                    .post(
                        &format!("/desk/cards/{card}/late"),
                        &[("outcome", "dont-call-anyone")],
                    )
                    .expect(200);
                for answer in [&form, &said] {
                    let member = &house.members[0];
                    assert!(
                        !member.is_named_in(&answer.body) && !member.is_numbered_in(&answer.body),
                        "it shows nothing"
                    );
                }
                assert!(
                    entries(house)
                        .iter()
                        .any(|line| line.kind == 412 && line.account == caller.account())
                );
                for campaign in 0..2 {
                    house.pass(switchboard_store::rules::moment::Span::days(1));
                    let next = format!("/api/v1/banks/{}/next", house.banks[campaign]);
                    let answer = house
                        .caller(campaign)
                        .api(Method::POST, &next, None)
                        .expect(200)
                        .json();
                    assert_eq!(answer["kind"], "empty", "campaign {campaign}: {answer}");
                }
            },
        );
    }
}

#[test]
fn the_ticket_of_one_card_says_nothing_of_another_and_a_forged_one_nothing_at_all() {
    on_both(Plan::default(), |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        let others = other.post(&next, &[]).expect(303).card().unwrap();
        caller.post("/sign-out", &[]).expect(303);
        caller
            .post(
                &format!("/desk/cards/{others}/late"),
                &[("outcome", "dont-call-anyone")],
            )
            .expect(404);

        let mut jar = caller.jar();
        let ticket = jar.get(house.app.cookies.cards()).unwrap().clone();
        let last = ticket.chars().last().unwrap();
        let forged = format!(
            "{}{}",
            &ticket[..ticket.len() - 1],
            if last == '0' { '1' } else { '0' }
        );
        jar.insert(house.app.cookies.cards().to_owned(), forged);
        let forger = house.stranger();
        forger.set_jar(jar);
        let answer = forger.post(
            &format!("/desk/cards/{card}/late"),
            &[("outcome", "dont-call-anyone")],
        );
        assert!(
            matches!(answer.status.as_u16(), 303 | 404),
            "{}",
            answer.short()
        );
        assert!(
            !entries(house).iter().any(|line| line.kind == 412),
            "no objection was taken"
        );
        // The ticket is write-only: it opens no page.
        caller
            .post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        assert_eq!(
            caller.get(&format!("/desk/cards/{card}")).short(),
            "303 /sign-in"
        );
    });
}
