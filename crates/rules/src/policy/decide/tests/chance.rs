//! What holds whatever is drawn: action, object and how things stand.

use super::*;

fn facts() -> impl Strategy<Value = Facts> {
    (
        any::<bool>(),
        proptest::option::of(prop::sample::select(&crate::freeze::What::ALL[..])),
        any::<bool>(),
    )
        .prop_map(|(phase_open, frozen, bank_open)| Facts {
            phase_open,
            frozen,
            bank_open,
            ..Facts::SHUT
        })
}

proptest! {
    #[test]
    fn a_rival_learns_nothing_from_how_a_bank_stands(
        action in prop::sample::select(Action::ALL),
        facts in facts(),
        resource in prop::sample::select(vec![
            RIVAL_BANK,
            Resource::Campaign { campaign: RIVAL, contest: CONTEST },
        ]),
    ) {
        let terms = [Role::Organiser, Role::Caller].map(|role| term(role, Scope::Campaign(MINE)));
        let refusal = decide(&actor(terms.to_vec()), action, &resource, &facts, NOW).unwrap_err();
        prop_assert!(refusal.hidden(), "{action:?} {refusal:?}");
        let open = decide(&actor(terms.to_vec()), action, &resource, &Facts::OPEN, NOW);
        prop_assert_eq!(open.unwrap_err(), refusal);
    }

    #[test]
    fn after_sign_out_nothing_is_left_but_what_shows_nothing(
        action in prop::sample::select(Action::ALL),
        resource in prop::sample::select(resources()),
        facts in facts(),
        opened in prop::sample::select(&Opened::ALL[..]),
    ) {
        let all = [
            term(Role::MembershipOfficer, Scope::Organisation),
            term(Role::ReturningOfficer, Scope::Organisation),
            term(Role::Dpo, Scope::Organisation),
            term(Role::Organiser, Scope::Campaign(MINE)),
            term(Role::Caller, Scope::Campaign(MINE)),
        ];
        let gone = seat(ME, opened, all.to_vec(), Session::Ended);
        if decide(&gone, action, &resource, &facts, NOW).is_ok() {
            prop_assert!(matches!(
                action,
                Action::RecordLate | Action::Object | Action::Complain
            ));
            prop_assert_eq!(resource, card(ME));
        }
    }
}
