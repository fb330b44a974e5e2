//! Sizes and names of files.

use std::path::Path;

use super::{only, sources};

const LINES_MAX: usize = 500;
const MEDIAN_MAX: usize = 200;

/// A file that is data or prose, however long. The schema stands whole in one file, so that it can be read through.
fn is_data(path: &str) -> bool {
    [".ftl", ".md", ".matrix", ".toml", ".css", ".sql"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

#[test]
fn no_file_has_more_than_500_lines_and_half_of_them_have_at_most_200() {
    let mut sizes: Vec<(usize, String)> = sources()
        .into_iter()
        .filter(|file| !is_data(&file.path))
        .map(|file| (file.text.lines().count(), file.path))
        .collect();
    let long: Vec<_> = sizes
        .iter()
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, path)| (path.clone(), format!("{lines} lines")))
        .collect();
    only(
        &[],
        &long,
        "a file is one whole thought; cut it where the thought ends",
    );
    sizes.retain(|(_, path)| Path::new(path).extension().is_some_and(|end| end == "rs"));
    sizes.sort();
    let median = sizes[sizes.len() / 2].0;
    assert!(
        median <= MEDIAN_MAX,
        "half of the Rust files have more than {median} lines"
    );
}

#[test]
fn no_file_is_named_after_nothing_in_particular() {
    let nothing = [
        "utils", "util", "helpers", "helper", "common", "manager", "misc", "shared", "stuff",
    ];
    let found: Vec<_> = sources()
        .into_iter()
        .flat_map(|file| {
            let path = file.path;
            path.split('/')
                .filter_map(|part| part.split('.').next())
                .filter(|part| nothing.contains(part))
                .map(|part| (path.clone(), format!("`{part}`")))
                .collect::<Vec<_>>()
        })
        .collect();
    only(&[], &found, "a name says what is inside");
}
