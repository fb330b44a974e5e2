//! Reads a pack's text: one rule a line, the source after a bar.

use super::places::Place;
use super::{Hours, Rule, RulePack};
use crate::branches::name_key;
use crate::moment::{Date, Span, Zone};
use crate::screening::{List, Screen};

/// Why a text is no pack, with the line where it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A line isn't a rule.
    #[error("line {line} isn't a rule of a pack; write it like the lines of the built-in packs")]
    Line {
        /// The line, counted from 1.
        line: usize,
    },
    /// A rule that has to state its source has no bar.
    #[error("line {line} names no source; put a bar and the source after the rule")]
    NoSource {
        /// The line, counted from 1.
        line: usize,
    },
    /// The same rule is given twice.
    #[error("line {line} gives a rule for the second time; keep one of the two")]
    Twice {
        /// The line, counted from 1.
        line: usize,
    },
    /// A rule every pack needs is missing.
    #[error("the pack has no `{rule}`; add that line")]
    Missing {
        /// The missing rule.
        rule: &'static str,
    },
}

const DAYS: [(&str, &str); 7] = [
    ("mon", "hours mon"),
    ("tue", "hours tue"),
    ("wed", "hours wed"),
    ("thu", "hours thu"),
    ("fri", "hours fri"),
    ("sat", "hours sat"),
    ("sun", "hours sun"),
];
const DAY_MINUTES: u16 = 1_440;

/// What a pack says of a day of the week.
enum Day {
    Shut,
    Open(Hours),
}

#[derive(Default)]
struct Draft {
    name: Option<String>,
    dated: Option<Date>,
    region: Option<String>,
    zone: Option<Zone>,
    notice: Option<String>,
    age_min: Option<u8>,
    hours: [Option<Day>; 7],
    closed: Vec<Date>,
    also_zones: Vec<Zone>,
    places: Vec<Place>,
    screens: Vec<Screen>,
    office_from: Option<u16>,
    number_rest: Option<Span>,
    rules: Vec<Rule>,
}

pub(super) fn read(text: &str) -> Result<RulePack, PackError> {
    let mut draft = Draft::default();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim();
        if !content.is_empty() && !content.starts_with('#') {
            draft.take(line, content)?;
        }
    }
    draft.finish()
}

impl Draft {
    fn take(&mut self, line: usize, content: &str) -> Result<(), PackError> {
        let wrong = PackError::Line { line };
        let (rule, source) = match content.split_once('|') {
            Some((rule, source)) => (rule.trim(), Some(source.trim())),
            None => (content, None),
        };
        let (key, value) = rule.split_once(' ').ok_or(wrong)?;
        let value = value.trim();
        let word =
            |value: &str| Some(value.to_owned()).filter(|v| !v.contains(char::is_whitespace));
        match key {
            "name" => put(&mut self.name, word(value), line),
            "dated" => put(&mut self.dated, Date::parse(value), line),
            "region" => put(&mut self.region, word(value), line),
            "zone" => put(&mut self.zone, Zone::parse(value).ok(), line),
            "notice" => put(&mut self.notice, word(value), line),
            "age-min" => {
                put(&mut self.age_min, value.parse().ok(), line)?;
                self.keep(rule, source, line)
            }
            "hours" => {
                let (day, hours) = value.split_once(' ').ok_or(wrong)?;
                let mut places = self.hours.iter_mut().zip(DAYS);
                let (place, _) = places.find(|(_, (known, _))| *known == day).ok_or(wrong)?;
                put(place, read_hours(hours.trim()), line)?;
                self.keep(rule, source, line)
            }
            "closed" => {
                let date = Date::parse(value).ok_or(wrong)?;
                if self.closed.contains(&date) {
                    return Err(PackError::Twice { line });
                }
                self.closed.push(date);
                self.keep(rule, source, line)
            }
            "also-zone" => {
                self.also_zones.push(Zone::parse(value).map_err(|_| wrong)?);
                self.keep(rule, source, line)
            }
            "place" => {
                let place = read_place(value).ok_or(wrong)?;
                let is_known = |name| self.places.iter().any(|other| other.names.contains(name));
                if place.names.iter().any(is_known) {
                    return Err(PackError::Twice { line });
                }
                self.places.push(place);
                self.keep(rule, source, line)
            }
            "closed-in" => {
                let (names, date) = value.rsplit_once(' ').ok_or(wrong)?;
                let date = Date::parse(date).ok_or(wrong)?;
                for name in names.split(',') {
                    let name = name_key(name);
                    let mut places = self.places.iter_mut();
                    let place = places.find(|place| place.names.contains(&name));
                    place.ok_or(wrong)?.closed.push(date);
                }
                self.keep(rule, source, line)
            }
            "screen" => {
                let screen = read_screen(value).ok_or(wrong)?;
                if self.screens.iter().any(|other| other.list == screen.list) {
                    return Err(PackError::Twice { line });
                }
                self.screens.push(screen);
                self.keep(rule, source, line)
            }
            "office-from" => {
                put(&mut self.office_from, value.parse().ok(), line)?;
                self.keep(rule, source, line)
            }
            "number-rest" => {
                put(&mut self.number_rest, read_rest(value), line)?;
                self.keep(rule, source, line)
            }
            _ => Err(wrong),
        }
    }

    fn keep(&mut self, rule: &str, source: Option<&str>, line: usize) -> Result<(), PackError> {
        let source = source.ok_or(PackError::NoSource { line })?;
        let source = Some(source.to_owned()).filter(|source| !source.is_empty());
        self.rules.push(Rule {
            text: rule.to_owned(),
            source,
        });
        Ok(())
    }

    fn finish(self) -> Result<RulePack, PackError> {
        let mut hours = [None; 7];
        for ((place, given), (_, rule)) in hours.iter_mut().zip(self.hours).zip(DAYS) {
            *place = match given.ok_or(PackError::Missing { rule })? {
                Day::Shut => None,
                Day::Open(hours) => Some(hours),
            };
        }
        Ok(RulePack {
            name: self.name.ok_or(PackError::Missing { rule: "name" })?,
            dated: self.dated.ok_or(PackError::Missing { rule: "dated" })?,
            region: self.region.ok_or(PackError::Missing { rule: "region" })?,
            zone: self.zone.ok_or(PackError::Missing { rule: "zone" })?,
            notice: self.notice,
            age_min: self.age_min.ok_or(PackError::Missing { rule: "age-min" })?,
            hours,
            closed: self.closed,
            also_zones: self.also_zones,
            places: self.places,
            screens: self.screens,
            office_from: self.office_from,
            number_rest: self.number_rest,
            rules: self.rules,
        })
    }
}

fn put<T>(place: &mut Option<T>, value: Option<T>, line: usize) -> Result<(), PackError> {
    let value = value.ok_or(PackError::Line { line })?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(PackError::Twice { line }),
    }
}

/// `none`, or two times such as `08:00-21:00`.
fn read_hours(text: &str) -> Option<Day> {
    if text == "none" {
        return Some(Day::Shut);
    }
    let (from, to) = text.split_once('-')?;
    let hours = Hours {
        from: read_time(from)?,
        to: read_time(to)?,
    };
    (hours.from < hours.to).then_some(Day::Open(hours))
}

/// A place's names and its zones, if it has zones of its own: `Texas, TX in America/Chicago, America/Denver`.
fn read_place(text: &str) -> Option<Place> {
    let (names, zones) = match text.split_once(" in ") {
        Some((names, zones)) => (names, Some(zones)),
        None => (text, None),
    };
    let zones = zones.map_or(Ok(Vec::new()), |zones| {
        zones
            .split(',')
            .map(|zone| Zone::parse(zone.trim()))
            .collect()
    });
    let names: Vec<String> = names.split(',').map(name_key).collect();
    let is_named = names.iter().all(|name| !name.is_empty());
    is_named.then_some(Place {
        names,
        zones: zones.ok()?,
        closed: Vec::new(),
    })
}

/// A list with its three numbers of days, such as `tps warn 21 refuse 28 grace 28`.
fn read_screen(text: &str) -> Option<Screen> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ["warn", warn, "refuse", refuse, "grace", grace] = words.get(1..)? else {
        return None;
    };
    let screen = Screen {
        list: List::parse(words.first()?)?,
        warn: warn.parse().ok()?,
        refuse: refuse.parse().ok()?,
        grace: grace.parse().ok()?,
    };
    (screen.warn <= screen.refuse).then_some(screen)
}

/// A time of less than a day, such as `04:00`.
fn read_rest(text: &str) -> Option<Span> {
    read_time(text).map(|minutes| Span::minutes(minutes.into()))
}

fn read_time(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= DAY_MINUTES).then_some(total)
}
