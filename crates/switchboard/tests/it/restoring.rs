//! The night the disk died: a backup made while serving, restored elsewhere, frozen, and let go on by two officers.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::house::{roll, setting};
use crate::program::{Server, done, told, wait};

fn path(dir: &Path, name: &str) -> String {
    dir.join(name).to_str().unwrap().to_owned()
}

/// A browser with one cookie.
struct Browser {
    address: SocketAddr,
    cookie: String,
}

impl Browser {
    fn ask(&mut self, method: &str, path: &str, form: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            self.cookie,
            form.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        for line in answer.lines().take_while(|line| !line.is_empty()) {
            if let Some(set) = line.strip_prefix("set-cookie: switchboard=") {
                let value = set.split(';').next().unwrap();
                self.cookie = format!("switchboard={value}");
            }
        }
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    fn signed_in(address: SocketAddr, code: &str) -> Self {
        let mut browser = Self {
            address,
            cookie: String::new(),
        };
        let (status, answer) = browser.ask("POST", "/sign-in", &format!("code={code}"));
        assert_eq!(status, 303, "{answer}");
        browser
    }
}

fn officer(data: &str, name: &str, role: &str) {
    let email = format!("{}@example.org", name.to_lowercase());
    done(&[
        "account", "add", "--data", data, "--name", name, "--role", role, "--email", &email,
    ]);
}

#[test]
fn a_served_world_is_backed_up_restored_and_says_to_everybody_that_it_stands_still() {
    let dir = tempfile::tempdir().unwrap();
    let (data, backup, keys) = (
        path(dir.path(), "data"),
        path(dir.path(), "backup"),
        path(dir.path(), "keys"),
    );
    done(&["init", "--data", &data]);
    officer(&data, "Olga", "membership-officer");
    officer(&data, "Dilys", "dpo");
    officer(&data, "Ari", "approver");
    let file = path(dir.path(), "roll.csv");
    fs::write(&file, roll(30)).unwrap();
    done(&["import", &file, "--data", &data]);

    let server = Server::serve(Path::new(&data));
    let inside = path(Path::new(&backup), "keys");
    let (code, _, err) = told(&["backup", &backup, "--keys", &inside, "--data", &data]);
    assert_eq!(code, 1);
    assert!(err.contains("lie in one another"), "{err}");
    assert!(!Path::new(&backup).exists());
    let made: serde_json::Value = serde_json::from_str(&done(&[
        "backup", &backup, "--keys", &keys, "--data", &data, "--json",
    ]))
    .unwrap();
    assert!(made["rows"].as_u64().unwrap() > 100, "{made}");
    let checked = done(&["backup", "verify", &backup]);
    assert!(checked.contains("is whole"), "{checked}");
    server.kill();

    let restored = path(dir.path(), "restored");
    let args = [
        "restore", &backup, "--data", &restored, "--keys", &keys, "--json",
    ];
    let told_json: serde_json::Value = serde_json::from_str(&done(&args)).unwrap();
    let codes = told_json["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 3, "{told_json}");
    assert!(told_json["ledger_key"].as_str().unwrap().contains('+'));
    done(&["ledger", "verify", "--data", &restored]);
    let (code, out, _) = told(&["doctor", "--data", &restored]);
    assert_eq!(code, 1);
    assert!(out.contains("is frozen"), "{out}");
    let (code, _, err) = told(&args);
    assert_eq!(code, 1, "not twice into one place");
    assert!(err.contains("is in the way"), "{err}");

    let server = Server::serve(Path::new(&restored));
    let mut stranger = Browser {
        address: server.address,
        cookie: String::new(),
    };
    let (status, page) = stranger.ask("GET", "/frozen", "");
    assert_eq!(status, 200);
    assert!(page.contains("Everything stands still"), "{page}");
    let (_, page) = stranger.ask("GET", "/sign-in", "");
    assert!(page.contains("stands still"), "each page says so: {page}");
    let (_, page) = stranger.ask("GET", "/log", "");
    assert!(page.contains("goes on from another one"), "{page}");
    // What lay under the old log's address lies nowhere now: a cache that kept it for a year serves nobody wrong.
    let end_of = |key: &str| {
        let origin = key.split('+').next().unwrap();
        origin.rsplit('/').next().unwrap().to_owned()
    };
    let old = end_of(&done(&["ledger", "key", "--data", &data]));
    let new = end_of(told_json["ledger_key"].as_str().unwrap());
    assert_ne!(old, new);
    assert!(
        page.contains(&format!("href=\"/log/{new}/checkpoint\"")),
        "{page}"
    );
    for (name, expected) in [(&old, 404), (&new, 200)] {
        let (status, note) = stranger.ask("GET", &format!("/log/{name}/checkpoint"), "");
        assert_eq!(status, expected, "{note}");
    }

    let code_of = |name: &str| {
        let found = codes.iter().find(|code| code["name"] == name).unwrap();
        found["code"].as_str().unwrap().to_owned()
    };
    for name in ["Olga", "Ari"] {
        let one = Browser::signed_in(server.address, &code_of(name));
        assert!(!one.cookie.is_empty(), "{name}'s code opens the door");
    }
    assert_eq!(server.end(), 0);
}

#[test]
fn a_restored_file_behind_the_programs_back_is_not_served_until_it_was_restored_in_place() {
    let dir = tempfile::tempdir().unwrap();
    let data = path(dir.path(), "data");
    done(&["init", "--data", &data]);
    officer(&data, "Olga", "membership-officer");
    let file = path(dir.path(), "roll.csv");
    fs::write(&file, roll(30)).unwrap();
    done(&["import", &file, "--data", &data]);
    let database = ["switchboard.db", "switchboard.db-wal", "switchboard.db-shm"]
        .map(|name| Path::new(&data).join(name));
    let old = database.clone().map(|file| fs::read(file).ok());
    officer(&data, "Dilys", "dpo");
    fs::write(&file, roll(31)).unwrap();
    done(&["import", &file, "--data", &data]);
    for (file, old) in database.iter().zip(old) {
        let _newer = fs::remove_file(file);
        if let Some(old) = old {
            fs::write(file, old).unwrap();
        }
    }
    let (code, _, err) = told(&["serve", "--data", &data]);
    assert_eq!(code, 1);
    assert!(err.contains("restore --in-place"), "{err}");
    let (_, out, _) = told(&["doctor", "--data", &data]);
    assert!(out.contains("restore --in-place"), "{out}");
    let said = done(&["restore", "--in-place", &data]);
    assert!(said.contains("it is frozen"), "{said}");
    done(&["ledger", "verify", "--data", &data]);
    let asked = done(&[
        "restore",
        "lift",
        "--data",
        &data,
        "--because",
        "Nothing of it was needed",
    ]);
    assert!(asked.contains("or an approver approves it"), "{asked}");
    assert_eq!(Server::serve(Path::new(&data)).end(), 0);
}

/// Gives out the files of a folder over HTTP, under `/log`, for as long as the test runs.
fn given_out(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/log", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut seen = Vec::new();
            while !seen.ends_with(b"\r\n\r\n") {
                let mut some = [0; 1024];
                match stream.read(&mut some) {
                    Ok(read) if read > 0 => seen.extend_from_slice(&some[..read]),
                    _ => break,
                }
            }
            let asked = String::from_utf8_lossy(&seen).into_owned();
            let name = asked.split(' ').nth(1).unwrap_or_default();
            let name = name.trim_start_matches("/log/");
            let (status, body) = match fs::read(folder.join(name)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _hung_up = stream.write_all(&[head.into_bytes(), body].concat());
        }
    });
    url
}

#[test]
fn a_database_put_back_goes_on_with_its_log_over_the_entries_that_were_published() {
    let dir = tempfile::tempdir().unwrap();
    let data = path(dir.path(), "data");
    done(&["init", "--data", &data]);
    officer(&data, "Olga", "membership-officer");
    let file = path(dir.path(), "roll.csv");
    fs::write(&file, roll(30)).unwrap();
    done(&["import", &file, "--data", &data]);
    let old_log = path(dir.path(), "old-log");
    done(&["ledger", "publish", &old_log, "--data", &data]);
    let database = ["switchboard.db", "switchboard.db-wal", "switchboard.db-shm"]
        .map(|name| Path::new(&data).join(name));
    let old = database.clone().map(|file| fs::read(file).ok());
    officer(&data, "Dilys", "dpo");
    fs::write(&file, roll(31)).unwrap();
    done(&["import", &file, "--data", &data]);
    let key = done(&["ledger", "key", "--data", &data]);
    let log = path(dir.path(), "log");
    done(&["ledger", "publish", &log, "--data", &data]);
    for (file, old) in database.iter().zip(old) {
        let _newer = fs::remove_file(file);
        if let Some(old) = old {
            fs::write(file, old).unwrap();
        }
    }
    // Files that don't reach as far as was signed change nothing.
    let resume = |tiles: &str| {
        told(&[
            "ledger", "resume", "--data", &data, "--tiles", tiles, "--json",
        ])
    };
    let (code, _, err) = resume(&old_log);
    assert_eq!(code, 1);
    assert!(err.contains("end before entry"), "{err}");
    let (code, _, err) = told(&["serve", "--data", &data]);
    assert_eq!(code, 1);
    assert!(err.contains("restore --in-place"), "{err}");

    let (code, out, err) = resume(&given_out(PathBuf::from(&log)));
    assert_eq!(code, 0, "{err}");
    let restored: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(restored["ledger_key"], key.trim());
    assert!(restored["log_before"].is_null(), "{restored}");
    assert!(restored["log_lost"].as_u64().unwrap() > 0, "{restored}");
    let checked = done(&["ledger", "verify", "--data", &data]);
    assert!(checked.contains("are lost since a restore"), "{checked}");
    done(&["ledger", "publish", &log, "--data", &data]);
    let (code, _, err) = resume(&log);
    assert_eq!(code, 1, "not twice");
    assert!(
        err.contains("nothing was signed that the database lacks"),
        "{err}"
    );
    let server = Server::serve(Path::new(&data));
    let mut stranger = Browser {
        address: server.address,
        cookie: String::new(),
    };
    let (_, page) = stranger.ask("GET", "/log", "");
    assert!(page.contains("What was lost"), "{page}");
    assert_eq!(server.end(), 0);
}

#[test]
fn a_restored_log_is_published_beside_the_old_one_and_never_over_it() {
    let dir = tempfile::tempdir().unwrap();
    let (data, backup, keys) = (
        path(dir.path(), "data"),
        path(dir.path(), "backup"),
        path(dir.path(), "keys"),
    );
    done(&["init", "--data", &data]);
    officer(&data, "Olga", "membership-officer");
    let file = path(dir.path(), "roll.csv");
    fs::write(&file, roll(30)).unwrap();
    done(&["import", &file, "--data", &data]);
    let files = path(dir.path(), "files");
    done(&["ledger", "publish", &files, "--data", &data]);
    let old = fs::read(Path::new(&files).join("checkpoint")).unwrap();
    done(&["backup", &backup, "--keys", &keys, "--data", &data]);
    let restored = path(dir.path(), "restored");
    done(&["restore", &backup, "--data", &restored, "--keys", &keys]);
    let own = done(&["ledger", "key", "--data", &restored]);
    let own = own.split('+').next().unwrap().rsplit('/').next().unwrap();

    let log = |publish: &str| {
        format!("[serve]\nlisten = \"127.0.0.1:0\"\n[log]\npublish = \"{publish}\"\n")
    };
    let until = |what: &str, is_so: &dyn Fn() -> bool| {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < Duration::from_mins(1), "{what}");
            wait(Duration::from_millis(200));
        }
    };
    let server = Server::serve_as(Path::new(&restored), &log(&files));
    let doctor = || told(&["doctor", "--data", &restored]).1;
    until("doctor says what keeps it", &|| {
        doctor().contains(&format!("what lies in `{files}` is another log"))
    });
    assert_eq!(server.end(), 0);
    assert_eq!(fs::read(Path::new(&files).join("checkpoint")).unwrap(), old);

    let server = Server::serve_as(Path::new(&restored), &log(&format!("{files}/{{log}}")));
    let checkpoint = Path::new(&files).join(own).join("checkpoint");
    until("it is published in a place of its own", &|| {
        checkpoint.is_file()
    });
    assert!(!doctor().contains("is another log"));
    assert_eq!(server.end(), 0);
}

#[test]
fn a_backup_onto_a_full_disk_says_so_and_leaves_nothing_half_made() {
    let Some(disk) = setting("TEST_SMALL_DISK") else {
        eprintln!(
            "SKIPPED: a backup onto a full disk: set TEST_SMALL_DISK to a tmpfs of 6 MiB (./scripts/test does)"
        );
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let small = tempfile::tempdir_in(&disk).unwrap();
    let data = path(dir.path(), "data");
    done(&["init", "--data", &data]);
    let file = path(dir.path(), "roll.csv");
    fs::write(&file, roll(30)).unwrap();
    done(&["import", &file, "--data", &data]);
    let mut filler = fs::File::create(small.path().join("filler")).unwrap();
    for size in [4096, 512, 1] {
        while filler.write_all(&vec![0_u8; size]).is_ok() {}
    }
    let target = path(small.path(), "backup");
    let (code, _, err) = told(&["backup", &target, "--data", &data]);
    assert_eq!(code, 1);
    assert!(err.contains("the disk is full"), "{err}");
    let left: Vec<_> = fs::read_dir(small.path())
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    assert_eq!(left, ["filler"]);
    drop(filler);
    fs::remove_file(small.path().join("filler")).unwrap();
    done(&["backup", &target, "--data", &data]);
    done(&["backup", "verify", &target]);
}
