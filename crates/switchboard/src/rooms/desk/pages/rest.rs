//! A break.

use askama::Template;

use super::{BANK, LEFT, Left, caller};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// "You are on a break since 19:02": `GET /desk/{bank}` while it lasts. Going on is `POST /desk/{bank}/next` with `csrf`.
#[derive(Template)]
#[template(path = "desk/break.html")]
pub struct OnBreak {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// Since when.
    pub since: Stamp,
    /// What is left of the account's cards, and how many it left behind.
    pub left: Left,
}

unprinted!(OnBreak);

impl Page for OnBreak {
    fn title_key(&self) -> &'static str {
        "break-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: caller(),
            bank: BANK.to_owned(),
            bank_name: "Evening bank".to_owned(),
            since: sample_stamp(2),
            left: LEFT,
        };
        vec![("desk-break", page)]
    }
}
