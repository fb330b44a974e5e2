//! Whoever was forgotten after a backup is forgotten in what is restored from it: whatever was under way when the backup was
//! made, and by the day that somebody was told.

use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::BranchName;
use switchboard_rules::request::Kind;
use switchboard_rules::roll::{By, Reason, SaidRow};

use super::forgetting::forget;
use super::house::{EVENING, House, importing, member, on_both};
use super::requests::{ask, because, decide, new, officer};
use super::restores::{Back, LATER, back_up, count};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::machine::month::{self, Phase};
use crate::requests::{Asking, Decided, Decision};
use crate::restore::LogName;
use crate::roll::forgotten::Gone;
use crate::roll::{Plan, Reject};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// When the member is forgotten, after the backup.
const THEN: Moment = EVENING.plus(Span::minutes(10));

fn restored(house: &House) -> (Back, World) {
    let back = Back::beside(house, "back", house.world.engine()).unwrap();
    let done = back.restore(house, "backup", LogName::New).unwrap();
    assert_eq!(
        (
            done.replayed.erased,
            done.replayed.unknown,
            done.replayed.damaged
        ),
        (1, 0, 0)
    );
    let world = back.open();
    (back, world)
}

fn of(world: &World, sql: &'static str, member: MemberId) -> Option<i64> {
    let args = [Arg::Bytes(member.as_bytes())];
    let look = world
        .0
        .db
        .read("look", |raw| raw.one(sql, &args, |row| row.int(0)));
    look.unwrap()
}

/// Nothing leads to the member any more, and it is known that there was somebody, and since when.
fn is_forgotten(world: &World, member: MemberId) {
    for sql in [
        "select count(*) from member_row where member = $1",
        "select count(*) from lookup where member = $1",
        "select count(*) from queue where member = $1",
        "select count(*) from member where id = $1 and length(erase_key) > 0",
    ] {
        assert_eq!(of(world, sql, member), Some(0), "{sql}");
    }
    assert_eq!(
        of(world, "select at from forgotten where member = $1", member),
        Some(THEN.millis()),
        "the days count from when it was done"
    );
    let gone = Gone::read(world, By::ExternalId).unwrap();
    assert!(gone.by_number(&world.0, "M-000000").is_some());
}

#[test]
fn a_backup_that_was_made_during_an_import_brings_nobody_back_and_leaves_no_import_behind() {
    on_both(3, |house| {
        let mut changed = member(0);
        changed.branch = BranchName::parse("Elsewhere").ok();
        let said = vec![SaidRow::from(changed), SaidRow::from(member(7))];
        let mut running = importing(&house.world, &Plan::default(), said, EVENING);
        running.flush().unwrap();
        back_up(house, "backup");
        running.abandon(EVENING).unwrap();
        let (member, _) = forget(house, "M-000000", THEN);
        let (_back, world) = restored(house);
        is_forgotten(&world, member);
        assert_eq!(count(&world, "select count(*) from import_dark"), 0);
        assert_eq!(
            count(&world, "select count(*) from member_row"),
            2,
            "nothing of the import is left"
        );
        assert_eq!(
            count(
                &world,
                "select count(*) from import where state = 'abandoned'"
            ),
            1
        );
    });
}

/// A change of keys that is killed in this phase.
fn break_off(house: &House, phase: Phase) {
    let killed = month::rotate(&house.world, &Auth::Console, &|| EVENING, &mut |step| {
        if step.phase == phase && (step.done > 0 || phase == Phase::Clear) {
            return Err(Fault::World("killed".to_owned()));
        }
        Ok(())
    });
    assert!(killed.is_err(), "it was to break off");
}

fn go_on(world: &World, now: Moment) {
    let done = month::rotate(world, &Auth::Job("keys"), &|| now, &mut |_| Ok(()));
    assert!(matches!(done.unwrap(), Verdict::Given(_)));
}

#[test]
fn a_backup_that_was_made_while_keys_were_changed_brings_nobody_back_and_the_change_goes_on() {
    for phase in [Phase::Wrap, Phase::Clear] {
        on_both(3, |house| {
            break_off(house, phase);
            back_up(house, "backup");
            go_on(&house.world, EVENING.plus(Span::minutes(5)));
            let (member, _) = forget(house, "M-000000", THEN);
            let (_back, world) = restored(house);
            is_forgotten(&world, member);
            go_on(&world, LATER.plus(Span::minutes(5)));
            is_forgotten(&world, member);
            assert_eq!(
                count(
                    &world,
                    "select count(*) from member where key_month = 20261102"
                ),
                2,
                "{phase:?}: the others are wrapped by the new key"
            );
            assert_eq!(
                count(
                    &world,
                    "select count(*) from lookup where key_month <> 20261102"
                ),
                0
            );
        });
    }
}

#[test]
fn what_a_restore_does_once_more_is_told_to_nobody_anew() {
    on_both(2, |house| {
        back_up(house, "backup");
        let (member, _) = forget(house, "M-000000", THEN);
        let (_back, world) = restored(house);
        is_forgotten(&world, member);
        assert_eq!(
            count(
                &world,
                "select count(*) from never_again where fact like 'erased %'"
            ),
            1,
            "the file has it already, with its own moment"
        );
        assert_eq!(
            count(&world, "select count(*) from entry where kind = 330"),
            count(&world, "select count(*) from forgotten"),
            "an entry of its own in the log that goes on"
        );
    });
}

#[test]
fn fewer_days_that_were_agreed_on_after_a_backup_hold_in_what_is_restored() {
    on_both(2, |house| {
        back_up(house, "backup");
        let (one, two) = (officer(house), officer(house));
        for days in [20, 30] {
            let why = because("The board decided it");
            let asking = Asking::about_nobody(Kind::ChangeBackupKeep, format!("days={days}"), why);
            let id = new(ask(house, one.auth(), asking, EVENING));
            let decided = decide(house, &two, id, Decision::Approve, EVENING);
            assert_eq!(decided, Decided::Done);
        }
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let done = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!(done.replayed.keeps, 2);
        let world = back.open();
        assert_eq!(
            count(&world, "select keep_days from month_key"),
            20,
            "whoever was forgotten was told a day by these"
        );
        let status = month::key_status(&world, LATER).unwrap();
        assert_eq!(
            status.keep.as_days(),
            30,
            "of keys that are made from now on"
        );
    });
}

#[test]
fn rows_given_back_that_name_whoever_was_forgotten_since_are_not_in_what_is_restored() {
    on_both(2, |house| {
        let mut running = importing(&house.world, &Plan::default(), Vec::new(), EVENING);
        let reject = |line: u64, cells: [&str; 2]| Reject {
            line,
            reason: Reason::Nameless.into(),
            cells: cells.map(str::to_owned).to_vec(),
            stop: None,
            external_id: None,
        };
        let rejects = [
            reject(2, ["M-999999", "07700 900777"]),
            reject(3, ["M-000000", ""]),
            reject(4, ["", "+44 7700 900000"]),
        ];
        running.slice(&[], &rejects, EVENING).unwrap();
        running.switch(EVENING).unwrap();
        back_up(house, "backup");
        let (member, _) = forget(house, "M-000000", THEN);
        let (_back, world) = restored(house);
        is_forgotten(&world, member);
        assert_eq!(
            count(
                &world,
                "select count(*) from import_reject where line in (3, 4)"
            ),
            0
        );
        assert_eq!(
            count(&world, "select count(*) from import_reject where line = 2"),
            1,
            "somebody else's row stays"
        );
    });
}
