//! Beginning a look: a purpose, and for about one in ten a fuller reason before anything is shown.

use switchboard_rules::branches::Lineage;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LookId, MemberId};
use switchboard_rules::look::{Purpose, Whose, Why, Words, WordsError};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::{colleague, handle};
use crate::branches;
use crate::duplicates::alias;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::mint::random_id;
use crate::seal::{Spot, fresh};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// What an officer sends to open a hit.
#[derive(Clone)]
pub struct Opening {
    /// The hit's handle.
    pub handle: String,
    /// What for.
    pub purpose: Purpose,
    /// In words; needed where the purpose is "something else".
    pub words: String,
}
says_only_its_name!(Opening);

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// The look; its page shows the record, or asks for a fuller reason first.
    Look(LookId),
    /// The hit is too old; search again.
    Stale,
    /// The words are none.
    Words(WordsError),
}

/// How long a record stays open to the one who opened it; and how long a reason that is asked for may stay away before its
/// second reader is told that none came.
pub(super) const OPEN_FOR: Span = Span::hours(1);

/// Begins a look at a hit.
pub fn begin(tx: &mut Tx<'_, '_>, opening: &Opening) -> Result<Verdict<Begun>, Fault> {
    let (account, now) = (tx.account()?, tx.now());
    let Some(member) = handle::member_of(tx.world, &opening.handle, account, now) else {
        let anybody = branches::anybody(tx)?;
        return Ok(match tx.ask(Action::OpenMember, &anybody, Facts::SHUT)? {
            Ok(_) => Verdict::Given(Begun::Stale),
            Err(refusal) => Verdict::Refused(refusal),
        });
    };
    let words = match (opening.purpose, opening.words.trim()) {
        (Purpose::Other, text) => Words::parse(text).map(Some),
        (_, "") => Ok(None),
        (_, text) => Words::parse(text).map(Some),
    };
    let words = match words {
        Ok(words) => words,
        Err(error) => return Ok(Verdict::Given(Begun::Words(error))),
    };
    Ok(match start(tx, member, opening.purpose, words.as_ref())? {
        Verdict::Given(look) => Verdict::Given(Begun::Look(look)),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

const ASKED: &str = "select id from member_look where member = $1 and account = $2 and state in ('asked', 'asked-about', 'asked-fine') order by at desc limit 1";
const AGAIN: &str = "update member_look set until_at = $1 where bucket = $2 and id = $3";
const NEW: &str = "insert into member_look (bucket, id, account, member, purpose, words_sealed, why, state, at, until_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// Begins a look at a member.
pub(crate) fn start(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    purpose: Purpose,
    words: Option<&Words>,
) -> Result<Verdict<LookId>, Fault> {
    let account = tx.account()?;
    // Whoever was merged is looked at under the record they go on under.
    let (record, member) = (member, alias::keeper(tx, member)?);
    let whose = colleague::whose(tx, member, account)?;
    let stands = branches::stands(tx, member)?;
    let grant = match tx.ask(Action::OpenMember, &resource(whose, stands), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    // Two that begin at once wait here, and the second finds what the first was asked.
    let key = line::member(tx, member)?;
    line::still(tx, record, member)?;
    still_stands(tx, member, stands)?;
    if let Some(look) = asked(tx, member, account)? {
        let until = Value::Int(now.plus(OPEN_FOR).millis());
        tx.later_expect(1, AGAIN, [vec![until], of_look(look)].concat());
        return Ok(Verdict::Given(look));
    }
    let [chance] = fresh::<1>()?;
    let why = Why::of(whose, chance);
    let look = LookId::from_bytes(random_id()?);
    let words = match words {
        Some(words) => Value::Bytes(sealed(tx.world, member, &key, WORDS, (&look, words))?),
        None => Value::Null,
    };
    let mut row = of_look(look);
    row.extend([
        Value::Bytes(account.as_bytes().to_vec()),
        Value::Bytes(member.as_bytes().to_vec()),
        Value::Text(purpose.code().to_owned()),
        words,
        Value::Text(why.map_or("", Why::code).to_owned()),
        Value::Text(if why.is_some() { "asked" } else { "open" }.to_owned()),
        Value::Int(now.millis()),
        Value::Int(now.plus(OPEN_FOR).millis()),
    ]);
    tx.later(NEW, row);
    if let Some(why) = why {
        let detail = format!("look={look} purpose={} why={}", purpose.code(), why.code());
        about(tx, &grant, (member, &key), EventKind::ReasonAsked, detail)?;
    }
    Ok(Verdict::Given(look))
}

/// The reason that this account was asked for and has not given: it is asked for again, and nothing is drawn anew.
fn asked(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    account: AccountId,
) -> Result<Option<LookId>, Fault> {
    let args = [
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(account.as_bytes()),
    ];
    let found = tx.one(ASKED, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(LookId::from_bytes))
}

/// What policy is asked about.
pub(super) const fn resource(whose: Whose, stands: Lineage) -> Resource {
    match whose {
        Whose::Own => Resource::OwnMember { stands },
        Whose::Colleague | Whose::Others => Resource::Member { stands },
    }
}

/// Whether a member still stands where they stood when policy was asked, now that nobody can move them; otherwise the closure
/// runs again. Nothing is read for those who reach the whole roll.
fn still_stands(tx: &mut Tx<'_, '_>, member: MemberId, stood: Lineage) -> Result<(), Fault> {
    if branches::stands(tx, member)? == stood {
        Ok(())
    } else {
        Err(Fault::Conflict)
    }
}

/// Where a look stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A fuller reason comes first.
    Asked(Why),
    /// The record may be shown.
    Open,
}

/// A look as it lies in its table.
pub(super) struct Look {
    pub(super) id: LookId,
    account: AccountId,
    pub(super) member: MemberId,
    pub(super) purpose: Purpose,
    pub(super) state: State,
    pub(super) is_uncovered: bool,
    pub(super) until: Moment,
}

const LOOK: &str = "select account, member, purpose, why, state, uncovered_at, until_at from member_look where bucket = $1 and id = $2";

fn read(row: &Row<'_>, id: LookId) -> Result<Look, Fault> {
    let why = Why::from_code(row.text(3)?);
    Ok(Look {
        id,
        account: AccountId::from_bytes(id16(row.bytes(0)?).ok_or_else(shape)?),
        member: MemberId::from_bytes(id16(row.bytes(1)?).ok_or_else(shape)?),
        purpose: Purpose::from_code(row.text(2)?).ok_or_else(shape)?,
        state: match (row.text(4)?, why) {
            ("asked" | "asked-about" | "asked-fine", Some(why)) => State::Asked(why),
            ("open" | "waiting" | "questioned" | "fine", _) => State::Open,
            _ => return Err(shape()),
        },
        is_uncovered: row.opt_int(5)?.is_some(),
        until: Moment::from_millis(row.int(6)?),
    })
}

pub(super) fn shape() -> Fault {
    Fault::Row("a row of `member_look` can't be read; restore it from a backup".to_owned())
}

/// A look in the hands of the one who began it, with the grant for what is asked.
pub(crate) struct Held {
    pub(super) look: Look,
    pub(super) whose: Whose,
    pub(crate) grant: Grant,
    /// The member's wrapped key, with its month.
    pub(super) key: (Vec<u8>, i64),
}

impl Held {
    pub(crate) fn member(&self) -> MemberId {
        self.look.member
    }

    /// Asks policy whether the same may be done to the same member as well; a refusal is written down.
    pub(super) fn ask_again(
        &self,
        tx: &mut Tx<'_, '_>,
        action: Action,
    ) -> Result<Result<Grant, Refusal>, Fault> {
        let stands = branches::stands(tx, self.look.member)?;
        tx.ask(action, &resource(self.whose, stands), Facts::SHUT)
    }

    /// Queues the entry of an act upon this member.
    pub(super) fn wrote(
        &self,
        tx: &mut Tx<'_, '_>,
        kind: EventKind,
        detail: &str,
    ) -> Result<(), Fault> {
        let (look, purpose) = (self.look.id, self.look.purpose.code());
        let detail = format!("look={look} purpose={purpose} {detail}");
        let subject = (self.look.member, &self.key);
        about(tx, &self.grant, subject, kind, detail.trim_end().to_owned())
    }
}

fn about(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    subject: (MemberId, &(Vec<u8>, i64)),
    kind: EventKind,
    detail: String,
) -> Result<(), Fault> {
    let (member, (erase_key, month)) = subject;
    let part = entry::subject(tx.world, *member.as_bytes(), *month, erase_key, None, "")?;
    entry::write(tx, &Draft::act(kind, grant).detail(detail), &[part])
}

/// Takes up a look for `action`. Whoever didn't begin it finds nothing.
pub(crate) fn hold(
    tx: &mut Tx<'_, '_>,
    id: LookId,
    action: Action,
) -> Result<Result<Held, Refusal>, Fault> {
    let (account, now) = (tx.account()?, tx.now());
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let look = tx.one(LOOK, &args, |row| read(row, id))?;
    let Some(look) = look.filter(|look| look.account == account) else {
        let anybody = branches::anybody(tx)?;
        return Ok(match tx.ask(action, &anybody, Facts::SHUT)? {
            Ok(_) => Err(Refusal::new(Reason::NotYours)),
            Err(refusal) => Err(refusal),
        });
    };
    let whose = colleague::whose(tx, look.member, account)?;
    let stands = branches::stands(tx, look.member)?;
    let grant = match tx.ask(action, &resource(whose, stands), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if look.until <= now {
        return Ok(Err(Refusal::new(Reason::LookOver)));
    }
    if action != Action::OpenMember && look.state != State::Open {
        return Ok(Err(Refusal::new(Reason::ReasonFirst)));
    }
    // What an import switches on may put the member into another branch.
    if action != Action::OpenMember || !stands.is_nowhere() {
        line::behind_the_switch(tx)?;
    }
    let key = line::member(tx, look.member)?;
    still_stands(tx, look.member, stands)?;
    // Whoever was merged since goes on under another record, which is opened by a look of its own.
    if alias::keeper(tx, look.member)? != look.member {
        return Ok(Err(Refusal::new(Reason::LookOver)));
    }
    Ok(Ok(Held {
        look,
        whose,
        grant,
        key,
    }))
}

const WHOSE: &str = "select member from member_look where bucket = $1 and id = $2";

/// Whom a look is at, whosever it is; for what has to be held before the member is.
pub(super) fn whose(tx: &mut Tx<'_, '_>, look: LookId) -> Result<Option<MemberId>, Fault> {
    let args = [Arg::Int(look.bucket()), Arg::Bytes(look.as_bytes())];
    let found = tx.one(WHOSE, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(MemberId::from_bytes))
}

/// Takes up two looks, of the member with the smaller id first; answers in the order in which they were asked for.
pub(crate) fn hold_two(
    tx: &mut Tx<'_, '_>,
    looks: [LookId; 2],
    action: Action,
) -> Result<Result<[Held; 2], Refusal>, Fault> {
    let [one, other] = looks;
    let is_turned = whose(tx, one)? > whose(tx, other)?;
    let (first, second) = if is_turned {
        (other, one)
    } else {
        (one, other)
    };
    let first = match hold(tx, first, action)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let second = match hold(tx, second, action)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(Ok(if is_turned {
        [second, first]
    } else {
        [first, second]
    }))
}

const GIVEN: &str = "update member_look set reason_sealed = $1, state = 'waiting', read_by = null, read_at = null where bucket = $2 and id = $3 and state in ('asked', 'asked-about', 'asked-fine')";

/// Gives the fuller reason that was asked for; the record is open from here, and the reason waits for its second reader, also
/// where one has read before that none had come.
pub fn reason(tx: &mut Tx<'_, '_>, look: LookId, words: &Words) -> Result<Verdict<()>, Fault> {
    let held = match hold(tx, look, Action::OpenMember)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if held.look.state == State::Open {
        return Ok(Verdict::Given(()));
    }
    let sealed = sealed(tx.world, held.member(), &held.key, REASON, (&look, words))?;
    let args = [vec![Value::Bytes(sealed)], of_look(look)].concat();
    tx.later_expect(1, GIVEN, args);
    held.wrote(tx, EventKind::ReasonGiven, "")?;
    Ok(Verdict::Given(()))
}

/// The columns of words.
const WORDS: &str = "words_sealed";
const REASON: &str = "reason_sealed";

/// Where the words of a look are sealed.
pub(crate) fn spot<'a>(column: &'static str, look: &'a [u8]) -> Spot<'a> {
    Spot {
        table: "member_look",
        column,
        row: look,
    }
}

fn sealed(
    world: &Inner,
    member: MemberId,
    key: &(Vec<u8>, i64),
    column: &'static str,
    (look, words): (&LookId, &Words),
) -> Result<Vec<u8>, Fault> {
    let key = world.keys.member(member.as_bytes(), key.1, &key.0)?;
    let spot = spot(column, look.as_bytes());
    Ok(key.own().seal(spot, words.as_str().as_bytes())?)
}

pub(super) fn of_look(look: LookId) -> Vec<Value> {
    vec![
        Value::Int(look.bucket()),
        Value::Bytes(look.as_bytes().to_vec()),
    ]
}
