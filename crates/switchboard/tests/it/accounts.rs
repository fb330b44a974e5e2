//! Passwords, apps, codes and ways back in: the stories of those who hold an office, in a live world.

use axum::http::Method;
use switchboard_store::door::{self, Added, NewAccount};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::person::Email;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, WorldKind};

use crate::house::{Answer, House, Person, Plan, given, on_both};

const PASSWORD: &str = "kettle drawn by four geese";

fn live(story: impl Fn(&House)) {
    let plan = Plan {
        members: 4,
        kind: WorldKind::Live,
        ..Plan::default()
    };
    on_both(plan, story);
}

struct Told {
    account: AccountId,
    email: String,
    code: String,
}

/// Adds somebody at the console.
fn add(house: &House, name: &str, role: Role) -> Told {
    let email = format!("{}@office.example.org", name.to_lowercase());
    let new = NewAccount {
        label: name.to_owned(),
        role,
        scope: Scope::Organisation,
        code_until: house.now().plus(Span::days(1)),
        reusable: false,
        made_at: house.now(),
    };
    let address = Email::parse(&email).unwrap();
    let added = given(house.act(Auth::Console, move |tx| {
        door::add_account_with(tx, &new, Some(&address))
    }));
    let Added::New(account, code) = added else {
        panic!("the address is taken")
    };
    Told {
        account,
        email,
        code: code.expose(),
    }
}

/// An app on a phone, told by typing what the page shows.
struct Phone(totp_rs::Totp);

impl Phone {
    fn reading(page: &str) -> Self {
        let (_, rest) = page.split_once("class=\"groups\">").unwrap();
        let (groups, _) = rest.split_once("</p>").unwrap();
        let text: String = groups
            .replace("<code>", "")
            .replace("</code>", "")
            .split_whitespace()
            .collect();
        let secret = totp_rs::Secret::try_from_base32(text).unwrap();
        Self(totp_rs::Builder::new().with_secret(secret).build().unwrap())
    }

    fn number(&self, now: Moment) -> String {
        self.0
            .generate(u64::try_from(now.millis() / 1000).unwrap())
            .to_string()
    }
}

/// From a code through the pages to a session with everything open.
fn set_up<'h>(house: &'h House, told: &Told) -> (Person<'h>, Phone) {
    let browser = house.stranger();
    let begun = browser
        .post("/sign-in", &[("code", &told.code)])
        .expect(303);
    assert_eq!(begun.location(), "/set-up");
    let chosen = browser.post(
        "/set-up/password",
        &[("password", PASSWORD), ("again", PASSWORD)],
    );
    assert_eq!(chosen.short(), "303 /set-up");
    let page = browser.get("/set-up").expect(200).body;
    assert!(page.contains("<svg class=\"qr\"") && !page.contains("data:image"));
    let phone = Phone::reading(&page);
    let confirmed = browser.post("/set-up/app", &[("number", &phone.number(house.now()))]);
    assert_eq!(confirmed.short(), "303 /");
    (browser, phone)
}

fn sign_in(browser: &Person<'_>, email: &str, password: &str, number: &str) -> Answer {
    browser.post(
        "/sign-in/password",
        &[("email", email), ("password", password), ("number", number)],
    )
}

#[test]
fn the_first_officer_goes_from_a_code_to_a_password_and_an_app_and_is_in() {
    live(|house| {
        let first = house.stranger().get("/sign-in").expect(200).body;
        assert!(
            first.contains("switchboard account add")
                && first.contains("Nobody keeps the roll yet"),
            "without officers the first page says how to name them"
        );
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let page = house.stranger().get("/sign-in").expect(200).body;
        assert!(page.contains("/sign-in/password") && !page.contains("switchboard account add"));

        let browser = house.stranger();
        browser
            .post("/sign-in", &[("code", &orla.code)])
            .expect(303);
        for path in ["/roll/search", "/roll/import", "/accounts", "/requests"] {
            assert_ne!(
                browser.get(path).status,
                200,
                "{path} before the password is set"
            );
        }
        assert_eq!(browser.get("/").short(), "303 /set-up");
        for (password, again, why) in [
            ("elf", "elf", "too short"),
            (PASSWORD, "kettle drawn by five geese", "not the same"),
            ("password1234", "password1234", "Many people use"),
            ("orla orla orla", "orla orla orla", "Your name"),
        ] {
            let form = [("password", password), ("again", again)];
            let answer = browser.post("/set-up/password", &form).expect(422).body;
            assert!(
                answer.contains(why) && !answer.contains(password),
                "{answer}"
            );
        }
        browser
            .post(
                "/set-up/password",
                &[("password", PASSWORD), ("again", PASSWORD)],
            )
            .expect(303);
        let phone = Phone::reading(&browser.get("/set-up").body);
        let wrong = browser
            .post("/set-up/app", &[("number", "000000")])
            .expect(422)
            .body;
        assert!(wrong.contains("That number is not right"), "{wrong}");
        let number = phone.number(house.now());
        browser
            .post("/set-up/app", &[("number", &number)])
            .expect(303);
        for path in ["/", "/roll/search", "/roll/import", "/accounts", "/own"] {
            browser.get(path).expect(200);
        }
        let replayed = house.stranger().post("/sign-in", &[("code", &orla.code)]);
        assert_eq!(
            replayed.expect(422).header("set-cookie"),
            "",
            "a code works once"
        );

        house.pass(Span::minutes(2));
        let elsewhere = house.stranger();
        let answer = sign_in(
            &elsewhere,
            &orla.email,
            PASSWORD,
            &phone.number(house.now()),
        );
        assert_eq!(answer.short(), "303 /");
        elsewhere.get("/roll/search").expect(200);
    });
}

#[test]
fn a_stolen_password_a_wrong_one_and_an_unknown_address_get_the_very_same_answer() {
    live(|house| {
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let (_, phone) = set_up(house, &orla);
        house.pass(Span::minutes(2));
        let number = phone.number(house.now());
        let thief = house.stranger();
        let plain = |email: &str, password: &str, number: &str| {
            let before = house.world().hashes();
            let answer = sign_in(&thief, email, password, number);
            assert_eq!(house.world().hashes() - before, 1, "the same work");
            assert_eq!(answer.status, 422);
            assert_eq!(answer.header("set-cookie"), "");
            // The address comes back as it was typed.
            answer.body.replace(email, "")
        };
        let _first = plain("x@office.example.org", PASSWORD, "000000");
        let unknown = plain("nobody@office.example.org", PASSWORD, &number);
        assert_eq!(
            plain(&orla.email, "nine umbrellas at the weir", &number),
            unknown
        );
        assert_eq!(
            plain(&orla.email, PASSWORD, "000000"),
            unknown,
            "without the phone"
        );
        assert!(!unknown.contains(PASSWORD));
        let inside = house.stranger();
        assert_eq!(
            sign_in(&inside, &orla.email, PASSWORD, &number).short(),
            "303 /"
        );
        assert_eq!(
            plain(&orla.email, PASSWORD, &number),
            unknown,
            "the same number again"
        );
    });
}

#[test]
fn strangers_are_slowed_down_and_the_officers_own_browser_is_not() {
    live(|house| {
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let (_, phone) = set_up(house, &orla);
        house.pass(Span::minutes(2));
        let own = house.stranger();
        let number = phone.number(house.now());
        sign_in(&own, &orla.email, PASSWORD, &number).expect(303);
        let mut refused = 0;
        for _ in 0..15 {
            // Each from an address of its own, as a crowd of machines would.
            let form = crate::house::encoded(&[
                ("email", &orla.email),
                ("password", "nine umbrellas at the weir"),
                ("number", "000000"),
            ]);
            let body = Some(("application/x-www-form-urlencoded", form));
            let mut request = house
                .stranger()
                .request(Method::POST, "/sign-in/password", body);
            request
                .extensions_mut()
                .insert(axum::extract::ConnectInfo(house.address()));
            refused += usize::from(house.send(request).status == 429);
        }
        assert!(refused >= 3, "{refused} of 15 were held up");
        own.post("/sign-out", &[]).expect(303);
        house.pass(Span::minutes(1));
        let number = phone.number(house.now());
        assert_eq!(
            sign_in(&own, &orla.email, PASSWORD, &number).short(),
            "303 /"
        );
    });
}

#[test]
fn a_way_back_in_stands_on_every_officers_first_page_and_one_button_stops_it() {
    live(|house| {
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let ari = add(house, "Ari", Role::Approver);
        let (officer, _) = set_up(house, &orla);
        let (approver, _) = set_up(house, &ari);
        let ask = || {
            let account = orla.account;
            given(house.act(Auth::Console, move |tx| door::ask_recovery(tx, account)))
                .0
                .expose()
        };
        let code = ask();
        assert!(
            approver
                .get("/")
                .expect(200)
                .body
                .contains("a way back in for Orla")
        );
        assert!(
            officer
                .get("/")
                .expect(200)
                .body
                .contains("a way back in for you")
        );
        let stop = format!("/accounts/{}/recovery", orla.account);
        assert_eq!(officer.post(&stop, &[]).short(), "303 /?said=stopped");
        assert!(!approver.get("/").body.contains("a way back in for Orla"));
        house.pass(Span::hours(25));
        house
            .stranger()
            .post("/sign-in", &[("code", &code)])
            .expect(422);

        let code = ask();
        let browser = house.stranger();
        browser.post("/sign-in", &[("code", &code)]).expect(422);
        house.pass(Span::hours(24));
        browser.post("/sign-in", &[("code", &code)]).expect(303);
        browser.get("/set-up").expect(200);
    });
}

/// The code that one official asks for and another approves.
fn let_back(asks: &Person<'_>, approves: &Person<'_>, account: AccountId) -> String {
    let reason = [("reason", "Their telephone fell into the weir")];
    let asked = asks.post(&format!("/accounts/{account}/code"), &reason);
    assert_eq!(asked.expect(303).location(), "/requests?said=asked");
    let list = approves.get("/requests").expect(200).body;
    let (waiting, _) = list.split_once("What you asked for").unwrap();
    let (_, id) = waiting.rsplit_once("id=\"what-").unwrap();
    let address = format!("/requests/{}", id.split('"').next().unwrap());
    let step = [("step", "approve")];
    asks.post(&address, &step).expect(403);
    let shown = approves.post(&address, &step).expect(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    let (_, rest) = shown.body.split_once("class=\"handed\"><code>").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[test]
fn two_officials_make_a_code_one_shuts_an_account_and_nobody_else_opens_the_page() {
    live(|house| {
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let osian = add(house, "Osian", Role::MembershipOfficer);
        let ari = add(house, "Ari", Role::Approver);
        let (officer, _) = set_up(house, &orla);
        let (colleague, _) = set_up(house, &osian);
        let (approver, _) = set_up(house, &ari);
        let della = add(house, "Della", Role::Dpo);
        let (dpo, _) = set_up(house, &della);
        let page = officer.get("/accounts").expect(200).body;
        for name in ["Orla", "Osian", "Ari"] {
            assert!(page.contains(name), "{name}");
        }
        assert!(
            !page.contains(&format!("/accounts/{}/code", orla.account)),
            "not for oneself"
        );
        let post = |who: &Person<'_>, account: AccountId, what: &str| {
            let reason = [("reason", "Their telephone fell into the weir")];
            who.post(&format!("/accounts/{account}/{what}"), &reason)
        };
        for what in ["code", "shut"] {
            assert_eq!(
                post(&officer, orla.account, what).status,
                403,
                "{what} for oneself"
            );
            assert_eq!(
                post(&approver, orla.account, what).status,
                403,
                "{what} by the approver"
            );
            assert_eq!(post(&house.caller(0), orla.account, what).status, 404);
        }
        assert_eq!(approver.get("/accounts").status, 403);
        let nothing = officer.post(&format!("/accounts/{}/code", osian.account), &[]);
        assert_eq!(nothing.short(), "303 /accounts?said=why");
        let code = let_back(&officer, &dpo, osian.account);
        assert_eq!(
            post(&officer, osian.account, "shut").short(),
            "303 /accounts?said=shut"
        );
        assert_eq!(
            colleague.get("/").short(),
            "303 /sign-in",
            "signed out at once"
        );
        house
            .stranger()
            .post("/sign-in", &[("code", &code)])
            .expect(422);
        let again = Told {
            code: let_back(&dpo, &officer, osian.account),
            ..osian
        };
        let _in = set_up(house, &again);
    });
}

#[test]
fn one_changes_the_password_and_the_phone_oneself_with_what_one_has() {
    live(|house| {
        const NEW: &str = "nine umbrellas at the weir";
        let orla = add(house, "Orla", Role::Dpo);
        let (browser, phone) = set_up(house, &orla);
        house.pass(Span::minutes(2));
        let change = |old: &str, number: &str, new: &str| {
            browser.post(
                "/own/password",
                &[
                    ("old", old),
                    ("number", number),
                    ("password", new),
                    ("again", new),
                ],
            )
        };
        let number = phone.number(house.now());
        assert!(
            change(NEW, &number, NEW)
                .expect(422)
                .body
                .contains("is not right")
        );
        assert!(
            change(PASSWORD, &number, "elf")
                .expect(422)
                .body
                .contains("too short")
        );
        assert_eq!(change(PASSWORD, &number, NEW).short(), "303 /");
        browser.get("/own").expect(200);
        house.pass(Span::minutes(2));
        let renew = |old: &str| {
            let number = phone.number(house.now());
            browser.post("/own/app", &[("old", old), ("number", &number)])
        };
        renew(PASSWORD).expect(422);
        assert_eq!(renew(NEW).short(), "303 /set-up");
        let second = Phone::reading(&browser.get("/set-up").expect(200).body);
        browser
            .post("/set-up/app", &[("number", &second.number(house.now()))])
            .expect(303);
        house.pass(Span::minutes(2));
        let elsewhere = house.stranger();
        let old = phone.number(house.now());
        sign_in(&elsewhere, &orla.email, NEW, &old).expect(422);
        let number = second.number(house.now());
        sign_in(&elsewhere, &orla.email, NEW, &number).expect(303);
    });
}

#[test]
fn an_officer_who_signed_in_a_while_ago_shows_again_who_they_are_and_comes_back_to_the_page() {
    live(|house| {
        let orla = add(house, "Orla", Role::MembershipOfficer);
        let osian = add(house, "Osian", Role::MembershipOfficer);
        let (browser, phone) = set_up(house, &orla);
        let hand_out = format!("/accounts/{}/code", osian.account);
        let page = browser.get("/accounts").expect(200).body;
        assert!(!page.contains("/sign-in/again"));
        house.pass(Span::minutes(20));
        let page = browser.get("/accounts").expect(200).body;
        assert!(
            page.contains("name=\"to\" value=\"/accounts\""),
            "the page says so before anything is filled in"
        );
        let reason = [("reason", "Their telephone fell into the weir")];
        let refused = browser.post(&hand_out, &reason).expect(403).body;
        assert!(refused.contains("Nothing was done yet") && refused.contains("name=\"number\""));
        let show = |number: &str, to: &str| {
            browser.post(
                "/sign-in/again",
                &[("password", PASSWORD), ("number", number), ("to", to)],
            )
        };
        show("000000", "/accounts").expect(422);
        let number = phone.number(house.now());
        let back = show(&number, "//evil.example.org/");
        assert_eq!(back.short(), "303 /", "it leads nowhere else");
        let asked = browser.post(&hand_out, &reason);
        assert_eq!(asked.short(), "303 /requests?said=asked");
        house.pass(Span::minutes(20));
        let number = phone.number(house.now());
        assert_eq!(show(&number, "/accounts").short(), "303 /accounts");
        let again = browser.post(&hand_out, &reason);
        assert_eq!(again.short(), "303 /requests?said=already");
    });
}
