//! kill -9 in the middle of an evening: what was acknowledged is there afterwards, nobody was on two desks, and the ledger
//! verifies.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use switchboard::clock::Clock;
use switchboard::rooms::roll::importing::{self, Reading};
use switchboard_store::rules::budget::{Caps, NewCaps};
use switchboard_store::rules::ids::{AccountId, BankId, CardId};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Meta, Options, SessionKey, World, WorldKind, banks, contests, desk};

use crate::house::{contest, given, hire, setting};
use crate::program::{Line, Server, done, wait};

const CALLERS: usize = 50;
const MEMBERS: usize = 2_000;

/// So many members, each with a name and a number that no other has, from the numbers kept for drama.
fn roll() -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu",
        "va",
    ];
    let mut text = "member_id,first_name,last_name,mobile\n".to_owned();
    for n in 0..MEMBERS {
        let (a, b, c) = (
            SYLLABLES[n % 16],
            SYLLABLES[n / 16 % 16],
            SYLLABLES[n / 256 % 16],
        );
        let (start, last) = if n < 1_000 {
            ("07700 900", n)
        } else {
            ("020 7946 0", n - 1_000)
        };
        writeln!(text, "{n},Ann,Q{a}{b}{c},{start}{last:03}").unwrap();
    }
    text
}

/// A caller's place in the story.
#[derive(Clone)]
struct Seat {
    account: AccountId,
    token: String,
}

/// What a caller was told before the line broke.
#[derive(Default)]
struct Told {
    /// Card and the member's name.
    dealt: Vec<(String, String)>,
    /// Cards whose outcome was taken.
    taken: Vec<String>,
}

fn world(data: &Path) -> (BankId, Vec<Seat>) {
    let now = Clock::System.now();
    let most = 1_000_000;
    let mut meta = Meta::new(WorldKind::Demo, "Invented Party", "test.example.org").unwrap();
    let new = NewCaps {
        hour: most,
        evening: most,
        ..Caps::NOVEMBER_2026.new
    };
    meta.caps = Caps {
        hour: most,
        evening: most,
        contest: most,
        new,
    };
    let world = World::create(data, None, &meta, now, Options::default()).unwrap();
    let reading = Reading::of(Region::GB);
    importing::run(
        &world,
        &Auth::Console,
        Clock::System,
        roll().as_bytes(),
        &reading,
        |_| Ok(()),
    )
    .unwrap();
    let (contest, campaigns, banks) = contest(&world, now);
    contests::open_at_once(&world, contest, now).unwrap();
    let (.., organiser) = hire(&world, now, Role::Organiser, Scope::Campaign(campaigns[0]));
    let auth = Auth::Session(SessionKey::of(&organiser).unwrap());
    let bank = banks[0];
    given(
        world
            .write("open", auth, now, move |tx| {
                banks::set_open(tx, bank, banks::Wanted::Open)
            })
            .wait()
            .unwrap(),
    );
    let seat = |_| {
        let (account, _, token) = hire(&world, now, Role::Caller, Scope::Campaign(campaigns[0]));
        Seat { account, token }
    };
    (bank, (0..CALLERS).map(seat).collect())
}

/// Rings until the line breaks, and counts outcomes that were taken of anybody.
fn ring(address: SocketAddr, bank: BankId, token: &str, taken: &AtomicUsize) -> Told {
    let mut told = Told::default();
    let _broken = ring_on((address, bank), token, &mut told, taken);
    told
}

fn ring_on(
    (address, bank): (SocketAddr, BankId),
    token: &str,
    told: &mut Told,
    taken: &AtomicUsize,
) -> std::io::Result<()> {
    let mut line = Line::open(address)?;
    loop {
        let (status, body) = line.api("POST", &format!("/api/v1/banks/{bank}/next"), token, "")?;
        let Some(card) = body["card"].as_str().filter(|_| status == 200) else {
            // Too fast, or nobody is left: the story goes on until the kill.
            assert!(matches!(status, 200 | 429 | 503), "{status}: {body}");
            continue;
        };
        told.dealt
            .push((card.to_owned(), body["called"].as_str().unwrap().to_owned()));
        let path = format!("/api/v1/cards/{card}/outcome");
        let (status, _) = line.api("POST", &path, token, r#"{"outcome":"answered"}"#)?;
        if status == 200 {
            told.taken.push(card.to_owned());
            taken.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Everything that anybody was told stands in the world that was left.
fn is_kept(data: &Path, seats: &[Seat], told: &[Told]) -> usize {
    let world = World::open(data, Options::default()).unwrap();
    let now = Clock::System.now();
    let mut desks: BTreeMap<&str, &str> = BTreeMap::new();
    for (seat, told) in seats.iter().zip(told) {
        for (card, called) in &told.dealt {
            let before = desks.insert(called, card).unwrap_or(card);
            assert_eq!(before, card, "one member lay on two desks");
            let (id, account) = (CardId::parse(card).unwrap(), seat.account);
            let auth = Auth::Session(SessionKey::of(&seat.token).unwrap());
            let saved = world.write("look", auth, now, move |tx| desk::saved(tx, id, account));
            let saved = given(saved.wait().unwrap());
            if told.taken.contains(card) {
                assert_eq!(
                    saved.outcome.as_deref(),
                    Some("answered"),
                    "an acknowledged outcome is lost"
                );
            }
        }
    }
    desks.len()
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let rounds: u64 = setting("KILL_ROUNDS").map_or(3, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let (bank, seats) = world(&data);
        let server = Server::serve(&data);
        let address = server.address;
        let begun = Arc::new(AtomicUsize::new(0));
        let callers: Vec<_> = seats
            .iter()
            .map(|seat| {
                let (token, begun) = (seat.token.clone(), Arc::clone(&begun));
                std::thread::spawn(move || ring(address, bank, &token, &begun))
            })
            .collect();
        // The evening has begun when as many outcomes are taken as there are callers, however slow the machine is.
        while begun.load(Ordering::Relaxed) < CALLERS
            && callers.iter().any(|caller| !caller.is_finished())
        {
            wait(Duration::from_millis(5));
        }
        wait(Duration::from_millis(round * 137 % 700));
        server.kill();
        let told: Vec<Told> = callers
            .into_iter()
            .map(|caller| caller.join().unwrap())
            .collect();
        let dealt = is_kept(&data, &seats, &told);
        let taken: usize = told.iter().map(|told| told.taken.len()).sum();
        assert!(
            dealt >= CALLERS && taken > 0,
            "the kill came before the evening began: {dealt} dealt, {taken} taken"
        );

        let server = Server::serve(&data);
        let mut line = Line::open(server.address).unwrap();
        let (status, body) = line
            .api(
                "POST",
                &format!("/api/v1/banks/{bank}/next"),
                &seats[0].token,
                "",
            )
            .unwrap();
        assert_eq!(status, 200, "the evening goes on: {body}");
        assert_eq!(server.end(), 0);
        let verified = done(&["ledger", "verify", "--data", data.to_str().unwrap()]);
        eprintln!(
            "round {round}: {dealt} dealt, {taken} taken, {}",
            verified.lines().next().unwrap()
        );
    }
}
