use proptest::prelude::*;

use super::*;

fn london() -> Zone {
    Zone::parse("Europe/London").unwrap()
}

fn at(text: &str) -> Moment {
    london().typed(text).unwrap()
}

/// What comes of hours that somebody typed, in minutes that the shift lasts.
fn check(now: &str, starts: &str, ends: &str) -> Result<i64, BadShift> {
    let hours = Hours::of(at(starts), at(ends), at(now))?;
    Ok(hours.ends().since(hours.starts()).as_millis() / 60_000)
}

#[test]
fn a_shift_lasts_a_quarter_of_an_hour_to_half_a_day_and_begins_within_a_year() {
    let now = "2026-11-24T18:37";
    for (starts, ends, wanted) in [
        ("2026-11-24T19:00", "2026-11-24T21:00", Ok(120)),
        ("2026-11-24T19:00", "2026-11-24T19:15", Ok(15)),
        ("2026-11-24T19:00", "2026-11-24T19:14", Err(BadShift::Short)),
        ("2026-11-24T19:00", "2026-11-24T19:00", Err(BadShift::Short)),
        ("2026-11-24T19:00", "2026-11-24T18:00", Err(BadShift::Short)),
        ("2026-11-25T08:00", "2026-11-25T20:00", Ok(720)),
        ("2026-11-25T08:00", "2026-11-25T20:01", Err(BadShift::Long)),
        ("2026-11-24T18:37", "2026-11-24T20:00", Err(BadShift::Past)),
        ("2026-11-23T19:00", "2026-11-23T21:00", Err(BadShift::Past)),
        ("2027-11-25T18:00", "2027-11-25T21:00", Ok(180)),
        ("2027-11-25T19:00", "2027-11-25T21:00", Err(BadShift::Far)),
    ] {
        assert_eq!(check(now, starts, ends), wanted, "{starts} to {ends}");
    }
}

#[test]
fn on_nights_when_the_clocks_change_real_time_counts() {
    for (starts, ends, wanted) in [
        // Set forward at one: the hour from one to two isn't there.
        ("2027-03-28T00:30", "2027-03-28T02:30", Ok(60)),
        ("2027-03-28T00:55", "2027-03-28T02:05", Err(BadShift::Short)),
        ("2027-03-27T20:00", "2027-03-28T09:00", Ok(720)),
        // Set back at two: the hour from one to two is there twice.
        ("2027-10-31T00:30", "2027-10-31T02:30", Ok(180)),
        ("2027-10-30T20:00", "2027-10-31T07:00", Ok(720)),
        ("2027-10-30T20:00", "2027-10-31T07:01", Err(BadShift::Long)),
    ] {
        let now = "2027-03-01T12:00";
        assert_eq!(check(now, starts, ends), wanted, "{starts} to {ends}");
    }
    assert!(london().typed("2027-03-28T01:30").is_err(), "not there");
    assert!(london().typed("2027-10-31T01:30").is_err(), "there twice");
}

#[test]
fn shifts_overlap_where_nobody_can_be_at_both() {
    let hours = |starts: i64, ends: i64| {
        let minute = |n| Moment::from_millis(n * 60_000);
        Hours::kept(minute(starts), minute(ends)).unwrap()
    };
    for (one, other, wanted) in [
        ((0, 60), (60, 120), false),
        ((0, 61), (60, 120), true),
        ((0, 120), (30, 60), true),
        ((30, 60), (0, 120), true),
        ((0, 60), (0, 60), true),
        ((0, 60), (300, 360), false),
    ] {
        let (a, b) = (hours(one.0, one.1), hours(other.0, other.1));
        assert_eq!(a.overlap(b), wanted, "{one:?} {other:?}");
        assert_eq!(b.overlap(a), wanted, "{other:?} {one:?}");
    }
}

#[test]
fn a_reminder_is_due_at_ten_the_day_before_unless_that_is_over() {
    let zone = london();
    let check = |starts: &str, now: &str| {
        let starts = at(starts);
        let hours = Hours::kept(starts, starts.plus(Span::hours(2))).unwrap();
        hours.remind_at(&zone, at(now))
    };
    for (starts, now, wanted) in [
        (
            "2026-11-27T19:00",
            "2026-11-24T18:37",
            Some("2026-11-26T10:00"),
        ),
        (
            "2026-11-27T19:00",
            "2026-11-26T09:59",
            Some("2026-11-26T10:00"),
        ),
        ("2026-11-27T19:00", "2026-11-26T10:00", None),
        ("2026-11-27T19:00", "2026-11-27T12:00", None),
        (
            "2026-11-27T00:30",
            "2026-11-24T18:37",
            Some("2026-11-26T10:00"),
        ),
        // By the clock on the wall, also where it was changed in the night between.
        (
            "2027-03-28T19:00",
            "2027-03-20T12:00",
            Some("2027-03-27T10:00"),
        ),
        (
            "2027-03-29T19:00",
            "2027-03-20T12:00",
            Some("2027-03-28T10:00"),
        ),
        (
            "2027-01-01T12:00",
            "2026-12-20T12:00",
            Some("2026-12-31T10:00"),
        ),
    ] {
        assert_eq!(check(starts, now), wanted.map(at), "{starts} at {now}");
    }
}

#[test]
fn nobody_is_reminded_at_night() {
    let zone = london();
    for (now, wanted) in [
        ("2026-11-26T03:00", false),
        ("2026-11-26T08:59", false),
        ("2026-11-26T09:00", true),
        ("2026-11-26T19:59", true),
        ("2026-11-26T20:00", false),
        ("2027-07-01T09:00", true),
    ] {
        assert_eq!(may_remind(&zone, at(now)), wanted, "{now}");
    }
}

#[test]
fn places_are_a_number_from_one_to_five_hundred() {
    for (text, wanted) in [
        ("1", Some(1)),
        (" 500 ", Some(500)),
        ("0", None),
        ("501", None),
        ("-3", None),
        ("", None),
        ("ten", None),
        ("99999999999", None),
    ] {
        assert_eq!(
            Places::parse(text).ok().map(Places::count),
            wanted,
            "{text}"
        );
    }
}

#[test]
fn words_are_one_line_of_at_most_two_hundred_characters() {
    let long = "é".repeat(WORDS_MAX);
    for (text, wanted) in [
        ("", Some("")),
        ("  Bring\r\n  headphones \t ", Some("Bring headphones")),
        (long.as_str(), Some(long.as_str())),
        ("a\u{7}b", None),
    ] {
        let words = Words::parse(text).ok();
        assert_eq!(words.as_ref().map(Words::as_str), wanted, "{text}");
    }
    assert!(Words::parse(&format!("{long}x")).is_err());
    assert_eq!(format!("{:?}", Words::parse("secret").unwrap()), "Words");
}

fn event<'a>(summary: &'a str, description: &'a str) -> Event<'a> {
    Event {
        uid: "0shift0@log.example.org",
        written_at: at("2026-11-24T18:37").plus(Span::seconds(9)),
        hours: Hours::kept(at("2027-07-01T18:30"), at("2027-07-01T21:00")).unwrap(),
        summary,
        description,
        url: Some("https://calls.example.org/shifts/0shift0"),
        sequence: 2,
        is_cancelled: false,
    }
}

#[test]
fn a_calendar_file_is_what_rfc_5545_asks_for() {
    insta::assert_snapshot!(
        calendar(&event("Calls for Red, Green; Blue", "Bring headphones\\.\nSee you there")).replace('\r', "␍"),
        @r"
    BEGIN:VCALENDAR␍
    VERSION:2.0␍
    PRODID:-//Switchboard//Shifts//EN␍
    CALSCALE:GREGORIAN␍
    BEGIN:VEVENT␍
    UID:0shift0@log.example.org␍
    DTSTAMP:20261124T183709Z␍
    DTSTART:20270701T173000Z␍
    DTEND:20270701T200000Z␍
    SEQUENCE:2␍
    STATUS:CONFIRMED␍
    SUMMARY:Calls for Red\, Green\; Blue␍
    DESCRIPTION:Bring headphones\\.\nSee you there␍
    URL:https://calls.example.org/shifts/0shift0␍
    END:VEVENT␍
    END:VCALENDAR␍
    ");
}

#[test]
fn a_cancelled_shift_says_so() {
    let cancelled = Event {
        is_cancelled: true,
        ..event("Calls", "")
    };
    let file = calendar(&cancelled);
    assert!(file.contains("\r\nSTATUS:CANCELLED\r\n"));
    assert!(!file.contains("DESCRIPTION"));
}

/// Reads a file as a calendar does: lines unfolded, each with its name and its value.
fn read(file: &str) -> Vec<(String, String)> {
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.split_terminator("\r\n");
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => out.push('\n'),
                Some(c) => out.push(c),
                None => panic!("a lone backslash"),
            },
            c => out.push(c),
        }
    }
    out
}

/// Texts with all that could go wrong in them.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\\".to_owned()),
        Just("\\n".to_owned()),
        Just("\r\nEND:VEVENT\r\nBEGIN:VALARM\r\n".to_owned()),
        Just(";,:\"".to_owned()),
        Just(" ".to_owned()),
        Just("\u{2028}".to_owned()),
        "\\PC{0,90}",
        any::<char>().prop_map(|c| c.to_string()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What is left of a text: breaks are one kind, other control characters are gone.
fn plain(text: &str) -> String {
    let one = text.replace("\r\n", "\n").replace('\r', "\n");
    one.chars()
        .filter(|c| !c.is_control() || ['\n', '\t'].contains(c))
        .collect()
}

proptest! {
    #[test]
    fn what_is_written_comes_back_and_injects_nothing(summary in nasty(), description in nasty()) {
        let file = calendar(&event(&summary, &description));
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let lines = read(&file);
        let usual = read(&calendar(&event("Calls", "x")));
        let names = |lines: &[(String, String)]| -> Vec<String> {
            let names = lines.iter().map(|(name, _)| name.clone());
            names.filter(|name| name != "DESCRIPTION").collect()
        };
        prop_assert_eq!(names(&lines), names(&usual));
        let said = |name: &str| {
            let mut found = lines.iter().filter(|(n, _)| n == name);
            found.next().map(|(_, value)| unescaped(value)).unwrap_or_default()
        };
        prop_assert_eq!(said("SUMMARY"), plain(&summary));
        prop_assert_eq!(said("DESCRIPTION"), plain(&description));
    }
}
