//! The cheats that must not compile, each with a passing twin: what a room could try with the store's public face.
//!
//! | cheat | twin |
//! |---|---|
//! | `peek` | `fair_peek` |
//! | `print` | `fair_print` |
//! | `serialise`, `open_early`, `keep_the_transaction`, `record_by_hand`, `raw_sql` | `fair_open` |
//! | `forge_proof`, `forge_proof_by_hand`, `forge_grant`, `forge_actor` | `fair_open`, `fair_refusal` |
//! | `forge_session` | `fair_session` |
//! | `own_page_type` | `fair_page_type` |
//! | `machine_page` | `fair_machine` |
//!
//! The cheats that compile and must fail when they run are in `src/tests/smuggle.rs`.

#[path = "cheats/fair_machine.rs"]
mod fair_machine;
#[path = "cheats/fair_open.rs"]
mod fair_open;
#[path = "cheats/fair_page_type.rs"]
mod fair_page_type;
#[path = "cheats/fair_peek.rs"]
mod fair_peek;
#[path = "cheats/fair_print.rs"]
mod fair_print;
#[path = "cheats/fair_refusal.rs"]
mod fair_refusal;
#[path = "cheats/fair_session.rs"]
mod fair_session;

#[test]
fn a_cheat_does_not_compile_and_its_fair_twin_does() {
    for (_, twin) in TWINS {
        twin();
    }
    let cases = trybuild::TestCases::new();
    for cheat in CHEATS {
        cases.compile_fail(format!("tests/cheats/{cheat}.rs"));
    }
}

/// The twins are modules of this test, so that whatever the store stands on is built once for both.
const TWINS: [(&str, fn()); 7] = [
    ("fair_machine", fair_machine::main),
    ("fair_open", fair_open::main),
    ("fair_page_type", fair_page_type::main),
    ("fair_peek", fair_peek::main),
    ("fair_print", fair_print::main),
    ("fair_refusal", fair_refusal::main),
    ("fair_session", fair_session::main),
];

const CHEATS: [&str; 14] = [
    "forge_actor",
    "forge_grant",
    "forge_proof",
    "forge_proof_by_hand",
    "forge_session",
    "keep_the_transaction",
    "machine_page",
    "open_early",
    "own_page_type",
    "peek",
    "print",
    "raw_sql",
    "record_by_hand",
    "serialise",
];

#[test]
fn every_cheat_in_the_folder_is_tried() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cheats");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    let (twins, cheats): (Vec<String>, Vec<String>) = found
        .into_iter()
        .partition(|name| name.starts_with("fair_"));
    assert_eq!(cheats, CHEATS);
    assert_eq!(twins, TWINS.map(|(name, _)| name));
}

/// Policy's seat and decision lie in `switchboard-rules`: whoever depends on it could make an actor.
#[test]
fn the_program_of_the_rooms_does_not_depend_on_the_rules_or_on_a_database() {
    let manifest = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../switchboard/Cargo.toml"
    ))
    .unwrap();
    let names: Vec<&str> = manifest
        .lines()
        .filter_map(|line| line.split(['=', '.']).next())
        .map(str::trim)
        .collect();
    assert!(names.contains(&"switchboard-store"));
    for forbidden in [
        "switchboard-rules",
        "rusqlite",
        "tokio-postgres",
        "postgres",
    ] {
        assert!(!names.contains(&forbidden), "{forbidden}");
    }
}
