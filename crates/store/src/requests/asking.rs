//! Asking for what takes two people.

use switchboard_rules::branches::Lineage;
use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, MemberId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Opened, Resource};
use switchboard_rules::request::{Because, Kind, Request, RequestError};

use super::{REASON, acts, alone, member_key, resource_of, seal, subject, words};
use crate::branches;
use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::hush::says_only_its_name;
use crate::line;
use crate::mint::random_id;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// Who or what is the second, besides whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// Another person.
    Person,
    /// A day in which everybody who holds an office may refuse: where nobody else can decide.
    Day,
}

/// What is asked for, and why.
#[derive(Clone)]
pub struct Asking {
    /// What.
    pub kind: Kind,
    /// The member it is about; sixteen zero bytes for nobody.
    pub member: MemberId,
    /// What else it is about, as `name=value` words that tell nothing about anybody.
    pub about: String,
    /// Why.
    pub because: Because,
    /// Who is the second.
    pub second: Second,
}
says_only_its_name!(Asking);

impl Asking {
    /// Something about no member.
    pub const fn about_nobody(kind: Kind, about: String, because: Because) -> Self {
        Self {
            kind,
            member: super::NOBODY,
            about,
            because,
            second: Second::Person,
        }
    }

    /// The same, with this second.
    #[must_use]
    pub fn with(self, second: Second) -> Self {
        Self { second, ..self }
    }
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It waits for a second person.
    New {
        /// The request.
        id: RequestId,
        /// Until when it can be decided.
        until: Moment,
    },
    /// The same is asked for already, and waits.
    Already(RequestId),
    /// It can't be asked for.
    Not(Cannot),
}

/// Why something can't be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cannot {
    /// There is no such member, they are forgotten, or they go on under another record.
    NoSuchMember,
    /// What was sent says nothing that can be done.
    NotUnderstood,
}

const ABOUT_MAX: usize = 500;
const TWIN: &str = "select id from request where state = 'asked' and kind = $1 and member = $2 and about = $3 and until_at > $4 order by asked_at, id limit 1";
const INSERT: &str = "insert into request (bucket, id, kind, state, member, about, reason_sealed, asked_by, asked_how, asked_at, until_at, alone_at) values ($1, $2, $3, 'asked', $4, $5, $6, $7, $8, $9, $10, $11)";

/// Asks. Whoever asks gets nothing by it: somebody else must say yes.
pub fn ask(tx: &mut Tx<'_, '_>, asking: &Asking) -> Result<Verdict<Asked>, Fault> {
    let asker = tx.account()?;
    let resource = match asking.kind {
        Kind::ForgetMember => Resource::ForgetRequest {
            asker,
            stands: stands_as_one(tx, asking.member)?,
        },
        kind => resource_of(kind, (asker, asker), &asking.about),
    };
    let action = match asking.second {
        Second::Person => Action::AskRequest,
        // Nobody asks for what they couldn't do when the day is over.
        Second::Day => Action::FinishAlone,
    };
    let grant = match tx.ask(action, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if asking.about.len() > ABOUT_MAX || !asking.about.is_ascii() {
        return Ok(Verdict::Given(Asked::Not(Cannot::NotUnderstood)));
    }
    if let Some(cannot) = acts::sense(tx, asking)? {
        return Ok(Verdict::Given(Asked::Not(cannot)));
    }
    line::wait(tx)?;
    // From here nobody is merged: whoever goes on under another record is asked for by that one, which shows who it is.
    let is_about_one = matches!(asking.kind, Kind::ForgetMember | Kind::ReadAnswers);
    if is_about_one && alias::keeper(tx, asking.member)? != asking.member {
        return Ok(Verdict::Given(Asked::Not(Cannot::NoSuchMember)));
    }
    if let Some(twin) = twin(tx, asking)? {
        return Ok(Verdict::Given(Asked::Already(twin)));
    }
    let id = RequestId::from_bytes(random_id()?);
    let Ok(request) = filed_as(asking, grant.account(), tx.now()) else {
        return Ok(Verdict::Given(Asked::Not(Cannot::NotUnderstood)));
    };
    let key = member_key(tx, asking.member)?;
    let of = key.as_ref().map(|key| (asking.member, key));
    let reason = seal(tx, of, REASON, id, asking.because.as_str())?;
    tx.later(
        INSERT,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Text(asking.kind.code().to_owned()),
            Value::Bytes(asking.member.as_bytes().to_vec()),
            Value::Text(asking.about.clone()),
            Value::Bytes(reason),
            Value::Bytes(request.asker.as_bytes().to_vec()),
            Value::Text(grant.opened().text().to_owned()),
            Value::Int(tx.now().millis()),
            Value::Int(request.until.millis()),
            request
                .alone_from
                .map_or(Value::Null, |from| Value::Int(from.millis())),
        ],
    );
    let subjects = subject(tx, asking.member)?;
    let words = words(id, asking.kind, &asking.about);
    let kind = match asking.second {
        Second::Person => EventKind::RequestAsked,
        Second::Day => EventKind::AloneAsked,
    };
    entry::write(tx, &Draft::act(kind, &grant).detail(words), &subjects)?;
    hooks::tell(
        tx,
        Event::RequestAsked,
        Whose::Organisation,
        &format!("request={id}"),
    )?;
    tx.changed("request", id.as_bytes());
    match request.alone_from {
        None => tell(tx, &request, asking)?,
        Some(from) => alone::tell(tx, &request, from)?,
    }
    acts::announce(tx, asking, &request)?;
    Ok(Verdict::Given(Asked::New {
        id,
        until: request.until,
    }))
}

/// Where a member stands, to whoever asks: where the record does that they go on under.
fn stands_as_one(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Lineage, Fault> {
    let keeper = alias::keeper(tx, member)?;
    branches::stands(tx, keeper)
}

fn filed_as(asking: &Asking, asker: AccountId, now: Moment) -> Result<Request, RequestError> {
    match asking.second {
        Second::Person => Ok(Request::ask(asking.kind, asker, now)),
        Second::Day => Request::ask_alone(asking.kind, asker, now),
    }
}

/// A letter to everybody else who may decide it, as policy says of them now: a request that nobody sees in time lapses. It says
/// who asked for what kind of thing and until when; about whom and why stands on the page alone.
fn tell(tx: &mut Tx<'_, '_>, request: &Request, asking: &Asking) -> Result<(), Fault> {
    let vars = format!(
        "request={} due={} by={}",
        request.kind.code(),
        request.until.millis(),
        request.asker
    );
    let mut heard = outbox::officers(tx)?;
    // Policy says of them as of everybody whether they may decide it.
    if matches!(request.kind, Kind::GrantTerm | Kind::RecoverAccount) {
        heard.extend(outbox::auditors(tx)?);
    }
    for account in heard {
        let decider = (account, Opened::Password.text());
        let resource = resource_of(request.kind, (request.asker, account), &asking.about);
        if tx.would_grant(decider, Action::DecideRequest, &resource)? {
            outbox::put(tx, Message::RequestWaits, To::Account(account), &vars)?;
        }
    }
    Ok(())
}

fn twin(tx: &mut Tx<'_, '_>, asking: &Asking) -> Result<Option<RequestId>, Fault> {
    let args = [
        Arg::Text(asking.kind.code()),
        Arg::Bytes(asking.member.as_bytes()),
        Arg::Text(&asking.about),
        Arg::Int(tx.now().millis()),
    ];
    let found = tx.one(TWIN, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(RequestId::from_bytes))
}
