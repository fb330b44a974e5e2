//! Reading the entries of an exhibit, and the checkpoint they are proved under. Long, so outside any act; nothing of it comes
//! out before [`super::take`] has written its entry.

use std::collections::BTreeSet;

use switchboard_ledger::note::Note;
use switchboard_ledger::resumed::Resumption;
use switchboard_rules::ids::{AccountId, CampaignId, LicenceId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use super::super::lost::{Resumed, all_resumed};
use super::line::{Names, Picked, Reach, read};
use super::make::Signed;
use super::pinned::{Pinned, Shown, pinned};
use super::whose::{Known, changed, whose};
use super::{ENTRIES_MAX, Of, Opens, Plan, Wanted, Whose};
use crate::HITS_MAX;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::SYSTEM;
use crate::world::{Inner, World};

/// How many entries are looked through for one exhibit of a campaign or a span at most.
const LOOK_MAX: usize = 20_000;
/// Entries read at once while looking through.
const SLICE: usize = 1_000;
/// How many entries in a row a clock that goes wrong may stamp, and nothing is left out: a single time proves nothing about
/// those around it.
const RUN: i64 = 4_096;
/// How often the beginning is looked for further before what was found.
const BACK_MAX: usize = 64;
/// How far entries may stand from their moment's place: between the act and its place lies a second, or an outage.
const SLACK: Span = Span::hours(1);

/// The entries of an exhibit, chosen and not handed on.
pub struct Chosen {
    pub(super) plan: Plan,
    pub(super) signed: Signed,
    pub(super) entries: Vec<Picked>,
    /// The last entry before them that says which version ran.
    pub(super) version: Option<Picked>,
    /// From where the next exhibit goes on, where there may be more.
    pub(super) next: Option<u64>,
    pub(super) names: Names,
    /// The times the log went on over lost entries, as far as some of those could have stood among these.
    pub(super) lost: Vec<Resumed>,
    /// What shows that they are all of an account's.
    pub(super) pinned: Pinned,
    /// The entries of the agreed tests that the entries carry.
    pub(super) licences: Vec<Picked>,
}

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Chosen({} entries)", self.entries.len())
    }
}

impl Plan {
    /// Whose accounts the exhibit opens.
    pub(super) fn reach(&self) -> Reach {
        match (self.wanted.opens, self.whose) {
            (Opens::Accounts | Opens::Members, _) => Reach::Everybody,
            (Opens::Acts, Whose::Account(account)) if self.wanted.of == Of::Own => {
                Reach::Own(account)
            }
            (Opens::Acts, Whose::Account(account)) => Reach::Only(account),
            (Opens::Acts, Whose::Member(_)) if !self.is_whole => Reach::Looks,
            (Opens::Acts, _) => Reach::Nobody,
        }
    }

    /// Whether the exhibit opens this member's parts.
    pub(super) fn opens_member(&self, member: &[u8; 16]) -> bool {
        match self.whose {
            Whose::Member(whose) if whose.as_bytes() == member => true,
            _ => self.wanted.opens == Opens::Members,
        }
    }
}

/// Reads the entries that a plan is about, from the signed log; none before the first signature.
pub fn choose(world: &World, plan: Plan, now: Moment) -> Result<Option<Chosen>, Fault> {
    let Some(signed) = Signed::read(world, now)? else {
        return Ok(None);
    };
    let inner = std::sync::Arc::clone(&world.0);
    let size = i64::try_from(signed.size).unwrap_or(i64::MAX);
    let chosen = world.0.db.read("exhibit", |raw| {
        let (mut entries, mut next) = entries(&inner, raw, &plan, size)?;
        if let Some(end) = end_of_page(&plan, &entries) {
            next = entries.get(end).and_then(|entry| entry.index);
            entries.truncate(end);
        }
        let asked: Vec<_> = entries
            .iter()
            .map(|entry| (entry.id.as_slice(), entry.subjects.as_slice()))
            .collect();
        let known = whose(&inner, raw, &asked)?;
        for (entry, known) in entries.iter_mut().zip(known) {
            entry.known = known;
            if entry.is_of_a_case() {
                let is_open = |one: &Known| plan.opens_member(&one.member);
                for one in &mut entry.known {
                    *one = one.take().filter(is_open);
                }
            }
            entry.told_in(&plan.rings_for);
        }
        if let Some(end) = end_of_members(&plan, &entries) {
            next = entries.get(end).and_then(|entry| entry.index);
            entries.truncate(end);
        }
        if let Whose::Member(member) = plan.whose {
            // Whose key is destroyed has no part any more, but what was written a moment too late and will be taken away.
            entries.retain(|entry| is_about(entry, member));
        }
        let last = entries.last().and_then(|entry| entry.index);
        let version = version(&inner, raw, last.unwrap_or(signed.size.saturating_sub(1)))?;
        let names = Names::gather((&inner, &mut *raw), &entries, plan.reach())?;
        let lost = lost_of(raw, &plan, next.unwrap_or(signed.size))?;
        let pinned = match plan.whose {
            Whose::Account(account) => {
                let shown = Shown {
                    account,
                    wanted: &plan.wanted,
                    entries: &entries,
                    next,
                    signed: signed.size,
                };
                pinned(&inner, raw, &shown)?
            }
            _ => Pinned::default(),
        };
        let licences = licences(&inner, raw, &entries, size)?;
        Ok((entries, next, version, names, (lost, pinned, licences)))
    })?;
    let (entries, next, version, names, (lost, pinned, licences)) = chosen;
    let first = entries.first().and_then(|entry| entry.index);
    Ok(Some(Chosen {
        signed: signed.since(world, first)?,
        plan,
        entries,
        version,
        next,
        names,
        lost,
        pinned,
        licences,
    }))
}

const SIGNED: &str = "select e.idx, e.id, e.act_sealed, e.subjects, e.number, e.previous from licence l join entry e on e.bucket = l.entry_bucket and e.id = l.entry where l.bucket = $1 and l.id = $2 and e.idx < $3";
const ENDED: &str = "select e.idx, e.id, e.act_sealed, e.subjects, e.number, e.previous from licence l join entry e on e.bucket = l.ended_bucket and e.id = l.ended_entry where l.bucket = $1 and l.id = $2 and e.idx < $3";
const AGREED: &str = "select e.idx, e.id, e.act_sealed, e.subjects, e.number, e.previous from licence l join entry e on e.bucket = $4 and e.id = l.agreed_entry where l.bucket = $1 and l.id = $2 and e.idx < $3";

/// The entries of the agreed tests that these entries carry: the second signature of each, that a checkpoint which holds it
/// was cosigned, and its end where somebody ended it before its time.
fn licences(
    world: &Inner,
    raw: &mut Raw<'_>,
    entries: &[Picked],
    size: i64,
) -> Result<Vec<Picked>, Fault> {
    let carried: BTreeSet<[u8; 16]> = entries.iter().filter_map(|e| e.act.licence).collect();
    let mut all = Vec::new();
    for id in carried.into_iter().map(LicenceId::from_bytes) {
        let key = [
            Arg::Int(id.bucket()),
            Arg::Bytes(id.as_bytes()),
            Arg::Int(size),
        ];
        let by_system = [key.as_slice(), &[Arg::Int(SYSTEM.bucket())]].concat();
        let signed = raw.one(SIGNED, &key, read)?;
        let agreed = raw.one(AGREED, &by_system, read)?;
        let ended = raw.one(ENDED, &key, read)?;
        for found in signed.into_iter().chain(agreed).chain(ended) {
            all.push(Picked::of(world, found)?.unknown());
        }
    }
    Ok(all)
}

fn is_about(entry: &Picked, member: MemberId) -> bool {
    let mut known = entry.known.iter().flatten();
    known.any(|one| one.member == *member.as_bytes())
}

/// Where the exhibit ends because what follows came into the log after the page beside which it is saved.
fn end_of_page(plan: &Plan, entries: &[Picked]) -> Option<usize> {
    let end = plan.wanted.end.filter(|end| *end > plan.wanted.first)?;
    entries
        .iter()
        .position(|entry| entry.index.is_some_and(|index| index >= end))
}

/// Where the exhibit ends because the next entry would open more members than one may.
fn end_of_members(plan: &Plan, entries: &[Picked]) -> Option<usize> {
    let mut opened = BTreeSet::new();
    for (at, entry) in entries.iter().enumerate() {
        let members = entry.known.iter().flatten().map(|one| one.member);
        opened.extend(members.filter(|member| plan.opens_member(member)));
        // An entry that is about more by itself stands alone; `take` opens no more than one may.
        if opened.len() > HITS_MAX {
            return Some(at.max(1)).filter(|at| *at < entries.len());
        }
    }
    None
}

type Part = (Vec<Picked>, Option<u64>);

fn entries(world: &Inner, raw: &mut Raw<'_>, plan: &Plan, size: i64) -> Result<Part, Fault> {
    match plan.whose {
        Whose::Account(account) => of_account(world, raw, (account, &plan.wanted), size),
        Whose::Member(member) => of_member(world, raw, (member, &plan.wanted), size),
        Whose::Campaign(campaign) => looked_through(world, raw, (Some(campaign), plan), size),
        Whose::Everybody => looked_through(world, raw, (None, plan), size),
    }
}

/// `+ 0` keeps both engines to the account's own stretch of the table instead of the order of the whole log.
const OF_ACCOUNT: &str = "select idx, id, act_sealed, subjects, number, previous from entry where bucket = $1 and account = $2 and idx is not null and idx + 0 >= $3 and idx + 0 < $4 and at >= $5 and at < $6 order by idx + 0 limit $7";
const OF_MEMBER: &str = "select e.idx, e.id, e.act_sealed, e.subjects, e.number, e.previous from entry_subject s join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and e.idx is not null and e.idx + 0 >= $3 and e.idx + 0 < $4 and e.at >= $5 and e.at < $6 order by e.idx + 0 limit $7";

fn of_account(
    world: &Inner,
    raw: &mut Raw<'_>,
    (account, wanted): (AccountId, &Wanted),
    size: i64,
) -> Result<Part, Fault> {
    let own = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    page(world, raw, (OF_ACCOUNT, own), (wanted, size))
}

const LED_ASTRAY: &str = "select count(*) from entry_subject s left join entry e on e.bucket = s.entry_bucket and e.id = s.entry where s.bucket = $1 and s.member = $2 and e.id is null";

fn of_member(
    world: &Inner,
    raw: &mut Raw<'_>,
    (member, wanted): (MemberId, &Wanted),
    size: i64,
) -> Result<Part, Fault> {
    let own = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    // A part that leads to no entry would be left out unsaid.
    if raw.one(LED_ASTRAY, &own, |row| row.int(0))? != Some(0) {
        return Err(changed());
    }
    page(world, raw, (OF_MEMBER, own), (wanted, size))
}

fn page(
    world: &Inner,
    raw: &mut Raw<'_>,
    (sql, own): (&'static str, [Arg<'_>; 2]),
    (wanted, size): (&Wanted, i64),
) -> Result<Part, Fault> {
    let [bucket, id] = own;
    let args = [
        bucket,
        id,
        Arg::Int(i64::try_from(wanted.first).unwrap_or(i64::MAX)),
        Arg::Int(size),
        Arg::Int(wanted.from.millis()),
        Arg::Int(wanted.until.millis()),
        Arg::Int(i64::try_from(ENTRIES_MAX + 1).unwrap_or(i64::MAX)),
    ];
    let mut entries = Vec::new();
    for found in raw.all(sql, &args, read)? {
        entries.push(Picked::of(world, found)?);
    }
    let next = entries.get(ENTRIES_MAX).and_then(|entry| entry.index);
    entries.truncate(ENTRIES_MAX);
    Ok((entries, next))
}

const ON: &str = "select idx, id, act_sealed, subjects, number, previous from entry where idx >= $1 and idx < $2 order by idx limit $3";

/// Goes through the log from the span's beginning on: neither the campaign nor the time leads to an entry by itself.
fn looked_through(
    world: &Inner,
    raw: &mut Raw<'_>,
    (campaign, plan): (Option<CampaignId>, &Plan),
    size: i64,
) -> Result<Part, Fault> {
    let wanted = &plan.wanted;
    let begins = begins_at(raw, wanted.from.minus(SLACK), size)?;
    let mut at = begins.max(i64::try_from(wanted.first).unwrap_or(i64::MAX));
    let ends = wanted.until.plus(SLACK).millis();
    let (mut entries, mut looked, mut beyond) = (Vec::new(), 0, 0);
    while at < size {
        let args = [
            Arg::Int(at),
            Arg::Int(size),
            Arg::Int(i64::try_from(SLICE).unwrap_or(i64::MAX)),
        ];
        let found = raw.all(ON, &args, read)?;
        if found.is_empty() {
            break;
        }
        for found in found {
            let entry = Picked::of(world, found)?;
            let index = entry.placed()?;
            beyond = if entry.act.at_ms > ends {
                beyond + 1
            } else {
                0
            };
            if beyond > RUN {
                return Ok((entries, None));
            }
            if entries.len() == ENTRIES_MAX || looked == LOOK_MAX {
                return Ok((entries, Some(index)));
            }
            looked += 1;
            at = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
            if fits(&entry, campaign, wanted) {
                entries.push(entry);
            }
        }
    }
    Ok((entries, None))
}

fn fits(entry: &Picked, campaign: Option<CampaignId>, wanted: &Wanted) -> bool {
    let at = entry.act.at_ms;
    let is_within = (wanted.from.millis()..wanted.until.millis()).contains(&at);
    is_within && campaign.is_none_or(|wanted| entry.act.campaign == Some(*wanted.as_bytes()))
}

/// The times the log went on over lost entries, if those stood before `end` and from the plan's first place on, and between
/// its moments: later than what stands before them, and earlier than when the log went on.
fn lost_of(raw: &mut Raw<'_>, plan: &Plan, end: u64) -> Result<Vec<Resumed>, Fault> {
    let wanted = &plan.wanted;
    let mut within = Vec::new();
    for one in all_resumed(raw)? {
        let Resumption { from, size, .. } = one.resumption;
        if size <= wanted.first || from >= end || one.at < wanted.from {
            continue;
        }
        let before = i64::try_from(from).unwrap_or(i64::MAX).saturating_sub(1);
        let at = raw.one(
            AT,
            &[Arg::Int(before), Arg::Int(before.saturating_add(1))],
            |row| row.int(0),
        )?;
        let until = wanted.until.plus(SLACK).millis();
        if at.is_none_or(|at| at < until) {
            within.push(one);
        }
    }
    Ok(within)
}

/// Where entries were lost, the next that is there says when it was.
const AT: &str = "select at from entry where idx >= $1 and idx < $2 order by idx limit 1";

const NOT_OLDER: &str = "select min(idx) from entry where idx >= $1 and idx < $2 and at >= $3";

/// The place from which on entries are not older than `from`: the log rises with the clock, so halving finds it. Where a clock
/// went back halving passes it by, so what lies before it is looked through too.
pub(in crate::log) fn begins_at(raw: &mut Raw<'_>, from: Moment, size: i64) -> Result<i64, Fault> {
    let mut begins = halved(raw, from, size)?;
    for _ in 0..BACK_MAX {
        let args = [
            Arg::Int(begins.saturating_sub(RUN)),
            Arg::Int(begins),
            Arg::Int(from.millis()),
        ];
        match raw.one(NOT_OLDER, &args, |row| row.opt_int(0))?.flatten() {
            Some(earlier) => begins = halved(raw, from, earlier)?,
            None => break,
        }
    }
    Ok(begins)
}

/// A place before which, if no clock ever went back, every entry is older than `from`; at most `high`.
fn halved(raw: &mut Raw<'_>, from: Moment, mut high: i64) -> Result<i64, Fault> {
    let mut low = 0;
    while low < high {
        let middle = low + (high - low) / 2;
        let at = raw.one(AT, &[Arg::Int(middle), Arg::Int(high)], |row| row.int(0))?;
        if at.is_some_and(|at| at < from.millis()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Which version started last at or before that place: kinds 100 and 102 of the system's own history.
const VERSION: &str = "select idx, id, act_sealed, subjects, number, previous from entry where bucket = $1 and account = $2 and kind in (100, 102) and idx is not null and idx + 0 <= $3 order by idx + 0 desc limit 1";

/// The entry that says which version ran; the log's first entry says with which it was begun.
fn version(world: &Inner, raw: &mut Raw<'_>, last: u64) -> Result<Option<Picked>, Fault> {
    let last = i64::try_from(last).unwrap_or(i64::MAX);
    let args = [
        Arg::Int(SYSTEM.bucket()),
        Arg::Bytes(SYSTEM.as_bytes()),
        Arg::Int(last),
    ];
    let found = match raw.one(VERSION, &args, read)? {
        Some(found) => Some(found),
        None => raw.one(ON, &[Arg::Int(0), Arg::Int(1), Arg::Int(1)], read)?,
    };
    found.map(|found| Picked::of(world, found)).transpose()
}

/// A note's text as it was kept, parsed.
pub(super) fn parsed(text: &str) -> Result<Note, Fault> {
    Note::parse(text.as_bytes()).map_err(|error| Fault::World(error.to_string()))
}
