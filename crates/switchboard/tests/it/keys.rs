//! `keys rotate` and `keys status`, as an operator gives them; also beside a server, and killed in the midst.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use switchboard::clock::Clock;
use switchboard_store::machine::month;
use switchboard_store::rules::moment::Span;
use switchboard_store::{Auth, Options, Verdict, World};

use crate::house::roll;
use crate::program::{Server, begun, done, told, wait};

/// A world with so many members, and the file they came from.
fn world(dir: &Path, members: usize) -> (String, String) {
    let data = dir.join("data").to_str().unwrap().to_owned();
    let file = dir.join("roll.csv").to_str().unwrap().to_owned();
    done(&["init", "--data", &data]);
    fs::write(&file, roll(members)).unwrap();
    done(&["import", &file, "--data", &data]);
    (data, file)
}

fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&done(args)).unwrap()
}

fn states(data: &str) -> Vec<(String, i64)> {
    let status = json(&["keys", "status", "--json", "--data", data]);
    let months = status["months"].as_array().unwrap();
    months
        .iter()
        .map(|month| {
            let state = month["state"].as_str().unwrap().to_owned();
            (state, month["members"].as_i64().unwrap())
        })
        .collect()
}

/// The same file again changes nothing: every member is found by the indexes that hold.
fn everybody_is_found(data: &str, file: &str, members: usize) {
    let again = json(&["import", file, "--json", "--data", data]);
    assert_eq!(again["unchanged"], members, "{again}");
    assert_eq!(again["created"], 0, "{again}");
}

#[test]
fn the_months_key_is_changed_by_a_command_that_says_what_it_did_and_how_things_stand() {
    let dir = tempfile::tempdir().unwrap();
    let (data, file) = world(dir.path(), 40);
    assert_eq!(states(&data), [("in use".to_owned(), 40)]);
    let rotated = json(&["keys", "rotate", "--json", "--data", &data]);
    assert_eq!(rotated["members"], 40);
    let to = rotated["to"].as_str().unwrap();
    assert!(
        to.starts_with(rotated["from"].as_str().unwrap()) || to.len() == 6,
        "{rotated}"
    );
    assert_eq!(
        states(&data),
        [("retired".to_owned(), 0), ("in use".to_owned(), 40)]
    );
    everybody_is_found(&data, &file, 40);
    let key = Path::new(&data)
        .join("keys")
        .join(format!("month-{to}.key"));
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let words = done(&["keys", "status", "--data", &data]);
    for said in [
        "wraps 40 members, in use",
        "wraps 0 members, retired, to be destroyed on ",
        "unreadable everywhere within 66 days",
        "never-again.key is in its place",
        "log-seal.key is in its place",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(done(&["keys", "rotate", "--data", &data]).contains("40 members wrapped"));
    done(&["ledger", "verify", "--data", &data]);

    // What is wrong with a file is said.
    let never = Path::new(&data).join("keys/never-again.key");
    fs::set_permissions(&never, fs::Permissions::from_mode(0o644)).unwrap();
    let words = done(&["keys", "status", "--data", &data]);
    assert!(
        words.contains("never-again.key is open to others (644): run `chmod go=` on it"),
        "{words}"
    );
}

#[test]
fn without_the_key_that_holds_no_command_opens_the_world() {
    let dir = tempfile::tempdir().unwrap();
    let (data, _) = world(dir.path(), 3);
    let old = dir.path().join("old-keys");
    let keys = Path::new(&data).join("keys");
    fs::create_dir(&old).unwrap();
    for file in fs::read_dir(&keys).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), old.join(file.file_name())).unwrap();
    }
    done(&["keys", "rotate", "--data", &data]);
    fs::rename(&keys, dir.path().join("new-keys")).unwrap();
    fs::rename(&old, &keys).unwrap();
    for args in [["keys", "status"], ["keys", "rotate"]] {
        let (code, _, err) = told(&[args[0], args[1], "--data", &data]);
        assert_eq!(code, 1);
        assert!(err.contains("is not in the directory of keys"), "{err}");
    }
}

#[test]
fn a_change_beside_a_server_that_is_killed_goes_on_and_everybody_is_found() {
    const MEMBERS: usize = 250;
    for after in [30, 120, 300] {
        let dir = tempfile::tempdir().unwrap();
        let (data, file) = world(dir.path(), MEMBERS);
        let server = Server::serve(Path::new(&data));
        let mut change = begun(&["keys", "rotate", "--data", &data]);
        wait(Duration::from_millis(after));
        change.kill().unwrap();
        change.wait().unwrap();
        let world = World::open(Path::new(&data), Options::default()).unwrap();
        let before = month::key_status(&world, Clock::System.now()).unwrap();
        // Whoever comes half a minute later goes on; or begins, where the kill came first, or the end did.
        let later = || Clock::System.now().plus(Span::seconds(31));
        let went_on = month::rotate(&world, &Auth::Console, &later, &mut |_| Ok(()));
        assert!(matches!(went_on.unwrap(), Verdict::Given(done) if done.members == 250));
        let status = month::key_status(&world, later()).unwrap();
        assert!(status.change.is_none());
        let wraps: i64 = status.months.iter().map(|month| month.wraps).sum();
        assert_eq!(wraps, 250);
        assert_eq!(status.months.last().unwrap().wraps, 250);
        drop(world);
        assert_eq!(server.end(), 0);
        everybody_is_found(&data, &file, MEMBERS);
        done(&["ledger", "verify", "--data", &data]);
        eprintln!("killed after {after} ms: {:?}", before.change);
    }
}

#[test]
fn the_console_asks_how_long_backups_are_kept_and_66_days_are_never_overrun() {
    let dir = tempfile::tempdir().unwrap();
    let (data, _) = world(dir.path(), 3);
    let keep = |days: &str| {
        let reason = ["--reason", "The board decided it", "--data", &data];
        told(&[&["keys", "keep", days][..], &reason[..]].concat())
    };
    let (code, _, err) = keep("36");
    assert!(code == 1 && err.contains("longer than 66 days"), "{err}");
    let (code, _, err) = keep("35");
    assert!(
        code == 1 && err.contains("kept for 35 days already"),
        "{err}"
    );
    let (code, out, err) = keep("20");
    assert_eq!(code, 0, "{err}");
    for said in [
        "an approver approves it on the page \"Requests\"",
        "until then backups are kept for 35 days",
        "older than 20 days can't be read any more",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let again = json(&[
        "keys",
        "keep",
        "20",
        "--reason",
        "The board decided it",
        "--data",
        &data,
        "--json",
    ]);
    assert_eq!(again["asked"], "already");
    let status = json(&["keys", "status", "--json", "--data", &data]);
    assert_eq!(status["keep_days"], 35, "nobody has approved it");
    done(&["ledger", "verify", "--data", &data]);
    let other = dir.path().join("other");
    let (code, _, err) = told(&[
        "init",
        "--data",
        other.to_str().unwrap(),
        "--backup-keep",
        "36",
    ]);
    assert!(code == 1 && err.contains("longer than 66 days"), "{err}");
    assert!(!other.exists(), "nothing was made");
}
