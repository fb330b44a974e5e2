//! Invited, joined, and back again: a link carries no authority, and nobody shares an account.

mod born;
mod scanners;

use std::fmt::Write as _;

use switchboard_store::WorldKind;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Span;

use crate::house::{Answer, House, Person, Plan, entries, on_both};

const PASSWORD: &str = "kettle drawn by four geese";

pub(crate) fn live(story: impl Fn(&House)) {
    let plan = Plan {
        members: 12,
        kind: WorldKind::Live,
        ..Plan::default()
    };
    on_both(plan, story);
}

/// What an organiser is shown once, of one guest.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) code: String,
    pub(crate) link: String,
}

/// The lines of the page that says what each is to be told; none for those who were left out.
pub(crate) fn told(page: &str) -> Vec<Option<Told>> {
    let between = |text: &str, before: &str, after: char| {
        let (_, rest) = text.split_once(before)?;
        rest.split(after).next().map(str::to_owned)
    };
    let rows = page.split("<tr role=\"row\"><td").skip(1);
    rows.map(|row| {
        Some(Told {
            code: between(row, "<code>", '<')?,
            link: between(row, "href=\"", '"')?,
        })
    })
    .collect()
}

fn people(house: &House, campaign: usize) -> String {
    format!("/campaigns/{}/people", house.campaigns[campaign])
}

/// Invites somebody to ring for the first campaign.
pub(crate) fn invite(house: &House, organiser: &Person<'_>, email: &str) -> Told {
    let guest = [("name", "Cai Caller"), ("email", email), ("bank", "")];
    let page = organiser.post(&people(house, 0), &guest).expect(200).body;
    told(&page).remove(0).unwrap()
}

pub(crate) fn join(browser: &Person<'_>, told: &Told) -> Answer {
    browser.post(&told.link, &[("code", &told.code), ("read", "yes")])
}

fn sign_in(browser: &Person<'_>, email: &str, password: &str, number: &str) -> Answer {
    let fields = [("email", email), ("password", password), ("number", number)];
    browser.post("/sign-in/password", &fields)
}

fn way(browser: &Person<'_>, email: &str, password: &str) -> Answer {
    let fields = [
        ("email", email),
        ("password", password),
        ("again", password),
    ];
    browser.post("/joined", &fields)
}

#[test]
fn whoever_was_invited_joins_with_link_and_code_rings_and_comes_back_with_a_password() {
    live(|house| {
        house.opens_signed();
        let organiser = house.organiser(0);
        let told = invite(house, &organiser, "cai@example.org");
        let browser = house.stranger();
        let page = browser.get(&told.link).expect(200).body;
        for said in ["What is written down about you", "I have read this"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        let unread = browser.post(&told.link, &[("code", &told.code)]);
        assert!(unread.expect(422).body.contains("tick the box"));
        assert_eq!(join(&browser, &told).short(), "303 /joined");
        let cai = browser.arrived();
        let page = cai.get("/joined").expect(200).body;
        assert!(page.contains("value=\"cai@example.org\""), "{page}");
        let short = way(&cai, "cai@example.org", "pqvz-hhdk-lwmt").expect(422);
        assert!(short.body.contains("at least 15"), "{}", short.body);
        let desk = format!("/desk/{}", house.banks[0]);
        let chosen = way(&cai, "cai@example.org", PASSWORD);
        assert_eq!(chosen.short(), format!("303 {desk}"));
        cai.get(&desk).expect(200);
        let dealt = cai.post(&format!("{desk}/next"), &[]).expect(303);
        cai.get(dealt.location()).expect(200);

        let kinds: Vec<u16> = entries(house)
            .iter()
            .filter(|line| line.account == cai.account())
            .map(|line| line.kind)
            .collect();
        for kind in [
            EventKind::AccountAdded,
            EventKind::TermGranted,
            EventKind::NoticeRead,
            EventKind::SignIn,
            EventKind::PasswordSet,
            EventKind::CardDealt,
        ] {
            assert!(kinds.contains(&kind.code()), "{kind:?} in {kinds:?}");
        }
        let list = organiser.get(&people(house, 0)).expect(200).body;
        assert!(
            list.contains("Cai Caller") && list.contains("Joined"),
            "{list}"
        );

        let elsewhere = house.stranger();
        for (email, password, number) in [
            ("cai@example.org", "kettle drawn by five geese", ""),
            ("nobody@example.org", PASSWORD, ""),
        ] {
            let wrong = sign_in(&elsewhere, email, password, number).expect(422);
            assert_eq!(wrong.header("set-cookie"), "");
        }
        let back = sign_in(&elsewhere, "cai@example.org", PASSWORD, "");
        assert_eq!(back.short(), "303 /");
        let card = elsewhere.arrived().get(&desk).expect(303);
        assert!(card.location().starts_with("/desk/cards/"), "the same card");
    });
}

#[test]
fn a_code_works_once_and_for_its_own_link_alone() {
    live(|house| {
        let organiser = house.organiser(0);
        let one = invite(house, &organiser, "");
        let other = invite(house, &organiser, "");
        let crossed = Told {
            code: one.code.clone(),
            link: other.link.clone(),
        };
        join(&house.stranger(), &crossed).expect(422);
        join(&house.stranger(), &one).expect(303);
        let again = join(&house.stranger(), &one).expect(422);
        assert_eq!(again.header("set-cookie"), "");
        let typed = one.code.to_lowercase().replace('-', " ");
        let signed_in = house.stranger().post("/sign-in", &[("code", &typed)]);
        signed_in.expect(422);
        join(&house.stranger(), &other).expect(303);
    });
}

#[test]
fn who_is_not_wanted_any_more_is_told_what_a_wrong_code_is_told() {
    live(|house| {
        let organiser = house.organiser(0);
        let wrong = Told {
            code: "ABCD-EFGH-JKLM".to_owned(),
            link: "/join/00000000000000000000000001".to_owned(),
        };
        let refused = |told: &Told| {
            let page = join(&house.stranger(), told).expect(422).body;
            page.replace(&told.link, "")
        };
        let never = refused(&wrong);
        let taken_back = invite(house, &organiser, "");
        let id = taken_back.link.rsplit('/').next().unwrap();
        let end = format!("{}/{id}/end", people(house, 0));
        organiser.post(&end, &[]).expect(303);
        assert_eq!(refused(&taken_back), never, "taken back");

        let renewed = invite(house, &organiser, "");
        let id = renewed.link.rsplit('/').next().unwrap();
        let code = format!("{}/{id}/code", people(house, 0));
        let page = organiser.post(&code, &[]).expect(200).body;
        assert_eq!(refused(&renewed), never, "its old code");
        let (_, new) = page.split_once("<code>").unwrap();
        let new = Told {
            code: new.split('<').next().unwrap().to_owned(),
            ..renewed
        };
        join(&house.stranger(), &new).expect(303);

        let leaver = house.organiser(0);
        let by_leaver = invite(house, &leaver, "");
        house.end_access(&leaver);
        assert_eq!(refused(&by_leaver), never, "whoever invited has left");

        let late = invite(house, &organiser, "");
        house.pass(Span::days(7));
        assert_eq!(refused(&late), never, "a week later");
    });
}

#[test]
fn an_invitation_ends_with_its_contest() {
    live(|house| {
        house.pass(Span::days(16));
        let unused = invite(house, &house.organiser(0), "");
        house.pass(Span::days(4));
        join(&house.stranger(), &unused).expect(422);
        let guest = [("name", "Dilys Dialler"), ("email", "")];
        let over = house.organiser(0).post(&people(house, 0), &guest);
        assert!(over.expect(422).body.contains("The contest is over"));
    });
}

#[test]
fn a_link_stands_there_with_its_whole_address_to_be_sent_on() {
    live(|house| {
        let organiser = house.organiser(0);
        let guest = [("name", "Cai Caller"), ("email", ""), ("bank", "")];
        let page = organiser.post(&people(house, 0), &guest).expect(200).body;
        let link = told(&page).remove(0).unwrap().link;
        let whole = format!(">http://localhost:8080{link}</a>");
        assert!(page.contains(&whole), "{page}");
    });
}

#[test]
fn two_hundred_are_invited_from_a_file_and_the_same_file_invites_nobody_twice() {
    live(|house| {
        let organiser = house.organiser(0);
        let mut file = "name,email\n".to_owned();
        for n in 0..200 {
            writeln!(file, "Caller Number {n},caller{n}@example.org").unwrap();
        }
        file += "Caller Again,CALLER7@example.org\n";
        let address = format!("{}/file", people(house, 0));
        let before = std::time::Instant::now();
        let page = organiser.upload(&address, &file).expect(200).body;
        eprintln!("200 invited in {} ms", before.elapsed().as_millis());
        let lines = told(&page);
        assert_eq!(lines.len(), 201);
        assert!(lines[200].is_none(), "stands there twice");
        let codes: std::collections::BTreeSet<_> = lines
            .iter()
            .flatten()
            .map(|told| told.code.clone())
            .collect();
        assert_eq!(codes.len(), 200, "each has a code of their own");
        join(&house.stranger(), lines[7].as_ref().unwrap()).expect(303);
        let again = organiser.upload(&address, &file).expect(200).body;
        assert!(told(&again).iter().all(Option::is_none), "{again}");

        let wrong = "name,email\nCai,cai@example.org\n,dilys@example.org\nEmrys,emrys at\n";
        let page = organiser.upload(&address, wrong).expect(422).body;
        for said in ["Line 3: The name is missing", "Line 4: That is no e-mail"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(!page.contains("<code>"), "nobody was invited");
        let many = "name,email\n".to_owned() + &"Gwyn Guest,\n".repeat(400);
        let full = organiser.upload(&address, &many);
        assert!(full.expect(422).body.contains("199 invitations are open"));
    });
}

#[test]
fn an_organiser_lets_their_own_caller_back_in_and_nobody_elses() {
    live(|house| {
        let organiser = house.organiser(0);
        let told = invite(house, &organiser, "cai@example.org");
        let browser = house.stranger();
        join(&browser, &told).expect(303);
        let cai = browser.arrived();
        way(&cai, "cai@example.org", PASSWORD).expect(303);
        let id = told.link.rsplit('/').next().unwrap();
        let code = format!("{}/{id}/code", people(house, 0));
        house.organiser(1).post(&code, &[]).expect(404);
        cai.post(&code, &[]).expect(403);
        let page = organiser.post(&code, &[]).expect(200).body;
        let (_, typed) = page.split_once("<code>").unwrap();
        let typed = typed.split('<').next().unwrap();
        let again = house.stranger();
        again.post("/sign-in", &[("code", typed)]).expect(303);
        let again = again.arrived();
        assert_eq!(again.account(), cai.account());
        let other = "kettle drawn by five geese";
        way(&again, "cai@example.org", other).expect(303);
        assert_eq!(
            cai.get("/joined").short(),
            "303 /sign-in",
            "signed out elsewhere"
        );
        let browser = house.stranger();
        sign_in(&browser, "cai@example.org", PASSWORD, "").expect(422);
        sign_in(&browser, "cai@example.org", other, "").expect(303);
        // Came in with a password: another one takes a code.
        browser.arrived().get("/joined").expect(404);
    });
}

#[test]
fn an_address_that_somebody_else_has_is_not_taken_and_each_try_leaves_a_trace() {
    live(|house| {
        let organiser = house.organiser(0);
        let (one, two) = (
            invite(house, &organiser, "cai@example.org"),
            invite(house, &organiser, ""),
        );
        let browser = house.stranger();
        join(&browser, &one).expect(303);
        way(&browser.arrived(), "cai@example.org", PASSWORD).expect(303);
        let browser = house.stranger();
        join(&browser, &two).expect(303);
        let dilys = browser.arrived();
        let taken = way(&dilys, "cai@example.org", PASSWORD).expect(422);
        assert!(taken.body.contains("cannot be used here"), "{}", taken.body);
        let traces = entries(house)
            .iter()
            .filter(|line| line.account == dilys.account())
            .filter(|line| line.kind == EventKind::AddressTaken.code())
            .count();
        assert_eq!(traces, 1);
        way(&dilys, "dilys@example.org", PASSWORD).expect(303);
    });
}
