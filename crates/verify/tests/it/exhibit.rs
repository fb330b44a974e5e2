//! Exhibits: what is opened verifies, what is covered stays covered, and the page that an outsider opens from a USB
//! stick says the same as we do.
//!
//! Where node, Chromium or `tests/browser/node_modules` is missing it says so loudly and goes on; with `OUTSIDERS=1`,
//! as `./scripts/test` sets it, it fails.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::exhibit_log::*;
use super::house::{folder, witness};
use super::outsiders::{checkers, missing, setting};
use switchboard_ledger::entry::*;
use switchboard_ledger::exhibit::*;
use switchboard_ledger::tree::prove_consistency;

#[test]
fn an_exhibit_is_read_as_it_was_written_and_proves_what_it_opens() {
    let exhibit = Log::new().of_account();
    let json = exhibit.encode().unwrap();
    let read = Exhibit::parse(json.as_bytes()).unwrap();
    assert_eq!(read, exhibit);
    let checked = read.check().unwrap();
    assert_eq!(checked.checkpoint.size(), SIZE);
    assert_eq!(checked.seen.len(), 2);
    assert_eq!(
        checked.run,
        Some((5, 14)),
        "the account's entries, without a gap"
    );
    let (old, seen) = checked.before.unwrap();
    assert_eq!((old.size(), seen[0].1), (OLD, AT_MS / 1_000 + 11));
    // An entry taken out leaves a gap, and with it goes what was said of the run.
    let mut gap = exhibit;
    gap.entries.remove(3);
    assert_eq!(gap.check().unwrap().run, None);
}

#[test]
fn what_an_exhibit_covers_is_not_in_it() {
    let log = Log::new();
    let mut exhibit = log.of_account();
    let index = exhibit.entries[0].index;
    exhibit.about = About::Span;
    exhibit.names.clear();
    exhibit.members = vec![None];
    exhibit.entries = vec![log.exhibited(index, &[Tag::TIME], &[])];
    exhibit.entries[0].members = vec![1, 0];
    let json = exhibit.encode().unwrap();
    exhibit.check().unwrap();
    let read = Exhibit::parse(json.as_bytes()).unwrap();
    let opening = read.entries[0].opened.encode().unwrap();
    let holds = |bytes: &[u8]| opening.windows(bytes.len()).any(|window| window == bytes);
    for covered in [&MEMBER, &CALLER, &CAMPAIGN] {
        assert!(!holds(covered));
    }
    assert!(!holds(b"Lighthouse") && !holds(&salt("secret", index)));
    assert!(holds(&log.act(index).at_ms.to_be_bytes()));
    // Only the salt of what is open is there.
    assert!(!holds(&salt("place", index)) && !holds(&salt("subject 0", index)));
}

#[test]
fn an_exhibits_file_is_believed_by_the_readers_own_keys_alone() {
    let exhibit = Log::new().of_account();
    let path = folder("exhibit-file").join("exhibit.json");
    fs::write(&path, exhibit.encode().unwrap()).unwrap();
    let words = |log: &str, witnesses: &[u8]| {
        let mut words = vec!["exhibit".to_owned(), path.to_str().unwrap().to_owned()];
        words.extend(["--key".to_owned(), log.to_owned()]);
        for number in witnesses {
            let key = witness(*number).witness_key().to_string();
            words.extend(["--witness".to_owned(), key]);
        }
        words
    };
    let run = |words: &[String]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        super::house::run(&words)
    };
    let own = exhibit.log.to_string();
    let said = super::house::accepted(&run(&words(&own, &[1, 2])));
    for line in [
        "- acts of the account cacacacacacacacacacacacacacacaca: 10 entries, and 0 beside them",
        "- they are among the 40 in the log log.example.org/test",
        "- not shown to be all of this account's: no row under a `heads` entry is in it",
        "- they are the account's entries 5 to 14, each after the one that it names: none was taken out of this chain",
        "- none of them was in the log at 2026-11-18 11:06:51 UTC, when the witness witness.example.org/w1",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    // A witness of the reader's who did not cosign; and a file that was changed.
    super::house::refused(&run(&words(&own, &[1, 2, 3])), "refused");
    let changed = exhibit
        .encode()
        .unwrap()
        .replace("\"index\":12", "\"index\":13");
    fs::write(&path, changed).unwrap();
    super::house::refused(&run(&words(&own, &[1, 2])), "refused");
    // The page with the exhibit in it, as it is handed on too.
    fs::write(&path, "<!doctype html>").unwrap();
    super::house::refused(&run(&words(&own, &[1, 2])), "give the exhibit alone");
}

#[test]
fn each_entry_of_an_exhibit_is_a_proof_that_the_other_checkers_read() {
    let exhibit = Log::new().of_account();
    let work = folder("exhibit-proofs");
    let mut words = vec!["proof".to_owned()];
    for entry in &exhibit.entries {
        let path = work.join(format!("{}.tlog-proof", entry.index));
        fs::write(&path, exhibit.tlog_proof(entry).unwrap().to_string()).unwrap();
        words.push(path.to_str().unwrap().to_owned());
    }
    words.extend(["--key".to_owned(), exhibit.log.to_string()]);
    for witness in &exhibit.witnesses {
        words.extend(["--witness".to_owned(), witness.to_string()]);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = super::house::accepted(&super::house::run(&words));
    assert_eq!(
        said.matches("of the 40 in the log").count(),
        exhibit.entries.len()
    );
}

/// A change to an exhibit, and how it is refused.
type Lie = (fn(&mut Exhibit, &Log), fn(&ExhibitError) -> bool);

#[test]
fn an_exhibit_that_does_not_hold_is_neither_written_nor_believed() {
    let lies: [Lie; 15] = [
        (
            |e, _| e.about = About::Account(RIVAL),
            |e| matches!(e, ExhibitError::About(12)),
        ),
        (
            |e, _| e.about = About::Campaign(CAMPAIGN),
            |e| matches!(e, ExhibitError::About(12)),
        ),
        (
            |e, _| e.about = About::Member(RIVAL),
            |e| matches!(e, ExhibitError::About(12)),
        ),
        (
            |e, _| e.from_ms += 13_000,
            |e| matches!(e, ExhibitError::About(12)),
        ),
        (
            |e, _| e.until_ms = e.from_ms + 39_000,
            |e| matches!(e, ExhibitError::About(39)),
        ),
        (
            |e, _| e.entries.swap(0, 1),
            |e| matches!(e, ExhibitError::Order(12)),
        ),
        (
            |e, _| e.entries[1] = e.entries[0].clone(),
            |e| matches!(e, ExhibitError::Order(12)),
        ),
        (
            |e, _| e.entries[2].index += 1,
            |e| matches!(e, ExhibitError::Proof(19, _)),
        ),
        (
            |e, _| e.entries[2].proof.truncate(2),
            |e| matches!(e, ExhibitError::Proof(18, _)),
        ),
        (
            |e, _| e.members[0] = Some(RIVAL),
            |e| matches!(e, ExhibitError::Number(12)),
        ),
        (
            |e, _| e.members.push(Some(MEMBER)),
            |e| matches!(e, ExhibitError::Members),
        ),
        (
            |e, _| e.entries[0].members[0] = 0,
            |e| matches!(e, ExhibitError::Number(12)),
        ),
        (
            |e, _| e.witnesses.push(e.witnesses[0].clone()),
            |e| matches!(e, ExhibitError::Key("witnesses")),
        ),
        (
            |e, l| e.before.as_mut().unwrap().checkpoint = l.note(12, &[1], 1),
            |e| matches!(e, ExhibitError::Before(_)),
        ),
        (
            |e, l| {
                let proof = prove_consistency(13, SIZE, l).unwrap();
                e.before = Some(Before {
                    checkpoint: l.note(13, &[1], 1),
                    proof,
                });
            },
            |e| matches!(e, ExhibitError::NotBefore),
        ),
    ];
    let log = Log::new();
    for (at, (lie, is_right)) in lies.into_iter().enumerate() {
        let mut exhibit = log.of_account();
        lie(&mut exhibit, &log);
        let refused = exhibit.check().unwrap_err();
        assert!(is_right(&refused), "{at}: {refused}");
        assert_eq!(exhibit.encode().unwrap_err(), refused, "{at}");
    }
    let unsigned: [fn(&mut Exhibit, &Log); 3] = [
        |e, _| e.witnesses.push(witness(3).witness_key().clone()),
        |e, l| e.checkpoint = l.note(SIZE, &[1], 1),
        |e, l| e.before.as_mut().unwrap().checkpoint = l.note(OLD, &[3], 1),
    ];
    for lie in unsigned {
        let mut exhibit = log.of_account();
        lie(&mut exhibit, &log);
        assert!(matches!(exhibit.check(), Err(ExhibitError::Unsigned(_))));
    }
}

#[test]
fn what_is_written_otherwise_is_no_exhibit() {
    let json = Log::new().of_account().encode().unwrap();
    for (from, to, reason) in [
        ("exhibit/v1", "exhibit/v2", "no exhibit of version 1"),
        ("\"beside\":false", "\"beside\":0", "`beside` is missing"),
        ("\"index\":12", "\"index\":12.5", "breaks"),
        ("\"index\":12,", "", "`index` is missing"),
        (
            "\"index\":12",
            "\"index\":12,\"index\":12",
            "`index` is missing, stands there twice",
        ),
        (
            "\"what\":\"account\"",
            "\"what\":\"span\"",
            "`what` is missing",
        ),
        ("\"id\":\"ca", "\"id\":\"CA", "`id` is missing"),
        ("\"heads\":[],", "", "`heads` is missing"),
        ("\"heads\":[]", "\"heads\":[{}]", "`entry` is missing"),
        ("\"next\":null", "\"next\":true", "`next` is missing"),
        (
            "\"first\":0",
            "\"first\":0,\"last\":1",
            "nothing called `last`",
        ),
        (
            "{\"format\"",
            "{\"more\":1,\"format\"",
            "nothing called `more`",
        ),
        ("\"opening\":\"AQ", "\"opening\":\"Ag", "version 2"),
        (
            "\"log\":\"log.",
            "\"log\":\"lag.",
            "key in the exhibit can't be used",
        ),
    ] {
        assert!(json.contains(from), "{from}");
        let changed = json.replacen(from, to, 1);
        let refused = Exhibit::parse(changed.as_bytes()).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
    for at in (0..json.len()).step_by(97) {
        assert!(
            Exhibit::parse(&json.as_bytes()[..at]).is_err(),
            "cut at {at}"
        );
    }
}

#[test]
fn the_page_in_chromium_verifies_our_exhibit_and_refuses_every_change() {
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser");
    let chromium = setting("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".to_owned());
    if !Path::new(&chromium).is_file() || Command::new("node").arg("--version").output().is_err() {
        return missing("Chromium and node: apt install chromium nodejs");
    }
    if !browser.join("node_modules/playwright-core").is_dir() {
        return missing("the browser's driver: npm ci --prefix tests/browser");
    }
    let exhibit = Log::new().of_account();
    let work = folder("exhibit-page");
    let page = fs::read_to_string(checkers().join("exhibit.html")).unwrap();
    let json = exhibit.encode().unwrap();
    fs::write(work.join("exhibit.json"), &json).unwrap();
    for (name, log) in [("pinned", Log::new()), ("lost", Log::resumed())] {
        let json = log.of_account_pinned().encode().unwrap();
        fs::write(work.join(format!("{name}.json")), json).unwrap();
    }
    fs::write(work.join("checker.html"), &page).unwrap();
    let laid_in = exhibit.within(&page).unwrap().expect("a place in the page");
    assert_eq!(laid_in.len(), page.len() + json.len());
    fs::write(work.join("exhibit.html"), laid_in).unwrap();
    let told = Command::new("node")
        .arg(browser.join("exhibit.mjs"))
        .arg(&work)
        .env("CHROMIUM", chromium)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&told.stdout);
    let errors = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{said}\n{errors}");
    println!("{said}");
    fs::remove_dir_all(&work).unwrap();
}

#[test]
fn the_page_s_scripts_are_short_enough_to_be_read() {
    let page = fs::read_to_string(checkers().join("exhibit.html")).unwrap();
    let scripts: Vec<&str> = page.split("<script>").skip(1).collect();
    assert_eq!(scripts.len(), 5);
    for script in scripts {
        let lines = script.split("</script>").next().unwrap().lines().count();
        assert!(lines <= 150, "{lines} lines");
    }
}
