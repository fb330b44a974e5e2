//! Agreed tests that end, their reports, who sees them, and what a restored world makes of them.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::AccountId;
use switchboard_rules::licence::{Answer, Stands, Terms, Uncovered, Where};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Place, Reason, Role, Scope};

use super::exhibits::refused;
use super::house::{EVENING, Person, given, on_both};
use super::licences::{
    Offices, agreed, agreed_to, checked, decide, entries, minutes, new, request_of, search, stands,
    terms, write, written,
};
use super::restores::{Back, LATER};
use crate::engine::Arg;
use crate::licences::{self, Check, End, Question, Report};
use crate::requests::Decided;
use crate::restore::LogName;
use crate::session::Auth;
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
fn a_restored_world_runs_no_test_that_was_agreed_before_and_says_so_of_each() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let long = Terms {
            until: LATER.plus(Span::hours(9)),
            ..terms(&[tester.account], Where::Live)
        };
        let licence = agreed_to(house, &offices, long);
        let target = house.dir.path().join("kept");
        backup::make(&house.world, &target, || minutes(3)).unwrap();
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "kept", LogName::New).unwrap();
        let world = back.open();
        let count = |sql, args: &[Arg<'_>]| {
            let found = world
                .0
                .db
                .read("look", |raw| raw.one(sql, args, |row| row.int(0)));
            found.unwrap()
        };
        let running = "select count(*) from licence_tester where runs_until > $1";
        assert_eq!(count(running, &[Arg::Int(LATER.millis())]), Some(0));
        let ended = "select count(*) from licence l join entry e on e.bucket = l.ended_bucket and e.id = l.ended_entry where l.id = $1 and e.kind = 713";
        assert_eq!(count(ended, &[Arg::Bytes(licence.as_bytes())]), Some(1));
        log::verify(&world).unwrap();
    });
}

#[test]
fn it_is_judged_by_its_entries_whatever_a_table_says_later() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let friend = house.person("Fay", Role::MembershipOfficer, Scope::Organisation);
        let licence = agreed(house, &offices, &[tester.account], Where::Live);
        // Whoever writes the database lets a friend's acts carry it, of every kind and at every time.
        let id = *licence.as_bytes();
        let (bucket, account) = (friend.account.bucket(), friend.account);
        let forge = house.world.0.db.write("forge", move |raw| {
            raw.run(
                "insert into licence_tester (bucket, account, licence, scope, runs_from, runs_until) values ($1, $2, $3, 'rooms=members,requests techniques=look', 0, 9000000000000)",
                &[Arg::Int(bucket), Arg::Bytes(account.as_bytes()), Arg::Bytes(&id)],
            )
        });
        assert_eq!(forge.unwrap().value, 1);
        assert_eq!(
            house.tamper("update licence set from_at = 0, until_at = 9000000000000, scope = 'rooms=door,accounts,desk,banks,members,roll,requests,log techniques=look,change,probe,automate'"),
            1
        );
        assert_eq!(
            house.tamper("update licence_tester set runs_from = 0, runs_until = 9000000000000"),
            2
        );
        assert!(search(house, &friend, minutes(20)));
        assert!(search(house, &tester, minutes(20)));
        assert!(search(house, &tester, minutes(55)));
        house.settle(minutes(60));
        let by = house.again(&offices.dpo, minutes(61)).auth();
        let found = checked(house, &by, &[tester.account, friend.account], minutes(61));
        let searches = found.acts.iter().filter(|act| act.kind == 310);
        let findings: Vec<_> = searches.map(|act| act.finding).collect();
        assert_eq!(
            findings,
            [
                Err(Uncovered::OtherAccount),
                Ok(licence),
                Err(Uncovered::TooLate)
            ]
        );
        // Led to no entry, or to another's, it covers nothing.
        house.tamper("update licence set entry = agreed_entry, entry_bucket = 0");
        let found = checked(house, &by, &[tester.account], minutes(61));
        assert_ne!(found.answer, Answer::Covered);
        let mut marked = found.acts.iter().filter(|act| act.kind == 310);
        assert!(marked.all(|act| act.finding == Err(Uncovered::Unknown)));
    });
}

#[test]
fn whoever_signed_as_the_dpo_must_still_be_that_when_the_second_signs() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let caller = house.caller(0).account;
        // They hold another office besides.
        let account = offices.dpo.account;
        let giving = Giving {
            account,
            role: Role::Approver,
            at: Place::Organisation,
            from: EVENING,
            until: Some(EVENING.plus(Span::days(9))),
        };
        let both = house
            .world
            .write("give", Auth::Console, EVENING, move |tx| {
                crate::door::grant_term(tx, &giving)
            });
        given(both.wait());
        let licence = written(house, &offices.dpo, &[caller], Where::Live);
        assert_eq!(
            house.tamper("update term set ended_at = 1 where role = 'dpo'"),
            1
        );
        let decided = decide(
            house,
            &offices.officer,
            request_of(house, licence),
            minutes(1),
        );
        assert_eq!(given(decided), Decided::AskerLeft);
        assert_eq!(entries(house, EventKind::LicenceSigned), 0);
    });
}

#[test]
fn nobody_signs_a_test_by_callers_of_their_own_campaign() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let mut sided = offices.officer.account;
        let campaign = house.campaigns[0];
        let contest = house.contest;
        for account in [offices.officer.account, offices.returning.account] {
            let giving = Giving {
                account,
                role: Role::Caller,
                at: Place::Campaign { campaign, contest },
                from: EVENING,
                until: None,
            };
            let given_it = house
                .world
                .write("give", Auth::Console, EVENING, move |tx| {
                    crate::door::grant_term(tx, &giving)
                });
            given(given_it.wait());
            sided = account;
        }
        assert_eq!(sided, offices.returning.account);
        let caller = house.caller(0).account;
        let own = new(terms(&[caller], Where::Live));
        assert_eq!(
            refused(write(house, &offices.returning, &own)),
            Reason::SameCampaign
        );
        assert_eq!(house.count("select count(*) from licence_tester"), 0);
        let licence = written(house, &offices.dpo, &[caller], Where::Live);
        let decided = decide(
            house,
            &offices.officer,
            request_of(house, licence),
            minutes(1),
        );
        assert_eq!(refused(decided), Reason::SameCampaign);
        // Of the rivals' callers they may.
        let rivals = [house.caller(1).account];
        written(house, &offices.returning, &rivals, Where::Live);
    });
}

#[test]
fn a_test_that_was_never_used_owes_no_report_and_hides_no_other() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let unused = agreed(house, &offices, &[tester.account], Where::Live);
        let end = move |tx: &mut crate::Tx<'_, '_>| licences::end(tx, unused);
        assert_eq!(
            given(house.act(&offices.officer, minutes(5), end)),
            End::Ended
        );
        assert_eq!(licences::keep(&house.world, minutes(6)).unwrap(), 1);
        assert_eq!(
            house.count("select count(*) from licence where overdue_at is null"),
            0,
            "nobody waits for it"
        );
        assert_eq!(entries(house, EventKind::LicenceOverdue), 0);
    });
}
