//! Banks whose members were to be chosen by a state of own calls that has gone.

use switchboard_rules::budget::Caps;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Moment;

use super::audiences::{adds, organiser, rows};
use super::calls::next;
use super::house::{EVENING, House, Person, given, on_both_of};
use super::spoken::{after, members, moves, prepares, rings};
use crate::banks::{self, Added, Cloning, Draw, Look, Wanted, Watched};
use crate::desk::Dealt;
use crate::tx::Tx;

/// A bank of those who were not rung, which is to be filled.
fn of_the_rest(house: &House, who: &Person) -> BankId {
    let asked = (house.campaigns[0], "spoken=not-rung", None);
    let Added::Done(bank) = adds(house, who, asked) else {
        panic!("no bank");
    };
    bank
}

pub(super) fn watched(house: &House, who: &Person, bank: BankId, now: Moment) -> Watched {
    let watch = move |tx: &mut Tx<'_, '_>| banks::watch(tx, bank, Look::First);
    given(house.act(who, now, watch))
}

#[test]
fn a_bank_that_is_filled_when_its_state_has_gone_says_so_and_its_copy_rings_those_who_are_left() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, carys) = (organiser(house, 0), house.caller(0));
        let all = members(house);
        rings(house, &all[..60], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        prepares(house, house.campaigns[0], EVENING);
        let (in_time, late) = (of_the_rest(house, &olwen), of_the_rest(house, &olwen));
        let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, late, Wanted::Open);
        given(house.act(&olwen, EVENING, open));
        let fills = |bank, now| banks::fill(&house.world, bank, now).unwrap();
        rings(house, &all[60..110], ("answered", 1));
        assert_eq!(moves(house, after(8)), 1);
        assert_eq!(fills(in_time, after(8)), 370, "the state before is kept");
        rings(house, &all[110..160], ("answered", 1));
        assert_eq!(moves(house, after(16)), 1);
        let now = after(16);
        let (olwen, carys) = (house.again(&olwen, now), house.again(&carys, now));
        assert!(
            !watched(house, &olwen, late, now).is_missed,
            "not tried yet"
        );
        assert_eq!(fills(late, now), 0);
        assert!(watched(house, &olwen, late, now).is_missed);
        assert!(!watched(house, &olwen, in_time, now).is_missed);
        let Dealt::Empty(empty) = next(house, &carys, late, now).0 else {
            panic!("somebody was dealt");
        };
        assert_eq!(
            (empty.is_missed, empty.why, empty.next_at),
            (true, None, None)
        );
        prepares(house, house.campaigns[0], now);
        let copy = move |tx: &mut Tx<'_, '_>| {
            let cloning = Cloning {
                of: late,
                name: "Once more".to_owned(),
                draw: Draw::Anew,
            };
            banks::clone_bank(tx, &cloning)
        };
        let added = given(house.act(&olwen, now, copy));
        let Added::Done(copy) = added else {
            panic!("no copy: {added:?}");
        };
        assert_eq!(fills(copy, now), 320);
        assert!(!watched(house, &olwen, copy, now).is_missed);
        house.settle(after(20));
    });
}

#[test]
fn a_caller_of_a_bank_that_was_rung_to_its_end_is_not_told_that_nobody_was_chosen() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, carys) = (organiser(house, 0), house.caller(0));
        rings(house, &members(house)[..200], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        prepares(house, house.campaigns[0], EVENING);
        let bank = of_the_rest(house, &olwen);
        assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 280);
        let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, bank, Wanted::Open);
        given(house.act(&olwen, EVENING, open));
        house.tamper("delete from queue");
        let Dealt::Empty(empty) = next(house, &carys, bank, EVENING).0 else {
            panic!("somebody was dealt");
        };
        assert!(!empty.is_missed);
        house.settle(EVENING);
    });
}
