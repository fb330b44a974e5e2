//! How long things are kept: a rule for each kind of thing, all of them off until the organisation sets them.
//!
//! The months beside each rule are our own suggestion for the United Kingdom; there is no source for them, and the page
//! says so. The law names no figure: an organisation says why it keeps what it keeps.

use crate::moment::{Moment, Span, Zone};

/// A kind of thing that can be kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Members whose membership ended: forgotten as two people forget one member.
    EndedMembers,
    /// What came of calls: unlinked from the member; counts and the ledger stay.
    Outcomes,
    /// Free notes that callers wrote.
    Notes,
    /// Notes that officers wrote on a member; the reasons of marks stay as long as the member does.
    OfficersNotes,
    /// Looks at one member, with the reasons that were read; those that wait to be read, or never came, stay.
    Looks,
    /// Reports from calls that were mistakes; those that were right stop calls, and stay as long as the member does.
    Reports,
    /// Rows of files that were given back.
    RejectedRows,
    /// Sessions that are over.
    Sessions,
}

/// Why a text is no change of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// There is no such rule.
    #[error("there is no such rule; `switchboard retention show` lists them")]
    Rule,
    /// The number of months is out of range.
    #[error("a rule keeps things for 1 to 240 months, or for ever")]
    Months,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 8] = [
        Self::EndedMembers,
        Self::Outcomes,
        Self::Notes,
        Self::OfficersNotes,
        Self::Looks,
        Self::Reports,
        Self::RejectedRows,
        Self::Sessions,
    ];

    /// The name in tables, entries, the API and the command line; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndedMembers => "ended-members",
            Self::Outcomes => "outcomes",
            Self::Notes => "notes",
            Self::OfficersNotes => "officers-notes",
            Self::Looks => "looks",
            Self::Reports => "reports",
            Self::RejectedRows => "rejected-rows",
            Self::Sessions => "sessions",
        }
    }

    /// The key of what it is about.
    pub const fn label(self) -> &'static str {
        match self {
            Self::EndedMembers => "retention-ended-members",
            Self::Outcomes => "retention-outcomes",
            Self::Notes => "retention-notes",
            Self::OfficersNotes => "retention-officers-notes",
            Self::Looks => "retention-looks",
            Self::Reports => "retention-reports",
            Self::RejectedRows => "retention-rejected-rows",
            Self::Sessions => "retention-sessions",
        }
    }

    /// The rule of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// What we would set in the United Kingdom. Our suggestion; no source.
    pub const fn suggested(self) -> Months {
        match self {
            Self::EndedMembers => Months(72),
            Self::OfficersNotes => Months(36),
            Self::Outcomes | Self::Reports | Self::Looks => Months(24),
            Self::Notes | Self::Sessions => Months(12),
            Self::RejectedRows => Months(3),
        }
    }
}

/// For how many months something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months(u16);

impl Months {
    /// So many months, 1 to 240.
    pub fn new(months: u32) -> Result<Self, ChangeError> {
        u16::try_from(months)
            .ok()
            .filter(|n| (1..=240).contains(n))
            .map(Self)
            .ok_or(ChangeError::Months)
    }

    /// How many.
    pub fn count(self) -> u32 {
        u32::from(self.0)
    }

    /// What is older than this is kept no longer: the beginning of the same day so many months before `now`, or of the
    /// month's last day where it has no such day.
    pub fn before(self, now: Moment, zone: &Zone) -> Moment {
        let local = zone.local(now);
        let months =
            i32::from(local.date.year) * 12 + i32::from(local.date.month) - 1 - i32::from(self.0);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let mut date = local.date;
        date.year = i16::try_from(year).unwrap_or(1);
        date.month = i8::try_from(month).unwrap_or(1);
        // From the 31st down at most to the 28th.
        (0..4)
            .find_map(|back| {
                let mut date = date;
                date.day = date.day.saturating_sub(back).max(1);
                zone.moment(date, 0)
            })
            .unwrap_or_else(|| now.minus(Span::days(31 * i64::from(self.0))))
    }
}

/// A rule that is to be set, or switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The rule.
    pub rule: Rule,
    /// For how long; none keeps things for ever.
    pub months: Option<Months>,
}

impl Change {
    /// Reads what `to_string` wrote: `rule=notes months=12`, or `months=never` for a rule that is off.
    pub fn parse(text: &str) -> Result<Self, ChangeError> {
        let (rule, months) = text.split_once(' ').ok_or(ChangeError::Rule)?;
        let rule = rule.strip_prefix("rule=").and_then(Rule::from_code);
        let months = months.strip_prefix("months=").ok_or(ChangeError::Months)?;
        Ok(Self {
            rule: rule.ok_or(ChangeError::Rule)?,
            months: match months {
                "never" => None,
                number => Some(Months::new(
                    number.parse().map_err(|_| ChangeError::Months)?,
                )?),
            },
        })
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.months {
            Some(months) => write!(f, "rule={} months={}", self.rule.code(), months.count()),
            None => write!(f, "rule={} months=never", self.rule.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Date;

    fn at(text: &str) -> Moment {
        let zone = Zone::parse("Europe/London").unwrap();
        zone.moment(Date::parse(text).unwrap(), 0).unwrap()
    }

    fn check(now: &str, months: u32, before: &str) {
        let zone = Zone::parse("Europe/London").unwrap();
        let got = Months::new(months).unwrap().before(at(now), &zone);
        assert_eq!(got, at(before), "{months} months before {now}");
    }

    #[test]
    fn months_are_counted_back_on_the_calendar() {
        check("2026-11-24", 1, "2026-10-24");
        check("2026-11-24", 12, "2025-11-24");
        check("2026-11-24", 72, "2020-11-24");
        check("2026-03-31", 1, "2026-02-28");
        check("2024-03-31", 1, "2024-02-29");
        check("2026-01-15", 2, "2025-11-15");
    }

    #[test]
    fn a_change_reads_back_and_a_rule_keeps_for_1_to_240_months_or_for_ever() {
        for rule in Rule::ALL {
            for months in [None, Some(rule.suggested())] {
                let change = Change { rule, months };
                assert_eq!(Change::parse(&change.to_string()), Ok(change));
            }
            assert_eq!(Rule::from_code(rule.code()), Some(rule));
        }
        for (text, error) in [
            ("", ChangeError::Rule),
            ("rule=all months=3", ChangeError::Rule),
            ("rule=notes months=0", ChangeError::Months),
            ("rule=notes months=241", ChangeError::Months),
            ("rule=notes months=x", ChangeError::Months),
            ("rule=notes 3", ChangeError::Months),
        ] {
            assert_eq!(Change::parse(text), Err(error), "{text}");
        }
    }
}
