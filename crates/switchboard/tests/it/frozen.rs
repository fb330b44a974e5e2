//! The morning after the disk died: who was signed in is not any more, nobody is rung or looked up, and two officers let it
//! go on.

use axum::http::Method;

use crate::house::{House, Person, Plan, grounds, on_both};

/// A place of the same engine for the restored house.
fn ground_like(house: &House) -> crate::house::Ground {
    let is_sqlite = house.world().engine() == switchboard_store::Engine::Sqlite;
    let mut grounds = grounds().into_iter();
    let found = grounds.find(|ground| ground.is_sqlite() == is_sqlite);
    found.unwrap()
}

/// The address that the first form of the list of requests sends to.
fn request(page: &str) -> String {
    let (_, rest) = page.split_once("action=\"/requests/").unwrap();
    format!("/requests/{}", rest.split('"').next().unwrap())
}

fn code<'c>(codes: &'c [(String, String)], role: &str) -> &'c str {
    let label = format!("Colleague {role}");
    let found = codes.iter().find(|(name, _)| *name == label);
    &found.unwrap_or_else(|| panic!("no code for {label}")).1
}

/// What somebody had in their browser and their program before opens nothing any more.
fn nothing_old_opens(restored: &House, before: &Person<'_>) {
    let mut same = Person::again(restored, before, &before.code);
    same.set_jar(before.jar());
    same.token.clone_from(&before.token);
    assert_eq!(same.get("/").short(), "303 /sign-in", "an old cookie");
    same.api(Method::GET, "/api/v1/banks", None).expect(401);
    same.sign_in().expect(422);
    let page = same.get("/frozen").expect(200).body;
    assert!(page.contains("Everything stands still"));
    assert!(!page.contains("name=\"because\""), "a stranger may not ask");
}

#[test]
fn after_a_restore_sessions_tokens_and_cards_are_ended_and_two_officers_let_it_go_on() {
    on_both(Plan::default(), |house| {
        let (olga, dilys, caller) = (house.officer(), house.dpo(), house.caller(0));
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        caller.get(&format!("/desk/cards/{card}")).expect(200);
        let ground = ground_like(house);
        {
            let (restored, codes) = house.restored(&ground);
            for before in [&olga, &dilys, &caller] {
                nothing_old_opens(&restored, before);
            }
            assert_eq!(codes.len(), 2, "the two officers get a code each");
            let one = Person::again(&restored, &olga, code(&codes, "membership-officer"));
            let two = Person::again(&restored, &dilys, code(&codes, "dpo"));
            for officer in [&one, &two] {
                officer.sign_in().expect(303);
                officer.sign_in().expect(422);
            }
            two_let_it_go_on(house, &restored, [&one, &two]);
            the_evening_begins_again(&restored, &one, &card);
        }
    });
}

fn two_let_it_go_on(house: &House, restored: &House, [one, two]: [&Person<'_>; 2]) {
    let number = house.members[7].mobile.clone();
    let search = |who: &Person<'_>| {
        let answer = who.post("/roll/search", &[("by", "number"), ("text", &number)]);
        assert!(!house.members[7].is_named_in(&answer.body));
        answer
    };
    let refused = search(one);
    assert_ne!(refused.status, 200);
    assert!(
        refused.body.contains("stands still until two officers"),
        "{}",
        refused.body
    );
    let page = one.get("/frozen").expect(200).body;
    assert!(page.contains("name=\"because\"") && page.contains("Ask that it go on"));
    assert_eq!(
        one.post("/frozen", &[("because", "no")]).short(),
        "303 /frozen?said=why"
    );
    let why = "The last import was looked through and is whole";
    assert_eq!(
        one.post("/frozen", &[("because", why)]).short(),
        "303 /requests?said=asked"
    );
    let own = one.get("/requests").expect(200).body;
    assert!(
        !own.contains("value=\"approve\""),
        "nobody agrees with themselves"
    );
    let asked = request(&own);
    one.post(&asked, &[("step", "approve"), ("word", "")])
        .expect(403);
    assert!(restored.world().frozen().unwrap().is_some());
    assert_ne!(search(one).status, 200, "one is not enough");
    let waiting = two.get("/requests").expect(200).body;
    assert!(waiting.contains(why));
    assert_eq!(
        two.post(&asked, &[("step", "approve"), ("word", "")])
            .short(),
        "303 /requests?said=done"
    );
    assert!(restored.world().frozen().unwrap().is_none());
    one.get("/frozen").expect(404);
    assert!(house.members[7].is_masked_in(&search(one).expect(200).body));
}

/// Banks are paused until their organisers open them, and the card that lay on a desk is on none.
fn the_evening_begins_again(restored: &House, officer: &Person<'_>, card: &str) {
    let caller = restored.caller(0);
    let next = format!("/api/v1/banks/{}/next", restored.banks[0]);
    let paused = caller.api(Method::POST, &next, None);
    assert_ne!(paused.status, 200, "{}", paused.body);
    let organiser = restored.organiser(0);
    let bank = restored.banks[0];
    let opened = restored.act(organiser.auth(), move |tx| {
        switchboard_store::banks::set_open(tx, bank, switchboard_store::banks::Wanted::Open)
    });
    crate::house::given(opened);
    let dealt = caller.api(Method::POST, &next, None).expect(200).json();
    assert_ne!(dealt["card"], *card);
    // Its address leads to the page for what is told too late, which shows nobody.
    let old = caller.get(&format!("/desk/cards/{card}")).expect(303);
    assert_eq!(old.location(), format!("/desk/cards/{card}/late"));
    officer.get("/roll/search").expect(200);
}
