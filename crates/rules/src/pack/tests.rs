use super::*;
use crate::moment::Span;
use proptest::prelude::*;

fn uk() -> RulePack {
    RulePack::built_in("uk-2026-11").unwrap()
}

/// The moment a London clock shows this.
fn london(date: &str, minute: u16) -> Moment {
    Zone::parse("Europe/London")
        .unwrap()
        .moment(Date::parse(date).unwrap(), minute)
        .unwrap()
}

#[test]
fn every_built_in_pack_can_be_read_and_carries_its_name() {
    for (name, text) in BUILT_IN {
        assert_eq!(
            RulePack::parse(text).map(|pack| pack.name().to_owned()),
            Ok(name.to_owned())
        );
    }
    assert_eq!(RulePack::built_in("uk-1926-11"), None);
}

#[test]
fn british_members_are_rung_in_the_guides_hours_by_the_local_clock() {
    let pack = uk();
    for (date, hour, open) in [
        ("2026-11-24", 8, true),
        ("2026-11-24", 7, false),
        ("2026-11-24", 20, true),
        ("2026-11-24", 21, false),
        ("2026-11-28", 8, false), // Saturday
        ("2026-11-28", 9, true),
        ("2026-11-29", 12, false), // Sunday
        ("2026-12-25", 12, false), // a holiday on a Friday
        ("2026-07-01", 8, true),   // summer time
        ("2026-07-01", 7, false),
    ] {
        assert_eq!(
            pack.is_open(london(date, hour * 60)),
            open,
            "{date} {hour}:00"
        );
    }
    assert!(pack.is_open(london("2026-11-24", 21 * 60).minus(Span::millis(1))));
}

#[test]
fn the_next_open_hour_passes_over_nights_sundays_and_holidays() {
    let pack = uk();
    for (date, hour, next, opens) in [
        ("2026-11-24", 6, "2026-11-24", 8),
        ("2026-11-24", 21, "2026-11-25", 8),
        ("2026-11-28", 22, "2026-11-30", 8),
        ("2026-12-26", 21, "2026-12-29", 8),
        ("2026-03-28", 22, "2026-03-30", 8), // over the change of the clocks
    ] {
        let next = london(next, opens * 60);
        assert_eq!(
            pack.next_open(london(date, hour * 60)),
            Some(next),
            "{date} {hour}:00"
        );
    }
    let open = london("2026-11-24", 600);
    assert_eq!(pack.next_open(open), Some(open));
}

#[test]
fn the_demo_pack_is_always_open_and_says_so() {
    let demo = RulePack::built_in("demo-2026-11").unwrap();
    assert_eq!(demo.notice(), Some("pack-demo-all-hours-open"));
    assert_eq!(uk().notice(), None);
    let mut now = london("2026-12-24", 0);
    for _ in 0..72 {
        assert!(demo.is_open(now));
        now = now.plus(Span::hours(1));
    }
}

#[test]
fn a_rule_without_a_source_is_known_as_general_knowledge() {
    let pack = uk();
    let source = |text: &str| {
        pack.rules()
            .iter()
            .find(|rule| rule.text == text)
            .map(|rule| rule.source.is_some())
    };
    assert_eq!(source("hours sun none"), Some(true));
    assert_eq!(source("closed 2026-12-25"), Some(false));
    assert_eq!(source("closed 2026-12-24"), None);
}

#[test]
fn a_pack_that_cannot_be_read_names_the_line() {
    let good = BUILT_IN[1].1;
    assert!(RulePack::parse(good).is_ok());
    for (old, new, error) in [
        ("region GB\n", "", PackError::Missing { rule: "region" }),
        (
            "zone Europe/London",
            "zone Europe/Atlantis",
            PackError::Line { line: 5 },
        ),
        (
            "zone Europe/London",
            "region US",
            PackError::Twice { line: 5 },
        ),
        (
            "age-min 16 |",
            "age-min 16",
            PackError::NoSource { line: 7 },
        ),
        ("age-min 16 |", "age-min old |", PackError::Line { line: 7 }),
        (
            "hours mon 00:00-24:00",
            "hours mon 09:00-08:00",
            PackError::Line { line: 8 },
        ),
        (
            "hours mon 00:00-24:00",
            "hours mon 00:00-24:01",
            PackError::Line { line: 8 },
        ),
        (
            "hours mon 00:00-24:00",
            "hours mon 8:00-24:00",
            PackError::Line { line: 8 },
        ),
        (
            "hours mon 00:00-24:00",
            "hours dim 00:00-24:00",
            PackError::Line { line: 8 },
        ),
        ("hours tue", "hours mon", PackError::Twice { line: 9 }),
        ("region GB", "regional GB", PackError::Line { line: 4 }),
    ] {
        assert_ne!(good, good.replacen(old, new, 1), "{old}");
        assert_eq!(
            RulePack::parse(&good.replacen(old, new, 1)),
            Err(error),
            "{new}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic_and_what_it_reads_can_be_asked(
        line in "(name|dated|zone|hours|closed|age-min) [a-z0-9:| -]{0,20}|[^\n]{0,30}",
        place in 0usize..20,
        millis: i64,
    ) {
        let mut lines: Vec<&str> = BUILT_IN[0].1.lines().collect();
        lines.insert(place.min(lines.len()), &line);
        if let Ok(pack) = RulePack::parse(&lines.join("\n")) {
            let now = Moment::from_millis(millis);
            if let Some(next) = pack.next_open(now) {
                prop_assert!(next >= now && pack.is_open(next));
            }
        }
    }

    #[test]
    fn the_next_open_moment_is_open_and_none_before_it_is(minutes in 0i64..600_000) {
        let pack = uk();
        let now = london("2026-11-24", 0).plus(Span::minutes(minutes));
        let next = pack.next_open(now).unwrap();
        prop_assert!(pack.is_open(next));
        let mut quarter = now;
        while quarter < next {
            prop_assert!(!pack.is_open(quarter));
            quarter = quarter.plus(Span::minutes(15));
        }
    }
}
