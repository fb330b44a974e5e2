//! An organiser plans an evening, callers take its places, and nobody comes in vain.

use crate::house::{House, Person, Plan, on_both};

fn form<'a>(starts: &'a str, ends: &'a str, places: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("starts", starts),
        ("ends", ends),
        ("places", places),
        ("words", "Side door; bring headphones, please"),
        ("bank", ""),
    ]
}

/// The address of a shift that was planned.
fn planned(house: &House, organiser: &Person<'_>) -> String {
    let shifts = format!("/campaigns/{}/shifts", house.campaigns[0]);
    let shift = form("2026-11-27T18:30", "2026-11-27T21:00", "1");
    let planned = organiser.post(&shifts, &shift).expect(303);
    let (shift, said) = planned.location().split_once('?').unwrap();
    assert_eq!(said, "said=planned");
    shift.to_owned()
}

/// What a press of a button says.
fn pressed(who: &Person<'_>, address: &str) -> String {
    let answer = who.post(address, &[]).expect(303);
    let (_, said) = answer.location().split_once("?said=").unwrap();
    said.to_owned()
}

#[test]
fn a_shift_is_planned_taken_given_back_put_into_a_calendar_and_cancelled() {
    let plan = Plan {
        members: 3,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let organiser = house.organiser(0);
        let [first, second] = [(); 2].map(|()| house.caller(0));
        let shifts = format!("/campaigns/{}/shifts", house.campaigns[0]);
        let shift = planned(house, &organiser);
        let home = first.get("/").expect(200).body;
        assert!(home.contains(&format!("href=\"{shifts}\"")));
        let list = first.get(&shifts).expect(200).body;
        for wanted in [
            "Friday 27 November 2026, 18:30 to 21:00",
            "One place of 1 is left",
            "Side door; bring headphones, please",
            &format!("action=\"{shift}/take\""),
        ] {
            assert!(list.contains(wanted), "{wanted} in {list}");
        }
        assert!(!list.contains("Plan a shift"), "a caller plans none");

        assert_eq!(pressed(&first, &format!("{shift}/take")), "taken");
        assert_eq!(pressed(&second, &format!("{shift}/take")), "full");
        second.get(&format!("{shift}/calendar")).expect(404);
        let seen = organiser.get(&shift).expect(200).body;
        assert!(seen.contains("<li>Colleague caller"), "{seen}");
        let seen = second.get(&shift).expect(200).body;
        assert!(seen.contains("No place is left") && !seen.contains("Colleague caller</li>"));

        let file = first.get(&format!("{shift}/calendar")).expect(200);
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"shift.ics\""
        );
        for wanted in [
            "DTSTART:20261127T183000Z\r\n",
            "SEQUENCE:0\r\nSTATUS:CONFIRMED\r\n",
            "DESCRIPTION:Side door\\; bring headphones\\, please",
        ] {
            assert!(file.body.contains(wanted), "{wanted} in {}", file.body);
        }

        assert_eq!(pressed(&first, &format!("{shift}/back")), "given-back");
        assert_eq!(pressed(&second, &format!("{shift}/take")), "taken");
        house.end_access(&second);
        assert_eq!(pressed(&first, &format!("{shift}/take")), "taken");
        assert_eq!(pressed(&organiser, &format!("{shift}/cancel")), "cancelled");
        let file = first.get(&format!("{shift}/calendar")).expect(200).body;
        assert!(file.contains("SEQUENCE:1\r\nSTATUS:CANCELLED\r\n"));
        assert_eq!(pressed(&organiser, &format!("{shift}/cancel")), "was-over");
    });
}

#[test]
fn what_is_wrong_with_a_shift_is_said_beside_what_was_typed() {
    let plan = Plan {
        members: 3,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let organiser = house.organiser(0);
        let shifts = format!("/campaigns/{}/shifts", house.campaigns[0]);
        for (shift, wanted) in [
            (
                form("2026-11-24T18:00", "2026-11-24T20:00", "1"),
                "begin in the past",
            ),
            (
                form("2026-11-27T18:00", "2026-11-27T18:10", "1"),
                "at least 15 minutes",
            ),
            (form("", "2026-11-27T18:10", "1"), "Write both times"),
            (
                form("2026-11-27T18:00", "2026-11-27T20:00", "501"),
                "from 1 to 500",
            ),
            (
                form("2027-03-28T01:30", "2027-03-28T03:00", "1"),
                "set forward over it",
            ),
            (
                form("2027-02-01T18:00", "2027-02-01T20:00", "1"),
                "Calls in this contest end",
            ),
        ] {
            let page = organiser.post(&shifts, &shift).expect(200).body;
            assert!(page.contains(wanted), "{wanted} in {page}");
            assert!(page.contains("value=\"Side door; bring headphones, please\""));
        }
    });
}

#[test]
fn banks_stand_side_by_side_and_a_banks_figures_are_a_file() {
    let plan = Plan {
        members: 3,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let organiser = house.organiser(0);
        let bank = format!("/banks/{}", house.banks[0]);
        let page = organiser.get(&bank).expect(200).body;
        let beside = format!("/campaigns/{}/banks", house.campaigns[0]);
        for way in [&beside, &format!("{bank}/figures.csv")] {
            assert!(page.contains(&format!("href=\"{way}\"")), "{way}");
        }
        let side = organiser.get(&beside).expect(200).body;
        assert!(side.contains(&format!("href=\"{bank}\"")));
        assert!(!side.contains(&house.banks[1].to_string()), "a rival's");
        let file = organiser.get(&format!("{bank}/figures.csv")).expect(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        let mut lines = file.body.split_terminator("\r\n");
        let heads = "\u{feff}Counted at,Campaign,Phone bank,What,About";
        assert_eq!(lines.next(), Some(heads));
        assert!(lines.all(|line| line.split(',').count() == 5 && line.starts_with("2026-11-24T")));
        let named = file.header("content-disposition");
        assert_eq!(
            named,
            "attachment; filename=\"harbour-bank-2026-11-24.csv\""
        );
    });
}
