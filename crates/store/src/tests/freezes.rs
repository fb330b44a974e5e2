//! Something stands still at once: whom it stops, whom it doesn't, and how it ends.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::freeze::Target;
use switchboard_rules::ids::{AccountId, FreezeId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::card;
use super::house::{EVENING, House, Person, given, on_both};
use super::one_branch::{hits, story};
use crate::desk::{self, Dealt, Report, Taken};
use crate::fairness;
use crate::fault::Fault;
use crate::freezes::{self, Decided, Pressed};
use crate::roll::Query;
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};

const WHY: &str = "Cards are dealt to a robot";

pub(super) fn at(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

/// Somebody who holds an office, signed in at that minute.
pub(super) fn office(house: &House, role: Role) -> Person {
    house.person("Orla Official", role, Scope::Organisation)
}

pub(super) fn campaign(house: &House, n: usize) -> Target {
    Target::Campaign {
        campaign: house.campaigns[n],
        contest: house.contest,
    }
}

pub(super) fn bank(house: &House, n: usize) -> Target {
    Target::Bank {
        bank: house.banks[n],
        campaign: house.campaigns[n],
        contest: house.contest,
    }
}

pub(super) fn try_press(
    house: &House,
    who: &Person,
    target: Target,
    minute: i64,
) -> Result<Done<Pressed>, Fault> {
    let who = house.again(who, at(minute));
    house.act(&who, at(minute), move |tx| freezes::press(tx, target, WHY))
}

pub(super) fn press(house: &House, who: &Person, target: Target, minute: i64) -> FreezeId {
    match given(try_press(house, who, target, minute)) {
        Pressed::Frozen { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

pub(super) fn decide(
    house: &House,
    who: &Person,
    minute: i64,
    act: impl Fn(&mut Tx<'_, '_>) -> Result<Verdict<Decided>, Fault> + Send + 'static,
) -> Result<Done<Decided>, Fault> {
    let who = house.again(who, at(minute));
    house.act(&who, at(minute), act)
}

pub(super) fn refused<T: std::fmt::Debug>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Refused(refusal) => refusal.reason,
        Verdict::Given(given) => panic!("given: {given:?}"),
    }
}

/// Why a caller gets no card of a campaign's bank on a node, if they don't.
fn stopped_on(
    world: &World,
    house: &House,
    caller: &Person,
    n: usize,
    minute: i64,
) -> Option<Reason> {
    let (bank, account) = (house.banks[n], caller.account);
    let caller = house.again(caller, at(minute));
    let done = world.write("next", caller.auth(), at(minute), move |tx| {
        desk::next(tx, bank, account)
    });
    match done.wait().unwrap().verdict {
        Verdict::Refused(refusal) => Some(refusal.reason),
        Verdict::Given(_) => None,
    }
}

pub(super) fn stopped(house: &House, caller: &Person, n: usize, minute: i64) -> Option<Reason> {
    stopped_on(&house.world, house, caller, n, minute)
}

#[test]
fn each_kind_of_freeze_stops_its_own_and_the_rival_is_dealt_cards_in_the_same_minute() {
    let red = 0;
    let kinds: [fn(&House, AccountId) -> Target; 6] = [
        |_, account| Target::Account(account),
        |house, _| bank(house, 0),
        |house, _| campaign(house, 0),
        |house, _| Target::Contest(house.contest),
        |_, _| Target::Reading,
        |_, account| Target::Account(account),
    ];
    on_both(40, |house| {
        let dpo = office(house, Role::Dpo);
        for (kind, minute) in kinds.iter().zip([0, 10, 20, 30, 40, 50]) {
            let (own, rival) = (house.caller(red), house.caller(1));
            let target = kind(house, own.account);
            // Each is pressed by somebody new: one person's presses on overlapping things count together.
            let presser = office(house, Role::Dpo);
            let id = press(house, &presser, target, minute);
            assert_eq!(stopped(house, &own, red, minute), Some(Reason::Frozen));
            let is_all = matches!(target, Target::Contest(_) | Target::Reading);
            let rivals = is_all.then_some(Reason::Frozen);
            assert_eq!(stopped(house, &rival, 1, minute), rivals, "{target:?}");
            let lifted = decide(house, &dpo, minute + 1, move |tx| freezes::lift(tx, id));
            assert_eq!(given(lifted), Decided::Lifted);
            assert_eq!(stopped(house, &own, red, minute + 1), None, "{target:?}");
        }
        house.settle(at(60));
    });
}

#[test]
fn it_lapses_at_the_second_without_any_job_and_a_confirmed_one_after_a_week() {
    on_both(10, |house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let caller = house.caller(0);
        press(house, &returning, campaign(house, 0), 0);
        let last = at(240).minus(Span::millis(1));
        let (of_bank, account) = (house.banks[0], caller.account);
        let ask = |now: Moment| {
            let caller = house.again(&caller, now);
            let done = house.act(&caller, now, move |tx| desk::next(tx, of_bank, account));
            match done.unwrap().verdict {
                Verdict::Refused(refusal) => Some(refusal.reason),
                Verdict::Given(_) => None,
            }
        };
        assert_eq!(ask(last), Some(Reason::Frozen));
        assert_eq!(ask(at(240)), None);
        assert_eq!(
            freezes::close(&house.world, at(239)).unwrap(),
            1,
            "a warning"
        );
        assert_eq!(freezes::close(&house.world, at(240)).unwrap(), 1);
        assert_eq!(freezes::close(&house.world, at(241)).unwrap(), 0);

        let id = press(house, &returning, campaign(house, 1), 300);
        let confirmed = decide(house, &dpo, 310, move |tx| freezes::confirm(tx, id));
        assert_eq!(given(confirmed), Decided::Confirmed);
        let week = 310 + 7 * 24 * 60;
        let rival = house.caller(1);
        assert_eq!(stopped(house, &rival, 1, 300 + 240), Some(Reason::Frozen));
        assert_eq!(stopped(house, &rival, 1, week - 1), Some(Reason::Frozen));
        assert_eq!(stopped(house, &rival, 1, week), None);
        house.settle(at(week));
    });
}

#[test]
fn whoever_pressed_confirms_nothing_and_never_freezes_a_rival_for_ever_by_pressing_again() {
    on_both(10, |house| {
        let returning = office(house, Role::ReturningOfficer);
        let red = campaign(house, 0);
        let id = press(house, &returning, red, 0);
        let own = decide(house, &returning, 1, move |tx| freezes::confirm(tx, id));
        assert_eq!(refused(own), Reason::SecondPerson);
        // Lifted and pressed anew, wider and narrower: the first four hours count.
        let lifted = decide(house, &returning, 200, move |tx| freezes::lift(tx, id));
        assert_eq!(given(lifted), Decided::Lifted);
        let again = press(house, &returning, red, 201);
        let caller = house.caller(0);
        assert_eq!(stopped(house, &caller, 0, 239), Some(Reason::Frozen));
        assert_eq!(stopped(house, &caller, 0, 240), None);
        // Nor one by one those who ring there.
        for target in [red, bank(house, 0), Target::Account(caller.account)] {
            let pressed = try_press(house, &returning, target, 241);
            assert_eq!(refused(pressed), Reason::FrozenLately, "{target:?}");
        }
        // What is wider has what the narrow ones left: the minute between.
        let contest = Target::Contest(house.contest);
        match given(try_press(house, &returning, contest, 241)) {
            Pressed::Frozen { until, .. } => assert_eq!(until, at(242)),
            other => panic!("{other:?}"),
        }
        // A colleague may, and their own hours run.
        let colleague = office(house, Role::ReturningOfficer);
        assert_ne!(press(house, &colleague, red, 242), again);
        assert_eq!(stopped(house, &caller, 0, 242), Some(Reason::Frozen));
        // The next day it is the first one's again.
        press(house, &returning, campaign(house, 0), 24 * 60 + 242);
        house.settle(at(24 * 60 + 243));
    });
}

#[test]
fn a_rival_freezes_nobody_whatever_office_they_hold_and_nobody_lifts_their_own() {
    on_both(10, |house| {
        let code = house.person("Rhys Rival", Role::ReturningOfficer, Scope::Organisation);
        let (account, contest) = (code.account, house.contest);
        let blue = house.campaigns[1];
        let made = house
            .world
            .write("term", crate::Auth::Console, EVENING, move |tx| {
                crate::door::write_term(
                    tx,
                    account,
                    &crate::door::NewTerm {
                        role: Role::Caller,
                        scope: Scope::Campaign(blue),
                        from: EVENING.minus(Span::days(1)),
                        until: None,
                        agreed_by: None,
                    },
                    crate::session::SYSTEM,
                )?;
                Ok(Verdict::Given(()))
            });
        given(made.wait());
        let own = house.caller(0);
        for target in [
            campaign(house, 0),
            campaign(house, 1),
            bank(house, 0),
            Target::Contest(contest),
            Target::Account(own.account),
            // No official either, in whatever contest.
            Target::Account(office(house, Role::Dpo).account),
            Target::Reading,
        ] {
            let pressed = try_press(house, &code, target, 0);
            assert_eq!(refused(pressed), Reason::InContest, "{target:?}");
        }
        let (dpo, frozen) = (office(house, Role::Dpo), office(house, Role::Dpo));
        let id = press(house, &dpo, Target::Account(frozen.account), 1);
        let lifted = decide(house, &frozen, 2, move |tx| freezes::lift(tx, id));
        assert_eq!(refused(lifted), Reason::OwnFreeze);
        // It still freezes, says that it is wrong, and reads its own record.
        let appealed = decide(house, &frozen, 3, move |tx| {
            freezes::appeal(tx, id, "It wasn't me")
        });
        assert_eq!(given(appealed), Decided::Appealed);
        press(house, &frozen, Target::Account(dpo.account), 4);
        let colleague = office(house, Role::MembershipOfficer);
        let kept = decide(house, &colleague, 5, move |tx| {
            freezes::keep(tx, id, "We look into it", at(4))
        });
        assert_eq!(given(kept), Decided::Kept);
        house.settle(at(6));
    });
}

#[test]
fn of_a_card_in_hand_nothing_is_shown_any_more_and_what_came_of_it_is_taken() {
    on_both(10, |house| {
        let caller = house.caller(0);
        let (open, _) = card(house, &caller, house.banks[0], EVENING);
        let (id, account) = (open.card, caller.account);
        let shown = house.act(&caller, EVENING, move |tx| {
            desk::show_number(tx, id, account)
        });
        assert!(matches!(given(shown), desk::Shown::Numbers(..)));
        let returning = office(house, Role::ReturningOfficer);
        press(house, &returning, campaign(house, 0), 1);
        let number = house.act(&caller, at(2), move |tx| desk::show_number(tx, id, account));
        assert!(matches!(
            number.unwrap().verdict,
            Verdict::Refused(refusal) if refusal.reason == Reason::Frozen
        ));
        let desk = house.act(&caller, at(2), move |tx| desk::own_desk(tx, account));
        assert!(matches!(desk.unwrap().verdict, Verdict::Refused(_)));
        let report = Report {
            card: id,
            outcome: Outcome::DontCall(Size::Anyone),
            note: None,
        };
        let taken = house.act(&caller, at(3), move |tx| desk::report(tx, &report));
        assert!(matches!(given(taken), Taken::InTime));
        house.settle(at(4));
    });
}

#[test]
fn those_of_a_frozen_branch_are_passed_over_and_nobody_opens_them() {
    story(|house, rivals| {
        let gwynedd = rivals.tree[1];
        let dpo = office(house, Role::Dpo);
        press(house, &dpo, Target::Branch(gwynedd), 0);
        // Whoever asked to be rung now goes on being one who did.
        assert_eq!(house.tamper("update queue set class = 0"), 8);
        // Of the four, two stand under Gwynedd: the two others are dealt, and nobody else.
        let callers = [house.caller(0), house.caller(0), house.caller(0)];
        let dealt = callers.each_ref().map(|caller| {
            let (of_bank, account) = (house.banks[0], caller.account);
            let done = house.act(caller, at(1), move |tx| desk::next(tx, of_bank, account));
            matches!(given(done), Dealt::Card(_))
        });
        assert_eq!(dealt, [true, true, false]);
        let call_backs = "select count(*) from queue where class = 0";
        assert_eq!(house.count(call_backs), 2 + 4, "with the rival's");
        // Nor does anybody find them, whether they keep the whole roll or the branch's; the others go on.
        let found = |who: &Person, n: u32| {
            let query = Query::External(format!("M-{n:06}"));
            hits(house, who, query).len()
        };
        let whole = [0, 1, 2, 3].map(|n| found(&rivals.whole, n));
        assert_eq!(whole, [0, 1, 0, 1]);
        assert_eq!(found(&rivals.powys, 1), 1);
        // Nor does any list show them, whatever it is asked with.
        let everybody = house.act(&rivals.whole, at(1), |tx| {
            let ids = tx.all("select id from member", &[], |row| {
                Ok(row.bytes(0)?.to_vec())
            })?;
            let mut shown = 0;
            for id in ids {
                let member = MemberId::from_bytes(id.try_into().unwrap());
                shown += usize::from(desk::sealed_row(tx, member)?.is_some());
            }
            Ok(Verdict::Given((shown, tx.is_a_branch_frozen()?)))
        });
        assert_eq!(given(everybody), (2, true));
    });
}

#[test]
fn a_frozen_branch_is_told_to_those_whom_it_stops_and_appealed_by_those_who_keep_its_roll() {
    story(|house, rivals| {
        let [_, gwynedd, abercwm, _] = rivals.tree;
        let told = |who: &Person| {
            let told = house.world.freezes_of(who.key, at(1)).unwrap();
            told.iter().map(|one| one.may_appeal).collect::<Vec<_>>()
        };
        let (dpo, scope) = (office(house, Role::Dpo), Scope::Branch(abercwm));
        let below = house.person("Anwen Abercwm", Role::MembershipOfficer, scope);
        press(house, &dpo, Target::Branch(gwynedd), 0);
        assert_eq!(told(&rivals.whole), [true]);
        assert_eq!(told(&rivals.gwynedd), [true]);
        assert_eq!(told(&below), [false], "it stops them, and others speak");
        assert!(told(&rivals.powys).is_empty());
    });
}

#[test]
fn an_answer_goes_to_the_appeals_that_stood_there_and_those_that_wait_stand_first() {
    on_both(10, |house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let scope = Scope::Campaign(house.campaigns[0]);
        let organisers = ["Olwen One", "Olwen Two"];
        let organisers = organisers.map(|label| house.person(label, Role::Organiser, scope));
        let id = press(house, &returning, campaign(house, 0), 0);
        let appeal = |n: usize, minute| {
            let done = decide(house, &organisers[n], minute, move |tx| {
                freezes::appeal(tx, id, "It was ours to do")
            });
            assert_eq!(given(done), Decided::Appealed);
        };
        appeal(0, 1);
        appeal(1, 5);
        // Whoever looked at the second minute answers the first one alone.
        let kept = decide(house, &dpo, 6, move |tx| {
            freezes::keep(tx, id, "We look into it", at(2))
        });
        assert_eq!(given(kept), Decided::Kept);
        let who = house.again(&dpo, at(7));
        let board = given(house.act(&who, at(7), |tx| freezes::board(tx, None)));
        let answers = &board.in_force[0].appeals;
        let answers: Vec<_> = answers.iter().map(|one| one.answer.is_some()).collect();
        assert_eq!(answers, [false, true]);
        house.settle(at(8));
    });
}

#[test]
fn frozen_on_one_node_is_refused_on_the_other_at_once() {
    on_both(10, |house| {
        let other = house.node();
        let caller = house.caller(0);
        let returning = office(house, Role::ReturningOfficer);
        assert_eq!(stopped_on(&other, house, &house.caller(0), 0, 0), None);
        let id = press(house, &returning, campaign(house, 0), 0);
        let frozen = Some(Reason::Frozen);
        assert_eq!(stopped_on(&other, house, &caller, 0, 0), frozen);
        let lifted = decide(house, &returning, 0, move |tx| freezes::lift(tx, id));
        assert_eq!(given(lifted), Decided::Lifted);
        assert_eq!(stopped_on(&other, house, &caller, 0, 0), None);
        house.settle(at(1));
    });
}

#[test]
fn the_frozen_read_by_whom_why_until_when_and_what_it_cost_them() {
    on_both(10, |house| {
        let returning = office(house, Role::ReturningOfficer);
        let caller = house.caller(0);
        let id = press(house, &returning, campaign(house, 0), 0);
        let told = house.world.freezes_of(caller.key, at(41)).unwrap();
        let [notice] = told.as_slice() else {
            panic!("{}", told.len())
        };
        assert_eq!(notice.id, id);
        assert_eq!(notice.reason, WHY);
        assert_eq!(notice.pressed_as, "returning-officer");
        assert_eq!(notice.stops_at, at(240));
        assert_eq!(notice.lost, Span::minutes(41));
        assert!(!notice.may_appeal, "its organiser speaks for it");
        assert!(
            house
                .world
                .freezes_of(house.caller(1).key, at(41))
                .unwrap()
                .is_empty()
        );
        let returning = house.again(&returning, at(60));
        let told = fairness::board(&house.world, house.contest, at(60)).unwrap();
        let told = told.unwrap().stood.freezes;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].lost, Span::hours(1));
        let board = house.act(&returning, at(60), |tx| freezes::board(tx, None));
        let board = given(board);
        assert_eq!((board.in_force.len(), board.past.len()), (1, 0));
        assert!(board.in_force[0].may_lift && !board.in_force[0].may_confirm);
        house.settle(at(61));
    });
}
