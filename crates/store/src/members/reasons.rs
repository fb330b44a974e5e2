//! The second reader: reasons for looks, oldest first, at most 20 a page, and what was found of each.
//!
//! A reason that was asked for and has not come within the hour stands among them, so that closing the page is no way around
//! its being read. Nothing of the member was shown then, and a reason is still asked for, whatever the reader says of it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LookId, MemberId};
use switchboard_rules::look::{Purpose, Reading, Why};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::look::{OPEN_FOR, shape};
use crate::branches;
use crate::desk::sealed_row;
use crate::disclose::{Recorded, Sealed, SealedRow};
use crate::door;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::personal::{HITS_MAX, Reasons};
use crate::roll::Settled;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// One reason that waits.
#[derive(Clone)]
pub struct WaitingReason {
    /// The look.
    pub look: LookId,
    /// Who looked.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What for.
    pub purpose: Purpose,
    /// Why a reason was asked for.
    pub why: Why,
    /// Somebody has read it and asks about it.
    pub is_questioned: bool,
    /// It was asked for and never came; nothing was shown.
    pub is_unanswered: bool,
}
says_only_its_name!(WaitingReason);

/// A page of reasons.
pub struct ReasonPage {
    /// What waits, oldest first.
    pub waiting: Vec<WaitingReason>,
    /// The members, masked, with the words: each stands where its look stands in `waiting`.
    pub reasons: Recorded<Reasons>,
    /// Where the next page begins, if there is one.
    pub after: Option<ReadAfter>,
}

/// A place in the queue. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadAfter {
    at: Moment,
    look: LookId,
}

impl ReadAfter {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, look) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            look: LookId::parse(look).ok()?,
        })
    }
}

impl std::fmt::Display for ReadAfter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.look)
    }
}

const TO_READ: &str = "select id, account, member, purpose, why, state, at, words_sealed, reason_sealed from member_look where state in ('waiting', 'questioned', 'asked', 'asked-about') and (state <> 'asked' or at <= $4) and account <> $1 and (at, id) > ($2, $3) order by at, id limit $5";

struct Found {
    account: AccountId,
    member: MemberId,
    waiting: WaitingReason,
    words: Vec<u8>,
    reason: Vec<u8>,
}

/// Shows a page of other people's reasons; each member on it is recorded before anything is opened.
pub fn reasons(
    tx: &mut Tx<'_, '_>,
    after: Option<ReadAfter>,
) -> Result<Verdict<ReasonPage>, Fault> {
    let grant = match tx.ask(Action::SeeReasons, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut found = to_read(tx, grant.account(), after)?;
    let is_more = found.len() > HITS_MAX;
    found.truncate(HITS_MAX);
    let after = found.last().filter(|_| is_more).map(|last| ReadAfter {
        at: last.waiting.at,
        look: last.waiting.look,
    });
    let accounts: Vec<AccountId> = found.iter().map(|one| one.account).collect();
    let labels = door::labels(tx, &accounts)?;
    let (mut waiting, mut rows) = (Vec::new(), Vec::new());
    for (one, label) in found.into_iter().zip(labels) {
        let Some(row) = sealed_row(tx, one.member)? else {
            continue;
        };
        let key = (row.erase_key.clone(), row.month);
        let look = one.waiting.look;
        let member = *one.member.as_bytes();
        let mut words = SealedRow::words(member, &key, look.as_bytes(), one.reason);
        words.name = one.words;
        rows.extend([row, words]);
        waiting.push(WaitingReason {
            by: label,
            ..one.waiting
        });
    }
    let reasons = tx.record(&grant, EventKind::ReasonsShown, Sealed::new(rows))?;
    Ok(Verdict::Given(ReasonPage {
        waiting,
        reasons,
        after,
    }))
}

fn to_read(
    tx: &mut Tx<'_, '_>,
    reader: AccountId,
    after: Option<ReadAfter>,
) -> Result<Vec<Found>, Fault> {
    let (at, look) = after.map_or((i64::MIN, Vec::new()), |after| {
        (after.at.millis(), after.look.as_bytes().to_vec())
    });
    let limit = i64::try_from(HITS_MAX).unwrap_or(0).saturating_add(1);
    let args = [
        Arg::Bytes(reader.as_bytes()),
        Arg::Int(at),
        Arg::Bytes(&look),
        Arg::Int(overdue(tx)),
        Arg::Int(limit),
    ];
    tx.all(TO_READ, &args, |row| {
        let state = row.text(5)?;
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(shape);
        Ok(Found {
            account: AccountId::from_bytes(id(1)?),
            member: MemberId::from_bytes(id(2)?),
            waiting: WaitingReason {
                look: LookId::from_bytes(id(0)?),
                by: String::new(),
                at: Moment::from_millis(row.int(6)?),
                purpose: Purpose::from_code(row.text(3)?).ok_or_else(shape)?,
                why: Why::from_code(row.text(4)?).ok_or_else(shape)?,
                is_questioned: matches!(state, "questioned" | "asked-about"),
                is_unanswered: matches!(state, "asked" | "asked-about"),
            },
            words: row.opt_bytes(7)?.unwrap_or_default().to_vec(),
            reason: row.opt_bytes(8)?.unwrap_or_default().to_vec(),
        })
    })
}

/// What was asked for before this, in milliseconds, should have been answered.
fn overdue(tx: &Tx<'_, '_>) -> i64 {
    tx.now().minus(OPEN_FOR).millis()
}

const ONE: &str =
    "select account, member, state, at from member_look where bucket = $1 and id = $2";
const READ: &str = "update member_look set state = $1, read_by = $2, read_at = $3 where bucket = $4 and id = $5 and state = $6";

/// Says of a reason, or of one that never came, what was found. Nobody reads their own; what was found fine stays fine.
pub fn read(
    tx: &mut Tx<'_, '_>,
    look: LookId,
    reading: Reading,
) -> Result<Verdict<Settled>, Fault> {
    let args = [Arg::Int(look.bucket()), Arg::Bytes(look.as_bytes())];
    let found = tx.one(ONE, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(shape);
        let account = AccountId::from_bytes(id(0)?);
        Ok((
            account,
            MemberId::from_bytes(id(1)?),
            row.text(2)?.to_owned(),
            row.int(3)?,
        ))
    })?;
    let looker = found
        .as_ref()
        .map_or(crate::session::SYSTEM, |(account, ..)| *account);
    let resource = Resource::Account { account: looker };
    let grant = match tx.ask(Action::ReadReason, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some((_, member, state, at)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let is_overdue = at <= overdue(tx);
    let next = match (state.as_str(), reading) {
        ("waiting" | "questioned", Reading::Fine) => "fine",
        ("waiting", Reading::AskAbout) => "questioned",
        ("asked", Reading::Fine) if is_overdue => "asked-fine",
        ("asked", Reading::AskAbout) if is_overdue => "asked-about",
        ("asked-about", Reading::Fine) => "asked-fine",
        ("fine" | "questioned" | "asked-about" | "asked-fine", _) => {
            return Ok(Verdict::Given(Settled::Before));
        }
        _ => return Ok(Verdict::Refused(Refusal::new(Reason::NotYours))),
    };
    let row = vec![
        Value::Text(next.to_owned()),
        Value::Bytes(grant.account().as_bytes().to_vec()),
        Value::Int(tx.now().millis()),
        Value::Int(look.bucket()),
        Value::Bytes(look.as_bytes().to_vec()),
        Value::Text(state.clone()),
    ];
    tx.later_expect(1, READ, row);
    let (erase_key, month) = line::member(tx, member)?;
    let part = entry::subject(tx.world, *member.as_bytes(), month, &erase_key, None, "")?;
    let mut detail = format!("look={look} looker={looker} reading={}", reading.code());
    if state.starts_with("asked") {
        detail.push_str(" answered=never");
    }
    let draft = Draft::act(EventKind::ReasonRead, &grant).detail(detail);
    entry::write(tx, &draft, &[part])?;
    Ok(Verdict::Given(Settled::Now))
}

/// What waits for whoever keeps the roll, as their first page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Reports from calls; none for those who don't settle them.
    pub reports: Option<u64>,
    /// Colleagues' reasons, and those that never came; none for those who don't read them.
    pub reasons: Option<u64>,
    /// Reasons of one's own, given or not, that somebody asks about.
    pub questioned: u64,
}

/// More than this is said as this.
const COUNTED_MAX: i64 = 10_000;
const REPORTS: &str =
    "select count(*) from (select 1 as one from report where settled_at is null limit $1) x";
const REASONS: &str = "select count(*) from (select 1 as one from member_look where state in ('waiting', 'questioned', 'asked', 'asked-about') and (state <> 'asked' or at <= $3) and account <> $1 limit $2) x";
const QUESTIONED: &str = "select count(*) from (select 1 as one from member_look where state in ('waiting', 'questioned', 'asked', 'asked-about') and state in ('questioned', 'asked-about') and account = $1 limit $2) x";

/// Counts what waits; it shows nobody, so it is no entry.
pub fn work(tx: &mut Tx<'_, '_>) -> Result<Work, Fault> {
    let (account, most) = (tx.account()?, Arg::Int(COUNTED_MAX));
    let place = Resource::Organisation;
    let mut work = Work::default();
    let number = |n: Option<i64>| u64::try_from(n.unwrap_or(0)).unwrap_or(0);
    if tx.reaches(&place, &[Action::SeeReports])? {
        let reports = tx.one(REPORTS, std::slice::from_ref(&most), |row| row.int(0))?;
        work.reports = Some(number(reports));
    }
    if tx.reaches(&place, &[Action::SeeReasons])? {
        let own = Arg::Bytes(account.as_bytes());
        let waiting = [own, most, Arg::Int(overdue(tx))];
        let reasons = tx.one(REASONS, &waiting, |row| row.int(0))?;
        work.reasons = Some(number(reasons));
    }
    // Whoever opens records is asked about their reasons, also who opens those of a branch alone.
    let roll = branches::roll(tx)?;
    if tx.reaches(&roll, &[Action::SearchMembers])? {
        let own = Arg::Bytes(account.as_bytes());
        let questioned = tx.one(QUESTIONED, &[own, most], |row| row.int(0))?;
        work.questioned = number(questioned);
    }
    Ok(work)
}
