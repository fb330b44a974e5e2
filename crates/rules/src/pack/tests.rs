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
    let regions = ["GB", "US", "FR"].map(RulePack::name_for);
    assert_eq!(regions, [Some("uk-2026-11"), Some("us-2026-11"), None]);
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
    let good = BUILT_IN[2].1;
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

fn us() -> RulePack {
    RulePack::built_in("us-2026-11").unwrap()
}

/// The moment a New York clock shows this.
fn new_york(date: &str, hour: u16) -> Moment {
    let zone = Zone::parse("America/New_York").unwrap();
    zone.moment(Date::parse(date).unwrap(), hour * 60).unwrap()
}

#[test]
fn americans_are_rung_from_eight_to_nine_where_they_are_also_over_the_change_of_the_clocks() {
    let pack = us();
    for (branch, date, hour, is_open) in [
        ("New York", "2026-11-24", 8, true),
        ("ny", "2026-11-24", 7, false),
        ("NY", "2026-11-24", 20, true),
        ("NY", "2026-11-24", 21, false),
        ("California", "2026-11-24", 10, false),
        ("California", "2026-11-24", 11, true),
        ("CA", "2026-11-24", 23, true),
        // Texas lies in two zones: both must be open.
        ("TX", "2026-11-24", 9, false),
        ("TX", "2026-11-24", 10, true),
        ("TX", "2026-11-24", 21, true),
        ("TX", "2026-11-24", 22, false),
        // Hawaii keeps its clocks; New York turns them back on 1 November 2026.
        ("HI", "2026-10-31", 13, false),
        ("HI", "2026-10-31", 14, true),
        ("HI", "2026-11-02", 13, true),
        // Phoenix keeps its clocks too, and the Navajo Nation in Arizona doesn't.
        ("AZ", "2026-07-01", 10, false),
        ("AZ", "2026-07-01", 11, true),
        ("AZ", "2026-07-01", 22, true),
        ("AZ", "2026-07-01", 23, false),
    ] {
        let at = pack.whereabouts(branch);
        let now = new_york(date, hour);
        assert_eq!(pack.is_open_at(at, now), is_open, "{branch} {date} {hour}");
    }
}

#[test]
fn an_american_whose_place_nobody_knows_is_rung_when_every_zone_of_the_country_is_open() {
    let pack = us();
    let nowhere = pack.whereabouts("Evening branch");
    assert_eq!(nowhere, Whereabouts::UNKNOWN);
    for (date, hours) in [("2026-11-24", 17..20), ("2026-07-01", 18..21)] {
        for hour in 0..24 {
            let is_open = pack.is_open_at(nowhere, new_york(date, hour));
            assert_eq!(is_open, hours.contains(&hour), "{date} {hour}");
        }
    }
    let next = pack.next_open_at(nowhere, new_york("2026-11-24", 9));
    assert_eq!(next, Some(new_york("2026-11-24", 17)));
    let texas = pack.next_open_at(pack.whereabouts("Texas"), new_york("2026-11-24", 23));
    assert_eq!(texas, Some(new_york("2026-11-25", 10)));
    assert!(
        pack.is_open_somewhere(new_york("2026-11-24", 23)),
        "in California"
    );
    assert!(!uk().is_open_somewhere(london("2026-11-29", 720)));
}

#[test]
fn every_nation_of_the_kingdom_has_its_own_holidays_and_whose_nation_nobody_knows_has_all() {
    let pack = uk();
    let noon = |date| london(date, 720);
    let is_open = |branch: &str, date| pack.is_open_at(pack.whereabouts(branch), noon(date));
    for (date, closed) in [
        ("2026-11-30", &["Scotland"][..]),
        ("2027-01-04", &["Scotland"]),
        ("2027-03-17", &["Northern Ireland"]),
        ("2027-03-29", &["England", "Wales", "Northern Ireland"]),
        (
            "2027-12-27",
            &["England", "Wales", "Northern Ireland", "Scotland"],
        ),
    ] {
        for nation in ["England", "Wales", "cymru", "Scotland", "Northern Ireland"] {
            let name = if nation == "cymru" { "Wales" } else { nation };
            assert_eq!(
                is_open(nation, date),
                !closed.contains(&name),
                "{nation} {date}"
            );
        }
        assert!(!is_open("Abercwm", date), "{date}");
    }
    let next = pack.next_open_at(Whereabouts::UNKNOWN, noon("2026-11-30"));
    assert_eq!(next, Some(london("2026-12-01", 480)));
}

#[test]
fn a_line_about_places_or_lists_that_cannot_be_read_is_named() {
    let good = BUILT_IN[0].1;
    for (old, new) in [
        ("screen tps warn 21", "screen tps warn 29"),
        ("screen tps", "screen tpx"),
        ("grace 28", "grace"),
        (
            "closed-in Scotland 2026-11-30",
            "closed-in Atlantis 2026-11-30",
        ),
        ("place Scotland", "place Scotland in Europe/Atlantis"),
        ("place Scotland", "place England"),
        ("number-rest 04:00", "number-rest 4"),
    ] {
        let wrong = good.replacen(old, new, 1);
        assert_ne!(good, wrong, "{old}");
        assert!(RulePack::parse(&wrong).is_err(), "{new}");
    }
}
