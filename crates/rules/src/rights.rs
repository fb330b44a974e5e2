//! What a member may ask for by law, and the clock that starts with it.
//!
//! The answer is due within one month of the request, and two further months where it is complex, if the member is told why within the
//! first (GDPR and UK GDPR, Article 12(3)). The month is the calendar's, in the organisation's zone: the same day of the next month,
//! or that month's last, to its end; weekends and holidays add nothing.

use crate::moment::{Date, Moment, Span, Zone};

/// What a member asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Access: more than the own page shows, such as who it was.
    Access,
    /// That something be corrected.
    Correct,
    /// That it be kept and not used.
    Restrict,
    /// That it be erased.
    Erase,
    /// A complaint; in the United Kingdom its arrival is acknowledged within 30 days.
    Complaint,
    /// Something else.
    Other,
}

impl Kind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Correct,
        Self::Restrict,
        Self::Erase,
        Self::Complaint,
        Self::Other,
    ];

    /// The word in tables, entries and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Correct => "correct",
            Self::Restrict => "restrict",
            Self::Erase => "erase",
            Self::Complaint => "complaint",
            Self::Other => "other",
        }
    }

    /// The kind of this word, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its name in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Access => "right-access",
            Self::Correct => "right-correct",
            Self::Restrict => "right-restrict",
            Self::Erase => "right-erase",
            Self::Complaint => "right-complaint",
            Self::Other => "right-other",
        }
    }
}

/// What the data protection officer did about a complaint of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Settled {
    /// The member was told what came of it.
    Told,
    /// The same, and the campaign was told what to change.
    CampaignTold,
    /// Nothing wrong was found, and the member was told so.
    NothingWrong,
    /// The member asked on their own page as well, and is answered there.
    Elsewhere,
    /// The member was not reached, though it was tried.
    NotReached,
}

impl Settled {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Told,
        Self::CampaignTold,
        Self::NothingWrong,
        Self::Elsewhere,
        Self::NotReached,
    ];

    /// The word in tables, entries and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::CampaignTold => "campaign-told",
            Self::NothingWrong => "nothing-wrong",
            Self::Elsewhere => "elsewhere",
            Self::NotReached => "not-reached",
        }
    }

    /// The one of this word, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// By how long after a complaint of a call came its arrival is acknowledged: the law of the United Kingdom gives 30 days that begin with
/// its receipt (Data Protection Act 2018, section 164A), and the day on which it came is the first of them.
pub const COMPLAINT_WITHIN: Span = Span::days(29);
/// For how long a settled complaint stands in a list.
pub const SETTLED_SHOWN: Span = Span::days(365);

/// Months until an answer is due.
const MONTHS: i16 = 1;
/// The same where the time was extended.
const MONTHS_EXTENDED: i16 = 3;
/// How long before it is due whoever answers is told.
pub const WARNED_BEFORE: Span = Span::days(7);
/// As many requests of one member may wait at once.
pub const OPEN_MAX: i64 = 5;

/// Until when a request of this moment must be answered.
pub fn due(asked: Moment, zone: &Zone) -> Moment {
    months_after(asked, zone, MONTHS)
}

/// The same where the time was extended.
pub fn due_extended(asked: Moment, zone: &Zone) -> Moment {
    months_after(asked, zone, MONTHS_EXTENDED)
}

/// The last minute of the same day so many months later, or of that month's last day.
fn months_after(asked: Moment, zone: &Zone, months: i16) -> Moment {
    const LAST_MINUTE: u16 = 24 * 60 - 1;
    let from = zone.local(asked).date;
    let month = i16::from(from.month) - 1 + months;
    let year = from.year.saturating_add(month / 12);
    let month = i8::try_from(month % 12).unwrap_or(0).saturating_add(1);
    let day = (1..=from.day).rev().find_map(|day| {
        let date = Date { year, month, day };
        date.weekday().and(zone.moment(date, LAST_MINUTE))
    });
    // Behind the calendar's end nothing is due later than a month of days.
    day.unwrap_or_else(|| asked.plus(Span::days(28)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &Zone, text: &str, minute: u16) -> Moment {
        zone.moment(Date::parse(text).unwrap(), minute).unwrap()
    }

    #[test]
    fn an_answer_is_due_on_the_same_day_of_the_next_month_or_on_that_months_last() {
        let london = Zone::parse("Europe/London").unwrap();
        let last = 24 * 60 - 1;
        for (asked, minute, due_on, extended_to) in [
            ("2026-11-24", 19 * 60 + 2, "2026-12-24", "2027-02-24"),
            ("2026-01-31", 0, "2026-02-28", "2026-04-30"),
            ("2028-01-31", last, "2028-02-29", "2028-04-30"),
            ("2026-08-31", 600, "2026-09-30", "2026-11-30"),
            ("2026-12-31", 600, "2027-01-31", "2027-03-31"),
            ("2026-11-30", 600, "2026-12-30", "2027-02-28"),
            // The clocks change between the two: it is the day that counts.
            ("2026-10-01", 1, "2026-11-01", "2027-01-01"),
            ("2026-03-28", 1, "2026-04-28", "2026-06-28"),
        ] {
            let asked_at = at(&london, asked, minute);
            assert_eq!(due(asked_at, &london), at(&london, due_on, last), "{asked}");
            let extended = due_extended(asked_at, &london);
            assert_eq!(extended, at(&london, extended_to, last), "{asked}");
        }
    }

    #[test]
    fn no_answer_is_due_later_than_31_days_and_the_rest_of_that_day() {
        let zone = Zone::parse("Europe/London").unwrap();
        let begin = at(&zone, "2026-01-01", 0);
        for day in 0..800 {
            let asked = begin.plus(Span::days(day));
            let wait = due(asked, &zone).since(asked).as_millis();
            assert!(wait >= Span::days(28).as_millis(), "{day}");
            assert!(wait <= Span::days(32).as_millis(), "{day}");
            let longer = due_extended(asked, &zone).since(asked).as_millis();
            assert!(
                (89..=93).contains(&(longer / Span::days(1).as_millis())),
                "{day} {longer}"
            );
        }
    }

    #[test]
    fn words_are_given_once() {
        let settled: std::collections::BTreeSet<_> = Settled::ALL.map(Settled::code).into();
        assert_eq!(settled.len(), Settled::ALL.len());
        let read = |one: &Settled| Settled::from_code(one.code()) == Some(*one);
        assert!(Settled::ALL.iter().all(read));
        let words: std::collections::BTreeSet<_> = Kind::ALL.map(Kind::code).into();
        assert_eq!(words.len(), Kind::ALL.len());
        assert!(
            Kind::ALL
                .iter()
                .all(|kind| Kind::from_code(kind.code()) == Some(*kind))
        );
    }
}
