//! The whole roll's membership numbers, read once.
//!
//! A file of the whole roll asks for nearly every number, and blind indexes are as good as random: asked one by one, each is
//! a walk through a tree whose pages are seldom at hand. Read along the key, dozens of them stand on a page.

use std::ops::Range;

use switchboard_rules::ids::MemberId;

use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

const BUCKETS: Range<i64> = 0..1024;
/// How many numbers one look reads.
const LOOK: i64 = 2_000;
const NUMBERS: &str = "select blind, member from lookup where bucket = $1 and what = 'external' and blind > $2 order by blind, member limit $3";

type Number = ([u8; 16], [u8; 16]);

/// Who has which number, by its blind index, 32 bytes each.
///
/// It is as old as its reading, which is good enough to say what a file would do. An import writes by what is found for each
/// of its slices.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Everybody(Vec<Number>);

impl Everybody {
    pub(super) fn read(world: &World) -> Result<Self, Fault> {
        Self::by_looks_of(LOOK, world)
    }

    /// The same by looks of so many numbers.
    pub(crate) fn by_looks_of(most: i64, world: &World) -> Result<Self, Fault> {
        let mut all: Vec<Number> = Vec::new();
        for bucket in BUCKETS {
            let mut after = Vec::new();
            loop {
                let page = world
                    .0
                    .db
                    .read("import-everybody", |raw| page(raw, bucket, &after, most))?;
                let is_full = i64::try_from(page.len()) == Ok(most);
                all.extend(page);
                match all.last() {
                    // Of those with one number the first counts, and it was read.
                    Some((blind, _)) if is_full => after = blind.to_vec(),
                    _ => break,
                }
            }
        }
        all.sort_unstable();
        all.dedup_by_key(|(blind, _)| *blind);
        Ok(Self(all))
    }

    /// The member with this number.
    pub(super) fn member(&self, blind: &[u8; 16]) -> Option<MemberId> {
        let at = self.0.binary_search_by_key(blind, |(blind, _)| *blind);
        let (_, member) = self.0.get(at.ok()?)?;
        Some(MemberId::from_bytes(*member))
    }
}

fn page(raw: &mut Raw<'_>, bucket: i64, after: &[u8], most: i64) -> Result<Vec<Number>, Fault> {
    let args = [Arg::Int(bucket), Arg::Bytes(after), Arg::Int(most)];
    let found = raw.all(NUMBERS, &args, |row| {
        Ok(id16(row.bytes(0)?).zip(id16(row.bytes(1)?)))
    })?;
    Ok(found.into_iter().flatten().collect())
}
