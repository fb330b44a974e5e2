//! A page of pairs that may be one person, behind masks, and the word that two are two.

use switchboard_rules::alike::Signs;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LookId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::alias;
use crate::branches;
use crate::desk::{sealed_row, shape};
use crate::disclose::{Recorded, Sealed};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::members::{Held, handle, hold_two, member_of, whose_resource};
use crate::personal::{HITS_MAX, Hits};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most pairs on a page: two masked hits each.
pub const PAIRS_MAX: usize = HITS_MAX / 2;

/// One pair, without its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// From 60 to 100.
    pub score: u8,
    /// How alike the names are, in thousandths.
    pub alike: u16,
    /// What speaks for and against.
    pub signs: Signs,
    /// Whether the two say the same.
    pub is_identical: bool,
    /// By what the one can be named in a form of this account.
    pub one: String,
    /// By what the other can.
    pub other: String,
}

/// A page of pairs.
pub struct PairPage {
    /// The pairs, the likeliest first.
    pub pairs: Vec<Candidate>,
    /// Their members, masked: two for each pair, in their order.
    pub members: Recorded<Hits>,
    /// Where the next page begins, if there is one.
    pub after: Option<i64>,
    /// How it stands.
    pub standing: Standing,
}

/// What is known of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Somebody asked, and it isn't done yet.
    pub is_looking: bool,
    /// When it was last done.
    pub done_at: Option<Moment>,
    /// How many members were compared then.
    pub members: u64,
    /// How many pairs are open, counted to [`COUNTED_MAX`].
    pub open: u64,
    /// How many of them say the same, counted so far too.
    pub identical: u64,
}

/// Nobody counts further on a page.
pub const COUNTED_MAX: i64 = 100_000;

const PAGE: &str = "select one, other, score, alike, signs, identical, place from duplicate where state = 'open' and place > $1 order by place, one, other limit $2";

/// A pair as it lies in its table.
struct Kept {
    one: MemberId,
    other: MemberId,
    candidate: Candidate,
    place: i64,
}

/// Shows a page of pairs; each member on it is recorded before anything of them is opened.
pub fn page(tx: &mut Tx<'_, '_>, after: Option<i64>) -> Result<Verdict<PairPage>, Fault> {
    let grant = match tx.ask(Action::SeeDuplicates, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let standing = standing(tx)?;
    let most = i64::try_from(PAIRS_MAX).unwrap_or(0) + 1;
    let args = [Arg::Int(after.unwrap_or(0)), Arg::Int(most)];
    let mut found = tx.all(PAGE, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("duplicate"));
        Ok(Kept {
            one: MemberId::from_bytes(id(0)?),
            other: MemberId::from_bytes(id(1)?),
            candidate: Candidate {
                score: u8::try_from(row.int(2)?).unwrap_or(0),
                alike: u16::try_from(row.int(3)?).unwrap_or(0),
                signs: Signs::from_bits(u32::try_from(row.int(4)?).unwrap_or(0)),
                is_identical: row.int(5)? != 0,
                one: String::new(),
                other: String::new(),
            },
            place: row.int(6)?,
        })
    })?;
    let is_more = found.len() > PAIRS_MAX;
    found.truncate(PAIRS_MAX);
    let after = found.last().filter(|_| is_more).map(|kept| kept.place);
    let account = grant.account();
    let (mut pairs, mut rows) = (Vec::new(), Vec::new());
    for kept in found {
        // Whoever was forgotten or merged meanwhile is in no pair any more.
        let (Some(one), Some(other)) = (live(tx, kept.one)?, live(tx, kept.other)?) else {
            continue;
        };
        rows.extend([one, other]);
        pairs.push(Candidate {
            one: handle(tx.world, kept.one, account, tx.now())?,
            other: handle(tx.world, kept.other, account, tx.now())?,
            ..kept.candidate
        });
    }
    let members = tx.record(&grant, EventKind::DuplicatesShown, Sealed::new(rows))?;
    Ok(Verdict::Given(PairPage {
        pairs,
        members,
        after,
        standing,
    }))
}

fn live(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
) -> Result<Option<crate::disclose::SealedRow>, Fault> {
    if alias::keeper(tx, member)? != member {
        return Ok(None);
    }
    sealed_row(tx, member)
}

const NEWEST_RUN: &str =
    "select done_at, members from duplicate_run where done_at is not null order by id desc limit 1";
const WAITS: &str = "select id from duplicate_run where done_at is null limit 1";
const OPEN: &str = "select count(*), cast(coalesce(sum(identical), 0) as bigint) from (select identical from duplicate where state = 'open' order by place, one, other limit $1) d";

fn standing(tx: &mut Tx<'_, '_>) -> Result<Standing, Fault> {
    let newest = tx.one(NEWEST_RUN, &[], |row| Ok((row.opt_int(0)?, row.int(1)?)))?;
    let waits = tx.one(WAITS, &[], |row| Ok(row.bytes(0)?.len()))?;
    let open = tx.one(OPEN, &[Arg::Int(COUNTED_MAX)], |row| {
        Ok((row.int(0)?, row.int(1)?))
    })?;
    let (open, identical) = open.unwrap_or_default();
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(Standing {
        is_looking: waits.is_some(),
        done_at: newest.and_then(|(at, _)| at).map(Moment::from_millis),
        members: newest.map_or(0, |(_, members)| count(members)),
        open: count(open),
        identical: count(identical),
    })
}

/// Two members whom a form names by their handles, the smaller id first; none where a handle is another account's, too old,
/// or none, or both are one.
pub(super) fn named(
    tx: &Tx<'_, '_>,
    account: AccountId,
    one: &str,
    other: &str,
) -> Option<(MemberId, MemberId)> {
    let now = tx.now();
    let one = member_of(tx.world, one, account, now)?;
    let other = member_of(tx.world, other, account, now)?;
    match one.cmp(&other) {
        std::cmp::Ordering::Less => Some((one, other)),
        std::cmp::Ordering::Greater => Some((other, one)),
        std::cmp::Ordering::Equal => None,
    }
}

/// What came of a word on a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The two stand apart from here.
    Apart,
    /// The page is too old, or the pair isn't open any more.
    Stale,
}

const TELL: &str = "update duplicate set state = 'apart', account = $1, said_at = $2 where bucket = $3 and one = $4 and other = $5 and state = 'open'";

/// Says that two records are two people: they are no pair any more, however often the roll is looked through. Nobody says it
/// of their own record.
pub fn tell_apart(tx: &mut Tx<'_, '_>, one: &str, other: &str) -> Result<Verdict<Told>, Fault> {
    let account = tx.account()?;
    let Some(both) = named(tx, account, one, other) else {
        let anybody = branches::anybody(tx)?;
        return Ok(match tx.ask(Action::TellApart, &anybody, Facts::SHUT)? {
            Ok(_) => Verdict::Given(Told::Stale),
            Err(refusal) => Verdict::Refused(refusal),
        });
    };
    let mut grant = None;
    for member in [both.0, both.1] {
        let resource = whose_resource(tx, member, account)?;
        match tx.ask(Action::TellApart, &resource, Facts::SHUT)? {
            Ok(given) => grant = Some(given),
            Err(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    match grant {
        Some(grant) => apart(tx, &grant, both).map(Verdict::Given),
        None => Ok(Verdict::Refused(Refusal::new(Reason::NotYours))),
    }
}

/// The same of two whose records are compared.
pub fn looked_apart(tx: &mut Tx<'_, '_>, looks: [LookId; 2]) -> Result<Verdict<Told>, Fault> {
    let mut both = match hold_two(tx, looks, Action::TellApart)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    both.sort_unstable_by_key(Held::member);
    match &both {
        [one, other] if one.member() != other.member() => {
            let pair = (one.member(), other.member());
            apart(tx, &other.grant, pair).map(Verdict::Given)
        }
        _ => Ok(Verdict::Given(Told::Stale)),
    }
}

fn apart(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    (one, other): (MemberId, MemberId),
) -> Result<Told, Fault> {
    let mut subjects = Vec::with_capacity(2);
    for member in [one, other] {
        let (erase_key, month) = line::member(tx, member)?;
        if erase_key.is_empty() {
            return Ok(Told::Stale);
        }
        let id = *member.as_bytes();
        subjects.push(entry::subject(tx.world, id, month, &erase_key, None, "")?);
    }
    let account = grant.account();
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(one.bucket()),
        Arg::Bytes(one.as_bytes()),
        Arg::Bytes(other.as_bytes()),
    ];
    if tx.run(TELL, &args)? == 0 {
        return Ok(Told::Stale);
    }
    entry::write(tx, &Draft::act(EventKind::ToldApart, grant), &subjects)?;
    Ok(Told::Apart)
}

const NOT_IDENTICAL: &str =
    "update duplicate set identical = 0 where bucket = $1 and one = $2 and other = $3";

/// Queues that the two don't say the same any more.
pub(super) fn not_identical(tx: &mut Tx<'_, '_>, (one, other): (MemberId, MemberId)) {
    tx.later(
        NOT_IDENTICAL,
        vec![
            Value::Int(one.bucket()),
            Value::Bytes(one.as_bytes().to_vec()),
            Value::Bytes(other.as_bytes().to_vec()),
        ],
    );
}

const STATE: &str = "update duplicate set state = $1 where bucket = $2 and one = $3 and other = $4 and state <> 'apart'";

/// Queues how a pair stands from here, if it is one.
pub(super) fn set_state(tx: &mut Tx<'_, '_>, (a, b): (MemberId, MemberId), state: &'static str) {
    let (one, other) = if a < b { (a, b) } else { (b, a) };
    tx.later(
        STATE,
        vec![
            Value::Text(state.to_owned()),
            Value::Int(one.bucket()),
            Value::Bytes(one.as_bytes().to_vec()),
            Value::Bytes(other.as_bytes().to_vec()),
        ],
    );
}
