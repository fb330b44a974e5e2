//! How a witness decides, sentence by sentence of C2SP tlog-witness, and two witnesses of a log that lies.
#![cfg(test)]

use switchboard_ledger::checkpoint::{Checkpoint, CheckpointError};
use switchboard_ledger::cosignature::Cosigner;
use switchboard_ledger::hash::{Hash, HashError, leaf_hash};
use switchboard_ledger::note::*;
use switchboard_ledger::policy::{Policy, PolicyRefused};
use switchboard_ledger::tree::{Frontier, HashReader, prove_consistency};
use switchboard_ledger::witness::*;

const ORIGIN: &str = "log.example.org/a";

fn key() -> Ed25519Signer {
    Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[1; 32])
}

/// A log's history: entry `n` is the number, or something else from `rewritten` on.
#[derive(Clone, Copy)]
struct History {
    rewritten: u64,
}

const TRUE: History = History {
    rewritten: u64::MAX,
};

impl History {
    fn leaf(self, index: u64) -> Hash {
        let is_true = index < self.rewritten;
        leaf_hash(&[&[u8::from(is_true)], index.to_be_bytes().as_slice()].concat())
    }

    fn root(self, size: u64) -> Hash {
        let mut tree = Frontier::new();
        (0..size).for_each(|index| tree.append(self.leaf(index)));
        tree.root()
    }

    fn note(self, size: u64) -> Note {
        let mut note = Note::new(
            Checkpoint::new(ORIGIN, size, self.root(size))
                .unwrap()
                .body(),
        )
        .unwrap();
        note.sign(&key()).unwrap();
        note
    }

    fn request(self, old: u64, size: u64) -> AddCheckpoint {
        let proof = prove_consistency(old.min(size), size, &self).unwrap();
        AddCheckpoint::new(old, proof, self.note(size)).unwrap()
    }
}

impl HashReader for History {
    type Error = ();

    fn node(&self, level: u8, index: u64) -> Result<Hash, ()> {
        let mut tree = Frontier::new();
        let count = 1 << level;
        (index * count..(index + 1) * count).for_each(|leaf| tree.append(self.leaf(leaf)));
        Ok(tree.root())
    }
}

/// A witness that keeps what it saw.
struct Witness {
    cosigner: Cosigner,
    seen: Seen,
}

impl Witness {
    fn new(number: u8) -> Self {
        let name = KeyName::parse(&format!("witness.example.org/w{number}")).unwrap();
        Self {
            cosigner: Cosigner::from_seed(name, &[100 + number; 32]),
            seen: Seen::nothing(),
        }
    }

    fn ask(&mut self, request: &AddCheckpoint) -> Result<Signature, NotCosigned> {
        let log = Ed25519Verifier::new(key().verifier_key()).unwrap();
        let checkpoint = judge(request, Some(&[&log]), &self.seen)?;
        self.seen = Seen {
            size: checkpoint.size(),
            root: *checkpoint.root(),
        };
        Ok(self.cosigner.cosign(request.note(), 1_000).unwrap())
    }
}

#[test]
fn a_log_that_only_grows_is_cosigned_at_every_size() {
    for step in 1..6 {
        let mut witness = Witness::new(1);
        let mut old = 0;
        while old < 40 {
            let size = old + step;
            let request = TRUE.request(old, size);
            let read = AddCheckpoint::parse(request.to_string().as_bytes()).unwrap();
            assert_eq!(read, request);
            assert!(witness.ask(&read).is_ok(), "{old} to {size}");
            // Asked again for the same, it cosigns again.
            assert!(witness.ask(&TRUE.request(size, size)).is_ok());
            old = size;
        }
    }
}

#[test]
fn each_refusal_has_the_status_and_the_answer_that_the_source_says() {
    let mut witness = Witness::new(1);
    witness.ask(&TRUE.request(0, 10)).unwrap();
    let mut check = |request: AddCheckpoint, status, body: &str| {
        let refused = witness.ask(&request).unwrap_err();
        assert_eq!(refused.status(), status, "{refused}");
        assert!(refused.body().contains(body), "{}", refused.body());
        let is_size = refused.content_type() == SIZE_CONTENT_TYPE;
        assert_eq!(is_size, parse_size(refused.body().as_bytes()).is_some());
        refused
    };
    let stale = check(TRUE.request(9, 12), 409, "10\n");
    assert_eq!(parse_size(stale.body().as_bytes()), Some(10));
    check(TRUE.request(0, 12), 409, "10\n");
    check(TRUE.request(11, 12), 409, "10\n");
    // The witness never goes back, even to what it saw.
    check(TRUE.request(5, 5), 409, "10\n");
    let ahead = AddCheckpoint::new(10, vec![], TRUE.note(9)).unwrap();
    check(ahead, 400, "the old size 10 is beyond the checkpoint's 9");
    let other = History { rewritten: 9 };
    let split = check(other.request(10, 10), 409, "two histories");
    assert!(split.is_contradiction());
    check(other.request(10, 12), 422, "does not show");
    let mut proof = TRUE.request(10, 12).proof().to_vec();
    proof.push(Hash::ZERO);
    let longer = AddCheckpoint::new(10, proof, TRUE.note(12)).unwrap();
    // A stranger sent an honest checkpoint with a proof of their own: that says nothing against the log.
    assert!(!check(longer, 422, "does not show").is_contradiction());
    let unsigned = TRUE.note(12).to_string().replace("\n12\n", "\n13\n");
    let unsigned = Note::parse(unsigned.as_bytes()).unwrap();
    check(
        AddCheckpoint::new(10, vec![], unsigned).unwrap(),
        403,
        "did not sign",
    );
    let letter = Note::parse("text\n\n— a AAAAAQI=\n".as_bytes()).unwrap();
    check(
        AddCheckpoint::new(10, vec![], letter).unwrap(),
        400,
        "no checkpoint",
    );
    let good = TRUE.request(10, 12);
    let unknown = judge(&good, None, &witness.seen).unwrap_err();
    assert_eq!((unknown, unknown.status()), (NotCosigned::UnknownLog, 404));
    assert_eq!(witness.seen.size, 10);
    assert!(witness.ask(&good).is_ok());
}

#[test]
fn an_empty_log_has_the_empty_root_and_needs_no_proof() {
    let mut witness = Witness::new(1);
    assert!(witness.ask(&TRUE.request(0, 0)).is_ok());
    let lie = Checkpoint::new(ORIGIN, 0, Hash::ZERO).unwrap();
    let mut note = Note::new(lie.body()).unwrap();
    note.sign(&key()).unwrap();
    let lie = AddCheckpoint::new(0, vec![], note).unwrap();
    assert_eq!(witness.ask(&lie).unwrap_err().status(), 422);
    let with_proof = AddCheckpoint::new(0, vec![Hash::ZERO], TRUE.note(3)).unwrap();
    assert_eq!(witness.ask(&with_proof).unwrap_err().status(), 422);
    assert!(witness.ask(&TRUE.request(0, 3)).is_ok());
}

/// The log shows one history to the first witness and another to the second. Each sees nothing wrong; but no
/// checkpoint gets both, and the first request to the other one brings it out.
#[test]
fn a_split_view_shown_to_two_witnesses_gets_no_quorum_and_is_caught() {
    let (mut first, mut second) = (Witness::new(1), Witness::new(2));
    let other = History { rewritten: 7 };
    let policy = {
        let key = key().verifier_key().clone();
        let lines = [&first, &second].map(|one| {
            let key = one.cosigner.witness_key();
            format!("witness {} {key}\n", key.name())
        });
        let names = "witness.example.org/w1 witness.example.org/w2";
        let text = format!(
            "log {key}\n{}{}group both all {names}\nquorum both\n",
            lines[0], lines[1]
        );
        Policy::parse(&text).unwrap()
    };
    let shared = TRUE.request(0, 5);
    let mut agreed = TRUE.note(5);
    agreed.add(first.ask(&shared).unwrap()).unwrap();
    agreed.add(second.ask(&shared).unwrap()).unwrap();
    assert!(policy.check(&agreed).is_ok());

    let (mut to_one, mut to_other) = (TRUE.note(9), other.note(9));
    assert_ne!(to_one.text(), to_other.text());
    to_one.add(first.ask(&TRUE.request(5, 9)).unwrap()).unwrap();
    to_other
        .add(second.ask(&other.request(5, 9)).unwrap())
        .unwrap();
    for view in [&to_one, &to_other] {
        assert_eq!(
            policy.check(view),
            Err(PolicyRefused::NoQuorum { cosigned: 1 })
        );
    }
    // Asked for the other's history, each finds two roots for one size, signed by the log: that is the proof.
    let caught = second.ask(&TRUE.request(9, 9)).unwrap_err();
    assert_eq!(caught, NotCosigned::OtherRoot { size: 9 });
    let caught = first.ask(&other.request(9, 12)).unwrap_err();
    assert_eq!(caught, NotCosigned::NotProved { old: 9, size: 12 });
    // And from the last state that both saw, neither can be taken back.
    assert_eq!(
        first.ask(&other.request(5, 9)),
        Err(NotCosigned::Stale { size: 9 })
    );
}

#[test]
fn what_is_no_request_is_refused_by_its_fault() {
    let good = TRUE.request(5, 9).to_string();
    let check = |text: &str, error| {
        assert_eq!(AddCheckpoint::parse(text.as_bytes()), Err(error), "{text}");
        assert_eq!(NotCosigned::Request(error).status(), 400);
    };
    check("", RequestError::Old);
    check(&good.replace("old 5", "old  5"), RequestError::Old);
    for old in ["", "05", "-5", "+5", "5 ", "18446744073709551616"] {
        check(
            &good.replace("old 5\n", &format!("old {old}\n")),
            RequestError::Old,
        );
    }
    let hash = |line, error| RequestError::Hash { line, error };
    check(
        &good.replace("old 5\n", "old 5\nAAAA\n"),
        hash(1, HashError::Length),
    );
    check(
        &good.replace("old 5\n", "old 5\n \n"),
        hash(1, HashError::Base64),
    );
    let many = format!(
        "old 5\n{}",
        format!("{}\n", Hash::ZERO.to_base64()).repeat(64)
    );
    check(&good.replace("old 5\n", &many), RequestError::Proof);
    check(
        good.split("\n\n").next().unwrap(),
        RequestError::NoCheckpoint,
    );
    check(good.trim_end(), RequestError::Note(NoteError::Shape));
    assert_eq!(AddCheckpoint::parse(&[0xff]), Err(RequestError::Characters));
    assert_eq!(
        AddCheckpoint::parse(&vec![b'a'; REQUEST_BYTES_MAX + 1]),
        Err(RequestError::TooLong)
    );
    assert_eq!(
        NotCosigned::Checkpoint(CheckpointError::Lines).status(),
        400
    );
    for size in ["", "10", "010\n", "10\n\n", "-1\n", "\u{661}\n"] {
        assert_eq!(parse_size(size.as_bytes()), None, "{size}");
    }
}

#[test]
fn no_changed_bit_of_a_request_moves_a_witness() {
    let good = TRUE.request(5, 9).to_string();
    for bit in 0..good.len() * 8 {
        let mut changed = good.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let mut witness = Witness::new(1);
        witness.ask(&TRUE.request(0, 5)).unwrap();
        if let Ok(request) = AddCheckpoint::parse(&changed) {
            assert!(witness.ask(&request).is_err(), "bit {bit}");
        }
        assert_eq!(witness.seen.size, 5);
    }
}
