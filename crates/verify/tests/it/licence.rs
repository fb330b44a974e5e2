//! Whether what an account did was an agreed test, judged by an outsider from the files alone.

use std::fs;
use std::path::PathBuf;

use super::exhibit_log::*;
use super::house::{accepted, folder, refused, run, vkey, witness};
use switchboard_ledger::entry::*;
use switchboard_ledger::exhibit::Exhibit;
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_ledger::tree::prove_inclusion;

/// What one is judged by: all but what was shown.
const JUDGED: [Tag; 8] = [
    Tag::TIME,
    Tag::ACCOUNT,
    Tag::SESSION,
    Tag::KIND,
    Tag::PURPOSE,
    Tag::LICENCE,
    Tag::DETAIL,
    Tag::PLACE,
];

/// An id as the words of entries have it.
fn text(id: [u8; 16]) -> String {
    let number = u128::from_be_bytes(id);
    let letters = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digits = (0..26)
        .rev()
        .map(|place| (number >> (place * 5) & 31) as usize);
    digits.map(|digit| char::from(letters[digit])).collect()
}

/// From the log's 13th second to its 30th, at the desk, by looking.
fn terms() -> String {
    format!(
        "licence={} world=live from={} until={} rooms=desk techniques=look testers={}",
        text(TEST),
        AT_MS + 13_000,
        AT_MS + 30_000,
        text(CALLER)
    )
}

fn exhibit(log: &Log) -> Exhibit {
    let mut exhibit = log.of_account();
    exhibit.before = None;
    exhibit.members.clear();
    exhibit.entries = (0..SIZE)
        .filter(|index| log.account(*index) == CALLER)
        .map(|index| log.exhibited(index, &JUDGED, &[]))
        .collect();
    exhibit
}

/// The proof that the test's entry was in the log when it had `size` entries.
fn proof(log: &Log, size: u64) -> TlogProof {
    let path = prove_inclusion(size, AGREED, log).unwrap();
    let note = log.note(size, &[1, 2], AT_MS / 1_000 + 17);
    let tags = [
        Tag::TIME,
        Tag::ACCOUNT,
        Tag::KIND,
        Tag::PURPOSE,
        Tag::DETAIL,
    ];
    let opened = log.opened(AGREED, &tags, &[]);
    let proof = TlogProof::new(AGREED, path, note).unwrap();
    proof.with_extra(opened.encode().unwrap()).unwrap()
}

/// The files as they are handed on.
fn written(name: &str, exhibit: &Exhibit, proofs: &[TlogProof]) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("exhibit-1.json"), exhibit.encode().unwrap()).unwrap();
    for (at, proof) in proofs.iter().enumerate() {
        let path = folder.join(format!("licence-{at}.tlog-proof"));
        fs::write(path, proof.to_string()).unwrap();
    }
    folder
}

fn judged(folder: &std::path::Path) -> std::process::Output {
    let (own, one, two) = (
        vkey(),
        witness(1).witness_key().to_string(),
        witness(2).witness_key().to_string(),
    );
    let dir = folder.to_str().unwrap();
    run(&[
        "licence",
        dir,
        "--key",
        &own,
        "--witness",
        &one,
        "--witness",
        &two,
    ])
}

/// The places of the entries of which the answer says so.
fn places(said: &str, words: &str) -> Vec<u64> {
    let lines = said.lines().filter(|line| line.contains(words));
    let number = |line: &str| {
        line.strip_prefix("- entry ")?
            .split(',')
            .next()?
            .parse()
            .ok()
    };
    lines.filter_map(number).collect()
}

#[test]
fn an_outsider_tells_what_was_a_test_from_what_was_none() {
    let log = Log::tested(&terms(), None);
    let said = accepted(&judged(&written(
        "licence-partly",
        &exhibit(&log),
        &[proof(&log, TEST_SEEN)],
    )));
    assert!(said.starts_with("PARTLY COVERED: "), "{said}");
    assert!(said.contains("\nBUT NOT ALL: "), "nothing pins it: {said}");
    // The account acts at each third place, unless the system does; it carries the test from place 13 on.
    let covered = [18, 21, 24, 27];
    assert_eq!(places(&said, ": covered by the test "), covered, "{said}");
    assert_eq!(places(&said, "carries no agreed test"), [0, 3, 6, 9, 12]);
    assert_eq!(places(&said, "before the checkpoint by which"), [15]);
    assert_eq!(places(&said, "after the test had ended"), [30, 33, 36, 39]);
    for line in [
        "- it is entry 13 of the log, among the first 17: what is covered stands behind those",
        "the witness witness.example.org/w2 saw this size",
        "- not shown to be all of this account's",
        "entry 18, 2026-11-18 11:06:58 UTC, number_shown: covered",
        "- that nobody ended a test before its time",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let named = format!("- it names the account {}", text(CALLER));
    assert!(said.contains(&named) && !said.contains("OPERATOR'S WORD"));
    // Without witnesses it is somebody's word alone, and says so.
    let dir = written("licence-word", &exhibit(&log), &[proof(&log, TEST_SEEN)]);
    let said = accepted(&run(&["licence", dir.to_str().unwrap(), "--key", &vkey()]));
    assert!(said.contains("THE OPERATOR'S WORD ONLY"), "{said}");
}

#[test]
fn the_answer_says_whether_the_files_show_that_it_is_all() {
    let log = Log::tested(&terms(), None);
    let mut pinned = exhibit(&log);
    pinned.until_ms = AT_MS + PINS[1] * 1_000;
    pinned.entries.retain(|entry| entry.index < PINS[1]);
    pinned.entries.push(log.beside(PINS[1], &JUDGED));
    pinned.heads = log.of_account_pinned().heads.split_off(1);
    let proofs = [proof(&log, TEST_SEEN)];
    let said = accepted(&judged(&written("licence-all", &pinned, &proofs)));
    assert!(said.starts_with("PARTLY COVERED: "), "{said}");
    assert!(!said.contains("BUT NOT ALL"), "{said}");
    assert!(
        said.contains(
            "\nAsked about: 1 accounts, from 2026-11-18 11:06:40 UTC until 2026-11-18 11:07:18 UTC"
        ),
        "{said}"
    );
    // The same with a shorter time beside it, in which the rest would be nobody's.
    let folder = written("licence-shorter", &pinned, &proofs);
    let mut shorter = pinned.clone();
    shorter.until_ms = AT_MS + 20_000;
    for entry in &mut shorter.entries {
        entry.is_beside |= entry.index >= 20;
    }
    fs::write(folder.join("b.json"), shorter.encode().unwrap()).unwrap();
    refused(&judged(&folder), "not all about the same time");
    // What a file is called says nothing, and one that isn't known is named.
    let folder = written("licence-names", &pinned, &proofs);
    fs::rename(folder.join("exhibit-1.json"), folder.join("Notes.txt")).unwrap();
    fs::write(folder.join("read-me.txt"), "All of it was agreed.").unwrap();
    let said = accepted(&judged(&folder));
    assert!(said.starts_with("PARTLY COVERED: "), "{said}");
    assert!(
        said.contains("read-me.txt`: it is nothing that this reads"),
        "{said}"
    );
    // A part of it, where the next one is missing.
    let mut part = pinned;
    part.part.next = Some(30);
    part.entries
        .retain(|entry| entry.index < 30 || entry.is_beside);
    for index in [30, 33, 36] {
        let beside = log.beside(index, &[Tag::TIME, Tag::ACCOUNT, Tag::PLACE]);
        part.entries.push(beside);
    }
    part.entries.sort_by_key(|entry| entry.index);
    let said = accepted(&judged(&written("licence-part", &part, &proofs)));
    assert!(said.contains("BUT NOT ALL"), "{said}");
}

#[test]
fn a_mark_without_its_proof_or_for_something_else_covers_nothing() {
    let log = Log::tested(&terms(), None);
    let said = accepted(&judged(&written("licence-none", &exhibit(&log), &[])));
    assert!(said.starts_with("NOT COVERED: "), "{said}");
    assert_eq!(places(&said, "no proof of the test").len(), 9);
    for (changed, why) in [
        (
            terms().replace(&text(CALLER), &text(RIVAL)),
            "doesn't name this account",
        ),
        (
            terms().replace("world=live", "world=decoy"),
            "a copy with invented",
        ),
        (
            terms().replace("rooms=desk", "rooms=log"),
            "none of what the test",
        ),
        (terms().replace("=look", "=change"), "none of what the test"),
    ] {
        let log = Log::tested(&changed, None);
        let proofs = [proof(&log, TEST_SEEN)];
        let said = accepted(&judged(&written("licence-other", &exhibit(&log), &proofs)));
        assert!(said.starts_with("NOT COVERED: "), "{changed}\n{said}");
        assert!(places(&said, why).len() >= 4, "{why}\n{said}");
    }
}

#[test]
fn a_test_that_somebody_ended_covers_nothing_after_that() {
    let longer = terms().replace(&(AT_MS + 30_000).to_string(), &(AT_MS + 90_000).to_string());
    let ended = format!("licence={} why=tester", text(TEST));
    let log = Log::tested(&longer, Some(&ended));
    let mut exhibit = exhibit(&log);
    exhibit.entries.push(log.beside(TEST_ENDED, &JUDGED));
    exhibit.entries.sort_by_key(|entry| entry.index);
    let proofs = [proof(&log, TEST_SEEN)];
    let said = accepted(&judged(&written("licence-ended", &exhibit, &proofs)));
    assert_eq!(places(&said, "covered by the test"), [18, 21, 24, 27, 30]);
    assert_eq!(places(&said, "after the test had ended"), [33, 36, 39]);
}

#[test]
fn what_was_changed_or_fits_badly_is_refused() {
    let log = Log::tested(&terms(), None);
    let (good, shown) = (proof(&log, TEST_SEEN), exhibit(&log));
    // A test that another log agreed, and terms that were changed after signing.
    let other = Log::tested(&terms().replace("rooms=desk", "rooms=desk,log"), None);
    let folder = written("licence-two", &shown, &[proof(&other, TEST_SEEN)]);
    let mut with_signed = shown.clone();
    with_signed.entries.push(log.beside(AGREED, &JUDGED));
    with_signed.entries.sort_by_key(|entry| entry.index);
    fs::write(folder.join("exhibit-1.json"), with_signed.encode().unwrap()).unwrap();
    refused(&judged(&folder), "the log shows two histories");
    let written_so = good.to_string();
    let lines: Vec<&str> = written_so.lines().collect();
    let folder = written("licence-changed", &shown, &[]);
    let changed = written_so.replace(lines[4], lines[5]);
    fs::write(folder.join("licence-x.tlog-proof"), changed).unwrap();
    refused(&judged(&folder), "refused");
    // Nothing to judge.
    let empty = super::house::folder("licence-empty");
    refused(&judged(&empty), "holds no exhibit of an account");
    // A reader who asks for a witness who didn't cosign the test.
    let third = witness(3).witness_key().to_string();
    let folder = written("licence-third", &shown, &[good]);
    let dir = folder.to_str().unwrap();
    refused(
        &run(&["licence", dir, "--key", &vkey(), "--witness", &third]),
        "refused",
    );
}
