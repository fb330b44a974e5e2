//! Which parts of the code may say what.

use super::paths::{paths_from, without_comments};
use super::{Source, only, sources};

const APP: &str = "crates/switchboard/src/";

/// Where the store may be called: what opens a world, what acts for somebody, what runs by itself.
fn may_call_the_store(path: &str) -> bool {
    let Some(inside) = path.strip_prefix(APP) else {
        return true;
    };
    let is_action = inside.starts_with("rooms/")
        && (inside.ends_with("/actions.rs") || inside.contains("/actions/"));
    let doors = ["app.rs", "ctx.rs", "main.rs"];
    let rooms = [
        "jobs/",
        "cli/",
        "bench/",
        "demo/",
        "decoys/",
        "practice/",
        "week/",
    ];
    let files = ["jobs.rs", "cli.rs", "bench.rs", "demo.rs"];
    is_action
        || doors.contains(&inside)
        || files.contains(&inside)
        || rooms.iter().any(|room| inside.starts_with(room))
}

/// What of the store a file names that only actions may name: its modules and functions, a world, a transaction.
/// Its plain types, and the rules' words and types, may be named by pages too.
fn calls(file: &Source) -> Vec<String> {
    paths_from(&without_comments(&file.text), "switchboard_store")
        .into_iter()
        .filter(|path| path.first().is_none_or(|first| first != "rules"))
        .filter(|path| {
            let kind = path
                .iter()
                .find(|part| part.starts_with(char::is_uppercase));
            kind.is_none_or(|kind| ["World", "Tx"].contains(&kind.as_str()))
        })
        .map(|path| path.join("::"))
        .collect()
}

fn of_the_app() -> impl Iterator<Item = Source> {
    sources()
        .into_iter()
        .filter(|file| file.path.starts_with(APP) && file.is(".rs"))
}

#[test]
fn only_actions_jobs_app_and_ctx_call_the_store() {
    let found: Vec<_> = of_the_app()
        .filter(|file| !may_call_the_store(&file.path))
        .flat_map(|file| {
            calls(&file)
                .into_iter()
                .map(move |call| (file.path.clone(), call))
        })
        .collect();
    let exceptions = [
        (
            "crates/switchboard/src/health.rs",
            "asks whether the store answers, for nobody",
        ),
        (
            "crates/switchboard/src/hooks.rs",
            "how a body is signed, which reads nothing",
        ),
        (
            "crates/switchboard/src/rooms/roll/importing.rs",
            "the import's act, long enough for a file of its own",
        ),
    ];
    only(
        &exceptions,
        &found,
        "a page asks its room's action; an action calls the store",
    );
}

/// The console's authority needs no session: only what an operator starts may name it.
#[test]
fn only_the_command_line_and_the_demo_speak_as_the_console() {
    let speaks = |file: &Source| without_comments(&file.text).contains("Auth::Console");
    let wrong: Vec<String> = of_the_app()
        .filter(|file| speaks(file))
        .map(|file| file.path)
        .filter(|path| {
            let inside = path.strip_prefix(APP).unwrap_or(path);
            // A job's stories hire whom they need, as an operator would.
            !["cli/", "demo/", "bench/", "week/", "jobs/hooks/tests.rs"]
                .iter()
                .any(|room| inside.starts_with(room))
        })
        .collect();
    assert_eq!(
        wrong,
        Vec::<String>::new(),
        "a room must ask as whoever is signed in"
    );
}

#[test]
fn web_never_names_the_store() {
    // Its tests may: they hold the message files against the rules' words.
    let found: Vec<_> = of_the_app()
        .filter(|file| file.path.starts_with("crates/switchboard/src/web/"))
        .filter(|file| !file.is("/tests.rs"))
        .flat_map(|file| {
            let text = without_comments(&file.text);
            let paths = paths_from(&text, "switchboard_store");
            paths
                .into_iter()
                .map(move |path| (file.path.clone(), path.join("::")))
        })
        .collect();
    only(
        &[],
        &found,
        "web knows pages and words, and nothing that is kept",
    );
}

#[test]
fn rooms_never_import_rooms() {
    let rooms = "crates/switchboard/src/rooms/";
    let mut seen = 0;
    let mut found = Vec::new();
    for file in of_the_app() {
        let Some((room, _)) = file
            .path
            .strip_prefix(rooms)
            .and_then(|inside| inside.split_once('/'))
        else {
            continue;
        };
        seen += 1;
        let text = without_comments(&file.text);
        let others = paths_from(&text, "crate::rooms")
            .into_iter()
            .filter(|path| path[0] != room);
        found.extend(others.map(|path| (file.path.clone(), path.join("::"))));
        if text.contains("super::super::") {
            found.push((
                file.path.clone(),
                "climbs with super::super::; name the path from the crate".to_owned(),
            ));
        }
    }
    assert!(seen > 10, "{seen} files of rooms were read");
    only(
        &[],
        &found,
        "rooms meet in the store, in the rules, or by a link",
    );
}

#[test]
fn sql_stands_only_in_the_store() {
    let starts = [
        "select ",
        "insert into ",
        "update ",
        "delete from ",
        "create table ",
        "create index ",
        "with ",
    ];
    let middles = [" from ", " values", " set ", " (", "select "];
    let is_sql = |line: &str| {
        line.split('"').skip(1).step_by(2).any(|text| {
            let text = text.trim_start().to_lowercase();
            starts.iter().any(|start| {
                text.strip_prefix(start)
                    .is_some_and(|rest| middles.iter().any(|m| rest.contains(m)))
            }) && !text.contains(". ")
        })
    };
    assert!(is_sql(r#"tx.run("update bank set state = $1", &[])"#));
    let of_store = |path: &str| path.starts_with("crates/store/");
    let (inside, outside): (Vec<_>, Vec<_>) = sources()
        .into_iter()
        .filter(|file| file.is(".rs") && file.path != "crates/switchboard/tests/it/tidy/code.rs")
        .flat_map(|file| {
            let lines: Vec<_> = file
                .lines()
                .filter(|(_, line)| is_sql(line))
                .map(|(n, _)| n)
                .collect();
            lines
                .into_iter()
                .map(move |n| (file.path.clone(), format!("line {n}")))
        })
        .partition(|(path, _)| of_store(path));
    assert!(
        inside.len() > 30,
        "the store's own SQL is found: {} lines",
        inside.len()
    );
    only(&[], &outside, "SQL lives once, in crates/store");
}

#[test]
fn nothing_is_put_off_switched_off_or_allowed() {
    // Written apart, so that this file doesn't find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("#[ign", "ore"),
        concat!("#[al", "low("),
        concat!("#![al", "low("),
    ];
    let found: Vec<_> = sources()
        .into_iter()
        .flat_map(|file| {
            let hits: Vec<_> = file
                .lines()
                .flat_map(|(n, line)| {
                    marks
                        .iter()
                        .filter(move |mark| line.contains(*mark))
                        .map(move |m| (n, *m))
                })
                .collect();
            hits.into_iter()
                .map(move |(n, mark)| (file.path.clone(), format!("line {n}: {mark}")))
        })
        .collect();
    only(
        &[],
        &found,
        "an issue holds what is to be done; `expect` with a reason holds what must be",
    );
}
