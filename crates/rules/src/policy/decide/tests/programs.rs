//! A program with an API token: what it may of all that its account's holder may, and for how long.

use super::*;
use crate::policy::Stay;
use crate::program::Lasts;

fn by(opened: Opened, terms: &[Term]) -> Actor {
    seat(ME, opened, terms.to_vec(), Session::Running)
}

#[test]
fn a_program_does_whatever_its_holder_does_but_for_what_takes_a_person() {
    let all = [
        term(Role::MembershipOfficer, Scope::Organisation),
        term(Role::ReturningOfficer, Scope::Organisation),
        term(Role::Dpo, Scope::Organisation),
        term(Role::Approver, Scope::Organisation),
        term(Role::Organiser, Scope::Campaign(MINE)),
        term(Role::Caller, Scope::Campaign(MINE)),
    ];
    let (person, program) = (by(Opened::Code, &all), by(Opened::Program, &all));
    let mut by_hand = 0;
    for action in Action::ALL {
        for resource in resources() {
            let theirs = check(&person, *action, &resource);
            let its = check(&program, *action, &resource);
            // A program has no ways in of its own to see.
            let ways_in = matches!(
                action,
                Action::SeeOwnPasskeys | Action::SeeIdentity | Action::SeeOwnDeviceKeys
            );
            if action.takes_a_person() || ways_in {
                assert!(its.is_err(), "{action:?} {resource:?}");
            } else {
                assert_eq!(its, theirs, "{action:?} {resource:?}");
            }
            by_hand += usize::from(its == Err(Reason::ByHand));
        }
    }
    assert!(by_hand > 5, "{by_hand} refusals say that it takes a person");
}

#[test]
fn words_as_the_second_person_and_ways_in_take_a_person() {
    for action in [
        Action::MakeOwnProgram,
        Action::AskRequest,
        Action::DecideRequest,
        Action::FinishAlone,
        Action::RefuseAlone,
        Action::ConfirmFreeze,
        Action::KeepFreeze,
        Action::LiftFreeze,
        Action::GrantTerm,
        Action::HandOutCode,
        Action::Invite,
        Action::AddOwnPasskey,
        Action::ConnectIdentity,
        Action::EndOwnSessions,
        Action::TakeExhibit,
    ] {
        assert!(action.takes_a_person(), "{action:?}");
    }
    // What stops something doesn't wait for somebody to sign in.
    for action in [
        Action::EndOwnProgram,
        Action::Freeze,
        Action::PauseBank,
        Action::StopRecovery,
    ] {
        assert!(!action.takes_a_person(), "{action:?}");
    }
}

#[test]
fn a_token_is_made_in_a_session_that_opens_all_that_it_will_and_lasts_as_long_as_its_holder_does() {
    let own = Resource::Account { account: ME };
    let terms = [
        term(Role::Caller, Scope::Campaign(MINE)),
        term(Role::Organiser, Scope::Campaign(MINE)),
    ];
    let makes = |opened| check(&by(opened, &terms), Action::MakeOwnProgram, &own);
    for opened in Opened::ALL {
        let expected = match opened {
            Opened::SetUp => Err(Reason::SetUpFirst),
            Opened::PasswordAlone | Opened::Joined | Opened::Device => Err(Reason::RingsOnly),
            Opened::Oidc | Opened::OidcAlone => Err(Reason::Lent),
            Opened::Program => Err(Reason::ByHand),
            Opened::Token | Opened::Console | Opened::Member => Err(Reason::NotYours),
            Opened::Code | Opened::Password | Opened::Passkey | Opened::Demo => Ok(()),
        };
        assert_eq!(makes(opened), expected, "{opened:?}");
    }
    let other = Resource::Account { account: OTHER };
    let strange = check(&by(Opened::Code, &terms), Action::MakeOwnProgram, &other);
    assert_eq!(strange, Err(Reason::NotYours));
    assert_eq!(
        check(&by(Opened::Code, &[]), Action::MakeOwnProgram, &own),
        Err(Reason::NotYours)
    );
}

#[test]
fn a_token_runs_as_long_as_its_holders_roles_let_it_and_not_at_all_without_one() {
    let whole = |terms: &[Term]| Stay::of(Opened::Program, terms, NOW).whole_max;
    let caller = term(Role::Caller, Scope::Campaign(MINE));
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Caller) {
        let other = term(role, Scope::Organisation);
        assert_eq!(whole(&[caller, other]), Lasts::MAX, "{role:?}");
        let over = Term {
            ended: true,
            ..other
        };
        assert_eq!(whole(&[caller, over]), Span::days(1), "{role:?}");
        assert_eq!(whole(&[over]), Span::millis(0), "{role:?}");
    }
    let stay = Stay::of(Opened::Program, &[caller], NOW);
    assert_eq!(stay.idle_max, None, "a program may sleep");
}
