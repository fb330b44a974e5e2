//! An objection by an address that a whole office shares: kept for whoever it may be about, and no work of hours.

use std::time::Duration;

use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{By, RollRow, SaidRow};

use super::house::{EVENING, House, import, importing, on_both, switched};
use super::household::{OBJECTIONS, office, unnumbered};
use super::matching::by;
use crate::Fault;
use crate::roll::{self, Hold, Plan, Running, TryBegun};
use crate::session::Auth;
use crate::tx::Verdict;

fn plan() -> Plan {
    by(By::EmailAndName, None)
}

/// The rows of an office without membership numbers, each of which objects.
fn objecting(rows: &[RollRow]) -> Vec<SaidRow> {
    let objects = |row: &RollRow| SaidRow {
        do_not_call: true,
        ..unnumbered(row)
    };
    rows.iter().map(objects).collect()
}

fn begun(house: &House) -> Running {
    match roll::begin(&house.world, &Auth::Console, &plan(), EVENING).unwrap() {
        Verdict::Given(running) => running,
        Verdict::Refused(_) => panic!("the console may import"),
    }
}

fn numbered(rows: Vec<SaidRow>) -> Vec<(u64, SaidRow)> {
    (2..).zip(rows).collect()
}

#[test]
fn an_office_is_opened_once_however_many_of_its_rows_object() {
    on_both(0, |house| {
        let rows = office(60);
        import(&house.world, rows.clone());
        let before = house.world.gauges().round_trips;
        let running = importing(&house.world, &plan(), objecting(&rows), EVENING);
        let trips = house.world.gauges().round_trips - before;
        assert_eq!(running.memory.shared.opened, 60);
        if house.place.is_some() {
            assert!(
                trips < 1_500,
                "{trips}: row by row the members alone are 3,600"
            );
        }
        assert_eq!(switched(running, EVENING).counts.rejected, 60);
        assert_eq!(house.count(OBJECTIONS), 60);
        let entries = "select count(*) from entry where kind = 412";
        assert_eq!(
            house.count(entries),
            60,
            "one for each, not one for each row"
        );
    });
}

#[test]
fn a_try_opens_nobody_for_an_objection_that_it_does_not_keep() {
    on_both(0, |house| {
        let rows = office(60);
        import(&house.world, rows.clone());
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let begun = roll::try_begin(&house.world, &officer.auth(), &plan(), EVENING).unwrap();
        let Verdict::Given(TryBegun::Trial(mut trial)) = begun else {
            panic!("refused")
        };
        let before = house.world.gauges().round_trips;
        trial
            .slice(&numbered(objecting(&rows)), &[], EVENING)
            .unwrap();
        let trips = house.world.gauges().round_trips - before;
        assert!(trips < 150, "{trips}");
        assert_eq!(trial.memory.shared.opened, 0);
        assert_eq!(house.count(OBJECTIONS), 0);
    });
}

#[test]
fn of_more_than_are_opened_every_one_is_stopped_and_none_left_out() {
    on_both(0, |house| {
        let rows = office(60);
        import(&house.world, rows.clone());
        let mut running = begun(house);
        running.memory.shared.opened_max = 59;
        let file = numbered(objecting(&rows[..3]));
        running.slice(&file, &[], EVENING).unwrap();
        assert_eq!(running.memory.shared.opened, 0);
        assert_eq!(switched(running, EVENING).counts.rejected, 3);
        assert_eq!(house.count(OBJECTIONS), 60);
    });
}

#[test]
fn a_slice_that_takes_long_is_not_taken_for_an_import_that_broke_off() {
    on_both(1, |house| {
        let mut running = begun(house);
        let mut hold = Hold::of(&house.world, running.id, EVENING);
        hold.go_on_at(Duration::from_secs(40)).unwrap();
        // What was asked for before makes the hold no shorter.
        running.slice(&[], &[], EVENING).unwrap();
        let next = |seconds| {
            let now = EVENING.plus(Span::seconds(seconds));
            roll::begin(&house.world, &Auth::Console, &plan(), now).map(|_| ())
        };
        let Err(Fault::World(why)) = next(65) else {
            panic!("it was swept");
        };
        assert!(why.contains("another import is running"), "{why}");
        next(71).unwrap();
        let swept = hold.go_on_at(Duration::from_secs(80)).unwrap_err();
        assert!(swept.to_string().contains("given up meanwhile"), "{swept}");
        drop(running);
    });
}
