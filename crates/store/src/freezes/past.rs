//! What the same person pressed lately, with what only the tables know of it: where an account rings, where a branch stands.

use std::collections::BTreeMap;

use switchboard_rules::freeze::{
    LAPSES_AFTER, Pressed, Reach, SAME_PERSON_WITHIN, Target, holds_office,
};
use switchboard_rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Role, Scope, Term};

use super::{Kept, kept, stands};
use crate::desk::shape;
use crate::engine::{Arg, Row, Rows, Stmt, stmt};
use crate::fault::Fault;
use crate::session::{id16, read_scope};
use crate::tx::Tx;

/// Whoever pressed so often within a day presses nothing small any more: what is beyond it could hide a press that counts.
const PRESSES_MAX: usize = 500;

const ALL: &str =
    kept!("where pressed_by = $1 and pressed_at > $2 order by pressed_at desc, id desc limit 501");
const READING: &str = kept!(
    "where pressed_by = $1 and pressed_at > $2 and what = 'reading' order by pressed_at desc, id desc limit 501"
);
/// The terms of an account with the campaign and the contest in which a bank or a campaign lies; over or not.
const PLACES: &str = "select t.role, t.scope_kind, t.scope, t.from_at, t.until_at, t.ended_at, coalesce(p.id, b.campaign), coalesce(p.contest, b.contest) from term t left join campaign p on t.scope_kind = 'campaign' and p.id = t.scope left join bank b on t.scope_kind = 'bank' and b.id = t.scope where t.bucket = $1 and t.account = $2 order by t.id desc limit 200";

/// What somebody pressed within the time that counts; none where it was too much to be looked through. A press on all reading
/// counts with its like alone.
pub(super) fn earlier(
    tx: &mut Tx<'_, '_>,
    by: AccountId,
    wanted: Target,
) -> Result<Option<Vec<Pressed>>, Fault> {
    let since = tx.now().minus(SAME_PERSON_WITHIN).minus(LAPSES_AFTER);
    let args = [Arg::Bytes(by.as_bytes()), Arg::Int(since.millis())];
    let sql = if wanted == Target::Reading {
        READING
    } else {
        ALL
    };
    let found = tx.all(sql, &args, Kept::read)?;
    if found.len() > PRESSES_MAX {
        return Ok(None);
    }
    let targets: Vec<Target> = found.iter().map(|kept| kept.target).collect();
    let reaches = reaches(tx, &targets)?;
    let pressed = found.into_iter().zip(reaches);
    let pressed = pressed.map(|(kept, reach)| Pressed {
        reach,
        at: kept.pressed_at,
        stops_at: kept.stops_at,
        confirmed: kept.confirmed.is_some(),
        lifted: kept.lifted.is_some(),
        lifted_by_other: kept.lifted.is_some_and(|(_, who)| who != by),
    });
    Ok(Some(pressed.collect()))
}

/// What a freeze of it reaches.
pub(super) fn reach(tx: &mut Tx<'_, '_>, target: Target) -> Result<Reach, Fault> {
    let one = reaches(tx, &[target])?.into_iter().next();
    Ok(one.unwrap_or(Reach::of(target)))
}

/// What a bank, a campaign, a contest or all reading reaches; of an account without the places where it rings.
pub(super) const fn alone(target: Target) -> Reach {
    Reach::of(target)
}

fn reaches(tx: &mut Tx<'_, '_>, targets: &[Target]) -> Result<Vec<Reach>, Fault> {
    let accounts = targets.iter().filter_map(|target| match target {
        Target::Account(account) => Some(*account),
        _ => None,
    });
    let accounts = held(tx, accounts.collect())?;
    let now = tx.now();
    let mut reaches = Vec::with_capacity(targets.len());
    for target in targets {
        let mut reach = Reach::of(*target);
        if let Target::Account(account) = target {
            let (terms, places) = accounts.get(account).cloned().unwrap_or_default();
            reach.in_office = holds_office(&terms, now);
            reach.places = places;
        }
        reach.stands = stands(tx, *target)?;
        reaches.push(reach);
    }
    Ok(reaches)
}

/// The terms of an account, and where they are held.
type Held = (Vec<Term>, Vec<Target>);

/// The same of several, in one round trip.
fn held(
    tx: &mut Tx<'_, '_>,
    mut accounts: Vec<AccountId>,
) -> Result<BTreeMap<AccountId, Held>, Fault> {
    accounts.sort_unstable();
    accounts.dedup();
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let keys = accounts.iter();
    let keys: Vec<[Arg<'_>; 2]> = keys
        .map(|id| [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())])
        .collect();
    let batch: Vec<Stmt<'_>> = keys.iter().map(|key| stmt(PLACES, key)).collect();
    let found = tx.gather(&batch)?;
    let of_each = found
        .iter()
        .map(of_account)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(accounts.into_iter().zip(of_each).collect())
}

fn of_account(rows: &Rows) -> Result<Held, Fault> {
    let mut held = Held::default();
    for row in rows.iter() {
        let scope = read_scope(row.text(1)?, row.bytes(2)?);
        let (Some(role), Some(scope)) = (Role::from_text(row.text(0)?), scope) else {
            continue;
        };
        held.1.extend(place(&row, role, scope)?);
        held.0.push(Term {
            role,
            scope,
            from: Moment::from_millis(row.int(3)?),
            until: row.opt_int(4)?.map(Moment::from_millis),
            ended: row.opt_int(5)?.is_some(),
        });
    }
    Ok(held)
}

/// Where somebody rings or plans by a term; nowhere by an office.
fn place(row: &Row<'_>, role: Role, scope: Scope) -> Result<Option<Target>, Fault> {
    if !matches!(role, Role::Organiser | Role::Caller) {
        return Ok(None);
    }
    let id = |at: usize| -> Result<[u8; 16], Fault> {
        let bytes = row.opt_bytes(at)?;
        bytes.and_then(id16).ok_or_else(|| shape("term"))
    };
    Ok(match scope {
        Scope::Organisation | Scope::Branch(_) => None,
        Scope::Contest(contest) => Some(Target::Contest(contest)),
        Scope::Campaign(campaign) => Some(Target::Campaign {
            campaign,
            contest: ContestId::from_bytes(id(7)?),
        }),
        Scope::Bank(bank) => Some(Target::Bank {
            bank,
            campaign: CampaignId::from_bytes(id(6)?),
            contest: ContestId::from_bytes(id(7)?),
        }),
    })
}
