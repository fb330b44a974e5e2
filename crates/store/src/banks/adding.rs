//! A phone bank that an organiser adds, with whom it rings.

use std::fmt::Write as _;

use switchboard_rules::audience::Audience;
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal};

use super::{NewBank, lay_bank};
use crate::audiences::{self, Counted, Place};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::seal::hex;
use crate::tx::{Tx, Verdict};

/// A bank to be added by its organiser.
#[derive(Debug, Clone)]
pub struct NewOwnBank {
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub name: String,
    /// Who rings, for whom, how they have the number, and that one can say no.
    pub opening: String,
    /// What to talk about.
    pub script: String,
    /// Whether callers may write a free note.
    pub notes: bool,
    /// Whom it rings.
    pub audience: Audience,
    /// The number of the state of own calls by which an answer was chosen ([`audiences::Overview::state`]); by another nothing is laid.
    pub state: Option<i64>,
    /// How many of them are drawn by chance; all of them where none is said.
    pub sample: Option<u32>,
    /// In which order it deals.
    pub order: Order,
}

/// How many banks of a campaign are open or paused at most.
pub const BANKS_MAX: i64 = 20;
/// How many members a sample has at least: as few as an audience may have.
pub const SAMPLE_MIN: u32 = 50;

/// How many banks a campaign has at most, closed ones too: each leaves rows of whom it may not ring.
pub const BANKS_EVER_MAX: i64 = 100;

const EVER: &str = "select count(*) from bank where campaign = $1";
const MANY: &str = "select count(*) from bank where campaign = $1 and state <> 'closed'";

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is there, paused and empty; a job fills its queue.
    Done(BankId),
    /// It can't ring these: too few, or no number can be told of them.
    Not(Counted),
    /// The campaign has withdrawn.
    Withdrawn,
    /// It has [`BANKS_MAX`] that aren't closed.
    TooMany,
    /// It has had [`BANKS_EVER_MAX`].
    EverTooMany,
    /// It would be a copy of one that rings whoever gave an answer, and that answer isn't counted any more.
    NotCounted,
}

/// Adds a bank to a campaign. With an audience, or a sample, access has to have begun: nothing of the members is told before.
pub fn add_bank(tx: &mut Tx<'_, '_>, new: &NewOwnBank) -> Result<Verdict<Added>, Fault> {
    add(tx, new, None)
}

/// What a copy has of the bank that it is one of.
pub(super) struct Copied {
    /// That bank.
    pub(super) of: BankId,
    /// The draw of its sample, where the same members are to be drawn.
    pub(super) drawn: Option<[u8; 32]>,
}

/// Adds a bank, which may be a copy; what else a copy has is its maker's to write.
pub(super) fn add(
    tx: &mut Tx<'_, '_>,
    new: &NewOwnBank,
    copied: Option<&Copied>,
) -> Result<Verdict<Added>, Fault> {
    let Some(place) = Place::of(tx, new.campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::AddBank, &place.resource(), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let Some(not) = stands_against(tx, new)? {
        return Ok(Verdict::Given(not));
    }
    let is_everybody = new.audience.is_everybody() && new.sample.is_none();
    let told = if is_everybody {
        None
    } else {
        match audience_of(tx, &place, new)? {
            Ok(told) => Some(told),
            Err(answer) => return Ok(answer),
        }
    };
    let laid = NewBank {
        campaign: new.campaign,
        contest: place.contest,
        name: new.name.clone(),
        opening: new.opening.clone(),
        script: new.script.clone(),
        notes: new.notes,
    };
    let bank = lay_bank(tx, &laid, new.order)?;
    let mut words = format!("campaign={} bank={bank}", new.campaign);
    if let Some(copied) = copied {
        // Writing to a string doesn't fail.
        let _ = write!(words, " copy_of={}", copied.of);
    }
    if new.order != Order::Random {
        // Writing to a string doesn't fail.
        let _ = write!(words, " order={}", new.order.code());
    }
    if let Some(told) = told {
        let drawn = copied.and_then(|copied| copied.drawn);
        let at = (bank, new.campaign, place.contest);
        let laid = audiences::lay(tx, at, (&new.audience, told), (new.sample, drawn))?;
        // Counted a moment ago, and gone now: asked afresh, the act says so itself, with its entry and without a bank.
        let seed = laid.ok_or(Fault::Conflict)?;
        let _ = write!(words, " audience={}", new.audience.in_log());
        if let Some(sample) = new.sample {
            let seed = hex(&seed);
            let _ = write!(words, " sample={sample} seed={seed}");
        }
    }
    let draft = Draft::act(EventKind::BankAdded, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Added::Done(bank)))
}

/// What keeps a campaign from adding this bank, if anything. Whoever withdraws it, or adds another, at the same time waits.
fn stands_against(tx: &mut Tx<'_, '_>, new: &NewOwnBank) -> Result<Option<Added>, Fault> {
    line::campaign(tx, new.campaign)?;
    if crate::leaving::is_withdrawn(tx, new.campaign)? {
        return Ok(Some(Added::Withdrawn));
    }
    let of = [Arg::Bytes(new.campaign.as_bytes())];
    let many = tx.one(MANY, &of, |row| row.int(0))?.unwrap_or(0);
    if many >= BANKS_MAX {
        return Ok(Some(Added::TooMany));
    }
    if tx.one(EVER, &of, |row| row.int(0))?.unwrap_or(0) >= BANKS_EVER_MAX {
        return Ok(Some(Added::EverTooMany));
    }
    let is_small = new.sample.is_some_and(|many| many < SAMPLE_MIN);
    Ok(is_small.then_some(Added::Not(Counted::Withheld)))
}

/// About how many it rings; or what is answered instead. That there is no number is an answer too: it is an entry of its own, as where
/// an audience is counted without a bank.
fn audience_of(
    tx: &mut Tx<'_, '_>,
    place: &Place,
    new: &NewOwnBank,
) -> Result<Result<u64, Verdict<Added>>, Fault> {
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(Verdict::Refused(refusal))),
    };
    if !audiences::is_of_now(tx.raw(), new.campaign, (&new.audience, new.state))? {
        return Ok(Err(Verdict::Given(Added::Not(Counted::Moved))));
    }
    let counted = audiences::counted(tx, (new.campaign, place.contest), &new.audience)?;
    Ok(match counted {
        Counted::About(count) => Ok(count.rounded().unwrap_or(0)),
        other => {
            let detail = format!("audience={}", new.audience.in_log());
            let draft = Draft::act(EventKind::AudienceCounted, &grant).detail(detail);
            entry::write(tx, &draft, &[])?;
            Err(Verdict::Given(Added::Not(other)))
        }
    })
}
