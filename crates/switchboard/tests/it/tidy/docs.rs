//! That what the documents promise is there.

use std::{collections::BTreeSet, fs, os::unix::fs::PermissionsExt};

use super::{root, sources};

#[test]
fn every_decision_is_numbered_and_fits_on_one_page() {
    let mut numbers = Vec::new();
    for file in sources()
        .iter()
        .filter(|file| file.path.starts_with("docs/decisions/"))
    {
        let name = file.path.trim_start_matches("docs/decisions/");
        numbers.push(name[..4].parse::<usize>().unwrap());
        let lines = file.text.lines().count();
        assert!(
            lines <= 60,
            "{name} has {lines} lines; a decision fits on one page"
        );
        assert!(
            file.text.starts_with(&format!("# {}. ", &name[..4])),
            "{name} begins with `# {}. `",
            &name[..4]
        );
    }
    assert_eq!(
        numbers,
        (1..=numbers.len()).collect::<Vec<_>>(),
        "numbered without gap or double"
    );
    assert!(!numbers.is_empty());
}

/// Words in backticks that look like a test's name.
fn names(paragraph: &str) -> Vec<&str> {
    paragraph
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|word| word.rsplit("::").next().unwrap_or(word))
        .filter(|word| {
            word.contains('_')
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
        .collect()
}

#[test]
fn every_architecture_invariant_names_a_test_that_exists() {
    let sources = sources();
    // Until the map is drawn there is nothing to hold it to.
    let Some(map) = sources.iter().find(|file| file.path == "ARCHITECTURE.md") else {
        return;
    };
    let code: String = sources
        .iter()
        .filter(|file| file.is(".rs"))
        .map(|file| file.text.as_str())
        .collect();
    let invariants: Vec<_> = map
        .text
        .split("\n\n")
        .filter(|p| p.contains("Architecture Invariant:"))
        .collect();
    assert!(
        !invariants.is_empty(),
        "ARCHITECTURE.md states what always holds"
    );
    for invariant in invariants {
        let begins: String = invariant.chars().take(100).collect();
        let tested = names(invariant)
            .into_iter()
            .any(|name| code.contains(&format!("fn {name}(")));
        assert!(
            tested,
            "this invariant names no test that exists: {begins}…"
        );
    }
}

#[test]
fn what_people_run_can_be_run() {
    for script in ["scripts/test", "scripts/soak", ".ci/run"] {
        let mode = fs::metadata(root().join(script))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o111, 0o111, "{script} is executable");
    }
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(
        ci.contains("exec ./scripts/test"),
        "CI runs what people run"
    );
}

#[test]
fn the_lock_of_the_browser_tests_names_no_address() {
    let lock = fs::read_to_string(root().join("tests/browser/package-lock.json")).unwrap();
    let addresses: BTreeSet<_> = lock
        .split('"')
        .filter(|word| word.contains("://") && !word.starts_with("https://registry.npmjs.org/"))
        .collect();
    assert!(addresses.is_empty(), "{addresses:?}");
    assert!(lock.contains("\"integrity\": \"sha512-"));
}

/// `6.8.1–6.8.4` as each of them, `7.1.1` as itself.
fn lines_named(text: &str) -> Vec<String> {
    let is_line = |word: &str| {
        let mut parts = word.split('.');
        word.split('.').count() == 3 && parts.all(|part| part.parse::<u32>().is_ok())
    };
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '–'));
    words
        .map(|word| word.trim_matches('.'))
        .flat_map(|word| match word.split_once('–') {
            Some((first, last)) if is_line(first) && is_line(last) => {
                let (section, from) = first.rsplit_once('.').unwrap();
                let (_, until) = last.rsplit_once('.').unwrap();
                let (from, until): (u32, u32) = (from.parse().unwrap(), until.parse().unwrap());
                (from..=until).map(|n| format!("{section}.{n}")).collect()
            }
            None if is_line(word) => vec![word.to_owned()],
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn every_line_of_the_verification_standard_is_answered_and_its_tests_exist() {
    let sources = sources();
    let page = sources
        .iter()
        .find(|file| file.path == "docs/asvs.md")
        .unwrap();
    let code: String = sources
        .iter()
        .filter(|file| file.is(".rs"))
        .map(|file| file.text.as_str())
        .collect();
    for name in names(&page.text) {
        let is_there =
            code.contains(&format!("fn {name}(")) || ["every_route", "wants_fresh"].contains(&name);
        assert!(is_there, "docs/asvs.md names `{name}`, which is no test");
    }
    let answered: BTreeSet<String> = page
        .text
        .lines()
        .filter(|line| line.starts_with("| ") || line.contains("10.1.1"))
        .flat_map(|line| lines_named(line.split('|').nth(1).unwrap_or(line)))
        .chain(
            page.text
                .split("none of the lines")
                .skip(1)
                .flat_map(lines_named),
        )
        .collect();
    let Ok(list) = fs::read_to_string(root().join("../shared/data/asvs-5.0.csv")) else {
        eprintln!("SKIPPED: ../shared/data/asvs-5.0.csv is not here: the standard's own list");
        return;
    };
    for row in list.lines().skip(1) {
        let mut cells = row.split(',');
        let (Some(id), Some(level)) = (cells.next(), cells.next()) else {
            continue;
        };
        let Some(line) = id.trim_matches('"').strip_prefix('V') else {
            continue;
        };
        let chapter = line.split('.').next().unwrap_or_default();
        let is_ours = ["6", "7", "8", "10"].contains(&chapter)
            && ["1", "2"].contains(&level.trim_matches('"'));
        assert!(
            !(is_ours || ["6.3.6", "8.3.2"].contains(&line)) || answered.contains(line),
            "docs/asvs.md says nothing of {line}"
        );
    }
}
