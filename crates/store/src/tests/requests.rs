//! What takes two people is done by two, or not at all.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::freeze::Target;
use switchboard_rules::ids::{MemberId, RequestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind, RequestError, State};

use super::house::{EVENING, House, Person, given, on_both};
use crate::fault::Fault;
use crate::freezes;
use crate::requests::{self, Asked, Asking, Cannot, Decided, Decision, RequestPage};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::{Done, World};

pub(crate) fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn dpo(house: &House) -> Person {
    house.person("Dilys Dpo", Role::Dpo, Scope::Organisation)
}

pub(crate) fn because(text: &str) -> Because {
    Because::parse(text).unwrap()
}

fn keep_notes(months: u32) -> Asking {
    let about = format!("rule=notes months={months}");
    Asking::about_nobody(
        Kind::ChangeRetention,
        about,
        because("Zanzibarian committee"),
    )
}

pub(crate) fn ask(house: &House, auth: Auth, asking: Asking, now: Moment) -> Asked {
    let asked = house
        .world
        .write("ask", auth, now, move |tx| requests::ask(tx, &asking));
    given(asked.wait())
}

pub(crate) fn new(asked: Asked) -> RequestId {
    match asked {
        Asked::New { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

fn try_decide(
    world: &World,
    auth: Auth,
    id: RequestId,
    decision: Decision,
    now: Moment,
) -> Result<Done<Decided>, Fault> {
    let word = because("so we agreed");
    let done = world.write("decide", auth, now, move |tx| {
        requests::decide(tx, id, decision, Some(&word))
    });
    done.wait()
}

pub(crate) fn decide(
    house: &House,
    who: &Person,
    id: RequestId,
    decision: Decision,
    now: Moment,
) -> Decided {
    given(try_decide(&house.world, who.auth(), id, decision, now))
}

fn refused(done: Result<Done<Decided>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Refused(refusal) => refusal.reason,
        Verdict::Given(decided) => panic!("given: {decided:?}"),
    }
}

fn page(house: &House, who: &Person, now: Moment) -> (RequestPage, crate::Proof) {
    let done = house.act(who, now, |tx| requests::page(tx, None)).unwrap();
    match done.verdict {
        Verdict::Given(page) => (page, done.proof),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

const NOTES: &str = "select coalesce(max(months), 0) from retention where rule = 'notes'";

fn kinds(house: &House, code: i64) -> i64 {
    house.settle(EVENING);
    house
        .read(|raw| {
            let args = [crate::engine::Arg::Int(code)];
            raw.one("select count(*) from entry where kind = $1", &args, |row| {
                row.int(0)
            })
        })
        .unwrap()
}

#[test]
fn one_asks_and_another_decides_and_the_act_is_done_in_the_deciders_commit() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        assert_eq!(house.count(NOTES), 0, "asking does nothing");
        let alone = try_decide(&house.world, one.auth(), id, Decision::Approve, EVENING);
        assert_eq!(refused(alone), Reason::SecondPerson);
        assert_eq!(house.count(NOTES), 0, "whoever asked can't approve");
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Done
        );
        assert_eq!(house.count(NOTES), 12);
        let again = decide(house, &two, id, Decision::Refuse, EVENING);
        assert_eq!(again, Decided::Not(RequestError::Decided));
        for (code, n) in [(700, 1), (701, 1), (706, 1), (332, 1), (702, 0), (210, 1)] {
            assert_eq!(kinds(house, code), n, "entries of kind {code}");
        }
    });
}

#[test]
fn a_refused_or_withdrawn_request_does_nothing_and_never_comes_back() {
    on_both(1, |house| {
        let (one, two) = (officer(house), dpo(house));
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        assert_eq!(
            decide(house, &two, id, Decision::Refuse, EVENING),
            Decided::Refused
        );
        let (shown, proof) = page(house, &one, EVENING);
        assert_eq!(shown.own[0].state, State::Refused);
        assert_eq!(shown.own[0].decided.as_ref().unwrap().0, "Dilys Dpo");
        let petitions = shown.petitions.disclose(&proof).unwrap();
        assert_eq!(petitions.0[0].decision, "so we agreed");
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        let others = house
            .act(&two, EVENING, move |tx| requests::withdraw(tx, id))
            .unwrap();
        assert!(matches!(others.verdict, Verdict::Refused(r) if r.hidden()));
        let own = given(house.act(&one, EVENING, move |tx| requests::withdraw(tx, id)));
        assert_eq!(own, Decided::Withdrawn);
        let late = decide(house, &two, id, Decision::Approve, EVENING);
        assert_eq!(late, Decided::Not(RequestError::Decided));
        assert_eq!(house.count(NOTES), 0);
        assert_eq!((kinds(house, 702), kinds(house, 703)), (1, 1));
    });
}

/// A freeze passes; the request isn't lost by it.
#[test]
fn a_request_of_somebody_who_is_frozen_waits_until_it_is_over() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        let target = Target::Account(one.account);
        let pressed = house.act(&dpo(house), EVENING, move |tx| {
            freezes::press(tx, target, "A stolen telephone")
        });
        given(pressed);
        let approve = |now| {
            let two = house.again(&two, now);
            decide(house, &two, id, Decision::Approve, now)
        };
        assert_eq!(approve(EVENING), Decided::Waits);
        let asked = "select count(*) from request where state = 'asked'";
        assert_eq!(house.count(asked), 1);
        assert_eq!(approve(EVENING.plus(Span::hours(4))), Decided::Done);
    });
}

/// While nobody looks at the roll, requests are decided, and show nobody.
#[test]
fn while_all_reading_is_frozen_a_request_is_decided_by_its_reason_and_shows_no_member() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        let member = house.read(|raw| {
            raw.one("select id from member limit 1", &[], |row| {
                Ok(MemberId::from_bytes(row.bytes(0)?.try_into().unwrap()))
            })
        });
        let asking = Asking {
            kind: Kind::ForgetMember,
            member: member.unwrap(),
            about: String::new(),
            ..keep_notes(12)
        };
        let id = new(ask(house, one.auth(), asking, EVENING));
        let shown = || {
            let (page, proof) = page(house, &two, EVENING);
            let petitions = page.petitions.disclose(&proof).unwrap();
            let one = &petitions.0[0];
            (one.member.is_some(), one.reason.clone())
        };
        let why = "Zanzibarian committee".to_owned();
        assert_eq!(shown(), (true, why.clone()));
        let pressed = house.act(&dpo(house), EVENING, |tx| {
            freezes::press(tx, Target::Reading, "The roll is for sale")
        });
        given(pressed);
        assert_eq!(shown(), (false, why));
        let refused = decide(house, &two, id, Decision::Refuse, EVENING);
        assert_eq!(refused, Decided::Refused);
    });
}

#[test]
fn a_request_of_somebody_who_lost_the_role_lapses_when_it_is_approved() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        let ended =
            "update term set ended_at = from_at where account in (select asked_by from request)";
        assert_eq!(house.tamper(ended), 1);
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::AskerLeft
        );
        assert_eq!(house.count(NOTES), 0);
        assert_eq!(
            house.count("select count(*) from request where state = 'lapsed'"),
            1
        );
        assert_eq!(kinds(house, 704), 1);
    });
}

#[test]
fn the_console_may_ask_and_is_nobodys_second_person() {
    on_both(1, |house| {
        let two = officer(house);
        let id = new(ask(house, Auth::Console, keep_notes(12), EVENING));
        let own = try_decide(&house.world, Auth::Console, id, Decision::Approve, EVENING);
        assert!(matches!(own.unwrap().verdict, Verdict::Refused(_)));
        let theirs = new(ask(house, two.auth(), keep_notes(24), EVENING));
        let other = try_decide(
            &house.world,
            Auth::Console,
            theirs,
            Decision::Approve,
            EVENING,
        );
        assert!(matches!(other.unwrap().verdict, Verdict::Refused(_)));
        let (shown, proof) = page(house, &two, EVENING);
        assert_eq!((shown.waiting.len(), shown.own.len()), (1, 1));
        assert_eq!(shown.waiting[0].asked_by, None);
        let petitions = shown.petitions.disclose(&proof).unwrap();
        assert_eq!(petitions.0[0].reason, "Zanzibarian committee");
        assert!(petitions.0[0].member.is_none());
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Done
        );
        assert_eq!(house.count(NOTES), 12);
    });
}

#[test]
fn nobody_decides_after_seven_days_and_the_job_lapses_what_is_left() {
    on_both(1, |house| {
        let one = officer(house);
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        let late = EVENING.plus(Span::days(7));
        assert_eq!(
            requests::lapse(&house.world, late.minus(Span::millis(1))).unwrap(),
            0
        );
        let two = house.again(&officer(house), late);
        let decided = decide(house, &two, id, Decision::Approve, late);
        assert_eq!(decided, Decided::Not(RequestError::TimeUp));
        assert!(page(house, &two, late).0.waiting.is_empty());
        assert_eq!(requests::lapse(&house.world, late).unwrap(), 1);
        assert_eq!(requests::lapse(&house.world, late).unwrap(), 0);
        assert_eq!(
            house.count(
                "select count(*) from request where state = 'lapsed' and ended_at is not null"
            ),
            1
        );
        assert_eq!(house.count(NOTES), 0);
        assert_eq!(kinds(house, 704), 1);
    });
}

#[test]
fn of_two_who_decide_at_the_same_moment_one_does_it() {
    on_both(1, |house| {
        let nodes = [house.node(), house.node()];
        let deciders = [officer(house), dpo(house)];
        for months in 1..6 {
            let one = officer(house);
            let id = new(ask(house, one.auth(), keep_notes(months), EVENING));
            let start = Barrier::new(2);
            let decided: Vec<Decided> = thread::scope(|scope| {
                let both: Vec<_> = (0..2)
                    .map(|n| {
                        let (node, decider, start) = (&nodes[n], &deciders[n], &start);
                        scope.spawn(move || {
                            start.wait();
                            given(try_decide(
                                node,
                                decider.auth(),
                                id,
                                Decision::Approve,
                                EVENING,
                            ))
                        })
                    })
                    .collect();
                both.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let done = decided.iter().filter(|one| **one == Decided::Done).count();
            assert_eq!(done, 1, "{decided:?}");
            assert_eq!(house.count(NOTES), i64::from(months));
        }
        assert_eq!(kinds(house, 332), 5);
    });
}

#[test]
fn the_same_is_asked_for_once_and_nonsense_not_at_all() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        let id = new(ask(house, one.auth(), keep_notes(12), EVENING));
        assert_eq!(
            ask(house, two.auth(), keep_notes(12), EVENING),
            Asked::Already(id)
        );
        for about in [
            "",
            "rule=notes months=0",
            "rule=näme months=1",
            &"x".repeat(300),
        ] {
            let asking = Asking::about_nobody(
                Kind::ChangeRetention,
                about.to_owned(),
                because("for a test"),
            );
            let answer = ask(house, one.auth(), asking, EVENING);
            assert_eq!(answer, Asked::Not(Cannot::NotUnderstood), "{about}");
        }
        let caller = house.caller(0);
        let asking = keep_notes(1);
        let asked = house
            .act(&caller, EVENING, move |tx| requests::ask(tx, &asking))
            .unwrap();
        assert!(matches!(asked.verdict, Verdict::Refused(r) if r.hidden()));
        let seen = house
            .act(&caller, EVENING, |tx| requests::page(tx, None))
            .unwrap();
        assert!(matches!(seen.verdict, Verdict::Refused(r) if r.hidden()));
    });
}

#[test]
fn those_that_wait_come_ten_a_page_and_the_next_page_goes_on_behind_it() {
    on_both(1, |house| {
        let (one, two) = (officer(house), officer(house));
        for n in 1..=13 {
            ask(
                house,
                one.auth(),
                keep_notes(n),
                EVENING.plus(Span::seconds(i64::from(n))),
            );
        }
        let now = EVENING.plus(Span::minutes(1));
        let (first, _) = page(house, &two, now);
        assert_eq!(first.waiting.len(), requests::WAITING_MAX);
        let after = first
            .after
            .map(|after| requests::After::parse(&after.to_string()).unwrap());
        let rest = given(house.act(&two, now, move |tx| requests::page(tx, after)));
        let about: Vec<_> = rest.waiting.iter().map(|one| one.about.clone()).collect();
        assert_eq!(
            about,
            [
                "rule=notes months=11",
                "rule=notes months=12",
                "rule=notes months=13"
            ]
        );
        assert!(rest.after.is_none());
        let (own, _) = page(house, &one, now);
        assert_eq!((own.waiting.len(), own.own.len()), (0, requests::OWN_MAX));
    });
}

#[test]
fn only_those_who_may_decide_a_request_get_a_letter_about_it() {
    on_both(1, |house| {
        let one = officer(house);
        let may = [
            officer(house),
            dpo(house),
            house.person("Ari Approver", Role::Approver, Scope::Organisation),
        ];
        house.person(
            "Rhys Returning",
            Role::ReturningOfficer,
            Scope::Organisation,
        );
        new(ask(house, one.auth(), keep_notes(12), EVENING));
        let told = house.read(|raw| {
            let sql =
                "select recipient from outbox where kind = 'request-waits' order by recipient";
            raw.all(sql, &[], |row| Ok(row.bytes(0)?.to_vec()))
        });
        let mut may: Vec<Vec<u8>> = may
            .iter()
            .map(|who| who.account.as_bytes().to_vec())
            .collect();
        may.sort();
        assert_eq!(told, may);
    });
}

#[test]
fn the_other_offices_get_a_letter_that_says_neither_about_whom_nor_why() {
    on_both(1, |house| {
        let (one, two) = (officer(house), dpo(house));
        let letters = |who: &Person| {
            let args = [
                crate::engine::Arg::Text("request-waits"),
                crate::engine::Arg::Bytes(who.account.as_bytes()),
            ];
            let count = "select count(*) from outbox where kind = $1 and recipient = $2 and whom = 'account'";
            house
                .read(|raw| raw.one(count, &args, |row| row.int(0)))
                .unwrap()
        };
        new(ask(house, one.auth(), keep_notes(12), EVENING));
        assert_eq!((letters(&one), letters(&two)), (0, 1));
        let again = ask(house, one.auth(), keep_notes(12), EVENING);
        assert!(matches!(again, Asked::Already(_)));
        assert_eq!(letters(&two), 1, "once for each request");
        new(ask(house, Auth::Console, keep_notes(24), EVENING));
        assert_eq!((letters(&one), letters(&two)), (1, 2));
        let told = house.read(|raw| {
            let sealed = "select id, vars_sealed from outbox where kind = 'request-waits' order by id limit 1";
            raw.one(sealed, &[], |row| Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec())))
        });
        let (id, sealed) = told.unwrap();
        let keys = &house.world.0.keys;
        let plain = keys
            .account
            .open(crate::outbox::spot(&id), &sealed)
            .unwrap();
        let words = String::from_utf8(plain.to_vec()).unwrap();
        let (kind, rest) = words.split_once(" due=").unwrap();
        assert_eq!(kind, "request=change-retention");
        assert!(rest.ends_with(&format!(" by={}", one.account)), "{rest}");
    });
}
