//! No number about members reaches a campaign's page, file or API but as a `Safe`, which `rules::counts` alone makes.

use super::paths::without_comments;
use super::{Source, only, sources};

/// What the store hands to campaigns.
const OF_THE_STORE: [&str; 4] = [
    "crates/store/src/audiences/",
    "crates/store/src/banks/",
    "crates/store/src/desk/why.rs",
    "crates/store/src/scripts/answered.rs",
];
/// The rooms that show it.
const ROOMS: [&str; 3] = [
    "crates/switchboard/src/rooms/audiences/",
    "crates/switchboard/src/rooms/banks/",
    "crates/switchboard/src/rooms/scripts/counted",
];

fn of(places: &[&str]) -> Vec<Source> {
    let found: Vec<Source> = sources()
        .into_iter()
        .filter(|file| file.is(".rs") && places.iter().any(|at| file.path.starts_with(at)))
        .collect();
    assert!(found.len() >= places.len(), "a place is gone");
    found
}

/// The code of a file, without its tests and invented samples.
fn code(file: &Source) -> String {
    let text = without_comments(&file.text);
    let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
    let (text, _) = text.split_once("fn samples()").unwrap_or((text, ""));
    let (text, _) = text.split_once("fn sample()").unwrap_or((text, ""));
    text.to_owned()
}

/// Fields of public structs whose type holds a plain number, as `Struct.field`.
fn numbers(text: &str) -> Vec<String> {
    // Not `u8`: ids and seeds are bytes.
    const PLAIN: [&str; 7] = ["u16", "u32", "u64", "usize", "i64", "i32", "f64"];
    let mut found = Vec::new();
    let mut inside: Option<String> = None;
    for line in text.lines() {
        let declared = line.trim_start().split_once("struct ");
        if let Some((before, rest)) = declared
            && before.starts_with("pub")
            && rest.trim_end().ends_with('{')
        {
            let name = rest.split([' ', '<', '{']).next().unwrap_or_default();
            inside = Some(name.to_owned());
        } else if line.starts_with('}') {
            inside = None;
        } else if let Some(name) = &inside
            && let Some((field, kind)) = line.trim().split_once(": ")
        {
            let mut parts = kind.split(|c: char| !c.is_alphanumeric());
            if parts.any(|part| PLAIN.contains(&part)) {
                let field = field.rsplit(' ').next().unwrap_or_default();
                found.push(format!("{name}.{field}"));
            }
        }
    }
    found
}

/// Plain numbers that are none of members, or were made of a `Safe` on the same page.
const PLAIN: [(&str, &str); 79] = [
    ("AddBankBody.sample", "typed by the organiser"),
    ("AddBankBody.state", "the number of a state, of at most 8"),
    ("AnswersBody.spoken_asked", "questions"),
    ("AnswersBody.spoken_most", "questions"),
    ("AnswersBody.state", "the number of a state, of at most 8"),
    ("BesideBody.audience", "of a Safe"),
    ("BesideBody.callers_on", "accounts"),
    ("BesideBody.dry_at_ms", "a moment"),
    ("BesideBody.evening", "of a Safe"),
    ("BesideBody.hour", "of a Safe"),
    ("BesideBody.left", "of a Safe"),
    ("BesideBody.reached", "of a Safe"),
    ("BesideBody.rung", "of a Safe"),
    ("BankAnswerBody.count", "of a Safe"),
    ("BankQuestionBody.total", "of a Safe"),
    ("Bound.account_evening", "worked out from limits"),
    ("Bound.campaign", "worked out from limits"),
    ("CallerOn.cards", "an account's own work"),
    ("CallerOnBody.cards", "an account's own work"),
    ("CallerOnBody.since_ms", "a moment"),
    ("CallerRestingBody.since_ms", "a moment"),
    ("ClosingBody.asked_again", "of a Safe"),
    ("Copy.sample", "typed by the organiser"),
    ("Dealing.year", "this year, by which lots are drawn"),
    ("Drawn.bar_y", "a place in a drawing"),
    ("Drawn.text_y", "a place in a drawing"),
    ("Drawn.width", "the length of a bar, of a Safe"),
    ("Facet.depth", "levels"),
    ("GroupBody.done", "of a Safe"),
    ("GroupBody.members", "of a Safe"),
    ("GroupsBody.at_ms", "a moment"),
    ("CountBody.state", "the number of a state, of at most 8"),
    ("CountedBody.count", "of a Safe"),
    ("Making.number", "the number of a state, of at most 8"),
    ("NewBank.asked", "questions"),
    ("NewBank.asked_of_own", "questions"),
    ("NewOwnBank.sample", "typed by the organiser"),
    ("NewOwnBank.state", "the number of a state, of at most 8"),
    (
        "Next.changed",
        "how many stand otherwise, for the job alone",
    ),
    ("Next.made_at", "a moment"),
    ("Next.number", "the number of a state, of at most 8"),
    ("OutcomeCount.count", "of a Safe"),
    ("Overview.asked", "questions"),
    ("Overview.asked_of_own", "questions"),
    ("Overview.state", "the number of a state, of at most 8"),
    ("Own.made_at", "a moment"),
    ("Own.number", "the number of a state, of at most 8"),
    ("Questions.asked_of_own", "questions"),
    ("Questions.state", "the number of a state, of at most 8"),
    ("Readiness.state", "the number of a state, of at most 8"),
    ("Row.on", "accounts"),
    ("ShareBody.high", "of Safes"),
    ("ShareBody.low", "of Safes"),
    ("ShareBody.percent", "of Safes"),
    ("SideBySideBody.at_ms", "a moment"),
    ("Source.sample", "typed by the organiser"),
    ("Source.year", "the year in which members were fixed"),
    ("TableBody.cells", "of Safes"),
    ("Then.joined", "a row as it is read, never handed out"),
    ("Watch.sample", "typed by the organiser"),
    ("Watched.account_exposure", "worked out from limits"),
    ("Watched.callers", "accounts"),
    ("Watched.campaign_exposure", "worked out from limits"),
    ("Watched.sample", "typed by the organiser"),
    ("WatchedBody.account_exposure", "worked out from limits"),
    ("WatchedBody.audience", "of a Safe"),
    ("WatchedBody.callers_on", "accounts"),
    ("WatchedBody.callers_on_break", "accounts"),
    ("WatchedBody.campaign_exposure", "worked out from limits"),
    ("WatchedBody.left", "of a Safe"),
    ("WatchedBody.reached", "of a Safe"),
    ("WatchedBody.rung", "of a Safe"),
    ("WatchedBody.sample", "typed by the organiser"),
    ("WhyBody.fills_at_ms", "a moment"),
    ("WhyReasonBody.count", "of a Safe"),
    ("WhyReasonBody.until_ms", "a moment"),
    ("Whom.sample", "typed by the organiser"),
    ("Whom.spoken_number", "the number of a state, of at most 8"),
    ("Whom.told", "what a Safe told when it was chosen"),
];

#[test]
fn what_a_campaign_is_shown_holds_no_plain_number_of_members() {
    let found: Vec<(String, String)> = of(&[OF_THE_STORE.as_slice(), &ROOMS].concat())
        .iter()
        .flat_map(|file| {
            let path = file.path.clone();
            let all = numbers(&code(file)).into_iter();
            all.map(move |field| (field, path.clone()))
        })
        .collect();
    only(
        &PLAIN,
        &found,
        "a number of members is a `Safe`; one that is none is argued on the list",
    );
}

#[test]
fn no_campaigns_number_is_only_rounded() {
    let calls = |text: &str, name: &str| {
        let mut parts = text.match_indices(name);
        parts.any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })
    };
    let found: Vec<(String, String)> = of(&OF_THE_STORE)
        .iter()
        .filter(|file| calls(&code(file), "safe("))
        .map(|file| (file.path.clone(), "safe(".to_owned()))
        .collect();
    only(
        &[],
        &found,
        "what a campaign sees has noise: `Noise`, not `safe`",
    );
    // What is read again as it was told has no noise of its own.
    let again: Vec<(String, String)> = sources()
        .into_iter()
        .filter(|file| file.is(".rs") && file.path.contains("/src/"))
        .filter(|file| !file.path.starts_with("crates/rules/"))
        .filter(|file| code(file).contains("Safe::again("))
        .map(|file| (file.path, "reads a number again".to_owned()))
        .collect();
    let told = [
        (
            "crates/store/src/audiences/asked.rs",
            "as the book keeps what a Safe told",
        ),
        (
            "crates/store/src/banks/groups.rs",
            "as it was written of a Safe",
        ),
        (
            "crates/store/src/banks/watching.rs",
            "what a Safe told when it was chosen",
        ),
    ];
    only(&told, &again, "a number is told again where it was told");
    let made: Vec<(String, String)> = sources()
        .into_iter()
        .filter(|file| file.is(".rs") && file.path.starts_with("crates/switchboard/src/"))
        .filter(|file| !file.path.starts_with("crates/switchboard/src/web/page"))
        .filter(|file| calls(&code(file), "Tally::rounded(") || calls(&code(file), "Tally::About("))
        .map(|file| (file.path, "makes a Tally".to_owned()))
        .collect();
    let from_safe = (
        "crates/switchboard/src/counted.rs",
        "the one place, from a `Safe`",
    );
    only(&[from_safe], &made, "a page's number comes from a `Safe`");
}

#[test]
fn the_scan_finds_a_plain_number() {
    let text =
        "pub struct One {\n    /// Words.\n    pub all: Option<u64>,\n    pub safe: Safe,\n}\n";
    assert_eq!(numbers(text), ["One.all"]);
}
