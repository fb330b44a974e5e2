//! Pressing: at once and alone, and never for ever.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::{LAPSES_AFTER, Target, What, until};
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, BankId, ContestId, FreezeId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{
    Action, Facts, Grant, Place, Reason, Refusal, Resource, Role, Scope,
};

use super::letters::{Said, tell};
use super::{REASON, past, spot, stands};
use crate::door;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::line;
use crate::mint::random_id;
use crate::tx::{Tx, Verdict};

/// The most letters of a reason.
pub const REASON_MAX: usize = 500;
/// The most freezes in force at once: each act reads them all. A campaign, a contest and all reading stand still beyond it.
pub const IN_FORCE_MAX: usize = 200;
/// The most of one person in force that nobody confirmed; all reading doesn't count.
pub const OWN_MAX: i64 = 20;

/// What became of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// It stands still.
    Frozen {
        /// Which freeze.
        id: FreezeId,
        /// Until when, unless somebody confirms it.
        until: Moment,
    },
    /// It stood still before.
    Already,
    /// Nobody said why, or in too many words.
    NoReason,
    /// Too much stands still.
    TooMany,
}

const ACCOUNT: &str = "select bucket from account where bucket = $1 and id = $2";
const NEW: &str = "insert into standstill (bucket, id, what, target, campaign, contest, pressed_at, pressed_by, pressed_as, reason_sealed, stops_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Makes something stand still. Whatever begins after the commit is refused, on every node.
///
/// It costs the presser's row of `account`, so that two presses of one person come one after the other.
pub fn press(tx: &mut Tx<'_, '_>, wanted: Target, reason: &str) -> Result<Verdict<Pressed>, Fault> {
    let Some(target) = found(tx, wanted)? else {
        tx.account()?;
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let resource = resource(tx, target)?;
    let grant = match tx.ask(Action::Freeze, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MAX {
        return Ok(Verdict::Given(Pressed::NoReason));
    }
    line::account(tx, grant.account())?;
    if tx.in_force()?.iter().any(|one| one.target == target) {
        return Ok(Verdict::Given(Pressed::Already));
    }
    if is_too_much(tx, target, grant.account())? {
        return Ok(Verdict::Given(Pressed::TooMany));
    }
    let wanted = past::reach(tx, target)?;
    let earlier = past::earlier(tx, grant.account(), target)?;
    let until = earlier.and_then(|earlier| until(&wanted, tx.now(), &earlier));
    let Some(until) = until else {
        let refusal = Refusal::new(Reason::FrozenLately);
        if let Some(seat) = tx.seated() {
            let draft = Draft::refusal(seat, Action::Freeze, &resource, refusal);
            entry::write(tx, &draft, &[])?;
        }
        return Ok(Verdict::Refused(refusal));
    };
    let id = write(tx, &grant, (target, until), reason)?;
    Ok(Verdict::Given(Pressed::Frozen { id, until }))
}

/// The same thing with its way up, as the tables say it; none where there is no such thing.
fn found(tx: &mut Tx<'_, '_>, wanted: Target) -> Result<Option<Target>, Fault> {
    let scope = match wanted {
        Target::Reading => return Ok(Some(wanted)),
        Target::Account(id) => {
            let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
            let is_there = tx.one(ACCOUNT, &key, |row| row.int(0))?.is_some();
            return Ok(is_there.then_some(wanted));
        }
        Target::Bank { bank, .. } => Scope::Bank(bank),
        Target::Campaign { campaign, .. } => Scope::Campaign(campaign),
        Target::Branch(branch) => Scope::Branch(branch),
        Target::Contest(contest) => Scope::Contest(contest),
    };
    let place = door::named(tx, scope)?.map(|named| named.at);
    Ok(place.and_then(of_place))
}

/// A place as something that may stand still; none for the organisation, which is all reading.
const fn of_place(place: Place) -> Option<Target> {
    match place {
        Place::Organisation => None,
        Place::Branch { branch } => Some(Target::Branch(branch)),
        Place::Contest { contest } => Some(Target::Contest(contest)),
        Place::Campaign { campaign, contest } => Some(Target::Campaign { campaign, contest }),
        Place::Bank {
            bank,
            campaign,
            contest,
        } => Some(Target::Bank {
            bank,
            campaign,
            contest,
        }),
    }
}

/// What policy is asked about a press.
fn resource(tx: &mut Tx<'_, '_>, target: Target) -> Result<Resource, Fault> {
    Ok(match target {
        Target::Account(account) => Resource::Account { account },
        Target::Bank {
            bank,
            campaign,
            contest,
        } => Resource::Bank {
            bank,
            campaign,
            contest,
        },
        Target::Campaign { campaign, contest } => Resource::Campaign { campaign, contest },
        Target::Contest(contest) => Resource::Contest { contest },
        Target::Reading => Resource::Organisation,
        Target::Branch(_) => Resource::Branch {
            stands: stands(tx, target)?,
        },
    })
}

/// Something that whoever looks may freeze.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What.
    pub target: Target,
    /// What it is called, with its campaign; empty for all reading.
    pub name: String,
    /// Whether it is the account that was asked about.
    pub is_asked: bool,
}

impl Choice {
    /// Invented, for samples.
    pub fn samples() -> Vec<Self> {
        let contest = Target::Contest(ContestId::from_bytes([3; 16]));
        let names = [(contest, "Leadership 2026"), (Target::Reading, "")];
        let choices = names.map(|(target, name)| Self {
            target,
            name: name.to_owned(),
            is_asked: false,
        });
        choices.into()
    }
}

/// What whoever looks may freeze, and an account if one was asked about; it shows no member.
pub fn choices(
    tx: &mut Tx<'_, '_>,
    account: Option<AccountId>,
) -> Result<Verdict<Vec<Choice>>, Fault> {
    tx.account()?;
    let mut all: Vec<(Target, String)> = Vec::new();
    if let Some(account) = account {
        let label = door::labels(tx, &[account])?.into_iter().next();
        all.push((Target::Account(account), label.unwrap_or_default()));
    }
    let mut places = door::all_named(tx)?;
    places.extend(door::branches(tx)?);
    for named in places {
        let names = [named.bank, named.campaign, named.contest, named.branch];
        let names: Vec<String> = names.into_iter().flatten().collect();
        all.push((
            of_place(named.at).unwrap_or(Target::Reading),
            names.join(", "),
        ));
    }
    let me = tx.account()?;
    let stands = door::stands(tx, me)?;
    let mut choices = Vec::new();
    for (target, name) in all {
        let resource = resource(tx, target)?;
        let reaches = if matches!(target, Target::Account(_)) {
            tx.reaches(&resource, &[Action::Freeze])?
        } else {
            // Looked up once: there are as many choices as phone banks.
            let facts = Facts {
                in_contest: stands.is_rival(&resource),
                ..Facts::OPEN
            };
            tx.reaches_by(&resource, Action::Freeze, &facts)?
        };
        if reaches {
            choices.push(Choice {
                target,
                name,
                is_asked: matches!(target, Target::Account(_)),
            });
        }
    }
    Ok(Verdict::Given(choices))
}

const OWN_IN_FORCE: &str = "select count(*) from standstill where pressed_by = $1 and pressed_at > $2 and stops_at > $3 and confirmed_at is null and what <> 'reading'";

/// Whether so much stands still that nothing more may. Nobody uses that up alone; and what stops much at once, a campaign, a
/// contest, all reading, is never kept out by what stops little.
fn is_too_much(tx: &mut Tx<'_, '_>, target: Target, by: AccountId) -> Result<bool, Fault> {
    if target == Target::Reading {
        return Ok(false);
    }
    let now = tx.now();
    let args = [
        Arg::Bytes(by.as_bytes()),
        Arg::Int(now.minus(LAPSES_AFTER).millis()),
        Arg::Int(now.millis()),
    ];
    let own = tx.one(OWN_IN_FORCE, &args, |row| row.int(0))?.unwrap_or(0);
    let is_wide = matches!(target.what(), What::Campaign | What::Contest);
    let is_full = !is_wide && tx.in_force()?.len() >= IN_FORCE_MAX;
    Ok(own >= OWN_MAX || is_full)
}

/// The office by which a grant was given.
fn office(grant: &Grant) -> &'static str {
    let mut roles = Role::ALL.into_iter();
    let role = roles.find(|role| role.purpose() == grant.purpose());
    role.map_or("", Role::text)
}

fn write(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    (target, until): (Target, Moment),
    reason: &str,
) -> Result<FreezeId, Fault> {
    let id = FreezeId::from_bytes(random_id()?);
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(REASON, id.as_bytes()), reason.as_bytes())?;
    let bytes = |id: [u8; 16]| Value::Bytes(id.to_vec());
    let campaign = target.campaign().map(|id| *id.as_bytes());
    let contest = target.contest().map(|id| *id.as_bytes());
    let now = tx.now();
    tx.later(
        NEW,
        vec![
            Value::Int(id.bucket()),
            bytes(*id.as_bytes()),
            Value::Text(target.what().code().to_owned()),
            bytes(target.id()),
            campaign.map_or(Value::Null, bytes),
            contest.map_or(Value::Null, bytes),
            Value::Int(now.millis()),
            bytes(*grant.account().as_bytes()),
            Value::Text(office(grant).to_owned()),
            Value::Bytes(sealed),
            Value::Int(until.millis()),
        ],
    );
    let words = format!(
        "freeze={id} what={} target={} until={}",
        target.what().code(),
        BankId::from_bytes(target.id()),
        until.millis()
    );
    let draft = Draft::act(EventKind::Frozen, grant).detail(words);
    entry::write(tx, &draft, &[])?;
    hooks::tell(
        tx,
        Event::FreezeChanged,
        Whose::Organisation,
        &format!("freeze={id}"),
    )?;
    tx.changed("freeze", id.as_bytes());
    tell(
        tx,
        target,
        &Said::Pressed {
            by: office(grant),
            until,
        },
    )?;
    Ok(id)
}
