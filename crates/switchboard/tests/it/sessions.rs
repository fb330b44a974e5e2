//! One's own sessions, as somebody ends a browser that they lost.

use axum::http::Method;
use switchboard_store::rules::policy::{Role, Scope};

use crate::house::{House, Person, Plan, on_both};

fn plan() -> Plan {
    Plan {
        members: 6,
        ..Plan::default()
    }
}

/// The same person in another browser.
fn elsewhere<'h>(house: &'h House, person: &Person<'_>) -> Person<'h> {
    let other = Person::again(house, person, &person.code);
    other.sign_in().expect(303);
    other
}

/// The ids on the page, in its order.
fn ids(page: &str) -> Vec<String> {
    let forms = page.split("action=\"/sessions/").skip(1);
    let ids = forms.filter_map(|rest| rest.split_once("/end\"").map(|(id, _)| id.to_owned()));
    ids.filter(|id| id.len() == 26).collect()
}

#[test]
fn somebody_ends_the_browser_they_lost_and_goes_on_in_the_one_at_hand() {
    on_both(plan(), |house| {
        let lost = house.caller(0);
        let here = elsewhere(house, &lost);
        let page = here.get("/sessions").expect(200).body;
        let found = ids(&page);
        // Two browsers and the token that this house gives everybody.
        assert_eq!(found.len(), 3);
        assert!(
            here.get("/")
                .expect(200)
                .body
                .contains("href=\"/sessions\"")
        );
        let this = house.app.usual.t("sessions-this");
        assert_eq!(page.matches(&this).count(), 1);
        assert!(page.find(&this).unwrap() < page.find(&found[1]).unwrap());
        // Nothing on it opens anything, or says where somebody was.
        let tokens = [lost.session().unwrap(), here.session().unwrap()];
        for token in tokens.iter().chain([&lost.token]) {
            assert!(!page.contains(&token[32..]), "the secret half of a token");
        }
        assert!(!page.contains("10.0.1."), "an address");
        let of_lost = ids(&lost.get("/sessions").expect(200).body);
        assert_eq!(of_lost, found, "an id names one session for both");
        let lost_id = &found[1];
        here.get("/sessions").expect(200);
        let end = format!("/sessions/{lost_id}/end");
        let bad = [("csrf", "00")];
        let form = crate::house::encoded(&bad);
        let kind = "application/x-www-form-urlencoded";
        let refused = here.ask(Method::POST, &end, Some((kind, form)));
        assert_eq!(refused.status.as_u16(), 422);
        lost.get("/sessions").expect(200);
        let ended = here.post(&end, &[]).expect(303);
        assert_eq!(ended.location(), "/sessions?said=ended");
        assert_eq!(lost.get("/").short(), "303 /sign-in");
        let bank = format!("/desk/{}/next", house.banks[0]);
        assert_eq!(lost.post(&bank, &[]).short(), "303 /sign-in");
        assert_eq!(
            here.post(&end, &[]).expect(303).location(),
            "/sessions?said=before"
        );
        let said = here.get("/sessions?said=ended").expect(200).body;
        assert!(said.contains(&house.app.usual.t("sessions-said-ended")));
        assert_eq!(ids(&said).len(), 2);
        // Ending the one at hand signs out.
        let own = here.post(&format!("/sessions/{}/end", found[0]), &[]);
        assert_eq!(own.short(), "303 /signed-out");
        assert_eq!(here.session(), None);
    });
}

#[test]
fn whoever_holds_any_role_ends_all_their_other_sessions_at_once() {
    on_both(plan(), |house| {
        for (role, scope) in [
            (Role::MembershipOfficer, Scope::Organisation),
            (Role::Dpo, Scope::Organisation),
            (Role::Approver, Scope::Organisation),
            (Role::ReturningOfficer, Scope::Contest(house.contest)),
            (Role::Organiser, Scope::Campaign(house.campaigns[0])),
            (Role::Caller, Scope::Campaign(house.campaigns[0])),
        ] {
            let here = Person::signed_in(house, role, scope);
            let others = [elsewhere(house, &here), elsewhere(house, &here)];
            let ended = here.post("/sessions/others", &[]).expect(303);
            assert_eq!(ended.location(), "/sessions?said=others");
            for other in &others {
                assert_eq!(other.get("/sessions").short(), "303 /sign-in");
            }
            let page = here.get("/sessions?said=others").expect(200).body;
            assert_eq!(ids(&page).len(), 1, "{role:?}");
            assert!(!page.contains("/sessions/others"));
            let again = here.post("/sessions/others", &[]).expect(303);
            assert_eq!(again.location(), "/sessions?said=no-others");
        }
    });
}
