//! Two records beside each other, and which of their fields stay.

use askama::Template;

use super::list::shell;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// Two records beside each other: `GET /duplicates/compare/{look}/{other}`.
///
/// Its forms go to `…/reason` (`words`), where one of the looks is asked for a fuller reason first; to `…/merge` (`keep` =
/// one or other; `name`, `numbers`, `email`, `address`, `birth_date`, `branch`, `kind`, `language`, `joined_on`, `ends_on`,
/// `area`, `tags` = one, other or both; `words`); and to `…/apart`.
#[derive(Template)]
#[template(path = "duplicates/compare.html")]
pub struct Compare {
    /// What stands around it.
    pub shell: Shell,
    /// The look at the first.
    pub look: String,
    /// The look at the second.
    pub other: String,
    /// The key of why what was sent was not done.
    pub error: Option<&'static str>,
    /// The key of why a fuller reason comes first; then nothing of either is shown.
    pub asked: Option<&'static str>,
    /// Until when the page can be used.
    pub until: Option<Stamp>,
    /// The first record; none while a reason is asked for.
    pub one: Option<Side>,
    /// The second.
    pub two: Option<Side>,
    /// Their fields.
    pub lines: Vec<Line>,
    /// Whether one of them is one's own: then somebody else must merge them.
    pub is_own: bool,
}

/// What stands at the head of one record.
#[derive(Clone)]
pub struct Side {
    /// The name, or the masked one.
    pub name: String,
    /// Membership number.
    pub membership: String,
    /// The key of whose record it is, where that is to be said.
    pub whose: Option<&'static str>,
    /// Whether it is covered, because it is protected or restricted.
    pub is_covered: bool,
    /// The keys of what stands against calls, and of an end.
    pub marks: Vec<&'static str>,
    /// How often officers opened it.
    pub opened: u64,
    /// Since when it stands on the roll.
    pub since: Option<Stamp>,
}

/// One field of both.
#[derive(Clone)]
pub struct Line {
    /// The field in the form.
    pub field: &'static str,
    /// The key of its name.
    pub label: &'static str,
    /// What the first says.
    pub one: Cell,
    /// What the second says.
    pub two: Cell,
    /// Whether there is something to choose.
    pub differs: bool,
    /// Whether both can stay.
    pub can_both: bool,
    /// What is chosen unless somebody chooses otherwise.
    pub chosen: &'static str,
}

/// What one record says in a field.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Lines.
    Says(Vec<String>),
    /// It is covered.
    Covered,
}

impl Cell {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Says(lines) if lines.is_empty())
    }

    /// In one line, for a list of choices.
    fn line(&self) -> String {
        match self {
            Self::Says(lines) => lines.join(", "),
            Self::Covered => "•••".to_owned(),
        }
    }
}

impl Compare {
    fn sides(&self) -> impl Iterator<Item = &Side> {
        self.one.iter().chain(&self.two)
    }
}

unprinted!(Compare, Side, Line, Cell);

impl Page for Compare {
    fn title_key(&self) -> &'static str {
        "compare-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let own = Self {
            is_own: true,
            one: Some(Side {
                whose: Some("whose-own"),
                ..side("Mrs Anwen Evans", "M-000417")
            }),
            ..sample()
        };
        let covered = Self {
            two: Some(Side {
                name: "A••• Ev•••".to_owned(),
                is_covered: true,
                whose: Some("whose-colleague"),
                marks: vec![
                    "member-is-protected",
                    "member-is-restricted",
                    "member-is-deceased",
                    "member-is-do-not-call",
                    "compare-objects",
                    "compare-former",
                ],
                ..side("", "M-010022")
            }),
            lines: sample()
                .lines
                .into_iter()
                .map(|line| Line {
                    two: Cell::Covered,
                    differs: true,
                    ..line
                })
                .collect(),
            ..sample()
        };
        let asked = |why| Self {
            asked: Some(why),
            until: None,
            one: None,
            two: None,
            lines: Vec::new(),
            ..sample()
        };
        let wrong = |error| Self {
            error: Some(error),
            ..sample()
        };
        vec![
            ("duplicates-compare", sample()),
            ("duplicates-compare-own", own),
            ("duplicates-compare-covered", covered),
            ("duplicates-compare-asked", asked("why-drawn")),
            (
                "duplicates-compare-asked-short",
                Self {
                    error: Some("words-short"),
                    ..asked("why-colleague")
                },
            ),
            ("duplicates-compare-busy", wrong("compare-busy")),
            ("duplicates-compare-before", wrong("compare-before")),
            ("duplicates-compare-ended", wrong("compare-ended")),
        ]
    }
}

fn side(name: &str, membership: &str) -> Side {
    Side {
        name: name.to_owned(),
        membership: membership.to_owned(),
        whose: None,
        is_covered: false,
        marks: Vec::new(),
        opened: 2,
        since: Some(sample_stamp(-90_000)),
    }
}

fn sample() -> Compare {
    let says = |lines: &[&str]| Cell::Says(lines.iter().map(|line| (*line).to_owned()).collect());
    let line = |field, label, one: &[&str], two: &[&str]| Line {
        field,
        label,
        differs: one != two,
        can_both: field == "numbers",
        chosen: if field == "numbers" {
            "both"
        } else if one.is_empty() {
            "other"
        } else {
            "one"
        },
        one: says(one),
        two: says(two),
    };
    let town: &[&str] = &["Abercwm"];
    Compare {
        shell: shell(),
        look: "0look0sample0".to_owned(),
        other: "0look1sample0".to_owned(),
        error: None,
        asked: None,
        until: Some(sample_stamp(60)),
        one: Some(side("Mrs Anwen Evans", "M-000417")),
        two: Some(Side {
            marks: vec!["compare-objects"],
            ..side("Anwen Evans-Khan", "M-010022")
        }),
        lines: vec![
            line(
                "name",
                "field-name",
                &["Mrs Anwen Evans"],
                &["Anwen Evans-Khan"],
            ),
            line(
                "numbers",
                "compare-numbers",
                &["07700 900123"],
                &["07700 900123", "020 7946 0018"],
            ),
            line("email", "field-email", &[], &["anwen@example.org"]),
            line(
                "address",
                "field-address",
                &["1 Quay Lane", "ZZ99 9ZZ"],
                &[],
            ),
            line(
                "birth_date",
                "field-birth-date",
                &["1961-03-24"],
                &["1961-03-24"],
            ),
            line("branch", "field-branch", town, town),
            line("kind", "field-kind", &["Full"], &["Full"]),
            line("language", "field-language", &["cy"], &[]),
            line("joined_on", "field-joined-on", &["1998"], &["2019"]),
            line("ends_on", "field-ends-on", &[], &[]),
            line("area", "field-area", &[], &[]),
            line("tags", "field-tags", &[], &[]),
        ],
        is_own: false,
    }
}
