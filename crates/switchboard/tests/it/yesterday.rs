//! A demo's yesterday: what whoever tries it finds, and that the ledger tells all of it.

use std::path::Path;

use switchboard::clock::Clock;
use switchboard::demo;
use switchboard::demo::contest::{Setup, WayIn};
use switchboard::demo::csv::InventedRoll;
use switchboard::demo::yesterday::{self, Evenings, Told};
use switchboard::rooms::roll::importing::Reading;
use switchboard::web::messages::Words;
use switchboard_store::audiences::{self, OwnCalls};
use switchboard_store::desk::{self, Dealt};
use switchboard_store::log::{self, EntryLine, Filter};
use switchboard_store::rules::audience::{Choice, Field, Spoken};
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::{Span, Zone};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::policy::Role;
use switchboard_store::{
    Auth, Fault, Meta, Options, Place, SessionKey, Tx, Verdict, World, WorldKind, banks, branches,
    roll, testing,
};

use crate::house::engines::grounds;
use crate::house::{EVENING, given};

struct Demo {
    world: World,
    setup: Setup,
    told: Told,
    evenings: Evenings,
}

impl Demo {
    /// As `switchboard demo` makes it, on an evening.
    fn begun(dir: &Path, place: Option<Place>, members: usize) -> Self {
        let meta = Meta::new(WorldKind::Demo, "Invented Party", "demo.example.org").unwrap();
        let evenings = Evenings::before(EVENING, &Zone::parse(&meta.zone_name).unwrap());
        let opening = Options::default();
        let world = testing::create(dir, place, &meta, evenings.begun, opening).unwrap();
        let (words, roll) = (Words::english(), InventedRoll::with_groups(2020, members));
        let by = (&words, Clock::Fixed(evenings.begun));
        let reading = Reading::of(Region::GB);
        let (mut setup, imported) = demo::fill(&world, by, roll, &reading, |_| Ok(())).unwrap();
        let by = (&words, Clock::Fixed(EVENING));
        let of = (&evenings, imported.import.counts.created);
        let told = yesterday::play(&world, by, &mut setup, of).unwrap();
        Self {
            world,
            setup,
            told,
            evenings,
        }
    }

    fn all(&self, role: Role) -> Vec<&WayIn> {
        let people = self.setup.people.iter();
        people.filter(|one| one.role == role).collect()
    }

    /// An act of somebody of the demo by the token that it prints, this evening.
    fn act<T: Send + 'static>(
        &self,
        who: &WayIn,
        act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    ) -> T {
        let auth = Auth::Session(SessionKey::of(&who.token).unwrap());
        let done = self.world.write("story", auth, EVENING, act);
        given(done.wait().unwrap())
    }

    /// The whole ledger, as the data protection officer reads it.
    fn entries(&self) -> Vec<EntryLine> {
        let dpo = self.all(Role::Dpo)[0];
        let (mut lines, mut before) = (Vec::new(), None);
        loop {
            let filter = Filter {
                before,
                ..Filter::default()
            };
            let page = self.act(dpo, move |tx| log::page(tx, &filter));
            lines.extend(page.lines);
            before = page.older;
            if before.is_none() {
                return lines;
            }
        }
    }
}

#[test]
fn the_ledger_tells_each_call_of_a_demos_evenings_at_its_time_and_is_signed() {
    for ground in grounds() {
        let dir = tempfile::tempdir().unwrap();
        let demo = Demo::begun(&dir.path().join("data"), ground.laid(), 600);
        let on = ground.name;
        let checked = log::verify(&demo.world).unwrap();
        assert_eq!(checked.waiting, 0, "{on}");
        assert_eq!(checked.signed_size, checked.entries, "{on}");
        let entries = demo.entries();
        let of = |kind: EventKind| {
            let lines = entries.iter();
            lines.filter(move |line| EventKind::from_code(line.kind) == Some(kind))
        };
        let count = |kind: EventKind| u64::try_from(of(kind).count()).unwrap();
        let cards = demo.told.cards;
        assert!(cards >= 100, "{on}: {:?}", demo.told);
        assert_eq!(count(EventKind::CardDealt), cards, "{on}");
        assert!(count(EventKind::NumberShown) >= cards - 5, "{on}");
        let written: u64 = demo.told.outcomes.values().sum();
        let said = count(EventKind::Outcome) + count(EventKind::Objection);
        assert_eq!(said, written, "{on}");
        assert_eq!(count(EventKind::CardUnreported), cards - written, "{on}");
        let today = demo.evenings.today();
        for line in of(EventKind::CardDealt).chain(of(EventKind::NumberShown)) {
            assert!(line.at > demo.evenings.begun, "{on}: {line:?}");
            assert!(line.at < today.minus(Span::hours(20)), "{on}: {line:?}");
            assert_eq!(line.members, 1, "{on}: {line:?}");
        }
    }
}

#[test]
fn the_same_demo_has_the_same_evenings_and_of_few_members_none() {
    let told = |members: usize| {
        let dir = tempfile::tempdir().unwrap();
        Demo::begun(&dir.path().join("data"), None, members).told
    };
    assert_eq!(told(600), told(600));
    assert_eq!(told(50), Told::default());
}

#[test]
fn branches_of_a_roll_of_ones_own_stand_at_the_top_of_a_demos_tree() {
    let dir = tempfile::tempdir().unwrap();
    let meta = Meta::new(WorldKind::Demo, "Invented Party", "demo.example.org").unwrap();
    let (data, opening) = (dir.path().join("data"), Options::default());
    let world = testing::create(&data, None, &meta, EVENING, opening).unwrap();
    let roll = "member_id,first_name,last_name,branch\n1,Ana,Adams,Quay\n2,Ben,Baker,Abercwm\n3,Cai,Cole,quay\n";
    let (words, reading) = (Words::english(), Reading::of(Region::GB));
    let by = (&words, Clock::Fixed(EVENING));
    let (setup, _) = demo::fill(&world, by, roll.as_bytes(), &reading, |_| Ok(())).unwrap();
    let mut people = setup.people.iter();
    let officer = people
        .find(|one| one.role == Role::MembershipOfficer)
        .unwrap();
    let auth = Auth::Session(SessionKey::of(&officer.token).unwrap());
    let tree = world.write("story", auth, EVENING, branches::see_tree);
    let tree = given(tree.wait().unwrap());
    let placed = tree.in_order();
    let placed = placed
        .iter()
        .map(|one| (one.branch.name.as_str(), one.depth));
    assert_eq!(placed.collect::<Vec<_>>(), [("Abercwm", 0), ("Quay", 0)]);
}

#[test]
fn each_campaign_of_a_demo_finds_its_calls_counted_and_a_bank_of_those_not_reached() {
    for ground in grounds() {
        let dir = tempfile::tempdir().unwrap();
        let demo = Demo::begun(&dir.path().join("data"), ground.laid(), 3_000);
        let organisers = demo.all(Role::Organiser);
        assert_eq!(organisers.len(), 2);
        for (organiser, campaign) in organisers.into_iter().zip(&demo.setup.campaigns) {
            let campaign = *campaign;
            let may = demo.act(organiser, move |tx| audiences::questions(tx, campaign));
            let questions = may.read(&demo.world).unwrap();
            assert_eq!(questions.state, Some(1));
            let standing = questions.standing.unwrap();
            assert_eq!(standing.closed().part(), "support");

            let seen = demo.act(organiser, move |tx| audiences::look(tx, campaign));
            assert!(seen.has_branches);
            let (field, branches) = &seen.fields[0];
            assert_eq!(*field, Field::Branch);
            let quarter = branches.iter().find(|one| one.name == "Northern Reach");
            let quarter = quarter.expect("branches stand in districts");
            let town = branches.iter().find(|one| one.name == "Abercwm").unwrap();
            assert_eq!((quarter.depth, town.depth), (0, 1));
            assert!(town.count.rounded().unwrap() >= 200, "{town:?}");
            assert!(quarter.count.rounded() > town.count.rounded());
            assert!(matches!(seen.own_calls, OwnCalls::AsOf { .. }), "{seen:?}");
            let (_, levels) = seen.fields.last().unwrap();
            let vain = Choice::Spoken(Spoken::NotReached);
            let vain = levels.iter().find(|level| level.choice == vain).unwrap();
            assert_eq!(seen.fields.last().unwrap().0, Field::Spoken);
            assert!(vain.count.rounded().unwrap() >= 100, "{levels:?}");

            let beside = demo.act(organiser, move |tx| banks::side_by_side(tx, campaign));
            let [evening, again] = beside.as_slice() else {
                panic!("there are {} banks", beside.len());
            };
            assert_eq!(evening.watched.line.name, "Evening calls");
            assert_eq!(evening.watched.line.state, "open");
            assert!(evening.watched.rung.rounded().unwrap() > 200);
            assert!(evening.watched.reached.rounded().unwrap() > 20);
            // Whoever looks in finds an evening in which nobody has rung yet.
            assert_eq!((evening.hour, evening.evening), (Safe::FEW, Safe::FEW));
            assert_eq!(again.watched.line.name, "Not reached yet");
            assert_eq!(again.watched.line.state, "paused");
            let filled = banks::fill(&demo.world, again.watched.line.id, EVENING).unwrap();
            assert!(filled >= 100, "{filled}");
        }
        let officer = demo.all(Role::MembershipOfficer)[0];
        let reports = demo.act(officer, |tx| roll::reports(tx, None));
        assert!(!reports.waiting.is_empty());
        // And the evening goes on.
        let caller = demo.all(Role::Caller)[0];
        let (bank, account) = (demo.setup.banks[0], caller.account);
        let dealt = demo.act(caller, move |tx| desk::next(tx, bank, account));
        assert!(matches!(dealt, Dealt::Card(_)));
    }
}
