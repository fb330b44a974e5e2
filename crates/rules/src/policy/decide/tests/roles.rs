//! Who gives a role, alone or as one of two, and who takes it.

use super::*;

const CAMPAIGN: Place = Place::Campaign {
    campaign: MINE,
    contest: CONTEST,
};
const ONE_BANK: Place = Place::Bank {
    bank: BANK,
    campaign: MINE,
    contest: CONTEST,
};
const TWO: [(Role, Place); 5] = [
    (Role::MembershipOfficer, Place::Organisation),
    (Role::ReturningOfficer, Place::Organisation),
    (Role::Dpo, Place::Organisation),
    (Role::Approver, Place::Organisation),
    (Role::Organiser, CAMPAIGN),
];
const OFFICIALS: [Role; 3] = [Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo];

fn holder(role: Role) -> Actor {
    let scope = match role {
        Role::Organiser | Role::Caller => Scope::Campaign(MINE),
        _ => Scope::Organisation,
    };
    actor(vec![term(role, scope)])
}

const fn request(asker: AccountId, account: AccountId, (role, at): (Role, Place)) -> Resource {
    Resource::TermRequest {
        asker,
        account,
        role,
        at,
    }
}

fn few(actor: &Actor, resource: &Resource) -> Result<(), Reason> {
    let facts = Facts::OPEN.with_few_offices();
    let answer = decide(actor, Action::DecideRequest, resource, &facts, NOW);
    answer.map(|_| ()).map_err(|no| no.reason)
}

#[test]
fn no_role_that_takes_two_is_given_by_one_whatever_they_hold() {
    for (role, at) in TWO {
        let account = OTHER;
        for by in Role::ALL {
            let given = Resource::Term { account, role, at };
            let answer = check(&holder(by), Action::GrantTerm, &given);
            assert!(answer.is_err(), "{by:?} gives {role:?}");
            let asks = match role {
                Role::Organiser => by == Role::ReturningOfficer,
                _ => OFFICIALS.contains(&by),
            };
            assert_eq!(answer == Err(Reason::TakesTwo), asks, "{by:?} {role:?}");
            let own = request(ME, OTHER, (role, at));
            let asked = check(&holder(by), Action::AskRequest, &own);
            assert_eq!(asked.is_ok(), asks, "{by:?} asks for {role:?}");
        }
    }
}

#[test]
fn neither_who_asked_nor_who_shall_hold_it_is_the_second_person() {
    for wanted in TWO {
        for by in Role::ALL {
            let ask = |resource| check(&holder(by), Action::DecideRequest, &resource);
            assert!(ask(request(ME, OTHER, wanted)).is_err(), "{by:?} asked");
            assert!(ask(request(OTHER, ME, wanted)).is_err(), "{by:?} holds");
            let own = check(&holder(by), Action::AskRequest, &request(ME, ME, wanted));
            assert!(own.is_err(), "{by:?} asks for themselves");
            let decides = match wanted.0 {
                Role::Organiser => {
                    [Role::MembershipOfficer, Role::Dpo, Role::Approver].contains(&by)
                }
                _ => OFFICIALS.contains(&by),
            };
            let others = request(OTHER, THIRD, wanted);
            assert_eq!(ask(others).is_ok(), decides, "{by:?} {wanted:?}");
            let audits = by == Role::Auditor;
            assert_eq!(few(&holder(by), &others).is_ok(), decides || audits);
        }
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    let others = request(OTHER, THIRD, TWO[0]);
    assert!(check(&console, Action::DecideRequest, &others).is_err());
}

#[test]
fn a_request_for_a_role_can_t_be_decided_as_one_for_something_else() {
    for kind in [Kind::GrantTerm, Kind::RecoverAccount] {
        for (action, asker) in [(Action::AskRequest, ME), (Action::DecideRequest, OTHER)] {
            let plain = Resource::Request { kind, asker };
            for by in Role::ALL {
                let answer = check(&holder(by), action, &plain);
                assert_eq!(answer, Err(Reason::NoSuchAct), "{kind:?} {by:?}");
            }
        }
    }
}

#[test]
fn a_way_back_in_takes_two_officials_neither_of_whom_it_is_for() {
    let of = |asker, account| Resource::AccountRequest { asker, account };
    for by in Role::ALL {
        let ask = |resource| check(&holder(by), Action::AskRequest, &resource);
        let decides = |resource| check(&holder(by), Action::DecideRequest, &resource);
        let official = OFFICIALS.contains(&by);
        assert_eq!(ask(of(ME, OTHER)).is_ok(), official, "{by:?} asks");
        assert_eq!(
            decides(of(OTHER, THIRD)).is_ok(),
            official,
            "{by:?} decides"
        );
        assert!(ask(of(ME, ME)).is_err() && ask(of(OTHER, THIRD)).is_err());
        assert!(decides(of(OTHER, ME)).is_err() && decides(of(ME, THIRD)).is_err());
        let audits = by == Role::Auditor;
        assert_eq!(
            few(&holder(by), &of(OTHER, THIRD)).is_ok(),
            official || audits
        );
        let alone = check(
            &holder(by),
            Action::HandOutCode,
            &Resource::Account { account: OTHER },
        );
        assert!(alone.is_err(), "{by:?} alone");
        assert_eq!(alone == Err(Reason::TakesTwo), official);
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    assert!(check(&console, Action::AskRequest, &of(ME, OTHER)).is_err());
}

#[test]
fn what_waits_for_a_day_is_done_by_who_may_ask_for_it_and_refused_by_every_office() {
    let of = |asker| {
        [
            request(asker, THIRD, TWO[0]),
            Resource::AccountRequest {
                asker,
                account: THIRD,
            },
        ]
    };
    let facts = Facts::OPEN.with_few_offices();
    let now = |actor: &Actor, action, resource: &Resource, facts| {
        decide(actor, action, resource, &facts, NOW)
            .map(|_| ())
            .map_err(|no| no.reason)
    };
    for by in Role::ALL {
        let holder = holder(by);
        for own in of(ME) {
            let official = OFFICIALS.contains(&by);
            assert_eq!(
                now(&holder, Action::FinishAlone, &own, facts).is_ok(),
                official
            );
            let many = now(&holder, Action::FinishAlone, &own, Facts::OPEN);
            assert_eq!(many == Err(Reason::TakesTwo), official, "{by:?}");
            assert!(now(&holder, Action::RefuseAlone, &own, facts).is_err());
        }
        for other in of(OTHER) {
            assert!(now(&holder, Action::FinishAlone, &other, facts).is_err());
            let refuses = by.is_office() || by == Role::Auditor;
            assert_eq!(
                now(&holder, Action::RefuseAlone, &other, facts).is_ok(),
                refuses,
                "{by:?}"
            );
        }
        for kind in Kind::ALL {
            let plain = Resource::Request {
                kind: *kind,
                asker: ME,
            };
            assert!(
                now(&holder, Action::FinishAlone, &plain, facts).is_err(),
                "{kind:?}"
            );
        }
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    for own in of(ME) {
        assert!(now(&console, Action::FinishAlone, &own, facts).is_err());
    }
}

#[test]
fn one_official_ends_an_office_but_nobody_the_last_one() {
    let of = |role, account| Resource::Term {
        account,
        role,
        at: Place::Organisation,
    };
    let last = |actor: &Actor, resource| {
        let facts = Facts::OPEN.last_in_office();
        let answer = decide(actor, Action::EndTerm, &resource, &facts, NOW);
        answer.map(|_| ()).map_err(|no| no.reason)
    };
    for role in OFFICIALS {
        for by in Role::ALL {
            let ends = check(&holder(by), Action::EndTerm, &of(role, OTHER)).is_ok();
            assert_eq!(ends, OFFICIALS.contains(&by), "{by:?} {role:?}");
            let why = last(&holder(by), of(role, ME));
            assert_eq!(why, Err(Reason::LastInOffice), "{by:?} lays down {role:?}");
            assert!(last(&holder(by), of(role, OTHER)).is_err(), "{by:?}");
        }
        let console = seat(ME, Opened::Console, vec![], Session::Running);
        assert_eq!(last(&console, of(role, OTHER)), Ok(()));
    }
}

#[test]
fn who_organises_one_bank_has_that_bank_and_its_callers_and_nothing_else() {
    let organiser = actor(vec![term(Role::Organiser, Scope::Bank(BANK))]);
    let next = Resource::Bank {
        bank: NEXT_BANK,
        campaign: MINE,
        contest: CONTEST,
    };
    for action in [
        Action::WatchBank,
        Action::CountBank,
        Action::OpenBank,
        Action::PauseBank,
        Action::CloseBank,
        Action::SeeAccounts,
        Action::SeeExposure,
    ] {
        assert_eq!(check(&organiser, action, &OWN_BANK), Ok(()), "{action:?}");
        let other = check(&organiser, action, &next);
        assert_eq!(other, Err(Reason::NotYourBank), "{action:?}");
    }
    let campaign = Resource::Campaign {
        campaign: MINE,
        contest: CONTEST,
    };
    for action in [Action::AddBank, Action::SeeExposure, Action::SeeAccounts] {
        let wide = check(&organiser, action, &campaign);
        assert_eq!(wide, Err(Reason::NotYourCampaign), "{action:?}");
    }
    let (account, role) = (OTHER, Role::Caller);
    for (at, expected) in [(ONE_BANK, Ok(())), (CAMPAIGN, Err(Reason::NotYourCampaign))] {
        let caller = Resource::Term { account, role, at };
        for action in [Action::GrantTerm, Action::EndTerm, Action::SeeTerms] {
            assert_eq!(check(&organiser, action, &caller), expected, "{action:?}");
        }
    }
}

#[test]
fn roles_are_seen_by_officials_by_who_gives_them_and_by_their_holder() {
    let whole = Resource::Account { account: OTHER };
    let caller = Resource::Term {
        account: OTHER,
        role: Role::Caller,
        at: CAMPAIGN,
    };
    for by in Role::ALL {
        let see = |resource| check(&holder(by), Action::SeeTerms, &resource).is_ok();
        assert_eq!(see(whole), OFFICIALS.contains(&by), "{by:?}");
        let of_campaign = [Role::Organiser, Role::ReturningOfficer].contains(&by);
        assert_eq!(see(caller), of_campaign, "{by:?}");
        assert!(see(Resource::Account { account: ME }), "{by:?}, of oneself");
    }
    let rival = actor(vec![term(Role::Organiser, Scope::Campaign(RIVAL))]);
    let answer = check(&rival, Action::SeeTerms, &caller);
    assert_eq!(answer, Err(Reason::NotYourCampaign));
}

proptest! {
    #[test]
    fn whoever_stands_in_the_campaign_decides_nothing_and_asks_for_no_role_there(
        roles in prop::collection::vec(prop::sample::select(Role::ALL.to_vec()), 0..8),
        kind in prop::sample::select(Kind::ALL.to_vec()),
        wanted in prop::sample::select(TWO.to_vec()),
        is_few in any::<bool>(),
    ) {
        let held = roles.into_iter().map(|role| match role {
            Role::Organiser | Role::Caller => term(role, Scope::Campaign(MINE)),
            _ => term(role, Scope::Organisation),
        });
        let side = actor(held.collect());
        let facts = Facts { few_offices: is_few, ..Facts::OPEN.of_same_campaign() };
        let plain = Resource::Request { kind, asker: OTHER };
        for (action, resource) in [
            (Action::DecideRequest, plain),
            (Action::DecideRequest, request(OTHER, THIRD, wanted)),
            (Action::AskRequest, request(ME, THIRD, wanted)),
        ] {
            let answer = decide(&side, action, &resource, &facts, NOW).map_err(|no| no.reason);
            let open = decide(&side, action, &resource, &Facts { same_campaign: false, ..facts }, NOW);
            match open {
                Ok(_) => prop_assert_eq!(answer.err(), Some(Reason::SameCampaign)),
                Err(no) => prop_assert_eq!(answer.err(), Some(no.reason), "it says no more than before"),
            }
        }
    }
}

#[test]
fn whoever_ended_one_colleagues_office_ends_no_other_for_a_day_but_still_stops_callers() {
    let facts = Facts::OPEN.ended_another();
    let end = |actor: &Actor, account, role, at| {
        let resource = Resource::Term { account, role, at };
        let answer = decide(actor, Action::EndTerm, &resource, &facts, NOW);
        answer.map(|_| ()).map_err(|no| no.reason)
    };
    for by in OFFICIALS {
        for role in [Role::MembershipOfficer, Role::Dpo, Role::Approver] {
            let other = end(&holder(by), OTHER, role, Place::Organisation);
            assert_eq!(other, Err(Reason::EndedAnother), "{by:?} ends {role:?}");
            assert_eq!(end(&holder(by), ME, role, Place::Organisation), Ok(()));
        }
    }
    let returning = holder(Role::ReturningOfficer);
    for role in [Role::Caller, Role::Organiser] {
        assert_eq!(end(&returning, OTHER, role, CAMPAIGN), Ok(()));
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    assert_eq!(end(&console, OTHER, Role::Dpo, Place::Organisation), Ok(()));
}
