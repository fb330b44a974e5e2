//! A session that a password alone, a device key or joining opened: what it uses of the roles that its account holds.

use super::*;

const RINGS: [Opened; 4] = [
    Opened::PasswordAlone,
    Opened::Joined,
    Opened::Device,
    Opened::OidcAlone,
];

fn alone(opened: Opened, terms: &[Term]) -> Actor {
    seat(ME, opened, terms.to_vec(), Session::Running)
}

#[test]
fn a_password_alone_opens_what_callers_do_and_nothing_of_another_role() {
    let caller = term(Role::Caller, Scope::Campaign(MINE));
    let scopes = [
        Scope::Organisation,
        Scope::Contest(CONTEST),
        Scope::Campaign(MINE),
    ];
    let others = Role::ALL.into_iter().filter(|role| *role != Role::Caller);
    for (role, opened) in others.flat_map(|role| RINGS.map(|opened| (role, opened))) {
        for scope in scopes.into_iter().filter(|scope| role.fits(*scope)) {
            let both = alone(opened, &[caller, term(role, scope)]);
            let one = alone(opened, &[caller]);
            for action in Action::ALL {
                // A password without an app, or a device key, is for whoever does nothing else.
                let is_choosing =
                    matches!(action, Action::SetCallersPassword | Action::AddOwnDeviceKey);
                for resource in resources().into_iter().filter(|_| !is_choosing) {
                    let more = check(&both, *action, &resource).is_ok();
                    let less = check(&one, *action, &resource).is_ok();
                    assert_eq!(more, less, "{role:?} {action:?} {resource:?}");
                }
            }
        }
    }
}

#[test]
fn whoever_holds_the_role_is_told_that_the_password_alone_is_not_enough() {
    let caller = term(Role::Caller, Scope::Campaign(MINE));
    let organiser = term(Role::Organiser, Scope::Campaign(MINE));
    for opened in RINGS {
        let both = alone(opened, &[caller, organiser]);
        assert_eq!(check(&both, Action::Lease, &OWN_BANK), Ok(()));
        let (watch, not_enough) = (Action::WatchBank, Err(Reason::RingsOnly));
        assert_eq!(check(&both, watch, &OWN_BANK), not_enough);
        // Elsewhere it says what it says to everybody.
        let rival = check(&both, watch, &RIVAL_BANK);
        assert_eq!(rival, Err(Reason::NotYourBank));
    }
}

#[test]
fn what_the_organisations_own_sign_in_opened_adds_no_way_in_that_would_outlast_it() {
    let own = Resource::Account { account: ME };
    let terms = [
        term(Role::Caller, Scope::Campaign(MINE)),
        term(Role::Organiser, Scope::Campaign(MINE)),
    ];
    for action in [Action::AddOwnPasskey, Action::ConnectIdentity] {
        for opened in Opened::ALL {
            let done = check(&alone(opened, &terms), action, &own);
            let lent = matches!(opened, Opened::Oidc | Opened::OidcAlone);
            assert_eq!(done == Err(Reason::Lent), lent, "{opened:?} {action:?}");
        }
        // Nobody learns more of somebody else's account by it.
        let other = Resource::Account { account: OTHER };
        let strange = check(&alone(Opened::Oidc, &terms), action, &other);
        assert_eq!(strange, Err(Reason::NotYours), "{action:?}");
    }
    let parts = |opened| check(&alone(opened, &terms), Action::DisconnectIdentity, &own);
    assert_eq!(parts(Opened::OidcAlone), Err(Reason::RingsOnly));
    assert_eq!(parts(Opened::Oidc), Ok(()));
}

#[test]
fn only_whoever_rings_and_does_nothing_else_sets_a_password_without_an_app_or_adds_a_device_key() {
    let own = Resource::Account { account: ME };
    let caller = term(Role::Caller, Scope::Campaign(MINE));
    let sets = |opened, terms: &[Term]| {
        let actor = seat(ME, opened, terms.to_vec(), Session::Running);
        let [one, other] = [Action::SetCallersPassword, Action::AddOwnDeviceKey]
            .map(|action| check(&actor, action, &own).is_ok());
        assert_eq!(one, other);
        one
    };
    for opened in Opened::ALL {
        let by_code = matches!(opened, Opened::Code | Opened::Joined | Opened::Demo);
        assert_eq!(sets(opened, &[caller]), by_code, "{opened:?}");
    }
    let later = Term {
        from: NOW.plus(Span::days(3)),
        ..term(Role::Organiser, Scope::Campaign(RIVAL))
    };
    assert!(
        !sets(Opened::Joined, &[caller, later]),
        "organises from a later day on"
    );
    let over = Term {
        ended: true,
        ..later
    };
    assert!(sets(Opened::Joined, &[caller, over]), "organised once");
    assert!(!sets(Opened::Joined, &[]), "has left");
}
