//! Whose an objection may be, where more members share its address or its number than are opened for one row.
//!
//! A switchboard's number in a file of a thousand rows must not open a thousand members a thousand times. So whoever shares
//! one is opened once in an import, many in one look, and remembered by the two things that `--match` asks for: 32 bytes each,
//! and all of them together are at most the roll. Of numbers that still more share nobody is opened; there the objection is
//! everybody's who has it, once, so that none is left out.

use std::collections::{HashMap, HashSet};

use switchboard_rules::ids::MemberId;
use switchboard_rules::roll::{By, Reason, SaidRow};

use super::look::opened;
use super::lookups::What;
use super::matching::{Things, key_texts, keys, sharers};
use super::prepare::Preparer;
use crate::fault::Fault;

/// How many members who share one address or number are opened for objections by it.
const OPENED_MAX: usize = 10_000;
/// How many are looked up, or opened, in one look.
const PAGE: usize = 500;

/// Those who share one address or number.
enum Sharers {
    /// By the two things that each is known by, in order.
    Known(Vec<([u8; 16], MemberId)>),
    /// So many that an objection was kept for all of them.
    All,
}

/// What an import remembers of addresses and numbers that many share, by blind index.
pub(crate) struct Shared {
    of: HashMap<[u8; 16], Sharers>,
    /// For whom an objection was kept: once is enough, however many rows hold one.
    kept: HashSet<MemberId>,
    /// How many members were opened for that.
    pub(crate) opened: usize,
    /// How many may be, of those who share one.
    pub(crate) opened_max: usize,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            of: HashMap::new(),
            kept: HashSet::new(),
            opened: 0,
            opened_max: OPENED_MAX,
        }
    }
}

/// Whose an objection may be for whom none was kept yet, and why its row comes back.
pub(super) struct Objectors {
    pub(super) why: Reason,
    pub(super) may_be: Vec<MemberId>,
}

impl Preparer<'_> {
    /// Finds whose the objection of a row may be whose address or number many share.
    pub(super) fn objectors(
        &mut self,
        by: By,
        row: &SaidRow,
        two_things: &[[u8; 16]],
    ) -> Result<Objectors, Fault> {
        let (mut may_be, mut why) = (Vec::new(), Reason::SeveralFit);
        for (what, blind) in keys(self.world, by, row)? {
            if !self.memory.shared.of.contains_key(&blind) {
                let (sharers, all) = self.share(by, (what, &blind))?;
                self.memory.shared.of.insert(blind, sharers);
                may_be.extend(all);
            }
            match self.memory.shared.of.get(&blind) {
                Some(Sharers::Known(known)) => {
                    let fit = |key: &[u8; 16]| {
                        let from = known.partition_point(|(other, _)| other < key);
                        let same = known.iter().skip(from);
                        let same = same.take_while(move |(other, _)| other == key);
                        same.map(|(_, member)| *member).collect::<Vec<_>>()
                    };
                    may_be.extend(two_things.iter().flat_map(fit));
                }
                Some(Sharers::All) | None => why = Reason::SharedByMany,
            }
        }
        may_be.retain(|member| self.memory.shared.kept.insert(*member));
        Ok(Objectors { why, may_be })
    }

    /// Learns who shares an address or a number. Of so many that none is opened it answers all, so that the objection can be
    /// kept for each: later rows by it say nothing new.
    fn share(
        &mut self,
        by: By,
        (what, blind): (What, &[u8; 16]),
    ) -> Result<(Sharers, Vec<MemberId>), Fault> {
        let (world, aliases) = (self.world, std::sync::Arc::clone(&self.memory.aliases));
        let mut all: Vec<MemberId> = Vec::new();
        loop {
            let after = all
                .last()
                .map_or([].as_slice(), |last| last.as_bytes().as_slice());
            let page = world.db.read("import-match", |raw| {
                sharers(raw, (what, blind), (after, PAGE))
            })?;
            self.go_on()?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                break;
            }
        }
        if all.len() > self.memory.shared.opened_max {
            let keepers = all.iter().map(|member| aliases.keeper(*member));
            return Ok((Sharers::All, keepers.collect()));
        }
        let index = &world.keys.current()?.blind;
        let mut known = Vec::with_capacity(all.len());
        for part in all.chunks(PAGE) {
            let wholes = world
                .db
                .read("import-open", |raw| opened(world, raw, part))?;
            self.memory.shared.opened += part.len();
            self.go_on()?;
            for whole in wholes.iter().flatten() {
                let keeper = aliases.keeper(whole.member);
                let texts = key_texts(by, Things::from(&whole.row));
                let key = |text: &String| (index.short("match", text.as_bytes()), keeper);
                known.extend(texts.iter().map(key));
            }
        }
        known.sort_unstable();
        known.dedup();
        Ok((Sharers::Known(known), Vec::new()))
    }
}
