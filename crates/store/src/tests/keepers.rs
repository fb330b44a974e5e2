//! The committee's members and auditors: who names them, and what they see, which is nobody.

use switchboard_rules::policy::{Reason, Role, Scope};

use super::exhibits::refused;
use super::house::{EVENING, House, Person, given, on_both};
use super::{calls, office};
use crate::door::{self, NewAccount};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::{banks, contests, exposure, log, requests};

fn keepers(house: &House) -> [Person; 3] {
    [
        (Role::Committee, Scope::Contest(house.contest)),
        (Role::Committee, Scope::Organisation),
        (Role::Auditor, Scope::Organisation),
    ]
    .map(|(role, scope)| house.person("Cerys", role, scope))
}

#[test]
fn the_returning_officer_adds_the_committee_and_nobody_but_the_console_an_auditor() {
    on_both(1, |house| {
        let returning = house.person("Rhodri", Role::ReturningOfficer, Scope::Organisation);
        let add = |auth: Auth, role, scope| {
            let new = NewAccount {
                label: "Somebody".to_owned(),
                role,
                scope,
                code_until: EVENING,
                reusable: false,
                made_at: EVENING,
            };
            let added = house
                .world
                .write("add", auth, EVENING, move |tx| door::add_account(tx, &new));
            match added.wait().unwrap().verdict {
                Verdict::Given(_) => None,
                Verdict::Refused(refusal) => Some(refusal.reason),
            }
        };
        let contest = Scope::Contest(house.contest);
        for scope in [contest, Scope::Organisation] {
            assert_eq!(add(returning.auth(), Role::Committee, scope), None);
        }
        for (role, expected) in [
            (Role::Auditor, Reason::NotYoursToGive),
            (Role::Dpo, Reason::TakesTwo),
            (Role::MembershipOfficer, Reason::TakesTwo),
            (Role::ReturningOfficer, Reason::TakesTwo),
            (Role::Approver, Reason::TakesTwo),
        ] {
            let why = add(returning.auth(), role, Scope::Organisation);
            assert_eq!(why, Some(expected), "{role:?}");
        }
        let wide = add(returning.auth(), Role::Auditor, contest);
        assert_eq!(
            wide,
            Some(Reason::NoSuchAct),
            "an auditor is nobody's of a contest"
        );
        assert_eq!(add(Auth::Console, Role::Auditor, Scope::Organisation), None);
    });
}

#[test]
fn a_committee_member_and_an_auditor_see_no_member_no_ledger_and_no_count() {
    on_both(6, |house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let (card, _) = calls::card(house, &caller, bank, EVENING);
        // With fewer in an office an auditor may be the second person for a role.
        for _ in 0..4 {
            house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        }
        house.settle(EVENING);
        for keeper in keepers(house) {
            let lists = |tx: &mut Tx<'_, '_>| {
                let Verdict::Given(banks) = banks::own_banks(tx)? else {
                    panic!("signed in")
                };
                let contests = contests::own_contests(tx)?;
                let recoveries = door::recoveries(tx)?;
                Ok(Verdict::Given((
                    banks.len(),
                    contests.len(),
                    recoveries.len(),
                )))
            };
            assert_eq!(given(house.act(&keeper, EVENING, lists)), (0, 0, 0));
            let own = keeper.account;
            let page = house.act(&keeper, EVENING, move |tx| crate::desk::next(tx, bank, own));
            assert_eq!(refused(page), Reason::NotYourRole);
            let open = card.card;
            let seen = house.act(&keeper, EVENING, move |tx| crate::desk::beat(tx, open));
            assert!(matches!(seen.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
            let ledger = house.act(&keeper, EVENING, |tx| {
                log::page(tx, &log::Filter::default())
            });
            assert!(matches!(ledger.unwrap().verdict, Verdict::Refused(_)));
            let most = house.act(&keeper, EVENING, exposure::exposure);
            assert!(matches!(most.unwrap().verdict, Verdict::Refused(_)));
            let accounts = house.act(&keeper, EVENING, |tx| door::accounts(tx, None));
            assert!(matches!(accounts.unwrap().verdict, Verdict::Refused(_)));
            let waiting = house.act(&keeper, EVENING, |tx| requests::page(tx, None));
            assert!(matches!(waiting.unwrap().verdict, Verdict::Refused(_)));
        }
        house.settle(EVENING);
    });
}

#[test]
fn a_keepers_code_opens_a_session_and_no_letter_about_accounts_goes_to_them() {
    office::on_both(|office| {
        let auditor = office.add("Aled", Role::Auditor, EVENING);
        let inside = office.with_code(&auditor.code, EVENING).unwrap();
        assert_eq!(inside.opened, switchboard_rules::policy::Opened::Code);
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        office.set_up(&orla, EVENING);
        let account = orla.account;
        let _waits = given(Ok(office.act(Auth::Console, EVENING, move |tx| {
            door::ask_recovery(tx, account)
        })));
        assert_eq!(office.messages("recovery-asked", orla.account), 1);
        assert_eq!(office.messages("recovery-asked", auditor.account), 0);
        assert_eq!(office.messages("account-added", auditor.account), 0);
    });
}
