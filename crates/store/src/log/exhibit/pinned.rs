//! What an exhibit of an account brings so that it shows by itself that it is all: the account's rows under two entries that
//! pin every account's last one, and the account's entries between those that the exhibit isn't about.

use std::collections::BTreeSet;

use switchboard_ledger::exhibit::PinnedRow;
use switchboard_ledger::heads::{HEADS_KIND, HeadProof, HeadsRoot, heads_root};
use switchboard_ledger::resumed::{RESUMED_KIND, Resumption};
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;

use super::super::lost::all_resumed;
use super::super::pins;
use super::Wanted;
use super::line::{Picked, read};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::world::Inner;

/// The most entries that stand beside only to show that none is missing: an hour's on each side is what it takes.
const FILL_MAX: usize = 1_000;
/// How many places behind what it tells of an entry is looked for: behind what waited for its place when it was written, most
/// often a few, after an outage many.
const LOOKS: [u64; 3] = [1_000, 10_000, 100_000];

/// What shows that all of an account's entries are here.
#[derive(Default)]
pub(super) struct Pinned {
    pub(super) rows: Vec<PinnedRow>,
    /// The entries that pin, and those that tell what was lost between.
    pub(super) tell: Vec<Picked>,
    /// The account's entries between the rows that the exhibit isn't about: only whose, when and where is shown of them.
    pub(super) fill: Vec<Picked>,
}

/// Whose entries were chosen, and which.
pub(super) struct Shown<'c> {
    pub(super) account: AccountId,
    pub(super) wanted: &'c Wanted,
    pub(super) entries: &'c [Picked],
    pub(super) next: Option<u64>,
    /// How many entries are signed.
    pub(super) signed: u64,
}

/// A pin with its entry.
struct Pin {
    size: u64,
    entry: Picked,
}

/// Reads what shows that the chosen entries are all; nothing where the account is not pinned yet, or too many of its entries
/// would have to stand beside.
pub(super) fn pinned(world: &Inner, raw: &mut Raw<'_>, shown: &Shown<'_>) -> Result<Pinned, Fault> {
    let Some(until) = shown.until(world, raw)? else {
        return Ok(Pinned::default());
    };
    let Some(last) = shown.row(raw, &until)? else {
        return Ok(Pinned::default());
    };
    let mut since = None;
    if let Some(pin) = shown.since(world, raw, until.size)?
        && let Some(row) = shown.row(raw, &pin)?
    {
        since = Some((pin, row));
    }
    let from = since.as_ref().map_or(0, |(pin, _)| pin.size);
    let fill = shown.fill(world, raw, (from, until.size))?;
    let told = told(world, raw, (from, until.size), shown.signed)?;
    let (Some(fill), Some(mut tell)) = (fill, told) else {
        return Ok(Pinned::default());
    };
    let mut rows = Vec::new();
    if let Some((pin, row)) = since {
        rows.push(row);
        tell.push(pin.entry);
    }
    rows.push(last);
    tell.push(until.entry);
    Ok(Pinned { rows, tell, fill })
}

impl Shown<'_> {
    /// The first pin behind all that the exhibit is about, or else the newest one.
    fn until(&self, world: &Inner, raw: &mut Raw<'_>) -> Result<Option<Pin>, Fault> {
        let last = self.entries.last().and_then(|entry| entry.index);
        let behind = last.map_or(self.wanted.first, |last| last.saturating_add(1));
        let (size, at) = match self.next {
            Some(next) => (next, Moment::from_millis(0)),
            None => (behind, self.wanted.until),
        };
        let behind = pins::up(raw, size, at)?;
        let mut pin = self.first_told(world, raw, &behind)?;
        if pin.is_none() {
            let newest = pins::down(raw, self.signed, Moment::from_millis(i64::MAX), 0)?;
            pin = self.first_told(world, raw, &newest)?;
        }
        // One from before the beginning shows nothing of what the exhibit is about.
        let (first, from) = (self.wanted.first, self.wanted.from.millis());
        Ok(pin.filter(|pin| pin.size > first && pin.entry.act.at_ms > from))
    }

    /// The last pin from before all that the exhibit is about; none where it begins with the account.
    fn since(&self, world: &Inner, raw: &mut Raw<'_>, until: u64) -> Result<Option<Pin>, Fault> {
        let first = self.entries.first().and_then(|entry| entry.index);
        let before_next = self.next.map(|next| next.saturating_sub(1));
        let most = first.or(before_next).unwrap_or(self.signed);
        let most = most.min(until.saturating_sub(1));
        let sizes = pins::down(raw, most, self.wanted.from, self.wanted.first)?;
        self.first_told(world, raw, &sizes)
    }

    /// The first of these that its entry tells of.
    fn first_told(
        &self,
        world: &Inner,
        raw: &mut Raw<'_>,
        sizes: &[u64],
    ) -> Result<Option<Pin>, Fault> {
        for size in sizes {
            let is_it = |entry: &Picked| {
                HeadsRoot::parse(&entry.act.detail).is_some_and(|root| root.size == *size)
            };
            let found = tells(world, raw, (HEADS_KIND, *size, self.signed), is_it)?;
            if let Some(entry) = found {
                return Ok(Some(Pin { size: *size, entry }));
            }
        }
        Ok(None)
    }

    /// The account's row under a pin; none where it had no entry yet.
    fn row(&self, raw: &mut Raw<'_>, pin: &Pin) -> Result<Option<PinnedRow>, Fault> {
        let rows = pins::rows_at(raw, pin.size)?;
        let told = HeadsRoot::parse(&pin.entry.act.detail);
        let entry = pin.entry.placed()?;
        // All of them: else an account whose row was taken out would pass for one that had no entry yet.
        if told.is_some_and(|told| heads_root(&rows) == Ok(told.root)) {
            let row = HeadProof::prove(&rows, self.account.as_bytes()).ok();
            return Ok(row.map(|row| PinnedRow { entry, row }));
        }
        Err(Fault::World(format!(
            "the rows that are kept of the accounts are others than entry {entry} of the log pins: the database was changed; nothing of it is handed out"
        )))
    }

    /// The account's entries at these places that the exhibit isn't about; none where they are too many.
    fn fill(
        &self,
        world: &Inner,
        raw: &mut Raw<'_>,
        (from, to): (u64, u64),
    ) -> Result<Option<Vec<Picked>>, Fault> {
        let chosen: BTreeSet<Option<u64>> = self.entries.iter().map(|entry| entry.index).collect();
        let most = chosen.len().saturating_add(FILL_MAX);
        let args = [
            Arg::Int(self.account.bucket()),
            Arg::Bytes(self.account.as_bytes()),
            Arg::Int(whole(from)),
            Arg::Int(whole(to)),
            Arg::Int(i64::try_from(most + 1).unwrap_or(i64::MAX)),
        ];
        let found = raw.all(BETWEEN, &args, read)?;
        if found.len() > most {
            return Ok(None);
        }
        let mut fill = Vec::new();
        for found in found {
            if !chosen.contains(&found.placed()) {
                fill.push(Picked::of(world, found)?.unknown());
            }
        }
        Ok(Some(fill))
    }
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// `+ 0` keeps both engines to the account's own stretch of the table instead of the order of the whole log.
const BETWEEN: &str = "select idx, id, act_sealed, subjects, number, previous from entry where bucket = $1 and account = $2 and idx is not null and idx + 0 >= $3 and idx + 0 < $4 order by idx + 0 limit $5";

const TELLS: &str = "select idx, id, act_sealed, subjects, number, previous from entry where idx >= $1 and idx < $2 and kind = $3 order by idx limit 10";

/// The entry of this kind that tells of the log at this size, if it is signed.
fn tells(
    world: &Inner,
    raw: &mut Raw<'_>,
    (kind, size, signed): (u16, u64, u64),
    is_it: impl Fn(&Picked) -> bool,
) -> Result<Option<Picked>, Fault> {
    let mut at = size;
    for look in LOOKS {
        let end = size.saturating_add(look).min(signed);
        let args = [
            Arg::Int(whole(at)),
            Arg::Int(whole(end)),
            Arg::Int(i64::from(kind)),
        ];
        for found in raw.all(TELLS, &args, read)? {
            let entry = Picked::of(world, found)?;
            if is_it(&entry) {
                return Ok(Some(entry));
            }
        }
        at = end;
    }
    Ok(None)
}

/// The entries that tell of lost ones over which the account's chain leads from the one pin to the other; none where one of
/// them isn't signed.
fn told(
    world: &Inner,
    raw: &mut Raw<'_>,
    (from, to): (u64, u64),
    signed: u64,
) -> Result<Option<Vec<Picked>>, Fault> {
    let mut told = Vec::new();
    for once in all_resumed(raw)? {
        let Resumption { size, .. } = once.resumption;
        if size <= from || size > to {
            continue;
        }
        let is_it = |entry: &Picked| {
            Resumption::parse(&entry.act.detail).is_some_and(|told| told.size == size)
        };
        match tells(world, raw, (RESUMED_KIND, size, signed), is_it)? {
            Some(entry) => told.push(entry),
            None => return Ok(None),
        }
    }
    Ok(Some(told))
}
