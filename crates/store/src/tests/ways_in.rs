//! Ways in for somebody who lost theirs: two colleagues' code at once, the console's a day later.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Opened, Reason, Role};

use super::house::{EVENING, given};
use super::office::{OTHER, Office, PASSWORD, auth, later, on_both, reason};
use crate::door::{self, Added, SignedIn, Way};
use crate::requests::{self, Asked, Decided, Decision};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

#[test]
fn two_officials_hand_out_a_new_code_at_once_and_everybody_hears_of_it() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let ari = office.add("Ari", Role::Approver, EVENING);
        let (inside, app) = office.set_up(&orla, EVENING);
        let (second, _) = office.set_up(&osian, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        let (approver, _) = office.set_up(&ari, EVENING);
        let (lost, own) = (orla.account, osian.account);
        let ask = |by, account| office.ask_back(by, account, EVENING);
        assert_eq!(reason(ask(&second, own)), Reason::NotYoursToGive);
        assert_eq!(reason(ask(&approver, lost)), Reason::NotYourRole);
        let Asked::New { id, .. } = given(Ok(ask(&second, lost))) else {
            panic!("not asked")
        };
        assert_eq!(
            office.messages("account-code-asked", lost),
            1,
            "its owner hears of it before there is a code"
        );
        for (by, why) in [
            (&second, Reason::SecondPerson),
            (&inside, Reason::NotYoursToGive),
            (&approver, Reason::NotYourRole),
        ] {
            let done = office.act(auth(by), EVENING, move |tx| {
                requests::decide(tx, id, Decision::Approve, None)
            });
            assert_eq!(reason(done), why);
        }
        assert_eq!(office.entries(EventKind::CodeHandedOut), 0);
        let decided = office.act(auth(&dpo), EVENING, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        let Decided::Handed(first) = given(Ok(decided)) else {
            panic!("no code")
        };
        let handed = office
            .let_back((&dpo, &second), lost, EVENING)
            .code
            .expose();
        assert!(
            office.with_code(&first.code.expose(), EVENING).is_none(),
            "the newer code ends the older"
        );
        for account in [lost, own, della.account, ari.account] {
            assert_eq!(office.messages("code-handed-out", account), 2);
        }
        assert_eq!(office.entries(EventKind::CodeHandedOut), 2);
        let number = app.number(later(1));
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &number, later(1))
                .is_some(),
            "until the code is used the old password stays"
        );
        let begun = office.with_code(&handed, later(2)).unwrap();
        let new_app = office.choose(&begun, OTHER, later(2));
        assert!(
            office
                .confirm(&begun, &new_app.number(later(2)), later(2))
                .is_some()
        );
        assert!(
            !office.is_in(&inside, later(2)),
            "older sessions have ended"
        );
        let now = later(4);
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(now), now)
                .is_none()
        );
        assert!(
            office
                .with_password(&orla.email, OTHER, &new_app.number(now), now)
                .is_some()
        );
    });
}

#[test]
fn a_colleague_shuts_an_account_at_once_and_a_new_code_opens_it_again() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let (inside, app) = office.set_up(&orla, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        let (second, _) = office.set_up(&osian, EVENING);
        let account = orla.account;
        given(Ok(office.act(auth(&dpo), EVENING, move |tx| {
            door::shut_account(tx, account)
        })));
        assert!(!office.is_in(&inside, EVENING));
        let now = later(1);
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(now), now)
                .is_none()
        );
        let list = |now| {
            given(Ok(
                office.act(auth(&dpo), now, |tx| door::accounts(tx, None))
            ))
        };
        let way = |now| {
            list(now)
                .iter()
                .find(|one| one.account == account)
                .unwrap()
                .way
        };
        assert_eq!(way(now), Way::Shut);
        let handed = office.let_back((&dpo, &second), account, now);
        assert_eq!(
            way(now),
            Way::Told {
                until: handed.until
            }
        );
        let begun = office.with_code(&handed.code.expose(), now).unwrap();
        let app = office.choose(&begun, PASSWORD, now);
        assert!(office.confirm(&begun, &app.number(now), now).is_some());
        assert_eq!(office.messages("account-shut", della.account), 1);
    });
}

fn recover(office: &Office, account: AccountId, now: Moment) -> String {
    let asked = office.act(Auth::Console, now, move |tx| {
        door::ask_recovery(tx, account)
    });
    given(Ok(asked)).0.expose()
}

const DAY: i64 = 24 * 60;

#[test]
fn the_consoles_way_back_in_opens_a_day_later_also_for_the_only_officer() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (_, lost) = office.set_up(&orla, EVENING);
        let code = recover(office, orla.account, later(1));
        for minutes in [1, 60, DAY] {
            assert!(
                office.with_code(&code, later(minutes)).is_none(),
                "after {minutes} minutes"
            );
        }
        let now = later(1 + DAY);
        let begun = office.with_code(&code, now).expect("a day is over");
        assert_eq!(begun.opened, Opened::SetUp);
        assert!(office.with_code(&code, now).is_none(), "it works once");
        let app = office.choose(&begun, OTHER, now);
        assert!(office.confirm(&begun, &app.number(now), now).is_some());
        let next = later(3 + DAY);
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &lost.number(next), next)
                .is_none()
        );
        assert!(
            office
                .with_password(&orla.email, OTHER, &app.number(next), next)
                .is_some()
        );
        assert_eq!(office.entries(EventKind::RecoveryAsked), 1);
        assert_eq!(office.messages("recovery-asked", orla.account), 1);
    });
}

#[test]
fn a_way_back_in_that_was_not_used_has_run_out_after_another_day() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let code = recover(office, orla.account, EVENING);
        assert!(office.with_code(&code, later(2 * DAY)).is_none());
        let again = recover(office, orla.account, later(2 * DAY));
        assert!(office.with_code(&again, later(3 * DAY)).is_some());
    });
}

#[test]
fn every_office_sees_a_way_back_in_and_stops_it_for_good() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let ari = office.add("Ari", Role::Approver, EVENING);
        let (own, _) = office.set_up(&orla, EVENING);
        let (approver, _) = office.set_up(&ari, EVENING);
        let seen = |session: &SignedIn, now| {
            let act = |tx: &mut Tx<'_, '_>| door::recoveries(tx).map(Verdict::Given);
            given(Ok(office.act(auth(session), now, act))).len()
        };
        let account = orla.account;
        let stop = |session: &SignedIn, now| {
            given(Ok(office.act(auth(session), now, move |tx| {
                door::stop_recovery(tx, account)
            })))
        };
        assert!(!stop(&own, EVENING), "nothing waits");
        for who in [&approver, &own] {
            let code = recover(office, account, later(1));
            assert_eq!([seen(&own, later(2)), seen(&approver, later(2))], [1, 1]);
            assert!(stop(who, later(3)));
            assert_eq!(seen(&own, later(3)), 0);
            assert!(
                office.with_code(&code, later(2 + DAY)).is_none(),
                "stopped is stopped"
            );
        }
        let first = recover(office, account, later(4));
        let second = recover(office, account, later(5));
        assert_eq!(seen(&own, later(6)), 1, "asking again stops the one before");
        assert!(office.with_code(&first, later(6 + DAY)).is_none());
        assert!(office.with_code(&second, later(6 + DAY)).is_some());
        assert_eq!(office.entries(EventKind::RecoveryStopped), 2);
        let _waits = recover(office, ari.account, later(6));
        assert_eq!(seen(&own, later(6)), 1);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        office.let_back((&own, &dpo), ari.account, later(6));
        assert_eq!(
            seen(&own, later(6)),
            0,
            "a new code of two colleagues takes the place of a way back in"
        );
        assert_eq!(office.messages("recovery-stopped", account), 2);
        let caller = office.add("Cai", Role::Caller, EVENING);
        let inside = office.with_code(&caller.code, EVENING).unwrap();
        let _waits = recover(office, account, later(7));
        assert_eq!(seen(&inside, later(8)), 0, "nobody else learns of it");
        let stranger = office.act(auth(&inside), later(8), move |tx| {
            door::stop_recovery(tx, account)
        });
        assert_eq!(reason(stranger), Reason::NotYours);
    });
}

#[test]
fn an_address_is_one_persons_until_their_access_ends() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let taken = office.try_add("Another", Role::Dpo, "Orla@Office.example.org", EVENING);
        assert!(matches!(given(Ok(taken)), Added::AddressTaken));
        let (inside, app) = office.set_up(&orla, EVENING);
        let account = orla.account;
        assert!(door::has_officer(&office.world, EVENING).unwrap());
        given(Ok(office.act(Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        })));
        assert!(!office.is_in(&inside, EVENING));
        assert!(!door::has_officer(&office.world, EVENING).unwrap());
        let now = later(1);
        assert!(
            office
                .with_password(&orla.email, PASSWORD, &app.number(now), now)
                .is_none()
        );
        let again = office.add("Orla", Role::MembershipOfficer, now);
        let found = |text: &str| door::find(&office.world, text).unwrap();
        assert_eq!(found("orla@office.example.org"), [again.account]);
        assert_eq!(found("orla").len(), 2, "both accounts have that name");
        assert_eq!(found(&again.account.to_string()), [again.account]);
        assert_eq!(found("nobody"), []);
    });
}

#[test]
fn an_organiser_who_lost_every_way_in_is_let_back_by_two_and_a_caller_is_not() {
    super::house::on_both(2, |house| {
        let scope = switchboard_rules::policy::Scope::Campaign(house.campaigns[0]);
        let lost = house.person("Olwen Organiser", Role::Organiser, scope);
        let caller = house.caller(0);
        let official = |role| {
            let scope = switchboard_rules::policy::Scope::Organisation;
            house.person("Orla Official", role, scope)
        };
        let (asks, agrees) = (official(Role::ReturningOfficer), official(Role::Dpo));
        let ask = |account| {
            let because = switchboard_rules::request::Because::parse("lost the telephone");
            let asking = requests::Asking::about_nobody(
                switchboard_rules::request::Kind::RecoverAccount,
                door::about_record(account),
                because.unwrap(),
            );
            given(house.act(&asks, EVENING, move |tx| requests::ask(tx, &asking)))
        };
        let no = Asked::Not(requests::Cannot::NotUnderstood);
        assert_eq!(ask(caller.account), no, "their organiser does that");
        let Asked::New { id, .. } = ask(lost.account) else {
            panic!("not asked")
        };
        let decided = house.act(&agrees, EVENING, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        let Decided::Handed(handed) = given(decided) else {
            panic!("no code")
        };
        let code = handed.code.expose();
        let in_again = house
            .world
            .write("in", Auth::Job("door"), EVENING, move |tx| {
                door::sign_in(tx, &code, Opened::Code)
            });
        assert!(matches!(
            in_again.wait().unwrap().verdict,
            Verdict::Given(_)
        ));
    });
}
