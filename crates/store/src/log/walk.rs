//! Walking through a whole log: each leaf made again, its account's chain followed, the tree grown.

use std::collections::HashMap;

use switchboard_ledger::entry::Act;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::resumed::{RESUMED_KIND, Resumption};
use switchboard_ledger::tree::Frontier;

use super::lost::{self, Resumed};
use super::parts::Owed;
use super::sequence::{Head, leaf, open_act};
use super::shown::Hours;
use super::tiles::Growing;
use crate::engine::{Arg, Raw, Row};
use crate::fault::Fault;
use crate::session::{SYSTEM, id16};
use crate::world::World;

/// How many leaves are read at once: whole bundles.
const SLICE: i64 = 2_048;
const ENTRIES: &str = "select idx, id, account, act_sealed, subjects, number, previous, leaf, at, kind from entry where idx >= $1 and idx < $2 order by idx limit 2048";

/// The system's entries of one kind that are not walked through.
const BEHIND: &str = "select id, act_sealed from entry where bucket = $1 and account = $2 and kind = $3 and (idx is null or idx >= $4) order by id limit 1000";

/// Where each account's chain ends: its last number, and the leaf hash of that entry.
pub(super) type Chains = HashMap<[u8; 16], (i64, Hash)>;

/// A walk through a log, from its first entry.
pub(super) struct Walk<'w> {
    world: &'w World,
    /// The tree of what was walked through.
    pub(super) frontier: Frontier,
    /// Its tiles.
    pub(super) tiles: Growing,
    /// The accounts' chains.
    pub(super) chains: Chains,
    /// The root at the size that is signed.
    pub(super) signed_root: Hash,
    /// Entries of which only the record is left.
    pub(super) lost: u64,
    /// What the entries commit to about members.
    pub(super) owed: Owed,
    /// How much they say was shown, by the hour.
    pub(super) shown: Hours,
    /// The first place that is not walked through.
    pub(super) end: i64,
    signed_size: u64,
    /// The times the log went on over lost entries, those passed already in front.
    resumed: Vec<Resumed>,
    passed: usize,
    /// What entries tell of that.
    told: Vec<Resumption>,
}

/// An entry as it is kept.
struct KeptRow {
    id: [u8; 16],
    account: [u8; 16],
    act: Vec<u8>,
    subjects: Vec<u8>,
    number: i64,
    previous: Vec<u8>,
    record: Vec<u8>,
    at: i64,
    kind: i64,
}

enum Leaf {
    Kept(Box<KeptRow>),
    Lost(Vec<u8>),
}

fn read(row: &Row<'_>) -> Result<(i64, Leaf), Fault> {
    let entry = KeptRow {
        id: id16(row.bytes(1)?).unwrap_or_default(),
        account: id16(row.bytes(2)?).unwrap_or_default(),
        act: row.bytes(3)?.to_vec(),
        subjects: row.bytes(4)?.to_vec(),
        number: row.int(5)?,
        previous: row.bytes(6)?.to_vec(),
        record: row.bytes(7)?.to_vec(),
        at: row.int(8)?,
        kind: row.int(9)?,
    };
    Ok((row.int(0)?, Leaf::Kept(Box::new(entry))))
}

fn slice(raw: &mut Raw<'_>, from: i64, to: i64) -> Result<Vec<(i64, Leaf)>, Fault> {
    let mut leaves = raw.all(ENTRIES, &[Arg::Int(from), Arg::Int(to)], read)?;
    let whole = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
    if leaves.len() < whole {
        let lost = lost::between(raw, from, to)?;
        leaves.extend(lost.into_iter().map(|(index, it)| (index, Leaf::Lost(it))));
        leaves.sort_by_key(|(index, _)| *index);
    }
    Ok(leaves)
}

impl<'w> Walk<'w> {
    /// At the beginning of the tree that `published` is the head of.
    pub(super) fn begin(world: &'w World, published: &Head) -> Result<Self, Fault> {
        Ok(Self {
            world,
            frontier: Frontier::new(),
            tiles: Growing::default(),
            chains: Chains::new(),
            signed_root: Hash::ZERO,
            lost: 0,
            owed: Owed::new()?,
            shown: Hours::default(),
            signed_size: published.signed_size,
            end: i64::try_from(published.size).unwrap_or(i64::MAX),
            resumed: lost::resumed(world)?,
            passed: 0,
            told: Vec::new(),
        })
    }

    /// Goes on by some thousand leaves; false at the end.
    pub(super) fn step(&mut self) -> Result<bool, Fault> {
        let from = i64::try_from(self.frontier.size()).unwrap_or(i64::MAX);
        let to = from.saturating_add(SLICE).min(self.end);
        let leaves = self
            .world
            .0
            .db
            .read("log-check", |raw| slice(raw, from, to))?;
        if leaves.is_empty() {
            return Ok(false);
        }
        for (index, leaf) in leaves {
            if Ok(index) != i64::try_from(self.frontier.size()) {
                return Err(wrong(self.frontier.size(), "is missing"));
            }
            match leaf {
                Leaf::Kept(entry) => self.kept(&entry)?,
                Leaf::Lost(record) => self.lost(&record)?,
            }
            self.pass()?;
        }
        Ok(true)
    }

    fn kept(&mut self, entry: &KeptRow) -> Result<(), Fault> {
        let index = self.frontier.size();
        let begins = lost::after(self.before().last());
        let chain = self.chains.get(&entry.account).copied().unwrap_or(begins);
        if entry.number != chain.0.saturating_add(1) || entry.previous != chain.1.as_bytes() {
            return Err(wrong(index, "does not follow its account's entry before"));
        }
        let changed = || wrong(index, "was changed");
        // What stands beside the sealed act in clear is for looking up; it must say what the act says.
        let inner = &self.world.0;
        let act = open_act(inner, &entry.id, &entry.act).map_err(|_| changed())?;
        let told = &act.0;
        let says = (told.account, told.at_ms, i64::from(told.kind));
        if says != (entry.account, entry.at, entry.kind) {
            return Err(changed());
        }
        let before = (entry.number, chain.1);
        let made = leaf(inner, &entry.id, &act, &entry.subjects, before)?;
        if made.as_slice() != entry.record {
            return Err(changed());
        }
        self.owed.add(&entry.id, told, &entry.subjects);
        self.shown.add(told, &entry.subjects);
        self.note(told);
        let hash = leaf_hash(&made);
        self.chains.insert(entry.account, (entry.number, hash));
        self.grow(hash);
        Ok(())
    }

    /// The times that lie behind.
    fn before(&self) -> &[Resumed] {
        self.resumed.get(..self.passed).unwrap_or_default()
    }

    /// Keeps what the system's own entry tells, where it stands behind what it tells of.
    fn note(&mut self, act: &Act) {
        let size = self.frontier.size();
        self.told
            .extend(told_by(act).filter(|one| one.size <= size));
    }

    /// A record without its entry stands only where the log says that some were lost.
    fn lost(&mut self, record: &[u8]) -> Result<(), Fault> {
        let index = self.frontier.size();
        let ahead = self.resumed.get(self.passed).map(|one| one.resumption);
        if ahead.is_none_or(|one| index < one.from || index >= one.size) {
            return Err(wrong(index, "is lost, and nothing says so"));
        }
        self.lost = self.lost.saturating_add(1);
        self.grow(leaf_hash(record));
        Ok(())
    }

    fn grow(&mut self, hash: Hash) {
        let mut nodes = Vec::new();
        self.frontier.append_visiting(hash, |node| nodes.push(node));
        for node in &nodes {
            self.tiles.add_whole(node);
        }
        if self.frontier.size() == self.signed_size {
            self.signed_root = self.frontier.root();
        }
    }

    /// Where the log went on over lost entries every chain leads through that.
    fn pass(&mut self) -> Result<(), Fault> {
        let size = self.frontier.size();
        let Some(next) = self.resumed.get(self.passed) else {
            return Ok(());
        };
        if next.resumption.size != size {
            return Ok(());
        }
        if next.resumption.root != self.frontier.root() {
            return Err(Fault::World(format!(
                "what is kept of how the log went on at {size} names another root than the entries make; the ledger was changed"
            )));
        }
        let link = next.resumption.link();
        for (number, head) in self.chains.values_mut() {
            (*number, *head) = (number.saturating_add(1), link);
        }
        self.passed += 1;
        Ok(())
    }

    /// Whether an entry tells of each time that the log went on over lost ones, and nothing is said of a time that never was.
    pub(super) fn is_told(&self) -> Result<(), Fault> {
        if let Some(one) = self.resumed.get(self.passed) {
            return Err(Fault::World(format!(
                "the store says that the log went on over lost entries at {}, and its {} entries don't lead through that; the ledger was changed",
                one.resumption.size,
                self.frontier.size()
            )));
        }
        let mut told = self.told.clone();
        if self
            .before()
            .iter()
            .any(|one| !told.contains(&one.resumption))
        {
            told.extend(self.told_behind()?);
        }
        let mut all = self.before().iter();
        match all.find(|one| !told.contains(&one.resumption)) {
            Some(one) => Err(Fault::World(format!(
                "entries before {} are lost, and no entry says so; the ledger was changed",
                one.resumption.size
            ))),
            None => Ok(()),
        }
    }

    /// What entries tell that wait for their place, or got it after this walk began: each stands behind all that is walked
    /// through.
    fn told_behind(&self) -> Result<Vec<Resumption>, Fault> {
        let args = [
            Arg::Int(SYSTEM.bucket()),
            Arg::Bytes(SYSTEM.as_bytes()),
            Arg::Int(i64::from(RESUMED_KIND)),
            Arg::Int(self.end),
        ];
        let behind = self.world.0.db.read("log-check-told", |raw| {
            raw.all(BEHIND, &args, |row| {
                Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec()))
            })
        })?;
        let mut told = Vec::new();
        for (id, sealed) in behind {
            let (act, _) = open_act(&self.world.0, &id, &sealed)?;
            told.extend(told_by(&act));
        }
        Ok(told)
    }
}

/// What an entry tells of lost ones, if it is the system's.
fn told_by(act: &Act) -> Option<Resumption> {
    let is_telling = act.kind == RESUMED_KIND && act.account == *SYSTEM.as_bytes();
    is_telling.then(|| Resumption::parse(&act.detail)).flatten()
}

pub(super) fn wrong(index: u64, what: &str) -> Fault {
    Fault::World(format!("entry {index} {what}; the ledger does not verify"))
}
