//! The main job on real input: people in public office, from their file, unchanged, to a recorded call. Nobody is rung, and
//! nothing of the file is printed: what fails here says where, not what.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::house::{Ground, grounds};
use crate::program::{Line, Server, done, wait};

/// The columns that people in public office have and members don't.
const LINES: [&str; 8] = [
    "--map",
    "state=branch",
    "--map",
    "capitol_phone=work_phone",
    "--map",
    "district_phone=work_phone",
    "--map",
    "other_phone=phone",
];

/// The file beside the project's folder; it is not part of the project.
fn file() -> Option<PathBuf> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/state-officials.csv");
    if path.is_file() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: the main job on real input: `{}` is not there",
        path.display()
    );
    None
}

#[test]
fn the_real_file_goes_in_unchanged_and_the_same_file_again_changes_nothing() {
    let Some(file) = file() else { return };
    for ground in grounds() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data").to_str().unwrap().to_owned();
        done(&[
            "init",
            "--data",
            &data,
            "--store",
            ground.url().unwrap_or("sqlite"),
            "--region",
            "US",
        ]);
        let import = || -> serde_json::Value {
            let args = ["import", file.to_str().unwrap(), "--data", &data, "--json"];
            serde_json::from_str(&done(&[args.as_slice(), &LINES].concat())).unwrap()
        };
        let first = import();
        let number = |object: &serde_json::Value, key: &str| object[key].as_u64().unwrap();
        assert_eq!(
            number(&first, "created") + number(&first, "rejected"),
            8_801,
            "{}: {first}",
            ground.name
        );
        assert!(
            number(&first, "created") >= 8_200,
            "{}: {first}",
            ground.name
        );
        let again = import();
        assert_eq!(
            number(&again, "unchanged"),
            number(&first, "created"),
            "{}: {again}",
            ground.name
        );
        assert_eq!(
            number(&again, "created") + number(&again, "changed"),
            0,
            "{}: {again}",
            ground.name
        );
        done(&["ledger", "verify", "--data", &data]);
        // What the disk of whoever runs the tests has left is no fault of the world.
        let config = "[alerts]\ndisk_percent_min = 1\n";
        fs::write(dir.path().join("data/switchboard.toml"), config).unwrap();
        done(&["doctor", "--data", &data]);
    }
}

#[test]
fn somebody_of_the_real_file_is_put_on_a_card_shown_and_recorded() {
    let Some(file) = file() else { return };
    for ground in grounds() {
        job(&file, &ground);
    }
}

fn job(file: &Path, ground: &Ground) {
    let on = ground.name;
    let store = ground.url().unwrap_or("sqlite");
    let args = [
        "--roll",
        file.to_str().unwrap(),
        "--region",
        "US",
        "--store",
        store,
    ];
    let (server, object) = Server::demo(&[args.as_slice(), &LINES].concat());
    let token = |role: &str| {
        let accounts = object["accounts"].as_array().unwrap();
        let account = accounts
            .iter()
            .find(|account| account["role"] == role)
            .unwrap();
        account["api_token"].as_str().unwrap().to_owned()
    };
    let mut line = Line::open(server.address).unwrap();
    let (caller, organiser) = (token("caller"), token("organiser"));
    let (_, banks) = line.api("GET", "/api/v1/banks", &caller, "").unwrap();
    let bank = banks[0]["id"].as_str().unwrap();
    assert_eq!(banks[0]["state"], "open", "{on}");
    let (status, card) = line
        .api("POST", &format!("/api/v1/banks/{bank}/next"), &caller, "")
        .unwrap();
    assert!(
        status == 200 && card["kind"] == "card",
        "{on}: no card was dealt ({status})"
    );
    assert!(
        !card["called"].as_str().unwrap().is_empty(),
        "{on}: nobody is called"
    );
    let path = format!("/api/v1/cards/{}", card["card"].as_str().unwrap());
    let (status, number) = line
        .api("POST", &format!("{path}/number"), &caller, "")
        .unwrap();
    let tel = number["numbers"][0].as_str().unwrap_or_default();
    assert!(
        status == 200 && tel.starts_with("tel:+1"),
        "{on}: no number was shown ({status}): {number}"
    );
    let (_, taken) = line
        .api(
            "POST",
            &format!("{path}/outcome"),
            &caller,
            r#"{"outcome":"answered"}"#,
        )
        .unwrap();
    assert_eq!(taken["taken"], "in-time", "{on}");
    office_numbers_are_not_rung(&mut line, (bank, &caller), file, on);
    let (_, watched) = line
        .api("GET", &format!("/api/v1/banks/{bank}"), &organiser, "")
        .unwrap();
    assert!(
        watched["audience"].as_u64().is_some_and(|n| n >= 8_200),
        "{on}: {watched}"
    );

    let data = object["data"].as_str().unwrap();
    let key = object["ledger_key"].as_str().unwrap();
    let verified = done(&["ledger", "verify", "--data", data, "--key", key]);
    assert!(verified.contains("entries verify"), "{on}: {verified}");
    assert!(
        verified.contains("0 were destroyed by forgetting"),
        "{on}: {verified}"
    );
    // An entry stands under the signature a second after the act at the latest; a loaded machine gets more.
    let dpo = token("dpo");
    let shown = (0..100).find_map(|_| {
        let path = "/api/v1/ledger/entries?kind=number_shown";
        let (_, page) = line.api("GET", path, &dpo, "").unwrap();
        wait(Duration::from_millis(100));
        page["entries"]
            .as_array()
            .and_then(|entries| entries.first().cloned())
    });
    let shown = shown.expect("the number that was shown never came into the ledger");
    assert_eq!(shown["members"], 1, "{on}: {shown}");
    assert_eq!(server.end(), 0, "{on}");
}

/// The ten digits of the number that most people of the file have, and how many that are.
fn office(file: &Path) -> (String, usize) {
    let mut all = std::collections::HashMap::<String, usize>::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let numbers = line.split([',', '"']).filter_map(|cell| {
            let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
            (digits.len() == 10 && !cell.contains("://")).then_some(digits)
        });
        for number in numbers.collect::<std::collections::BTreeSet<_>>() {
            *all.entry(number).or_default() += 1;
        }
    }
    all.into_iter().max_by_key(|(_, n)| *n).unwrap()
}

/// In this file one number is shared by 351 people: an office's. Nobody is rung at it, and whoever has another number is rung
/// at that one.
fn office_numbers_are_not_rung(
    line: &mut Line,
    (bank, caller): (&str, &str),
    file: &Path,
    on: &str,
) {
    let (office, shared) = office(file);
    assert!(shared > 300, "{on}: the file is another one");
    let mut dealt = 0;
    // As many as one account asks for without a pause.
    for _ in 0..16 {
        let next = format!("/api/v1/banks/{bank}/next");
        let (_, card) = line.api("POST", &next, caller, "").unwrap();
        let Some(card) = card["card"].as_str() else {
            break;
        };
        let path = format!("/api/v1/cards/{card}");
        let number = format!("{path}/number");
        let (_, shown) = line.api("POST", &number, caller, "").unwrap();
        let numbers = shown["numbers"].as_array().unwrap();
        assert!(!numbers.is_empty(), "{on}: a card without a number");
        let is_office = |tel: &serde_json::Value| tel.as_str().unwrap().contains(&office);
        assert!(
            !numbers.iter().any(is_office),
            "{on}: an office's number on a card"
        );
        let outcome = r#"{"outcome":"no-answer"}"#;
        line.api("POST", &format!("{path}/outcome"), caller, outcome)
            .unwrap();
        dealt += 1;
    }
    assert!(dealt > 0, "{on}: nobody was dealt, so nothing was seen");
}
