//! Reads which paths of a crate a Rust file names, without a parser: enough for paths and `use` trees.

/// The text without its line comments.
pub(super) fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that begins with `start` (such as `switchboard_store`), use trees taken apart, without `start` itself.
pub(super) fn paths_from(text: &str, start: &str) -> Vec<Vec<String>> {
    let begin = format!("{start}::");
    let mut found = Vec::new();
    for (at, _) in text.match_indices(&begin) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        read(&text[at + begin.len()..], &mut Vec::new(), &mut found);
    }
    found
}

/// Reads one branch after its `::`; answers how many bytes it took.
fn read(text: &str, above: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    if let Some(inner) = trimmed.strip_prefix('{') {
        return skipped + 1 + branches(inner, above, found);
    }
    let end = trimmed
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*')
        .unwrap_or(trimmed.len());
    let (name, rest) = trimmed.split_at(end);
    above.push(name.to_owned());
    let mut taken = skipped + end;
    match rest.strip_prefix("::") {
        // Not a turbofish.
        Some(more) if !more.starts_with('<') => taken += 2 + read(more, above, found),
        _ => found.push(above.clone()),
    }
    above.pop();
    taken
}

/// Reads `a, b::c, {…}}` up to the closing brace.
fn branches(text: &str, above: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let next = rest
            .find(|c: char| !c.is_whitespace() && c != ',')
            .unwrap_or(rest.len());
        at += next;
        match text[at..].chars().next() {
            None => return at,
            Some('}') => return at + 1,
            Some(_) => {
                let taken = read(&text[at..], above, found);
                // ` as other`, and whatever else stands before the comma.
                at += taken;
                at += text[at..].find([',', '}']).unwrap_or(text.len() - at);
            }
        }
    }
}

#[test]
fn a_use_tree_is_taken_apart_into_its_paths() {
    let text = "use krate::{One, two::{self, Three as T}, four::*};\nlet x = krate::five::six::<u8>(); not_krate::seven;";
    let paths: Vec<_> = paths_from(text, "krate")
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(
        paths,
        ["One", "two::self", "two::Three", "four::*", "five::six"]
    );
}
