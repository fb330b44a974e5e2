//! A card that its caller handed back without an outcome.

use askama::Template;

use super::{BANK, LEFT, Left, caller};
use crate::web::page::{Page, unprinted};
use crate::web::shell::Shell;

/// The card is off the desk: `GET /desk/cards/{card}/hand-back`, after `POST` there with `csrf` and `why`: `skip`, `known` or `stop`.
///
/// Of whoever stops, the browser is sent to their evening instead. It shows nothing of the member.
#[derive(Template)]
#[template(path = "desk/handed_back.html")]
pub struct HandedBack {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// What is left of the account's cards, and how many were handed back.
    pub left: Left,
}

unprinted!(HandedBack);

impl Page for HandedBack {
    fn title_key(&self) -> &'static str {
        "handed-back-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: caller(),
            bank: BANK.to_owned(),
            left: LEFT,
        };
        vec![("desk-handed-back", page)]
    }
}
