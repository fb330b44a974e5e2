use super::*;
use crate::moment::Span;
use proptest::prelude::*;

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn at(zone: &Zone, date: &str, hour: u16) -> Moment {
    zone.moment(Date::parse(date).unwrap(), hour * 60).unwrap()
}

#[test]
fn a_key_is_changed_in_the_first_quiet_hour_of_the_next_month() {
    let london = zone("Europe/London");
    for (made, due) in [
        ("2026-11-26", "2026-12-01"),
        ("2026-12-31", "2027-01-01"),
        ("2027-02-01", "2027-03-01"),
    ] {
        let key = KeyMonth::of(at(&london, made, 12), &london);
        assert_eq!(rotate_due(key, &london), at(&london, due, 2), "{made}");
        let by_hand = key.after(at(&london, made, 13), &london).unwrap();
        assert_eq!(rotate_due(by_hand, &london), at(&london, due, 2));
    }
}

#[test]
fn a_retired_key_lives_as_long_as_backups_do_and_a_minute() {
    let london = zone("Europe/London");
    let last_used = at(&london, "2026-12-01", 2).plus(Span::seconds(754));
    let due = destroy_due(last_used, Keep::USUAL, &london);
    assert!(due >= last_used.plus(Span::days(35)));
    assert!(due <= last_used.plus(Span::days(35)).plus(Span::minutes(1)));
    // Over the change to summer time the wall's clock counts.
    let spring = at(&london, "2027-03-01", 2);
    let due = destroy_due(spring, Keep::USUAL, &london);
    assert_eq!(london.local(due).date, Date::parse("2027-04-05").unwrap());
}

#[test]
fn the_worst_case_is_66_days_and_it_is_reached() {
    let london = zone("Europe/London");
    let forgotten = at(&london, "2026-12-01", 3);
    let key = KeyMonth::of(forgotten, &london);
    let by = forgotten_by(forgotten, KeyStanding::InUse(key), Keep::USUAL, &london);
    assert_eq!(by, Date::parse("2027-02-05").unwrap());
    assert_eq!(days_left(by, forgotten, &london), 66);
    assert_eq!(Keep::USUAL.bound_days(), 66);
    let retired = KeyStanding::Retired {
        last_used: at(&london, "2027-01-01", 2),
    };
    assert_eq!(forgotten_by(forgotten, retired, Keep::USUAL, &london), by);
    let gone = KeyStanding::Destroyed {
        at: at(&london, "2027-02-05", 3),
    };
    assert_eq!(forgotten_by(forgotten, gone, Keep::USUAL, &london), by);
    assert_eq!(days_left(by, at(&london, "2027-03-01", 3), &london), 0);
}

#[test]
fn a_shorter_keep_makes_the_bound_shorter_and_none_goes_beyond_66_days() {
    assert_eq!(Keep::days(20).unwrap().bound_days(), 51);
    assert_eq!(Keep::days(0), Err(KeepError));
    for days in 1..=35 {
        assert!(Keep::days(days).unwrap().bound_days() <= 66);
    }
    assert_eq!(Keep::days(36), Err(KeepError));
    assert_eq!(Keep::days(u16::MAX), Err(KeepError));
}

#[test]
fn the_days_of_a_request_read_back_and_nothing_else_does() {
    for days in 1..=35 {
        let keep = Keep::days(days).unwrap();
        assert_eq!(Keep::from_word(&keep.word()), Ok(keep));
    }
    for word in [
        "", "days=", "days=0", "days=36", "days=+20", "days=020", "days=20 ",
    ] {
        assert_eq!(Keep::from_word(word), Err(KeepError), "{word}");
    }
}

#[test]
fn a_month_reads_back_from_its_number_and_nothing_else_does() {
    let london = zone("Europe/London");
    let first = KeyMonth::of(at(&london, "2026-11-26", 12), &london);
    assert_eq!(
        (first.code(), first.to_string().as_str()),
        (202_611, "202611")
    );
    let second = first.after(at(&london, "2026-11-30", 1), &london).unwrap();
    assert_eq!(
        (second.code(), second.to_string().as_str()),
        (20_261_102, "202611-2")
    );
    let next = second.after(at(&london, "2026-12-01", 1), &london).unwrap();
    assert_eq!(next.code(), 202_612);
    for key in [first, second, next] {
        assert_eq!(KeyMonth::from_code(key.code()), Some(key));
    }
    for none in [0, -1, 202_600, 202_613, 20_261_101, 20_261_100, i64::MAX] {
        assert_eq!(KeyMonth::from_code(none), None, "{none}");
    }
}

#[test]
fn a_month_has_at_most_99_keys() {
    let utc = Zone::utc();
    let noon = at(&utc, "2026-11-26", 12);
    let mut key = KeyMonth::of(noon, &utc);
    for _ in 1..99 {
        key = key.after(noon, &utc).unwrap();
        assert_eq!(KeyMonth::from_code(key.code()), Some(key));
    }
    assert_eq!(key.after(noon, &utc), None);
}

const ZONES: [&str; 5] = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Etc/UTC",
];

/// The key in use at `at` where every change was made in the hour it was due.
fn in_use(at: Moment, zone: &Zone) -> KeyMonth {
    let of_month = KeyMonth::of(at, zone);
    let before = KeyMonth::of(at.minus(Span::hours(12)), zone);
    if rotate_due(before, zone) <= at {
        of_month
    } else {
        before
    }
}

proptest! {
    #[test]
    fn whoever_is_forgotten_is_unreadable_everywhere_by_the_66th_day(
        // 1980 to 2090.
        forgotten in (315_532_800_000_i64..3_786_912_000_000).prop_map(Moment::from_millis),
        name in prop::sample::select(&ZONES[..]),
        // The job looks within the hour, and a change lasts up to three.
        (late, lasting, looked) in (0..3_600_i64, 0..10_800_i64, 0..3_600_i64),
        keep in 1..=35_u16,
    ) {
        let zone = zone(name);
        let keep = Keep::days(keep).unwrap();
        let key = in_use(forgotten, &zone);
        let promised = forgotten_by(forgotten, KeyStanding::InUse(key), keep, &zone);
        let day = zone.local(forgotten).date;
        prop_assert!(day.days_until(promised).unwrap() <= keep.bound_days());
        prop_assert!(day.days_until(promised).unwrap() >= i64::from(keep.as_days()));
        // What the job then really does keeps the promise, to the day.
        let begun = rotate_due(key, &zone).max(forgotten).plus(Span::seconds(late));
        let last_used = begun.plus(Span::seconds(lasting));
        prop_assume!(zone.local(last_used).date == zone.local(begun.minus(Span::seconds(late))).date);
        let destroyed = destroy_due(last_used, keep, &zone).plus(Span::seconds(looked));
        prop_assume!(zone.local(last_used).minute < 1_370);
        prop_assert!(destroyed.since(last_used) >= Span::hours(24 * i64::from(keep.as_days()) - 2));
        prop_assert!(zone.local(destroyed).date <= promised);
    }

    #[test]
    fn a_key_is_due_in_the_month_after_its_own_and_in_the_night(
        made in (315_532_800_000_i64..3_786_912_000_000).prop_map(Moment::from_millis),
        name in prop::sample::select(&ZONES[..]),
    ) {
        let zone = zone(name);
        let due = rotate_due(KeyMonth::of(made, &zone), &zone);
        let (wall, before) = (zone.local(due), zone.local(made).date);
        prop_assert!(due > made);
        prop_assert_eq!(wall.date.day, 1);
        // On the first of April 1990 New York's clocks went from two to three: then it is the hour after.
        prop_assert!((QUIET_HOUR..=QUIET_HOUR + 1).contains(&(wall.minute / 60)));
        prop_assert!(before.days_until(wall.date).unwrap() <= DAYS_IN_USE_MAX);
    }
}
