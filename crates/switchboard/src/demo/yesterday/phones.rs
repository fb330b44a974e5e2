//! Who rings of an evening, act by act.

use fake::rand::SeedableRng as _;
use fake::rand::rngs::StdRng;
use switchboard_store::desk::{self, Dealt, Report, Said, Shown, Taken};
use switchboard_store::rules::card::Outcome;
use switchboard_store::rules::ids::{AccountId, BankId, CardId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Opened, Role};
use switchboard_store::{Auth, Fault, SessionKey, World, banks, door};

use super::ends::Ends;
use super::{Evenings, Told, key, sides};
use crate::demo::contest::{Setup, given, granted, signed_in};

/// The same evenings each time.
pub(super) const SEED: u64 = 2019;
/// Reading the card.
const READS: Span = Span::seconds(8);

/// Whoever listens in on the evenings: tests hold what they hear against what must be true. Nobody, by itself.
pub(super) trait Listens {
    /// A card was dealt.
    fn dealt(&mut self, _to: &Seat, _at: Moment) {}
    /// Its numbers were shown then, and it is held until then.
    fn shown(&mut self, _to: &Seat, _numbers: &[String], _held: (Moment, Moment)) {}
    /// What came of it was written down; no numbers where none were shown.
    fn said(&mut self, _by: &Seat, _numbers: &[String], _outcome: Outcome) {}
}

impl Listens for () {}

/// Rings both evenings, so many cards a caller each.
pub(super) fn ring(
    world: &World,
    setup: &Setup,
    (evenings, cards): (&Evenings, i64),
    listens: &mut impl Listens,
) -> Result<Told, Fault> {
    let mut phones = Phones {
        world,
        callers: callers(setup)?,
        chance: StdRng::seed_from_u64(SEED),
        told: Told::default(),
        listens,
    };
    for (from, next) in evenings.each() {
        phones.come_in(from.minus(Span::minutes(2)))?;
        for card in 0..cards {
            phones.round(&Round {
                at: from.plus(Span::minutes(card)),
                next,
                is_last: card + 1 == cards,
            })?;
        }
        phones.go_home(from.plus(Span::minutes(cards)))?;
    }
    Ok(phones.told)
}

fn callers(setup: &Setup) -> Result<Vec<Caller>, Fault> {
    let mut all = Vec::new();
    for side in sides(setup) {
        let people = setup.people.iter();
        let own = people
            .filter(|one| one.role == Role::Caller && one.campaign == side.organiser.campaign);
        for (place, person) in own.enumerate() {
            all.push(Caller {
                code: person.code.clone(),
                seat: Seat {
                    account: person.account,
                    bank: side.bank,
                    key: key(person)?,
                    goes_silent: place == 0,
                },
            });
        }
    }
    Ok(all)
}

/// Somebody who rings.
struct Caller {
    code: String,
    seat: Seat,
}

/// Where they sit this evening.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) account: AccountId,
    pub(super) bank: BankId,
    key: SessionKey,
    /// Whether they go home without a word on the evening's last card, as somebody always does.
    goes_silent: bool,
}

/// Everybody's next card.
struct Round {
    at: Moment,
    /// The evening after, for which call-backs are asked.
    next: Moment,
    /// Whether it is the evening's last.
    is_last: bool,
}

/// A card that somebody has.
struct Call {
    seat: Seat,
    at: Moment,
    card: CardId,
    /// The numbers that were shown, if they were.
    tels: Vec<String>,
    ends: Ends,
}

impl Call {
    fn ends_at(&self) -> Moment {
        self.at.plus(READS).plus(self.ends.talks)
    }
}

/// All who ring, with what came of it.
struct Phones<'w, L> {
    world: &'w World,
    callers: Vec<Caller>,
    chance: StdRng,
    told: Told,
    listens: &'w mut L,
}

impl<L: Listens> Phones<'_, L> {
    fn come_in(&mut self, at: Moment) -> Result<(), Fault> {
        for caller in &mut self.callers {
            let signed = signed_in(self.world, (&caller.code, Opened::Code), at)?;
            caller.seat.key = SessionKey::of(signed.token.expose()).ok_or(Fault::NoSeat)?;
        }
        Ok(())
    }

    /// Acts of one kind come side by side, as they do of an evening; so they share a commit.
    fn round(&mut self, round: &Round) -> Result<(), Fault> {
        let ends: Vec<Ends> = self
            .callers
            .iter()
            .map(|_| Ends::draw(&mut self.chance, round.next))
            .collect();
        let calls = self.deal(round, ends)?;
        self.told.cards += u64::try_from(calls.len()).unwrap_or(0);
        let calls = self.show(calls)?;
        self.say(round, calls)
    }

    fn deal(&mut self, round: &Round, ends: Vec<Ends>) -> Result<Vec<Call>, Fault> {
        let mut asked = Vec::with_capacity(ends.len());
        for ((late, caller), ends) in (0..).zip(&self.callers).zip(ends) {
            let (seat, at) = (caller.seat, round.at.plus(Span::seconds(late)));
            let auth = Auth::Session(seat.key);
            let done = self.world.write("demo-next", auth, at, move |tx| {
                desk::next(tx, seat.bank, seat.account)
            });
            asked.push((done, (seat, at, ends)));
        }
        let mut calls = Vec::with_capacity(asked.len());
        for (done, (seat, at, ends)) in asked {
            // Where nobody can be rung now they ask again in a minute.
            if let Dealt::Card(card) = given(done.wait()?)? {
                self.listens.dealt(&seat, at);
                calls.push(Call {
                    seat,
                    at,
                    card: card.card,
                    tels: Vec::new(),
                    ends,
                });
            }
        }
        Ok(calls)
    }

    fn show(&mut self, calls: Vec<Call>) -> Result<Vec<Call>, Fault> {
        let mut asked = Vec::with_capacity(calls.len());
        for call in calls {
            let (seat, card, at) = (call.seat, call.card, call.at.plus(READS));
            let auth = Auth::Session(seat.key);
            let done = self.world.write("demo-number", auth, at, move |tx| {
                desk::show_number(tx, card, seat.account)
            });
            asked.push((done, call));
        }
        let mut rung = Vec::with_capacity(asked.len());
        for (done, mut call) in asked {
            let done = done.wait()?;
            let Shown::Numbers(numbers, state) = granted(done.verdict)? else {
                // Who can't be rung any more, since their card was dealt, wasn't.
                call.ends.outcome = Outcome::NoAnswer;
                call.ends.said = Said::default();
                rung.push(call);
                continue;
            };
            let numbers = numbers.disclose(&done.proof).map_err(|_| {
                Fault::World("a number that was recorded can't be opened".to_owned())
            })?;
            call.tels = numbers.0.iter().map(|one| one.tel.clone()).collect();
            let at = call.at.plus(READS);
            let until = state.until().unwrap_or(at);
            self.listens.shown(&call.seat, &call.tels, (at, until));
            rung.push(call);
        }
        Ok(rung)
    }

    fn say(&mut self, round: &Round, mut calls: Vec<Call>) -> Result<(), Fault> {
        calls.retain(|call| !(round.is_last && call.seat.goes_silent));
        calls.sort_by_key(Call::ends_at);
        let mut sent = Vec::with_capacity(calls.len());
        for call in calls {
            let (at, auth) = (call.ends_at(), Auth::Session(call.seat.key));
            let (seat, tels) = (call.seat, call.tels);
            let Ends { outcome, said, .. } = call.ends;
            let report = Report {
                card: call.card,
                outcome,
                note: None,
            };
            let done = self.world.write("demo-outcome", auth, at, move |tx| {
                desk::report_with(tx, &report, &said)
            });
            sent.push((done, (seat, tels, outcome)));
        }
        for (done, (seat, tels, outcome)) in sent {
            if let Taken::Not(error) = given(done.wait()?)? {
                return Err(Fault::World(format!(
                    "the demo's evening broke off, an outcome was not taken: {error}"
                )));
            }
            self.listens.said(&seat, &tels, outcome);
            *self.told.outcomes.entry(outcome.code()).or_default() += 1;
        }
        Ok(())
    }

    /// Everybody signs out, the cards of whoever said nothing are closed when their time is up, and what was rung is noted.
    fn go_home(&self, at: Moment) -> Result<(), Fault> {
        for caller in &self.callers {
            let key = caller.seat.key;
            let done = self
                .world
                .write("demo-sign-out", Auth::Session(key), at, move |tx| {
                    door::sign_out(tx, key)
                })
                .wait()?;
            given(done)?;
        }
        let over = at.plus(Span::hours(2));
        while desk::sweep(self.world, over)? > 0 {}
        // As the job does: the next evening's calls are counted from here.
        banks::note_pace(self.world, over)?;
        Ok(())
    }
}
