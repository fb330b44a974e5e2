//! After the press: a second person confirms it, those who stand still appeal, somebody lets it go on.

use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::CONFIRMED_FOR;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{AccountId, FreezeId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};

use super::letters::{Said, tell};
use super::{ANSWER, Kept, WORDS, one, spot};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::tx::{Tx, Verdict};

/// The most letters of an appeal and of its answer.
pub const APPEAL_MAX: usize = 1_000;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It stands still for days.
    Confirmed,
    /// It stands still on; the appeals are answered.
    Kept,
    /// It goes on.
    Lifted,
    /// The appeal is kept.
    Appealed,
    /// It was over before.
    WasOver,
    /// Somebody did the same before.
    Already,
    /// It says nothing, or too much.
    NoWords,
}

impl Decided {
    /// The word in addresses and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Kept => "kept",
            Self::Lifted => "lifted",
            Self::Appealed => "appealed",
            Self::WasOver => "was-over",
            Self::Already => "already",
            Self::NoWords => "no-words",
        }
    }
}

/// A freeze that this act is granted on; locked, so that two who decide come one after the other.
pub(super) fn granted(
    tx: &mut Tx<'_, '_>,
    id: FreezeId,
    action: Action,
) -> Result<Result<(Kept, Grant), Refusal>, Fault> {
    tx.account()?;
    let Some(kept) = one(tx, id)? else {
        return Ok(Err(Refusal::new(Reason::NotYours)));
    };
    let resource = kept.resource(tx)?;
    Ok(tx
        .ask(action, &resource, Facts::SHUT)?
        .map(|grant| (kept, grant)))
}

const CONFIRM: &str = "update standstill set confirmed_at = $1, confirmed_by = $2, stops_at = $3 where bucket = $4 and id = $5 and stops_at > $1 and confirmed_at is null";

/// A second person says that it stands still on: for a week from now, or until somebody lifts it.
pub fn confirm(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Verdict<Decided>, Fault> {
    let (kept, grant) = match granted(tx, id, Action::ConfirmFreeze)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    if !kept.is_in_force(now) {
        return Ok(Verdict::Given(Decided::WasOver));
    }
    if kept.confirmed.is_some() {
        return Ok(Verdict::Given(Decided::Already));
    }
    let until = now.plus(CONFIRMED_FOR);
    tx.later_expect(
        1,
        CONFIRM,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Int(until.millis()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let words = format!("freeze={id} until={}", until.millis());
    let draft = Draft::act(EventKind::FreezeConfirmed, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    hooks::tell(
        tx,
        Event::FreezeChanged,
        Whose::Organisation,
        &format!("freeze={id}"),
    )?;
    tx.changed("freeze", id.as_bytes());
    tell(tx, kept.target, &Said::Confirmed { until })?;
    Ok(Verdict::Given(Decided::Confirmed))
}

const LIFT: &str = "update standstill set lifted_at = $1, lifted_by = $2, stops_at = $1 where bucket = $3 and id = $4 and stops_at > $1";

/// Lets it go on.
pub fn lift(tx: &mut Tx<'_, '_>, id: FreezeId) -> Result<Verdict<Decided>, Fault> {
    let (kept, grant) = match granted(tx, id, Action::LiftFreeze)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    if !kept.is_in_force(now) {
        return Ok(Verdict::Given(Decided::WasOver));
    }
    tx.later_expect(
        1,
        LIFT,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let draft = Draft::act(EventKind::FreezeLifted, &grant).detail(format!("freeze={id}"));
    entry::write(tx, &draft, &[])?;
    hooks::tell(
        tx,
        Event::FreezeChanged,
        Whose::Organisation,
        &format!("freeze={id}"),
    )?;
    tx.changed("freeze", id.as_bytes());
    tell(tx, kept.target, &Said::Lifted)?;
    Ok(Verdict::Given(Decided::Lifted))
}

const APPEALED: &str =
    "select at from standstill_appeal where bucket = $1 and standstill = $2 and account = $3";
const APPEAL: &str = "insert into standstill_appeal (bucket, standstill, account, words_sealed, at) values ($1, $2, $3, $4, $5)";

/// Where the words of one account about one freeze are sealed.
pub(super) fn place(id: FreezeId, account: AccountId) -> Vec<u8> {
    [id.as_bytes().as_slice(), account.as_bytes()].concat()
}

/// Says, as whoever stands still, that it is wrong: once for each account.
pub fn appeal(tx: &mut Tx<'_, '_>, id: FreezeId, text: &str) -> Result<Verdict<Decided>, Fault> {
    let (kept, grant) = match granted(tx, id, Action::AppealFreeze)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (text, account, now) = (text.trim(), grant.account(), tx.now());
    if !kept.is_in_force(now) {
        return Ok(Verdict::Given(Decided::WasOver));
    }
    if text.is_empty() || text.chars().count() > APPEAL_MAX {
        return Ok(Verdict::Given(Decided::NoWords));
    }
    let key = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Bytes(account.as_bytes()),
    ];
    if tx.one(APPEALED, &key, |row| row.int(0))?.is_some() {
        return Ok(Verdict::Given(Decided::Already));
    }
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(WORDS, &place(id, account)), text.as_bytes())?;
    tx.later(
        APPEAL,
        vec![
            Value::Int(bucket_of(id.as_bytes())),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(sealed),
            Value::Int(now.millis()),
        ],
    );
    let draft = Draft::act(EventKind::FreezeAppealed, &grant).detail(format!("freeze={id}"));
    entry::write(tx, &draft, &[])?;
    tell(tx, kept.target, &Said::Appealed)?;
    Ok(Verdict::Given(Decided::Appealed))
}

/// In the board's order and as many as it shows, of those that stood there when somebody looked.
const WAITING: &str = "select account from standstill_appeal where bucket = $1 and standstill = $2 and answered_at is null and at <= $3 order by at, account limit 20";
const KEEP: &str = "update standstill_appeal set answered_at = $1, answered_by = $2, answer_sealed = $3 where bucket = $4 and standstill = $5 and account = $6 and answered_at is null";

/// Answers the appeals that waited on the board when it was `seen`: it stands still on, and why. Whoever lifts it answers them
/// by that.
pub fn keep(
    tx: &mut Tx<'_, '_>,
    id: FreezeId,
    why: &str,
    seen: Moment,
) -> Result<Verdict<Decided>, Fault> {
    let (_, grant) = match granted(tx, id, Action::KeepFreeze)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let why = why.trim();
    if why.is_empty() || why.chars().count() > APPEAL_MAX {
        return Ok(Verdict::Given(Decided::NoWords));
    }
    let key = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Int(seen.millis()),
    ];
    let waiting = tx.all(WAITING, &key, super::listing::account_in)?;
    if waiting.is_empty() {
        return Ok(Verdict::Given(Decided::Already));
    }
    let now = tx.now();
    for account in &waiting {
        let sealed = tx
            .world
            .keys
            .account
            .seal(spot(ANSWER, &place(id, *account)), why.as_bytes())?;
        tx.later(
            KEEP,
            vec![
                Value::Int(now.millis()),
                Value::Bytes(grant.account().as_bytes().to_vec()),
                Value::Bytes(sealed),
                Value::Int(id.bucket()),
                Value::Bytes(id.as_bytes().to_vec()),
                Value::Bytes(account.as_bytes().to_vec()),
            ],
        );
    }
    let words = format!("freeze={id} appeals={}", waiting.len());
    let draft = Draft::act(EventKind::FreezeKept, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Decided::Kept))
}
