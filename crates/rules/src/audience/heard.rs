//! What came of one campaign's own calls, among the fixed members: columns of its own, over those of the contest.
//!
//! The campaign's own callers saw each call, but whoever counts groups may be others, and look again and again. So it is taken as
//! it stood at the end of a day, and only of days between which a whole [`batch`] of calls had an outcome ([`day_of_batches`]):
//! between two looks never so few that one member's group shows (`docs/decisions/0047-areas-tags-and-own-calls.md`).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::columns::{CodedRow, Codes, Columns, MemberCodes};
use super::judged::Raw;
use super::levels::FieldLevels;
use super::progress::batch;
use super::{Field, Spoken};
use crate::counts::Cell;
use crate::ids::MemberId;
use crate::person::AgeBand;

/// Whoever a campaign has rung, by their codes.
#[derive(Default)]
pub struct Heard(HashMap<Codes, Cell>);

/// What came of the calls to one member so far; calls are added in any order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Latest {
    last: Option<(i64, Spoken)>,
    was_reached: bool,
}

impl Latest {
    /// Adds a call that ended then, in milliseconds since 1970.
    pub fn add(&mut self, ended_at: i64, spoken: Spoken) {
        self.was_reached |= spoken == Spoken::Reached;
        let is_newer = self
            .last
            .is_none_or(|(at, before)| (at, before) <= (ended_at, spoken));
        if is_newer {
            self.last = Some((ended_at, spoken));
        }
    }

    /// What it comes to: a wish to be rung again where that was last, else whether anybody was ever spoken to.
    pub fn spoken(self) -> Spoken {
        match self.last {
            None => Spoken::NotRung,
            Some((_, Spoken::CallBack)) => Spoken::CallBack,
            Some(_) if self.was_reached => Spoken::Reached,
            Some((_, last)) => last,
        }
    }
}

/// Up to which day calls are counted: the last one at whose end a whole batch more had an outcome than at the end of the day that was
/// counted before. `days` says how many had an outcome on each day. None before the first batch.
///
/// ```
/// use switchboard_rules::audience::day_of_batches;
/// let days = [(1, 30), (2, 30), (4, 49), (5, 0)].into();
/// assert_eq!(day_of_batches(&days), Some(2), "49 more are no batch");
/// ```
pub fn day_of_batches(days: &BTreeMap<i64, u64>) -> Option<i64> {
    let mut counted = None;
    let (mut done, mut since) = (0_u64, 0_u64);
    for (day, many) in days {
        since = since.saturating_add(*many);
        if since >= batch(done) {
            counted = Some(*day);
            done = done.saturating_add(since);
            since = 0;
        }
    }
    counted
}

impl Columns {
    /// Adds a member of whom a campaign's calls came to this, as they were when the members were fixed.
    pub fn add_heard(
        &self,
        heard: &mut Heard,
        (member, spoken): (&MemberId, Spoken),
        (kind, codes): (&str, MemberCodes<'_>),
    ) {
        if codes.age == AgeBand::Under18 || spoken == Spoken::NotRung {
            return;
        }
        let codes = Codes {
            spoken: spoken.code(),
            ..self.names.codes(kind, codes)
        };
        let one = Cell::of(1, self.noise().record_key(member));
        let cell = heard.0.entry(codes).or_default();
        *cell = cell.and(one);
    }

    /// The columns of one campaign: the same members, with what came of its calls. What doesn't ask for that is answered as before.
    #[must_use]
    pub fn with_heard(&self, heard: Heard) -> Self {
        let mut rows = self.rows();
        let mut moved: Vec<CodedRow> = Vec::new();
        for (codes, cell) in heard.0 {
            let before = Codes {
                spoken: Spoken::NotRung.code(),
                ..codes
            };
            // Whoever is in no row was left out of all counts.
            let Ok(at) = rows.binary_search_by_key(&before, |(codes, _)| *codes) else {
                continue;
            };
            let many = u32::try_from(cell.members()).unwrap_or(u32::MAX);
            if let Some((_, (members, keys))) = rows.get_mut(at) {
                *members = members.saturating_sub(many);
                *keys = keys.wrapping_sub(cell.keys());
                moved.push((codes, (many, cell.keys())));
            }
        }
        rows.retain(|(_, (members, _))| *members > 0);
        rows.append(&mut moved);
        rows.sort_unstable_by_key(|(codes, _)| *codes);
        let mut own = Self::bare(Arc::clone(&self.names), &rows, true);
        own.levels = self.levels.clone();
        let spoken = FieldLevels::of_spoken(&own);
        if let Some(field) = own.levels.0.get_mut(Field::Spoken.place()) {
            *field = spoken;
        }
        own.raw = Raw::all(&own);
        own.tell_levels(&[Field::Spoken]);
        own
    }
}
