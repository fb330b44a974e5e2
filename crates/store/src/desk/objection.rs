//! Objections: kept under hashes of the member and of each number, they stop the queues at once.

use switchboard_rules::card::Size;
use switchboard_rules::ids::{CampaignId, MemberId, bucket_of};

use super::candidate::{EVERY_CAMPAIGN, never_member};
use super::stop;
use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::line;
use crate::never_again::Fact;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::Inner;

/// The larger of two objections stands, and the later day.
pub(crate) const OBJECT: &str = "insert into objection (bucket, hash, campaign, size, at) values ($1, $2, $3, $4, $5) on conflict (bucket, hash, campaign) do update set size = case when objection.size = 'anyone' then objection.size else excluded.size end, at = case when objection.at > excluded.at then objection.at else excluded.at end";
pub(crate) const NOT_FINE: &str = "delete from calls_fine where bucket = $1 and hash = $2";
const OBJECTS: &str = "select size from objection where bucket = $1 and hash = $2 limit 1";
/// A member's numbers, as pairs of blind index and never-again hash.
const NUMBERS: &str = "select r.numbers from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// For each number of a member its blind index and its never-again hash.
pub(crate) type Hashes = Vec<([u8; 16], [u8; 16])>;

/// A member's numbers in force.
pub(crate) fn numbers(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Hashes, Fault> {
    let key = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let numbers = tx.one(NUMBERS, &key, |row| {
        let pairs = row.bytes(0)?.chunks_exact(32);
        Ok(pairs
            .filter_map(|pair| {
                let (blind, never) = pair.split_at_checked(16)?;
                Some((id16(blind)?, id16(never)?))
            })
            .collect())
    })?;
    // Where no version is in force there are none: an objection is taken all the same.
    Ok(numbers.unwrap_or_default())
}

/// Whether an objection stands under this hash.
pub(crate) fn objects(tx: &mut Tx<'_, '_>, hash: &[u8; 16]) -> Result<bool, Fault> {
    let args = [Arg::Int(bucket_of(hash)), Arg::Bytes(hash)];
    let found = tx.one(OBJECTS, &args, |row| Ok(row.text(0)?.len()))?;
    Ok(found.is_some())
}

/// Under which hash it is kept that a number's objection is never lifted, made of the number's never-again hash: whose it was is
/// forgotten, so nobody who has the number now can end it with their word.
pub(crate) fn for_good(world: &Inner, never: &[u8; 16]) -> [u8; 16] {
    world.keys.never.short("for-good", never)
}

/// Keeps an objection against one campaign, or against all, and stops the queues at once. A late word on a card of somebody
/// who was merged meanwhile stops the record they go on under, too.
pub(crate) fn object(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: Option<CampaignId>,
    size: Size,
) -> Result<(), Fault> {
    let keeper = line::person(tx, member)?;
    of_record(tx, member, campaign, size)?;
    if keeper != member {
        tx.flush()?;
        stop::cut(tx, keeper, campaign)?;
        of_record(tx, keeper, campaign, size)?;
    }
    let against = campaign.map_or(EVERY_CAMPAIGN, |campaign| *campaign.as_bytes());
    for record in alias::of_one_person(tx.raw(), keeper)? {
        if record != member && record != keeper {
            let hash = never_member(tx.world, record);
            tx.never_again(&Fact::Objection {
                hash,
                campaign: against,
                size,
            });
        }
    }
    Ok(())
}

fn of_record(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: Option<CampaignId>,
    size: Size,
) -> Result<(), Fault> {
    let numbers = numbers(tx, member)?;
    let now = tx.now().millis();
    let against = campaign.map_or(EVERY_CAMPAIGN, |campaign| *campaign.as_bytes());
    let own = never_member(tx.world, member);
    let hashes = numbers.iter().map(|(_, never)| never);
    for hash in hashes.chain(std::iter::once(&own)) {
        tx.later(
            OBJECT,
            vec![
                Value::Int(bucket_of(hash)),
                Value::Bytes(hash.to_vec()),
                Value::Bytes(against.to_vec()),
                Value::Text(size.code().to_owned()),
                Value::Int(now),
            ],
        );
        tx.never_again(&Fact::Objection {
            hash: *hash,
            campaign: against,
            size,
        });
    }
    // Whoever said before that calls are fine takes it back.
    tx.later(
        NOT_FINE,
        vec![Value::Int(bucket_of(&own)), Value::Bytes(own.to_vec())],
    );
    match campaign {
        Some(campaign) => stop::campaign(tx, member, campaign),
        None => stop::everybody(tx, member),
    }
    tx.changed("objection", &own);
    Ok(())
}
