//! A house to tell stories in over HTTP: a world on one engine, two rival campaigns with a bank each, people by role.
//!
//! Requests go through the whole edge without a socket. Each comes at a moment of its own, so that what an answer showed
//! and the entry that says so find each other by account and time; [`audit`] compares them when the house is dropped.

mod answer;
mod audit;
mod cast;
pub(crate) mod engines;
mod opening;
mod person;

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use switchboard::app::{App, Cookies};
use switchboard::clock::Clock;
use switchboard::edge;
use switchboard::front::Front;
use switchboard::rooms::roll::importing::{self, Reading};
use switchboard_store::banks::{NameStyle, NewBank, NewContest, Wanted as Opening};
use switchboard_store::door::Hashing;
use switchboard_store::restore::{self, LogName, Wanted};
use switchboard_store::rules::budget::Caps;
use switchboard_store::rules::contest::{Kind, Plan as Calendar};
use switchboard_store::rules::ids::{BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{
    Auth, Done, Fault, Meta, Options, Tx, Verdict, World, WorldKind, backup, banks, contests, log,
    testing,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

pub(crate) use answer::Answer;
pub(crate) use audit::entries;
pub(crate) use cast::{Member, roll};
pub(crate) use engines::{Ground, grounds, setting};
pub(crate) use opening::open_signed;
pub(crate) use person::{Person, encoded, hire};

/// The fixed moment at which all stories begin: Tuesday 24 November 2026, 18:37 in London.
pub(crate) const EVENING: Moment = Moment::from_millis(1_795_545_420_000);
/// What passes between two requests: enough that nobody is held up for asking too often.
const BETWEEN: Span = Span::millis(60);

/// What a house is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) members: usize,
    pub(crate) caps: Caps,
    pub(crate) cookies: Cookies,
    pub(crate) kind: WorldKind,
    /// Whether its rivals ring a snapshot, or the roll as it is.
    pub(crate) contest: Kind,
    /// What stands in `switchboard.toml`.
    pub(crate) config: &'static str,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            members: 60,
            caps: Caps::NOVEMBER_2026,
            cookies: Cookies::Loopback,
            kind: WorldKind::Demo,
            contest: Kind::Contest,
            config: "",
        }
    }
}

pub(crate) struct House {
    pub(crate) app: Arc<App>,
    pub(crate) contest: ContestId,
    pub(crate) campaigns: [CampaignId; 2],
    pub(crate) banks: [BankId; 2],
    pub(crate) members: Vec<Member>,
    /// What answers showed, for the audit.
    pub(crate) seen: RefCell<Vec<audit::Seen>>,
    pub(crate) runtime: Runtime,
    router: Router,
    clock: &'static AtomicI64,
    addresses: Cell<u8>,
    _dir: TempDir,
    is_forsaken: Cell<bool>,
}

/// Runs a story once on each engine.
pub(crate) fn on_both(plan: Plan, story: impl Fn(&House)) {
    for ground in grounds() {
        eprintln!("on {}", ground.name);
        story(&House::build(&ground, plan));
    }
}

/// As usual, with passwords that are cheap to hash.
fn options() -> Options {
    Options {
        hashing: Hashing {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        },
        ..Options::default()
    }
}

fn threads() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

impl House {
    pub(crate) fn build(ground: &Ground, plan: Plan) -> Self {
        Self::build_in(tempfile::tempdir().unwrap(), ground, plan)
    }

    /// The same in a folder of the story's own.
    pub(crate) fn build_in(dir: TempDir, ground: &Ground, plan: Plan) -> Self {
        let mut meta = Meta::new(plan.kind, "Invented Party", "test.example.org").unwrap();
        meta.caps = plan.caps;
        let world = testing::create(
            &dir.path().join("data"),
            ground.laid(),
            &meta,
            EVENING,
            options(),
        )
        .unwrap();
        let millis: &'static AtomicI64 = Box::leak(Box::new(AtomicI64::new(EVENING.millis())));
        let reading = Reading::of(Region::GB);
        let file = cast::roll(plan.members);
        importing::run(
            &world,
            &Auth::Console,
            Clock::Moved(millis),
            file.as_bytes(),
            &reading,
            |_| Ok(()),
        )
        .unwrap();
        let (contest, campaigns, banks) = contest_of(plan.contest, &world, EVENING);
        // A world of real members opens nothing without signatures: a story that rings there calls `opens_signed`.
        let opens = plan.kind != WorldKind::Live;
        if opens {
            contests::open_at_once(&world, contest, EVENING).unwrap();
        }
        // Whoever ring a snapshot were put into its queues as it was fixed: the job that fills does nothing there either.
        for bank in banks::unfilled(&world).unwrap() {
            banks::fill(&world, bank, EVENING).unwrap();
        }
        switchboard_store::machine::index_names(&world, EVENING).unwrap();
        let front = Front {
            config: Arc::new(toml::from_str(plan.config).unwrap()),
            ..Front::default()
        };
        let app = App::behind(world, Clock::Moved(millis), plan.cookies, front);
        let house = Self {
            router: edge::router(Arc::clone(&app)),
            app,
            contest,
            campaigns,
            banks,
            members: (0..plan.members).map(cast::member).collect(),
            seen: RefCell::default(),
            runtime: threads(),
            clock: millis,
            addresses: Cell::new(1),
            _dir: dir,
            is_forsaken: Cell::new(false),
        };
        for (campaign, bank) in banks.into_iter().enumerate().filter(|_| opens) {
            let organiser = house.organiser(campaign);
            given(house.act(organiser.auth(), move |tx| {
                banks::set_open(tx, bank, Opening::Open)
            }));
        }
        house
    }

    /// Opens the contest of real members as its offices do, and its banks.
    pub(crate) fn opens_signed(&self) {
        open_signed(self.world(), self.contest, self.now());
        for (campaign, bank) in self.banks.into_iter().enumerate() {
            banks::fill(self.world(), bank, self.now()).unwrap();
            let organiser = self.organiser(campaign);
            given(self.act(organiser.auth(), move |tx| {
                banks::set_open(tx, bank, Opening::Open)
            }));
        }
    }

    /// The same house on another ground, as a backup made now and restored an hour later gives it back: with the codes that
    /// the restore printed, by name.
    pub(crate) fn restored(&self, ground: &Ground) -> (Self, Vec<(String, String)>) {
        self.settle();
        let dir = tempfile::tempdir().unwrap();
        let (target, data) = (dir.path().join("backup"), dir.path().join("data"));
        backup::make(self.world(), &target, || self.now()).unwrap();
        self.pass(Span::hours(1));
        let place = ground.empty();
        let wanted = Wanted {
            backup: &target,
            keys: &self.world().dir().join("keys"),
            dir: &data,
            place: place.as_ref(),
            log: LogName::New,
        };
        let restored = restore::restore(&wanted, self.now(), &options()).unwrap();
        let codes = restored.codes.iter();
        let codes = codes.map(|(name, code)| (name.clone(), code.expose()));
        let world = World::open(&data, options()).unwrap();
        let front = self.app.front.clone();
        let app = App::behind(world, Clock::Moved(self.clock), self.app.cookies, front);
        let house = Self {
            router: edge::router(Arc::clone(&app)),
            app,
            contest: self.contest,
            campaigns: self.campaigns,
            banks: self.banks,
            members: (0..self.members.len()).map(cast::member).collect(),
            seen: RefCell::default(),
            runtime: threads(),
            clock: self.clock,
            addresses: Cell::new(1),
            _dir: dir,
            is_forsaken: Cell::new(false),
        };
        (house, codes.collect())
    }

    /// The world behind the pages.
    pub(crate) fn world(&self) -> &World {
        &self.app.world
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::from_millis(self.clock.load(Ordering::SeqCst))
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, span: Span) -> Moment {
        self.clock.fetch_add(span.as_millis(), Ordering::SeqCst);
        self.now()
    }

    /// An address that nobody asked from before.
    pub(crate) fn address(&self) -> SocketAddr {
        let last = self.addresses.get();
        self.addresses.set(last.wrapping_add(1));
        SocketAddr::from(([10, 0, 1, last], 40_000))
    }

    /// Sends one request at a moment of its own, and takes the whole answer.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.pass(BETWEEN);
        self.send_now(request)
    }

    /// Sends one request without letting time pass.
    pub(crate) fn send_now(&self, mut request: Request<Body>) -> Answer {
        if request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .is_none()
        {
            request
                .extensions_mut()
                .insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        }
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap();
            Answer {
                status: head.status,
                headers: head.headers,
                body: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    /// The edge itself, for what does not end by itself.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// One act past the edge, as jobs and the console do them.
    pub(crate) fn act<T: Send + 'static>(
        &self,
        auth: Auth,
        act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    ) -> Done<T> {
        self.world()
            .write("story", auth, self.now(), act)
            .wait()
            .unwrap()
    }

    pub(crate) fn officer(&self) -> Person<'_> {
        Person::signed_in(self, Role::MembershipOfficer, Scope::Organisation)
    }

    pub(crate) fn returning(&self) -> Person<'_> {
        Person::signed_in(self, Role::ReturningOfficer, Scope::Contest(self.contest))
    }

    pub(crate) fn dpo(&self) -> Person<'_> {
        Person::signed_in(self, Role::Dpo, Scope::Organisation)
    }

    /// A member of the committee that watches the contest.
    pub(crate) fn committee(&self) -> Person<'_> {
        Person::signed_in(self, Role::Committee, Scope::Contest(self.contest))
    }

    pub(crate) fn auditor(&self) -> Person<'_> {
        Person::signed_in(self, Role::Auditor, Scope::Organisation)
    }

    pub(crate) fn organiser(&self, campaign: usize) -> Person<'_> {
        Person::signed_in(
            self,
            Role::Organiser,
            Scope::Campaign(self.campaigns[campaign]),
        )
    }

    pub(crate) fn caller(&self, campaign: usize) -> Person<'_> {
        Person::signed_in(
            self,
            Role::Caller,
            Scope::Campaign(self.campaigns[campaign]),
        )
    }

    pub(crate) fn stranger(&self) -> Person<'_> {
        Person::stranger(self)
    }

    /// Ends somebody's access, as the operator does at the console.
    pub(crate) fn end_access(&self, person: &Person<'_>) {
        let account = person.account();
        given(self.act(Auth::Console, move |tx| {
            switchboard_store::door::end_access(tx, account)
        }));
    }

    /// Gives up on a house whose store a story destroyed: there is nothing left to audit.
    pub(crate) fn forsake(&self) {
        self.is_forsaken.set(true);
    }

    /// Gives every entry its place and signs.
    pub(crate) fn settle(&self) {
        while log::sequence(self.world(), "story", self.now())
            .unwrap()
            .taken
            > 0
        {}
        log::sign(self.world(), self.now()).unwrap();
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.is_forsaken.get() {
            audit::check(self);
        }
    }
}

/// What an act gave.
#[track_caller]
pub(crate) fn given<T>(done: Done<T>) -> T {
    match done.verdict {
        Verdict::Given(value) => value,
        Verdict::Refused(refusal) => panic!("refused: {refusal}"),
    }
}

/// A contest that runs at `now`, with two rival campaigns and a bank each; it isn't open yet.
pub(crate) fn contest(world: &World, now: Moment) -> (ContestId, [CampaignId; 2], [BankId; 2]) {
    contest_of(Kind::Contest, world, now)
}

/// The same on the roll as it is.
pub(crate) fn contest_of(
    kind: Kind,
    world: &World,
    now: Moment,
) -> (ContestId, [CampaignId; 2], [BankId; 2]) {
    let (from, until) = (now.minus(Span::days(1)), now.plus(Span::days(20)));
    let plan = Calendar::of_calls(kind, from, until);
    let made = world.write("contest", Auth::Console, now, move |tx| {
        let new = NewContest {
            name: "Contest of 2026".to_owned(),
            style: NameStyle::Titled,
            plan: plan.unwrap(),
        };
        let contest = banks::new_contest(tx, &new)?;
        let mut made = Vec::new();
        for name in ["Harbour", "Meadow"] {
            let campaign = banks::new_campaign(tx, contest, name)?;
            let bank = NewBank {
                campaign,
                contest,
                name: format!("{name} bank"),
                opening: format!("Good evening. I ring for the {name} campaign."),
                script: "Will you vote?".to_owned(),
                notes: true,
            };
            made.push((campaign, banks::new_bank(tx, &bank)?));
        }
        Ok(Verdict::Given((contest, made)))
    });
    let (contest, made) = given(made.wait().unwrap());
    (contest, [made[0].0, made[1].0], [made[0].1, made[1].1])
}
