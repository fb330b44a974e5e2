//! Who gives whom which role, and for how long: told in the pages.

use switchboard_store::rules::ids::RequestId;

use crate::house::{House, Person, Plan, on_both};

const WHY: (&str, &str) = ("reason", "The committee chose them on Monday");
const OFFICE: (&str, &str) = ("what", "role=approver scope=organisation");

fn small() -> Plan {
    Plan {
        members: 12,
        ..Plan::default()
    }
}

fn page(who: &Person<'_>) -> String {
    format!("/accounts/{}", who.account())
}

fn give(by: &Person<'_>, to: &Person<'_>, fields: &[(&str, &str)]) -> crate::house::Answer {
    by.post(&format!("{}/roles", page(to)), fields)
}

/// The first role on somebody's page that the reader may end.
fn role_on(by: &Person<'_>, of: &Person<'_>) -> String {
    let body = by.get(&page(of)).expect(200).body;
    let (_, term) = body.split_once("/roles/").unwrap();
    format!("{}/roles/{}", page(of), term.split('"').next().unwrap())
}

/// The requests that wait for somebody.
fn waiting(who: &Person<'_>) -> Vec<String> {
    let list = who.get("/requests").expect(200).body;
    let (waiting, _) = list.split_once("What you asked for").unwrap();
    let ids = waiting.split("id=\"what-").skip(1);
    ids.map(|one| one.split('"').next().unwrap())
        .filter(|id| RequestId::parse(id).is_ok())
        .map(str::to_owned)
        .collect()
}

fn caller_in(house: &House, campaign: usize) -> String {
    format!(
        "role=caller campaign={} contest={}",
        house.campaigns[campaign], house.contest
    )
}

#[test]
fn nobody_gives_a_role_to_themselves_and_an_office_takes_a_second_person() {
    on_both(small(), |house| {
        let (asks, agrees, to) = (house.dpo(), house.officer(), house.caller(0));
        give(&asks, &asks, &[OFFICE, WHY]).expect(403);
        let without = give(&asks, &to, &[OFFICE]).expect(303);
        assert!(without.location().ends_with("said=why"));
        let asked = give(&asks, &to, &[OFFICE, WHY]).expect(303);
        assert_eq!(asked.location(), "/requests?said=asked");
        assert!(waiting(&asks).is_empty(), "one's own waits for others");
        let [id] = waiting(&agrees).try_into().unwrap();
        let (decide, yes) = (format!("/requests/{id}"), [("step", "approve")]);
        asks.post(&decide, &yes).expect(403);
        to.post(&decide, &yes).expect(403);
        let done = agrees.post(&decide, &yes).expect(303);
        assert_eq!(done.location(), "/requests?said=done");
        let seen = agrees.get(&page(&to)).expect(200).body;
        for said in [
            "Second person, for the whole",
            "agreed to by",
            "What this is for",
        ] {
            assert!(seen.contains(said), "{said} in {seen}");
        }
    });
}

#[test]
fn an_organiser_gives_a_role_for_some_days_and_a_rival_finds_no_such_account() {
    on_both(small(), |house| {
        let (own, rival, to) = (house.organiser(0), house.organiser(1), house.caller(0));
        let what = caller_in(house, 0);
        for path in [page(&to), format!("{}/may", page(&to))] {
            rival.get(&path).expect(404);
            own.get(&path).expect(200);
        }
        let fields = [("what", what.as_str()), ("until", "2026-11-30")];
        give(&rival, &to, &fields).expect(404);
        let given = give(&own, &to, &fields).expect(303);
        assert!(given.location().ends_with("said=given"));
        let seen = own.get(&page(&to)).expect(200).body;
        assert!(
            seen.contains("1 December 2026, 00:00"),
            "its last day is whole: {seen}"
        );
        let past = [("what", what.as_str()), ("until", "2026-11-01")];
        assert!(give(&own, &to, &past).location().ends_with("said=over"));
        let odd = [("what", "role=king"), ("until", "")];
        assert!(give(&own, &to, &odd).location().ends_with("said=unclear"));
        let office = give(&own, &to, &[OFFICE, WHY]);
        office.expect(404);
    });
}

#[test]
fn an_ended_role_is_over_in_the_running_session_and_the_page_says_why() {
    on_both(small(), |house| {
        let (own, rival, caller) = (house.organiser(0), house.organiser(1), house.caller(0));
        let desk = format!("/desk/{}", house.banks[0]);
        caller.get(&desk).expect(200);
        let end = role_on(&own, &caller);
        rival.post(&end, &[]).expect(404);
        let ended = own.post(&end, &[]).expect(303);
        assert!(ended.location().ends_with("said=ended"));
        caller.get(&desk).expect(403);
        let again = own.post(&end, &[]).expect(303);
        assert!(again.location().ends_with("said=before"));
        let may = own.get(&format!("{}/may", page(&caller))).expect(200).body;
        assert!(may.contains("The role for it has ended."), "{may}");
    });
}

#[test]
fn the_last_of_an_office_is_ended_by_nobody_in_the_pages() {
    on_both(small(), |house| {
        let (dpo, officer) = (house.dpo(), house.officer());
        let end = role_on(&officer, &dpo);
        let refused = officer.post(&end, &[]).expect(403).body;
        assert!(
            refused.contains("Nobody else holds this office"),
            "{refused}"
        );
        house.dpo();
        officer.post(&end, &[]).expect(303);
        dpo.get("/ledger").expect(403);
    });
}

#[test]
fn everybody_reads_what_they_may_do_themselves_and_why_not_the_rest() {
    on_both(small(), |house| {
        let caller = house.caller(0);
        let may = caller.get("/accounts/own/may").expect(200).body;
        for said in [
            "What you may do, and why",
            "As Caller, for the phone bank Harbour bank of Harbour",
            "No role of theirs reaches it.",
        ] {
            assert!(may.contains(said), "{said} in {may}");
        }
        assert!(!may.contains("Meadow"), "nothing of a rival's: {may}");
    });
}
