//! Inviting one, or all of a file, in one act.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, InvitationId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Scope};

use super::{
    Campaign, Guest, OPEN_FOR, OPEN_MAX, campaign_locked, email_spot, label_spot, number_spot,
};
use crate::desk;
use crate::door::accounts::email_blind;
use crate::door::code::{Code, invitation_code};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::session::scope_columns;
use crate::tx::{Tx, Verdict};

/// The most people of one act.
pub const GUESTS_MAX: usize = 500;

/// Whom an organiser invites, and for what.
#[derive(Clone)]
pub struct Guests {
    /// For the whole campaign, or one of its banks.
    pub bank: Option<BankId>,
    /// At most [`GUESTS_MAX`].
    pub people: Vec<Guest>,
}
says_only_its_name!(Guests);

/// What came of inviting.
pub enum Inviting {
    /// It is done: a line for each, in the order in which they were given.
    Done {
        /// The campaign's name.
        campaign: String,
        /// The lines.
        told: Vec<Told>,
        /// Until when the invitations are open.
        until: Moment,
    },
    /// Nobody was invited: so many are open already, and more than [`OPEN_MAX`] may not be.
    TooMany(usize),
    /// Nobody was invited: the contest is over.
    Over,
}

/// What became of one guest.
#[derive(Clone)]
pub enum Told {
    /// Invited: the code is shown this once.
    New {
        /// Which invitation it is.
        id: InvitationId,
        /// To be told by another way than the link.
        code: Code,
        /// Whether the link goes out by mail.
        is_mailed: bool,
    },
    /// The address is invited already, or its holder rings for the campaign.
    Already,
    /// The address stood further up in the same list.
    Twice,
}
says_only_its_name!(Told);

/// Invites people to ring for a campaign. By itself an invitation opens nothing.
pub fn invite(
    tx: &mut Tx<'_, '_>,
    id: CampaignId,
    guests: &Guests,
) -> Result<Verdict<Inviting>, Fault> {
    let Some(campaign) = campaign_locked(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let scope = guests.bank.map_or(Scope::Campaign(id), Scope::Bank);
    let grant = match tx.ask(Action::Invite, &campaign.within(scope), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Whoever organises a bank elsewhere names it in vain.
    if let Some(bank) = guests.bank
        && !is_in(tx, bank, id)?
    {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    }
    if campaign.closes_at <= tx.now() {
        return Ok(Verdict::Given(Inviting::Over));
    }
    let open = open_in(tx, id)?;
    if open + guests.people.len() > OPEN_MAX {
        return Ok(Verdict::Given(Inviting::TooMany(open)));
    }
    let (told, until) = write_all(tx, (&campaign, scope), &guests.people, &grant)?;
    Ok(Verdict::Given(Inviting::Done {
        campaign: campaign.name,
        told,
        until,
    }))
}

fn is_in(tx: &mut Tx<'_, '_>, bank: BankId, campaign: CampaignId) -> Result<bool, Fault> {
    let found = desk::bank(tx, bank)?;
    Ok(found.is_some_and(|bank| bank.campaign == campaign))
}

const OPEN: &str =
    "select count(*) from invitation where campaign = $1 and joined_at is null and until_at > $2";

fn open_in(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<usize, Fault> {
    let args = [Arg::Bytes(campaign.as_bytes()), Arg::Int(tx.now().millis())];
    let open = tx.one(OPEN, &args, |row| row.int(0))?;
    Ok(open.and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
}

/// Those whose holders have joined are among them: whoever sends the same file again invites nobody twice.
const KNOWN: &str = "select email_blind from invitation where campaign = $1 and email_blind is not null and (joined_at is not null or until_at > $2) order by made_at desc limit 20000";

fn known_in(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<BTreeSet<Vec<u8>>, Fault> {
    let args = [Arg::Bytes(campaign.as_bytes()), Arg::Int(tx.now().millis())];
    let known = tx.all(KNOWN, &args, |row| Ok(row.bytes(0)?.to_vec()))?;
    Ok(known.into_iter().collect())
}

fn write_all(
    tx: &mut Tx<'_, '_>,
    (campaign, scope): (&Campaign, Scope),
    people: &[Guest],
    grant: &Grant,
) -> Result<(Vec<Told>, Moment), Fault> {
    let known = known_in(tx, campaign.id)?;
    let until = tx.now().plus(OPEN_FOR).min(campaign.closes_at);
    let (mut seen, mut told) = (BTreeSet::new(), Vec::with_capacity(people.len()));
    let mut count = 0_usize;
    for guest in people {
        let blind = guest
            .email
            .as_ref()
            .map(|email| email_blind(tx.world, email));
        if let Some(blind) = blind {
            if known.contains(blind.as_slice()) {
                told.push(Told::Already);
                continue;
            }
            if !seen.insert(blind) {
                told.push(Told::Twice);
                continue;
            }
        }
        let one = One {
            campaign: campaign.id,
            scope,
            guest,
            blind,
            until,
        };
        told.push(write_one(tx, &one, grant)?);
        count += 1;
    }
    if count > 0 {
        let (kind, _) = scope_columns(scope);
        let detail = format!("invitations={count} scope={kind}");
        let draft = Draft::act(EventKind::PeopleInvited, grant).detail(detail);
        entry::write(tx, &draft, &[])?;
    }
    Ok((told, until))
}

/// An invitation about to be written.
struct One<'a> {
    campaign: CampaignId,
    scope: Scope,
    guest: &'a Guest,
    blind: Option<[u8; 16]>,
    until: Moment,
}

const INVITE: &str = "insert into invitation (bucket, id, campaign, scope_kind, scope, label_sealed, email_sealed, email_blind, invited_by, code_hash, made_at, until_at, number_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

fn write_one(tx: &mut Tx<'_, '_>, one: &One<'_>, grant: &Grant) -> Result<Told, Fault> {
    let id = InvitationId::from_bytes(random_id()?);
    let (code, hash) = invitation_code(tx.world, id)?;
    let keys = &tx.world.keys.account;
    let label = keys.seal(label_spot(&id), one.guest.label.as_bytes())?;
    let email = one.guest.email.as_ref();
    let email = email
        .map(|email| keys.seal(email_spot(id.as_bytes()), email.as_str().as_bytes()))
        .transpose()?;
    let number = one.guest.number.as_ref();
    let number = number
        .map(|number| keys.seal(number_spot(id.as_bytes()), number.as_str().as_bytes()))
        .transpose()?;
    let (scope_kind, scope) = scope_columns(one.scope);
    let is_mailed = email.is_some();
    tx.later(
        INVITE,
        vec![
            Value::Int(bucket_of(id.as_bytes())),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(one.campaign.as_bytes().to_vec()),
            Value::Text(scope_kind.to_owned()),
            Value::Bytes(scope),
            Value::Bytes(label),
            email.map_or(Value::Null, Value::Bytes),
            one.blind
                .map_or(Value::Null, |blind| Value::Bytes(blind.to_vec())),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(hash.to_vec()),
            Value::Int(tx.now().millis()),
            Value::Int(one.until.millis()),
            number.map_or(Value::Null, Value::Bytes),
        ],
    );
    if is_mailed {
        mail(tx, id, grant)?;
    }
    Ok(Told::New {
        id,
        code,
        is_mailed,
    })
}

/// The link, to whoever is invited. Neither the code nor what it opens stands in the letter.
pub(super) fn mail(tx: &mut Tx<'_, '_>, id: InvitationId, grant: &Grant) -> Result<(), Fault> {
    let vars = format!("invitation={id} guest={id} by={}", grant.account());
    outbox::put(tx, Message::Invitation, To::Invited(id), &vars)
}
