//! Practice before cards: who practises, who sees it, who asks for it, and what it stops.

use super::*;

fn of(role: Role) -> Actor {
    actor(vec![term(role, Scope::Campaign(MINE))])
}

#[test]
fn a_bank_that_wants_practice_deals_nothing_to_whoever_lacks_it_and_stops_nothing_else() {
    let caller = of(Role::Caller);
    let facts = Facts::OPEN.untrained();
    for action in Action::ALL {
        for resource in resources() {
            let open = decide(&caller, *action, &resource, &Facts::OPEN, NOW);
            let untrained = decide(&caller, *action, &resource, &facts, NOW);
            let (open, untrained) = (
                open.map_err(|no| no.reason),
                untrained.map_err(|no| no.reason),
            );
            if *action == Action::Lease && open.is_ok() {
                assert_eq!(untrained.map(|_| ()), Err(Reason::PractiseFirst));
            } else {
                assert_eq!(open.is_ok(), untrained.is_ok(), "{action:?} {resource:?}");
            }
        }
    }
    // Whose a bank is comes before what it wants.
    let rival = decide(&caller, Action::Lease, &RIVAL_BANK, &facts, NOW);
    assert_eq!(rival.map(|_| ()), Err(Refusal::new(Reason::NotYourBank)));
}

#[test]
fn whoever_rings_or_leads_practises_for_themselves_and_organisers_see_and_ask() {
    let own = Resource::Account { account: ME };
    let others = Resource::Account { account: OTHER };
    for role in [Role::Caller, Role::Organiser] {
        assert_eq!(check(&of(role), Action::Train, &own), Ok(()));
        assert_eq!(
            check(&of(role), Action::Train, &others),
            Err(Reason::NotYours)
        );
    }
    let dpo = actor(vec![term(Role::Dpo, Scope::Organisation)]);
    assert_eq!(check(&dpo, Action::Train, &own), Err(Reason::NotYourRole));
    let campaign = Resource::Campaign {
        campaign: MINE,
        contest: CONTEST,
    };
    let organiser = of(Role::Organiser);
    assert_eq!(check(&organiser, Action::SeeTraining, &campaign), Ok(()));
    assert_eq!(check(&organiser, Action::AskTraining, &OWN_BANK), Ok(()));
    assert_eq!(
        check(&organiser, Action::AskTraining, &RIVAL_BANK),
        Err(Reason::NotYourBank)
    );
    let caller = of(Role::Caller);
    assert_eq!(
        check(&caller, Action::AskTraining, &OWN_BANK),
        Err(Reason::NotYourRole)
    );
    assert_eq!(
        check(&caller, Action::SeeTraining, &campaign),
        Err(Reason::NotYourRole)
    );
}
