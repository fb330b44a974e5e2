//! Who is behind an act: sessions by hashed token, terms as they stand in this very transaction.

mod terms;

use sha2::{Digest, Sha256};
use switchboard_rules::freeze::Standing;
use switchboard_rules::ids::{AccountId, BankId, BranchId, CampaignId, ContestId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::seat::{covered_member_seat, member_seat, seat, session_at};
use switchboard_rules::policy::{Actor, Opened, Scope, Session, Since, Term};

use self::terms::{HELD, SEEN, Terms, read_term};
use crate::desk::Ticket;
use crate::engine::{Arg, Raw, Rows, Stmt, Value, stmt};
use crate::fault::Fault;
use crate::freezes::{in_force_asked, in_force_read};
use crate::licences::{Lets, lets, lets_asked};
use crate::own_page::{self, OwnKey, Sight};
use crate::seal::{SealError, fresh, hex};
use crate::world::Inner;

/// The bearer's secret: account id and 32 random bytes, in hexadecimal. Only its hash is kept.
///
/// The account's id stands in it so that session, terms and budget can be read in one round trip; it tells its bearer
/// nothing that is not theirs.
pub struct Token(String);

impl Token {
    pub(crate) fn fresh(account: AccountId) -> Result<Self, SealError> {
        let secret: [u8; 32] = fresh()?;
        Ok(Self(
            hex(&[account.as_bytes().as_slice(), &secret].concat()),
        ))
    }

    /// The text that goes into the cookie or the header, and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Whose token this is said to be, and its hash: what a request carries into the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey {
    account: AccountId,
    hash: [u8; 32],
}

impl SessionKey {
    /// Reads a cookie's or header's text. A text of another shape is a stranger's.
    pub fn of(text: &str) -> Option<Self> {
        if text.len() != 96
            || !text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        {
            return None;
        }
        let mut account = [0_u8; 16];
        for (at, byte) in account.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self {
            account: AccountId::from_bytes(account),
            hash: Sha256::digest(text.as_bytes()).into(),
        })
    }

    /// Whose session this is said to be; the store checks it before anything is done.
    pub fn account(&self) -> AccountId {
        self.account
    }

    pub(crate) fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// Whether a change of the feed names this session.
    pub fn is_named(&self, reference: &[u8]) -> bool {
        self.hash == reference
    }

    pub(crate) fn bucket(&self) -> i64 {
        switchboard_rules::ids::bucket_of(&self.hash)
    }

    /// A value that a form of this session carries against cross-site requests; it tells nothing about the token.
    pub fn form_proof(&self) -> String {
        let digest = Sha256::new()
            .chain_update(b"form\0")
            .chain_update(self.hash)
            .finalize();
        hex(digest.get(..16).unwrap_or_default())
    }
}

/// Who asks for an act.
#[derive(Debug, Clone)]
pub enum Auth {
    /// Somebody with a session or an API token.
    Session(SessionKey),
    /// The operator, at the machine's console.
    Console,
    /// Somebody whose session may be over, with the ticket of one card: may only say what came of it.
    Ticket(Ticket),
    /// A member before their own page: no account, no role.
    Member(OwnKey),
    /// One of the system's own jobs. It has no actor: policy gives it nothing.
    Job(&'static str),
}

/// What a transaction knows of the one behind it.
pub(crate) struct Seat {
    account: AccountId,
    opened: &'static str,
    actor: Option<Actor>,
    terms: Vec<Term>,
    state: Session,
    member: Option<MemberId>,
    key: Option<SessionKey>,
    vouched: Option<AccountId>,
    /// What the account is called, sealed; empty where no account was read.
    label: Vec<u8>,
    since: Since,
    expires_at: Moment,
    pub(crate) created_at: Moment,
    /// The agreed tests that run for the account now; none where they weren't read.
    pub(crate) lets: Option<Vec<Lets>>,
    /// Whatever stands still now, whoever's it is; none where it wasn't read.
    pub(crate) frozen: Option<Vec<Standing>>,
}

const TOUCH_AFTER: Span = Span::minutes(1);
const DAY: Span = Span::days(1);

/// Marks a session as seen. Rarely: once a minute is enough for an idle limit, and once a day for a program's token.
pub(crate) const TOUCH: &str =
    "update session set seen_at = $1 where bucket = $2 and token_hash = $3";

impl Seat {
    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    pub(crate) fn opened(&self) -> &'static str {
        self.opened
    }

    pub(crate) fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// The member before their own page, where that is who asks.
    pub(crate) fn member(&self) -> Option<MemberId> {
        self.member
    }

    /// Whether the member before their own page has it by an officer's code.
    pub(crate) fn is_covered(&self) -> bool {
        self.actor.as_ref().is_some_and(Actor::is_covered)
    }

    /// Who vouched for whoever opened the session, by the code that they handed them.
    pub(crate) fn vouched(&self) -> Option<AccountId> {
        self.vouched
    }

    /// What whoever asks is called, sealed under the account key.
    pub(crate) fn label(&self) -> &[u8] {
        &self.label
    }

    /// Whether the session still runs.
    pub(crate) fn runs(&self) -> bool {
        self.state != Session::Ended
    }

    /// How the session stands.
    pub(crate) fn state(&self) -> Session {
        self.state
    }

    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whoever is behind the act as they will be at `then`, if nothing but time passes; none where no session is.
    pub(crate) fn actor_at(&self, then: Moment) -> Option<Actor> {
        self.key?;
        let opened = Opened::from_text(self.opened)?;
        let state = if self.runs() && then < self.expires_at {
            session_at(opened, &self.terms, &self.since, then)
        } else {
            Session::Ended
        };
        Some(seat(self.account, opened, self.terms.clone(), state))
    }

    /// The arguments of [`TOUCH`], if it is time.
    pub(crate) fn touch(&self, now: Moment) -> Option<Vec<Value>> {
        let key = self.key?;
        if !self.runs() || self.actor.is_none() {
            return None;
        }
        let seen_at = if self.opened == Opened::Program.text() {
            // Of a program's token is kept on which day it was used last, and nothing finer.
            let today =
                Moment::from_millis(now.millis() - now.millis().rem_euclid(DAY.as_millis()));
            (self.since.seen_at < today).then_some(today)?
        } else {
            (now.since(self.since.seen_at) >= TOUCH_AFTER).then_some(now)?
        };
        Some(vec![
            Value::Int(seen_at.millis()),
            Value::Int(key.bucket()),
            Value::Bytes(key.hash.to_vec()),
        ])
    }
}

/// A session and the account it is said to be of; no row where either is unknown.
const SESSION: &str = "select s.opened, s.seen_at, s.expires_at, s.ended_at, a.created_at, a.ended_at, s.opened_at, s.shown_at, s.vouched, a.label_sealed from session s join account a on a.bucket = $3 and a.id = s.account where s.bucket = $1 and s.token_hash = $2 and s.account = $4";
/// Who a session belongs to, for a page's menu; never for an act.
pub(crate) fn look(raw: &mut Raw<'_>, key: SessionKey, now: Moment) -> Result<Seat, Fault> {
    Ok(load_session(raw, key, now, &SEEN, &[])?.0)
}

pub(crate) fn load(
    world: &Inner,
    raw: &mut Raw<'_>,
    auth: &Auth,
    now: Moment,
    extra: &[Stmt<'_>],
) -> Result<(Seat, Vec<Rows>), Fault> {
    match auth {
        Auth::Session(key) => load_session(raw, *key, now, &HELD, extra),
        Auth::Console => {
            // No role: what the console may do it may do as the console, and members it may not see.
            let actor = seat(SYSTEM, Opened::Console, Vec::new(), Session::Running);
            Ok((
                bare(Opened::Console.text(), Some(actor)),
                gather_extra(raw, extra)?,
            ))
        }
        Auth::Ticket(ticket) => {
            let mut seat_of = bare(Opened::Code.text(), None);
            seat_of.account = ticket.account;
            if ticket.is_ours(world) {
                seat_of.actor = Some(seat(
                    ticket.account,
                    Opened::Code,
                    Vec::new(),
                    Session::Ended,
                ));
            }
            Ok((seat_of, gather_extra(raw, extra)?))
        }
        Auth::Member(key) => {
            let found = own_page::member_of(raw, *key, now)?;
            let actor = found.map(|(member, sight)| match sight {
                Sight::Whole => member_seat(SYSTEM, member, Session::Running),
                Sight::Covered => covered_member_seat(SYSTEM, member, Session::Running),
            });
            let member = found.map(|(member, _)| member);
            let mut seat_of = bare(Opened::Member.text(), actor);
            seat_of.member = member;
            Ok((seat_of, gather_extra(raw, extra)?))
        }
        Auth::Job(name) => Ok((bare(name, None), gather_extra(raw, extra)?)),
    }
}

/// The job that gives entries their places: what it writes is waited for by everybody who looks at the log.
pub(crate) const SEQUENCER: &str = "sequencer";

/// The account under which the system's own history stands.
pub const SYSTEM: AccountId = AccountId::from_bytes([0; 16]);

fn bare(opened: &'static str, actor: Option<Actor>) -> Seat {
    let never = Moment::from_millis(0);
    Seat {
        account: SYSTEM,
        opened,
        state: if actor.is_some() {
            Session::Running
        } else {
            Session::Ended
        },
        actor,
        terms: Vec::new(),
        member: None,
        key: None,
        vouched: None,
        label: Vec::new(),
        since: Since {
            opened_at: never,
            seen_at: never,
            shown_at: never,
        },
        expires_at: never,
        created_at: never,
        lets: None,
        frozen: None,
    }
}

fn gather_extra(raw: &mut Raw<'_>, extra: &[Stmt<'_>]) -> Result<Vec<Rows>, Fault> {
    if extra.is_empty() {
        Ok(Vec::new())
    } else {
        raw.gather(extra)
    }
}

fn load_session(
    raw: &mut Raw<'_>,
    key: SessionKey,
    now: Moment,
    terms: &Terms,
    extra: &[Stmt<'_>],
) -> Result<(Seat, Vec<Rows>), Fault> {
    let account = key.account;
    let by_hash = [Arg::Int(key.bucket()), Arg::Bytes(&key.hash)];
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_both = [by_hash, by_account].concat();
    let mut batch = vec![
        stmt(SESSION, &by_both),
        stmt(terms.any, &by_account),
        lets_asked(&account, now),
        in_force_asked(now),
    ];
    batch.extend(extra.iter().cloned());
    let mut rows = raw.gather(&batch)?.into_iter();
    let (Some(session), Some(any), Some(running), Some(frozen)) =
        (rows.next(), rows.next(), rows.next(), rows.next())
    else {
        return Err(Fault::NoSeat);
    };
    let terms = terms.count(raw, any, &by_account)?;
    let mut seat = seated(key, now, &session, &terms)?;
    let running = running.iter().map(|row| lets(&row));
    let running = running.collect::<Result<Vec<_>, Fault>>()?;
    seat.lets = Some(running.into_iter().flatten().collect());
    seat.frozen = Some(in_force_read(&frozen, now)?);
    Ok((seat, rows.collect()))
}

fn seated(key: SessionKey, now: Moment, session: &Rows, terms: &Rows) -> Result<Seat, Fault> {
    let mut seat_of = bare(Opened::Code.text(), None);
    seat_of.account = key.account;
    let Some(session) = session.first() else {
        return Ok(seat_of);
    };
    let Some(opened) = Opened::from_text(session.text(0)?) else {
        return Ok(seat_of);
    };
    let is_open = session.opt_int(3)?.is_none()
        && session.int(2)? > now.millis()
        && session.opt_int(5)?.is_none();
    let since = Since {
        opened_at: Moment::from_millis(session.int(6)?),
        seen_at: Moment::from_millis(session.int(1)?),
        shown_at: Moment::from_millis(session.int(7)?),
    };
    let terms = terms
        .iter()
        .map(|row| read_term(&row))
        .collect::<Result<Vec<_>, Fault>>()?;
    let terms: Vec<Term> = terms.into_iter().flatten().collect();
    let state = if is_open {
        session_at(opened, &terms, &since, now)
    } else {
        Session::Ended
    };
    Ok(Seat {
        account: key.account,
        opened: opened.text(),
        actor: Some(seat(key.account, opened, terms.clone(), state)),
        terms,
        state,
        member: None,
        key: Some(key),
        vouched: session
            .opt_bytes(8)?
            .and_then(id16)
            .map(AccountId::from_bytes),
        label: session.opt_bytes(9)?.unwrap_or_default().to_vec(),
        since,
        expires_at: Moment::from_millis(session.int(2)?),
        created_at: Moment::from_millis(session.int(4)?),
        lets: None,
        frozen: None,
    })
}

const ACCOUNT: &str = "select ended_at from account where bucket = $1 and id = $2";

/// Somebody who is not behind this act, as they stand in this transaction: whether they may still do what they asked for.
/// Whether they are signed in just now doesn't matter; an account that has ended does.
pub(crate) fn somebody(
    raw: &mut Raw<'_>,
    account: AccountId,
    opened: &str,
) -> Result<Option<Actor>, Fault> {
    let Some(opened) = Opened::from_text(opened) else {
        return Ok(None);
    };
    if opened == Opened::Console {
        let actor = seat(SYSTEM, opened, Vec::new(), Session::Running);
        return Ok((account == SYSTEM).then_some(actor));
    }
    let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let mut rows = raw
        .gather(&[stmt(ACCOUNT, &key), stmt(HELD.any, &key)])?
        .into_iter();
    let (Some(found), Some(any)) = (rows.next(), rows.next()) else {
        return Err(Fault::NoSeat);
    };
    let terms = HELD.count(raw, any, &key)?;
    let state = match found.first() {
        Some(row) if row.opt_int(0)?.is_none() => Session::Running,
        _ => Session::Ended,
    };
    let terms = terms
        .iter()
        .map(|row| read_term(&row))
        .collect::<Result<Vec<_>, Fault>>()?;
    let terms = terms.into_iter().flatten().collect();
    Ok(Some(seat(account, opened, terms, state)))
}

/// A scope as two columns.
pub(crate) fn scope_columns(scope: Scope) -> (&'static str, Vec<u8>) {
    match scope {
        Scope::Organisation => ("organisation", vec![0; 16]),
        Scope::Branch(id) => ("branch", id.as_bytes().to_vec()),
        Scope::Contest(id) => ("contest", id.as_bytes().to_vec()),
        Scope::Campaign(id) => ("campaign", id.as_bytes().to_vec()),
        Scope::Bank(id) => ("bank", id.as_bytes().to_vec()),
    }
}

pub(crate) fn read_scope(kind: &str, id: &[u8]) -> Option<Scope> {
    let id = id16(id)?;
    match kind {
        "organisation" => Some(Scope::Organisation),
        "branch" => Some(Scope::Branch(BranchId::from_bytes(id))),
        "contest" => Some(Scope::Contest(ContestId::from_bytes(id))),
        "campaign" => Some(Scope::Campaign(CampaignId::from_bytes(id))),
        "bank" => Some(Scope::Bank(BankId::from_bytes(id))),
        _ => None,
    }
}

/// Sixteen bytes, if there are sixteen.
pub(crate) fn id16(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}
