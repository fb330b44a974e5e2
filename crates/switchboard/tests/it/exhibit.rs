//! A volunteer under suspicion takes their own record along, and a solicitor checks it without asking anybody: the table, the
//! exhibit, the page that checks itself. The data protection officer hands out what others may know.

use switchboard_store::log;
use switchboard_store::rules::moment::Span;

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
fn a_part_says_so_in_every_form_and_a_file_holds_what_its_page_held() {
    on_both(Plan::default(), |house| {
        let caller = house.caller(0);
        caller.get("/record").expect(200);
        caller.get("/record").expect(200);
        house.settle();
        let page = caller.post("/record/exhibit", &[]).expect(200).body;
        assert!(!page.contains("This is a part"), "{page}");
        let rows = |table: &Answer| table.body.lines().filter(|row| row.contains(",no")).count();
        let held = rows(&file(&caller, "/record/exhibit", &page, "csv"));
        assert!(held >= 3, "{held}");
        // What comes into the log meanwhile, with a time before the page's end, is in no file of it.
        caller.get("/record").expect(200);
        house.settle();
        house.pass(Span::minutes(1));
        let until = (house.now().millis()).to_string();
        let later = |file: &str| {
            let mut fields = again(&page, file);
            for (name, value) in &mut fields {
                if name == "until" {
                    value.clone_from(&until);
                }
            }
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            caller.post("/record/exhibit", &fields).expect(200)
        };
        let table = later("csv");
        assert_eq!(rows(&table), held);
        let told = "This is a part: it begins at place 0 of the log; more may follow from place";
        let first = table.body.trim_start_matches('\u{feff}').lines().next();
        assert!(first.unwrap().contains(told), "{}", table.body);
        let name = table.header("content-disposition");
        assert!(name.contains("filename=\"exhibit-part-"), "{name}");
        assert!(later("page").body.contains(told));
        let json = later("json").json();
        let next = json["part"]["next"].as_u64().unwrap();
        assert!(
            later("checker")
                .body
                .contains(&format!("\"part\":{{\"first\":0,\"next\":{next}}}"))
        );
        // The last part says where it begins.
        let first = next.to_string();
        let last = caller
            .post("/record/exhibit", &[("first", &first)])
            .expect(200)
            .body;
        assert!(last.contains("none follows"), "{last}");
        for (first, end) in [
            (first.as_str(), first.as_str()),
            (first.as_str(), "1"),
            ("9007199254740992", "x"),
        ] {
            let fields = [("first", first), ("end", end), ("as", "json")];
            caller.post("/record/exhibit", &fields).expect(200);
        }
    });
}

#[test]
fn the_page_says_whether_all_is_here_and_when_it_is_worth_asking_again() {
    on_both(Plan::default(), |house| {
        let caller = house.caller(0);
        house.settle();
        let page = caller.post("/record/exhibit", &[]).expect(200).body;
        assert!(page.contains("That is not shown yet"), "{page}");
        assert!(page.contains("take the exhibit again after"));
        house.settle();
        log::pin_heads(house.world(), house.now()).unwrap().unwrap();
        house.settle();
        house.pass(Span::minutes(1));
        let page = caller.post("/record/exhibit", &[]).expect(200).body;
        assert!(
            page.contains("all that was logged for this account in this time and before"),
            "{page}"
        );
        assert!(!page.contains("newer than that"));
        let json = file(&caller, "/record/exhibit", &page, "json").json();
        assert_eq!(json["heads"].as_array().unwrap().len(), 1);
        house.settle();
        house.pass(Span::minutes(1));
        let page = caller.post("/record/exhibit", &[]).expect(200).body;
        assert!(page.contains("entries here are newer than that"), "{page}");
        // Nobody else's record is said to be all or not.
        let dpo = house.dpo();
        let span = [("what", "span"), ("why", "incident")];
        let page = dpo.post("/ledger/exhibit", &span).expect(200).body;
        assert!(!page.contains("Is this all of it?"));
    });
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
