//! Two people of one campaign are one side: they are not the two that an act takes. And one official never empties the offices.

use switchboard_rules::giving::Giving;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, House, Person, given, on_both};
use crate::Fault;
use crate::door::{self, Granted};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::Done;

pub(super) fn official(house: &House, role: Role) -> Person {
    house.person("Orla Official", role, Scope::Organisation)
}

fn campaign(house: &House, at: usize) -> Place {
    Place::Campaign {
        campaign: house.campaigns[at],
        contest: house.contest,
    }
}

fn bank(house: &House, at: usize) -> Place {
    Place::Bank {
        bank: house.banks[at],
        campaign: house.campaigns[at],
        contest: house.contest,
    }
}

pub(super) fn office(account: AccountId, role: Role) -> Giving {
    Giving {
        account,
        role,
        at: Place::Organisation,
        from: EVENING,
        until: Some(EVENING.plus(Span::days(365))),
    }
}

fn role_at(account: AccountId, role: Role, at: Place) -> Giving {
    Giving {
        at,
        until: None,
        ..office(account, role)
    }
}

/// Gives one more role at the console.
fn also(house: &House, who: &Person, role: Role, at: Place) {
    let giving = role_at(who.account, role, at);
    let done = house
        .world
        .write("also", Auth::Console, EVENING, move |tx| {
            door::grant_term(tx, &giving)
        });
    assert!(matches!(given(done.wait()), Granted::Given(_)));
}

fn ask(house: &House, who: &Person, kind: Kind, about: String) -> Result<Done<Asked>, Fault> {
    let because = Because::parse("The committee decided it").unwrap();
    let asking = Asking::about_nobody(kind, about, because);
    house.act(who, EVENING, move |tx| requests::ask(tx, &asking))
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

fn refused<T>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Given(_) => panic!("given"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

fn waiting(house: &House, who: &Person) -> usize {
    given(house.act(who, EVENING, |tx| requests::page(tx, None)))
        .waiting
        .len()
}

#[test]
fn who_stands_in_the_askers_campaign_is_no_second_person_also_by_one_bank_or_from_a_later_day_on() {
    on_both(2, |house| {
        let asks = official(house, Role::MembershipOfficer);
        also(house, &asks, Role::Caller, campaign(house, 0));
        let side = official(house, Role::Dpo);
        let rival = official(house, Role::Dpo);
        also(house, &rival, Role::Caller, campaign(house, 1));
        let about = |months: u32| format!("rule=notes months={months}");
        let first = new(given(ask(house, &asks, Kind::ChangeRetention, about(12))));
        assert_eq!(waiting(house, &side), 1, "of no campaign yet");
        also(house, &side, Role::Organiser, bank(house, 0));
        assert_eq!(refused(approve(house, &side, first)), Reason::SameCampaign);
        let no = house.act(&side, EVENING, move |tx| {
            let why = Because::parse("I don't want it").unwrap();
            requests::decide(tx, first, Decision::Refuse, Some(&why))
        });
        assert_eq!(refused(no), Reason::SameCampaign, "nor refuses it");
        assert_eq!(waiting(house, &side), 0, "it isn't even shown");
        assert_eq!(waiting(house, &rival), 1);
        assert_eq!(given(approve(house, &rival, first)), Decided::Done);
        // A role that begins later is a side already; one that is over is none any more.
        let later = official(house, Role::Dpo);
        let coming = Giving {
            from: EVENING.plus(Span::days(1)),
            ..role_at(later.account, Role::Caller, campaign(house, 0))
        };
        let done = house
            .world
            .write("later", Auth::Console, EVENING, move |tx| {
                door::grant_term(tx, &coming)
            });
        let Granted::Given(term) = given(done.wait()) else {
            panic!()
        };
        let second = new(given(ask(house, &asks, Kind::ChangeRetention, about(24))));
        assert_eq!(
            refused(approve(house, &later, second)),
            Reason::SameCampaign
        );
        let account = later.account;
        let ended = house.act(&later, EVENING, move |tx| door::end_term(tx, account, term));
        given(ended);
        assert_eq!(given(approve(house, &later, second)), Decided::Done);
        house.settle(EVENING);
    });
}

#[test]
fn nobody_asks_for_or_agrees_to_a_role_in_their_own_campaign_or_for_one_of_it() {
    on_both(2, |house| {
        let asks = official(house, Role::ReturningOfficer);
        let agrees = official(house, Role::Dpo);
        let other = official(house, Role::Dpo);
        let holder = house.caller(1);
        let wanted = |at| role_at(holder.account, Role::Organiser, at).text();
        let id = new(given(ask(
            house,
            &asks,
            Kind::GrantTerm,
            wanted(campaign(house, 0)),
        )));
        also(house, &agrees, Role::Caller, bank(house, 0));
        assert_eq!(refused(approve(house, &agrees, id)), Reason::SameCampaign);
        also(house, &other, Role::Caller, campaign(house, 1));
        assert_eq!(
            refused(approve(house, &other, id)),
            Reason::SameCampaign,
            "of the holder's campaign"
        );
        let third = official(house, Role::Dpo);
        // Whoever asked has gone over to that campaign by then.
        also(house, &asks, Role::Caller, bank(house, 0));
        assert_eq!(given(approve(house, &third, id)), Decided::AskerLeft);
        let again = ask(house, &asks, Kind::GrantTerm, wanted(bank(house, 0)));
        assert_eq!(refused(again), Reason::SameCampaign);
        let elsewhere = ask(house, &asks, Kind::GrantTerm, wanted(campaign(house, 1)));
        let elsewhere = new(given(elsewhere));
        assert_eq!(given(approve(house, &third, elsewhere)), Decided::Done);
        house.settle(EVENING);
    });
}

/// The role of somebody who was made with one.
fn term_of(house: &House, account: AccountId) -> switchboard_rules::ids::TermId {
    let found = house.read(|raw| {
        raw.one(
            "select id from term where account = $1",
            &[crate::engine::Arg::Bytes(account.as_bytes())],
            |row| Ok(row.bytes(0)?.to_vec()),
        )
    });
    let id = crate::session::id16(&found.unwrap()).unwrap();
    switchboard_rules::ids::TermId::from_bytes(id)
}

#[test]
fn one_official_ends_the_offices_of_one_colleague_a_day_also_from_two_sessions_at_once() {
    on_both(1, |house| {
        let ends = official(house, Role::Dpo);
        let others: Vec<Person> = (0..4).map(|_| official(house, Role::Approver)).collect();
        let end = |by: &Person, of: &Person, now| {
            let (account, term) = (of.account, term_of(house, of.account));
            house.act(by, now, move |tx| door::end_term(tx, account, term))
        };
        // Two at the same moment, from two sessions on two nodes, again and again.
        let node = house.node();
        official(house, Role::MembershipOfficer);
        let mut ends = ends;
        for round in 0..8 {
            ends = official(house, Role::Dpo);
            let twin = house.again(&ends, EVENING);
            // Of two offices: those of one wait for each other anyway, so that the last one stays.
            let pair = [Role::Approver, Role::MembershipOfficer].map(|role| official(house, role));
            let start = std::sync::Barrier::new(2);
            let ended: Vec<bool> = std::thread::scope(|scope| {
                let at_once = [(&house.world, &ends, &pair[0]), (&node, &twin, &pair[1])];
                let both = at_once.map(|(world, by, of)| {
                    let (account, term) = (of.account, term_of(house, of.account));
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        let act = world.write("end", by.auth(), EVENING, move |tx| {
                            door::end_term(tx, account, term)
                        });
                        matches!(act.wait().unwrap().verdict, Verdict::Given(_))
                    })
                });
                both.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let done = ended.iter().filter(|one| **one).count();
            assert_eq!(done, 1, "in round {round}: {ended:?}");
        }
        assert_eq!(
            refused(end(&ends, &others[2], EVENING)),
            Reason::EndedAnother
        );
        let account = others[2].account;
        let shut = house.act(&ends, EVENING, move |tx| door::shut_account(tx, account));
        given(shut);
        let colleague = official(house, Role::MembershipOfficer);
        given(end(&colleague, &others[2], EVENING));
        let next = EVENING.plus(Span::days(1));
        let ends = house.again(&ends, next);
        given(end(&ends, &others[3], next));
        house.settle(next);
    });
}
