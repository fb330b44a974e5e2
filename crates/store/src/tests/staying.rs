//! How long a session lasts, and showing again who one is.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Place, Reason, Role};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, given};
use super::office::{OTHER, Office, PASSWORD, auth, later, on_both, reason};
use crate::door::{self, SignedIn};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

fn show(
    office: &Office,
    session: &SignedIn,
    password: &str,
    number: &str,
    now: Moment,
) -> Option<SignedIn> {
    let checked = office
        .world
        .check_own_password(session.account, password)
        .unwrap();
    let number = number.to_owned();
    let act = move |tx: &mut Tx<'_, '_>| door::show_again(tx, &checked, &number);
    given(Ok(office.act(auth(session), now, act)))
}

/// What an officer gets who asks for a colleague's new code.
fn hand(office: &Office, session: &SignedIn, to: AccountId, now: Moment) -> Option<Reason> {
    match office.ask_back(session, to, now).verdict {
        Verdict::Given(_) => None,
        Verdict::Refused(refusal) => Some(refusal.reason),
    }
}

#[test]
fn after_a_quarter_of_an_hour_a_way_in_is_asked_for_only_by_who_shows_again_who_they_are() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let (inside, app) = office.set_up(&orla, EVENING);
        assert_eq!(hand(office, &inside, osian.account, later(14)), None);
        let late = later(20);
        assert_eq!(
            hand(office, &inside, osian.account, late),
            Some(Reason::ShowAgain)
        );
        // What stops something doesn't wait, nor does looking.
        let account = osian.account;
        given(Ok(office.act(auth(&inside), late, move |tx| {
            door::shut_account(tx, account)
        })));
        given(Ok(
            office.act(auth(&inside), late, |tx| door::accounts(tx, None))
        ));
        assert!(show(office, &inside, OTHER, &app.number(late), late).is_none());
        assert!(show(office, &inside, PASSWORD, "000000", late).is_none());
        assert_eq!(
            hand(office, &inside, osian.account, late),
            Some(Reason::ShowAgain)
        );
        let anew = show(office, &inside, PASSWORD, &app.number(late), late).unwrap();
        assert!(!office.is_in(&inside, late), "the old session is over");
        assert!(
            show(office, &anew, PASSWORD, &app.number(late), late).is_none(),
            "a number works once"
        );
        assert_eq!(hand(office, &anew, osian.account, late), None);
        assert_eq!(
            hand(office, &anew, osian.account, later(36)),
            Some(Reason::ShowAgain)
        );
        assert_eq!(office.entries(EventKind::ShownAgain), 1);
    });
}

#[test]
fn whoever_came_in_with_a_code_has_nothing_to_show_again_and_ends_their_sessions_at_any_time() {
    on_both(|office| {
        let caller = office.add("Cai", Role::Caller, EVENING);
        let inside = office.with_code(&caller.code, EVENING).unwrap();
        assert_eq!(inside.opened, Opened::Code);
        let checked = office
            .world
            .check_own_password(caller.account, PASSWORD)
            .unwrap();
        let shown = office.act(auth(&inside), later(60), move |tx| {
            door::show_again(tx, &checked, "000000")
        });
        assert_eq!(reason(shown), Reason::NotYours);
        let ended = office.act(auth(&inside), later(60), door::end_other_sessions);
        assert_eq!(given(Ok(ended)), 0);
    });
}

#[test]
fn an_office_falls_shut_after_an_idle_hour_and_a_callers_session_after_four() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        let caller = office.add("Cai", Role::Caller, EVENING);
        let calling = office.with_code(&caller.code, EVENING).unwrap();
        let look = |session: &SignedIn, now| {
            given(Ok(office.act(auth(session), now, door::own_sessions)));
        };
        // Whoever goes on working stays in.
        for minutes in [50, 100, 150] {
            look(&inside, later(minutes));
        }
        assert!(office.is_in(&inside, later(209)));
        assert!(!office.is_in(&inside, later(210)));
        assert!(office.is_in(&calling, later(239)));
        assert!(!office.is_in(&calling, later(240)));
        let gone = office.act(auth(&inside), later(211), door::own_sessions);
        assert_eq!(reason(gone), Reason::SignedOut);
    });
}

#[test]
fn no_session_outlasts_half_a_day_however_busy_it_is() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        for half_hours in 1..24 {
            let now = later(half_hours * 30);
            given(Ok(office.act(auth(&inside), now, door::own_sessions)));
        }
        assert!(!office.is_in(&inside, later(12 * 60)));
    });
}

#[test]
fn whoever_has_left_sees_their_own_record_for_half_an_idle_hour() {
    on_both(|office| {
        let cai = office.add("Cai", Role::Caller, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        let db = &office.world.0.db;
        let left = "update term set ended_at = 0 where role = 'caller'";
        db.write("left", move |raw| raw.run(left, &[])).unwrap();
        assert!(office.is_in(&inside, later(29)));
        assert!(!office.is_in(&inside, later(30)));
    });
}

#[test]
fn a_code_made_while_access_ends_is_over_with_it() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        for n in 0..12 {
            let lost = office.add(&format!("Officer{n}"), Role::MembershipOfficer, EVENING);
            let (account, auth) = (lost.account, auth(&inside));
            let Asked::New { id, .. } = given(Ok(office.ask_back(&dpo, account, later(1)))) else {
                panic!("not asked")
            };
            let ending = office
                .world
                .write("end", Auth::Console, later(1), move |tx| {
                    door::end_access(tx, account)
                });
            let handing = office.world.write("hand", auth, later(1), move |tx| {
                requests::decide(tx, id, Decision::Approve, None)
            });
            let handed = handing.wait().unwrap().verdict;
            given(ending.wait());
            if let Verdict::Given(Decided::Handed(handed)) = handed {
                assert!(
                    office.with_code(&handed.code.expose(), later(1)).is_none(),
                    "a leaver's code works"
                );
            }
        }
    });
}

#[test]
fn a_session_that_fell_shut_is_not_woken_by_what_it_is_refused() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        let gone = office.act(auth(&inside), later(61), door::own_sessions);
        assert_eq!(reason(gone), Reason::SignedOut);
        assert!(!office.is_in(&inside, later(62)));
    });
}

#[test]
fn what_a_caller_came_in_with_opens_nothing_of_the_office_that_two_others_give_them() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (asks, _) = office.set_up(&orla, EVENING);
        let (approves, _) = office.set_up(&della, EVENING);
        let caller = office.add("Cai", Role::Caller, EVENING);
        let inside = office.with_code(&caller.code, EVENING).unwrap();
        let giving = Giving {
            account: caller.account,
            role: Role::Approver,
            at: Place::Organisation,
            from: EVENING,
            until: Some(EVENING.plus(Span::days(300))),
        };
        let because = Because::parse("The committee chose them on Monday").unwrap();
        let asking = Asking::about_nobody(Kind::GrantTerm, giving.text(), because);
        let asked = office.act(auth(&asks), EVENING, move |tx| requests::ask(tx, &asking));
        let Asked::New { id, .. } = given(Ok(asked)) else {
            panic!("not asked")
        };
        let decided = office.act(auth(&approves), EVENING, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        let Decided::Handed(handed) = given(Ok(decided)) else {
            panic!("no code for them")
        };
        assert!(!office.is_in(&inside, EVENING));
        let begun = office.with_code(&handed.code.expose(), EVENING).unwrap();
        assert_eq!(
            (begun.account, begun.opened),
            (caller.account, Opened::SetUp)
        );
    });
}

#[test]
fn whoever_showed_too_long_ago_who_they_are_still_sees_what_waits_for_their_word() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (inside, app) = office.set_up(&orla, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        let asked = given(Ok(office.ask_back(&dpo, osian.account, later(2))));
        let Asked::New { id, .. } = asked else {
            panic!("{asked:?}")
        };
        let late = later(20);
        let page = given(Ok(
            office.act(auth(&inside), late, |tx| requests::page(tx, None))
        ));
        let waits = page.waiting.iter().map(|one| (one.id, one.can_approve));
        assert_eq!(waits.collect::<Vec<_>>(), [(id, true)]);
        let decide = move |tx: &mut Tx<'_, '_>| requests::decide(tx, id, Decision::Approve, None);
        assert_eq!(
            reason(office.act(auth(&inside), late, decide)),
            Reason::ShowAgain
        );
        let anew = show(office, &inside, PASSWORD, &app.number(late), late).unwrap();
        let decided = given(Ok(office.act(auth(&anew), late, decide)));
        assert!(matches!(decided, Decided::Handed(_)));
    });
}
