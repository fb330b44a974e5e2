//! What stands still where a campaign, or the whole world, is frozen.

use super::*;

#[test]
fn a_freeze_stops_calls_but_no_objection() {
    let caller = actor(vec![term(Role::Caller, Scope::Campaign(MINE))]);
    let ask = |action| {
        let frozen = Facts::OPEN.frozen();
        decide(&caller, action, &card(ME), &frozen, NOW)
            .map(|_| ())
            .map_err(|no| no.reason)
    };
    for action in [Action::SeeCard, Action::Dial, Action::Extend] {
        assert_eq!(ask(action), Err(Reason::Frozen), "{action:?}");
    }
    for action in [Action::Record, Action::RecordLate, Action::Object] {
        assert_eq!(ask(action), Ok(()), "{action:?}");
    }
}

#[test]
fn in_a_frozen_world_nobody_is_shown_anything_whatever_their_role() {
    let offices = [Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo];
    let everything = offices
        .map(|role| term(role, Scope::Organisation))
        .into_iter()
        .chain([Role::Organiser, Role::Caller].map(|role| term(role, Scope::Campaign(MINE))));
    let everybody = actor(everything.collect());
    let stands = [
        Action::Object,
        Action::Complain,
        Action::RecordLate,
        Action::EndTerm,
        Action::EndAccess,
        Action::WithdrawCampaign,
        Action::EndLicence,
        Action::SeeRequests,
        Action::AddAccount,
        Action::GrantTerm,
        Action::SetOwnPassword,
        Action::ShowAgain,
        Action::SeeOwnPasskeys,
        Action::AddOwnPasskey,
        Action::RemoveOwnPasskey,
        Action::SeeIdentity,
        Action::ConnectIdentity,
        Action::DisconnectIdentity,
        Action::HandOutCode,
        Action::TakeBackInvitation,
        Action::ShutAccount,
        Action::AskRecovery,
        Action::SeeRecoveries,
        Action::StopRecovery,
        Action::AskRequest,
        Action::DecideRequest,
        Action::WithdrawRequest,
        Action::Freeze,
        Action::SeeFreezes,
        Action::ConfirmFreeze,
        Action::KeepFreeze,
        Action::LiftFreeze,
        Action::AppealFreeze,
    ];
    for action in Action::ALL.iter().filter(|action| !stands.contains(action)) {
        for resource in resources() {
            let answer = decide(&everybody, *action, &resource, &Facts::OPEN.in_ice(), NOW);
            assert_eq!(
                answer.unwrap_err().reason,
                Reason::WorldFrozen,
                "{action:?} {resource:?}"
            );
        }
    }
}

/// A backup may bring a freeze of everybody who could let the world go on.
#[test]
fn a_freeze_out_of_a_backup_keeps_nobody_from_letting_the_world_go_on_and_from_nothing_else() {
    let official = actor(vec![term(Role::MembershipOfficer, Scope::Organisation)]);
    let facts = Facts {
        frozen: Some(crate::freeze::What::Account),
        ..Facts::OPEN.in_ice()
    };
    let ask = |action, kind| {
        let asker = match action {
            Action::AskRequest => ME,
            _ => OTHER,
        };
        let resource = Resource::Request { kind, asker };
        let answer = decide(&official, action, &resource, &facts, NOW);
        answer.map(|_| ()).map_err(|no| no.reason)
    };
    for action in [Action::AskRequest, Action::DecideRequest] {
        assert_eq!(ask(action, Kind::ThawWorld), Ok(()), "{action:?}");
        assert_ne!(ask(action, Kind::ChangeRetention), Ok(()), "{action:?}");
    }
    let see = decide(
        &official,
        Action::SeeRequests,
        &Resource::Organisation,
        &facts,
        NOW,
    );
    assert!(see.is_ok());
    let awake = Facts {
        world_frozen: false,
        ..facts
    };
    let see = decide(
        &official,
        Action::SeeRequests,
        &Resource::Organisation,
        &awake,
        NOW,
    );
    assert_eq!(see.unwrap_err().reason, Reason::Frozen);
}
