//! A member without an e-mail address rings the office, is said a code, and opens their own page with it, covered.

use crate::house::{House, Person, Plan, on_both};

/// The officer opens the first member's record for a purpose; the address of its look.
fn look(house: &House, officer: &Person<'_>) -> String {
    let number = house.members[0].external.clone();
    let found = officer.post("/roll/search", &[("by", "membership"), ("text", &number)]);
    let (_, handle) = found.body.split_once("name=\"member\" value=\"").unwrap();
    let handle = handle.split('"').next().unwrap();
    let fields = [("member", handle), ("purpose", "rings-us")];
    let opened = officer.post("/members/open", &fields).expect(303);
    let look = opened.location().to_owned();
    if officer
        .get(&look)
        .body
        .contains(&format!("action=\"{look}/reason\""))
    {
        let words = [("words", "She rang about her page")];
        officer.post(&format!("{look}/reason"), &words).expect(303);
    }
    look
}

#[test]
fn a_member_without_an_address_opens_their_page_by_a_code_that_the_office_says_to_them() {
    let plan = Plan {
        members: 3,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let officer = house.officer();
        let look = look(house, &officer);
        let give = format!("{look}/own-code");
        let record = officer.get(&look).expect(200).body;
        assert!(record.contains(&format!("href=\"{give}\"")), "{record}");
        let means = officer.get(&give).expect(200).body;
        assert!(means.contains("Ring them back"), "{means}");
        let made = officer.post(&give, &[]).expect(200).body;
        let (_, code) = made.split_once("<code>").unwrap();
        let code = code.split('<').next().unwrap().to_owned();
        let dpo = house.dpo();
        dpo.get(&give).expect(403);

        let member = house.stranger();
        let number = house.members[0].external.clone();
        let opens = |who: &str| {
            let typed = [("who", who), ("code", code.as_str())];
            member.post("/rang/code", &typed)
        };
        opens(&house.members[1].external).expect(422);
        assert_eq!(opens(&number).expect(303).location(), "/rang/mine");
        let page = member.get("/rang/mine").expect(200).body;
        assert!(page.contains("Our office said the code to you"), "{page}");
        assert!(page.contains("Gave a member a code for their own page"));
        assert!(!page.contains("href=\"/rang/copy\""), "{page}");
        let refused = member.get("/rang/copy").expect(403).body;
        assert!(refused.contains("stays covered"), "{refused}");
        member.post("/rang/calls", &[]).expect(403);
        member
            .post("/rang/objection", &[("against", "anyone")])
            .expect(303);
        let asks = [("kind", "access"), ("words", "Who was it on Tuesday?")];
        member.post("/rang/requests", &asks).expect(303);
        let asked = member.get("/rang/requests").expect(200).body;
        assert!(!asked.contains("on Tuesday"), "{asked}");
        assert!(asked.contains("To be answered by"), "{asked}");
        let queue = dpo.get("/rights/requests").expect(200).body;
        assert!(
            queue.contains("Asked with a code from our office"),
            "{queue}"
        );
        opens(&number).expect(422);
    });
}
