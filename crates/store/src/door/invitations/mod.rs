//! Invitations to ring for a campaign. A link names one and opens nothing: whoever joins types a code that the inviter told
//! them by another way, and the account is made in that act.
//!
//! Every other answer is the same, whether the invitation is open, used, taken back, over or was never there; a try with a
//! code writes nothing, so that nobody who has the link alone uses it up, holds its owner up, or learns whose it is. (Only what is
//! tried with a membership number instead, where an organisation has switched that on, is counted: see `born`.)

mod born;
mod caller;
mod guest;
mod inviting;
mod joining;
mod listing;
mod open;

use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId, InvitationId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Place, Resource, Scope};

use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::leaving;
use crate::seal::Spot;
use crate::session::{id16, read_scope};
use crate::tx::Tx;

pub use born::{TRIES_MAX, join_by_birth};
pub use caller::code_for_caller;
pub use guest::{BadGuest, Guest, NAME_MAX};
pub use inviting::{GUESTS_MAX, Guests, Inviting, Told, invite};
pub use joining::join;
pub use listing::{Bank, Invited, PAGE_MAX, Page, People, State, people};
pub use open::{RENEWALS_A_DAY_MAX, forget_old, renew, take_back};
pub(crate) use open::{address, guest_label, open_address};

/// How long an invitation is open at most; never beyond the contest.
pub const OPEN_FOR: Span = Span::days(7);
/// The most invitations of a campaign that are open at once.
pub const OPEN_MAX: usize = 500;
/// How long one that nobody used is kept after its time.
const KEPT_FOR: Span = Span::days(30);

fn label_spot(invitation: &InvitationId) -> Spot<'_> {
    Spot {
        table: "invitation",
        column: "label_sealed",
        row: invitation.as_bytes(),
    }
}

fn email_spot(invitation: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "invitation",
        column: "email_sealed",
        row: invitation,
    }
}

fn number_spot(invitation: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "invitation",
        column: "number_sealed",
        row: invitation,
    }
}

/// A campaign, as far as inviting hangs on it.
struct Campaign {
    id: CampaignId,
    contest: ContestId,
    name: String,
    closes_at: Moment,
}

impl Campaign {
    const fn resource(&self) -> Resource {
        Resource::Campaign {
            campaign: self.id,
            contest: self.contest,
        }
    }

    /// What is asked about, where somebody is invited for this scope: its bank, or the campaign.
    const fn within(&self, scope: Scope) -> Resource {
        match scope {
            Scope::Bank(bank) => Resource::Bank {
                bank,
                campaign: self.id,
                contest: self.contest,
            },
            Scope::Organisation | Scope::Branch(_) | Scope::Contest(_) | Scope::Campaign(_) => {
                self.resource()
            }
        }
    }

    /// Where a role of this scope is held in it.
    const fn place(&self, scope: Scope) -> Place {
        match scope {
            Scope::Bank(bank) => Place::Bank {
                bank,
                campaign: self.id,
                contest: self.contest,
            },
            Scope::Organisation | Scope::Branch(_) | Scope::Contest(_) | Scope::Campaign(_) => {
                Place::Campaign {
                    campaign: self.id,
                    contest: self.contest,
                }
            }
        }
    }
}

/// Whoever invites waits here for others who do, so that together they don't pass [`OPEN_MAX`] or invite an address twice.
const CAMPAIGN_LOCKED: &str =
    "select contest, name from campaign where bucket = $1 and id = $2 {for_update}";
const CAMPAIGN: &str = "select contest, name from campaign where bucket = $1 and id = $2";
const CLOSES: &str = "select closes_at from contest where bucket = $1 and id = $2";

fn campaign(tx: &mut Tx<'_, '_>, id: CampaignId) -> Result<Option<Campaign>, Fault> {
    campaign_by(tx, id, CAMPAIGN)
}

fn campaign_locked(tx: &mut Tx<'_, '_>, id: CampaignId) -> Result<Option<Campaign>, Fault> {
    campaign_by(tx, id, CAMPAIGN_LOCKED)
}

fn campaign_by(
    tx: &mut Tx<'_, '_>,
    id: CampaignId,
    sql: &'static str,
) -> Result<Option<Campaign>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = tx.one(sql, &args, |row| {
        let contest = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        Ok((ContestId::from_bytes(contest), row.text(1)?.to_owned()))
    })?;
    let Some((contest, name)) = found else {
        return Ok(None);
    };
    // To the eyes of whoever invites or joins, a campaign that withdrew is none.
    if leaving::is_withdrawn(tx, id)? {
        return Ok(None);
    }
    let args = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let closes_at = tx.one(CLOSES, &args, |row| row.int(0))?;
    Ok(closes_at.map(|closes_at| Campaign {
        id,
        contest,
        name,
        closes_at: Moment::from_millis(closes_at),
    }))
}

/// An invitation as it lies in its table.
struct Kept {
    id: InvitationId,
    campaign: CampaignId,
    scope: Scope,
    label: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
    invited_by: AccountId,
    code_hash: Vec<u8>,
    number: Option<Vec<u8>>,
    made_at: Moment,
    until: Moment,
    joined_at: Option<Moment>,
    account: Option<AccountId>,
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| -> Result<[u8; 16], Fault> {
            id16(row.bytes(at)?).ok_or_else(|| shape("invitation"))
        };
        let account = row.opt_bytes(11)?.and_then(id16);
        Ok(Self {
            id: InvitationId::from_bytes(id(0)?),
            campaign: CampaignId::from_bytes(id(1)?),
            scope: read_scope(row.text(2)?, row.bytes(3)?).ok_or_else(|| shape("invitation"))?,
            label: row.opt_bytes(4)?.map(<[u8]>::to_vec),
            email: row.opt_bytes(5)?.map(<[u8]>::to_vec),
            invited_by: AccountId::from_bytes(id(6)?),
            code_hash: row.bytes(7)?.to_vec(),
            number: row.opt_bytes(12)?.map(<[u8]>::to_vec),
            made_at: Moment::from_millis(row.int(8)?),
            until: Moment::from_millis(row.int(9)?),
            joined_at: row.opt_int(10)?.map(Moment::from_millis),
            account: account.map(AccountId::from_bytes),
        })
    }

    /// Whether nobody has used it yet and its time isn't over.
    fn is_open(&self, now: Moment) -> bool {
        self.joined_at.is_none() && now < self.until
    }

    /// The name it was made out to.
    fn label(&self, tx: &Tx<'_, '_>) -> Result<String, Fault> {
        let Some(sealed) = &self.label else {
            return Ok(String::new());
        };
        let plain = tx.world.keys.account.open(label_spot(&self.id), sealed)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    }
}

const KEPT: &str = "select id, campaign, scope_kind, scope, label_sealed, email_sealed, invited_by, code_hash, made_at, until_at, joined_at, account, number_sealed from invitation where bucket = $1 and id = $2 {for_update}";

/// The invitation, which nobody else changes until this act is over.
fn kept(tx: &mut Tx<'_, '_>, id: InvitationId) -> Result<Option<Kept>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(KEPT, &args, Kept::read)
}

/// The bank of a scope that is one.
const fn bank_of(scope: Scope) -> Option<BankId> {
    match scope {
        Scope::Bank(bank) => Some(bank),
        Scope::Organisation | Scope::Branch(_) | Scope::Contest(_) | Scope::Campaign(_) => None,
    }
}
