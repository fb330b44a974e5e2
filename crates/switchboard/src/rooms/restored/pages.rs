//! The page that says that everything stands still, and why.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// A world that came out of a backup: `GET /frozen`.
#[derive(Template)]
#[template(path = "restored/restored.html")]
pub struct Restored {
    /// What stands around it.
    pub shell: Shell,
    /// When it was restored.
    pub since: Stamp,
    /// When its backup was made; none where that isn't known.
    pub made_at: Option<Stamp>,
    /// What whoever reads it can do.
    pub way: Way,
    /// Whether the form came without a reason.
    pub lacks_reason: bool,
}

/// What whoever reads the page can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Sign in first.
    SignIn,
    /// Ask that it go on, for somebody else to approve.
    Ask,
    /// Wait for others.
    Wait,
}

unprinted!(Restored);

impl Page for Restored {
    fn title_key(&self) -> &'static str {
        "frozen-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |mut shell: Shell, way, lacks_reason| {
            shell.outside.frozen = Some(sample_stamp(-600));
            Self {
                shell,
                since: sample_stamp(-30),
                made_at: Some(sample_stamp(-600)),
                way,
                lacks_reason,
            }
        };
        let officer = || Shell::sample("Membership officer", &[Link::Home, Link::Requests]);
        let in_place = Self {
            made_at: None,
            ..page(Shell::sample("Caller 1", &[Link::Home]), Way::Wait, false)
        };
        vec![
            ("frozen-officer", page(officer(), Way::Ask, false)),
            ("frozen-why", page(officer(), Way::Ask, true)),
            ("frozen-caller", in_place),
            (
                "frozen-stranger",
                page(Shell::sample_stranger(), Way::SignIn, false),
            ),
        ]
    }
}
