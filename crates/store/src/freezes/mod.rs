//! Freezes: one press makes an account, a bank, a campaign, a branch, a contest or all reading stand still at once.
//!
//! ```text
//! press ─▶ row, entry, letters: one commit ─▶ every act that begins after it reads the row in its own transaction
//!            └─ lapses by time ── confirm (a second person) ── keep (after an appeal) ── lift
//! ```
//! What is in force is read together with the session and its terms, in the same round trip ([`force`]): no node and no cache
//! has to hear of it. An act that was under way at the commit may end on PostgreSQL; one that begins after it is refused.

mod deciding;
mod force;
mod giving;
mod jobs;
mod letters;
mod listing;
mod notices;
mod past;
mod pressing;
mod reach;
mod told;

pub use deciding::{APPEAL_MAX, Decided, appeal, confirm, keep, lift};
pub(crate) use force::{Still, frozen_names, in_force_asked, in_force_read, with_branch};
pub use giving::{Ahead, Given, Owing, Taken, Wanted, give, take_back};
pub use jobs::close;
pub use listing::{Appeal, Board, Listed, PAST_MAX, Place, board};
pub use notices::{Appealed, Back, Notice};
pub use pressing::{Choice, IN_FORCE_MAX, OWN_MAX, Pressed, REASON_MAX, choices, press};
pub(crate) use reach::{given_asked, given_to_campaign, windows};
pub use told::{OfAccounts, Stood, Told};
pub(crate) use told::{of_campaign, of_contest};

use reach::CALLS_OF;

use switchboard_rules::branches::Lineage;
use switchboard_rules::freeze::{Stretch, Target, What, hours_lost};
use switchboard_rules::ids::{AccountId, BankId, BranchId, CampaignId, ContestId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::pack::RulePack;
use switchboard_rules::policy::{Resource, Scope};

use crate::desk::shape;
use crate::door;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

/// A freeze as it lies in its table.
pub(crate) struct Kept {
    pub(crate) id: FreezeId,
    pub(crate) target: Target,
    pub(crate) pressed_at: Moment,
    pub(crate) pressed_by: AccountId,
    pub(crate) pressed_as: String,
    pub(crate) stops_at: Moment,
    pub(crate) confirmed: Option<(Moment, AccountId)>,
    pub(crate) lifted: Option<(Moment, AccountId)>,
    reason: Vec<u8>,
}

/// Every column of a freeze.
macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "select id, what, target, campaign, contest, pressed_at, pressed_by, pressed_as, stops_at, confirmed_at, confirmed_by, lifted_at, lifted_by, reason_sealed from standstill ",
            $rest
        )
    };
}
pub(crate) use kept;

const ONE: &str = kept!("where bucket = $1 and id = $2 {for_update}");

impl Kept {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("freeze"));
        let done = |at: usize| -> Result<Option<(Moment, AccountId)>, Fault> {
            let by = row
                .opt_bytes(at + 1)?
                .and_then(id16)
                .map(AccountId::from_bytes);
            Ok(row.opt_int(at)?.map(Moment::from_millis).zip(by))
        };
        Ok(Self {
            id: FreezeId::from_bytes(id(0)?),
            target: target(row, 1)?,
            pressed_at: Moment::from_millis(row.int(5)?),
            pressed_by: AccountId::from_bytes(id(6)?),
            pressed_as: row.text(7)?.to_owned(),
            stops_at: Moment::from_millis(row.int(8)?),
            confirmed: done(9)?,
            lifted: done(11)?,
            reason: row.bytes(13)?.to_vec(),
        })
    }

    /// Whether it stands still at this moment.
    pub(crate) fn is_in_force(&self, now: Moment) -> bool {
        self.stops_at > now
    }

    /// From the press to its end, or to now.
    fn stretch(&self, now: Moment) -> Stretch {
        Stretch {
            from: self.pressed_at,
            until: self.stops_at.min(now),
        }
    }

    fn reason(&self, keys: &Keys) -> Result<String, Fault> {
        open(keys, REASON, self.id.as_bytes(), &self.reason)
    }

    /// Whether a second person confirmed it and nobody lifted it: two said that it was right.
    const fn is_confirmed_to_the_end(&self) -> bool {
        self.confirmed.is_some() && self.lifted.is_none()
    }

    /// What policy is asked about it; a branch stands where it stands in the tree now.
    pub(crate) fn resource(&self, tx: &mut Tx<'_, '_>) -> Result<Resource, Fault> {
        self.resource_of(tx, self.pressed_by)
    }

    /// The same where somebody else than the presser is the one whose second person acts: whoever confirmed, or gave hours back.
    fn resource_of(&self, tx: &mut Tx<'_, '_>, presser: AccountId) -> Result<Resource, Fault> {
        Ok(Resource::Freeze {
            presser,
            target: self.target,
            stands: stands(tx, self.target)?,
        })
    }
}

/// Where a branch stands in the tree; nowhere for everything else.
fn stands(tx: &mut Tx<'_, '_>, target: Target) -> Result<Lineage, Fault> {
    match target {
        Target::Branch(branch) => force::lineage(tx, branch),
        _ => Ok(Lineage::NOWHERE),
    }
}

/// What it is of, from four columns: kind, id, campaign, contest.
fn target(row: &Row<'_>, at: usize) -> Result<Target, Fault> {
    let bytes = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("freeze"));
    let id = bytes(at + 1)?;
    let campaign = || Ok::<_, Fault>(CampaignId::from_bytes(bytes(at + 2)?));
    let contest = || Ok::<_, Fault>(ContestId::from_bytes(bytes(at + 3)?));
    let what = What::from_code(row.text(at)?).ok_or_else(|| shape("freeze"))?;
    Ok(match what {
        What::Account => Target::Account(AccountId::from_bytes(id)),
        What::Branch => Target::Branch(BranchId::from_bytes(id)),
        What::Contest => Target::Contest(ContestId::from_bytes(id)),
        What::Reading => Target::Reading,
        What::Campaign => Target::Campaign {
            campaign: campaign()?,
            contest: contest()?,
        },
        What::Bank => Target::Bank {
            bank: BankId::from_bytes(id),
            campaign: campaign()?,
            contest: contest()?,
        },
    })
}

pub(crate) fn one(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Option<Kept>, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(ONE, &key, Kept::read)
}

const REASON: &str = "reason_sealed";
const WORDS: &str = "words_sealed";
const ANSWER: &str = "answer_sealed";

/// Where the words of a freeze, or of an appeal against it, are sealed.
fn spot<'a>(column: &'static str, id: &'a [u8]) -> Spot<'a> {
    Spot {
        table: if column == REASON {
            "standstill"
        } else {
            "standstill_appeal"
        },
        column,
        row: id,
    }
}

fn open(keys: &Keys, column: &'static str, id: &[u8], sealed: &[u8]) -> Result<String, Fault> {
    let plain = keys.account.open(spot(column, id), sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The scope of a role that is held where the freeze is; none for an account and for all reading.
const fn scope(target: Target) -> Option<Scope> {
    match target {
        Target::Bank { bank, .. } => Some(Scope::Bank(bank)),
        Target::Campaign { campaign, .. } => Some(Scope::Campaign(campaign)),
        Target::Branch(branch) => Some(Scope::Branch(branch)),
        Target::Contest(contest) => Some(Scope::Contest(contest)),
        Target::Account(_) | Target::Reading => None,
    }
}

/// What it is called: the bank, the campaign, the branch, the contest, the account's label; nothing for all reading.
fn name_of(tx: &mut Tx<'_, '_>, target: Target) -> Result<String, Fault> {
    if let Target::Account(account) = target {
        let labels = door::labels(tx, &[account])?;
        return Ok(labels.into_iter().next().unwrap_or_default());
    }
    let Some(scope) = scope(target) else {
        return Ok(String::new());
    };
    let named = door::named(tx, scope)?;
    Ok(named
        .and_then(|named| {
            named
                .bank
                .or(named.campaign)
                .or(named.branch)
                .or(named.contest)
        })
        .unwrap_or_default())
}

const CALLS_ALL: &str = "select id, name, opens_at, closes_at from contest where closes_at > $1 and opens_at < $2 order by opens_at, id limit 200";
const CALLS_ONE: &str =
    "select id, name, opens_at, closes_at from contest where bucket = $1 and id = $2";

/// A contest's time of calls.
#[derive(Debug, Clone)]
struct Calls {
    contest: ContestId,
    name: String,
    time: Stretch,
}

impl Calls {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            contest: ContestId::from_bytes(id16(row.bytes(0)?).ok_or_else(|| shape("contest"))?),
            name: row.text(1)?.to_owned(),
            time: Stretch {
                from: Moment::from_millis(row.int(2)?),
                until: Moment::from_millis(row.int(3)?),
            },
        })
    }
}

/// The contests whose time of calls it takes: its own, an account's, or all of them.
fn calls(raw: &mut Raw<'_>, kept: &Kept, now: Moment) -> Result<Vec<Calls>, Fault> {
    let freeze = kept.stretch(now);
    match (kept.target.contest(), kept.target) {
        (Some(id), _) => {
            let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
            raw.all(CALLS_ONE, &key, Calls::read)
        }
        (None, Target::Account(id)) => {
            let args = [
                Arg::Int(id.bucket()),
                Arg::Bytes(id.as_bytes()),
                Arg::Int(freeze.from.millis()),
                Arg::Int(freeze.until.millis()),
            ];
            raw.all(CALLS_OF, &args, Calls::read)
        }
        _ => {
            let span = [
                Arg::Int(freeze.from.millis()),
                Arg::Int(freeze.until.millis()),
            ];
            raw.all(CALLS_ALL, &span, Calls::read)
        }
    }
}

/// How much time of calls it took up to now: of its contest, of an account's contests, of all of them; in the hours in which the
/// rule pack lets anybody be rung.
fn lost_by(raw: &mut Raw<'_>, kept: &Kept, pack: &RulePack, now: Moment) -> Result<Span, Fault> {
    let calls = calls(raw, kept, now)?;
    let times: Vec<Stretch> = calls.iter().map(|one| one.time).collect();
    Ok(hours_lost(kept.stretch(now), &times, pack))
}
