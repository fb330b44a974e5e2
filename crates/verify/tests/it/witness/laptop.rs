//! A witness that is open now and then: what it fetches, and what lies in its home.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use super::super::house::*;
use super::Home;
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::{Ed25519Signer, KeyName, Note, parse_signatures};
use switchboard_ledger::publish::{Folder, publish};

#[test]
fn a_witness_on_a_laptop_fetches_checks_cosigns_and_keeps() {
    let home = Home::init("once");
    let (history, other) = (History::new(800), History::rewritten(800, 500));
    let published = folder("once-published");
    let from = published.to_str().unwrap();
    refused(&home.run("once", &[]), "say with `--from` where");
    refused(&home.run("once", &["--from", from]), "there is none");
    let mut before = 0;
    for size in [0, 1, 255, 256, 300, 512, 700] {
        history.publish(size, &[], &published);
        let said = accepted(&home.run("once", &["--from", from]));
        assert!(said.contains(&format!("cosigned {size} entries")), "{said}");
        assert!(
            said.contains(&format!("{} more than before", size - before)),
            "{said}"
        );
        let line = said.lines().nth(1).unwrap();
        let mut note = history.note(size, &[]);
        note.add(
            parse_signatures(format!("{line}\n").as_bytes())
                .unwrap()
                .remove(0),
        )
        .unwrap();
        assert!(Home::policy(&[&home]).check(&note).is_ok());
        assert_eq!(fs::read_to_string(home.seen()).unwrap(), note.to_string());
        before = size;
    }
    let old = folder("once-old");
    history.publish(600, &[], &old);
    refused(
        &home.run("once", &["--from", old.to_str().unwrap()]),
        "shows 600 entries, and 700 were cosigned before",
    );
    // What the log signed is kept, without what others added; what it didn't sign is not.
    let unproved = || -> Vec<PathBuf> {
        let entries = fs::read_dir(home.folder.join("unproved")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let kept = unproved();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        fs::read_to_string(&kept[0]).unwrap(),
        history.note(600, &[]).to_string()
    );
    let again = home.run("once", &["--from", old.to_str().unwrap()]);
    refused(&again, kept[0].to_str().unwrap());
    let stranger = Ed25519Signer::from_seed(KeyName::parse(ORIGIN).unwrap(), &[2; 32]);
    let forged = history.note_by(500, &stranger).to_string();
    fs::write(old.join("checkpoint"), forged).unwrap();
    refused(
        &home.run("once", &["--from", old.to_str().unwrap()]),
        "the log's key did not sign this checkpoint",
    );
    assert_eq!(unproved(), kept);
    let rewritten = folder("once-rewritten");
    other.publish(800, &[], &rewritten);
    refused(
        &home.run("once", &["--from", rewritten.to_str().unwrap()]),
        "the proof does not show that the 700 entries cosigned last are the first of these 800",
    );
    assert_eq!(unproved().len(), 2);
    let said = accepted(&home.run("status", &[]));
    assert!(
        said.contains("700 entries") && !said.contains("contradicts"),
        "{said}"
    );
    refused(
        &home.run("once", &["--from", from, "--log", "other"]),
        "does not know the log `other`",
    );
}

/// Serves a folder as a plain web server would, each answer in chunks, and ends with the process.
fn web_server(folder: PathBuf) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            BufReader::new(stream.try_clone().unwrap())
                .read_line(&mut line)
                .unwrap();
            let path = line.split(' ').nth(1).unwrap().trim_start_matches("/log/");
            let answer = match fs::read(folder.join(path)) {
                Err(_) => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
                Ok(bytes) => {
                    let mut answer =
                        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
                    for chunk in bytes.chunks(1_000) {
                        answer.extend(format!("{:x}\r\n", chunk.len()).bytes());
                        answer.extend(chunk);
                        answer.extend(b"\r\n");
                    }
                    answer.extend(b"0\r\n\r\n");
                    answer
                }
            };
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}/log/")
}

#[test]
fn a_witness_fetches_over_http_as_well_and_says_what_it_can_not() {
    let home = Home::init("http");
    let history = History::new(700);
    let published = folder("http-published");
    let url = web_server(published.clone());
    accepted(&home.run("add", &["--log", &vkey(), "--from", &url]));
    for size in [300, 700] {
        history.publish(size, &[], &published);
        let said = accepted(&home.run("once", &[]));
        assert!(said.contains(&format!("cosigned {size} entries")), "{said}");
    }
    fs::remove_file(published.join("checkpoint")).unwrap();
    refused(
        &home.run("once", &[]),
        "checkpoint` is not what a log publishes there: there is none",
    );
    for (from, reason) in [
        ("http://127.0.0.1:1/", "can't be fetched"),
        ("http://127.0.0.1:0/", "is no address of a log"),
        ("gopher://log.example.org/", "is no address of a log"),
    ] {
        refused(&home.run("once", &["--from", from]), reason);
    }
    if !cfg!(feature = "https") {
        let tls = home.run("once", &["--from", "https://log.example.org/"]);
        refused(&tls, "built without HTTPS");
    }
}

#[test]
fn a_home_that_was_set_back_or_damaged_is_never_taken_for_a_new_one() {
    let home = Home::init("damaged");
    let history = History::new(300);
    let published = folder("damaged-published");
    history.publish(300, &[], &published);
    let once = |home: &Home| home.run("once", &["--from", published.to_str().unwrap()]);
    accepted(&once(&home));
    let whole = fs::read(home.seen()).unwrap();
    for bit in (0..whole.len() * 8).step_by(7) {
        let mut changed = whole.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        fs::write(home.seen(), &changed).unwrap();
        let output = once(&home);
        // A changed line of the log's own signature isn't this witness's word; all else is.
        if output.status.success() {
            let note = Note::parse(&changed).unwrap();
            assert_eq!(note.text(), history.note(300, &[]).text(), "bit {bit}");
        }
    }
    fs::write(home.seen(), &whole[..whole.len() / 2]).unwrap();
    refused(&once(&home), "is not what this witness cosigned");
    refused(
        &home.run("serve", &["--listen", "127.0.0.1:0"]),
        "is not what this witness cosigned",
    );
    fs::remove_file(home.seen()).unwrap();
    refused(
        &once(&home),
        "is gone: without it this witness could cosign a second history",
    );
    // To add the log again doesn't make it one that was never seen, whether with its key or with a new one.
    let name = KeyName::parse(ORIGIN).unwrap();
    let renewed = Ed25519Signer::from_seed(name, &[3; 32]);
    for key in [vkey(), renewed.verifier_key().to_string()] {
        refused(&home.run("add", &["--log", &key]), "is gone: without it");
        assert!(!home.seen().exists());
    }
    refused(&once(&home), "is gone: without it");
    fs::write(home.seen(), &whole).unwrap();
    // What a write that was cut short left beside it hurts nobody.
    fs::write(home.seen().with_extension("next"), b"half").unwrap();
    accepted(&once(&home));
    let folder = home.folder.to_str().unwrap();
    let again = run(&["witness", "init", folder, "--name", "w"]);
    refused(&again, "is a witness's home already");
    fs::write(home.folder.join("witness.key"), "other\n").unwrap();
    refused(&once(&home), "is no witness's key");
    fs::remove_file(home.folder.join("witness.key")).unwrap();
    refused(&once(&home), "is no witness's home");
}

#[test]
fn a_witness_knows_logs_by_their_keys_and_no_log_by_its_own() {
    let home = Home::init("logs");
    let own = fs::read_to_string(home.folder.join("logs")).unwrap();
    assert_eq!(own, format!("log {}\nquorum none\n", vkey()));
    // The same log again, with an address: it is known once, and what was seen stays.
    let seen = fs::read(home.seen()).unwrap();
    assert_eq!(seen, b"none\n");
    accepted(&home.run(
        "add",
        &["--log", &vkey(), "--from", "http://log.example.org"],
    ));
    let logs = fs::read_to_string(home.folder.join("logs")).unwrap();
    assert_eq!(
        logs,
        format!("log {} http://log.example.org\nquorum none\n", vkey())
    );
    let seed = fs::read_to_string(home.folder.join("witness.key")).unwrap();
    let seed = switchboard_ledger::Hash::from_hex(seed.lines().nth(2).unwrap()).unwrap();
    let name = KeyName::parse("log.example.org/own").unwrap();
    let as_log = Ed25519Signer::from_seed(name, seed.as_bytes());
    let own = as_log.verifier_key().to_string();
    refused(&home.run("add", &["--log", &own]), "the witness's own key");
    let alias = KeyName::parse("log.example.org/alias").unwrap();
    let alias = Ed25519Signer::from_seed(alias, &[1; 32])
        .verifier_key()
        .to_string();
    refused(
        &home.run("add", &["--log", &alias]),
        "this key stands in the policy already",
    );
    assert_eq!(fs::read_to_string(home.folder.join("logs")).unwrap(), logs);
    fs::write(home.folder.join("logs"), "nonsense\n").unwrap();
    refused(&home.run("status", &[]), "line 1 of the policy");
}

#[cfg(unix)]
/// A log that was restored goes on under a new name and with a new key, so that nobody takes it for a rewritten one.
#[test]
fn a_log_under_a_new_name_and_key_stands_beside_the_old_one() {
    let home = Home::init("renamed");
    let (before, after) = (History::new(300), History::rewritten(400, 250));
    let new = KeyName::parse("log.example.org/test-restored").unwrap();
    let new = Ed25519Signer::from_seed(new, &[3; 32]);
    let [old_log, new_log] = ["renamed-old", "renamed-new"].map(folder);
    let (old_from, new_from) = (old_log.to_str().unwrap(), new_log.to_str().unwrap());
    before.publish(300, &[], &old_log);
    let signed = after.note_by(400, &new);
    publish(&after, &signed, &mut Folder::new(&new_log)).unwrap();
    let key = new.verifier_key().to_string();
    accepted(&home.run("add", &["--log", &vkey(), "--from", old_from]));
    accepted(&home.run("once", &[]));
    accepted(&home.run("add", &["--log", &key, "--from", new_from]));
    let said = accepted(&home.run("once", &[]));
    assert!(
        said.contains("cosigned 300 entries of log.example.org/test, 0 more"),
        "{said}"
    );
    assert!(
        said.contains("cosigned 400 entries of log.example.org/test-restored, 400 more"),
        "{said}"
    );
    let status = accepted(&home.run("status", &[]));
    assert!(
        status.contains("/test: 300 ") && status.contains("/test-restored: 400 "),
        "{status}"
    );
    assert!(!status.contains("contradicts"), "{status}");
    // What the witness cosigned of each goes into its log; one policy believes both, and no third.
    let origins = [ORIGIN, "log.example.org/test-restored"];
    for (origin, log) in origins.into_iter().zip([&old_log, &new_log]) {
        let seen = home
            .folder
            .join("seen")
            .join(sha256(origin.as_bytes()).to_hex());
        fs::copy(seen, log.join("checkpoint")).unwrap();
    }
    let policy = folder("renamed-policy").join("policy");
    let lines = format!(
        "log {}\nlog {key}\nwitness w {}\nquorum w\n",
        vkey(),
        home.key
    );
    fs::write(&policy, lines).unwrap();
    let policy = policy.to_str().unwrap();
    for log in [old_from, new_from] {
        let said = accepted(&run(&["log", log, "--policy", policy]));
        assert!(
            said.contains("the witness witness.example.org/renamed saw"),
            "{said}"
        );
    }
    let third = after.note_by(
        400,
        &Ed25519Signer::from_seed(KeyName::parse("third").unwrap(), &[3; 32]),
    );
    fs::write(new_log.join("checkpoint"), third.to_string()).unwrap();
    refused(
        &run(&["log", new_from, "--policy", policy]),
        "the checkpoint is not to be believed",
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_witness_s_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::init("secret");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.folder.join("witness.key")), 0o600);
}
