//! What the ledger holds about whoever asks.

use askama::Template;

use super::row::RecordRow;
use super::wrong::Wrong;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// One's own entries, newest first: `GET /record`, open to everybody who is signed in, whatever they hold.
///
/// Query field `before` for the page after. `POST /record/exhibit` with `csrf`, `from` and `until` (days, or nothing), `first`
/// and `as` takes them along.
#[derive(Template)]
#[template(path = "log/record.html")]
pub struct MyRecord {
    /// What stands around it.
    pub shell: Shell,
    /// The entries.
    pub rows: Vec<RecordRow>,
    /// Where the older ones begin.
    pub before: Option<String>,
    /// Why no exhibit was made.
    pub wrong: Option<Wrong>,
}

impl MyRecord {
    /// How often it opens in 24 hours.
    fn most() -> u64 {
        u64::from(switchboard_store::log::exhibit::OWN_LOOKS_A_DAY_MAX)
    }
}

unprinted!(MyRecord);

impl Page for MyRecord {
    fn title_key(&self) -> &'static str {
        "record-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |rows, before: Option<&str>, wrong| Self {
            shell: Shell::sample("Carys Caller", &[Link::Home, Link::Record]),
            rows,
            before: before.map(str::to_owned),
            wrong,
        };
        let left = Self {
            shell: Shell::sample("Carys Caller", &[Link::Record]),
            ..page(RecordRow::samples(), None, None)
        };
        let more = Some("019a0000000000000000000000000001");
        vec![
            ("record", page(RecordRow::samples(), more, None)),
            ("record-left", left),
            ("record-wrong", page(Vec::new(), None, Some(Wrong::Days))),
        ]
    }
}
