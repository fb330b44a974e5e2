//! What entries say of members: every part that is there opens by its member's key and is what its entry commits to, and
//! none is missing but those that were destroyed on purpose.
//!
//! Forgetting deletes parts, so a missing one is no fault by itself. But each act that deletes parts says in its own entry
//! how many, and that entry stands in the log: whoever takes a part out by hand leaves the sum short. Which of the missing
//! ones were forgotten nobody can say any more; how many, everybody with the keys can.
//!
//! Parts lie by member, entries by account, and to look each entry's parts up would read the table in no order at all. So the
//! commitments of all entries are kept in memory while the parts are read once, in the order in which they lie: eight bytes and
//! a bit for each, 45 MB for five million.

use std::collections::BTreeMap;

use switchboard_ledger::entry::{Act, Salt, Subject};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use super::destroy::MOMENT;
use super::sequence::open_act;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft, subject_place, subject_spot};
use crate::fault::Fault;
use crate::keys::MemberKey;
use crate::seal::{KeyedHash, fresh};
use crate::session::id16;
use crate::tx::Tx;
use crate::world::World;

/// What an act that destroys parts says in its entry.
pub(crate) fn destroyed_words(parts: u64) -> String {
    format!("{DESTROYED}{parts}")
}

/// Writes down that parts were destroyed beside the act that forgot somebody; nothing where there were none.
pub(crate) fn note_destroyed(
    tx: &mut Tx<'_, '_>,
    job: &'static str,
    parts: u64,
) -> Result<(), Fault> {
    if parts == 0 {
        return Ok(());
    }
    let draft = Draft::system(EventKind::PartsDestroyed, job);
    entry::write(tx, &draft.detail(destroyed_words(parts)), &[])
}

const DESTROYED: &str = "parts=";

/// How many parts an entry says were destroyed.
fn destroyed_by(act: &Act) -> u64 {
    let says = [EventKind::MemberForgotten, EventKind::PartsDestroyed];
    if !says.iter().any(|kind| kind.code() == act.kind) {
        return 0;
    }
    let words = std::str::from_utf8(&act.detail).unwrap_or_default();
    let mut words = words.split(' ');
    let said = words.find_map(|word| word.strip_prefix(DESTROYED));
    said.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// What was found of the parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Parts that opened and are what their entries commit to.
    pub(super) whole: u64,
    /// Parts that are not there any more, each accounted for by an entry that says it was destroyed.
    pub(super) destroyed: u64,
    /// Parts that nobody can open, about members who were forgotten within the last day: a job takes them away.
    pub(super) late: u64,
}

/// How long after forgetting somebody a part that was written a moment too late may lie there: the job that takes them
/// away looks back as far.
const LATE: Span = Span::days(1);
/// More parts that can't be opened than forgetting leaves behind in a day.
const LATE_MAX: usize = 10_000;
/// More parts of entries that are newer than the check than a server writes meanwhile.
const NEWER_MAX: usize = 5_000_000;

/// What the entries commit to, gathered while they are made again.
pub(super) struct Owed {
    /// Drawn for this run: nobody can make a part beforehand that has another one's eight bytes.
    key: KeyedHash,
    digests: Vec<u64>,
    destroyed: u64,
    newest: i64,
}

impl Owed {
    pub(super) fn new() -> Result<Self, Fault> {
        let key: [u8; 32] = fresh()?;
        Ok(Self {
            key: KeyedHash::new(&key)?,
            digests: Vec::new(),
            destroyed: 0,
            newest: i64::MIN,
        })
    }

    /// Takes what one entry commits to.
    pub(super) fn add(&mut self, id: &[u8; 16], act: &Act, subjects: &[u8]) {
        self.newest = self.newest.max(act.at_ms);
        self.destroyed = self.destroyed.saturating_add(destroyed_by(act));
        // The entry that says that somebody was forgotten commits to a part which was never kept.
        if act.kind == EventKind::MemberForgotten.code() {
            return;
        }
        let commitments = subjects.chunks_exact(COMMITMENT);
        let (key, place) = (&self.key, (bucket_of(&act.account), *id));
        self.digests
            .extend(commitments.map(|commitment| digest(key, &place, commitment)));
    }

    /// Reads every part that is kept; `end` is the first place that was not checked.
    pub(super) fn check(mut self, world: &World, end: i64) -> Result<Found, Fault> {
        self.digests.sort_unstable();
        let mut run = Run {
            is_there: vec![false; self.digests.len()],
            owed: &self,
            found: Found::default(),
            shut: 0,
            late: BTreeMap::new(),
            newer: BTreeMap::new(),
            key: None,
        };
        let mut after: (i64, Vec<u8>, Vec<u8>) = (-1, Vec::new(), Vec::new());
        loop {
            let args = [
                Arg::Int(after.0),
                Arg::Bytes(&after.1),
                Arg::Bytes(&after.2),
            ];
            let page = world
                .0
                .db
                .read("log-check-parts", |raw| raw.all(PARTS, &args, Part::read))?;
            let Some(last) = page.last() else { break };
            after = (last.bucket, last.member.to_vec(), last.entry.to_vec());
            for part in &page {
                run.look(world, part)?;
            }
        }
        run.end(world, end)
    }
}

pub(super) const COMMITMENT: usize = 32;
const PARTS: &str = "select s.bucket, s.member, s.entry, s.part_sealed, m.key_month, m.erase_key, s.entry_bucket from entry_subject s left join member m on m.bucket = s.bucket and m.id = s.member where (s.bucket, s.member, s.entry) > ($1, $2, $3) order by s.bucket, s.member, s.entry limit 2000";
const WAITING: &str = "select id, act_sealed, subjects, coalesce(idx, 0) from entry where idx is null and id > $1 order by id limit 2000";
const BEHIND: &str =
    "select id, act_sealed, subjects, idx from entry where idx >= $1 order by idx limit 2000";
const OF_LATE: &str = "select at, subjects from entry where bucket = $1 and id = $2";
const FORGOTTEN: &str = "select at from forgotten where bucket = $1 and member = $2";

/// Where an entry lies: its bucket, which is its account's, and its id.
type At = (i64, [u8; 16]);

/// The first eight bytes of a keyed hash over where an entry lies and one of its commitments.
fn digest(key: &KeyedHash, entry: &At, commitment: &[u8]) -> u64 {
    let mut both = entry.0.to_be_bytes().to_vec();
    both.extend_from_slice(&entry.1);
    both.extend_from_slice(commitment);
    u64::try_from(u128::from_be_bytes(key.short("part", &both)) >> 64).unwrap_or(u64::MAX)
}

/// A row of a part with its member's key.
struct Part {
    bucket: i64,
    member: [u8; 16],
    entry: [u8; 16],
    sealed: Vec<u8>,
    entry_bucket: i64,
    /// None where there is no such member, or where they were forgotten.
    key: Option<(i64, Vec<u8>)>,
}

impl Part {
    fn at(&self) -> At {
        (self.entry_bucket, self.entry)
    }

    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(changed);
        let (month, wrapped) = (row.opt_int(4)?, row.opt_bytes(5)?);
        Ok(Self {
            bucket: row.int(0)?,
            member: id(1)?,
            entry: id(2)?,
            sealed: row.bytes(3)?.to_vec(),
            entry_bucket: row.int(6)?,
            key: month
                .zip(wrapped.map(<[u8]>::to_vec))
                .filter(|(_, wrapped)| !wrapped.is_empty()),
        })
    }
}

/// One reading of all parts.
struct Run<'a> {
    owed: &'a Owed,
    is_there: Vec<bool>,
    found: Found,
    /// How many parts nobody can open.
    shut: usize,
    /// Whose they are, by their entry's place.
    late: BTreeMap<At, Vec<MemberId>>,
    /// Parts that no checked entry commits to, by their entry: it may be newer than the check.
    newer: BTreeMap<At, Vec<[u8; COMMITMENT]>>,
    /// The last member's key: a member's parts lie beside each other.
    key: Option<([u8; 16], MemberKey)>,
}

impl Run<'_> {
    fn look(&mut self, world: &World, part: &Part) -> Result<(), Fault> {
        if part.bucket != bucket_of(&part.member) {
            return Err(changed());
        }
        let Some((month, wrapped)) = &part.key else {
            self.shut += 1;
            let late = self.late.entry(part.at());
            late.or_default().push(MemberId::from_bytes(part.member));
            return if self.shut > LATE_MAX {
                Err(unopened(self.shut))
            } else {
                Ok(())
            };
        };
        let known = self.key.take().filter(|(of, _)| *of == part.member);
        let key = match known {
            Some((_, key)) => key,
            None => world.0.keys.member(&part.member, *month, wrapped)?,
        };
        let commitment = opened(&key, (&part.member, &part.entry), &part.sealed)?;
        self.key = Some((part.member, key));
        let digest = digest(&self.owed.key, &part.at(), &commitment);
        let Ok(at) = self.owed.digests.binary_search(&digest) else {
            self.newer.entry(part.at()).or_default().push(commitment);
            return if self.newer.len() > NEWER_MAX {
                Err(changed())
            } else {
                Ok(())
            };
        };
        match self.is_there.get_mut(at) {
            Some(is_there) if !*is_there => *is_there = true,
            _ => return Err(changed()),
        }
        self.found.whole += 1;
        Ok(())
    }

    /// Everything was read: what is missing must have been destroyed, and what was not expected must be newer.
    fn end(mut self, world: &World, end: i64) -> Result<Found, Fault> {
        let late = self.late(world)?;
        let destroyed = self.owed.destroyed.saturating_add(self.newer(world, end)?);
        if !self.newer.is_empty() {
            return Err(changed());
        }
        self.found.late = u64::try_from(self.shut).unwrap_or(u64::MAX);
        let owed = u64::try_from(self.owed.digests.len()).unwrap_or(u64::MAX);
        let missing = owed.saturating_sub(self.found.whole);
        let told = destroyed.saturating_add(late);
        if missing > told {
            return Err(Fault::World(format!(
                "of what entries say of members {missing} are missing, and the log says of {told} that they were destroyed: {} were taken out otherwise; the ledger does not verify; restore them from a backup",
                missing - told
            )));
        }
        self.found.destroyed = missing.saturating_sub(late);
        Ok(self.found)
    }

    /// Takes what entries commit to that came after the check out of what was not expected; answers how many parts they say
    /// were destroyed meanwhile. Those that wait are read first: one that gets its place between the two is in the second.
    fn newer(&mut self, world: &World, end: i64) -> Result<u64, Fault> {
        let mut destroyed = 0_u64;
        let mut after = Vec::new();
        loop {
            let args = [Arg::Bytes(&after)];
            let page = world.0.db.read("log-check-waiting", |raw| {
                raw.all(WAITING, &args, Newer::read)
            })?;
            let Some(last) = page.last() else { break };
            after = last.id.to_vec();
            destroyed = destroyed.saturating_add(self.settle(world, &page)?);
        }
        let mut from = end;
        loop {
            let args = [Arg::Int(from)];
            let page = world.0.db.read("log-check-behind", |raw| {
                raw.all(BEHIND, &args, Newer::read)
            })?;
            let Some(last) = page.last() else {
                return Ok(destroyed);
            };
            from = last.index.saturating_add(1);
            destroyed = destroyed.saturating_add(self.settle(world, &page)?);
        }
    }

    fn settle(&mut self, world: &World, page: &[Newer]) -> Result<u64, Fault> {
        let mut destroyed = 0_u64;
        for entry in page {
            let (act, _) = open_act(&world.0, &entry.id, &entry.act)?;
            destroyed = destroyed.saturating_add(destroyed_by(&act));
            let Some(parts) = self.newer.remove(&(bucket_of(&act.account), entry.id)) else {
                continue;
            };
            let stands = |part: &[u8; COMMITMENT]| {
                let mut committed = entry.subjects.chunks_exact(COMMITMENT);
                committed.any(|one| one == part)
            };
            if !parts.iter().all(stands) {
                return Err(changed());
            }
        }
        Ok(destroyed)
    }

    /// How many of the parts that are missing of checked entries are there, and can't be opened because their members were
    /// forgotten a moment before. Each must be of an entry of that moment, and one that misses as many.
    fn late(&self, world: &World) -> Result<u64, Fault> {
        let mut all = 0;
        for (entry, members) in &self.late {
            let args = [Arg::Int(entry.0), Arg::Bytes(&entry.1)];
            let found = world.0.db.read("log-check-late", |raw| {
                raw.one(OF_LATE, &args, |row| {
                    Ok((row.int(0)?, row.bytes(1)?.to_vec()))
                })
            })?;
            let (at, subjects) = found.ok_or_else(changed)?;
            for member in members {
                self.is_late(world, *member, at)?;
            }
            let (missing, is_checked) = self.missing(entry, &subjects);
            if members.len() > missing {
                return Err(changed());
            }
            if is_checked {
                all += members.len();
            }
        }
        Ok(u64::try_from(all).unwrap_or(u64::MAX))
    }

    /// Whether a member was forgotten within the last day, and no later than a moment after an entry's act.
    fn is_late(&self, world: &World, member: MemberId, at: i64) -> Result<(), Fault> {
        let since = Moment::from_millis(self.owed.newest).minus(LATE).millis();
        let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
        let forgotten = world.0.db.read("log-check-forgotten", |raw| {
            raw.one(FORGOTTEN, &args, |row| row.int(0))
        })?;
        let forgotten = forgotten.filter(|forgotten| *forgotten >= since);
        let forgotten = forgotten.ok_or_else(|| unopened(self.shut))?;
        if at < Moment::from_millis(forgotten).minus(MOMENT).millis() {
            return Err(changed());
        }
        Ok(())
    }

    /// How many parts of an entry were not found whole, and whether it is one of those that were checked.
    fn missing(&self, entry: &At, subjects: &[u8]) -> (usize, bool) {
        let (mut all, mut missing, mut is_checked) = (0, 0, false);
        for commitment in subjects.chunks_exact(COMMITMENT) {
            all += 1;
            let digest = digest(&self.owed.key, entry, commitment);
            if let Ok(at) = self.owed.digests.binary_search(&digest) {
                is_checked = true;
                missing += usize::from(self.is_there.get(at) == Some(&false));
            }
        }
        if is_checked {
            return (missing, true);
        }
        let found = self.newer.get(entry).map_or(0, Vec::len);
        (usize::saturating_sub(all, found), false)
    }
}

/// An entry that was not checked.
struct Newer {
    id: [u8; 16],
    act: Vec<u8>,
    subjects: Vec<u8>,
    index: i64,
}

impl Newer {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: id16(row.bytes(0)?).ok_or_else(changed)?,
            act: row.bytes(1)?.to_vec(),
            subjects: row.bytes(2)?.to_vec(),
            index: row.int(3)?,
        })
    }
}

/// What a part's entry must commit to. It opens in its own entry alone.
pub(super) fn opened(
    key: &MemberKey,
    (member, entry): (&[u8; 16], &[u8; 16]),
    sealed: &[u8],
) -> Result<[u8; COMMITMENT], Fault> {
    let place = subject_place(member, entry);
    let plain = key
        .own()
        .open(subject_spot(&place), sealed)
        .map_err(|_| changed())?;
    let (salt, subject) = plain.split_first_chunk::<32>().ok_or_else(changed)?;
    let subject = Subject::decode(subject).map_err(|_| changed())?;
    if subject.member != *member {
        return Err(changed());
    }
    Ok(*subject.commitment(&Salt::from_bytes(*salt)).as_bytes())
}

fn changed() -> Fault {
    Fault::World(
        "a part of an entry about a member was changed, moved or put in; the ledger does not verify; restore it from a backup"
            .to_owned(),
    )
}

fn unopened(parts: usize) -> Fault {
    Fault::World(format!(
        "{parts} parts of entries are about members who are not there or were forgotten long ago: no act leaves such parts; the ledger does not verify"
    ))
}
