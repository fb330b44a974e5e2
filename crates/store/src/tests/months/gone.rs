//! Retired keys: destroyed in time, and never while they wrap anybody.

use switchboard_rules::forgetting::KeyMonth;
use switchboard_rules::moment::{Moment, Span};

use super::super::house::{EVENING, House, given, on_both};
use super::{key_file, november, rotate, rotate_with};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::machine::month;
use crate::roll;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// What a thief, or a backup, has of the members.
fn stolen(house: &House) -> Vec<(Vec<u8>, i64, Vec<u8>)> {
    house.read(|raw| {
        raw.all(
            "select id, key_month, erase_key from member order by id limit 100",
            &[],
            |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?, row.bytes(2)?.to_vec())),
        )
    })
}

#[test]
fn a_retired_key_is_destroyed_after_35_days_and_a_database_from_before_shows_nothing_any_more() {
    on_both(5, |house| {
        let before = stolen(house);
        let opens = |world: &World| {
            before
                .iter()
                .filter(|(id, month, wrapped)| world.0.keys.member(id, *month, wrapped).is_ok())
                .count()
        };
        // One is forgotten: their wrapping is gone here, and stands in the copy.
        house
            .world
            .0
            .db
            .write("forget", |raw| {
                raw.run(
                    "update member set erase_key = $1 where id = (select id from member order by id limit 1)",
                    &[Arg::Bytes(&[])],
                )
            })
            .unwrap();
        rotate(&house.world, EVENING);
        assert_eq!(opens(&house.world), 5);
        let (file, day) = (key_file(house, november(1)), |n| {
            EVENING.plus(Span::days(n))
        });
        assert_eq!(month::destroy_due(&house.world, day(34)).unwrap(), []);
        assert!(file.exists());
        let other = house.reopened();
        assert_eq!(
            month::destroy_due(&house.world, day(36)).unwrap(),
            [november(1)]
        );
        assert_eq!(month::destroy_due(&house.world, day(36)).unwrap(), []);
        assert!(!file.exists());
        assert_eq!(opens(&house.world), 0);
        assert_eq!(opens(&house.reopened()), 0);
        assert_eq!(opens(&other), 5, "it lies in the memory of whoever had it");
        other.follow_keys().unwrap();
        assert_eq!(opens(&other), 0, "until the change feed says so");
        assert_eq!(
            house.count("select count(*) from entry where kind = 106"),
            4
        );
        // Whoever is not forgotten stays, also through a change after that.
        rotate(&house.world, day(37));
        let left = stolen(house)
            .into_iter()
            .filter(|(_, _, wrapped)| !wrapped.is_empty());
        assert!(
            left.clone().all(|(id, month, wrapped)| house
                .world
                .0
                .keys
                .member(&id, month, &wrapped)
                .is_ok())
        );
        assert_eq!(left.count(), 4);
        let status = month::key_status(&house.world, day(37)).unwrap();
        let wraps: Vec<i64> = status.months.iter().map(|month| month.wraps).collect();
        assert_eq!(wraps, [0, 0, 4]);
        house.settle(day(37));
    });
}

#[test]
fn a_key_that_still_wraps_somebody_is_never_destroyed() {
    on_both(3, |house| {
        let late = EVENING.plus(Span::days(400));
        assert_eq!(month::destroy_due(&house.world, late).unwrap(), []);
        rotate(&house.world, EVENING);
        // As a program would leave it that wrapped by a key it remembered.
        house
            .tamper("update member set key_month = 202611 where id = (select id from member order by id limit 1)");
        let kept = month::destroy_due(&house.world, late).unwrap_err();
        assert!(kept.to_string().contains("still wraps somebody"), "{kept}");
        assert!(key_file(house, november(1)).exists());
        house.tamper("update member set key_month = 20261102");
        assert_eq!(
            month::destroy_due(&house.world, late).unwrap(),
            [november(1)]
        );
    });
}

#[test]
fn a_destruction_that_is_killed_between_its_acts_is_finished_by_the_next_run() {
    on_both(2, |house| {
        rotate(&house.world, EVENING);
        house.tamper("update month_key set state = 'destroying' where month = 202611");
        assert_eq!(
            month::destroy_due(&house.world, EVENING).unwrap(),
            [november(1)]
        );
        assert!(!key_file(house, november(1)).exists());
        house.tamper(
            "update month_key set state = 'destroying', destroyed_at = null where month = 202611",
        );
        assert_eq!(
            month::destroy_due(&house.world, EVENING).unwrap(),
            [november(1)],
            "the file is gone already"
        );
        assert_eq!(
            house.count("select count(*) from month_key where state = 'destroyed'"),
            1
        );
    });
}

#[test]
fn the_monthly_job_changes_the_key_on_the_first_and_destroys_the_old_one_in_time() {
    on_both(3, |house| {
        let zone = &house.world.0.zone;
        let at = |date: &str, hour: u16| {
            let date = switchboard_rules::moment::Date::parse(date).unwrap();
            zone.moment(date, hour * 60).unwrap()
        };
        let run =
            |now: Moment| month::monthly(&house.world, &move || now, &mut |_| Ok(())).unwrap();
        assert!(!run(EVENING));
        assert!(!run(at("2026-12-01", 1)));
        let due = month::key_age(&house.world, at("2026-12-04", 3)).unwrap();
        assert_eq!((due.overdue_days, due.undestroyed), (3, 0));
        // An import that runs is not disturbed.
        let night = at("2026-12-01", 2);
        let Verdict::Given(running) =
            roll::begin(&house.world, &Auth::Console, &roll::Plan::default(), night).unwrap()
        else {
            panic!("the console may import")
        };
        assert!(!run(night));
        running.abandon(night).unwrap();
        assert!(run(night));
        assert!(!run(night));
        assert_eq!(month::key_age(&house.world, night).unwrap().overdue_days, 0);
        assert!(!run(at("2027-01-01", 1)));
        assert!(run(at("2027-01-01", 2)));
        assert!(!run(at("2027-01-04", 12)));
        let first = KeyMonth::from_code(202_611).unwrap();
        assert!(key_file(house, first).exists());
        assert!(!run(at("2027-01-05", 3)));
        assert!(!key_file(house, first).exists());
        // A change that broke off is gone on with, but not while somebody is at it.
        let later = at("2027-01-20", 12);
        rotate_with(&house.world, later, &mut |_| Err(Fault::Busy)).unwrap_err();
        assert!(!run(later.plus(Span::seconds(10))));
        assert!(run(later.plus(Span::seconds(31))));
        let forgotten = given(
            house
                .world
                .write("when", Auth::Console, night, move |tx| {
                    tx.forgotten_by(night.plus(Span::hours(1)), 202_612)
                        .map(Verdict::Given)
                })
                .wait(),
        );
        assert_eq!(forgotten.to_string(), "2027-02-05");
    });
}
