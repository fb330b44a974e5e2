//! A caller at the desk: their own card, and what is their own beside it.

use super::*;

/// What such an act is done to.
pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    let account = |account| Resource::Account { account };
    match action {
        Action::PreferBranches | Action::RingInLanguages => vec![
            ("own wishes", account(ME)),
            ("another's wishes", account(OTHER)),
        ],
        Action::SeeOwnDesk => vec![
            ("own desk", account(ME)),
            ("own bank's desk", bank(MINE, CONTEST)),
            ("rival bank's desk", bank(RIVAL, CONTEST)),
            ("another's desk", account(OTHER)),
        ],
        _ => vec![
            ("own card", card(MINE, ME)),
            ("another caller's card", card(MINE, OTHER)),
            ("rival's card", card(RIVAL, OTHER)),
        ],
    }
}

/// Banks, of whom an organiser has one.
pub(super) fn banks() -> Vec<(&'static str, Resource)> {
    vec![
        ("own bank", bank(MINE, CONTEST)),
        ("rival's bank", bank(RIVAL, CONTEST)),
        ("bank of another contest", bank(RIVAL, OTHER_CONTEST)),
    ]
}

/// Campaigns, of which an organiser has one.
pub(super) fn campaigns() -> Vec<(&'static str, Resource)> {
    let campaign = |campaign| Resource::Campaign {
        campaign,
        contest: CONTEST,
    };
    vec![
        ("own campaign", campaign(MINE)),
        ("rival campaign", campaign(RIVAL)),
    ]
}

/// One's own account, and somebody else's.
pub(super) fn accounts() -> Vec<(&'static str, Resource)> {
    let account = |account| Resource::Account { account };
    vec![("own", account(ME)), ("another's", account(OTHER))]
}
