use super::*;
use std::collections::BTreeSet;

#[test]
fn every_kind_reads_back_from_its_number() {
    for kind in EventKind::ALL {
        assert_eq!(EventKind::from_code(kind.code()), Some(*kind));
    }
    assert_eq!(EventKind::from_code(0), None);
    assert_eq!(EventKind::from_code(u16::MAX), None);
}

#[test]
fn numbers_rise_and_names_are_given_once() {
    assert!(
        EventKind::ALL
            .windows(2)
            .all(|pair| pair[0].code() < pair[1].code())
    );
    let names: BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), EventKind::ALL.len());
}

#[test]
fn the_numbers_in_signed_entries_never_change() {
    let lines = EventKind::ALL.iter().map(|kind| {
        format!(
            "{} {}
",
            kind.code(),
            kind.name()
        )
    });
    let list: String = lines.collect();
    assert_eq!(list, include_str!("../../tests/events.list"));
}

#[test]
fn the_message_key_carries_the_name() {
    for kind in EventKind::ALL {
        assert_eq!(
            kind.label(),
            format!("event-{}", kind.name().replace('_', "-"))
        );
    }
}
