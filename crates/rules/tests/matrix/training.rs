//! What practising, seeing who has, and asking for it are done to.

use switchboard_rules::policy::{Action, Resource};

use super::{CONTEST, ME, MINE, OTHER, OTHER_CONTEST, RIVAL, bank};

pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    let campaign = |campaign| Resource::Campaign {
        campaign,
        contest: CONTEST,
    };
    match action {
        Action::Train => vec![
            ("own", Resource::Account { account: ME }),
            ("another's", Resource::Account { account: OTHER }),
        ],
        Action::SeeTraining => vec![
            ("own campaign", campaign(MINE)),
            ("rival campaign", campaign(RIVAL)),
        ],
        _ => vec![
            ("own bank", bank(MINE, CONTEST)),
            ("rival's bank", bank(RIVAL, CONTEST)),
            ("bank of another contest", bank(RIVAL, OTHER_CONTEST)),
        ],
    }
}
