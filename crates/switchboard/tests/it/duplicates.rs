//! The officer and somebody who joined twice: found, compared, merged, undone; and all identical ones at once.

use std::fmt::Write as _;

use switchboard_store::duplicates;

use crate::house::{House, Person, Plan, entries, on_both};

fn plan() -> Plan {
    Plan {
        members: 4,
        ..Plan::default()
    }
}

/// Imports second records of the n-th members, the same but for the membership number.
fn twins(house: &House, officer: &Person<'_>, of: &[usize]) {
    let mut file = "member_id,title,first_name,last_name,mobile,email,branch\n".to_owned();
    for n in of {
        let m = &house.members[*n];
        let title = ["Mrs", "Mr", "Ms", "Dr"][n % 4];
        let branch = ["Abercwm", "Thornmere"][n % 2];
        writeln!(
            file,
            "D-{n},{title},{},{},{},{},{branch}",
            m.given, m.family, m.mobile, m.email
        )
        .unwrap();
    }
    officer.upload("/roll/import", &file).expect(303);
}

/// Has the roll looked through, as the job would within seconds.
fn look(house: &House, officer: &Person<'_>) {
    officer.post("/duplicates/look", &[]).expect(303);
    let page = officer.get("/duplicates").expect(200).body;
    assert!(page.contains("The roll is being looked through."), "{page}");
    duplicates::look_if_asked(house.world(), || house.now())
        .unwrap()
        .unwrap();
}

/// The handles of the first pair of a page.
fn pair(page: &str) -> (String, String) {
    let value = |name: &str| {
        let (_, rest) = page
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    (value("one"), value("other"))
}

/// Compares the first pair; answers the address.
fn compare(officer: &Person<'_>) -> String {
    let page = officer.get("/duplicates").expect(200).body;
    let (one, other) = pair(&page);
    let begun = officer
        .post("/duplicates/compare", &[("one", &one), ("other", &other)])
        .expect(303);
    let address = begun.location().to_owned();
    let words = [("words", "They look like one person")];
    officer
        .post(&format!("{address}/reason"), &words)
        .expect(303);
    address
}

fn search(officer: &Person<'_>, number: &str) -> String {
    officer
        .post("/roll/search", &[("by", "membership"), ("text", number)])
        .expect(200)
        .body
}

#[test]
fn somebody_who_joined_twice_is_found_compared_merged_and_both_stand_again_after_an_undo() {
    on_both(plan(), |house| {
        let officer = house.officer();
        twins(house, &officer, &[1]);
        look(house, &officer);
        let page = officer.get("/duplicates").expect(200).body;
        assert!(page.contains("One pair waits"), "{page}");
        assert!(
            page.contains("The same name, the same telephone number"),
            "{page}"
        );
        assert!(!house.members[1].is_named_in(&page), "behind masks");
        let address = compare(&officer);
        for told in [&house.members[1].external, &house.members[1].family] {
            assert!(!address.contains(told.as_str()), "{address}");
        }
        let page = officer.get(&address).expect(200).body;
        assert!(page.contains("D-1") && page.contains(&house.members[1].external));
        assert!(house.members[1].is_named_in(&page) && house.members[1].is_numbered_in(&page));
        house.officer().get(&address).expect(404);
        let wrong = officer.post(&format!("{address}/merge"), &[("keep", "neither")]);
        wrong.expect(422);
        let short = [("keep", "one"), ("words", "twice")];
        let page = officer
            .post(&format!("{address}/merge"), &short)
            .expect(422);
        assert!(page.body.contains("This says too little"), "{}", page.body);
        let words = [
            ("keep", "one"),
            ("numbers", "both"),
            ("words", "She joined twice, she says"),
        ];
        let merged = officer
            .post(&format!("{address}/merge"), &words)
            .expect(303);
        let page = officer.get(merged.location()).expect(200).body;
        assert!(page.contains("The two are one record now."), "{page}");
        assert!(page.contains("She joined twice, she says"), "{page}");
        for number in ["D-1", &house.members[1].external] {
            let found = search(&officer, number);
            assert_eq!(found.matches("name=\"member\"").count(), 1, "{number}");
        }
        let list = officer.get("/duplicates/merges").expect(200).body;
        let (_, rest) = list.split_once("action=\"/duplicates/merges/").unwrap();
        let merge = rest.split('"').next().unwrap();
        let undone = officer
            .post(&format!("/duplicates/merges/{merge}"), &[])
            .expect(303);
        let page = officer.get(undone.location()).expect(200).body;
        assert!(page.contains("It is undone."), "{page}");
        let lines = entries(house);
        for kind in [342, 343, 345, 346] {
            assert!(lines.iter().any(|line| line.kind == kind), "{kind}");
        }
    });
}

#[test]
fn two_people_of_one_name_are_told_apart_and_not_asked_about_again() {
    on_both(plan(), |house| {
        let officer = house.officer();
        twins(house, &officer, &[2]);
        look(house, &officer);
        let address = compare(&officer);
        let said = officer.post(&format!("{address}/apart"), &[]).expect(303);
        let page = officer.get(said.location()).expect(200).body;
        assert!(page.contains("They are two people."), "{page}");
        assert!(page.contains("No pair waits for you."), "{page}");
        look(house, &officer);
        let page = officer.get("/duplicates").expect(200).body;
        assert!(page.contains("No pair waits for you."), "{page}");
    });
}

#[test]
fn all_identical_records_are_merged_after_one_question_and_undone_as_one() {
    on_both(plan(), |house| {
        let officer = house.officer();
        twins(house, &officer, &[0, 1, 2]);
        look(house, &officer);
        let page = officer.get("/duplicates/identical").expect(200).body;
        assert!(page.contains("Merge all 3 pairs"), "{page}");
        let other = officer
            .post("/duplicates/identical", &[("counted", "2")])
            .expect(303);
        let page = officer.get(other.location()).expect(200).body;
        assert!(page.contains("The number of pairs has changed"), "{page}");
        officer
            .post("/duplicates/identical", &[("counted", "3")])
            .expect(303);
        while duplicates::carry_on(house.world(), house.now()).unwrap() {}
        let page = officer.get("/duplicates/identical").expect(200).body;
        assert!(page.contains("3 of 3 pairs are merged."), "{page}");
        let (_, rest) = page.split_once("action=\"/duplicates/identical/").unwrap();
        let bulk = rest.split('"').next().unwrap().to_owned();
        officer
            .post(&format!("/duplicates/identical/{bulk}"), &[])
            .expect(303);
        while duplicates::carry_on(house.world(), house.now()).unwrap() {}
        let page = officer.get("/duplicates/identical").expect(200).body;
        assert!(page.contains("Undone."), "{page}");
        let found = search(&officer, "D-2");
        assert_eq!(found.matches("name=\"member\"").count(), 1);
    });
}
