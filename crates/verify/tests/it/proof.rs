//! Proofs of single entries, as they come with an exhibit.

use std::fs;
use std::path::PathBuf;

use super::house::*;
use switchboard_ledger::cosignature::Cosigner;

fn written(name: &str, text: &str) -> PathBuf {
    let path = folder(name).join("entry.tlog-proof");
    fs::write(&path, text).unwrap();
    path
}

fn check(path: &std::path::Path, whom: &[&str]) -> std::process::Output {
    run(&[&["proof", path.to_str().unwrap()], whom].concat())
}

fn witness_key(cosigner: &Cosigner) -> String {
    cosigner.witness_key().to_string()
}

#[test]
fn a_proof_says_what_is_open_and_who_saw_it_when() {
    let path = written(
        "proof-said",
        &History::new(300).proof(300, 256, &[1, 2]).to_string(),
    );
    let (log, one, two) = (vkey(), witness_key(&witness(1)), witness_key(&witness(2)));
    let said = accepted(&check(
        &path,
        &["--key", &log, "--witness", &one, "--witness", &two],
    ));
    for line in [
        "- it is entry 256 of the 300 in the log log.example.org/test",
        "- the witness witness.example.org/w1 saw this size and this root at 2026-11-18 11:08:20 UTC",
        "- the witness witness.example.org/w2 saw",
        "- what was done: kind 401",
        "- when, by the server's clock: 2026-11-18 11:06:40 UTC",
        "- fields shown: \"title,family_name,branch\"",
        "- it is the account's entry number 258",
        "- members whom it touched: 2, of whom 1 are shown",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    // What is covered is not said.
    assert!(
        !said.contains("account 4") && !said.contains("what for"),
        "{said}"
    );
}

#[test]
fn a_proof_needs_the_witnesses_that_its_reader_asks_for() {
    let path = written(
        "proof-witnesses",
        &History::new(9).proof(9, 3, &[1, 3]).to_string(),
    );
    let log = vkey();
    let keys: Vec<String> = (1..=3)
        .map(|number| witness_key(&witness(number)))
        .collect();
    let [one, two, three] = [&keys[0], &keys[1], &keys[2]];
    let three_of = [
        "--key",
        &log,
        "--witness",
        one,
        "--witness",
        two,
        "--witness",
        three,
    ];
    refused(&check(&path, &three_of), "only 2 of the witnesses cosigned");
    accepted(&check(&path, &[&three_of[..], &["--need", "2"]].concat()));
    accepted(&check(&path, &["--key", &log]));
    let policy = folder("proof-policy").join("policy");
    let lines = format!("log {log}\nwitness a {one}\nwitness b {two}\ngroup g any a b\nquorum g\n");
    fs::write(&policy, &lines).unwrap();
    let policy = policy.to_str().unwrap();
    accepted(&check(&path, &["--policy", policy]));
    fs::write(policy, lines.replace("group g any", "group g all")).unwrap();
    refused(
        &check(&path, &["--policy", policy]),
        "only 1 of the witnesses cosigned",
    );
    let wrong = |whom: &[&str], reason: &str| {
        let output = check(&path, whom);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(reason), "{stderr}");
    };
    wrong(&["--policy", policy, "--key", &log], "don't go together");
    wrong(&["--policy", policy, "--witness", one], "don't go together");
    wrong(
        &["--policy", "no/such/file"],
        "`no/such/file` can't be read",
    );
    wrong(
        &["--key", &log, "--witness", one, "--need", "2"],
        "a group needs",
    );
    wrong(
        &["--key", &log, "--need", "some"],
        "`--need` needs a whole number",
    );
    wrong(&["--key", one], "the key can't be used");
    wrong(
        &["--key", &log, "--witness", &log],
        "a witness's key is of kind 4",
    );
    fs::write(policy, "nonsense\n").unwrap();
    wrong(&["--policy", policy], "line 1 of the policy");
}

/// Two honest witnesses who see two logs: what a reader with a small `--need` must be told.
#[test]
fn a_reader_is_told_when_two_logs_could_be_shown_though_no_witness_lies() {
    let [one, two, three] = [1, 2, 3].map(|number| witness_key(&witness(number)));
    let (log, keys) = (
        vkey(),
        ["--witness", &one, "--witness", &two, "--witness", &three],
    );
    let (north, south) = (History::new(9), History::rewritten(9, 4));
    let caveat = "though no witness lies";
    for (history, witness) in [(&north, 1), (&south, 2)] {
        let published = folder("proof-two-logs");
        history.publish(9, &[witness], &published);
        let words = ["log", published.to_str().unwrap(), "--key", &log];
        let said = accepted(&run(&[&words[..], &keys, &["--need", "1"]].concat()));
        assert!(
            said.contains("that others are shown the same log") && said.contains(caveat),
            "{said}"
        );
        refused(
            &run(&[&words[..], &keys, &["--need", "2"]].concat()),
            "only 1 of the witnesses",
        );
        let said = accepted(&run(&[&words[..], &keys, &["--need", "0"]].concat()));
        assert!(
            said.contains("that others are shown the same log: compare"),
            "{said}"
        );
    }
    let path = written("proof-liars", &north.proof(9, 3, &[1, 2, 3]).to_string());
    let said =
        |need: &[&str]| accepted(&check(&path, &[&["--key", &log], &keys[..], need].concat()));
    assert!(said(&["--need", "1"]).contains(caveat));
    for (need, liars) in [("2", "when one of them lies"), ("3", "when 3 of them lie")] {
        let said = said(&["--need", need]);
        assert!(
            said.contains(liars) && !said.contains("others are shown"),
            "{said}"
        );
        assert!(
            said.contains("Not proved:") && said.contains("that nothing newer exists"),
            "{said}"
        );
    }
}

#[test]
fn a_reader_can_ask_for_cosignatures_of_lately() {
    #[expect(
        clippy::disallowed_methods,
        reason = "cosignatures of lately have the time of today"
    )]
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let [one, two] = [1, 2].map(|number| witness_key(&witness(number)));
    let (log, history) = (vkey(), History::new(9));
    let whom = ["--key", &log, "--witness", &one, "--witness", &two];
    let check = |times: [u64; 2], more: &[&str]| {
        let published = folder("proof-lately");
        history.publish(9, &[], &published);
        let note = history.note_at(9, &[(1, times[0]), (2, times[1])]);
        fs::write(published.join("checkpoint"), note.to_string()).unwrap();
        run(&[&["log", published.to_str().unwrap()], &whom[..], more].concat())
    };
    let (hour, day) = (3_600, 86_400);
    let old = [now - hour, now - 3 * day];
    assert!(accepted(&check(old, &[])).contains(" UTC (3 days ago), after"));
    refused(
        &check(old, &["--max-age", "2d"]),
        "too few witnesses cosigned the checkpoint as lately",
    );
    refused(&check(old, &["--max-age", "71h"]), " UTC (60 minutes ago)");
    accepted(&check(old, &["--max-age", "73h"]));
    accepted(&check(old, &["--max-age", "2d", "--need", "1"]));
    // A witness whose clock is ahead says nothing about today; without the question it is shown, with a warning.
    let ahead = [now - hour, now + 2 * day];
    assert!(accepted(&check(ahead, &[])).contains("AHEAD of this computer's clock"));
    refused(
        &check(ahead, &["--max-age", "1d"]),
        "as lately as you ask for",
    );
    let wrong = |more: &[&str], reason: &str| {
        let output = check(old, more);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(reason), "{stderr}");
    };
    for age in ["2", "d", "-1d", "1w", "1.5h", "9999999999999999999d"] {
        wrong(&["--max-age", age], "like 90m, 36h or 7d");
    }
    wrong(
        &["--max-age", "1d", "--need", "0"],
        "name witnesses who must have cosigned",
    );
}

#[test]
fn several_proofs_are_checked_each_and_one_refused_refuses_all() {
    let history = History::new(20);
    let good = written("proof-good", &history.proof(20, 3, &[]).to_string());
    let other = written(
        "proof-other",
        &history
            .proof(20, 4, &[])
            .to_string()
            .replace("index 4", "index 5"),
    );
    let key = vkey();
    let both = run(&[
        "proof",
        good.to_str().unwrap(),
        other.to_str().unwrap(),
        "--key",
        &key,
    ]);
    refused(
        &both,
        "proof-other/entry.tlog-proof`: the proof does not lead to this root",
    );
    assert!(String::from_utf8_lossy(&both.stdout).contains("it is entry 3 of the 20"));
    let bare = history.proof(20, 3, &[]).to_string();
    let (head, rest) = bare.split_once("\nextra ").unwrap();
    let without = format!("{head}\n{}", rest.split_once('\n').unwrap().1);
    refused(
        &check(&written("proof-bare", &without), &["--key", &key]),
        "no `extra` line",
    );
    refused(
        &check(&written("proof-none", "nothing"), &["--key", &key]),
        "this is not a proof",
    );
    refused(
        &check(&PathBuf::from("no/such/file"), &["--key", &key]),
        "can't be read",
    );
}
