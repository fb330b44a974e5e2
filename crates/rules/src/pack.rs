//! Rule packs: the law's and the trade's numbers as dated data with their sources.
//!
//! A pack is a text file of one rule a line, readable by who answers for it; a rule whose source
//! is empty is general knowledge, and is shown as such. The built-in packs lie in `packs/`.

mod places;
mod read;

pub use places::Whereabouts;
pub use read::PackError;

use places::Place;

use crate::freeze::Stretch;
use crate::moment::{Date, Local, Moment, Span, Weekday, Zone};
use crate::screening::{List, Screen};

/// The built-in packs by name, with their texts.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("uk-2026-11", include_str!("../packs/uk-2026-11.txt")),
    ("us-2026-11", include_str!("../packs/us-2026-11.txt")),
    ("demo-2026-11", include_str!("../packs/demo.txt")),
    ("bench-2026-11", include_str!("../packs/bench.txt")),
];

/// How many days ahead the next open hour is looked for.
const LOOK_AHEAD_DAYS: usize = 14;
/// How many days of a stretch are looked through: more than any contest has.
const DAYS_MAX: usize = 400;
/// The end of a day, in minutes since midnight.
const MIDNIGHT: u16 = 1_440;

/// One dated set of rules for calls in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePack {
    name: String,
    dated: Date,
    region: String,
    zone: Zone,
    notice: Option<String>,
    age_min: u8,
    hours: [Option<Hours>; 7],
    closed: Vec<Date>,
    /// The region's other zones: whose place nobody knows may be in any of them.
    also_zones: Vec<Zone>,
    places: Vec<Place>,
    screens: Vec<Screen>,
    office_from: Option<u16>,
    number_rest: Option<Span>,
    rules: Vec<Rule>,
}

/// The minutes of a day calls may be made in: from the first, to before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Minutes since midnight.
    pub from: u16,
    /// Minutes since midnight; 1440 is the end of the day.
    pub to: u16,
}

/// One rule as it stands in the pack, to be shown with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The rule's own words, such as `hours mon 08:00-21:00`.
    pub text: String,
    /// Where it comes from; none where it is general knowledge.
    pub source: Option<String>,
}

impl RulePack {
    /// Reads a pack.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        read::read(text)
    }

    /// The built-in pack of this name, if there is one.
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
        Self::parse(text).ok()
    }

    /// The name of the newest built-in pack for calls in a region, if there is one; the demo's is none.
    pub fn name_for(region: &str) -> Option<&'static str> {
        let for_region = |(name, text): (&'static str, &str)| {
            let pack = Self::parse(text).ok()?;
            let fits = pack.region == region && pack.notice.is_none();
            fits.then_some((pack.dated, name))
        };
        let newest = BUILT_IN.into_iter().filter_map(for_region).max();
        newest.map(|(_, name)| name)
    }

    /// The name, such as `uk-2026-11`; the ledger writes it with each change of rules.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day the pack was put together.
    pub const fn dated(&self) -> Date {
        self.dated
    }

    /// The region telephone numbers are read in, such as `GB`.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The zone its hours are meant in.
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The key of a sentence every page shows under this pack, as in the demo world.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// The age from which members are rung.
    pub const fn age_min(&self) -> u8 {
        self.age_min
    }

    /// The screening lists that must be there before anybody is rung.
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// How many days a listing takes to count; none for a list of which the pack says nothing.
    pub fn grace_days(&self, list: List) -> u16 {
        let mut screens = self.screens.iter();
        screens
            .find(|screen| screen.list == list)
            .map_or(0, |screen| screen.grace)
    }

    /// How many members may have one number; where more have it, it is an office's and isn't rung. None where it may be.
    pub const fn office_from(&self) -> Option<u16> {
        self.office_from
    }

    /// How long a number rests after a call before it is rung for another member who has it.
    pub const fn number_rest(&self) -> Option<Span> {
        self.number_rest
    }

    /// Every rule with its source, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The hours of a date; none where no calls are made anywhere.
    pub fn hours_on(&self, date: Date) -> Option<Hours> {
        if self.closed.contains(&date) {
            return None;
        }
        let weekday = date.weekday()?;
        self.hours
            .iter()
            .zip(Weekday::ALL)
            .find(|(_, day)| *day == weekday)
            .and_then(|(h, _)| *h)
    }

    /// Whether calls may be made at `now`, by the region's own zone and whoever they are to.
    pub fn is_open(&self, now: Moment) -> bool {
        let Local { date, minute, .. } = self.zone.local(now);
        self.hours_on(date)
            .is_some_and(|hours| hours.from <= minute && minute < hours.to)
    }

    /// When calls may be made again: `now` where they may; none within a fortnight.
    pub fn next_open(&self, now: Moment) -> Option<Moment> {
        if self.is_open(now) {
            return Some(now);
        }
        let days = std::iter::successors(Some(self.zone.local(now).date), |day| day.tomorrow());
        days.take(LOOK_AHEAD_DAYS.saturating_add(1))
            .filter_map(|day| self.zone.moment(day, self.hours_on(day)?.from))
            .find(|opens| *opens > now)
    }

    /// The parts of a stretch in which calls may be made, one for each day.
    pub fn open_in(&self, stretch: Stretch) -> Vec<Stretch> {
        let first = self.zone.local(stretch.from).date;
        let last = self.zone.local(stretch.until).date;
        let days = std::iter::successors(Some(first), |day| day.tomorrow());
        days.take(DAYS_MAX)
            .take_while(|day| *day <= last)
            .filter_map(|day| self.open_on(day))
            .map(|open| Stretch {
                from: open.from.max(stretch.from),
                until: open.until.min(stretch.until),
            })
            .filter(|open| open.from < open.until)
            .collect()
    }

    /// The hours of a date as moments.
    fn open_on(&self, date: Date) -> Option<Stretch> {
        let hours = self.hours_on(date)?;
        let until = if hours.to >= MIDNIGHT {
            self.zone.moment(date.tomorrow()?, 0)?
        } else {
            self.zone.moment(date, hours.to)?
        };
        Some(Stretch {
            from: self.zone.moment(date, hours.from)?,
            until,
        })
    }
}

#[cfg(test)]
mod tests;
