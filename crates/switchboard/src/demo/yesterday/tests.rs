use std::collections::BTreeMap;
use std::path::Path;

use fake::rand::SeedableRng as _;
use fake::rand::rngs::StdRng;
use switchboard_store::rules::card::Outcome;
use switchboard_store::rules::moment::{Date, Moment, Span, Zone};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::script::Script;
use switchboard_store::{Meta, Options, World, WorldKind, machine};

use super::ends::{Ends, answers};
use super::phones::{Listens, SEED, Seat, ring};
use super::{Evenings, play};
use crate::clock::Clock;
use crate::demo;
use crate::demo::contest::Setup;
use crate::demo::csv::InventedRoll;
use crate::demo::people::people;
use crate::rooms::roll::importing::Reading;
use crate::web::messages::Words;
use crate::week::promises::{Number, Promises, Who};

/// From what the members are invented.
const PEOPLE: u64 = 2020;
/// Calls of a campaign to a member, as a contest has them if nobody says otherwise.
const SLOTS: u32 = 3;
/// Tuesday 24 November 2026, 18:37 in London.
const EVENING: Moment = Moment::from_millis(1_795_545_420_000);

#[test]
fn every_answer_that_is_written_down_is_one_that_the_script_leads_to() {
    let script = Script::read(include_str!("../script.toml")).unwrap();
    let mut chance = StdRng::seed_from_u64(SEED);
    for _ in 0..500 {
        let sent = answers(&mut chance);
        let (kept, lost) = script.answers(&sent);
        assert!(!kept.is_empty());
        assert_eq!(lost, 0);
    }
}

#[test]
fn whoever_asks_to_be_rung_again_is_due_in_the_evening_after() {
    let mut chance = StdRng::seed_from_u64(SEED);
    let next = EVENING.plus(Span::days(1));
    let ends = (0..2_000).map(|_| Ends::draw(&mut chance, next).outcome);
    let back: Vec<Moment> = ends.filter_map(Outcome::call_back_at).collect();
    assert!(back.len() > 5, "{}", back.len());
    assert!(
        back.iter()
            .all(|at| *at >= next && *at < next.plus(Span::hours(2)))
    );
}

#[test]
fn the_evenings_of_a_demo_lie_before_its_own_whenever_it_begins() {
    let zone = Zone::parse("Europe/London").unwrap();
    // In summer time, in winter time, and where each ends: on 29 March and on 25 October.
    for (month, day) in [(3, 27), (7, 1), (10, 24), (11, 24)] {
        let from = Date {
            year: 2026,
            month,
            day,
        };
        let from = zone.moment(from, 0).unwrap();
        for minutes in (0..5 * 1_440).step_by(20) {
            let now = from.plus(Span::minutes(minutes));
            let evenings = Evenings::before(now, &zone);
            let today = zone.local(zone.evening_start(now)).date;
            let [first, second] = evenings.rung;
            for (at, days, hour) in [
                (evenings.begun, -3, 12),
                (first, -2, 18),
                (second, -1, 18),
                (evenings.today(), 0, 18),
            ] {
                let local = zone.local(at);
                assert_eq!(Some(local.date), today.plus_days(days), "{now:?}");
                assert_eq!(local.minute, hour * 60, "{now:?}");
            }
            assert!(second.plus(Span::hours(5)) < now, "it was over");
            assert!(now.since(evenings.begun) < Span::days(4));
        }
    }
}

/// A demo's world as it was filled before its evenings.
fn filled(dir: &Path, (members, now): (usize, Moment)) -> (World, Setup, Evenings) {
    let meta = Meta::new(WorldKind::Demo, "Invented Party", "demo.example.org").unwrap();
    let evenings = Evenings::before(now, &Zone::parse(&meta.zone_name).unwrap());
    let opening = Options::default();
    let world = World::create(dir, None, &meta, evenings.begun, opening).unwrap();
    let roll = InventedRoll::with_groups(PEOPLE, members);
    let by = (&Words::english(), Clock::Fixed(evenings.begun));
    let reading = Reading::of(Region::GB);
    let (setup, _) = demo::fill(&world, by, roll, &reading, |_| Ok(())).unwrap();
    (world, setup, evenings)
}

/// Holds what is heard against the promises of a contest's week, which know nothing of the store.
struct Held<'s> {
    promises: Promises,
    setup: &'s Setup,
}

impl Held<'_> {
    fn who(&self, seat: &Seat) -> Who {
        let (mut people, mut banks) = (self.setup.people.iter(), self.setup.banks.iter());
        Who {
            caller: people.position(|one| one.account == seat.account).unwrap(),
            campaign: banks.position(|bank| *bank == seat.bank).unwrap(),
        }
    }
}

impl Listens for Held<'_> {
    fn dealt(&mut self, to: &Seat, at: Moment) {
        let who = self.who(to);
        self.promises.dealt(who, at).unwrap();
    }

    fn shown(&mut self, to: &Seat, numbers: &[String], held: (Moment, Moment)) {
        let who = self.who(to);
        self.promises.shown(who, numbers, held).unwrap();
    }

    fn said(&mut self, by: &Seat, numbers: &[String], outcome: Outcome) {
        let who = self.who(by);
        self.promises.said(who, numbers);
        match outcome {
            Outcome::DontCall(size) => self.promises.objected(who, numbers, size),
            Outcome::CallBack(at) => self.promises.asked_back(numbers, at),
            _ => {}
        }
    }
}

#[test]
fn through_the_evenings_of_a_demo_every_promise_of_a_contest_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (world, setup, evenings) = filled(&dir.path().join("data"), (600, EVENING));
    let year = world.zone().local(evenings.begun).date.year;
    let mut numbers: BTreeMap<String, Number> = BTreeMap::new();
    for row in people(PEOPLE, 600) {
        for phone in &row.phones {
            numbers.entry(phone.tel_uri()).or_default().add(&row, year);
        }
    }
    let mut held = Held {
        promises: Promises::new(numbers, world.pack().clone(), world.meta().caps, SLOTS),
        setup: &setup,
    };
    // So many of so few that the second evening rings whom the first rang in vain.
    let told = ring(&world, &setup, (&evenings, 60), &mut held).unwrap();
    let written: u64 = told.outcomes.values().sum();
    assert!(written > 500, "{told:?}");
    assert!(held.promises.told > told.cards + written, "{told:?}");
    let objections = told.outcomes.keys();
    let objections = objections.filter(|code| code.starts_with("dont-call"));
    assert!(objections.count() > 0, "{told:?}");
    assert!(told.cards > written, "somebody always says nothing");
}

#[test]
fn the_key_of_a_month_that_began_since_is_changed_before_anybody_looks_in() {
    // Tuesday 1 December 2026, 18:37 in London: its world was made in November.
    let now = EVENING.plus(Span::days(7));
    let dir = tempfile::tempdir().unwrap();
    let (world, mut setup, evenings) = filled(&dir.path().join("data"), (30, now));
    let words = Words::english();
    let by = (&words, Clock::Fixed(now));
    // Of so few nobody is rung.
    let told = play(&world, by, &mut setup, (&evenings, 30)).unwrap();
    assert_eq!(told.cards, 0);
    let is_due = machine::month::monthly(&world, &|| now, &mut |_| Ok(())).unwrap();
    assert!(!is_due, "the job finds nothing to change");
}
