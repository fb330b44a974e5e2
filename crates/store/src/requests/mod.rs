//! What takes two people: one asks and says why, somebody else decides, and what was asked for is done in the decider's
//! own transaction, or begun by it.
//!
//! ```text
//! ask ─▶ waiting ─▶ decide ─▶ acts::carry_out ─▶ done     (or refused, withdrawn, lapsed)
//!                                   └─ begun ─▶ carry_on, by a job ─▶ done
//! ```
//! Every step is an entry. Policy is asked for both: for whoever decides, and, when they say yes, once more for whoever
//! asked, who must still be one who may ask. `docs/adding-a-request.md` says how a kind is added.

mod acts;
mod alone;
mod asking;
mod deciding;
mod jobs;
mod listing;

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::{AccountId, MemberId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Grant, Resource};
use switchboard_rules::request::{Kind, Request, State};

use crate::answers;
use crate::branches;
use crate::desk::shape;
use crate::disclose::SealedRow;
use crate::door;
use crate::duplicates::alias;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft, SubjectPart};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::leaving;
use crate::licences;
use crate::personal::{Petition, masked};
use crate::seal::{SealError, SealKey, Spot};
use crate::session::id16;
use crate::tx::Tx;
use zeroize::Zeroizing;

pub(crate) use acts::By;
pub use acts::Outcome;
pub use alone::{Alone, finish_alone, may_wait, to_be_done_alone};
pub use asking::{Asked, Asking, Cannot, Second, ask};
pub use deciding::{Decided, Decision, decide, withdraw};
pub use jobs::{carry_on, lapse};
pub(crate) use jobs::{hold_of, lapse_of};
pub use listing::{After, Listed, OWN_MAX, RequestPage, WAITING_MAX, page};

/// What stands where a request is about no member.
pub(crate) const NOBODY: MemberId = MemberId::from_bytes([0; 16]);

/// A request as it lies in its table.
pub(crate) struct Filed {
    pub(crate) id: RequestId,
    pub(crate) request: Request,
    pub(crate) member: MemberId,
    pub(crate) about: String,
    pub(crate) asked_how: String,
    pub(crate) asked_at: Moment,
    pub(crate) decided_by: Option<AccountId>,
    pub(crate) decided_at: Option<Moment>,
    reason: Vec<u8>,
    decision: Vec<u8>,
    work: Option<(Vec<u8>, Vec<u8>)>,
}

const FILED: &str = "select id, kind, state, member, about, asked_by, asked_how, asked_at, until_at, decided_by, decided_at, reason_sealed, decision_sealed, work_sealed, work_at, alone_at from request where bucket = $1 and id = $2 {for_update}";

impl Filed {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("request"));
        let decided_by = row.opt_bytes(9)?.and_then(id16).map(AccountId::from_bytes);
        Ok(Self {
            id: RequestId::from_bytes(id(0)?),
            request: Request {
                kind: Kind::from_code(row.text(1)?).ok_or_else(|| shape("request"))?,
                asker: AccountId::from_bytes(id(5)?),
                until: Moment::from_millis(row.int(8)?),
                state: State::from_code(row.text(2)?).ok_or_else(|| shape("request"))?,
                alone_from: row.opt_int(15)?.map(Moment::from_millis),
            },
            member: MemberId::from_bytes(id(3)?),
            about: row.text(4)?.to_owned(),
            asked_how: row.text(6)?.to_owned(),
            asked_at: Moment::from_millis(row.int(7)?),
            decided_by,
            decided_at: row.opt_int(10)?.map(Moment::from_millis),
            reason: row.bytes(11)?.to_vec(),
            decision: row.opt_bytes(12)?.unwrap_or_default().to_vec(),
            work: row
                .opt_bytes(13)?
                .map(<[u8]>::to_vec)
                .zip(row.opt_bytes(14)?.map(<[u8]>::to_vec)),
        })
    }

    /// What policy is asked about whether whoever asked still may: of a member it hangs on where they stand now,
    /// which is where the record does that they go on under.
    pub(crate) fn asked_resource(&self, tx: &mut Tx<'_, '_>) -> Result<Resource, Fault> {
        let asker = self.request.asker;
        if self.request.kind == Kind::ForgetMember {
            let keeper = alias::keeper(tx, self.member)?;
            let stands = branches::stands_to_all(tx, keeper)?;
            return Ok(Resource::ForgetRequest { asker, stands });
        }
        Ok(self.resource(asker))
    }

    /// What policy is asked about whether `who` may decide it.
    pub(crate) fn resource(&self, who: AccountId) -> Resource {
        resource_of(self.request.kind, (self.request.asker, who), &self.about)
    }

    /// The words of an entry about this request.
    fn words(&self) -> String {
        words(self.id, self.request.kind, &self.about)
    }
}

/// What policy is asked about. A request for a role hangs on whose, which and where; one for a way back in on whose; one for an
/// agreed test on whether whoever is asked about is to test.
fn resource_of(kind: Kind, (asker, who): (AccountId, AccountId), about: &str) -> Resource {
    if kind == Kind::GrantLicence
        && let Some(resource) = licences::resource(about, asker, who)
    {
        return resource;
    }
    if kind == Kind::RecoverAccount
        && let Some(account) = door::account_in(about)
    {
        return Resource::AccountRequest { asker, account };
    }
    if kind == Kind::ReadAnswers
        && let Some(resource) = answers::resource(about, asker)
    {
        return resource;
    }
    if kind == Kind::WithdrawCampaign
        && let Some(resource) = leaving::resource(about, asker)
    {
        return resource;
    }
    match (kind, Giving::parse(about)) {
        (Kind::GrantTerm, Some(giving)) => Resource::TermRequest {
            asker,
            account: giving.account,
            role: giving.role,
            at: giving.at,
        },
        _ => Resource::Request { kind, asker },
    }
}

/// The words of an entry about a request. Whose record is to be opened stands in it: the ledger tells of each try; and so does which role
/// somebody is to be given.
fn words(id: RequestId, kind: Kind, about: &str) -> String {
    let words = format!("request={id} kind={}", kind.code());
    match kind {
        Kind::OpenRecord
        | Kind::GrantTerm
        | Kind::RecoverAccount
        | Kind::GrantLicence
        | Kind::ReadAnswers
        | Kind::WithdrawCampaign => {
            format!("{words} {about}")
        }
        Kind::ForgetMember | Kind::ChangeRetention | Kind::ChangeBackupKeep | Kind::ThawWorld => {
            words
        }
    }
}

/// Reads a request and holds it: whoever decides it at the same moment waits.
pub(crate) fn filed(tx: &mut Tx<'_, '_>, id: RequestId) -> Result<Option<Filed>, Fault> {
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(FILED, &key, Filed::read)
}

const WORK: &str = "work_sealed";
const KEEP_WORK: &str =
    "update request set work_sealed = $1, work_at = $2 where bucket = $3 and id = $4";

/// What was left, and where it stands.
pub(crate) type Work = (Zeroizing<Vec<u8>>, Vec<u8>);

/// What an act that goes on in slices left for the next one, and where it stands.
pub(crate) fn work(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<Option<Work>, Fault> {
    let Some((sealed, at)) = &filed.work else {
        return Ok(None);
    };
    let place = spot(WORK, filed.id.as_bytes());
    let plain = tx.world.keys.account.open(place, sealed)?;
    Ok(Some((plain, at.clone())))
}

/// Keeps what the next slice of an act must know; nothing when there is none.
pub(crate) fn keep_work(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    work: Option<(&[u8], &[u8])>,
) -> Result<(), Fault> {
    let (sealed, at) = match work {
        Some((plain, at)) => {
            let place = spot(WORK, filed.id.as_bytes());
            let sealed = tx.world.keys.account.seal(place, plain)?;
            (Value::Bytes(sealed), Value::Bytes(at.to_vec()))
        }
        None => (Value::Null, Value::Null),
    };
    let key = [
        Value::Int(filed.id.bucket()),
        Value::Bytes(filed.id.as_bytes().to_vec()),
    ];
    tx.later(KEEP_WORK, [vec![sealed, at], key.to_vec()].concat());
    Ok(())
}

const OTHERS: &str = "select id, kind, state, member, about, asked_by, asked_how, asked_at, until_at, decided_by, decided_at, reason_sealed, decision_sealed, work_sealed, work_at, alone_at from request where member = $1 and state = 'asked' and id <> $2 order by id limit 100 {for_update}";
const UNLINK: &str =
    "update request set member = $1, reason_sealed = $2, decision_sealed = null where member = $3";

/// Takes a forgotten member out of every request about them; what others asked about them lapses.
pub(crate) fn unlink(tx: &mut Tx<'_, '_>, member: MemberId, but: &[u8; 16]) -> Result<(), Fault> {
    let args = [Arg::Bytes(member.as_bytes()), Arg::Bytes(but)];
    for filed in tx.all(OTHERS, &args, Filed::read)? {
        let lapsed = filed.request.give_up().map_err(|_| Fault::Conflict)?;
        move_to(tx, filed.id, State::Asked, lapsed.state);
        let words = filed.words() + " why=forgotten";
        let draft = Draft::system(EventKind::RequestLapsed, "requests").detail(words);
        entry::write(tx, &draft, &[])?;
    }
    tx.later(
        UNLINK,
        vec![
            Value::Bytes(NOBODY.as_bytes().to_vec()),
            Value::Bytes(Vec::new()),
            Value::Bytes(member.as_bytes().to_vec()),
        ],
    );
    Ok(())
}

/// A member's wrapped key with its month.
type MemberKeyRow = (Vec<u8>, i64);

const KEY: &str = "select erase_key, key_month from member where bucket = $1 and id = $2 and length(erase_key) > 0";

/// The key of the member a request is about; none where it is about nobody, or about somebody who is forgotten.
fn member_key(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<MemberKeyRow>, Fault> {
    if member == NOBODY {
        return Ok(None);
    }
    let key = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(KEY, &key, |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)))
}

/// The member's part of an entry about a request, where there is a member.
fn subject(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<SubjectPart>, Fault> {
    let Some((erase_key, month)) = member_key(tx, member)? else {
        return Ok(Vec::new());
    };
    let part = entry::subject(tx.world, *member.as_bytes(), month, &erase_key, None, "")?;
    Ok(vec![part])
}

/// Queues the entry of a step that somebody took under a grant.
fn step(tx: &mut Tx<'_, '_>, kind: EventKind, grant: &Grant, filed: &Filed) -> Result<(), Fault> {
    let subjects = subject(tx, filed.member)?;
    let draft = Draft::act(kind, grant).detail(filed.words());
    entry::write(tx, &draft, &subjects)
}

const MOVE: &str =
    "update request set state = $1, ended_at = $2 where bucket = $3 and id = $4 and state = $5";

/// Queues the move from one state to another; whoever was faster makes the closure run again.
fn move_to(tx: &mut Tx<'_, '_>, id: RequestId, from: State, to: State) {
    let ended = if to.is_over() {
        Value::Int(tx.now().millis())
    } else {
        Value::Null
    };
    let args = vec![
        Value::Text(to.code().to_owned()),
        ended,
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
        Value::Text(from.code().to_owned()),
    ];
    tx.later_expect(1, MOVE, args);
}

/// Where a request's texts are sealed.
fn spot<'a>(column: &'static str, id: &'a [u8]) -> Spot<'a> {
    Spot {
        table: "request",
        column,
        row: id,
    }
}

const REASON: &str = "reason_sealed";
const DECISION: &str = "decision_sealed";

/// Seals a text about a request: under the member's own key, so that it is forgotten with them.
fn seal(
    tx: &mut Tx<'_, '_>,
    member: Option<(MemberId, &MemberKeyRow)>,
    column: &'static str,
    id: RequestId,
    text: &str,
) -> Result<Vec<u8>, Fault> {
    let keys = &tx.world.keys;
    let place = spot(column, id.as_bytes());
    Ok(match member {
        Some((member, (erase_key, month))) => keys
            .member(member.as_bytes(), *month, erase_key)?
            .own()
            .seal(place, text.as_bytes())?,
        None => keys.account.seal(place, text.as_bytes())?,
    })
}

/// A request's texts as they are handed to the typestate: its id, the length of the reason, the reason, the decision.
fn sealed_texts(filed: &Filed) -> Vec<u8> {
    [sealed_reason(filed).as_slice(), &filed.decision].concat()
}

/// The same without the decision.
fn sealed_reason(filed: &Filed) -> Vec<u8> {
    let length = u32::try_from(filed.reason.len()).unwrap_or(0).to_be_bytes();
    [filed.id.as_bytes().as_slice(), &length, &filed.reason].concat()
}

/// A row about nobody.
fn row_of_nobody() -> SealedRow {
    SealedRow {
        member: *NOBODY.as_bytes(),
        month: 0,
        erase_key: Vec::new(),
        row_key: Vec::new(),
        name: Vec::new(),
        phones: Vec::new(),
        rest: Vec::new(),
        branch: String::new(),
        language: String::new(),
        ended: false,
        card: None,
        only: None,
    }
}

/// Opens one request's member and reasons.
pub(crate) fn open(keys: &Keys, row: &SealedRow) -> Result<Petition, SealError> {
    let (id, rest) = row.rest.split_at_checked(16).ok_or(SealError::Short)?;
    let (length, rest) = rest.split_at_checked(4).ok_or(SealError::Short)?;
    let length = <[u8; 4]>::try_from(length).map_err(|_| SealError::Short)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| SealError::Short)?;
    let (reason, decision) = rest.split_at_checked(length).ok_or(SealError::Short)?;
    if row.member == *NOBODY.as_bytes() {
        return Ok(Petition {
            member: None,
            reason: text(&keys.account, REASON, id, reason)?,
            decision: text(&keys.account, DECISION, id, decision)?,
        });
    }
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let has_name = !row.name.is_empty();
    Ok(Petition {
        member: has_name.then(|| masked(keys, row)).transpose()?,
        reason: text(key.own(), REASON, id, reason)?,
        decision: text(key.own(), DECISION, id, decision)?,
    })
}

fn text(
    key: &SealKey,
    column: &'static str,
    id: &[u8],
    sealed: &[u8],
) -> Result<String, SealError> {
    if sealed.is_empty() {
        return Ok(String::new());
    }
    let plain = key.open(spot(column, id), sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}
