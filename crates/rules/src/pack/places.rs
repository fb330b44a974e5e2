//! Where a member is, as far as the roll's branch says: zones and holidays of their own.
//!
//! A branch that is named like a place of the pack is in it. Whose place nobody knows is rung only when it is an hour for calls in
//! every zone of the region, and on no place's holiday. A place that lies in several zones is all of them.

use super::{LOOK_AHEAD_DAYS, RulePack};
use crate::branches::name_key;
use crate::moment::{Date, Local, Moment, Zone};

/// A place of the region with zones, or holidays, of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its names, as [`name_key`] writes them.
    pub(super) names: Vec<String>,
    /// Its zones; the pack's own where it names none.
    pub(super) zones: Vec<Zone>,
    /// Days without calls there, beside the region's.
    pub(super) closed: Vec<Date>,
}

/// Where a member is: one of the pack's places, or nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whereabouts(Option<usize>);

impl Whereabouts {
    /// Nobody knows.
    pub const UNKNOWN: Self = Self(None);
}

impl RulePack {
    /// Where a member of this branch is.
    pub fn whereabouts(&self, branch: &str) -> Whereabouts {
        if self.places.is_empty() || branch.is_empty() {
            return Whereabouts::UNKNOWN;
        }
        let key = name_key(branch);
        let is_of = |place: &Place| place.names.contains(&key);
        Whereabouts(self.places.iter().position(is_of))
    }

    /// Whether calls may be made at `now` to somebody there.
    pub fn is_open_at(&self, at: Whereabouts, now: Moment) -> bool {
        self.zones_of(at).all(|zone| self.is_open_in(zone, at, now))
    }

    /// Whether calls may be made at `now` to anybody.
    pub fn is_open_somewhere(&self, now: Moment) -> bool {
        let places = (0..self.places.len()).map(|place| Whereabouts(Some(place)));
        std::iter::once(Whereabouts::UNKNOWN)
            .chain(places)
            .any(|at| self.is_open_at(at, now))
    }

    /// When calls may be made again to somebody there: `now` where they may; none within a fortnight.
    ///
    /// The hours that all zones share begin where those of one of them do.
    pub fn next_open_at(&self, at: Whereabouts, now: Moment) -> Option<Moment> {
        if self.is_open_at(at, now) {
            return Some(now);
        }
        let begins = |zone: &Zone| -> Vec<Moment> {
            let days = std::iter::successors(Some(zone.local(now).date), |day| day.tomorrow());
            days.take(LOOK_AHEAD_DAYS.saturating_add(1))
                .filter_map(|day| zone.moment(day, self.hours_on(day)?.from))
                .collect()
        };
        let begins = self.zones_of(at).flat_map(begins);
        begins
            .filter(|begin| *begin > now && self.is_open_at(at, *begin))
            .min()
    }

    /// The zones of a place; of one that nobody knows all of the region.
    fn zones_of(&self, at: Whereabouts) -> impl Iterator<Item = &Zone> {
        let known = at.0.and_then(|place| self.places.get(place));
        let own: &[Zone] = known.map_or(&[], |place| &place.zones);
        let also: &[Zone] = if known.is_none() {
            &self.also_zones
        } else {
            &[]
        };
        let main = own.is_empty().then_some(&self.zone);
        main.into_iter().chain(own).chain(also)
    }

    fn is_open_in(&self, zone: &Zone, at: Whereabouts, now: Moment) -> bool {
        let Local { date, minute, .. } = zone.local(now);
        let mut places = self.places.iter().enumerate();
        let is_closed = places
            .any(|(n, place)| at.0.is_none_or(|known| known == n) && place.closed.contains(&date));
        let hours = self.hours_on(date).filter(|_| !is_closed);
        hours.is_some_and(|hours| hours.from <= minute && minute < hours.to)
    }
}
