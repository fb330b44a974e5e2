//! API tokens that somebody makes for programs that act as them (`docs/decisions/0053`).
//!
//! Such a token is a session of its own kind: whatever ends an account's sessions ends it, and whatever a session is refused it
//! is refused. Besides it does nothing that takes a person (`Action::takes_a_person`). Its secret is answered once, and kept as a
//! hash; what it is for is sealed, for it may name somebody.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, SessionId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::seat::session_at;
use switchboard_rules::policy::{
    Action, FRESH_FOR, Facts, Grant, Opened, Reason, Refusal, Resource, Session, Since, Stay,
};
use switchboard_rules::program::{Lasts, Name, PROGRAMS_MAX};

use super::accounts::vars;
use super::sessions::END;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::seal::Spot;
use crate::session::{SessionKey, Token, id16};
use crate::tx::{Tx, Verdict};

/// One of one's own API tokens that runs.
#[derive(Clone)]
pub struct OwnProgram {
    /// What it is named by; it opens nothing.
    pub id: SessionId,
    /// What it is for, in its holder's words.
    pub name: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it ends by itself at the latest.
    pub until: Moment,
    /// The beginning of the day, in UTC, on which it was used last; none where it wasn't used.
    pub used_on: Option<Moment>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// One's own API tokens, and how long one more could run.
pub struct Programs {
    /// Those that run, the newest first.
    pub list: Vec<OwnProgram>,
    /// How long a new one could run at the choice of whoever asks: shorter for whoever rings and does nothing else.
    pub choices: Vec<Lasts>,
}

/// An API token that was just made.
pub struct NewProgram {
    /// The secret, this once.
    pub token: Token,
    /// What it is for.
    pub name: String,
    /// When it ends by itself.
    pub until: Moment,
}
says_only_its_name!(OwnProgram, Programs, NewProgram);

/// What became of making an API token.
#[derive(Debug)]
pub enum MadeProgram {
    /// It runs.
    Made(NewProgram),
    /// Signing in was too long ago.
    SignInAgain,
    /// As many run as may.
    Full,
    /// Whoever rings and does nothing else has one for a day at most.
    TooLong,
}

/// What became of ending one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedProgram {
    /// It is over.
    Now,
    /// It was over before.
    Before,
}

/// More than there may be: nothing that runs is hidden.
const SHOWN_MAX: usize = 2 * PROGRAMS_MAX;

const RUNNING: &str = "select id, label_sealed, opened_at, seen_at, expires_at, token_hash, shown_at from session where account = $1 and opened = 'program' and ended_at is null and expires_at > $2 order by opened_at desc, id desc limit $3";

fn name_spot(id: &[u8; 16]) -> Spot<'_> {
    Spot {
        table: "session",
        column: "label_sealed",
        row: id,
    }
}

fn ask(tx: &mut Tx<'_, '_>, action: Action) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    tx.ask(action, &Resource::Account { account }, Facts::SHUT)
}

/// One that runs, as its row has it.
struct Row {
    id: [u8; 16],
    name: Vec<u8>,
    since: Since,
    expires_at: Moment,
    hash: Vec<u8>,
}

/// The account's tokens that run, by its roles of now.
fn running(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<Row>, Fault> {
    let (now, terms) = (tx.now(), tx.terms()?);
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
        Arg::Int(i64::try_from(SHOWN_MAX).unwrap_or(i64::MAX)),
    ];
    let mut rows = tx.all(RUNNING, &args, |row| {
        Ok(Row {
            id: id16(row.bytes(0)?).unwrap_or_default(),
            name: row.opt_bytes(1)?.unwrap_or_default().to_vec(),
            since: Since {
                opened_at: Moment::from_millis(row.int(2)?),
                seen_at: Moment::from_millis(row.int(3)?),
                shown_at: Moment::from_millis(row.int(6)?),
            },
            expires_at: Moment::from_millis(row.int(4)?),
            hash: row.bytes(5)?.to_vec(),
        })
    })?;
    rows.retain(|row| session_at(Opened::Program, &terms, &row.since, now) != Session::Ended);
    Ok(rows)
}

/// The API tokens of whoever asks that run now. A program sees them too, and which of them it is.
pub fn own_programs(tx: &mut Tx<'_, '_>) -> Result<Verdict<Programs>, Fault> {
    let grant = match ask(tx, Action::SeeOwnPrograms)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (this, now, terms) = (tx.session(), tx.now(), tx.terms()?);
    let most = Stay::of(Opened::Program, &terms, now).whole_max;
    let mut list = Vec::new();
    for row in running(tx, grant.account())? {
        let name = tx.world.keys.account.open(name_spot(&row.id), &row.name)?;
        list.push(OwnProgram {
            id: SessionId::from_bytes(row.id),
            name: String::from_utf8_lossy(&name).into_owned(),
            made_at: row.since.opened_at,
            until: row.expires_at.min(row.since.opened_at.plus(most)),
            used_on: (row.since.seen_at.millis() > 0).then_some(row.since.seen_at),
            is_this: this.is_some_and(|key| key.hash().as_slice() == row.hash),
        });
    }
    let draft = Draft::act(EventKind::SessionsShown, &grant);
    entry::write(tx, &draft.detail(format!("programs={}", list.len())), &[])?;
    let choices = Lasts::ALL.into_iter().filter(|one| one.span() <= most);
    Ok(Verdict::Given(Programs {
        list,
        choices: choices.collect(),
    }))
}

const SESSION: &str = "select opened_at from session where bucket = $1 and token_hash = $2 and ended_at is null {for_update}";

/// When the session behind this act was opened, if it runs; it is held until this act has ended.
fn opened_at(tx: &mut Tx<'_, '_>) -> Result<Option<Moment>, Fault> {
    let key = tx.session().ok_or(Fault::NoSeat)?;
    let args = [Arg::Int(key.bucket()), Arg::Bytes(key.hash())];
    let found = tx.one(SESSION, &args, |row| row.int(0))?;
    Ok(found.map(Moment::from_millis))
}

/// Makes an API token with which a program acts as whoever asks. They are told by letter, so that nobody makes one for them
/// unseen.
///
/// Who has something to show again has just shown it (`Action::wants_fresh`); who hasn't has just signed in.
pub fn make_program(
    tx: &mut Tx<'_, '_>,
    name: &Name,
    lasts: Lasts,
) -> Result<Verdict<MadeProgram>, Fault> {
    let grant = match ask(tx, Action::MakeOwnProgram)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (account, now, terms) = (grant.account(), tx.now(), tx.terms()?);
    // Two that are made at once are counted one after the other, and whoever ends all of them comes before or after.
    line::account(tx, account)?;
    let Some(opened_at) = opened_at(tx)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    };
    if !grant.opened().can_show_again() && now.since(opened_at) >= FRESH_FOR {
        return Ok(Verdict::Given(MadeProgram::SignInAgain));
    }
    if lasts.span() > Stay::of(Opened::Program, &terms, now).whole_max {
        return Ok(Verdict::Given(MadeProgram::TooLong));
    }
    if running(tx, account)?.len() >= PROGRAMS_MAX {
        return Ok(Verdict::Given(MadeProgram::Full));
    }
    let until = now.plus(lasts.span());
    let (id, token) = put(tx, account, name, until)?;
    let detail = format!("token={id} until={}", until.millis());
    let draft = Draft::act(EventKind::ProgramTokenMade, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    let vars = vars(account, account);
    outbox::put(tx, Message::ProgramMade, To::Account(account), &vars)?;
    Ok(Verdict::Given(MadeProgram::Made(NewProgram {
        token,
        name: name.text().to_owned(),
        until,
    })))
}

const PUT: &str = "insert into session (bucket, token_hash, id, account, opened, opened_at, seen_at, shown_at, expires_at, vouched, label_sealed) values ($1, $2, $3, $4, 'program', $5, 0, 0, $6, $7, $8)";

/// Writes the row. Whoever vouched for the session that makes it vouched for what it makes.
fn put(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    name: &Name,
    until: Moment,
) -> Result<(SessionId, Token), Fault> {
    let vouched = tx.vouched()?;
    let token = Token::fresh(account)?;
    let key = SessionKey::of(token.expose()).ok_or(Fault::NoSeat)?;
    let id = SessionId::from_bytes(random_id()?);
    let keys = &tx.world.keys.account;
    let sealed = keys.seal(name_spot(id.as_bytes()), name.text().as_bytes())?;
    let now = tx.now();
    tx.later(
        PUT,
        vec![
            Value::Int(key.bucket()),
            Value::Bytes(key.hash().to_vec()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
            vouched.map_or(Value::Null, |by| Value::Bytes(by.as_bytes().to_vec())),
            Value::Bytes(sealed),
        ],
    );
    Ok((id, token))
}

/// An account has few sessions, so the index on the account is enough.
const BY_ID: &str = "select bucket, token_hash, ended_at, expires_at from session where account = $1 and id = $2 and opened = 'program'";

/// Ends one API token of whoever asks, who may be that very program: from the commit on no request of it gets anything, on any
/// node. Somebody else's looks like one that never was.
pub fn end_program(tx: &mut Tx<'_, '_>, id: SessionId) -> Result<Verdict<EndedProgram>, Fault> {
    let grant = match ask(tx, Action::EndOwnProgram)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (now, account) = (tx.now(), grant.account());
    let args = [Arg::Bytes(account.as_bytes()), Arg::Bytes(id.as_bytes())];
    let found = tx.one(BY_ID, &args, |row| {
        let runs = row.opt_int(2)?.is_none() && row.int(3)? > now.millis();
        Ok((row.int(0)?, row.bytes(1)?.to_vec(), runs))
    })?;
    let Some((bucket, hash, runs)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let args = [Arg::Int(now.millis()), Arg::Int(bucket), Arg::Bytes(&hash)];
    if !runs || tx.run(END, &args)? == 0 {
        return Ok(Verdict::Given(EndedProgram::Before));
    }
    let is_this = tx
        .session()
        .is_some_and(|key| key.hash().as_slice() == hash);
    let by = match (grant.opened(), is_this) {
        (_, true) => "itself",
        (Opened::Program, false) => "another",
        _ => "holder",
    };
    let detail = format!("token={id} by={by}");
    let draft = Draft::act(EventKind::ProgramTokenEnded, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    tx.changed("session", &hash);
    Ok(Verdict::Given(EndedProgram::Now))
}

const END_WITH_ROLE: &str = "update session set ended_at = $1 where account = $2 and opened = 'program' and ended_at is null and not exists (select 1 from term where term.bucket = $3 and term.account = $2 and term.ended_at is null and (term.until_at is null or term.until_at > $1))";

const SHORTEN: &str = "update session set expires_at = opened_at + $4 where account = $2 and opened = 'program' and ended_at is null and expires_at > opened_at + $4 and not exists (select 1 from term where term.bucket = $3 and term.account = $2 and term.role <> 'caller' and term.ended_at is null and (term.until_at is null or term.until_at > $1))";

/// Writes down of an account's API tokens what its roles of now leave of them: nothing where none is held, a day from when each
/// was made where a caller's are all. So a role that is given later wakes none that was over.
///
/// Said where a role has just ended, and before one is given: a role that ended by its date wrote nothing.
pub(super) fn end_by_roles(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    let now = Arg::Int(tx.now().millis());
    let (whose, bucket) = (Arg::Bytes(account.as_bytes()), Arg::Int(account.bucket()));
    let day = Arg::Int(Lasts::Day.span().as_millis());
    tx.run(END_WITH_ROLE, &[now, whose, bucket])?;
    tx.run(SHORTEN, &[now, whose, bucket, day])?;
    Ok(())
}
