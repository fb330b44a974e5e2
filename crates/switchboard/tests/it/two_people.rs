//! What takes two people, where there are two, where they are of one side, and where there may be nobody else.

use switchboard_store::rules::giving::Giving;
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, door};

use crate::house::{Answer, House, Person, Plan, given, on_both};

const WHY: (&str, &str) = ("reason", "Nobody else is left in an office");
const OFFICE: (&str, &str) = ("what", "role=dpo scope=organisation");
const DAY: (&str, &str) = ("second", "day");

fn small() -> Plan {
    Plan {
        members: 12,
        ..Plan::default()
    }
}

fn ask(by: &Person<'_>, to: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    by.post(&format!("/accounts/{}/roles", to.account()), fields)
}

/// The address of the first request in one half of the page.
fn request(page: &str) -> String {
    let (_, id) = page.split_once("id=\"what-").unwrap();
    format!("/requests/{}", id.split('"').next().unwrap())
}

fn own(who: &Person<'_>) -> String {
    let page = who.get("/requests").expect(200).body;
    let (_, own) = page.split_once("What you asked for").unwrap();
    own.to_owned()
}

fn in_office(house: &House, role: Role) -> Person<'_> {
    Person::signed_in(house, role, Scope::Organisation)
}

#[test]
fn two_of_one_campaign_are_one_person_to_what_takes_two() {
    on_both(small(), |house| {
        let (asks, side, other) = (house.officer(), house.dpo(), house.dpo());
        for who in [&asks, &side] {
            let words = format!(
                "account={} role=caller campaign={} contest={} from={}",
                who.account(),
                house.campaigns[0],
                house.contest,
                house.now().millis()
            );
            let giving = Giving::parse(&words).unwrap();
            given(house.act(Auth::Console, move |tx| door::grant_term(tx, &giving)));
        }
        let to = house.caller(1);
        ask(&asks, &to, &[OFFICE, WHY]).expect(303);
        let address = request(&own(&asks));
        let refused = side.post(&address, &[("step", "approve")]).expect(403).body;
        assert!(refused.contains("the same campaign as you"), "{refused}");
        let page = side.get("/requests").expect(200).body;
        assert!(page.contains("Nothing waits for you"), "{page}");
        let done = other.post(&address, &[("step", "approve")]).expect(303);
        assert_eq!(done.location(), "/requests?said=done");
    });
}

#[test]
fn where_three_hold_an_office_one_waits_a_day_in_which_everybody_is_told_and_may_refuse() {
    on_both(small(), |house| {
        let (asks, other) = (house.officer(), in_office(house, Role::Approver));
        let to = house.caller(0);
        let form = asks
            .get(&format!("/accounts/{}", to.account()))
            .expect(200)
            .body;
        assert!(form.contains("let me do it alone after a day"), "{form}");
        let asked = ask(&asks, &to, &[OFFICE, WHY, DAY]).expect(303);
        assert_eq!(asked.location(), "/requests?said=asked-alone");
        let first = other.get("/").expect(200).body;
        assert!(first.contains("would do alone what takes two"), "{first}");
        assert!(!to.get("/").expect(200).body.contains("would do alone"));
        let waiting = other.get("/requests").expect(200).body;
        assert!(waiting.contains("may do this alone from"), "{waiting}");
        assert!(
            !waiting.contains("value=\"approve\""),
            "they may refuse it only"
        );
        let mine = own(&asks);
        assert!(mine.contains("come back after") && !mine.contains("value=\"finish\""));
        let address = request(&mine);
        let early = asks.post(&address, &[("step", "finish")]).expect(303);
        assert_eq!(early.location(), "/requests?said=day-not-over");
        let why = [("step", "refuse"), ("word", "We were never asked about it")];
        let refused = other.post(&address, &why).expect(303);
        assert_eq!(refused.location(), "/requests?said=refused");
        ask(&asks, &to, &[OFFICE, WHY, DAY]).expect(303);
        let address = request(&own(&asks));
        house.pass(Span::hours(25));
        for who in [&asks, &other] {
            who.sign_in().expect(303);
        }
        let others = other.post(&address, &[("step", "finish")]);
        others.expect(404);
        assert!(own(&asks).contains("value=\"finish\""));
        let done = asks.post(&address, &[("step", "finish")]).expect(303);
        assert_eq!(done.location(), "/requests?said=done");
        let page = asks.get(&format!("/accounts/{}", to.account()));
        assert!(page.expect(200).body.contains("Data protection officer"));
    });
}

#[test]
fn where_four_hold_an_office_nobody_is_offered_a_day_instead_of_a_person() {
    on_both(small(), |house| {
        let asks = house.officer();
        let _others = [
            house.dpo(),
            in_office(house, Role::Approver),
            in_office(house, Role::ReturningOfficer),
        ];
        let to = house.caller(0);
        let form = asks.get(&format!("/accounts/{}", to.account()));
        assert!(!form.expect(200).body.contains("alone after a day"));
        let sent = ask(&asks, &to, &[OFFICE, WHY, DAY]).expect(403).body;
        assert!(sent.contains("two people"), "{sent}");
    });
}
