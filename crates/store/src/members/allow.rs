//! Objections that reach the office, and the one way in which they end: on the member's own word.

use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, LookId, MemberId, bucket_of};
use switchboard_rules::look::Words;
use switchboard_rules::policy::Action;

use super::look::hold;
use super::notes;
use crate::desk::objection::{self, objects};
use crate::desk::{CALLS_FINE, never_member, shape, stop};
use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// Writes down that a member doesn't want calls: of one campaign, or of any.
pub fn object(
    tx: &mut Tx<'_, '_>,
    look: LookId,
    campaign: Option<CampaignId>,
) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::ObjectFor)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let member = held.member();
    let size = campaign.map_or(Size::AnyCampaign, |_| Size::ThisCampaign);
    stop::cut(tx, member, campaign)?;
    objection::object(tx, member, campaign, size)?;
    let against = campaign
        .map(|id| format!(" campaign={id}"))
        .unwrap_or_default();
    let detail = format!("size={}{against}", size.code());
    held.wrote(tx, EventKind::Objection, &detail)?;
    let vars = format!("size={} at={} way=office", size.code(), tx.now().millis());
    outbox::put(tx, Message::ObjectionTaken, To::Member(member), &vars)?;
    Ok(Verdict::Given(()))
}

/// As many are looked at who have one number; where there are more, one of them is taken to object.
const SHARE_MAX: usize = 500;
const SHARE: &str = "select member from lookup where bucket = $1 and what = 'number' and blind = $2 and member <> $3 order by member limit $4";
/// Kept until they object: it stands above a screening list.
const FINE: &str = "insert into calls_fine (bucket, hash, at) values ($1, $2, $3) on conflict (bucket, hash) do update set at = excluded.at";
const AGAIN: &str = "update queue set due_at = $3 where bucket = $1 and member = $2 and class % 16 = 1 and due_at > $3";
const LIFT: &str = "delete from objection where bucket = $1 and hash = $2";
/// As it was read: whoever objects with the same number meanwhile has a later day, and theirs stays.
const LIFT_READ: &str =
    "delete from objection where bucket = $1 and hash = $2 and campaign = $3 and at = $4";
/// Held until the end, so that nobody's objection with the number falls between looking at others and lifting it.
const STANDS: &str = "select campaign, at from objection where bucket = $1 and hash = $2 order by campaign {for_update}";

/// Lifts a member's objections because they said that calls are fine. A number that somebody else objected with as well
/// stays as it is, also where that was somebody who is forgotten. A branch's officer, who may write any number on a member of
/// theirs and learns nothing of others who have it, lifts what the member alone objected to; numbers are the organisation's, and so
/// is what stands above a screening list.
pub fn allow_calls(tx: &mut Tx<'_, '_>, look: LookId, said: &Words) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::AllowCalls)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let member = held.member();
    let own = never_member(tx.world, member);
    lift(tx, &own);
    let key = vec![Value::Int(bucket_of(&own)), Value::Bytes(own.to_vec())];
    if held.grant.branch().is_none() {
        lift_numbers(tx, member, None)?;
        let at = Value::Int(tx.now().millis());
        tx.later(FINE, [key, vec![at]].concat());
    } else if objects(tx, &own)? {
        // What was said before the objection doesn't come back with its end.
        tx.later(CALLS_FINE, key);
    }
    // Who waits because of a screening list is looked at again at once.
    tx.later(
        AGAIN,
        vec![
            Value::Int(member.bucket()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Int(tx.now().millis()),
        ],
    );
    stop::lift_all(tx, member)?;
    notes::keep(tx, &held, "calls-allowed", said)?;
    held.wrote(tx, EventKind::CallsAllowed, "")?;
    tx.changed("objection", &own);
    Ok(Verdict::Given(()))
}

/// The same where the member says so on their own page. Of a number's objections go those alone that the member's own word wrote, in the
/// same moment as their own: what came with a number that somebody wrote on their record stays.
pub(crate) fn lift_own(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    let own = never_member(tx.world, member);
    let words = stands(tx, &own)?;
    lift(tx, &own);
    lift_numbers(tx, member, Some(&words))?;
    stop::lift_all(tx, member)?;
    tx.changed("objection", &own);
    Ok(())
}

/// What stands under a hash: against which campaign, since when. Held until the end.
type Stands = Vec<([u8; 16], i64)>;

fn stands(tx: &mut Tx<'_, '_>, hash: &[u8; 16]) -> Result<Stands, Fault> {
    let args = [Arg::Int(bucket_of(hash)), Arg::Bytes(hash)];
    tx.all(STANDS, &args, |row| {
        let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("objection"))?;
        Ok((campaign, row.int(1)?))
    })
}

fn lift_numbers(tx: &mut Tx<'_, '_>, member: MemberId, only: Option<&Stands>) -> Result<(), Fault> {
    for (blind, never) in objection::numbers(tx, member)? {
        let kept = stands(tx, &never)?;
        let for_good = objection::for_good(tx.world, &never);
        if objects(tx, &for_good)? || others_object(tx, member, &blind)? {
            continue;
        }
        for one in kept {
            if only.is_none_or(|only| only.contains(&one)) {
                lift_read(tx, &never, one);
            }
        }
    }
    Ok(())
}

fn lift_read(tx: &mut Tx<'_, '_>, hash: &[u8; 16], (campaign, at): ([u8; 16], i64)) {
    let args = vec![
        Value::Int(bucket_of(hash)),
        Value::Bytes(hash.to_vec()),
        Value::Bytes(campaign.to_vec()),
        Value::Int(at),
    ];
    tx.later(LIFT_READ, args);
}

fn lift(tx: &mut Tx<'_, '_>, hash: &[u8; 16]) {
    let args = vec![Value::Int(bucket_of(hash)), Value::Bytes(hash.to_vec())];
    tx.later(LIFT, args);
}

/// Whether another member who has this number objects too. A record that goes on under this one is the same person, who said that
/// calls are fine.
fn others_object(tx: &mut Tx<'_, '_>, member: MemberId, blind: &[u8; 16]) -> Result<bool, Fault> {
    let args = [
        Arg::Int(bucket_of(blind)),
        Arg::Bytes(blind),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(i64::try_from(SHARE_MAX).unwrap_or(i64::MAX)),
    ];
    let others = tx.all(SHARE, &args, |row| Ok(id16(row.bytes(0)?)))?;
    if others.len() >= SHARE_MAX {
        return Ok(true);
    }
    for other in others.into_iter().flatten() {
        let other = MemberId::from_bytes(other);
        let hash = never_member(tx.world, other);
        if objects(tx, &hash)? && alias::keeper(tx, other)? != member {
            return Ok(true);
        }
    }
    Ok(false)
}
