//! The closed list of what may come out of the store, one or many, each with its limit.

use std::path::Path;

/// Every type made of members' data, and the most members that one value can be about.
const PERSONAL: [(&str, usize); 16] = [
    ("Answers", 1),
    ("CoveredFile", 1),
    ("FirstName", 1),
    ("Hits", crate::HITS_MAX),
    ("MemberFile", 1),
    ("MembershipNumbers", crate::HITS_MAX),
    ("Numbers", 1),
    ("OwnAnswers", 1),
    ("OwnCounted", 1),
    ("OwnLooks", 1),
    ("Petitions", crate::HITS_MAX),
    ("Reasons", crate::HITS_MAX),
    ("RejectedRows", 0),
    ("RightWords", 1),
    ("SubjectParts", crate::HITS_MAX),
    ("TitledName", 1),
];

fn sources(dir: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn what_may_come_out_is_a_closed_list_and_each_plural_has_its_limit() {
    let mut texts = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut texts,
    );
    let begin = ["impl ", "Personal for "].concat();
    let mut found: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.trim().strip_prefix(&begin))
        .map(|rest| rest.trim_end_matches(" {").to_owned())
        .collect();
    found.sort();
    let listed: Vec<String> = PERSONAL
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(
        found, listed,
        "a new way for members' data to come out is a decision"
    );
    assert!(
        PERSONAL.iter().all(|(_, members)| *members <= 20),
        "no plural shows more than twenty members"
    );
    assert_eq!(crate::NUMBERS_MAX, 4);
    assert_eq!(crate::log::PAGE_MAX, 50);
}
