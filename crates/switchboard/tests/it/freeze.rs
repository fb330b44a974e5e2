//! A campaign stands still at once, and nobody else does: by one press of the returning officer, who gave a reason.

use axum::http::Method;
use switchboard_store::rules::moment::Span;

use crate::house::{House, Person, Plan, on_both};

const WHY: &str = "Somebody asks for cards by a program";

fn press(house: &House, who: &Person<'_>) -> String {
    let target = format!("campaign-{}", house.campaigns[0]);
    let form = [("target", target.as_str()), ("reason", WHY)];
    let to = who.post("/freezes", &form).expect(303);
    assert_eq!(to.location(), "/freezes?said=frozen");
    let board = who.get("/freezes?said=frozen").expect(200).body;
    assert!(board.contains(WHY), "{board}");
    let (_, id) = board.split_once("action=\"/freezes/").unwrap();
    format!("/freezes/{}", id.split('"').next().unwrap())
}

#[test]
fn a_frozen_campaign_reads_why_and_until_when_and_writes_down_its_calls_while_the_rival_rings() {
    on_both(Plan::default(), |house| {
        let (caller, rival) = (house.caller(0), house.caller(1));
        let (organiser, returning, dpo) = (house.organiser(0), house.returning(), house.dpo());
        let next = |n: usize| format!("/desk/{}/next", house.banks[n]);
        let card = caller.post(&next(0), &[]).expect(303).card().unwrap();
        caller
            .post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        let member = house.members.iter().find(|one| one.is_numbered_in(&page));
        let member = member.expect("the number was shown");
        let freeze = press(house, &returning);

        // The rival is dealt a card in the same minute.
        rival.post(&next(1), &[]).expect(303).card().unwrap();

        // The number is hidden at the next request, and how the call ended is taken.
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(
            !member.is_named_in(&page) && !member.is_numbered_in(&page),
            "{page}"
        );
        let desk = caller.get(&format!("/desk/{}", house.banks[0]));
        assert!(
            desk.expect(200).body.contains("Hours lost"),
            "the way to the form"
        );
        for said in [
            "by the returning officer.",
            &format!("Reason: {WHY}."),
            "unless a second person confirms it.",
            "Hours lost: 0:00.",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
        let outcome = [("outcome", "answered")];
        caller
            .post(&format!("/desk/cards/{card}/outcome"), &outcome)
            .expect(303);
        caller.get("/record").expect(200);

        // On their first page, where an evening begins, at the place where they are stopped, and for a program.
        house.pass(Span::minutes(41));
        let begins = caller.get(&format!("/desk/{}", house.banks[0]));
        let begins = begins.expect(200).body;
        assert!(begins.contains("Hours lost: 0:41."), "{begins}");
        let stopped = caller.post(&next(0), &[]).expect(403).body;
        assert!(stopped.contains("Hours lost: 0:41."), "{stopped}");
        let api = format!("/api/v1/banks/{}/next", house.banks[0]);
        let problem = caller.api(Method::POST, &api, None).expect(403).json();
        assert_eq!(problem["type"], "urn:switchboard:frozen");
        let lost = problem["freezes"][0]["lost_ms"].as_i64().unwrap();
        assert_eq!(lost / 60_000, 41, "{problem}");
        assert_eq!(problem["freezes"][0]["reason"], WHY);
        let first = organiser.get("/").expect(200).body;
        assert!(first.contains("Say why this is wrong"), "{first}");
        let appeal = [("step", "appeal"), ("word", "It is our own program")];
        assert_eq!(
            organiser.post(&freeze, &appeal).location(),
            "/?said=appealed"
        );
        let first = organiser.get("/?said=appealed").expect(200).body;
        assert!(first.contains("Nobody has answered yet"), "{first}");

        // Whoever pressed is no second person; the other is, and lifts it.
        returning.post(&freeze, &[("step", "confirm")]).expect(403);
        rival.post(&freeze, &[("step", "lift")]).expect(404);
        let confirmed = dpo.post(&freeze, &[("step", "confirm")]).expect(303);
        assert_eq!(confirmed.location(), "/freezes?said=confirmed");
        let board = dpo.get("/freezes").expect(200).body;
        assert!(board.contains("It is our own program"), "{board}");
        dpo.post(&freeze, &[("step", "lift")]).expect(303);
        caller.post(&next(0), &[]).expect(303).card().unwrap();
        house.settle();
    });
}

#[test]
fn a_watcher_goes_on_watching_a_frozen_campaign() {
    on_both(Plan::default(), |house| {
        let organiser = house.organiser(0);
        press(house, &house.returning());
        let bank = format!("/banks/{}", house.banks[0]);
        organiser.get(&bank).expect(200);
        organiser.post(&format!("{bank}/pause"), &[]).expect(303);
        organiser.post(&format!("{bank}/open"), &[]).expect(403);
    });
}

/// The hours that a freeze took, from the press to the page on which everybody reads what became of them.
#[test]
fn hours_that_a_freeze_took_are_given_back_by_a_colleague_and_stand_on_the_page_for_everybody() {
    on_both(Plan::default(), |house| {
        let (caller, rival) = (house.caller(0), house.caller(1));
        let (organiser, returning, dpo) = (house.organiser(0), house.returning(), house.dpo());
        let freeze = press(house, &returning);
        house.pass(Span::minutes(41));
        dpo.post(&freeze, &[("step", "lift")]).expect(303);
        let contest = house.contest.to_string();
        let board = dpo.get("/freezes").expect(200).body;
        assert!(board.contains("Give hours back: 0:41 of"), "{board}");
        // Whoever pressed sees no form, and is refused without one.
        let own = returning.get("/freezes").expect(200).body;
        assert!(!own.contains("Give hours back"), "{own}");

        let hours = format!("{freeze}/hours");
        let give = |who: &Person<'_>, from: &str, minutes: &str| {
            let form = [
                ("contest", contest.as_str()),
                ("from", from),
                ("minutes", minutes),
            ];
            who.post(&hours, &form)
        };
        // 24 November 2026, 18:37 and 41 minutes.
        give(&returning, "2026-11-24T20:00", "41").expect(403);
        give(&rival, "2026-11-24T20:00", "41").expect(404);
        for (from, minutes, said) in [
            ("soon", "41", "back-unread"),
            ("2026-11-24T20:00", "42", "back-too-much"),
            ("2026-11-24T19:00", "41", "back-past"),
            ("2027-11-24T20:00", "41", "back-outside-calls"),
            ("2026-11-24T20:00", "25", "back"),
            ("2026-11-24T20:20", "15", "back-given"),
        ] {
            let to = give(&dpo, from, minutes).expect(303);
            assert_eq!(to.location(), format!("/freezes?said={said}"));
        }
        let board = dpo.get("/freezes?said=back").expect(200).body;
        assert!(board.contains("Given back: 0:25."), "{board}");
        assert!(board.contains("Give hours back: 0:16 of"), "{board}");

        // Those who stood still read it, and nobody else.
        let first = caller.get("/").expect(200).body;
        assert!(
            first.contains("Your campaign stood still, and hours are given back"),
            "{first}"
        );
        let first = rival.get("/").expect(200).body;
        assert!(!first.contains("given back"), "{first}");
        let lines = "Hours lost: 0:41. Given back: 0:25.";
        let page = format!("/contests/campaigns/{}", house.campaigns[0]);
        let own = organiser.get(&page).expect(200).body;
        assert!(own.contains(lines), "{own}");
        let public = house
            .stranger()
            .get(&format!("/fairness/{contest}"))
            .expect(200)
            .body;
        assert!(public.contains(lines), "{public}");
        assert!(public.contains("by the returning officer."), "{public}");
        assert!(!public.contains(WHY), "a reason may name somebody");
        house.settle();
    });
}
