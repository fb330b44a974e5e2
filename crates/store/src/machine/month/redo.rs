//! One member anew: the wrapping of their erase key, the blind indexes of their numbers, and what they are looked up by.
//!
//! Their sealed columns stay as they are; they are opened here only to know what the indexes are made of, and nothing of
//! them leaves this file but keyed hashes.

use std::collections::BTreeSet;
use std::sync::Arc;

use switchboard_rules::ids::bucket_of;
use switchboard_rules::person::{Address, Email, Phone, decode_phones};

use super::turn::Write;
use crate::engine::Value;
use crate::fault::Fault;
use crate::keys::MonthKey;
use crate::personal::{PHONES, REST, external_and_email, row_key, spot};
use crate::roll::What;
use crate::roll::whole::Rest;
use crate::seal::SealError;
use crate::world::Inner;

/// What is kept of a member, with every version of their row.
pub(super) struct Kept {
    pub(super) bucket: i64,
    pub(super) member: [u8; 16],
    pub(super) erase_key: Vec<u8>,
    pub(super) month: i64,
    pub(super) versions: Vec<Version>,
}

/// One version of a member's row.
pub(super) struct Version {
    pub(super) import: [u8; 16],
    pub(super) numbers: Vec<u8>,
    pub(super) phones: Vec<u8>,
    pub(super) rest: Vec<u8>,
}

/// A lookup that is to stand under the next key as well; its order is the table's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Copied {
    bucket: i64,
    what: What,
    to: [u8; 16],
    from: [u8; 16],
    member: [u8; 16],
}

/// The keys between which everything is redone.
pub(super) struct Between {
    world: Arc<Inner>,
    from: Arc<MonthKey>,
    to: Arc<MonthKey>,
    to_month: i64,
    /// Keys that are gone: whom they wrapped is forgotten, and passed over.
    gone: Vec<i64>,
}

const WRAP: &str = "update member set erase_key = $1, key_month = $2 where bucket = $3 and id = $4 and erase_key = $5";
pub(super) const NUMBERS: &str = "update member_row set numbers = $1 where bucket = $2 and member = $3 and import = $4 and numbers = $5";
/// A lookup stands under the next key only as long as it stands under the old one: who is forgotten meanwhile stays so.
const COPY: &str = "insert into lookup (bucket, what, blind, member, import, key_month) select cast($1 as bigint), what, cast($2 as {bytes}), member, import, cast($3 as bigint) from lookup where bucket = $4 and what = $5 and blind = $6 and member = $7 {for_share} on conflict (bucket, what, blind, member) do nothing";

impl Between {
    pub(super) fn new(
        world: &Arc<Inner>,
        from: i64,
        to: i64,
        gone: Vec<i64>,
    ) -> Result<Self, Fault> {
        Ok(Self {
            world: Arc::clone(world),
            from: world.keys.months.get(from)?,
            to: world.keys.months.get(to)?,
            to_month: to,
            gone,
        })
    }

    /// Adds what is to be written for this member. Whoever is forgotten has no key that opens, and is passed over.
    pub(super) fn redo(
        &self,
        kept: &Kept,
        writes: &mut Vec<Write>,
        copies: &mut Vec<Copied>,
    ) -> Result<(), Fault> {
        if kept.erase_key.is_empty() || self.gone.contains(&kept.month) {
            return Ok(());
        }
        let keys = &self.world.keys;
        if kept.month != self.to_month {
            let anew = keys.wrap_anew(&kept.member, kept.month, &kept.erase_key, self.to_month)?;
            writes.push((
                WRAP,
                vec![
                    Value::Bytes(anew),
                    Value::Int(self.to_month),
                    Value::Int(kept.bucket),
                    Value::Bytes(kept.member.to_vec()),
                    Value::Bytes(kept.erase_key.clone()),
                ],
            ));
        }
        let key = keys.member(&kept.member, kept.month, &kept.erase_key)?;
        let mut texts = BTreeSet::new();
        for version in &kept.versions {
            let place = row_key(&kept.member, &version.import);
            let phones = key.own().open(spot(PHONES, &place), &version.phones)?;
            let phones = decode_phones(&phones).map_err(|_| SealError::Short)?;
            let numbers: Vec<&str> = phones.iter().map(Phone::index_key).collect();
            let both = self.both(&version.numbers, &numbers);
            if both != version.numbers {
                writes.push(numbers_anew(&kept.member, version, both));
            }
            texts.extend(
                numbers
                    .iter()
                    .map(|text| (What::Number, (*text).to_owned())),
            );
            let rest = key.own().open(spot(REST, &place), &version.rest)?;
            let (external, email) = external_and_email(&rest).ok_or(SealError::Short)?;
            texts.insert((What::External, external.to_owned()));
            if let Ok(email) = Email::parse(email) {
                texts.insert((What::Email, email.index_key()));
            }
            let home = Rest::decode(&rest)?.address;
            if let Some(home) = home.as_ref().and_then(Address::home_key) {
                texts.insert((What::Address, home));
            }
        }
        copies.extend(
            texts
                .iter()
                .map(|(what, text)| self.copied(*what, text, kept.member)),
        );
        Ok(())
    }

    fn copied(&self, what: What, text: &str, member: [u8; 16]) -> Copied {
        let to = self.to.blind.short(what.text(), text.as_bytes());
        Copied {
            bucket: bucket_of(&to),
            what,
            to,
            from: self.from.blind.short(what.text(), text.as_bytes()),
            member,
        }
    }

    /// The pairs of blind index and never-again hash, each with the one under the next key behind it. A pair that belongs to
    /// no number of the row is kept: its never-again hash may hold an objection.
    fn both(&self, pairs: &[u8], numbers: &[&str]) -> Vec<u8> {
        let blinds: Vec<([u8; 16], [u8; 16])> = numbers
            .iter()
            .map(|text| {
                let of = |key: &MonthKey| key.blind.short(What::Number.text(), text.as_bytes());
                (of(&self.from), of(&self.to))
            })
            .collect();
        let mut both = Vec::with_capacity(pairs.len() * 2);
        let mut anew: Vec<[u8; 16]> = Vec::new();
        for pair in pairs.chunks_exact(32) {
            let Some((blind, never)) = pair.split_at_checked(16) else {
                continue;
            };
            // Written by an act that knew of the change, or by a run before this one.
            if anew.iter().any(|done| done == blind) {
                continue;
            }
            both.extend_from_slice(pair);
            let next = blinds.iter().find(|(from, _)| from == blind);
            if let Some((_, next)) = next {
                both.extend_from_slice(next);
                both.extend_from_slice(never);
                anew.push(*next);
            }
        }
        both
    }

    /// What writes these copies, in the order of the table's key.
    pub(super) fn copies(&self, copies: &mut Vec<Copied>) -> Vec<Write> {
        let mut sorted = std::mem::take(copies);
        sorted.sort_unstable();
        let write = |copied: Copied| {
            let args = vec![
                Value::Int(copied.bucket),
                Value::Bytes(copied.to.to_vec()),
                Value::Int(self.to_month),
                Value::Int(bucket_of(&copied.from)),
                Value::Text(copied.what.text().to_owned()),
                Value::Bytes(copied.from.to_vec()),
                Value::Bytes(copied.member.to_vec()),
            ];
            (COPY, args)
        };
        sorted.into_iter().map(write).collect()
    }
}

/// What writes other numbers into a version, unless somebody else did meanwhile.
fn numbers_anew(member: &[u8; 16], version: &Version, numbers: Vec<u8>) -> Write {
    let args = vec![
        Value::Bytes(numbers),
        Value::Int(bucket_of(member)),
        Value::Bytes(member.to_vec()),
        Value::Bytes(version.import.to_vec()),
        Value::Bytes(version.numbers.clone()),
    ];
    (NUMBERS, args)
}

/// The pairs of which each number has one only: the newest. While keys are changed the older stands first.
pub(super) fn newest_only(pairs: &[u8]) -> Vec<u8> {
    let mut newest: Vec<&[u8]> = Vec::new();
    for pair in pairs.chunks_exact(32) {
        let same = newest
            .iter_mut()
            .find(|seen| seen.get(16..) == pair.get(16..));
        match same {
            Some(seen) => *seen = pair,
            None => newest.push(pair),
        }
    }
    newest.concat()
}

/// The newest blind index of the number that has this one in any of these versions; itself where none knows it.
pub(super) fn newest_of(blind: [u8; 16], versions: &[Vec<u8>]) -> [u8; 16] {
    for pairs in versions {
        let of_blind = pairs.chunks_exact(32).find(|pair| pair.starts_with(&blind));
        let Some(never) = of_blind.and_then(|pair| pair.get(16..)) else {
            continue;
        };
        let mut newer = pairs.chunks_exact(32).rev();
        let newest = newer
            .find(|pair| pair.ends_with(never))
            .and_then(|pair| pair.first_chunk::<16>());
        if let Some(newest) = newest.filter(|newest| **newest != blind) {
            return *newest;
        }
    }
    blind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(blind: u8, never: u8) -> Vec<u8> {
        [[blind; 16], [never; 16]].concat()
    }

    #[test]
    fn of_a_number_that_stands_under_two_keys_the_newer_stays() {
        let both = [pair(1, 9), pair(2, 9), pair(3, 8), pair(4, 8), pair(5, 7)].concat();
        assert_eq!(
            newest_only(&both),
            [pair(2, 9), pair(4, 8), pair(5, 7)].concat()
        );
        assert_eq!(newest_only(&newest_only(&both)), newest_only(&both));
        assert!(newest_only(&[]).is_empty());
    }

    #[test]
    fn an_open_number_finds_its_new_index_in_whichever_version_has_it() {
        let versions = [pair(7, 7), [pair(1, 9), pair(2, 9)].concat()];
        assert_eq!(newest_of([1; 16], &versions), [2; 16]);
        assert_eq!(newest_of([2; 16], &versions), [2; 16]);
        assert_eq!(newest_of([5; 16], &versions), [5; 16], "nobody knows it");
    }
}
