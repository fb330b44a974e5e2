//! Agreed tests that end, their reports, who sees them, and what a restored world makes of them.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::licence::{Answer, Stands, Uncovered, Where};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::exhibits::refused;
use super::house::{EVENING, Person, given, on_both};
use super::licences::{
    Offices, agreed, checked, decide, entries, minutes, request_of, search, stands, written,
};
use super::restores::{Back, LATER};
use crate::engine::Arg;
use crate::licences::{self, Check, End, Question, Report};
use crate::requests::Decided;
use crate::restore::LogName;
use crate::tx::Verdict;
use crate::{backup, log};

#[test]
fn any_office_and_whoever_tests_ends_it_at_once_and_a_licence_of_a_copy_marks_nothing_here() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let licence = agreed(house, &offices, &[tester.account], Where::Live);
        assert!(search(house, &tester, minutes(20)));
        let end = |by: &Person, licence, at| {
            house.act(by, minutes(at), move |tx| licences::end(tx, licence))
        };
        assert_eq!(
            refused(end(&house.caller(0), licence, 21)),
            Reason::NotYours
        );
        assert_eq!(given(end(&offices.officer, licence, 22)), End::Ended);
        assert_eq!(given(end(&tester, licence, 23)), End::WasOver);
        assert!(search(house, &tester, minutes(22)));
        let copy = written(house, &offices.returning, &[tester.account], Where::Decoy);
        assert_eq!(given(end(&tester, copy, 24)), End::Ended);
        let stood = stands(house, &offices.dpo, copy, minutes(24));
        assert_eq!(stood, Stands::Unused);
        // What ended can't be signed any more.
        assert_eq!(
            given(decide(
                house,
                &offices.dpo,
                request_of(house, copy),
                minutes(25)
            )),
            Decided::Failed
        );
        house.settle(minutes(30));
        let found = checked(house, &offices.dpo.auth(), &[tester.account], minutes(31));
        let searches = found.acts.iter().filter(|act| act.kind == 310);
        let findings: Vec<_> = searches.map(|act| act.finding).collect();
        assert_eq!(findings, [Ok(licence), Err(Uncovered::None)]);
    });
}

#[test]
fn a_licence_of_a_copy_marks_nothing_in_this_world() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        agreed(house, &offices, &[tester.account], Where::Decoy);
        assert!(search(house, &tester, minutes(20)));
        house.settle(minutes(30));
        let found = checked(house, &offices.dpo.auth(), &[tester.account], minutes(31));
        assert_eq!(found.answer, Answer::NotCovered);
    });
}

#[test]
fn the_report_is_due_after_72_hours_and_everybody_concerned_hears_of_it() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let licence = agreed(house, &offices, &[tester.account], Where::Live);
        let keep = |at: Moment| licences::keep(&house.world, at).unwrap();
        let letters = |kind: &'static str| {
            house.read(|raw| {
                raw.one(
                    "select count(*) from outbox where kind = $1",
                    &[Arg::Text(kind)],
                    |row| row.int(0),
                )
            })
        };
        assert_eq!(
            letters("test-agreed"),
            Some(4),
            "three offices, and whoever tests, who holds one too"
        );
        assert_eq!(keep(minutes(49)), 0);
        let report = |by: &Person, at: Moment, text: &'static str| {
            given(house.act(by, at, move |tx| licences::report(tx, licence, text)))
        };
        assert_eq!(
            report(&tester, minutes(49), "Nothing found"),
            Report::NotOver
        );
        assert_eq!(keep(minutes(50)), 1);
        assert_eq!(keep(minutes(51)), 0, "once");
        assert_eq!(
            letters("test-over"),
            Some(3),
            "the tester and the two who signed"
        );
        let due = minutes(50).plus(Span::hours(72));
        assert_eq!(
            stands(
                house,
                &house.again(&tester, minutes(60)),
                licence,
                minutes(60)
            ),
            Stands::Over { due }
        );
        assert_eq!(keep(due.minus(Span::millis(1))), 0);
        assert_eq!(keep(due), 1);
        assert_eq!(keep(due), 0, "once");
        assert_eq!(letters("test-overdue"), Some(4));
        let tester = house.again(&tester, due);
        assert_eq!(report(&tester, due, "  "), Report::NoWords);
        assert_eq!(
            report(&tester, due, "The search is slowed down after 20."),
            Report::Kept
        );
        assert_eq!(report(&tester, due, "Twice"), Report::Already);
        let shown = given(house.act(&tester, due, move |tx| licences::shown(tx, licence)));
        assert_eq!(shown.report, "The search is slowed down after 20.");
        assert_eq!(
            (shown.tests, shown.may_end, shown.may_report),
            (true, true, true)
        );
        assert_eq!(
            shown.listed.purpose,
            "Whether search can be used to take the list home"
        );
        assert_eq!(entries(house, EventKind::LicenceOverdue), 1);
        assert_eq!(entries(house, EventKind::LicenceReported), 1);
    });
}

#[test]
fn everybody_sees_their_own_tests_and_the_offices_all() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let (caller, other) = (house.caller(0), house.caller(0));
        written(house, &offices.returning, &[caller.account], Where::Decoy);
        written(
            house,
            &offices.returning,
            &[offices.officer.account],
            Where::Decoy,
        );
        let auditor = house.person("Aled", Role::Auditor, Scope::Organisation);
        let seen = |who: &Person| {
            let page = house.act(who, EVENING, licences::page);
            match page.unwrap().verdict {
                Verdict::Given(all) => Ok(all.len()),
                Verdict::Refused(refusal) => Err(refusal.reason),
            }
        };
        assert_eq!(seen(&offices.dpo), Ok(2));
        assert_eq!(seen(&auditor), Err(Reason::NotYourRole));
        assert_eq!(seen(&caller), Ok(1));
        assert_eq!(seen(&other), Err(Reason::NotYours));
        let by_rival = Question {
            accounts: vec![caller.account],
            from: EVENING,
            until: minutes(60),
        };
        house.settle(minutes(2));
        for who in [&caller, &offices.returning, &auditor] {
            let answer = licences::check(&house.world, &who.auth(), &by_rival, EVENING, &|_| None);
            assert!(matches!(answer.unwrap(), Verdict::Refused(_)));
        }
        let nobody = Question {
            accounts: vec![AccountId::from_bytes([9; 16])],
            ..by_rival
        };
        let answer = licences::check(&house.world, &offices.dpo.auth(), &nobody, EVENING, &|_| {
            None
        });
        assert!(matches!(answer.unwrap(), Verdict::Given(Check::Nobody(_))));
    });
}

#[test]
fn a_restored_world_runs_no_test_that_was_agreed_before() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        agreed(house, &offices, &[tester.account], Where::Live);
        let target = house.dir.path().join("kept");
        backup::make(&house.world, &target, || minutes(3)).unwrap();
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "kept", LogName::New).unwrap();
        let world = back.open();
        let running = world.0.db.read("running", |raw| {
            raw.one(
                "select count(*) from licence_tester where runs_until > $1",
                &[Arg::Int(LATER.millis())],
                |row| row.int(0),
            )
        });
        assert_eq!(running.unwrap(), Some(0));
        log::verify(&world).unwrap();
    });
}
