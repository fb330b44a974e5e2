//! A volunteer under suspicion takes their own record along, and a solicitor checks it without asking anybody: the table, the
//! exhibit, the page that checks itself. The data protection officer hands out what others may know.

use crate::house::{Answer, House, Person, Plan, entries, on_both};

/// Rings one member; answers who it was.
fn call(house: &House, caller: &Person<'_>) -> String {
    let next = format!("/desk/{}/next", house.banks[0]);
    let card = caller.post(&next, &[]).expect(303).card().unwrap();
    caller
        .post(&format!("/desk/cards/{card}/number"), &[])
        .expect(303);
    let page = caller.get(&format!("/desk/cards/{card}")).expect(200).body;
    caller
        .post(
            &format!("/desk/cards/{card}/outcome"),
            &[("outcome", "answered")],
        )
        .expect(303);
    let member = house
        .members
        .iter()
        .find(|member| member.is_named_in(&page));
    member.unwrap().external.clone()
}

/// The hidden fields of an exhibit's page, to ask for the same entries as a file.
fn again(page: &str, file: &str) -> Vec<(String, String)> {
    let mut forms = page
        .split("<form")
        .map(|form| form.split("</form>").next().unwrap());
    let form = forms.find(|form| form.contains("name=\"as\"")).unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
    let mut fields: Vec<(String, String)> = hidden
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split('"').next().unwrap().to_owned())
        })
        .filter(|(name, _)| name != "csrf")
        .collect();
    fields.push(("as".to_owned(), file.to_owned()));
    fields
}

fn file(person: &Person<'_>, path: &str, page: &str, file: &str) -> Answer {
    let fields = again(page, file);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    person.post(path, &fields).expect(200)
}

/// Nobody of the roll stands in it, by name or number.
fn names_nobody(house: &House, text: &str) {
    for member in &house.members {
        assert!(!member.is_named_in(text) && !member.is_numbered_in(text));
        assert!(!text.contains(&member.external), "{}", member.external);
    }
}

#[test]
fn a_caller_takes_their_own_record_along_in_every_form_and_it_names_no_member() {
    on_both(
        Plan {
            members: 8,
            ..Plan::default()
        },
        |house| {
            let caller = house.caller(0);
            call(house, &caller);
            house.settle();
            let record = caller.get("/record").expect(200).body;
            assert!(
                record.contains("A number was shown") && record.contains("M1"),
                "{record}"
            );
            names_nobody(house, &record);
            let page = caller.post("/record/exhibit", &[]).expect(200).body;
            assert!(page.contains("A number was shown") && page.contains("What it does not prove"));
            names_nobody(house, &page);
            let table = file(&caller, "/record/exhibit", &page, "csv");
            assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
            assert_eq!(table.header("cache-control"), "no-store");
            assert!(
                table
                    .header("content-disposition")
                    .starts_with("attachment; filename=\"exhibit-")
            );
            let mut rows = table.body.trim_start_matches('\u{feff}').lines();
            let head = rows.next().unwrap();
            assert!(
                head.starts_with("log_index,time_ms,time_utc,time_local,account_id"),
                "{head}"
            );
            assert!(
                rows.any(|row| row.contains(",401,A number was shown,") && row.contains(",M1,"))
            );
            names_nobody(house, &table.body);
            let meanings = file(&caller, "/record/exhibit", &page, "columns").body;
            for column in head.split(',') {
                assert!(meanings.contains(&format!("{column},")), "{column}");
            }
            let json = file(&caller, "/record/exhibit", &page, "json");
            assert_eq!(json.header("content-type"), "application/json");
            let exhibit = json.json();
            assert_eq!(exhibit["format"], "switchboard/exhibit/v1");
            assert_eq!(exhibit["about"]["what"], "account");
            assert_eq!(exhibit["members"], serde_json::json!([null]));
            let checker = file(&caller, "/record/exhibit", &page, "checker");
            assert!(checker.header("content-disposition").contains(".html\""));
            assert!(
                checker.body.contains("switchboard/exhibit/v1")
                    && checker.body.contains("crypto.subtle")
            );
            // Each is an entry of its own; the meaning of columns is nobody's record.
            let taken = entries(house);
            let taken = taken
                .iter()
                .filter(|line| line.kind == 359 && line.account == caller.account());
            assert_eq!(taken.count(), 4);
        },
    );
}

#[test]
fn days_that_are_none_are_told_and_nothing_is_taken() {
    on_both(Plan::default(), |house| {
        let caller = house.caller(0);
        house.settle();
        for (from, until) in [
            ("2026-13-01", ""),
            ("2099-01-01", ""),
            ("2026-11-02", "2026-11-01"),
            ("x", "y"),
        ] {
            let fields = [("from", from), ("until", until)];
            let page = caller.post("/record/exhibit", &fields).expect(200).body;
            assert!(page.contains("Check the days"), "{from} {until}");
        }
        caller.get("/record?before=x").expect(404);
        assert!(entries(house).iter().all(|line| line.kind != 359));
    });
}

#[test]
fn the_dpo_takes_an_exhibit_of_whatever_is_asked_and_the_officer_of_one_member() {
    on_both(
        Plan {
            members: 8,
            ..Plan::default()
        },
        |house| {
            let caller = house.caller(0);
            let member = call(house, &caller);
            house.settle();
            let (dpo, officer) = (house.dpo(), house.officer());
            let account = caller.account().to_string();
            let filled = dpo
                .get(&format!("/ledger/exhibit?account={account}"))
                .expect(200)
                .body;
            assert!(filled.contains(&account));
            let fields = [
                ("what", "account"),
                ("account", account.as_str()),
                ("why", "incident"),
            ];
            let page = dpo.post("/ledger/exhibit", &fields).expect(200).body;
            assert!(page.contains("A number was shown"), "{page}");
            names_nobody(house, &page);
            let about = [
                ("what", "member"),
                ("number", member.as_str()),
                ("why", "person"),
            ];
            let seen = officer.post("/ledger/exhibit", &about).expect(200).body;
            assert!(
                seen.contains("A number was shown") && seen.contains("covered"),
                "{seen}"
            );
            assert!(!seen.contains(&account), "who looked is covered");
            let json = file(&officer, "/ledger/exhibit", &seen, "json").json();
            assert_eq!(json["about"]["what"], "member");
            officer.post("/ledger/exhibit", &fields).expect(403);
            caller.post("/ledger/exhibit", &about).expect(404);
            caller.get("/ledger/exhibit").expect(404);
            for (fields, told) in [
                (
                    vec![
                        ("what", "member"),
                        ("number", "M-NOBODY"),
                        ("why", "person"),
                    ],
                    "Nobody has this membership number",
                ),
                (
                    vec![("what", "account"), ("account", "x"), ("why", "person")],
                    "There is no such account",
                ),
                (
                    vec![("what", "campaign"), ("why", "person")],
                    "Choose a campaign",
                ),
                (vec![("what", "span")], "Choose what the exhibit is for"),
                (vec![("why", "person")], "Choose what the exhibit is of"),
            ] {
                let page = dpo.post("/ledger/exhibit", &fields).expect(200).body;
                assert!(page.contains(told), "{told}");
            }
        },
    );
}
