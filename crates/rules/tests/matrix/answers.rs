//! What a campaign wrote about one member, as headquarters asks to read it, agrees to it and reads it.

use super::*;

fn answers(asker: AccountId, guarded: bool, campaign: CampaignId) -> Resource {
    Resource::Answers {
        asker,
        guarded,
        campaign,
        contest: CONTEST,
    }
}

/// A case as this account asked for it.
pub(super) fn requests(asker: AccountId) -> [(&'static str, Resource); 2] {
    [
        ("answers, asked for by the DPO", answers(asker, true, MINE)),
        ("answers, asked for by officer", answers(asker, false, MINE)),
    ]
}

/// What is read, and where it is seen that it was.
pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    if action == Action::ReadAnswers {
        return vec![
            ("own case, asked for by the DPO", answers(ME, true, MINE)),
            ("own case, by an officer", answers(ME, false, MINE)),
            ("another's case", answers(OTHER, true, MINE)),
        ];
    }
    let campaign = |campaign| Resource::Campaign {
        campaign,
        contest: CONTEST,
    };
    vec![
        ("own campaign", campaign(MINE)),
        ("rival campaign", campaign(RIVAL)),
        ("every campaign", Resource::Organisation),
    ]
}

/// Whoever holds or held a role in a campaign of the contest.
pub(super) fn special(action: Action) -> Vec<Case> {
    let case = |situation, resource, facts| Case {
        situation,
        resource,
        facts,
        standing: Standing::Running,
    };
    let stood = Facts::OPEN.in_contest();
    match action {
        Action::AskRequest => vec![
            case(
                "answers by the DPO, stood there",
                answers(ME, true, MINE),
                stood,
            ),
            case(
                "answers by officer, stood there",
                answers(ME, false, MINE),
                stood,
            ),
        ],
        Action::DecideRequest => vec![
            case(
                "answers for DPO, stood there",
                answers(OTHER, true, MINE),
                stood,
            ),
            case(
                "answers for officer, stood there",
                answers(OTHER, false, MINE),
                stood,
            ),
            case(
                "answers, one campaign",
                answers(OTHER, true, MINE),
                Facts::OPEN.of_same_campaign(),
            ),
        ],
        Action::ReadAnswers => vec![
            case("own case, DPO stood there", answers(ME, true, MINE), stood),
            case(
                "own case, officer stood there",
                answers(ME, false, MINE),
                stood,
            ),
        ],
        _ => Vec::new(),
    }
}

/// That a campaign be taken out of its contest.
pub(super) const fn withdrawal(asker: AccountId) -> Resource {
    Resource::Withdrawal {
        asker,
        campaign: RIVAL,
        contest: CONTEST,
    }
}

/// The same, and the whole house.
pub(super) fn campaigns_a_bank_and_the_house() -> Vec<(&'static str, Resource)> {
    let mut all = campaigns_and_a_bank();
    all.push(("the organisation", Resource::Organisation));
    all
}

/// Campaigns, and a bank of one's own.
pub(super) fn campaigns_and_a_bank() -> Vec<(&'static str, Resource)> {
    let campaign = |campaign| Resource::Campaign {
        campaign,
        contest: CONTEST,
    };
    let bank = Resource::Bank {
        bank: BANK,
        campaign: MINE,
        contest: CONTEST,
    };
    vec![
        ("own campaign", campaign(MINE)),
        ("rival campaign", campaign(RIVAL)),
        ("own bank", bank),
    ]
}
