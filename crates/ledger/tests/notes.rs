//! Notes and checkpoints against the source's examples and against `signed_note`.
#![cfg(test)]

use proptest::prelude::*;
use switchboard_ledger::checkpoint::{Checkpoint, CheckpointError};
use switchboard_ledger::hash::{Hash, HashError};
use switchboard_ledger::note::*;

/// The example in the documentation of Go's sumdb/note, whose format C2SP signed-note is.
const NEUMANN_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NEUMANN_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn verifier(key: &str) -> Ed25519Verifier {
    Ed25519Verifier::new(&VerifierKey::parse(key).unwrap()).unwrap()
}

fn signer(name: &str, seed: u8) -> Ed25519Signer {
    Ed25519Signer::from_seed(KeyName::parse(name).unwrap(), &[seed; 32])
}

fn key_of(signer: &Ed25519Signer) -> Ed25519Verifier {
    Ed25519Verifier::new(signer.verifier_key()).unwrap()
}

fn signed(text: &str, signers: &[&Ed25519Signer]) -> Note {
    let mut note = Note::new(text.to_owned()).unwrap();
    for signer in signers {
        note.sign(*signer).unwrap();
    }
    note
}

#[test]
fn the_published_note_is_read_checked_and_written_again() {
    let note = Note::parse(NEUMANN_NOTE.as_bytes()).unwrap();
    let key = verifier(NEUMANN_KEY);
    assert_eq!(note.verify(&[&key]).unwrap().len(), 1);
    assert_eq!(note.to_string(), NEUMANN_NOTE);
    assert_eq!(
        VerifierKey::parse(NEUMANN_KEY).unwrap().to_string(),
        NEUMANN_KEY
    );
}

/// The key and the note of C2SP signed-note itself, section "Verifier keys".
#[test]
fn the_vector_of_c2sp_signed_note_is_read_checked_and_written_again() {
    let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let note = "This is an example message.\n\n\
        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let read = Note::parse(note.as_bytes()).unwrap();
    assert_eq!(read.verify(&[&verifier(key)]).unwrap().len(), 1);
    assert_eq!(read.to_string(), note);
    assert_eq!(VerifierKey::parse(key).unwrap().to_string(), key);
    let changed = note.replace("example message", "example massage");
    let changed = Note::parse(changed.as_bytes()).unwrap();
    assert_eq!(changed.verify(&[&verifier(key)]), Err(NoteError::Forged(1)));
}

#[test]
fn signed_note_believes_what_we_sign_and_the_other_way_round() {
    let ours = signer("log.example.org/a", 7);
    let text = "log.example.org/a\n\nwith an empty line\n";
    let note = signed(text, &[&ours]);
    let vkey = ours.verifier_key().to_string();
    let theirs = signed_note::StandardVerifier::new(&vkey).unwrap();
    let list = signed_note::VerifierList::new(vec![Box::new(theirs)]);
    let read = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let (believed, doubtful) = read.verify(&list).unwrap();
    assert_eq!((believed.len(), doubtful.len()), (1, 0));
    assert_eq!(read.text(), text.as_bytes());

    let seed = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let their_signer = signed_note::StandardSigner::new(seed).unwrap();
    let mut their_note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
    their_note.add_sigs(&[&their_signer]).unwrap();
    let note = Note::parse(&their_note.to_bytes()).unwrap();
    assert_eq!(note.text(), text);
    assert!(note.verify(&[&verifier(NEUMANN_KEY)]).is_ok());
}

#[test]
fn every_changed_bit_of_a_note_is_refused() {
    let key = verifier(NEUMANN_KEY);
    for at in 0..NEUMANN_NOTE.len() * 8 {
        let mut bytes = NEUMANN_NOTE.as_bytes().to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        let believed = Note::parse(&bytes).and_then(|note| note.verify(&[&key]).map(|by| by.len()));
        assert!(believed.is_err(), "bit {at}");
    }
}

#[test]
fn signatures_of_strangers_are_passed_over_and_forged_ones_refused() {
    let (log, witness, stranger) = (
        signer("log", 1),
        signer("witness", 2),
        signer("stranger", 3),
    );
    let note = signed("text\n", &[&stranger, &log, &witness]);
    let (log_key, witness_key) = (key_of(&log), key_of(&witness));
    assert_eq!(note.verify(&[&log_key]).unwrap().len(), 1);
    let both = note.verify(&[&log_key, &witness_key]).unwrap();
    assert_eq!(
        both.iter().map(|by| by.name().as_str()).collect::<Vec<_>>(),
        ["log", "witness"]
    );
    assert_eq!(
        signed("text\n", &[&stranger]).verify(&[&log_key]),
        Err(NoteError::NobodyKnown)
    );

    let other_text = signed("other\n", &[&witness])
        .to_string()
        .replace("other\n", "text\n");
    let forged = format!("{note}{}", other_text.split("\n\n").nth(1).unwrap());
    let forged = Note::parse(forged.as_bytes()).unwrap();
    assert_eq!(
        forged.verify(&[&log_key, &witness_key]),
        Err(NoteError::Forged(4))
    );
    assert_eq!(forged.verify(&[&log_key]).map(|by| by.len()), Ok(1));
}

#[test]
fn a_signature_given_twice_counts_once() {
    let log = signer("log", 1);
    let note = signed("text\n", &[&log, &log]);
    assert_eq!(note.signatures().len(), 2);
    assert_eq!(note.verify(&[&key_of(&log)]).unwrap().len(), 1);
}

#[test]
fn what_is_no_note_is_refused_by_its_fault() {
    let line = "— log AAAAAQI=\n";
    let check =
        |bytes: &str, error| assert_eq!(Note::parse(bytes.as_bytes()), Err(error), "`{bytes}`");
    check("", NoteError::Shape);
    check("text\n", NoteError::Shape);
    check("text\n\n", NoteError::Shape);
    check(&format!("text\n{line}"), NoteError::Shape);
    check(&format!("text\n\n{}", line.trim_end()), NoteError::Shape);
    check(&format!("te\txt\n\n{line}"), NoteError::Characters);
    check(&format!("text\r\n\n{line}"), NoteError::Characters);
    check("text\n\n- log AAAAAQI=\n", NoteError::SignatureLine(1));
    check(
        &format!("text\n\n{line}— log AAAA\n"),
        NoteError::SignatureLine(2),
    );
    check("text\n\n— log AAAAAA==\n", NoteError::SignatureLine(1));
    check("text\n\n— log AAAAAQJ=\n", NoteError::SignatureLine(1));
    check("text\n\n— l+g AAAAAQI=\n", NoteError::SignatureLine(1));
    check("text\n\n—  AAAAAQI=\n", NoteError::SignatureLine(1));
    check("text\n\n— l\u{a0}g AAAAAQI=\n", NoteError::SignatureLine(1));
    check(
        &format!("text\n\n{}", line.repeat(101)),
        NoteError::TooManySignatures,
    );
    assert!(Note::parse(format!("text\n\n{}", line.repeat(100)).as_bytes()).is_ok());
    assert_eq!(
        Note::parse(&vec![b'a'; NOTE_BYTES_MAX + 1]),
        Err(NoteError::TooLong)
    );
    assert_eq!(Note::parse(&[0xff, b'\n']), Err(NoteError::Characters));
    assert_eq!(Note::new("no line end".to_owned()), Err(NoteError::Shape));
}

#[test]
fn a_key_with_any_changed_character_is_refused() {
    let others = ['A', 'b', '0', '+', '/', '=', ' '];
    for (at, was) in NEUMANN_KEY.char_indices() {
        for other in others.into_iter().filter(|other| *other != was) {
            let mut text = NEUMANN_KEY.to_owned();
            text.replace_range(at..at + was.len_utf8(), &other.to_string());
            assert!(VerifierKey::parse(&text).is_err(), "{text}");
        }
    }
    let check = |text: &str, error| assert_eq!(VerifierKey::parse(text), Err(error), "`{text}`");
    check("PeterNeumann", KeyError::Shape);
    check(
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        KeyError::Name,
    );
    check(&NEUMANN_KEY.replace("c74f20a3", "C74F20A3"), KeyError::Id);
    check("PeterNeumann+c74f20a3+AhpcAQ==", KeyError::UnknownKind(2));
    check("PeterNeumann+c74f20a3+ARpc", KeyError::Length);
}

#[test]
fn a_checkpoint_reads_as_the_source_shows_it() {
    let text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let checkpoint = Checkpoint::parse(text).unwrap();
    assert_eq!(checkpoint.origin(), "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size(), 20_852_163);
    assert_eq!(checkpoint.body(), text);
    let extended = format!("{text}one\ntwo\n");
    let checkpoint = Checkpoint::parse(&extended).unwrap();
    assert_eq!(checkpoint.extensions(), ["one", "two"]);
    assert_eq!(checkpoint.body(), extended);
    let theirs = tlog_tiles::Checkpoint::from_bytes(extended.as_bytes()).unwrap();
    assert_eq!(theirs.size(), checkpoint.size());
    assert_eq!(theirs.hash().0, *checkpoint.root().as_bytes());
}

#[test]
fn what_is_no_checkpoint_is_refused_by_its_fault() {
    let root = Hash::ZERO.to_base64();
    let check = |text: &str, error| assert_eq!(Checkpoint::parse(text), Err(error), "`{text}`");
    check("", CheckpointError::Lines);
    check("log\n1\n", CheckpointError::Lines);
    check(&format!("log\n1\n{root}"), CheckpointError::Lines);
    check(&format!("\n1\n{root}\n"), CheckpointError::Line(1));
    check(&format!("log\n1\n{root}\n\n"), CheckpointError::Line(4));
    check(
        &format!("log\n1\n{root}\none\n\n"),
        CheckpointError::Line(5),
    );
    for size in [
        "",
        "01",
        "00",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1e3",
        "18446744073709551616",
    ] {
        check(&format!("log\n{size}\n{root}\n"), CheckpointError::Size);
    }
    check("log\n1\nAAAA\n", CheckpointError::Root(HashError::Length));
    check(
        &format!("log\n1\n{}\n", root.trim_end_matches('=')),
        CheckpointError::Root(HashError::Base64),
    );
    assert_eq!(
        Checkpoint::new("a\nb", 1, Hash::ZERO),
        Err(CheckpointError::Line(1))
    );
}

proptest! {
    #[test]
    fn any_bytes_are_a_note_that_writes_itself_again_or_refused(
        text in "[a-z\n]{0,20}\n", lines in "(— [a-z +]{0,4} [AQI=]{0,12}\n){0,3}", byte in any::<u8>(), at in 0_usize..40,
    ) {
        let mut bytes = format!("{text}\n{lines}").into_bytes();
        if at < bytes.len() {
            bytes[at] = byte;
        }
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn any_text_is_a_checkpoint_that_writes_itself_again_or_refused(
        text in "[a-z\n]{0,4}\n[0-9+]{0,3}\n(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=)?\n[a-z\n]{0,6}",
    ) {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.body(), text);
        }
    }
}
