//! What the source routes, read from the source itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every `method path` that the source routes.
pub(crate) fn routes() -> BTreeSet<String> {
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = BTreeSet::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|ending| ending == "rs")
            // A module of tests routes nothing for people.
            && !path.ends_with("tests.rs")
        {
            found.extend(routes_of(&path));
        }
    }
    found
}

fn routes_of(path: &PathBuf) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for part in text.split(".route(").skip(1) {
        let mut quoted = part.split('"');
        assert!(
            quoted.next().is_some_and(|before| before.trim().is_empty()),
            "{}: a route without its path",
            path.display()
        );
        let (address, rest) = (quoted.next().unwrap(), part.splitn(3, '"').nth(2).unwrap());
        let rest = rest.split("\n}").next().unwrap();
        let before = found.len();
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            let is_called = rest
                .match_indices(&format!("{method}("))
                .any(|(at, _)| !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if is_called {
                found.push(format!("{} {address}", method.to_uppercase()));
            }
        }
        assert!(
            found.len() > before,
            "{}: no method was found for {address}",
            path.display()
        );
    }
    found
}
