//! Joining by membership number and birth year, where an organisation has switched it on.

use super::{people, told};
use crate::house::{Answer, House, Person, Plan, on_both};

const NUMBER: &str = "M-NEW-1";

fn switched(config: &'static str, story: impl Fn(&House)) {
    let plan = Plan {
        members: 12,
        config,
        ..Plan::default()
    };
    on_both(plan, story);
}

/// A member of the roll with a birth date.
fn enrol(house: &House) {
    let blank = [
        "title",
        "middle",
        "suffix",
        "phone_2",
        "phone_3",
        "phone_4",
        "email",
        "address",
        "postcode",
        "branch",
        "kind",
        "language",
        "area",
        "tags",
        "joined_on",
        "ends_on",
    ];
    let mut fields: Vec<(&str, &str)> = blank.iter().map(|name| (*name, "")).collect();
    fields.extend([
        ("given", "Amina"),
        ("family", "Khan"),
        ("membership", NUMBER),
        ("birth_date", "1961-03-24"),
        ("phone_1", "07700 900777"),
        ("kind_1", "mobile"),
        ("kind_2", "landline"),
        ("kind_3", "work"),
        ("kind_4", "other"),
    ]);
    house.officer().post("/members/new", &fields).expect(303);
}

/// Invites somebody by their number: the link.
fn invite(house: &House, by: &Person<'_>, number: &str) -> String {
    let guest = [
        ("name", "Amina K"),
        ("email", ""),
        ("number", number),
        ("bank", ""),
    ];
    let page = by.post(&people(house, 0), &guest).expect(200).body;
    told(&page).remove(0).unwrap().link
}

fn join(browser: &Person<'_>, link: &str, number: &str, year: &str) -> Answer {
    let typed = [
        ("code", ""),
        ("number", number),
        ("year", year),
        ("read", "yes"),
    ];
    browser.post(link, &typed)
}

#[test]
fn a_member_joins_by_number_and_birth_year_and_everything_wrong_is_answered_alike() {
    switched("[joining]\nbirth_year = true\n", |house| {
        enrol(house);
        let own = house.organiser(0);
        assert!(
            own.get(&people(house, 0))
                .expect(200)
                .body
                .contains("name=\"number\"")
        );
        let (link, nobodys) = (invite(house, &own, NUMBER), invite(house, &own, "M-NOBODY"));
        let plain = invite(house, &own, "");
        let browser = house.stranger();
        let page = browser.get(&link).expect(200).body;
        assert!(page.contains("name=\"year\""));
        let body = |link: &str, number: &str, year: &str| {
            let answer = join(&browser, link, number, year).expect(422);
            let id = link.rsplit('/').next().unwrap();
            answer.body.replace(id, "ID")
        };
        let wrong = body(&link, NUMBER, "1962");
        assert!(wrong.contains("This did not work"), "{wrong}");
        for other in [
            body(&link, "M-40003", "1961"),
            body(&nobodys, "M-NOBODY", "1961"),
            body(&plain, NUMBER, "1961"),
            body("/join/00000000000000000000000001", NUMBER, "1961"),
        ] {
            assert_eq!(other, wrong);
        }
        assert!(body(&link, NUMBER, "next year").contains("Type the code"));
        let joined = join(&browser, &link, NUMBER, "1961");
        assert_eq!(joined.short(), "303 /joined");
        house.settle();
    });
}

#[test]
fn where_it_is_not_switched_on_nobody_is_asked_for_a_number_and_none_is_taken() {
    switched("", |house| {
        enrol(house);
        let own = house.organiser(0);
        assert!(
            !own.get(&people(house, 0))
                .expect(200)
                .body
                .contains("name=\"number\"")
        );
        let link = invite(house, &own, NUMBER);
        let browser = house.stranger();
        let page = browser.get(&link).expect(200).body;
        assert!(!page.contains("name=\"year\""));
        let answer = join(&browser, &link, NUMBER, "1961").expect(422).body;
        assert!(
            answer.contains("Type the code that whoever invited you"),
            "{answer}"
        );
        house.settle();
    });
}
