//! What is done about a request: it is acknowledged, gets more time, is answered. Each is told to the member.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, RightId};
use switchboard_rules::look::Words;
use switchboard_rules::policy::{Action, Grant};
use switchboard_rules::rights::due_extended;

use super::queue::held;
use super::{Kept, sealed};
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// It is done.
    Yes,
    /// It was done before, or is answered.
    Before,
    /// It was due already: no time is given any more.
    TooLate,
}

const ACKNOWLEDGE: &str =
    "update right_asked set acknowledged_at = $1 where bucket = $2 and id = $3";

/// Tells the member that it has arrived, and by when they are answered.
pub fn acknowledge(tx: &mut Tx<'_, '_>, id: RightId) -> Result<Verdict<Did>, Fault> {
    let (found, _, grant) = match held(tx, id, Action::AcknowledgeRight)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if found
        .standing
        .acknowledged_at
        .or(found.standing.answered_at)
        .is_some()
    {
        return Ok(Verdict::Given(Did::Before));
    }
    let at = [Arg::Int(tx.now().millis())];
    tx.run(ACKNOWLEDGE, &[at.as_slice(), &key(&id)].concat())?;
    let due = found.standing.due_at.millis();
    tell(tx, &found, (Message::RightAcknowledged, due))?;
    wrote(tx, &found, EventKind::RightAcknowledged, &grant)?;
    Ok(Verdict::Given(Did::Yes))
}

const EXTEND: &str = "update right_asked set extended_at = $1, acknowledged_at = coalesce(acknowledged_at, $1), due_at = $4, why_sealed = $5, warned_at = null where bucket = $2 and id = $3";

/// Takes two months more, once, with a reason that the member reads; only before it is due. The letter says that it has arrived, too:
/// so nobody hears of a complaint's arrival later than in its first month.
pub fn extend(tx: &mut Tx<'_, '_>, id: RightId, why: &Words) -> Result<Verdict<Did>, Fault> {
    let (found, wrapped, grant) = match held(tx, id, Action::ExtendRight)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if found
        .standing
        .extended_at
        .or(found.standing.answered_at)
        .is_some()
    {
        return Ok(Verdict::Given(Did::Before));
    }
    if found.standing.due_at <= tx.now() {
        return Ok(Verdict::Given(Did::TooLate));
    }
    let due = due_extended(found.standing.asked_at, &tx.world.zone).millis();
    let why = sealed(tx, (found.member, &wrapped), (id, "why_sealed"), why)?;
    let at = [Arg::Int(tx.now().millis())];
    let more = [Arg::Int(due), Arg::Bytes(&why)];
    tx.run(EXTEND, &[at.as_slice(), &key(&id), &more].concat())?;
    tell(tx, &found, (Message::RightExtended, due))?;
    wrote(tx, &found, EventKind::RightExtended, &grant)?;
    Ok(Verdict::Given(Did::Yes))
}

const LATE: &str =
    "update right_asked set late_at = $1 where bucket = $2 and id = $3 and late_at is null";
const ANSWER: &str =
    "update right_asked set answered_at = $1, answer_sealed = $4 where bucket = $2 and id = $3";

/// Answers the member: the words stand on their own page, and a letter says so. That it was late stays.
pub fn answer(tx: &mut Tx<'_, '_>, id: RightId, words: &Words) -> Result<Verdict<Did>, Fault> {
    let (found, wrapped, grant) = match held(tx, id, Action::AnswerRight)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if found.standing.answered_at.is_some() {
        return Ok(Verdict::Given(Did::Before));
    }
    let words = sealed(tx, (found.member, &wrapped), (id, "answer_sealed"), words)?;
    let at = [Arg::Int(tx.now().millis())];
    let said = [Arg::Bytes(&words)];
    tx.run(ANSWER, &[at.as_slice(), &key(&id), &said].concat())?;
    if found.standing.due_at <= tx.now() && tx.run(LATE, &[at.as_slice(), &key(&id)].concat())? == 1
    {
        // Whatever comes first, the clock or this: that it was late is written down once.
        let due = found.standing.due_at.millis();
        let draft = Draft::system(EventKind::RightLate, "rights");
        entry::write(tx, &draft.detail(format!("right={id} due={due}")), &[])?;
    }
    let due = found.standing.due_at.millis();
    tell(tx, &found, (Message::RightAnswered, due))?;
    wrote(tx, &found, EventKind::RightAnswered, &grant)?;
    Ok(Verdict::Given(Did::Yes))
}

fn key(id: &RightId) -> [Arg<'_>; 2] {
    [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())]
}

fn tell(tx: &mut Tx<'_, '_>, found: &Kept, (message, due): (Message, i64)) -> Result<(), Fault> {
    let vars = format!("at={} due={due}", found.standing.asked_at.millis());
    outbox::put(tx, message, To::Member(found.member), &vars)
}

fn wrote(tx: &mut Tx<'_, '_>, found: &Kept, kind: EventKind, grant: &Grant) -> Result<(), Fault> {
    let subject = entry::subject_of(tx, found.member, "")?;
    let detail = format!(
        "right={} what={}",
        found.standing.id,
        found.standing.kind.code()
    );
    entry::write(tx, &Draft::act(kind, grant).detail(detail), &subject)
}

const OPEN: &str = "select id, due_at from right_asked where member = $1 and answered_at is null order by asked_at, id limit 20";

/// What a member asked for goes with them when they are forgotten; that something went unanswered is written down, and when it was due.
pub(crate) fn end_with(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    let open = tx.all(OPEN, &[Arg::Bytes(member.as_bytes())], |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| shape("right_asked"))?;
        Ok((RightId::from_bytes(id), row.int(1)?))
    })?;
    for (id, due) in open {
        let draft = Draft::system(EventKind::RightEnded, "rights");
        entry::write(tx, &draft.detail(format!("right={id} due={due}")), &[])?;
    }
    Ok(())
}
