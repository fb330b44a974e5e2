//! Who was forgotten, for an import: by never-again hashes of the number in the books, and of each two things by which
//! `--match` would have known them, so that no file brings anybody back.
//!
//! The hashes stand under the key that lives as long as the organisation, so changing the month's key makes none of them
//! anew; `never-again.log` holds them too, so no restored backup is without them.

use std::collections::HashMap;

use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::roll::{By, Reason};

use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::{Inner, World};

/// What leads to those who were forgotten: their numbers, and for a file whose members are known by two things each two of
/// them, in all three ways. Nobody is forgotten while an import runs, so that it is read once.
#[derive(Default)]
pub(crate) struct Gone(HashMap<[u8; 16], i64>);

/// Each way of knowing somebody by two things.
pub(super) const TWO_THINGS: [By; 3] = [By::EmailAndName, By::NumberAndName, By::EmailAndNumber];
const PAGE: usize = 10_000;
const KEYS: &str = "select bucket, hash, at from forgotten_key where (bucket, hash) > ($1, $2) and what in ('external', $3, $4, $5) order by bucket, hash limit $6";
const KEEP: &str = "insert into forgotten_key (bucket, hash, what, at) values ($1, $2, $3, $4) on conflict (bucket, hash) do update set at = excluded.at";

/// The never-again hash of what somebody was known by: of their number in the books, or of a text of
/// [`key_texts`](super::matching::key_texts).
pub(crate) fn hash(world: &Inner, by: By, text: &str) -> [u8; 16] {
    let label = match by {
        By::ExternalId => "external",
        By::EmailAndName | By::NumberAndName | By::EmailAndNumber => "match",
    };
    world.keys.never.short(label, text.as_bytes())
}

/// Queues that no file brings back whom this leads to.
pub(crate) fn keep_away(tx: &mut Tx<'_, '_>, by: By, hash: [u8; 16], at: i64) {
    tx.later(
        KEEP,
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Text(by.word().to_owned()),
            Value::Int(at),
        ],
    );
}

impl Gone {
    pub(crate) fn read(world: &World, by: By) -> Result<Self, Fault> {
        let mut gone = HashMap::new();
        let [first, second, third] = match by {
            By::ExternalId => [by; 3],
            // Whom a household's things mean, the way that the file is matched by doesn't tell alone.
            By::EmailAndName | By::NumberAndName | By::EmailAndNumber => TWO_THINGS,
        }
        .map(By::word);
        let (mut bucket, mut hash) = (-1, Vec::new());
        loop {
            let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
            let page = world.0.db.read("import-forgotten", |raw| {
                let args = [
                    Arg::Int(bucket),
                    Arg::Bytes(&hash),
                    Arg::Text(first),
                    Arg::Text(second),
                    Arg::Text(third),
                    Arg::Int(limit),
                ];
                raw.all(KEYS, &args, |row| {
                    let hash = id16(row.bytes(1)?).ok_or_else(|| shape("forgotten_key"))?;
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

    /// Why a row of somebody who is not on the roll isn't taken, if its number is that of somebody forgotten.
    pub(crate) fn by_number(&self, world: &Inner, external: &str) -> Option<Reason> {
        let day = day(world, self.at(world, By::ExternalId, external)?);
        Some(Reason::Forgotten(day))
    }

    /// The same of a row that is matched by two things. Those two may be somebody else's, so it says what to do then.
    pub(crate) fn by_two_things(&self, world: &Inner, by: By, texts: &[String]) -> Option<Reason> {
        let at = self.at_by_two_things(world, by, texts)?;
        let day = day(world, at);
        Some(Reason::ForgottenByTwo(day))
    }

    /// When whoever is known by two of these things was forgotten; of several the last one.
    pub(crate) fn at_by_two_things(&self, world: &Inner, by: By, texts: &[String]) -> Option<i64> {
        let at = texts.iter().filter_map(|text| self.at(world, by, text));
        at.max()
    }

    fn at(&self, world: &Inner, by: By, text: &str) -> Option<i64> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&hash(world, by, text)).copied()
    }
}

/// The day of a forgetting, in the organisation's zone.
fn day(world: &Inner, at: i64) -> Date {
    world.zone.local(Moment::from_millis(at)).date
}
