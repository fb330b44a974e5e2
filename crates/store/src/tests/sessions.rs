//! One's own sessions: seen, and ended one by one or all but one; from then on nothing opens with them, on any node.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::SessionId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Role, Scope};

use super::calls::card;
use super::house::{EVENING, House, Person, given, on_both};
use crate::door::{self, Ended, OwnSession, SESSIONS_MAX};
use crate::engine::Arg;
use crate::log;
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// So many minutes later.
fn later(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

fn sessions(house: &House, who: &Person, now: Moment) -> Vec<OwnSession> {
    given(house.act(who, now, door::own_sessions))
}

fn end(house: &House, who: &Person, id: SessionId, now: Moment) -> Ended {
    given(house.act(who, now, move |tx| door::end_session(tx, id)))
}

/// Why a look at one's own desk on this node gives nothing, if it doesn't.
fn refused_on(node: &World, who: &Person, now: Moment) -> Option<Reason> {
    let done = node
        .write("look", who.auth(), now, door::own_sessions)
        .wait();
    match done.unwrap().verdict {
        Verdict::Given(_) => None,
        Verdict::Refused(refusal) => Some(refusal.reason),
    }
}

/// A token for the API, as a session of the same account.
fn token(house: &House, who: &Person, now: Moment) -> Person {
    let code = who.code.clone();
    let signed_in = house
        .world
        .write("token", Auth::Job("door"), now, move |tx| {
            door::sign_in(tx, &code, Opened::Token)
        });
    let token = given(signed_in.wait()).token;
    Person {
        account: who.account,
        key: SessionKey::of(token.expose()).unwrap(),
        code: who.code.clone(),
    }
}

/// What the entries of that kind say, newest first.
fn told(house: &House, kind: EventKind, now: Moment) -> Vec<String> {
    house.settle(now);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    let filter = log::Filter {
        kind: Some(kind),
        ..log::Filter::default()
    };
    let page = given(house.act(&dpo, now, move |tx| log::page(tx, &filter)));
    page.lines.into_iter().map(|line| line.detail).collect()
}

#[test]
fn everybody_sees_their_own_running_sessions_and_which_of_them_asks_and_nobody_elses() {
    on_both(1, |house| {
        let first = house.caller(0);
        let other = house.caller(0);
        let second = house.again(&first, later(5));
        let api = token(house, &first, later(6));
        let seen = sessions(house, &second, later(10));
        let shown: Vec<_> = seen
            .iter()
            .map(|one| (one.opened, one.opened_at, one.is_this))
            .collect();
        assert_eq!(
            shown,
            [
                (Opened::Token, later(6), false),
                (Opened::Code, later(5), true),
                (Opened::Code, EVENING, false),
            ]
        );
        assert_eq!(sessions(house, &other, later(10)).len(), 1);
        // When each was used last, once a minute at most.
        given(house.act(&api, later(20), door::own_sessions));
        let seen = sessions(house, &first, later(21));
        assert_eq!(seen[0].seen_at, later(20));
        assert!(seen[2].is_this && !seen[1].is_this);
        assert_eq!(
            told(house, EventKind::SessionsShown, later(22))[0],
            "sessions=3"
        );
        // What ended by itself is no session any more.
        let next_day = EVENING.plus(Span::hours(13));
        let fresh = house.again(&first, next_day);
        assert_eq!(sessions(house, &fresh, next_day).len(), 1);
    });
}

#[test]
fn an_ended_session_is_refused_at_its_next_request_on_every_node_and_the_others_go_on() {
    on_both(1, |house| {
        let first = house.caller(0);
        let second = house.again(&first, later(1));
        let api = token(house, &first, later(2));
        let node = house.node();
        let mut cursor = house.world.feed_now().unwrap();
        for who in [&first, &second, &api] {
            assert_eq!(refused_on(&node, who, later(3)), None);
        }
        let seen = sessions(house, &second, later(4));
        let lost = seen.last().unwrap().id;
        assert_eq!(end(house, &second, lost, later(5)), Ended::Other);
        for world in [&node, &house.world] {
            assert_eq!(refused_on(world, &first, later(5)), Some(Reason::SignedOut));
            assert!(world.standing(first.key, later(5)).unwrap().is_none());
            assert_eq!(refused_on(world, &second, later(5)), None);
            assert_eq!(refused_on(world, &api, later(5)), None);
        }
        assert_eq!(
            house.told(&mut cursor, "session").reference,
            first.key.hash()
        );
        assert_eq!(end(house, &second, lost, later(6)), Ended::Before);
        // The token for the API, and then the one at hand.
        let token = sessions(house, &second, later(7))[0].id;
        assert_eq!(end(house, &second, token, later(7)), Ended::Other);
        assert_eq!(refused_on(&node, &api, later(7)), Some(Reason::SignedOut));
        let own = sessions(house, &second, later(8))[0].id;
        assert_eq!(end(house, &second, own, later(8)), Ended::This);
        assert_eq!(
            refused_on(&node, &second, later(8)),
            Some(Reason::SignedOut)
        );
        assert_eq!(
            told(house, EventKind::SessionsEnded, later(9)),
            [
                "ended=1 which=this opened=code",
                "ended=1 which=other opened=token",
                "ended=1 which=other opened=code",
            ]
        );
    });
}

#[test]
fn all_other_sessions_end_in_one_act_whose_entry_says_how_many() {
    on_both(1, |house| {
        let first = house.caller(0);
        let stranger = house.caller(0);
        let many = SESSIONS_MAX + 3;
        let others: Vec<Person> = (0..many).map(|_| house.again(&first, later(1))).collect();
        let api = token(house, &first, later(2));
        assert_eq!(sessions(house, &first, later(3)).len(), SESSIONS_MAX);
        let mut cursor = house.world.feed_now().unwrap();
        let ended = given(house.act(&first, later(4), door::end_other_sessions));
        assert_eq!(ended, many as u64 + 1);
        assert_eq!(
            house.told(&mut cursor, "account").reference,
            first.account.as_bytes()
        );
        let node = house.node();
        for who in others.iter().chain([&api]) {
            assert_eq!(refused_on(&node, who, later(4)), Some(Reason::SignedOut));
        }
        assert_eq!(refused_on(&node, &first, later(4)), None);
        assert_eq!(refused_on(&node, &stranger, later(4)), None);
        let again = given(house.act(&first, later(5), door::end_other_sessions));
        assert_eq!(again, 0);
        assert_eq!(
            told(house, EventKind::SessionsEnded, later(6)),
            [format!("ended={} which=others", many + 1)]
        );
    });
}

#[test]
fn another_persons_session_looks_like_one_that_never_was_and_runs_on() {
    on_both(1, |house| {
        let (one, other) = (house.caller(0), house.caller(0));
        let theirs = sessions(house, &other, EVENING)[0].id;
        for id in [theirs, SessionId::from_bytes([7; 16])] {
            let done = house.act(&one, EVENING, move |tx| door::end_session(tx, id));
            let Verdict::Refused(refusal) = done.unwrap().verdict else {
                panic!("ended another's session");
            };
            assert_eq!(refusal.reason, Reason::NotYours);
            assert!(refusal.hidden());
        }
        assert_eq!(refused_on(&house.world, &other, EVENING), None);
        // Whoever has left and came in for their own record sees no sessions and ends none.
        given(
            house
                .world
                .write("lay down", Auth::Console, EVENING, {
                    let account = other.account;
                    move |tx| door::end_access(tx, account)
                })
                .wait(),
        );
        assert_eq!(
            refused_on(&house.world, &other, EVENING),
            Some(Reason::SignedOut)
        );
        house.settle(EVENING);
    });
}

/// A role that was over long before, on an account that holds one now.
const OLD: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, until_at, ended_at, granted_by) values ($1, $2, $3, 'organiser', 'organisation', $4, 0, null, $5, $2)";

#[test]
fn however_many_roles_of_before_an_account_has_the_one_that_runs_counts() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let account = caller.account;
        for n in 0..90_u8 {
            let act = move |tx: &mut Tx<'_, '_>| {
                // Some lie before and some behind the role that runs.
                let id = [n.wrapping_mul(113); 16];
                let args = [
                    Arg::Int(account.bucket()),
                    Arg::Bytes(account.as_bytes()),
                    Arg::Bytes(&id),
                    Arg::Bytes(&[0; 16]),
                    Arg::Int(i64::from(n) + 1),
                ];
                assert_eq!(tx.run(OLD, &args)?, 1);
                Ok(Verdict::Given(()))
            };
            given(house.world.write("old", Auth::Console, EVENING, act).wait());
        }
        card(house, &caller, house.banks[0], EVENING);
        house.settle(EVENING);
    });
}
