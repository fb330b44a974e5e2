//! What one person's word can't do, however often and about whatever it is given.

use switchboard_rules::freeze::Target;
use switchboard_rules::ids::{AccountId, FreezeId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Reason, Role};

use super::freezes::{at, bank, campaign, decide, office, press, refused, try_press};
use super::house::{House, Person, given, on_both};
use crate::engine::Arg;
use crate::freezes::{self, Decided, Pressed};
use crate::mint::random_id;

const ROW: &str = "insert into standstill (bucket, id, what, target, pressed_at, pressed_by, pressed_as, reason_sealed, stops_at) values ($1, $2, 'account', $2, $3, $4, 'dpo', $2, $5)";

/// So many freezes of accounts that nobody has: of one person, or each of another.
fn fill(house: &House, by: Option<AccountId>, many: usize, (from, until): (Moment, Moment)) {
    let done = house.world.0.db.write("fill", move |raw| {
        for _ in 0..many {
            let id = FreezeId::from_bytes(random_id()?);
            let by = by.map_or(*id.as_bytes(), |by| *by.as_bytes());
            let row = [
                Arg::Int(id.bucket()),
                Arg::Bytes(id.as_bytes()),
                Arg::Int(from.millis()),
                Arg::Bytes(&by),
                Arg::Int(until.millis()),
            ];
            raw.run(ROW, &row)?;
        }
        Ok(())
    });
    done.unwrap();
}

#[test]
fn what_a_colleague_lifted_stays_lifted_by_whatever_wider_or_narrower_thing_it_is_pressed_again() {
    on_both(10, |house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let id = press(house, &returning, bank(house, 0), 0);
        let lifted = decide(house, &dpo, 5, move |tx| freezes::lift(tx, id));
        assert_eq!(given(lifted), Decided::Lifted);
        let caller = house.caller(0);
        for target in [
            bank(house, 0),
            campaign(house, 0),
            Target::Contest(house.contest),
            Target::Account(caller.account),
        ] {
            // A role in the campaign counts like one in the bank.
            let pressed = try_press(house, &returning, target, 6);
            assert_eq!(refused(pressed), Reason::FrozenLately, "{target:?}");
        }
        press(house, &returning, campaign(house, 1), 7);
        press(house, &returning, Target::Reading, 8);
        house.settle(at(9));
    });
}

/// Enough presses of something else would push the one that counts off any list.
#[test]
fn many_presses_of_something_else_hide_none_and_use_up_nobody_elses() {
    on_both(10, |house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let others: Vec<Person> = (0..21).map(|_| house.caller(1)).collect();
        for other in &others[..20] {
            press(house, &returning, Target::Account(other.account), 0);
        }
        let more = Target::Account(others[20].account);
        let pressed = try_press(house, &returning, more, 1);
        assert_eq!(given(pressed), Pressed::TooMany);
        let contest = Target::Contest(house.contest);
        let pressed = try_press(house, &returning, contest, 1);
        assert_eq!(given(pressed), Pressed::TooMany, "of one person");
        press(house, &returning, Target::Reading, 1);
        press(house, &dpo, more, 1);

        // Whoever pressed five hundred times within a day presses nothing small, and all reading still.
        fill(house, Some(dpo.account), 500, (at(2), at(3)));
        let pressed = try_press(house, &dpo, campaign(house, 0), 4);
        assert_eq!(refused(pressed), Reason::FrozenLately);
        press(house, &dpo, Target::Reading, 300);
        house.settle(at(301));
    });
}

/// However many small things stand still, what stops much at once is not kept out.
#[test]
fn a_board_full_of_small_freezes_keeps_no_wide_one_out() {
    on_both(10, |house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        fill(house, None, freezes::IN_FORCE_MAX, (at(0), at(240)));
        let small = Target::Account(house.caller(0).account);
        let pressed = try_press(house, &returning, small, 1);
        assert_eq!(given(pressed), Pressed::TooMany);
        press(house, &returning, campaign(house, 0), 1);
        press(house, &dpo, Target::Contest(house.contest), 1);
        press(house, &dpo, Target::Reading, 1);
        house.settle(at(2));
    });
}

/// One official's press must not leave the roll to that official.
#[test]
fn an_official_whom_one_person_froze_still_lifts_ends_and_confirms_and_only_one_of_them_is_frozen_a_day()
 {
    on_both(10, |house| {
        let bad = office(house, Role::Dpo);
        let (good, other) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::MembershipOfficer),
        );
        let own = press(house, &bad, Target::Account(good.account), 0);
        let second = try_press(house, &bad, Target::Account(other.account), 1);
        assert_eq!(refused(second), Reason::FrozenLately);
        let id = press(house, &bad, campaign(house, 0), 2);
        let lifted = decide(house, &good, 3, move |tx| freezes::lift(tx, id));
        assert_eq!(given(lifted), Decided::Lifted);
        // What two people say is another matter.
        let confirmed = decide(house, &other, 5, move |tx| freezes::confirm(tx, own));
        assert_eq!(given(confirmed), Decided::Confirmed);
        let id = press(house, &bad, campaign(house, 1), 6);
        let lifts = decide(house, &good, 7, move |tx| freezes::lift(tx, id));
        assert_eq!(refused(lifts), Reason::Frozen);
        house.settle(at(8));
    });
}
