//! The change feed: every commit once, in an order that no later commit gets before, on every node.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use switchboard_rules::moment::Span;

use super::house::{EVENING, on_both};
use crate::session::Auth;
use crate::tx::Verdict;

#[test]
fn no_change_is_skipped_or_told_twice_while_many_write() {
    const WRITERS: u16 = 8;
    const EACH: u16 = 25;
    on_both(0, |house| {
        let node = house.node();
        let mut cursor = node.feed_now().unwrap();
        let mut seen: Vec<Vec<u8>> = Vec::new();
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    scope.spawn(move || {
                        for n in 0..EACH {
                            let what = [writer.to_be_bytes(), n.to_be_bytes()].concat();
                            let told = house.world.write("change", Auth::Job("test"), EVENING, move |tx| {
                                tx.changed("story", &what);
                                if n % 3 == 0 {
                                    // Some hold their transaction open, so that later ones commit before them.
                                    tx.flush()?;
                                    tx.one("select count(*) from entry e, member m, change c", &[], |row| row.int(0))?;
                                }
                                Ok(Verdict::Given(()))
                            });
                            told.wait().unwrap();
                        }
                    })
                })
                .collect();
            let reader = scope.spawn(|| {
                let mut seen = Vec::new();
                loop {
                    let last = is_over.load(Ordering::SeqCst);
                    let changes = node.feed(&mut cursor).unwrap();
                    if changes.is_empty() && last {
                        return seen;
                    }
                    seen.extend(changes.into_iter().filter(|c| c.kind == "story").map(|c| c.reference));
                }
            });
            writers.into_iter().for_each(|writer| writer.join().unwrap());
            is_over.store(true, Ordering::SeqCst);
            seen = reader.join().unwrap();
        });
        let once: BTreeSet<&Vec<u8>> = seen.iter().collect();
        assert_eq!(seen.len(), usize::from(WRITERS * EACH), "told twice or lost");
        assert_eq!(once.len(), seen.len());
        for writer in 0..WRITERS {
            let own: Vec<&Vec<u8>> = seen.iter().filter(|what| what.starts_with(&writer.to_be_bytes())).collect();
            assert!(own.is_sorted(), "one writer's changes came out of order");
        }
    });
}

#[test]
fn a_program_started_with_its_clock_set_back_still_tells_its_changes() {
    on_both(0, |house| {
        let tell = |world: &crate::World, now| {
            let told = world.write("change", Auth::Job("test"), now, |tx| {
                tx.changed("story", b"what");
                Ok(Verdict::Given(()))
            });
            told.wait().unwrap();
        };
        tell(&house.world, EVENING);
        let other = house.reopened();
        let mut cursor = other.feed_now().unwrap();
        tell(&other, EVENING.minus(Span::hours(1)));
        assert_eq!(other.feed(&mut cursor).unwrap().len(), 1);
        assert_eq!(other.feed(&mut cursor).unwrap().len(), 0);
    });
}
