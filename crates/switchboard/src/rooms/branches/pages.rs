//! The page of branches and totals, and that of one branch.

use askama::Template;
use switchboard_store::branches::Figures;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Branches with exact totals of a year: `GET /branches`.
///
/// Query fields: `year`, and `said` (what was just done). Officers also get forms: `POST /branches` (name, parent) and
/// `POST /branches/place`.
#[derive(Template)]
#[template(path = "branches/branches.html")]
pub struct Branches {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<Said>,
    /// The year.
    pub year: i16,
    /// The year it is now.
    pub this_year: i16,
    /// Whether it is the part of the tree whose roll the reader keeps.
    pub is_part: bool,
    /// The tree, each branch with all under it; then names in no branch.
    pub branches: Vec<Row>,
    /// The kinds of membership.
    pub kinds: Vec<Row>,
    /// Everything together.
    pub all: Figures,
    /// Names that files use and no branch is known by.
    pub unplaced: Vec<String>,
    /// Where a new branch may stand; none for those who only look.
    pub places: Option<Vec<Choice>>,
}

/// One line of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The branch in addresses; none for a kind, or a name in no branch.
    pub branch: Option<String>,
    /// Its name; empty where the file has none.
    pub name: String,
    /// How deep it stands.
    pub depth: usize,
    /// Its counts.
    pub figures: Figures,
}

/// A place in the tree to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The branch in forms.
    pub branch: String,
    /// Its name.
    pub name: String,
    /// How deep it stands.
    pub depth: usize,
}

impl Choice {
    /// The name, set in by its depth; a list of choices has no other way to show a tree.
    pub fn line(&self) -> String {
        format!("{}{}", "\u{2003}".repeat(self.depth), self.name)
    }
}

/// One branch: `GET /branches/{branch}`.
///
/// Its forms send `do` = rename (with `name`), move or join (with `to`) to the same address.
#[derive(Template)]
#[template(path = "branches/branch.html")]
pub struct Branch {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<Said>,
    /// The branch in addresses.
    pub branch: String,
    /// Its name.
    pub name: String,
    /// The names above it; empty at the top.
    pub above: String,
    /// Where it may go, and what it may be joined to.
    pub places: Vec<Choice>,
}

/// What became of what was just asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A branch was added.
    Added,
    /// It has another name.
    Renamed,
    /// It stands elsewhere.
    Moved,
    /// It was joined to this one.
    Joined,
    /// Every name has a branch.
    Placed,
    /// It would stand under itself.
    Circle,
    /// The tree would be too deep.
    Deep,
    /// There is no such branch any more.
    Unknown,
    /// Another branch is known by the name.
    NameTaken,
    /// There are too many branches.
    TooMany,
    /// The name is empty, too long, or holds what can't be shown.
    BadName,
}

impl Said {
    const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::Added, "added", "branches-said-added"),
        (Self::Renamed, "renamed", "branches-said-renamed"),
        (Self::Moved, "moved", "branches-said-moved"),
        (Self::Joined, "joined", "branches-said-joined"),
        (Self::Placed, "placed", "branches-said-placed"),
        (Self::Circle, "circle", "branches-said-circle"),
        (Self::Deep, "deep", "branches-said-deep"),
        (Self::Unknown, "unknown", "branches-said-unknown"),
        (Self::NameTaken, "name-taken", "branches-said-name-taken"),
        (Self::TooMany, "too-many", "branches-said-too-many"),
        (Self::BadName, "bad-name", "branches-said-bad-name"),
    ];

    /// Its name in the address.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, text, _)| *text == code)
            .map(|(said, ..)| said)
    }

    /// The key of what it says.
    pub fn key(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        let mut all = Self::ALL.into_iter();
        all.find(|(said, ..)| *said == self)
            .unwrap_or((self, "unknown", "branches-said-unknown"))
    }
}

impl Branches {
    fn name_of(&self, row: &Row) -> String {
        if row.name.is_empty() {
            self.shell.t("totals-no-name")
        } else {
            row.name.clone()
        }
    }
}

unprinted!(Branches, Branch);

impl Page for Branches {
    fn title_key(&self) -> &'static str {
        "branches-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let figures = |at_start, joined, left, at_end| Figures {
            at_start,
            joined,
            left,
            at_end,
        };
        let row = |branch: Option<&str>, name: &str, depth, figures| Row {
            branch: branch.map(str::to_owned),
            name: name.to_owned(),
            depth,
            figures,
        };
        let choice = |name: &str, depth| Choice {
            branch: format!("0{name}0sample0"),
            name: name.to_owned(),
            depth,
        };
        let page = |said, unplaced: &[&str], places| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Import, Link::Search]),
            said,
            year: 2026,
            this_year: 2026,
            branches: vec![
                row(Some("0wales0"), "Wales", 0, figures(1_204, 88, 41, 1_251)),
                row(
                    Some("0quay0"),
                    "North quay",
                    1,
                    figures(1_200, 80, 40, 1_240),
                ),
                row(None, "", 0, figures(4, 8, 1, 11)),
            ],
            kinds: vec![
                row(None, "full", 0, figures(1_000, 60, 40, 1_020)),
                row(None, "", 0, figures(204, 28, 1, 231)),
            ],
            all: figures(1_204, 88, 41, 1_251),
            is_part: false,
            unplaced: unplaced.iter().map(|name| (*name).to_owned()).collect(),
            places,
        };
        let places = vec![choice("Wales", 0), choice("North quay", 1)];
        vec![
            ("branches", page(None, &["Dry dock"], Some(places.clone()))),
            ("branches-seen", page(None, &[], None)),
            (
                "branches-part",
                Self {
                    is_part: true,
                    ..page(None, &[], None)
                },
            ),
            ("branches-said", page(Some(Said::Added), &[], Some(places))),
        ]
    }
}

impl Page for Branch {
    fn title_key(&self) -> &'static str {
        "branch-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, above: &str, places| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Import, Link::Search]),
            said,
            branch: "0quay0".to_owned(),
            name: "North quay".to_owned(),
            above: above.to_owned(),
            places,
        };
        let other = Choice {
            branch: "0south0".to_owned(),
            name: "South quay".to_owned(),
            depth: 1,
        };
        vec![
            ("branches-one", page(None, "Wales", vec![other])),
            (
                "branches-one-alone",
                page(Some(Said::Circle), "", Vec::new()),
            ),
        ]
    }
}
