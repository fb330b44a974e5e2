//! Where few hold an office, a day in which everybody may refuse stands in for the second person.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::ids::RequestId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::program::Lasts;
use switchboard_rules::request::{Because, Kind, RequestError};

use super::house::{EVENING, House, Person, given, on_both};
use super::programs::program;
use super::restores::{Back, LATER, back_up, count};
use super::sides::{office, official};
use crate::door;
use crate::fault::Fault;
use crate::requests::{self, Asked, Asking, Decided, Decision, Second};
use crate::restore::LogName;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::{Done, World};

const DAY: Moment = EVENING.plus(Span::days(1));
const GIVEN: &str = "select count(*) from term where role = 'approver' and agreed_by is null and granted_by <> account";

fn asking(kind: Kind, about: String) -> Asking {
    let because = Because::parse("Nobody else is left in an office").unwrap();
    Asking::about_nobody(kind, about, because).with(Second::Day)
}

fn ask(house: &House, by: &Person, kind: Kind, about: String) -> Result<Done<Asked>, Fault> {
    let asking = asking(kind, about);
    house.act(by, EVENING, move |tx| requests::ask(tx, &asking))
}

fn new(asked: Asked) -> RequestId {
    let Asked::New { id, .. } = asked else {
        panic!("{asked:?}")
    };
    id
}

fn approver(house: &House) -> String {
    office(house.caller(0).account, Role::Approver).text()
}

fn finish(world: &World, who: &Person, id: RequestId, now: Moment) -> Result<Done<Decided>, Fault> {
    let done = world.write("finish", who.auth(), now, move |tx| {
        requests::finish_alone(tx, id)
    });
    done.wait()
}

fn refuse(world: &World, who: &Person, id: RequestId, now: Moment) -> Result<Done<Decided>, Fault> {
    let word = Because::parse("We were never asked about it").unwrap();
    let done = world.write("refuse", who.auth(), now, move |tx| {
        requests::decide(tx, id, Decision::Refuse, Some(&word))
    });
    done.wait()
}

fn refused<T>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Given(_) => panic!("given"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

fn letters(house: &House) -> i64 {
    house.count("select count(*) from outbox where kind = 'request-alone'")
}

fn seen(house: &House, who: &Person, now: Moment) -> usize {
    let act = |tx: &mut crate::tx::Tx<'_, '_>| requests::to_be_done_alone(tx).map(Verdict::Given);
    given(house.act(who, now, act)).len()
}

#[test]
fn after_a_day_in_which_every_office_could_refuse_whoever_asked_does_it_and_not_before() {
    on_both(1, |house| {
        let asks = official(house, Role::Dpo);
        let other = official(house, Role::Approver);
        let auditor = official(house, Role::Auditor);
        let about = approver(house);
        let id = new(given(ask(house, &asks, Kind::GrantTerm, about)));
        assert_eq!(letters(house), 2, "to the other office and the auditor");
        assert_eq!(
            house.count("select count(*) from outbox where kind = 'request-waits'"),
            0
        );
        for (who, sees) in [(&other, 1), (&auditor, 1), (&asks, 0)] {
            assert_eq!(seen(house, who, EVENING), sees);
        }
        assert_eq!(seen(house, &house.caller(1), EVENING), 0);
        let early = DAY.minus(Span::millis(1));
        let asks_early = house.again(&asks, early);
        let not = given(finish(&house.world, &asks_early, id, early));
        assert_eq!(not, Decided::Not(RequestError::DayNotOver));
        let others = finish(&house.world, &house.again(&other, DAY), id, DAY);
        assert_eq!(refused(others), Reason::NoSuchAct, "nobody else does it");
        assert_eq!(house.count(GIVEN), 1, "the approver of this story alone");
        let asks = house.again(&asks, DAY);
        let done = given(finish(&house.world, &asks, id, DAY));
        assert!(matches!(done, Decided::Done | Decided::Handed(_)));
        assert_eq!(house.count(GIVEN), 2, "and nobody agreed to it");
        let again = given(finish(&house.world, &asks, id, DAY));
        assert_eq!(again, Decided::Not(RequestError::Decided));
        house.settle(DAY);
        for kind in ["260", "261", "706"] {
            let entries: i64 = match kind {
                "260" => house.count("select count(*) from entry where kind = 260"),
                "261" => house.count("select count(*) from entry where kind = 261"),
                _ => house.count("select count(*) from entry where kind = 706"),
            };
            assert_eq!(entries, 1, "entries of kind {kind}");
        }
        assert_eq!(
            house.count("select count(*) from entry where kind in (700, 701)"),
            0,
            "the log doesn't say that two people did it"
        );
    });
}

#[test]
fn every_office_refuses_it_during_the_day_also_one_that_could_not_approve_it() {
    on_both(1, |house| {
        let asks = official(house, Role::Dpo);
        let who = [
            official(house, Role::Approver),
            official(house, Role::Auditor),
        ];
        for other in who {
            let id = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
            let page = given(house.act(&other, EVENING, |tx| requests::page(tx, None)));
            let waiting = &page.waiting[0];
            assert!(waiting.alone_from.is_some());
            // Their program sees what waits for them, and says no word on it.
            let api = program(house, &other, Lasts::Day, EVENING);
            let page = given(house.act(&api, EVENING, |tx| requests::page(tx, None)));
            assert_eq!(page.waiting[0].id, id);
            let by_hand = refuse(&house.world, &api, id, EVENING);
            assert_eq!(refused(by_hand), Reason::ByHand);
            let decided = refuse(&house.world, &other, id, EVENING);
            assert_eq!(given(decided), Decided::Refused);
            let asks = house.again(&asks, DAY);
            let late = given(finish(&house.world, &asks, id, DAY));
            assert_eq!(late, Decided::Not(RequestError::Decided));
        }
        let own = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
        let not = refuse(&house.world, &asks, own, EVENING);
        assert_eq!(
            refused(not),
            Reason::SecondPerson,
            "they take it back instead"
        );
        house.settle(EVENING);
    });
}

#[test]
fn what_hands_data_out_or_destroys_waits_for_a_person_and_so_does_all_where_four_hold_an_office() {
    on_both(1, |house| {
        let asks = official(house, Role::MembershipOfficer);
        for (kind, about) in [
            (Kind::ForgetMember, String::new()),
            (Kind::ChangeRetention, "rule=notes months=12".to_owned()),
            (Kind::ChangeBackupKeep, "days=20".to_owned()),
            (Kind::ThawWorld, String::new()),
            (Kind::OpenRecord, door::about_record(asks.account)),
        ] {
            let not = ask(house, &asks, kind, about);
            assert_eq!(refused(not), Reason::NoSuchAct, "{kind:?}");
        }
        let id = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
        let more = [Role::Dpo, Role::Approver, Role::ReturningOfficer];
        let more = more.map(|role| official(house, role));
        let asks = house.again(&asks, DAY);
        let not = finish(&house.world, &asks, id, DAY);
        assert_eq!(refused(not), Reason::TakesTwo, "it waits as any request");
        let not = ask(house, &asks, Kind::GrantTerm, approver(house));
        assert_eq!(refused(not), Reason::TakesTwo);
        let dpo = house.again(&more[0], DAY);
        let decided = house.act(&dpo, DAY, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert!(matches!(given(decided), Decided::Done | Decided::Handed(_)));
        house.settle(DAY);
    });
}

#[test]
fn whoever_lost_the_role_meanwhile_does_nothing_and_the_console_never_asks_so() {
    on_both(1, |house| {
        let asks = official(house, Role::Dpo);
        official(house, Role::Dpo);
        let id = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
        let asking = asking(Kind::GrantTerm, approver(house));
        let console = house.world.write("ask", Auth::Console, EVENING, move |tx| {
            requests::ask(tx, &asking)
        });
        assert_eq!(refused(console.wait()), Reason::TakesTwo);
        let asks = house.again(&asks, DAY);
        let db = &house.world.0.db;
        let account = asks.account;
        db.write("left", move |raw| {
            let args = [crate::engine::Arg::Bytes(account.as_bytes())];
            raw.run("update term set ended_at = 1 where account = $1", &args)
        })
        .unwrap();
        assert_eq!(
            refused(finish(&house.world, &asks, id, DAY)),
            Reason::TermEnded
        );
        house.settle(DAY);
    });
}

#[test]
fn of_a_refusal_and_the_end_of_the_day_at_the_same_moment_one_counts() {
    on_both(1, |house| {
        let nodes = [house.node(), house.node()];
        let asks = official(house, Role::Dpo);
        let other = official(house, Role::Approver);
        for n in 0..6 {
            let id = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
            let (asks, other) = (house.again(&asks, DAY), house.again(&other, DAY));
            let before = house.count(GIVEN);
            let start = Barrier::new(2);
            let both = thread::scope(|scope| {
                let one = scope.spawn(|| {
                    start.wait();
                    given(finish(&nodes[0], &asks, id, DAY))
                });
                let two = scope.spawn(|| {
                    start.wait();
                    given(refuse(&nodes[1], &other, id, DAY))
                });
                (one.join().unwrap(), two.join().unwrap())
            });
            let done = house.count(GIVEN) - before;
            match both {
                (Decided::Not(RequestError::Decided), Decided::Refused) => assert_eq!(done, 0),
                (Decided::Done | Decided::Handed(_), Decided::Not(RequestError::Decided)) => {
                    assert_eq!(done, 1);
                }
                other => panic!("{n}: {other:?}"),
            }
            // Four of them in an office would be too many for the next round.
            house.tamper("update term set ended_at = 1 where role = 'approver' and agreed_by is null and granted_by <> account and until_at is not null");
        }
        house.settle(DAY);
    });
}

#[test]
fn a_restored_world_forgets_the_day_for_somebody_may_have_refused_since_the_backup() {
    on_both(2, |house| {
        let asks = official(house, Role::Dpo);
        let other = official(house, Role::Approver);
        let id = new(given(ask(house, &asks, Kind::GrantTerm, approver(house))));
        back_up(house, "before");
        given(refuse(&house.world, &other, id, EVENING));
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "before", LogName::New).unwrap();
        let world = back.open();
        let waits = "select count(*) from request where state = 'asked'";
        assert_eq!(count(&world, waits), 1);
        let days = "select count(*) from request where alone_at is not null";
        assert_eq!(count(&world, days), 0, "at {LATER:?}");
    });
}

#[test]
fn a_way_back_in_may_wait_for_a_day_and_its_owner_stops_it() {
    on_both(1, |house| {
        let asks = official(house, Role::Dpo);
        let lost = house.person("Olga", Role::MembershipOfficer, Scope::Organisation);
        let about = || door::about_record(lost.account);
        let id = new(given(ask(house, &asks, Kind::RecoverAccount, about())));
        assert_eq!(
            house.count("select count(*) from outbox where kind = 'account-code-asked'"),
            1
        );
        assert_eq!(
            given(refuse(&house.world, &lost, id, EVENING)),
            Decided::Refused
        );
        let id = new(given(ask(house, &asks, Kind::RecoverAccount, about())));
        let asks = house.again(&asks, DAY);
        let done = given(finish(&house.world, &asks, id, DAY));
        assert!(matches!(done, Decided::Handed(_)));
        house.settle(DAY);
    });
}
