//! Reading a case: at most twenty calls, newest first, each look an entry with the member's part.

use std::collections::BTreeSet;

use switchboard_rules::answers::{CALLS_MAX, Purpose, Wanted};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, CardId, MemberId, RequestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::{asking, kept};
use crate::desk::shape;
use crate::disclose::{Recorded, Sealed, SealedRow};
use crate::duplicates::alias;
use crate::engine::{Arg, Row, Value};
use crate::entry::{Draft, card_of};
use crate::fault::Fault;
use crate::line;
use crate::members::whose_resource;
use crate::personal::{Answers, Call};
use crate::requests::{NOBODY, filed};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::walls;

/// A page of what a campaign wrote about one member.
pub struct Reading {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// What it is read for.
    pub what_for: Purpose,
    /// The label of whoever agreed.
    pub agreed_by: String,
    /// Until when it can be read.
    pub until: Moment,
    /// The calls.
    pub answers: Recorded<Answers>,
    /// Whether the member has more parts of entries than are looked through, so that older calls may be missing.
    pub is_cut: bool,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}

/// A place among the calls. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    at: Moment,
    card: CardId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, card) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            card: CardId::parse(card).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.card)
    }
}

const LOOKED: &str = "update answers_case set reads = reads + 1, read_at = $1 where bucket = $2 and request = $3 and until_at > $1";

/// Shows a page to whoever asked, while their day runs and they are still one who may ask.
pub fn read(
    tx: &mut Tx<'_, '_>,
    id: RequestId,
    after: Option<After>,
) -> Result<Verdict<Reading>, Fault> {
    let refused = |reason| Ok(Verdict::Refused(Refusal::new(reason)));
    let Some(filed) = filed(tx, id)? else {
        return refused(Reason::NotYours);
    };
    let Some(wanted) = Wanted::parse(&filed.about) else {
        return refused(Reason::NotYours);
    };
    let resource = filed.resource(tx.account()?);
    let grant = match tx.ask(Action::ReadAnswers, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(case) = kept(tx, id)? else {
        return refused(Reason::TakesTwo);
    };
    let records = records(tx, filed.member)?;
    // The key of a note is made of the campaign that policy said yes to.
    let (Some(campaign), Some((member, key))) = (grant.campaign(), records.first()) else {
        return refused(Reason::CaseOver);
    };
    if case.until <= tx.now() || case.campaign != campaign {
        return refused(Reason::CaseOver);
    }
    // A merge since may have made it the record of whoever asked.
    let whose = whose_resource(tx, *member, grant.account())?;
    if matches!(whose, Resource::OwnMember { .. }) {
        return refused(Reason::OwnRecord);
    }
    let head = SealedRow::words(*member.as_bytes(), key, &[], Vec::new());
    let (calls, after, is_cut) = calls(tx, &records, campaign, after)?;
    let words = format!(
        "case={id} what-for={} agreed-by={} calls={}",
        case.what_for.code(),
        case.agreed_by,
        calls.len()
    );
    let wall = walls::kept(tx, campaign)?;
    let rows = calls
        .into_iter()
        .map(|call| call.row(campaign.as_bytes(), wall.as_ref()));
    let rows = std::iter::once(head).chain(rows).collect();
    let looked = [tx.now().millis(), id.bucket()].map(Value::Int).to_vec();
    let id = Value::Bytes(id.as_bytes().to_vec());
    tx.later_expect(1, LOOKED, [looked, vec![id]].concat());
    let draft = Draft::act(EventKind::AnswersRead, &grant).detail(words);
    let answers = tx.record_as(draft, Sealed::<Answers>::new(rows))?;
    let (name, contest) = asking::names(tx, wanted.campaign)?;
    Ok(Verdict::Given(Reading {
        campaign: name,
        contest,
        what_for: case.what_for,
        agreed_by: crate::door::labels(tx, &[case.agreed_by])?.concat(),
        until: case.until,
        answers,
        is_cut,
        after,
    }))
}

/// A member's wrapped key with its month.
pub(crate) type Key = (Vec<u8>, i64);

/// Every record of the member, held, each with its key: whoever was merged was rung under both. None of somebody forgotten.
pub(crate) fn records(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
) -> Result<Vec<(MemberId, Key)>, Fault> {
    if member == NOBODY {
        return Ok(Vec::new());
    }
    let all = alias::of_one_person(tx.raw(), member)?;
    line::members(tx, &all)?;
    if alias::of_one_person(tx.raw(), member)? != all {
        return Err(Fault::Conflict);
    }
    let mut records = Vec::with_capacity(all.len());
    for one in all {
        let key = line::known(tx, one)?.filter(|(key, _)| !key.is_empty());
        records.extend(key.map(|key| (one, key)));
    }
    Ok(records)
}

/// How many parts of entries are looked through for each record, the newest.
pub(crate) const PARTS_MAX: usize = 5_000;
/// The parts of entries that tell of the member's cards, newest first.
const PARTS: &str = "select entry, part_sealed from entry_subject where bucket = $1 and member = $2 order by entry desc limit $3";
const CARD: &str = "select c.ended_at, c.outcome, c.late, c.note_sealed, b.name, c.answers_sealed from card c join bank b on b.id = c.bank where c.bucket = $1 and c.id = $2 and c.member = $3 and c.campaign = $4 and c.outcome is not null and c.ended_at is not null";

/// The next calls of this campaign to the member, where the page after begins, and whether older parts were left out.
fn calls(
    tx: &mut Tx<'_, '_>,
    records: &[(MemberId, Key)],
    campaign: CampaignId,
    after: Option<After>,
) -> Result<(Vec<Call>, Option<After>, bool), Fault> {
    let (mut found, mut is_cut) = (Vec::new(), false);
    for (member, key) in records {
        let (cards, more) = cards(tx, *member, key)?;
        is_cut |= more;
        for card in cards {
            let args = [
                Arg::Int(CardId::from_bytes(card).bucket()),
                Arg::Bytes(&card),
                Arg::Bytes(member.as_bytes()),
                Arg::Bytes(campaign.as_bytes()),
            ];
            let of = (*member.as_bytes(), key, card);
            found.extend(tx.one(CARD, &args, |row| call(row, of))?);
        }
    }
    let place = |call: &Call| (call.at, call.card);
    found.sort_by_key(|call| std::cmp::Reverse(place(call)));
    if let Some(after) = after {
        found.retain(|call| place(call) < (after.at, *after.card.as_bytes()));
    }
    let is_more = found.len() > CALLS_MAX;
    found.truncate(CALLS_MAX);
    let next = found.last().filter(|_| is_more).map(|last| After {
        at: last.at,
        card: CardId::from_bytes(last.card),
    });
    Ok((found, next, is_cut))
}

/// The member's cards: only the parts of entries, sealed by the member's key, lead to them. And whether there are more parts.
fn cards(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    key: &Key,
) -> Result<(BTreeSet<[u8; 16]>, bool), Fault> {
    let opened = tx.world.keys.member(member.as_bytes(), key.1, &key.0)?;
    let one_more = i64::try_from(PARTS_MAX + 1).unwrap_or(i64::MAX);
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Int(one_more),
    ];
    let parts = tx.all(PARTS, &args, |row| {
        let entry = id16(row.bytes(0)?).ok_or_else(|| shape("entry_subject"))?;
        Ok((entry, row.bytes(1)?.to_vec()))
    })?;
    let cards = parts
        .iter()
        .take(PARTS_MAX)
        .filter_map(|(entry, part)| card_of(&opened, member.as_bytes(), entry, part));
    Ok((cards.collect(), parts.len() > PARTS_MAX))
}

fn call(row: &Row<'_>, (member, key, card): ([u8; 16], &Key, [u8; 16])) -> Result<Call, Fault> {
    Ok(Call {
        member,
        key: key.clone(),
        card,
        at: Moment::from_millis(row.int(0)?),
        outcome: row.text(1)?.to_owned(),
        late: row.int(2)? == 1,
        note: row.opt_bytes(3)?.unwrap_or_default().to_vec(),
        bank: row.text(4)?.to_owned(),
        answers: row.opt_bytes(5)?.unwrap_or_default().to_vec(),
    })
}
