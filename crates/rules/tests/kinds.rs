//! `docs/checkers/kinds.tsv`: what each kind of entry is called, in which part of the program it is done and how, for checkers
//! that judge agreed tests without this program.
//!
//! Run with `UPDATE_KINDS=1` after a kind or an act was added, read the difference, commit both together.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::licence::{Act, Room, Scope, Technique};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Action;

const HEAD: &str = "\
# Kinds of entries (docs/log-format.md, section 10). Made by a test from the rules themselves; don't edit it.
# number\twhat was asked for, of a refusal\tname\tpart of the program\thow
";

fn act(kind: EventKind, purpose: &str) -> Act {
    Act {
        account: AccountId::from_bytes([1; 16]),
        at: Moment::from_millis(0),
        index: 0,
        kind,
        purpose: purpose.to_owned(),
        opened: "password".to_owned(),
        licence: None,
    }
}

/// The part and the way that a test must name to cover such an act: found by asking, as whoever judges does.
fn needs(act: &Act) -> (&'static str, &'static str) {
    let nothing = Scope {
        rooms: BTreeSet::new(),
        techniques: BTreeSet::new(),
    };
    if act.is_within(&nothing) {
        return ("*", "*");
    }
    let mut found = Vec::new();
    for room in Room::ALL {
        for technique in Technique::ALL {
            let scope = Scope {
                rooms: BTreeSet::from([*room]),
                techniques: BTreeSet::from([*technique]),
            };
            if act.is_within(&scope) {
                found.push((room.code(), technique.code()));
            }
        }
    }
    assert!(found.len() < 2, "one part, one way: {act:?}");
    found.first().copied().unwrap_or(("-", "-"))
}

fn table() -> String {
    let mut text = HEAD.to_owned();
    for kind in EventKind::ALL {
        let (code, name) = (kind.code(), kind.name());
        let refused = Action::ALL.iter().map(|action| action.text());
        let asked: Vec<&str> = match kind {
            EventKind::Refusal => refused.chain(["*"]).collect(),
            _ => vec!["-"],
        };
        for asked in asked {
            let (room, how) = needs(&act(*kind, asked));
            let _ = writeln!(text, "{code}\t{asked}\t{name}\t{room}\t{how}");
        }
    }
    text
}

#[test]
fn the_table_of_kinds_for_checkers_is_what_the_rules_judge_by() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checkers/kinds.tsv");
    let made = table();
    if std::env::var_os("UPDATE_KINDS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/checkers/kinds.tsv is not what the rules say: UPDATE_KINDS=1 cargo test -p switchboard-rules --test kinds"
    );
}

#[test]
fn what_a_program_does_needs_a_test_that_lets_one() {
    let by_program = Act {
        opened: "token".to_owned(),
        ..act(EventKind::CardDealt, "")
    };
    let scope = |techniques: &[Technique]| Scope {
        rooms: BTreeSet::from([Room::Desk]),
        techniques: techniques.iter().copied().collect(),
    };
    assert!(!by_program.is_within(&scope(&[Technique::Look])));
    assert!(by_program.is_within(&scope(&[Technique::Look, Technique::Automate])));
}
