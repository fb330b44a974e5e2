//! What can be learnt at most, and what was.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The bound and the use: `GET /ledger/exposure`.
///
/// Query field `before` for the next page of callers.
#[derive(Template)]
#[template(path = "log/exposure.html")]
pub struct Exposure {
    /// What stands around it.
    pub shell: Shell,
    /// The most each campaign can learn.
    pub campaigns: Vec<Most>,
    /// Numbers shown, by caller and evening.
    pub evenings: Vec<CallerEvening>,
    /// Where the older ones begin.
    pub before: Option<String>,
}

/// The most that can be learnt in a campaign by ringing.
#[derive(Clone, Debug)]
pub struct Most {
    /// The campaign's name.
    pub campaign: String,
    /// Accounts that may ring.
    pub callers: u64,
    /// By one account in an evening.
    pub account_evening: u64,
    /// By one account until the contest ends.
    pub account_contest: u64,
    /// By all of them together until the contest ends.
    pub campaign_contest: u64,
}

/// What one caller was shown on one evening.
#[derive(Clone, Debug)]
pub struct CallerEvening {
    /// A moment of the evening; its date is shown.
    pub evening: Stamp,
    /// The account's id.
    pub account: String,
    /// The account's name.
    pub account_name: String,
    /// The contest's name: budgets are kept by contest.
    pub contest: String,
    /// Cards dealt.
    pub cards: u64,
    /// Numbers shown.
    pub numbers: u64,
}

unprinted!(Exposure);

impl Page for Exposure {
    fn title_key(&self) -> &'static str {
        "exposure-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let most = |campaign: &str| Most {
            campaign: campaign.to_owned(),
            callers: 4,
            account_evening: 180,
            account_contest: 1_260,
            campaign_contest: 5_040,
        };
        let evening = |account_name: &str, cards, numbers| CallerEvening {
            evening: sample_stamp(0),
            account: "0account0sample0".to_owned(),
            account_name: account_name.to_owned(),
            contest: "Leadership 2026".to_owned(),
            cards,
            numbers,
        };
        let page = |campaigns, evenings, before| Self {
            shell: Shell::sample("Protection 1", &[Link::Home, Link::Ledger, Link::Exposure]),
            campaigns,
            evenings,
            before,
        };
        let evenings = vec![
            evening("Caller 1", 31, 30),
            evening("Caller 2", 18, 18),
            evening("Caller 4", 44, 41),
        ];
        let campaigns = vec![most("Harbour campaign"), most("Orchard campaign")];
        vec![
            (
                "log-exposure",
                page(campaigns.clone(), evenings, Some("0before0".to_owned())),
            ),
            ("log-exposure-new", page(campaigns, Vec::new(), None)),
        ]
    }
}
