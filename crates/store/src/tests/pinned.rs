//! The hourly entry that pins how far every account has come.

use std::thread;

use switchboard_ledger::hash::Hash;
use switchboard_ledger::heads::{HeadProof, heads_root};
use switchboard_rules::card::Outcome;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::calls::{card, say};
use super::house::{EVENING, House, given, on_both};
use crate::log::{self, Filter};

fn pins(house: &House) -> i64 {
    assert_eq!(EventKind::Heads.code(), 610);
    house.count("select count(*) from entry where kind = 610")
}

fn call(house: &House, now: Moment) -> [u8; 16] {
    let caller = house.caller(0);
    let (dealt, _) = card(house, &caller, house.banks[0], now);
    say(house, caller.auth(), dealt.card, Outcome::Answered, now);
    house.settle(now);
    *caller.account.as_bytes()
}

#[test]
fn an_entry_an_hour_pins_every_accounts_last_and_each_account_is_proved_under_it() {
    on_both(4, |house| {
        let caller = call(house, EVENING);
        let pin = log::rows_now(&house.world).unwrap();
        assert_eq!(log::pin_heads(&house.world, EVENING), Ok(Some(pin.size)));
        house.settle(EVENING);
        let root = heads_root(&pin.rows).unwrap();
        let dpo = house.person("Dilys", Role::Dpo, Scope::Organisation);
        let page = given(house.act(&dpo, EVENING, |tx| log::page(tx, &Filter::default())));
        let line = page
            .lines
            .iter()
            .find(|line| line.kind == EventKind::Heads.code());
        let detail = &line.unwrap().detail;
        let rows = pin.rows.len();
        let said = format!("size={} rows={rows} root={}", pin.size, root.to_hex());
        assert!(detail.contains(&said), "{detail}");
        let proof = HeadProof::prove(&pin.rows, &caller).unwrap();
        let reached = proof.verify(&caller, &root).unwrap();
        assert_eq!(reached.number, 3, "sign-in, deal and outcome");
        assert_ne!(reached.head, Hash::ZERO);
    });
}

#[test]
fn an_hour_is_pinned_once_and_an_hour_in_which_nothing_was_logged_not_at_all() {
    on_both(4, |house| {
        call(house, EVENING);
        assert!(log::pin_heads(&house.world, EVENING).unwrap().is_some());
        let again = EVENING.plus(Span::minutes(5));
        assert_eq!(log::pin_heads(&house.world, again), Ok(None));
        house.settle(again);
        let next = EVENING.plus(Span::hours(1));
        assert_eq!(log::pin_heads(&house.world, next), Ok(None), "nothing came");
        call(house, next);
        assert!(log::pin_heads(&house.world, next).unwrap().is_some());
        assert_eq!(pins(house), 2);
    });
}

#[test]
fn of_two_nodes_that_pin_at_once_one_writes() {
    on_both(4, |house| {
        call(house, EVENING);
        let nodes = [house.node(), house.node()];
        let written = thread::scope(|scope| {
            let both = nodes
                .each_ref()
                .map(|node| scope.spawn(|| log::pin_heads(node, EVENING).unwrap()));
            both.map(|one| one.join().unwrap())
        });
        assert_eq!(written.iter().flatten().count(), 1, "{written:?}");
        assert_eq!(pins(house), 1);
    });
}
