//! The sequencer and the signature: crashes, two nodes, a database set back, and hands that change what was logged.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use switchboard_rules::budget::Caps;
use switchboard_rules::card::Outcome;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};

use super::calls::{card, say};
use super::house::{EVENING, House, member, on_both};
use crate::engine::{Arg, Options};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

fn note(world: &World, n: usize, now: Moment) {
    for at in 0..n {
        log::note_system(world, EventKind::Configuration, format!("n={at}"), now).unwrap();
    }
}

/// The same in one commit.
fn note_at_once(world: &World, n: usize, now: Moment) {
    let act = world.write("note", Auth::Job("system"), now, move |tx| {
        for _ in 0..n {
            entry::write(tx, &Draft::system(EventKind::Configuration, "test"), &[])?;
        }
        Ok(Verdict::Given(()))
    });
    act.wait().unwrap();
}

fn sequence_all(world: &World, node: &str, now: Moment) {
    while log::sequence(world, node, now).unwrap().taken > 0 {}
}

#[test]
fn what_was_sequenced_and_not_signed_is_signed_by_whoever_comes_next() {
    on_both(3, |house| {
        let size = house.settle(EVENING).entries;
        note(&house.world, 5, EVENING);
        // The node fell after the head had moved and before the signature.
        sequence_all(&house.world, "fell", EVENING);
        let next = house.reopened();
        note(&next, 2, EVENING);
        assert!(
            log::sequence(&next, "next", EVENING).unwrap().elsewhere,
            "the lease still runs"
        );
        let later = EVENING.plus(Span::seconds(11));
        sequence_all(&next, "next", later);
        assert_eq!(log::sign(&next, later).unwrap(), size + 7);
        let checked = log::verify(&next).unwrap();
        assert_eq!(
            (checked.entries, checked.signed_size, checked.waiting),
            (size + 7, size + 7, 0)
        );
    });
}

#[test]
fn a_process_that_finds_another_one_signing_leaves_it_to_that_one() {
    on_both(3, |house| {
        let size = house.settle(EVENING).entries;
        note(&house.world, 2, EVENING);
        sequence_all(&house.world, "test", EVENING);
        let guard = || std::fs::read(house.data().join("keys/log.guard")).unwrap();
        let before = guard();
        let other = std::fs::File::open(house.data().join("keys")).unwrap();
        other.try_lock().unwrap();
        assert_eq!(log::sign(&house.world, EVENING).unwrap(), size);
        assert_eq!(
            guard(),
            before,
            "nothing is put down for nobody's signature"
        );
        drop(other);
        assert_eq!(log::sign(&house.world, EVENING).unwrap(), size + 2);
        assert_ne!(guard(), before);
    });
}

#[test]
fn the_database_and_the_keys_without_the_guard_file_sign_nothing() {
    on_both(3, |house| {
        let size = house.settle(EVENING).entries;
        std::fs::remove_file(house.data().join("keys/log.guard")).unwrap();
        note(&house.world, 1, EVENING);
        sequence_all(&house.world, "test", EVENING);
        let said = log::sign(&house.world, EVENING).unwrap_err().to_string();
        assert!(said.contains("log.guard"), "{said}");
        assert_eq!(log::head(&house.world).unwrap().signed_size, size);
        let said = house.world.refuse_set_back().unwrap_err().to_string();
        assert!(said.contains("restore --in-place"), "{said}");
    });
}

#[test]
fn a_lease_that_a_wrong_clock_took_for_years_keeps_nobody_away() {
    on_both(3, |house| {
        house.settle(EVENING);
        note(&house.world, 2, EVENING);
        house.tamper("update log_head set holder = 'lost', held_until = 9000000000000");
        let step = log::sequence(&house.world, "next", EVENING).unwrap();
        assert_eq!((step.taken, step.elsewhere), (2, false));
        // The usual lease keeps others away.
        note(&house.world, 1, EVENING);
        assert!(
            log::sequence(&house.world, "other", EVENING)
                .unwrap()
                .elsewhere
        );
    });
}

#[test]
fn a_step_that_was_computed_before_the_head_moved_writes_nothing() {
    on_both(3, |house| {
        house.settle(EVENING);
        note(&house.world, 5, EVENING);
        let stale = log::compute_step(&house.world).unwrap().unwrap();
        // It sleeps; another node takes the lease over and goes on.
        let later = EVENING.plus(Span::seconds(11));
        sequence_all(&house.world, "other", later);
        let before = house.count("select max(idx) from entry");
        let woken = log::submit(&house.world, stale, "test", later.plus(Span::seconds(1))).wait();
        assert!(matches!(woken, Err(Fault::Stale(_))), "{woken:?}");
        assert_eq!(house.count("select max(idx) from entry"), before);
        // Where only the epoch moved, the step is stale all the same.
        note(&house.world, 1, later);
        let still = log::compute_step(&house.world).unwrap().unwrap();
        house.tamper("update log_head set epoch = epoch + 1");
        let again = log::compute_step(&house.world).unwrap().unwrap();
        assert!(matches!(
            log::submit(&house.world, still, "other", later).wait(),
            Err(Fault::Stale(_))
        ));
        log::submit(&house.world, again, "other", later)
            .wait()
            .unwrap();
        log::verify(&house.world).unwrap();
    });
}

#[test]
fn nodes_that_sequence_at_once_lose_double_and_reorder_nothing() {
    on_both(40, |house| {
        let nodes = [house.node(), house.node()];
        let callers: Vec<_> = (0..8).map(|n| house.caller(n % 2)).collect();
        thread::scope(|scope| {
            for (n, caller) in callers.iter().enumerate() {
                scope.spawn(move || {
                    for round in 0..4 {
                        let now = EVENING.plus(Span::seconds(round));
                        let (dealt, _) = card(house, caller, house.banks[n % 2], now);
                        say(house, caller.auth(), dealt.card, Outcome::Answered, now);
                    }
                });
            }
            for (n, node) in nodes.iter().enumerate() {
                scope.spawn(move || {
                    for step in 0..40 {
                        // Each time the other's lease has run out: they fight for the head all along.
                        let now = EVENING
                            .plus(Span::seconds(11 * (2 * step + i64::try_from(n).unwrap())));
                        match log::sequence(node, ["one", "two"][n], now) {
                            Ok(_) | Err(Fault::Stale(_) | Fault::Conflict) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                });
            }
        });
        let later = EVENING.plus(Span::hours(1));
        let checked = house.settle(later);
        assert_eq!(
            i64::try_from(checked.entries),
            Ok(house.count("select count(*) from entry"))
        );
        assert_eq!(
            house.count(
                "select count(*) from (select idx from entry group by idx having count(*) > 1) x"
            ),
            0
        );
        assert_eq!(house.count(REORDERED), 0, "an account's acts out of order");
    });
}

const REORDERED: &str = "select count(*) from entry a join entry b on a.account = b.account and a.id < b.id where a.number > b.number and a.kind in (400, 410)";

#[test]
fn a_database_set_back_is_not_signed_again_however_far_it_grows() {
    let house = House::build(None, &[member(0)], Caps::NOVEMBER_2026);
    house.settle(EVENING);
    let House { world, dir, .. } = house;
    let (data, file) = (
        dir.path().join("data"),
        dir.path().join("data/switchboard.db"),
    );
    drop(world);
    let copy = dir.path().join("copy.db");
    set_back(&file, &copy);
    let world = World::open(&data, Options::default()).unwrap();
    note(&world, 10, EVENING);
    sequence_all(&world, "test", EVENING);
    let signed = log::sign(&world, EVENING).unwrap();
    drop(world);
    set_back(&copy, &file);
    let world = World::open(&data, Options::default()).unwrap();
    for grown in 1..=15 {
        note(&world, 1, EVENING);
        sequence_all(&world, "test", EVENING);
        let size = log::head(&world).unwrap().size;
        let refused = log::sign(&world, EVENING);
        assert!(
            matches!(&refused, Err(Fault::World(text)) if text.contains("restored")),
            "{grown} new entries, size {size}, signed before at {signed}: {refused:?}"
        );
    }
    assert!(log::head(&world).unwrap().size > signed);
    assert!(
        log::head(&world).unwrap().signed_size < signed,
        "no second history was signed"
    );
}

/// Makes `to` what `from` is: the file and its WAL, which may still hold everything.
fn set_back(from: &Path, to: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let with = |path: &Path| format!("{}{suffix}", path.display());
        let _ = std::fs::remove_file(with(to));
        if suffix != "-shm" && Path::new(&with(from)).exists() {
            std::fs::copy(with(from), with(to)).unwrap();
        }
    }
}

#[test]
fn the_guard_lets_the_same_history_grow() {
    on_both(1, |house| {
        let first = house.settle(EVENING);
        for round in 1..4 {
            note(&house.world, 90, EVENING);
            assert_eq!(
                house.settle(EVENING).signed_size,
                first.signed_size + 90 * round
            );
        }
    });
}

#[derive(Clone, Copy)]
enum Cell {
    Bytes,
    Int,
}

/// What somebody with the database in hand could change in a row of an entry.
const CHANGES: [(&str, Cell); 9] = [
    ("act_sealed", Cell::Bytes),
    ("subjects", Cell::Bytes),
    ("account", Cell::Bytes),
    ("previous", Cell::Bytes),
    ("leaf", Cell::Bytes),
    ("at", Cell::Int),
    ("kind", Cell::Int),
    ("number", Cell::Int),
    ("idx", Cell::Int),
];

/// Changes one cell of one row; the same change again takes it back.
fn change(house: &House, table: &str, column: &str, cell: Cell, place: &str) {
    let read: &'static str = format!("select {column} from {table} where {place}").leak();
    let write: &'static str = format!("update {table} set {column} = $1 where {place}").leak();
    let changed = house.world.0.db.write("tamper", move |raw| {
        Ok(match cell {
            Cell::Int => {
                let now = raw.one(read, &[], |row| row.int(0))?.unwrap();
                raw.run(write, &[Arg::Int(now ^ 1024)])?
            }
            Cell::Bytes => {
                let mut now = raw
                    .one(read, &[], |row| Ok(row.bytes(0)?.to_vec()))?
                    .unwrap();
                let middle = now.len() / 2;
                now[middle] ^= 1;
                raw.run(write, &[Arg::Bytes(&now)])?
            }
        })
    });
    assert_eq!(changed.unwrap().value, 1, "{table}.{column}");
}

fn house_with_a_ledger(house: &House) {
    let caller = house.caller(0);
    for round in 0..3 {
        let now = EVENING.plus(Span::seconds(round));
        let (dealt, _) = card(house, &caller, house.banks[0], now);
        say(house, caller.auth(), dealt.card, Outcome::Answered, now);
    }
    house.settle(EVENING.plus(Span::minutes(1)));
}

#[test]
fn a_changed_cell_of_an_entry_makes_checking_fail_and_name_the_entry() {
    on_both(5, |house| {
        house_with_a_ledger(house);
        // A disclosure in the middle: it has a subject.
        let index = house.count("select max(idx) from entry where kind = 400");
        for (column, cell) in CHANGES {
            let place = "id = (select id from entry where kind = 400 order by id desc limit 1)";
            let back =
                "id = (select id from entry where kind in (400, 1424) order by id desc limit 1)";
            change(house, "entry", column, cell, place);
            let failed = log::verify(&house.world);
            let text = failed.expect_err(column).to_string();
            assert!(
                text.contains(&format!("entry {index} ")) || text.contains("damaged"),
                "{column}: {text}"
            );
            change(house, "entry", column, cell, back);
            log::verify(&house.world).unwrap();
        }
    });
}

#[test]
fn a_changed_head_tile_or_chain_makes_checking_fail() {
    on_both(5, |house| {
        house_with_a_ledger(house);
        for (table, column, cell, place) in [
            ("log_head", "frontier", Cell::Bytes, "size > 0"),
            ("log_tile", "hashes", Cell::Bytes, "level = 0 and idx = 0"),
            ("shown_hour", "looks", Cell::Int, "members > 0"),
            ("shown_hour", "members", Cell::Int, "looks > 0"),
            (
                "account_head",
                "head",
                Cell::Bytes,
                "account = (select account from account_head order by account desc limit 1)",
            ),
            (
                "account_head",
                "number",
                Cell::Int,
                "account = (select account from account_head order by account desc limit 1)",
            ),
        ] {
            change(house, table, column, cell, place);
            assert!(log::verify(&house.world).is_err(), "{table}.{column}");
            change(house, table, column, cell, place);
            log::verify(&house.world).unwrap();
        }
    });
}

#[test]
fn an_entry_taken_out_makes_checking_fail_wherever_it_stood() {
    for which in ["min(idx) + 3", "max(idx)"] {
        on_both(5, |house| {
            house_with_a_ledger(house);
            let find: &'static str = format!("select {which} from entry").leak();
            let index = house.count(find);
            let take_out: &'static str = format!("delete from entry where idx = {index}").leak();
            assert_eq!(house.tamper(take_out), 1);
            let text = log::verify(&house.world).expect_err(which).to_string();
            assert!(
                text.contains(&format!("entry {index} is missing")),
                "{text}"
            );
        });
    }
}

#[test]
fn an_entry_commits_with_its_act_or_not_at_all() {
    on_both(1, |house| {
        let before = house.count("select count(*) from entry");
        let act = |fault: Option<Fault>| {
            let write = move |tx: &mut Tx<'_, '_>| {
                entry::write(tx, &Draft::system(EventKind::Configuration, "test"), &[])?;
                tx.flush()?;
                fault.clone().map_or(Ok(Verdict::Given(())), Err)
            };
            house
                .world
                .write("act", Auth::Job("test"), EVENING, write)
                .wait()
                .is_ok()
        };
        assert!(!act(Some(Fault::NoSeat)));
        assert_eq!(house.count("select count(*) from entry"), before);
        assert!(act(None));
        assert_eq!(house.count("select count(*) from entry"), before + 1);
    });
}

#[test]
fn while_entries_never_stop_coming_they_are_signed_all_the_same() {
    on_both(3, |house| {
        let signatures = std::cell::Cell::new(0);
        let began = Instant::now();
        // Asked before each step: until it has been signed twice, as many entries wait as a step may take.
        let now = || {
            assert!(
                began.elapsed() < Duration::from_mins(2),
                "it is never signed"
            );
            if signatures.get() < 2 {
                note_at_once(&house.world, 1_600, EVENING);
            }
            EVENING.plus(Span::seconds(3))
        };
        let round = || {
            log::keep_up(&house.world, "test", now, |waited| {
                assert_eq!(waited, Span::seconds(3));
                signatures.set(signatures.get() + 1);
            })
            .unwrap()
        };
        // Each call ends with a signature, though more waits: whoever is told to stop can.
        assert!(round());
        while round() {}
        assert!(signatures.get() >= 2);
        let head = log::head(&house.world).unwrap();
        assert_eq!(head.signed_size, head.size);
    });
}

#[test]
fn a_backlog_of_several_steps_gets_its_places_in_one_run_also_by_a_node_that_takes_over() {
    on_both(3, |house| {
        house.settle(EVENING);
        for (node, n, now) in [
            ("one", 450, EVENING.plus(Span::seconds(20))),
            ("two", 650, EVENING.plus(Span::seconds(40))),
        ] {
            let size = log::head(&house.world).unwrap().size;
            note(&house.world, n, now);
            let run = log::sequence(&house.world, node, now).unwrap();
            assert_eq!((run.taken, run.size), (n, size + n as u64));
            assert_eq!(run.oldest, Some(now));
            assert!(!run.elsewhere);
            assert_eq!(log::sequence(&house.world, node, now).unwrap().taken, 0);
        }
        log::sign(&house.world, EVENING.plus(Span::seconds(41))).unwrap();
        log::verify(&house.world).unwrap();
    });
}
