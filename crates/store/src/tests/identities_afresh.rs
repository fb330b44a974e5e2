//! What the organisation's own sign-in must be asked afresh.

use serde_json::{Value, json};
use switchboard_rules::oidc::Flaw;
use switchboard_rules::policy::Role;

use super::house::EVENING;
use super::office::{later, on_both};
use super::there::{CLIENT, Change, There, seconds};
use crate::door::Errand;
use crate::session::SessionKey;

#[test]
fn whoever_happens_to_be_signed_in_there_is_neither_connected_nor_shown_again() {
    on_both(|office| {
        let there = There::new();
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        let key = SessionKey::of(inside.token.expose());
        let (world, now) = (&office.world, later(5));
        let check = |errand, change: Change| {
            let sent = world.send_for_identity(errand, key, "/", now).unwrap();
            let returned = world.come_back(&sent.cookie, &sent.state, key, now);
            let returned = returned.ok().unwrap();
            let mut says = there.issuer.says(CLIENT, "7", &sent.nonce, seconds(now));
            change(&mut says);
            let token = there.issuer.token("ES256", "k-ES256", &says);
            let told = world.check_id_token(&there.keys(), &there.trusted, &token, &returned, now);
            told.err()
        };
        let before: Change = |says| says["auth_time"] = json!(says["iat"].as_i64().unwrap() - 90);
        let silent: Change = |says| says["auth_time"] = Value::Null;
        for errand in [Errand::Connect, Errand::ShowAgain] {
            assert_eq!(check(errand, before), Some(Flaw::Stale), "{errand:?}");
            assert_eq!(check(errand, silent), Some(Flaw::Stale), "{errand:?}");
            assert_eq!(check(errand, |_| ()), None, "{errand:?}");
        }
        assert_eq!(check(Errand::SignIn, before), None);
        assert_eq!(check(Errand::SignIn, silent), None);
    });
}
