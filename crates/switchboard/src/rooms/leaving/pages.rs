//! Pages of leaving: one account, the campaigns of a contest, and one that withdraws.

use askama::Template;
use switchboard_store::rules::leaving::Why;

use crate::web::page::{Page, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell};

said! {
    /// No reason was chosen.
    Why = "why", "leaving-why-missing";
    /// It is done.
    Ended = "ended", "leaving-ended";
}

/// Somebody has left: `GET /accounts/{account}/leave`.
#[derive(Template)]
#[template(path = "leaving/leave.html")]
pub struct Leave {
    /// What stands around it.
    pub shell: Shell,
    /// The account, in addresses.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// The reasons that can be given.
    pub reasons: &'static [Why],
    /// What was just done.
    pub said: Option<Said>,
}

/// The campaigns of a contest, of which one withdraws: `GET /contests/{contest}/withdraw`.
#[derive(Template)]
#[template(path = "leaving/campaigns.html")]
pub struct Campaigns {
    /// What stands around it.
    pub shell: Shell,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Its id, in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it withdrew.
    pub is_withdrawn: bool,
}

/// A campaign withdraws: `GET /campaigns/{campaign}/withdraw`.
#[derive(Template)]
#[template(path = "leaving/withdraw.html")]
pub struct Withdraw {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign, in addresses.
    pub campaign: String,
    /// Its name.
    pub name: String,
    /// The contest's name.
    pub contest: String,
    /// Accounts that hold a role in it.
    pub people: u64,
    /// Banks that are not closed.
    pub banks: u64,
    /// Cards on desks now.
    pub cards: u64,
    /// Whether it withdrew.
    pub is_withdrawn: bool,
    /// Whether it was asked for without a reason.
    pub lacks_why: bool,
}

unprinted!(Leave, Campaigns, Withdraw);

fn sample_shell() -> Shell {
    Shell::sample("Ruth Returning", &[Link::Home, Link::Accounts, Link::Own])
}

impl Page for Leave {
    fn title_key(&self) -> &'static str {
        "leaving-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said| Self {
            shell: sample_shell(),
            account: "0account0sample0".to_owned(),
            name: "Carla Caller".to_owned(),
            reasons: Why::OF_ONE,
            said,
        };
        vec![
            ("leaving", page(None)),
            ("leaving-why", page(Some(Said::Why))),
            ("leaving-ended", page(Some(Said::Ended))),
        ]
    }
}

impl Page for Campaigns {
    fn title_key(&self) -> &'static str {
        "withdraw-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let campaign = |name: &str, is_withdrawn| Campaign {
            id: "0campaign0sample".to_owned(),
            name: name.to_owned(),
            is_withdrawn,
        };
        let page = Self {
            shell: sample_shell(),
            campaigns: vec![
                campaign("Harbour campaign", false),
                campaign("Orchard campaign", true),
            ],
        };
        vec![("withdraw-campaigns", page)]
    }
}

impl Page for Withdraw {
    fn title_key(&self) -> &'static str {
        "withdraw-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_withdrawn, people, lacks_why| Self {
            shell: sample_shell(),
            campaign: "0campaign0sample".to_owned(),
            name: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
            people,
            banks: if is_withdrawn { 0 } else { 3 },
            cards: if is_withdrawn { 0 } else { 27 },
            is_withdrawn,
            lacks_why,
        };
        vec![
            ("withdraw", page(false, 412, false)),
            ("withdraw-why", page(false, 412, true)),
            ("withdraw-done", page(true, 0, false)),
        ]
    }
}
