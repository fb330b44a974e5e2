//! `worker`: the jobs of a world on PostgreSQL, run by processes that serve nobody, one or several, beside a server or not.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use switchboard::clock::Clock;
use switchboard_store::desk::{self, Dealt};
use switchboard_store::log::{self, Checked, EntryLine, Filter};
use switchboard_store::rules::contest::Kind;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Options, SessionKey, Verdict, World, banks};
use tempfile::TempDir;

use crate::house::{Ground, contest_of, given, grounds, hire, open_signed, roll, setting};
use crate::program::{Server, done, wait};

/// How long a job may take here: a dead sequencer's lease of ten seconds, and a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A world on PostgreSQL as an operator makes it, with this process as one more node that runs no jobs.
struct Site {
    world: World,
    data: PathBuf,
    /// A moment in the past at which calls were allowed: cards dealt then are overdue now.
    then: Moment,
    campaigns: [CampaignId; 2],
    banks: [BankId; 2],
    dpo: Auth,
    _dir: TempDir,
    _ground: Ground,
}

struct Caller {
    account: AccountId,
    auth: Auth,
}

impl Site {
    /// None where there is no PostgreSQL; [`grounds`] says so loudly.
    fn build(members: usize) -> Option<Self> {
        let ground = grounds()
            .into_iter()
            .find(|ground| ground.url().is_some())?;
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let folder = data.to_str().unwrap();
        done(&["init", "--data", folder, "--store", ground.url().unwrap()]);
        let file = dir.path().join("roll.csv");
        std::fs::write(&file, roll(members)).unwrap();
        done(&["import", file.to_str().unwrap(), "--data", folder]);
        let world = World::open(&data, Options::default()).unwrap();
        let now = Clock::System.now();
        let hours = (1..24 * 14).map(|hours| now.minus(Span::hours(hours)));
        let then = hours
            .into_iter()
            .find(|at| world.pack().is_open(*at))
            .unwrap();
        let (contest, campaigns, banks) = contest_of(Kind::Standing, &world, then);
        open_signed(&world, contest, then);
        let (.., dpo) = hire(&world, then, Role::Dpo, Scope::Organisation);
        let site = Self {
            dpo: Auth::Session(SessionKey::of(&dpo).unwrap()),
            world,
            data,
            then,
            campaigns,
            banks,
            _dir: dir,
            _ground: ground,
        };
        for (campaign, bank) in banks.into_iter().enumerate() {
            let organiser = site.hire(Role::Organiser, campaign);
            site.act(organiser.auth, move |tx| {
                banks::set_open(tx, bank, banks::Wanted::Open)
            });
        }
        Some(site)
    }

    fn hire(&self, role: Role, campaign: usize) -> Caller {
        let scope = Scope::Campaign(self.campaigns[campaign]);
        let (account, _, token) = hire(&self.world, self.then, role, scope);
        let auth = Auth::Session(SessionKey::of(&token).unwrap());
        Caller { account, auth }
    }

    fn act<T: Send + 'static>(
        &self,
        auth: Auth,
        act: impl FnMut(
            &mut switchboard_store::Tx<'_, '_>,
        ) -> Result<Verdict<T>, switchboard_store::Fault>
        + Send
        + 'static,
    ) -> T {
        given(
            self.world
                .write("story", auth, self.then, act)
                .wait()
                .unwrap(),
        )
    }

    /// Whether a caller of the campaign gets a card; it stays on their desk.
    fn deals(&self, campaign: usize) -> bool {
        let caller = self.hire(Role::Caller, campaign);
        let (bank, account) = (self.banks[campaign], caller.account);
        let dealt = self.act(caller.auth, move |tx| desk::next(tx, bank, account));
        matches!(dealt, Dealt::Card(_))
    }

    /// Something that somebody does: two entries, which no job of this process gives a place.
    fn stir(&self) {
        self.hire(Role::Caller, 0);
    }

    fn checked(&self) -> Checked {
        log::verify(&self.world).unwrap()
    }

    /// Every entry of a kind.
    fn entries(&self, kind: EventKind) -> Vec<EntryLine> {
        let mut lines = Vec::new();
        let mut before = None;
        loop {
            let filter = Filter {
                kind: Some(kind),
                before,
                ..Filter::default()
            };
            let page = self.act(self.dpo.clone(), move |tx| log::page(tx, &filter));
            lines.extend(page.lines);
            before = page.older;
            if before.is_none() {
                return lines;
            }
        }
    }

    fn verify(&self) -> String {
        done(&["ledger", "verify", "--data", self.data.to_str().unwrap()])
    }
}

/// Waits until something is so.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}");
        wait(Duration::from_millis(50));
    }
}

/// Whether everything committed has its place and stands under the signature.
fn is_settled(checked: &Checked) -> bool {
    checked.waiting == 0 && checked.signed_size == checked.entries
}

#[test]
fn a_worker_alone_places_signs_fills_and_closes_and_another_goes_on_when_it_is_killed() {
    let Some(site) = Site::build(60) else { return };
    banks::fill(&site.world, site.banks[0], site.then).unwrap();
    assert!(site.deals(0), "a card lies on a desk, long overdue");
    assert!(!site.deals(1), "nobody has filled the other bank");
    let waiting = site.checked().waiting;
    wait(Duration::from_millis(500));
    assert!(
        waiting > 0 && site.checked().waiting == waiting,
        "no job runs"
    );
    assert_eq!(site.entries(EventKind::CardTakenOver).len(), 0);

    let worker = Server::worker(&site.data);
    until("the worker gives places and signs", || {
        is_settled(&site.checked())
    });
    until("it closes the card", || {
        site.entries(EventKind::CardTakenOver).len() == 1
    });
    until("it fills the bank", || site.deals(1));
    worker.kill();

    let settled = site.checked().entries;
    site.stir();
    wait(Duration::from_millis(500));
    let left = site.checked();
    assert!(left.waiting >= 2 && left.entries == settled, "{left:?}");
    let next = Server::worker(&site.data);
    until("the next worker goes on", || is_settled(&site.checked()));
    assert_eq!(next.end(), 0);

    let started: Vec<String> = site
        .entries(EventKind::Start)
        .into_iter()
        .map(|e| e.detail)
        .collect();
    assert!(
        started.iter().all(|detail| detail.ends_with("part=worker")),
        "{started:?}"
    );
    assert_eq!(started.len(), 2);
    // At night it looks for duplicates, which is another run.
    let runs = site.entries(EventKind::MachineRun);
    assert!(
        !runs.iter().any(|run| run.detail.contains("index-names")),
        "a worker searches no names, so it opens none"
    );
    assert!(site.verify().contains("entries verify"));
}

#[test]
fn two_workers_beside_a_server_do_nothing_twice_also_when_one_is_killed() {
    const CARDS: usize = 40;
    let Some(site) = Site::build(120) else { return };
    banks::fill(&site.world, site.banks[0], site.then).unwrap();
    for _ in 0..CARDS {
        assert!(site.deals(0));
    }
    let server = Server::serve(&site.data);
    let mut workers = vec![Server::worker(&site.data), Server::worker(&site.data)];
    let rounds: usize = setting("WORKER_ROUNDS").map_or(2, |rounds| rounds.parse().unwrap());
    std::thread::scope(|scope| {
        let busy: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..10 * rounds).for_each(|_| site.stir())))
            .collect();
        for _ in 0..rounds {
            wait(Duration::from_millis(300));
            workers.remove(0).kill();
            workers.push(Server::worker(&site.data));
        }
        for thread in busy {
            thread.join().unwrap();
        }
    });
    until("everything has its place", || is_settled(&site.checked()));
    until("every overdue card is closed", || {
        site.entries(EventKind::CardTakenOver).len() >= CARDS
    });
    wait(Duration::from_secs(3));
    assert_eq!(
        site.entries(EventKind::CardTakenOver).len(),
        CARDS,
        "each is closed once"
    );
    assert_eq!(server.end(), 0);
    for worker in workers {
        assert_eq!(worker.end(), 0);
    }
    let verified = site.verify();
    assert!(verified.contains("entries verify"), "{verified}");
    guard_is_the_signed_head(&site.data, &site.world);
}

/// The file that keeps this machine from signing a second history says what was signed last.
fn guard_is_the_signed_head(data: &Path, world: &World) {
    let guard = std::fs::read_to_string(data.join("keys/log.guard")).unwrap();
    let size: u64 = guard.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(size, log::head(world).unwrap().signed_size);
}
