//! What happens, in the order of its moments.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use anyhow::{Context as _, bail, ensure};
use fake::rand::rngs::StdRng;
use fake::rand::{RngExt as _, SeedableRng as _};
use switchboard_store::desk::{self, Back, Dealt, Report, Shown, Taken};
use switchboard_store::rules::card::{Outcome, Size};
use switchboard_store::rules::freeze::Target;
use switchboard_store::rules::ids::{AccountId, BankId, CardId, FreezeId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::Reason;
use switchboard_store::{Auth, Verdict};
use switchboard_store::{door, freezes, log};

use super::Setting;
use super::calls::outcome;
use super::cast::{Cast, MONDAY, Person, given};
use super::promises::Who;

/// How a week went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Cards that each campaign was dealt.
    pub cards: Vec<u64>,
    /// Different numbers that were rung.
    pub numbers: usize,
    /// Members who wanted no more calls.
    pub objections: u64,
    /// Acts that a freeze or an end of access refused, as it had to.
    pub refused: u64,
    /// Outcomes that were changed within their minute.
    pub changed: u64,
    /// Members who rang back and were on their caller's desk again.
    pub rang_back: u64,
    /// Cards that nobody reported on.
    pub unreported: u64,
    /// Entries of the ledger at the end, all of them signed and checked.
    pub entries: u64,
}

/// What a caller does next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Next,
    Show(CardId),
    Say(CardId, Vec<String>),
    /// The thumb slipped.
    Change(CardId, Vec<String>),
    /// The number of somebody who wasn't reached rings.
    RingsBack(Vec<String>),
}

/// How often cards whose time is up are closed, and entries are given their places.
const TENDED: Span = Span::minutes(5);
/// Reading the card, and writing down what came of it.
const READS: Span = Span::seconds(8);
const WRITES: Span = Span::seconds(15);
/// Mean length of a call that was measured, in seconds.
const CALL_S: f64 = 32.6;

struct Week {
    cast: Cast,
    chance: StdRng,
    due: BinaryHeap<Reverse<(Moment, usize, Step)>>,
    ends_at: Moment,
    /// Whose access has ended.
    gone: Option<usize>,
    /// How often they were refused.
    gone_refused: u64,
    /// Which campaign stands still.
    frozen: Option<usize>,
    rang_beside: u64,
    told: Told,
}

pub(super) fn play(cast: Cast, setting: &Setting) -> anyhow::Result<Told> {
    let mut week = Week {
        told: Told {
            cards: vec![0; cast.banks.len()],
            numbers: 0,
            objections: 0,
            refused: 0,
            changed: 0,
            rang_back: 0,
            unreported: 0,
            entries: 0,
        },
        cast,
        chance: StdRng::seed_from_u64(setting.seed),
        due: BinaryHeap::new(),
        ends_at: MONDAY,
        gone: None,
        gone_refused: 0,
        frozen: None,
        rang_beside: 0,
    };
    for evening in 0..setting.evenings {
        let from = MONDAY.plus(Span::days(evening.into()));
        week.evening(from, Span::minutes(setting.minutes.into()), evening)?;
        week.cast = week.cast.open_again()?;
    }
    week.end(MONDAY.plus(Span::days(setting.evenings.into())))
}

impl Week {
    /// Somebody's access ends on the second evening, a campaign stands still for a while on the third.
    fn evening(&mut self, from: Moment, length: Span, evening: u32) -> anyhow::Result<()> {
        self.cast.sign_in(from);
        self.ends_at = from.plus(length);
        let part = |n: i64| from.plus(Span::millis(length.as_millis() / 4 * n));
        for caller in 0..self.cast.callers.len() {
            let late = Span::seconds(self.chance.random_range(0..120));
            self.due
                .push(Reverse((from.plus(late), caller, Step::Next)));
        }
        let mut tended = from;
        let mut freeze = None;
        while let Some(Reverse((at, caller, step))) = self.due.pop() {
            if evening == 1 && self.gone.is_none() && at >= part(1) {
                self.end_access(at)?;
            }
            if evening == 2 && freeze.is_none() && at >= part(1) {
                freeze = Some(self.press(at)?);
            }
            if let (Some(id), Some(_)) = (freeze, self.frozen)
                && at >= part(2)
            {
                given(&self.cast.world, self.returning(), at, move |tx| {
                    freezes::lift(tx, id)
                })?;
                self.frozen = None;
                ensure!(
                    self.rang_beside > 0,
                    "nobody rang while one campaign stood still"
                );
            }
            if at.since(tended) >= TENDED {
                tended = at;
                self.tend(at)?;
            }
            self.step(at, caller, step)?;
        }
        // Whoever holds a card goes home without a word.
        self.tend(self.ends_at.plus(Span::hours(2)))
    }

    fn tend(&mut self, now: Moment) -> anyhow::Result<()> {
        loop {
            let closed = desk::sweep(&self.cast.world, now)?;
            self.told.unreported += u64::try_from(closed)?;
            if closed == 0 {
                break;
            }
        }
        while log::keep_up(&self.cast.world, "week", || now, |_| {})? {}
        Ok(())
    }

    fn returning(&self) -> Auth {
        Auth::Session(self.cast.returning.key)
    }

    fn end_access(&mut self, now: Moment) -> anyhow::Result<()> {
        let account = self.cast.callers.first().map(|person| person.account);
        let Some(account) = account else {
            return Ok(());
        };
        given(&self.cast.world, Auth::Console, now, move |tx| {
            door::end_access(tx, account)
        })?;
        self.gone = Some(0);
        Ok(())
    }

    fn press(&mut self, now: Moment) -> anyhow::Result<FreezeId> {
        let campaigns = self.cast.campaigns.iter().copied().enumerate();
        let (last, campaign) = campaigns
            .max_by_key(|(at, _)| *at)
            .context("no campaign rings")?;
        let target = Target::Campaign {
            campaign,
            contest: self.cast.contest,
        };
        let pressed = given(&self.cast.world, self.returning(), now, move |tx| {
            freezes::press(tx, target, "Cards are asked for by a program")
        })?;
        let freezes::Pressed::Frozen { id, .. } = pressed else {
            bail!("a campaign could not be frozen");
        };
        self.frozen = Some(last);
        self.rang_beside = 0;
        Ok(id)
    }

    fn step(&mut self, now: Moment, caller: usize, step: Step) -> anyhow::Result<()> {
        match step {
            Step::Next => self.next(now, caller),
            Step::Show(card) => self.show(now, caller, card),
            Step::Say(card, numbers) => self.say(now, caller, card, &numbers),
            Step::Change(card, numbers) => self.change(now, caller, card, &numbers),
            Step::RingsBack(numbers) => self.rings_back(now, caller, &numbers),
        }
    }

    fn person(&self, caller: usize) -> anyhow::Result<&Person> {
        self.cast.callers.get(caller).context("nobody of the cast")
    }

    /// Who somebody is, and where they ring.
    fn who(&self, caller: usize) -> anyhow::Result<(Auth, Who, (BankId, AccountId))> {
        let person = self.person(caller)?;
        let who = Who {
            caller,
            campaign: person.campaign,
        };
        let bank = self.cast.banks.get(person.campaign);
        let bank = *bank.context("no bank of that campaign")?;
        Ok((Auth::Session(person.key), who, (bank, person.account)))
    }

    /// Whether a refusal is one that had to come; anything else ends the story.
    fn refused(&mut self, caller: usize, reason: Reason) -> anyhow::Result<()> {
        let campaign = self.person(caller)?.campaign;
        let had_to = self.gone == Some(caller) || self.frozen == Some(campaign);
        ensure!(had_to, "somebody was refused: {}", reason.code());
        self.told.refused += 1;
        self.gone_refused += u64::from(self.gone == Some(caller));
        Ok(())
    }

    /// Whoever is shown something may be: their access has not ended, and no freeze stops them.
    fn may(&self, caller: usize) -> anyhow::Result<()> {
        let campaign = self.person(caller)?.campaign;
        ensure!(
            self.gone != Some(caller),
            "something was shown after access had ended"
        );
        ensure!(
            self.frozen != Some(campaign),
            "something was shown to whom a freeze stops"
        );
        Ok(())
    }

    fn next(&mut self, now: Moment, caller: usize) -> anyhow::Result<()> {
        if now >= self.ends_at {
            return Ok(());
        }
        let (auth, who, (bank, account)) = self.who(caller)?;
        let done = self.cast.world.write("week-next", auth, now, move |tx| {
            desk::next(tx, bank, account)
        });
        let dealt = match done.wait()?.verdict {
            Verdict::Given(dealt) => dealt,
            Verdict::Refused(refusal) => {
                self.refused(caller, refusal.reason)?;
                if self.gone != Some(caller) {
                    self.later(now, caller, Span::minutes(3));
                }
                return Ok(());
            }
        };
        self.may(caller)?;
        match dealt {
            Dealt::Card(card) => {
                self.cast.promises.dealt(who, now)?;
                if let Some(cards) = self.told.cards.get_mut(who.campaign) {
                    *cards += 1;
                }
                self.rang_beside += u64::from(self.frozen.is_some());
                let at = now.plus(READS);
                self.due.push(Reverse((at, caller, Step::Show(card.card))));
            }
            Dealt::Empty(empty) => {
                let soon = now.plus(Span::minutes(5));
                let at = empty
                    .next_at
                    .unwrap_or(soon)
                    .max(now.plus(Span::minutes(1)));
                self.due.push(Reverse((at, caller, Step::Next)));
            }
            Dealt::Spent(spent) => {
                let at = spent.again_at.unwrap_or(self.ends_at);
                self.due.push(Reverse((at, caller, Step::Next)));
            }
        }
        Ok(())
    }

    fn later(&mut self, now: Moment, caller: usize, by: Span) {
        self.due.push(Reverse((now.plus(by), caller, Step::Next)));
    }

    fn show(&mut self, now: Moment, caller: usize, card: CardId) -> anyhow::Result<()> {
        let (auth, who, (_, account)) = self.who(caller)?;
        let done = self.cast.world.write("week-number", auth, now, move |tx| {
            desk::show_number(tx, card, account)
        });
        let done = done.wait()?;
        let shown = match done.verdict {
            Verdict::Given(shown) => shown,
            Verdict::Refused(refusal) => {
                self.refused(caller, refusal.reason)?;
                self.later(now, caller, Span::minutes(3));
                return Ok(());
            }
        };
        match shown {
            Shown::Numbers(numbers, state) => {
                self.may(caller)?;
                let numbers = numbers
                    .disclose(&done.proof)
                    .map_err(|_| anyhow::anyhow!("a number that was recorded can't be opened"))?;
                let tels: Vec<String> = numbers.0.iter().map(|one| one.tel.clone()).collect();
                let until = state.until().unwrap_or(now);
                self.cast.promises.shown(who, &tels, (now, until))?;
                let talk = -CALL_S * (1.0 - self.chance.random::<f64>()).ln();
                #[expect(clippy::cast_possible_truncation, reason = "minutes at most")]
                let call = Span::millis((talk.min(900.0) * 1_000.0) as i64);
                self.due
                    .push(Reverse((now.plus(call), caller, Step::Say(card, tels))));
            }
            // Somebody objected, or the hour is over, between the card and its number.
            Shown::Closed(_) | Shown::NotNow(_) => {
                let say = Step::Say(card, Vec::new());
                self.due.push(Reverse((now.plus(WRITES), caller, say)));
            }
        }
        Ok(())
    }

    fn say(
        &mut self,
        now: Moment,
        caller: usize,
        card: CardId,
        numbers: &[String],
    ) -> anyhow::Result<()> {
        let (auth, who, _) = self.who(caller)?;
        let Some(outcome) = outcome(&mut self.chance, now, numbers.is_empty()) else {
            // They put the telephone down and say nothing; the next card waits until this one's time is up.
            self.later(now, caller, Span::minutes(25));
            return Ok(());
        };
        let report = Report {
            card,
            outcome,
            note: None,
        };
        let done = self.cast.world.write("week-report", auth, now, move |tx| {
            desk::report(tx, &report)
        });
        match done.wait()?.verdict {
            Verdict::Given(Taken::Not(error)) => bail!("an outcome was not taken: {error}"),
            Verdict::Given(_) => {
                self.cast.promises.said(who, numbers);
                match outcome {
                    Outcome::DontCall(size) => {
                        self.cast.promises.objected(who, numbers, size);
                        self.told.objections += 1;
                    }
                    Outcome::CallBack(at) => self.cast.promises.asked_back(numbers, at),
                    _ => {}
                }
            }
            Verdict::Refused(refusal) => bail!("an outcome was refused: {}", refusal.reason.code()),
        }
        let wasnt_reached = matches!(outcome, Outcome::NoAnswer | Outcome::Machine);
        if !numbers.is_empty() && self.chance.random_range(0..100) < 3 {
            let step = Step::Change(card, numbers.to_vec());
            let at = now.plus(Span::seconds(20));
            self.due.push(Reverse((at, caller, step)));
        } else if wasnt_reached && !numbers.is_empty() && self.chance.random_range(0..100) < 2 {
            let at = now.plus(Span::seconds(30));
            self.due
                .push(Reverse((at, caller, Step::RingsBack(numbers.to_vec()))));
        } else {
            self.later(now, caller, WRITES);
        }
        Ok(())
    }

    /// The outcome is changed, now and then to an objection; the card is nobody else's meanwhile.
    fn change(
        &mut self,
        now: Moment,
        caller: usize,
        card: CardId,
        numbers: &[String],
    ) -> anyhow::Result<()> {
        let (auth, who, _) = self.who(caller)?;
        let objects = self.chance.random_range(0..5) == 0;
        let outcome = if objects {
            Outcome::DontCall(Size::Anyone)
        } else {
            Outcome::Busy
        };
        let report = Report {
            card,
            outcome,
            note: None,
        };
        let done = self
            .cast
            .world
            .write("week-change", auth, now, move |tx| desk::amend(tx, &report));
        match done.wait()?.verdict {
            Verdict::Given(Taken::InTime | Taken::Late | Taken::Before) if objects => {
                self.cast.promises.objected(who, numbers, Size::Anyone);
                self.told.objections += 1;
            }
            Verdict::Given(Taken::InTime) => self.told.changed += 1,
            // An objection stands, and a report that the office has settled.
            Verdict::Given(_) => ensure!(!objects, "an objection was not taken"),
            Verdict::Refused(refusal) => {
                ensure!(
                    !objects,
                    "an objection was refused: {}",
                    refusal.reason.code()
                );
                self.refused(caller, refusal.reason)?;
            }
        }
        self.later(now, caller, WRITES);
        Ok(())
    }

    fn rings_back(&mut self, now: Moment, caller: usize, numbers: &[String]) -> anyhow::Result<()> {
        let (auth, _, place) = self.who(caller)?;
        let number = numbers.first().cloned().unwrap_or_default();
        let number = number.trim_start_matches("tel:").to_owned();
        let done = self.cast.world.write("week-back", auth, now, move |tx| {
            desk::rings_back(tx, place, &number)
        });
        match done.wait()?.verdict {
            Verdict::Given(Back::Card(card)) => {
                self.may(caller)?;
                self.cast.promises.told += 1;
                self.told.rang_back += 1;
                // They are on the telephone already: no number is asked for.
                let say = Step::Say(card.card, Vec::new());
                self.due.push(Reverse((now.plus(WRITES), caller, say)));
                return Ok(());
            }
            Verdict::Given(_) => {}
            Verdict::Refused(refusal) => self.refused(caller, refusal.reason)?,
        }
        self.later(now, caller, WRITES);
        Ok(())
    }

    /// Everything is closed, placed, signed and checked.
    fn end(mut self, now: Moment) -> anyhow::Result<Told> {
        self.tend(now)?;
        let checked = log::verify(&self.cast.world)?;
        ensure!(checked.waiting == 0, "entries wait for their place");
        ensure!(
            checked.signed_size == checked.entries,
            "not every entry is signed"
        );
        ensure!(
            checked.entries >= self.cast.promises.told,
            "{} entries for {} acts that have one each",
            checked.entries,
            self.cast.promises.told
        );
        if let Some(gone) = self.gone {
            ensure!(
                self.gone_refused > 0,
                "whoever left ({gone}) was never refused"
            );
        }
        self.told.numbers = self.cast.promises.reached();
        self.told.entries = checked.entries;
        Ok(self.told)
    }
}
