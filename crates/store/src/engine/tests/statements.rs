//! What statements promise.

use super::*;
use crate::engine::{Engine, Raw, Rows, Stmt, Value, stmt};

fn fill(store: &Store) {
    store
        .db
        .write("fill", |raw| {
            let insert = "insert into note (id, body, raw) values ($1, $2, $3)";
            raw.many(&[
                stmt(insert, &[Arg::Int(1), Arg::Text("one"), Arg::Bytes(&[1])]),
                stmt(insert, &[Arg::Int(2), Arg::Null, Arg::Null]),
            ])
        })
        .unwrap();
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    each(|store| {
        fill(&store);
        let read = store.db.read("read", |raw| {
            let sql = "select id, body, raw from note order by id limit 10";
            raw.all(sql, &[], |row| {
                Ok((
                    row.int(0)?,
                    row.opt_text(1)?.map(ToOwned::to_owned),
                    row.opt_bytes(2)?.map(ToOwned::to_owned),
                ))
            })
        });
        let first = (1, Some("one".to_owned()), Some(vec![1]));
        assert_eq!(read.unwrap(), [first, (2, None, None)]);
    });
}

#[test]
fn parameters_are_bound_by_their_numbers_not_by_their_order() {
    each(|store| {
        fill(&store);
        let found = store.db.read("order", |raw| {
            let sql = "select id from note where body = $2 and id = $1";
            raw.one(sql, &[Arg::Int(1), Arg::Text("one")], |row| row.int(0))
        });
        assert_eq!(found, Ok(Some(1)));
    });
}

#[test]
fn a_row_that_is_not_as_expected_is_a_fault_that_names_column_and_transaction() {
    each(|store| {
        fill(&store);
        for (i, sql) in [
            (0, "select body from note where id = 1"),
            (0, "select body from note where id = 2"),
            (3, "select id from note where id = 1"),
        ] {
            let fault = store
                .db
                .read("wrong", |raw| raw.one(sql, &[], |row| row.int(i)))
                .unwrap_err();
            let text = fault.to_string();
            assert!(matches!(fault, Fault::Row(_)), "{text}");
            assert!(
                text.contains("`wrong`") && text.contains(&format!("column {i}")),
                "{text}"
            );
        }
    });
}

#[test]
fn five_reads_gathered_take_one_round_trip() {
    each(|store| {
        fill(&store);
        let batch = || {
            [
                stmt("select body from note where id = $1", &[Arg::Int(1)]),
                stmt("select raw from note where id = $1", &[Arg::Int(1)]),
                stmt(
                    "select id from note where id < $1 order by id",
                    &[Arg::Int(9)],
                ),
                stmt("select id from note where id > $1", &[Arg::Int(9)]),
                stmt(NOTES, &[]),
            ]
        };
        let trips = store
            .db
            .write("gather", move |raw| {
                raw.gather(&batch())?;
                let before = raw.round_trips();
                let rows = raw.gather(&batch())?;
                assert_eq!(rows[0].row(0).text(0)?, "one");
                assert_eq!(rows[1].row(0).bytes(0)?, [1]);
                assert_eq!(rows[2].len(), 2);
                assert_eq!(rows[2].iter().last().unwrap().int(0)?, 2);
                assert!(rows[3].is_empty() && rows[3].first().is_none());
                assert!(matches!(rows[3].row(0).int(0), Err(Fault::Row(_))));
                assert_eq!(rows[4].first().unwrap().int(0)?, 2);
                Ok(raw.round_trips() - before)
            })
            .unwrap();
        let expected = u64::from(store.db.engine() == Engine::Postgres);
        assert_eq!(trips.value, expected);
    });
}

#[test]
fn a_whole_write_takes_begin_with_its_first_statement_and_one_trip_for_its_commit() {
    each(|store| {
        let write = || {
            store.db.write("small", |raw| {
                let insert = "insert into note (id) values ($1)";
                let delete = "delete from note where id = $1";
                let changed = raw.many(&[
                    stmt(insert, &[Arg::Int(1)]),
                    stmt(insert, &[Arg::Int(2)]),
                    stmt(delete, &[Arg::Int(1)]),
                    stmt(delete, &[Arg::Int(2)]),
                    stmt(delete, &[Arg::Int(3)]),
                ])?;
                assert_eq!(changed, [1, 1, 1, 1, 0]);
                Ok(())
            })
        };
        // Prepares on the one connection that an unhurried test uses.
        write().unwrap();
        let before = store.db.readings().round_trips;
        write().unwrap();
        let trips = store.db.readings().round_trips - before;
        assert_eq!(trips, 2 * u64::from(store.db.engine() == Engine::Postgres));
    });
}

#[test]
fn ten_thousand_rows_go_in_in_bulk() {
    each(|store| {
        let written = store
            .db
            .write("bulk", |raw| {
                let mut rows = (0..10_000).map(|id| {
                    let raw = if id % 2 == 0 {
                        Value::Null
                    } else {
                        Value::Bytes(vec![7; 3])
                    };
                    vec![Value::Int(id), Value::Text(format!("body {id}")), raw]
                });
                raw.bulk("note", &["id", "body", "raw"], &mut rows)
            })
            .unwrap();
        assert_eq!(written.value, 10_000);
        assert_eq!(store.count(NOTES), 10_000);
        assert_eq!(
            store.count("select count(*) from note where raw is null"),
            5_000
        );
        assert_eq!(
            store.count("select id from note where body = 'body 77'"),
            77
        );
    });
}

#[test]
fn a_bulk_that_fails_leaves_nothing() {
    each(|store| {
        let failed = store.db.write("bulk", |raw| {
            let mut rows = (0..100).map(|id| vec![Value::Int(id % 99)]);
            raw.bulk("note", &["id"], &mut rows)
        });
        assert!(failed.unwrap_err().is_unique());
        let short = store.db.write("bulk", |raw| {
            let mut rows = std::iter::once(vec![Value::Int(1)]);
            raw.bulk("note", &["id", "body"], &mut rows)
        });
        assert!(matches!(short, Err(Fault::Schema(_))));
        store.db.write("after", |raw| add(raw, 1)).unwrap();
        assert_eq!(store.count(NOTES), 1);
    });
}

#[test]
fn a_wrong_number_of_arguments_and_a_wrong_text_are_faults_of_the_schema() {
    each(|store| {
        let fault = |sql: &'static str| {
            let failed = store.db.write("wrong", move |raw| raw.run(sql, &[]));
            assert!(matches!(failed, Err(Fault::Schema(_))), "{failed:?}");
        };
        fault("delete from note where id = $1");
        fault("delete from absent");
        fault("delete frm note");
        fault("delete from note {nonsense}");
        let check = |sql| store.db.read("check", |raw| raw.check(sql));
        assert!(check("insert into absent (id) values ($1)").is_err());
        assert_eq!(check("insert into note (id) values ($1)"), Ok(()));
    });
}

#[test]
fn a_shared_answer_is_what_the_statement_would_answer_now() {
    each(|store| {
        store
            .db
            .write("make", |raw| {
                raw.script(BANK)?;
                raw.run("insert into bank (id, state) values (1, 'open')", &[])
            })
            .unwrap();
        let seen = store.db.write("ask", |raw| {
            let before = (states(raw, 1)?, states(raw, 2)?);
            raw.run("update bank set state = 'paused' where id = 1", &[])?;
            let paused = states(raw, 1)?;
            let rows = vec![Value::Int(2), Value::Text("open".to_owned())];
            raw.bulk("bank", &["id", "state"], &mut [rows].into_iter())?;
            Ok((before, paused, states(raw, 2)?))
        });
        let seen = seen.map(|seen| seen.value);
        let list = |one: &str| vec![one.to_owned()];
        assert_eq!(
            seen,
            Ok(((list("open"), vec![]), list("paused"), list("open")))
        );
        // What was undone, nobody is told: the next transaction asks for itself.
        let undone = store.db.write("undo", |raw| {
            raw.run("update bank set state = 'closed' where id = 1", &[])?;
            states(raw, 1)?;
            Err::<(), _>(Fault::NoSeat)
        });
        assert_eq!(undone, Err(Fault::NoSeat));
        let again = store.db.write("again", |raw| states(raw, 1));
        assert_eq!(again.map(|again| again.value), Ok(list("paused")));
        let other = store.db.write("other", |raw| {
            raw.gather(&[Stmt::shared("select id from note", vec![])])
                .map(|_| ())
        });
        assert!(matches!(other, Err(Fault::Schema(_))), "{other:?}");
    });
}

/// The states of the banks with this number, asked as many writes ask them.
fn states(raw: &mut Raw<'_>, id: i64) -> Result<Vec<String>, Fault> {
    let read = "select state from bank where id = $1";
    let found = raw.gather(&[Stmt::shared(read, vec![Arg::Int(id)])])?;
    let rows = found.iter().flat_map(Rows::iter);
    rows.map(|row| row.text(0).map(ToOwned::to_owned)).collect()
}

const BANK: &str = "create table bank (id bigint not null, state text not null)";

#[test]
fn a_shared_answer_ends_with_anothers_commit() {
    each(|store| {
        let ours = &store.db;
        ours.write("make", |raw| {
            raw.script(BANK)?;
            raw.run("insert into bank (id, state) values (1, 'open')", &[])
        })
        .unwrap();
        let seen = || ours.write("ask", |raw| states(raw, 1)).unwrap().value;
        assert_eq!(seen(), ["open"]);
        assert_eq!(seen(), ["open"]);
        // As a command on the console does, or another node, beside the server.
        let theirs = Db::open(&store.place, Options::default()).unwrap();
        for state in ["paused", "closed"] {
            theirs
                .write("set", move |raw| {
                    let set = "update bank set state = $1 where id = 1";
                    raw.run(set, &[Arg::Text(state)])
                })
                .unwrap();
            assert_eq!(seen(), [state]);
        }
        // Also where an act has asked before, and the other commits before it asks again.
        let both = ours.write("twice", move |raw| {
            let first = states(raw, 1)?;
            if raw.engine() == Engine::Postgres {
                let open =
                    |raw: &mut Raw<'_>| raw.run("update bank set state = 'open' where id = 1", &[]);
                thread::scope(|scope| {
                    let done = scope.spawn(|| theirs.write("open", open)).join();
                    done.unwrap().unwrap();
                });
            }
            Ok((first, states(raw, 1)?))
        });
        let (first, second) = both.unwrap().value;
        assert_eq!(first, ["closed"]);
        let last = match store.db.engine() {
            Engine::Postgres => "open",
            Engine::Sqlite => "closed",
        };
        assert_eq!(second, [last]);
    });
}

fn notes_while_open(raw: &mut Raw<'_>) -> Result<usize, Fault> {
    let open = "select 1 from bank where state = $1 limit 1";
    let open = Stmt::shared(open, vec![Arg::Text("open")]);
    let notes = Stmt::owning("select id from note where id = $1", vec![Arg::Int(1)]);
    let found = raw.gather(&[notes.where_any(open)])?;
    Ok(found.iter().map(Rows::len).sum())
}

#[test]
fn what_needs_a_shared_answer_is_found_once_that_is_there() {
    each(|store| {
        let count = |name| store.db.write(name, notes_while_open).unwrap().value;
        store
            .db
            .write("make", |raw| {
                raw.script(BANK)?;
                add(raw, 1)
            })
            .unwrap();
        // Its guard is asked along with it, and then in its stead.
        let engine = store.db.engine();
        assert_eq!(count("first"), usize::from(engine == Engine::Postgres));
        assert_eq!(count("before"), 0);
        store
            .db
            .write("open", |raw| {
                raw.run("insert into bank (id, state) values (1, 'open')", &[])
            })
            .unwrap();
        assert_eq!(count("after"), 1);
    });
}
