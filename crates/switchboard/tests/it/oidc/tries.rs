//! Whoever tries again and again, and whom that holds up: nobody else.

use std::sync::atomic::Ordering;

use switchboard_store::rules::moment::Span;

use super::issuer::Issuer;
use super::{begin, follow, on_each};

#[test]
fn somebody_elses_wrong_tries_hold_up_no_news_of_leaving_and_made_up_news_no_sign_in() {
    on_each(|scene| {
        let caller = scene.house.caller(0);
        assert_eq!(scene.go(&caller, "/identity/connect", "7").status, 303);
        let browser = scene.house.stranger();
        assert_eq!(scene.go(&browser, "/sign-in/oidc", "7").short(), "303 /");
        let browser = browser.arrived();
        let guesser = scene.house.stranger();
        let codes = || guesser.post("/sign-in", &[("code", "no such code")]).status;
        let made_up = Issuer::new(&scene.provider.issuer.url);
        let made_up = made_up.token("ES256", "k-ES256", &scene.news("f", "7"));
        let heard: Vec<_> = (0..25).map(|_| scene.leave(&made_up).status).collect();
        assert_eq!((heard[0].as_u16(), heard[24].as_u16()), (400, 429));
        assert_ne!(codes(), 429, "made-up news holds up no sign-in");
        let guessed: Vec<_> = (0..25).map(|_| codes()).collect();
        assert_eq!(guessed[24], 429);
        // From the same address, with both buckets full.
        let news = scene.token(&scene.news("r", "7"));
        scene.leave(&news).expect(200);
        assert_eq!(browser.get("/sessions").short(), "303 /sign-in");
    });
}

#[test]
fn a_stranger_drives_no_more_calls_to_the_provider_than_wrong_tries_and_one_for_each_answer() {
    on_each(|scene| {
        let asked_before = scene.provider.tokens_asked.load(Ordering::SeqCst);
        let asked = || scene.provider.tokens_asked.load(Ordering::SeqCst) - asked_before;
        let gone = "switchboard-errand=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
        let stranger = scene.house.stranger();
        // It is away just then: the answer is used up all the same, also with the cookie put back.
        let mine = begin(&stranger, "/sign-in/oidc");
        let jar = stranger.jar();
        let back = scene.back(&mine, &scene.provider.code(&mine, &scene.says(&mine, "7")));
        *scene.provider.changes_none.lock().unwrap() = true;
        let away = follow(&stranger, &back).expect(503);
        assert_eq!(away.header("set-cookie"), gone);
        scene.says_why(&away, "identity-failed-away");
        *scene.provider.changes_none.lock().unwrap() = false;
        stranger.set_jar(jar);
        let again = follow(&stranger, &back).expect(422);
        scene.says_why(&again, "identity-failed-not-taken");
        assert_eq!(asked(), 1);
        // Made up, again and again.
        let begun: Vec<_> = (0..25)
            .map(|_| {
                let asked = begin(&stranger, "/sign-in/oidc");
                (asked, stranger.jar())
            })
            .collect();
        let came: Vec<_> = begun
            .into_iter()
            .map(|(asked, jar)| {
                stranger.set_jar(jar);
                let page = follow(&stranger, &scene.back(&asked, "made up"));
                assert_eq!(page.header("set-cookie"), gone);
                page.status.as_u16()
            })
            .collect();
        assert_eq!((came[0], came[24]), (422, 429));
        assert!(asked() <= 21, "{}", asked());
    });
}

#[test]
fn the_running_service_says_that_it_can_not_be_used_until_somebody_is_answered_again() {
    on_each(|scene| {
        let browser = scene.house.stranger();
        let says = |n: u8| {
            let text = browser.get("/metrics").expect(200).body;
            let line =
                format!("switchboard_finding{{code=\"oidc-unusable\",severity=\"warning\"}} {n}\n");
            assert!(text.contains(&line), "{text}");
        };
        says(0);
        *scene.provider.is_away.lock().unwrap() = true;
        browser.post("/sign-in/oidc", &[]).expect(503);
        says(1);
        *scene.provider.is_away.lock().unwrap() = false;
        scene.house.pass(Span::seconds(6));
        browser.post("/sign-in/oidc", &[]).expect(200);
        says(0);
    });
}
