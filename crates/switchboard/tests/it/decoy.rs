//! A licence's test copy: served beside the live world, worked in by testers alone, ended by itself, also after a kill.

mod agreed;
mod browser;

use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::{Duration, Instant};

use switchboard::app::{App, Cookies};
use switchboard::clock::Clock;
use switchboard::config::{self, Config};
use switchboard::decoys::{self, Due, Keeper, Stand, WayIn};
use switchboard::demo::people::people;
use switchboard::front::Front;
use switchboard_store::decoy::{self, DecoyOf};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::{AccountId, LicenceId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Reason, Role};
use switchboard_store::{Options, Verdict, World, WorldKind, banks, log};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use browser::{Browser, is_cut};

use crate::house::{EVENING, House, Person, Plan, encoded, entries, grounds, setting};
use crate::program::wait;

const LICENCE: LicenceId = LicenceId::from_bytes([9; 16]);
const UNTIL: Moment = EVENING.plus(Span::hours(3));
const MEMBERS: usize = 40;
const EACH: Duration = Duration::from_millis(50);
const SOON: Duration = Duration::from_mins(1);

fn live() -> Plan {
    Plan {
        kind: WorldKind::Live,
        ..Plan::default()
    }
}

fn of(tester: AccountId) -> DecoyOf {
    DecoyOf {
        licence: LICENCE,
        index: 7,
        leaf: [0xab; 32],
        checkpoint: "test.example.org/live\n8\nabc\n\n— a line\n".to_owned(),
        from: EVENING,
        until: UNTIL,
        testers: vec![tester],
    }
}

/// The program around a live world, with a place for a test copy.
fn app(world: &World, clock: Clock) -> Arc<App> {
    let config = Config {
        decoy: config::Decoy {
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            url: Some("http://localhost:8081".to_owned()),
        },
        ..Config::default()
    };
    let front = Front {
        config: Arc::new(config),
        ..Front::default()
    };
    App::behind(world.clone(), clock, Cookies::Loopback, front)
}

fn always(due: Vec<DecoyOf>) -> Due {
    Arc::new(move |_, _| Ok(due.clone()))
}

/// A keeper at work.
struct Kept<'h> {
    house: &'h House,
    app: Arc<App>,
    told: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl<'h> Kept<'h> {
    fn begin(house: &'h House, due: Due) -> Self {
        let app = app(house.world(), house.app.clock);
        let (told, ending) = watch::channel(false);
        let keeper = Keeper::new(Arc::clone(&app), due).with(MEMBERS, EACH);
        Self {
            house,
            app,
            told,
            task: house.runtime.spawn(keeper.keep(ending)),
        }
    }

    /// Waits until the test copy runs; answers where.
    fn address(&self) -> SocketAddr {
        until(|| {
            self.app
                .decoys
                .running(LICENCE)
                .map(|running| running.address)
        })
    }

    fn enter(&self, who: &Person<'_>, role: Role) -> Verdict<WayIn> {
        // What lies behind the gate: the gate itself stands in the story of a claim.
        let who = (who.auth(), (|_, _| Ok(Verdict::Given(()))) as decoys::Gate);
        decoys::enter_as(&self.app, who, (LICENCE, role), self.house.now()).unwrap()
    }

    fn way(&self, who: &Person<'_>, role: Role) -> WayIn {
        match self.enter(who, role) {
            Verdict::Given(way) => way,
            Verdict::Refused(refusal) => panic!("refused: {refusal}"),
        }
    }

    /// Ends it as the program's end does.
    fn end(self) {
        self.told.send(true).unwrap();
        self.house.runtime.block_on(self.task).unwrap();
    }
}

/// What comes within a minute.
#[track_caller]
fn until<T>(look: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < SOON, "it never came");
        wait(Duration::from_millis(20));
    }
}

fn dir(world: &World) -> std::path::PathBuf {
    decoy::dir_of(world.dir(), LICENCE)
}

/// The live log's entries of a kind, by what they say.
fn told(house: &House, kind: EventKind) -> Vec<String> {
    house.settle();
    let all = entries(house).into_iter();
    all.filter(|line| line.kind == kind.code())
        .map(|line| line.detail)
        .collect()
}

/// It has ended: its last checkpoint stands in the live log, once, and its own log verifies.
fn has_ended(house: &House) {
    let world = World::open(&dir(house.world()), Options::default()).unwrap();
    let head = log::head(&world).unwrap();
    assert_eq!(log::verify(&world).unwrap().waiting, 0);
    assert_eq!(head.signed_size, head.size);
    assert_eq!(
        told(house, EventKind::DecoyEnded),
        [format!(
            "licence={LICENCE} origin={} size={} root={}",
            world.meta().origin,
            head.size,
            head.root.to_hex()
        )]
    );
    let made = decoy::made(house.world(), LICENCE).unwrap().unwrap();
    assert_eq!(
        (made.size, made.root),
        (head.size, Some(*head.root.as_bytes()))
    );
    assert_eq!(made.log_key, world.verifier_key().unwrap());
}

/// Whose session it is in one world is a stranger in the other, under whichever cookie it comes.
fn sessions_stay_apart(house: &House, tester: &Person<'_>, officer: &Browser) {
    let address = officer.address;
    let stranger = Browser {
        address,
        cookies: String::new(),
    };
    // Neither world takes the other's session.
    let token = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
    let inside = token(&officer.cookies);
    for cookies in [
        format!("switchboard={inside}"),
        format!("switchboard-test={}", tester.token),
        format!("switchboard={}", tester.token),
    ] {
        let carried = Browser { address, cookies };
        assert_eq!(
            carried.get("/roll/search").0,
            stranger.get("/roll/search").0
        );
    }
    let carried = house.stranger();
    let refused = carried.get("/record").status;
    for name in ["switchboard", "switchboard-test"] {
        carried.set_jar([(name.to_owned(), inside.clone())].into());
        assert_eq!(carried.get("/record").status, refused);
    }
    tester.get("/record").expect(200);
}

fn acts_are_found(house: &House, tester: &Person<'_>) {
    // What was done is found for whoever checks, under the licence.
    let acts = until(|| {
        let acts = decoy::acts(
            &dir(house.world()),
            tester.account(),
            [EVENING, UNTIL, UNTIL],
            &|_| None,
        )
        .unwrap();
        (!acts.lines.is_empty() && acts.lines.iter().all(|line| line.index.is_some()))
            .then_some(acts)
    });
    assert!(acts.lines.iter().all(|line| line.licence == Some(LICENCE)));
    for kind in [EventKind::SignIn, EventKind::Search] {
        assert!(acts.lines.iter().any(|line| line.kind == kind.code()));
    }
    assert_eq!(acts.first.kind, EventKind::DecoyBegun.code());
    let named = format!(
        "licence={LICENCE} live={} index=7 leaf={}",
        house.world().meta().origin,
        "ab".repeat(32)
    );
    assert!(
        acts.first.detail.starts_with(&named),
        "{}",
        acts.first.detail
    );
}

#[test]
fn a_licences_test_copy_is_worked_in_under_the_licence_and_ends_by_itself() {
    for ground in grounds() {
        eprintln!("on {}", ground.name);
        let house = House::build(&ground, live());
        let (tester, other) = (house.caller(0), house.caller(1));
        let kept = Kept::begin(&house, always(vec![of(tester.account())]));
        let address = kept.address();
        assert_eq!(
            kept.app.decoys.stand(LICENCE),
            Stand::Running("http://localhost:8081".to_owned())
        );

        // It says what it is before anybody signs in.
        let stranger = Browser {
            address,
            cookies: String::new(),
        };
        let (_, _, page) = stranger.get("/sign-in");
        assert!(page.contains("<title>Test copy – "), "{page}");
        assert!(page.contains("class=\"world test\"") && page.contains(&LICENCE.to_string()));

        // Whoever isn't a tester is told that there is none; a tester comes in once with each code.
        let Verdict::Refused(refusal) = kept.enter(&other, Role::Caller) else {
            panic!("a stranger to the licence came in");
        };
        assert_eq!(refusal.reason, Reason::NotYours);
        let way = kept.way(&tester, Role::MembershipOfficer);
        let officer = Browser::sign_in(address, &way);
        let again = stranger.ask("POST", "/sign-in", &encoded(&[("code", way.code.as_str())]));
        assert_eq!(again.0, 422, "a code works once");
        let (_, _, home) = officer.get("/");
        assert!(home.contains("Tester 1"), "{home}");

        // There are invented members, and nobody of the live roll.
        let seed = u64::from_be_bytes([9; 8]);
        let invented = people(seed, 1).next().unwrap();
        let live_name = house.members[0].family.clone();
        let found = until(|| {
            let found = officer.search(invented.name.family());
            found.contains("class=\"hits\"").then_some(found)
        });
        assert!(!found.contains(&live_name));
        assert!(!officer.search(&live_name).contains("class=\"hits\""));

        sessions_stay_apart(&house, &tester, &officer);
        acts_are_found(&house, &tester);
        assert_eq!(
            told(&house, EventKind::DecoyEntered),
            [format!("licence={LICENCE} role=membership-officer")]
        );
        assert_eq!(told(&house, EventKind::DecoyMade).len(), 1);
        assert_eq!(told(&house, EventKind::DecoyEnded).len(), 0);

        // The program starts again, and it goes on.
        let key = decoy::made(house.world(), LICENCE)
            .unwrap()
            .unwrap()
            .log_key;
        kept.end();
        assert!(TcpStream::connect(address).is_err());
        let kept = Kept::begin(&house, always(vec![of(tester.account())]));
        let address = kept.address();
        assert_eq!(told(&house, EventKind::DecoyMade).len(), 1);
        assert_eq!(
            decoy::made(house.world(), LICENCE)
                .unwrap()
                .unwrap()
                .log_key,
            key
        );
        let organiser = Browser::sign_in(address, &kept.way(&tester, Role::Organiser));

        // Its time is over: streams end, nobody is answered, its last checkpoint stands in the live log.
        let running = kept.app.decoys.running(LICENCE).unwrap();
        let banks = banks::all_banks(&running.app.world).unwrap();
        let open = banks.iter().map(|bank| format!("/banks/{bank}/live"));
        let streams: Vec<_> = open.map(|path| organiser.stream(&path)).collect();
        drop(running);
        house.pass(UNTIL.since(house.now()));
        until(|| (kept.app.decoys.stand(LICENCE) == Stand::NotRunning).then_some(()));
        assert!(!streams.is_empty() && streams.into_iter().all(is_cut));
        assert!(matches!(
            kept.enter(&tester, Role::Caller),
            Verdict::Refused(_)
        ));
        until(|| {
            let made = decoy::made(house.world(), LICENCE).unwrap().unwrap();
            made.ended_at
        });
        assert!(TcpStream::connect(address).is_err());
        wait(EACH * 4);
        assert!(
            kept.app.decoys.now().is_none(),
            "what has ended doesn't begin again"
        );
        kept.end();
        has_ended(&house);
    }
}

#[test]
fn two_licences_share_the_place_one_after_the_other_and_one_that_is_ended_early_is_closed() {
    let ground = grounds().remove(0);
    let house = House::build(&ground, live());
    let tester = house.caller(0);
    let second = DecoyOf {
        licence: LicenceId::from_bytes([3; 16]),
        from: EVENING.minus(Span::minutes(1)),
        ..of(tester.account())
    };
    let first = of(tester.account());
    let due = Arc::new(std::sync::Mutex::new(vec![first.clone()]));
    let asked = Arc::clone(&due);
    let kept = Kept::begin(
        &house,
        Arc::new(move |_, _| Ok(asked.lock().unwrap().clone())),
    );
    kept.address();
    // One whose window began before waits all the same until the one that runs has ended.
    *due.lock().unwrap() = vec![second.clone(), first];
    wait(EACH * 6);
    assert_eq!(kept.app.decoys.now().unwrap().of.licence, LICENCE);
    assert_eq!(kept.app.decoys.stand(second.licence), Stand::NotRunning);
    *due.lock().unwrap() = vec![second.clone()];
    until(|| kept.app.decoys.running(second.licence));
    kept.end();
    has_ended(&house);
    let made = decoy::made(house.world(), second.licence).unwrap().unwrap();
    assert_eq!(
        made.ended_at, None,
        "it goes on when the program runs again"
    );
}

#[test]
fn without_a_place_for_it_no_test_copy_is_made() {
    let ground = grounds().remove(0);
    let house = House::build(&ground, live());
    let tester = house.caller(0);
    assert_eq!(house.app.decoys.stand(LICENCE), Stand::NotConfigured);
    let keeper =
        Keeper::new(Arc::clone(&house.app), always(vec![of(tester.account())])).with(MEMBERS, EACH);
    let (told, ending) = watch::channel(false);
    let task = house.runtime.spawn(keeper.keep(ending));
    wait(EACH * 6);
    told.send(true).unwrap();
    house.runtime.block_on(task).unwrap();
    assert!(!dir(house.world()).exists());
    assert_eq!(decoy::made(house.world(), LICENCE).unwrap(), None);
}

/// Where the one that is killed finds its live world.
const KILLED: &str = "DECOY_THAT_IS_KILLED";

/// Runs a test copy until it is killed, where the story below asks for it; else there is nothing to run.
#[test]
fn a_test_copy_runs_until_it_is_killed() {
    let Some(data) = setting(KILLED) else {
        return;
    };
    let world = World::open(Path::new(&data), Options::default()).unwrap();
    let clock = Clock::Moved(Box::leak(Box::new(AtomicI64::new(
        EVENING.plus(Span::minutes(1)).millis(),
    ))));
    let app = app(&world, clock);
    let keeper =
        Keeper::new(app, always(vec![of(AccountId::from_bytes([1; 16]))])).with(MEMBERS, EACH);
    let (_told, ending) = watch::channel(false);
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(keeper.keep(ending));
}

#[test]
fn a_test_copy_that_was_killed_is_ended_by_whoever_starts_next() {
    for ground in grounds() {
        eprintln!("on {}", ground.name);
        let house = House::build(&ground, live());
        // Killed while it is made or just when it is, and once more when it runs.
        for runs in [false, true] {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "decoy::a_test_copy_runs_until_it_is_killed",
                    "--nocapture",
                ])
                .env(KILLED, house.world().dir())
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let decoys = house.world().dir().join("decoys");
            until(|| decoys.exists().then_some(()));
            if runs {
                until(|| decoy::made(house.world(), LICENCE).unwrap());
                let running = dir(house.world());
                until(|| {
                    let world = World::open(&running, Options::default()).ok()?;
                    (log::head(&world).ok()?.signed_size > 0).then_some(())
                });
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert_eq!(told(&house, EventKind::DecoyEnded).len(), 0);
        house.pass(UNTIL.since(house.now()));
        let kept = Kept::begin(&house, always(Vec::new()));
        until(|| {
            decoy::made(house.world(), LICENCE)
                .unwrap()
                .unwrap()
                .ended_at
        });
        kept.end();
        has_ended(&house);
        let first =
            log::first(&World::open(&dir(house.world()), Options::default()).unwrap()).unwrap();
        assert_eq!(first.kind, EventKind::DecoyBegun.code());
    }
}
