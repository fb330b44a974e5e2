//! Correcting a record, adding a member, ending and resuming a membership: each a version of its own, in force at once.

use switchboard_rules::card::{Finding, Report};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{LookId, MemberId, bucket_of};
use switchboard_rules::look::{Purpose, Words};
use switchboard_rules::person::{BranchName, ExternalId, Region};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};
use switchboard_rules::roll::{Part, RollRow, Typed, Wrong};

use super::colleague::{Call, call_anew};
use super::look::{self, Held, hold, start};
use super::notes;
use crate::branches;
use crate::desk::stop;
use crate::duplicates::{Lifted, alias, mark_lifted};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::line;
use crate::mint::random_id;
use crate::never_again::{Fact, Mark};
use crate::roll::{What, Why, hand};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What came of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corrected {
    /// It is in force. The parts that changed, by their words; none when it said what was known.
    Done(Vec<&'static str>),
    /// These fields can't be read; nothing was changed.
    Wrong(Vec<Wrong>),
    /// The membership number is somebody else's; nothing was changed.
    Taken,
    /// The branch is none of those whose roll the officer keeps; nothing was changed.
    Elsewhere,
}

/// What came of adding a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// They are in the roll; the look shows their record.
    Done(LookId),
    /// These fields can't be read; nobody was added.
    Wrong(Vec<Wrong>),
    /// Somebody has that membership number.
    Taken,
    /// The branch is none of those whose roll the officer keeps; nobody was added.
    Elsewhere,
}

fn region(tx: &Tx<'_, '_>) -> Result<Region, Fault> {
    Region::parse(&tx.world.meta.region).map_err(|e| Fault::World(e.to_string()))
}

const OTHERS: &str = "select member from lookup where bucket = $1 and what = 'external' and blind = $2 and member <> $3 and not exists (select 1 from import_dark d where d.import = lookup.import) order by member limit 20";
const ALIVE: &str = "update member_mark set deceased = 0 where bucket = $1 and member = $2";
const DEAD: &str = "select deceased from member_mark where bucket = $1 and member = $2";
/// Whoever says that a member lives says that the calls which reported a death were mistaken.
const MISTAKEN: &str =
    "update report set settled_as = $1 where member = $2 and kind = $3 and settled_as = $4";

/// Corrects any fields of a record. The entry names the parts, never what stands in them.
pub fn correct(
    tx: &mut Tx<'_, '_>,
    look: LookId,
    typed: &Typed,
) -> Result<Verdict<Corrected>, Fault> {
    if typed.deceased == Some(true)
        && let Some(member) = look::whose(tx, look)?
    {
        // Their account ends with it, and is held before the member.
        leaving::hold_owners(tx, member)?;
    }
    let held = match hold(tx, look, Action::CorrectMember)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let member = held.member();
    let Some(before) = hand::whole(tx, member)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let row = match typed.onto(&before.row, region(tx)?) {
        Ok(row) => row,
        Err(wrong) => return Ok(Verdict::Given(Corrected::Wrong(wrong))),
    };
    let is_renumbered = row.external_id != before.row.external_id;
    if is_renumbered {
        // Asked before anything is looked up, so that whoever may not give numbers learns of none.
        if let Err(refusal) = held.ask_again(tx, Action::RenumberMember)? {
            return Ok(Verdict::Refused(refusal));
        }
        if is_taken(tx, member, &row.external_id)? {
            return Ok(Verdict::Given(Corrected::Taken));
        }
    }
    if row.branch != before.row.branch && !keeps(tx, &row, Action::CorrectMember)? {
        return Ok(Verdict::Given(Corrected::Elsewhere));
    }
    let parts = hand::correct(tx, &before, &row)?;
    let mut words: Vec<&'static str> = parts.iter().map(Part::word).collect();
    if is_renumbered {
        words.push("external_id");
    }
    // A death that a call or a file told of is a mark alone, and no part of the row.
    let is_alive = typed.deceased == Some(false) && (before.row.deceased || is_dead(tx, member)?);
    let deceased = Part::Deceased.word();
    if is_alive && !words.contains(&deceased) {
        words.push(deceased);
    }
    if words.is_empty() {
        return Ok(Verdict::Given(Corrected::Done(words)));
    }
    follow(tx, &held, (&before.row, &row), is_alive)?;
    let fields = format!("fields={}", words.join(","));
    held.wrote(tx, EventKind::MemberCorrected, &fields)?;
    Ok(Verdict::Given(Corrected::Done(words)))
}

/// Leave to add somebody where the row puts them, from the role that reaches that branch: whoever keeps two is written down with
/// that one.
fn of_branch(
    tx: &mut Tx<'_, '_>,
    row: &RollRow,
    grant: Grant,
) -> Result<Result<Grant, Refusal>, Fault> {
    let Some(reach) = branches::reach(tx)? else {
        return Ok(Ok(grant));
    };
    let name = row.branch.as_ref().map_or("", BranchName::as_str);
    let stands = reach.lineage(name);
    tx.ask(Action::AddMember, &Resource::Branch { stands }, Facts::SHUT)
}

/// Whether whoever acts keeps the roll of the branch that the row names: nobody puts a member where they don't reach them.
fn keeps(tx: &mut Tx<'_, '_>, row: &RollRow, action: Action) -> Result<bool, Fault> {
    let Some(reach) = branches::reach(tx)? else {
        return Ok(true);
    };
    let name = row.branch.as_ref().map_or("", BranchName::as_str);
    let stands = reach.lineage(name);
    let resource = match action {
        Action::AddMember => Resource::Branch { stands },
        _ => Resource::Member { stands },
    };
    tx.reaches(&resource, &[action])
}

fn is_dead(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<bool, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    Ok(tx.one(DEAD, &args, |row| row.int(0))? == Some(1))
}

/// What a correction does to calls, and what of it no restored backup may undo. What the organisation found right of a call's
/// report stays so under a branch's grant, and goes on stopping that campaign.
fn follow(
    tx: &mut Tx<'_, '_>,
    held: &Held,
    (before, now): (&RollRow, &RollRow),
    is_alive: bool,
) -> Result<(), Fault> {
    let member = held.member();
    if now.deceased && !before.deceased {
        tx.never_again_of(member, |world, record| {
            Fact::mark(world, record, Mark::Deceased, true)
        })?;
        stop::hold_all(tx, member)?;
        leaving::end_with_death(tx, member)
    } else if is_alive {
        tx.never_again_of(member, |world, record| {
            Fact::mark(world, record, Mark::Deceased, false)
        })?;
        let id = Value::Bytes(member.as_bytes().to_vec());
        tx.later(ALIVE, vec![Value::Int(member.bucket()), id.clone()]);
        call_anew(tx, member, Call::Died);
        if held.grant.branch().is_none() {
            let text = |code: &str| Value::Text(code.to_owned());
            let found = text(Finding::Mistaken.code());
            let of = [text(Report::Deceased.code()), text(Finding::Right.code())];
            tx.later(MISTAKEN, [vec![found, id], of.to_vec()].concat());
        }
        mark_lifted(tx, member, Lifted::Deceased);
        stop::lift_all(tx, member)
    } else {
        Ok(())
    }
}

fn is_taken(tx: &mut Tx<'_, '_>, member: MemberId, number: &ExternalId) -> Result<bool, Fault> {
    for blind in tx
        .blinds_to_read()?
        .of_text(What::External, number.as_str())
    {
        let args = [
            Arg::Int(bucket_of(&blind)),
            Arg::Bytes(&blind),
            Arg::Bytes(member.as_bytes()),
        ];
        let others = tx.all(OTHERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
        for other in others.into_iter().flatten().map(MemberId::from_bytes) {
            // The number of somebody who was merged into this very record is its own.
            if alias::keeper(tx, other)? != member {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// What was typed, with a number for the time being where a branch's officer adds somebody: whether a typed one is somebody's
/// already is known of the whole roll alone, and the answer would tell who is a member elsewhere. The organisation's officer
/// gives the true one later.
fn provisional(tx: &mut Tx<'_, '_>, typed: &Typed) -> Result<Result<Typed, Refusal>, Fault> {
    if branches::reach(tx)?.is_none() {
        return Ok(Ok(typed.clone()));
    }
    let is_typed = typed.external.as_ref();
    if is_typed.is_some_and(|number| !number.trim().is_empty()) {
        let anybody = branches::anybody(tx)?;
        if let Err(refusal) = tx.ask(Action::RenumberMember, &anybody, Facts::SHUT)? {
            return Ok(Err(refusal));
        }
    }
    let number = LookId::from_bytes(random_id()?).to_string().to_uppercase();
    Ok(Ok(Typed {
        external: Some(format!("{}{number}", hand::NEW)),
        ..typed.clone()
    }))
}

/// Adds a member by hand, and begins a look at their new record.
pub fn add(tx: &mut Tx<'_, '_>, typed: &Typed) -> Result<Verdict<Added>, Fault> {
    let place = branches::roll(tx)?;
    let grant = match tx.ask(Action::AddMember, &place, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let typed = match provisional(tx, typed)? {
        Ok(typed) => typed,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let row = match typed.fresh(region(tx)?) {
        Ok(row) => row,
        Err(wrong) => return Ok(Verdict::Given(Added::Wrong(wrong))),
    };
    if !keeps(tx, &row, Action::AddMember)? {
        return Ok(Verdict::Given(Added::Elsewhere));
    }
    let grant = match of_branch(tx, &row, grant)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(member) = hand::add(tx, &row)? else {
        return Ok(Verdict::Given(Added::Taken));
    };
    // The key is read back where the look is begun.
    tx.flush()?;
    let (erase_key, month) = line::member(tx, member)?;
    let part = entry::subject(tx.world, *member.as_bytes(), month, &erase_key, None, "")?;
    entry::write(tx, &Draft::act(EventKind::MemberAdded, &grant), &[part])?;
    Ok(match start(tx, member, Purpose::JoinsOrLeaves, None)? {
        Verdict::Given(look) => Verdict::Given(Added::Done(look)),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// Ends a membership, with the reason. No desk gets the member from this commit on; nothing is deleted.
pub fn end(tx: &mut Tx<'_, '_>, look: LookId, why: &Words) -> Result<Verdict<()>, Fault> {
    // The accounts that end with it are held before the member, in the order of `line`.
    if let Some(member) = look::whose(tx, look)? {
        leaving::hold_owners(tx, member)?;
    }
    let held = match hold(tx, look, Action::EndMembership)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    stop::cut(tx, held.member(), None)?;
    hand::end(tx, held.member(), Why::ByHand)?;
    leaving::end_with_membership(tx, held.member())?;
    notes::keep(tx, &held, "ended", why)?;
    held.wrote(tx, EventKind::MembershipEnded, "")?;
    Ok(Verdict::Given(()))
}

/// Takes an end back, with the reason. Whatever else stands against calls goes on standing.
pub fn resume(tx: &mut Tx<'_, '_>, look: LookId, why: &Words) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::EndMembership)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    hand::resume(tx, held.member())?;
    notes::keep(tx, &held, "resumed", why)?;
    held.wrote(tx, EventKind::MembershipResumed, "")?;
    Ok(Verdict::Given(()))
}
