//! The page: every entry about the member, newest first, and what campaigns wrote of their calls.
//!
//! Who looked is covered: the campaign or the office stands there, which answers for its people. What a campaign wrote opens with
//! that campaign's key, under a grant that names it, with an entry of its own for each campaign.

use std::collections::BTreeMap;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, CardId, ContestId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Grant};
use switchboard_rules::roll::Parts;

use super::head::{Head, head};
use super::object::{self, Objections};
use super::session::Sight;
use super::{Key, code_words, grant, records};
use crate::answers::place;
use crate::desk::shape;
use crate::disclose::{Attempted, Recorded, Sealed, SealedRow};
use crate::engine::{Arg, Row};
use crate::entry::{Draft, card_of};
use crate::fault::Fault;
use crate::members;
use crate::personal::{Call, OwnAnswers, OwnLooks};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::walls;

/// The most entries on one page.
pub const PAGE_MAX: usize = 20;

/// What one campaign wrote about calls on this page.
pub struct Heard {
    /// The campaign's name.
    pub campaign: String,
    /// Its calls.
    pub answers: Recorded<OwnAnswers>,
}

/// Where what the roll says came from: one version of the record.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// When.
    pub at: Moment,
    /// By an officer's hand, not by a file.
    pub is_by_hand: bool,
    /// The record began with it.
    pub is_first: bool,
    /// The parts that it changed.
    pub parts: Parts,
}

/// A page of it.
pub struct Mine {
    /// What was done.
    pub heads: Attempted<Vec<Head>>,
    /// What was shown, in the same order.
    pub looks: Recorded<OwnLooks>,
    /// What campaigns wrote.
    pub heard: Vec<Heard>,
    /// What the member said against calls.
    pub objections: Objections,
    /// Where the record came from, newest first.
    pub sources: Vec<Source>,
    /// How much of the page is shown.
    pub sight: Sight,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}

/// A place among the entries. Its text is safe in an address: ids of entries tell nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After([u8; 16]);

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 32)
            .then(|| u128::from_str_radix(text, 16).ok())
            .flatten()
            .map(|id| Self(id.to_be_bytes()))
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Shows a page to the member.
pub fn mine(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<Mine>, Fault> {
    let (grant, member) = match grant(tx, Action::SeeOwnPage, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(mut looked) = Looked::read(tx, member, after, PAGE_MAX)? else {
        return Ok(Verdict::Refused(super::nobody()));
    };
    // A call that began on the page before says here too what came of it.
    looked.read_calls(tx, |_| true)?;
    let sight = if tx.is_own_covered()? {
        // Policy would refuse each, with an entry for each.
        looked.calls.clear();
        Sight::Covered
    } else {
        Sight::Whole
    };
    let after = looked.after;
    let opened = looked.open(tx, (Action::SeeOwnPage, EventKind::OwnPageShown), &grant)?;
    Ok(Verdict::Given(Mine {
        heads: opened.heads,
        looks: opened.looks,
        heard: opened.heard,
        objections: object::standing(tx, member)?,
        sources: sources(tx, member)?,
        sight,
        after,
    }))
}

/// Where a member's record came from, without who brought it.
pub(super) fn sources(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<Source>, Fault> {
    let versions = members::versions(tx, member)?.into_iter();
    Ok(versions
        .map(|version| Source {
            at: version.at,
            is_by_hand: version.is_by_hand,
            is_first: version.is_first,
            parts: version.parts,
        })
        .collect())
}

/// An entry about the member, as it was found.
struct Found {
    id: [u8; 16],
    part: Vec<u8>,
    kind: u16,
    act: Vec<u8>,
    record: usize,
    /// The card that it tells of.
    card: Option<[u8; 16]>,
}

impl Found {
    /// Whether it says what came of a call, or said it once.
    fn tells(&self) -> bool {
        EventKind::from_code(self.kind).is_some_and(EventKind::tells_an_answer)
    }
}

/// A call that an entry tells of.
struct Heeded {
    at: usize,
    campaign: CampaignId,
    contest: ContestId,
    again: Option<Moment>,
    call: Call,
}

/// The entries of one page and the calls that they tell of, before they are recorded.
pub(super) struct Looked {
    records: Vec<(MemberId, Key)>,
    found: Vec<Found>,
    calls: Vec<Heeded>,
    pub(super) after: Option<After>,
}

/// What was recorded of them.
pub(super) struct Recordings {
    pub(super) heads: Attempted<Vec<Head>>,
    pub(super) looks: Recorded<OwnLooks>,
    pub(super) heard: Vec<Heard>,
}

/// That the member looked is left out, and stands as the entry that they came in: else every page would push the calls away.
const ENTRIES: &str = "select s.entry, s.part_sealed, e.kind, e.act_sealed from entry_subject s join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and s.entry < $3 and s.entry >= $5 and e.kind not in (962, 963) order by s.entry desc limit $4";
/// Where a page stops to look: whoever looked at their own page again and again has one with fewer rows, and the rest on the next.
const STOP: &str = "select entry from entry_subject where bucket = $1 and member = $2 and entry < $3 order by entry desc limit 1 offset $4";
/// So many entries are walked for one page, whatever they are.
const WALK_MAX: i64 = 200;
const CARD: &str = "select c.ended_at, c.outcome, c.late, c.note_sealed, b.name, c.campaign, c.contest, c.answers_sealed, r.asked_at from card c join bank b on b.id = c.bank left join rung r on r.bucket = c.bucket and r.member = c.member and r.contest = c.contest and r.campaign = c.campaign and r.card = c.id and c.outcome = 'call-back' where c.bucket = $1 and c.id = $2 and c.member = $3 and c.outcome is not null and c.ended_at is not null";

impl Looked {
    /// Reads the next entries of the member, under whichever of their records; none for somebody who is forgotten.
    pub(super) fn read(
        tx: &mut Tx<'_, '_>,
        member: MemberId,
        after: Option<After>,
        most: usize,
    ) -> Result<Option<Self>, Fault> {
        let records = records(tx, member)?;
        if records.is_empty() {
            return Ok(None);
        }
        // Ids have 16 bytes: longer than any of them and larger.
        let before = after.map_or_else(|| vec![u8::MAX; 17], |After(id)| id.to_vec());
        let limit = i64::try_from(most).unwrap_or(0).saturating_add(1);
        let mut found: Vec<Found> = Vec::new();
        let mut stop: Option<[u8; 16]> = None;
        for (record, (member, _)) in records.iter().enumerate() {
            let of = [
                Arg::Int(member.bucket()),
                Arg::Bytes(member.as_bytes()),
                Arg::Bytes(&before),
            ];
            let walk = [of.as_slice(), &[Arg::Int(WALK_MAX.max(limit))]].concat();
            let last = tx
                .one(STOP, &walk, |row| Ok(id16(row.bytes(0)?)))?
                .flatten();
            stop = stop.max(last);
            let from = last.unwrap_or_default();
            let args = [of.as_slice(), &[Arg::Int(limit), Arg::Bytes(&from)]].concat();
            found.extend(tx.all(ENTRIES, &args, |row| entry(row, record))?);
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.id));
        // Of records that were merged the one that was walked least says how far this page knows of all.
        if let Some(stop) = stop {
            found.retain(|one| one.id >= stop);
        }
        let is_more = found.len() > most;
        found.truncate(most);
        let after = found.last().filter(|_| is_more).map(|last| After(last.id));
        let after = after.or(stop.map(After));
        let mut looked = Self {
            records,
            found,
            calls: Vec::new(),
            after,
        };
        looked.read_cards(tx)?;
        looked.read_calls(tx, Found::tells)?;
        Ok(Some(looked))
    }

    /// The key of this record of theirs.
    pub(super) fn key_of(&self, member: MemberId) -> Option<&Key> {
        let mut records = self.records.iter();
        records.find(|(one, _)| *one == member).map(|(_, key)| key)
    }

    /// Which card each entry tells of.
    fn read_cards(&mut self, tx: &Tx<'_, '_>) -> Result<(), Fault> {
        for (record, (member, key)) in self.records.iter().enumerate() {
            let opened = tx.world.keys.member(member.as_bytes(), key.1, &key.0)?;
            for one in self.found.iter_mut().filter(|one| one.record == record) {
                one.card = card_of(&opened, member.as_bytes(), &one.id, &one.part);
            }
        }
        Ok(())
    }

    /// The calls of this page's cards that are not read yet, each at the newest of its entries that pass.
    fn read_calls(&mut self, tx: &mut Tx<'_, '_>, passes: fn(&Found) -> bool) -> Result<(), Fault> {
        let read = self.calls.iter().map(|one| one.call.card);
        let mut seen: std::collections::BTreeSet<[u8; 16]> = read.collect();
        for (at, one) in self.found.iter().enumerate() {
            let record = self.records.get(one.record).filter(|_| passes(one));
            let (Some((member, key)), Some(card)) = (record, one.card) else {
                continue;
            };
            if !seen.insert(card) {
                continue;
            }
            let args = [
                Arg::Int(CardId::from_bytes(card).bucket()),
                Arg::Bytes(&card),
                Arg::Bytes(member.as_bytes()),
            ];
            let of = (at, *member, key, card);
            self.calls
                .extend(tx.one(CARD, &args, |row| heeded(row, of))?);
        }
        Ok(())
    }

    /// Writes down that the member is shown this: one entry, and one for each campaign whose words are opened.
    pub(super) fn open(
        self,
        tx: &mut Tx<'_, '_>,
        (action, kind): (Action, EventKind),
        whole: &Grant,
    ) -> Result<Recordings, Fault> {
        let mut heads = Vec::with_capacity(self.found.len());
        let mut cards: Vec<[u8; 16]> = Vec::new();
        for one in &self.found {
            let mut head = head(tx, (&one.id, &one.act), one.card.as_ref())?;
            head.card = one.card.map(|card| place_of(&mut cards, card));
            heads.push(head);
        }
        let looks = self.rows()?;
        let detail = format!("entries={}{}", self.found.len(), code_words(tx)?);
        let draft = Draft::act(kind, whole).detail(detail);
        let looks = tx.record_as(draft, Sealed::<OwnLooks>::new(looks))?;
        let mut by_campaign: BTreeMap<CampaignId, Vec<Heeded>> = BTreeMap::new();
        for call in self.calls {
            by_campaign.entry(call.campaign).or_default().push(call);
        }
        let mut heard = Vec::with_capacity(by_campaign.len());
        for (campaign, calls) in by_campaign {
            let places: Vec<_> = calls.iter().map(|call| (call.at, call.again)).collect();
            let Some(opened) = answers(tx, action, campaign, calls)? else {
                continue;
            };
            for (nth, (at, again)) in places.into_iter().enumerate() {
                if let Some(head) = heads.get_mut(at) {
                    head.heard = Some((heard.len(), nth));
                    head.again = again;
                }
            }
            heard.push(opened);
        }
        Ok(Recordings {
            heads: tx.attempted(heads),
            looks,
            heard,
        })
    }

    fn rows(&self) -> Result<Vec<SealedRow>, Fault> {
        let of = |record: usize| {
            self.records
                .get(record)
                .ok_or_else(|| shape("entry_subject"))
        };
        let (member, key) = of(0)?;
        let mut rows = vec![SealedRow::words(*member.as_bytes(), key, &[], Vec::new())];
        for one in &self.found {
            let (member, key) = of(one.record)?;
            let part = one.part.clone();
            rows.push(SealedRow::words(*member.as_bytes(), key, &one.id, part));
        }
        Ok(rows)
    }
}

/// The place of this card among those that were met before; behind them, where it is new.
fn place_of(cards: &mut Vec<[u8; 16]>, card: [u8; 16]) -> usize {
    let met = cards.iter().position(|one| *one == card);
    met.unwrap_or_else(|| {
        cards.push(card);
        cards.len().saturating_sub(1)
    })
}

fn entry(row: &Row<'_>, record: usize) -> Result<Found, Fault> {
    Ok(Found {
        id: id16(row.bytes(0)?).ok_or_else(|| shape("entry_subject"))?,
        part: row.bytes(1)?.to_vec(),
        kind: u16::try_from(row.int(2)?).unwrap_or(0),
        act: row.bytes(3)?.to_vec(),
        record,
        card: None,
    })
}

fn heeded(
    row: &Row<'_>,
    (at, member, key, card): (usize, MemberId, &Key, [u8; 16]),
) -> Result<Heeded, Fault> {
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("card"));
    Ok(Heeded {
        at,
        campaign: CampaignId::from_bytes(id(5)?),
        contest: ContestId::from_bytes(id(6)?),
        again: row.opt_int(8)?.map(Moment::from_millis),
        call: Call {
            member: *member.as_bytes(),
            key: key.clone(),
            card,
            at: Moment::from_millis(row.int(0)?),
            outcome: row.text(1)?.to_owned(),
            late: row.int(2)? == 1,
            note: row.opt_bytes(3)?.unwrap_or_default().to_vec(),
            answers: row.opt_bytes(7)?.unwrap_or_default().to_vec(),
            bank: row.text(4)?.to_owned(),
        },
    })
}

/// What one campaign wrote, under a grant that names it: the campaign of the key is the grant's.
fn answers(
    tx: &mut Tx<'_, '_>,
    action: Action,
    campaign: CampaignId,
    calls: Vec<Heeded>,
) -> Result<Option<Heard>, Fault> {
    let Some(contest) = calls.first().map(|call| call.contest) else {
        return Ok(None);
    };
    let Ok((grant, _)) = grant(tx, action, Some((campaign, contest)))? else {
        return Ok(None);
    };
    let Some(campaign) = grant.campaign() else {
        return Ok(None);
    };
    let wall = walls::kept(tx, campaign)?;
    let detail = format!("calls={}", calls.len());
    let rows = calls
        .into_iter()
        .map(|one| one.call.row(campaign.as_bytes(), wall.as_ref()));
    let sealed = Sealed::<OwnAnswers>::new(rows.collect());
    let draft = Draft::act(EventKind::OwnAnswersShown, &grant).detail(detail);
    let answers = tx.record_as(draft, sealed)?;
    let named = place(tx, campaign)?;
    Ok(Some(Heard {
        campaign: named.map(|(_, name, _)| name).unwrap_or_default(),
        answers,
    }))
}
