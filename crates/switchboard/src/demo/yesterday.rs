//! A demo's yesterday: two evenings of calls by the callers of both campaigns, before anybody looks in.
//!
//! They are rung by the acts that people take (signing in, the next card, its number, its outcome with the answers), each at its moment of
//! then, and within the budgets and rests of then. Who is dealt to whom hangs on what banks draw by themselves, anew in each demo; how calls
//! end is drawn from a seed, in the shares that were measured (`week::calls`), so the same demo has the same evenings. What each entry says
//! of time is the time of then; its place and the signature come when the demo begins, for a sequencer signs when it runs. Where a month has
//! begun since the world was made, its key is changed before anybody looks in: the demo takes longer to begin, and goes on undisturbed.
//!
//! Nothing is made up about anybody whom this program didn't invent: with a roll of somebody's own there is no yesterday. Nor is there one
//! in a licence's test copy, whose log is to say what its testers did and nothing else, nor in practice.

use std::collections::BTreeMap;

use switchboard_store::audiences::{self, CountedQuestion};
use switchboard_store::banks::{self, Added, NewOwnBank};
use switchboard_store::rules::audience::{Audience, Choice, Spoken};
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::forgetting::KeyMonth;
use switchboard_store::rules::ids::{BankId, CampaignId};
use switchboard_store::rules::moment::{Moment, Span, Zone};
use switchboard_store::rules::policy::Role;
use switchboard_store::{Auth, Fault, SessionKey, World, log, machine, scripts};

use self::phones::ring;
use super::contest::{Setup, WayIn, given, new_tokens};
use crate::clock::Clock;
use crate::web::messages::Words;

mod ends;
mod phones;
#[cfg(test)]
mod tests;

/// An evening of the rules begins at four in the morning; people ring from six o'clock.
const AT_SIX: Span = Span::hours(14);
/// The world is made at noon.
const AT_NOON: Span = Span::hours(8);
/// How many cards each caller takes of an evening at most, one a minute as was measured: for three callers of each campaign.
const CARDS_MAX: i64 = 120;
/// One card for so many members: of a small roll little is rung, and nothing of one that is smaller.
const MEMBERS_EACH: i64 = 60;
/// The name under which the log is kept until the demo serves.
const NODE: &str = "demo";
/// The part of the demo's script whose answers its campaigns count.
const COUNTED: &str = "support";

/// When a demo's world began, and its evenings.
#[derive(Debug, Clone, Copy)]
pub struct Evenings {
    /// When its world was made and its contest opened: noon of the day before its first evening.
    pub begun: Moment,
    rung: [Moment; 2],
    today: Moment,
}

impl Evenings {
    /// The two evenings before this one.
    pub fn before(now: Moment, zone: &Zone) -> Self {
        // Back from the beginning of each to the afternoon before it, whatever a clock does in the night between: a day has 23 to 25 hours.
        let before = |evening: Moment| zone.evening_start(evening.minus(Span::hours(12)));
        let today = zone.evening_start(now);
        let second = before(today);
        let first = before(second);
        Self {
            begun: before(first).plus(AT_NOON),
            rung: [first.plus(AT_SIX), second.plus(AT_SIX)],
            today: today.plus(AT_SIX),
        }
    }

    /// When this evening's calls begin, for which members asked to be rung again.
    pub const fn today(&self) -> Moment {
        self.today
    }

    /// Each evening with the one after it.
    fn each(&self) -> [(Moment, Moment); 2] {
        let [first, second] = self.rung;
        [(first, second), (second, self.today)]
    }
}

/// What was rung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Cards that were dealt.
    pub cards: u64,
    /// How many of them ended how, by the outcome's code; a card of which nobody said anything is in none.
    pub outcomes: BTreeMap<&'static str, u64>,
}

/// Rings the evenings in a world that was filled at [`Evenings::begun`] with so many members, gives everybody a token as of now, works out
/// what came of the calls, adds each campaign a bank of those whom it hasn't reached, changes the month's key where it is due by now, and
/// signs the log.
///
/// # Errors
/// What the store says, or a refusal: nobody's act of then may be refused.
pub fn play(
    world: &World,
    (words, clock): (&Words, Clock),
    setup: &mut Setup,
    (evenings, members): (&Evenings, i64),
) -> Result<Told, Fault> {
    let cards = (members / MEMBERS_EACH).clamp(0, CARDS_MAX);
    let mut told = Told::default();
    if cards > 0 {
        count_answers(world, setup, evenings.begun)?;
        told = ring(world, setup, (evenings, cards), &mut ())?;
    }
    let now = clock.now();
    new_tokens(world, setup, now)?;
    if cards > 0 {
        audiences::move_states(world, now)?;
        for side in sides(setup) {
            add_not_reached(world, words, &side, now)?;
        }
    }
    if KeyMonth::of(evenings.begun, world.zone()) != KeyMonth::of(now, world.zone()) {
        // The job would do it in the visitor's first minutes.
        machine::month::monthly(world, &|| clock.now(), &mut |_| Ok(()))?;
    }
    while log::keep_up(world, NODE, || clock.now(), |_| {})? {}
    log::let_go(world, NODE, clock.now())?;
    Ok(told)
}

/// A campaign with its organiser and its first bank.
struct Side<'a> {
    organiser: &'a WayIn,
    campaign: CampaignId,
    bank: BankId,
    setup: &'a Setup,
}

impl Side<'_> {
    fn auth(&self) -> Result<Auth, Fault> {
        key(self.organiser).map(Auth::Session)
    }
}

fn sides(setup: &Setup) -> impl Iterator<Item = Side<'_>> {
    let people = setup.people.iter();
    let organisers = people.filter(|one| one.role == Role::Organiser);
    let places = setup.campaigns.iter().zip(&setup.banks);
    organisers
        .zip(places)
        .map(move |(organiser, (campaign, bank))| Side {
            organiser,
            campaign: *campaign,
            bank: *bank,
            setup,
        })
}

fn key(way: &WayIn) -> Result<SessionKey, Fault> {
    SessionKey::of(&way.token).ok_or(Fault::NoSeat)
}

/// Before the first evening each organiser chooses the question whose answers their campaign counts.
fn count_answers(world: &World, setup: &Setup, now: Moment) -> Result<(), Fault> {
    for side in sides(setup) {
        let Some(question) = question(world, &side, now)? else {
            continue;
        };
        let (campaign, asked) = (side.campaign, (question.version().of(), COUNTED.to_owned()));
        let done = world
            .write("demo-question", side.auth()?, now, move |tx| {
                audiences::count_answers(tx, campaign, Some(&asked))
            })
            .wait()?;
        given(done)?;
    }
    Ok(())
}

fn question(world: &World, side: &Side<'_>, now: Moment) -> Result<Option<CountedQuestion>, Fault> {
    let campaign = side.campaign;
    let done = world
        .write("demo-questions", side.auth()?, now, move |tx| {
            audiences::questions(tx, campaign)
        })
        .wait()?;
    let listed = given(done)?.read(world)?.listed;
    let mut listed = listed.into_iter();
    Ok(listed.find(|one| one.closed().part() == COUNTED))
}

/// A second bank, of those who were rung in vain, where the campaign can be told how many they are. It waits for its organiser to open it:
/// today they rest until the afternoon.
fn add_not_reached(
    world: &World,
    words: &Words,
    side: &Side<'_>,
    now: Moment,
) -> Result<(), Fault> {
    let (campaign, contest) = (side.campaign, side.setup.contest);
    audiences::prepare(world, contest, now)?;
    audiences::prepare_own(world, (campaign, contest), now)?;
    let new = NewOwnBank {
        campaign,
        name: words.t("demo-bank-again"),
        opening: String::new(),
        script: String::new(),
        notes: false,
        audience: Audience::EVERYBODY.with(Choice::Spoken(Spoken::NotReached)),
        state: None,
        sample: None,
        order: Order::Random,
    };
    let done = world
        .write("demo-bank", side.auth()?, now, move |tx| {
            banks::add_bank(tx, &new)
        })
        .wait()?;
    let Added::Done(bank) = given(done)? else {
        return Ok(());
    };
    let Some(question) = question(world, side, now)? else {
        return Ok(());
    };
    let version = question.version();
    let done = world
        .write("demo-script", side.auth()?, now, move |tx| {
            scripts::put_on(tx, bank, version)
        })
        .wait()?;
    given(done)
}
