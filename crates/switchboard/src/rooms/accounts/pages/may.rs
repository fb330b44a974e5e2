//! "What can this person do, and why", in plain words.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::place::Place;
use crate::web::shell::{Link, Shell, sample_stamp};

/// What somebody may do: `GET /accounts/{account}/may`, and of oneself `GET /accounts/own/may`.
#[derive(Template)]
#[template(path = "accounts/may.html")]
pub struct May {
    /// What stands around it.
    pub shell: Shell,
    /// Whose account it is, in addresses; none for the reader's own.
    pub account: Option<String>,
    /// Who.
    pub name: String,
    /// Whether all roles are looked at, or those alone of the places that the reader answers for.
    pub is_whole: bool,
    /// In how many places it was looked, where there are more.
    pub looked: Option<usize>,
    /// The acts by area.
    pub areas: Vec<Area>,
}

/// Acts that belong together.
#[derive(Clone)]
pub struct Area {
    /// The key of its name.
    pub label: &'static str,
    /// The acts.
    pub acts: Vec<Act>,
}

/// One act.
#[derive(Clone)]
pub struct Act {
    /// The key of its name.
    pub key: String,
    /// Where they may do it; at most [`PLACES_MAX`].
    pub yes: Vec<Yes>,
    /// In how many places more.
    pub more: u64,
    /// Why they may not, elsewhere or at all.
    pub no: Vec<No>,
}

/// A place where somebody may do something.
#[derive(Clone)]
pub struct Yes {
    /// Where.
    pub place: Place,
    /// The key of the role by which; none where everybody may.
    pub role: Option<&'static str>,
    /// Until when that role lasts.
    pub until: Option<Stamp>,
}

/// Why somebody may not do something.
#[derive(Clone)]
pub struct No {
    /// The key of the reason.
    pub why: &'static str,
    /// Where; nowhere in particular where it is empty.
    pub places: Vec<Place>,
}

/// The most places that are named for one act.
pub const PLACES_MAX: usize = 6;

unprinted!(May, Area, Act, Yes, No);

impl Page for May {
    fn title_key(&self) -> &'static str {
        "may-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let bank = |bank: &str| Place::Bank {
            bank: bank.to_owned(),
            campaign: "Harbour campaign".to_owned(),
        };
        let yes = |place, role, until: Option<i64>| Yes {
            place,
            role,
            until: until.map(sample_stamp),
        };
        let act = |key: &str, yes, no| Act {
            key: key.to_owned(),
            yes,
            more: 0,
            no,
        };
        let caller = Some("role-caller");
        let paused = No {
            why: "why-bank-not-open",
            places: vec![bank("Morning bank")],
        };
        let role = No {
            why: "why-not-your-role",
            places: Vec::new(),
        };
        let calls = vec![
            Act {
                more: 3,
                ..act(
                    "action-be-dealt-a-card",
                    vec![yes(bank("Evening bank"), caller, Some(3 * 24 * 60))],
                    vec![paused],
                )
            },
            act(
                "action-dial",
                vec![yes(bank("Evening bank"), caller, None)],
                vec![],
            ),
        ];
        let own = vec![act(
            "action-see-own-record",
            vec![yes(Place::Organisation, None, None)],
            vec![],
        )];
        let members = vec![act("action-open-a-member", vec![], vec![role])];
        let area = |label, acts: &[Act]| Area {
            label,
            acts: acts.to_vec(),
        };
        let areas = vec![
            area("area-own", &own),
            area("area-calls", &calls),
            area("area-members", &members),
        ];
        let page = |account: Option<&str>, is_whole| Self {
            shell: Shell::sample("Ruth Returning", &[Link::Home, Link::Accounts, Link::May]),
            account: account.map(str::to_owned),
            name: "Carys Caller".to_owned(),
            is_whole,
            looked: is_whole.then_some(60),
            areas: areas.clone(),
        };
        vec![
            ("may", page(Some("0account0sample0"), false)),
            ("may-own", page(None, true)),
        ]
    }
}
