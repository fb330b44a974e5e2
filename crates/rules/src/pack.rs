//! Rule packs: the law's and the trade's numbers as dated data with their sources.

use crate::moment::{Date, Moment, Zone};

/// One dated set of rules for calls in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePack {
    name: String,
    dated: Date,
    region: String,
    zone: Zone,
    age_min: u8,
}

impl RulePack {
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

    /// The age from which members are rung.
    pub const fn age_min(&self) -> u8 {
        self.age_min
    }

    /// Whether calls may be made at `now`.
    pub fn is_open(&self, _now: Moment) -> bool {
        false
    }

    /// When calls may be made again; none within a fortnight.
    pub fn next_open(&self, _now: Moment) -> Option<Moment> {
        None
    }
}
