//! The built program on logs made here: it accepts what was published and refuses what was changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{Hash, leaf_hash, sha256};
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note};
use switchboard_ledger::tile::*;
use switchboard_ledger::tree::Frontier;

const ORIGIN: &str = "log.example.org/test";

fn key() -> Ed25519Signer {
    Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[1; 32])
}

fn records(count: u32) -> Vec<Vec<u8>> {
    (0..count)
        .map(|n| [&[1], sha256(&n.to_be_bytes()).as_bytes().as_slice()].concat())
        .collect()
}

/// A published log in a folder of its own.
struct Log {
    folder: PathBuf,
}

impl Log {
    fn publish(name: &str, records: &[Vec<u8>]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let log = Self { folder };
        let size = u64::try_from(records.len()).unwrap();
        let (levels, root) = hashes(records);
        for id in tiles_between(0, size) {
            let hashes = &levels[&id.level()][range(id.index(), id.width())];
            log.write(
                &id.to_string(),
                &Tile::new(id, hashes.to_vec()).unwrap().encode(),
            );
        }
        for id in bundles_between(0, size) {
            let records = records[range(id.index(), id.width())]
                .iter()
                .map(Vec::as_slice);
            log.write(&id.to_string(), &encode_bundle(records).unwrap());
        }
        log.sign(ORIGIN, size, root, &key());
        log
    }

    fn sign(&self, origin: &str, size: u64, root: Hash, key: &Ed25519Signer) {
        let mut note = Note::new(Checkpoint::new(origin, size, root).unwrap().body()).unwrap();
        note.sign(key).unwrap();
        self.write("checkpoint", note.to_string().as_bytes());
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs the check while one bit of a file is turned over.
    fn with_bit_turned(&self, file: &str, bit: usize) -> Output {
        let whole = fs::read(self.path(file)).unwrap();
        let mut changed = whole.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        self.write(file, &changed);
        let output = self.check(&[]);
        self.write(file, &whole);
        output
    }

    fn check(&self, more: &[&str]) -> Output {
        let vkey = key().verifier_key().to_string();
        let folder = self.folder.to_str().unwrap();
        run(&[&["log", folder, "--key", vkey.as_str()], more].concat())
    }
}

fn hashes(records: &[Vec<u8>]) -> (BTreeMap<u8, Vec<Hash>>, Hash) {
    let mut tree = Frontier::new();
    let mut levels: BTreeMap<u8, Vec<Hash>> = BTreeMap::new();
    for record in records {
        tree.append_visiting(leaf_hash(record), |node| {
            if node.level % TILE_HEIGHT == 0 {
                levels
                    .entry(node.level / TILE_HEIGHT)
                    .or_default()
                    .push(node.hash);
            }
        });
    }
    (levels, tree.root())
}

fn range(index: u64, width: u16) -> std::ops::Range<usize> {
    let start = usize::try_from(index).unwrap() * 256;
    start..start + usize::from(width)
}

fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_switchboard-verify"))
        .args(words)
        .output()
        .unwrap()
}

fn accepted(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), stderr.as_ref()), (Some(0), ""));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output, reason: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(output.stdout.is_empty());
    assert!(stderr.contains(reason), "{stderr}");
}

#[test]
fn a_published_log_is_accepted_and_the_report_says_what_is_not_proved() {
    for size in [0, 1, 2, 255, 256, 257, 600] {
        let said = accepted(&Log::publish(&format!("accepted-{size}"), &records(size)).check(&[]));
        assert!(
            said.starts_with(&format!("{ORIGIN}: {size} entries\nroot ")),
            "{said}"
        );
        for sentence in [
            "Proved:",
            "Not proved:",
            "who holds the machine",
            "keep this checkpoint",
        ] {
            assert!(said.contains(sentence), "{said}");
        }
    }
}

#[test]
fn a_log_of_70_000_entries_is_accepted_with_all_its_tiles() {
    let said = accepted(&Log::publish("accepted-70000", &records(70_000)).check(&[]));
    assert!(said.contains("the 277 tiles agree"), "{said}");
}

#[test]
fn every_changed_bit_of_an_entry_is_refused() {
    let log = Log::publish("leaf", &records(3));
    for bit in 0..3 * 35 * 8 {
        let output = log.with_bit_turned("tile/entries/000.p/3", bit);
        assert_eq!(output.status.code(), Some(1), "bit {bit}");
    }
    refused(
        &log.with_bit_turned("tile/entries/000.p/3", 300),
        "`tile/0/000.p/3` is not made from the entries",
    );
}

#[test]
fn a_changed_tile_of_any_level_is_refused() {
    let log = Log::publish("tile", &records(600));
    for file in [
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
    ] {
        let bits = fs::read(log.path(file)).unwrap().len() * 8;
        for bit in [0, bits / 2, bits - 1] {
            refused(
                &log.with_bit_turned(file, bit),
                &format!("`{file}` is not made from the entries"),
            );
        }
    }
    accepted(&log.check(&[]));
}

#[test]
fn every_changed_bit_of_the_checkpoint_is_refused() {
    let log = Log::publish("checkpoint", &records(5));
    let bits = fs::read(log.path("checkpoint")).unwrap().len() * 8;
    for bit in 0..bits {
        assert_eq!(
            log.with_bit_turned("checkpoint", bit).status.code(),
            Some(1),
            "bit {bit}"
        );
    }
}

#[test]
fn a_root_or_size_that_the_entries_do_not_make_is_refused_even_when_signed() {
    let records = records(300);
    let log = Log::publish("signed-lies", &records);
    let (_, root) = hashes(&records);
    log.sign(ORIGIN, 300, hashes(&records[..299]).1, &key());
    refused(
        &log.check(&[]),
        "the 300 entries do not make the signed root",
    );
    log.sign(ORIGIN, 301, root, &key());
    refused(&log.check(&[]), "001.p/45` can't be read");
    log.sign(ORIGIN, 256, root, &key());
    refused(
        &log.check(&[]),
        "the 256 entries do not make the signed root",
    );
    log.sign(ORIGIN, u64::MAX, root, &key());
    refused(&log.check(&[]), "more than a log can have");
    log.sign(ORIGIN, 300, root, &key());
    accepted(&log.check(&[]));
}

#[test]
fn a_log_signed_by_another_key_or_under_another_name_is_refused() {
    let log = Log::publish("signers", &records(5));
    let (_, root) = hashes(&records(5));
    let stranger = Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[2; 32]);
    log.sign(ORIGIN, 5, root, &stranger);
    refused(
        &log.check(&[]),
        "nobody whose key was given signed this note",
    );
    log.sign("log.example.org/other", 5, root, &key());
    refused(
        &log.check(&[]),
        "the checkpoint is of another log than the key",
    );
}

#[test]
fn a_missing_shortened_or_lengthened_file_is_refused_by_its_name() {
    let log = Log::publish("files", &records(300));
    for file in [
        "checkpoint",
        "tile/entries/000",
        "tile/entries/001.p/44",
        "tile/0/000",
        "tile/1/000.p/1",
    ] {
        let reason = if file == "checkpoint" {
            "the checkpoint is not to be believed"
        } else {
            file
        };
        let whole = fs::read(log.path(file)).unwrap();
        fs::remove_file(log.path(file)).unwrap();
        refused(&log.check(&[]), file);
        log.write(file, &whole[..whole.len() - 1]);
        refused(&log.check(&[]), reason);
        log.write(file, &[&whole[..], &[0]].concat());
        refused(&log.check(&[]), reason);
        log.write(file, &whole);
    }
    accepted(&log.check(&[]));
}

#[test]
fn entries_of_a_later_version_are_proved_and_said_to_be_unknown() {
    let mut records = records(3);
    records[1] = vec![2, 9, 9];
    let said = accepted(&Log::publish("versions", &records).check(&[]));
    assert!(
        said.contains("about 1 entries of version 2, unknown here"),
        "{said}"
    );
    records[1] = vec![1, 9, 9];
    refused(
        &Log::publish("versions", &records).check(&[]),
        "entry 1 has 3 bytes",
    );
    records[1] = vec![];
    refused(
        &Log::publish("versions", &records).check(&[]),
        "entry 1 has 0 bytes",
    );
}

#[test]
fn partial_files_may_be_gone_once_the_full_ones_are_there() {
    let all = records(512);
    let log = Log::publish("grown", &all);
    let (_, root) = hashes(&all[..300]);
    log.sign(ORIGIN, 300, root, &key());
    log.write("tile/1/000.p/1", hashes(&all).0[&1][0].as_bytes());
    accepted(&log.check(&[]));
}

#[test]
fn an_older_checkpoint_shows_that_nothing_before_it_was_rewritten() {
    let all = records(600);
    let log = Log::publish("old-new", &all);
    for size in [0_u32, 1, 255, 256, 300, 600] {
        let count = usize::try_from(size).unwrap();
        let old = Log::publish("old-old", &all[..count]).path("checkpoint");
        let said = accepted(&log.check(&["--old", old.to_str().unwrap()]));
        assert!(
            said.contains(&format!(
                "the older checkpoint's {size} entries are the first of these"
            )),
            "{said}"
        );
    }
    let mut rewritten = all.clone();
    rewritten[100] = rewritten[101].clone();
    let other = Log::publish("old-rewritten", &rewritten);
    let old = log.path("checkpoint");
    let check = |log: &Log| log.check(&["--old", old.to_str().unwrap()]);
    refused(&check(&other), "the log was rewritten");
    log.sign(ORIGIN, 300, hashes(&all[..300]).1, &key());
    refused(&check(&other), "the log was rewritten");
    let shorter = Log::publish("old-shorter", &all[..200]);
    refused(
        &check(&shorter),
        "the older checkpoint has 300 entries and this one 200",
    );
}

#[test]
fn an_older_checkpoint_that_the_log_did_not_sign_is_refused() {
    let log = Log::publish("old-forged", &records(5));
    let forged = Log::publish("old-forged-old", &records(3));
    let stranger = Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[2; 32]);
    forged.sign(ORIGIN, 3, hashes(&records(3)).1, &stranger);
    let old = forged.path("checkpoint");
    refused(
        &log.check(&["--old", old.to_str().unwrap()]),
        "the older checkpoint is not to be believed",
    );
    refused(
        &log.check(&["--old", "no/such/file"]),
        "`no/such/file` can't be read",
    );
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_to_type() {
    let vkey = key().verifier_key().to_string();
    for (words, reason) in [
        (&[][..], "say what to check"),
        (&["audit"], "`audit` means nothing here"),
        (&["log"], "`--key` is missing"),
        (&["log", "--key", &vkey], "`DIR` is missing"),
        (&["log", "a", "--key"], "`--key` needs a value"),
        (
            &["log", "a", "--key", &vkey, "--key", &vkey],
            "`--key` is given twice",
        ),
        (&["log", "a", "b", "--key", &vkey], "`b` means nothing here"),
        (
            &["log", "a", "--quick", "--key", &vkey],
            "`--quick` means nothing here",
        ),
        (&["log", "a", "--key", "nonsense"], "the key can't be used"),
        (&["proof", "--key", &vkey], "`FILE` is missing"),
        (&["witness"], "`init|add|once|serve|status` is missing"),
        (&["witness", "watch"], "`watch` means nothing here"),
        (&["witness", "init", "a"], "`--name` is missing"),
        (
            &["witness", "init", "a", "--name", "a b"],
            "the name can't be used",
        ),
        (
            &["witness", "add", "a", "--log", "nonsense"],
            "the key can't be used",
        ),
        (&["witness", "once"], "`HOME` is missing"),
        (
            &["witness", "serve", "a", "--listen", "8787"],
            "needs an address and a port",
        ),
        (&["bench", "--entries", "many"], "needs a whole number"),
    ] {
        let output = run(words);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(
            stderr.contains(reason) && stderr.contains("usage: "),
            "{stderr}"
        );
    }
    for words in [
        &["--help"][..],
        &["log", "-h"],
        &["proof", "--help"],
        &["witness", "once", "-h"],
    ] {
        assert!(accepted(&run(words)).starts_with("usage: "), "{words:?}");
    }
    assert!(accepted(&run(&["--version"])).starts_with("switchboard-verify "));
}

#[test]
fn what_is_promised_can_be_measured_anywhere() {
    let said = accepted(&run(&["bench", "--entries", "700"]));
    for row in [
        "hash and append a leaf | 700",
        "check an entry from files | 700",
        "prove one entry",
    ] {
        assert!(said.contains(row), "{said}");
    }
}
