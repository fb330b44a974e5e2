//! Shifts: an organiser plans when callers come, callers take places and give them back, and letters remind them.
//!
//! A shift gives no access: whoever has a place in one rings by their role. What is said of a shift is sealed under the account
//! key. Who comes is seen by the organisers; a caller sees how many places are left, and their own. A place ends with its
//! holder's access ([`leave`]) or with their last role in the campaign ([`free`]).

mod erasing;
mod planning;
mod reminding;
mod seeing;
mod taking;

use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId, ShiftId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Resource};
use switchboard_rules::shift::Hours;

use crate::desk::shape;
use crate::engine::{Arg, Row};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::leaving;
use crate::outbox::{self, Message, To};
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

pub use erasing::{erase_old, free};
pub use planning::{Changed, New, Planned, SHIFTS_MAX, cancel, change, plan};
pub use reminding::remind;
pub use seeing::{Line, Listed, Shown, list, show};
pub(crate) use taking::leave;
pub use taking::{Taken, give_back, take};

/// A bank in which a shift may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// The bank.
    pub id: BankId,
    /// Its name.
    pub name: String,
}

/// A campaign, as far as its shifts hang on it.
struct Campaign {
    id: CampaignId,
    contest: ContestId,
    name: String,
    closes_at: Moment,
}

impl Campaign {
    /// What is asked about: a bank, or the whole campaign.
    const fn at(&self, bank: Option<BankId>) -> Resource {
        match bank {
            Some(bank) => Resource::Bank {
                bank,
                campaign: self.id,
                contest: self.contest,
            },
            None => Resource::Campaign {
                campaign: self.id,
                contest: self.contest,
            },
        }
    }
}

const CAMPAIGN: &str = "select p.contest, p.name, c.closes_at from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";

/// The campaign; none where it withdrew.
fn campaign(tx: &mut Tx<'_, '_>, id: CampaignId) -> Result<Option<Campaign>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = tx.one(CAMPAIGN, &args, |row| {
        let contest = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        Ok(Campaign {
            id,
            contest: ContestId::from_bytes(contest),
            name: row.text(1)?.to_owned(),
            closes_at: Moment::from_millis(row.int(2)?),
        })
    })?;
    Ok(if leaving::is_withdrawn(tx, id)? {
        None
    } else {
        found
    })
}

const BANKS: &str = "select id, name from bank where campaign = $1 and state <> 'closed' order by name, id limit 50";

fn banks(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Vec<Bank>, Fault> {
    tx.all(BANKS, &[Arg::Bytes(campaign.as_bytes())], |row| {
        Ok(Bank {
            id: BankId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
        })
    })
}

/// Every place by which somebody may have to do with a shift of this bank: the bank, or for a shift in any bank the campaign and
/// each of its banks.
fn places_of(
    tx: &mut Tx<'_, '_>,
    campaign: &Campaign,
    bank: Option<BankId>,
) -> Result<Vec<Resource>, Fault> {
    if bank.is_some() {
        return Ok(vec![campaign.at(bank)]);
    }
    let banks = banks(tx, campaign.id)?.into_iter();
    let banks = banks.map(|bank| campaign.at(Some(bank.id)));
    Ok(std::iter::once(campaign.at(None)).chain(banks).collect())
}

/// The place by which whoever asks may do this, to be asked about; the campaign where there is none.
fn sight(
    tx: &mut Tx<'_, '_>,
    campaign: &Campaign,
    bank: Option<BankId>,
    action: Action,
) -> Result<Resource, Fault> {
    for place in places_of(tx, campaign, bank)? {
        if tx.reaches(&place, &[action])? {
            return Ok(place);
        }
    }
    Ok(campaign.at(bank))
}

/// A shift as it lies in its table.
struct Kept {
    id: ShiftId,
    campaign: CampaignId,
    bank: Option<BankId>,
    hours: Hours,
    places: u32,
    words: Vec<u8>,
    is_cancelled: bool,
    turn: u32,
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let bad = || shape("shift");
        let moment = |at: usize| row.int(at).map(Moment::from_millis);
        let count = |n: i64| u32::try_from(n).map_err(|_| bad());
        Ok(Self {
            id: ShiftId::from_bytes(id16(row.bytes(0)?).ok_or_else(bad)?),
            campaign: CampaignId::from_bytes(id16(row.bytes(1)?).ok_or_else(bad)?),
            bank: row.opt_bytes(2)?.and_then(id16).map(BankId::from_bytes),
            hours: Hours::kept(moment(3)?, moment(4)?).map_err(|_| bad())?,
            places: count(row.int(5)?)?,
            words: row.bytes(6)?.to_vec(),
            is_cancelled: row.text(7)? == "cancelled",
            turn: count(row.int(8)?)?,
        })
    }

    /// What is said of it.
    fn words(&self, tx: &Tx<'_, '_>) -> Result<String, Fault> {
        let plain = tx
            .world
            .keys
            .account
            .open(spot(self.id.as_bytes()), &self.words)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    }

    /// What a letter about it needs; its words stand on its page alone.
    fn vars(&self, hours: Hours) -> String {
        format!(
            "shift={} campaign={} at={} until={}",
            self.id,
            self.campaign,
            hours.starts().millis(),
            hours.ends().millis()
        )
    }
}
says_only_its_name!(Kept);

const fn spot(id: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "shift",
        column: "words_sealed",
        row: id,
    }
}

const ONE: &str = "select id, campaign, bank, starts_at, ends_at, places, words_sealed, state, turn from shift where bucket = $1 and id = $2";
/// Whoever takes a place, and whoever changes or cancels the shift, waits here for the others: nobody passes the number.
const LOCKED: &str = "select id, campaign, bank, starts_at, ends_at, places, words_sealed, state, turn from shift where bucket = $1 and id = $2 {for_update}";

fn kept(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Option<Kept>, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(ONE, &args, Kept::read)
}

/// The shift as it is, which nobody changes until this act is over.
fn locked(tx: &mut Tx<'_, '_>, id: ShiftId) -> Result<Kept, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(LOCKED, &args, Kept::read)?.ok_or(Fault::Conflict)
}

const COMING: &str =
    "select account from shift_place where shift = $1 order by taken_at, account limit 500";

/// Who has a place, in the order in which they took it.
fn coming(tx: &mut Tx<'_, '_>, shift: ShiftId) -> Result<Vec<AccountId>, Fault> {
    tx.all(COMING, &[Arg::Bytes(shift.as_bytes())], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("shift_place"))?;
        Ok(AccountId::from_bytes(id))
    })
}

const TAKEN: &str = "select count(*) from shift_place where shift = $1";

fn taken(tx: &mut Tx<'_, '_>, shift: ShiftId) -> Result<u32, Fault> {
    let n = tx.one(TAKEN, &[Arg::Bytes(shift.as_bytes())], |row| row.int(0))?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

/// A letter to everybody who has a place.
fn tell_all(
    tx: &mut Tx<'_, '_>,
    message: Message,
    shift: ShiftId,
    vars: &str,
) -> Result<usize, Fault> {
    let coming = coming(tx, shift)?;
    for account in &coming {
        outbox::put(tx, message, To::Account(*account), vars)?;
    }
    Ok(coming.len())
}
