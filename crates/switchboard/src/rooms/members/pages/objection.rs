//! The page on which an office writes down an objection by a number alone.

use askama::Template;

use crate::web::page::{Page, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell};

said! {
    /// Nobody is rung at it any more.
    Written = "written", "objection-said-written";
    /// That is no number.
    NotANumber = "not-a-number", "objection-said-not-a-number";
}

/// What became of what was typed.
pub type ObjectionSaid = Said;

/// An objection by a number alone: `GET /members/objection`.
///
/// `POST /members/objection` with `csrf` and `number`.
#[derive(Template)]
#[template(path = "members/objection.html")]
pub struct Objection {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<ObjectionSaid>,
}

unprinted!(Objection);

impl Page for Objection {
    fn title_key(&self) -> &'static str {
        "objection-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Search, Link::Freezes]),
            said,
        };
        vec![
            ("objection", page(None)),
            ("objection-written", page(Some(Said::Written))),
            ("objection-not-a-number", page(Some(Said::NotANumber))),
        ]
    }
}
