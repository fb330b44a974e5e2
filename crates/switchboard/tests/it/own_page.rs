//! "Was that call from you?": a member proves who they are, sees who rang, objects, takes a copy, and goes.

use switchboard_store::rules::moment::Span;
use switchboard_store::{WorldKind, own_page};

use crate::house::{House, Person, Plan, on_both};

fn few() -> Plan {
    Plan {
        members: 2,
        ..Plan::default()
    }
}

/// The member comes in with the code that a demo shows; answers what asking answered.
fn comes_in<'h>(house: &'h House, who: &str) -> (Person<'h>, String) {
    let member = house.stranger();
    let asked = member.post("/rang", &[("who", who)]).expect(200).body;
    own_page::answer_asked(house.world(), house.now()).unwrap();
    let (_, rest) = asked.split_once("<strong>").unwrap();
    let code = rest.split('<').next().unwrap().to_owned();
    member
        .post("/rang/code", &[("who", who), ("code", &code)])
        .expect(303);
    (member, code)
}

/// A caller of the first campaign rings whoever comes first, and writes a note; answers the member's number on the list.
fn rung(house: &House) -> usize {
    let caller = house.caller(0);
    let next = format!("/desk/{}/next", house.banks[0]);
    let card = caller.post(&next, &[]).expect(303).card().unwrap();
    let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
    let told = [("outcome", "answered"), ("note", "Wants a lift")];
    caller
        .post(&format!("/desk/cards/{card}/outcome"), &told)
        .expect(303);
    let mut all = house.members.iter();
    all.position(|member| member.is_named_in(&page)).unwrap()
}

/// What the first member asked for by law: its id.
pub(crate) fn right(house: &House) -> String {
    let (member, _) = comes_in(house, &house.members[0].external.clone());
    let asks = [("kind", "access"), ("words", "Who was it on Tuesday?")];
    member.post("/rang/requests", &asks).expect(303);
    let queue = house.dpo().get("/rights/requests").expect(200).body;
    let (_, rest) = queue.split_once("href=\"/rights/requests/").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_member_asks_for_more_is_answered_by_the_data_protection_officer_and_reads_it_on_their_own_page()
 {
    on_both(few(), |house| {
        let who = house.members[0].external.clone();
        let (member, _) = comes_in(house, &who);
        let asks = [("kind", "complaint"), ("words", "The caller shouted at me")];
        member.post("/rang/requests", &asks).expect(303);
        let short = [("kind", "access"), ("words", "hm")];
        let slip = member.post("/rang/requests", &short).expect(200).body;
        assert!(slip.contains("Write from 8 letters"), "{slip}");
        let dpo = house.dpo();
        let queue = dpo.get("/rights/requests").expect(200).body;
        assert!(!queue.contains("shouted") && !house.members[0].is_named_in(&queue));
        let (_, rest) = queue.split_once("href=\"/rights/requests/").unwrap();
        let address = format!("/rights/requests/{}", rest.split('"').next().unwrap());
        let read = dpo.get(&address).expect(200).body;
        assert!(read.contains("shouted"));
        // The way on from there: the looks at this member, by the request's id alone.
        let id = address.rsplit('/').next().unwrap();
        let way = format!("/ledger/exhibit?right={id}");
        assert!(read.contains(&way), "{read}");
        let form = dpo.get(&way).expect(200).body;
        assert!(form.contains(&format!("value=\"right-{id}\"")), "{form}");
        assert!(!form.contains("name=\"number\""), "{form}");
        house.officer().get(&address).expect(403);
        house.organiser(0).get(&address).expect(404);
        assert!(
            !dpo.get("/")
                .expect(200)
                .body
                .contains("not answered in time")
        );
        house.pass(Span::days(40));
        let dpo = house.dpo();
        let first = dpo.get("/").expect(200).body;
        assert!(
            first.contains("One member was not answered in time"),
            "{first}"
        );
        assert!(first.contains("one waits"), "{first}");
        assert!(first.contains("the first was due by"), "{first}");
        let officer = house.officer().get("/").expect(200).body;
        assert!(!officer.contains("not answered in time"));
        dpo.post(&format!("{address}/acknowledge"), &[]).expect(303);
        let answer = [("words", "We are sorry; the campaign was told")];
        dpo.post(&format!("{address}/answer"), &answer).expect(303);
        let (member, _) = comes_in(house, &who);
        let page = member.get("/rang/requests").expect(200).body;
        for said in [
            "shouted",
            "We are sorry; the campaign was told",
            "Answered on",
            "It was not answered in time",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
        let (other, _) = comes_in(house, &house.members[1].external.clone());
        assert!(
            !other
                .get("/rang/requests")
                .expect(200)
                .body
                .contains("shouted")
        );
        assert!(
            dpo.get("/rights/requests")
                .expect(200)
                .body
                .contains("Nothing waits")
        );
    });
}

#[test]
fn a_member_sees_who_rang_what_was_shown_and_written_and_never_by_whom() {
    on_both(few(), |house| {
        let n = rung(house);
        let officer = house.officer();
        let note = [("words", "Moves to her sister in May")];
        let record = super::member::open(&officer, house, n);
        officer.post(&format!("{record}/note"), &note).expect(303);
        house.pass(Span::minutes(5));
        let who = house.members[n].external.clone();
        let (member, code) = comes_in(house, &who);
        let page = member.get("/rang/mine").expect(200).body;
        for said in [
            "Somebody who rings for",
            "We talked",
            "Wants a lift",
            "What for:",
            "Shown of you:",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(!page.contains("Carys"), "the caller is covered: {page}");
        // The neighbour has nothing of it.
        let other = house.members[1 - n].external.clone();
        let (neighbour, _) = comes_in(house, &other);
        let theirs = neighbour.get("/rang/mine").expect(200).body;
        assert!(!theirs.contains("Wants a lift"));
        // The code is used, and one browser's session is nobody else's.
        let again = [("who", who.as_str()), ("code", code.as_str())];
        house.stranger().post("/rang/code", &again).expect(422);
        let copy = member.get("/rang/copy").expect(200).body;
        assert!(house.members[n].is_named_in(&copy));
        assert!(copy.contains("Moves to her sister"), "the office's note");
        assert!(!copy.contains("She is on the telephone"));
        let json = member.get("/rang/copy.json").expect(200).json();
        let record = json["record"].as_array().unwrap();
        assert!(record.iter().any(|one| one["field"] == "notes"));
        let calls = json["entries"].as_array().unwrap();
        assert!(
            calls
                .iter()
                .any(|one| one["call"]["note"] == "Wants a lift")
        );
        member.post("/rang/done", &[]).expect(303);
        assert_eq!(member.get("/rang/mine").expect(303).location(), "/rang");
    });
}

#[test]
fn a_call_is_one_block_with_its_looks_folded_and_what_a_member_can_say_stands_above_the_list() {
    on_both(few(), |house| {
        let n = rung(house);
        house.pass(Span::minutes(5));
        let (member, _) = comes_in(house, &house.members[n].external);
        let page = member.get("/rang/mine").expect(200).body;
        let (above, list) = page.split_once("Who looked and who rang").unwrap();
        for said in ["I don&#39;t want to be rung", "Was that call from us?"] {
            let plain = said.replace("&#39;", "'");
            assert!(above.contains(said) || above.contains(&plain), "{said}");
        }
        let (block, rest) = list.split_once("<details class=\"told\">").unwrap();
        let blocks = rest.matches("<details class=\"told\">").count();
        assert_eq!(blocks, 0, "one call, one block: {rest}");
        for said in ["We talked", "Wants a lift", "In the contest:", "What for:"] {
            assert!(block.contains(said), "{said} in {block}");
        }
        assert!(!block.contains("A card was dealt"), "{block}");
        let (fold, others) = rest.split_once("</details>").unwrap();
        assert!(fold.contains("Looked at") && fold.contains("A card was dealt"));
        assert_eq!(page.matches("Wants a lift").count(), 1, "said once");
        assert!(!others.contains("A card was dealt"));
        // The copy stays a list of each single thing.
        let copy = member.get("/rang/copy").expect(200).body;
        assert!(copy.contains("A card was dealt") && copy.contains("Wants a lift"));
    });
}

#[test]
fn a_member_reads_that_a_complaint_of_their_call_was_passed_on_and_when_it_was_dealt_with() {
    on_both(few(), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        let mut all = house.members.iter();
        let n = all.position(|member| member.is_named_in(&page)).unwrap();
        let complain = format!("/desk/cards/{card}/complaint");
        caller.post(&complain, &[]).expect(303);
        house.pass(Span::minutes(5));
        let (member, _) = comes_in(house, &house.members[n].external);
        let page = member.get("/rang/mine").expect(200).body;
        let passed = "A complaint about the call was passed on to our data protection officer";
        assert_eq!(page.matches(passed).count(), 1, "{page}");
        assert!(page.contains("It has not been dealt with yet."), "{page}");
        // It stands on the first page of whoever sees to it, with its day, and goes when it is settled.
        let dpo = house.dpo();
        let first = dpo.get("/").expect(200).body;
        assert_eq!(first.matches("<em>one waits").count(), 1, "{first}");
        assert!(first.contains("the first is due by"), "{first}");
        let settle = format!("/complaints/{card}");
        dpo.post(&settle, &[("as", "told")]).expect(303);
        let first = dpo.get("/").expect(200).body;
        assert!(!first.contains("<em>one waits") && !first.contains("is due by"));
        let page = member.get("/rang/mine").expect(200).body;
        assert!(page.contains("It was dealt with on"), "{page}");
        assert!(!page.contains("It has not been dealt with yet."));
        let json = member.get("/rang/copy.json").expect(200).json();
        let entries = json["entries"].as_array().unwrap();
        let told = entries.iter().filter(|one| one["complaint"].is_object());
        assert_eq!(told.count(), 1);
    });
}

#[test]
fn everybody_is_answered_the_same_whoever_asks_about_whom() {
    on_both(few(), |house| {
        let caller = house.caller(0);
        let ask = |person: &Person<'_>, who: &str| {
            let body = person.post("/rang", &[("who", who)]).expect(200).body;
            let (before, rest) = body.split_once("<strong>").unwrap();
            let (_, after) = rest.split_once("</strong>").unwrap();
            format!("{before}{after}").replace(who, "WHO")
        };
        let known = house.members[0].external.clone();
        let first = ask(&house.stranger(), &known);
        assert_eq!(ask(&house.stranger(), "M-77777"), first);
        assert_eq!(ask(&caller, "nobody@example.org"), first);
        own_page::answer_asked(house.world(), house.now()).unwrap();
        let wrong = |who: &str| {
            let fields = [("who", who), ("code", "2222-2222-2222")];
            let body = house
                .stranger()
                .post("/rang/code", &fields)
                .expect(422)
                .body;
            body.replace(who, "WHO")
        };
        assert_eq!(wrong(&known), wrong("M-77777"));
        // A session of somebody who works here opens nothing of it.
        assert_eq!(caller.get("/rang/mine").expect(303).location(), "/rang");
        assert_eq!(
            house.dpo().get("/rang/copy").expect(303).location(),
            "/rang"
        );
    });
}

#[test]
fn a_members_session_opens_no_page_of_anybody_who_works_here_and_its_forms_need_its_proof() {
    on_both(few(), |house| {
        let who = house.members[0].external.clone();
        let (member, _) = comes_in(house, &who);
        for path in ["/", "/roll/search", "/ledger", "/rights/forget", "/record"] {
            assert_eq!(
                member.get(path).expect(303).location(),
                "/sign-in",
                "{path}"
            );
        }
        let (other, _) = comes_in(house, &house.members[1].external.clone());
        let forged = format!("csrf={}&against=anyone", other.own_csrf());
        let form = Some(("application/x-www-form-urlencoded", forged));
        let refused = member.ask(axum::http::Method::POST, "/rang/objection", form);
        refused.expect(422);
        member
            .post("/rang/objection", &[("against", "anyone")])
            .expect(303);
        let page = member.get("/rang/mine").expect(200).body;
        assert!(page.contains("Not by anyone of ours"), "{page}");
        let untouched = other.get("/rang/mine").expect(200).body;
        assert!(untouched.contains("You have said nothing against calls"));
        // From that moment on nobody is dealt that member's card.
        let next = format!("/api/v1/banks/{}/next", house.banks[0]);
        let dealt = house.caller(0).api(axum::http::Method::POST, &next, None);
        assert!(!house.members[0].is_named_in(&dealt.body));
        member.post("/rang/calls", &[]).expect(303);
        let page = member.get("/rang/mine").expect(200).body;
        assert!(page.contains("You have said nothing against calls"));
    });
}

#[test]
fn a_session_of_a_member_is_slowed_and_takes_few_copies() {
    on_both(few(), |house| {
        let (member, _) = comes_in(house, &house.members[0].external.clone());
        member.get("/rang/copy").expect(200);
        member.get("/rang/copy.json").expect(200);
        member.get("/rang/copy").expect(429);
        for _ in 0..20 {
            member.get("/rang/requests").expect(200);
        }
        let is_slowed = (0..5).any(|_| member.get("/rang/mine").status == 429);
        assert!(is_slowed, "it goes on for ever");
        house.pass(Span::minutes(2));
        member.get("/rang/mine").expect(200);
        member.get("/rang/copy").expect(200);
    });
}

#[test]
fn among_real_members_whoever_asks_reads_the_very_same_bytes() {
    let live = Plan {
        kind: WorldKind::Live,
        ..few()
    };
    on_both(live, |house| {
        let ask = |who: &str| {
            let asked = house.stranger().post("/rang", &[("who", who)]);
            asked.expect(200).body.replace(who, "WHO")
        };
        let first = ask(&house.members[0].external);
        assert!(!first.contains("<strong>"), "no code is shown: {first}");
        assert_eq!(ask("M-77777"), first);
        assert_eq!(ask("nobody@example.org"), first);
        own_page::answer_asked(house.world(), house.now()).unwrap();
        // Also who asks again while a code is good, or for what was found nowhere.
        assert_eq!(ask(&house.members[0].external), first);
        assert_eq!(ask("M-77777"), first);
    });
}
