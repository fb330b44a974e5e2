//! A shift for somebody's own calendar (iCalendar, RFC 5545): one event, times in universal time.
//!
//! Whatever is written into it, a campaign's name above all, stays text: breaks of a line are escaped, lines are folded behind
//! at most 75 octets and never inside a character. Absent on purpose: organiser, attendees and alarms, so that no calendar
//! writes to anybody.

use super::Hours;
use crate::moment::{Moment, Zone};

/// An event as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// What makes it the same event when it comes again.
    pub uid: &'a str,
    /// When this was written.
    pub written_at: Moment,
    /// From when to when.
    pub hours: Hours,
    /// How it is called.
    pub summary: &'a str,
    /// What is said of it.
    pub description: &'a str,
    /// Its page; none where nobody knows the site's name.
    pub url: Option<&'a str>,
    /// How often it was changed.
    pub sequence: u32,
    /// Whether it doesn't take place.
    pub is_cancelled: bool,
}

/// The most octets of a line, without its end (RFC 5545, section 3.1).
const LINE_MAX: usize = 75;

/// The file of one event.
pub fn calendar(event: &Event<'_>) -> String {
    let mut out = String::new();
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Switchboard//Shifts//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
    ] {
        line(&mut out, fixed);
    }
    line(&mut out, &format!("UID:{}", text(event.uid)));
    line(&mut out, &format!("DTSTAMP:{}", utc(event.written_at)));
    line(&mut out, &format!("DTSTART:{}", utc(event.hours.starts())));
    line(&mut out, &format!("DTEND:{}", utc(event.hours.ends())));
    line(&mut out, &format!("SEQUENCE:{}", event.sequence));
    let status = if event.is_cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    line(&mut out, &format!("STATUS:{status}"));
    line(&mut out, &format!("SUMMARY:{}", text(event.summary)));
    if !event.description.is_empty() {
        line(
            &mut out,
            &format!("DESCRIPTION:{}", text(event.description)),
        );
    }
    if let Some(url) = event.url {
        // An address is no text and isn't escaped; what could break a line has no place in one.
        let url: String = url.chars().filter(|c| !c.is_control()).collect();
        line(&mut out, &format!("URL:{url}"));
    }
    line(&mut out, "END:VEVENT");
    line(&mut out, "END:VCALENDAR");
    out
}

/// A moment as `20261124T183700Z` (section 3.3.5, form 2).
fn utc(at: Moment) -> String {
    let local = Zone::utc().local(at);
    let second = at.millis().div_euclid(1_000).rem_euclid(60);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{second:02}Z",
        local.date.year,
        local.date.month,
        local.date.day,
        local.minute / 60,
        local.minute % 60,
    )
}

/// A value of type TEXT (section 3.3.11): what has a meaning is escaped, other control characters are left out.
fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            // A break is one, in whichever way it is written.
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes one line, folded: what goes on begins with a space, which counts.
fn line(out: &mut String, content: &str) {
    let mut length = 0;
    for c in content.chars() {
        if length + c.len_utf8() > LINE_MAX {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
