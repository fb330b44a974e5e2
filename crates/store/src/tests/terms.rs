//! Roles are given for a time, by whom they may be, and end at once.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::{Giving, GivingError};
use switchboard_rules::ids::{AccountId, RequestId, TermId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, House, Person, given, on_both};
use super::restores::Back;
use crate::door::{self, EndedTerm, Granted, TermsOf};
use crate::engine::Arg;
use crate::requests::{self, Asked, Asking, Cannot, Decided, Decision};
use crate::restore::LogName;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::{Done, World};
use crate::{Fault, backup, banks, desk};

const TOMORROW: Moment = EVENING.plus(Span::days(1));

fn refused<T>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Given(_) => panic!("given"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

fn bank_of(house: &House, at: usize) -> Place {
    Place::Bank {
        bank: house.banks[at],
        campaign: house.campaigns[at],
        contest: house.contest,
    }
}

fn campaign_of(house: &House, at: usize) -> Place {
    Place::Campaign {
        campaign: house.campaigns[at],
        contest: house.contest,
    }
}

fn giving(account: AccountId, role: Role, at: Place) -> Giving {
    Giving {
        account,
        role,
        at,
        from: EVENING,
        until: None,
    }
}

fn office(account: AccountId, role: Role) -> Giving {
    Giving {
        until: Some(EVENING.plus(Span::days(365))),
        ..giving(account, role, Place::Organisation)
    }
}

fn organiser(house: &House, campaign: usize) -> Person {
    let scope = Scope::Campaign(house.campaigns[campaign]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

fn official(house: &House, role: Role) -> Person {
    house.person("Orla Official", role, Scope::Organisation)
}

fn grant(house: &House, by: &Person, giving: Giving) -> Result<Done<Granted>, Fault> {
    house.act(by, EVENING, move |tx| door::grant_term(tx, &giving))
}

fn term(granted: Granted) -> TermId {
    let Granted::Given(term) = granted else {
        panic!("{granted:?}")
    };
    term
}

fn end(
    house: &House,
    by: &Person,
    account: AccountId,
    term: TermId,
) -> Result<Done<EndedTerm>, Fault> {
    house.act(by, EVENING, move |tx| door::end_term(tx, account, term))
}

fn roles_of(house: &House, by: &Person, account: AccountId) -> TermsOf {
    given(house.act(by, EVENING, move |tx| door::terms_of(tx, account)))
}

/// The only role of an account.
fn own_term(house: &House, account: AccountId) -> TermId {
    let found = house.read(|raw| {
        raw.one(
            "select id from term where account = $1",
            &[Arg::Bytes(account.as_bytes())],
            |row| Ok(row.bytes(0)?.to_vec()),
        )
    });
    TermId::from_bytes(crate::session::id16(&found.unwrap()).unwrap())
}

fn ask(house: &House, who: Auth, giving: Giving) -> Result<Done<Asked>, Fault> {
    let because = Because::parse("The committee chose them on Monday").unwrap();
    let asking = Asking::about_nobody(Kind::GrantTerm, giving.text(), because);
    let asked = house
        .world
        .write("ask", who, EVENING, move |tx| requests::ask(tx, &asking));
    asked.wait()
}

fn new(asked: Asked) -> RequestId {
    let Asked::New { id, .. } = asked else {
        panic!("{asked:?}")
    };
    id
}

fn approve(house: &House, by: &Person, id: RequestId) -> Result<Done<Decided>, Fault> {
    house.act(by, EVENING, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    })
}

fn may_ring(
    world: &World,
    who: &Person,
    bank: switchboard_rules::ids::BankId,
    now: Moment,
) -> bool {
    let account = who.account;
    let done = world.write("desk", who.auth(), now, move |tx| {
        desk::next(tx, bank, account)
    });
    matches!(done.wait().unwrap().verdict, Verdict::Given(_))
}

#[test]
fn an_organiser_makes_callers_of_their_own_campaign_for_a_time_and_of_no_other() {
    on_both(4, |house| {
        let (own, rival) = (organiser(house, 0), organiser(house, 1));
        let caller = house.caller(0);
        let second = house.another_bank(0);
        let at = Place::Bank {
            bank: second,
            campaign: house.campaigns[0],
            contest: house.contest,
        };
        let wanted = Giving {
            until: Some(TOMORROW),
            ..giving(caller.account, Role::Caller, at)
        };
        // A rival doesn't even see the account; nor does it become theirs by being given a role.
        assert_eq!(refused(grant(house, &rival, wanted)), Reason::NotYours);
        let theirs = giving(caller.account, Role::Caller, campaign_of(house, 1));
        assert_eq!(refused(grant(house, &rival, theirs)), Reason::NotYours);
        assert_eq!(refused(grant(house, &own, theirs)), Reason::NotYourCampaign);
        let wrong = Place::Bank {
            bank: house.banks[1],
            campaign: house.campaigns[0],
            contest: house.contest,
        };
        let smuggled = giving(caller.account, Role::Caller, wrong);
        assert_eq!(
            refused(grant(house, &own, smuggled)),
            Reason::NotYourCampaign
        );
        let id = term(given(grant(house, &own, wanted)));
        let seen = roles_of(house, &own, caller.account);
        let found = seen.terms.iter().find(|one| one.id == id).unwrap();
        assert_eq!((found.until, found.can_end), (Some(TOMORROW), true));
        assert_eq!(found.given_by.as_deref(), Some("Olwen Organiser"));
        let never = Giving {
            until: Some(EVENING.minus(Span::days(1))),
            ..wanted
        };
        let not = given(grant(house, &own, never));
        assert_eq!(not, Granted::Not(GivingError::Over));
        assert!(house.count("select count(*) from entry where kind = 221") > 0);
        house.settle(EVENING);
    });
}

#[test]
fn a_role_that_begins_tomorrow_gives_nothing_today_and_one_that_ends_is_over_at_its_moment() {
    on_both(4, |house| {
        let own = organiser(house, 0);
        let scope = Scope::Bank(house.another_bank(0));
        let caller = house.person("Carys Caller", Role::Caller, scope);
        let bank = house.banks[0];
        let later = Giving {
            from: TOMORROW,
            until: Some(TOMORROW.plus(Span::hours(1))),
            ..giving(caller.account, Role::Caller, bank_of(house, 0))
        };
        term(given(grant(house, &own, later)));
        assert!(!may_ring(&house.world, &caller, bank, EVENING));
        let again = house.again(&caller, TOMORROW);
        assert!(may_ring(&house.world, &again, bank, TOMORROW));
        let end = TOMORROW.plus(Span::hours(1));
        let last = end.minus(Span::millis(1));
        assert!(may_ring(&house.world, &again, bank, last));
        assert!(
            !may_ring(&house.world, &again, bank, end),
            "in the same session"
        );
    });
}

#[test]
fn an_ended_role_ends_at_once_in_a_running_session_and_the_others_go_on() {
    on_both(4, |house| {
        let (own, rival) = (organiser(house, 0), organiser(house, 1));
        let (caller, stays) = (house.caller(0), house.caller(0));
        let (account, bank) = (caller.account, house.banks[0]);
        let id = own_term(house, account);
        assert!(may_ring(&house.world, &caller, bank, EVENING));
        let hidden = refused(end(house, &rival, account, id));
        assert_eq!(hidden, Reason::NotYourCampaign);
        let mixed = refused(end(house, &own, stays.account, id));
        assert_eq!(mixed, Reason::NotYours, "another account's");
        let mut cursor = house.world.feed_now().unwrap();
        assert_eq!(given(end(house, &own, account, id)), EndedTerm::Now);
        assert_eq!(
            house.told(&mut cursor, "account").reference,
            account.as_bytes()
        );
        assert!(!may_ring(&house.world, &caller, bank, EVENING));
        assert!(may_ring(&house.world, &stays, bank, EVENING));
        assert_eq!(given(end(house, &own, account, id)), EndedTerm::Before);
        assert_eq!(
            house.count("select count(*) from entry where kind = 222"),
            1
        );
        let seen = roles_of(house, &own, account);
        assert!(
            seen.terms.iter().all(|one| one.is_over(EVENING)),
            "it stays, and is over"
        );
        house.settle(EVENING);
    });
}

#[test]
fn an_office_is_given_by_two_and_neither_of_them_is_its_holder() {
    on_both(2, |house| {
        let (asks, agrees) = (
            official(house, Role::Dpo),
            official(house, Role::MembershipOfficer),
        );
        let holder = house.caller(0);
        let wanted = office(holder.account, Role::ReturningOfficer);
        assert_eq!(refused(grant(house, &asks, wanted)), Reason::TakesTwo);
        let own = office(asks.account, Role::ReturningOfficer);
        assert_eq!(
            refused(ask(house, asks.auth(), own)),
            Reason::NotYoursToGive
        );
        assert!(refused(ask(house, holder.auth(), own)) != Reason::TakesTwo);
        let endless = Giving {
            until: None,
            ..wanted
        };
        let not = given(ask(house, asks.auth(), endless));
        assert_eq!(not, Asked::Not(Cannot::NotUnderstood));
        let id = new(given(ask(house, asks.auth(), wanted)));
        assert_eq!(refused(approve(house, &asks, id)), Reason::SecondPerson);
        let by_holder = refused(approve(house, &holder, id));
        assert_eq!(by_holder, Reason::NotYoursToGive);
        let approver = official(house, Role::Approver);
        assert_eq!(refused(approve(house, &approver, id)), Reason::NotYours);
        assert_eq!(given(approve(house, &agrees, id)), Decided::Done);
        let seen = roles_of(house, &agrees, holder.account);
        let found = seen
            .terms
            .iter()
            .find(|one| one.role == Role::ReturningOfficer);
        let found = found.unwrap();
        assert_eq!(found.given_by.as_deref(), Some("Orla Official"));
        assert!(found.agreed_by.is_some() && found.until.is_some());
        let again = approve(house, &agrees, id).unwrap().verdict;
        assert!(
            matches!(again, Verdict::Given(Decided::Not(_))),
            "not twice"
        );
        house.settle(EVENING);
    });
}

#[test]
fn an_organiser_is_asked_for_by_who_runs_the_contest_and_agreed_to_by_somebody_else() {
    on_both(2, |house| {
        let scope = Scope::Contest(house.contest);
        let asks = house.person("Ruth Returning", Role::ReturningOfficer, scope);
        let other = official(house, Role::ReturningOfficer);
        let approver = official(house, Role::Approver);
        let caller = house.caller(0);
        for at in [campaign_of(house, 0), bank_of(house, 0)] {
            let wanted = giving(caller.account, Role::Organiser, at);
            let own = refused(ask(house, organiser(house, 0).auth(), wanted));
            assert_eq!(own, Reason::NotYourRole, "an organiser makes no other");
            let id = new(given(ask(house, asks.auth(), wanted)));
            assert_eq!(refused(approve(house, &other, id)), Reason::NotYours);
            assert_eq!(given(approve(house, &approver, id)), Decided::Done);
        }
        // Who asked has left by then, and what they asked for has lapsed: nothing is given.
        let wanted = giving(caller.account, Role::Organiser, campaign_of(house, 1));
        let id = new(given(ask(house, asks.auth(), wanted)));
        let account = asks.account;
        let done = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
        given(done.wait());
        assert!(matches!(
            given(approve(house, &approver, id)),
            Decided::Not(_)
        ));
        house.settle(EVENING);
    });
}

#[test]
fn an_auditor_is_the_second_person_only_while_few_hold_an_office() {
    on_both(2, |house| {
        let (asks, auditor) = (official(house, Role::Dpo), official(house, Role::Auditor));
        let caller = house.caller(0);
        let first = new(given(ask(
            house,
            asks.auth(),
            office(caller.account, Role::Approver),
        )));
        let page = house.act(&auditor, EVENING, |tx| requests::page(tx, None));
        assert_eq!(given(page).waiting.len(), 1);
        assert_eq!(given(approve(house, &auditor, first)), Decided::Done);
        for role in [Role::MembershipOfficer, Role::ReturningOfficer] {
            official(house, role);
        }
        let wanted = office(caller.account, Role::MembershipOfficer);
        let id = new(given(ask(house, asks.auth(), wanted)));
        assert_eq!(refused(approve(house, &auditor, id)), Reason::NotYours);
        let page = house.act(&auditor, EVENING, |tx| requests::page(tx, None));
        assert_eq!(refused(page), Reason::NotYourRole);
        house.settle(EVENING);
    });
}

#[test]
fn nobody_ends_the_last_of_an_office_and_of_two_who_end_each_other_one_stays() {
    on_both(2, |house| {
        let (first, second) = (official(house, Role::Dpo), official(house, Role::Dpo));
        let (one, two) = (
            own_term(house, first.account),
            own_term(house, second.account),
        );
        // At the same moment, on two nodes where there are two.
        let node = house.node();
        let (a, b) = (first.account, second.account);
        let start = std::sync::Barrier::new(2);
        std::thread::scope(|scope| {
            for (world, who, account, term) in
                [(&house.world, &first, b, two), (&node, &second, a, one)]
            {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    let act = world.write("end", who.auth(), EVENING, move |tx| {
                        door::end_term(tx, account, term)
                    });
                    act.wait().unwrap();
                });
            }
        });
        let left = "select count(*) from term where role = 'dpo' and ended_at is null";
        assert_eq!(house.count(left), 1);
        let (last, held) = if house
            .world
            .standing(first.key, EVENING)
            .unwrap()
            .unwrap()
            .roles
            .is_empty()
        {
            (&second, two)
        } else {
            (&first, one)
        };
        let officer = official(house, Role::MembershipOfficer);
        for by in [last, &officer] {
            let why = refused(end(house, by, last.account, held));
            assert_eq!(why, Reason::LastInOffice);
        }
        let account = last.account;
        let done = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_term(tx, account, held)
        });
        assert_eq!(given(done.wait()), EndedTerm::Now);
        house.settle(EVENING);
    });
}

#[test]
fn who_organises_one_bank_watches_it_and_learns_nothing_of_the_campaigns_other_banks() {
    on_both(4, |house| {
        let (own, next) = (house.banks[0], house.another_bank(0));
        house.caller(0);
        let small = house.person("Olga Organiser", Role::Organiser, Scope::Bank(own));
        let look = |bank| {
            house.act(&small, EVENING, move |tx| {
                banks::watch(tx, bank, banks::Look::First)
            })
        };
        let watched = given(look(own));
        assert_eq!(watched.callers, 0, "of the bank, not of the campaign");
        assert_eq!(refused(look(next)), Reason::NotYourBank);
        let lines = given(house.act(&small, EVENING, banks::own_banks));
        assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), [own]);
        for wanted in [banks::Wanted::Paused, banks::Wanted::Open] {
            given(house.act(&small, EVENING, move |tx| banks::set_open(tx, own, wanted)));
            let other = house.act(&small, EVENING, move |tx| banks::set_open(tx, next, wanted));
            assert_eq!(refused(other), Reason::NotYourBank);
        }
        house.settle(EVENING);
    });
}

#[test]
fn a_role_ended_after_a_backup_stays_ended_in_what_is_restored_from_it() {
    on_both(4, |house| {
        let own = organiser(house, 0);
        let (caller, stays) = (house.caller(0), house.caller(0));
        let (id, kept) = (
            own_term(house, caller.account),
            own_term(house, stays.account),
        );
        house.settle(EVENING);
        backup::make(&house.world, &house.dir.path().join("before"), || EVENING).unwrap();
        given(end(house, &own, caller.account, id));
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "before", LogName::New).unwrap();
        assert_eq!(
            (restored.replayed.leavers, restored.replayed.unknown),
            (1, 0)
        );
        let world = back.open();
        let runs = |term: TermId| {
            let found = world.0.db.read("look", |raw| {
                raw.one(
                    "select count(*) from term where id = $1 and ended_at is null",
                    &[Arg::Bytes(term.as_bytes())],
                    |row| row.int(0),
                )
            });
            found.unwrap() == Some(1)
        };
        assert_eq!((runs(id), runs(kept)), (false, true));
    });
}

#[test]
fn what_somebody_may_do_is_said_as_it_is_decided_and_to_those_alone_who_may_know() {
    on_both(4, |house| {
        let (own, rival) = (organiser(house, 0), organiser(house, 1));
        let caller = house.caller(0);
        let account = caller.account;
        let may = |who: &Person| house.act(who, EVENING, move |tx| door::may(tx, account));
        assert_eq!(refused(may(&rival)), Reason::NotYours);
        for (who, is_whole) in [
            (&own, false),
            (&caller, true),
            (&official(house, Role::Dpo), true),
        ] {
            let found = given(may(who));
            assert_eq!(found.seen.is_empty(), is_whole);
            let rings = found
                .lines
                .iter()
                .find(|line| line.action == switchboard_rules::policy::Action::Lease);
            let places: Vec<_> = rings
                .unwrap()
                .yes
                .iter()
                .map(|yes| found.places[yes.site].bank.clone().unwrap())
                .collect();
            assert_eq!(places, ["Red evening"]);
        }
        let shown = i64::from(EventKind::LeaveShown.code());
        assert_eq!(shown, 251);
        assert_eq!(
            house.count("select count(*) from entry where kind = 251"),
            3
        );
        house.settle(EVENING);
    });
}
