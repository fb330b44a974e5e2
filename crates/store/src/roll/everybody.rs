//! The whole roll's membership numbers, read once.
//!
//! A file of the whole roll asks for nearly every number, and blind indexes are as good as random: asked one by one, each is
//! a walk through a tree whose pages are seldom at hand. Read along the key, dozens of them stand on a page.

use switchboard_rules::ids::MemberId;

use crate::engine::{Arg, Rows, stmt};
use crate::fault::Fault;
use crate::session::id16;
use crate::stretch;
use crate::world::World;

/// How many buckets one look reads.
const AT_ONCE: usize = 64;
/// A bucket's numbers: hundreds, thousands with millions of members.
const NUMBERS: &str = "select blind, member from lookup where bucket = $1 and what = 'external' order by blind, member limit 1000000";

/// Who has which number, by its blind index, 32 bytes each.
///
/// It is as old as its reading, which is good enough to say what a file would do. An import writes by what is found for each
/// of its slices.
#[derive(Debug)]
pub(super) struct Everybody {
    /// Whose key the blind indexes are made with.
    month: i64,
    numbers: Vec<([u8; 16], [u8; 16])>,
}

impl Everybody {
    pub(super) fn read(world: &World) -> Result<Self, Fault> {
        let month = world.0.keys.month();
        let mut all = Vec::new();
        let buckets: Vec<[Arg<'_>; 1]> = stretch::ALL.map(|bucket| [Arg::Int(bucket)]).collect();
        for some in buckets.chunks(AT_ONCE) {
            let wanted: Vec<_> = some.iter().map(|args| stmt(NUMBERS, args)).collect();
            let found = world
                .0
                .db
                .read("import-everybody", |raw| raw.gather(&wanted))?;
            for row in found.iter().flat_map(Rows::iter) {
                all.extend(id16(row.bytes(0)?).zip(id16(row.bytes(1)?)));
            }
        }
        all.sort_unstable();
        // Of those with one number the first counts.
        all.dedup_by_key(|(blind, _)| *blind);
        Ok(Self {
            month,
            numbers: all,
        })
    }

    /// Whether these are still the blind indexes that are made now.
    pub(super) fn is_of(&self, month: i64) -> bool {
        self.month == month
    }

    /// The member with this number.
    pub(super) fn member(&self, blind: &[u8; 16]) -> Option<MemberId> {
        let at = self
            .numbers
            .binary_search_by_key(blind, |(blind, _)| *blind);
        let (_, member) = self.numbers.get(at.ok()?)?;
        Some(MemberId::from_bytes(*member))
    }
}
