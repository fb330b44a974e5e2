//! No fault tells a value.

use super::*;
use crate::engine::{Constraint, Value, stmt};

/// Stands for a name and a number; it must come out of nothing.
const SECRET: &str = "Evans 07700900123";
const SECRET_INT: i64 = 7_700_900_123;

fn assert_silent(what: &impl std::fmt::Debug) {
    let text = format!("{what:?}");
    for secret in ["Evans", "7700900123", "77, 117"] {
        assert!(!text.contains(secret), "{text}");
    }
}

fn lay(store: &Store) {
    store.lay(
        "create table member (
            id bigint primary key,
            name text not null unique,
            raw {bytes},
            constraint name_short check (length(name) < 20)
        );
        create table card (member bigint not null references member (id))",
    );
    store
        .db
        .write("fill", |raw| {
            let sql = "insert into member (id, name) values ($1, $2)";
            raw.run(sql, &[Arg::Int(1), Arg::Text(SECRET)])
        })
        .unwrap();
}

#[test]
fn a_constraint_is_told_by_kind_and_name_and_without_the_row() {
    each(|store| {
        lay(&store);
        let member = "insert into member (id, name) values ($1, $2)";
        let card = "insert into card (member) values ($1)";
        let long = "Evans 07700900123 and more";
        let cases: [(Constraint, &'static str, &[Arg<'static>]); 5] = [
            (
                Constraint::Unique,
                member,
                &[Arg::Int(2), Arg::Text(SECRET)],
            ),
            (
                Constraint::Unique,
                member,
                &[Arg::Int(1), Arg::Text("Evans")],
            ),
            (
                Constraint::NotNull,
                member,
                &[Arg::Int(SECRET_INT), Arg::Null],
            ),
            (Constraint::Check, member, &[Arg::Int(3), Arg::Text(long)]),
            (Constraint::Foreign, card, &[Arg::Int(SECRET_INT)]),
        ];
        for (wanted, sql, args) in cases {
            let args = args.to_vec();
            let fault = store
                .db
                .write("break", move |raw| raw.run(sql, &args))
                .unwrap_err();
            assert_silent(&fault);
            assert_silent(&fault.to_string());
            let Fault::Constraint { kind, name } = fault else {
                panic!("{fault:?}");
            };
            assert_eq!(kind, wanted);
            assert!(!name.is_empty());
        }
    });
}

#[test]
fn no_fault_holds_a_bound_value() {
    each(|store| {
        lay(&store);
        let cases: [(&'static str, &[Arg<'static>]); 7] = [
            (
                "update member set id = cast($1 as bigint) where id = 1",
                &[Arg::Text(SECRET)],
            ),
            (
                "update member set id = $1 where id = 1",
                &[Arg::Text(SECRET)],
            ),
            ("update member set id = cast(name as bigint)", &[]),
            ("update member set name = $1", &[Arg::Int(SECRET_INT)]),
            ("update member set id = 9223372036854775807 + id", &[]),
            ("update absent set name = $1", &[Arg::Text(SECRET)]),
            ("update member set name = $1", &[Arg::Text("Evans\0")]),
        ];
        for (sql, args) in cases {
            let args = args.to_vec();
            // SQLite takes some of these, which is its way.
            if let Err(fault) = store.db.write("break", move |raw| raw.run(sql, &args)) {
                assert_silent(&fault);
                assert_silent(&fault.to_string());
            }
        }
        let row = store.db.read("read", |raw| {
            let sql = "select id, name, raw from member limit 1";
            raw.one(sql, &[], |row| {
                assert_silent(row);
                row.bytes(1).map(ToOwned::to_owned)
            })
        });
        assert!(matches!(row, Err(Fault::Row(_))));
        assert_silent(&row);
    });
}

#[test]
fn debug_of_arguments_values_and_rows_shows_kinds_only() {
    assert_silent(&[Arg::Text(SECRET), Arg::Int(SECRET_INT), Arg::Bytes(b"Mu")]);
    assert_silent(&[Value::Text(SECRET.to_owned()), Value::Bytes(b"Mu".to_vec())]);
    assert_silent(&stmt("select $1", &[Arg::Text(SECRET)]));
    each(|store| {
        lay(&store);
        store
            .db
            .read("read", |raw| {
                let rows = raw.gather(&[stmt("select name from member limit 9", &[])])?;
                assert_silent(&rows);
                assert_silent(&rows[0].row(0));
                assert_silent(raw);
                Ok(())
            })
            .unwrap();
    });
}
