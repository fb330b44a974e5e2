//! What a write promises.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::*;
use crate::engine::{Engine, Lane, Pending};

#[test]
fn a_panic_in_a_closure_is_undone_and_the_store_goes_on() {
    each(|store| {
        let failed = store.db.write("explode", |raw| -> Result<(), Fault> {
            add(raw, 1)?;
            panic!("on purpose");
        });
        assert_eq!(failed, Err(Fault::Panic { name: "explode" }));
        let kept = store.db.write("after", |raw| add(raw, 2)).unwrap();
        assert_eq!(kept.value, 1);
        assert_eq!(store.count(NOTES), 1);
        assert_eq!(store.db.readings().panics, 1);
    });
}

#[test]
fn a_write_that_fails_undoes_only_itself_while_its_neighbours_commit() {
    each(|store| {
        let pending: Vec<Pending<()>> = (0..60)
            .map(|id| {
                store.db.submit("mixed", move |raw| {
                    add(raw, id)?;
                    match id % 3 {
                        0 => Err(Fault::Stale("on purpose")),
                        1 => add(raw, id).map(|_| ()),
                        _ => Ok(()),
                    }
                })
            })
            .collect();
        for (id, pending) in pending.into_iter().enumerate() {
            let answer = pending.wait();
            match id % 3 {
                0 => assert_eq!(answer, Err(Fault::Stale("on purpose"))),
                1 => assert!(answer.unwrap_err().is_unique()),
                _ => assert!(answer.is_ok()),
            }
        }
        assert_eq!(store.count(NOTES), 20);
    });
}

#[test]
fn a_hundred_writers_at_once_are_all_durable_in_fewer_commits() {
    each(|store| {
        let before = store.db.readings();
        let (release, wait) = mpsc::channel::<()>();
        // Holds SQLite's writer until all the others wait, so that they form a group.
        let first = store.db.submit("hold", move |_| {
            let _ = wait.recv_timeout(Duration::from_secs(5));
            Ok(())
        });
        let pending: Vec<_> = (0..100)
            .map(|id| store.db.submit("one-of-many", move |raw| add(raw, id)))
            .collect();
        release.send(()).unwrap();
        first.wait().unwrap();
        for one in pending {
            one.wait().unwrap();
        }
        let after = store.db.readings();
        if store.db.engine() == Engine::Sqlite {
            let commits = after.commits - before.commits;
            assert!(commits < 50, "{commits} commits for 101 writes");
        }
        assert_eq!(after.waiting, 0);
        assert_eq!(store.reopen().count(NOTES), 100);
    });
}

#[test]
fn a_closure_that_asks_for_it_runs_again_under_a_new_number() {
    each(|store| {
        let (tell, told) = mpsc::channel();
        let mut runs = 0;
        let done = store
            .db
            .write("again", move |raw| {
                runs += 1;
                tell.send(raw.attempt()).unwrap();
                add(raw, 7)?;
                if runs < 3 {
                    Err(Fault::Conflict)
                } else {
                    Ok(raw.attempt())
                }
            })
            .unwrap();
        let attempts: Vec<u64> = told.iter().collect();
        assert_eq!(attempts.len(), 3);
        assert!(attempts.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(Some(&done.attempt), attempts.last());
        assert_eq!(done.value, done.attempt);
        assert_eq!(store.count(NOTES), 1);
        assert_eq!(store.db.readings().retries, 2);
    });
}

#[test]
fn a_conflict_without_end_is_given_up_after_eight_tries() {
    each(|store| {
        let runs = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&runs);
        let failed = store.db.write("never", move |raw| -> Result<(), Fault> {
            counted.fetch_add(1, Relaxed);
            add(raw, 1)?;
            Err(Fault::Conflict)
        });
        assert_eq!(failed, Err(Fault::Conflict));
        assert_eq!(runs.load(Relaxed), 8);
        assert_eq!(store.count(NOTES), 0);
    });
}

#[test]
fn what_a_failed_attempt_smuggled_out_bears_another_number_than_what_committed() {
    each(|store| {
        let (smuggle, smuggled) = mpsc::channel();
        let failed = store.db.write("smuggle", move |raw| -> Result<(), Fault> {
            smuggle.send(raw.attempt()).unwrap();
            Err(Fault::Stale("on purpose"))
        });
        assert!(failed.is_err());
        let kept = store.db.write("honest", |_| Ok(())).unwrap();
        assert_ne!(smuggled.recv().unwrap(), kept.attempt);
    });
}

#[test]
fn a_failed_statement_dooms_the_attempt_even_when_the_closure_goes_on() {
    each(|store| {
        store.db.write("first", |raw| add(raw, 1)).unwrap();
        let failed = store.db.write("swallow", |raw| {
            add(raw, 2)?;
            let swallowed = add(raw, 1);
            assert!(swallowed.is_err());
            assert!(add(raw, 3).is_err(), "nothing runs after a failure");
            Ok(())
        });
        assert!(failed.unwrap_err().is_unique());
        assert_eq!(store.count(NOTES), 1);
    });
}

#[test]
fn of_a_statement_that_fails_at_a_later_row_nothing_is_kept() {
    const TWICE: &str = "insert into note (id) select case when id = 10 then 12 else id + 100 end from note order by id desc";
    const MOVED: &str = "update note set id = case when id = 11 then 12 else id + 100 end";
    const IDS: &str = "select cast(sum(id * id) as bigint) from note";
    each(|store| {
        let three = |raw: &mut Raw<'_>| {
            [10, 11, 12]
                .iter()
                .try_for_each(|id| add(raw, *id).map(|_| ()))
        };
        store.db.write("three", three).unwrap();
        for (sql, beside) in [(TWICE, 0), (TWICE, 5), (MOVED, 0), (MOVED, 5)] {
            let beside = (0..beside).map(|_| {
                store
                    .db
                    .submit("beside", |raw| raw.run("update note set id = id", &[]))
            });
            let beside: Vec<_> = beside.collect();
            let failed = store.db.write("fails", move |raw| raw.run(sql, &[]));
            assert!(failed.unwrap_err().is_unique(), "{sql}");
            for beside in beside {
                assert_eq!(beside.wait().unwrap().value, 3, "{sql}");
            }
            assert_eq!(store.count(IDS), 100 + 121 + 144, "{sql}");
        }
    });
}

#[test]
fn a_full_queue_answers_busy_at_once() {
    let options = Options {
        queue: 3,
        writers: 1,
        ..Options::default()
    };
    each_with(&options, |store| {
        let (release, wait) = mpsc::channel::<()>();
        let first = store.db.submit("hold", move |_| {
            let _ = wait.recv_timeout(Duration::from_secs(5));
            Ok(())
        });
        let waiting: Vec<_> = (0..10)
            .map(|id| store.db.submit("wait", move |raw| add(raw, id)))
            .collect();
        // The log waits for room instead: on SQLite until the writer has made some, so on a thread of its own.
        let log = thread::scope(|scope| {
            let log = scope.spawn(|| {
                let log = store.db.submit_in(Lane::First, "log", |raw| add(raw, 99));
                log.wait().map(|_| ())
            });
            release.send(()).unwrap();
            log.join().unwrap()
        });
        assert_eq!(log, Ok(()));
        first.wait().unwrap();
        let answers: Vec<_> = waiting.into_iter().map(Pending::wait).collect();
        let busy = answers.iter().filter(|a| **a == Err(Fault::Busy)).count();
        assert!((6..10).contains(&busy), "{busy} of 10 were refused");
        assert_eq!(store.db.readings().refused, u64::try_from(busy).unwrap());
        // And the log's.
        assert_eq!(store.count(NOTES), i64::try_from(10 - busy + 1).unwrap());
    });
}

#[test]
fn closing_the_last_handle_finishes_what_is_queued() {
    each(|store| {
        let Store {
            db,
            place,
            dir: _kept,
        } = store;
        for id in 0..200 {
            drop(db.submit("leave", move |raw| add(raw, id)));
        }
        drop(db);
        let db = Db::open(&place, Options::default()).unwrap();
        assert_eq!(count(&db, NOTES), 200);
    });
}

#[test]
fn the_last_handle_may_be_dropped_inside_a_closure() {
    each(|store| {
        let Store {
            db,
            place,
            dir: _kept,
        } = store;
        let (release, wait) = mpsc::channel::<()>();
        let mut last = vec![db.clone()];
        let pending = db.submit("last", move |raw| {
            let _ = wait.recv_timeout(Duration::from_secs(5));
            last.clear();
            add(raw, 1)
        });
        drop(db);
        release.send(()).unwrap();
        pending.wait().unwrap();
        let db = Db::open(&place, Options::default()).unwrap();
        assert_eq!(count(&db, NOTES), 1);
    });
}

#[test]
fn waiting_inside_a_closure_is_refused_instead_of_never_ending() {
    each(|store| {
        let db = store.db.clone();
        let inner = store
            .db
            .write("outer", move |_| {
                let submitted = db.submit("inner", |raw| add(raw, 1));
                let write = db.write("inner", |raw| add(raw, 2)).map(|_| ());
                let read = db.read("inner", |_| Ok(()));
                Ok([submitted.wait().map(|_| ()), write, read])
            })
            .unwrap();
        let nested = Err(Fault::Nested { name: "inner" });
        assert_eq!(inner.value, [nested.clone(), nested.clone(), nested]);
    });
}

#[test]
fn a_write_can_be_awaited_and_the_store_dropped_on_a_runtime() {
    each(|store| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        let done = runtime.block_on(async move {
            let task = tokio::spawn(async move {
                let done = store.db.submit("await", |raw| add(raw, 1)).await;
                let blocking = store.db.write("block", |raw| add(raw, 2));
                drop(store);
                (done, blocking)
            });
            task.await.unwrap()
        });
        assert_eq!(done.0.unwrap().value, 1);
        assert_eq!(done.1.unwrap().value, 1);
    });
}

#[test]
fn threads_that_write_the_same_row_lose_no_change() {
    each(|store| {
        store.db.write("start", |raw| add(raw, 0)).unwrap();
        let start = Arc::new(Barrier::new(8));
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (db, start) = (store.db.clone(), Arc::clone(&start));
                thread::spawn(move || {
                    start.wait();
                    for _ in 0..20 {
                        db.write("count-up", |raw| {
                            let read = "select id from note {for_update}";
                            let id = raw.one(read, &[], |row| row.int(0))?.unwrap();
                            raw.run("update note set id = $1", &[Arg::Int(id + 1)])
                        })
                        .unwrap();
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(store.count("select id from note"), 160);
    });
}

#[test]
fn a_value_that_panics_while_it_is_dropped_does_not_end_the_store() {
    struct Explosive;
    impl Drop for Explosive {
        fn drop(&mut self) {
            assert!(thread::panicking(), "on purpose");
        }
    }
    each(|store| {
        let held = Explosive;
        let answer = store.db.submit("drop", move |raw| {
            let _held = &held;
            add(raw, 1)
        });
        drop(answer);
        store.db.write("after", |raw| add(raw, 2)).unwrap();
        assert_eq!(store.reopen().count(NOTES), 2);
    });
}
