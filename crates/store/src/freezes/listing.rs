//! The board: what stands still, what did, and what those who stand still say.

use std::sync::Arc;

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::What;
use switchboard_rules::ids::{AccountId, FreezeId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Resource};

use super::deciding::place;
use super::giving::{Ahead, Owing, ahead, given_back, may_give_back, owing};
use super::{ANSWER, Kept, WORDS, kept, lost_by, name_of, open};
use crate::door;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most that are over on one page.
pub const PAST_MAX: usize = 20;

/// What somebody who stands still says.
#[derive(Clone)]
pub struct Appeal {
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What.
    pub words: String,
    /// The answer, if it stands still on all the same.
    pub answer: Option<String>,
}
says_only_its_name!(Appeal);

/// One freeze on the board.
#[derive(Clone)]
pub struct Listed {
    /// Which.
    pub id: FreezeId,
    /// What kind of thing.
    pub what: What,
    /// What it is called; empty for all reading.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Who pressed, as what, and when.
    pub pressed_by: String,
    /// The office by which they pressed.
    pub pressed_as: String,
    /// When.
    pub pressed_at: Moment,
    /// Until when it stands still, or stood.
    pub stops_at: Moment,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// How much time of calls it took.
    pub lost: Span,
    /// How much of that was given back, of all contests together.
    pub given_back: Span,
    /// The windows in which it will be.
    pub ahead: Vec<Ahead>,
    /// What whoever looks may still give back, of which contest.
    pub may_give: Vec<Owing>,
    /// What those say who stand still.
    pub appeals: Vec<Appeal>,
    /// Whether whoever looks may confirm it.
    pub may_confirm: bool,
    /// Whether they may answer an appeal by keeping it.
    pub may_keep: bool,
    /// Whether they may lift it.
    pub may_lift: bool,
}
says_only_its_name!(Listed);

/// Where the next page of those that are over begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    at: Moment,
    id: FreezeId,
}

impl Place {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            id: FreezeId::parse(id).ok()?,
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.id)
    }
}

/// The board.
pub struct Board {
    /// What stands still, the first to end before the others.
    pub in_force: Vec<Listed>,
    /// What did, the newest first.
    pub past: Vec<Listed>,
    /// Where the next page of those begins.
    pub after: Option<Place>,
}
says_only_its_name!(Board);

const NOW: &str = kept!("where stops_at > $1 order by stops_at, id limit 200");
const PAST: &str = kept!(
    "where stops_at <= $1 and (pressed_at, id) < ($2, $3) order by pressed_at desc, id desc limit $4"
);

/// Shows what stands still and what did, as far as the one behind this act decides about such things.
pub fn board(tx: &mut Tx<'_, '_>, after: Option<Place>) -> Result<Verdict<Board>, Fault> {
    let grant = match tx.ask(Action::SeeFreezes, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = Arg::Int(tx.now().millis());
    let (at, id) = after.map_or((i64::MAX, [0xFF; 16]), |place| {
        (place.at.millis(), *place.id.as_bytes())
    });
    let most = i64::try_from(PAST_MAX).unwrap_or(0);
    let standing = tx.all(NOW, &[now], Kept::read)?;
    let args = [now, Arg::Int(at), Arg::Bytes(&id), Arg::Int(most)];
    let past = tx.all(PAST, &args, Kept::read)?;
    let next = past.last().filter(|_| past.len() == PAST_MAX);
    let after = next.map(|kept| Place {
        at: kept.pressed_at,
        id: kept.id,
    });
    let board = Board {
        in_force: listed(tx, standing)?,
        past: listed(tx, past)?,
        after,
    };
    let shown = board.in_force.len() + board.past.len();
    let draft = Draft::act(EventKind::FreezesShown, &grant).detail(format!("freezes={shown}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(board))
}

fn listed(tx: &mut Tx<'_, '_>, all: Vec<Kept>) -> Result<Vec<Listed>, Fault> {
    let mut seen = Vec::with_capacity(all.len());
    for kept in all {
        let resource = kept.resource(tx)?;
        if tx.reaches(&resource, &[Action::SeeFreezes])? {
            seen.push(line(tx, &kept, &resource)?);
        }
    }
    Ok(seen)
}

fn line(tx: &mut Tx<'_, '_>, kept: &Kept, resource: &Resource) -> Result<Listed, Fault> {
    let keys = Arc::clone(&tx.world.keys);
    let (now, pack) = (tx.now(), tx.world.pack.clone());
    let is_on = kept.is_in_force(now);
    let who = |tx: &mut Tx<'_, '_>, account: Option<AccountId>| -> Result<Option<String>, Fault> {
        let Some(account) = account else {
            return Ok(None);
        };
        Ok(door::labels(tx, &[account])?.into_iter().next())
    };
    let appeals = appeals(tx, kept.id)?;
    let waits = appeals.iter().any(|appeal| appeal.answer.is_none());
    Ok(Listed {
        id: kept.id,
        what: kept.target.what(),
        name: name_of(tx, kept.target)?,
        reason: kept.reason(&keys)?,
        pressed_by: who(tx, Some(kept.pressed_by))?.unwrap_or_default(),
        pressed_as: kept.pressed_as.clone(),
        pressed_at: kept.pressed_at,
        stops_at: kept.stops_at,
        confirmed_by: who(tx, kept.confirmed.map(|(_, by)| by))?,
        lifted_by: who(tx, kept.lifted.map(|(_, by)| by))?,
        lost: lost_by(tx.raw(), kept, &pack, now)?,
        given_back: given_back(tx, kept.id)?,
        ahead: ahead(tx, kept)?,
        may_give: if !is_on && may_give_back(tx, kept)? {
            owing(tx, kept)?
        } else {
            Vec::new()
        },
        may_confirm: is_on
            && kept.confirmed.is_none()
            && tx.reaches(resource, &[Action::ConfirmFreeze])?,
        may_keep: is_on && waits && tx.reaches(resource, &[Action::KeepFreeze])?,
        may_lift: is_on && tx.reaches(resource, &[Action::LiftFreeze])?,
        appeals,
    })
}

/// The account in a row's first column.
pub(super) fn account_in(row: &Row<'_>) -> Result<AccountId, Fault> {
    Ok(AccountId::from_bytes(
        id16(row.bytes(0)?).unwrap_or_default(),
    ))
}

const APPEALS: &str = "select account, at, words_sealed, answer_sealed from standstill_appeal where bucket = $1 and standstill = $2 order by case when answered_at is null then 0 else 1 end, at, account limit 20";

fn appeals(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Vec<Appeal>, Fault> {
    let keys = Arc::clone(&tx.world.keys);
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let found = tx.all(APPEALS, &key, |row| {
        let account = account_in(row)?;
        let at = place(id, account);
        let answer = row.opt_bytes(3)?;
        Ok((
            account,
            Appeal {
                by: String::new(),
                at: Moment::from_millis(row.int(1)?),
                words: open(&keys, WORDS, &at, row.bytes(2)?)?,
                answer: answer
                    .map(|sealed| open(&keys, ANSWER, &at, sealed))
                    .transpose()?,
            },
        ))
    })?;
    let accounts: Vec<AccountId> = found.iter().map(|(account, _)| *account).collect();
    let labels = door::labels(tx, &accounts)?;
    let named = found.into_iter().zip(labels);
    Ok(named
        .map(|((_, appeal), by)| Appeal { by, ..appeal })
        .collect())
}
