//! What strangers can do to a witness that answers: with no key but a network, they can neither make it accuse an honest
//! log, nor blind it to one that lies, nor keep others from being answered.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::super::house::*;
use super::{Home, Server, answer, request};
use switchboard_ledger::Hash;
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note};
use switchboard_ledger::witness::AddCheckpoint;

fn files(home: &Home, folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home.folder.join(folder)) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// A public checkpoint with a proof that a stranger made up.
fn made_up(history: &History, size: u64, salt: u8) -> AddCheckpoint {
    // With a line of the stranger's own.
    let mut note = history.note(size, &[]);
    let stranger = witness(50 + salt).cosign(&note, 7).unwrap();
    note.add(stranger).unwrap();
    AddCheckpoint::new(100, vec![Hash::from_bytes([salt; 32])], note).unwrap()
}

#[test]
fn strangers_with_made_up_proofs_make_no_evidence_and_leave_room_for_what_is() {
    let home = Home::init("made-up");
    let (history, other) = (History::new(400), History::rewritten(400, 50));
    let server = home.serve();
    assert_eq!(server.add(&request(&history, 0, 100)).status, 200);
    for salt in 0..5 {
        assert_eq!(server.add(&made_up(&history, 150, salt)).status, 422);
    }
    // However it was sent, it is one checkpoint, with the log's own line and nothing else.
    let kept = files(&home, "unproved");
    assert_eq!(kept.len(), 1);
    let bytes = fs::read(&kept[0]).unwrap();
    assert_eq!(Note::parse(&bytes).unwrap(), history.note(150, &[]));
    for size in 151..300 {
        assert_eq!(server.add(&made_up(&history, size, 1)).status, 422);
    }
    assert_eq!(files(&home, "unproved").len(), 100);
    assert_eq!(files(&home, "evidence"), Vec::<PathBuf>::new());
    let said = accepted(&home.run("status", &[]));
    assert!(
        said.contains("say nothing against the log") && !said.contains("contradicts"),
        "{said}"
    );
    // The log signs a second history of the cosigned size: that is evidence, and there is room for it.
    let fork = AddCheckpoint::new(100, vec![], other.note(100, &[])).unwrap();
    assert_eq!(server.add(&fork).status, 409);
    let said = accepted(&home.run("status", &[]));
    let path = said.lines().last().unwrap().strip_prefix("- ").unwrap();
    let note = |path: &str| Note::parse(&fs::read(path).unwrap()).unwrap();
    assert_eq!(note(path), other.note(100, &[]));
    // What it contradicts stays beside it when the witness goes on.
    assert_eq!(server.add(&request(&history, 100, 200)).status, 200);
    let cosigned = note(&format!("{path}.cosigned"));
    assert_eq!(cosigned.text(), history.note(100, &[]).text());
    assert_eq!(cosigned.signatures().len(), 2);
    // What the log's key didn't sign is kept nowhere, whatever it says.
    let name = KeyName::parse(ORIGIN).unwrap();
    let forged = other.note_by(200, &Ed25519Signer::from_seed(name, &[2; 32]));
    let forged = AddCheckpoint::new(200, vec![], forged).unwrap();
    assert_eq!(server.add(&forged).status, 403);
    assert_eq!(files(&home, "evidence").len(), 2);
}

#[test]
fn what_the_witness_cosigned_keeps_the_log_s_own_line_however_often_it_was_sent() {
    let home = Home::init("many-lines");
    let history = History::new(20);
    let plain = history.note(10, &[]);
    let line = plain.to_string();
    let line = line.lines().last().unwrap();
    let text = format!("{}\n{}", plain.text(), format!("{line}\n").repeat(100));
    let server = home.serve();
    let answer = server.ask("POST", "/add-checkpoint", &format!("old 0\n\n{text}"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let seen = Note::parse(&fs::read(home.seen()).unwrap()).unwrap();
    assert_eq!(seen.signatures().len(), 2);
    assert_eq!(seen.signatures()[0], plain.signatures()[0]);
}

/// Asks on a connection that stays open, and reads the answer.
fn ask_and_stay(server: &Server) -> TcpStream {
    let mut stream = server.connect();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    while !line.starts_with("witness ") {
        line.clear();
        assert_ne!(reader.read_line(&mut line).unwrap(), 0);
    }
    stream
}

#[test]
fn connections_that_say_nothing_hold_nobody_up_for_long() {
    let home = Home::init("idle");
    let server = home.serve();
    let is_answered_within = |limit: Duration| {
        let began = Instant::now();
        let mut stream = server.connect();
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
        assert_eq!(answer(&mut stream).unwrap().status, 200);
        assert!(began.elapsed() < limit, "{:?}", began.elapsed());
    };
    // As many as there are workers have asked once and stay; then as many never ask.
    let stayed: Vec<TcpStream> = (0..16).map(|_| ask_and_stay(&server)).collect();
    is_answered_within(Duration::from_secs(4));
    let silent: Vec<TcpStream> = (0..16).map(|_| server.connect()).collect();
    is_answered_within(Duration::from_secs(8));
    for mut stream in stayed.into_iter().chain(silent) {
        assert_eq!(stream.read(&mut [0; 9]).unwrap_or(0), 0, "it was closed");
    }
}
