//! Roles: what is asked for, given, taken and seen.

use super::*;

/// That somebody be given a role which takes two.
pub(super) fn role_for(
    asker: AccountId,
    account: AccountId,
    role: Role,
    contest: ContestId,
) -> Resource {
    let campaign = if contest == CONTEST { MINE } else { RIVAL };
    let at = match role {
        Role::Organiser => Place::Campaign { campaign, contest },
        _ => Place::Organisation,
    };
    Resource::TermRequest {
        asker,
        account,
        role,
        at,
    }
}

/// That somebody be let back in.
pub(super) const fn back_in(asker: AccountId, account: AccountId) -> Resource {
    Resource::AccountRequest { asker, account }
}

/// That somebody be given a role or let back in, as this account asked for it.
pub(super) fn requests(asker: AccountId) -> [(&'static str, Resource); 6] {
    let of = |account, role, contest| role_for(asker, account, role, contest);
    [
        ("an office", of(THIRD, Role::Dpo, CONTEST)),
        (
            "a branch's officer",
            Resource::TermRequest {
                asker,
                account: THIRD,
                role: Role::MembershipOfficer,
                at: branches::at_branch(),
            },
        ),
        (
            "an organiser, own contest",
            of(THIRD, Role::Organiser, CONTEST),
        ),
        (
            "an organiser, other contest",
            of(THIRD, Role::Organiser, OTHER_CONTEST),
        ),
        ("an office for oneself", of(ME, Role::Dpo, CONTEST)),
        ("recover-account, one's own", back_in(asker, ME)),
    ]
}

/// What is to be done alone, and something that never is.
pub(super) fn alone(asker: AccountId) -> Vec<(&'static str, Resource)> {
    vec![
        ("recover-account", back_in(asker, THIRD)),
        ("recover-account, one's own", back_in(asker, ME)),
        ("an office", role_for(asker, THIRD, Role::Dpo, CONTEST)),
        (
            "an organiser, own contest",
            role_for(asker, THIRD, Role::Organiser, CONTEST),
        ),
        (
            "an organiser, other contest",
            role_for(asker, THIRD, Role::Organiser, OTHER_CONTEST),
        ),
        ("forget-member", request(Kind::ForgetMember, asker)),
    ]
}

const fn branch_term(account: AccountId) -> Resource {
    Resource::Term {
        account,
        role: Role::MembershipOfficer,
        at: Place::Branch {
            branch: branches::BRANCH,
        },
    }
}

/// Roles that are given, taken or seen.
pub(super) fn terms(action: Action) -> Vec<(&'static str, Resource)> {
    let account = |account| Resource::Account { account };
    let whole = [
        ("everything of another's", account(OTHER)),
        ("everything of one's own", account(ME)),
    ];
    let single = vec![
        (
            "a caller, own campaign",
            term(OTHER, Role::Caller, MINE, CONTEST),
        ),
        (
            "a caller, rival campaign",
            term(OTHER, Role::Caller, RIVAL, CONTEST),
        ),
        (
            "an organiser, own contest",
            term(OTHER, Role::Organiser, MINE, CONTEST),
        ),
        (
            "an organiser, other contest",
            term(OTHER, Role::Organiser, RIVAL, OTHER_CONTEST),
        ),
        (
            "a returning officer",
            term(OTHER, Role::ReturningOfficer, MINE, CONTEST),
        ),
        (
            "a membership officer",
            term(OTHER, Role::MembershipOfficer, MINE, CONTEST),
        ),
        ("a branch's officer", branch_term(OTHER)),
        ("oneself, of a branch", branch_term(ME)),
        ("the dpo", term(OTHER, Role::Dpo, MINE, CONTEST)),
        ("an approver", term(OTHER, Role::Approver, MINE, CONTEST)),
        (
            "a committee's, own contest",
            term(OTHER, Role::Committee, MINE, CONTEST),
        ),
        (
            "a committee's, other contest",
            term(OTHER, Role::Committee, RIVAL, OTHER_CONTEST),
        ),
        ("an auditor", term(OTHER, Role::Auditor, MINE, CONTEST)),
        (
            "oneself, as a caller",
            term(ME, Role::Caller, MINE, CONTEST),
        ),
    ];
    let is_seen = action == Action::SeeTerms;
    let whole = whole.into_iter().filter(|_| is_seen);
    single.into_iter().chain(whole).collect()
}

/// Situations that are only this act's.
pub(super) fn special(action: Action) -> Vec<Case> {
    let case = |situation, resource, facts| Case {
        situation,
        resource,
        facts,
        standing: Standing::Running,
    };
    let few = Facts::OPEN.with_few_offices();
    let last = Facts::OPEN.last_in_office();
    match action {
        Action::DecideRequest => vec![
            case(
                "an office, offices are few",
                role_for(OTHER, THIRD, Role::Dpo, CONTEST),
                few,
            ),
            case(
                "an organiser, offices are few",
                role_for(OTHER, THIRD, Role::Organiser, CONTEST),
                few,
            ),
            case(
                "an office, one campaign",
                role_for(OTHER, THIRD, Role::Dpo, CONTEST),
                Facts::OPEN.of_same_campaign(),
            ),
            case(
                "an organiser, one campaign",
                role_for(OTHER, THIRD, Role::Organiser, CONTEST),
                Facts::OPEN.of_same_campaign(),
            ),
        ],
        Action::AskRequest => vec![case(
            "an organiser, one campaign",
            role_for(ME, THIRD, Role::Organiser, CONTEST),
            Facts::OPEN.of_same_campaign(),
        )],
        Action::FinishAlone => vec![
            case(
                "an office, offices are few",
                role_for(ME, THIRD, Role::Dpo, CONTEST),
                few,
            ),
            case(
                "an organiser, offices are few",
                role_for(ME, THIRD, Role::Organiser, CONTEST),
                few,
            ),
            case("recovery, offices are few", back_in(ME, THIRD), few),
            case(
                "forgetting, offices are few",
                Resource::ForgetRequest {
                    asker: ME,
                    stands: switchboard_rules::branches::Lineage::NOWHERE,
                },
                few,
            ),
        ],
        Action::RefuseAlone => vec![
            case(
                "an office, offices are few",
                role_for(OTHER, THIRD, Role::Dpo, CONTEST),
                few,
            ),
            case("recovery, offices are few", back_in(OTHER, THIRD), few),
            case(
                "one's own, offices are few",
                role_for(ME, THIRD, Role::Dpo, CONTEST),
                few,
            ),
        ],
        Action::SeeRequests => vec![case("offices are few", Resource::Organisation, few)],
        Action::EndTerm => vec![
            case(
                "a dpo, after another",
                term(OTHER, Role::Dpo, MINE, CONTEST),
                Facts::OPEN.ended_another(),
            ),
            case(
                "a branch's, after another",
                branch_term(OTHER),
                Facts::OPEN.ended_another(),
            ),
            case("a branch's only one", branch_term(OTHER), last),
            case("the last dpo", term(OTHER, Role::Dpo, MINE, CONTEST), last),
            case(
                "oneself, the last dpo",
                term(ME, Role::Dpo, MINE, CONTEST),
                last,
            ),
        ],
        _ => vec![],
    }
}

/// Whose new code it is.
pub(super) fn codes() -> Vec<(&'static str, Resource)> {
    let account = |account| Resource::Account { account };
    vec![
        ("own", account(ME)),
        ("another's", account(OTHER)),
        (
            "of somebody who has left",
            Resource::Left { account: OTHER },
        ),
        (
            "a caller's, own campaign",
            term(OTHER, Role::Caller, MINE, CONTEST),
        ),
        (
            "a caller's, rival campaign",
            term(OTHER, Role::Caller, RIVAL, CONTEST),
        ),
        ("own, as a caller", term(ME, Role::Caller, MINE, CONTEST)),
        (
            "an organiser's, own campaign",
            term(OTHER, Role::Organiser, MINE, CONTEST),
        ),
        (
            "an organiser's, rival campaign",
            term(OTHER, Role::Organiser, RIVAL, CONTEST),
        ),
    ]
}

/// A role in its usual place.
pub(super) fn term(
    account: AccountId,
    role: Role,
    campaign: CampaignId,
    contest: ContestId,
) -> Resource {
    let at = match role {
        Role::MembershipOfficer
        | Role::Dpo
        | Role::ReturningOfficer
        | Role::Approver
        | Role::Auditor => Place::Organisation,
        Role::Committee => Place::Contest { contest },
        Role::Organiser | Role::Caller => Place::Campaign { campaign, contest },
    };
    Resource::Term { account, role, at }
}
