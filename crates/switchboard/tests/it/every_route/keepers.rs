//! Whoever is there to hold the offices to what they did: they open what everybody does, and the auditor one thing more.

use super::Scene;
use super::lists::{AUDITED, KEPT, OPEN};
use super::table::TABLE;
use crate::house::{Plan, on_both};

#[test]
fn whoever_checks_the_offices_opens_their_first_page_and_what_is_their_own_and_nothing_else() {
    on_both(
        Plan {
            members: 12,
            ..Plan::default()
        },
        |house| {
            let scene = Scene::set(house);
            for (keeper, besides) in [(house.committee(), &[][..]), (house.auditor(), &AUDITED)] {
                let first = keeper.get("/").expect(200).body;
                for said in ["switchboard-verify log", "/log/", "You see no member"] {
                    assert!(first.contains(said), "{said} in {first}");
                }
                assert!(
                    !first.contains("Leadership"),
                    "no contest is shown: {first}"
                );
                let mut opened = Vec::new();
                for (method, path, _, body, _) in TABLE {
                    let address = format!("{method} {path}");
                    if OPEN.contains(&address.as_str()) || *path == "/sign-out" {
                        continue;
                    }
                    let answer = scene.ask(&keeper, method, path, body, "");
                    let is_done =
                        answer.status.is_redirection() && !answer.location().ends_with("/late");
                    if answer.status.is_success() || is_done {
                        opened.push(address);
                    }
                }
                let seen: Vec<&str> = besides.to_vec();
                assert!(seen.iter().all(|one| opened.iter().any(|open| open == one)));
                opened.retain(|one| !seen.contains(&one.as_str()));
                assert_eq!(opened, KEPT);
            }
        },
    );
}
