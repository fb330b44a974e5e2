//! Saying without a line what happened: the one page of ours that a phone keeps.

use askama::Template;

use super::Choice;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Outside, World};

/// What a card's address shows where there is no line: `GET /desk/offline`, which `offline-keep.js` puts away.
///
/// It stands around anybody: no name, number, account or proof is in it, for it lies on the phone when its caller has
/// signed out. It sends nothing; `unsent.js` keeps what is tapped, and the card's own page sends it (decision 0054).
#[derive(Template)]
#[template(path = "desk/offline.html")]
pub struct Offline {
    /// What stands around it.
    pub shell: Outside,
}

unprinted!(Offline);

impl Page for Offline {
    fn title_key(&self) -> &'static str {
        "offline-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let shell = Outside::sample();
        let practice = Outside {
            world: World::Practice,
            ..shell.clone()
        };
        vec![
            ("desk-offline", Self { shell }),
            ("practice-desk-offline", Self { shell: practice }),
        ]
    }
}
