//! A house to tell stories in: a world on each engine with invented members, two rival campaigns, and their people.

use switchboard_rules::budget::Caps;
use switchboard_rules::contest::{Kind, Plan};
use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{BranchName, Email, ExternalId, Name, NameText, Phone, Region};
use switchboard_rules::policy::{Opened, Role, Scope};
use switchboard_rules::roll::{RollRow, SaidRow};

use crate::door::NewAccount;
use crate::engine::{Engine, Options, Place, Raw};
use crate::feed::{Change, Cursor};
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};
use crate::{Fault, Meta, WorldKind, banks, contests, door, log, roll};

use super::server::laid;
pub(crate) use super::server::{drop_database, on_server, postgres};

/// The fixed moment of all stories: Tuesday 24 November 2026, 18:37 in London.
pub(crate) const EVENING: Moment = Moment::from_millis(1_795_545_420_000);

pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) dir: tempfile::TempDir,
    pub(crate) place: Option<Place>,
    pub(crate) contest: ContestId,
    pub(crate) campaigns: [CampaignId; 2],
    pub(crate) banks: [BankId; 2],
}

pub(crate) struct Person {
    pub(crate) account: AccountId,
    pub(crate) key: SessionKey,
    pub(crate) code: String,
}

impl Person {
    pub(crate) fn auth(&self) -> Auth {
        Auth::Session(self.key)
    }
}

/// Runs a story once on each engine. Without PostgreSQL it says so loudly.
pub(crate) fn on_both(members: u32, story: impl Fn(&House)) {
    let rows: Vec<RollRow> = (0..members).map(member).collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, story);
}

/// The same with members and a budget of the story's own.
pub(crate) fn on_both_of(rows: &[RollRow], caps: Caps, story: impl Fn(&House)) {
    on_each(|place| House::build(place, rows, caps), story);
}

/// The same under the British rules of calling, which demand a screening list.
pub(crate) fn on_both_in_britain(rows: &[RollRow], story: impl Fn(&House)) {
    let caps = Caps::NOVEMBER_2026;
    let pack = Some("uk-2026-11");
    let build = |place| House::build_under((Options::default(), pack), place, rows, caps);
    on_each(build, story);
}

pub(crate) fn on_each(build: impl Fn(Option<Place>) -> House, story: impl Fn(&House)) {
    story(&build(None));
    if let Some(place) = laid() {
        story(&build(Some(place.clone())));
        drop_database(&place);
    }
}

/// Empty stores for a test of the schema, one of each engine.
pub(crate) fn places(test: impl Fn(Engine, Place)) {
    let dir = tempfile::tempdir().unwrap();
    test(Engine::Sqlite, Place::Sqlite(dir.path().join("store.db")));
    if let Some(place) = postgres() {
        test(Engine::Postgres, place.clone());
        drop_database(&place);
    }
}

impl House {
    pub(crate) fn build(place: Option<Place>, rows: &[RollRow], caps: Caps) -> Self {
        Self::build_under((Options::default(), None), place, rows, caps)
    }

    pub(crate) fn build_under(
        (options, pack): (Options, Option<&str>),
        place: Option<Place>,
        rows: &[RollRow],
        caps: Caps,
    ) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut meta = Meta::new(WorldKind::Demo, "Invented Party", "test.example.org").unwrap();
        meta.caps = caps;
        if let Some(pack) = pack {
            pack.clone_into(&mut meta.pack_name);
        }
        let world = World::create_in(
            &dir.path().join("data"),
            place.clone(),
            &meta,
            EVENING,
            options,
        )
        .unwrap();
        import(&world, rows.to_vec());
        let (contest, campaigns, banks) = contest(&world);
        contests::open_at_once(&world, contest, EVENING).unwrap();
        for bank in banks {
            banks::fill(&world, bank, EVENING).unwrap();
        }
        let house = Self {
            world,
            dir,
            place,
            contest,
            campaigns,
            banks,
        };
        for bank in 0..2 {
            house.open_bank(bank);
        }
        house
    }

    fn open_bank(&self, campaign: usize) {
        let bank = self.banks[campaign];
        let organiser = self.person(
            "Olwen Organiser",
            Role::Organiser,
            Scope::Campaign(self.campaigns[campaign]),
        );
        given(self.act(&organiser, EVENING, move |tx| {
            banks::set_open(tx, bank, banks::Wanted::Open)
        }));
    }

    /// One more bank of a campaign, filled and open.
    pub(crate) fn another_bank(&self, campaign: usize) -> BankId {
        let new = banks::NewBank {
            campaign: self.campaigns[campaign],
            contest: self.contest,
            name: "Second evening".to_owned(),
            opening: "Good evening".to_owned(),
            script: "Will you vote?".to_owned(),
            notes: false,
        };
        let made = self.world.write("bank", Auth::Console, EVENING, move |tx| {
            banks::new_bank(tx, &new).map(Verdict::Given)
        });
        let bank = given(made.wait());
        banks::fill(&self.world, bank, EVENING).unwrap();
        let organiser = self.person(
            "Olwen Organiser",
            Role::Organiser,
            Scope::Campaign(self.campaigns[campaign]),
        );
        given(self.act(&organiser, EVENING, move |tx| {
            banks::set_open(tx, bank, banks::Wanted::Open)
        }));
        bank
    }

    /// The folder of the world.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    /// Another node on the same store; on SQLite, where there is one, the same.
    pub(crate) fn node(&self) -> World {
        match self.place {
            Some(_) => World::open(
                &self.data(),
                Options {
                    writers: 8,
                    ..Options::default()
                },
            )
            .unwrap(),
            None => self.world.clone(),
        }
    }

    /// The same world opened afresh, as another process would.
    pub(crate) fn reopened(&self) -> World {
        World::open(
            &self.data(),
            Options {
                writers: 4,
                ..Options::default()
            },
        )
        .unwrap()
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&mut Raw<'_>) -> Result<T, Fault>) -> T {
        self.world.0.db.read("look", look).unwrap()
    }

    pub(crate) fn count(&self, sql: &'static str) -> i64 {
        self.read(|raw| raw.one(sql, &[], |row| row.int(0)))
            .unwrap()
    }

    /// Does to the rows what somebody at the database could do.
    pub(crate) fn tamper(&self, sql: &'static str) -> u64 {
        self.world
            .0
            .db
            .write("tamper", move |raw| raw.run(sql, &[]))
            .unwrap()
            .value
    }

    /// Somebody with a role, signed in.
    pub(crate) fn person(&self, label: &str, role: Role, scope: Scope) -> Person {
        self.person_made_at(label, role, scope, EVENING.minus(Span::days(30)))
    }

    /// Somebody whose account was made then.
    pub(crate) fn person_made_at(
        &self,
        label: &str,
        role: Role,
        scope: Scope,
        made_at: Moment,
    ) -> Person {
        self.signed_in(self.code(label, role, scope, made_at), EVENING)
    }

    /// The same person, signed in on another evening.
    pub(crate) fn again(&self, person: &Person, now: Moment) -> Person {
        self.signed_in(person.code.clone(), now)
    }

    fn signed_in(&self, code: String, now: Moment) -> Person {
        let key = SessionKey::of(&self.token(&code, now)).unwrap();
        Person {
            account: key.account(),
            key,
            code,
        }
    }

    /// The token that a code gives.
    pub(crate) fn token(&self, code: &str, now: Moment) -> String {
        let code = code.to_owned();
        let signed_in = self
            .world
            .write("sign-in", Auth::Job("door"), now, move |tx| {
                door::sign_in(tx, &code, Opened::Code)
            });
        given(signed_in.wait()).token.expose().to_owned()
    }

    /// The code of a new account.
    pub(crate) fn code(&self, label: &str, role: Role, scope: Scope, made_at: Moment) -> String {
        let label = label.to_owned();
        let new = NewAccount {
            label,
            role,
            scope,
            code_until: EVENING.plus(Span::days(40)),
            reusable: true,
            made_at,
        };
        let made = self
            .world
            .write("add", Auth::Console, EVENING, move |tx| {
                door::add_account(tx, &new)
            })
            .wait();
        given(made).1.expose()
    }

    pub(crate) fn caller(&self, campaign: usize) -> Person {
        self.person(
            "Carys Caller",
            Role::Caller,
            Scope::Campaign(self.campaigns[campaign]),
        )
    }

    pub(crate) fn act<T, F>(&self, person: &Person, now: Moment, act: F) -> Result<Done<T>, Fault>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        self.world.write("story", person.auth(), now, act).wait()
    }

    /// What the feed says of this kind next. On a server that others use too it waits until what they began before has
    /// ended.
    pub(crate) fn told(&self, cursor: &mut Cursor, kind: &str) -> Change {
        let next = |_| {
            std::thread::park_timeout(std::time::Duration::from_millis(25));
            let changes = self.world.feed(cursor).unwrap();
            changes.into_iter().find(|change| change.kind == kind)
        };
        (0..400).find_map(next).expect("the feed says so")
    }

    /// Sequences and signs everything, then checks the whole ledger.
    pub(crate) fn settle(&self, now: Moment) -> log::Checked {
        while log::sequence(&self.world, "test", now).unwrap().taken > 0 {}
        log::sign(&self.world, now).unwrap();
        log::verify(&self.world).unwrap()
    }
}

/// What a granted act gave.
pub(crate) fn given<T>(done: Result<Done<T>, Fault>) -> T {
    match done.unwrap().verdict {
        Verdict::Given(value) => value,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// Calls from yesterday on, for a month.
pub(super) fn plan(kind: Kind) -> Plan {
    let (from, until) = (EVENING.minus(Span::days(1)), EVENING.plus(Span::days(30)));
    Plan::of_calls(kind, from, until).unwrap()
}

/// Rivals on the roll as it is, so that a story about the roll need not fix it first.
pub(super) fn contest(world: &World) -> (ContestId, [CampaignId; 2], [BankId; 2]) {
    let done = world
        .write("contest", Auth::Console, EVENING, |tx| {
            let contest = banks::new_contest(
                tx,
                &banks::NewContest {
                    name: "Leadership".to_owned(),
                    style: banks::NameStyle::Titled,
                    plan: plan(Kind::Standing),
                },
            )?;
            let mut made = Vec::new();
            for name in ["Red", "Blue"] {
                let campaign = banks::new_campaign(tx, contest, name)?;
                let bank = banks::new_bank(
                    tx,
                    &banks::NewBank {
                        campaign,
                        contest,
                        name: format!("{name} evening"),
                        opening: "Good evening".to_owned(),
                        script: "Will you vote?".to_owned(),
                        notes: true,
                    },
                )?;
                made.push((campaign, bank));
            }
            Ok(Verdict::Given((
                contest,
                [made[0].0, made[1].0],
                [made[0].1, made[1].1],
            )))
        })
        .wait();
    given(done)
}

/// The n-th invented member.
pub(crate) fn member(n: u32) -> RollRow {
    let region = Region::parse("GB").unwrap();
    let families = ["Evansworth", "Featherington", "Penhaligon", "Ravindranath"];
    let name = NameText {
        title: "Mrs",
        given: "Gwenllian",
        family: families[n as usize % 4],
        ..NameText::default()
    };
    let mut row = RollRow::new(
        ExternalId::parse(&format!("M-{n:06}")).unwrap(),
        Name::parse(name).unwrap(),
    );
    row.phones = vec![Phone::parse(&format!("07700 900{:03}", n % 1000), region).unwrap()];
    if n >= 1000 {
        row.phones = vec![
            Phone::parse(&format!("+1 {}55501{:02}", 201 + n / 100, n % 100), region).unwrap(),
        ];
    }
    row.email = Some(Email::parse(&format!("member{n}@members.example.org")).unwrap());
    row.branch = Some(BranchName::parse("Abercwm").unwrap());
    row
}

/// Imports rows at the console.
pub(crate) fn import(world: &World, rows: Vec<RollRow>) -> roll::Counts {
    import_at(world, rows, EVENING)
}

pub(crate) fn import_at(world: &World, rows: Vec<RollRow>, now: Moment) -> roll::Counts {
    let Verdict::Given(mut running) =
        roll::begin(world, &Auth::Console, &roll::Plan::default(), now).unwrap()
    else {
        panic!("the console may import");
    };
    let rows: Vec<_> = (2..).zip(rows.into_iter().map(SaidRow::from)).collect();
    for slice in rows.chunks(running.slice_rows()) {
        running.slice(slice, &[], now).unwrap();
    }
    match running.switch(now).unwrap() {
        Verdict::Given(import) => import.counts,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// Imports what a file says, at the console, and leaves the end of it to the story.
pub(crate) fn importing(
    world: &World,
    plan: &roll::Plan,
    said: Vec<SaidRow>,
    now: Moment,
) -> roll::Running {
    let Verdict::Given(mut running) = roll::begin(world, &Auth::Console, plan, now).unwrap() else {
        panic!("the console may import");
    };
    let rows: Vec<_> = (2..).zip(said).collect();
    for slice in rows.chunks(running.slice_rows()) {
        running.slice(slice, &[], now).unwrap();
    }
    running
}

/// Switches an import on.
pub(crate) fn switched(running: roll::Running, now: Moment) -> roll::Import {
    match running.switch(now).unwrap() {
        Verdict::Given(import) => import,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}
