//! The calendar of contests, and the form of a new one.

use askama::Template;
use serde::Deserialize;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// When the phases of contests begin: `GET /contests`.
#[derive(Template)]
#[template(path = "contests/calendar.html")]
pub struct Calendar {
    /// What stands around it.
    pub shell: Shell,
    /// The zone in which its times are.
    pub zone: String,
    /// The contests.
    pub contests: Vec<Listed>,
    /// How many more can't be read.
    pub unreadable: u64,
    /// Whether the reader may add one.
    pub may_add: bool,
    /// What was just done.
    pub said: Option<Said>,
}

/// A contest on the calendar.
#[derive(Clone)]
pub struct Listed {
    /// Its id, in addresses.
    pub contest: String,
    /// Its name.
    pub name: String,
    /// The key of what it is.
    pub kind_key: &'static str,
    /// Its phases in order.
    pub phases: Vec<PhaseLine>,
    /// Since when access is due and not open.
    pub late_since: Option<Stamp>,
    /// Whether the reader may move a date.
    pub may_move: bool,
    /// Whether the reader may see what must be ready.
    pub may_see_ready: bool,
}

/// A phase with its date.
#[derive(Clone)]
pub struct PhaseLine {
    /// Its name in forms.
    pub code: &'static str,
    /// The key of its name.
    pub key: &'static str,
    /// When it begins.
    pub at: Stamp,
    /// From when it was moved.
    pub moved_from: Option<Stamp>,
    /// How it stands.
    pub stands: Stands,
}

/// How a phase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Another has begun since.
    Over,
    /// It runs.
    Now,
    /// It hasn't begun.
    Comes,
}

impl Stands {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Over => "calendar-over",
            Self::Now => "calendar-now",
            Self::Comes => "calendar-comes",
        }
    }
}

said! {
    /// A contest was added.
    Added = "added", "calendar-said-added";
    /// A date was moved.
    Moved = "moved", "calendar-said-moved";
    /// The phase has begun.
    Begun = "begun", "calendar-said-begun";
    /// The new date is past.
    Past = "past", "calendar-said-past";
    /// Access would begin within the hour.
    TooSoon = "too-soon", "calendar-said-too-soon";
    /// The dates would be out of order.
    Order = "order", "calendar-said-order";
    /// The date can't be read.
    Unclear = "unclear", "calendar-said-unclear";
    /// The clocks are set forward over it.
    Skipped = "skipped", "calendar-said-skipped";
    /// The clocks are set back over it.
    Twice = "twice", "calendar-said-twice";
}

unprinted!(Calendar);

impl Page for Calendar {
    fn title_key(&self) -> &'static str {
        "calendar-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let phase = |code, key, minutes, stands| PhaseLine {
            code,
            key,
            at: sample_stamp(minutes),
            moved_from: None,
            stands,
        };
        let moved = PhaseLine {
            moved_from: Some(sample_stamp(8_640)),
            ..phase("ballot", "phase-ballot", 10_080, Stands::Comes)
        };
        let runs = Listed {
            contest: "0contest0sample0".to_owned(),
            name: "Leadership 2026".to_owned(),
            kind_key: "calendar-kind-contest",
            phases: vec![
                phase("announced", "phase-announced", -20_160, Stands::Over),
                phase("nominations", "phase-nominations", -10_080, Stands::Over),
                phase("access", "phase-access", -1_440, Stands::Now),
                moved,
                phase("closed", "phase-closed", 20_160, Stands::Comes),
                phase("deleted", "phase-deleted", 60_480, Stands::Comes),
            ],
            late_since: None,
            may_move: true,
            may_see_ready: true,
        };
        let late = Listed {
            name: "Branch turnout".to_owned(),
            kind_key: "calendar-kind-standing",
            phases: vec![
                phase("announced", "phase-announced", -20_160, Stands::Now),
                phase("access", "phase-access", -30, Stands::Comes),
                phase("closed", "phase-closed", 20_160, Stands::Comes),
                phase("deleted", "phase-deleted", 60_480, Stands::Comes),
            ],
            late_since: Some(sample_stamp(-30)),
            ..runs.clone()
        };
        let of_caller = Listed {
            may_move: false,
            may_see_ready: false,
            ..runs.clone()
        };
        let page = |name, contests, may_add, said| Self {
            shell: Shell::sample(name, &[Link::Home]),
            zone: "Europe/London".to_owned(),
            contests,
            unreadable: 0,
            may_add,
            said,
        };
        let damaged = Self {
            unreadable: 1,
            ..page("Returning 1", vec![runs.clone()], true, None)
        };
        vec![
            ("contests-calendar-unreadable", damaged),
            (
                "contests-calendar",
                page("Returning 1", vec![runs, late], true, Some(Said::Moved)),
            ),
            (
                "contests-calendar-caller",
                page("Caller 1", vec![of_caller], false, None),
            ),
            (
                "contests-calendar-none",
                page("Account 9", Vec::new(), false, None),
            ),
        ]
    }
}

/// Adding a contest: `GET /contests/new`.
#[derive(Template)]
#[template(path = "contests/new.html")]
pub struct NewForm {
    /// What stands around it.
    pub shell: Shell,
    /// What is wrong with what was typed.
    pub wrong: Option<Wrong>,
    /// What was typed.
    pub typed: Typed,
}

/// The date of a phase, as the form asks for it.
pub struct DateField<'a> {
    /// Its name in the form.
    pub name: &'static str,
    /// The key of the phase's name.
    pub key: &'static str,
    /// Whether a campaign without rivals has no such phase.
    pub of_contests: bool,
    /// What was typed.
    pub value: &'a str,
}

impl Typed {
    /// The dates of the phases, in their order.
    pub fn dates(&self) -> [DateField<'_>; 6] {
        [
            ("announced", "phase-announced", false, &self.announced),
            ("nominations", "phase-nominations", true, &self.nominations),
            ("access", "phase-access", false, &self.access),
            ("ballot", "phase-ballot", true, &self.ballot),
            ("closed", "phase-closed", false, &self.closed),
            ("deleted", "phase-deleted", false, &self.deleted),
        ]
        .map(|(name, key, of_contests, value)| DateField {
            name,
            key,
            of_contests,
            value,
        })
    }
}

/// What is typed into the form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The contest's name.
    pub name: String,
    /// Its campaigns, a line each.
    pub campaigns: String,
    /// Whether it is a campaign without a contest.
    pub standing: Option<String>,
    /// Whether callers see first names.
    pub first_names: Option<String>,
    /// When it is announced.
    pub announced: String,
    /// From when candidates are named.
    pub nominations: String,
    /// From when campaigns may ring.
    pub access: String,
    /// From when members vote.
    pub ballot: String,
    /// From when nobody is rung.
    pub closed: String,
    /// From when what campaigns wrote is gone.
    pub deleted: String,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The name.
    Name,
    /// The campaigns' names.
    Campaigns,
    /// A campaign without a contest is alone.
    Alone,
    /// A date can't be read.
    Date,
    /// The clocks are set forward over one.
    Skipped,
    /// The clocks are set back over one.
    Twice,
    /// They are out of order.
    Order,
    /// Access would begin within the hour.
    TooSoon,
}

impl Wrong {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "calendar-wrong-name",
            Self::Campaigns => "calendar-wrong-campaigns",
            Self::Alone => "calendar-wrong-alone",
            Self::Date => "calendar-wrong-date",
            Self::Skipped => "calendar-said-skipped",
            Self::Twice => "calendar-said-twice",
            Self::Order => "calendar-said-order",
            Self::TooSoon => "calendar-said-too-soon",
        }
    }
}

unprinted!(NewForm);

impl Page for NewForm {
    fn title_key(&self) -> &'static str {
        "calendar-new-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |wrong, typed| Self {
            shell: Shell::sample("Returning 1", &[Link::Home]),
            wrong,
            typed,
        };
        let typed = Typed {
            name: "Leadership 2026".to_owned(),
            campaigns: "Harbour\nOrchard".to_owned(),
            announced: "2026-12-01T09:00".to_owned(),
            access: "2026-12-14T09:00".to_owned(),
            ..Typed::default()
        };
        vec![
            ("contests-new", page(None, Typed::default())),
            ("contests-new-wrong", page(Some(Wrong::Date), typed)),
        ]
    }
}
