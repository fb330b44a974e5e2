//! How a contest's terms bear on one member: its draw, and the attempts of each campaign at them.
//!
//! An attempt is the moment at which a number is shown. It is counted in the same transaction, under the card that keeps every
//! other campaign away.

use switchboard_rules::eligible::Turn;
use switchboard_rules::fairness::Terms;
use switchboard_rules::fairness::draw::{Draw, Secret};
use switchboard_rules::fairness::slots::Rung;
use switchboard_rules::ids::{CampaignId, ContestId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use super::candidate::Asking;
use super::facts::{CardRow, Members, shape};
use crate::engine::{Arg, Row, Rows, Stmt, Value};
use crate::fairness;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

const TERMS: &str = "select t.slots, t.cooldown_ms, t.first_call_until, c.closes_at, t.secret, t.shown_at, (select count(*) from campaign p where p.contest = c.id and not exists (select 1 from withdrawn w where w.bucket = p.bucket and w.campaign = p.id)) from contest_terms t join contest c on c.bucket = t.bucket and c.id = t.contest where t.bucket = $1 and t.contest = $2";
/// Each campaign's part in the draw, and whether it withdrew.
const LOTS: &str = "select l.campaign, l.fingerprint, l.words, w.at from draw_lot l left join withdrawn w on w.bucket = l.bucket and w.campaign = l.campaign where l.contest = $1 order by l.campaign limit 1000";
/// Whoever goes on under this record was rung as the one person.
const CALLS: &str = "select r.campaign, r.calls, r.last_at, r.card, r.asked_at, w.at from rung r left join withdrawn w on w.bucket = r.bucket and w.campaign = r.campaign where r.bucket = $1 and r.member = $2 and r.contest = $3 union all select r.campaign, r.calls, r.last_at, r.card, r.asked_at, w.at from member_alias a cross join rung r left join withdrawn w on w.bucket = r.bucket and w.campaign = r.campaign where a.keeper = $2 and r.bucket = a.bucket and r.member = a.member and r.contest = $3";

/// The three looks; none in a contest without rivals.
pub(super) fn asked<'a>(member: &'a MemberId, asking: &'a Asking) -> Vec<Stmt<'a>> {
    if asking.members == Members::Live {
        return Vec::new();
    }
    let contest = &asking.contest;
    let by_contest = vec![Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let of_member = vec![
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(contest.as_bytes()),
    ];
    vec![
        Stmt::shared(TERMS, by_contest),
        Stmt::shared(LOTS, vec![Arg::Bytes(contest.as_bytes())]),
        Stmt::owning(CALLS, of_member),
    ]
}

/// What the terms say of a member; none in a contest without rivals, and of a card whose attempt is counted already.
pub(super) fn read(
    found: &[Rows],
    member: &MemberId,
    asking: &Asking,
    now: Moment,
) -> Result<Option<Turn>, Fault> {
    let [terms, lots, calls] = found else {
        return Ok(None);
    };
    let Some(row) = terms.first() else {
        return Ok(None);
    };
    let terms = read_terms(&row)?;
    let mut calls = calls.iter().map(|row| Calls::read(&row));
    let calls = calls.try_fold(Vec::new(), |all, one| Ok::<_, Fault>(with(all, one?)))?;
    let own = calls.iter().find(|calls| calls.campaign == asking.campaign);
    if own.is_some_and(|own| asking.own.is_some_and(|card| own.card == *card.as_bytes())) {
        return Ok(None);
    }
    // Whose share a member is in is asked at the deal; a draw that is made behind it takes no card back.
    let first = if asking.own.is_none() && now < terms.first_call_until() {
        drawn(&row, lots)?.and_then(|draw| draw.first(member))
    } else {
        None
    };
    let used: u32 = calls
        .iter()
        .filter(|calls| !calls.is_gone)
        .map(|calls| calls.times.min(u32::from(terms.slots())))
        .sum();
    let campaigns = u32::try_from(row.int(6)?).unwrap_or(u32::MAX);
    let owed = campaigns
        .saturating_mul(terms.slots().into())
        .saturating_sub(used);
    let rung = Rung {
        own: own.map_or(0, |own| u8::try_from(own.times).unwrap_or(u8::MAX)),
        owed,
        last_at: calls.iter().map(|calls| calls.last_at).max(),
        first_has_rung: first
            .is_some_and(|first| calls.iter().any(|calls| calls.campaign == first)),
    };
    let asked_at = own.and_then(|own| own.asked_at);
    Ok(Some(Turn {
        terms,
        campaign: asking.campaign,
        first,
        rung,
        is_asked_for: asked_at.is_some_and(|at| at <= now && now < at.plus(ASKED_FOR)),
    }))
}

/// What one campaign did.
struct Calls {
    campaign: CampaignId,
    times: u32,
    last_at: Moment,
    card: [u8; 16],
    asked_at: Option<Moment>,
    is_gone: bool,
}

impl Calls {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| -> Result<[u8; 16], Fault> {
            id16(row.bytes(at)?).ok_or_else(|| shape("rung"))
        };
        Ok(Self {
            campaign: CampaignId::from_bytes(id(0)?),
            times: u32::try_from(row.int(1)?).unwrap_or(u32::MAX),
            last_at: Moment::from_millis(row.int(2)?),
            card: id(3)?,
            asked_at: row.opt_int(4)?.map(Moment::from_millis),
            is_gone: row.opt_int(5)?.is_some(),
        })
    }
}

/// Adds what a campaign did to one record of a person to what it did to another.
fn with(mut all: Vec<Calls>, one: Calls) -> Vec<Calls> {
    let mut others = all.iter_mut();
    if let Some(other) = others.find(|other| other.campaign == one.campaign) {
        let is_later = one.last_at > other.last_at;
        *other = Calls {
            times: other.times.saturating_add(one.times),
            last_at: other.last_at.max(one.last_at),
            card: if is_later { one.card } else { other.card },
            // What was asked for before the later attempt, that attempt has answered.
            asked_at: if is_later {
                one.asked_at
            } else {
                other.asked_at
            },
            ..one
        };
    } else {
        all.push(one);
    }
    all
}

/// An end that was moved before the first call's leaves terms that keep nobody's share.
fn read_terms(row: &Row<'_>) -> Result<Terms, Fault> {
    let wrong = || shape("contest_terms");
    let slots = u8::try_from(row.int(0)?).map_err(|_| wrong())?;
    let closes_at = Moment::from_millis(row.int(3)?);
    let until = Moment::from_millis(row.int(2)?).min(closes_at.minus(Span::millis(1)));
    Terms::new(slots, Span::millis(row.int(1)?), until, closes_at).map_err(|_| wrong())
}

/// The draw, once it is drawn; the share of a campaign that withdrew falls to the others.
fn drawn(terms: &Row<'_>, lots: &Rows) -> Result<Option<Draw>, Fault> {
    let (Some(secret), Some(_)) = (terms.opt_bytes(4)?, terms.opt_int(5)?) else {
        return Ok(None);
    };
    let secret = <[u8; 32]>::try_from(secret).map_err(|_| shape("contest_terms"))?;
    let (mut parts, mut gone) = (Vec::new(), Vec::new());
    for row in lots.iter() {
        let part = fairness::read_part(&row)?;
        if row.opt_int(3)?.is_some() {
            gone.push(part.campaign);
        }
        parts.push(part);
    }
    let drawn = Draw::of(&Secret::from_bytes(secret), &parts);
    let without = |drawn: Draw, gone| drawn.without(gone);
    Ok(Some(gone.into_iter().fold(drawn, without)))
}

/// The draw of a contest, for many members at once.
pub(super) fn draw(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<Option<Draw>, Fault> {
    let by_contest = vec![Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let found = tx.gather(&[
        Stmt::shared(TERMS, by_contest),
        Stmt::shared(LOTS, vec![Arg::Bytes(contest.as_bytes())]),
    ])?;
    match found.as_slice() {
        [terms, lots] => match terms.first() {
            Some(row) => drawn(&row, lots),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

const ATTEMPT: &str = "insert into rung (bucket, member, contest, campaign, calls, last_at, card, asked_at) values ($1, $2, $3, $4, 1, $5, $6, null) on conflict (bucket, member, contest, campaign) do update set calls = rung.calls + 1, last_at = excluded.last_at, card = excluded.card, asked_at = null";

/// Counts an attempt: the number is about to be shown.
pub(super) fn attempt(tx: &mut Tx<'_, '_>, card: &CardRow, members: Members) {
    if members == Members::Live {
        return;
    }
    let now = tx.now().millis();
    let mut args = of_card(card);
    args.extend([Value::Int(now), Value::Bytes(card.id.as_bytes().to_vec())]);
    tx.later(ATTEMPT, args);
}

/// A member who wants to be rung again sooner than this is put at the head of the queue like others, and rests like them.
const ASKED_LEAST: Span = Span::minutes(5);
/// For so long after the time that was agreed a call is the one that was asked for.
const ASKED_FOR: Span = Span::hours(2);
const ASKED: &str = "update rung set asked_at = $5 where bucket = $1 and member = $2 and contest = $3 and campaign = $4";

/// Writes down that the member asked the card's campaign to ring again: no rest of theirs is in the way then, for two hours. A
/// time within five minutes breaks no rest: a caller alone says what was agreed.
pub(super) fn asked_again(tx: &mut Tx<'_, '_>, card: &CardRow, at: Moment) {
    if at < tx.now().plus(ASKED_LEAST) {
        return;
    }
    let mut args = of_card(card);
    args.push(Value::Int(at.millis()));
    tx.later(ASKED, args);
}

const NOT_ASKED: &str = "update rung set asked_at = null where bucket = $1 and member = $2 and contest = $3 and campaign = $4 and card = $5";

/// Takes that back: it was said on this card by mistake.
pub(super) fn not_asked(tx: &mut Tx<'_, '_>, card: &CardRow) {
    let mut args = of_card(card);
    args.push(Value::Bytes(card.id.as_bytes().to_vec()));
    tx.later(NOT_ASKED, args);
}

fn of_card(card: &CardRow) -> Vec<Value> {
    vec![
        Value::Int(card.member.bucket()),
        Value::Bytes(card.member.as_bytes().to_vec()),
        Value::Bytes(card.contest.as_bytes().to_vec()),
        Value::Bytes(card.campaign.as_bytes().to_vec()),
    ]
}
