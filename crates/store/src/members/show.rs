//! Showing one record: whole, or covered where it is protected or restricted.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::LookId;
use switchboard_rules::look::{Purpose, Whose, Why};
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::beside::{self, Beside};
use super::look::{Held, State, hold, of_look};
use crate::disclose::{Recorded, Sealed};
use crate::engine::Value;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::personal::{CoveredFile, MemberFile};
use crate::tx::{Tx, Verdict};

/// What the page of a look shows.
pub enum Sight {
    /// A fuller reason is asked for first; nothing of the member is shown.
    Asked(Why, Purpose),
    /// The record.
    Record(Box<Shown>),
}

/// One record, recorded.
pub struct Shown {
    /// What it was opened for.
    pub purpose: Purpose,
    /// The record itself.
    pub file: File,
    /// What stands beside it.
    pub beside: Beside,
}

/// How much of a record is shown.
pub enum File {
    /// All of it.
    Whole(Recorded<MemberFile>),
    /// Name and numbers masked, the address not at all: the record is protected or restricted.
    Covered(Recorded<CoveredFile>),
}

/// Shows a record, or asks for a fuller reason first. Each time is an entry with the purpose.
pub fn show(tx: &mut Tx<'_, '_>, look: LookId) -> Result<Verdict<Sight>, Fault> {
    let held = match hold(tx, look, Action::OpenMember)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let State::Asked(why) = held.look.state {
        return Ok(Verdict::Given(Sight::Asked(why, held.look.purpose)));
    }
    let Some(read) = beside::read(tx, &held)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let mut beside = read.beside;
    let is_covered = (beside.is_protected || beside.is_restricted) && !held.look.is_uncovered;
    let draft = Draft::act(EventKind::MemberOpened, &held.grant).detail(detail(&held));
    let file = if is_covered {
        // The area says where they live, and a tag may say why they are protected.
        beside.area.clear();
        beside.tags.clear();
        let newest = read.rows.into_iter().take(1).collect();
        File::Covered(tx.record_as(draft, Sealed::new(newest))?)
    } else {
        File::Whole(tx.record_as(draft, Sealed::new(read.rows))?)
    };
    Ok(Verdict::Given(Sight::Record(Box::new(Shown {
        purpose: held.look.purpose,
        file,
        beside,
    }))))
}

fn detail(held: &Held) -> String {
    let whose = match held.whose {
        Whose::Own => " whose=own",
        Whose::Colleague => " whose=colleague",
        Whose::Others => "",
    };
    let (look, purpose) = (held.look.id, held.look.purpose.code());
    format!("look={look} purpose={purpose}{whose}")
}

const UNCOVER: &str = "update member_look set uncovered_at = $1 where bucket = $2 and id = $3";

/// Asks once more, for what is covered of a protected or restricted record; this look shows it from here.
pub fn uncover(tx: &mut Tx<'_, '_>, look: LookId) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::OpenMember)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if held.look.state != State::Open {
        return Ok(Verdict::Refused(Refusal::new(Reason::ReasonFirst)));
    }
    let now = Value::Int(tx.now().millis());
    tx.later_expect(1, UNCOVER, [vec![now], of_look(look)].concat());
    held.wrote(tx, EventKind::ContactUncovered, "")?;
    Ok(Verdict::Given(()))
}
