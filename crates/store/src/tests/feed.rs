//! The change feed: every commit once, in an order that no later commit gets before, on every node.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use switchboard_rules::moment::Span;

use super::house::{EVENING, on_both};
use crate::feed::Change;
use crate::session::Auth;
use crate::tx::Verdict;

/// How long the test waits for others' transactions on the same server.
const PATIENCE: Duration = Duration::from_mins(2);

fn told(changes: Vec<Change>) -> impl Iterator<Item = Vec<u8>> {
    changes
        .into_iter()
        .filter(|change| change.kind == "story")
        .map(|change| change.reference)
}

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
                            let told = house.world.write(
                                "change",
                                Auth::Job("test"),
                                EVENING,
                                move |tx| {
                                    tx.changed("story", &what);
                                    if n % 3 == 0 {
                                        // Some hold their transaction open, so that later ones commit before them.
                                        tx.flush()?;
                                        tx.one(
                                            "select count(*) from entry e, member m, change c",
                                            &[],
                                            |row| row.int(0),
                                        )?;
                                    }
                                    Ok(Verdict::Given(()))
                                },
                            );
                            told.wait().unwrap();
                        }
                    })
                })
                .collect();
            let reader = scope.spawn(|| {
                let mut seen = Vec::new();
                let mut over_since = None;
                loop {
                    if is_over.load(Ordering::SeqCst) {
                        // On a server with others' transactions open the last rows settle when those end.
                        let since = *over_since.get_or_insert_with(Instant::now);
                        if seen.len() >= usize::from(WRITERS * EACH) || since.elapsed() > PATIENCE {
                            seen.extend(told(node.feed(&mut cursor).unwrap()));
                            return seen;
                        }
                    }
                    let changes = node.feed(&mut cursor).unwrap();
                    if changes.is_empty() {
                        thread::yield_now();
                    }
                    seen.extend(told(changes));
                }
            });
            for writer in writers {
                writer.join().unwrap();
            }
            is_over.store(true, Ordering::SeqCst);
            seen = reader.join().unwrap();
        });
        let once: BTreeSet<&Vec<u8>> = seen.iter().collect();
        assert_eq!(
            seen.len(),
            usize::from(WRITERS * EACH),
            "told twice or lost"
        );
        assert_eq!(once.len(), seen.len());
        for writer in 0..WRITERS {
            let own: Vec<&Vec<u8>> = seen
                .iter()
                .filter(|what| what.starts_with(&writer.to_be_bytes()))
                .collect();
            assert!(own.is_sorted(), "one writer's changes came out of order");
        }
    });
}

#[test]
fn a_program_with_its_clock_behind_still_tells_its_changes() {
    on_both(0, |house| {
        let tell = |world: &crate::World, now, kind: &'static str| {
            let told = world.write("change", Auth::Job("test"), now, move |tx| {
                tx.changed(kind, b"what");
                Ok(Verdict::Given(()))
            });
            told.wait().unwrap();
        };
        tell(&house.world, EVENING, "before");
        let other = house.reopened();
        // It goes on telling later than the other has looked: a program beside the server, say, that waited for the writer.
        tell(&house.world, EVENING.plus(Span::seconds(1)), "beside");
        let mut cursor = other.feed_now().unwrap();
        tell(&other, EVENING.minus(Span::hours(1)), "after");
        let since = Instant::now();
        let mut seen = 0;
        while seen == 0 && since.elapsed() < PATIENCE {
            seen = other
                .feed(&mut cursor)
                .unwrap()
                .iter()
                .filter(|change| change.kind == "after")
                .count();
            if house.place.is_none() {
                break;
            }
        }
        assert_eq!(seen, 1);
    });
}
