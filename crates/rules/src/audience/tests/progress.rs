//! How far a bank is with each group of its audience.

use std::collections::BTreeSet;

use super::super::*;
use super::wider::BANK;
use super::{Group, OLD, YOUNG, id, some};
use crate::ids::{BankId, MemberId};

/// Whoever of these groups was done with.
fn done(columns: &Columns, groups: &[Group]) -> Done {
    let mut done = columns.nobody_done();
    let mut next = 0_u128;
    for (branch, kind, age, joined, many) in groups {
        for _ in 0..*many {
            next += 1;
            let codes = MemberCodes {
                branch: Some(id(*branch)),
                age: *age,
                joined: *joined,
                ..MemberCodes::UNKNOWN
            };
            columns.add_done(
                &mut done,
                &MemberId::from_bytes(next.to_be_bytes()),
                kind,
                codes,
            );
        }
    }
    done
}

fn progress(columns: &Columns, audience: &str, groups: &[Group]) -> Vec<(String, Option<u64>)> {
    progress_of(columns, (BANK, audience), groups)
}

fn progress_of(
    columns: &Columns,
    (bank, audience): (BankId, &str),
    groups: &[Group],
) -> Vec<(String, Option<u64>)> {
    let audience = Audience::parse(audience).unwrap();
    let found = columns.progress((bank, &audience), &done(columns, groups));
    let line = |group: &crate::audience::Group| {
        let one = Audience::of([group.choice.clone()]).unwrap();
        (one.to_string(), group.done.rounded())
    };
    found.iter().map(line).collect()
}

#[test]
fn progress_is_told_one_level_below_the_audience_and_the_same_members_give_the_same_numbers() {
    let columns = some();
    let groups = [
        (2, "full", OLD, Joined::Earlier, 500),
        (3, "full", OLD, Joined::ThisYear, 300),
        (5, "full", OLD, Joined::Earlier, 400),
        (2, "student", YOUNG, Joined::ThisYear, 250),
    ];
    let all = progress(&columns, "", &groups);
    assert_eq!(all, progress(&columns, "", &groups));
    let of = |name: &str| all.iter().find(|(group, _)| group == name).unwrap().1;
    for (name, truth) in [
        (format!("branch={}", id(1)), 1_050_u64),
        (format!("branch={}", id(4)), 400),
        ("age=65+".to_owned(), 1_200),
        ("joined=this-year".to_owned(), 550),
    ] {
        let told = of(&name).unwrap();
        assert!(
            told.abs_diff(truth) <= 37 && told.is_multiple_of(5),
            "{name} {told}"
        );
    }
    assert!(
        all.iter()
            .all(|(name, _)| name != &format!("branch={}", id(2)))
    );
    let north: Vec<_> = progress(&columns, &format!("branch={}", id(1)), &groups[..2]);
    let branches: Vec<&str> = north
        .iter()
        .map(|(name, _)| name.as_str())
        .take(2)
        .collect();
    assert_eq!(
        branches,
        [format!("branch={}", id(2)), format!("branch={}", id(3))]
    );
}

#[test]
fn progress_of_a_few_takes_the_smallest_beside_it_with_it() {
    let columns = some();
    let few = [
        (2, "full", OLD, Joined::Earlier, 500),
        (5, "full", OLD, Joined::Earlier, 3),
    ];
    let told = progress(&columns, "", &few);
    let branches = told.iter().filter(|(name, _)| name.starts_with("branch="));
    assert!(branches.clone().all(|(_, told)| told.is_none()), "{told:?}");
    assert_eq!(branches.count(), 2);
}

#[test]
fn a_table_of_progress_waits_for_a_batch_that_grows_with_it() {
    assert_eq!(
        [0, 199, 200, 2_000, 60_000].map(batch),
        [100, 100, 100, 1_000, 30_000]
    );
}

/// Twenty campaigns' banks, and one bank after twenty batches: a group in which nothing happened is moved anew in each table.
#[test]
fn no_two_tables_show_in_which_groups_nothing_happened() {
    let columns = some();
    let (old, young) = (
        (2, "full", OLD, Joined::Earlier, 300),
        (2, "student", YOUNG, Joined::ThisYear, 160),
    );
    let old_in = |bank: u8, more: u16| {
        let groups = [old, (young.0, young.1, young.2, young.3, 160 + more)];
        let bank = BankId::from_bytes([bank; 16]);
        let all = progress_of(&columns, (bank, ""), &groups);
        all.into_iter()
            .find(|(name, _)| name == "age=65+")
            .unwrap()
            .1
    };
    let of_banks: BTreeSet<_> = (0..20).map(|bank| old_in(bank, 0)).collect();
    let of_batches: BTreeSet<_> = (0..20).map(|batch| old_in(0, batch)).collect();
    assert!(of_banks.len() > 1 && of_batches.len() > 1);
    assert_eq!(
        old_in(3, 7),
        old_in(3, 7),
        "asked again it is the same table"
    );
}

#[test]
fn a_group_of_whom_few_were_talked_to_has_no_number() {
    let columns = some();
    let groups = [
        (2, "full", OLD, Joined::Earlier, 500),
        (2, "student", YOUNG, Joined::ThisYear, 60),
    ];
    let all = progress(&columns, "", &groups);
    let of = |name: &str| all.iter().find(|(group, _)| group == name).unwrap().1;
    assert_eq!((of("kind=student"), of("joined=this-year")), (None, None));
    assert!(of("kind=full").is_some_and(|told| told.abs_diff(500) <= 37));
}
