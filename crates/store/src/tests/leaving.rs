//! Leaving: after the commit that ends somebody's access, nothing that begins gives anything; everybody else goes on.

use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::Duration;

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Role, Scope};

use super::calls::{card, has_somebody, say, ticket};
use super::house::{EVENING, House, Person, given, on_both};
use crate::desk::{self, Dealt, Taken};
use crate::engine::Arg;
use crate::roll::{self, Query};
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};
use crate::world::World;
use crate::{Fault, banks, door, log};

fn end_access(world: &World, account: AccountId, now: Moment) {
    given(
        world
            .write("end", Auth::Console, now, move |tx| {
                door::end_access(tx, account)
            })
            .wait(),
    );
}

fn refused<T: Send + 'static>(
    house: &House,
    who: &Person,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
) -> Reason {
    match house.act(who, EVENING, act).unwrap().verdict {
        Verdict::Given(_) => panic!("given after the end"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

#[test]
fn after_access_has_ended_every_act_is_refused_and_nobody_else_notices() {
    on_both(5, |house| {
        let (leaver, stays) = (house.caller(0), house.caller(0));
        let (bank, account) = (house.banks[0], leaver.account);
        let (held, _) = card(house, &leaver, bank, EVENING);
        let id = held.card;
        end_access(&house.world, account, EVENING);
        assert_eq!(
            refused(house, &leaver, move |tx| desk::next(tx, bank, account)),
            Reason::SignedOut
        );
        assert_eq!(
            refused(house, &leaver, move |tx| desk::show_number(tx, id, account)),
            Reason::SignedOut
        );
        assert_eq!(
            refused(house, &leaver, move |tx| desk::own_desk(tx, account)),
            Reason::SignedOut
        );
        assert_eq!(
            refused(house, &leaver, move |tx| desk::beat(tx, id)),
            Reason::SignedOut
        );
        assert_eq!(
            refused(house, &leaver, move |tx| desk::extend(tx, id)),
            Reason::SignedOut
        );
        assert!(house.world.standing(leaver.key, EVENING).unwrap().is_none());
        assert!(
            house.world.standing(stays.key, EVENING).unwrap().is_some(),
            "the others are still signed in"
        );
        assert!(has_somebody(house, &stays, bank, EVENING));
        // What shows nothing is still taken: the outcome of the call in hand.
        assert_eq!(
            say(
                house,
                ticket(&held),
                id,
                Outcome::DontCall(Size::Anyone),
                EVENING
            ),
            Taken::Late
        );
        house.settle(EVENING);
    });
}

#[test]
fn offices_end_like_callers_roles() {
    on_both(2, |house| {
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let organiser = house.person(
            "Olwen Organiser",
            Role::Organiser,
            Scope::Campaign(house.campaigns[0]),
        );
        for who in [&officer, &dpo, &organiser] {
            end_access(&house.world, who.account, EVENING);
        }
        let bank = house.banks[0];
        let query = Query::External("M-000001".to_owned());
        refused(house, &officer, move |tx| roll::search(tx, &query));
        refused(house, &dpo, |tx| log::page(tx, &log::Filter::default()));
        refused(house, &organiser, move |tx| {
            banks::watch(tx, bank, banks::Look::First)
        });
        assert!(matches!(
            roll::begin(
                &house.world,
                &officer.auth(),
                &roll::Plan::default(),
                EVENING
            )
            .unwrap(),
            Verdict::Refused(_)
        ));
    });
}

#[test]
fn a_leavers_code_opens_no_new_session() {
    on_both(2, |house| {
        let code = house.code(
            "Lena Leaver",
            Role::Caller,
            Scope::Campaign(house.campaigns[0]),
            EVENING,
        );
        let sign_in = |typed: String| {
            let act = move |tx: &mut Tx<'_, '_>| door::sign_in(tx, &typed, Opened::Code);
            house
                .world
                .write("sign-in", Auth::Job("door"), EVENING, act)
                .wait()
                .unwrap()
                .verdict
        };
        let Verdict::Given(first) = sign_in(code.clone()) else {
            panic!("a good code")
        };
        end_access(&house.world, first.account, EVENING);
        assert!(matches!(sign_in(code), Verdict::Refused(_)));
        assert!(SessionKey::of(first.token.expose()).is_some());
    });
}

#[test]
fn who_may_end_a_callers_access_may_not_end_an_officers() {
    on_both(2, |house| {
        let returning = house.person(
            "Rhys Returning",
            Role::ReturningOfficer,
            Scope::Organisation,
        );
        let (caller, dpo) = (
            house.caller(0),
            house.person("Della Dpo", Role::Dpo, Scope::Organisation),
        );
        let (caller, dpo) = (caller.account, dpo.account);
        let ended = house
            .act(&returning, EVENING, move |tx| door::end_access(tx, dpo))
            .unwrap();
        assert!(
            matches!(ended.verdict, Verdict::Refused(_)),
            "only the console ends the role of the last DPO"
        );
        given(house.act(&returning, EVENING, move |tx| door::end_access(tx, caller)));
        let rival = house.person(
            "Olwen Organiser",
            Role::Organiser,
            Scope::Campaign(house.campaigns[1]),
        );
        let others = house.caller(0).account;
        let ended = house
            .act(&rival, EVENING, move |tx| door::end_access(tx, others))
            .unwrap();
        assert!(
            matches!(ended.verdict, Verdict::Refused(_)),
            "a rival's organiser"
        );
    });
}

/// Leaves and leases at the same moment, on two nodes where there are two.
fn race(house: &House, rounds: i64) {
    let node = house.node();
    for round in 0..rounds {
        let now = EVENING.plus(Span::millis(round));
        let leaver = house.caller(0);
        let (bank, account, key) = (house.banks[0], leaver.account, leaver.key);
        let start = Barrier::new(2);
        let got = thread::scope(|scope| {
            let lease = scope.spawn(|| {
                start.wait();
                let act = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
                let done = house
                    .world
                    .write("lease", Auth::Session(key), now, act)
                    .wait()
                    .unwrap();
                matches!(done.verdict, Verdict::Given(Dealt::Card(_)))
            });
            scope.spawn(|| {
                start.wait();
                end_access(&node, account, now);
            });
            lease.join().unwrap()
        });
        let again = house
            .world
            .write("again", Auth::Session(key), now, move |tx| {
                desk::next(tx, bank, account)
            })
            .wait();
        assert!(
            matches!(again.unwrap().verdict, Verdict::Refused(_)),
            "round {round}"
        );
        let kept = house.read(|raw| {
            let args = [Arg::Bytes(account.as_bytes())];
            raw.one(
                "select count(*) from card where account = $1",
                &args,
                |row| row.int(0),
            )
        });
        assert_eq!(
            kept,
            Some(i64::from(got)),
            "round {round}: a card on the desk of somebody who was refused it"
        );
    }
}

/// How long somebody who must wait is watched while they do.
pub(super) const WATCHED: Duration = Duration::from_millis(300);

/// Does `first` on one node and holds its transaction open while another node begins `second`; answers whether the second
/// ended before the first did.
pub(super) fn overtakes<T, F, S>(house: &House, auth: Auth, first: F, second: S) -> bool
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    S: FnOnce(&World) + Send,
{
    let node = house.node();
    let (begun, has_begun) = mpsc::channel();
    let (ended, has_ended) = mpsc::channel();
    let (told, overtaken) = mpsc::channel();
    let act = move |tx: &mut Tx<'_, '_>| {
        let verdict = first(tx)?;
        tx.flush()?;
        let _ = begun.send(());
        let _ = told.send(has_ended.recv_timeout(WATCHED).is_ok());
        Ok(verdict)
    };
    thread::scope(|scope| {
        let held = scope.spawn(|| {
            house
                .world
                .write("held", auth, EVENING, act)
                .wait()
                .unwrap()
        });
        has_begun.recv().unwrap();
        scope.spawn(move || {
            second(&node);
            let _ = ended.send(());
        });
        held.join().unwrap();
        overtaken.recv().unwrap()
    })
}

#[test]
fn the_end_of_access_waits_for_a_lease_that_has_read_the_role() {
    on_both(5, |house| {
        let leaver = house.caller(0);
        let (bank, account) = (house.banks[0], leaver.account);
        let lease = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
        let early = overtakes(house, leaver.auth(), lease, |node| {
            end_access(node, account, EVENING);
        });
        assert!(!early, "access had ended, and then a card was committed");
        assert_eq!(
            house.count("select count(*) from card"),
            1,
            "the card came before the end"
        );
    });
}

#[test]
fn a_lease_waits_for_an_end_of_access_that_is_not_committed_yet() {
    on_both(5, |house| {
        let leaver = house.caller(0);
        let (bank, account, auth) = (house.banks[0], leaver.account, leaver.auth());
        let end = move |tx: &mut Tx<'_, '_>| door::end_access(tx, account);
        let early = overtakes(house, Auth::Console, end, move |node| {
            let done = node
                .write("lease", auth, EVENING, move |tx| {
                    desk::next(tx, bank, account)
                })
                .wait()
                .unwrap();
            assert!(
                matches!(done.verdict, Verdict::Refused(_)),
                "a card after the end"
            );
        });
        assert!(!early, "the lease did not wait");
        assert_eq!(house.count("select count(*) from card"), 0);
    });
}

#[test]
fn leaving_and_leasing_at_the_same_moment_never_deal_a_card_after_the_end() {
    on_both(60, |house| {
        race(house, 40);
        house.settle(EVENING.plus(Span::minutes(1)));
        assert_eq!(
            house.count(MORE_THAN_ONE),
            0,
            "at most the one card that came before the end"
        );
    });
}

const MORE_THAN_ONE: &str = "select count(*) from (select account from entry where kind = 400 group by account having count(*) > 1) x";
