//! What an import gives back because of who is on the roll is bounded, so that importing is no way to ask it.

use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{Reason, SaidRow, TOLD_MAX, TRIES_MAX, TriedOut};

use super::house::{EVENING, House, importing, member, on_both, switched};
use super::matching::{WAYS, by, taken, without_number};
use crate::fault::Fault;
use crate::roll::{self, Ends, EndsMax, Extent, Plan, Reject, Running};
use crate::session::Auth;
use crate::tx::Verdict;

const TOLD: &str = "select coalesce(max(told), 0) from import_try";
const TRIES: &str = "select coalesce(max(tries), 0) from import_try";
const KEPT: &str = "select count(*) from import_reject where line > 0";

/// Rows with membership numbers that nobody has, and nothing else.
fn unknown(rows: u32) -> Vec<SaidRow> {
    let row = |n| SaidRow {
        external_id: Some(member(500 + n).external_id),
        ..SaidRow::default()
    };
    (0..rows).map(row).collect()
}

fn begun(house: &House) -> Running {
    match roll::begin(&house.world, &Auth::Console, &Plan::default(), EVENING).unwrap() {
        Verdict::Given(running) => running,
        Verdict::Refused(_) => panic!("the console may import"),
    }
}

#[test]
fn rows_that_come_back_because_of_who_is_on_the_roll_are_told_at_the_switch_and_spent() {
    on_both(2, |house| {
        let running = importing(&house.world, &Plan::default(), unknown(3), EVENING);
        assert_eq!(running.counts.rejected, 0, "not told before the switch");
        assert_eq!((house.count(KEPT), house.count(TOLD)), (0, 0));
        assert_eq!(switched(running, EVENING).counts.rejected, 3);
        assert_eq!((house.count(KEPT), house.count(TOLD)), (3, 3));
        // What stands in the file alone costs nothing, what the file says of the roll does.
        let nobody = vec![SaidRow::default(), SaidRow::default()];
        assert_eq!(taken(house, &Plan::default(), nobody).rejected, 2);
        assert_eq!(house.count(TOLD), 3);
        let twice = vec![without_number(0), without_number(0), without_number(77)];
        let counts = taken(house, &by(WAYS[0], None), twice);
        assert_eq!((counts.rejected, counts.duplicates), (1, 1));
        assert_eq!(house.count(TOLD), 5);
    });
}

#[test]
fn an_import_that_would_tell_more_than_a_days_is_given_up_and_gives_no_row_back() {
    on_both(1, |house| {
        taken(house, &Plan::default(), unknown(1));
        house.tamper(format!("update import_try set told = {}", TOLD_MAX - 2).leak());
        let mut running = begun(house);
        let rows: Vec<_> = (2..).zip(unknown(3)).collect();
        let fault = running.slice(&rows, &[], EVENING).unwrap_err();
        assert_eq!(fault, Fault::TriedOut(TriedOut::Told));
        assert!(fault.to_string().contains("--match"), "{fault}");
        assert_eq!(running.counts.rejected, 0);
        running.abandon(EVENING).unwrap();
        let left = i64::try_from(TOLD_MAX).unwrap() - 2;
        assert_eq!((house.count(KEPT), house.count(TOLD)), (1, left));
        // A file that asks less goes in, and so does any that asks nothing when all is spent.
        assert_eq!(taken(house, &Plan::default(), unknown(2)).rejected, 2);
        assert_eq!(house.count(TOLD), left + 2);
        let file = vec![SaidRow::from(member(0)), SaidRow::from(member(1))];
        let counts = taken(house, &Plan::default(), file);
        assert_eq!((counts.created, counts.unchanged), (1, 1));
        // Another day has a budget of its own.
        let tomorrow = EVENING.plus(Span::hours(11));
        let running = importing(&house.world, &Plan::default(), unknown(3), tomorrow);
        assert_eq!(switched(running, tomorrow).counts.rejected, 3);
    });
}

#[test]
fn a_full_roll_that_is_given_up_for_its_leavers_has_spent_what_it_told() {
    on_both(30, |house| {
        let plan = Plan {
            extent: Extent::FullRoll(EndsMax::Count(0)),
            ..Plan::default()
        };
        let mut running = importing(&house.world, &plan, unknown(4), EVENING);
        assert!(matches!(running.leave(EVENING).unwrap(), Ends::TooMany(_)));
        running.abandon(EVENING).unwrap();
        assert_eq!((house.count(KEPT), house.count(TOLD)), (0, 4));
        assert_eq!(house.count(TRIES), 1);
    });
}

/// Gives an import up that asks whether one number is a member's, where none may be told any more.
fn asks_of_one(house: &House) {
    let mut running = begun(house);
    let rows: Vec<_> = (2..).zip(unknown(1)).collect();
    let fault = running.slice(&rows, &[], EVENING).unwrap_err();
    assert_eq!(fault, Fault::TriedOut(TriedOut::Told));
    running.abandon(EVENING).unwrap();
}

#[test]
fn an_import_that_is_given_up_for_what_the_roll_says_is_one_of_the_days_tries() {
    on_both(1, |house| {
        taken(house, &Plan::default(), unknown(1));
        house.tamper(format!("update import_try set told = {TOLD_MAX}").leak());
        asks_of_one(house);
        assert_eq!(house.count(TRIES), 1);
        house.tamper(format!("update import_try set tries = {}", TRIES_MAX - 1).leak());
        asks_of_one(house);
        assert_eq!(house.count(TRIES), i64::from(TRIES_MAX));
        let plan = Plan::default();
        let next = |auth: &Auth, now| roll::begin(&house.world, auth, &plan, now).map(|_| ());
        let out = next(&Auth::Console, EVENING).unwrap_err();
        assert_eq!(out, Fault::TriedOut(TriedOut::Tries));
        for words in ["20 files", "Nothing was changed", "tomorrow", "colleague"] {
            assert!(out.to_string().contains(words), "{words}: {out}");
        }
        next(&Auth::Console, EVENING.plus(Span::hours(11))).unwrap();
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        next(&officer.auth(), EVENING.plus(Span::hours(12))).unwrap();
    });
}

#[test]
fn an_import_is_a_try_only_where_what_the_roll_says_stopped_it() {
    on_both(30, |house| {
        // One that goes in, and one that is given up for what stands in the file.
        taken(house, &Plan::default(), unknown(1));
        let broken = importing(&house.world, &Plan::default(), unknown(2), EVENING);
        broken.abandon(EVENING).unwrap();
        assert_eq!(house.count(TRIES), 0);
        // Rows that don't say whose they are tell that somebody would leave.
        let plan = Plan {
            extent: Extent::FullRoll(EndsMax::Count(100)),
            ..Plan::default()
        };
        let mut running = importing(&house.world, &plan, Vec::new(), EVENING);
        let unread = Reject {
            line: 2,
            reason: Reason::Encoding.into(),
            cells: Vec::new(),
            external_id: None,
            stop: None,
        };
        running.slice(&[], &[unread], EVENING).unwrap();
        assert!(matches!(running.leave(EVENING).unwrap(), Ends::Unclear(_)));
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count(TRIES), 1);
    });
}

#[test]
fn an_import_that_was_taken_away_meanwhile_has_nothing_to_tell() {
    on_both(30, |house| {
        let plan = Plan {
            extent: Extent::FullRoll(EndsMax::Count(0)),
            ..Plan::default()
        };
        let mut running = importing(&house.world, &plan, unknown(4), EVENING);
        let later = EVENING.plus(Span::seconds(31));
        roll::begin(&house.world, &Auth::Console, &plan, later).unwrap();
        assert!(matches!(running.leave(later).unwrap(), Ends::TooMany(_)));
        let why = running.abandon(later).unwrap_err().to_string();
        assert!(why.contains("given up meanwhile"), "{why}");
        assert_eq!((house.count(TRIES), house.count(TOLD)), (0, 0));
    });
}

#[test]
fn what_an_import_tells_by_being_given_up_is_spent_before_another_can_begin() {
    on_both(1, |house| {
        taken(house, &Plan::default(), unknown(1));
        house.tamper(format!("update import_try set told = {TOLD_MAX}").leak());
        let mut running = begun(house);
        let rows: Vec<_> = (2..).zip(unknown(1)).collect();
        assert!(running.slice(&rows, &[], EVENING).is_err());
        house.tamper("alter table import_try rename to elsewhere");
        assert!(running.abandon(EVENING).is_err(), "it can't be spent");
        assert_eq!(house.count("select count(*) from import_dark"), 1);
    });
}

#[test]
fn an_objection_is_kept_in_the_slice_that_tells_too_much_as_well() {
    on_both(1, |house| {
        taken(house, &Plan::default(), unknown(1));
        house.tamper(format!("update import_try set told = {TOLD_MAX}").leak());
        let mut running = begun(house);
        let mut objects = SaidRow::from(member(0));
        objects.do_not_call = true;
        let mut again = unknown(1);
        again.extend([SaidRow::from(member(0)), objects]);
        let rows: Vec<_> = (2..).zip(again).collect();
        assert!(running.slice(&rows, &[], EVENING).is_err());
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count("select count(*) from objection"), 1);
    });
}
