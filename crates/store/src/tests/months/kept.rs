//! How long backups are kept: two people change it, shorter at once, and longer for nobody who was told a day.

use switchboard_rules::forgetting::Keep;
use switchboard_rules::moment::{Date, Moment, Span};
use switchboard_rules::request::Kind;

use super::super::house::{EVENING, House, given, on_both};
use super::super::requests::{ask, because, decide, new, officer};
use super::{november, rotate};
use crate::machine::month;
use crate::requests::{Asked, Asking, Cannot, Decided, Decision};
use crate::session::Auth;
use crate::tx::Verdict;

fn asking(days: u16) -> Asking {
    let about = format!("days={days}");
    let why = because("The board decided it");
    Asking::about_nobody(Kind::ChangeBackupKeep, about, why)
}

/// Two people agree on so many days.
fn set(house: &House, days: u16) {
    let (one, two) = (officer(house), officer(house));
    let id = new(ask(house, one.auth(), asking(days), EVENING));
    assert_eq!(
        decide(house, &two, id, Decision::Approve, EVENING),
        Decided::Done
    );
}

fn kept(house: &House) -> Keep {
    month::key_status(&house.world, EVENING).unwrap().keep
}

fn day(n: i64) -> Moment {
    EVENING.plus(Span::days(n))
}

/// The day that somebody is told who is forgotten now.
fn told(house: &House) -> Date {
    let told = house.world.write("told", Auth::Console, EVENING, |tx| {
        tx.forgotten_by(EVENING, 202_611).map(Verdict::Given)
    });
    given(told.wait())
}

#[test]
fn a_shorter_keep_takes_two_people_and_holds_at_once_for_every_key() {
    on_both(3, |house| {
        rotate(&house.world, EVENING);
        let one = officer(house);
        let id = new(ask(house, one.auth(), asking(20), EVENING));
        assert_eq!(month::destroy_due(&house.world, day(21)).unwrap(), []);
        assert_eq!(kept(house), Keep::USUAL, "asking does nothing");
        let two = officer(house);
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Done
        );
        assert_eq!(kept(house).as_days(), 20);
        assert_eq!(month::destroy_due(&house.world, day(19)).unwrap(), []);
        let late = month::key_age(&house.world, day(23)).unwrap();
        assert_eq!(late.undestroyed, 1, "doctor knows the days too");
        assert_eq!(
            month::destroy_due(&house.world, day(21)).unwrap(),
            [november(1)]
        );
        house.settle(day(21));
        assert_eq!(
            house.count("select count(*) from entry where kind = 350"),
            1
        );
    });
}

#[test]
fn a_longer_keep_moves_no_day_that_somebody_was_told() {
    on_both(3, |house| {
        set(house, 20);
        let before = told(house);
        set(house, 35);
        assert_eq!(
            told(house),
            before,
            "whoever was forgotten was told this day"
        );
        rotate(&house.world, EVENING);
        rotate(&house.world, EVENING);
        assert_eq!(
            month::destroy_due(&house.world, day(21)).unwrap(),
            [november(1)]
        );
        assert_eq!(month::destroy_due(&house.world, day(34)).unwrap(), []);
        assert_eq!(
            month::destroy_due(&house.world, day(36)).unwrap(),
            [november(2)],
            "the key that was made afterwards opens backups for as long as they are kept now"
        );
    });
}

#[test]
fn what_breaks_the_66_days_can_not_even_be_asked_for() {
    on_both(1, |house| {
        let one = officer(house);
        for days in [0, 35, 36, 400] {
            assert_eq!(
                ask(house, one.auth(), asking(days), EVENING),
                Asked::Not(Cannot::NotUnderstood),
                "{days}"
            );
        }
    });
}
