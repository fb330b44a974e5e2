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
