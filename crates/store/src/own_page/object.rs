//! The member's own objection, in three sizes, and taking it back.

use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::Action;

use super::{code_words, grant, nobody, records};
use crate::answers::place;
use crate::desk::{EVERY_CAMPAIGN, never_member, objection, shape, stop};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::members::lift_own;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// One objection that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Against which campaign, by name; none where it is against every one.
    pub campaign: Option<String>,
    /// How far it reaches.
    pub size: Size,
    /// Since when.
    pub at: Moment,
}

/// What stands against calls, and which campaigns there are to object to.
#[derive(Debug, Clone, Default)]
pub struct Objections {
    /// What stands, the newest first.
    pub standing: Vec<Standing>,
    /// The campaigns of contests that are not deleted and whose access has begun, which everybody may know: id and name.
    pub campaigns: Vec<(CampaignId, String)>,
}

const STANDING: &str = "select campaign, size, at from objection where bucket = $1 and hash = $2 order by at desc, campaign limit 200";
const CAMPAIGNS: &str = "select p.id, p.name from campaign p join campaign_key k on k.bucket = p.bucket and k.campaign = p.id join contest c on c.id = p.contest where k.shredded_at is null and c.phase in ('access', 'ballot', 'closed') order by p.name, p.id limit 200";

/// What the member said against calls, under whichever of their records.
pub(super) fn standing(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Objections, Fault> {
    let mut kept = Vec::new();
    for (record, _) in records(tx, member)? {
        let hash = never_member(tx.world, record);
        let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
        kept.extend(tx.all(STANDING, &args, |row| {
            let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("objection"))?;
            let size = Size::from_code(row.text(1)?).unwrap_or(Size::Anyone);
            Ok((row.int(2)?, campaign, size))
        })?);
    }
    kept.sort_by(|one, other| other.cmp(one));
    let mut standing: Vec<Standing> = Vec::new();
    for (at, campaign, size) in kept {
        let campaign = match campaign {
            EVERY_CAMPAIGN => None,
            id => {
                let named = place(tx, CampaignId::from_bytes(id))?;
                Some(named.map(|(_, name, _)| name).unwrap_or_default())
            }
        };
        if !standing.iter().any(|one| one.campaign == campaign) {
            standing.push(Standing {
                campaign,
                size,
                at: Moment::from_millis(at),
            });
        }
    }
    Ok(Objections {
        standing,
        campaigns: campaigns(tx)?,
    })
}

fn campaigns(tx: &mut Tx<'_, '_>) -> Result<Vec<(CampaignId, String)>, Fault> {
    tx.all(CAMPAIGNS, &[], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        Ok((CampaignId::from_bytes(id), row.text(1)?.to_owned()))
    })
}

/// The member doesn't want to be rung: by this campaign, by any, or by anyone. From this commit on nobody is dealt their card, and
/// one that lies on a desk is taken off it.
pub fn object(
    tx: &mut Tx<'_, '_>,
    size: Size,
    campaign: Option<CampaignId>,
) -> Result<Verdict<()>, Fault> {
    let campaign = campaign.filter(|_| size == Size::ThisCampaign);
    let of: Option<(CampaignId, ContestId)> = match (size, campaign) {
        (Size::ThisCampaign, None) => return Ok(Verdict::Refused(nobody())),
        (_, None) => None,
        (_, Some(campaign)) if !campaigns(tx)?.iter().any(|(id, _)| *id == campaign) => {
            return Ok(Verdict::Refused(nobody()));
        }
        (_, Some(campaign)) => match place(tx, campaign)? {
            Some((contest, ..)) => Some((campaign, contest)),
            None => return Ok(Verdict::Refused(nobody())),
        },
    };
    let (grant, member) = match grant(tx, Action::ObjectOwn, of)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if records(tx, member)?.is_empty() {
        return Ok(Verdict::Refused(nobody()));
    }
    let is_new = !stands(tx, member, campaign, size)?;
    stop::cut(tx, member, campaign)?;
    objection::object(tx, member, campaign, size)?;
    let subject = entry::subject_of(tx, member, "")?;
    let detail = format!("size={}{}", size.code(), code_words(tx)?);
    let draft = Draft::act(EventKind::OwnObjection, &grant).detail(detail);
    entry::write(tx, &draft, &subject)?;
    if is_new {
        let vars = format!("size={} at={} way=page", size.code(), tx.now().millis());
        outbox::put(tx, Message::ObjectionTaken, To::Member(member), &vars)?;
    }
    Ok(Verdict::Given(()))
}

const SAME: &str = "select size from objection where bucket = $1 and hash = $2 and campaign = $3";

/// Whether just this was said before and stands: then no other letter tells of it.
fn stands(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: Option<CampaignId>,
    size: Size,
) -> Result<bool, Fault> {
    let hash = never_member(tx.world, member);
    let against = campaign.map_or(EVERY_CAMPAIGN, |campaign| *campaign.as_bytes());
    let args = [
        Arg::Int(bucket_of(&hash)),
        Arg::Bytes(&hash),
        Arg::Bytes(&against),
    ];
    let kept = tx.one(SAME, &args, |row| Ok(Size::from_code(row.text(0)?)))?;
    Ok(kept.flatten().is_some_and(|kept| kept >= size))
}

/// The member takes back what they said against calls, to whomever they said it. What somebody else said of a number that both
/// have stands.
pub fn allow(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let (grant, member) = match grant(tx, Action::AllowOwn, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let records = records(tx, member)?;
    if records.is_empty() {
        return Ok(Verdict::Refused(nobody()));
    }
    for (record, _) in records {
        lift_own(tx, record)?;
    }
    let subject = entry::subject_of(tx, member, "")?;
    let draft = Draft::act(EventKind::OwnCallsAllowed, &grant);
    entry::write(tx, &draft, &subject)?;
    let vars = format!("at={}", tx.now().millis());
    outbox::put(tx, Message::OwnCallsAllowed, To::Member(member), &vars)?;
    Ok(Verdict::Given(()))
}
