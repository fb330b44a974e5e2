use super::*;
use jiff::Timestamp;
use proptest::prelude::*;

/// A moment of the wall clock in universal time.
fn utc(text: &str) -> Moment {
    Moment::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond())
}

fn london() -> Zone {
    Zone::parse("Europe/London").unwrap()
}

#[test]
fn arithmetic_stops_at_the_ends_of_the_scale() {
    let last = Moment::from_millis(i64::MAX);
    let first = Moment::from_millis(i64::MIN);
    assert_eq!(last.plus(Span::days(1)), last);
    assert_eq!(first.minus(Span::days(1)), first);
    assert_eq!(last.since(first), Span::millis(i64::MAX));
    assert_eq!(Span::days(i64::MAX), Span::millis(i64::MAX));
}

#[test]
fn an_unknown_zone_is_refused() {
    assert_eq!(Zone::parse("Europe/Atlantis"), Err(ZoneError));
    assert_eq!(london().name(), "Europe/London");
}

#[test]
fn an_evening_runs_from_four_to_four_local_time() {
    let zone = london();
    for (at, start, end) in [
        // Winter: local time is universal time.
        (
            "2026-11-24T19:00:00Z",
            "2026-11-24T04:00:00Z",
            "2026-11-25T04:00:00Z",
        ),
        (
            "2026-11-25T03:59:59.999Z",
            "2026-11-24T04:00:00Z",
            "2026-11-25T04:00:00Z",
        ),
        (
            "2026-11-25T04:00:00Z",
            "2026-11-25T04:00:00Z",
            "2026-11-26T04:00:00Z",
        ),
        // Summer: an hour ahead.
        (
            "2026-07-01T02:59:00Z",
            "2026-06-30T03:00:00Z",
            "2026-07-01T03:00:00Z",
        ),
        (
            "2026-07-01T03:00:00Z",
            "2026-07-01T03:00:00Z",
            "2026-07-02T03:00:00Z",
        ),
        // The night the clock is set back has 25 hours, the night it is set on 23.
        (
            "2026-10-25T01:30:00Z",
            "2026-10-24T03:00:00Z",
            "2026-10-25T04:00:00Z",
        ),
        (
            "2026-03-29T01:30:00Z",
            "2026-03-28T04:00:00Z",
            "2026-03-29T03:00:00Z",
        ),
    ] {
        assert_eq!(zone.evening_start(utc(at)), utc(start), "start at {at}");
        assert_eq!(zone.evening_end(utc(at)), utc(end), "end at {at}");
    }
}

#[test]
fn an_hour_starts_where_the_local_clock_says() {
    let kolkata = Zone::parse("Asia/Kolkata").unwrap();
    assert_eq!(
        kolkata.hour_start(utc("2026-11-24T10:45:10.5Z")),
        utc("2026-11-24T10:30:00Z")
    );
    assert_eq!(
        london().hour_start(utc("2026-11-24T10:45:10.5Z")),
        utc("2026-11-24T10:00:00Z")
    );
    // Half past one comes twice on 25 October, and is two hours.
    assert_eq!(
        london().hour_start(utc("2026-10-25T00:30:00Z")),
        utc("2026-10-25T00:00:00Z")
    );
    assert_eq!(
        london().hour_start(utc("2026-10-25T01:30:00Z")),
        utc("2026-10-25T01:00:00Z")
    );
}

#[test]
fn the_wall_shows_date_day_and_minute() {
    let local = london().local(utc("2026-07-01T22:30:59Z"));
    assert_eq!(local.date.to_string(), "2026-07-01");
    assert_eq!(local.weekday, Weekday::Wednesday);
    assert_eq!(local.minute, 23 * 60 + 30);
}

#[test]
fn a_minute_begins_where_its_seconds_do() {
    let began = utc("2026-07-01T22:30:00Z");
    assert_eq!(utc("2026-07-01T22:30:59Z").minute(), began);
    assert_eq!(began.minute(), began);
    assert_eq!(Moment::from_millis(-1).minute().millis(), -60_000);
}

#[test]
fn only_a_real_date_is_read() {
    for text in [
        "2026-02-29",
        "2026-13-01",
        "2026-1-01",
        "26-01-01",
        "2026-01-01 ",
        "+026-01-01",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    let last = Date::parse("2024-02-29").unwrap();
    assert_eq!(last.tomorrow(), Date::parse("2024-03-01"));
    assert_eq!(last.weekday(), Some(Weekday::Thursday));
}

#[test]
fn a_skipped_minute_is_taken_as_before_the_change() {
    let day = Date::parse("2026-03-29").unwrap();
    assert_eq!(london().moment(day, 90), Some(utc("2026-03-29T01:30:00Z")));
    assert_eq!(london().moment(day, 1_440), None);
}

proptest! {
    #[test]
    fn windows_hold_the_moment_they_are_asked_for(millis in 0i64..4_102_444_800_000) {
        let (zone, at) = (london(), Moment::from_millis(millis));
        let hour = zone.hour_start(at);
        prop_assert!(hour <= at && at < hour.plus(Span::hours(1)));
        let (start, end) = (zone.evening_start(at), zone.evening_end(at));
        prop_assert!(start <= at && at < end);
        prop_assert_eq!(zone.evening_start(end), end);
        prop_assert!(end.since(start) >= Span::hours(23) && end.since(start) <= Span::hours(25));
    }

    #[test]
    fn any_number_of_milliseconds_has_a_local_time(millis: i64) {
        let (zone, at) = (london(), Moment::from_millis(millis));
        prop_assert!(zone.local(at).minute < 1_440);
        let _ = (zone.hour_start(at), zone.evening_start(at), zone.evening_end(at));
    }
}

#[test]
fn a_typed_time_is_the_zones_own_and_a_doubtful_one_is_asked_again() {
    let london = Zone::parse("Europe/London").unwrap();
    let at = |text| london.typed(text).map(Moment::millis);
    assert_eq!(at("2026-12-01T09:00"), Ok(1_796_115_600_000));
    assert_eq!(at("2026-07-01T09:00"), Ok(1_782_892_800_000), "summer time");
    assert_eq!(at("2026-03-29T01:30"), Err(TypedError::Skipped));
    assert_eq!(at("2026-10-25T01:30"), Err(TypedError::Twice));
    let hour = at("2026-10-25T02:00").unwrap() - at("2026-10-25T00:59").unwrap();
    assert_eq!(
        hour,
        121 * 60_000,
        "two hours and a minute by the clock on the wall"
    );
    assert_eq!(at("next Friday"), Err(TypedError::Shape));
}
