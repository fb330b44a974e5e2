//! A log of real entries, published as files, and the built program to check it with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::cosignature::Cosigner;
use switchboard_ledger::entry::*;
use switchboard_ledger::hash::{Hash, leaf_hash, sha256};
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note};
use switchboard_ledger::publish::{Folder, LogSource, publish};
use switchboard_ledger::tile::*;
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_ledger::tree::{Frontier, prove_inclusion, root_of_empty};

pub const ORIGIN: &str = "log.example.org/test";

pub fn key() -> Ed25519Signer {
    Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[1; 32])
}

pub fn vkey() -> String {
    key().verifier_key().to_string()
}

pub fn witness(number: u8) -> Cosigner {
    let name = KeyName::parse(&format!("witness.example.org/w{number}")).unwrap();
    Cosigner::from_seed(name, &[100 + number; 32])
}

fn salt(of: &str, index: u64) -> [u8; 32] {
    *sha256(format!("{of} {index}").as_bytes()).as_bytes()
}

fn id(of: &str, index: u64) -> [u8; 16] {
    salt(of, index)[..16].try_into().unwrap()
}

/// Entry `index`: a look at two members.
pub fn opened(index: u64, shown: &[Tag]) -> Opened {
    let act = Act {
        at_ms: 1_795_000_000_000 + i64::try_from(index).unwrap(),
        account: id("account", index % 7),
        opened: "code".to_owned(),
        kind: 401,
        purpose: "dial members for the campaign".to_owned(),
        campaign: Some(id("campaign", index % 2)),
        bank: None,
        fields: "title,family_name,branch".to_owned(),
        licence: None,
        detail: Vec::new(),
    };
    let secret = ActSecret::from_bytes(salt("secret", index));
    let place = Place {
        number: index + 2,
        previous: Hash::from_bytes(salt("head", index)),
    };
    let subject = |of: &str| {
        Subject {
            member: id(of, index),
            card: Some(id("card", index)),
            fields: "title,family_name,branch".to_owned(),
        }
        .open(Salt::from_bytes(salt(of, index)))
    };
    let covered = Part::Covered(subject("second").commitment(Tag::SUBJECT));
    Opened {
        place: place.open(Salt::from_bytes(salt("place", index))),
        act: act.open(&secret, shown),
        subjects: vec![subject("first"), covered],
    }
}

/// A log's history in memory; entry `n` is something else from `rewritten` on.
pub struct History {
    rewritten: u64,
    records: Vec<[u8; LEAF_RECORD_BYTES]>,
    levels: BTreeMap<u8, Vec<Hash>>,
    roots: Vec<Hash>,
}

impl History {
    pub fn new(size: u64) -> Self {
        Self::rewritten(size, u64::MAX)
    }

    pub fn rewritten(size: u64, rewritten: u64) -> Self {
        let mut history = Self {
            rewritten,
            records: Vec::new(),
            levels: BTreeMap::new(),
            roots: vec![root_of_empty()],
        };
        let mut tree = Frontier::new();
        for index in 0..size {
            let record = history.opened(index).leaf_record().unwrap();
            tree.append_visiting(leaf_hash(&record), |node| {
                if node.level % TILE_HEIGHT == 0 {
                    let level = node.level / TILE_HEIGHT;
                    history.levels.entry(level).or_default().push(node.hash);
                }
            });
            history.records.push(record);
            history.roots.push(tree.root());
        }
        history
    }

    pub fn opened(&self, index: u64) -> Opened {
        let other = if index < self.rewritten { 0 } else { 1_000_000 };
        opened(index + other, &[Tag::TIME, Tag::KIND, Tag::FIELDS])
    }

    /// The checkpoint of the first `size` entries, signed by the log and cosigned by these witnesses.
    pub fn note(&self, size: u64, witnesses: &[u8]) -> Note {
        let at: Vec<_> = witnesses.iter().map(|one| (*one, 1_795_000_100)).collect();
        self.note_at(size, &at)
    }

    /// The same, with the time at which each witness cosigned.
    pub fn note_at(&self, size: u64, witnesses: &[(u8, u64)]) -> Note {
        let mut note = self.note_by(size, &key());
        for (number, time) in witnesses {
            note.add(witness(*number).cosign(&note, *time).unwrap())
                .unwrap();
        }
        note
    }

    /// The checkpoint as a log of another name, or with another key, signs it.
    pub fn note_by(&self, size: u64, key: &Ed25519Signer) -> Note {
        let root = self.roots[usize::try_from(size).unwrap()];
        let origin = key.verifier_key().name().as_str();
        let mut note = Note::new(Checkpoint::new(origin, size, root).unwrap().body()).unwrap();
        note.sign(key).unwrap();
        note
    }

    /// Publishes the first `size` entries into a folder, over what is there.
    pub fn publish(&self, size: u64, witnesses: &[u8], folder: &Path) {
        publish(self, &self.note(size, witnesses), &mut Folder::new(folder)).unwrap();
    }

    /// The proof of one entry, with its opening.
    pub fn proof(&self, size: u64, index: u64, witnesses: &[u8]) -> TlogProof {
        let path = prove_inclusion(size, index, &TiledHashes::new(self, size)).unwrap();
        TlogProof::new(index, path, self.note(size, witnesses))
            .unwrap()
            .with_extra(self.opened(index).encode().unwrap())
            .unwrap()
    }
}

fn range(index: u64, width: u16) -> std::ops::Range<usize> {
    let start = usize::try_from(index).unwrap() * 256;
    start..start + usize::from(width)
}

impl TileReader for History {
    type Error = String;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, String> {
        let hashes = self.levels[&id.level()][range(id.index(), id.width())].to_vec();
        Ok(Tile::new(id, hashes).unwrap().encode())
    }
}

impl LogSource for History {
    fn bundle(&self, id: BundleId) -> Result<Vec<u8>, String> {
        let records = &self.records[range(id.index(), id.width())];
        Ok(encode_bundle(records.iter().map(<[u8; 33]>::as_slice)).unwrap())
    }
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_switchboard-verify"));
    command.args(words);
    command
}

pub fn run(words: &[&str]) -> Output {
    command(words).output().unwrap()
}

#[track_caller]
pub fn accepted(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), stderr.as_ref()), (Some(0), ""));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
pub fn refused(output: &Output, reason: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains(reason), "{stderr}");
}
