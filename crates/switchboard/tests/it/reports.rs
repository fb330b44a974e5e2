//! What a caller reports of a member stops their campaign and waits for the officer, who sees it behind a mask, settles it
//! once, and learns nothing of who rang.

use axum::http::Method;

use crate::house::{House, Plan, entries, on_both};

fn members(members: usize) -> Plan {
    Plan {
        members,
        ..Plan::default()
    }
}

/// What the bank of a campaign has for a new caller: `card` or `empty`.
fn next(house: &House, campaign: usize) -> String {
    let next = format!("/api/v1/banks/{}/next", house.banks[campaign]);
    let answer = house.caller(campaign).api(Method::POST, &next, None);
    answer.expect(200).json()["kind"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// A caller of the first campaign says that of the member they were dealt.
fn report(house: &House, outcome: &str) -> String {
    let caller = house.caller(0);
    let next = format!("/desk/{}/next", house.banks[0]);
    let card = caller.post(&next, &[]).expect(303).card().unwrap();
    caller
        .post(
            &format!("/desk/cards/{card}/outcome"),
            &[("outcome", outcome)],
        )
        .expect(303);
    card
}

#[test]
fn an_officer_settles_what_callers_reported_and_a_mistake_gives_the_member_back() {
    on_both(members(1), |house| {
        let card = report(house, "wrong-number");
        assert_eq!(next(house, 0), "empty");
        let officer = house.officer();
        let home = officer.get("/").expect(200).body;
        assert!(home.contains("href=\"/roll/reports\""), "{home}");

        let page = officer.get("/roll/reports").expect(200).body;
        let member = &house.members[0];
        assert!(!member.is_named_in(&page) && !member.is_numbered_in(&page));
        let initials = format!(">M•• {}•", &member.given[..1]);
        assert!(page.contains(&initials), "{page}");
        assert!(page.contains("Wrong number"), "{page}");
        assert!(!page.contains("Colleague caller"), "who rang is not told");
        let address = format!("/roll/reports/{card}");
        assert!(page.contains(&format!("action=\"{address}\"")), "{page}");

        officer
            .post(&address, &[("finding", "perhaps")])
            .expect(422);
        let settled = officer.post(&address, &[("finding", "mistaken")]);
        assert_eq!(settled.short(), "303 /roll/reports?said=mistaken");
        let after = officer.get(settled.location()).expect(200).body;
        assert!(after.contains("it was a mistake") && !after.contains(&address));
        let again = officer.post(&address, &[("finding", "right")]);
        assert_eq!(again.short(), "303 /roll/reports?said=before");
        assert_eq!(next(house, 0), "card");

        let lines = entries(house);
        let of = |kind: u16| lines.iter().filter(move |line| line.kind == kind);
        assert_eq!(of(312).map(|line| line.members).collect::<Vec<_>>(), [0, 1]);
        let settled: Vec<_> = of(313).collect();
        assert_eq!(settled.len(), 1, "settling again changes nothing");
        assert_eq!(settled[0].members, 1);
        assert_eq!(settled[0].account, officer.account());
    });
}

#[test]
fn a_death_that_is_right_stops_the_rival_too() {
    on_both(members(1), |house| {
        let card = report(house, "deceased");
        let officer = house.officer();
        let address = format!("/api/v1/reports/{card}");
        let found = serde_json::json!({ "finding": "right" });
        officer.api(Method::POST, &address, Some(found)).expect(200);
        assert_eq!(next(house, 0), "empty");
        assert_eq!(next(house, 1), "empty");
    });
}

#[test]
fn a_long_queue_goes_on_behind_the_twentieth_and_settling_stays_where_it_was() {
    on_both(members(22), |house| {
        for _ in 0..22 {
            report(house, "moved");
        }
        let officer = house.officer();
        let first = officer.get("/roll/reports").expect(200).body;
        assert_eq!(first.matches("<form class=\"act\"").count(), 20);
        let (_, next) = first.split_once("href=\"/roll/reports?after=").unwrap();
        let next = next.split('"').next().unwrap();
        let second = officer
            .get(&format!("/roll/reports?after={next}"))
            .expect(200)
            .body;
        assert_eq!(second.matches("<form class=\"act\"").count(), 2);
        let (_, card) = second.split_once("action=\"/roll/reports/").unwrap();
        let card = card.split('"').next().unwrap();
        let settled = officer.post(
            &format!("/roll/reports/{card}"),
            &[("finding", "right"), ("here", next)],
        );
        assert_eq!(
            settled.short(),
            format!("303 /roll/reports?said=right&after={next}")
        );
        let third = officer.get(settled.location()).expect(200).body;
        assert_eq!(third.matches("<form class=\"act\"").count(), 1);
        officer.get("/roll/reports?after=nowhere").expect(404);
    });
}
