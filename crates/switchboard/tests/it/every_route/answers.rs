//! No address of the edge but a case shows an office what came of a call, or what the caller noted.

use super::table::{Of, TABLE};
use super::{Scene, word};
use crate::house::{Plan, on_both};

const NOTE: &str = "Zanzibarian cousins visit on Sundays";
/// Where outcomes are named and nobody's is told: the form that takes a late word, the one for a place without a
/// line, and the description of the programming
/// interface; and the case itself. An organiser has counts.
const NAMED: [&str; 4] = [
    "GET /desk/cards/{card}/late",
    "GET /desk/offline",
    "GET /api/openapi.json",
    "GET /answers/cases/{case}",
];
const COUNTED: [&str; 4] = [
    "GET /banks/{bank}",
    "GET /banks/{bank}/figures.csv",
    "GET /api/v1/banks/{bank}/figures",
    "GET /api/v1/banks/{bank}",
];

/// How an outcome is said on a page, and in the program's own words.
const SAID: [&str; 4] = [NOTE, "We talked", "outcome=answered", "\"answered\""];

#[test]
fn no_address_but_a_case_shows_an_office_what_a_campaign_wrote() {
    let plan = Plan {
        members: 12,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let scene = Scene::set(house);
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        for _ in 0..3 {
            let card = caller.post(&next, &[]).card().unwrap();
            let said = [("outcome", "answered"), ("note", NOTE)];
            let path = format!("/desk/cards/{card}/outcome");
            caller.post(&path, &said).expect(303);
        }
        house.settle();
        let (mut shown, mut looked) = (Vec::new(), 0);
        for of in [Of::Officer, Of::Dpo, Of::Returning, Of::Organiser] {
            let who = scene.who(4, of);
            for (method, path, _, body, _) in TABLE {
                if *path == "/sign-out" || path.ends_with("/live") {
                    continue;
                }
                let answer = scene.ask(who, method, path, body, "");
                looked += usize::from(answer.status.is_success());
                let address = format!("{method} {path}");
                let is_named = NAMED.contains(&address.as_str())
                    || of == Of::Organiser && COUNTED.contains(&address.as_str());
                if SAID.iter().any(|said| answer.body.contains(said)) && !is_named {
                    shown.push(format!("{} {address}", word(of)));
                }
            }
        }
        assert!(looked > 100, "{looked} pages were shown");
        assert_eq!(shown, Vec::<String>::new());
    });
}
