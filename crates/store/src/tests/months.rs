//! Changing the month's key: who is found, who rings and who objected stays so, wherever the program is killed.

use std::cell::Cell;
use std::collections::BTreeSet;

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::forgetting::KeyMonth;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::RollRow;

use super::calls::{card, has_somebody, numbers, say, ticket};
use super::house::{EVENING, House, Person, given, import_at, member, on_both, on_both_of};
use crate::blinds::LOOKUP;
use crate::desk;
use crate::engine::{Arg, Options};
use crate::fault::Fault;
use crate::machine::month::{self, Phase, Rotated, Step};
use crate::machine::{self, Claim};
use crate::roll::{self, Counts, Query, What};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

fn rotate_with(
    world: &World,
    now: Moment,
    told: &mut dyn FnMut(Step) -> Result<(), Fault>,
) -> Result<Rotated, Fault> {
    match month::rotate(world, &Auth::Console, &|| now, told)? {
        Verdict::Given(rotated) => Ok(rotated),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn rotate(world: &World, now: Moment) -> Rotated {
    rotate_with(world, now, &mut |_| Ok(())).unwrap()
}

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

/// How many members a search finds, at this node.
fn found(world: &World, officer: &Person, query: Query) -> usize {
    let done = world.write("story", officer.auth(), EVENING, move |tx| {
        roll::search(tx, &query)
    });
    let done = done.wait().unwrap();
    let Verdict::Given(hits) = done.verdict else {
        panic!("refused")
    };
    hits.disclose(&done.proof).unwrap().0.len()
}

fn everybody_is_found(world: &World, officer: &Person, members: u32) {
    for n in 0..members {
        for query in [
            Query::External(format!("M-{n:06}")),
            Query::Email(format!("Member{n}@members.example.org")),
            Query::Number(format!("07700 900{n:03}")),
        ] {
            let words = format!("{query:?} of {n}");
            assert_eq!(found(world, officer, query), 1, "{words}");
        }
    }
}

fn unchanged(members: u32) -> Counts {
    Counts {
        unchanged: i64::from(members),
        ..Counts::default()
    }
}

fn november(turn: i64) -> KeyMonth {
    KeyMonth::from_code(if turn == 1 {
        202_611
    } else {
        20_261_100 + turn
    })
    .unwrap()
}

fn key_file(house: &House, month: KeyMonth) -> std::path::PathBuf {
    house.data().join("keys").join(format!("month-{month}.key"))
}

#[test]
fn after_the_key_was_changed_everybody_is_found_and_nothing_is_left_under_the_old_one() {
    on_both(12, |house| {
        let officer = officer(house);
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Answered, EVENING);
        let rotated = rotate(&house.world, EVENING);
        assert_eq!(
            (rotated.from, rotated.to, rotated.members),
            (november(1), november(2), 12)
        );
        everybody_is_found(&house.world, &officer, 12);
        everybody_is_found(&house.reopened(), &officer, 12);
        assert_eq!(
            house.count("select count(*) from member where key_month = 202611"),
            0
        );
        assert_eq!(
            house.count("select count(*) from lookup where key_month = 202611"),
            0
        );
        assert_eq!(house.count("select count(*) from lookup"), 36);
        assert_eq!(
            house.count("select sum(length(numbers)) from member_row"),
            12 * 32
        );
        // The roll is matched by the new indexes, and told apart by the members' own keys, which stayed.
        let rows = (0..12).map(member).collect();
        assert_eq!(import_at(&house.world, rows, EVENING), unchanged(12));
        // Entries about members are still told by their keys.
        house.settle(EVENING);
        let entry = house.count("select idx from entry where kind = 400");
        let claims: Vec<Claim> = (0..12)
            .map(|n| Claim {
                entry,
                member: ExternalId::parse(&format!("M-{n:06}")).unwrap(),
            })
            .collect();
        let traced = machine::trace(&house.world, &claims, EVENING).unwrap();
        assert_eq!(traced.iter().filter(|holds| **holds).count(), 1);
        // Made and retired, each an entry; and one of the closed list of jobs.
        assert_eq!(
            house.count("select count(*) from entry where kind = 106"),
            3
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 120"),
            2
        );
    });
}

#[test]
fn a_change_that_is_killed_at_any_step_goes_on_where_it_was_and_nobody_is_lost() {
    on_both(5, |house| {
        let officer = officer(house);
        let killed = || Fault::World("killed".to_owned());
        for (turn, kill_at) in (1_i64..).zip([0, 1, 2, 3, 4, 5, 6, 7, usize::MAX]) {
            let steps = Cell::new(0);
            let broke = rotate_with(&house.world, EVENING, &mut |_| {
                steps.set(steps.get() + 1);
                if steps.get() > kill_at {
                    Err(killed())
                } else {
                    Ok(())
                }
            });
            let now = EVENING.plus(Span::seconds(31));
            if kill_at == usize::MAX {
                assert!(steps.get() >= 8, "only {} steps", steps.get());
                assert_eq!(broke.unwrap().to, november(turn + 1));
            } else {
                assert_eq!(broke.unwrap_err(), killed(), "step {kill_at}");
                everybody_is_found(&house.world, &officer, 5);
                // As another process, which doesn't wait for whoever is dead.
                let other = house.reopened();
                let refused = rotate_with(&other, EVENING, &mut |_| Ok(())).unwrap_err();
                assert!(
                    refused.to_string().contains("are being changed already"),
                    "{refused}"
                );
                assert_eq!(rotate(&other, now).to, november(turn + 1), "step {kill_at}");
            }
            everybody_is_found(&house.world, &officer, 5);
            assert_eq!(
                house.count("select count(*) from lookup"),
                15,
                "step {kill_at}"
            );
            assert_eq!(
                house.count("select sum(length(numbers)) from member_row"),
                5 * 32
            );
            assert_eq!(house.count("select count(*) from key_change"), 0);
            let one = house.count("select count(distinct key_month) from member");
            assert_eq!(one, 1);
        }
        house.world.follow_keys().unwrap();
        let rows = (0..5).map(member).collect();
        assert_eq!(import_at(&house.world, rows, EVENING), unchanged(5));
    });
}

/// Two members behind one number, and nobody else.
fn couple() -> Vec<RollRow> {
    let mut row = member(1);
    row.phones = member(0).phones;
    vec![member(0), row]
}

#[test]
fn a_caller_keeps_their_card_and_its_number_stays_locked_at_every_step_of_a_change() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let (carys, other) = (house.caller(0), house.caller(1));
        let (held, _) = card(house, &carys, house.banks[0], EVENING);
        let mut now = EVENING;
        let mut switched = false;
        rotate_with(&house.world, EVENING, &mut |step| {
            // Who looked is put off for five minutes: look again each time.
            house.tamper("update queue set due_at = 0 where class = 1");
            assert!(
                !has_somebody(house, &other, house.banks[1], now),
                "{step:?}"
            );
            now = now.plus(Span::millis(1));
            switched |= step.phase == Phase::Clear;
            Ok(())
        })
        .unwrap();
        assert!(switched);
        house.tamper("update queue set due_at = 0 where class = 1");
        assert!(!has_somebody(house, &other, house.banks[1], now));
        let (again, _) = card(house, &carys, house.banks[0], now);
        assert_eq!(again.card, held.card, "a reload gives the same card");
        let (shown, _) = numbers(house, &carys, held.card, now);
        assert_eq!(shown, ["tel:+447700900000"]);
        assert_eq!(house.count("select count(*) from open_number"), 1);
        say(house, carys.auth(), held.card, Outcome::Answered, now);
        assert_eq!(house.count("select count(*) from open_number"), 0);
        house.tamper("update queue set due_at = 0 where class = 1");
        assert!(has_somebody(house, &other, house.banks[1], now));
        house.settle(now);
    });
}

#[test]
fn a_card_that_is_dealt_in_the_midst_of_a_change_locks_its_number_to_its_end() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let other = house.caller(1);
        let mut at = 0;
        // Dealt at each step of a change of its own, and closed again after it.
        for deal_at in 0..7 {
            let carys = house.caller(0);
            let mut held = None;
            at = 0;
            house.tamper("update queue set class = 1, due_at = 0");
            house.tamper("update member_mark set rest_until = 0");
            rotate_with(&house.world, EVENING, &mut |step| {
                if at == deal_at {
                    held = Some(card(house, &carys, house.banks[0], EVENING).0);
                } else if held.is_some() {
                    house.tamper("update queue set due_at = 0 where class = 1");
                    assert!(
                        !has_somebody(house, &other, house.banks[1], EVENING),
                        "dealt at {deal_at}, {step:?}"
                    );
                }
                at += 1;
                Ok(())
            })
            .unwrap();
            let held = held.unwrap();
            // Dealt between the switch and the clearing, it holds its number by both indexes.
            let locked = house.count("select count(*) from open_number");
            assert!(locked == 1 || locked == 2, "dealt at {deal_at}: {locked}");
            say(house, ticket(&held), held.card, Outcome::NoAnswer, EVENING);
            assert_eq!(house.count("select count(*) from open_number"), 0);
        }
        assert!(at >= 8);
    });
}

#[test]
fn an_objection_holds_after_a_change_for_the_member_and_for_everybody_behind_the_number() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let (carys, other) = (house.caller(0), house.caller(1));
        let (held, _) = card(house, &carys, house.banks[0], EVENING);
        rotate(&house.world, EVENING);
        say(
            house,
            carys.auth(),
            held.card,
            Outcome::DontCall(Size::Anyone),
            EVENING,
        );
        rotate(&house.world, EVENING);
        house.tamper("update queue set class = 1, due_at = 0");
        for (who, bank) in [(&carys, 0), (&other, 1)] {
            assert!(!has_somebody(house, who, house.banks[bank], EVENING));
        }
    });
}

#[test]
fn an_import_and_a_change_wait_for_each_other_and_say_so() {
    on_both(6, |house| {
        let Verdict::Given(mut running) = roll::begin(
            &house.world,
            &Auth::Console,
            &roll::Plan::default(),
            EVENING,
        )
        .unwrap() else {
            panic!("the console may import")
        };
        let refused = rotate_with(&house.world, EVENING, &mut |_| Ok(())).unwrap_err();
        assert!(
            refused.to_string().contains("an import is running"),
            "{refused}"
        );
        running
            .slice(&[(2, member(6).into())], &[], EVENING)
            .unwrap();
        let Verdict::Given(done) = running.switch(EVENING).unwrap() else {
            panic!("the console may import")
        };
        assert_eq!(done.counts.created, 1);
        let mut said = BTreeSet::new();
        rotate_with(&house.world, EVENING, &mut |_| {
            match roll::begin(
                &house.world,
                &Auth::Console,
                &roll::Plan::default(),
                EVENING,
            ) {
                Err(fault) => said.insert(fault.to_string()),
                Ok(_) => panic!("an import began in the midst of a change"),
            };
            Ok(())
        })
        .unwrap();
        assert_eq!(said.len(), 1);
        assert!(said.first().unwrap().contains("`switchboard keys status`"));
        let rows: Vec<RollRow> = (0..7).map(member).collect();
        assert_eq!(import_at(&house.world, rows, EVENING), unchanged(7));
        everybody_is_found(&house.world, &officer(house), 7);
    });
}

#[test]
fn another_process_finds_everybody_at_every_step_without_having_heard_of_the_change() {
    on_both(4, |house| {
        let officer = officer(house);
        let other = house.reopened();
        let mut steps = 0;
        rotate_with(&house.world, EVENING, &mut |_| {
            steps += 1;
            everybody_is_found(&other, &officer, 4);
            Ok(())
        })
        .unwrap();
        assert!(steps >= 8, "{steps} steps");
        // And it imports under the key that holds, not the one it began with.
        let rows: Vec<RollRow> = (0..5).map(member).collect();
        assert_eq!(import_at(&other, rows, EVENING).created, 1);
        everybody_is_found(&house.world, &officer, 5);
        assert_eq!(
            house.count("select count(distinct key_month) from lookup"),
            1
        );
        let mut cursor = crate::feed::Cursor::default();
        let changes = other.feed(&mut cursor).unwrap();
        assert!(changes.iter().any(|change| change.kind == "keys"));
    });
}

#[test]
fn what_is_written_in_the_midst_of_a_change_is_found_before_and_after_the_switch() {
    on_both(3, |house| {
        let officer = officer(house);
        let (wrote, searched) = (Cell::new(0), Cell::new(0));
        let write = |n: u32| {
            let email = format!("new{n}@members.example.org");
            let done = house
                .world
                .write("correct", Auth::Console, EVENING, move |tx| {
                    let member = tx
                        .one("select id from member order by id limit 1", &[], |row| {
                            Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
                        })?
                        .unwrap();
                    let blinds = tx.blinds_to_write()?;
                    for row in blinds.lookups(What::Email, &email, &member, &[0; 16]) {
                        tx.later(LOOKUP, row);
                    }
                    let numbers = blinds.numbers(["447700900500"].into_iter()).len();
                    let (_, _, month) = blinds.new_member(&member)?;
                    Ok(Verdict::Given((numbers, month)))
                });
            given(done.wait())
        };
        assert_eq!(write(0), (32, 202_611));
        rotate_with(&house.world, EVENING, &mut |step| {
            let n = wrote.get() + 1;
            wrote.set(n);
            // Both keys until the switch, the new one for whoever is new.
            let numbers = write(n).0;
            assert!(numbers == 32 || step.phase == Phase::Wrap);
            assert_eq!(write(n).1, 20_261_102);
            for n in 1..=n {
                let query = Query::Email(format!("new{n}@members.example.org"));
                searched.set(searched.get() + found(&house.world, &officer, query));
            }
            Ok(())
        })
        .unwrap();
        let n = wrote.get();
        assert_eq!(searched.get(), usize::try_from(n * (n + 1) / 2).unwrap());
        for n in 1..=n {
            let query = Query::Email(format!("new{n}@members.example.org"));
            assert_eq!(found(&house.world, &officer, query), 1, "{n}");
        }
        assert_eq!(write(0), (32, 20_261_102));
    });
}

#[cfg(unix)]
#[test]
fn a_process_without_the_new_keys_file_refuses_instead_of_making_indexes_that_nobody_finds() {
    on_both(3, |house| {
        // A second machine with a directory of keys of its own, on the same database.
        let there = house.dir.path().join("there");
        std::fs::create_dir_all(there.join("keys")).unwrap();
        for file in std::fs::read_dir(house.data().join("keys")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), there.join("keys").join(file.file_name())).unwrap();
        }
        match &house.place {
            None => std::os::unix::fs::symlink(
                house.data().join("switchboard.db"),
                there.join("switchboard.db"),
            )
            .unwrap(),
            Some(_) => drop(
                std::fs::copy(house.data().join("store.url"), there.join("store.url")).unwrap(),
            ),
        }
        let other = World::open(&there, Options::default()).unwrap();
        rotate(&house.world, EVENING);
        let Err(refused) = roll::begin(&other, &Auth::Console, &roll::Plan::default(), EVENING)
        else {
            panic!("it began an import under a key that it hasn't got");
        };
        assert!(
            refused
                .to_string()
                .contains("one directory of keys, shared"),
            "{refused}"
        );
        assert!(rotate_with(&other, EVENING, &mut |_| Ok(())).is_err());
        assert_eq!(
            house.count("select count(*) from import where state = 'running'"),
            0
        );
        let opened = World::open(&there, Options::default());
        assert!(opened.unwrap_err().to_string().contains("202611"));
        // A file of the right name that is another key.
        std::fs::copy(
            there.join("keys/month-202611.key"),
            there.join("keys/month-202611-2.key"),
        )
        .unwrap();
        let opened = World::open(&there, Options::default());
        assert!(opened.unwrap_err().to_string().contains("is not the key"));
    });
}

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

#[test]
fn only_the_machines_console_changes_keys() {
    on_both(2, |house| {
        let officer = officer(house);
        let answer = month::rotate(&house.world, &officer.auth(), &|| EVENING, &mut |_| Ok(()));
        assert!(matches!(answer.unwrap(), Verdict::Refused(_)));
        assert_eq!(
            house.count("select count(*) from key_turn where next is null"),
            1
        );
        while desk::sweep(&house.world, EVENING).unwrap() > 0 {}
    });
}

/// Each column that a month key makes, and who makes it anew.
const REDONE: [(&str, &str); 6] = [
    // machine/month/redo.rs
    ("member", "erase_key"),
    ("member_row", "numbers"),
    ("lookup", "blind"),
    // machine/month/desks.rs
    ("open_card", "numbers"),
    ("open_number", "blind"),
    // No index: how many numbers an account was shown.
    ("budget", "numbers_shown"),
];

#[test]
fn every_blind_index_of_the_schema_is_made_anew_when_the_key_changes() {
    let mut found = BTreeSet::new();
    for table in crate::schema::NOW.split("create table ").skip(1) {
        let name = table.split_whitespace().next().unwrap();
        let columns = table.split(");").next().unwrap();
        let code = columns
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"));
        for word in code.flat_map(|line| line.split([' ', ',', '(', ')'])) {
            if word.contains("blind") || word.contains("numbers") || word.contains("erase_key") {
                found.insert((name, word));
            }
        }
    }
    let redone = BTreeSet::from(REDONE);
    assert_eq!(
        found, redone,
        "a column that a month key makes must be made anew in machine/month when the key changes"
    );
}

/// Only an import may go by the key that its process remembers: no change runs meanwhile.
const BY_MEMORY: [&str; 5] = [
    "keys.rs",
    "roll/import.rs",
    "roll/prepare.rs",
    "roll/stops.rs",
    "machine/month/known.rs",
];

#[test]
fn nobody_but_an_import_makes_an_index_with_a_key_that_it_remembers() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let (mut seen, mut wrong) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let flat: String = std::fs::read_to_string(&path)
                .unwrap()
                .split_whitespace()
                .collect();
            if ["keys.current()", "keys.month()", "keys.new_member("]
                .iter()
                .any(|call| flat.contains(call))
            {
                seen += 1;
                if !name.starts_with("tests") && !BY_MEMORY.contains(&name.as_str()) {
                    wrong.push(name);
                }
            }
        }
    }
    assert!(seen > 3, "the scan saw only {seen} files");
    assert!(
        wrong.is_empty(),
        "ask `tx.blinds_to_read()` or `tx.blinds_to_write()` in {wrong:?}"
    );
}
