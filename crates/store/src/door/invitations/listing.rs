//! The organiser's list: whom they invited, and who has joined. Volunteers of their own, never members.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, InvitationId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Scope};

use super::{Campaign, Kept, bank_of, campaign};
use crate::door::accounts::label;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most invitations of one page.
pub const PAGE_MAX: usize = 50;

/// Where the next page goes on: behind this moment and this invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// When the last one shown was made.
    pub made_at: Moment,
    /// Which it is.
    pub id: InvitationId,
}

impl Page {
    /// The first page.
    pub const FIRST: Self = Self {
        made_at: Moment::from_millis(i64::MAX),
        id: InvitationId::from_bytes([0xFF; 16]),
    };
}

/// A campaign's invitations, the newest first, and its banks to choose from.
pub struct People {
    /// The campaign's name.
    pub campaign: String,
    /// Whether the reader organises all of it, or one bank or some.
    pub is_whole: bool,
    /// Its banks that the reader organises, at most fifty.
    pub banks: Vec<Bank>,
    /// At most [`PAGE_MAX`].
    pub invited: Vec<Invited>,
    /// Where the next page goes on, if there is one.
    pub next: Option<Page>,
}

/// A bank by name.
#[derive(Debug, Clone)]
pub struct Bank {
    /// The bank.
    pub id: BankId,
    /// Its name.
    pub name: String,
}

/// One invitation.
#[derive(Clone)]
pub struct Invited {
    /// Which.
    pub id: InvitationId,
    /// The person's name: of the account, once they have joined.
    pub label: String,
    /// The bank it is for; none where it is for the whole campaign.
    pub bank: Option<BankId>,
    /// Whether the link was sent by mail.
    pub is_mailed: bool,
    /// How it stands.
    pub state: State,
}
says_only_its_name!(People, Invited);

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has used it yet; it is open until then.
    Open(Moment),
    /// Nobody used it in time.
    Expired(Moment),
    /// The person joined then.
    Joined(Moment),
}

const LIST: &str = "select id, campaign, scope_kind, scope, label_sealed, email_sealed, invited_by, code_hash, made_at, until_at, joined_at, account, number_sealed from invitation where campaign = $1 and (made_at, id) < ($2, $3) order by made_at desc, id desc limit $4";
const BANKS: &str = "select id, name from bank where campaign = $1 and state <> 'closed' order by name, id limit 50";

/// Shows a campaign's organiser whom they invited.
pub fn people(tx: &mut Tx<'_, '_>, id: CampaignId, page: Page) -> Result<Verdict<People>, Fault> {
    let Some(campaign) = campaign(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let (is_whole, banks) = sight(tx, &campaign)?;
    let resource = match banks.first() {
        Some(bank) if !is_whole => campaign.within(Scope::Bank(bank.id)),
        _ => campaign.resource(),
    };
    let grant = match tx.ask(Action::SeeInvitations, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [
        Arg::Bytes(id.as_bytes()),
        Arg::Int(page.made_at.millis()),
        Arg::Bytes(page.id.as_bytes()),
        Arg::Int(i64::try_from(PAGE_MAX).unwrap_or(i64::MAX)),
    ];
    let kept = tx.all(LIST, &args, Kept::read)?;
    let next = kept.last().filter(|_| kept.len() == PAGE_MAX);
    let next = next.map(|last| Page {
        made_at: last.made_at,
        id: last.id,
    });
    let is_theirs = |one: &&Kept| {
        is_whole || bank_of(one.scope).is_some_and(|id| banks.iter().any(|bank| bank.id == id))
    };
    let invited = kept.iter().filter(is_theirs).map(|one| line(tx, one));
    let invited = invited.collect::<Result<Vec<_>, Fault>>()?;
    let draft = Draft::act(EventKind::InvitationsShown, &grant);
    let detail = format!("invitations={}", invited.len());
    entry::write(tx, &draft.detail(detail), &[])?;
    Ok(Verdict::Given(People {
        campaign: campaign.name,
        is_whole,
        banks,
        invited,
        next,
    }))
}

fn line(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Invited, Fault> {
    let state = match kept.joined_at {
        Some(at) => State::Joined(at),
        None if kept.is_open(tx.now()) => State::Open(kept.until),
        None => State::Expired(kept.until),
    };
    Ok(Invited {
        id: kept.id,
        label: match kept.account {
            Some(account) => label(tx, account)?,
            None => kept.label(tx)?,
        },
        bank: bank_of(kept.scope),
        is_mailed: kept.email.is_some(),
        state,
    })
}

/// Whether whoever asks organises the whole campaign, and which of its banks.
fn sight(tx: &mut Tx<'_, '_>, campaign: &Campaign) -> Result<(bool, Vec<Bank>), Fault> {
    let actions = &[Action::SeeInvitations];
    let is_whole = tx.reaches(&campaign.resource(), actions)?;
    let mut own = Vec::new();
    for bank in banks(tx, campaign.id)? {
        if is_whole || tx.reaches(&campaign.within(Scope::Bank(bank.id)), actions)? {
            own.push(bank);
        }
    }
    Ok((is_whole, own))
}

fn banks(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Vec<Bank>, Fault> {
    tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(Bank {
            id: BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
        })
    })
}
