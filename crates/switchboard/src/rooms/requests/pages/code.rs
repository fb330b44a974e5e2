//! A code that two people made for somebody who has left.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The code for somebody's own record, shown once to whoever approved it: the answer to `POST /requests/{request}`.
#[derive(Template)]
#[template(path = "requests/code.html")]
pub struct RecordCode {
    /// What stands around it.
    pub shell: Shell,
    /// Whose record it opens.
    pub name: String,
    /// The code.
    pub code: String,
    /// Until when it works.
    pub until: Stamp,
}

unprinted!(RecordCode);

impl Page for RecordCode {
    fn title_key(&self) -> &'static str {
        "record-code-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: Shell::sample("Ari Approver", &[Link::Home, Link::Requests, Link::Own]),
            name: "Carys Caller".to_owned(),
            code: "ABCD-EFGH-JKLM".to_owned(),
            until: sample_stamp(24 * 60),
        };
        vec![("requests-code", page)]
    }
}
