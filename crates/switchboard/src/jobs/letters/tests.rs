//! Letters over a real mail server (aiosmtpd, which `./scripts/test` installs), and reports that come back.

#[path = "../../../tests/it/mail_server.rs"]
mod mail_server;

use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use switchboard_store::machine::{Letter, Reader};
use switchboard_store::rules::language::Language;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::{Meta, Options, World, WorldKind, condition, outbox};

use self::mail_server::MailServer as Server;
use super::round;
use crate::config::{Config, MailTls};
use crate::post::{Post, Returned, Writer, read};
use crate::watch;
use crate::web::messages::Words;

const NOW: Moment = Moment::from_millis(1_795_545_420_000);
/// Letters go to this server, alerts to these addresses.
fn config(server: &Server, to: &str) -> Config {
    let mail = server.configuration();
    toml::from_str(&format!("{mail}[alerts]\nto = [{to}]\n")).unwrap()
}

fn world() -> (tempfile::TempDir, World) {
    let dir = tempfile::tempdir().unwrap();
    let meta = Meta::new(WorldKind::Live, "Example Party", "log.example.org").unwrap();
    let data = dir.path().join("data");
    let world = World::create(&data, None, &meta, NOW, Options::default()).unwrap();
    (dir, world)
}

/// Puts a letter to the operator into the queue.
fn put(world: &World, now: Moment) {
    let alert = condition::Alert {
        codes: vec!["disk-low"],
        vars: format!(
            "finding={}",
            crate::watch::encoded(&crate::watch::Finding::new("witness-none"))
        ),
        has_operator: true,
    };
    assert!(condition::alert(world, alert, now).unwrap());
}

fn state(world: &World, now: Moment) -> (u64, bool, u64, u64, u64) {
    let queue = outbox::queue(world, now).unwrap();
    (
        queue.waiting,
        queue.sent_at.is_some(),
        queue.bounced,
        queue.given_up,
        queue.failing,
    )
}

const WAITS: (u64, bool, u64, u64, u64) = (1, false, 0, 0, 0);
const SENT: (u64, bool, u64, u64, u64) = (0, true, 0, 0, 0);

/// One letter to an address, and how the queue stands after each of some moments.
fn tried(server: &Server, to: &str, minutes: &[i64]) -> Vec<(u64, bool, u64, u64, u64)> {
    let (dir, world) = world();
    let post = Post::new(
        world.meta(),
        &config(server, &format!("\"{to}\"")),
        dir.path().to_owned(),
    );
    put(&world, NOW);
    minutes
        .iter()
        .map(|minutes| {
            let now = NOW.plus(Span::minutes(*minutes));
            round(&post, &world, now).unwrap();
            state(&world, now)
        })
        .collect()
}

#[test]
fn a_letter_goes_out_over_starttls_and_a_sign_in_with_its_words_and_marks() {
    let Some(server) = Server::start() else {
        return;
    };
    assert_eq!(
        tried(&server, "Operator <operator@example.org>", &[0]),
        [SENT]
    );
    let kept = server.kept();
    assert_eq!(kept.len(), 1);
    let letter = &kept[0];
    let (head, _) = letter.split_once('\n').unwrap();
    let head: serde_json::Value = serde_json::from_str(head).unwrap();
    assert_eq!(head["to"], serde_json::json!(["operator@example.org"]));
    assert_eq!(
        (head["tls"].as_bool(), head["user"].as_str()),
        (Some(true), Some("switchboard"))
    );
    let back = head["from"].as_str().unwrap();
    let mark = back
        .strip_prefix("bounces+")
        .unwrap()
        .strip_suffix("@example.org")
        .unwrap();
    assert_eq!(mark.len(), 48);
    for wanted in [
        &format!("Message-ID: <{mark}@example.org>"),
        "Auto-Submitted: auto-generated",
        "Reply-To: office@example.org",
        "Subject: Example Party: something is wrong with the installation",
        "* No witness countersigns the log yet.",
        "one letter a day at most",
        "Date: Tue, 24 Nov 2026",
    ] {
        assert!(letter.contains(wanted), "{wanted} in {letter}");
    }
    assert!(!letter.contains('⟦'), "{letter}");
}

#[test]
fn what_the_mail_server_says_decides_what_becomes_of_a_letter() {
    let Some(server) = Server::start() else {
        return;
    };
    let at = |to: &str, minutes: &[i64]| tried(&server, to, minutes);
    // 5xx to the address: noted, and never again.
    assert_eq!(at("gone@example.org", &[0, 20]), [(0, false, 1, 0, 1); 2]);
    // 5xx to the letter: given up, and the address is no worse for it.
    assert_eq!(at("spam@example.org", &[0]), [(0, false, 0, 1, 0)]);
    // 4xx: again after a minute, not before.
    assert_eq!(at("later@example.org", &[0, 0, 2]), [WAITS, WAITS, SENT]);
    // Cut in the midst of the letter.
    assert_eq!(at("killed@example.org", &[0, 2]), [WAITS, SENT]);
    // A full mailbox for days on end.
    let days = |days: i64| days * 24 * 60;
    assert_eq!(
        at("full@example.org", &[0, days(1), days(4), days(6)]),
        [WAITS, WAITS, WAITS, (0, false, 0, 1, 0)]
    );
}

#[test]
fn a_letter_whose_answer_was_lost_comes_twice_under_one_message_id() {
    let Some(server) = Server::start() else {
        return;
    };
    assert_eq!(tried(&server, "lost@example.org", &[0, 2]), [WAITS, SENT]);
    let ids: Vec<String> = server
        .kept()
        .iter()
        .map(|letter| {
            letter
                .lines()
                .find(|line| line.starts_with("Message-ID:"))
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn a_server_that_can_not_be_used_keeps_letters_waiting_and_harms_no_address() {
    let Some(server) = Server::start() else {
        return;
    };
    let right = config(&server, "\"operator@example.org\"");
    let mut wrong_password = right.clone();
    fs::write(server.dir.path().join("other"), "not the password").unwrap();
    wrong_password.mail.password_file = Some(server.dir.path().join("other"));
    let mut nobody = right.clone();
    nobody.mail.port = Some(1);
    let mut unknown = right.clone();
    unknown.mail.authorities = None;
    let mut plain = right.clone();
    plain.mail.tls = MailTls::Tls;
    for (config, word) in [
        (&wrong_password, "sign-in-5.7.8"),
        (&nobody, "connection"),
        (&unknown, "tls"),
        (&plain, ""),
    ] {
        let (dir, world) = world();
        let post = Post::new(world.meta(), config, dir.path().to_owned());
        put(&world, NOW);
        round(&post, &world, NOW).unwrap();
        assert_eq!(state(&world, NOW), WAITS);
        let said = post.test("operator@example.org", NOW).unwrap_err();
        assert!(
            said.starts_with(word) || said == "connection",
            "{said}, not {word}"
        );
    }
    let (dir, world) = world();
    let post = Post::new(world.meta(), &right, dir.path().to_owned());
    post.test("operator@example.org", NOW).unwrap();
    assert!(
        server
            .kept()
            .iter()
            .any(|letter| letter.contains("to see whether letters go out"))
    );
}

#[test]
fn a_server_that_says_nothing_is_left_in_the_end() {
    // A listener that takes the line and hangs up without a word.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (ended, end) = mpsc::channel::<()>();
    let thread = std::thread::spawn(move || {
        let line = listener.accept().unwrap();
        drop(line);
        let _waits = end.recv_timeout(Duration::from_secs(5));
    });
    let (dir, world) = world();
    let config: Config = toml::from_str(&format!(
        "[mail]\nserver = \"127.0.0.1\"\nport = {port}\ntls = \"none-on-loopback\"\nfrom = \"a@example.org\"\n[alerts]\nto = [\"b@example.org\"]\n"
    ))
    .unwrap();
    put(&world, NOW);
    let post = Post::new(world.meta(), &config, dir.path().to_owned());
    round(&post, &world, NOW).unwrap();
    assert_eq!(state(&world, NOW), WAITS);
    drop(ended);
    thread.join().unwrap();
}

const MARK: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";

/// A report as mail systems write it (RFC 3464).
fn report(action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nTo: bounces+{MARK}@example.org\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"cut\"\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nStatus: I'm sorry.\r\n--cut\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; somebody@example.org\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 not here\r\n\r\n--cut\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{MARK}@example.org>\r\n--cut--\r\n"
    )
}

#[test]
fn a_report_is_read_for_what_failed_and_for_nothing_else() {
    let failed = |code: &str| Returned::Failed {
        mark: MARK.to_owned(),
        code: code.to_owned(),
    };
    let whole = report("failed", "5.1.1");
    for (text, read_as) in [
        (whole.clone(), failed("5.1.1")),
        (report("Failed", "5.4.1 (no way there)"), failed("5.4.1")),
        (report("failed", "nonsense"), failed("5.0.0")),
        (report("delayed", "4.4.7"), Returned::NotFailed),
        (report("delivered", "2.0.0"), Returned::NotFailed),
        // The mark is in the letter's own id alone.
        (
            whole.replace(&format!("bounces+{MARK}@"), "bounces@"),
            failed("5.1.1"),
        ),
        (whole.replace(MARK, "no-mark"), Returned::NoReport),
        // A holiday notice.
        (
            format!("To: bounces+{MARK}@example.org\r\nSubject: Away\r\n\r\nAction: failed\r\n"),
            Returned::NoReport,
        ),
        (String::new(), Returned::NoReport),
        ("\u{fffd}+\u{fffd}".repeat(40), Returned::NoReport),
    ] {
        assert_eq!(read(&text), read_as, "{text}");
    }
}

/// A letter of a kind, with all that any of them needs.
fn letter_of(kind: &str, reader: Reader) -> Letter {
    let vars = [
        ("at", "1795545420000"),
        ("due", "1795545420000"),
        ("from", "1795545420000"),
        ("until", "1795545420000"),
        ("ended", "1795545420000"),
        ("size", "anyone"),
        ("account", "Anwen"),
        ("names", "witness.example.org/north"),
        ("by", "Bryn"),
        ("asker", "Dilys"),
        ("code", "x"),
        ("opened", "passkey"),
        ("role", "dpo"),
        ("how", "alone"),
        ("way", "page"),
        ("invitation", "00000000000000000000000001"),
        ("shift", "00000000000000000000000001"),
        ("guest", "Ceri"),
        ("request", "forget-member"),
        ("campaign", "Harbour campaign"),
        ("what-for", "complaint"),
        ("frozen", "campaign"),
        ("step", "pressed"),
        ("why", "not-taken"),
        ("key", "log.example.org/live-0a1b2c3d+00000000+AQID"),
        ("checkpoint", "log.example.org%0A7%0A%0A—%20a%20b%0A"),
    ];
    Letter {
        kind: kind.to_owned(),
        address: "a@example.org".to_owned(),
        vars: vars
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        reader,
        put_at: NOW,
        mark: MARK.to_owned(),
    }
}

fn kinds() -> impl Iterator<Item = &'static str> {
    let all = outbox::Message::ALL.iter();
    all.map(|message| message.text()).chain(["test"])
}

#[test]
fn every_kind_of_letter_has_a_subject_and_a_body_in_every_language() {
    let (_dir, world) = world();
    for words in [Words::english(), Words::welsh_alone()] {
        let writer = Writer::new(world.meta(), &Config::default(), words);
        for kind in kinds() {
            let letter = letter_of(kind, Reader::Other);
            let subject = writer.line("subject", &letter);
            assert!(
                !subject.contains('⟦') && !subject.contains('\n'),
                "{kind}: {subject}"
            );
            assert!(!writer.line("body", &letter).contains('⟦'), "{kind}");
        }
    }
}

/// With the letters of every message changed, what is left in Latin ones comes from no message.
#[test]
fn whatever_a_letter_says_is_a_message_or_was_told_to_it() {
    let (_dir, world) = world();
    let change = |text: &str| {
        let letter = |c: char| if c.is_ascii_alphabetic() { 'ø' } else { c };
        text.chars().map(letter).collect::<String>().into()
    };
    let writer = Writer::new(world.meta(), &Config::default(), Words::changed(change));
    for kind in kinds() {
        let letter = letter_of(kind, Reader::Other);
        let mut told: Vec<String> = letter.vars.iter().map(|(_, value)| value.clone()).collect();
        told.extend(["Switchboard".to_owned(), world.meta().organisation.clone()]);
        told.push(watch::plain(
            told.iter().find(|one| one.contains("%0A")).unwrap(),
        ));
        let said = [
            writer.line("subject", &letter),
            writer.line("body", &letter),
        ]
        .join("\n");
        for word in said.split(|c: char| !c.is_ascii_alphanumeric()) {
            let is_word = word.chars().filter(char::is_ascii_alphabetic).count() > 1;
            let is_told = told.iter().any(|text| text.contains(word));
            assert!(!is_word || is_told, "{kind} says `{word}`: {said}");
        }
    }
}

#[test]
fn a_letter_is_in_the_language_of_whoever_reads_it_and_to_members_in_both_where_that_is_set() {
    let (_dir, world) = world();
    let mut config = Config::default();
    let line = |config: &Config, usual, reader| {
        let writer = Writer::new(world.meta(), config, Words::of(usual));
        writer.line("subject", &letter_of("objection-taken", reader))
    };
    let said = |language| Words::of(language).t("letter-objection-taken-subject");
    let (english, welsh) = (Language::English, Language::Welsh);
    for (usual, reader, told) in [
        (english, Reader::Account(Some(welsh)), welsh),
        (welsh, Reader::Account(Some(english)), english),
        (welsh, Reader::Account(None), welsh),
        (welsh, Reader::Other, welsh),
        (english, Reader::Member, english),
        (welsh, Reader::Member, welsh),
    ] {
        assert_eq!(
            line(&config, usual, reader),
            said(told),
            "{usual:?} {reader:?}"
        );
    }
    config.language.both_to_members = true;
    let both = format!("{} / {}", said(welsh), said(english));
    assert_eq!(line(&config, welsh, Reader::Member), both);
    let own = line(&config, english, Reader::Account(Some(welsh)));
    assert_eq!(own, said(welsh));
}
