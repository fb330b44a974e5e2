//! The officer and one member: found, opened with a purpose, changed, and a second reader for what is asked about.

use axum::http::Method;

use crate::house::{House, Person, Plan, entries, on_both};

/// On the roll as it is: in a contest of rivals nobody new is rung, and nobody at a new number.
fn members(members: usize) -> Plan {
    Plan {
        members,
        contest: switchboard_store::rules::contest::Kind::Standing,
        ..Plan::default()
    }
}

/// The handle of the n-th member's hit.
pub(crate) fn handle(officer: &Person<'_>, house: &House, n: usize) -> String {
    let text = house.members[n].external.clone();
    let found = officer
        .post("/roll/search", &[("by", "membership"), ("text", &text)])
        .expect(200);
    let (_, rest) = found.body.split_once("name=\"member\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Opens the n-th member, with a fuller reason where one is asked for; answers the record's address.
pub(crate) fn open(officer: &Person<'_>, house: &House, n: usize) -> String {
    let handle = handle(officer, house, n);
    let fields = [("member", handle.as_str()), ("purpose", "rings-us")];
    let opened = officer.post("/members/open", &fields).expect(303);
    let address = opened.location().to_owned();
    let words = [("words", "She is on the telephone")];
    officer
        .post(&format!("{address}/reason"), &words)
        .expect(303);
    address
}

/// What the bank of a campaign has for a new caller: `card` or `empty`.
fn next(house: &House, campaign: usize) -> String {
    let next = format!("/api/v1/banks/{}/next", house.banks[campaign]);
    let answer = house.caller(campaign).api(Method::POST, &next, None);
    let kind = answer.expect(200).json()["kind"].clone();
    kind.as_str().unwrap().to_owned()
}

#[test]
fn a_hit_is_opened_with_a_purpose_and_no_address_tells_whose_record_it_is() {
    on_both(members(3), |house| {
        let officer = house.officer();
        let member = &house.members[1];
        let address = open(&officer, house, 1);
        for told in [&member.external, &member.family, &member.given] {
            assert!(!address.contains(told.as_str()), "{address}");
        }
        let page = officer.get(&address).expect(200).body;
        assert!(member.is_named_in(&page), "{page}");
        assert!(page.contains("The member is on the telephone"), "{page}");
        house.officer().get(&address).expect(404);
        let lines = entries(house);
        let opened: Vec<_> = lines.iter().filter(|line| line.kind == 311).collect();
        assert_eq!(opened.len(), 1, "the other officer was shown nothing");
        assert!(opened[0].detail.contains("purpose=rings-us"));
        assert_eq!(opened[0].members, 1);
        let old = officer.post(
            "/members/open",
            &[("member", "00ff"), ("purpose", "letter")],
        );
        old.expect(403);
        let handle = handle(&officer, house, 1);
        let unsaid = [
            ("member", handle.as_str()),
            ("purpose", "other"),
            ("words", "hm"),
        ];
        let asked = officer.post("/members/open", &unsaid).expect(422);
        assert!(asked.body.contains("Write a sentence"), "{}", asked.body);
    });
}

#[test]
fn a_protected_member_is_rung_by_nobody_and_the_page_covers_the_record() {
    on_both(members(1), |house| {
        let officer = house.officer();
        let address = open(&officer, house, 0);
        let caller = house.caller(0);
        let dealt = caller
            .post(&format!("/desk/{}/next", house.banks[0]), &[])
            .expect(303);
        let card = dealt.card().unwrap();
        let why = [("mark", "protected"), ("words", "The police asked us to")];
        let marked = officer.post(&format!("{address}/mark"), &why).expect(303);
        let after = officer.get(marked.location()).expect(200).body;
        assert!(after.contains("off every desk"), "{after}");
        let member = &house.members[0];
        assert!(!member.is_named_in(&after) && !member.is_numbered_in(&after));
        let number = caller.post(&format!("/desk/cards/{card}/number"), &[]);
        let shown = caller.get(&format!("/desk/cards/{card}"));
        assert!(!member.is_numbered_in(&number.body) && !member.is_numbered_in(&shown.body));
        assert!(!member.is_named_in(&shown.body), "{}", shown.body);
        for campaign in [0, 1] {
            assert_eq!(next(house, campaign), "empty");
        }
        officer.post(&format!("{address}/uncover"), &[]).expect(303);
        assert!(member.is_numbered_in(&officer.get(&address).expect(200).body));
        let over = [("mark", "protected"), ("words", "She says it is over")];
        officer.post(&format!("{address}/lift"), &over).expect(303);
        assert_eq!(next(house, 1), "card");
    });
}

#[test]
fn an_officers_own_record_is_flagged_read_by_a_colleague_and_not_changed_by_themselves() {
    on_both(members(2), |house| {
        let (officer, colleague) = (house.officer(), house.officer());
        let account = officer.account().to_string();
        let number = house.members[0].external.clone();
        let link = [("account", account.as_str()), ("number", number.as_str())];
        let linked = colleague.post("/members/colleagues", &link).expect(303);
        assert!(linked.location().ends_with("said=linked"));
        let page = officer.get("/members/colleagues").expect(200).body;
        assert!(
            page.contains("You can&#39;t say which record is your own"),
            "{page}"
        );
        assert!(!page.contains(&format!("value=\"{account}\"")), "{page}");
        officer.post("/members/colleagues", &link).expect(403);
        let handle = handle(&officer, house, 0);
        let fields = [("member", handle.as_str()), ("purpose", "letter")];
        let address = officer.post("/members/open", &fields).expect(303);
        let address = address.location().to_owned();
        let asked = officer.get(&address).expect(200).body;
        assert!(asked.contains("This is your own record"), "{asked}");
        assert!(!house.members[0].is_named_in(&asked));
        let short = officer.post(&format!("{address}/reason"), &[("words", "me")]);
        assert!(short.expect(303).location().ends_with("said=short"));
        let words = [("words", "My subscription was taken twice")];
        officer
            .post(&format!("{address}/reason"), &words)
            .expect(303);
        let page = officer.get(&address).expect(200).body;
        assert!(house.members[0].is_named_in(&page));
        assert!(
            page.contains("You can&#39;t change your own record"),
            "{page}"
        );
        let note = [("words", "A very good member")];
        officer.post(&format!("{address}/note"), &note).expect(403);
        assert!(
            !officer
                .get("/members/reasons")
                .expect(200)
                .body
                .contains("taken twice")
        );

        let home = colleague.get("/").expect(200).body;
        assert!(home.contains("one waits"), "{home}");
        let queue = colleague.get("/members/reasons").expect(200).body;
        assert!(queue.contains("My subscription was taken twice"), "{queue}");
        assert!(!house.members[0].is_named_in(&queue));
        let (_, reason) = queue.split_once("action=\"/members/reasons/").unwrap();
        let reason = reason.split('"').next().unwrap();
        let path = format!("/members/reasons/{reason}");
        officer.post(&path, &[("reading", "fine")]).expect(403);
        let dpo = house.dpo();
        let read = dpo.post(&path, &[("reading", "ask-about")]).expect(303);
        assert!(read.location().ends_with("said=ask-about"));
        let home = officer.get("/").expect(200).body;
        assert!(home.contains("Somebody asks about a reason"), "{home}");
        let read = colleague.post(&path, &[("reading", "fine")]).expect(303);
        assert!(read.location().ends_with("said=fine"));
    });
}

#[test]
fn a_report_that_is_right_leads_to_the_record_it_is_about() {
    on_both(members(1), |house| {
        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        let said = [("outcome", "wrong-number")];
        caller
            .post(&format!("/desk/cards/{card}/outcome"), &said)
            .expect(303);
        let officer = house.officer();
        let home = officer.get("/").expect(200).body;
        assert!(home.contains("one waits"), "{home}");
        let page = officer.get("/roll/reports").expect(200).body;
        assert!(page.contains("open the record and correct it"), "{page}");
        let settled = officer
            .post(&format!("/roll/reports/{card}"), &[("finding", "correct")])
            .expect(303);
        let address = settled.location().to_owned();
        assert!(address.starts_with("/members/"), "{address}");
        let words = [("words", "A caller told us")];
        officer
            .post(&format!("{address}/reason"), &words)
            .expect(303);
        let page = officer.get(&address).expect(200).body;
        assert!(house.members[0].is_named_in(&page));
        assert!(page.contains("To correct what a caller reported"), "{page}");
        assert!(page.contains("It was right."), "{page}");
    });
}

#[test]
fn an_objection_at_the_office_ends_on_the_members_word_alone() {
    on_both(members(1), |house| {
        let officer = house.officer();
        let address = open(&officer, house, 0);
        let rival = house.campaigns[1].to_string();
        let path = format!("{address}/object");
        officer.post(&path, &[("campaign", &rival)]).expect(303);
        assert_eq!(
            (next(house, 0).as_str(), next(house, 1).as_str()),
            ("card", "empty")
        );
        officer.post(&path, &[("campaign", "all")]).expect(303);
        let page = officer.get(&address).expect(200).body;
        assert!(page.contains("want calls from any campaign"), "{page}");
        assert_eq!(next(house, 0), "empty");
        let said = [("words", "Rang: your calls are fine")];
        officer.post(&format!("{address}/allow"), &said).expect(303);
        assert_eq!(next(house, 1), "card");
    });
}

/// The fields of a record as its form holds them.
fn filled(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for piece in page.split("<input ").skip(1) {
        let tag = format!(" {}", piece.split('>').next().unwrap());
        let of = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(rest.split('"').next().unwrap().to_owned())
        };
        match (of("name"), of("type").as_deref()) {
            (Some(name), Some("hidden")) if name != "csrf" => {
                fields.push((name, of("value").unwrap_or_default()));
            }
            (Some(name), Some("text")) => fields.push((name, of("value").unwrap_or_default())),
            (Some(name), Some("checkbox")) if tag.contains(" checked") => {
                fields.push((name, "yes".to_owned()));
            }
            _ => {}
        }
    }
    for piece in page.split("<textarea ").skip(1) {
        let (_, rest) = piece.split_once("name=\"").unwrap();
        let name = rest.split('"').next().unwrap().to_owned();
        let (_, rest) = piece.split_once('>').unwrap();
        fields.push((name, rest.split("</textarea>").next().unwrap().to_owned()));
    }
    for piece in page.split("<select ").skip(1) {
        let (_, rest) = piece.split_once("name=\"").unwrap();
        let name = rest.split('"').next().unwrap().to_owned();
        let chosen = piece.split("</select>").next().unwrap();
        // Where nothing is chosen a browser sends the first.
        let (before, _) = (chosen.split_once("\" selected"))
            .or_else(|| chosen.split_once("<option value=\"")?.1.split_once('"'))
            .unwrap();
        fields.push((name, before.rsplit('"').next().unwrap().to_owned()));
    }
    fields
}

fn send(officer: &Person<'_>, path: &str, fields: &[(String, String)]) -> crate::house::Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    officer.post(path, &fields)
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(field, _)| field == name);
    value.clone_into(&mut field.unwrap().1);
}

/// Mrs Khan rings at 10:05 with a new mobile.
#[test]
fn who_rings_with_a_new_mobile_is_rung_there_by_the_next_caller() {
    on_both(members(1), |house| {
        let officer = house.officer();
        let address = open(&officer, house, 0);
        let form = officer.get(&format!("{address}/correct")).expect(200).body;
        let mut fields = filled(&form);
        let path = format!("{address}/correct");
        set(&mut fields, "phone_1", "ask Ann");
        set(&mut fields, "email", "khan");
        let wrong = send(&officer, &path, &fields).expect(422).body;
        assert!(wrong.contains("We can&#39;t read this number"), "{wrong}");
        assert!(wrong.contains("This is not an e-mail address"), "{wrong}");
        assert!(
            wrong.contains("value=\"ask Ann\""),
            "what was typed is not lost: {wrong}"
        );
        set(&mut fields, "phone_1", "07700 900 777");
        set(&mut fields, "email", "khan@example.org");
        let done = send(&officer, &path, &fields).expect(303);
        let page = officer.get(done.location()).expect(200).body;
        assert!(
            page.contains("07700 900777") && page.contains("khan@example.org"),
            "{page}"
        );
        assert!(page.contains("It is in force now"), "{page}");
        assert!(page.contains("by hand: Mobile, E-mail"), "{page}");
        let same = send(&officer, &path, &fields).expect(303);
        assert!(same.location().ends_with("said=unchanged"));

        let caller = house.caller(0);
        let next = format!("/desk/{}/next", house.banks[0]);
        let card = caller.post(&next, &[]).expect(303).card().unwrap();
        caller
            .post(&format!("/desk/cards/{card}/number"), &[])
            .expect(303);
        let shown = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
        assert!(shown.contains("tel:+447700900777"), "{shown}");
        assert!(
            !house.members[0].is_numbered_in(&shown),
            "the old one is gone"
        );

        let found = officer.post("/roll/search", &[("by", "number"), ("text", "07700900777")]);
        assert!(
            found.body.contains("name=\"member\""),
            "found by the new number"
        );
        let lines = entries(house);
        let corrected: Vec<_> = lines.iter().filter(|line| line.kind == 318).collect();
        assert_eq!(corrected.len(), 1);
        assert!(
            corrected[0].detail.ends_with("fields=mobile,email"),
            "{}",
            corrected[0].detail
        );
    });
}

#[test]
fn whoever_joins_is_added_by_hand_rung_and_ended_and_resumed() {
    on_both(members(1), |house| {
        let officer = house.officer();
        let blank = officer.get("/members/new").expect(200).body;
        let mut fields = filled(&blank);
        let nobody = send(&officer, "/members/new", &fields).expect(422).body;
        assert!(nobody.contains("A membership number is needed"), "{nobody}");
        set(&mut fields, "family", "Khan");
        set(&mut fields, "membership", &house.members[0].external);
        let taken = send(&officer, "/members/new", &fields).expect(422).body;
        assert!(taken.contains("another member"), "{taken}");
        set(&mut fields, "membership", "K-1");
        set(&mut fields, "phone_1", "07700 900778");
        let added = send(&officer, "/members/new", &fields).expect(303);
        let address = added.location().split('?').next().unwrap().to_owned();
        let words = [("words", "She joined this morning")];
        officer
            .post(&format!("{address}/reason"), &words)
            .expect(303);
        assert!(officer.get(&address).expect(200).body.contains("Khan"));
        for bank in house.banks {
            switchboard_store::banks::fill(house.world(), bank, house.now()).unwrap();
        }
        assert_eq!(next(house, 0), "card");
        assert_eq!(next(house, 0), "card", "two members now");
        officer.post(&format!("{address}/end"), &words).expect(303);
        let page = officer.get(&address).expect(200).body;
        assert!(page.contains("An officer ended it"), "{page}");
        let rivals = [next(house, 1), next(house, 1)];
        assert_eq!(
            rivals.iter().filter(|kind| *kind == "card").count(),
            0,
            "one on a desk, one ended"
        );
        officer
            .post(&format!("{address}/resume"), &words)
            .expect(303);
        assert_eq!(next(house, 1), "card");
        let lines = entries(house);
        for kind in [319, 320, 321] {
            assert_eq!(
                lines.iter().filter(|line| line.kind == kind).count(),
                1,
                "{kind}"
            );
        }
    });
}

#[test]
fn a_form_that_was_opened_before_a_death_was_known_takes_it_back_only_where_somebody_unticks_it() {
    on_both(members(1), |house| {
        let (officer, colleague) = (house.officer(), house.officer());
        let address = open(&officer, house, 0);
        let path = format!("{address}/correct");
        let mut early = filled(&officer.get(&path).expect(200).body);
        let theirs = open(&colleague, house, 0);
        let theirs = format!("{theirs}/correct");
        let mut died = filled(&colleague.get(&theirs).expect(200).body);
        died.push(("deceased".to_owned(), "yes".to_owned()));
        send(&colleague, &theirs, &died).expect(303);
        set(&mut early, "email", "anwen@example.org");
        send(&officer, &path, &early).expect(303);
        for campaign in [0, 1] {
            assert_eq!(next(house, campaign), "empty", "the death stands");
        }
        let mut shown = filled(&officer.get(&path).expect(200).body);
        assert!(shown.contains(&("deceased".to_owned(), "yes".to_owned())));
        send(&officer, &path, &shown).expect(303);
        assert_eq!(next(house, 0), "empty", "the box was left as it was");
        shown.retain(|(name, _)| name != "deceased");
        send(&officer, &path, &shown).expect(303);
        assert_eq!(next(house, 0), "card", "somebody unticked it");
    });
}
