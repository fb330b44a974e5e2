//! How the installation stands: `doctor`, the page, the figures and the alert say the same.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::house::{Plan, on_both};
use crate::program::{Server, done, told};

fn world(dir: &Path) -> PathBuf {
    let data = dir.join("data");
    done(&["init", "--data", data.to_str().unwrap()]);
    configure(&data, "");
    data
}

/// What `doctor --json` says: its exit code, and codes with severities.
fn doctor(data: &Path) -> (i32, Vec<(String, String)>) {
    let (code, out, _) = told(&["doctor", "--json", "--data", data.to_str().unwrap()]);
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut found = Vec::new();
    for one in object["findings"].as_array().unwrap() {
        for sentence in [&one["text"], &one["mend"]] {
            let sentence = text(sentence);
            assert!(
                sentence.ends_with('.') && !sentence.contains('⟦'),
                "{sentence}"
            );
        }
        found.push((text(&one["code"]), text(&one["severity"])));
    }
    (code, found)
}

fn codes(data: &Path) -> Vec<String> {
    doctor(data).1.into_iter().map(|(code, _)| code).collect()
}

/// A certificate that ends after so many days, with its key, as files that only their owner may read.
fn certify(data: &Path, host: &str, days: i64) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the built program reads the machine's clock"
    )]
    let today = jiff::tz::TimeZone::UTC
        .to_datetime(jiff::Timestamp::now())
        .date();
    let end = today.checked_add(jiff::Span::new().days(days)).unwrap();
    let mut params = rcgen::CertificateParams::new(vec![host.to_owned()]).unwrap();
    let part = |n: i8| u8::try_from(n).unwrap();
    params.not_after = rcgen::date_time_ymd(end.year().into(), part(end.month()), part(end.day()));
    let key = rcgen::KeyPair::generate().unwrap();
    fs::write(
        data.join("chain.pem"),
        params.self_signed(&key).unwrap().pem(),
    )
    .unwrap();
    fs::write(data.join("key.pem"), key.serialize_pem()).unwrap();
    fs::set_permissions(data.join("key.pem"), fs::Permissions::from_mode(0o600)).unwrap();
}

/// What the disk of whoever runs the tests has left is no fault of the world.
const ANY_DISK: &str = "[alerts]\ndisk_percent_min = 1\n";

fn configure(data: &Path, text: &str) {
    let alerts = if text.contains("[alerts]") {
        ""
    } else {
        ANY_DISK
    };
    fs::write(data.join("switchboard.toml"), format!("{text}\n{alerts}")).unwrap();
}

const CERTIFIED: &str =
    "[serve]\nhost = \"calls.example.org\"\ncertificate = \"chain.pem\"\nkey = \"key.pem\"\n";

#[test]
fn doctor_says_what_is_wrong_with_certificate_secrets_and_configuration_and_how_to_mend_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let (code, found) = doctor(&data);
    assert_eq!(code, 0, "a new world has nothing wrong with it: {found:?}");
    assert!(
        found.iter().all(|(_, severity)| severity == "information"),
        "{found:?}"
    );
    configure(&data, CERTIFIED);
    certify(&data, "calls.example.org", 90);
    assert_eq!(doctor(&data).0, 0);
    for (host, days, code) in [
        ("calls.example.org", 15, "certificate-ends"),
        ("calls.example.org", 4, "certificate-soon"),
        ("other.example.org", 90, "certificate-name"),
    ] {
        certify(&data, host, days);
        assert_eq!(doctor(&data).0, 1, "{code}");
        assert!(codes(&data).contains(&code.to_owned()), "{code}");
    }
    certify(&data, "calls.example.org", 90);
    fs::set_permissions(data.join("key.pem"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(codes(&data).contains(&"file-open".to_owned()));
    fs::set_permissions(data.join("key.pem"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(
        !codes(&data).contains(&"file-open".to_owned()),
        "its group may read it"
    );
    fs::write(data.join("key.pem"), "nothing").unwrap();
    assert!(codes(&data).contains(&"certificate-unusable".to_owned()));
    configure(
        &data,
        "[mail]\nserver = \"smtp.example.org\"\nfrom = \"a@example.org\"\nuser = \"a\"\npassword_file = \"nowhere\"\n",
    );
    assert!(codes(&data).contains(&"secret-absent".to_owned()));
    configure(&data, "[mail]\nserve = \"smtp.example.org\"\n");
    let (code, out, _) = told(&["doctor", "--data", data.to_str().unwrap()]);
    assert!(
        code == 1 && out.contains("`serve`") && out.contains("docs/configuration.md"),
        "{out}"
    );
}

fn metrics(address: SocketAddr) -> String {
    let mut line = TcpStream::connect(address).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    line.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut text = String::new();
    line.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_figures_say_what_doctor_says_and_end_with_the_line() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let server = Server::serve(&data);
    let text = metrics(server.address);
    let found = codes(&data);
    assert!(!found.is_empty());
    for line in text
        .lines()
        .filter(|line| line.starts_with("switchboard_finding{"))
    {
        let code = line.split('"').nth(1).unwrap();
        let expected = if found.iter().any(|one| one == code) {
            "1"
        } else {
            "0"
        };
        assert!(line.ends_with(expected), "{line}; doctor found {found:?}");
    }
    for figure in [
        "disk_free_bytes ",
        "database_bytes ",
        "mail_waiting 0",
        "ledger_unsigned ",
        "connections 1",
    ] {
        assert!(
            text.contains(&format!("\nswitchboard_{figure}")),
            "{figure} in {text}"
        );
    }
    assert_eq!(server.end(), 0);
}

#[test]
fn the_page_tells_the_offices_what_is_so_and_each_look_is_an_entry() {
    on_both(
        Plan {
            members: 12,
            ..Plan::default()
        },
        |house| {
            for person in [house.officer(), house.dpo()] {
                let page = person.get("/installation").expect(200);
                for wanted in [
                    "<h1>Installation</h1>",
                    "No witness countersigns the log yet.",
                    "No letters go out",
                ] {
                    assert!(page.body.contains(wanted), "{wanted} in {}", page.body);
                }
            }
            house.caller(0).get("/installation").expect(404);
            let looks = crate::house::entries(house)
                .iter()
                .filter(|entry| entry.kind == 114)
                .count();
            assert_eq!(looks, 2);
        },
    );
}

#[test]
fn a_letter_that_comes_back_is_read_from_standard_input_and_a_strangers_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    let data = world(dir.path());
    let bounce = |text: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_switchboard"))
            .args(["mail", "bounce", "--data", data.to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (code, said) = bounce("Subject: Away\n\nI am on holiday.\n");
    assert!(code == 0 && said.contains("no report"), "{said}");
    let forged = format!(
        "To: bounces+{}@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n--c--\n",
        "0".repeat(48)
    );
    let (code, said) = bounce(&forged);
    assert!(
        code == 0 && said.contains("no letter of this world"),
        "{said}"
    );
}
