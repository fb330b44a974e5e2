//! The ledger, a page at a time.

use askama::Template;
use switchboard_store::SYSTEM;
use switchboard_store::rules::ids::AccountId;

use super::row::way_key;
use super::shown::{self, Day};
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// What was done, newest first: `GET /ledger`.
///
/// Query fields, none of them typed by hand: `account` (an account's id, from
/// an entry's link), `kind` (an event's name), `campaign` (an id from the
/// list), `from` and `until` (days), `before` (from the "older" link). No page has more entries than the store's limit.
#[derive(Template)]
#[template(path = "log/explorer.html")]
pub struct Explorer {
    /// What stands around it.
    pub shell: Shell,
    /// What is looked for.
    pub filters: Filters,
    /// What was shown in the last days, the oldest first; none beside a choice of entries, which it would not be about.
    pub days: Vec<Day>,
    /// The entries.
    pub entries: Vec<Entry>,
    /// Where the older ones begin.
    pub before: Option<String>,
    /// Each time that entries were lost: they stand on no page.
    pub lost: Vec<Lost>,
}

/// Entries of which only the hashes are left, since a restore.
#[derive(Clone, Debug)]
pub struct Lost {
    /// How many.
    pub count: u64,
    /// The first index that may be lost.
    pub from: u64,
    /// The first index after them.
    pub to: u64,
}

/// Which entries are shown.
#[derive(Clone, Debug)]
pub struct Filters {
    /// One account: its id and its name.
    pub account: Option<(String, String)>,
    /// One kind's code, or all.
    pub kind: Option<String>,
    /// All kinds there are.
    pub kinds: Vec<KindChoice>,
    /// One campaign's id, or all.
    pub campaign: Option<String>,
    /// All campaigns there are, by id and name.
    pub campaigns: Vec<(String, String)>,
    /// The first and the last day, as they were typed; each may be empty.
    pub days: [String; 2],
    /// Whether those are none, or the wrong way round.
    pub are_days_wrong: bool,
}

/// A kind of event to choose.
#[derive(Clone, Debug)]
pub struct KindChoice {
    /// What the form sends.
    pub code: String,
    /// The message key of what it says: `event-…`.
    pub key: String,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the log; none until it is sequenced.
    pub index: Option<u64>,
    /// When it was committed.
    pub at: Stamp,
    /// The account's id.
    pub account: String,
    /// The account's name.
    pub account_name: String,
    /// How the session was opened, as the entry says it.
    pub opened: String,
    /// Who vouched for its holder.
    pub vouched: Option<String>,
    /// What was done.
    pub act: Act,
    /// What it was for, as the entry says it; may be empty.
    pub purpose: String,
    /// The campaign's name.
    pub campaign: Option<String>,
    /// The bank's name.
    pub bank: Option<String>,
    /// What of members it showed.
    pub shown: Shown,
    /// Under whose names strangers were refused.
    pub tried: Vec<Tried>,
    /// Under how many names more.
    pub tried_more: u64,
}

/// Under whose name strangers were refused in a minute.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The account's id.
    pub account: String,
    /// The account's name.
    pub account_name: String,
    /// How often.
    pub refused: u64,
    /// How many wrong numbers had come with the right password when the offices were told; else 0.
    pub numbers: u64,
}

/// What an entry says was done.
#[derive(Clone, Debug)]
pub enum Act {
    /// A kind this version has words for: the message key, `event-…`.
    Known(String),
    /// A kind it hasn't: the number in the entry.
    Unknown(u16),
}

/// What of members an entry showed.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The fields, as the entry names them; may be none.
    pub fields: Vec<String>,
    /// Of how many members.
    pub members: u64,
}

impl Explorer {
    /// Whether somebody comes in with this account: the system's own history stands under one that nobody holds.
    fn is_a_persons(id: &str) -> bool {
        AccountId::parse(id).ok() != Some(SYSTEM)
    }

    fn kind_chosen(&self, code: &str) -> bool {
        self.filters.kind.as_deref() == Some(code)
    }

    fn campaign_chosen(&self, id: &str) -> bool {
        self.filters.campaign.as_deref() == Some(id)
    }

    fn first_day(&self) -> &str {
        let [from, _] = &self.filters.days;
        from
    }

    fn last_day(&self) -> &str {
        let [_, until] = &self.filters.days;
        until
    }

    fn act(&self, entry: &Entry) -> String {
        match &entry.act {
            Act::Known(key) => self.shell.t(key),
            Act::Unknown(kind) => self
                .shell
                .say("explorer-unknown-kind")
                .text("kind", kind.to_string())
                .to_string(),
        }
    }

    /// The query that goes on with the same filters.
    fn older(&self, before: &str) -> String {
        let account = self
            .filters
            .account
            .iter()
            .map(|(id, _)| ("account", id.as_str()));
        let kind = self.filters.kind.iter().map(|kind| ("kind", kind.as_str()));
        let campaign = self.filters.campaign.iter();
        let campaign = campaign.map(|id| ("campaign", id.as_str()));
        // Days that were right when this page was made: nothing in them needs to be escaped.
        let days = [("from", self.first_day()), ("until", self.last_day())];
        let days = days.into_iter().filter(|(_, day)| !day.is_empty());
        let fields: Vec<String> = account
            .chain(kind)
            .chain(campaign)
            .chain(days)
            .chain([("before", before)])
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("/ledger?{}", fields.join("&"))
    }
}

unprinted!(Explorer);

impl Page for Explorer {
    fn title_key(&self) -> &'static str {
        "explorer-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let kinds = [
            ("card_dealt", "event-card-dealt"),
            ("number_shown", "event-number-shown"),
        ];
        let filters = Filters {
            account: None,
            kind: None,
            kinds: kinds
                .iter()
                .map(|&(code, key)| KindChoice {
                    code: code.to_owned(),
                    key: key.to_owned(),
                })
                .collect(),
            campaign: None,
            campaigns: ["Harbour", "Meadow"]
                .map(|name| (format!("0campaign{name}"), format!("{name} campaign")))
                .to_vec(),
            days: Default::default(),
            are_days_wrong: false,
        };
        let page = |filters, days, entries, before| Self {
            shell: Shell::sample("Protection 1", &[Link::Home, Link::Ledger, Link::Exposure]),
            filters,
            days,
            entries,
            before,
            lost: Vec::new(),
        };
        let one = Filters {
            account: Some(("0account0sample0".to_owned(), "Caller 1".to_owned())),
            kind: Some("number_shown".to_owned()),
            campaign: Some("0campaignHarbour".to_owned()),
            days: ["2026-11-23", "2026-11-24"].map(str::to_owned),
            ..filters.clone()
        };
        let wrong = Filters {
            days: ["2026-11-24", "2026-11-23"].map(str::to_owned),
            are_days_wrong: true,
            ..filters.clone()
        };
        let entries = Entry::samples();
        vec![
            (
                "log-explorer",
                page(
                    filters.clone(),
                    Day::samples(7),
                    entries,
                    Some("4217".to_owned()),
                ),
            ),
            (
                "log-explorer-filtered",
                page(one, Vec::new(), Entry::samples(), Some("4217".to_owned())),
            ),
            (
                "log-explorer-empty",
                page(filters.clone(), Day::samples(0), Vec::new(), None),
            ),
            (
                "log-explorer-wrong-days",
                page(wrong, Vec::new(), Vec::new(), None),
            ),
            (
                "log-explorer-none-yet",
                page(
                    filters.clone(),
                    Vec::new(),
                    Vec::new(),
                    Some("3817".to_owned()),
                ),
            ),
            (
                "log-explorer-lost",
                Self {
                    lost: vec![Lost {
                        count: 18,
                        from: 4_100,
                        to: 4_120,
                    }],
                    ..page(filters, Day::samples(0), Vec::new(), None)
                },
            ),
        ]
    }
}

impl Entry {
    fn way_key(&self) -> &'static str {
        way_key(&self.opened)
    }

    fn samples() -> Vec<Self> {
        let entry = |index, minutes, act_key: &str, shown| Self {
            index,
            at: sample_stamp(minutes),
            account: "0account0sample0".to_owned(),
            account_name: "Caller 1".to_owned(),
            opened: "code".to_owned(),
            vouched: Some("Olwen Organiser".to_owned()),
            act: Act::Known(act_key.to_owned()),
            purpose: "dial members for the campaign".to_owned(),
            campaign: Some("Harbour campaign".to_owned()),
            bank: Some("Evening bank".to_owned()),
            shown,
            tried: Vec::new(),
            tried_more: 0,
        };
        let tried = |name: &str, refused, numbers| Tried {
            account: "0account0sample1".to_owned(),
            account_name: name.to_owned(),
            refused,
            numbers,
        };
        let shown = |fields: &[&str], members| Shown {
            fields: fields.iter().map(|&field| field.to_owned()).collect(),
            members,
        };
        vec![
            entry(None, 0, "event-number-shown", shown(&["phone"], 1)),
            entry(
                Some(4_219),
                -1,
                "event-card-dealt",
                shown(&["name", "branch"], 1),
            ),
            Self {
                account_name: "Officer 1".to_owned(),
                purpose: "keep the roll".to_owned(),
                campaign: None,
                bank: None,
                ..entry(
                    Some(4_218),
                    -3,
                    "event-search",
                    shown(&["name", "phone"], 20),
                )
            },
            Self {
                account_name: "Switchboard".to_owned(),
                opened: "door".to_owned(),
                vouched: None,
                purpose: "keep the system running".to_owned(),
                campaign: None,
                bank: None,
                tried: vec![tried("Officer 1", 3, 0), tried("Protection 1", 11, 10)],
                tried_more: 2,
                ..entry(Some(4_217), -5, "event-refusals-counted", shown(&[], 0))
            },
            Self {
                account_name: "Switchboard".to_owned(),
                opened: "console".to_owned(),
                vouched: None,
                purpose: String::new(),
                campaign: None,
                bank: None,
                ..entry(Some(4_216), -9, "event-start", shown(&[], 0))
            },
        ]
    }
}
