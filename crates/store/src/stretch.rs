//! Going through a table along its key, which a bucket leads: some buckets at a look.
//!
//! A look at each bucket would be a thousand round trips, and most of them would find a handful of rows; one look at all of
//! them would hold its snapshot as long as it takes to go through 600,000 members whom it doesn't want.

use std::ops::Range;

use switchboard_rules::ids::{CardId, bucket_of};

use crate::engine::Arg;
use crate::fault::Fault;

/// How many buckets one look goes through.
const LENGTH: i64 = 32;

/// Every bucket.
pub(crate) const ALL: Range<i64> = 0..1024;

/// Where a look begins and ends.
pub(crate) struct Stretch {
    bucket: i64,
    after: Vec<u8>,
    /// The bucket before which it ends.
    pub(crate) until: i64,
}

impl Stretch {
    /// `$1`, `$2` and `$3` of `(bucket, id) > ($1, $2) and bucket < $3 … order by bucket, id`.
    pub(crate) fn args(&self) -> [Arg<'_>; 3] {
        let after = Arg::Bytes(&self.after);
        [Arg::Int(self.bucket), after, Arg::Int(self.until)]
    }

    /// A row whose bucket isn't its id's would lead back, for ever, or beyond the end.
    fn go_on_behind(&mut self, bucket: i64, last: [u8; 16]) -> Result<(), Fault> {
        let after = last.to_vec();
        let is_behind = (bucket, &after) > (self.bucket, &self.after);
        if bucket >= self.until || !is_behind {
            return Err(Fault::World(
                "a row stands in another bucket than its id's: the database was changed; compare it with a backup"
                    .to_owned(),
            ));
        }
        (self.bucket, self.after) = (bucket, after);
        Ok(())
    }
}

/// Goes through these buckets. Each look answers the id of the last row that it read, where more may follow in its stretch.
pub(crate) fn along(
    buckets: Range<i64>,
    look: impl FnMut(&Stretch) -> Result<Option<[u8; 16]>, Fault>,
) -> Result<(), Fault> {
    walk(buckets, |id| bucket_of(id), look)
}

/// The same through a table of cards, whose bucket goes by their deck.
pub(crate) fn along_cards(
    buckets: Range<i64>,
    look: impl FnMut(&Stretch) -> Result<Option<[u8; 16]>, Fault>,
) -> Result<(), Fault> {
    walk(buckets, |id| CardId::from_bytes(*id).bucket(), look)
}

fn walk(
    buckets: Range<i64>,
    bucket: fn(&[u8; 16]) -> i64,
    mut look: impl FnMut(&Stretch) -> Result<Option<[u8; 16]>, Fault>,
) -> Result<(), Fault> {
    let mut from = buckets.start;
    while from < buckets.end {
        let mut stretch = Stretch {
            bucket: from,
            after: Vec::new(),
            until: buckets.end.min(from + LENGTH),
        };
        while let Some(last) = look(&stretch)? {
            stretch.go_on_behind(bucket(&last), last)?;
        }
        from = stretch.until;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use switchboard_rules::ids::BUCKETS;

    use super::*;

    /// An id whose bucket is this.
    fn id_in(bucket: i64) -> [u8; 16] {
        let mut ids = (0_u128..).map(u128::to_be_bytes);
        ids.find(|id| bucket_of(id) == bucket).unwrap()
    }

    #[test]
    fn a_row_in_another_bucket_than_its_ids_ends_the_walk_instead_of_leading_back_or_beyond() {
        for wrong in [id_in(4), id_in(37)] {
            let mut looks = 0;
            let failed = along(5..37, |_| {
                looks += 1;
                Ok(Some(wrong))
            });
            assert!(matches!(failed, Err(Fault::World(_))) && looks == 1);
        }
        let mut looks = 0;
        let failed = along(5..37, |_| {
            looks += 1;
            Ok(Some(id_in(6)))
        });
        assert!(
            matches!(failed, Err(Fault::World(_))) && looks == 2,
            "the same again"
        );
    }

    #[test]
    fn a_walk_through_cards_goes_by_their_decks() {
        let of_one_deck = (0..=u8::MAX).map(|last| {
            let mut card = [9; 16];
            card[15] = last;
            card
        });
        let bucket = CardId::from_bytes([9; 16]).bucket();
        let elsewhere = |card: &[u8; 16]| bucket_of(card) != bucket;
        let card = of_one_deck.into_iter().find(elsewhere).unwrap();
        let mut looks = 0;
        along_cards(bucket..bucket + 1, |_| {
            looks += 1;
            Ok((looks == 1).then_some(card))
        })
        .unwrap();
        assert_eq!(looks, 2);
        assert!(along(bucket..bucket + 1, |_| Ok(Some(card))).is_err());
    }

    #[test]
    fn every_bucket_is_gone_through_once_and_a_look_goes_on_behind_its_last_row() {
        let last = id_in(3);
        let mut looks = Vec::new();
        along(ALL, |stretch| {
            looks.push((stretch.bucket, stretch.after.clone(), stretch.until));
            let is_its = (looks.len() == 1).then_some(last);
            Ok(is_its)
        })
        .unwrap();
        assert_eq!(looks[0], (0, Vec::new(), LENGTH));
        assert_eq!(looks[1], (bucket_of(&last), last.to_vec(), LENGTH));
        assert_eq!(looks[2], (LENGTH, Vec::new(), 2 * LENGTH));
        assert_eq!(looks.last().unwrap().2, i64::from(BUCKETS));
        let mut one = Vec::new();
        along(5..6, |stretch| {
            one.push((stretch.bucket, stretch.until));
            Ok(None)
        })
        .unwrap();
        assert_eq!(one, [(5, 6)]);
    }

    #[test]
    fn a_look_that_fails_ends_the_walk() {
        let mut looks = 0;
        let failed = along(ALL, |_| {
            looks += 1;
            Err(Fault::DiskFull)
        });
        assert!(matches!(failed, Err(Fault::DiskFull)));
        assert_eq!(looks, 1);
    }
}
