//! Cosignatures, proofs as files and policies, against golden bytes and against everything that is not one.
#![cfg(test)]

use proptest::prelude::*;
use switchboard_ledger::checkpoint::{Checkpoint, CheckpointError};
use switchboard_ledger::cosignature::*;
use switchboard_ledger::hash::{Hash, HashError, leaf_hash};
use switchboard_ledger::note::*;
use switchboard_ledger::policy::*;
use switchboard_ledger::tlog_proof::*;
use switchboard_ledger::tree::{Frontier, HashReader, ProofError, prove_inclusion};

const ORIGIN: &str = "log.example.org/a";

fn log() -> Ed25519Signer {
    Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[1; 32])
}

fn witness(number: u8) -> Cosigner {
    let name = KeyName::parse(&format!("witness.example.org/w{number}")).unwrap();
    Cosigner::from_seed(name, &[100 + number; 32])
}

struct Leaves(u64);

impl Leaves {
    fn leaf(index: u64) -> Hash {
        leaf_hash(&index.to_be_bytes())
    }

    fn root(&self) -> Hash {
        let mut tree = Frontier::new();
        (0..self.0).for_each(|index| tree.append(Self::leaf(index)));
        tree.root()
    }
}

impl HashReader for Leaves {
    type Error = ();

    fn node(&self, level: u8, index: u64) -> Result<Hash, ()> {
        let mut tree = Frontier::new();
        let count = 1 << level;
        (index * count..(index + 1) * count).for_each(|leaf| tree.append(Self::leaf(leaf)));
        Ok(tree.root())
    }
}

/// A checkpoint of `size` entries, signed by the log and cosigned by these witnesses at 1,000 s and more.
fn cosigned(size: u64, witnesses: &[u8]) -> Note {
    let checkpoint = Checkpoint::new(ORIGIN, size, Leaves(size).root()).unwrap();
    let mut note = Note::new(checkpoint.body()).unwrap();
    note.sign(&log()).unwrap();
    for number in witnesses {
        let signature = witness(*number)
            .cosign(&note, 1_000 + u64::from(*number))
            .unwrap();
        note.add(signature).unwrap();
    }
    note
}

fn policy(need: &str) -> Policy {
    let mut text = format!("# ours\n\nlog {}\n", log().verifier_key());
    for number in 1..=3 {
        let key = witness(number).witness_key().to_string();
        text += &["witness w", &number.to_string(), "\t", &key, "\n"].concat();
    }
    Policy::parse(&format!("{text}group all {need} w1 w2 w3\nquorum all\n")).unwrap()
}

#[test]
fn a_cosignature_reads_as_the_source_shows_it() {
    let note = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let read = Note::parse(note.as_bytes()).unwrap();
    let signature = &read.signatures()[1];
    let seen = Cosigned::of(signature).unwrap();
    assert_eq!(seen.time, 1_679_315_147);
    assert_eq!(seen.encode(), signature.bytes());
    assert_eq!(signature.key_id(), 0x8d66_cf3f);
    assert_eq!(
        String::from_utf8(cosigned_message(seen.time, read.text())).unwrap(),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
         CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
    assert_eq!(
        Cosigned::of(&read.signatures()[0]),
        Err(CosignedError::Length)
    );
    assert_eq!(
        Cosigned::parse(&[0xff; Cosigned::BYTES]),
        Err(CosignedError::Time)
    );
}

#[test]
fn every_changed_bit_of_a_cosigned_checkpoint_is_refused() {
    let whole = cosigned(5, &[1, 2, 3]).to_string();
    assert_eq!(Note::parse(whole.as_bytes()).unwrap().to_string(), whole);
    let policy = policy("all");
    let believed = |bytes: &[u8]| Note::parse(bytes).is_ok_and(|note| policy.check(&note).is_ok());
    assert!(believed(whole.as_bytes()));
    for bit in 0..whole.len() * 8 {
        let mut changed = whole.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!believed(&changed), "bit {bit}");
    }
}

#[test]
fn a_cosignature_is_no_signature_of_a_log_and_the_other_way_round() {
    let name = KeyName::parse("both.example.org").unwrap();
    let (as_log, as_witness) = (
        Ed25519Signer::from_seed(name.clone(), &[9; 32]),
        Cosigner::from_seed(name, &[9; 32]),
    );
    assert_ne!(as_log.verifier_key().id(), as_witness.witness_key().id());
    let log_key = as_log.verifier_key().to_string();
    let witness_key = as_witness.witness_key().to_string();
    assert_eq!(WitnessKey::parse(&log_key), Err(KeyError::NotAWitness(1)));
    assert_eq!(
        VerifierKey::parse(&witness_key),
        Err(KeyError::UnknownKind(4))
    );
    assert_eq!(
        WitnessKey::parse(&witness_key).unwrap(),
        *as_witness.witness_key()
    );
    // The same key's plain signature under the witness's number isn't taken for a cosignature.
    let text = cosigned(5, &[]).text().to_owned();
    let plain = as_log.sign(text.as_bytes()).unwrap();
    let checker = CosignatureVerifier::new(as_witness.witness_key()).unwrap();
    assert!(!checker.verify(text.as_bytes(), &plain));
    assert!(!checker.verify(text.as_bytes(), &[&[0; 8], plain.as_slice()].concat()));
}

#[test]
fn a_witness_cosigns_checkpoints_and_nothing_else() {
    let letter = Note::new("Dear witness,\nplease sign.\n".to_owned()).unwrap();
    assert_eq!(
        witness(1).cosign(&letter, 1),
        Err(CosignError::Checkpoint(CheckpointError::Lines))
    );
    let note = cosigned(5, &[]);
    assert_eq!(
        witness(1).cosign(&note, TIME_MAX + 1),
        Err(CosignError::Time)
    );
    assert!(witness(1).cosign(&note, TIME_MAX).is_ok());
}

#[test]
fn a_quorum_is_met_by_enough_of_its_witnesses_and_by_no_fewer() {
    for (need, enough) in [("any", 1), ("2", 2), ("all", 3)] {
        let policy = policy(need);
        for by in [&[][..], &[1], &[2], &[1, 3], &[2, 3], &[1, 2, 3]] {
            let note = cosigned(5, by);
            let answer = policy.check(&note);
            if by.len() >= enough {
                let agreed = answer.unwrap();
                let times: Vec<_> = agreed.cosigned.iter().map(|(_, time)| *time).collect();
                let given: Vec<_> = by.iter().map(|n| 1_000 + u64::from(*n)).collect();
                assert_eq!((agreed.checkpoint.size(), times), (5, given));
            } else {
                let cosigned = by.len();
                assert_eq!(answer, Err(PolicyRefused::NoQuorum { cosigned }));
            }
        }
    }
}

#[test]
fn one_witness_that_signs_twice_counts_once_and_a_stranger_not_at_all() {
    let mut note = cosigned(5, &[1, 7]);
    note.add(witness(1).cosign(&note, 2_000).unwrap()).unwrap();
    assert_eq!(note.signatures().len(), 4);
    assert_eq!(
        policy("2").check(&note),
        Err(PolicyRefused::NoQuorum { cosigned: 1 })
    );
    // One that stands there already is not added again.
    note.add(note.signatures()[1].clone()).unwrap();
    assert_eq!(note.signatures().len(), 4);
}

#[test]
fn a_checkpoint_of_another_log_or_by_another_key_is_refused_whoever_cosigned() {
    let other = Checkpoint::new("log.example.org/b", 5, Leaves(5).root()).unwrap();
    let mut note = Note::new(other.body()).unwrap();
    note.sign(&log()).unwrap();
    for number in 1..=3 {
        note.add(witness(number).cosign(&note, 1).unwrap()).unwrap();
    }
    assert_eq!(policy("all").check(&note), Err(PolicyRefused::NoLog));
    let by_witnesses = cosigned(5, &[1, 2, 3]).with_only(|one| one.name().as_str() != ORIGIN);
    assert_eq!(by_witnesses.signatures().len(), 3);
    assert_eq!(
        policy("all").check(&by_witnesses),
        Err(PolicyRefused::NoLog)
    );
    assert_eq!(
        policy("all").check(&cosigned(5, &[]).with_only(|_| false)),
        Err(PolicyRefused::Note(NoteError::NobodyKnown))
    );
}

#[test]
fn groups_of_groups_count_as_the_source_says() {
    let mut text = String::new();
    for number in 1..=6 {
        let key = witness(number).witness_key().to_string();
        text += &["witness ", &number.to_string(), " ", &key, "\n"].concat();
    }
    text += "group x 2 1 2 3\n  group y any 4 5 6 \ngroup both all x y\nquorum both\n";
    let policy = Policy::parse(&text).unwrap();
    let met = |by: &[&str]| policy.is_met(|witness| by.contains(&witness.name.as_str()));
    assert!(met(&["1", "3", "5"]) && met(&["1", "2", "3", "4", "5", "6"]));
    assert!(!met(&["1", "2", "3"]) && !met(&["1", "4", "5", "6"]) && !met(&[]));
    assert_eq!(Policy::parse(&policy.to_string()).unwrap(), policy);
    let none = Policy::of(policy.logs(), 0, policy.witnesses()).unwrap();
    assert!(none.is_met(|_| false));
    let four = Policy::of(&[], 4, policy.witnesses()).unwrap();
    assert!(four.is_met(|one| one.name != "1" && one.name != "2"));
    assert!(!four.is_met(|one| one.name.as_str() > "3"));
    assert!(Policy::of(&[], 7, policy.witnesses()).is_err());
}

/// Every pair of sets of witnesses is tried: those in both are who must have lied.
#[test]
fn how_many_must_lie_for_two_histories_is_what_trying_all_sets_finds() {
    let keys: Vec<String> = (1..=6)
        .map(|number| format!("witness {number} {}\n", witness(number).witness_key()))
        .collect();
    let check = |rest: &str, liars: usize| {
        let policy = Policy::parse(&(keys.concat() + rest)).unwrap();
        let enough: Vec<u32> = (0..64_u32)
            .filter(|set| {
                policy.is_met(|one| set & (1 << (one.name.parse::<u32>().unwrap() - 1)) != 0)
            })
            .collect();
        let pairs = enough
            .iter()
            .flat_map(|one| enough.iter().map(move |other| (one & other).count_ones()));
        let fewest = usize::try_from(pairs.min().unwrap()).unwrap();
        assert_eq!(
            (policy.liars_for_two_histories(), fewest),
            (liars, liars),
            "{rest}"
        );
    };
    check("quorum none\n", 0);
    check("quorum 3\n", 1);
    check("group g any 1 2\nquorum g\n", 0);
    check("group g all 1 2\nquorum g\n", 2);
    for (need, liars) in [(1, 0), (2, 0), (3, 0), (4, 2), (5, 4), (6, 6)] {
        check(&format!("group g {need} 1 2 3 4 5 6\nquorum g\n"), liars);
    }
    check("group g 2 1 2 3\nquorum g\n", 1);
    check(
        "group x 2 1 2 3\ngroup y any 4 5 6\ngroup g all x y\nquorum g\n",
        1,
    );
    check(
        "group x 2 1 2 3\ngroup y 2 4 5 6\ngroup g all x y\nquorum g\n",
        2,
    );
    check(
        "group x 2 1 2 3\ngroup y any 4 5\ngroup g 2 x y 6\nquorum g\n",
        0,
    );
    check(
        "group x all 1 2\ngroup y 2 3 4 5\ngroup g 2 x y 6\nquorum g\n",
        1,
    );
}

#[test]
fn what_is_no_policy_is_refused_by_its_line() {
    use PolicyErrorKind::*;
    let one = format!("witness one {}\n", witness(1).witness_key());
    let two = format!("witness two {}\n", witness(2).witness_key());
    let log = format!("log {} https://log.example.org/\n", log().verifier_key());
    let check = |text: &str, line, kind| {
        assert_eq!(
            Policy::parse(text),
            Err(PolicyError { line, kind }),
            "{text}"
        );
    };
    check("quorum none", 0, Characters);
    check("quorum none\r\n", 0, Characters);
    check("", 0, Characters);
    check("\n", 0, NoQuorum);
    check(&" ".repeat(POLICY_BYTES_MAX + 1), 0, TooLong);
    check("quorum none\nquorum none\n", 2, QuorumTwice);
    check("quorum one\n", 1, Unknown);
    check("quorum one two\n", 1, Words);
    check("log\n", 1, Words);
    check("trust me\n", 1, Word);
    check("log nonsense\n", 1, Key(KeyError::Shape));
    check(&format!("{log}{log}"), 2, KeyTwice);
    check(
        &one.replace("witness one", "log"),
        1,
        Key(KeyError::UnknownKind(4)),
    );
    check(&format!("{one}{one}"), 2, NameTwice);
    check(
        &format!("{one}{}", one.replace(" one ", " other ")),
        2,
        KeyTwice,
    );
    // The log's own key, as a witness's: its one signature would count for both.
    let name = KeyName::parse("witness.example.org/own").unwrap();
    let own = WitnessKey::new(name, *self::log().verifier_key().public());
    check(&format!("{log}witness own {own}\n"), 2, KeyTwice);
    check(&format!("witness own {own}\n{log}"), 2, KeyTwice);
    check(&one.replace(" one ", " none "), 1, NameTwice);
    let both = format!("{one}{two}");
    check(&format!("{both}group g 0 one two\n"), 3, Need);
    check(&format!("{both}group g 3 one two\n"), 3, Need);
    check(&format!("{both}group g 02 one two\n"), 3, Need);
    check(&format!("{both}group g any\n"), 3, Words);
    check(&format!("{both}group g any one one\n"), 3, MemberTwice);
    check(&format!("{both}group g any none\n"), 3, Unknown);
    check(&format!("{both}group g any g\n"), 3, Unknown);
    check(
        &format!("{both}group g any one\ngroup h any one\n"),
        4,
        MemberTwice,
    );
    check(&format!("{both}group one any two\n"), 3, NameTwice);
    assert!(Policy::parse(&format!("{log}{both}group g all one two\nquorum g\n")).is_ok());
}

fn proof(size: u64, index: u64) -> TlogProof {
    let path = prove_inclusion(size, index, &Leaves(size)).unwrap();
    TlogProof::new(index, path, cosigned(size, &[1]))
        .unwrap()
        .with_extra(b"beside".to_vec())
        .unwrap()
}

#[test]
fn a_proof_in_a_file_leads_from_its_entry_to_the_root_and_from_no_other() {
    for size in 1..20 {
        for index in 0..size {
            let proof = proof(size, index);
            let read = TlogProof::parse(proof.to_string().as_bytes()).unwrap();
            assert_eq!(read, proof);
            assert_eq!(read.leads_to(&Leaves::leaf(index)).unwrap().size(), size);
            assert_eq!(
                read.leads_to(&Leaves::leaf(index + 1)),
                Err(TlogProofError::Inclusion(ProofError::Root))
            );
        }
    }
}

#[test]
fn every_changed_bit_of_a_proof_in_a_file_is_refused_but_the_extra_line_is_nobodys_word() {
    let whole = proof(7, 2).to_string();
    let policy = policy("any");
    let extra = "c2sp.org/tlog-proof@v1\nextra ".len()..whole.find("\nindex").unwrap();
    for bit in (0..whole.len() * 8).filter(|bit| !extra.contains(&(bit / 8))) {
        let mut changed = whole.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let believed = TlogProof::parse(&changed).is_ok_and(|proof| {
            proof.leads_to(&Leaves::leaf(2)).is_ok() && policy.check(proof.note()).is_ok()
        });
        assert!(!believed, "bit {bit}");
    }
}

#[test]
fn what_is_no_proof_in_a_file_is_refused_by_its_fault() {
    use TlogProofError as E;
    let good = proof(7, 2).to_string();
    let check =
        |text: &str, error| assert_eq!(TlogProof::parse(text.as_bytes()), Err(error), "{text}");
    check("", E::Header);
    check(&good.replace("@v1", "@v2"), E::Header);
    check(&good.replace("extra ", "extra  "), E::Extra);
    check(&good.replace("extra YmVzaWRl\n", "extra \n"), E::Extra);
    check(&good.replace("extra ", "other "), E::Index);
    for index in ["", "02", "-1", "+1", " 1", "18446744073709551616"] {
        check(
            &good.replace("index 2\n", &format!("index {index}\n")),
            E::Index,
        );
    }
    let (line, error) = (1, HashError::Length);
    check(
        &good.replace("index 2\n", "index 2\nAAAA\n"),
        E::Hash { line, error },
    );
    let many = format!(
        "index 2\n{}",
        format!("{}\n", Hash::ZERO.to_base64()).repeat(64)
    );
    check(&good.replace("index 2\n", &many), E::Path);
    check(good.split("\n\n").next().unwrap(), E::NoCheckpoint);
    check(
        &format!("{good}more\n"),
        E::Note(NoteError::SignatureLine(3)),
    );
    let no_checkpoint = "c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n\n— a AAAAAQI=\n";
    check(no_checkpoint, E::Checkpoint(CheckpointError::Lines));
    assert_eq!(TlogProof::parse(&[0xff]), Err(E::Characters));
    assert_eq!(
        TlogProof::parse(&vec![b'a'; TLOG_PROOF_BYTES_MAX + 1]),
        Err(E::TooLong)
    );
    assert_eq!(
        TlogProof::parse(good.replace("extra YmVzaWRl\n", "").as_bytes())
            .unwrap()
            .extra(),
        None
    );
}

proptest! {
    #[test]
    fn a_changed_proof_in_a_file_is_refused_or_writes_itself_again(
        size in 1_u64..40, at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = proof(size, size / 2).to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(proof) = TlogProof::parse(&bytes) {
            prop_assert_eq!(proof.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_a_cosignature_that_writes_itself_again_or_refused(bytes in proptest::collection::vec(any::<u8>(), 70..75)) {
        if let Ok(cosigned) = Cosigned::parse(&bytes) {
            prop_assert_eq!(cosigned.encode(), bytes);
        }
    }
}
