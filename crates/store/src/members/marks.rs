//! Protected and restricted: off every desk at once, until an officer lifts it with a reason.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::look::{Mark, Words};
use switchboard_rules::policy::Action;

use super::look::hold;
use super::notes;
use crate::desk::{never_member, stop};
use crate::duplicates::{Lifted, mark_lifted};
use crate::engine::Value;
use crate::fault::Fault;
use crate::never_again::{self, Fact};
use crate::tx::{Tx, Verdict};

const PROTECT: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 0, $3, 0) on conflict (bucket, member) do update set protected = excluded.protected";
const RESTRICT: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, $3, 0, 0) on conflict (bucket, member) do update set restricted = excluded.restricted";

fn set(tx: &mut Tx<'_, '_>, member: MemberId, mark: Mark, on: bool) -> Result<(), Fault> {
    let (sql, lasting, lifted) = match mark {
        Mark::Protected => (PROTECT, never_again::Mark::Protected, Lifted::Protected),
        Mark::Restricted => (RESTRICT, never_again::Mark::Restricted, Lifted::Restricted),
    };
    if !on {
        mark_lifted(tx, member, lifted);
    }
    tx.never_again_of(member, |world, record| {
        Fact::mark(world, record, lasting, on)
    })?;
    let row = vec![
        Value::Int(member.bucket()),
        Value::Bytes(member.as_bytes().to_vec()),
        Value::Int(i64::from(on)),
    ];
    tx.later(sql, row);
    Ok(())
}

/// Marks a record. The member leaves all queues in this commit, and a card that is open goes off its desk.
pub fn mark(
    tx: &mut Tx<'_, '_>,
    look: LookId,
    mark: Mark,
    why: &Words,
) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::MarkMember)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let kind = match mark {
        Mark::Protected => EventKind::MemberProtected,
        Mark::Restricted => EventKind::MemberRestricted,
    };
    set(tx, held.member(), mark, true)?;
    stop::hold_all(tx, held.member())?;
    notes::keep(tx, &held, mark.code(), why)?;
    held.wrote(tx, kind, "")?;
    let never = never_member(tx.world, held.member());
    tx.changed("objection", &never);
    Ok(Verdict::Given(()))
}

/// Lifts a mark, with a reason. Whatever else stands against calls goes on standing.
pub fn lift(
    tx: &mut Tx<'_, '_>,
    look: LookId,
    mark: Mark,
    why: &Words,
) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::LiftMark)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (kind, what) = match mark {
        Mark::Protected => (EventKind::ProtectionLifted, "protected-lifted"),
        Mark::Restricted => (EventKind::RestrictionLifted, "restricted-lifted"),
    };
    set(tx, held.member(), mark, false)?;
    stop::lift_all(tx, held.member())?;
    notes::keep(tx, &held, what, why)?;
    held.wrote(tx, kind, "")?;
    Ok(Verdict::Given(()))
}
