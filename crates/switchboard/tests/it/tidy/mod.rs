//! What the house looks like, as tests: directions, sizes, names, words. Exceptions are listed with their reason, and a
//! list of exceptions only shrinks: one that is no longer needed fails too.

mod code;
mod counts;
mod docs;
mod files;
mod manifests;
mod paths;
mod people;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One text file of the project, by its path from the root.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// Lines with their numbers, counted from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// Folders that hold what others made or what a build left.
const NOT_OURS: [&str; 5] = [".git", "target", "node_modules", "vendor", "snapshots"];
/// What is read as text written by people.
const TEXT: [&str; 11] = [
    "rs", "toml", "sql", "html", "mjs", "js", "css", "ftl", "md", "sh", "matrix",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Every text file of the project, sorted by path.
fn sources() -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if is_text(&path) {
                found.push(Source {
                    path: path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                    text: fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    assert!(found.len() > 200, "only {} files were found", found.len());
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// By its ending, or a script without one.
fn is_text(path: &Path) -> bool {
    let is_script =
        path.extension().is_none() && fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"#!"));
    is_script
        || path
            .extension()
            .is_some_and(|ending| TEXT.iter().any(|text| ending == *text))
}

/// Fails with every finding, unless the list of exceptions is exactly what was found by path.
#[track_caller]
fn only(exceptions: &[(&str, &str)], found: &[(String, String)], rule: &str) {
    let broken: Vec<_> = found
        .iter()
        .filter(|(path, _)| !exceptions.iter().any(|(known, _)| known == path))
        .map(|(path, what)| format!("  {path}: {what}"))
        .collect();
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
    for (known, reason) in exceptions {
        assert!(
            found.iter().any(|(path, _)| path == known),
            "`{known}` needs no exception any more ({reason}): take it off the list"
        );
    }
}
