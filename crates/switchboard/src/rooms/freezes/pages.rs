//! The board of what stands still.

use askama::Template;
use switchboard_store::freezes::{Choice, Given, Pressed, Taken};
use switchboard_store::rules::freeze::{NotBack, What};

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// What stands still, what did, and the form that freezes: `GET /freezes`.
///
/// Query fields, none of them typed by hand: `after` (from the link to older ones), `account` (from the page of an account) and
/// `said`. `POST /freezes` with `csrf`, `target` and `reason`; `POST /freezes/{freeze}` with `csrf`, `step` and `word`;
/// `POST /freezes/{freeze}/hours` with `csrf`, `contest`, `from` and `minutes`, or, to take a window back, `contest` and `take`.
#[derive(Template)]
#[template(path = "freezes/freezes.html")]
pub struct Freezes {
    /// What stands around it.
    pub shell: Shell,
    /// When it was looked at: whoever answers appeals answers those that stood there.
    pub seen: i64,
    /// What was just done, if something was.
    pub said: Option<Said>,
    /// What the reader may freeze.
    pub choices: Vec<Choice>,
    /// What stands still.
    pub in_force: Vec<Line>,
    /// What did.
    pub past: Vec<Line>,
    /// Whether this is a later page of those.
    pub is_later: bool,
    /// Where the next page of those begins.
    pub after: Option<String>,
}

/// One freeze.
#[derive(Clone)]
pub struct Line {
    /// Its id.
    pub freeze: String,
    /// What kind of thing.
    pub what: What,
    /// What it is called.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Who pressed.
    pub pressed_by: String,
    /// As what, in the office's word.
    pub office: String,
    /// When.
    pub at: Stamp,
    /// Until when it stands still, or stood.
    pub until: Stamp,
    /// How long that is from now, as h:mm.
    pub left: String,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// How much time of calls it took, as h:mm.
    pub lost: String,
    /// How much of that was given back, as h:mm, if anything was.
    pub given: Option<String>,
    /// The windows that haven't begun.
    pub ahead: Vec<AheadForm>,
    /// What the reader may still give back, contest by contest.
    pub may_give: Vec<GiveForm>,
    /// What those say who stand still.
    pub appeals: Vec<Appealed>,
    /// Whether the reader may confirm it.
    pub may_confirm: bool,
    /// Whether they may answer an appeal by keeping it.
    pub may_keep: bool,
    /// Whether they may lift it.
    pub may_lift: bool,
}

/// The key of the kind of thing.
const fn kind_key(what: What) -> &'static str {
    match what {
        What::Account => "freezes-account-kind",
        What::Bank => "freezes-bank-kind",
        What::Campaign => "freezes-campaign-kind",
        What::Branch => "freezes-branch-kind",
        What::Contest => "freezes-contest-kind",
        What::Reading => "freezes-reading-kind",
    }
}

impl Line {
    const fn kind_key(&self) -> &'static str {
        kind_key(self.what)
    }
}

/// A window that hasn't begun, with the form that takes it back.
#[derive(Clone)]
pub struct AheadForm {
    /// The contest.
    pub contest: String,
    /// Its name.
    pub name: String,
    /// When it begins.
    pub from: Stamp,
    /// The same in milliseconds.
    pub from_ms: i64,
    /// When it ends.
    pub until: Stamp,
    /// Whether the reader may take it back.
    pub may_take: bool,
}

/// The form that gives hours of one contest back.
#[derive(Clone)]
pub struct GiveForm {
    /// The contest.
    pub contest: String,
    /// Its name.
    pub name: String,
    /// How much is left to give, as h:mm.
    pub left: String,
    /// The same in whole minutes.
    pub minutes: u64,
    /// Before this no window begins.
    pub earliest: Stamp,
}

/// What somebody says who stands still.
#[derive(Clone)]
pub struct Appealed {
    /// Who.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// What.
    pub words: String,
    /// The answer.
    pub answer: Option<String>,
}

said! {
    /// It stands still.
    Frozen = "frozen", "freezes-said-frozen";
    /// It stood still before.
    Standing = "standing", "freezes-said-standing";
    /// Nobody said why.
    NoReason = "no-reason", "freezes-said-no-reason";
    /// Too much stands still.
    TooMany = "too-many", "freezes-said-too-many";
    /// A second person confirmed it.
    Confirmed = "confirmed", "freezes-said-confirmed";
    /// The appeals are answered.
    Kept = "kept", "freezes-said-kept";
    /// It goes on.
    Lifted = "lifted", "freezes-said-lifted";
    /// It was over before.
    WasOver = "was-over", "freezes-said-was-over";
    /// Somebody did the same before.
    Already = "already", "freezes-said-already";
    /// It says nothing, or too much.
    NoWords = "no-words", "freezes-said-no-words";
    /// Hours are given back.
    Back = "back", "freezes-said-back";
    /// The window can't be read.
    BackUnread = "back-unread", "freezes-said-back-unread";
    /// It stands still on.
    BackStandsStill = "back-stands-still", "freezes-said-back-stands-still";
    /// Two people said that it was right.
    BackConfirmed = "back-confirmed", "freezes-said-back-confirmed";
    /// The window is too short.
    BackTooShort = "back-too-short", "freezes-said-back-too-short";
    /// There are enough windows.
    BackTooMany = "back-too-many", "freezes-said-back-too-many";
    /// A window is taken back.
    TakenBack = "taken-back", "freezes-said-taken-back";
    /// It has begun.
    TakenBegun = "taken-begun", "freezes-said-taken-begun";
    /// There is no such window any more.
    TakenNotThere = "taken-not-there", "freezes-said-taken-not-there";
    /// The window has begun.
    BackPast = "back-past", "freezes-said-back-past";
    /// The contest isn't rung then.
    BackOutsideCalls = "back-outside-calls", "freezes-said-back-outside-calls";
    /// Nobody may be rung then.
    BackOutsideHours = "back-outside-hours", "freezes-said-back-outside-hours";
    /// It is given back already.
    BackGiven = "back-given", "freezes-said-back-given";
    /// It is more than was lost.
    BackTooMuch = "back-too-much", "freezes-said-back-too-much";
}

impl Said {
    /// What a press answered.
    pub const fn of_press(pressed: &Pressed) -> Self {
        match pressed {
            Pressed::Frozen { .. } => Self::Frozen,
            Pressed::Already => Self::Standing,
            Pressed::NoReason => Self::NoReason,
            Pressed::TooMany => Self::TooMany,
        }
    }

    /// What giving hours back answered.
    pub const fn of_giving(given: &Given) -> Self {
        match given {
            Given::Back(_) => Self::Back,
            Given::Not(NotBack::StandsStill) => Self::BackStandsStill,
            Given::Not(NotBack::Confirmed) => Self::BackConfirmed,
            Given::Not(NotBack::TooShort) => Self::BackTooShort,
            Given::Not(NotBack::TooMany) => Self::BackTooMany,
            Given::Not(NotBack::Past) => Self::BackPast,
            Given::Not(NotBack::OutsideCalls) => Self::BackOutsideCalls,
            Given::Not(NotBack::OutsideHours) => Self::BackOutsideHours,
            Given::Not(NotBack::Given) => Self::BackGiven,
            Given::Not(NotBack::TooMuch) => Self::BackTooMuch,
        }
    }
}

impl Said {
    /// What taking a window back answered.
    pub const fn of_taking(taken: Taken) -> Self {
        match taken {
            Taken::Back => Self::TakenBack,
            Taken::HasBegun => Self::TakenBegun,
            Taken::NotThere => Self::TakenNotThere,
        }
    }
}

impl Freezes {
    fn choice_key(choice: &Choice) -> &'static str {
        kind_key(choice.target.what())
    }
}

unprinted!(Freezes, Line, Appealed, GiveForm, AheadForm);

fn sample_line(is_on: bool) -> Line {
    Line {
        freeze: if is_on {
            "0freeze0one0"
        } else {
            "0freeze0two0"
        }
        .to_owned(),
        what: What::Campaign,
        name: "Harbour campaign".to_owned(),
        reason: "Somebody asks for cards by a program".to_owned(),
        pressed_by: "Rhys Returning".to_owned(),
        office: "returning-officer".to_owned(),
        at: sample_stamp(-35),
        until: sample_stamp(205),
        left: "3:25".to_owned(),
        confirmed_by: None,
        lifted_by: (!is_on).then(|| "Della Dpo".to_owned()),
        lost: "0:35".to_owned(),
        given: (!is_on).then(|| "0:15".to_owned()),
        ahead: if is_on {
            Vec::new()
        } else {
            vec![AheadForm {
                contest: "0contest0one0".to_owned(),
                name: "Leadership 2026".to_owned(),
                from: sample_stamp(60),
                from_ms: 1_795_546_800_000,
                until: sample_stamp(75),
                may_take: true,
            }]
        },
        may_give: if is_on {
            Vec::new()
        } else {
            vec![GiveForm {
                contest: "0contest0one0".to_owned(),
                name: "Leadership 2026".to_owned(),
                left: "0:20".to_owned(),
                minutes: 20,
                earliest: sample_stamp(0),
            }]
        },
        appeals: vec![Appealed {
            by: "Olwen Organiser".to_owned(),
            at: sample_stamp(-10),
            words: "Nobody here has such a program.".to_owned(),
            answer: (!is_on).then(|| "We look into it tonight.".to_owned()),
        }],
        may_confirm: is_on,
        may_keep: is_on,
        may_lift: is_on,
    }
}

impl Page for Freezes {
    fn title_key(&self) -> &'static str {
        "freezes-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, in_force, past| Self {
            shell: Shell::sample("Della Dpo", &[Link::Home, Link::Freezes]),
            seen: 1_795_543_200_000,
            said,
            choices: Choice::samples(),
            in_force,
            past,
            is_later: false,
            after: None,
        };
        let confirmed = Line {
            confirmed_by: Some("Della Dpo".to_owned()),
            may_confirm: false,
            ..sample_line(true)
        };
        vec![
            ("freezes-none", page(None, Vec::new(), Vec::new())),
            (
                "freezes-some",
                page(
                    Some(Said::Frozen),
                    vec![sample_line(true)],
                    vec![sample_line(false)],
                ),
            ),
            (
                "freezes-confirmed",
                page(Some(Said::Confirmed), vec![confirmed], Vec::new()),
            ),
        ]
    }
}
