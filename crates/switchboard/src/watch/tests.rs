//! Facts and what they mean, as a table; and that every finding has its sentences.

use switchboard_store::condition::Condition;
use switchboard_store::log::{Said, Unpublished, Witnessed};
use switchboard_store::outbox::Queue;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::screening::Age;

use super::*;
use crate::web::messages::Words;

const NOW: Moment = Moment::from_millis(1_795_545_420_000);

/// An installation that nothing is wrong with.
fn sound() -> Facts {
    Facts {
        condition: Some(Condition {
            server_at: Some(NOW),
            entries: 10,
            signed: 10,
            signed_at: Some(NOW.minus(Span::hours(1))),
            begun_at: Some(NOW.minus(Span::days(40))),
            backup_at: Some(NOW.minus(Span::hours(3))),
            ..Condition::default()
        }),
        has_keys: true,
        certificate: Some(Certified {
            until: NOW.plus(Span::days(60)),
            not_for: Vec::new(),
            broken: None,
        }),
        is_https: true,
        disks: vec![Disk {
            path: "/data".to_owned(),
            free: 50_000_000_000,
            total: 100_000_000_000,
        }],
        has_mail: true,
        has_host: true,
        testing_contacts: 1,
        backup_hours_max: 36,
        disk_percent_min: 10,
        screening: Some((Age::Fine, 3)),
        witnesses: 1,
        witness_minutes_max: 60,
        ..Facts::default()
    }
}

/// A witness that has been behind for so many minutes.
fn behind(minutes: i64) -> Witnessed {
    Witnessed {
        name: "witness.example.org/north".to_owned(),
        size: 7,
        cosigned_at: Some(NOW.minus(Span::hours(9))),
        behind_since: Some(NOW.minus(Span::minutes(minutes))),
        is_asked: true,
        said: Said::Silent,
    }
}

fn found(change: impl FnOnce(&mut Facts)) -> Vec<String> {
    let mut facts = sound();
    change(&mut facts);
    judge(&facts, NOW)
        .iter()
        .map(|finding| finding.code.to_owned())
        .collect()
}

/// Where the log is published, and what keeps it from that.
fn unpublished(wrong: Unpublished) -> Vec<String> {
    found(|facts| {
        facts.published_to = Some("/srv/log".to_owned());
        facts.unpublished = Some((wrong, NOW.minus(Span::minutes(1))));
    })
}

fn stored(change: impl FnOnce(&mut Condition)) -> Vec<String> {
    found(|facts| change(facts.condition.as_mut().unwrap()))
}

#[test]
fn an_installation_that_nothing_is_wrong_with_has_no_finding() {
    assert_eq!(found(|_| {}), Vec::<String>::new());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row after the other")]
fn each_thing_that_is_wrong_is_found_and_nothing_else() {
    let until = |days: i64| {
        move |facts: &mut Facts| {
            facts.certificate.as_mut().unwrap().until = NOW.plus(Span::days(days));
        }
    };
    let queue = |queue: Queue| stored(|condition| condition.queue = queue);
    let waits = |hours: i64| Queue {
        waiting: 3,
        oldest_at: Some(NOW.minus(Span::hours(hours))),
        ..Queue::default()
    };
    let free = |free: u64| move |facts: &mut Facts| facts.disks[0].free = free;
    for (codes, expected) in [
        (
            found(|f| f.configuration = Some("x".to_owned())),
            "configuration",
        ),
        (
            found(|f| {
                f.store = Some("x".to_owned());
                f.condition = None;
            }),
            "store",
        ),
        (found(|f| f.has_keys = false), "keys-absent"),
        (found(|f| f.open_files = vec!["a".to_owned()]), "file-open"),
        (
            found(|f| f.absent_files = vec!["a".to_owned()]),
            "secret-absent",
        ),
        (
            found(|f| {
                f.certificate = None;
                f.certificate_unusable = Some("x".to_owned());
            }),
            "certificate-unusable",
        ),
        (found(until(22)), ""),
        (found(until(21)), "certificate-ends"),
        (found(until(8)), "certificate-ends"),
        (found(until(7)), "certificate-soon"),
        (found(until(0)), "certificate-past"),
        (
            found(|f| f.certificate.as_mut().unwrap().not_for = vec!["h".to_owned()]),
            "certificate-name",
        ),
        (
            stored(|condition| condition.copies_agreed = 1),
            "copy-nowhere",
        ),
        (
            found(|f| {
                f.has_decoy = true;
                f.condition.as_mut().unwrap().copies_agreed = 1;
            }),
            "",
        ),
        (
            found(|f| f.certificate.as_mut().unwrap().broken = Some("x".to_owned())),
            "certificate-renewal",
        ),
        (
            found(|f| {
                f.certificate = None;
                f.is_https = false;
            }),
            "plain",
        ),
        (found(|f| f.certificate = None), ""),
        (found(free(10_000_000_000)), ""),
        (found(free(9_900_000_000)), "disk-low"),
        (found(free(1_900_000_000)), "disk-full"),
        (stored(|c| c.grows_bytes = Some(2_000_000_000)), "disk-days"),
        (stored(|c| c.grows_bytes = Some(1_000_000_000)), ""),
        (
            found(|f| f.database = Database::Elsewhere),
            "disk-elsewhere",
        ),
        (
            stored(|c| c.waits_since = Some(NOW.minus(Span::minutes(2)))),
            "unplaced",
        ),
        (stored(|c| c.entries = 11), "unsigned"),
        (
            stored(|c| c.signed_at = Some(NOW.plus(Span::seconds(9)))),
            "clock-behind",
        ),
        (
            stored(|c| c.server_at = Some(NOW.plus(Span::seconds(9)))),
            "clock-apart",
        ),
        (
            stored(|c| c.server_at = Some(NOW.plus(Span::seconds(4)))),
            "",
        ),
        (stored(|c| c.backup_at = None), "backup-never"),
        (
            stored(|c| {
                c.backup_at = None;
                c.begun_at = Some(NOW.minus(Span::hours(36)));
            }),
            "backup-new",
        ),
        (
            stored(|c| c.backup_at = Some(NOW.minus(Span::hours(36)))),
            "",
        ),
        (
            stored(|c| c.backup_at = Some(NOW.minus(Span::hours(37)))),
            "backup-old",
        ),
        (stored(|c| c.key_overdue_days = 1), ""),
        (stored(|c| c.key_overdue_days = 2), "key-old"),
        (stored(|c| c.keys_undestroyed = 1), "key-kept"),
        (found(|f| f.has_mail = false), "mail-absent"),
        (found(|f| f.has_host = false), "host-absent"),
        (
            found(|f| f.provider_unusable = Some("x".to_owned())),
            "oidc-unusable",
        ),
        (queue(waits(1)), ""),
        (queue(waits(3)), "mail-waits"),
        (queue(waits(25)), "mail-stuck"),
        (
            queue(Queue {
                given_up: 1,
                ..Queue::default()
            }),
            "mail-given-up",
        ),
        (
            queue(Queue {
                failing: 1,
                ..Queue::default()
            }),
            "mail-bounced",
        ),
        (found(|f| f.panics = 1), "panics"),
        (found(|f| f.testing_contacts = 0), "testing-contact"),
        (found(|f| f.screening = None), "tps-none"),
        (
            found(|f| f.screening = Some((Age::Old { days_left: 6 }, 22))),
            "tps-ends",
        ),
        (found(|f| f.screening = Some((Age::TooOld, 28))), "tps-past"),
        (
            found(|f| f.screening = Some((Age::Missing, 0))),
            "tps-needed",
        ),
        (found(|f| f.witnesses = 0), "witness-none"),
        (
            found(|f| {
                f.witnesses = 0;
                f.witnesses_unusable = Some("x".to_owned());
            }),
            "witness-file",
        ),
        (stored(|c| c.witnessed = vec![behind(60)]), ""),
        (stored(|c| c.witnessed = vec![behind(61)]), "witness-behind"),
        (
            stored(|c| c.unmet_since = Some(NOW.minus(Span::minutes(60)))),
            "",
        ),
        (
            stored(|c| {
                c.witnessed = vec![behind(61)];
                c.unmet_since = Some(NOW.minus(Span::minutes(61)));
            }),
            "witness-few",
        ),
        (
            stored(|c| {
                c.witnessed = vec![Witnessed {
                    said: Said::OtherHistory,
                    ..behind(1)
                }];
            }),
            "witness-contradicts",
        ),
        (
            stored(|c| {
                c.witnessed = vec![Witnessed {
                    said: Said::Strange,
                    ..behind(1)
                }];
            }),
            "witness-strange",
        ),
        (unpublished(Unpublished::OtherLog), "publish-other-log"),
        (
            unpublished(Unpublished::OtherHistory),
            "publish-other-history",
        ),
        (unpublished(Unpublished::Unwritable), "publish-unwritable"),
        (unpublished(Unpublished::Unreadable), "publish-unreadable"),
        (
            found(|f| f.unpublished = Some((Unpublished::OtherLog, NOW))),
            "",
        ),
    ] {
        let expected: Vec<&str> = [expected]
            .into_iter()
            .filter(|code| !code.is_empty())
            .collect();
        assert_eq!(codes, expected);
    }
}

#[test]
fn the_worst_stands_first() {
    let mut facts = sound();
    facts.witnesses = 0;
    facts.disks[0].free = 1;
    facts.panics = 2;
    let severities: Vec<Severity> = judge(&facts, NOW)
        .iter()
        .map(|finding| finding.severity)
        .collect();
    assert_eq!(
        severities,
        [Severity::Severe, Severity::Warning, Severity::Information]
    );
}

/// Each finding with every gap that any sentence has.
fn filled(code: &'static str) -> Finding {
    ["why", "path", "host", "month", "names"]
        .into_iter()
        .fold(Finding::new(code), |finding, gap| {
            finding.with(gap, "a b%20c&d=e?f")
        })
        .with("days", 3)
        .with("count", 2)
        .with("minutes", 4)
        .with("percent", 5)
        .with("megabytes", 7)
        .with("seconds", 9)
        .with("hours", 11)
}

#[test]
fn every_finding_says_what_is_so_and_how_to_mend_it_also_in_a_letter() {
    let words = Words::english();
    for (code, _) in FINDINGS {
        let finding = filled(code);
        let (sentence, mend) = (finding.sentence(&words), finding.mend(&words));
        for text in [&sentence, &mend] {
            assert!(!text.contains('⟦') && text.ends_with('.'), "{code}: {text}");
        }
        let word = encoded(&finding);
        assert!(!word.contains([' ', '\n', '=']), "{word} is one word");
        assert_eq!(told(&words, &word), format!("* {sentence}\n  {mend}\n\n"));
    }
}
