//! What is done to an invitation that nobody has used yet: a new code, taking it back, its letter, and its end.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, InvitationId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};

use super::inviting::mail;
use super::{Campaign, KEPT_FOR, Kept, OPEN_FOR, campaign, email_spot, kept, label_spot};
use crate::door::code::invitation_code;
use crate::door::staff::{CodeOpens, Handed};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// The invitation of a campaign, under a grant for `action`.
fn of_campaign(
    tx: &mut Tx<'_, '_>,
    (id, invitation): (CampaignId, InvitationId),
    action: Action,
) -> Result<Result<(Kept, Campaign, Grant), Refusal>, Fault> {
    let absent = Refusal::new(Reason::NotYourCampaign);
    let Some(campaign) = campaign(tx, id)? else {
        return Ok(Err(absent));
    };
    let found = kept(tx, invitation)?.filter(|kept| kept.campaign == id);
    let resource = match &found {
        Some(kept) => campaign.within(kept.scope),
        None => campaign.resource(),
    };
    let grant = match tx.ask(action, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(kept) = found else {
        return Ok(Err(absent));
    };
    Ok(Ok((kept, campaign, grant)))
}

/// How many new codes an organiser makes for invitations in a day: each sends the link again, to an address of their choosing.
pub const RENEWALS_A_DAY_MAX: u32 = 60;
const RENEW: &str = "update invitation set code_hash = $1, until_at = $2, invited_by = $3 where bucket = $4 and id = $5";

/// Gives an invitation that nobody has used a new code; the old one stops working, and the link goes out again. None where
/// somebody has joined by it: see [`super::code_for_caller`].
pub fn renew(
    tx: &mut Tx<'_, '_>,
    id: CampaignId,
    invitation: InvitationId,
) -> Result<Verdict<Option<Handed>>, Fault> {
    let (kept, campaign, grant) = match of_campaign(tx, (id, invitation), Action::Invite)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if kept.joined_at.is_some() {
        return Ok(Verdict::Given(None));
    }
    let renewed = entry::written_today(tx, grant.account(), EventKind::InvitationRenewed)?;
    if renewed >= i64::from(RENEWALS_A_DAY_MAX) {
        return Ok(Verdict::Refused(Refusal::new(Reason::RenewalsSpent)));
    }
    let (code, hash) = invitation_code(tx.world, invitation)?;
    let until = tx.now().plus(OPEN_FOR).min(campaign.closes_at);
    tx.later(
        RENEW,
        vec![
            Value::Bytes(hash.to_vec()),
            Value::Int(until.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Int(invitation.bucket()),
            Value::Bytes(invitation.as_bytes().to_vec()),
        ],
    );
    if kept.email.is_some() {
        mail(tx, invitation, &grant)?;
    }
    let detail = format!("invitation={invitation}");
    let draft = Draft::act(EventKind::InvitationRenewed, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Some(Handed {
        code,
        label: kept.label(tx)?,
        until,
        opens: CodeOpens::Account,
    })))
}

/// Takes back an invitation that nobody has used: nothing is left of it but who made it and who took it back.
pub fn take_back(
    tx: &mut Tx<'_, '_>,
    id: CampaignId,
    invitation: InvitationId,
) -> Result<Verdict<()>, Fault> {
    let asked = of_campaign(tx, (id, invitation), Action::TakeBackInvitation)?;
    let (kept, _, grant) = match asked {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if kept.joined_at.is_some() {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    }
    tx.later(
        "delete from invitation where bucket = $1 and id = $2",
        vec![
            Value::Int(invitation.bucket()),
            Value::Bytes(invitation.as_bytes().to_vec()),
        ],
    );
    let detail = format!("invitation={invitation}");
    let draft = Draft::act(EventKind::InvitationTakenBack, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(()))
}

/// How many one round erases: few enough to hold the writer for less than 5 ms.
const ROUND: i64 = 200;
/// Longer than they count.
const OLD_TRIES: &str = "delete from birth_try where since < $1";
const OLD: &str = "delete from invitation where (bucket, id) in (select bucket, id from invitation where joined_at is null and until_at < $1 limit $2)";

/// Erases invitations that nobody used, a month after their time; answers how many. To be called again while it erases some.
pub fn forget_old(world: &World, now: Moment) -> Result<u64, Fault> {
    let done = world
        .write(
            "invitation-forget",
            Auth::Job("invitations"),
            now,
            move |tx| {
                let args = [Arg::Int(now.minus(KEPT_FOR).millis()), Arg::Int(ROUND)];
                tx.run(OLD_TRIES, &args[..1])?;
                Ok(Verdict::Given(tx.run(OLD, &args)?))
            },
        )
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(erased) => erased,
        Verdict::Refused(_) => 0,
    })
}

const ADDRESS: &str = "select email_sealed from invitation where bucket = $1 and id = $2 and joined_at is null and until_at > $3";

/// Where the address of an invitation lies, while it is open.
pub(crate) fn address(
    tx: &mut Tx<'_, '_>,
    invitation: &[u8; 16],
) -> Result<Option<Vec<u8>>, Fault> {
    let args = [
        Arg::Int(bucket_of(invitation)),
        Arg::Bytes(invitation),
        Arg::Int(tx.now().millis()),
    ];
    let sealed = tx.one(ADDRESS, &args, |row| {
        Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec))
    })?;
    Ok(sealed.flatten())
}

/// The address, for the letter alone.
pub(crate) fn open_address(world: &Inner, invitation: &[u8; 16], sealed: &[u8]) -> Option<Vec<u8>> {
    let spot = email_spot(invitation);
    let plain = world.keys.account.open(spot, sealed).ok()?;
    Some(plain.to_vec())
}

const LABEL: &str = "select label_sealed from invitation where bucket = $1 and id = $2";

/// The name that an invitation is made out to, for the letter alone; empty for one that is gone.
pub(crate) fn guest_label(world: &World, id: &str) -> Result<String, Fault> {
    let Ok(invitation) = InvitationId::parse(id) else {
        return Ok(String::new());
    };
    let args = [
        Arg::Int(invitation.bucket()),
        Arg::Bytes(invitation.as_bytes()),
    ];
    let sealed = world.0.db.read("letter-guest", |raw| {
        raw.one(LABEL, &args, |row| {
            Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec))
        })
    })?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(String::new());
    };
    let plain = world
        .0
        .keys
        .account
        .open(label_spot(&invitation), &sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}
