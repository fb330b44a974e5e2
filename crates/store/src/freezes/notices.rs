//! What those read who stand still: since when, by which office, why, until when, and what it cost them.

use switchboard_rules::freeze::{Target, What};
use switchboard_rules::ids::{AccountId, BranchId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Actor, Role, Scope};

use super::giving::windows_of;
use super::{Kept, kept, lost_by};
use crate::branches;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::{Seat, SessionKey, look};
use crate::world::World;

/// One freeze, to somebody whom it stops.
#[derive(Clone)]
pub struct Notice {
    /// Which.
    pub id: FreezeId,
    /// What kind of thing.
    pub what: What,
    /// When it was pressed.
    pub pressed_at: Moment,
    /// The office by which it was.
    pub pressed_as: String,
    /// Why.
    pub reason: String,
    /// When it lapses, or is over.
    pub stops_at: Moment,
    /// Whether a second person confirmed it.
    pub is_confirmed: bool,
    /// How much time of calls it took up to now.
    pub lost: Span,
    /// Whether the reader may appeal.
    pub may_appeal: bool,
    /// What came of their appeal.
    pub appealed: Appealed,
}
says_only_its_name!(Notice);

/// What came of somebody's appeal.
#[derive(Clone)]
pub enum Appealed {
    /// There is none.
    Not,
    /// Nobody has answered yet.
    Waits,
    /// It stands still on, and why.
    Answered(String),
}
says_only_its_name!(Appealed);

const NOW: &str = kept!("where stops_at > $1 order by stops_at, id limit 200");
/// The roles that run in what stands still, in what lies in it, or in the campaign of a bank.
const HELD: &str = "select t.role, t.scope from term t where t.bucket = $1 and t.account = $2 and t.ended_at is null and t.from_at <= $3 and (t.until_at is null or t.until_at > $3) and t.role in ('organiser', 'caller') and (t.scope = $4 or t.scope = $5 or (t.scope_kind = 'campaign' and t.scope in (select p.id from campaign p where p.contest = $4)) or (t.scope_kind = 'bank' and t.scope in (select b.id from bank b where b.campaign = $4 or b.contest = $4))) order by t.id limit 200";
const APPEALED: &str = "select answer_sealed from standstill_appeal where bucket = $1 and standstill = $2 and account = $3";

/// Hours of calls that are given back to somebody: a window that is to come, or runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// What stood still.
    pub what: What,
    /// The contest's name.
    pub contest: String,
    /// When it begins.
    pub from: Moment,
    /// When it ends.
    pub until: Moment,
}

impl World {
    /// The hours that are given back to the one behind this session, from now on; where nothing is, nobody is looked up.
    pub fn hours_back(&self, key: SessionKey, now: Moment) -> Result<Vec<Back>, Fault> {
        let pack = self.0.pack.clone();
        self.0
            .db
            .read("hours-back", move |raw| windows_of(raw, key, &pack, now))
    }

    /// What stops the one behind this session now; nothing is read where nothing stands still.
    pub fn freezes_of(&self, key: SessionKey, now: Moment) -> Result<Vec<Notice>, Fault> {
        let world = std::sync::Arc::clone(&self.0);
        self.0.db.read("freezes-of", move |raw| {
            let standing = raw.all(NOW, &[Arg::Int(now.millis())], Kept::read)?;
            if standing.is_empty() {
                return Ok(Vec::new());
            }
            let seat = look(raw, key, now)?;
            let Some(account) = seat.actor().filter(|_| seat.runs()).map(Actor::account) else {
                return Ok(Vec::new());
            };
            let mut notices = Vec::new();
            for kept in standing {
                let Some(may_appeal) = concerns(raw, &seat, &kept, now)? else {
                    continue;
                };
                let appealed = appealed(raw, &world, &kept, account)?;
                notices.push(Notice {
                    id: kept.id,
                    what: kept.target.what(),
                    pressed_at: kept.pressed_at,
                    pressed_as: kept.pressed_as.clone(),
                    reason: kept.reason(&world.keys)?,
                    stops_at: kept.stops_at,
                    is_confirmed: kept.confirmed.is_some(),
                    lost: lost_by(raw, &kept, &world.pack, now)?,
                    may_appeal: may_appeal && matches!(appealed, Appealed::Not),
                    appealed,
                });
            }
            Ok(notices)
        })
    }
}

fn appealed(
    raw: &mut Raw<'_>,
    world: &crate::world::Inner,
    kept: &Kept,
    account: AccountId,
) -> Result<Appealed, Fault> {
    let key = [
        Arg::Int(kept.id.bucket()),
        Arg::Bytes(kept.id.as_bytes()),
        Arg::Bytes(account.as_bytes()),
    ];
    let found = raw.one(APPEALED, &key, |row| {
        Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec))
    })?;
    let place = super::deciding::place(kept.id, account);
    Ok(match found {
        None => Appealed::Not,
        Some(None) => Appealed::Waits,
        Some(Some(sealed)) => {
            Appealed::Answered(super::open(&world.keys, super::ANSWER, &place, &sealed)?)
        }
    })
}

/// Whether it stops somebody, and if so whether they speak for what it stops; policy decides when they do.
fn concerns(
    raw: &mut Raw<'_>,
    seat: &Seat,
    kept: &Kept,
    now: Moment,
) -> Result<Option<bool>, Fault> {
    let account = seat.account();
    let runs = |roles: &[Role]| {
        let mut terms = seat.terms().iter();
        terms.any(|term| term.runs(now) && roles.contains(&term.role))
    };
    match kept.target {
        Target::Account(frozen) => Ok((frozen == account).then_some(true)),
        Target::Branch(branch) => of_branch(raw, seat, branch, now),
        Target::Reading => {
            let mut kept = kept_roll(seat, now);
            let speaks = runs(&[Role::Organiser]) || kept.any(|scope| scope == Scope::Organisation);
            let stopped = [
                Role::MembershipOfficer,
                Role::Caller,
                Role::Dpo,
                Role::ReturningOfficer,
            ];
            let is_stopped = speaks || runs(&stopped);
            Ok(is_stopped.then_some(speaks))
        }
        Target::Bank { .. } | Target::Campaign { .. } | Target::Contest(_) => {
            let id = kept.target.id();
            let campaign = kept.target.campaign().map_or(id, |id| *id.as_bytes());
            let args = [
                Arg::Int(account.bucket()),
                Arg::Bytes(account.as_bytes()),
                Arg::Int(now.millis()),
                Arg::Bytes(&id),
                Arg::Bytes(&campaign),
            ];
            let held = raw.all(HELD, &args, |row| {
                let is_its_own = row.bytes(1)? == id || row.bytes(1)? == campaign;
                Ok((row.text(0)? == "organiser", is_its_own))
            })?;
            let is_contest = matches!(kept.target, Target::Contest(_));
            let mut speaks = held.iter();
            let speaks = speaks.any(|(organises, its_own)| *organises && (is_contest || *its_own));
            Ok((!held.is_empty()).then_some(speaks))
        }
    }
}

/// The parts of the roll that somebody keeps now.
fn kept_roll(seat: &Seat, now: Moment) -> impl Iterator<Item = Scope> {
    let terms = seat.terms().iter();
    let terms = terms.filter(move |term| term.runs(now) && term.role == Role::MembershipOfficer);
    terms.map(|term| term.scope)
}

/// Whoever keeps the roll there, or of a branch above it, speaks for it; of one under it, it stops them. Nobody else's page
/// tells of it.
fn of_branch(
    raw: &mut Raw<'_>,
    seat: &Seat,
    frozen: BranchId,
    now: Moment,
) -> Result<Option<bool>, Fault> {
    let kept: Vec<Scope> = kept_roll(seat, now).collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let tree = branches::tree(raw)?;
    let way = tree.lineage(frozen);
    let reaches = |scope: &Scope| match scope {
        Scope::Organisation => true,
        Scope::Branch(own) => way.is_in(*own),
        Scope::Contest(_) | Scope::Campaign(_) | Scope::Bank(_) => false,
    };
    if kept.iter().any(reaches) {
        return Ok(Some(true));
    }
    let is_under =
        |scope: &Scope| matches!(scope, Scope::Branch(own) if tree.lineage(*own).is_in(frozen));
    Ok(kept.iter().any(is_under).then_some(false))
}
