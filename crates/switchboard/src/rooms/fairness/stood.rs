//! What stood still in a contest, as its page for everybody and a campaign's own show it.

use switchboard_store::fairness::Stood as Found;
use switchboard_store::freezes::Told;
use switchboard_store::rules::freeze::What;
use switchboard_store::rules::ids::CampaignId;

use crate::ctx::Ctx;
use crate::web::page::Stamp;
use crate::web::shell::sample_stamp;
use crate::web::stopped::hours;

/// What stood still.
#[derive(Clone, Debug)]
pub struct Stood {
    /// What many share.
    pub freezes: Vec<Freeze>,
    /// Branches, of which no hours are given back.
    pub branches: Vec<Freeze>,
    /// Accounts, campaign by campaign.
    pub accounts: Vec<Accounts>,
}

/// One freeze.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// The key of the kind of thing.
    pub what: &'static str,
    /// The campaign that it is, or lies in.
    pub campaign: Option<String>,
    /// The office that pressed, in its word.
    pub office: String,
    /// When.
    pub at: Stamp,
    /// Until when.
    pub until: Stamp,
    /// Whether a second person confirmed it.
    pub is_confirmed: bool,
    /// The key of how it ended.
    pub end: &'static str,
    /// Time of calls that it took, as h:mm.
    pub lost: String,
    /// Of that given back.
    pub given: String,
}

/// Frozen accounts of one campaign.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// The campaign's name.
    pub campaign: String,
    /// How many freezes.
    pub n: u64,
    /// Time of calls that they took together, as h:mm.
    pub lost: String,
    /// Of that given back.
    pub given: String,
}

const fn what_key(what: What) -> &'static str {
    match what {
        What::Account => "freezes-account-kind",
        What::Bank => "freezes-bank-kind",
        What::Campaign => "freezes-campaign-kind",
        What::Branch => "freezes-branch-kind",
        What::Contest => "freezes-contest-kind",
        What::Reading => "freezes-reading-kind",
    }
}

impl Stood {
    /// As pages show it; `name` is a campaign's.
    pub fn of(ctx: &Ctx, found: &Found, name: impl Fn(CampaignId) -> String) -> Self {
        let freeze = |one: &Told| Freeze {
            what: what_key(one.what),
            campaign: one.campaign.map(&name),
            office: one.pressed_as.clone(),
            at: ctx.stamp(one.pressed_at),
            until: ctx.stamp(one.stops_at),
            is_confirmed: one.is_confirmed,
            end: match (one.is_on, one.is_lifted) {
                (true, _) => "fairness-stood-on",
                (false, true) => "fairness-stood-lifted",
                (false, false) => "fairness-stood-lapsed",
            },
            lost: hours(one.lost.as_millis()),
            given: hours(one.given_back.as_millis()),
        };
        let accounts = found.accounts.iter().map(|one| Accounts {
            campaign: name(one.campaign),
            n: one.freezes,
            lost: hours(one.lost.as_millis()),
            given: hours(one.given_back.as_millis()),
        });
        Self {
            freezes: found.freezes.iter().map(freeze).collect(),
            branches: found.branches.iter().map(freeze).collect(),
            accounts: accounts.collect(),
        }
    }

    /// Whether nothing stood still.
    pub const fn is_empty(&self) -> bool {
        self.freezes.is_empty() && self.branches.is_empty() && self.accounts.is_empty()
    }

    /// Nothing, for samples.
    pub const fn none() -> Self {
        Self {
            freezes: Vec::new(),
            branches: Vec::new(),
            accounts: Vec::new(),
        }
    }

    /// Invented, for samples.
    pub fn sample() -> Self {
        let freeze = |what, campaign: Option<&str>, end| Freeze {
            what: what_key(what),
            campaign: campaign.map(str::to_owned),
            office: "returning-officer".to_owned(),
            at: sample_stamp(-35),
            until: sample_stamp(6),
            is_confirmed: campaign.is_none(),
            end,
            lost: "0:41".to_owned(),
            given: "0:15".to_owned(),
        };
        Self {
            freezes: vec![
                freeze(What::Reading, None, "fairness-stood-lifted"),
                freeze(
                    What::Bank,
                    Some("Harbour campaign"),
                    "fairness-stood-lapsed",
                ),
                freeze(
                    What::Campaign,
                    Some("Harbour campaign"),
                    "fairness-stood-on",
                ),
            ],
            branches: vec![freeze(What::Branch, None, "fairness-stood-lifted")],
            accounts: vec![Accounts {
                campaign: "Orchard campaign".to_owned(),
                n: 2,
                lost: "1:10".to_owned(),
                given: "0:00".to_owned(),
            }],
        }
    }
}
