//! What waits for an answer: masked, what is due first on top; and one request's words.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, RightId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Refusal, Resource};

use super::{Kept, Standing, kept};
use crate::answers::{Key, records};
use crate::desk::sealed_row;
use crate::disclose::{Recorded, Sealed};
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::members::whose_resource;
use crate::own_page::nobody;
use crate::personal::{HITS_MAX, Hits, RightWords};
use crate::roll::hand;
use crate::tx::{Tx, Verdict};

/// One request that waits.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    /// How it stands.
    pub standing: Standing,
    /// The place of its member among the hits; none where nothing of them may be shown.
    pub hit: Option<usize>,
}

/// A page of them.
pub struct Queue {
    /// At most twenty, what is due first on top.
    pub waiting: Vec<Waiting>,
    /// The members, masked.
    pub hits: Recorded<Hits>,
    /// How many are late.
    pub late: u64,
    /// Where the next page begins.
    pub after: Option<After>,
}

/// A place in the queue. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    due: Moment,
    id: RightId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (due, id) = text.split_once('-')?;
        Some(Self {
            due: Moment::from_millis(due.parse().ok()?),
            id: RightId::parse(id).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.due.millis(), self.id)
    }
}

const OPEN: &str = "select id, member, kind, asked_at, due_at, acknowledged_at, extended_at, answered_at, late_at, said_sealed, why_sealed, answer_sealed, covered from right_asked where answered_at is null and (due_at, id) > ($1, $2) order by due_at, id limit $3";
const LATE: &str = "select count(*) from right_asked where answered_at is null and due_at <= $1";

/// How many members were not answered in time and wait still, for the first page of whoever answers; nothing for anybody else.
pub fn late(tx: &mut Tx<'_, '_>) -> Result<u64, Fault> {
    if !tx.reaches(&Resource::Organisation, &[Action::SeeRights])? {
        return Ok(0);
    }
    let late = tx.one(LATE, &[Arg::Int(tx.now().millis())], |row| row.int(0))?;
    Ok(late.and_then(|late| u64::try_from(late).ok()).unwrap_or(0))
}

/// How many wait for somebody, and by when the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// How many.
    pub count: u64,
    /// What is due first; none where nothing waits.
    pub first: Option<Moment>,
}

const QUEUED: &str = "select count(*), min(due_at) from right_asked where answered_at is null";

/// How many members wait for an answer, for the first page of whoever answers; none for anybody else.
pub fn queued(tx: &mut Tx<'_, '_>) -> Result<Option<Queued>, Fault> {
    if !tx.reaches(&Resource::Organisation, &[Action::SeeRights])? {
        return Ok(None);
    }
    tx.one(QUEUED, &[], |row| {
        Ok(Queued {
            count: u64::try_from(row.int(0)?).unwrap_or(0),
            first: row.opt_int(1)?.map(Moment::from_millis),
        })
    })
}

/// Shows a page of what waits.
pub fn queue(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<Queue>, Fault> {
    let grant = match tx.ask(Action::SeeRights, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (due, id) = after.map_or((i64::MIN, Vec::new()), |after| {
        (after.due.millis(), after.id.as_bytes().to_vec())
    });
    let limit = i64::try_from(HITS_MAX).unwrap_or(0).saturating_add(1);
    let args = [Arg::Int(due), Arg::Bytes(&id), Arg::Int(limit)];
    let mut found = tx.all(OPEN, &args, kept)?;
    let is_more = found.len() > HITS_MAX;
    found.truncate(HITS_MAX);
    let after = found.last().filter(|_| is_more).map(|last| After {
        due: last.standing.due_at,
        id: last.standing.id,
    });
    let (mut waiting, mut rows) = (Vec::new(), Vec::new());
    for one in found {
        let row = sealed_row(tx, one.member)?;
        let hit = row.is_some().then_some(rows.len());
        rows.extend(row);
        waiting.push(Waiting {
            standing: one.standing,
            hit,
        });
    }
    let late = tx.one(LATE, &[Arg::Int(tx.now().millis())], |row| row.int(0))?;
    let detail = format!("requests={}", waiting.len());
    let draft = Draft::act(EventKind::RightsShown, &grant).detail(detail);
    let hits = tx.record_as(draft, Sealed::<Hits>::new(rows))?;
    Ok(Verdict::Given(Queue {
        waiting,
        hits,
        late: late.and_then(|late| u64::try_from(late).ok()).unwrap_or(0),
        after,
    }))
}

/// One request with its words.
pub struct Read {
    /// How it stands.
    pub standing: Standing,
    /// The words.
    pub words: Recorded<RightWords>,
    /// The member, masked; none where nothing of them may be shown.
    pub hit: Option<Recorded<Hits>>,
    /// Whether there is an e-mail address to which the letters about it go.
    pub has_email: bool,
}

/// Reads one request.
pub fn read(tx: &mut Tx<'_, '_>, id: RightId) -> Result<Verdict<Read>, Fault> {
    let (found, key, grant) = match held(tx, id, Action::ReadRight)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (standing, member) = (found.standing, found.member);
    let detail = format!("right={id}");
    let draft = Draft::act(EventKind::RightRead, &grant).detail(detail);
    let words = Sealed::<RightWords>::new(vec![found.row(&key)]);
    let words = tx.record_as(draft.clone(), words)?;
    let has_email = hand::seen(tx, member)?.is_some_and(|whole| whole.row.email.is_some());
    let row = sealed_row(tx, member)?;
    let hit = row
        .map(|row| tx.record_as(draft, Sealed::<Hits>::new(vec![row])))
        .transpose()?;
    Ok(Verdict::Given(Read {
        standing,
        words,
        hit,
        has_email,
    }))
}

const ONE: &str = "select id, member, kind, asked_at, due_at, acknowledged_at, extended_at, answered_at, late_at, said_sealed, why_sealed, answer_sealed, covered from right_asked where bucket = $1 and id = $2 {for_update}";

/// A request with its member's key, held, and the grant for what is to be done to it. Nobody answers their own.
pub(super) fn held(
    tx: &mut Tx<'_, '_>,
    id: RightId,
    action: Action,
) -> Result<Result<(Kept, Key, switchboard_rules::policy::Grant), Refusal>, Fault> {
    // Whoever may see none of them isn't told whether there is one.
    if let Err(refusal) = tx.ask(Action::SeeRights, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Err(refusal));
    }
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let member = tx.one(MEMBER_OF, &args, |row| {
        crate::session::id16(row.bytes(0)?).ok_or_else(|| crate::desk::shape("right_asked"))
    })?;
    let Some(member) = member.map(MemberId::from_bytes) else {
        return Ok(Err(nobody()));
    };
    let account = tx.account()?;
    let whose = whose_resource(tx, member, account)?;
    let grant = match tx.ask(action, &whose, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let records = records(tx, member)?;
    let key = records.into_iter().find(|(one, _)| *one == member);
    let found = tx.one(ONE, &args, kept)?;
    Ok(match (found, key) {
        (Some(found), Some((_, key))) => Ok((found, key, grant)),
        _ => Err(nobody()),
    })
}

const MEMBER_OF: &str = "select member from right_asked where bucket = $1 and id = $2";
