//! A code that two people made: for the record of somebody who has left, for a new role, or for a way back in.

use askama::Template;
use switchboard_store::door::CodeOpens;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The code, shown once to whoever was the second person: the answer to `POST /requests/{request}`.
#[derive(Template)]
#[template(path = "requests/code.html")]
pub struct RecordCode {
    /// What stands around it.
    pub shell: Shell,
    /// For whom it is.
    pub name: String,
    /// The code.
    pub code: String,
    /// Until when it works.
    pub until: Stamp,
    /// What it opens.
    pub opens: CodeOpens,
}

impl RecordCode {
    const fn text_key(&self) -> &'static str {
        match self.opens {
            CodeOpens::Account => "role-code-text",
            CodeOpens::Record => "record-code-text",
            CodeOpens::Back => "back-code-text",
        }
    }

    const fn how_key(&self) -> &'static str {
        match self.opens {
            CodeOpens::Account => "role-code-how",
            CodeOpens::Record => "record-code-how",
            CodeOpens::Back => "back-code-how",
        }
    }
}

unprinted!(RecordCode);

impl Page for RecordCode {
    fn title_key(&self) -> &'static str {
        match self.opens {
            CodeOpens::Account => "role-code-title",
            CodeOpens::Record => "record-code-title",
            CodeOpens::Back => "back-code-title",
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |opens| Self {
            shell: Shell::sample("Ari Approver", &[Link::Home, Link::Requests, Link::Own]),
            name: "Carys Caller".to_owned(),
            code: "ABCD-EFGH-JKLM".to_owned(),
            until: sample_stamp(24 * 60),
            opens,
        };
        vec![
            ("requests-code", page(CodeOpens::Record)),
            ("requests-code-role", page(CodeOpens::Account)),
            ("requests-code-back", page(CodeOpens::Back)),
        ]
    }
}
