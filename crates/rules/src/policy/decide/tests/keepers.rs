//! Who checks the offices, and how nobody alone opens the record of somebody who has left.

use super::*;

#[test]
fn the_committee_and_an_auditor_have_nothing_but_what_everybody_has() {
    let nobody = actor(vec![]);
    for (role, scope) in [
        (Role::Committee, Scope::Contest(CONTEST)),
        (Role::Committee, Scope::Organisation),
        (Role::Auditor, Scope::Organisation),
    ] {
        let keeper = actor(vec![term(role, scope)]);
        for action in Action::ALL {
            // Everybody who holds a role, whichever, sees where they are signed in and what acts for them, chooses a language, has passkeys, sees their own roles, the calendar,
            // and which keys of telephones of theirs are left from when they rang.
            if matches!(
                action,
                Action::SeeOwnSessions
                    | Action::EndOwnSessions
                    | Action::SeeOwnPrograms
                    | Action::MakeOwnProgram
                    | Action::EndOwnProgram
                    | Action::ChooseLanguage
                    | Action::SeeOwnPasskeys
                    | Action::AddOwnPasskey
                    | Action::RemoveOwnPasskey
                    | Action::SeeIdentity
                    | Action::ConnectIdentity
                    | Action::DisconnectIdentity
                    | Action::SeeOwnDeviceKeys
                    | Action::RemoveOwnDeviceKey
                    | Action::SeeTerms
                    | Action::SeeCalendar
            ) {
                continue;
            }
            // An auditor sees that headquarters read a campaign's answers: never about whom, nor what they say.
            if role == Role::Auditor && *action == Action::SeeCases {
                continue;
            }
            for resource in resources() {
                let allowed = check(&keeper, *action, &resource).is_ok();
                let anybody = check(&nobody, *action, &resource).is_ok();
                assert_eq!(allowed, anybody, "{role:?} {action:?} {resource:?}");
            }
        }
        assert!(!role.is_office() && role.only_keeps() && role.keeps_checkpoints());
    }
}

#[test]
fn the_returning_officer_names_the_committee_and_no_office_names_an_auditor() {
    let of_a_contest = Place::Contest { contest: CONTEST };
    let place = |role| match role {
        Role::Committee => of_a_contest,
        _ => Place::Organisation,
    };
    let (committee, auditor) = (Role::Committee, Role::Auditor);
    let may = |actor: &Actor, role| {
        let at = place(role);
        let account = OTHER;
        let term = Resource::Term { account, role, at };
        [Action::GrantTerm, Action::EndTerm].map(|action| check(actor, action, &term).is_ok())
    };
    for role in Role::ALL {
        let scopes = [
            Scope::Organisation,
            Scope::Contest(CONTEST),
            Scope::Campaign(MINE),
        ];
        for scope in scopes.into_iter().filter(|scope| role.fits(*scope)) {
            let actor = actor(vec![term(role, scope)]);
            let is_returning = role == Role::ReturningOfficer;
            assert_eq!(
                may(&actor, committee),
                [is_returning; 2],
                "{role:?} {scope:?}"
            );
            assert_eq!(may(&actor, auditor), [false; 2], "{role:?} {scope:?}");
        }
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    assert_eq!(
        [may(&console, committee), may(&console, auditor)],
        [[true; 2]; 2]
    );
}

#[test]
fn nobody_alone_gets_a_code_for_somebody_who_has_left() {
    let left = Resource::Left { account: OTHER };
    for role in Role::ALL {
        let holder = actor(vec![term(role, Scope::Organisation)]);
        assert!(
            check(&holder, Action::HandOutCode, &left).is_err(),
            "{role:?}"
        );
        let (kind, asker) = (Kind::OpenRecord, ME);
        let own = Resource::Request { kind, asker };
        let asks = matches!(role, Role::MembershipOfficer | Role::Dpo);
        assert_eq!(check(&holder, Action::AskRequest, &own).is_ok(), asks);
        assert!(
            check(&holder, Action::DecideRequest, &own).is_err(),
            "their own"
        );
        let asker = OTHER;
        let others = Resource::Request { kind, asker };
        let decides = asks || role == Role::Approver;
        assert_eq!(
            check(&holder, Action::DecideRequest, &others).is_ok(),
            decides
        );
    }
    let console = seat(ME, Opened::Console, vec![], Session::Running);
    assert!(check(&console, Action::HandOutCode, &left).is_err());
    let official = actor(vec![term(Role::Dpo, Scope::Organisation)]);
    assert_eq!(
        check(&official, Action::HandOutCode, &left),
        Err(Reason::TakesTwo)
    );
}
