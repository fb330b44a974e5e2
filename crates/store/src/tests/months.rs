//! Changing the month's key: who is found, who rings and who objected stays so, wherever the program is killed.

mod covered;
mod desks;
mod gone;
mod kept;

use std::cell::Cell;
use std::collections::BTreeSet;

use switchboard_rules::card::Outcome;
use switchboard_rules::forgetting::KeyMonth;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::RollRow;

use super::calls::{card, say};
use super::house::{EVENING, House, Person, given, import_at, member, on_both};
use crate::blinds::LOOKUP;
use crate::desk;
use crate::engine::Options;
use crate::fault::Fault;
use crate::machine::month::{self, Phase, Rotated, Step};
use crate::machine::{self, Claim, Traced};
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
    hits.hits.disclose(&done.proof).unwrap().0.len()
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
        assert_eq!(
            traced.iter().filter(|one| **one == Traced::Holds).count(),
            1
        );
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
