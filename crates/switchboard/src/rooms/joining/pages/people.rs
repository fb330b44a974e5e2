//! The organiser's pages: whom they invited, and what each is to be told.

use askama::Template;
use axum::http::StatusCode;
use switchboard_store::door::invitations::GUESTS_MAX;

use super::status_of;
use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The people of a campaign: `GET /campaigns/{campaign}/people`.
///
/// `POST` there with `csrf`, `name`, `email` and `bank` invites one; `POST …/people/file` with `csrf`, `bank` and `file` all of
/// a file; `POST …/people/{invitation}/code` gives a new code, and `POST …/people/{invitation}/end` takes one back.
#[derive(Template)]
#[template(path = "joining/people.html")]
pub struct People {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The key of what was just done.
    pub said: Option<&'static str>,
    /// Why nobody was invited.
    pub wrong: Option<Wrong>,
    /// What was typed last.
    pub typed: Typed,
    /// The bank that was chosen last; empty for the whole campaign.
    pub chosen: String,
    /// What they may ring for.
    pub banks: Vec<BankChoice>,
    /// Whether the reader organises the whole campaign, not one bank or some of it.
    pub is_whole: bool,
    /// Whether number and birth year may stand in for a code.
    pub takes_birth: bool,
    /// How many lines a file may have.
    pub lines_max: usize,
    /// At most fifty.
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// What was typed into the form for one.
#[derive(Clone, Default)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The membership number.
    pub number: String,
}

/// A bank to choose.
#[derive(Clone, Debug)]
pub struct BankChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Why nobody was invited.
#[derive(Clone, Debug, Default)]
pub struct Wrong {
    /// The key of the reason.
    pub key: &'static str,
    /// The number in it, where it has one.
    pub number: usize,
    /// The lines of a file that are wrong.
    pub lines: Vec<WrongLine>,
}

/// A line of a file that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongLine {
    /// Which, as the file counts.
    pub line: u64,
    /// The key of why.
    pub why: &'static str,
}

impl Wrong {
    fn text(&self, words: &Words) -> String {
        let sentence = words.say(self.key);
        let sentence = sentence.number("max", self.number);
        sentence.number("open", self.number).to_string()
    }
}

/// One invitation.
#[derive(Clone)]
pub struct Row {
    /// Its id, in addresses.
    pub invitation: String,
    /// The person's name.
    pub name: String,
    /// The bank it is for, if not for all.
    pub bank: Option<String>,
    /// Whether the link was mailed.
    pub is_mailed: bool,
    /// How it stands.
    pub state: State,
}

/// How an invitation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has used it yet; until then it can be.
    Open(Stamp),
    /// Nobody used it in time.
    Expired(Stamp),
    /// The person joined then.
    Joined(Stamp),
}

impl Row {
    const fn has_joined(&self) -> bool {
        matches!(self.state, State::Joined(_))
    }
}

/// What each is to be told, shown once: the answer to `POST /campaigns/{campaign}/people`, and to that with a file.
#[derive(Template)]
#[template(path = "joining/told.html")]
pub struct ToldPage {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// Until when the codes work.
    pub until: Stamp,
    /// Whether letters go out here at all.
    pub has_post: bool,
    /// What stands before a link, where the site's name is known.
    pub origin: String,
    /// A line for each, at most five hundred.
    pub lines: Vec<Line>,
}

/// A line of [`ToldPage`].
#[derive(Clone)]
pub struct Line {
    /// The person's name.
    pub name: String,
    /// What became of it.
    pub said: LineSaid,
}

/// What became of one guest.
#[derive(Clone)]
pub enum LineSaid {
    /// Invited.
    New(NewLine),
    /// Invited before, or has joined.
    Already,
    /// Stood in the file twice.
    Twice,
}

/// What somebody new is to be told.
#[derive(Clone)]
pub struct NewLine {
    /// What the link names.
    pub invitation: String,
    /// The code.
    pub code: String,
    /// Whether the link goes out by mail.
    pub is_mailed: bool,
}

/// A link as it is copied or printed.
fn link(origin: &str, invitation: &str) -> String {
    format!("{origin}/join/{invitation}")
}

impl ToldPage {
    fn link(&self, invitation: &str) -> String {
        link(&self.origin, invitation)
    }

    fn mailed(&self) -> usize {
        let new = self.lines.iter();
        new.filter(|line| matches!(&line.said, LineSaid::New(new) if new.is_mailed))
            .count()
    }
}

/// A new code for one, shown once: the answer to `POST /campaigns/{campaign}/people/{invitation}/code`.
#[derive(Template)]
#[template(path = "joining/new_code.html")]
pub struct NewCode {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// For whom.
    pub name: String,
    /// The code.
    pub code: String,
    /// Until when it works.
    pub until: Stamp,
    /// What stands before a link, where the site's name is known.
    pub origin: String,
    /// What the link names; none for whoever has joined and types the code on the sign-in page.
    pub link: Option<String>,
}

impl NewCode {
    fn link_text(&self, invitation: &str) -> String {
        link(&self.origin, invitation)
    }
}

unprinted!(
    People, Typed, Row, ToldPage, Line, LineSaid, NewLine, NewCode
);

fn shell() -> Shell {
    Shell::sample("Organiser 1", &[Link::Home, Link::Record])
}

impl Page for People {
    fn title_key(&self) -> &'static str {
        "people-title"
    }

    fn status(&self) -> StatusCode {
        status_of(self.wrong.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |n: u8, name: &str, bank: Option<&str>, state| Row {
            invitation: format!("0invitation{n}sample0"),
            name: name.to_owned(),
            bank: bank.map(str::to_owned),
            is_mailed: n % 2 == 1,
            state,
        };
        let page = |rows| Self {
            shell: shell(),
            campaign: "0campaign0sample0".to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            said: None,
            wrong: None,
            typed: Typed::default(),
            chosen: String::new(),
            banks: vec![BankChoice {
                id: "0bank0sample0".to_owned(),
                name: "Evening bank".to_owned(),
            }],
            takes_birth: false,
            is_whole: true,
            lines_max: GUESTS_MAX,
            rows,
            after: None,
        };
        let rows = vec![
            row(
                1,
                "Cai Caller",
                None,
                State::Open(sample_stamp(7 * 24 * 60)),
            ),
            row(
                2,
                "Dilys Dialler",
                Some("Evening bank"),
                State::Open(sample_stamp(60)),
            ),
            row(3, "Emrys Early", None, State::Joined(sample_stamp(-90))),
            row(
                4,
                "Ffion Former",
                None,
                State::Expired(sample_stamp(-24 * 60)),
            ),
        ];
        let lines = vec![
            WrongLine {
                line: 3,
                why: "people-bad-name",
            },
            WrongLine {
                line: 7,
                why: "people-bad-email",
            },
        ];
        let file = Wrong {
            key: "people-file-wrong",
            number: 0,
            lines,
        };
        let full = Wrong {
            key: "people-too-many",
            number: 480,
            lines: Vec::new(),
        };
        let typed = Typed {
            name: "Gwyn Guest".to_owned(),
            email: "gwyn@example.org".to_owned(),
            number: "M-1904".to_owned(),
        };
        vec![
            ("joining-people-none", page(Vec::new())),
            (
                "joining-people",
                Self {
                    said: Some("people-taken-back"),
                    after: Some("1795545420000-0invitation4sample0".to_owned()),
                    ..page(rows)
                },
            ),
            (
                "joining-people-file-wrong",
                Self {
                    is_whole: false,
                    wrong: Some(file),
                    ..page(Vec::new())
                },
            ),
            (
                "joining-people-full",
                Self {
                    wrong: Some(full),
                    chosen: "0bank0sample0".to_owned(),
                    takes_birth: true,
                    typed,
                    ..page(Vec::new())
                },
            ),
        ]
    }
}

impl Page for ToldPage {
    fn title_key(&self) -> &'static str {
        "told-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let new = |n: u8, name: &str, is_mailed| Line {
            name: name.to_owned(),
            said: LineSaid::New(NewLine {
                invitation: format!("0invitation{n}sample0"),
                code: "ABCD-EFGH-JKLM".to_owned(),
                is_mailed,
            }),
        };
        let known = |name: &str, said| Line {
            name: name.to_owned(),
            said,
        };
        let page = |has_post| Self {
            shell: shell(),
            campaign: "0campaign0sample0".to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            until: sample_stamp(7 * 24 * 60),
            has_post,
            origin: "https://calls.example.org".to_owned(),
            lines: vec![
                new(1, "Cai Caller", true),
                new(2, "Dilys Dialler", false),
                known("Emrys Early", LineSaid::Already),
                known("Cai Caller", LineSaid::Twice),
            ],
        };
        vec![
            ("joining-told", page(true)),
            ("joining-told-no-post", page(false)),
        ]
    }
}

impl Page for NewCode {
    fn title_key(&self) -> &'static str {
        "told-one-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |link: Option<&str>| Self {
            shell: shell(),
            campaign: "0campaign0sample0".to_owned(),
            name: "Dilys Dialler".to_owned(),
            code: "ABCD-EFGH-JKLM".to_owned(),
            until: sample_stamp(24 * 60),
            origin: "https://calls.example.org".to_owned(),
            link: link.map(str::to_owned),
        };
        vec![
            ("joining-new-code", page(Some("0invitation2sample0"))),
            ("joining-callers-code", page(None)),
        ]
    }
}
