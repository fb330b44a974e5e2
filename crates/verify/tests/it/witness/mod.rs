//! The built program as a witness: its answers over HTTP, its home on the disk, a log that lies to two of them.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

mod laptop;
mod strangers;

use super::house::*;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note, parse_signatures};
use switchboard_ledger::policy::{Log, Policy, Witness};
use switchboard_ledger::tile::TiledHashes;
use switchboard_ledger::tree::prove_consistency;
use switchboard_ledger::witness::{AddCheckpoint, SIZE_CONTENT_TYPE};

/// A witness's home and its key.
struct Home {
    folder: PathBuf,
    key: String,
}

impl Home {
    fn init(name: &str) -> Self {
        let folder = folder(name);
        let witness = format!("witness.example.org/{name}");
        let said = run(&[
            "witness",
            "init",
            folder.to_str().unwrap(),
            "--name",
            &witness,
        ]);
        let key = accepted(&said).trim().to_owned();
        assert!(key.starts_with(&format!("{witness}+")), "{key}");
        let home = Self { folder, key };
        accepted(&home.run("add", &["--log", &vkey()]));
        home
    }

    fn run(&self, what: &str, more: &[&str]) -> std::process::Output {
        run(&[&["witness", what, self.folder.to_str().unwrap()], more].concat())
    }

    fn serve(&self) -> Server {
        let mut child = command(&["witness", "serve", self.folder.to_str().unwrap()])
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert_eq!(
            lines.next().unwrap().unwrap(),
            format!("witness {}", self.key)
        );
        let line = lines.next().unwrap().unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .unwrap()
            .to_owned();
        Server { child, address }
    }

    fn seen(&self) -> PathBuf {
        self.folder
            .join("seen")
            .join(sha256(ORIGIN.as_bytes()).to_hex())
    }

    /// A policy that asks for this log and all of these witnesses.
    fn policy(homes: &[&Self]) -> Policy {
        let log = Log {
            key: key().verifier_key().clone(),
            url: None,
        };
        let witnesses = homes.iter().map(|home| {
            let key = switchboard_ledger::note::WitnessKey::parse(&home.key).unwrap();
            Witness {
                name: key.name().to_string(),
                key,
                url: None,
            }
        });
        Policy::of(&[log], homes.len(), &witnesses.collect::<Vec<_>>()).unwrap()
    }
}

/// A witness that answers; it ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Server {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream
    }

    /// Sends bytes and reads until the server closes.
    fn raw(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        answer(&mut stream)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: w\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.raw(format!("{head}{body}").as_bytes()).unwrap()
    }

    fn add(&self, request: &AddCheckpoint) -> Answer {
        self.ask("POST", "/add-checkpoint", &request.to_string())
    }
}

fn answer(stream: &mut impl std::io::Read) -> Option<Answer> {
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().unwrap();
    Some(Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

fn request(history: &History, old: u64, size: u64) -> AddCheckpoint {
    let proof = prove_consistency(old, size, &TiledHashes::new(history, size)).unwrap();
    AddCheckpoint::new(old, proof, history.note(size, &[])).unwrap()
}

/// The note with what a witness answered.
fn with(note: Note, answer: &Answer) -> Note {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut note = note;
    for signature in parse_signatures(answer.body.as_bytes()).unwrap() {
        note.add(signature).unwrap();
    }
    note
}

#[test]
fn a_witness_that_is_asked_answers_as_the_source_says_and_goes_on_after_a_restart() {
    let home = Home::init("asked");
    let (history, other) = (History::new(600), History::rewritten(600, 150));
    let server = home.serve();
    assert_eq!(
        server.ask("GET", "/", "").body,
        format!("witness {}\n", home.key)
    );
    let first = server.add(&request(&history, 0, 100));
    let cosigned = with(history.note(100, &[]), &first);
    assert!(Home::policy(&[&home]).check(&cosigned).is_ok());

    let stale = server.add(&request(&history, 50, 200));
    assert_eq!((stale.status, stale.body.as_str()), (409, "100\n"));
    assert_eq!(stale.header("Content-Type"), Some(SIZE_CONTENT_TYPE));
    let check = |request: &AddCheckpoint, status: u16, reason: &str| {
        let answer = server.add(request);
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(answer.body.contains(reason), "{}", answer.body);
    };
    check(
        &AddCheckpoint::new(101, vec![], history.note(100, &[])).unwrap(),
        400,
        "beyond",
    );
    check(
        &AddCheckpoint::new(100, vec![], history.note(200, &[])).unwrap(),
        422,
        "does not show",
    );
    let stranger = Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[2; 32]);
    let mut forged = history.note(200, &[]).with_only(|_| false);
    forged.sign(&stranger).unwrap();
    check(
        &AddCheckpoint::new(100, vec![], forged).unwrap(),
        403,
        "did not sign",
    );
    let root = *Checkpoint::parse(history.note(200, &[]).text())
        .unwrap()
        .root();
    let unknown = Checkpoint::new("log.example.org/other", 200, root).unwrap();
    let mut unknown = Note::new(unknown.body()).unwrap();
    unknown.sign(&key()).unwrap();
    check(
        &AddCheckpoint::new(0, vec![], unknown).unwrap(),
        404,
        "does not know a log",
    );
    assert_eq!(
        server.ask("POST", "/add-checkpoint", "old 100\n").status,
        400
    );
    assert_eq!(server.add(&request(&history, 100, 200)).status, 200);
    check(
        &AddCheckpoint::new(200, vec![], other.note(200, &[])).unwrap(),
        409,
        "two histories",
    );

    drop(server);
    let server = home.serve();
    assert_eq!(server.add(&request(&history, 100, 300)).body, "200\n");
    assert_eq!(server.add(&request(&history, 200, 300)).status, 200);
    let path = format!("/{}/checkpoint", sha256(ORIGIN.as_bytes()).to_hex());
    let monitored = server.ask("GET", &path, "");
    let note = Note::parse(monitored.body.as_bytes()).unwrap();
    let policy = Home::policy(&[&home]);
    let agreed = policy.check(&note).unwrap();
    assert_eq!(agreed.checkpoint.size(), 300);
}

#[test]
fn a_split_view_shown_to_two_witnesses_is_caught() {
    let (one, two) = (Home::init("split-one"), Home::init("split-two"));
    let (history, other) = (History::new(400), History::rewritten(400, 150));
    let (first, second) = (one.serve(), two.serve());
    let policy = Home::policy(&[&one, &two]);
    // As long as the log shows both the same, both cosign, and the quorum is met.
    let shared = request(&history, 0, 100);
    let agreed = with(
        with(history.note(100, &[]), &first.add(&shared)),
        &second.add(&shared),
    );
    assert!(policy.check(&agreed).is_ok());
    // Then it shows each a history of its own: each is right as far as one witness can see.
    let to_one = with(
        history.note(300, &[]),
        &first.add(&request(&history, 100, 300)),
    );
    let to_two = with(
        other.note(300, &[]),
        &second.add(&request(&other, 100, 300)),
    );
    assert!(policy.check(&to_one).is_err() && policy.check(&to_two).is_err());
    // To get its quorum it must show one of them the other's history.
    let crossed = AddCheckpoint::new(300, vec![], other.note(300, &[])).unwrap();
    assert_eq!(first.add(&crossed).status, 409);
    assert_eq!(second.add(&request(&history, 300, 400)).status, 422);
    // What the log signed is kept, and anybody sees that the two don't go together.
    let said = accepted(&one.run("status", &[]));
    let kept = said.lines().last().unwrap().strip_prefix("- ").unwrap();
    assert!(
        said.contains("300 entries") && said.contains("contradicts"),
        "{said}"
    );
    let cosigned = Note::parse(&fs::read(format!("{kept}.cosigned")).unwrap()).unwrap();
    assert_eq!(cosigned.text(), to_one.text());
    let kept = Note::parse(&fs::read(kept).unwrap()).unwrap();
    assert_eq!(kept, other.note(300, &[]));
    // The other witness was sent what it can't judge, and accuses nobody.
    let said = accepted(&two.run("status", &[]));
    assert!(
        said.contains("without a proof") && !said.contains("contradicts"),
        "{said}"
    );
    let published = folder("split-published");
    history.publish(400, &[], &published);
    let old = folder("split-old").join("checkpoint");
    fs::write(&old, kept.to_string()).unwrap();
    let words = [
        "log",
        published.to_str().unwrap(),
        "--key",
        &vkey(),
        "--old",
        old.to_str().unwrap(),
    ];
    refused(&run(&words), "the log was rewritten");
}

#[test]
fn a_witness_killed_at_any_moment_never_cosigned_more_than_it_keeps() {
    let home = Home::init("killed");
    let history = History::new(2_000);
    let mut old = 0;
    for round in 0..12_u64 {
        let mut server = home.serve();
        let until = Instant::now() + Duration::from_millis(10 + 7 * round);
        let mut stream = server.connect();
        let mut told = old;
        while Instant::now() < until && told < 1_990 {
            let body = request(&history, told, told + 5).to_string();
            let head = format!(
                "POST /add-checkpoint HTTP/1.1\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            stream
                .write_all(format!("{head}{body}").as_bytes())
                .unwrap();
            let mut first = [0; 12];
            stream.read_exact(&mut first).unwrap();
            assert_eq!(&first, b"HTTP/1.1 200");
            told += 5;
            // The rest of the answer: up to the line end of the cosignature.
            let mut reader = BufReader::new(&stream);
            let mut line = String::new();
            while !line.starts_with('—') {
                line.clear();
                reader.read_line(&mut line).unwrap();
            }
        }
        // One more is on its way when the process ends.
        let body = request(&history, told, told + 5).to_string();
        let head = format!(
            "POST /add-checkpoint HTTP/1.1\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all(format!("{head}{body}").as_bytes())
            .unwrap();
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        let kept = Note::parse(&fs::read(home.seen()).unwrap());
        let kept = kept.map_or(0, |note| Checkpoint::parse(note.text()).unwrap().size());
        assert!(kept == told || kept == told + 5, "{kept} after {told}");
        old = kept;
    }
    assert!(old > 0);
}

#[test]
fn what_is_no_request_is_answered_or_closed_and_others_are_served_meanwhile() {
    let home = Home::init("manners");
    let server = home.serve();
    let status = |bytes: &str| server.raw(bytes.as_bytes()).map(|answer| answer.status);
    for (bytes, wanted) in [
        ("GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n", 404),
        (
            "GET /00/checkpoint HTTP/1.1\r\nConnection: close\r\n\r\n",
            404,
        ),
        (
            "GET /../witness.key HTTP/1.1\r\nConnection: close\r\n\r\n",
            404,
        ),
        ("GET /add-checkpoint HTTP/1.0\r\n\r\n", 404),
        (
            "PUT /add-checkpoint HTTP/1.1\r\nConnection: close\r\n\r\n",
            405,
        ),
        ("GET / HTTP/2\r\n\r\n", 505),
        ("GET /\r\n\r\n", 400),
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400,
        ),
        ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
    ] {
        assert_eq!(status(bytes), Some(wanted), "{bytes}");
    }
    let long = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(5_000));
    assert!(matches!(status(&long), None | Some(400)));
    // Connections that say nothing take no one's place.
    let _idle: Vec<TcpStream> = (0..10).map(|_| server.connect()).collect();
    let mut expecting = server.connect();
    let body = "nonsense";
    let head = "POST /add-checkpoint HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 8\r\nConnection: close\r\n\r\n";
    expecting.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 25];
    expecting.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 100 Continue\r\n\r\n");
    expecting.write_all(body.as_bytes()).unwrap();
    assert_eq!(answer(&mut expecting).unwrap().status, 400);
    let mut twice = server.connect();
    twice
        .write_all("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.0\r\n\r\n".as_bytes())
        .unwrap();
    let mut both = String::new();
    twice.read_to_string(&mut both).unwrap();
    assert_eq!(both.matches(&home.key).count(), 2);
}
