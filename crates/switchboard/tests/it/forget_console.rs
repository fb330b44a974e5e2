//! `forget` and `retention` as an operator gives them: the console asks, and destroys nothing by itself.

use std::fs;

use crate::house::roll;
use crate::program::{done, told};

fn world(dir: &std::path::Path) -> String {
    let data = dir.join("data").to_str().unwrap().to_owned();
    let file = dir.join("roll.csv").to_str().unwrap().to_owned();
    done(&["init", "--data", &data]);
    fs::write(&file, roll(20)).unwrap();
    done(&["import", &file, "--data", &data]);
    data
}

fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&done(args)).unwrap()
}

/// A membership number of the roll.
fn number() -> String {
    let text = roll(1);
    let mut rows = text.lines();
    let place = rows
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == "member_id")
        .unwrap();
    let row = rows.next().unwrap();
    row.split(',').nth(place).unwrap().to_owned()
}

#[test]
fn the_console_asks_that_a_member_be_forgotten_and_nothing_is_destroyed() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let number = number();
    let ask = |number: &str, reason: &str| {
        told(&[
            "forget", number, "--data", &data, "--reason", reason, "--json",
        ])
    };
    let (code, _, err) = ask("nobody's number", "A letter of the 20th of November");
    assert_eq!(code, 1);
    assert!(err.contains("nobody on the roll has this number"), "{err}");
    let (code, _, err) = ask(&number, "so");
    assert_eq!(code, 1);
    assert!(err.contains("--reason"), "{err}");
    let (code, out, err) = ask(&number, "A letter of the 20th of November");
    assert_eq!(code, 0, "{err}");
    let first: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(first["asked"], "asked");
    let (_, out, _) = ask(&number, "A letter of the 20th of November");
    let again: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(again["asked"], "already");
    assert_eq!(again["request"], first["request"], "one request");
    let said = done(&[
        "forget",
        &number,
        "--data",
        &data,
        "--reason",
        "A letter of the 20th of November",
    ]);
    assert!(
        said.contains(
            "the data protection officer or an approver approves it on the page \"Requests\""
        ),
        "{said}"
    );
    let file = dir.path().join("roll.csv");
    let imported = json(&["import", file.to_str().unwrap(), "--data", &data, "--json"]);
    assert_eq!(imported["unchanged"], 20, "everybody is still known");
    done(&["ledger", "verify", "--data", &data]);
}

#[test]
fn the_console_shows_how_long_things_are_kept_and_erases_nothing_without_a_rule() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let rules = |command: &str| {
        let said = json(&["retention", command, "--data", &data, "--json"]);
        said["rules"].as_array().unwrap().clone()
    };
    let shown = rules("show");
    assert!(!shown.is_empty());
    for rule in &shown {
        assert!(rule["months"].is_null(), "no rule is set: {rule}");
        assert!(rule["suggested_months"].as_u64().unwrap() > 0, "{rule}");
    }
    let counted = rules("dry-run");
    assert_eq!(counted.len(), shown.len());
    for rule in &counted {
        assert_eq!(
            (&rule["set"], &rule["would_erase"]),
            (&false.into(), &0.into())
        );
    }
    assert!(rules("run").is_empty(), "nothing is erased by a suggestion");
    let said = done(&["retention", "run", "--data", &data]);
    assert!(
        said.contains("no rule is set, so nothing was erased"),
        "{said}"
    );
    let said = done(&["retention", "show", "--data", &data]);
    assert!(said.contains("kept for ever"), "{said}");
    done(&["ledger", "verify", "--data", &data]);
}
