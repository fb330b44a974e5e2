//! Who asks to read what a campaign wrote, who agrees, and who reads.

use super::*;

fn answers(asker: AccountId, guarded: bool) -> Resource {
    Resource::Answers {
        asker,
        guarded,
        campaign: MINE,
        contest: CONTEST,
    }
}

fn holder(role: Role) -> Actor {
    let scope = match role {
        Role::Organiser | Role::Caller => Scope::Campaign(MINE),
        _ => Scope::Organisation,
    };
    seat(
        ME,
        Opened::Password,
        vec![term(role, scope)],
        Session::Running,
    )
}

fn may(role: Role, action: Action, resource: Resource, facts: Facts) -> Result<(), Reason> {
    let answer = decide(&holder(role), action, &resource, &facts, NOW);
    answer.map(|_| ()).map_err(|no| no.reason)
}

#[test]
fn one_of_the_two_is_always_the_data_protection_officer() {
    for asker in Role::ALL {
        for guarded in [true, false] {
            let asked = may(asker, Action::AskRequest, answers(ME, guarded), Facts::SHUT);
            if asked.is_err() {
                continue;
            }
            for decider in Role::ALL {
                let case = answers(OTHER, guarded);
                if may(decider, Action::DecideRequest, case, Facts::SHUT).is_ok() {
                    assert!(
                        [asker, decider].contains(&Role::Dpo),
                        "{asker:?}, {decider:?}"
                    );
                    assert!(asker.is_office() && decider.is_office());
                }
            }
        }
    }
}

#[test]
fn nobody_agrees_to_their_own_and_nobody_reads_anothers() {
    for role in Role::ALL {
        for guarded in [true, false] {
            for action in [Action::DecideRequest, Action::FinishAlone] {
                let facts = Facts::SHUT.with_few_offices();
                assert!(may(role, action, answers(ME, guarded), facts).is_err());
            }
            let read = may(
                role,
                Action::ReadAnswers,
                answers(OTHER, guarded),
                Facts::SHUT,
            );
            assert_eq!(read, Err(Reason::NotYours), "{role:?}");
        }
    }
}

#[test]
fn whoever_stands_or_stood_in_the_contest_neither_asks_nor_agrees_nor_reads() {
    for role in Role::ALL {
        for guarded in [true, false] {
            for (action, resource) in [
                (Action::AskRequest, answers(ME, guarded)),
                (Action::DecideRequest, answers(OTHER, guarded)),
                (Action::ReadAnswers, answers(ME, guarded)),
            ] {
                let open = may(role, action, resource, Facts::SHUT);
                let stood = may(role, action, resource, Facts::SHUT.in_contest());
                assert_eq!(
                    stood,
                    open.and(Err(Reason::InContest)),
                    "{role:?} {action:?}"
                );
            }
        }
    }
}
