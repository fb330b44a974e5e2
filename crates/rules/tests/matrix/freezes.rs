//! Freezes: pressing, confirming, lifting, appealing.

use switchboard_rules::branches::Lineage;
use switchboard_rules::freeze::Target;

use super::*;

const OF_CAMPAIGN: Target = Target::Campaign {
    campaign: MINE,
    contest: CONTEST,
};

fn frozen(presser: AccountId, target: Target) -> Resource {
    let stands = match target {
        Target::Branch(branch) => Lineage::at(branch),
        _ => Lineage::NOWHERE,
    };
    Resource::Freeze {
        presser,
        target,
        stands,
    }
}

/// What is pressed, and what was.
pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    if action == Action::Freeze {
        let stands = Lineage::at(branches::BRANCH);
        return vec![
            (
                "own campaign",
                Resource::Campaign {
                    campaign: MINE,
                    contest: CONTEST,
                },
            ),
            (
                "rival campaign",
                Resource::Campaign {
                    campaign: RIVAL,
                    contest: CONTEST,
                },
            ),
            ("own bank", bank(MINE, CONTEST)),
            ("own contest", Resource::Contest { contest: CONTEST }),
            (
                "another contest",
                Resource::Contest {
                    contest: OTHER_CONTEST,
                },
            ),
            ("own account", Resource::Account { account: ME }),
            ("another's account", Resource::Account { account: OTHER }),
            ("the branch", Resource::Branch { stands }),
            ("all reading", Resource::Organisation),
        ];
    }
    let board = (action == Action::SeeFreezes).then_some(("the board", Resource::Organisation));
    let rows = [
        ("own campaign's", frozen(OTHER, OF_CAMPAIGN)),
        ("own campaign's, own press", frozen(ME, OF_CAMPAIGN)),
        ("own account's", frozen(OTHER, Target::Account(ME))),
        ("another account's", frozen(THIRD, Target::Account(OTHER))),
        ("own contest's", frozen(OTHER, Target::Contest(CONTEST))),
        (
            "another contest's",
            frozen(OTHER, Target::Contest(OTHER_CONTEST)),
        ),
        (
            "the branch's",
            frozen(OTHER, Target::Branch(branches::BRANCH)),
        ),
        ("all reading's", frozen(OTHER, Target::Reading)),
    ];
    rows.into_iter().chain(board).collect()
}

/// Whoever holds or held a role in a campaign of the contest, or stands on one side with whoever pressed.
pub(super) fn special(action: Action) -> Vec<Case> {
    let case = |situation, resource, facts| Case {
        situation,
        resource,
        facts,
        standing: Standing::Running,
    };
    let campaign = Resource::Campaign {
        campaign: RIVAL,
        contest: CONTEST,
    };
    let stood = Facts::OPEN.in_contest();
    match action {
        Action::Freeze => vec![case("rival campaign, stood there", campaign, stood)],
        Action::ConfirmFreeze | Action::KeepFreeze | Action::GiveHours => vec![
            case("stood there", frozen(OTHER, OF_CAMPAIGN), stood),
            case(
                "one campaign with the presser",
                frozen(OTHER, OF_CAMPAIGN),
                Facts::OPEN.of_same_campaign(),
            ),
        ],
        Action::LiftFreeze => vec![case("stood there", frozen(OTHER, OF_CAMPAIGN), stood)],
        Action::AppealFreeze => vec![case(
            "own contest's, stands there",
            frozen(OTHER, Target::Contest(CONTEST)),
            stood,
        )],
        _ => Vec::new(),
    }
}
