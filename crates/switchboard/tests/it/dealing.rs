//! How cards are dealt and handed back, and what a caller's word is worth, through the pages that people use.

use axum::http::Method;
use switchboard::web::messages::Words;
use switchboard::web::page::Stamp;
use switchboard_store::roll;
use switchboard_store::rules::moment::Span;

use crate::house::{Person, Plan, entries, on_both};

fn members(members: usize) -> Plan {
    Plan {
        members,
        ..Plan::default()
    }
}

#[test]
fn a_caller_puts_somebody_aside_knows_another_and_stops_with_a_card_on_the_desk() {
    on_both(members(4), |house| {
        let caller = house.caller(0);
        let bank = &house.banks[0];
        let next = format!("/desk/{bank}/next");
        let take = || caller.post(&next, &[]).expect(303).card().unwrap();
        let card = take();
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(page.contains("I know this person"), "{page}");
        let address = format!("/desk/cards/{card}/hand-back");
        caller.post(&address, &[("why", "bored")]).expect(422);
        let back = caller.post(&address, &[("why", "skip")]).expect(303);
        assert_eq!(back.location(), address);
        let told = caller.get(&address).expect(200).body;
        assert!(told.contains("put aside 1 of 10 people"), "{told}");
        let known = take();
        assert_ne!(known, card);
        let address = format!("/api/v1/cards/{known}/hand-back");
        let body = serde_json::json!({ "why": "known" });
        let told = caller.api(Method::POST, &address, Some(body)).expect(200);
        assert_eq!(told.json()["known"], 1);
        let last = take();
        let address = format!("/desk/cards/{last}/hand-back");
        let stopped = caller.post(&address, &[("why", "stop")]).expect(303);
        assert_eq!(stopped.location(), format!("/desk/{bank}/evening"));
        let evening = caller.get(stopped.location()).expect(200).body;
        assert!(evening.contains("put aside 1 of 10 people"), "{evening}");
        assert!(evening.contains("or for a break: 1."), "{evening}");
        assert!(evening.contains("You know 1 of 5"), "{evening}");
        let own: Vec<u16> = (entries(house).iter())
            .filter(|line| line.account == caller.account() && line.kind == 990)
            .map(|line| line.kind)
            .collect();
        assert_eq!(own, [990; 3]);
    });
}

#[test]
fn an_organiser_chooses_the_order_while_the_bank_is_paused_and_callers_read_it() {
    on_both(members(3), |house| {
        let organiser = house.organiser(0);
        let bank = format!("/banks/{}", house.banks[0]);
        let order = format!("{bank}/order");
        let refused = organiser.post(&order, &[("order", "newer")]).expect(303);
        let page = organiser.get(refused.location()).expect(200).body;
        assert!(page.contains("Pause the phone bank first"), "{page}");
        organiser.post(&format!("{bank}/pause"), &[]).expect(303);
        organiser.post(&order, &[("order", "youngest")]).expect(422);
        let done = organiser.post(&order, &[("order", "newer")]).expect(303);
        let page = organiser.get(done.location()).expect(200).body;
        assert!(page.contains("New members sooner"), "{page}");
        organiser.post(&format!("{bank}/open"), &[]).expect(303);
        let caller = house.caller(0);
        let first = caller.get(&format!("/desk/{}", house.banks[0]));
        let first = first.expect(200).body;
        assert!(first.contains("members who joined lately"), "{first}");
        let api = format!("/api/v1/banks/{}", house.banks[0]);
        let told = organiser.api(Method::GET, &api, None).expect(200).json();
        assert_eq!(told["order"], "newer");
    });
}

#[test]
fn the_page_for_a_place_without_a_line_takes_every_outcome_and_knows_nobody() {
    on_both(members(2), |house| {
        let page = |who: &Person<'_>| who.get("/desk/offline").expect(200).body;
        let stranger = page(&house.stranger());
        let outcomes = stranger.matches("<button name=\"outcome\" value=").count();
        assert_eq!(outcomes, 12, "{stranger}");
        assert!(stranger.contains("name=\"csrf\" value=\"\""), "{stranger}");
        for who in [house.caller(0), house.organiser(1), house.officer()] {
            assert_eq!(page(&who), stranger);
        }
    });
}

#[test]
fn the_page_after_an_outcome_says_which_and_when_they_are_rung_again() {
    on_both(members(4), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let tell = |fields: &[(&str, &str)]| {
            let card = caller.post(&next, &[]).expect(303).card().unwrap();
            let address = format!("/desk/cards/{card}/outcome");
            let told = caller.post(&address, fields).expect(303);
            let page = caller.get(told.location()).expect(200).body;
            let is_named = house.members.iter().any(|one| one.is_named_in(&page));
            assert!(!is_named, "{page}");
            (told.location().to_owned(), page)
        };
        let (_, page) = tell(&[("outcome", "busy")]);
        assert!(page.contains("<strong>Busy</strong>"), "{page}");
        let at = house.now().plus(Span::days(2));
        let at = Stamp::new(at.millis(), &house.app.zone);
        let when = at.input();
        let (saved, page) = tell(&[("outcome", "call-back"), ("call_back_at", when.as_str())]);
        let day = at.day(&Words::english());
        let said = format!("To be rung again on {day} at {}.", at.clock());
        assert!(page.contains(&said), "{page}");
        // Once the minute is over the time may be another caller's word.
        house.pass(Span::minutes(2));
        let page = caller.get(&saved).expect(200).body;
        assert!(!page.contains("To be rung again"), "{page}");
        assert!(page.contains("<strong>Call back then</strong>"), "{page}");
    });
}

#[test]
fn what_is_told_late_leads_on_to_the_next_member() {
    on_both(members(4), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        caller
            .post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        house.pass(Span::minutes(41));
        let saved = format!("/desk/cards/{card}/saved");
        // By the form for a late word; once more, as from a list that was kept; and by another that comes too late to count.
        for (end, outcome) in [("late", "busy"), ("outcome", "busy"), ("outcome", "moved")] {
            let address = format!("/desk/cards/{card}/{end}");
            let told = caller.post(&address, &[("outcome", outcome)]).expect(303);
            assert_eq!(told.location(), saved);
        }
        let page = caller.get(&saved).expect(200).body;
        assert!(page.contains(&format!("action=\"{next}\"")), "{page}");
        assert!(
            house.members.iter().all(|one| !one.is_named_in(&page)),
            "{page}"
        );
        // Whoever is signed out reads that it is saved, and no way on.
        caller.post("/sign-out", &[]).expect(303);
        let address = format!("/desk/cards/{card}/late");
        let bare = caller.post(&address, &[("outcome", "busy")]).expect(200);
        assert!(!bare.body.contains(&next), "{}", bare.body);
    });
}

#[test]
fn the_officer_undoes_what_one_caller_reported_and_the_campaign_rings_on() {
    on_both(members(80), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let say = |who: &Person<'_>, outcome: &str, times: u32| {
            for _ in 0..times {
                let card = who.post(&next, &[]).expect(303).card().unwrap();
                let address = format!("/desk/cards/{card}/outcome");
                who.post(&address, &[("outcome", outcome)]).expect(303);
            }
        };
        say(&caller, "deceased", 2);
        let officer = house.officer();
        let page = officer.get("/roll/reports").expect(200).body;
        assert!(page.contains("href=\"/roll/reports/callers\""), "{page}");
        let page = officer.get("/roll/reports/callers").expect(200).body;
        assert!(
            page.contains("Nobody stands apart"),
            "too few calls to tell"
        );
        let account = caller.account().to_string();
        let fields = [("account", account.as_str()), ("since", "2020-01-01T00:00")];
        // Of whoever doesn't stand apart there is nothing to undo in one act.
        officer
            .post("/roll/reports/callers/undo", &fields)
            .expect(404);
        say(&caller, "deceased", 18);
        for _ in 0..5 {
            say(&house.caller(0), "answered", 10);
        }
        let page = officer.get("/roll/reports/callers").expect(200).body;
        assert!(page.contains("20 of 20 calls"), "{page}");
        let undo = officer.post("/roll/reports/callers/undo", &fields);
        assert_eq!(undo.short(), "303 /roll/reports/callers?said=begun");
        let now = house.now();
        while roll::carry_on_unreporting(house.world(), now).unwrap() {}
        let page = officer.get(undo.location()).expect(200).body;
        assert!(
            page.contains("20 reports were settled as mistakes"),
            "{page}"
        );
        let rival = house.organiser(1);
        rival.get("/roll/reports/callers").expect(404);
    });
}
