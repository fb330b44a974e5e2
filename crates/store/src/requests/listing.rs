//! What waits for a second person, and what one asked for oneself.

use switchboard_rules::answers::Purpose;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, MemberId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Resource};
use switchboard_rules::request::{Kind, State};

use super::{Filed, NOBODY, member_key, row_of_nobody, sealed_reason, sealed_texts};
use crate::answers;
use crate::branches;
use crate::desk::sealed_row;
use crate::disclose::{Recorded, Sealed, SealedRow};
use crate::door::{Owner, Wanted};
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::leaving;
use crate::personal::Petitions;
use crate::session::SYSTEM;
use crate::tx::{Tx, Verdict};

/// The most requests of others on one page.
pub const WAITING_MAX: usize = 10;
/// The most of one's own on one page: with those that wait no more than twenty members.
pub const OWN_MAX: usize = 10;

/// One request without its member and its reasons.
#[derive(Clone)]
pub struct Listed {
    /// The request.
    pub id: RequestId,
    /// What is asked for.
    pub kind: Kind,
    /// What else it is about, as `name=value` words.
    pub about: String,
    /// Whose record it would open, or whom it would let back in; none where it is about something else.
    pub owner: Option<Owner>,
    /// Which role it would give; none where it is about something else.
    pub giving: Option<Wanted>,
    /// Whose answers it would open, and what for; none where it is about something else.
    pub answers: Option<(answers::Choice, Purpose)>,
    /// Which campaign it would take out of its contest, and that contest's name; none where it is about something else.
    pub campaign: Option<(String, String)>,
    /// How it stands.
    pub state: State,
    /// The label of whoever asked; none for the operator at the console.
    pub asked_by: Option<String>,
    /// When.
    pub asked_at: Moment,
    /// Until when it can be decided.
    pub until: Moment,
    /// From when on whoever asked may do it alone; none where it waits for a second person.
    pub alone_from: Option<Moment>,
    /// Whether the reader may approve it, not only refuse it.
    pub can_approve: bool,
    /// The label of whoever decided, and when.
    pub decided: Option<(String, Moment)>,
}
says_only_its_name!(Listed);

/// A page of requests.
pub struct RequestPage {
    /// What this account may decide, oldest first; a program's, what its holder may.
    pub waiting: Vec<Listed>,
    /// What it asked for itself, newest first.
    pub own: Vec<Listed>,
    /// Members and reasons: first of those that wait, then of one's own, each where its request stands.
    pub petitions: Recorded<Petitions>,
    /// Where the next page of those that wait begins, if there is one.
    pub after: Option<After>,
}

/// A place among those that wait. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    at: Moment,
    id: RequestId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            id: RequestId::parse(id).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.id)
    }
}

const WAITING: &str = "select id, kind, state, member, about, asked_by, asked_how, asked_at, until_at, decided_by, decided_at, reason_sealed, decision_sealed, work_sealed, work_at, alone_at from request where state = 'asked' and (asked_at, id) > ($1, $2) and asked_by <> $3 and until_at > $4 order by asked_at, id limit $5";
const OWN: &str = "select id, kind, state, member, about, asked_by, asked_how, asked_at, until_at, decided_by, decided_at, reason_sealed, decision_sealed, work_sealed, work_at, alone_at from request where asked_by = $1 order by asked_at desc limit $2";

/// Shows what this account may decide and what it asked for; each member is recorded before anything of them is opened.
pub fn page(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<RequestPage>, Fault> {
    let grant = match tx.ask(Action::SeeRequests, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let (waiting, after) = waiting(tx, account, after)?;
    let own = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(i64::try_from(OWN_MAX).unwrap_or(0)),
    ];
    let own = tx.all(OWN, &own, Filed::read)?;
    let mut rows = Vec::with_capacity(waiting.len() + own.len());
    for filed in &waiting {
        rows.push(row(tx, filed)?);
    }
    for filed in &own {
        rows.push(own_row(tx, filed)?);
    }
    let petitions = tx.record(&grant, EventKind::RequestsShown, Sealed::new(rows))?;
    Ok(Verdict::Given(RequestPage {
        waiting: listed(tx, waiting)?,
        own: listed(tx, own)?,
        petitions,
        after,
    }))
}

/// Those of the next ten that this account may decide.
fn waiting(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    after: Option<After>,
) -> Result<(Vec<Filed>, Option<After>), Fault> {
    let (at, id) = after.map_or((i64::MIN, Vec::new()), |after| {
        (after.at.millis(), after.id.as_bytes().to_vec())
    });
    let args = [
        Arg::Int(at),
        Arg::Bytes(&id),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(i64::try_from(WAITING_MAX).unwrap_or(0).saturating_add(1)),
    ];
    let mut found = tx.all(WAITING, &args, Filed::read)?;
    let is_more = found.len() > WAITING_MAX;
    found.truncate(WAITING_MAX);
    let after = found.last().filter(|_| is_more).map(|last| After {
        at: last.asked_at,
        id: last.id,
    });
    let mut mine = Vec::with_capacity(found.len());
    for filed in found {
        if concerns(tx, &filed)? {
            mine.push(filed);
        }
    }
    Ok((mine, after))
}

/// Whether the reader may decide it, or at least refuse what is to be done alone. A program sees what waits for its holder, who
/// decides it by hand; and whoever showed too long ago who they are sees it before they show it again.
fn concerns(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<bool, Fault> {
    let actions: &[Action] = match filed.request.alone_from {
        Some(_) => &[Action::DecideRequest, Action::RefuseAlone],
        None => &[Action::DecideRequest],
    };
    let resource = filed.resource(tx.account()?);
    tx.reaches_but(&resource, actions, &[Reason::ByHand, Reason::ShowAgain])
}

fn row(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<SealedRow, Fault> {
    let known = match member_key(tx, filed.member)? {
        None => None,
        // While nobody looks at the roll, it is decided by what is asked and why.
        Some(_) => shown(tx, filed.member)?,
    };
    let mut row = match known {
        Some(row) => row,
        None => row_without_member(tx, filed)?,
    };
    row.rest = sealed_texts(filed);
    Ok(row)
}

/// What one asked for oneself. Of a member who is out of reach by now nothing is shown: neither who it is, nor what somebody said
/// of them who reaches them.
fn own_row(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<SealedRow, Fault> {
    if filed.member != NOBODY {
        let keeper = alias::keeper(tx, filed.member)?;
        if !branches::is_found(tx, keeper)? {
            return row_without_member(tx, filed);
        }
    }
    row(tx, filed)
}

fn row_without_member(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<SealedRow, Fault> {
    let mut row = match member_key(tx, filed.member)? {
        None => row_of_nobody(),
        Some((erase_key, month)) => SealedRow {
            member: *filed.member.as_bytes(),
            month,
            erase_key,
            ..row_of_nobody()
        },
    };
    row.rest = sealed_reason(filed);
    Ok(row)
}

fn shown(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<SealedRow>, Fault> {
    if tx.is_reading_frozen()? {
        return Ok(None);
    }
    sealed_row(tx, member)
}

fn listed(tx: &mut Tx<'_, '_>, all: Vec<Filed>) -> Result<Vec<Listed>, Fault> {
    let me = tx.account()?;
    let mut out = Vec::with_capacity(all.len());
    for filed in all {
        let (asker, resource) = (filed.request.asker, filed.resource(me));
        let deciders: Vec<AccountId> = filed.decided_by.into_iter().collect();
        let who: Vec<AccountId> = std::iter::once(asker).chain(deciders).collect();
        let mut labels = crate::door::labels(tx, &who)?.into_iter();
        let asked_by = labels.next().filter(|_| asker != SYSTEM);
        let owner = match filed.request.kind {
            Kind::OpenRecord | Kind::RecoverAccount => crate::door::owner(tx, &filed.about)?,
            Kind::ForgetMember
            | Kind::ChangeRetention
            | Kind::ChangeBackupKeep
            | Kind::ThawWorld
            | Kind::GrantTerm
            | Kind::GrantLicence
            | Kind::ReadAnswers
            | Kind::WithdrawCampaign => None,
        };
        let giving = match filed.request.kind {
            Kind::GrantTerm => crate::door::wanted(tx, &filed.about)?,
            Kind::ForgetMember
            | Kind::ChangeRetention
            | Kind::ChangeBackupKeep
            | Kind::ThawWorld
            | Kind::OpenRecord
            | Kind::RecoverAccount
            | Kind::GrantLicence
            | Kind::ReadAnswers
            | Kind::WithdrawCampaign => None,
        };
        let answers = match filed.request.kind {
            Kind::ReadAnswers => answers::named(tx, &filed.about)?,
            _ => None,
        };
        let campaign = match filed.request.kind {
            Kind::WithdrawCampaign => leaving::named(tx, &filed.about)?,
            _ => None,
        };
        out.push(Listed {
            id: filed.id,
            owner,
            giving,
            answers,
            campaign,
            kind: filed.request.kind,
            about: filed.about,
            state: filed.request.state,
            asked_by,
            asked_at: filed.asked_at,
            until: filed.request.until,
            alone_from: filed.request.alone_from,
            can_approve: tx.reaches_but(
                &resource,
                &[Action::DecideRequest],
                &[Reason::ShowAgain],
            )?,
            decided: labels.next().zip(filed.decided_at),
        });
    }
    Ok(out)
}
