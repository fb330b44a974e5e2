//! The fault table of the sequencer: a process that falls at any of its writes, on both stores, with another node that
//! goes on.
//!
//! | write | it failed | it persisted, and the process fell before it knew |
//! |---|---|---|
//! | step: places, tiles, head in one commit | `(Step, Failed)`: the entries wait | `(Step, Persisted)`: placed and unsigned |
//! | guard file, before the signature is shown | `(Guard, Failed)`: nothing is signed | `(Guard, Persisted)`: put down, and the signature is gone |
//! | signature, in the head's row | `(Signature, Failed)`: as the guard that persisted | `(Signature, Persisted)`: signed |
//!
//! After each row, and after each row that follows another, the next node finds every entry once, in order, and every
//! checkpoint that was ever shown is a beginning of the log as it is then. Files of a published log have a table of their
//! own in the ledger crate (`at_every_moment_the_published_checkpoint_finds_all_its_files`).
//!
//! A sequencer that pauses and wakes: before its step's commit (`a_step_that_was_computed_before_the_head_moved_writes_nothing`),
//! between reading the head and signing it, and between signing it and showing that, here.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::note::Note;
use switchboard_ledger::tree::{Frontier, root_of_empty};
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};

use super::house::{EVENING, House, on_both};
use crate::fault::Fault;
use crate::log;
use crate::world::World;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Write {
    Step,
    Guard,
    Signature,
}
use Write::{Guard, Signature, Step};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Failed,
    Persisted,
}
use Fate::{Failed, Persisted};

const TABLE: [(Write, Fate); 6] = [
    (Step, Failed),
    (Step, Persisted),
    (Guard, Failed),
    (Guard, Persisted),
    (Signature, Failed),
    (Signature, Persisted),
];

/// What was logged and what was shown, to be held against what is there in the end.
struct Told {
    entries: u64,
    notes: Vec<String>,
    now: Moment,
}

impl Told {
    fn log(&mut self, world: &World, n: u64) {
        for at in 0..n {
            let detail = format!("n={at}");
            log::note_system(world, EventKind::Configuration, detail, self.now).unwrap();
        }
        self.entries += n;
    }

    /// What anybody can see of the log now.
    fn look(&mut self, world: &World) {
        let note = log::head(world).unwrap().note;
        if self.notes.last() != Some(&note) && !note.is_empty() {
            self.notes.push(note);
        }
    }
}

fn sequence_all(world: &World, node: &str, now: Moment) {
    while log::sequence(world, node, now).unwrap().taken > 0 {}
}

/// A node that logs and falls at one of its writes.
fn fall(house: &House, world: &World, told: &mut Told, (write, fate): (Write, Fate)) {
    told.log(world, 5);
    let step = log::compute_step(world).unwrap().unwrap();
    if (write, fate) == (Step, Failed) {
        return;
    }
    log::submit(world, step, "falls", told.now).wait().unwrap();
    if write == Step {
        return;
    }
    if (write, fate) == (Guard, Failed) {
        let beside = house.data().join("keys/log.guard-next");
        std::fs::create_dir(&beside).unwrap();
        let failed = log::sign(world, told.now);
        assert!(
            matches!(&failed, Err(Fault::World(text)) if text.contains("nothing was signed")),
            "{failed:?}"
        );
        std::fs::remove_dir(&beside).unwrap();
        return;
    }
    let head = log::head(world).unwrap();
    let signed = log::prepare(world, &head).unwrap();
    if (write, fate) == (Signature, Persisted) {
        log::keep_signed(world, signed, told.now).unwrap();
    }
}

/// Another node takes over when the lease of the fallen one has run out, and does all there is to do.
fn take_over(world: &World, node: &str, told: &mut Told) {
    told.look(world);
    told.now = told.now.plus(Span::seconds(11));
    told.log(world, 2);
    sequence_all(world, node, told.now);
    log::sign(world, told.now).unwrap();
    told.look(world);
}

/// The root of every beginning of the log, made of nothing but its leaves.
fn roots(house: &House) -> Vec<Hash> {
    let leaves = house.read(|raw| {
        let sql = "select leaf from entry where idx is not null order by idx limit 100000";
        raw.all(sql, &[], |row| Ok(row.bytes(0)?.to_vec()))
    });
    let mut tree = Frontier::new();
    let mut roots = vec![root_of_empty()];
    for leaf in leaves {
        tree.append(leaf_hash(&leaf));
        roots.push(tree.root());
    }
    roots
}

/// Nothing is lost, doubled or reordered, and no two checkpoints contradict each other.
fn check(house: &House, told: &Told) {
    let checked = log::verify(&house.world).unwrap();
    assert_eq!(
        (checked.entries, checked.signed_size, checked.waiting),
        (told.entries, told.entries, 0)
    );
    assert_eq!(
        house.count("select count(*) from entry"),
        i64::try_from(told.entries).unwrap()
    );
    assert_eq!(
        house.count("select count(distinct idx) from entry"),
        i64::try_from(told.entries).unwrap()
    );
    assert_eq!(
        house.count(REORDERED),
        0,
        "an account's entries out of order"
    );
    let roots = roots(house);
    let mut before = 0;
    for note in &told.notes {
        let note = Note::parse(note.as_bytes()).unwrap();
        let checkpoint = Checkpoint::parse(note.text()).unwrap();
        assert!(checkpoint.size() >= before, "a checkpoint went back");
        before = checkpoint.size();
        assert_eq!(*checkpoint.root(), roots[usize::try_from(before).unwrap()]);
    }
    assert!(before == told.entries);
}

const REORDERED: &str = "select count(*) from entry a join entry b on a.account = b.account and a.id < b.id where a.number > b.number and a.kind = 103 and b.kind = 103";

#[test]
fn whichever_write_a_process_falls_at_nothing_is_lost_doubled_or_reordered() {
    on_both(1, |house| {
        let mut told = Told {
            entries: house.settle(EVENING).entries,
            notes: Vec::new(),
            now: EVENING,
        };
        told.look(&house.world);
        for first in TABLE {
            for second in TABLE {
                // Each time another process: what it knew died with it.
                told.now = told.now.plus(Span::seconds(11));
                fall(house, &house.reopened(), &mut told, first);
                told.look(&house.world);
                told.now = told.now.plus(Span::seconds(11));
                fall(house, &house.reopened(), &mut told, second);
                take_over(&house.reopened(), "next", &mut told);
            }
        }
        check(house, &told);
        assert!(told.notes.len() >= TABLE.len() * TABLE.len());
    });
}

#[test]
fn a_sequencer_that_paused_before_signing_signs_nothing_when_it_wakes() {
    on_both(1, |house| {
        let (one, two) = (house.reopened(), house.reopened());
        let mut told = Told {
            entries: house.settle(EVENING).entries,
            notes: Vec::new(),
            now: EVENING.plus(Span::seconds(11)),
        };
        told.log(&one, 5);
        sequence_all(&one, "one", told.now);
        // It read the head, signed it, and paused before anybody saw that.
        let head = log::head(&one).unwrap();
        let signed = log::prepare(&one, &head).unwrap();
        let shown = log::head(&one).unwrap().note;
        told.now = told.now.plus(Span::seconds(11));
        told.log(&two, 2);
        sequence_all(&two, "two", told.now);
        // The other has the lease and has not signed yet: the one that wakes is of an older epoch.
        log::keep_signed(&one, signed, told.now.plus(Span::seconds(1))).unwrap();
        assert_eq!(log::head(&one).unwrap().note, shown, "nothing was signed");
        let late = log::prepare(&one, &head).unwrap();
        log::sign(&two, told.now).unwrap();
        told.look(&two);
        log::keep_signed(&one, late, told.now).unwrap();
        told.look(&one);
        // Whoever read the head before the pause doesn't even come to sign it.
        let refused = log::prepare(&one, &head).map(|_| ());
        assert!(
            matches!(&refused, Err(Fault::World(text)) if text.contains("signed at size")),
            "{refused:?}"
        );
        told.look(&two);
        assert_eq!(told.notes.len(), 1);
        check(house, &told);
    });
}

#[test]
fn two_nodes_that_both_believe_to_be_the_sequencer_never_show_two_histories() {
    on_both(1, |house| {
        let mut told = Told {
            entries: house.settle(EVENING).entries,
            notes: Vec::new(),
            now: EVENING,
        };
        let nodes = [("one", house.reopened()), ("two", house.reopened())];
        for round in 0..24 {
            // Each time the lease of the other has run out, and both computed their step on the same head.
            told.now = told.now.plus(Span::seconds(11));
            told.log(&house.world, 3);
            let steps = [0, 1].map(|at: usize| log::compute_step(&nodes[at].1).unwrap().unwrap());
            let order = [round % 2, (round + 1) % 2];
            let mut won = 0;
            for (at, step) in order.into_iter().zip(steps) {
                let (name, world) = &nodes[at];
                match log::submit(world, step, name, told.now).wait() {
                    Ok(_) => won += 1,
                    Err(Fault::Stale(_)) => {}
                    Err(other) => panic!("{other}"),
                }
                log::sign(world, told.now).unwrap();
                told.look(world);
            }
            assert_eq!(won, 1, "of two steps on one head one stands");
        }
        check(house, &told);
    });
}
