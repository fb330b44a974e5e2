//! Screening lists: registers of numbers whose subscribers want no unsolicited calls, such as the Telephone Preference Service.
//!
//! How old a list may be, and how many days a new listing takes to count, stand in the rule pack. A file of such a list says
//! no day for a number. So a number that stands in a list and stood in none before may have been listed on the day after
//! the list before: that day is kept, and the days of grace are counted from it. Of a number in the first list nothing is
//! known, and it counts at once.

use crate::moment::Date;

/// A register of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// The Telephone Preference Service: people.
    Tps,
    /// The Corporate Telephone Preference Service: organisations.
    Ctps,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 2] = [Self::Tps, Self::Ctps];

    /// The word in tables, packs, entries and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tps => "tps",
            Self::Ctps => "ctps",
        }
    }

    /// The list of this word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == text)
    }
}

/// A list that is there, and the day it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The list.
    pub list: List,
    /// The day its publisher made it.
    pub dated: Date,
}

/// A number that stands on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The list.
    pub list: List,
    /// The first day on which it may have been listed; none where that is long ago, or nobody knows.
    pub since: Option<Date>,
}

impl Listed {
    /// Whether the listing counts on this day, `grace` days after it was made.
    pub fn counts_on(self, today: Date, grace: u16) -> bool {
        self.since
            .and_then(|since| since.days_until(today))
            .is_none_or(|days| days >= i64::from(grace))
    }
}

/// What a pack demands of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// The list.
    pub list: List,
    /// From how many days on somebody is told to fetch a new one.
    pub warn: u16,
    /// From how many days on nobody is rung.
    pub refuse: u16,
    /// How many days a listing takes to count.
    pub grace: u16,
}

/// How it stands with a list that a pack demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Fresh.
    Fine,
    /// So old that somebody must fetch a new one, within so many days.
    Old {
        /// Until nobody is rung.
        days_left: i64,
    },
    /// Too old: nobody is rung.
    TooOld,
    /// There is none: nobody is rung.
    Missing,
}

impl Screen {
    /// How it stands with this list on a day.
    pub fn age(self, lists: &[Dated], today: Date) -> Age {
        let found = lists.iter().find(|dated| dated.list == self.list);
        let Some(days) = found.and_then(|found| found.dated.days_until(today)) else {
            return Age::Missing;
        };
        let left = i64::from(self.refuse).saturating_sub(days);
        if left <= 0 {
            Age::TooOld
        } else if days >= i64::from(self.warn) {
            Age::Old { days_left: left }
        } else {
            Age::Fine
        }
    }

    /// Whether nobody is rung because of it.
    pub fn is_too_old(self, lists: &[Dated], today: Date) -> bool {
        matches!(self.age(lists, today), Age::TooOld | Age::Missing)
    }
}

/// How many bits of a number's hash choose its row: rows of some seventy numbers where eighteen million are listed.
pub const PREFIX_BITS: u32 = 18;
/// How many bytes of a hash stand in its row: with the prefix 56 bits, so that one of a million members' numbers is taken for
/// one of eighteen million others, and isn't rung, once in four thousand lists.
pub const TAIL: usize = 5;

/// The part of a number's hash that a list keeps: which row, and what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; 7]);

impl Mark {
    /// Of a number's never-again hash.
    pub fn of(never: &[u8; 16]) -> Self {
        Self(never.first_chunk().copied().unwrap_or_default())
    }

    /// Which row it stands in.
    pub fn prefix(self) -> u32 {
        let first = self.0.first_chunk().copied().unwrap_or_default();
        u32::from_be_bytes(first) >> (u32::BITS - PREFIX_BITS)
    }

    /// What stands of it in that row.
    pub fn tail(self) -> [u8; TAIL] {
        self.0.last_chunk().copied().unwrap_or_default()
    }
}

/// Finds what a row says of a mark; `tails` are sorted, `since` says days of some of them.
///
/// `since` holds for each number whose day is known its tail and the day, counted from 2000-01-01, in two bytes.
pub fn find(mark: Mark, tails: &[u8], since: &[u8], list: List) -> Option<Listed> {
    let (rows, _) = tails.as_chunks::<TAIL>();
    let tail = mark.tail();
    rows.binary_search(&tail).ok()?;
    let (days, _) = since.as_chunks::<DAY_ROW>();
    let day = days.iter().find_map(|row| {
        let (of, day) = row.split_last_chunk::<2>()?;
        (*of == tail).then(|| u16::from_be_bytes(*day))
    });
    Some(Listed {
        list,
        since: day.and_then(date_of),
    })
}

/// How long a row of `since` is.
pub const DAY_ROW: usize = TAIL + 2;

const EPOCH: Date = Date {
    year: 2000,
    month: 1,
    day: 1,
};

/// A day as two bytes hold it.
pub fn day_number(date: Date) -> Option<u16> {
    EPOCH
        .days_until(date)
        .and_then(|days| u16::try_from(days).ok())
}

/// The day of that number.
pub fn date_of(number: u16) -> Option<Date> {
    EPOCH.plus_days(i64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    const TPS: Screen = Screen {
        list: List::Tps,
        warn: 21,
        refuse: 28,
        grace: 28,
    };

    #[test]
    fn a_list_is_old_at_twenty_one_days_and_too_old_at_twenty_eight() {
        let lists = [Dated {
            list: List::Tps,
            dated: date("2026-11-01"),
        }];
        for (today, age) in [
            ("2026-11-01", Age::Fine),
            ("2026-11-21", Age::Fine),
            ("2026-11-22", Age::Old { days_left: 7 }),
            ("2026-11-28", Age::Old { days_left: 1 }),
            ("2026-11-29", Age::TooOld),
            ("2027-11-29", Age::TooOld),
        ] {
            assert_eq!(TPS.age(&lists, date(today)), age, "{today}");
        }
        assert_eq!(TPS.age(&[], date("2026-11-01")), Age::Missing);
        let other = Screen {
            list: List::Ctps,
            ..TPS
        };
        assert!(other.is_too_old(&lists, date("2026-11-02")));
    }

    #[test]
    fn a_new_listing_counts_after_its_days_of_grace_and_one_of_no_known_day_at_once() {
        let since = |day| Listed {
            list: List::Tps,
            since: day,
        };
        let new = since(Some(date("2026-11-01")));
        assert!(!new.counts_on(date("2026-11-28"), 28));
        assert!(new.counts_on(date("2026-11-29"), 28));
        assert!(new.counts_on(date("2026-11-01"), 0));
        assert!(since(None).counts_on(date("2026-11-01"), 28));
    }

    #[test]
    fn a_row_says_whether_a_number_stands_in_it_and_since_when() {
        let mark = |n: u8| Mark::of(&[1, 2, 3, 4, 5, 6, n, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let tails = [mark(1).tail(), mark(2).tail(), mark(9).tail()].concat();
        let mut since = mark(2).tail().to_vec();
        since.extend(day_number(date("2026-11-02")).unwrap().to_be_bytes());
        let find = |n| find(mark(n), &tails, &since, List::Tps);
        assert_eq!(find(3), None);
        assert_eq!(find(1).map(|listed| listed.since), Some(None));
        assert_eq!(find(9).map(|listed| listed.since), Some(None));
        let listed = find(2).unwrap();
        assert_eq!(listed.since, Some(date("2026-11-02")));
        assert_eq!(mark(1).prefix(), 0x01_02_03_04 >> 14);
        let all = Mark::of(&[255; 16]);
        assert_eq!((all.prefix(), all.tail()), ((1 << 18) - 1, [255; TAIL]));
    }
}
