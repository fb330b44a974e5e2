//! What must be true after each step of the week, kept beside the store and knowing nothing of how it works.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure};
use switchboard_store::rules::budget::Caps;
use switchboard_store::rules::card::Size;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::pack::RulePack;
use switchboard_store::rules::roll::RollRow;

/// What is known of a number from the roll that was imported.
#[derive(Debug, Default)]
pub(crate) struct Number {
    /// Members who have it.
    pub(crate) members: u32,
    /// Whether nobody is ever to be rung at it: do not call, on a screening list, dead, under age.
    pub(crate) is_never: bool,
}

impl Number {
    /// Takes one more member into account who has it, in a year.
    pub(crate) fn add(&mut self, row: &RollRow, year: i16) {
        let is_young = row
            .birth_date
            .is_some_and(|born| i32::from(year) - i32::from(born.day().year()) < 17);
        let is_never = row.do_not_call || row.deceased || is_young || row.ends_on.is_some();
        self.is_never = is_never && (self.members == 0 || self.is_never);
        self.members += 1;
    }
}

/// What happened at a number.
#[derive(Debug, Default)]
struct Rung {
    open: Option<(usize, Moment)>,
    last: Option<Moment>,
    asked: Option<Moment>,
    calls: BTreeMap<usize, u32>,
    banned: BTreeSet<usize>,
    is_banned: bool,
}

/// What a caller was dealt.
#[derive(Debug, Default)]
struct Dealt {
    hour: (i64, u32),
    evening: (i64, u32),
}

/// The promises, and how much they were asked.
pub(crate) struct Promises {
    roll: BTreeMap<String, Number>,
    rung: BTreeMap<String, Rung>,
    dealt: BTreeMap<usize, Dealt>,
    pack: RulePack,
    caps: Caps,
    slots: u32,
    /// Names and numbers shown, and outcomes taken: each has an entry of its own.
    pub(crate) told: u64,
}

/// Who rings: a place in the cast, and their campaign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who {
    pub(crate) caller: usize,
    pub(crate) campaign: usize,
}

/// Two members may have one number; between two calls at it there is this much at least (the packs' `number-rest`).
const NUMBER_REST: Span = Span::minutes(30);

impl Promises {
    pub(crate) fn new(
        roll: BTreeMap<String, Number>,
        pack: RulePack,
        caps: Caps,
        slots: u32,
    ) -> Self {
        Self {
            roll,
            rung: BTreeMap::new(),
            dealt: BTreeMap::new(),
            pack,
            caps,
            slots,
            told: 0,
        }
    }

    /// A card was dealt: in hours for calls, and within the caller's budget.
    pub(crate) fn dealt(&mut self, who: Who, now: Moment) -> anyhow::Result<()> {
        ensure!(
            self.pack.is_open(now),
            "a card was dealt outside hours for calls"
        );
        let (hour, evening) = (now.millis() / 3_600_000, now.millis() / 86_400_000);
        let dealt = self.dealt.entry(who.caller).or_default();
        let count = |window: &mut (i64, u32), at: i64| {
            let n = if window.0 == at { window.1 + 1 } else { 1 };
            *window = (at, n);
            n
        };
        let in_hour = count(&mut dealt.hour, hour);
        let in_evening = count(&mut dealt.evening, evening);
        ensure!(in_hour <= self.caps.hour, "{in_hour} cards in an hour");
        ensure!(
            in_evening <= self.caps.evening,
            "{in_evening} cards in an evening"
        );
        self.told += 1;
        Ok(())
    }

    /// Numbers were shown: of somebody who may be rung, on no other desk, rested, and within the campaign's calls.
    pub(crate) fn shown(
        &mut self,
        who: Who,
        numbers: &[String],
        (now, until): (Moment, Moment),
    ) -> anyhow::Result<()> {
        ensure!(
            self.pack.is_open(now),
            "a number was shown outside hours for calls"
        );
        for tel in numbers {
            let Some(known) = self.roll.get(tel) else {
                bail!("a number that isn't on the roll was shown");
            };
            ensure!(!known.is_never, "a number that nobody is rung at was shown");
            let rung = self.rung.entry(tel.clone()).or_default();
            let is_elsewhere = rung
                .open
                .is_some_and(|(caller, until)| caller != who.caller && until > now);
            ensure!(!is_elsewhere, "a number lay on two desks");
            ensure!(
                !rung.is_banned && !rung.banned.contains(&who.campaign),
                "a number was shown after an objection"
            );
            let has_rested = rung.last.is_none_or(|last| now.since(last) >= NUMBER_REST);
            // Whoever asked to be rung back is, at the moment they named.
            let asked = rung.asked.is_some_and(|at| now >= at);
            ensure!(
                has_rested || asked,
                "a number was rung again within half an hour"
            );
            let calls = rung.calls.entry(who.campaign).or_default();
            *calls += 1;
            ensure!(
                known.members > 1 || *calls <= self.slots,
                "{calls} calls of one campaign to one member"
            );
            rung.open = Some((who.caller, until));
            rung.last = Some(now);
        }
        self.told += 1;
        Ok(())
    }

    /// The card is off the desk.
    pub(crate) fn said(&mut self, who: Who, numbers: &[String]) {
        for tel in numbers {
            if let Some(rung) = self.rung.get_mut(tel)
                && rung.open.is_some_and(|(caller, _)| caller == who.caller)
            {
                rung.open = None;
            }
        }
        self.told += 1;
    }

    /// The member wants to be rung at a moment of their own.
    pub(crate) fn asked_back(&mut self, numbers: &[String], at: Moment) {
        for tel in numbers {
            self.rung.entry(tel.clone()).or_default().asked = Some(at);
        }
    }

    /// The member wants no calls, as far as that reaches. Of a number that two members have nothing is known after it.
    pub(crate) fn objected(&mut self, who: Who, numbers: &[String], size: Size) {
        for tel in numbers {
            if self.roll.get(tel).is_none_or(|known| known.members > 1) {
                continue;
            }
            let rung = self.rung.entry(tel.clone()).or_default();
            match size {
                Size::ThisCampaign => {
                    rung.banned.insert(who.campaign);
                }
                Size::AnyCampaign | Size::Anyone => rung.is_banned = true,
            }
        }
    }

    /// Different numbers that were rung at all.
    pub(crate) fn reached(&self) -> usize {
        self.rung.len()
    }
}
