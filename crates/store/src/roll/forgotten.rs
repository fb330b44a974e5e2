//! Who was forgotten, for an import: by a never-again hash of the number in the books, so that no file brings anybody back.

use std::collections::HashMap;

use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::world::{Inner, World};

/// The numbers of those who were forgotten. Nobody is forgotten while an import runs, so that it is read once.
#[derive(Default)]
pub(crate) struct Gone(HashMap<[u8; 16], i64>);

const PAGE: usize = 10_000;
const NUMBERS: &str = "select bucket, hash, at from forgotten_number where (bucket, hash) > ($1, $2) order by bucket, hash limit $3";

impl Gone {
    pub(crate) fn read(world: &World) -> Result<Self, Fault> {
        let mut gone = HashMap::new();
        let (mut bucket, mut hash) = (-1, Vec::new());
        loop {
            let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
            let page = world.0.db.read("import-forgotten", |raw| {
                let args = [Arg::Int(bucket), Arg::Bytes(&hash), Arg::Int(limit)];
                raw.all(NUMBERS, &args, |row| {
                    let hash = id16(row.bytes(1)?).ok_or_else(|| shape("forgotten_number"))?;
                    Ok((row.int(0)?, hash, row.int(2)?))
                })
            })?;
            let is_whole = page.len() < PAGE;
            if let Some((last_bucket, last, _)) = page.last() {
                bucket = *last_bucket;
                hash = last.to_vec();
            }
            gone.extend(page.into_iter().map(|(_, hash, at)| (hash, at)));
            if is_whole {
                return Ok(Self(gone));
            }
        }
    }

    /// Why a row of somebody who is not on the roll isn't taken, if they were forgotten.
    pub(crate) fn why(&self, world: &Inner, external: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let hash = world.keys.never.short("external", external.as_bytes());
        let at = Moment::from_millis(*self.0.get(&hash)?);
        let day = world.zone.local(at).date;
        Some(format!(
            "this member was forgotten on {day}; take them out of the file"
        ))
    }
}
