//! The contract of the command line: exit codes, one JSON object, words that say what to do next.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::house::roll;
use crate::program::{Line, Server, done, on_terminal, told};

fn world(dir: &Path) -> String {
    let data = dir.join("data").to_str().unwrap().to_owned();
    done(&["init", "--data", &data]);
    // What the disk of whoever runs the tests has left is no fault of the world.
    let config = "[alerts]\ndisk_percent_min = 1\n";
    fs::write(dir.join("data/switchboard.toml"), config).unwrap();
    data
}

fn keys(object: &serde_json::Value) -> BTreeSet<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn commands_end_with_0_when_done_1_when_refused_and_2_when_not_understood() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let nowhere = dir.path().join("nowhere").to_str().unwrap().to_owned();
    for (args, code) in [
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["ledger", "key", "--data", &data], 0),
        (vec!["ledger", "verify", "--data", &data], 0),
        (vec!["doctor", "--data", &data], 0),
        (vec!["init", "--data", &data], 1),
        (vec!["serve", "--data", &nowhere], 1),
        (vec!["doctor", "--data", &nowhere], 1),
        (vec!["ledger", "verify", "--data", &nowhere], 1),
        (
            vec!["ledger", "verify", "--data", &data, "--key", "another+key"],
            1,
        ),
        (vec!["import", &nowhere, "--data", &data], 1),
        (
            vec![
                "account",
                "add",
                "--data",
                &data,
                "--name",
                "A Colleague",
                "--role",
                "emperor",
            ],
            1,
        ),
        (vec!["demo", "--listen", "0.0.0.0:0"], 1),
        (vec![], 2),
        (vec!["serve"], 2),
        (vec!["ring-everybody"], 2),
        (vec!["import", "--data", &data, "--no-such-flag"], 2),
    ] {
        let (got, out, err) = told(&args);
        assert_eq!(got, code, "{args:?}: {out}{err}");
        if code == 1 {
            let reason = err.lines().last().unwrap();
            assert!(
                reason.starts_with("switchboard: ") && reason.len() > 30,
                "{args:?} says why: {err}"
            );
            assert!(
                !err.contains("panicked") && !err.contains("Error {"),
                "{args:?}: {err}"
            );
        }
        assert!(code != 2 || err.contains("Usage"), "{args:?}: {err}");
    }
}

#[test]
fn a_command_never_makes_a_world_but_init() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    let data = nowhere.to_str().unwrap();
    for args in [
        ["serve", "--data", data].as_slice(),
        &["migrate", "--data", data],
        &["worker", "--data", data],
        &["doctor", "--data", data],
    ] {
        assert_eq!(told(args).0, 1, "{args:?}");
        assert!(!nowhere.exists(), "{args:?} made `nowhere`");
    }
}

#[test]
fn an_import_says_what_it_did_in_one_object_and_the_same_file_again_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let file = dir.path().join("roll.csv");
    let rejects = dir.path().join("rejects.csv");
    let import = |text: &str| -> serde_json::Value {
        fs::write(&file, text).unwrap();
        let args = [
            "import",
            file.to_str().unwrap(),
            "--data",
            &data,
            "--json",
            "--rejects",
            rejects.to_str().unwrap(),
        ];
        serde_json::from_str(&done(&args)).unwrap()
    };
    let bad = format!("{}M-1,Mrs,,,07700 900001,,Abercwm\n", roll(30));
    let first = import(&bad);
    assert_eq!(
        keys(&first),
        BTreeSet::from([
            "changed",
            "changed_by_hand_meanwhile",
            "changed_fields",
            "created",
            "duplicates",
            "ended",
            "id",
            "notes_page",
            "notices",
            "rejected",
            "unchanged"
        ])
    );
    assert_eq!(
        [&first["created"], &first["changed"], &first["rejected"]],
        [30, 0, 1]
    );
    let back = fs::read_to_string(&rejects).unwrap();
    assert!(
        back.starts_with(
            "\u{feff}member_id,title,first_name,last_name,mobile,email,branch,line,reason"
        ),
        "{back}"
    );
    assert!(
        back.lines()
            .nth(1)
            .unwrap()
            .starts_with("M-1,Mrs,,,07700 900001,,Abercwm,32,"),
        "{back}"
    );
    assert_eq!(
        fs::metadata(&rejects).unwrap().permissions().mode() & 0o077,
        0,
        "the rejects are the operator's alone"
    );
    let again = import(&bad);
    assert_eq!(
        [&again["created"], &again["changed"], &again["unchanged"]],
        [0, 0, 30]
    );
    let spelt = import(&roll(30).replace(",07700900", ",+44 (0)7700 900 "));
    assert_eq!(
        [&spelt["created"], &spelt["changed"], &spelt["unchanged"]],
        [0, 0, 30],
        "the same number is no change"
    );
    let ids: BTreeSet<String> = [first, again, spelt]
        .iter()
        .map(|import| import["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 3);
    let verified = done(&["ledger", "verify", "--data", &data]);
    assert!(
        verified.contains("waiting for their place: 0"),
        "{verified}"
    );
}

/// The lines of a terminal once everything was sent. Without the log's: a slow machine gets warnings.
fn screen(sent: &str) -> Vec<String> {
    let mut lines = vec![Vec::new()];
    let mut at = 0;
    for letter in sent.chars() {
        let line = lines.last_mut().unwrap();
        match letter {
            '\r' => at = 0,
            '\n' => lines.push(Vec::new()),
            letter => {
                line.resize(line.len().max(at + 1), ' ');
                line[at] = letter;
                at += 1;
            }
        }
    }
    let texts = lines.into_iter().map(String::from_iter);
    texts
        .filter(|line| !line.contains("WARN"))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[test]
fn an_import_on_a_terminal_draws_a_bar_and_wipes_it_off() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let file = dir.path().join("roll.csv");
    fs::write(&file, roll(250)).unwrap();
    let import = ["import", file.to_str().unwrap(), "--data", &data];
    for (columns, begins, ends) in [
        (
            72,
            "[----------------------------------------] 0%  0 rows",
            "[========================================] 100%  250 rows",
        ),
        (16, "0%  0 rows", "100%  250 rows"),
        (9, "0%", "100%"),
    ] {
        let sent = on_terminal(columns, &import);
        let drawn: Vec<&str> = sent
            .split('\r')
            .filter(|text| text.contains('%') && !text.contains("WARN"))
            .collect();
        assert_eq!(drawn[0].trim_end(), begins, "{sent:?}");
        assert_eq!(drawn[drawn.len() - 1].trim_end(), ends, "{sent:?}");
        for line in drawn {
            assert_eq!(line.len(), columns - 1, "it covers its line and no more");
        }
        let lines = screen(&sent);
        assert!(lines[0].starts_with("created "), "{lines:?}");
        assert!(!lines.concat().contains('%'), "{lines:?}");
    }
}

#[test]
fn an_import_that_fails_on_a_terminal_gives_its_reason_on_a_clean_line() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let file = dir.path().join("roll.csv");
    fs::write(&file, format!("{}\0", roll(250))).unwrap();
    let sent = on_terminal(72, &["import", file.to_str().unwrap(), "--data", &data]);
    assert!(sent.contains("] 0%  0 rows"), "{sent:?}");
    let lines = screen(&sent);
    assert!(
        lines[0].starts_with("switchboard: line 252 ") && lines[0].contains("NUL"),
        "{lines:?}"
    );
}

#[test]
fn an_import_into_a_pipe_draws_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let file = dir.path().join("roll.csv");
    fs::write(&file, roll(250)).unwrap();
    let (code, out, err) = told(&["import", file.to_str().unwrap(), "--data", &data]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.starts_with("created 250  changed 0  unchanged 0  ended 0  rejected 0  duplicates 0\nThe letters were read as UTF-8.\nto undo it: switchboard import undo "),
        "{out}"
    );
    assert_eq!(out.lines().count(), 3);
    assert!(!err.contains(['\r', '%']), "{err:?}");
}

#[test]
fn a_worker_on_sqlite_is_refused_and_told_what_to_run() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let entries = || done(&["ledger", "verify", "--data", &data]);
    let before = entries();
    let (code, out, err) = told(&["worker", "--data", &data]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(
        err.contains("PostgreSQL") && err.contains(&format!("`switchboard serve --data {data}`")),
        "{err}"
    );
    assert_eq!(entries(), before, "it wrote nothing");
}

#[test]
fn doctor_names_a_key_that_others_can_read_and_how_to_mend_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let key = fs::read_dir(Path::new(&data).join("keys"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let (code, out, err) = told(&["doctor", "--data", &data]);
    assert_eq!(code, 1);
    let told_all = format!("{out}{err}");
    assert!(
        told_all.contains(key.to_str().unwrap()) && told_all.contains("chmod go="),
        "{told_all}"
    );
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    done(&["doctor", "--data", &data]);
    fs::rename(Path::new(&data).join("keys"), dir.path().join("keys")).unwrap();
    let (code, out, _) = told(&["doctor", "--data", &data]);
    assert!(code == 1 && out.contains("keys"), "{out}");
}

#[test]
fn serve_refuses_a_public_address_and_a_key_that_nobody_knows() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let config = Path::new(&data).join("switchboard.toml");
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.7:8080"] {
        fs::write(&config, format!("[serve]\nlisten = \"{listen}\"\n")).unwrap();
        let (code, _, err) = told(&["serve", "--data", &data]);
        assert!(
            code == 1 && err.contains(listen) && err.contains("127.0.0.1"),
            "{err}"
        );
    }
    for (text, word) in [
        ("[serve]\nlissten = \"127.0.0.1:0\"\n", "lissten"),
        ("[surf]\n", "surf"),
    ] {
        fs::write(&config, text).unwrap();
        let (code, _, err) = told(&["serve", "--data", &data]);
        assert!(
            code == 1 && err.contains(word) && err.contains("switchboard.toml"),
            "{err}"
        );
    }
}

#[test]
fn the_demo_prints_one_object_with_a_way_in_for_everybody_and_leaves_nothing_behind() {
    let (server, object) = Server::demo(&["--members", "200"]);
    assert_eq!(
        keys(&object),
        BTreeSet::from(["accounts", "data", "ledger_key", "url"])
    );
    let accounts = object["accounts"].as_array().unwrap();
    let roles: Vec<&str> = accounts
        .iter()
        .map(|account| account["role"].as_str().unwrap())
        .collect();
    let count = |role: &str| roles.iter().filter(|found| **found == role).count();
    let expected = [
        ("membership-officer", 1),
        ("returning-officer", 1),
        ("dpo", 1),
        ("committee", 1),
        ("organiser", 2),
        ("caller", 6),
    ];
    assert_eq!(expected.map(|(role, _)| (role, count(role))), expected);
    for account in accounts {
        assert_eq!(
            keys(account),
            BTreeSet::from([
                "api_token",
                "campaign",
                "name",
                "role",
                "sign_in_code",
                "sign_in_url"
            ])
        );
        let (url, code) = (
            account["sign_in_url"].as_str().unwrap(),
            account["sign_in_code"].as_str().unwrap(),
        );
        assert!(
            url.ends_with("/sign-in") && !url.contains(code),
            "no secret stands in an address: {url}"
        );
        let mut line = Line::open(server.address).unwrap();
        let (status, _) = line
            .api(
                "GET",
                "/api/v1/banks",
                account["api_token"].as_str().unwrap(),
                "",
            )
            .unwrap();
        assert_eq!(status, 200, "{}", account["role"]);
    }
    let data = object["data"].as_str().unwrap().to_owned();
    assert!(Path::new(&data).is_dir());
    assert_eq!(server.end(), 0);
    assert!(!Path::new(&data).exists(), "the demo's world is gone");
}

#[test]
fn a_demo_begins_with_calls_behind_it_and_a_fresh_one_with_none() {
    let few = ["--members", "200"];
    let fresh = ["--members", "200", "--fresh"];
    for (args, has_rung) in [(few.as_slice(), true), (fresh.as_slice(), false)] {
        let (server, object) = Server::demo(args);
        let accounts = object["accounts"].as_array().unwrap();
        let dpo = accounts.iter().find(|one| one["role"] == "dpo").unwrap();
        let mut line = Line::open(server.address).unwrap();
        let path = "/api/v1/ledger/entries?kind=card_dealt";
        let token = dpo["api_token"].as_str().unwrap();
        let (status, page) = line.api("GET", path, token, "").unwrap();
        assert_eq!(status, 200, "{args:?}: {page}");
        let dealt = page["entries"].as_array().unwrap();
        assert_eq!(!dealt.is_empty(), has_rung, "{args:?}: {page}");
        assert_eq!(server.end(), 0, "{args:?}");
    }
}

#[test]
fn what_a_server_wrote_last_has_its_place_when_it_has_ended_and_the_next_need_not_wait() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    // A lease on the log runs for ten seconds; neither of these waits for the one before.
    for _ in 0..3 {
        let server = Server::serve(Path::new(&data));
        assert_eq!(server.end(), 0);
        let verified = done(&["ledger", "verify", "--data", &data]);
        assert!(
            verified.contains("waiting for their place: 0"),
            "{verified}"
        );
    }
}
