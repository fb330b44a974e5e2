//! How long one person's word lasts: whoever presses again gains nothing by it.

use super::{LAPSES_AFTER, SAME_PERSON_WITHIN, Stretch, Target, What, lost};
use crate::branches::Lineage;
use crate::moment::{Moment, Span};

/// The most that what one person pressed, and that overlaps, stands still of a day: an evening. All reading has hours of its own, so
/// one person's word stops one caller for eight hours of a day and no longer, and nothing small keeps it from stopping a leak.
pub const TOGETHER: Span = LAPSES_AFTER;

/// What a freeze reaches, with what only the tables know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// What stands still.
    pub target: Target,
    /// Of an account: the banks, campaigns and contests where it holds a role, or held one.
    pub places: Vec<Target>,
    /// Of a branch: where it stands in the tree.
    pub stands: Lineage,
    /// Whether it is the account of somebody who holds an office.
    pub in_office: bool,
}

impl Reach {
    /// Of something whose way up stands in the target itself.
    pub const fn of(target: Target) -> Self {
        Self {
            target,
            places: Vec::new(),
            stands: Lineage::NOWHERE,
            in_office: false,
        }
    }

    /// Whether one of two holds the other, or they are the same. Of an account and a place: whether it rings or plans there.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self.target, other.target) {
            (Target::Reading, _) | (_, Target::Reading) => true,
            (Target::Account(one), Target::Account(same)) => one == same,
            (Target::Account(_), place) => self.places.iter().any(|own| own.overlaps(place)),
            (_, Target::Account(_)) => other.overlaps(self),
            (Target::Branch(one), Target::Branch(two)) => {
                one == two || self.stands.is_in(two) || other.stands.is_in(one)
            }
            (one, two) => one.overlaps(two),
        }
    }
}

/// One earlier press of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// What was frozen.
    pub reach: Reach,
    /// When.
    pub at: Moment,
    /// Until when it stands still, or stood.
    pub stops_at: Moment,
    /// Whether a second person confirmed it.
    pub confirmed: bool,
    /// Whether somebody lifted it.
    pub lifted: bool,
    /// Whether somebody else than the presser lifted it.
    pub lifted_by_other: bool,
}

impl Pressed {
    /// Whether it stands still, or stood, by one person's word. What was confirmed and then lifted did.
    const fn is_one_word(&self) -> bool {
        !self.confirmed || self.lifted
    }

    /// Whether it was pressed within a day.
    fn is_of_today(&self, now: Moment) -> bool {
        self.at.plus(SAME_PERSON_WITHIN) > now
    }

    /// How long the word of one person held it.
    fn stretch(&self) -> Stretch {
        Stretch {
            from: self.at,
            until: self.stops_at.min(self.at.plus(LAPSES_AFTER)),
        }
    }
}

/// Until when a press at `now` lasts; none where the same person's presses are spent for the day.
///
/// - What holds it, or is as wide and overlaps it, counts from its first press: narrow after wide gains nothing.
/// - A wider one has what the narrower ones left: all that overlaps stands still for at most [`TOGETHER`] of a day.
/// - All reading counts with all reading alone: where the roll leaks, nothing smaller stands in its way.
/// - What somebody else lifted isn't pressed again, nor what overlaps it.
/// - Of those who hold an office one account a day, and no second.
///
/// `earlier` goes back a day and [`LAPSES_AFTER`], so that what began before the day and stood into it counts.
pub fn until(wanted: &Reach, now: Moment, earlier: &[Pressed]) -> Option<Moment> {
    let what = wanted.target.what();
    let is_counted = |one: &&Pressed| {
        let is_apart = what == What::Reading && one.reach.target != Target::Reading;
        !is_apart && one.reach.overlaps(wanted)
    };
    let counted: Vec<&Pressed> = earlier.iter().filter(is_counted).collect();
    let mut today = counted.iter().filter(|one| one.is_of_today(now));
    if today.any(|one| one.lifted_by_other) {
        return None;
    }
    let mut officials = earlier.iter().filter(|one| one.reach.in_office);
    if wanted.in_office && officials.any(|one| one.is_of_today(now)) {
        return None;
    }
    let counted: Vec<&Pressed> = counted
        .into_iter()
        .filter(|one| one.is_one_word())
        .collect();
    let as_wide = counted
        .iter()
        .filter(|one| one.is_of_today(now) && one.reach.target.what().width() >= what.width());
    let first = as_wide.map(|one| one.at).min().unwrap_or(now);
    let until = first.plus(LAPSES_AFTER).min(spent(now, &counted));
    (until > now).then_some(until)
}

/// The moment up to which no day has more of all that overlaps than it may: of each day that ends from now on, what lies behind falls
/// out as it goes on.
fn spent(now: Moment, counted: &[&Pressed]) -> Moment {
    // All reading has hours of its own, and is as wide as it gets.
    let narrow = counted
        .iter()
        .filter(|one| one.reach.target != Target::Reading);
    let stood: Vec<Stretch> = narrow.map(|one| one.stretch()).collect();
    let fits = |ahead: i64| {
        let behind = Stretch {
            from: now.plus(Span::millis(ahead)).minus(SAME_PERSON_WITHIN),
            until: now,
        };
        lost(behind, &stood).as_millis().saturating_add(ahead) <= TOGETHER.as_millis()
    };
    // It fits less the longer it goes on, so half of what is left is tried each time.
    let (mut fitting, mut beyond) = (0, LAPSES_AFTER.as_millis().saturating_add(1));
    while beyond - fitting > 1 {
        let half = fitting + (beyond - fitting) / 2;
        if fits(half) {
            fitting = half;
        } else {
            beyond = half;
        }
    }
    now.plus(Span::millis(fitting))
}

#[cfg(test)]
mod tests;
