//! A campaign's shifts, and one of them.

use askama::Template;
use serde::Deserialize;

use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

said! {
    /// A shift is planned.
    Planned = "planned", "shifts-said-planned";
    /// It is changed.
    Changed = "changed", "shifts-said-changed";
    /// It is cancelled.
    Cancelled = "cancelled", "shifts-said-cancelled";
    /// It was over or cancelled.
    WasOver = "was-over", "shifts-said-was-over";
    /// The reader has a place.
    Taken = "taken", "shifts-said-taken";
    /// The reader gave it back.
    GivenBack = "given-back", "shifts-said-given-back";
    /// Every place was taken.
    Full = "full", "shifts-said-full";
    /// The reader is in another shift at that time.
    Overlaps = "overlaps", "shifts-said-overlaps";
    /// The shift is over.
    Over = "over", "shifts-said-over";
    /// It is cancelled, so no place is taken.
    NoMore = "no-more", "shifts-said-no-more";
}

/// A campaign's shifts: `GET /campaigns/{campaign}/shifts`.
///
/// `POST` to the same address plans one and takes `csrf`, `starts`, `ends`, `places`, `words`, `bank`.
#[derive(Template)]
#[template(path = "shifts/shifts.html")]
pub struct Shifts {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The zone in which its times are.
    pub zone: String,
    /// The shifts, the next first.
    pub rows: Vec<Row>,
    /// Banks in which the reader may plan one.
    pub banks: Vec<BankChoice>,
    /// Whether they may plan one for any bank.
    pub plans_whole: bool,
    /// Why none was planned.
    pub wrong: Option<Wrong>,
    /// What was typed.
    pub typed: Typed,
    /// What was just done.
    pub said: Option<Said>,
}

/// One shift: `GET /shifts/{shift}`.
///
/// `POST` to the same address changes it; `…/take`, `…/back` and `…/cancel` take `csrf`.
#[derive(Template)]
#[template(path = "shifts/shift.html")]
pub struct One {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The zone in which its times are.
    pub zone: String,
    /// The shift.
    pub row: Row,
    /// Whether the reader leads it, and so sees who comes.
    pub leads: bool,
    /// Who comes.
    pub names: Vec<String>,
    /// How many more come than are named.
    pub more: u64,
    /// Whether the reader may change it now.
    pub may_change: bool,
    /// Whether the reader may cancel it now.
    pub may_cancel: bool,
    /// Why it was not changed.
    pub wrong: Option<Wrong>,
    /// What stands in the form.
    pub typed: Typed,
    /// What was just done.
    pub said: Option<Said>,
}

/// A shift.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a page offers is several yeses and noes of one row"
)]
pub struct Row {
    /// Its id, in addresses.
    pub shift: String,
    /// Its bank's name; none where it is in any.
    pub bank: Option<String>,
    /// When it begins.
    pub starts: Stamp,
    /// When it ends.
    pub ends: Stamp,
    /// How many may come: not members, so not rounded.
    pub places: u64,
    /// How many places are left.
    pub left: u64,
    /// What is said of it.
    pub words: String,
    /// Whether it doesn't take place.
    pub is_cancelled: bool,
    /// Whether the reader has a place in it.
    pub is_mine: bool,
    /// Whether they may take one.
    pub may_take: bool,
    /// Whether they may give theirs back.
    pub may_give_back: bool,
}

impl Row {
    fn when(&self, words: &Words) -> String {
        if self.starts.date() == self.ends.date() {
            return words
                .say("shifts-when")
                .text("day", self.starts.weekday(words))
                .text("from", self.starts.clock())
                .text("until", self.ends.clock())
                .to_string();
        }
        let full = |stamp: &Stamp| {
            words
                .say("stamp-full")
                .text("day", stamp.weekday(words))
                .text("time", stamp.clock())
                .to_string()
        };
        words
            .say("shifts-when-long")
            .text("from", full(&self.starts))
            .text("until", full(&self.ends))
            .to_string()
    }
}

/// A bank to choose.
#[derive(Clone, Debug)]
pub struct BankChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What an organiser typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// When it begins, local.
    pub starts: String,
    /// When it ends, local.
    pub ends: String,
    /// How many may come.
    pub places: String,
    /// What is said of it.
    pub words: String,
    /// In which bank; empty for any.
    pub bank: String,
}

/// Why a shift wasn't planned or changed.
#[derive(Clone)]
pub struct Wrong {
    key: &'static str,
    at: Option<Stamp>,
    count: u64,
}

impl Wrong {
    /// A sentence that needs nothing filled in.
    pub const fn of(key: &'static str) -> Self {
        Self {
            key,
            at: None,
            count: 0,
        }
    }

    /// One that names a time.
    pub const fn at(key: &'static str, at: Stamp) -> Self {
        Self {
            key,
            at: Some(at),
            count: 0,
        }
    }

    /// One that counts people.
    pub fn count(key: &'static str, count: u32) -> Self {
        Self {
            key,
            at: None,
            count: u64::from(count),
        }
    }

    fn text(&self, words: &Words) -> String {
        let time = self.at.as_ref().map(|at| at.full(words));
        words
            .say(self.key)
            .text("time", time.unwrap_or_default())
            .number("count", self.count)
            .to_string()
    }
}

unprinted!(Shifts, One);

impl Row {
    /// Invented: tomorrow evening.
    fn sample() -> Self {
        Self {
            shift: "0shift0sample0".to_owned(),
            bank: Some("Evening bank".to_owned()),
            starts: sample_stamp(24 * 60),
            ends: sample_stamp(26 * 60),
            places: 12,
            left: 4,
            words: "Bring headphones; the side door is open.".to_owned(),
            is_cancelled: false,
            is_mine: false,
            may_take: true,
            may_give_back: false,
        }
    }
}

impl Page for Shifts {
    fn title_key(&self) -> &'static str {
        "shifts-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, rows| Self {
            shell: Shell::sample(name, &[Link::Home]),
            campaign: "0campaign0sample0".to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            zone: "Europe/London".to_owned(),
            rows,
            banks: Vec::new(),
            plans_whole: false,
            wrong: None,
            typed: Typed::default(),
            said: None,
        };
        let rows = || {
            let own = Row {
                is_mine: true,
                may_take: false,
                may_give_back: true,
                ..Row::sample()
            };
            let night = Row {
                bank: None,
                starts: sample_stamp(5 * 24 * 60 + 4 * 60),
                ends: sample_stamp(5 * 24 * 60 + 6 * 60),
                places: 1,
                left: 0,
                words: String::new(),
                may_take: false,
                ..Row::sample()
            };
            let cancelled = Row {
                is_cancelled: true,
                may_take: false,
                ..Row::sample()
            };
            vec![own, Row::sample(), night, cancelled]
        };
        let banks = vec![BankChoice {
            id: "0bank0sample0".to_owned(),
            name: "Evening bank".to_owned(),
        }];
        let organiser = Self {
            banks,
            plans_whole: true,
            wrong: Some(Wrong::at("shifts-bad-after-calls", sample_stamp(90))),
            typed: Typed {
                starts: "2026-12-01T18:00".to_owned(),
                ends: "2026-12-01T20:00".to_owned(),
                places: "12".to_owned(),
                ..Typed::default()
            },
            ..page("Organiser 1", rows())
        };
        vec![
            ("shifts-caller", page("Caller 1", rows())),
            ("shifts-none", page("Caller 1", Vec::new())),
            ("shifts-organiser", organiser),
        ]
    }
}

impl Page for One {
    fn title_key(&self) -> &'static str {
        "shifts-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, row| Self {
            shell: Shell::sample(name, &[Link::Home]),
            campaign: "0campaign0sample0".to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            zone: "Europe/London".to_owned(),
            row,
            leads: false,
            names: Vec::new(),
            more: 0,
            may_change: false,
            may_cancel: false,
            wrong: None,
            typed: Typed::default(),
            said: None,
        };
        let own = Self {
            said: Some(Said::Taken),
            ..page(
                "Caller 1",
                Row {
                    is_mine: true,
                    may_take: false,
                    may_give_back: true,
                    ..Row::sample()
                },
            )
        };
        let led = Self {
            leads: true,
            names: vec!["Caller 1".to_owned(), "Caller 2".to_owned()],
            more: 6,
            may_change: true,
            may_cancel: true,
            wrong: Some(Wrong::count("shifts-bad-too-few", 8)),
            typed: Typed {
                starts: "2026-11-25T18:37".to_owned(),
                ends: "2026-11-25T20:37".to_owned(),
                places: "2".to_owned(),
                words: "Bring headphones; the side door is open.".to_owned(),
                bank: String::new(),
            },
            ..page(
                "Organiser 1",
                Row {
                    may_take: false,
                    ..Row::sample()
                },
            )
        };
        let cancelled = Self {
            said: Some(Said::Cancelled),
            leads: true,
            ..page(
                "Organiser 1",
                Row {
                    is_cancelled: true,
                    may_take: false,
                    left: 12,
                    ..Row::sample()
                },
            )
        };
        vec![
            ("shift-free", page("Caller 2", Row::sample())),
            ("shift-own", own),
            ("shift-led", led),
            ("shift-cancelled", cancelled),
        ]
    }
}
