//! The golden vectors: bytes that a second implementation made, `vectors/make.py`, out of the written format.
#![cfg(test)]

use std::collections::BTreeMap;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::cosignature::{Cosigner, cosigned_message};
use switchboard_ledger::entry::{Act, ActSecret, Opened, Part, Place, Salt, Subject, Tag};
use switchboard_ledger::entry::{KindInWords, Proved, act_root, leaf_record, verify_entry};
use switchboard_ledger::exhibit::{
    About, Before, Exhibit, ExhibitError, Exhibited, Places, RowError,
};
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::heads::heads_root;
use switchboard_ledger::note::parse_signatures;
use switchboard_ledger::note::{
    Ed25519Signer, Ed25519Verifier, KeyName, Note, VerifierKey, WitnessKey,
};
use switchboard_ledger::resumed::Resumption;
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_ledger::tree::{
    Frontier, HashReader, prove_consistency, prove_inclusion, range_root,
};
use switchboard_ledger::tree::{verify_consistency, verify_inclusion};
use switchboard_ledger::witness::AddCheckpoint;

struct Vectors(BTreeMap<String, Vec<u8>>);

impl Vectors {
    fn read(file: &str) -> Self {
        let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self(
            lines
                .map(|line| line.split_once(" =").unwrap())
                .map(|(k, v)| (k.to_owned(), unhex(v.trim())))
                .collect(),
        )
    }

    fn bytes(&self, name: &str) -> &[u8] {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("no vector `{name}`"))
    }

    fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.bytes(name).try_into().unwrap()
    }

    fn hash(&self, name: &str) -> Hash {
        Hash::from_bytes(self.array(name))
    }

    fn hashes(&self, name: &str) -> Vec<Hash> {
        self.bytes(name)
            .chunks(32)
            .map(|chunk| Hash::from_bytes(chunk.try_into().unwrap()))
            .collect()
    }

    fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.bytes(name)).unwrap()
    }
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn fill<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|n| first.wrapping_add(u8::try_from(n).unwrap()))
}

fn card_dealt() -> Act {
    Act {
        at_ms: 1_795_000_000_123,
        account: fill(0x10),
        opened: "code".to_owned(),
        kind: 401,
        purpose: "dial members for the campaign".to_owned(),
        campaign: Some(fill(0x20)),
        bank: Some(fill(0x30)),
        fields: "title,family_name,branch".to_owned(),
        licence: None,
        detail: Vec::new(),
    }
}

fn bare() -> Act {
    Act {
        at_ms: -1,
        account: [0; 16],
        opened: String::new(),
        kind: u16::MAX,
        purpose: String::new(),
        campaign: None,
        bank: None,
        fields: String::new(),
        licence: Some(fill(0x70)),
        detail: vec![0x00, 0xff],
    }
}

fn check_entry(file: &str, act: &Act, place: Place, subjects: &[Subject], shown: &[Tag]) {
    let golden = Vectors::read(file);
    let secret = ActSecret::from_bytes(golden.array("act_secret"));
    assert_eq!(act.encode(), golden.bytes("act"));
    assert_eq!(Act::decode(golden.bytes("act")).as_ref(), Ok(act));
    let commitments = act.commitments(&secret);
    for (tag, commitment) in &commitments {
        let number = tag.number();
        assert_eq!(
            secret.salt(*tag).as_bytes(),
            golden.bytes(&format!("salt_{number}"))
        );
        assert_eq!(*commitment, golden.hash(&format!("commitment_{number}")));
    }
    assert_eq!(commitments.len(), 10);
    assert_eq!(act_root(&commitments), Ok(golden.hash("act_root")));
    assert_eq!(act.root(&secret), golden.hash("act_root"));

    let place_salt = Salt::from_bytes(golden.array("place_salt"));
    assert_eq!(place.encode(), golden.bytes("place"));
    assert_eq!(Place::decode(golden.bytes("place")), Ok(place));
    assert_eq!(
        place.commitment(&place_salt),
        golden.hash("place_commitment")
    );

    let mut parts = Vec::new();
    let mut hashes = Vec::new();
    for (index, subject) in subjects.iter().enumerate() {
        let name = format!("subject_{}", index + 1);
        let salt = Salt::from_bytes(golden.array(&format!("{name}_salt")));
        assert_eq!(subject.encode(), golden.bytes(&name));
        assert_eq!(Subject::decode(golden.bytes(&name)).as_ref(), Ok(subject));
        let commitment = subject.commitment(&salt);
        assert_eq!(commitment, golden.hash(&format!("{name}_commitment")));
        hashes.push(commitment);
        parts.push(if index == 0 {
            subject.open(salt)
        } else {
            Part::Covered(commitment)
        });
    }
    let record = leaf_record(&place.commitment(&place_salt), &act.root(&secret), &hashes).unwrap();
    assert_eq!(record, golden.bytes("leaf_record"));
    assert_eq!(leaf_hash(&record), golden.hash("leaf_hash"));

    let opened = Opened {
        place: place.open(place_salt),
        act: act.open(&secret, shown),
        subjects: parts,
    };
    assert_eq!(opened.encode().unwrap(), golden.bytes("opening"));
    assert_eq!(
        Opened::decode(golden.bytes("opening")).as_ref(),
        Ok(&opened)
    );
    let verified = verify_entry(&record, &opened).unwrap();
    assert_eq!(verified.leaf(), golden.hash("leaf_hash"));
    assert_eq!(verified.place(), Proved::Open(place));
}

#[test]
fn the_golden_vectors_of_entry_v1_stand() {
    let shown = "title,family_name,branch".to_owned();
    let subjects = [
        Subject {
            member: fill(0x40),
            card: Some(fill(0x50)),
            fields: shown,
        },
        Subject {
            member: fill(0x41),
            card: None,
            fields: "branch,größe".to_owned(),
        },
    ];
    let place = Place {
        number: 2,
        previous: Hash::from_bytes(fill(0xC0)),
    };
    let open = [Tag::TIME, Tag::KIND, Tag::FIELDS];
    check_entry("entry_v1_card.txt", &card_dealt(), place, &subjects, &open);
}

#[test]
fn the_golden_vectors_of_an_entry_with_nothing_in_it_stand() {
    let all: Vec<Tag> = (1..=10).map(Tag::new).collect();
    check_entry("entry_v1_bare.txt", &bare(), Place::FIRST, &[], &all);
}

#[test]
fn an_unknown_kind_is_proved_and_said_to_be_unknown() {
    let golden = Vectors::read("entry_v1_bare.txt");
    let opened = Opened::decode(golden.bytes("opening")).unwrap();
    let verified = verify_entry(golden.bytes("leaf_record"), &opened).unwrap();
    assert_eq!(verified.kind(), Some(Proved::Open(65_535)));
    let words = verified.kind_in_words(&[(401, "card dealt")]);
    assert_eq!(words.to_string(), "bytes proved, kind 65535 unknown");
    assert_eq!(
        verified.kind_in_words(&[(65_535, "newer")]),
        KindInWords::Named(65_535, "newer")
    );
    assert_eq!(verified.at_ms(), Some(Proved::Open(-1)));
}

struct Leaves(Vec<Hash>);

impl HashReader for Leaves {
    type Error = ();

    fn node(&self, level: u8, index: u64) -> Result<Hash, ()> {
        let count = 1 << level;
        let start = usize::try_from(index).map_err(|_| ())? * count;
        let mut subtree = Frontier::new();
        self.0
            .get(start..start + count)
            .ok_or(())?
            .iter()
            .for_each(|leaf| subtree.append(*leaf));
        Ok(subtree.root())
    }
}

#[test]
fn the_golden_vectors_of_the_tree_stand() {
    let golden = Vectors::read("tree.txt");
    let leaves = Leaves((0..8).map(|n| leaf_hash(&[n])).collect());
    for size in 0..=8 {
        assert_eq!(
            range_root(0, size, &leaves),
            Ok(golden.hash(&format!("root_{size}")))
        );
    }
    let root = golden.hash("root_7");
    for index in 0..7 {
        let proof = golden.hashes(&format!("inclusion_{index}_of_7"));
        assert_eq!(prove_inclusion(7, index, &leaves), Ok(proof.clone()));
        let leaf = leaves.0[usize::try_from(index).unwrap()];
        assert_eq!(verify_inclusion(&leaf, index, 7, &root, &proof), Ok(()));
    }
    for old in 1..=7 {
        let proof = golden.hashes(&format!("consistency_{old}_to_7"));
        assert_eq!(prove_consistency(old, 7, &leaves), Ok(proof.clone()));
        let old_root = golden.hash(&format!("root_{old}"));
        assert_eq!(
            verify_consistency((old, &old_root), (7, &root), &proof),
            Ok(())
        );
    }
    let heads = [
        (fill(0x10), 2, leaves.0[1]),
        (fill(0x20), 1, leaves.0[0]),
        (fill(0x30), 9, leaves.0[5]),
    ];
    assert_eq!(heads_root(&heads), Ok(golden.hash("heads_root")));
    let resumption = Resumption {
        from: 3,
        size: 7,
        root: golden.hash("root_7"),
    };
    assert_eq!(resumption.link(), golden.hash("resumed_link"));
}

#[test]
fn the_golden_checkpoint_is_signed_and_checked_as_written() {
    let golden = Vectors::read("checkpoint.txt");
    let name = KeyName::parse("log.example.org/demo").unwrap();
    let signer = Ed25519Signer::from_seed(name, &golden.array("seed"));
    assert_eq!(signer.verifier_key().to_string(), golden.text("vkey"));
    let root = Vectors::read("tree.txt").hash("root_7");
    let checkpoint = Checkpoint::new("log.example.org/demo", 7, root).unwrap();
    assert_eq!(checkpoint.body(), golden.text("body"));
    let mut note = Note::new(checkpoint.body()).unwrap();
    note.sign(&signer).unwrap();
    assert_eq!(note.to_string(), golden.text("note"));

    let read = Note::parse(golden.bytes("note")).unwrap();
    let key = Ed25519Verifier::new(&VerifierKey::parse(golden.text("vkey")).unwrap()).unwrap();
    assert_eq!(read.verify(&[&key]).unwrap().len(), 1);
    assert_eq!(Checkpoint::parse(read.text()), Ok(checkpoint));
}

#[test]
fn the_golden_cosignature_request_and_proof_are_made_and_read_as_written() {
    let golden = Vectors::read("witness.txt");
    let note = Note::parse(Vectors::read("checkpoint.txt").bytes("note")).unwrap();
    let name = KeyName::parse("witness.example.org/w1").unwrap();
    let witness = Cosigner::from_seed(name, &golden.array("seed"));
    assert_eq!(witness.witness_key().to_string(), golden.text("vkey"));
    let message = cosigned_message(1_795_000_000, note.text());
    assert_eq!(message, golden.bytes("message"));
    let signature = witness.cosign(&note, 1_795_000_000).unwrap();
    assert_eq!(
        parse_signatures(golden.bytes("answer")),
        Ok(vec![signature.clone()])
    );
    let mut cosigned = note.clone();
    cosigned.add(signature).unwrap();
    assert_eq!(cosigned.to_string(), golden.text("cosigned"));

    let leaves = Leaves((0..7).map(|n| leaf_hash(&[n])).collect());
    let proof = prove_consistency(3, 7, &leaves).unwrap();
    let request = AddCheckpoint::new(3, proof, note).unwrap();
    assert_eq!(request.to_string(), golden.text("request"));
    assert_eq!(AddCheckpoint::parse(golden.bytes("request")), Ok(request));
    let path = prove_inclusion(7, 2, &leaves).unwrap();
    let proof = TlogProof::new(2, path, cosigned)
        .unwrap()
        .with_extra(b"\0opening".to_vec())
        .unwrap();
    assert_eq!(proof.to_string(), golden.text("proof"));
    assert_eq!(TlogProof::parse(golden.bytes("proof")), Ok(proof.clone()));
    assert_eq!(proof.leads_to(&leaves.0[2]).unwrap().size(), 7);
}

/// The exhibit of `vectors/exhibit.txt`, put together here out of the entries' own vectors.
fn golden_exhibit(golden: &Vectors) -> Exhibit {
    let (card, first) = (
        Vectors::read("entry_v1_card.txt"),
        Vectors::read("entry_v1_bare.txt"),
    );
    let mut leaves = Leaves((0..5).map(|n| leaf_hash(&[n])).collect());
    leaves.0[0] = first.hash("leaf_hash");
    leaves.0[2] = card.hash("leaf_hash");
    let entry = |index, is_beside, of: &Vectors, members: &[u64]| Exhibited {
        index,
        is_beside,
        opened: Opened::decode(of.bytes("opening")).unwrap(),
        proof: prove_inclusion(5, index, &leaves).unwrap(),
        members: members.to_vec(),
    };
    let caller = "101112131415161718191a1b1c1d1e1f";
    let names = [
        ("401", "A number was shown"),
        (caller, "Caller “12” <b>&</b> \\ \u{2028}"),
    ];
    Exhibit {
        about: About::Member(fill(0x40)),
        from_ms: 1_795_000_000_000,
        until_ms: 1_795_000_001_000,
        part: Places {
            first: 2,
            next: Some(4),
        },
        log: VerifierKey::parse(Vectors::read("checkpoint.txt").text("vkey")).unwrap(),
        witnesses: vec![WitnessKey::parse(Vectors::read("witness.txt").text("vkey")).unwrap()],
        checkpoint: Note::parse(golden.bytes("newer")).unwrap(),
        before: Some(Before {
            checkpoint: Note::parse(golden.bytes("older")).unwrap(),
            proof: prove_consistency(2, 5, &leaves).unwrap(),
        }),
        members: vec![Some(fill(0x40)), None],
        entries: vec![entry(0, true, &first, &[]), entry(2, false, &card, &[1, 2])],
        heads: Vec::new(),
        names: names
            .map(|(of, name)| (of.to_owned(), name.to_owned()))
            .into(),
    }
}

#[test]
fn the_golden_exhibit_is_written_read_and_checked_as_written() {
    let golden = Vectors::read("exhibit.txt");
    let made = golden_exhibit(&golden);
    assert_eq!(made.encode().unwrap(), golden.text("exhibit"));
    let read = Exhibit::parse(golden.bytes("exhibit")).unwrap();
    assert_eq!(read, made);
    let checked = read.check().unwrap();
    let witness = "witness.example.org/w1".to_owned();
    assert_eq!(checked.checkpoint.size(), 5);
    assert_eq!(checked.seen, [(witness.clone(), 1_795_000_060)]);
    let (older, seen) = checked.before.unwrap();
    assert_eq!(older.size(), 2);
    assert_eq!(seen, [(witness, 1_794_999_940)]);
    assert_eq!(checked.run, None);

    let text = golden.text("exhibit");
    for (from, to) in [
        ("1795000000000", "1795000000124"),
        ("\"index\":2", "\"index\":3"),
        ("\"members\":[1,2]", "\"members\":[2,1]"),
        (
            "404142434445464748494a4b4c4d4e4f",
            "414142434445464748494a4b4c4d4e4f",
        ),
        ("\"beside\":true", "\"beside\":false"),
        // It begins behind its entry, ends before it, ends where it begins, and goes on beyond the log.
        ("\"first\":2", "\"first\":3"),
        ("\"next\":4", "\"next\":2"),
        ("\"next\":4", "\"next\":1"),
        ("\"next\":4", "\"next\":5"),
    ] {
        let bent = text.replace(from, to);
        assert_ne!(bent, text, "{from}");
        let refused = Exhibit::parse(bent.as_bytes()).and_then(|exhibit| exhibit.check());
        assert!(refused.is_err(), "{from}");
    }
}

/// Up to which entry all of the golden account's acts are pinned, or why they are not.
fn pinned(text: &str) -> Result<Option<u64>, ExhibitError> {
    let checked = Exhibit::parse(text.as_bytes())?.check()?;
    Ok(checked.pinned.map(|pinned| pinned.until.entry))
}

#[test]
fn the_golden_account_is_shown_to_be_all_up_to_its_last_pin_and_no_changed_row_is() {
    let golden = Vectors::read("exhibit_account.txt");
    let text = golden.text("exhibit");
    let read = Exhibit::parse(golden.bytes("exhibit")).unwrap();
    assert_eq!(read.encode().unwrap(), text);
    let checked = read.check().unwrap();
    assert_eq!(checked.run, Some((3, 5)));
    let all = checked.pinned.unwrap();
    let since = all.since.unwrap();
    assert_eq!((since.entry, since.size, since.number), (1, 1, 1));
    assert_eq!(
        (all.until.entry, all.until.size, all.until.number),
        (5, 5, 4)
    );
    assert_eq!((all.beyond, all.places(&read)), (1, (1, 5)));
    let path = |at: usize| read.heads[at].row.path[0].to_base64();
    let other = Hash::ZERO.to_base64();
    for (from, to) in [
        ("\"entry\":1,", "\"entry\":2,"),
        ("\"entry\":5,", "\"entry\":4,"),
        ("\"number\":1,", "\"number\":2,"),
        ("\"number\":4,", "\"number\":5,"),
        ("\"row\":1,", "\"row\":0,"),
        ("\"rows\":2,", "\"rows\":3,"),
        ("\"rows\":1,", "\"rows\":2,"),
        (path(1).as_str(), other.as_str()),
        (
            read.heads[0].row.reached.head.to_base64().as_str(),
            other.as_str(),
        ),
        (
            read.heads[1].row.reached.head.to_base64().as_str(),
            other.as_str(),
        ),
        ("\"path\":[]", &format!("\"path\":[\"{other}\"]")),
        // An entry of the span that passes for one beside it, and a span that begins before the earlier row.
        (
            "\"index\":3,\"beside\":false",
            "\"index\":3,\"beside\":true",
        ),
        ("\"from\":1795000000000", "\"from\":1794999985000"),
        ("\"from\":1795000000000", "\"from\":1794999990000"),
    ] {
        assert!(text.contains(from), "{from}");
        let bent = text.replacen(from, to, 1);
        assert!(pinned(&bent).is_err(), "{from} {to}");
    }
    let change = |change: fn(&mut Exhibit)| {
        let mut exhibit = read.clone();
        change(&mut exhibit);
        exhibit.check().map(|checked| checked.pinned.is_some())
    };
    assert_eq!(change(|e| e.heads.clear()), Ok(false));
    let row = |at, error| Err(ExhibitError::Row(at, error));
    assert_eq!(change(|e| e.heads.swap(0, 1)), row(5, RowError::Rows));
    let thrice = |e: &mut Exhibit| e.heads.push(e.heads[1].clone());
    assert_eq!(change(thrice), row(5, RowError::Rows));
    assert_eq!(
        change(|e| e.heads[1] = e.heads[0].clone()),
        row(1, RowError::Rows)
    );
    for at in 1..4 {
        // The one beside, the first, the last of those that are pinned.
        let mut less = read.clone();
        less.entries.remove(at);
        let refused = less.check().unwrap_err();
        assert!(
            matches!(refused, ExhibitError::Row(5, RowError::NotAll(_))),
            "{refused}"
        );
    }
    // Without the earlier row its account's entries would have to begin with the first.
    let refused = change(|e| drop(e.heads.remove(0))).unwrap_err();
    assert!(
        matches!(refused, ExhibitError::Row(5, RowError::NotAll(_))),
        "{refused}"
    );
}
