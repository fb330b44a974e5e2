//! A letter from the console to somebody's mailbox, and back: the queue, the program that serves, a real mail server.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::mail_server::MailServer;
use crate::program::{Server, done, wait};

/// What `mail bounce` answers to a report: its exit code, and what it says.
fn bounce(data: &Path, report: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_switchboard"))
        .args(["mail", "bounce", "--data", data.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut into = child.stdin.take().unwrap();
    into.write_all(report.as_bytes()).unwrap();
    drop(into);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

/// A report that the letter of this mark has failed, as mail systems write it (RFC 3464).
fn failed(mark: &str) -> String {
    format!(
        "To: bounces+{mark}@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n--c--\n"
    )
}

/// The letter with these words, as soon as it has come.
fn letter(mail: &MailServer, words: &str) -> String {
    for _ in 0..600 {
        let come = mail.kept().into_iter().find(|one| one.contains(words));
        if let Some(come) = come {
            return come;
        }
        wait(Duration::from_millis(100));
    }
    panic!("no letter with `{words}` came within a minute")
}

#[test]
fn an_account_added_at_the_console_beside_a_server_is_told_to_the_officers_by_letter() {
    let Some(mail) = MailServer::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let at = data.to_str().unwrap();
    done(&[
        "init",
        "--data",
        at,
        "--officer",
        "Orla Officer=orla@office.example.org",
    ]);
    let listen = "[serve]\nlisten = \"127.0.0.1:0\"\n";
    let server = Server::serve_as(&data, &format!("{listen}{}", mail.configuration()));
    done(&[
        "account",
        "add",
        "--data",
        at,
        "--role",
        "dpo",
        "--name",
        "Della Dpo",
        "--email",
        "della@office.example.org",
    ]);
    let come = letter(&mail, "Della Dpo was given an account");
    let (head, text) = come.split_once('\n').unwrap();
    let head: serde_json::Value = serde_json::from_str(head).unwrap();
    assert_eq!(head["to"], serde_json::json!(["orla@office.example.org"]));
    assert_eq!(head["tls"], true, "{head}");
    assert!(text.contains("somebody was given an account"), "{text}");
    assert!(text.contains("data protection officer"), "{text}");
    assert!(!text.contains('⟦'), "{text}");

    // And it comes back: the mailbox hands the report over while the world is served.
    let back = head["from"].as_str().unwrap();
    let mark = back.strip_prefix("bounces+").unwrap();
    let mark = mark.strip_suffix("@example.org").unwrap();
    let (code, said, err) = bounce(&data, &failed(mark));
    assert_eq!(code, 0, "{err}");
    assert!(said.contains("that address does not work"), "{said}");
    let (code, said, _) = bounce(&data, &failed(mark));
    assert_eq!(code, 0);
    assert!(said.contains("noted before"), "{said}");
    assert_eq!(server.end(), 0);
}

#[test]
fn a_report_that_can_not_be_noted_now_is_left_to_the_mail_system_for_later() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("data");
    let (code, _, err) = bounce(&nowhere, &failed(&"0".repeat(48)));
    assert_eq!(code, 75, "EX_TEMPFAIL, or the report is lost: {err}");
    assert!(err.contains("hands it over again later"), "{err}");
    let (code, _, err) = bounce(&nowhere, "Subject: Away\n\nI am on holiday.\n");
    assert_eq!(
        code, 0,
        "a report about nothing is not asked for again: {err}"
    );
}
