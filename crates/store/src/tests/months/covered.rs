//! What keeps the change of keys complete: every blind index of the schema, and every place that makes one.

use std::collections::BTreeSet;

/// Each column that a month key makes, and who makes it anew.
const REDONE: [(&str, &str); 11] = [
    // machine/month/redo.rs
    ("member", "erase_key"),
    ("member_row", "numbers"),
    ("lookup", "blind"),
    // machine/month/desks.rs
    ("open_card", "numbers"),
    ("open_number", "blind"),
    // Made with account.key, which lives as long as the world (door/accounts.rs).
    ("account_email", "blind"),
    // The same (door/invitations).
    ("invitation", "email_blind"),
    ("birth_try", "blind"),
    // Made with door.key, which lives as long (directory).
    ("directory_entry", "external_blind"),
    ("directory_name", "blind"),
    // No index: how many numbers an account was shown.
    ("budget", "numbers_shown"),
];

#[test]
fn every_blind_index_of_the_schema_is_made_anew_when_the_key_changes() {
    let mut found = BTreeSet::new();
    for table in crate::schema::NOW.split("create table ").skip(1) {
        let name = table.split_whitespace().next().unwrap();
        let columns = table.split(");").next().unwrap();
        let code = columns
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"));
        for word in code.flat_map(|line| line.split([' ', ',', '(', ')'])) {
            if word.contains("blind") || word.contains("numbers") || word.contains("erase_key") {
                found.insert((name, word));
            }
        }
    }
    let redone = BTreeSet::from(REDONE);
    assert_eq!(
        found, redone,
        "a column that a month key makes must be made anew in machine/month when the key changes"
    );
}

/// Only an import may go by the key that its process remembers: no change runs meanwhile.
const BY_MEMORY: [&str; 12] = [
    "keys.rs",
    "roll/compare.rs",
    "roll/everybody.rs",
    "roll/import.rs",
    "roll/matching.rs",
    "roll/undo.rs",
    "roll/whole.rs",
    "roll/prepare.rs",
    "roll/sharers.rs",
    "roll/stops.rs",
    "roll/two_things.rs",
    "machine/month/known.rs",
];

#[test]
fn nobody_but_an_import_makes_an_index_with_a_key_that_it_remembers() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let (mut seen, mut wrong) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let flat: String = std::fs::read_to_string(&path)
                .unwrap()
                .split_whitespace()
                .collect();
            if ["keys.current()", "keys.month()", "keys.new_member("]
                .iter()
                .any(|call| flat.contains(call))
            {
                seen += 1;
                if !name.starts_with("tests") && !BY_MEMORY.contains(&name.as_str()) {
                    wrong.push(name);
                }
            }
        }
    }
    assert!(seen > 3, "the scan saw only {seen} files");
    assert!(
        wrong.is_empty(),
        "ask `tx.blinds_to_read()` or `tx.blinds_to_write()` in {wrong:?}"
    );
}
