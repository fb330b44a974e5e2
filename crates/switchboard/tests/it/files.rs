//! The officer's weekly file, as her spreadsheet saves it.

use std::fmt::Write as _;
use std::fs;

use rust_xlsxwriter::Workbook;

use crate::house::{Plan, on_both};
use crate::program::{done, on_terminal, told};

/// A workbook with a sheet of members, three of whose rows are hidden, and one of lapsed members.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, first) in [("Members", 1_u32), ("Lapsed", 101)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, heading) in (0..).zip(["Membership number", "Name", "Mobile"]) {
            sheet.write(0, column, heading).unwrap();
        }
        for n in 0..10_u32 {
            sheet.write(n + 1, 0, format!("W{}", first + n)).unwrap();
            sheet.write(n + 1, 1, "Ann Example").unwrap();
            sheet
                .write(n + 1, 2, 7_700_900_200.0 + f64::from(first + n))
                .unwrap();
        }
        for row in 8..11 {
            sheet.set_row_hidden(row).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_goes_in_from_the_console_and_says_how_it_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, file, rejects) = (path("data"), path("weekly.xlsx"), path("rejects.csv"));
    done(&["init", "--data", &data]);
    fs::write(&file, workbook()).unwrap();
    let import = ["import", &file, "--data", &data, "--rejects", &rejects];
    let said: serde_json::Value =
        serde_json::from_str(&done(&[&import[..], &["--json"]].concat())).unwrap();
    assert_eq!(said["created"], 10, "{said}");
    let notices: Vec<(&str, Option<u64>)> = said["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| (notice["notice"].as_str().unwrap(), notice["count"].as_u64()))
        .collect();
    let expected = [
        ("sheet", None),
        ("other-sheets", None),
        ("hidden-rows", Some(3)),
        ("zero-restored", Some(10)),
    ];
    assert_eq!(notices, expected);
    let lapsed = done(&[&import[..], &["--sheet", "Lapsed"]].concat());
    assert!(lapsed.starts_with("created 10 "), "{lapsed}");
    assert!(
        lapsed.contains("\n3 hidden rows were read too.\n"),
        "{lapsed}"
    );
    assert!(
        fs::read_to_string(&rejects)
            .unwrap()
            .starts_with("\u{feff}Membership number,")
    );
    let (code, _, err) = told(&[&import[..], &["--sheet", "Lost"]].concat());
    assert_eq!(code, 1);
    assert!(
        err.contains("there is no sheet `Lost`; the sheets are Members, Lapsed"),
        "{err}"
    );
}

#[test]
fn the_page_takes_a_workbook_and_tells_what_was_put_right() {
    on_both(Plan::default(), |house| {
        let officer = house.officer();
        let sent = officer
            .upload_bytes("/roll/import", &workbook(), "")
            .expect(303);
        let page = officer.get(sent.location()).expect(200).body;
        for sentence in [
            "The sheet &#34;Members&#34; was read.",
            "Other sheets have something in them and were not read: Lapsed.",
            "3 hidden rows were read too.",
            "10 telephone numbers had lost the 0 they begin with. It was put back.",
        ] {
            assert!(page.contains(sentence), "{sentence}: {page}");
        }
        let refused = |file: &[u8], sheet: &str, sentence: &str| {
            let page = officer
                .upload_bytes("/roll/import", file, sheet)
                .expect(422)
                .body;
            assert!(page.contains(sentence), "{sentence}: {page}");
        };
        refused(&workbook(), "Lost", "Its sheets are: Members, Lapsed.");
        refused(
            b"%PDF-1.7",
            "",
            "This is a PDF. Ask for the spreadsheet that it was made from.",
        );
        refused(
            &workbook()[..900],
            "",
            "This workbook is damaged or cut off.",
        );
        refused(
            b"name,phone\nAnn,1\n",
            "",
            "No column holds the membership number.",
        );
    });
}

#[test]
fn a_file_that_breaks_off_in_its_middle_says_where_and_changes_nothing() {
    on_both(Plan::default(), |house| {
        let officer = house.officer();
        let rows: Vec<String> = (0..30_000).map(|n| format!("B{n},Ann Example\n")).collect();
        let file = format!("member_id,name\n{}B,\0\n", rows.concat());
        let sent = officer.upload("/roll/import", &file).expect(303);
        let page = officer.get(sent.location()).expect(200).body;
        assert!(page.contains("Nothing has changed."), "{page}");
        assert!(
            page.contains("Line 30,002 holds a character that no text has."),
            "{page}"
        );
    });
}

#[test]
fn a_file_that_was_tried_shows_its_own_first_rows_and_nothing_of_the_roll() {
    on_both(Plan::default(), |house| {
        let officer = house.officer();
        let file = "member_id,name,email,mobile\nM-000001,Wrong Person,typed@example.org,\nM-000002,,a@example.org,4.47701E+11\n";
        let tried = officer.upload("/roll/tries", file).expect(303);
        let page = officer.get(tried.location()).expect(200).body;
        for words in [
            "The first rows, as we read them",
            "Line 2",
            "Wrong Person",
            "typed@example.org",
            "Line 3",
            "4.47701E+11",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Whoever stands on the roll under these numbers has a name and a telephone number there.
        assert!(!page.contains("07700"), "{page}");
        let nobody = house.officer().get(tried.location());
        assert_eq!(nobody.status, 404, "another officer's file");
    });
}

#[test]
fn a_dry_run_at_the_console_shows_the_files_own_first_rows_and_nothing_of_the_roll() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, file) = (path("data"), path("roll.csv"));
    done(&["init", "--data", &data]);
    fs::write(
        &file,
        "member_id,name,mobile\nM-1,Gwen Known,07700 900321\nM-2,Huw Known,07700 900322\n",
    )
    .unwrap();
    done(&["import", &file, "--data", &data]);
    let rows = (3..30).map(|n| format!("M-{n},Ann Roe,,,"));
    let rows = rows.collect::<Vec<_>>().join("\n");
    fs::write(
        &file,
        format!("member_id,name,email,mobile,shoe\u{202e}size\nM-1,Wrong Person,typed@example.org,,\nM-2,\u{1b}[2Jred,,4.47701E+11,\n{rows}"),
    )
    .unwrap();
    let quiet = ["import", &file, "--data", &data, "--dry-run"];
    // Where no terminal shows it, nothing of the file is shown that nobody asked for: cron mails it, and a log keeps it.
    for told in [done(&quiet), done(&[&quiet[..], &["--json"]].concat())] {
        for cell in ["Wrong", "typed@example.org", "Roe", "4.47701E+11", "M-2"] {
            assert!(!told.contains(cell), "{cell}: {told}");
        }
        assert!(told.contains("The letters were read as UTF-8."), "{told}");
        assert!(told.contains("shoe\u{fffd}size"), "{told}");
    }
    let seen = on_terminal(100, &quiet);
    assert!(seen.contains("typed@example.org"), "{seen}");
    let dry = [&quiet[..], &["--show-rows"]].concat();
    let said = done(&dry);
    for words in [
        "The first rows, as we read them",
        "Line 2. Membership number: M-1; Name: Wrong Person; E-mail address: typed@example.org",
        "Line 7. ",
        "Rows that can't be taken",
        "Line 3. ",
        "4.47701E+11",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for kept in ["Known", "900321", "07700", "Line 8", "\u{1b}", "\u{202e}"] {
        assert!(!said.contains(kept), "{kept}: {said}");
    }
    let json = done(&[&dry[..], &["--json"]].concat());
    assert!(!json.contains("Known") && !json.contains("07700"), "{json}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let first = json["first_rows"].as_array().unwrap();
    assert_eq!(first.len(), 5);
    assert_eq!(first[0]["line"], 2);
    let email = serde_json::json!({"field": "email", "text": "typed@example.org"});
    assert_eq!(first[0]["said"][2], email);
    let back = json["rows_that_cant_be_taken"].as_array().unwrap();
    assert_eq!((back.len(), &back[0]["line"]), (1, &serde_json::json!(3)));
    assert_eq!(back[0]["cells"][3], "4.47701E+11");
    assert_eq!(back[0]["code"], "name-control");
    let reason = "column `name`: the name holds a character that can't be shown; type it again";
    assert_eq!(back[0]["reason"], reason);
}

/// What is kept is a code: the same rows are said in whichever language their uploader reads by then.
#[test]
fn a_welsh_officer_reads_in_welsh_why_rows_were_not_taken_and_in_english_once_they_choose_that() {
    on_both(Plan::default(), |house| {
        let officer = house.officer();
        let choose = |code| officer.post("/language", &[("language", code)]).expect(303);
        choose("cy");
        let file = "member_id,name,dob\nW1,Ann Example,soon\n,Ann Example,\nW2,Ann Example,\nW2,Ann Example,\n";
        let tried = officer.upload("/roll/tries", file).expect(303);
        let page = officer.get(tried.location()).expect(200);
        assert_eq!(page.header("content-language"), "cy");
        let date = "colofn `dob`: nid yw hwn yn ddyddiad y gallwn ei ddarllen; ysgrifennwch ef fel 1960-04-03";
        let number = "colofn `member_id`: mae hwn yn wag; llenwch ef";
        for sentence in [date, number] {
            assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
        }
        let sent = officer.upload("/roll/import", file).expect(303);
        let rejects = format!("{}/rejects", sent.location());
        let given_back = officer.get(&rejects).expect(200);
        assert_eq!(given_back.header("content-language"), "cy");
        assert_eq!(
            given_back.body.trim_start_matches('\u{feff}'),
            format!(
                "member_id,name,dob,llinell,rheswm\n\
                 W1,Ann Example,soon,2,{date}\n\
                 ,Ann Example,,3,{number}\n\
                 ,,,5,\"mae'r aelod hwn yn y ffeil yn barod, ar linell gynharach; cadwch un o'r ddwy\"\n"
            )
        );
        choose("en");
        let given_back = officer.get(&rejects).expect(200).body;
        for sentence in [
            "column `dob`: this is not a date we can read; write it like 1960-04-03",
            "column `member_id`: this is empty; fill it in",
            "this member stands in the file already, on an earlier line; keep one of the two",
        ] {
            assert!(given_back.contains(sentence), "{sentence}: {given_back}");
        }
    });
}

/// A file of membership numbers and nothing else that a row needs.
fn numbers(count: u32) -> String {
    let mut file = String::from("member_id,email\n");
    for n in 1..=count {
        writeln!(file, "M-{n},").unwrap();
    }
    file
}

#[test]
fn a_file_of_numbers_that_nobody_has_is_given_up_before_it_tells_who_is_a_member() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, file) = (path("data"), path("roll.csv"));
    done(&["init", "--data", &data]);
    fs::write(&file, "member_id,name\nM-1,Gwen Known\n").unwrap();
    done(&["import", &file, "--data", &data]);
    fs::write(&file, numbers(100_099)).unwrap();
    let (code, said, why) = told(&["import", &file, "--data", &data]);
    assert_eq!((code, said.as_str()), (1, ""), "{why}");
    for words in [
        "100000 such rows",
        "Nothing was changed",
        "--match",
        "tomorrow",
    ] {
        assert!(why.contains(words), "{words}: {why}");
    }
    // It gave no row back and has spent none: by half the file goes in, and says of each row why it came back.
    fs::write(&file, numbers(49_999)).unwrap();
    let said = done(&["import", &file, "--data", &data]);
    assert!(
        said.contains("unchanged 1  ended 0  rejected 49998"),
        "{said}"
    );
}

/// Real people, whose files are kept outside the project: two of the three, the second of which only adds.
#[test]
fn a_file_of_offices_adds_numbers_to_the_members_of_another_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data").to_str().unwrap().to_owned();
    done(&["init", "--data", &data]);
    let import = |name: &str, maps: &[&str]| -> Option<serde_json::Value> {
        let file = format!("{folder}/{name}");
        if fs::metadata(&file).is_err() {
            eprintln!("SKIPPED: shared data absent: {name}");
            return None;
        }
        let mut args = vec!["import", &file, "--data", &data, "--region", "US", "--json"];
        for map in maps {
            args.extend(["--map", map]);
        }
        Some(serde_json::from_str(&done(&args)).unwrap())
    };
    let figures = |said: &serde_json::Value| {
        ["created", "changed", "unchanged", "rejected", "duplicates"]
            .map(|key| said[key].as_i64().unwrap())
    };
    let offices = || import("congress_district_offices.csv", &["bioguide=external_id"]);
    let Some(early) = offices() else { return };
    assert_eq!(figures(&early), [0, 0, 0, 536, 0], "nobody is known yet");
    let people = [
        "bioguide=external_id",
        "birthday=birth_date",
        "dc_phone=work_phone",
        "state=branch",
    ];
    let people = import("congress_people.csv", &people).unwrap();
    assert_eq!(figures(&people), [537, 0, 0, 0, 0]);
    let added = offices().unwrap();
    // One has two offices and no number: of their addresses none is taken.
    assert_eq!(figures(&added), [0, 535, 1, 0, 0]);
    assert_eq!(figures(&offices().unwrap()), [0, 0, 536, 0, 0]);
}
