//! The schema: the steps lead where it is written down, and both engines understand every statement.

use std::fs;
use std::path::Path;

use super::house::{EVENING, places};
use crate::engine::{Arg, Db, Engine, Options, dump_schema};
use crate::schema::{NOW, migrate};
use crate::world::World;
use crate::{Fault, Meta, WorldKind};

#[test]
fn the_steps_lead_to_the_schema_as_it_is_written_down() {
    let dumped = |by_steps: bool| {
        let lines = std::cell::RefCell::new(Vec::new());
        places(|engine, place| {
            let db = Db::create(&place, Options::default()).unwrap();
            if by_steps {
                migrate(&db, EVENING).unwrap();
            } else {
                db.write("whole", |raw| raw.script(NOW)).unwrap();
            }
            lines
                .borrow_mut()
                .push((engine, db.read("dump", dump_schema).unwrap()));
        });
        lines.into_inner()
    };
    for ((engine, steps), (_, now)) in dumped(true).into_iter().zip(dumped(false)) {
        assert!(
            steps.len() > 150,
            "the dump saw too little: {} lines",
            steps.len()
        );
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these
                .iter()
                .filter(|line| !those.contains(line))
                .cloned()
                .collect()
        };
        assert!(
            steps == now,
            "{engine:?}: only by the steps {:#?}, only in now.sql {:#?}",
            only(&steps, &now),
            only(&now, &steps)
        );
    }
}

/// Other stories on PostgreSQL find the schema laid in a copy.
#[test]
fn a_world_is_made_in_an_empty_place_and_never_where_one_is() {
    places(|engine, place| {
        let dir = tempfile::tempdir().unwrap();
        let meta = Meta::new(WorldKind::Live, "Invented Party", "test.example.org").unwrap();
        let made = |name: &str| {
            let place = Some(place.clone());
            let options = Options::default();
            World::create(&dir.path().join(name), place, &meta, EVENING, options)
        };
        let world = made("data").unwrap();
        assert_eq!(world.engine(), engine);
        let again = made("again").unwrap_err();
        assert!(matches!(again, Fault::Unavailable(_)), "{again}");
    });
}

#[test]
fn both_engines_understand_every_statement_of_the_store() {
    let statements = statements_of_the_store();
    assert!(
        statements.len() > 90,
        "the scan found only {} statements",
        statements.len()
    );
    places(|engine, place| {
        let db = Db::create(&place, Options::default()).unwrap();
        migrate(&db, EVENING).unwrap();
        let mut wrong = Vec::new();
        for sql in &statements {
            let sql: &'static str = sql.clone().leak();
            // Each in a write of its own: a failed one dooms its transaction, and locks want one that may write.
            if let Err(fault) = db.write("prepare", move |raw| raw.check(sql)) {
                wrong.push(format!("{fault}: {sql}"));
            }
        }
        assert!(
            wrong.is_empty(),
            "{engine:?} does not understand {wrong:#?}"
        );
    });
}

/// What is dealt leaves a dead entry where the next look begins.
#[test]
fn postgresql_sweeps_the_queue_and_its_indexes_often() {
    places(|engine, place| {
        if engine != Engine::Postgres {
            return;
        }
        let db = Db::create(&place, Options::default()).unwrap();
        migrate(&db, EVENING).unwrap();
        let settings = "select array_to_string(reloptions, ' ') from pg_class where relname = 'queue' and relnamespace = cast(current_schema() as regnamespace)";
        let settings = db
            .read("settings", |raw| {
                raw.one(settings, &[], |row| Ok(row.text(0)?.to_owned()))
            })
            .unwrap()
            .unwrap();
        for one in [
            "autovacuum_vacuum_scale_factor=0",
            "autovacuum_vacuum_threshold=10000",
            "vacuum_index_cleanup=on",
        ] {
            assert!(settings.contains(one), "{settings}");
        }
    });
}

/// An index made for one run of a statement reads the whole table each time.
#[test]
fn no_statement_makes_sqlite_build_an_index_for_itself() {
    places(|engine, place| {
        if engine != Engine::Sqlite {
            return;
        }
        let db = Db::create(&place, Options::default()).unwrap();
        migrate(&db, EVENING).unwrap();
        let plan = |sql: &str| -> String {
            let nulls = vec![Arg::Null; parameters(sql)];
            let sql: &'static str = format!("explain query plan {sql}").leak();
            let steps = db.read("plan", |raw| {
                raw.all(sql, &nulls, |row| Ok(row.text(3)?.to_owned()))
            });
            steps.unwrap().join("; ")
        };
        assert!(
            plan("select 1 from card c join report r on r.kind = c.state").contains("AUTOMATIC")
        );
        for sql in statements_of_the_store() {
            let plan = plan(&sql);
            assert!(!plan.contains("AUTOMATIC"), "{sql}: {plan}");
            // Whoever is put into a queue, or moved in it, is found by their key: a look through a bank's whole queue for
            // each of its members takes hours where it should take seconds.
            let is_of_one =
                sql.starts_with("insert into queue ") || sql.starts_with("update queue ");
            let is_by_key = !is_of_one || !plan.contains("queue_by_rank (bank=?)");
            assert!(is_by_key, "{sql}: {plan}");
            // Whose record a member is, is asked at each deal: it must begin there, and not with everybody who holds a role.
            let goes_over_all =
                sql.contains("account_member") && plan.contains("term_by_role (role=?)");
            assert!(!goes_over_all, "{sql}: {plan}");
        }
    });
}

/// How many parameters a statement has.
fn parameters(sql: &str) -> usize {
    let numbers = sql.split('$').skip(1).filter_map(|after| {
        let end = after.find(|c: char| !c.is_ascii_digit());
        after[..end.unwrap_or(after.len())].parse().ok()
    });
    numbers.max().unwrap_or(0)
}

#[test]
fn the_scan_of_statements_reads_strings_as_rust_does() {
    let source = r#"
        // "select comment" stays out
        const A: &str = "select a from b where c = 'it''s' and d = $1";
        const Q: char = '"'; const R: char = '\''; fn f<'a>(x: &'a str) { run("delete from t \
            where a = $1"); }
        let not = "Select an outcome"; let raw = r"update t set a = 2";
    "#;
    assert_eq!(
        statements_in(source),
        [
            "select a from b where c = 'it''s' and d = $1",
            "delete from t where a = $1",
            "update t set a = 2"
        ]
    );
}

/// Every statement in the sources of the store, outside the engine (whose own tests run its few) and the tests.
fn statements_of_the_store() -> Vec<String> {
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut |path| {
            found.extend(statements_in(&fs::read_to_string(path).unwrap()));
        },
    );
    found.sort();
    found.dedup();
    found
}

fn walk(dir: &Path, see: &mut impl FnMut(&Path)) {
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("engine") && !path.ends_with("tests") {
                walk(&path, see);
            }
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            see(&path);
        }
    }
}

fn statements_in(source: &str) -> Vec<String> {
    const VERBS: [&str; 5] = [
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "with ",
    ];
    let strings = strings_in(source);
    strings
        .into_iter()
        .filter(|text| VERBS.iter().any(|verb| text.starts_with(verb)))
        .collect()
}

/// The string literals of a Rust source, comments and characters passed over.
fn strings_in(source: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'', '/', 'r']) {
        let before_is_name = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let from = &rest[at..];
        rest = if from.starts_with("//") {
            from.find('\n').map_or("", |end| &from[end..])
        } else if let Some(inside) = from.strip_prefix('"') {
            let (text, after) = quoted(inside);
            strings.push(text);
            after
        } else if !before_is_name && (from.starts_with("r\"") || from.starts_with("r#")) {
            let hashes = from[1..].chars().take_while(|c| *c == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            match from[1 + hashes..]
                .strip_prefix('"')
                .and_then(|inside| inside.split_once(close.as_str()))
            {
                Some((text, after)) => {
                    strings.push(text.to_owned());
                    after
                }
                None => &from[1..],
            }
        } else if let Some(inside) = from.strip_prefix('\'') {
            // A character, or else a lifetime.
            let len = inside.chars().next().map_or(0, char::len_utf8);
            if inside.starts_with('\\') {
                inside[2..].split_once('\'').map_or("", |(_, after)| after)
            } else {
                inside[len..].strip_prefix('\'').unwrap_or(inside)
            }
        } else {
            &from[1..]
        };
    }
    strings
}

/// The text up to the closing mark, with `\` at a line's end taken as Rust takes it.
fn quoted(source: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = source.char_indices();
    while let Some((at, letter)) = chars.next() {
        match letter {
            '"' => return (text, &source[at + 1..]),
            '\\' => match chars.next() {
                Some((end, '\n')) => {
                    let skipped = source[end..].len() - source[end..].trim_start().len();
                    for _ in 1..skipped {
                        chars.next();
                    }
                }
                Some((_, escaped)) => text.push(escaped),
                None => {}
            },
            other => text.push(other),
        }
    }
    (text, "")
}
