//! A house to tell stories in: a world on each engine with invented members, two rival campaigns, and their people.

use std::sync::atomic::{AtomicU32, Ordering};

use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_rules::moment::{Moment, Span, Zone};
use switchboard_rules::person::{BranchName, Email, ExternalId, Name, NameText, Phone, Region};
use switchboard_rules::policy::{Opened, Role, Scope};
use switchboard_rules::roll::RollRow;

use crate::door::NewAccount;
use crate::engine::{Options, Place};
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};
use crate::{Fault, Meta, WorldKind, banks, door, log, roll};

/// The fixed moment of all stories: Tuesday 24 November 2026, 18:37 in London.
pub(crate) const EVENING: Moment = Moment::from_millis(1_795_545_420_000);

pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) dir: tempfile::TempDir,
    pub(crate) contest: ContestId,
    pub(crate) campaigns: [CampaignId; 2],
    pub(crate) banks: [BankId; 2],
}

pub(crate) struct Person {
    pub(crate) account: AccountId,
    pub(crate) key: SessionKey,
}

impl Person {
    pub(crate) fn auth(&self) -> Auth {
        Auth::Session(self.key)
    }
}

/// Runs a story once on each engine. Without PostgreSQL it says so loudly.
pub(crate) fn on_both(members: u32, story: impl Fn(&House)) {
    story(&House::new(None, members));
    match std::env::var("TEST_POSTGRES") {
        Ok(url) => story(&House::new(Some(fresh_database(&url)), members)),
        Err(_) => eprintln!("SKIPPED on PostgreSQL: set TEST_POSTGRES to the address of a server (./scripts/test does)"),
    }
}

/// A database of its own for one story.
pub(crate) fn fresh_database(url: &str) -> Place {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("story_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let (base, _) = url.rsplit_once('/').unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(&format!("create database {name}")).await.unwrap();
    });
    Place::Postgres(format!("{base}/{name}"))
}

impl House {
    pub(crate) fn new(place: Option<Place>, members: u32) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let meta = Meta::new(WorldKind::Demo, "Invented Party", "test.example.org").unwrap();
        let world = World::create(&dir.path().join("data"), place, &meta, EVENING, Options::default()).unwrap();
        import(&world, (0..members).map(member).collect());
        let (contest, campaigns, banks) = contest(&world);
        for bank in banks {
            banks::fill(&world, bank, EVENING).unwrap();
        }
        let house = Self { world, dir, contest, campaigns, banks };
        for campaign in 0..2 {
            let organiser = house.person("Olwen Organiser", Role::Organiser, Scope::Campaign(campaigns[campaign]));
            given(house.act(&organiser, EVENING, move |tx| banks::set_open(tx, banks[campaign], banks::Wanted::Open)));
        }
        house
    }

    /// Somebody with a role, signed in.
    pub(crate) fn person(&self, label: &str, role: Role, scope: Scope) -> Person {
        let new = NewAccount {
            label: label.to_owned(),
            role,
            scope,
            code_until: EVENING.plus(Span::days(1)),
            reusable: true,
            made_at: EVENING.minus(Span::days(30)),
        };
        let made = self.world.write("add", Auth::Console, EVENING, move |tx| door::add_account(tx, &new)).wait().unwrap();
        let (account, code) = given(Ok(made));
        let code = code.expose();
        let signed_in = self
            .world
            .write("sign-in", Auth::Job("door"), EVENING, move |tx| door::sign_in(tx, &code, Opened::Code))
            .wait()
            .unwrap();
        let token = given(Ok(signed_in)).token;
        Person { account, key: SessionKey::of(token.expose()).unwrap() }
    }

    pub(crate) fn caller(&self, campaign: usize) -> Person {
        self.person("Carys Caller", Role::Caller, Scope::Campaign(self.campaigns[campaign]))
    }

    pub(crate) fn act<T, F>(&self, person: &Person, now: Moment, act: F) -> Result<Done<T>, Fault>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        self.world.write("story", person.auth(), now, act).wait()
    }

    /// Sequences and signs everything, then checks the whole ledger.
    pub(crate) fn settle(&self, now: Moment) -> log::Checked {
        while log::sequence(&self.world, "test", now).unwrap().taken > 0 {}
        log::sign(&self.world, now).unwrap();
        log::verify(&self.world, None).unwrap()
    }
}

/// What a granted act gave.
pub(crate) fn given<T>(done: Result<Done<T>, Fault>) -> T {
    match done.unwrap().verdict {
        Verdict::Given(value) => value,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn contest(world: &World) -> (ContestId, [CampaignId; 2], [BankId; 2]) {
    let done = world
        .write("contest", Auth::Console, EVENING, |tx| {
            let contest = banks::new_contest(
                tx,
                &banks::NewContest {
                    name: "Leadership".to_owned(),
                    style: banks::NameStyle::Titled,
                    opens_at: EVENING.minus(Span::days(1)),
                    closes_at: EVENING.plus(Span::days(30)),
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
            Ok(Verdict::Given((contest, [made[0].0, made[1].0], [made[0].1, made[1].1])))
        })
        .wait();
    given(done)
}

/// The n-th invented member.
pub(crate) fn member(n: u32) -> RollRow {
    let region = Region::parse("GB").unwrap();
    let families = ["Evansworth", "Featherington", "Penhaligon", "Ravindranath"];
    let name = NameText { title: "Mrs", given: "Gwenllian", family: families[n as usize % 4], ..NameText::default() };
    let mut row = RollRow::new(ExternalId::parse(&format!("M-{n:06}")).unwrap(), Name::parse(name).unwrap());
    row.phones = vec![Phone::parse(&format!("07700 900{:03}", n % 1000), region).unwrap()];
    if n >= 1000 {
        row.phones = vec![Phone::parse(&format!("+1 {}55501{:02}", 201 + n / 100, n % 100), region).unwrap()];
    }
    row.email = Some(Email::parse(&format!("member{n}@members.example.org")).unwrap());
    row.branch = Some(BranchName::parse("Abercwm").unwrap());
    row
}

/// Imports rows at the console.
pub(crate) fn import(world: &World, rows: Vec<RollRow>) -> roll::Counts {
    let Verdict::Given(mut running) = roll::begin(world, &Auth::Console, EVENING).unwrap() else {
        panic!("the console may import");
    };
    let rows: Vec<(u64, RollRow)> = (2..).zip(rows).collect();
    for slice in rows.chunks(running.slice_rows()) {
        running.slice(slice, &[], EVENING).unwrap();
    }
    match running.switch(EVENING).unwrap() {
        Verdict::Given(import) => import.counts,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

/// The zone of all stories.
pub(crate) fn london() -> Zone {
    Zone::parse("Europe/London").unwrap()
}
