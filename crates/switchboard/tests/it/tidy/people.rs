//! That nobody real stands in the code, the tests or the documents.

use super::{only, sources};

/// What must follow the first digits of a number that nobody has: Ofcom's numbers for drama, and 555-01xx.
fn is_invented(digits: &str) -> bool {
    match digits
        .strip_prefix("0044")
        .or_else(|| digits.strip_prefix("44"))
        .or_else(|| digits.strip_prefix('0'))
    {
        Some(national) => national.starts_with("7700900"),
        None => digits.len() < 10 || digits[digits.len() - 7..].starts_with("55501"),
    }
}

/// Runs of digits that people would read as a British mobile or an American number with its +1.
fn numbers(line: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || " -()+".contains(c);
    line.split(|c| !is_part(c))
        .filter_map(|run| {
            let run = run.trim();
            let digits: String = run.chars().filter(char::is_ascii_digit).collect();
            let mobile = ["07", "447", "00447"]
                .iter()
                .any(|start| digits.starts_with(start));
            let british = mobile && (11..=14).contains(&digits.len()) && !run.contains("  ");
            let american = run.starts_with("+1") && digits.len() == 11;
            (british || american).then_some(digits)
        })
        .collect()
}

#[test]
fn every_number_and_address_is_one_that_nobody_has() {
    assert_eq!(
        numbers("call +44 7911 123456 or (07911) 123-456"),
        ["447911123456", "07911123456"]
    );
    assert!(
        !is_invented("447911123456") && is_invented("07700900123") && is_invented("12025550123")
    );
    let mut found = Vec::new();
    for file in sources()
        .iter()
        .filter(|file| file.path != "crates/switchboard/tests/it/tidy/people.rs")
    {
        for (n, line) in file.lines() {
            let real = numbers(line)
                .into_iter()
                .filter(|digits| !is_invented(digits));
            found.extend(real.map(|_| {
                (
                    file.path.clone(),
                    format!("line {n}: a number somebody may have"),
                )
            }));
            let reachable = addresses(line).into_iter().filter(|host| !is_example(host));
            found.extend(
                reachable
                    .map(|host| (file.path.clone(), format!("line {n}: an address at {host}"))),
            );
        }
    }
    let exceptions = [(
        "crates/rules/src/person/email.rs",
        "addresses that the parser must refuse",
    )];
    only(
        &exceptions,
        &found,
        "invented people have numbers for drama and addresses at example.org",
    );
}

/// The hosts of e-mail addresses on a line; `user:word@host` in a URL is none.
fn addresses(line: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || "._+-".contains(c);
    line.match_indices('@')
        .filter_map(|(at, _)| {
            let before = line[..at].trim_end_matches(is_word);
            let has_name = before.len() < at;
            let host: String = line[at + 1..].chars().take_while(|c| is_word(*c)).collect();
            let host = host.trim_end_matches('.').to_lowercase();
            let is_url = before.ends_with("://") || before.ends_with(':');
            (has_name && !is_url && host.contains('.')).then_some(host)
        })
        .collect()
}

fn is_example(host: &str) -> bool {
    ["example.org", "example.com", "example.net"]
        .iter()
        .any(|e| host == *e || host.ends_with(&format!(".{e}")))
        || [".example", ".invalid", ".test"]
            .iter()
            .any(|end| host.ends_with(end))
}
